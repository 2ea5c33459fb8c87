// Package audit finds what a build need not know but an editor wants to: pages
// that nothing refers to, dates that cannot all be right, quotes that are not
// checked, names that have no page, elements that do not nest.
//
// It stands behind site and beside the line of a build. The invariant: it finds
// warnings only, and none of them depends on anything but the site and its pages.
package audit

import (
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// Check returns what is worth a look in a site that builds.
func Check(s *site.Site) diag.List {
	a := &auditor{site: s}
	for _, t := range content.Types {
		for _, p := range s.List(t) {
			if p.Source != nil {
				a.unused(p)
				a.dates(p)
			}
		}
	}
	return a.list.Sorted()
}

type auditor struct {
	site *site.Site
	list diag.List
}

func (a *auditor) warn(pos diag.Pos, hint, format string, args ...any) {
	a.list.Add(diag.Warning, pos, hint, format, args...)
}

// unused reports a page that no article, no text and no other page refers to.
func (a *auditor) unused(p *site.Page) {
	if p.Article != nil {
		return
	}
	n := len(p.Articles) + len(p.People) + len(p.Organizations) + len(p.Meetings) + len(p.Events) + len(p.Places) +
		len(p.Statements) + len(p.Accounts) + len(a.site.Backlinks(p))
	switch {
	case p.Organization != nil:
		n += len(p.Organization.Children) + len(p.Organization.Published) + len(p.Organization.Roles)
	case p.Place != nil:
		n += len(p.Place.Contains)
	case p.Meeting != nil && p.Meeting.Next != nil:
		n++
	}
	if n == 0 {
		a.warn(titlePos(p), "name it in an article, or take the file out", "nothing refers to the %s %q", p.Type, p.Title)
	}
}

func titlePos(p *site.Page) diag.Pos { return p.Source.Pos(p.Source.Title.Line, p.Source.Title.Col) }

// dates reports what cannot have happened in the order that is given.
func (a *auditor) dates(p *site.Page) {
	switch c := p.Source; {
	case c.Article != nil:
		a.article(p, c.Article)
	case c.Person != nil:
		a.person(p, c.Person)
	case p.Meeting != nil:
		a.meeting(p)
	}
}

// after reports whether a date lies after another, whatever is not known of them.
func after(d, e edtf.Date) bool {
	return !d.IsZero() && !e.IsZero() && !d.OpenStart() && !e.OpenEnd() && d.Earliest() > e.Latest()
}

func (a *auditor) article(p *site.Page, c *content.ArticleData) {
	published := p.Source.Date.Date
	for _, st := range p.Statements {
		if m := st.Meeting; st.Article == p && m != nil && (after(st.Date, m.Date) || after(m.Date, st.Date)) {
			a.warn(st.MeetingPos(), "correct the date of the statement, or name the meeting at which it was made",
				"the statement is dated %s, the meeting at which it was made %s", st.Date, m.Date)
		}
	}
	for _, st := range c.Statements {
		if after(st.Date.Date, published) {
			a.warn(p.Source.Pos(st.Date.Line, st.Date.Col), "the date of a statement is when it was said; the date of an article is when it was published",
				"the statement is dated %s, after the article that reports it (%s)", st.Date, published)
		}
	}
	if after(published, c.Source.Accessed) {
		a.warn(p.Source.Pos(p.Source.Date.Line, p.Source.Date.Col), "correct date or source.accessed",
			"the article is dated %s, after it was read (%s)", published, c.Source.Accessed)
	}
	if c.QuoteCheckOff != "" {
		a.warn(diag.Pos{File: p.Source.File}, "", "the quotes of this article are not checked: %s", c.QuoteCheckOff)
	}
}

func (a *auditor) person(p *site.Page, c *content.PersonData) {
	for _, r := range c.Roles {
		switch {
		case after(r.From, c.Died):
			a.warn(titlePos(p), "correct from or died", "the role %q begins (%s) after the death of its holder (%s)", r.Title, r.From, c.Died)
		case after(c.Born, r.From) || after(c.Born, r.To):
			a.warn(titlePos(p), "correct the role or born", "the role %q lies before the birth of its holder (%s)", r.Title, c.Born)
		}
	}
}

func (a *auditor) meeting(p *site.Page) {
	if prev := p.Meeting.Previous; prev != nil && after(prev.Date, p.Date) {
		a.warn(titlePos(p), "correct one of the dates, or previous", "the meeting (%s) comes before %q (%s), which it names as previous", p.Date, prev.Key, prev.Date)
	}
	for _, x := range p.Meeting.Participants {
		if who := x.Who; who.Person != nil && x.Presence != "absent" && (after(p.Date, who.Person.Died) || after(who.Person.Born, p.Date)) {
			a.warn(titlePos(p), "correct the participants, or the dates of "+who.Key, "%q did not live on the date of the meeting (%s)", who.Title, p.Date)
		}
	}
}
