package export

import (
	"encoding/xml"
	"time"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/site"
)

// feeds returns the feeds. They need addresses, so there must be a base_url.
func (x *Exporter) feeds() []File {
	files := []File{
		{FeedPath, func(x *Exporter, b *buffer) { x.atom(b, nil) }},
		{JSONFeedPath, (*Exporter).jsonFeed},
	}
	for _, list := range [][]*site.Page{x.site.People, x.site.Organizations, x.site.Positions} {
		for _, p := range list {
			if path := x.FeedOf(p); path != "" {
				files = append(files, File{path, func(x *Exporter, b *buffer) { x.atom(b, p) }})
			}
		}
	}
	return files
}

// atom writes the Atom feed of a page, of the whole site for nil (RFC 4287).
func (x *Exporter) atom(b *buffer, p *site.Page) {
	cfg := x.config()
	path, title, subtitle := "", cfg.Title, cfg.Description
	if p != nil {
		path, title, subtitle = p.Path, p.Title+" · "+cfg.Title, x.summary(p)
	}
	entries := x.entries(p)
	b.add(xml.Header)
	b.add(`<feed xmlns="http://www.w3.org/2005/Atom"`)
	attribute(b, "xml:lang", cfg.Language)
	b.add(">\n")
	element(b, "id", x.at(path, ""))
	element(b, "title", title)
	element(b, "subtitle", subtitle)
	atomLink(b, "self", "application/atom+xml", x.at(path+FeedPath, ""))
	atomLink(b, "alternate", "text/html", x.at(path, ""))
	moment(b, "updated", x.updated(entries))
	b.add("<author><name>")
	writeXML(b, cfg.Title)
	b.add("</name></author>\n")
	element(b, "rights", cfg.License)
	b.add("<generator")
	attribute(b, "version", x.o.Version)
	b.add(">dossier</generator>\n")
	for i := range entries {
		x.atomEntry(b, &entries[i])
	}
	b.add("</feed>\n")
}

func (x *Exporter) atomEntry(b *buffer, e *entry) {
	b.add("<entry")
	if lang := x.lang(e); lang != "" {
		attribute(b, "xml:lang", lang)
	}
	b.add(">\n")
	element(b, "id", e.id)
	element(b, "title", x.title(e))
	atomLink(b, "alternate", "text/html", e.id)
	if e.kind() == string(site.ArticleEntry) && e.article.Article != nil {
		atomLink(b, "via", "", e.article.Article.Source.URL)
	}
	if !e.published.IsZero() {
		moment(b, "published", e.published)
	}
	moment(b, "updated", e.updated)
	b.add("<category")
	attribute(b, "term", e.kind())
	b.add("/>\n")
	element(b, "summary", x.text(e))
	b.add("</entry>\n")
}

// updated returns when the newest of some entries was updated; of none, the
// newest article of the dossier, so that an empty feed has a date too.
func (x *Exporter) updated(entries []entry) time.Time {
	if len(entries) > 0 {
		return entries[0].updated
	}
	return x.last()
}

// timestamp writes a moment (RFC 3339).
func timestamp(t time.Time) string { return t.Format(time.RFC3339) }

// moment writes an element with a moment.
func moment(b *buffer, name string, t time.Time) {
	b.add("<", name, ">")
	b.text = t.AppendFormat(b.text, time.RFC3339)
	b.add("</", name, ">\n")
}

// element writes an element with a text, nothing if it is "".
func element(b *buffer, name, text string) {
	if text == "" {
		return
	}
	b.add("<", name, ">")
	writeXML(b, text)
	b.add("</", name, ">\n")
}

func atomLink(b *buffer, rel, mediaType, href string) {
	if href == "" {
		return
	}
	b.add("<link")
	attribute(b, "rel", rel)
	if mediaType != "" {
		attribute(b, "type", mediaType)
	}
	attribute(b, "href", href)
	b.add("/>\n")
}

func attribute(b *buffer, name, value string) {
	b.add(" ", name, `="`)
	writeXML(b, value)
	b.addByte('"')
}

// writeXML writes text of an element or attribute, as [xml.EscapeText] does: what
// XML cannot express becomes U+FFFD.
func writeXML(b *buffer, s string) { b.text = appendEscaped(b.text, s, escapeXML) }

func escapeXML(r rune, n int) string {
	switch r {
	case '"':
		return "&#34;"
	case '\'':
		return "&#39;"
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '\t':
		return "&#x9;"
	case '\n':
		return "&#xA;"
	case '\r':
		return "&#xD;"
	}
	if r < ' ' || r == utf8.RuneError && n == 1 || r == '\uFFFE' || r == '\uFFFF' {
		return "\uFFFD"
	}
	return ""
}

// jsonFeed writes the feed of the site (https://www.jsonfeed.org/version/1.1/).
func (x *Exporter) jsonFeed(b *buffer) {
	cfg := x.config()
	w := &jsonWriter{b: b}
	w.open('{')
	w.field("version", "https://jsonfeed.org/version/1.1")
	w.field("title", cfg.Title)
	w.field("description", cfg.Description)
	w.field("home_page_url", x.at("", ""))
	w.field("feed_url", x.at(JSONFeedPath, ""))
	w.field("language", cfg.Language)
	w.list("authors")
	w.open('{')
	w.field("name", cfg.Title)
	w.field("url", x.at("", ""))
	w.close('}')
	w.close(']')
	w.list("items")
	for _, e := range x.entries(nil) {
		w.line()
		x.jsonItem(w, &e)
	}
	w.close(']')
	w.close('}')
	b.addByte('\n')
}

func (x *Exporter) jsonItem(w *jsonWriter, e *entry) {
	w.open('{')
	w.field("id", e.id)
	w.field("url", e.id)
	if e.kind() == string(site.ArticleEntry) && e.article.Article != nil {
		w.field("external_url", e.article.Article.Source.URL)
	}
	w.field("title", x.title(e))
	w.key("content_text") // required, even if there is nothing to say
	w.text(x.text(e))
	if !e.published.IsZero() {
		w.field("date_published", timestamp(e.published))
	}
	if !e.updated.Equal(e.published) {
		w.field("date_modified", timestamp(e.updated))
	}
	w.texts("tags", []string{e.kind()})
	w.field("language", x.lang(e))
	w.close('}')
}
