package render

import (
	"bytes"
	"cmp"
	"slices"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// asOfDir is where the pages of one day lie.
const asOfDir = "as-of/"

// maxBar is how many days the bar over the matrix shows at once.
const maxBar = 8

// An asOfFile is the matrix of one day.
type asOfFile struct{ *site.AsOf }

func asOfLayouts() []string { return []string{"asof.html", "page.html"} }

func (asOfFile) origin() diag.Pos { return diag.Pos{} }

func (f asOfFile) render(o *Output, b *bytes.Buffer) error {
	t := o.layouts.find(asOfLayouts()...)
	if t == nil {
		return &Failure{diag.List{noLayout(diag.Pos{}, f.Path, asOfLayouts()...)}}
	}
	m := o.maker(f.Path, o.site.Config.Language)
	day := f.Day.Date()
	v := m.generated("as-of", o.words.T("as_of_title", day.Format(o.dates)))
	v.Date = o.date(day)
	v.Matrix = m.matrix(f.Day)
	v.Prev, v.Next = v.Matrix.AsOf.Prev, v.Matrix.AsOf.Next
	v.AsOf = m.asOf(f.AsOf)
	return o.execute(t, b, v, f.Path)
}

func (m *maker) asOf(a *site.AsOf) *AsOf {
	v := &AsOf{Meetings: m.links(a.Meetings)}
	if a.Prev == nil {
		return v
	}
	v.Since = m.o.date(a.Prev.Day.Date())
	g := &grid{m: m, year: a.Day.Year()}
	changes := m.o.site.Changes(a)
	v.Changed, v.First, v.Restated = changeLists(changes)
	for _, c := range changes {
		change := Change{Holder: m.link(c.Holder), Position: m.link(c.Position)}
		to := g.cell(c.To)
		change.To = &to
		if c.From == nil {
			v.First = append(v.First, change)
			continue
		}
		from := g.cell(c.From)
		change.From = &from
		if c.Restated {
			v.Restated = append(v.Restated, change)
		} else {
			v.Changed = append(v.Changed, change)
		}
	}
	return v
}

// changeLists returns empty lists with room for the changes of each sort.
func changeLists(changes []site.Change) (changed, first, restated []Change) {
	n, of := 0, 0
	for _, c := range changes {
		switch {
		case c.From == nil:
			n++
		case c.Restated:
			of++
		}
	}
	return make([]Change, 0, len(changes)-n-of), make([]Change, 0, n), make([]Change, 0, of)
}

// asOfLink returns the link to the matrix of a day.
func (m *maker) asOfLink(a *site.AsOf) Link {
	return Link{
		Title: m.o.date(a.Day.Date()).Text, Href: m.base.rel(a.Path, ""), Kind: "as-of",
		Note: m.titles(a.Meetings), Current: a.Path == m.path,
	}
}

// asOfBar returns the links from the matrix of a day to those of others: to all
// if they are few, else to the nearest and, folded, to all.
func (m *maker) asOfBar(day edtf.Day) AsOfBar {
	var v AsOfBar
	if p := m.o.matrixPage(); p != nil {
		v.Now = &Link{Title: m.o.words.T("as_of_latest"), Href: m.base.rel(p.Path, ""), Current: p.Path == m.path}
	}
	all := m.o.site.AsOf
	at, found := slices.BinarySearchFunc(all, day, func(a *site.AsOf, d edtf.Day) int { return cmp.Compare(a.Day, d) })
	if found {
		v.Prev, v.Next = m.maybeAsOf(all[at].Prev), m.maybeAsOf(all[at].Next)
	}
	v.Days = m.asOfLinks(all)
	if len(all) > maxBar {
		from := clamp(at-maxBar/2, len(all)-maxBar)
		v.Days, v.All = m.asOfLinks(all[from:from+maxBar]), v.Days
	}
	return v
}

func (m *maker) maybeAsOf(a *site.AsOf) *Link {
	if a == nil {
		return nil
	}
	l := m.asOfLink(a)
	return &l
}

// asOfLinks returns links to days; only the first of a year names it.
func (m *maker) asOfLinks(days []*site.AsOf) []Link {
	list := make([]Link, len(days))
	for i, a := range days {
		list[i] = m.asOfLink(a)
		if i > 0 && days[i-1].Day.Year() == a.Day.Year() {
			list[i].Title = m.o.date(a.Day.Date()).Short
		}
	}
	return list
}
