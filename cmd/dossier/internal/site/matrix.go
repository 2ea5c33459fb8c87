package site

import (
	"cmp"
	"slices"

	"dossier/cmd/dossier/internal/edtf"
)

// Matrix returns who stood where on a day: it counts the statements that were
// certainly made by then, whenever they were reported. [edtf.MaxDay] counts
// all. It takes time in proportion to the statements of the dossier.
func (s *Site) Matrix(day edtf.Day) *Matrix {
	m := &Matrix{AsOf: day, Articles: len(s.Articles)}
	rows := map[*Page]*Row{}
	for i, p := range s.Positions {
		col := newColumn(p)
		col.Statements = p.saidBy(day)
		for _, l := range p.Lanes {
			c, n := l.cell(day)
			if c == nil {
				continue
			}
			r := rows[l.Holder]
			if r == nil {
				r = &Row{Holder: l.Holder, Cells: make([]*Cell, len(s.Positions))}
				rows[l.Holder] = r
				m.Rows = append(m.Rows, r)
			}
			r.Cells[i] = c
			r.Statements += n
			if l.Holder.Organization != nil {
				col.count(c)
			}
		}
		m.Columns = append(m.Columns, col)
	}
	slices.SortFunc(m.Rows, func(x, y *Row) int {
		return cmp.Or(holderOrder(x.Holder, y.Holder), cmp.Compare(y.Statements, x.Statements), byRank(x.Holder, y.Holder))
	})
	if n := len(m.Rows) - MaxRows; n > 0 {
		m.Rows, m.Omitted = m.Rows[:MaxRows], n
	}
	return m
}

// saidBy returns how many statements of a page were certainly made by a day,
// each counted once however many articles report it.
func (p *Page) saidBy(day edtf.Day) int {
	n := 0
	for _, s := range p.Statements {
		if s.Same[0] == s && !s.Date.IsZero() && s.Date.Latest() <= day {
			n++
		}
	}
	return n
}

// News returns the days of [Site.AsOf] on whose matrix a position has a
// statement that the day before it does not have, by date.
func (s *Site) News(p *Page) []*AsOf {
	var out []*AsOf
	before := 0
	for _, a := range s.AsOf {
		if n := p.saidBy(a.Day); n > before {
			out = append(out, a)
			before = n
		}
	}
	return out
}

func newColumn(p *Page) Column {
	c := Column{Position: p, Totals: make([]Total, len(p.Position.Stances))}
	for i, s := range p.Position.Stances {
		c.Totals[i].Stance = s
	}
	return c
}

func (c *Column) count(cell *Cell) {
	c.Said++
	for _, s := range cell.Stances {
		c.Totals[s.Index].Organizations++
	}
}

// cell returns how the lane stood on a day, nil if nothing had been said, and
// how many statements had been made.
func (l *Lane) cell(day edtf.Day) (c *Cell, statements int) {
	said := l.by(day)
	if len(said) == 0 {
		return nil, 0
	}
	at := l
	if len(said) < len(l.said) {
		at = &Lane{Holder: l.Holder, Position: l.Position, said: said, Moments: moments(said)}
		at.Shifts = shifts(at)
	}
	last := at.Moments[len(at.Moments)-1]
	return &Cell{
		Holder: l.Holder, Position: l.Position,
		Stances: last.Stances, Date: last.Statements[len(last.Statements)-1].Date, Statements: last.Statements,
		Sources: len(last.Articles()),
		Changed: len(at.Shifts) > 0, Mixed: last.Mixed, Split: last.Split, Reported: last.Reported,
	}, len(said)
}

// by returns the statements of a lane that were certainly made by a day.
func (l *Lane) by(day edtf.Day) []*Statement {
	later := func(s *Statement) bool { return s.Date.Latest() > day }
	if !slices.ContainsFunc(l.said, later) {
		return l.said
	}
	return slices.DeleteFunc(slices.Clone(l.said), later)
}
