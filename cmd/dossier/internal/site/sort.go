package site

import (
	"cmp"
	"maps"
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
	each(len(b.things), func(i int) { b.things[i].sortRelated() })
	for _, p := range b.things {
		switch {
		case p.Organization != nil:
			p.Organization.Country = country(p)
			slices.SortStableFunc(p.Organization.Roles, func(x, y Role) int { return byRank(x.Person, y.Person) })
			if parent := p.Organization.Parent; parent != nil {
				parent.Organization.Children = append(parent.Organization.Children, p) // in order, as b.things is
			}
		case p.Place != nil:
			if within := p.Place.Within; within != nil {
				within.Place.Contains = append(within.Place.Contains, p)
			}
		}
	}
	people := b.site.People
	each(len(people), func(i int) { people[i].Person.Met = met(people[i]) })
	b.linkNext()
	sortByTitle(b.site.Stubs)
}

// sortRelated puts the lists of one thing in order, without doubles. It changes
// no other thing.
func (p *Page) sortRelated() {
	for _, l := range [...]*[]*Page{&p.Articles, &p.People, &p.Organizations, &p.Meetings, &p.Events, &p.Places, &p.Positions} {
		if len(*l) > 1 {
			slices.SortFunc(*l, byRank)
			*l = slices.Compact(*l)
		}
	}
	if p.Organization != nil {
		slices.SortFunc(p.Organization.Published, byRank)
	}
	if p.List != nil { // a tag
		slices.SortFunc(p.List.Pages, byRank)
	}
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

// An ordered thing is one while things are put in order.
type ordered struct {
	page *Page
	date int64 // see [edtf.Date.Order]; 0 if things of its type are not in order of date
	at   int   // where it was before
}

// sortThings orders all things by type; articles, meetings and events then by
// date, people by [RegisterName], and all by title.
func (b *builder) sortThings() {
	byType := map[content.Type][]ordered{}
	for i, p := range b.things {
		o := ordered{page: p, at: i}
		if p.Type == content.Article || p.Type == content.Meeting || p.Type == content.Event {
			o.date = p.Date.Order()
		}
		byType[p.Type] = append(byType[p.Type], o)
	}
	types := slices.Sorted(maps.Keys(byType))
	keys := make([]string, len(b.things)) // of those whose dates tell them apart none is made
	key := func(o ordered) string {
		if keys[o.at] == "" {
			keys[o.at] = titleKey(o.page)
		}
		return keys[o.at]
	}
	each(len(types), func(i int) {
		slices.SortFunc(byType[types[i]], func(x, y ordered) int {
			if x.date != y.date {
				return cmp.Compare(x.date, y.date)
			}
			if c := strings.Compare(key(x), key(y)); c != 0 {
				return c
			}
			return cmp.Or(byKey(x.page, y.page), cmp.Compare(x.at, y.at))
		})
	})
	rank := int32(0)
	for _, t := range types {
		for _, o := range byType[t] {
			b.things[rank], o.page.rank = o.page, rank
			rank++
		}
	}
}

// titleKey returns the form by which pages are ordered as dictionaries do:
// "Élysée" stands with E, and people under their family names.
func titleKey(p *Page) string {
	if p.Type == content.Person {
		return fold.Sort(RegisterName(p.Title)) + "\x00" + fold.Sort(p.Title)
	}
	return fold.Sort(p.Title)
}

// sortByTitle orders pages of any type by their titles as they are written.
func sortByTitle(pages []*Page) {
	keys := make(map[*Page]string, len(pages))
	for _, p := range pages {
		keys[p] = fold.Sort(p.Title)
	}
	slices.SortFunc(pages, func(p, q *Page) int { return cmp.Or(strings.Compare(keys[p], keys[q]), byKey(p, q)) })
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
