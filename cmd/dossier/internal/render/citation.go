package render

import (
	"strings"

	"dossier/cmd/dossier/internal/site"
)

// citation returns an article as a bibliography names it: who wrote it, its
// headline, publisher, date and addresses. What is not known is left out; the
// title in this dossier stands for a headline that is not known, without quote
// marks, since it is not the source's.
func (m *maker) citation(p *site.Page) Citation {
	a, src := p.Article, p.Article.Source
	c := Citation{Before: sentence(src.Author), Headline: src.Title}
	var after []string
	if a.Publisher != nil {
		after = append(after, a.Publisher.Title)
	}
	if !p.Date.IsZero() {
		after = append(after, m.o.date(p.Date).Text)
	}
	c.After = sentence(strings.Join(after, m.o.words.T("comma")))
	if src.Title == "" {
		c.Before += sentence(p.Title)
	}
	for _, part := range []string{src.URL, archived(m, src.Archived), accessed(m, p)} {
		if part != "" {
			c.After += part + " "
		}
	}
	c.After = strings.TrimSpace(c.After)
	return c
}

func archived(m *maker, address string) string {
	if address == "" {
		return ""
	}
	return m.o.words.T("cited_archived", address)
}

func accessed(m *maker, p *site.Page) string {
	if p.Article.Source.Accessed.IsZero() {
		return ""
	}
	return m.o.words.T("cited_accessed", p.Article.Source.Accessed.Format(m.o.dates))
}

// sentence ends a part of a citation with a full stop and a space, if it is not
// empty.
func sentence(text string) string {
	switch {
	case text == "":
		return ""
	case strings.HasSuffix(text, "."), strings.HasSuffix(text, "?"), strings.HasSuffix(text, "!"), strings.HasSuffix(text, "。"):
		return text + " "
	}
	return text + ". "
}
