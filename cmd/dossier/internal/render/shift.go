package render

import (
	"bytes"
	"slices"
	"strconv"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
	"dossier/cmd/dossier/internal/slug"
)

// shiftsPath is the page of every change of position. There is one as soon as
// there is a dated statement.
const shiftsPath = "positions/shifts/"

// A shiftsFile is the page of every change of position.
type shiftsFile struct{}

func shiftsLayouts() []string { return []string{"shifts.html", "page.html"} }

func (shiftsFile) origin() diag.Pos { return diag.Pos{} }

func (f shiftsFile) render(o *Output, b *bytes.Buffer) error {
	t := o.layouts.find(shiftsLayouts()...)
	if t == nil {
		return &Failure{diag.List{noLayout(diag.Pos{}, shiftsPath, shiftsLayouts()...)}}
	}
	m := o.maker(shiftsPath, o.site.Config.Language)
	v := m.generated("shifts", o.words.T("changes_title"))
	v.ShiftGroups, v.Shifts = m.shiftGroups()
	return o.execute(t, b, v, shiftsPath)
}

// generated returns the view of a page that is no site.Page and lies under the
// list of positions.
func (m *maker) generated(kind, title string) *Page {
	v := &Page{
		Frame: m.o.frame(m.path, m.base), Kind: kind, Title: title, HeadTitle: m.headTitle(title),
		Lang: m.lang, Dir: direction(m.lang), Canonical: m.o.absolute(m.path),
	}
	if p := m.o.matrixPage(); p != nil {
		v.Breadcrumb = []Link{m.link(p)}
	}
	return v
}

// shiftGroups returns the changes of position by question, in the order of the
// questions. A change of an organization that is told with a person's is there
// only once. The groups are parts of the list of all.
func (m *maker) shiftGroups() (groups []ShiftGroup, all []Shift) {
	n := 0
	for _, p := range m.o.site.Positions {
		n += len(p.Shifts)
	}
	all = make([]Shift, 0, n)
	for _, p := range m.o.site.Positions {
		from := len(all)
		all = m.appendShifts(all, p)
		if list := all[from:len(all):len(all)]; len(list) > 0 {
			groups = append(groups, ShiftGroup{ID: "d-on-" + slug.Make(p.ID), Position: m.link(p), Shifts: list})
		}
	}
	return groups, all
}

// shifts returns the changes of position of a holder, or on a question.
func (m *maker) shifts(p *site.Page) []Shift {
	if len(p.Shifts) == 0 {
		return nil
	}
	return m.appendShifts(make([]Shift, 0, len(p.Shifts)), p)
}

func (m *maker) appendShifts(list []Shift, p *site.Page) []Shift {
	for _, s := range p.Shifts {
		if p.Position == nil || s.With == nil {
			list = append(list, m.shift(s))
		}
	}
	return list
}

func (m *maker) shift(s *site.Shift) Shift {
	told := s
	if s.With != nil {
		told = s.With
	}
	return Shift{
		Anchor: s.Anchor, Href: m.hrefOf(shiftsPath, told.Anchor), Holder: m.link(s.Holder), For: m.links(s.For), Position: m.link(s.Position),
		From: m.shiftSide(s, s.From), To: m.shiftSide(s, s.To),
		Distance: m.distance(s), Overlap: s.Overlap, Reported: s.Reported, ByOther: s.Holder.Organization != nil && s.ByOther, Note: s.Note,
		Between: m.between(s.Between),
	}
}

func (m *maker) shiftSide(s *site.Shift, o *site.Moment) ShiftSide {
	v := ShiftSide{Date: m.o.date(o.Date), Mixed: o.Mixed, Split: o.Split, Reported: o.Reported}
	for _, a := range o.Articles() {
		v.Sources = append(v.Sources, m.source(a))
	}
	var before []*site.Page
	for i, st := range o.Stances {
		last, speakers := takers(o.Statements, st)
		a := ShiftAnswer{Stance: stanceOf(st, o.Reported), Href: m.href(last.Article, last.Anchor)}
		if len(speakers) > 1 || speakers[0] != s.Holder {
			a.Speakers = m.links(speakers)
		}
		if slices.Equal(before, speakers) {
			v.Answers[i-1].Speakers = nil // named once, after the last
		}
		v.Answers, before = append(v.Answers, a), speakers
	}
	return v
}

// takers returns the last of the statements with a stance, and who made them.
// There is one.
func takers(list []*site.Statement, st site.Stance) (last *site.Statement, speakers []*site.Page) {
	for _, s := range list {
		if s.Stance.Index == st.Index {
			last = s
			if !slices.Contains(speakers, s.Who) {
				speakers = append(speakers, s.Who)
			}
		}
	}
	return last, speakers
}

func stanceOf(s site.Stance, dashed bool) Stance {
	return Stance{Label: s.Label, Index: s.Index, Symbol: symbol(s.Index, s.Of), Dashed: dashed}
}

// distance says how far a shift goes on the scale.
func (m *maker) distance(s *site.Shift) string {
	of := s.To.Stances[0].Of
	if s.Distance == of-1 {
		return m.o.words.N("change_whole_scale", s.Distance)
	}
	return m.o.words.N("change_on_scale", s.Distance, strconv.Itoa(of))
}

// between says within which dates a shift lies, "" if that is not known.
func (m *maker) between(d edtf.Date) string {
	w := m.o.words
	switch {
	case d.IsZero():
		return ""
	case !d.IsInterval():
		return w.T("change_on", d.Format(m.o.dates))
	case d.OpenStart():
		return w.T("change_by", d.End().Format(m.o.dates))
	case d.OpenEnd():
		return w.T("change_after", d.Start().Format(m.o.dates))
	}
	from := d.Start().Format(m.o.dates)
	if d.Start().Year() == d.End().Year() {
		from = d.Start().FormatShort(m.o.dates)
	}
	return w.T("change_between", from, d.End().Format(m.o.dates))
}
