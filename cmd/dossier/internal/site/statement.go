package site

import (
	"cmp"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/slug"
)

// resolveStatements takes up the statements of all articles.
func (b *builder) resolveStatements() {
	anchors := anchorSet{}
	for _, p := range slices.Clone(b.things) {
		if p.Article == nil {
			continue
		}
		clear(anchors)
		for i := range p.Source.Article.Statements {
			if s := b.statement(p, &p.Source.Article.Statements[i]); s != nil {
				s.Anchor = anchors.make("s", slug.Make(s.Who.ID)+"-"+slug.Make(s.Position.ID))
				s.order = len(b.site.Statements)
				b.site.Statements = append(b.site.Statements, s)
			}
		}
	}
}

// placeStatements puts all statements in order, and each on the pages of those
// it concerns.
func (b *builder) placeStatements() {
	sortStatements(b.site.Statements)
	b.groupStatements()
	for _, s := range b.site.Statements {
		b.placeStatement(s)
	}
}

// sortStatements orders statements by date, then as their articles are and as
// they are in them.
func sortStatements(list []*Statement) {
	type dated struct {
		*Statement
		date, published int64
	}
	sorted := make([]dated, len(list))
	for i, s := range list {
		sorted[i] = dated{s, s.Date.Order(), s.Article.Date.Order()}
	}
	slices.SortFunc(sorted, func(x, y dated) int {
		switch {
		case x.date != y.date:
			return cmp.Compare(x.date, y.date)
		case x.Article == y.Article:
			return cmp.Compare(x.order, y.order)
		}
		return cmp.Or(cmp.Compare(x.published, y.published), byKey(x.Article, y.Article), cmp.Compare(x.order, y.order))
	})
	for i, s := range sorted {
		list[i] = s.Statement
	}
}

// MeetingPos returns where a statement names its meeting.
func (s *Statement) MeetingPos() diag.Pos {
	return s.Article.Source.Pos(s.data.Meeting.Line, s.data.Meeting.Col)
}

// statement resolves one statement. It returns nil if its holder, position or
// stance is not known; the reason is in the list.
func (b *builder) statement(article *Page, c *content.Statement) *Statement {
	from := article.Source
	s := Statement{
		Article:  article,
		Who:      b.resolve(from, c.Who, content.Person, content.Organization),
		For:      b.resolve(from, c.For, content.Organization),
		Position: b.resolve(from, c.Position, content.Position),
		Meeting:  b.resolve(from, c.Meeting, content.Meeting),
		Date:     c.Date.Date,
		Mode:     c.Mode,
		Text:     c.Text,
		Quote:    c.Quote.Value,
		data:     c,
	}
	if s.Who == nil || s.Position == nil {
		return nil
	}
	i := slices.IndexFunc(s.Position.Position.Stances, func(st Stance) bool { return st.ID == c.Stance.Value })
	if i < 0 {
		b.unknownStance(from, s.Position, c.Stance)
		return nil
	}
	s.Stance = s.Position.Position.Stances[i]
	switch {
	case s.Who.Person != nil && c.For.IsZero():
		s.For = employer(s.Who, s.Date)
	case s.Who.Person == nil && s.For != nil:
		if s.For != s.Who {
			b.list.Add(diag.Warning, from.Pos(c.For.Line, c.For.Col), "name the person who spoke under who, or take for out",
				"%q is an organization and speaks for itself, for is left out", c.Who.Value)
		}
		s.For = nil
	}
	return b.made.statements.add(s)
}

func (b *builder) unknownStance(from *content.Page, position *Page, stance content.Text) {
	if stance.IsZero() || position.Source != nil && len(position.Position.Stances) == 0 {
		return // a missing key is reported by content, in the article or the position
	}
	var ids []string
	for _, s := range position.Position.Stances {
		ids = append(ids, s.ID)
	}
	all := "its stances are " + strings.Join(ids, ", ")
	if len(ids) == 0 {
		all = "the position has no stances yet"
	}
	b.list.Add(diag.Error, from.Pos(stance.Line, stance.Col), lines(diag.DidYouMean(stance.Value, ids), all), "%q is not a stance of %s", stance.Value, position.Key)
}

// employer returns the organization whose role the person held on the date, if
// there is exactly one. A role without dates is held at any time.
func employer(who *Page, on edtf.Date) *Page {
	var found *Page
	for _, r := range who.Person.Roles {
		if r.Organization == nil || r.Organization == found {
			continue
		}
		late := !r.From.IsZero() && r.From.Earliest() > on.Latest()
		over := !r.To.IsZero() && r.To.Latest() < on.Earliest()
		if late || over {
			continue
		}
		if found != nil {
			return nil
		}
		found = r.Organization
	}
	return found
}

// groupStatements joins the reports of one statement in several articles.
func (b *builder) groupStatements() {
	type act struct {
		who, position *Page
		stance        int
		date          edtf.Date
	}
	list := b.site.Statements
	numbers := make(map[act]int, len(list)) // of groups
	group := make([]int, len(list))
	var sizes []int
	for i, s := range list {
		k := act{s.Who, s.Position, s.Stance.Index, s.Date}
		n, known := numbers[k]
		if !known {
			n = len(sizes)
			numbers[k], sizes = n, append(sizes, 0)
		}
		group[i] = n
		sizes[n]++
	}
	groups := cut[*Statement](sizes)
	for i, s := range list {
		groups[group[i]] = append(groups[group[i]], s)
	}
	for i, s := range list {
		s.Same = groups[group[i]]
	}
}

// placeStatement puts a statement on the pages of those it concerns and
// relates them with each other.
func (b *builder) placeStatement(s *Statement) {
	s.Article.Statements = append(s.Article.Statements, s)
	for _, p := range []*Page{s.Who, s.For, s.Position, s.Meeting} {
		if p != nil {
			p.Statements = append(p.Statements, s)
		}
		relate(s.Article, p)
	}
	relate(s.Who, s.For)
	relate(s.Who, s.Position)
	relate(s.For, s.Position)
	relate(s.Meeting, s.Position)
	relate(s.Meeting, s.Who)
}

// Reporters returns the articles that report the statement, each once, by date.
func (s *Statement) Reporters() []*Page {
	out := make([]*Page, len(s.Same))
	for i, x := range s.Same {
		out[i] = x.Article
	}
	return slices.Compact(out) // the reports of one article stand together
}

// Distinct returns one report of each statement: the first in the list.
func Distinct(list []*Statement) []*Statement {
	out := make([]*Statement, 0, len(list))
	var seen map[*Statement]bool
	for _, s := range list {
		if len(s.Same) > 1 {
			if seen == nil {
				seen = map[*Statement]bool{}
			}
			if seen[s.Same[0]] {
				continue
			}
			seen[s.Same[0]] = true
		}
		out = append(out, s)
	}
	return out
}
