package export

import (
	"bytes"
	"encoding/xml"
	"strings"
	"time"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/site"
)

// feeds returns the feeds. They need addresses, so there must be a base_url.
func (x *Exporter) feeds() []File {
	files := []File{
		{FeedPath, func(x *Exporter, b *bytes.Buffer) { x.atom(b, nil) }},
		{JSONFeedPath, (*Exporter).jsonFeed},
	}
	for _, list := range [][]*site.Page{x.site.People, x.site.Organizations, x.site.Positions} {
		for _, p := range list {
			if path := x.FeedOf(p); path != "" {
				files = append(files, File{path, func(x *Exporter, b *bytes.Buffer) { x.atom(b, p) }})
			}
		}
	}
	return files
}

// atom writes the Atom feed of a page, of the whole site for nil (RFC 4287).
func (x *Exporter) atom(b *bytes.Buffer, p *site.Page) {
	cfg := x.config()
	path, title, subtitle := "", cfg.Title, cfg.Description
	if p != nil {
		path, title, subtitle = p.Path, p.Title+" · "+cfg.Title, x.summary(p)
	}
	entries := x.entries(p)
	b.WriteString(xml.Header)
	b.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom"`)
	attribute(b, "xml:lang", cfg.Language)
	b.WriteString(">\n")
	element(b, "id", x.at(path, ""))
	element(b, "title", title)
	element(b, "subtitle", subtitle)
	atomLink(b, "self", "application/atom+xml", x.at(path+FeedPath, ""))
	atomLink(b, "alternate", "text/html", x.at(path, ""))
	element(b, "updated", timestamp(x.newest(entries)))
	b.WriteString("<author><name>")
	writeXML(b, cfg.Title)
	b.WriteString("</name></author>\n")
	element(b, "rights", cfg.License)
	b.WriteString("<generator")
	attribute(b, "version", x.o.Version)
	b.WriteString(">dossier</generator>\n")
	for i := range entries {
		x.atomEntry(b, &entries[i])
	}
	b.WriteString("</feed>\n")
}

func (x *Exporter) atomEntry(b *bytes.Buffer, e *entry) {
	b.WriteString("<entry")
	if lang := x.lang(e); lang != "" {
		attribute(b, "xml:lang", lang)
	}
	b.WriteString(">\n")
	element(b, "id", e.id)
	element(b, "title", x.title(e))
	atomLink(b, "alternate", "text/html", e.id)
	if e.kind() == string(site.ArticleEntry) && e.article.Article != nil {
		atomLink(b, "via", "", e.article.Article.Source.URL)
	}
	if !e.published.IsZero() {
		element(b, "published", timestamp(e.published))
	}
	element(b, "updated", timestamp(e.updated))
	b.WriteString("<category")
	attribute(b, "term", e.kind())
	b.WriteString("/>\n")
	element(b, "summary", x.text(e))
	b.WriteString("</entry>\n")
}

// newest returns when the newest of some entries was updated; of none, the
// newest article of the dossier, so that an empty feed has a date too.
func (x *Exporter) newest(entries []entry) time.Time {
	if len(entries) > 0 {
		return entries[0].updated
	}
	return x.last()
}

// timestamp writes a moment (RFC 3339).
func timestamp(t time.Time) string { return t.Format("2006-01-02T15:04:05Z07:00") }

// element writes an element with a text, nothing if it is "".
func element(b *bytes.Buffer, name, text string) {
	if text == "" {
		return
	}
	b.WriteByte('<')
	b.WriteString(name)
	b.WriteByte('>')
	writeXML(b, text)
	b.WriteString("</")
	b.WriteString(name)
	b.WriteString(">\n")
}

func atomLink(b *bytes.Buffer, rel, mediaType, href string) {
	if href == "" {
		return
	}
	b.WriteString("<link")
	attribute(b, "rel", rel)
	if mediaType != "" {
		attribute(b, "type", mediaType)
	}
	attribute(b, "href", href)
	b.WriteString("/>\n")
}

func attribute(b *bytes.Buffer, name, value string) {
	b.WriteString(" " + name + `="`)
	writeXML(b, value)
	b.WriteByte('"')
}

// writeXML writes text of an element or attribute. Control characters, which
// XML cannot express, become U+FFFD.
func writeXML(b *bytes.Buffer, s string) {
	if strings.IndexFunc(s, special) < 0 {
		b.WriteString(s)
		return
	}
	xml.EscapeText(b, []byte(s)) // fails only if the writer does; a buffer does not
}

// special reports whether a character cannot stand in XML as it is.
func special(r rune) bool {
	return r < ' ' || r == '<' || r == '>' || r == '&' || r == '"' || r == '\'' || r == utf8.RuneError || r > 0xFFFD
}

// jsonFeed writes the feed of the site (https://www.jsonfeed.org/version/1.1/).
func (x *Exporter) jsonFeed(b *bytes.Buffer) {
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
	b.WriteByte('\n')
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
