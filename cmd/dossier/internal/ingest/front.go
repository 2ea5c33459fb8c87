package ingest

import (
	"regexp"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/strictyaml"
)

// frontKeys are what the keys of Hugo's, Jekyll's and Obsidian's front matter
// mean for an article, likeliest first.
var frontKeys = []struct{ name, key string }{
	{"title", "title"}, {"date", "date"}, {"published", "date"}, {"publishdate", "date"}, {"created", "date"},
	{"description", "summary"}, {"summary", "summary"}, {"excerpt", "summary"}, {"author", "author"}, {"authors", "author"},
	{"source", "publisher"}, {"publisher", "publisher"}, {"source_url", "url"}, {"link", "url"}, {"url", "url"}, {"canonicalurl", "url"},
	{"canonical_url", "url"}, {"lang", "lang"}, {"language", "lang"}, {"accessed", "accessed"}, {"tags", "tags"}, {"keywords", "tags"}, {"categories", "tags"},
}

// readMarkdown makes a draft of a page of Hugo, Jekyll or another generator.
func readMarkdown(s *source) {
	fence, front, body, ok := splitFront(strings.TrimLeft(string(s.text), "\n"))
	if !ok {
		s.errorf(1, "end it with a line "+fence, "the front matter has no end")
		return
	}
	values := map[string]string{}
	switch fence {
	case "---":
		values = s.yaml(front)
	case "+++":
		values = toml(front)
	}
	if values == nil {
		return
	}
	var d Draft
	for _, k := range frontKeys {
		v := values[k.name]
		if k.key == "url" && cleanAddress(v) == "" || k.key == "publisher" && cleanAddress(v) != "" {
			if k.key == "publisher" && d.Source.URL == "" {
				d.Source.URL = v
			}
			continue // Hugo's url is a path of its own site
		}
		d.setKey(k.key, v)
	}
	d.Body = d.ownBody(body)
	if d.Title != "" || d.Body != "" {
		s.add(d)
	}
}

// splitFront takes front matter off a page. The fence is "" if there is none.
func splitFront(text string) (fence, front, body string, ok bool) {
	head, rest, _ := strings.Cut(text, "\n")
	fence = strings.TrimRight(head, " \t")
	if fence != "---" && fence != "+++" {
		return "", "", text, true
	}
	var lines []string
	for rest != "" {
		var l string
		l, rest, _ = strings.Cut(rest, "\n")
		if strings.TrimRight(l, " \t") == fence {
			return fence, strings.Join(lines, "\n"), rest, true
		}
		lines = append(lines, l)
	}
	return fence, "", "", false
}

// yaml returns the texts of front matter by key in lower case; lists are joined
// by ", ". It is nil if that cannot be read.
func (s *source) yaml(front string) map[string]string {
	v, list := strictyaml.Parse(strictyaml.Source{File: s.name, Text: []byte(front), Line: 2})
	if list.HasErrors() {
		s.list = append(s.list, list...)
		return nil
	}
	values := map[string]string{}
	for _, e := range v.Entries {
		var parts []string
		for _, item := range e.Value.List() {
			if item.Kind == strictyaml.Mapping { // authors: [{name: …}]
				item = item.Get("name")
			}
			if item != nil && item.Str() != "" {
				parts = append(parts, item.Str())
			}
		}
		values[strings.ToLower(e.Key)] = strings.Join(parts, ", ")
	}
	return values
}

// tomlPair is a key and a value in one line of TOML.
var (
	tomlPair   = regexp.MustCompile(`^\s*"?([A-Za-z0-9_-]+)"?\s*=\s*(.*?)\s*$`)
	tomlString = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^']*'`)
)

// toml returns the texts of front matter in TOML that stand in one line each, by
// key in lower case. That is what titles and dates are; tables are passed over.
func toml(front string) map[string]string {
	values := map[string]string{}
	for l := range strings.SplitSeq(front, "\n") {
		if strings.HasPrefix(strings.TrimSpace(l), "[") {
			break // what follows belongs to a table
		}
		m := tomlPair.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		var parts []string
		for _, quoted := range tomlString.FindAllString(m[2], -1) {
			if text, err := strconv.Unquote(quoted); err == nil {
				parts = append(parts, text)
			} else {
				parts = append(parts, quoted[1:len(quoted)-1])
			}
		}
		if len(parts) == 0 {
			bare, _, _ := strings.Cut(m[2], "#")
			parts = []string{strings.TrimSpace(bare)}
		}
		values[strings.ToLower(m[1])] = strings.Join(parts, ", ")
	}
	return values
}

var (
	heading1 = regexp.MustCompile(`(?m)\A\s*#[ \t]+(.+?)[ \t#]*\n`)
	picture  = regexp.MustCompile(`(?:!\[[^\]]*\]\([^)]*\)|!\[\[[^\]]*\]\])[ \t]*`)
	wikilink = regexp.MustCompile(`\[\[([^\]|]*)\|?([^\]]*)\]\]`)
	pathLink = regexp.MustCompile(`\[([^\]]*)\]\(([^)\s]*)[^)]*\)`)
)

// ownBody returns the body of a page of another generator without what only
// that generator understands: shortcodes, raw HTML, pictures, links to its pages.
func (d *Draft) ownBody(body string) string {
	body = stripMarkup(body)
	if m := heading1.FindStringSubmatch(body); m != nil {
		if d.Title == "" {
			d.Title = plainText(m[1])
		}
		if oneLine(plainText(m[1])) == oneLine(d.Title) {
			body = body[len(m[0]):]
		}
	}
	body = picture.ReplaceAllString(body, "")
	body = wikilink.ReplaceAllStringFunc(body, func(w string) string {
		m := wikilink.FindStringSubmatch(w)
		if m[2] != "" {
			return m[2]
		}
		return m[1]
	})
	return pathLink.ReplaceAllStringFunc(body, func(l string) string {
		m := pathLink.FindStringSubmatch(l)
		if cleanAddress(m[2]) != "" || strings.HasPrefix(m[2], "mailto:") || strings.HasPrefix(m[2], "#") {
			return l
		}
		return m[1]
	})
}
