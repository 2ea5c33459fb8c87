package site

import (
	"slices"

	"dossier/cmd/dossier/internal/content"
)

// relate links two things with each other. Nil and self are no relation.
func relate(p, q *Page) {
	if p == nil || q == nil || p == q {
		return
	}
	if l := p.related(q.Type); l != nil {
		*l = append(*l, q)
	}
	if l := q.related(p.Type); l != nil {
		*l = append(*l, p)
	}
}

// related returns the list that holds the related things of a type, or nil.
func (p *Page) related(t content.Type) *[]*Page {
	switch t {
	case content.Article:
		return &p.Articles
	case content.Person:
		return &p.People
	case content.Organization:
		return &p.Organizations
	case content.Meeting:
		return &p.Meetings
	case content.Event:
		return &p.Events
	case content.Place:
		return &p.Places
	case content.Position:
		return &p.Positions
	}
	return nil
}

// linkFrontMatter resolves what pages refer to in their front matter, apart
// from statements.
func (b *builder) linkFrontMatter() {
	// Stubs are added to b.things on the way; they refer to nothing.
	for _, p := range slices.Clone(b.things) {
		c := p.Source
		if c == nil {
			continue
		}
		b.linkImage(p)
		switch {
		case c.Article != nil:
			b.linkArticle(p, c.Article)
		case c.Person != nil:
			b.linkRoles(p, c.Person)
		case c.Organization != nil:
			p.Organization.Parent = b.resolve(c, c.Organization.Parent, content.Organization)
		case c.Meeting != nil:
			m := b.meeting(c, c.Meeting)
			p.Meeting.merge(m)
			relateMeeting(p, m)
		case c.Event != nil:
			p.Event.Place = b.resolve(c, c.Event.Place, content.Place)
			relate(p, p.Event.Place)
			b.linkAll(p, c.Event.People, content.Person)
			b.linkAll(p, c.Event.Organizations, content.Organization)
		case c.Place != nil:
			p.Place.Within = b.resolve(c, c.Place.Within, content.Place)
		}
	}
	b.cutChains()
}

func (b *builder) linkAll(p *Page, refs []content.Text, want content.Type) {
	for _, r := range refs {
		relate(p, b.resolve(p.Source, r, want))
	}
}

func (b *builder) linkArticle(p *Page, a *content.ArticleData) {
	if pub := b.resolve(p.Source, a.Source.Publisher, content.Organization); pub != nil {
		p.Article.Publisher = pub
		pub.Organization.Published = append(pub.Organization.Published, p)
		if pub.Stub {
			pub.Organization.Kind = "media"
		}
	}
	b.linkAll(p, a.People, content.Person)
	b.linkAll(p, a.Organizations, content.Organization)
	b.linkAll(p, a.Meetings, content.Meeting)
	b.linkAll(p, a.Events, content.Event)
	b.linkAll(p, a.Places, content.Place)
	for _, acc := range p.Article.Accounts {
		b.linkAccount(acc)
	}
}

func (b *builder) linkRoles(p *Page, c *content.PersonData) {
	for _, r := range c.Roles {
		role := Role{Title: r.Title, Person: p, From: r.From, To: r.To}
		role.Organization = b.resolve(p.Source, r.Organization, content.Organization)
		p.Person.Roles = append(p.Person.Roles, role)
		if role.Organization != nil {
			role.Organization.Organization.Roles = append(role.Organization.Organization.Roles, role)
			relate(p, role.Organization)
		}
	}
}
