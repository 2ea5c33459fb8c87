package site

import (
	"cmp"
	"slices"

	"dossier/cmd/dossier/internal/edtf"
)

// Matrix returns who stood where on a day: it counts the statements that were
// certainly made by then, whenever they were reported. [edtf.MaxDay] counts
// all. It takes time in proportion to the lanes of the dossier.
func (s *Site) Matrix(day edtf.Day) *Matrix {
	m := &Matrix{AsOf: day, Articles: len(s.Articles), Columns: make([]Column, len(s.Positions))}
	for i, p := range s.Positions {
		m.Columns[i] = newColumn(p)
		m.Columns[i].Statements = p.Position.saidBy(day)
	}
	for _, p := range slices.Concat(s.Organizations, s.People) {
		if n := p.saidBy(day); n > 0 {
			m.Rows = append(m.Rows, &Row{Holder: p, Statements: n})
		}
	}
	slices.SortFunc(m.Rows, func(x, y *Row) int {
		return cmp.Or(holderOrder(x.Holder, y.Holder), cmp.Compare(y.Statements, x.Statements), byRank(x.Holder, y.Holder))
	})
	for i, r := range m.Rows {
		if i >= MaxRows && r.Holder.Organization == nil {
			break // nobody sees how the others stood
		}
		m.fill(r)
	}
	if n := len(m.Rows) - MaxRows; n > 0 {
		m.Rows, m.Omitted = m.Rows[:MaxRows], n
	}
	return m
}

// fill adds the cells of a row, and of an organization's what they add to the
// columns.
func (m *Matrix) fill(r *Row) {
	r.Cells = make([]*Cell, len(m.Columns))
	for _, l := range r.Holder.Lanes {
		c := l.cell(m.AsOf)
		if c == nil {
			continue
		}
		at := l.Position.rank - m.Columns[0].Position.rank
		r.Cells[at] = c
		if r.Holder.Organization != nil {
			m.Columns[at].count(c)
		}
	}
}

// saidBy returns how many statements in the lanes of a person or organization
// were certainly made by a day.
func (p *Page) saidBy(day edtf.Day) int {
	n := 0
	for _, l := range p.Lanes {
		n += l.saidBy(day)
	}
	return n
}

// saidBy returns how many statements on the position were certainly made by a
// day, each counted once however many articles report it.
func (p *Position) saidBy(day edtf.Day) int {
	n, _ := slices.BinarySearch(p.days, day+1)
	return n
}

// News returns the days of [Site.AsOf] on whose matrix a position has a
// statement that the day before it does not have, by date.
func (s *Site) News(p *Page) []*AsOf {
	var out []*AsOf
	before := 0
	for _, a := range s.AsOf {
		if n := p.Position.saidBy(a.Day); n > before {
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

// cell returns how the lane stood on a day, nil if nothing had been said.
func (l *Lane) cell(day edtf.Day) *Cell {
	at := l
	switch n := l.saidBy(day); n {
	case 0:
		return nil
	case len(l.said):
	default:
		said := make([]*Statement, 0, n)
		for _, s := range l.said {
			if s.Date.Latest() <= day {
				said = append(said, s)
			}
		}
		at = &Lane{Holder: l.Holder, Position: l.Position, Moments: moments(said, nil)}
		at.Shifts = shifts(at)
	}
	last := at.Moments[len(at.Moments)-1]
	return &Cell{
		Holder: l.Holder, Position: l.Position,
		Stances: last.Stances, Date: last.Statements[len(last.Statements)-1].Date, Statements: last.Statements,
		Sources: len(last.Articles()),
		Changed: len(at.Shifts) > 0, Mixed: last.Mixed, Split: last.Split, Reported: last.Reported,
	}
}

// saidBy returns how many statements of a lane were certainly made by a day.
func (l *Lane) saidBy(day edtf.Day) int {
	switch {
	case day < l.by:
		return 0
	case day >= l.all:
		return len(l.said)
	}
	n := 0
	for _, s := range l.said {
		if s.Date.Latest() <= day {
			n++
		}
	}
	return n
}
