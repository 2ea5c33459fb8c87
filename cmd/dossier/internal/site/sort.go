package site

import (
	"cmp"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/fold"
)

func byRank(p, q *Page) int { return cmp.Compare(p.rank, q.rank) }

// sortRelations puts every list of related things in order, without doubles,
// and fills in what follows from the relations.
func (b *builder) sortRelations() {
	b.sortThings()
	b.fillLists()
	for _, p := range b.things {
		for _, l := range []*[]*Page{&p.Articles, &p.People, &p.Organizations, &p.Meetings, &p.Events, &p.Places, &p.Positions} {
			slices.SortFunc(*l, byRank)
			*l = slices.Compact(*l)
		}
		switch {
		case p.Organization != nil:
			slices.SortFunc(p.Organization.Published, byRank)
			p.Organization.Country = country(p)
			slices.SortStableFunc(p.Organization.Roles, func(x, y Role) int { return byRank(x.Person, y.Person) })
			if parent := p.Organization.Parent; parent != nil {
				parent.Organization.Children = append(parent.Organization.Children, p) // in order, as b.things is
			}
		case p.Place != nil:
			if within := p.Place.Within; within != nil {
				within.Place.Contains = append(within.Place.Contains, p)
			}
		case p.List != nil: // a tag
			slices.SortFunc(p.List.Pages, byRank)
		}
	}
	for _, p := range b.site.People {
		p.Person.Met = met(p)
	}
	b.linkNext()
	slices.SortFunc(b.site.Stubs, byTitle)
}

// country returns where an organization is based: what it says itself, or what
// the nearest parent says, or is if it is a state. Chains of parents have an end.
func country(p *Page) string {
	for q := p; q != nil; q = q.Organization.Parent {
		switch {
		case q.Organization.Country != "":
			return q.Organization.Country
		case q != p && q.Organization.Kind == "state":
			return q.Title
		}
	}
	return ""
}

// sortThings orders all things by type; articles, meetings and events then by
// date, people by [RegisterName], and all by title.
func (b *builder) sortThings() {
	for i, p := range b.things {
		p.rank = i
	}
	// That rank makes the order of equals certain, in far less time than a
	// stable sort takes.
	slices.SortFunc(b.things, func(p, q *Page) int {
		if p.Type != q.Type {
			return strings.Compare(string(p.Type), string(q.Type))
		}
		if p.Type == content.Article || p.Type == content.Meeting || p.Type == content.Event {
			if c := p.Date.Compare(q.Date); c != 0 {
				return c
			}
		}
		if p.Type == content.Person {
			if c := strings.Compare(p.registerKey(), q.registerKey()); c != 0 {
				return c
			}
		}
		if c := byTitle(p, q); c != 0 {
			return c
		}
		return byRank(p, q)
	})
	for i, p := range b.things {
		p.rank = i
	}
}

// byTitle orders pages as dictionaries do: "Élysée" stands with E.
func byTitle(p, q *Page) int {
	if c := strings.Compare(p.titleKey(), q.titleKey()); c != 0 {
		return c
	}
	return byKey(p, q)
}

func (p *Page) titleKey() string {
	if p.sortKey == "" {
		p.sortKey = fold.Sort(p.Title)
	}
	return p.sortKey
}

func (p *Page) registerKey() string {
	if p.listKey == "" {
		p.listKey = fold.Sort(RegisterName(p.Title))
	}
	return p.listKey
}

// fillLists gives every type its list, and its pages their neighbours there.
func (b *builder) fillLists() {
	s := b.site
	lists := map[content.Type]*[]*Page{
		content.Article: &s.Articles, content.Person: &s.People, content.Organization: &s.Organizations, content.Meeting: &s.Meetings,
		content.Position: &s.Positions, content.Event: &s.Events, content.Place: &s.Places,
	}
	last := map[content.Type]*Page{}
	for _, p := range b.things {
		l := lists[p.Type]
		if l == nil {
			continue
		}
		*l = append(*l, p)
		if !p.Own {
			continue
		}
		if p.prev = last[p.Type]; p.prev != nil {
			p.prev.next = p
		}
		last[p.Type] = p
	}
}
