package export

import (
	"encoding/xml"
	"unicode/utf8"
)

// openSearch writes the description of the site's search page, which takes its
// words from the parameter q (OpenSearch 1.1 Draft 6, with its limits in code
// points).
func (x *Exporter) openSearch(b *buffer) {
	cfg := x.config()
	b.add(xml.Header)
	b.add(`<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">` + "\n")
	element(b, "ShortName", clip(cfg.Title, 16))
	element(b, "LongName", clip(cfg.Title, 48))
	description := cfg.Description
	if description == "" {
		description = cfg.Title
	}
	element(b, "Description", clip(description, 1024))
	element(b, "Language", cfg.Language)
	element(b, "InputEncoding", "UTF-8")
	b.add(`<Url type="text/html"`)
	attribute(b, "template", x.at(SearchPath, "")+"?q={searchTerms}")
	b.add("/>\n</OpenSearchDescription>\n")
}

// clip cuts a text after so many code points, with an ellipsis as the last.
func clip(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
