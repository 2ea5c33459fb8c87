package render

import (
	"cmp"
	"slices"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

const (
	maxRelated = 6 // articles
	maxShared  = 3 // things that are named for each
)

// mentions gives every article the line in which it names the page, and returns
// the places in texts of other pages. So no article is listed twice.
func (m *maker) mentions(v *Page) []*Backlink {
	if len(v.Backlinks) == 0 {
		return nil
	}
	index := make(map[*site.Page]int, len(v.Articles))
	for i, p := range m.page.Articles {
		index[p] = i
	}
	var elsewhere []*Backlink
	for i, b := range m.o.site.Backlinks(m.page) {
		if at, ok := index[b.From]; ok {
			v.Articles[at].Mention = &v.Backlinks[i]
		} else {
			elsewhere = append(elsewhere, &v.Backlinks[i])
		}
	}
	return elsewhere
}

// further returns the articles that give none of the accounts.
func further(articles []Card, accounts []Account) []Card {
	if len(accounts) == 0 {
		return articles
	}
	gives := make(map[string]bool, len(accounts))
	for _, a := range accounts {
		gives[a.Source.Article.Href] = true
	}
	var out []Card
	for _, a := range articles {
		if !gives[a.Href] {
			out = append(out, a)
		}
	}
	return out
}

// related returns the articles that go with an article, and says why.
func (m *maker) related(p *site.Page) []Related {
	list := site.Related(p, maxRelated)
	if len(list) == 0 {
		return nil
	}
	out := make([]Related, len(list))
	for i, k := range list {
		v := &out[i]
		v.Shared = make([]Link, 0, min(len(k.Shared), maxShared))
		v.Card = m.card(k.Article, true)
		said := map[*site.Page]bool{} // who, for whom and on what: the statement says it
		for _, s := range k.Shared {
			switch {
			case len(v.Shared) == maxShared:
			case s.Statement != nil:
				said[s.Statement.Who], said[s.Statement.For], said[s.Statement.Position] = true, true, true
				v.Shared = append(v.Shared, Link{Title: m.o.words.T("statement_of", s.Statement.Who.Title), Kind: "statement"})
			case !said[s.Thing]:
				v.Shared = append(v.Shared, m.nameOf(s.Thing))
			}
		}
	}
	return out
}

// nameOf returns the name of a page without a link: of a question in a word or
// two.
func (m *maker) nameOf(p *site.Page) Link {
	l := m.link(p)
	l.Title, l.Href = p.Title, ""
	return l
}

// agenda notes on which of the questions of its agenda nobody took a stance at a
// meeting.
func (m *maker) agenda(p *site.Page, items []Link) {
	for i, item := range p.Meeting.Agenda {
		if item.Position != nil && !slices.ContainsFunc(p.Statements, func(s *site.Statement) bool { return s.Position == item.Position }) {
			items[i].Note = m.o.words.T("no_statement_here")
		}
	}
}

// courses returns what was said before a meeting, at it and after it.
func (m *maker) courses(p *site.Page) *Courses {
	list := site.Courses(p)
	if len(list) == 0 {
		return nil
	}
	v := &Courses{}
	g := &grid{m: m, year: p.Date.Year()}
	cell := func(c *site.Cell) *MatrixCell {
		if c == nil {
			return nil
		}
		view := g.cell(c)
		return &view
	}
	var last *site.Page
	for _, c := range list {
		if c.Before == nil && c.After == nil {
			v.Alone++
			continue
		}
		if c.At.Position != last {
			last = c.At.Position
			v.Questions = append(v.Questions, Course{Position: m.link(last)})
		}
		q := &v.Questions[len(v.Questions)-1]
		q.Rows = append(q.Rows, CourseRow{Holder: m.link(c.At.Holder), Before: cell(c.Before), At: g.cell(c.At), After: cell(c.After)})
	}
	return v
}

// speakers returns the people of an organization: who made statements for it,
// most statements first, then who only held an office there or took part in a
// meeting for it.
func (m *maker) speakers(p *site.Page) []Speaker {
	type speaker struct {
		who        *site.Page
		statements []*site.Statement
		roles      []site.Role
	}
	var list []*speaker
	index := map[*site.Page]*speaker{}
	of := func(who *site.Page) *speaker {
		if index[who] == nil {
			index[who] = &speaker{who: who}
			list = append(list, index[who])
		}
		return index[who]
	}
	for _, s := range m.distinct(p) {
		if s.Who.Person != nil {
			of(s.Who).statements = append(of(s.Who).statements, s)
		}
	}
	for _, r := range p.Organization.Roles {
		of(r.Person).roles = append(of(r.Person).roles, r)
	}
	for _, who := range p.People { // who took part in a meeting for it
		of(who)
	}
	slices.SortStableFunc(list, func(a, b *speaker) int { return cmp.Compare(len(b.statements), len(a.statements)) })
	out := make([]Speaker, len(list))
	for i, s := range list {
		out[i] = Speaker{Who: m.link(s.who), Statements: len(s.statements), Period: m.period(s.statements)}
		for _, r := range s.roles {
			out[i].Roles = append(out[i].Roles, Role{Title: r.Title, From: m.o.date(r.From), To: m.o.date(r.To)})
		}
	}
	return out
}

// period returns the span of the dates of statements, "" if there are none.
func (m *maker) period(list []*site.Statement) string {
	dates := make([]edtf.Date, 0, len(list))
	for _, s := range list {
		dates = append(dates, s.Date)
	}
	if len(dates) == 0 {
		return ""
	}
	return edtf.Span(dates...).Format(m.o.dates)
}

// publishedKinds counts the articles of a publisher by kind of source.
func (m *maker) publishedKinds(g *site.Organization) []Share {
	count := map[string]int{}
	for _, a := range g.Published {
		count[a.Article.Source.Kind]++
	}
	var list []site.SourceCount
	for _, kind := range append(slices.Clone(content.SourceKinds), "") {
		if n := count[kind]; n > 0 {
			list = append(list, site.SourceCount{Name: kind, Count: n})
		}
	}
	return m.kindCounts(list, len(g.Published))
}

// happened returns the events and meetings at a place and in the places within
// it, by date. The place of each is its Place, if it is not p itself.
func (m *maker) happened(p *site.Page) []Card {
	var list []*site.Page
	seen := map[*site.Page]bool{}
	var gather func(q *site.Page)
	gather = func(q *site.Page) {
		for _, thing := range slices.Concat(q.Events, q.Meetings) {
			if !seen[thing] {
				seen[thing] = true
				list = append(list, thing)
			}
		}
		for _, inner := range q.Place.Contains {
			gather(inner)
		}
	}
	gather(p)
	slices.SortStableFunc(list, func(a, b *site.Page) int { return a.Date.Compare(b.Date) })
	return m.cards(list, len(list) > maxFullList)
}
