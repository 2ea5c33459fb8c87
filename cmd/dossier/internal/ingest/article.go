package ingest

import (
	"fmt"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
)

// Text returns the file of the article: front matter in which nothing is
// guessed without a comment that says so, and the body. Today is when it is
// made.
func (a *Article) Text(today string) []byte {
	w := &writer{}
	w.line("---")
	w.comment("Imported. The text below is the source's: tell it in your own words, check what is")
	w.comment("filled in here, and take draft away.")
	w.pair("", "title", a.Title, "")
	w.pair("", "date", a.date(today), a.undated())
	w.line("draft: true")
	w.pair("", "summary", a.Summary, "")
	a.writeSource(w)
	w.list("people", a.people)
	w.list("organizations", a.organizations)
	w.list("meetings", a.meetings)
	w.list("events", a.events)
	w.list("places", a.places)
	for _, s := range a.shared {
		var keys []string
		for _, p := range s.Of {
			keys = append(keys, p.Key)
		}
		w.comment(fmt.Sprintf("%q may be %s", oneLine(s.Name), strings.Join(keys, " or ")))
	}
	w.list("tags", a.Tags)
	w.line("---")
	if a.Body != "" {
		w.line("\n" + a.Body)
	}
	return []byte(w.String())
}

// undated says, beside the date, that the file gives none.
func (a *Article) undated() string {
	if a.Date != "" {
		return ""
	}
	return "not found: write the day of publication"
}

// writeSource writes the source. A build wants a publisher; without one, what is
// known becomes a comment.
func (a *Article) writeSource(w *writer) {
	const in = "  "
	name, note := a.publisherRef()
	if name == "" {
		w.comment("Not found: the publisher. Name it, and take the # away from the lines of source.")
		w.prefix = "# "
		defer func() { w.prefix = "" }()
	}
	w.line("source:")
	if name == "" {
		w.line(in + "publisher:")
	}
	w.pair(in, "publisher", name, note)
	w.pair(in, "title", a.Title, "")
	w.optional(in, "url", a.Source.URL)
	w.optional(in, "author", a.Source.Author)
	if a.Source.Kind == "" {
		w.line(in + "# kind: # one of " + strings.Join(content.SourceKinds, ", "))
	}
	w.pair(in, "kind", a.Source.Kind, "")
	w.optional(in, "lang", a.Source.Lang)
	w.pair(in, "archived", a.Source.Archived, "")
	w.pair(in, "accessed", a.Source.Accessed, "")
}

// publisherRef is how front matter refers to the publisher, "" if there is not
// even a guess, and what the editor should know of it.
func (a *Article) publisherRef() (ref, note string) {
	switch {
	case a.publisher != nil:
		if a.Source.Publisher != "" && a.Source.Publisher != a.publisher.Title {
			note = "the file says " + strconv.Quote(a.Source.Publisher)
		}
		if a.publisher.Stub || !content.IsID(a.publisher.ID) {
			return a.publisher.Title, note
		}
		return a.publisher.ID, note
	case a.Source.Publisher != "":
		return asName(a.Source.Publisher), "no organization of the dossier has this name yet"
	case len(a.Publishers) > 0:
		return asName(a.Publishers[0]), "not found: somebody whom the file names"
	case a.Source.URL != "":
		return asName(hostOf(a.Source.URL)), "not found: the address"
	}
	return "", ""
}

// asName returns a text as a name that introduces somebody: an id would have to
// be known.
func asName(s string) string {
	if content.IsID(s) {
		r := []rune(s)
		s = strings.ToUpper(string(r[:1])) + string(r[1:])
	}
	if content.IsID(s) { // a script without capitals
		s = strings.ReplaceAll(s, "-", " ")
	}
	return s
}

// Report says what the draft has not, and what in the file could not be used.
func (a *Article) Report(file string) diag.List {
	var list diag.List
	pos := diag.Pos{File: file, Line: a.Line}
	var missing []string
	for _, m := range []struct{ name, value string }{
		{"date", a.Date}, {"publisher", a.publisherName()}, {"address", a.Source.URL},
		{"author", a.Source.Author}, {"language", a.Source.Lang}, {"text", a.Body},
	} {
		if m.value == "" {
			missing = append(missing, m.name)
		}
	}
	if len(missing) > 0 {
		list.Add(diag.Warning, pos, "fill it in: "+a.File, "not found: %s", strings.Join(missing, ", "))
	}
	for _, u := range a.Unused {
		list.Add(diag.Warning, pos, u.Hint, "%s", u.What)
	}
	for _, s := range a.shared {
		list.Add(diag.Warning, pos, "the draft says which, in a comment", "the name %q is not proposed: %d things share it", oneLine(s.Name), len(s.Of))
	}
	return list
}

// maxShown is how many lines are quoted that were left out.
const maxShown = 3

// Left says which lines were left out, in one line; "" if none were.
func (a *Article) Left() string {
	n := len(a.LeftOut)
	if n == 0 {
		return ""
	}
	var shown []string
	for _, l := range a.LeftOut[:min(n, maxShown)] {
		shown = append(shown, strconv.Quote(limit(l, 40)))
	}
	text := "1 line left out that looks like no part of the article: "
	if n > 1 {
		text = fmt.Sprintf("%d lines left out that look like no part of the article: ", n)
	}
	text += strings.Join(shown, ", ")
	if n > maxShown {
		text += ", …"
	}
	return text
}

// A writer writes front matter.
type writer struct {
	strings.Builder
	prefix string // of every line
}

func (w *writer) line(s string) { w.WriteString(w.prefix + s + "\n") }

func (w *writer) comment(s string) { w.line("# " + s) }

// pair writes a key, with a comment behind it that may be "". Without a value it
// writes nothing.
func (w *writer) pair(indent, key, value, note string) {
	if value == "" {
		return
	}
	s := indent + key + ": " + scalarOf(value)
	if note != "" {
		s += " # " + note
	}
	w.line(s)
}

// optional writes a key, as a comment if there is no value for it.
func (w *writer) optional(indent, key, value string) {
	if value == "" {
		w.line(indent + "# " + key + ":")
	}
	w.pair(indent, key, value, "")
}

func (w *writer) list(key string, values []string) {
	if len(values) == 0 {
		return
	}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = scalarOf(v)
	}
	w.line(key + ": [" + strings.Join(texts, ", ") + "]")
}

// scalarOf returns a text of one line as YAML, in quotes unless it means itself
// without. The escapes of Go are escapes of YAML too.
func scalarOf(s string) string {
	if isPlainScalar(s) {
		return s
	}
	return strconv.Quote(s)
}
