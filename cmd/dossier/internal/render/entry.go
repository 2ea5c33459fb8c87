package render

import (
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
		Label:  m.o.words.T("entry_" + string(e.Kind)),
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
	if reported(s.Mode) {
		v.Label = m.o.words.T("entry_statement_" + s.Mode)
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
	if s.Reported {
		v.Label = m.o.words.T("entry_shift_reported")
	}
}

func (m *maker) thingEntry(v *Entry, p *site.Page) {
	v.Title, v.Text = m.link(p), m.o.site.Summary(p)
	v.Lang, v.Dir = m.textLang(p)
	switch {
	case p.Meeting != nil:
		v.Place, v.Document = m.maybe(p.Meeting.Place), p.Meeting.Document.Symbol
		if n := len(site.Distinct(p.Statements)); n > 0 && p.Own {
			v.Statements = &Link{Title: m.o.words.N("n_statements", n), Href: m.href(p, statementsID)}
		}
	case p.Event != nil:
		v.Place = m.maybe(p.Event.Place)
	}
	if v.Differ = m.o.differ(p); len(v.Differ) > 0 && p.Own {
		v.DifferHref = m.href(p, accountsID)
	}
}

// length says how long an interval lasts.
func (m *maker) length(d edtf.Date) string {
	switch {
	case !d.IsInterval():
		return ""
	case d.OpenStart():
		return m.o.words.T("beginning_not_known")
	case d.OpenEnd():
		return m.o.words.T("from_this_day")
	}
	end := d.End().Format(m.o.dates)
	if d.End().Year() == d.Start().Year() {
		end = d.End().FormatShort(m.o.dates)
	}
	if d.Precision() < edtf.ByDay {
		return m.o.words.T("until", end)
	}
	return m.o.words.N("until_days", int(d.Latest()-d.Earliest())+1, end)
}
