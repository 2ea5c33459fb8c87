package render

import (
	"cmp"

	"dossier/cmd/dossier/internal/site"
)

// This file makes links to pages, as seen from the page of a maker.

// link returns the link to a page of the site.
func (m *maker) link(p *site.Page) Link {
	l := Link{Title: p.Title, Kind: m.o.kind(p), Stub: p.Stub, Href: m.href(p, p.Fragment)}
	if p.Position != nil {
		l.Title = cmp.Or(p.Position.Question, p.Title)
	}
	switch {
	case m.o.isTag(p) || p.Stub: // a name alone does not say its language
		l.Dir = nameDir(p.Title)
	case p.Lang != "" && p.Lang != m.lang:
		l.Lang, l.Dir = p.Lang, direction(p.Lang)
	}
	return l
}

// href returns the address of a page with a fragment; within this page, of the
// fragment alone.
func (m *maker) href(p *site.Page, fragment string) string { return m.hrefOf(p.Path, fragment) }

// hrefOf is href for the path of any page, also of one that is no site.Page.
func (m *maker) hrefOf(path, fragment string) string {
	if path == m.path && fragment != "" && m.path != notFound {
		return "#" + escapePath(fragment)
	}
	return m.base.rel(path, fragment)
}

func (m *maker) maybe(p *site.Page) *Link {
	if p == nil {
		return nil
	}
	l := m.link(p)
	return &l
}

func (m *maker) links(pages []*site.Page) []Link {
	if len(pages) == 0 {
		return nil
	}
	list := make([]Link, len(pages))
	for i, p := range pages {
		list[i] = m.link(p)
	}
	return list
}

// neighbour returns the link to the page before or after this one.
func (m *maker) neighbour(p *site.Page) *Link {
	l := m.maybe(p)
	if l != nil {
		l.Note = m.o.date(p.Date).Text
	}
	return l
}
