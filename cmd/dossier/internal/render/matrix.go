package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// maxQuestions is how many questions a table of the matrix has: more columns
// would be too narrow to be read.
const maxQuestions = 7

// matrixPage returns the list of positions, which shows the matrix; nil if
// there are none.
func (o *Output) matrixPage() *site.Page {
	for _, s := range o.site.Sections {
		if s.List != nil && s.List.Type == content.Position {
			return s
		}
	}
	return nil
}

// matrix returns who stood where on a day, edtf.MaxDay for all that was said.
func (m *maker) matrix(day edtf.Day) *Matrix {
	src := m.o.site.Matrix(day)
	g := newGrid(m, src)
	v := &Matrix{Year: g.year, Omitted: src.Omitted, Questions: len(src.Columns), AsOf: m.asOfBar(day)}
	if day < edtf.MaxDay {
		v.Date = m.o.date(day.Date())
	}
	for _, c := range src.Columns {
		if c.Statements == 0 {
			v.Silent = append(v.Silent, m.link(c.Position))
		}
	}
	for _, r := range src.Rows {
		if r.Holder.Organization != nil {
			v.Organizations++
		} else {
			v.People++
		}
		v.Cells += len(g.columns)
		for _, i := range g.columns {
			if r.Cells[i] != nil {
				v.Said++
			}
		}
	}
	for from := 0; from < len(g.columns); from += maxQuestions {
		v.Tables = append(v.Tables, g.table(from, min(from+maxQuestions, len(g.columns))))
	}
	return v
}

// A grid makes the tables of one matrix.
type grid struct {
	m       *maker
	src     *site.Matrix
	columns []int       // of src, in the order shown: the most statements first, none left out but those without
	words   *edtf.Words // with short months; nil for those of all pages
	year    int         // of most cells
}

func newGrid(m *maker, src *site.Matrix) *grid {
	g := &grid{m: m, src: src, words: m.o.dates.Short()}
	for i, c := range src.Columns {
		if c.Statements > 0 {
			g.columns = append(g.columns, i)
		}
	}
	slices.SortStableFunc(g.columns, func(i, j int) int { return src.Columns[j].Statements - src.Columns[i].Statements })
	count := map[int]int{}
	for _, r := range src.Rows {
		for _, c := range r.Cells {
			if c == nil {
				continue
			}
			y := c.Date.Year()
			count[y]++
			if n := count[y] - count[g.year]; n > 0 || n == 0 && y > g.year {
				g.year = y
			}
		}
	}
	return g
}

// table returns the table of the columns from (included) to to (excluded).
func (g *grid) table(from, to int) MatrixTable {
	v := MatrixTable{Span: to - from + 1, ID: fmt.Sprintf("d-questions-%d", from/maxQuestions+1)}
	if len(g.columns) > maxQuestions {
		v.Title = g.m.o.words.T("questions_from_to", strconv.Itoa(from+1), strconv.Itoa(to))
		if to == from+1 {
			v.Title = g.m.o.words.T("question_number", strconv.Itoa(to))
		}
	}
	for _, at := range g.columns[from:to] {
		c := &g.src.Columns[at]
		col := MatrixColumn{ID: questionID(c.Position), Question: g.m.link(c.Position)}
		for _, t := range c.Totals {
			col.Totals = append(col.Totals, MatrixTotal{stanceOf(t.Stance, false), t.Organizations})
		}
		v.Columns = append(v.Columns, col)
	}
	groups := [2]MatrixGroup{{Title: g.m.o.words.T("organizations")}, {Title: g.m.o.words.T("people")}}
	for _, r := range g.src.Rows {
		cells := make([]*site.Cell, to-from)
		for i, at := range g.columns[from:to] {
			cells[i] = r.Cells[at]
		}
		if !slices.ContainsFunc(cells, func(c *site.Cell) bool { return c != nil }) {
			v.Without = append(v.Without, g.m.link(r.Holder))
			continue
		}
		group := &groups[0]
		if r.Holder.Organization == nil {
			group = &groups[1]
		}
		group.Rows = append(group.Rows, g.row(r.Holder, cells, from))
	}
	for _, group := range groups {
		if len(group.Rows) > 0 {
			v.Groups = append(v.Groups, group)
		}
	}
	return v
}

// questionID returns the id of the column of a question in every matrix.
func questionID(p *site.Page) string { return "d-q-" + p.ID }

func (g *grid) row(holder *site.Page, cells []*site.Cell, from int) MatrixRow {
	v := MatrixRow{Holder: g.m.link(holder), Cells: make([]MatrixCell, len(cells))}
	v.Holder.Note = g.m.o.office(holder)
	for i, c := range cells {
		if c != nil {
			v.Cells[i] = g.cell(c)
		} else {
			v.Cells[i].Articles = len(g.m.o.site.Articles)
		}
		v.Cells[i].Short = g.src.Columns[g.columns[from+i]].Position.Title
	}
	return v
}

func (g *grid) cell(c *site.Cell) MatrixCell {
	v := MatrixCell{
		Date: g.m.o.date(c.Date), Sources: c.Sources,
		Changed: c.Changed, Mixed: c.Mixed, Split: c.Split, Reported: c.Reported,
	}
	switch short := c.Date.Year() == g.year; {
	case g.words == nil && short:
		v.Date.Text = v.Date.Short
	case short:
		v.Date.Text = c.Date.FormatShort(g.words)
	case g.words != nil:
		v.Date.Text = c.Date.Format(g.words)
	}
	for _, st := range c.Stances {
		last, speakers := takers(c.Statements, st)
		a := MatrixAnswer{Stance: stanceOf(st, c.Reported), Href: g.m.href(last.Article, last.Anchor)}
		if c.Split {
			a.By = g.m.titles(speakers)
		}
		v.Answers = append(v.Answers, a)
	}
	return v
}

// titles returns the titles of pages with commas between them.
func (m *maker) titles(pages []*site.Page) string {
	list := make([]string, len(pages))
	for i, p := range pages {
		list[i] = p.Title
	}
	return strings.Join(list, m.o.words.T("comma"))
}
