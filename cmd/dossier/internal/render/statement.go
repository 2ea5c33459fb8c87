package render

import (
	"slices"

	"dossier/cmd/dossier/internal/site"
)

// statements returns the views of a page's statements, each statement once.
func (m *maker) statements(list []*site.Statement) []Statement {
	if len(list) == 0 {
		return nil
	}
	list = site.Distinct(list)
	out := make([]Statement, len(list))
	for i, s := range list {
		out[i] = m.statement(s)
	}
	return out
}

func (m *maker) statement(s *site.Statement) Statement {
	v := Statement{
		Href:      m.href(s.Article, s.Anchor),
		Who:       m.link(s.Who),
		For:       m.maybe(s.For),
		Position:  m.link(s.Position),
		Stance:    stance(s),
		Date:      m.o.date(s.Date),
		Meeting:   m.maybe(s.Meeting),
		Mode:      s.Mode,
		ModeLabel: m.o.modeLabel(s.Mode),
		ModeName:  m.o.words.T("mode_" + s.Mode),
		Text:      s.Text,
		Quote:     s.Quote,
	}
	if s.Article == m.page {
		v.Anchor = s.Anchor
	}
	v.Lang, v.Dir = m.textLang(s.Article)
	articles := s.Reporters()
	v.Single = len(articles) == 1
	v.Sources = make([]Source, len(articles))
	for i, a := range articles {
		v.Sources[i] = m.source(a)
	}
	return v
}

// rowIDs returns ids for the rows of statements in one table, by the first
// report of each statement.
func rowIDs(list []*site.Statement) map[*site.Statement]string {
	rows := make(map[*site.Statement]string, len(list))
	ids := uniqueIDs{}
	for _, s := range site.Distinct(list) {
		rows[s.Same[0]] = ids.next("d-" + s.Anchor)
	}
	return rows
}

func stance(s *site.Statement) Stance {
	return Stance{
		Label: s.Stance.Label, Index: s.Stance.Index, Symbol: symbol(s.Stance.Index, s.Stance.Of),
		Dashed: reported(s.Mode),
	}
}

// byPosition groups statements by their question, in the order of the first
// statement on each.
func byPosition(list []Statement) []Group {
	var groups []Group
	index := map[string]int{} // by address of the question
	for i := range list {
		s := &list[i]
		at, ok := index[s.Position.Href]
		if !ok {
			at = len(groups)
			index[s.Position.Href] = at
			groups = append(groups, Group{Position: s.Position})
		}
		groups[at].Statements = append(groups[at].Statements, s)
	}
	return groups
}

// byHolder groups statements by the organization spoken for, or else by who
// spoke: the newest first in each group, and first the holder with the most.
func byHolder(list []Statement) []Group {
	var groups []Group
	index := map[string]int{} // by address of the holder
	for i := range slices.Backward(list) {
		s := &list[i]
		holder := &s.Who
		if s.For != nil {
			holder = s.For
		}
		at, ok := index[holder.Href]
		if !ok {
			at = len(groups)
			index[holder.Href] = at
			groups = append(groups, Group{Holder: *holder})
		}
		groups[at].Statements = append(groups[at].Statements, s)
	}
	slices.SortStableFunc(groups, func(a, b Group) int { return len(b.Statements) - len(a.Statements) })
	return groups
}

// latest returns the last statement of each group.
func latest(groups []Group) []*Statement {
	var list []*Statement
	for i := range groups {
		g := groups[i].Statements
		list = append(list, g[len(g)-1])
	}
	return list
}

// accounts returns what an article says of things, or what articles say of an
// event or meeting.
func (m *maker) accounts(p *site.Page) []Account {
	list := p.Accounts
	if p.Article != nil {
		list = p.Article.Accounts
	}
	var out []Account
	for _, a := range list {
		v := Account{
			Href: m.href(a.Article, a.Anchor), Thing: m.link(a.Thing), Source: m.source(a.Article),
			Date: m.o.date(a.Date), Place: m.maybe(a.Place), Figures: figures(a.Figures), Text: a.Text, By: m.by(a),
		}
		if a.Article == p {
			v.Anchor = a.Anchor
		}
		v.Lang, v.Dir = m.textLang(a.Article)
		out = append(out, v)
	}
	return out
}

// by returns who an article says gives the account, nil if the article does.
func (m *maker) by(a *site.Account) *Link {
	if a.Attributed == nil && a.AttributedTo != "" {
		return &Link{Title: a.AttributedTo}
	}
	return m.maybe(a.Attributed)
}
