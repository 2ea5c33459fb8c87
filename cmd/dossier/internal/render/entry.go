package render

import (
	"strconv"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

const maxSources = 3 // of an entry; the rest is a number

// Ids that layouts give to parts of a page which entries link to.
const (
	statementsID = "d-said"
	accountsID   = "d-accounts"
)

// entry returns the view of an entry of the timeline.
func (m *maker) entry(e *site.Entry) Entry {
	v := Entry{
		Kind:   string(e.Kind),
		Label:  capital(string(e.Kind)),
		Unsure: e.Date.Approximate() || e.Date.Uncertain(),
		Range:  e.Date.IsInterval(),
		Open:   e.Date.OpenStart() || e.Date.OpenEnd(),
		Length: m.length(e.Date),
		Lead:   len(e.Articles) >= m.o.timeline.lead,
		Count:  len(e.Articles),
		Single: len(e.Articles) == 1 && e.Kind != site.ArticleEntry,
	}
	if s := e.Shift; s != nil {
		m.shiftEntry(&v, s, e.Statement)
	} else if s := e.Statement; s != nil {
		m.statementEntry(&v, s)
	} else {
		m.thingEntry(&v, e.Page)
	}
	for _, a := range e.Articles[:min(maxSources, len(e.Articles))] {
		v.Sources = append(v.Sources, m.source(a))
	}
	v.More = v.Count - len(v.Sources)
	return v
}

func (m *maker) statementEntry(v *Entry, s *site.Statement) {
	st := stance(s)
	v.Stance = &st
	v.Title, v.For, v.Question = m.link(s.Who), m.maybe(s.For), m.maybe(s.Position)
	v.Text, v.Quote = s.Text, s.Quote
	v.Lang, v.Dir = m.textLang(s.Article)
	if label := modeLabel(s.Mode); label != "" {
		v.Label = capital(label) + " statement"
	}
}

// shiftEntry tells a shift with the statement that completes it. The heading
// over it gives the year.
func (m *maker) shiftEntry(v *Entry, s *site.Shift, last *site.Statement) {
	shift := m.shift(s)
	if shift.To.Date.Text = shift.To.Date.Short; s.From.Date.Year() == s.To.Date.Year() {
		shift.From.Date.Text = shift.From.Date.Short
	}
	v.Shift, v.Title, v.Question = &shift, shift.Holder, &shift.Position
	v.Text, v.Quote = last.Text, last.Quote
	v.Lang, v.Dir = m.textLang(last.Article)
	if v.Label = "Change of position"; s.Reported {
		v.Label = "Reported change of position"
	}
}

func (m *maker) thingEntry(v *Entry, p *site.Page) {
	v.Title, v.Text = m.link(p), p.Summary
	v.Lang, v.Dir = m.textLang(p)
	switch {
	case p.Meeting != nil:
		v.Place, v.Document = m.maybe(p.Meeting.Place), p.Meeting.Document.Symbol
		if n := len(distinct(p.Statements)); n > 0 && p.Own {
			v.Statements = &Link{Title: plural(n, "statement", "statements"), Href: m.href(p, statementsID)}
		}
	case p.Event != nil:
		v.Place = m.maybe(p.Event.Place)
		if v.Differ = p.Event.Differ; len(v.Differ) > 0 && p.Own {
			v.DifferHref = m.href(p, accountsID)
		}
	}
}

// length says how long an interval lasts.
func (m *maker) length(d edtf.Date) string {
	switch {
	case !d.IsInterval():
		return ""
	case d.OpenStart():
		return "beginning not known"
	case d.OpenEnd():
		return "from this day on"
	}
	end := d.End()
	text := "until " + end.Format(m.o.words)
	if end.Year() == d.Start().Year() {
		text = "until " + end.FormatShort(m.o.words)
	}
	if d.Precision() >= edtf.ByDay {
		days := int(d.Latest()-d.Earliest()) + 1
		text += ", " + strconv.Itoa(days) + " days"
		if days == 1 {
			text = "until " + end.FormatShort(m.o.words) + ", 1 day"
		}
	}
	return text
}
