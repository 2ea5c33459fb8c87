// Package ingest reads what others have written (saved web pages, plain text,
// feeds, tables, bibliographies, pages of other generators) and makes draft
// articles of it.
//
// It stands beside the line of a build: [Read] knows one file and nothing of the
// dossier, [Known] knows the dossier and fits a draft into it, [Article.Text]
// writes the file. It opens no file and asks neither the network nor the clock.
// The invariant: whatever the bytes were, a build accepts what it makes without
// an error, and the body has no raw HTML in it.
package ingest

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/diag"
)

// MaxBytes bounds a file.
const MaxBytes = 16 << 20

// maxDrafts bounds the articles of one file.
const maxDrafts = 10_000

// A Draft is an article as far as a file tells it. What the file does not say is
// "". All texts but the body are single lines.
type Draft struct {
	Line    int // in the file; 0 if the whole file is the article
	Title   string
	Date    string // of publication, as in front matter
	Summary string
	Tags    []string
	Source  Source
	Body    string // markdown without raw HTML

	// Publishers are names in the file that may be that of the publisher, where
	// Source.Publisher does not say it, likeliest first: those of credits.
	Publishers []string
	// FileWords are the words of the file's name, which may have the publisher's.
	FileWords string
	// LeftOut are lines that look like no part of the article: menus, captions,
	// related stories.
	LeftOut []string
	// Unused says what was found and could not be used, and what to do.
	Unused []Unused
}

// A Source says where an article was published, as content.Source does.
type Source struct {
	Publisher, URL, Author, Kind, Lang, Archived, Accessed string
}

// Unused is something in a file that could not be used.
type Unused struct{ What, Hint string }

// unused adds to what could not be used.
func (d *Draft) unused(hint, format string, args ...any) {
	d.Unused = append(d.Unused, Unused{fmt.Sprintf(format, args...), hint})
}

// A source is a file that is being read.
type source struct {
	name  string // as the user gave it, for messages
	text  []byte
	list  diag.List
	draft []Draft

	// What the wrapping of a page says of it, if it has one.
	media   string // the type of the text, with its encoding
	address string
	saved   string // the day
}

// Read makes drafts of a file of any of the formats. Name is its name, whose
// ending tells the format where the text does not, and which may have a date and
// a publisher in it. An error in the list is a file, or a part of one, that
// nothing could be made of.
func Read(name string, text []byte) ([]Draft, diag.List) {
	s := &source{name: name, text: text}
	switch {
	case len(text) > MaxBytes:
		s.errorf(0, "save the page without its pictures, or split the file", "the file has more than %d MB", MaxBytes>>20)
		return nil, s.list
	case len(bytes.TrimSpace(text)) == 0:
		s.errorf(0, "", "the file is empty")
		return nil, s.list
	}
	f := s.format()
	if f.read == nil {
		s.errorf(0, "copy its text into a file .txt; import reads: "+formatNames(), "no article can be made of this kind of file")
		return nil, s.list
	}
	if !f.encoded && !s.decode() {
		return nil, s.list
	}
	f.read(s)
	if len(s.draft) == 0 && !s.list.HasErrors() {
		s.errorf(0, "import reads: "+formatNames(), "no article was found in this %s", f.name)
	}
	hints := hintsOf(name)
	for i := range s.draft {
		s.draft[i].finish(hints, len(s.draft) == 1)
	}
	return s.draft, s.list
}

func (s *source) errorf(line int, hint, format string, args ...any) {
	s.list.Add(diag.Error, diag.Pos{File: s.name, Line: line}, hint, format, args...)
}

// add adds a draft, and reports whether there is room for more.
func (s *source) add(d Draft) bool {
	if len(s.draft) == maxDrafts {
		s.errorf(d.Line, "split the file", "the file has more than %d articles", maxDrafts)
		return false
	}
	s.draft = append(s.draft, d)
	return true
}

// decode makes the text UTF-8 with line feeds, or says why it cannot.
func (s *source) decode() bool {
	text, ok := fromUTF16(s.text)
	if !ok || !utf8.Valid(text) {
		s.errorf(0, "open it in an editor and save it as UTF-8", "the file is not UTF-8")
		return false
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	s.text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	return true
}

// A hint is what the name of a file says: 2016-09-27-gazette-oakford.html.
type hint struct {
	date  string // "" if there is none
	words string // the rest
}

func hintsOf(name string) hint {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	var h hint
	if at := fileDate.FindStringIndex(base); at != nil {
		if date, _ := dateOf(strings.NewReplacer("_", "-", ".", "-").Replace(base[at[0]:at[1]])); date != "" {
			h.date = date
			base = base[:at[0]] + " " + base[at[1]:]
		}
	}
	h.words = oneLine(strings.NewReplacer("_", " ", "-", " ").Replace(base))
	return h
}

// finish makes all texts fit for front matter and drops what is not. What the
// name of a file says counts only if the file has one article.
func (d *Draft) finish(h hint, only bool) {
	d.Title = limit(oneLine(d.Title), maxTitle)
	d.Summary = limit(oneLine(d.Summary), maxSummary)
	d.Body = safeBody(d.Body)
	if only {
		if d.Date == "" {
			d.Date = h.date
		}
		d.FileWords = h.words
	}
	if d.Title == "" {
		d.Title = cmp.Or(firstWords(d.Body), h.words, "untitled")
	}
	d.Publishers = tidyAll(d.Publishers)
	d.Tags = tidyAll(d.Tags)
	src := &d.Source
	for _, text := range []*string{&src.Publisher, &src.Author, &src.Kind} {
		*text = limit(oneLine(*text), maxText)
	}
	src.URL, src.Archived = d.address("url", src.URL), d.address("archived", src.Archived)
	src.Lang = language(src.Lang)
	if src.URL == "" {
		src.Accessed = ""
	}
}

// tidyAll returns texts as single lines, each once, not too many.
func tidyAll(texts []string) (out []string) {
	for _, t := range texts {
		t = limit(oneLine(t), maxText)
		if len(out) < maxTags && t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// address returns an address that a build accepts, or notes that it is none.
func (d *Draft) address(key, s string) string {
	if oneLine(s) == "" {
		return ""
	}
	u := cleanAddress(s)
	if u == "" {
		d.unused("", "source.%s: %q is not a web address", key, limit(oneLine(s), 200))
	}
	return u
}

// setDate takes a date as a file writes it, or notes why it cannot.
func (d *Draft) setDate(s string) {
	if d.Date != "" || oneLine(s) == "" {
		return
	}
	date, hint := dateOf(s)
	if date == "" {
		d.unused(hint, "the date %q cannot be read", limit(oneLine(s), 100))
	}
	d.Date = date
}
