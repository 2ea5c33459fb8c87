package render

import (
	"cmp"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/site"
	"dossier/cmd/dossier/internal/slug"
)

// disputes returns on what the accounts of an event or meeting differ.
func (m *maker) disputes(list []*site.Dispute) []Dispute {
	var out []Dispute
	for _, d := range list {
		v := Dispute{
			ID: "d-differ-" + slug.Make(d.Question), Name: m.o.questionLabel(d.Question),
			Open: d.Open, Resolution: d.Resolution,
		}
		if shown := m.answer(d.Date.Format(m.o.dates), d.Place, d.Figure); d.Open {
			v.Span = shown
		} else {
			v.Shown = shown
		}
		for i := range d.Values {
			val := &d.Values[i]
			if len(val.Accounts) > 0 {
				v.Values = append(v.Values, m.value(val, d))
			} else if val.Own && val.Shown {
				v.OwnOnly = true
			}
		}
		slices.SortStableFunc(v.Values, func(a, b Value) int { return rank(a.Shown) - rank(b.Shown) })
		out = append(out, v)
	}
	return out
}

// value returns one answer with the accounts that give it.
func (m *maker) value(val *site.Value, d *site.Dispute) Value {
	v := Value{
		Text:  m.answer(val.Date.Format(m.o.dates), val.Place, val.Figure),
		Shown: val.Shown && !d.Open, Vague: val.Vague,
	}
	for _, a := range val.Accounts {
		g := Given{By: m.by(a), Source: m.source(a.Article), Href: m.href(a.Article, a.Anchor), Text: m.says(a, d.Question)}
		if g.Text == v.Text {
			g.Text = ""
		}
		v.Given = append(v.Given, g)
	}
	return v
}

// rank puts what holds before what does not.
func rank(holds bool) int {
	if holds {
		return 0
	}
	return 1
}

// answer returns the one of three that is given.
func (m *maker) answer(date string, place *site.Page, figure string) string {
	if place != nil {
		figure = place.Title
	}
	return cmp.Or(date, figure)
}

// says returns what an account says on a question, in its own words.
func (m *maker) says(a *site.Account, question string) string {
	switch question {
	case "date":
		return a.Date.Format(m.o.dates)
	case "place":
		return m.answer("", a.Place, "")
	}
	for _, f := range a.Figures {
		if strings.EqualFold(f.Name, question) {
			return f.Value
		}
	}
	return ""
}

// disputed fills the page of everything on which accounts differ.
func (m *maker) disputed(v *Page) {
	d := &Disputed{}
	for _, p := range m.o.site.Events {
		d.compare(p)
	}
	for _, p := range m.o.site.Meetings {
		d.compare(p)
	}
	ids := uniqueIDs{}
	all := m.o.site.Disputes
	for len(all) > 0 {
		p := all[0].Thing
		n := 1
		for n < len(all) && all[n].Thing == p {
			n++
		}
		t := DisputedThing{
			ID: ids.next("d-on-" + slug.Make(p.ID)), Thing: m.link(p), KindLabel: m.o.typeLabel(p.Type),
			Date: m.o.date(p.Date), Disputes: m.disputes(all[:n]), Resolution: all[0].Resolution,
		}
		for i := range t.Disputes {
			t.Disputes[i].ID = ids.next(t.ID + "-" + slug.Make(all[i].Question))
		}
		d.Things = append(d.Things, t)
		d.Questions += n
		all = all[n:]
	}
	v.Disputed = d
}

// compare counts a thing whose accounts can be compared.
func (d *Disputed) compare(p *site.Page) {
	if len(p.Articles) > 1 {
		d.Compared++
	}
}
