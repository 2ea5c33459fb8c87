package ingest

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// A format is a kind of file that articles are made of.
type format struct {
	name    string
	endings []string
	read    func(s *source)
	encoded bool // read decodes the text itself
}

// formats are all kinds of files, in the order of messages.
func formats() []format {
	return []format{
		{"web page", []string{".html", ".htm", ".xhtml"}, readPage, true},
		{"web page in one file", []string{".mhtml", ".mht"}, readMHTML, true},
		{"plain text", []string{".txt", ".text"}, readText, false},
		{"Atom or RSS feed", []string{".xml", ".atom", ".rss", ".rdf"}, readFeed, true},
		{"table", []string{".csv", ".tsv", ".tab"}, readTable, false},
		{"BibTeX file", []string{".bib", ".bibtex"}, readBibTeX, false},
		{"RIS file", []string{".ris"}, readRIS, false},
		{"JSON file (CSL, TimelineJS, JSON Feed)", []string{".json"}, readJSON, false},
		{"markdown page", []string{".md", ".markdown"}, readMarkdown, false},
	}
}

func formatNames() string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name+" ("+strings.Join(f.endings, ", ")+")")
	}
	return strings.Join(names, ", ")
}

// format finds out what kind of file it is: by how it begins where that says it,
// else by the ending of its name. A name without a known ending is a text.
func (s *source) format() format {
	all := formats()
	if i := slices.IndexFunc(signs, func(sign sign) bool { return sign.of.Match(s.head()) }); i >= 0 {
		return all[slices.IndexFunc(all, func(f format) bool { return slices.Contains(f.endings, signs[i].ending) })]
	}
	ending := strings.ToLower(path.Ext(s.name))
	if i := slices.IndexFunc(all, func(f format) bool { return slices.Contains(f.endings, ending) }); i >= 0 {
		return all[i]
	}
	if slices.Contains(notText, ending) || bytes.IndexByte(s.text, 0) >= 0 && !isUTF16(s.text) {
		return format{}
	}
	return all[slices.IndexFunc(all, func(f format) bool { return slices.Contains(f.endings, ".txt") })]
}

// notText are files that people have articles in and that cannot be read.
var notText = []string{".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".xls", ".xlsx", ".ods", ".eml", ".webarchive", ".zip", ".jpg", ".png"}

// A sign is how a kind of file begins, whatever its name.
type sign struct {
	of     *regexp.Regexp
	ending string
}

var signs = []sign{
	{regexp.MustCompile(`(?is)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype html|<html[\s>])`), ".html"},
	{regexp.MustCompile(`(?is)^\s*(?:<\?xml.*?\?>\s*)?(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)[\s>]`), ".xml"},
	{regexp.MustCompile(`^\s*TY  - `), ".ris"},
}

// head is the beginning of the text in which signs are looked for.
func (s *source) head() []byte {
	const most = 4096
	return bytes.TrimPrefix(s.text[:min(most, len(s.text))], []byte("\uFEFF"))
}

func isUTF16(text []byte) bool {
	return bytes.HasPrefix(text, []byte{0xFF, 0xFE}) || bytes.HasPrefix(text, []byte{0xFE, 0xFF})
}

// fromUTF16 decodes what Excel calls Unicode text. Other text stays as it is.
func fromUTF16(text []byte) (_ []byte, ok bool) {
	if !isUTF16(text) {
		return text, true
	}
	if len(text)%2 != 0 {
		return nil, false
	}
	low, high := 0, 1
	if text[0] == 0xFE {
		low, high = 1, 0
	}
	units := make([]uint16, 0, len(text)/2)
	for i := 2; i < len(text); i += 2 {
		units = append(units, uint16(text[i+low])|uint16(text[i+high])<<8)
	}
	return []byte(string(utf16.Decode(units))), true
}

// setKey gives a draft the value of a key, and reports whether there is such a
// key. A value that is there stays.
func (d *Draft) setKey(key, value string) bool {
	to := d.field(key)
	switch {
	case to != nil:
		if *to == "" {
			*to = strings.TrimSpace(value)
		}
	case key == "date":
		d.setDate(value)
	case key == "accessed":
		d.Source.Accessed, _ = dateOf(value)
	case key == "tags":
		d.Tags = append(d.Tags, strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ';' })...)
	default:
		return false
	}
	return true
}

// field returns where the text of a key is, nil if the key has none.
func (d *Draft) field(key string) *string {
	switch key {
	case "title":
		return &d.Title
	case "summary":
		return &d.Summary
	case "text":
		return &d.Body
	case "publisher":
		return &d.Source.Publisher
	case "author":
		return &d.Source.Author
	case "url":
		return &d.Source.URL
	case "lang":
		return &d.Source.Lang
	case "archived":
		return &d.Source.Archived
	}
	return nil
}

// paragraphs returns markdown for a text of which nothing is known but that
// it is no markup: each of its lines or blocks is a paragraph.
func paragraphs(text string) string {
	var out []string
	for _, l := range textLines(text) {
		out = append(out, lightEscape(l.text))
	}
	return joinItems(out)
}
