package render

import (
	"cmp"
	"slices"

	"dossier/cmd/dossier/internal/site"
)

// distinct returns one report of each statement of a page; of the page that is
// made they are found once.
func (m *maker) distinct(p *site.Page) []*site.Statement {
	if p != m.page {
		return site.Distinct(p.Statements)
	}
	if m.said == nil {
		m.said = site.Distinct(p.Statements)
	}
	return m.said
}

// statements returns the views of statements.
func (m *maker) statements(list []*site.Statement) []Statement {
	if len(list) == 0 {
		return nil
	}
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

// rowIDs returns ids for the rows of statements in one table, each of which is
// there once, by the first report of each.
func rowIDs(list []*site.Statement) map[*site.Statement]string {
	rows := make(map[*site.Statement]string, len(list))
	ids := uniqueIDs{}
	for _, s := range list {
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
func byPosition(list []*Statement) []Group {
	parts := grouped(list, func(s *Statement) *Link { return &s.Position })
	groups := make([]Group, len(parts))
	for i, part := range parts {
		groups[i] = Group{Position: part[0].Position, Statements: part}
	}
	return groups
}

// byHolder groups statements by the organization spoken for, or else by who
// spoke: the newest first in each group, and first the holder with the most.
func byHolder(list []*Statement) []Group {
	holder := func(s *Statement) *Link { return cmp.Or(s.For, &s.Who) }
	list = slices.Clone(list)
	slices.Reverse(list)
	parts := grouped(list, holder)
	slices.SortStableFunc(parts, func(a, b []*Statement) int { return len(b) - len(a) })
	groups := make([]Group, len(parts))
	for i, part := range parts {
		groups[i] = Group{Holder: *holder(part[0]), Statements: part}
	}
	return groups
}

// grouped divides statements by the address of a link that each has, in the
// order of the first of each part. The parts lie in one array.
func grouped(list []*Statement, by func(*Statement) *Link) [][]*Statement {
	index := map[string]int{} // of parts
	var sizes []int
	part := make([]int, len(list))
	for i, s := range list {
		n, ok := index[by(s).Href]
		if !ok {
			n = len(sizes)
			index[by(s).Href] = n
			sizes = append(sizes, 0)
		}
		part[i] = n
		sizes[n]++
	}
	all := make([]*Statement, len(list))
	parts := make([][]*Statement, len(sizes))
	for i, size := range sizes {
		parts[i], all = all[:0:size], all[size:]
	}
	for i, s := range list {
		parts[part[i]] = append(parts[part[i]], s)
	}
	return parts
}

// latest returns the last statement of each group.
func latest(groups []Group) []*Statement {
	list := make([]*Statement, len(groups))
	for i := range groups {
		g := groups[i].Statements
		list[i] = g[len(g)-1]
	}
	return list
}

// pointers returns where statements are.
func pointers(list []Statement) []*Statement {
	out := make([]*Statement, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
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
