package render

import (
	"cmp"
	"html/template"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/markdown"
	"dossier/cmd/dossier/internal/site"
)

// cardPartial draws a paragraph that is nothing but a wikilink to a page.
const cardPartial = "partials/card.html"

// body returns the text of a page with its references and mentions linked.
func (m *maker) body(p *site.Page) template.HTML {
	t := m.o.site.Text(p)
	if t.Body == nil {
		return ""
	}
	b := m.o.buffer()
	defer m.o.release(b)
	html := t.Body.AppendHTML(b.AvailableBuffer(), markdown.Hooks{
		Ref:      func(i int) markdown.Link { return m.ref(t, i) },
		Mentions: t.Mentions,
		Mention:  func(n markdown.Mention) markdown.Link { return m.mention(t, n) },
	})
	b.Write(html) // keeps the larger array for the next page
	return trusted(html)
}

func (m *maker) mention(t *site.Text, n markdown.Mention) markdown.Link {
	if n.Target >= len(t.Targets) {
		return markdown.Link{None: true}
	}
	return markdown.Link{Href: m.link(t.Targets[n.Target]).Href, Class: "mention"}
}

// ref returns where a reference of the text leads.
func (m *maker) ref(text *site.Text, i int) markdown.Link {
	if i >= len(text.Refs) || text.Refs[i].Broken {
		return markdown.Link{None: true}
	}
	ref, t := text.Body.Refs[i], text.Refs[i]
	switch {
	case t.Resource != nil:
		l := markdown.Link{Href: m.base.rel(t.Resource.Path, "") + ref.Query, Width: t.Resource.Width, Height: t.Resource.Height}
		if t.Fragment != "" {
			l.Href += "#" + escapePath(t.Fragment)
		}
		return l
	case t.Page != nil && ref.Card && t.Fragment == "" && hasCard(t.Page):
		return m.cardLink(t.Page)
	case t.Page != nil:
		return m.pageLink(ref, t)
	case t.Fragment != "":
		return markdown.Link{Href: "#" + escapePath(t.Fragment)}
	}
	return markdown.Link{None: true}
}

// pageLink links to a page. A wikilink without text of its own gets the title.
func (m *maker) pageLink(ref markdown.Ref, t site.Target) markdown.Link {
	to := m.link(t.Page)
	l := markdown.Link{Href: m.href(t.Page, cmp.Or(t.Fragment, t.Page.Fragment))}
	if ref.Kind == markdown.WikiRef && ref.Text == "" {
		l.Text, l.Lang, l.Dir = t.Page.Title, to.Lang, to.Dir
	}
	return l
}

// hasCard reports whether a page is shown as a card in the flow of a text.
func hasCard(p *site.Page) bool {
	return p.Type == content.Article || p.Type == content.Event || p.Type == content.Meeting
}

func (m *maker) cardLink(p *site.Page) markdown.Link {
	t := m.o.layouts.partial(cardPartial)
	if t == nil {
		return markdown.Link{Href: m.link(p).Href, Text: p.Title}
	}
	b := m.o.buffer()
	defer m.o.release(b)
	if err := m.o.execute(t, b, m.card(p, false), m.path); err != nil {
		m.failed = err
		return markdown.Link{None: true}
	}
	return markdown.Link{HTML: string(trusted(b.Bytes()))}
}
