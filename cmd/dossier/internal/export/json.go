package export

import (
	"strconv"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/site"
)

// A jsonWriter appends JSON (RFC 8259). It sets the commas; what is opened must
// be closed. Fields without a value are left out. Texts are written so that
// they can stand in a script element of HTML too.
type jsonWriter struct {
	b     *buffer
	comma bool // before the next value or key
}

// open begins an object "{" or a list "[".
func (w *jsonWriter) open(c byte) {
	w.next()
	w.b.addByte(c)
	w.comma = false
}

// close ends what open began.
func (w *jsonWriter) close(c byte) {
	w.b.addByte(c)
	w.comma = true
}

// line begins a new line, so that large lists can be read and compared.
func (w *jsonWriter) line() {
	if w.comma {
		w.b.addByte(',')
	}
	w.b.addByte('\n')
	w.b.pass()
	w.comma = false
}

func (w *jsonWriter) next() {
	if w.comma {
		w.b.addByte(',')
	}
	w.comma = true
}

// key begins a field. The name is one of this program's and needs no escapes.
func (w *jsonWriter) key(name string) {
	w.next()
	w.b.add(`"`, name, `":`)
	w.comma = false
}

// list begins a field that is a list; it ends with close(']').
func (w *jsonWriter) list(name string) {
	w.key(name)
	w.open('[')
}

// object begins a field that is an object; it ends with close('}').
func (w *jsonWriter) object(name string) {
	w.key(name)
	w.open('{')
}

func (w *jsonWriter) text(s string) {
	w.next()
	w.b.text = appendQuoted(w.b.text, s)
}

// field writes a text, nothing if it is "".
func (w *jsonWriter) field(name, value string) {
	if value != "" {
		w.key(name)
		w.text(value)
	}
}

// texts writes a list of texts, nothing if there are none.
func (w *jsonWriter) texts(name string, list []string) {
	if len(list) == 0 {
		return
	}
	w.list(name)
	for _, s := range list {
		w.text(s)
	}
	w.close(']')
}

// keys writes the ids of pages, nothing if there are none.
func (w *jsonWriter) keys(name string, pages []*site.Page) {
	if len(pages) == 0 {
		return
	}
	w.list(name)
	for _, p := range pages {
		w.text(p.Key)
	}
	w.close(']')
}

// flag writes a truth, nothing if it is false.
func (w *jsonWriter) flag(name string, v bool) {
	if v {
		w.key(name)
		w.raw("true")
	}
}

func (w *jsonWriter) number(name string, n int) {
	w.key(name)
	w.raw(strconv.Itoa(n))
}

func (w *jsonWriter) float(name string, f float64) {
	w.key(name)
	w.raw(decimal(f))
}

// raw writes a value that is JSON already.
func (w *jsonWriter) raw(s string) {
	w.next()
	w.b.add(s)
}

// decimal writes a number without an exponent, as few digits as say it exactly.
func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// appendQuoted appends s as a JSON string. Bytes that are not UTF-8 become
// U+FFFD. The characters <, > and & and the line separators of JavaScript are
// escaped, so that no text ends a script element or begins a comment in one.
func appendQuoted(b []byte, s string) []byte {
	return append(appendEscaped(append(b, '"'), s, escapeJSON), '"')
}

func escapeJSON(r rune, n int) string {
	const hex = "0123456789abcdef"
	switch {
	case r == '"':
		return `\"`
	case r == '\\':
		return `\\`
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < ' ', r == '<', r == '>', r == '&', r == 0x7f:
		return `\u00` + hex[r>>4:r>>4+1] + hex[r&15:r&15+1]
	case r == '\u2028':
		return `\u2028`
	case r == '\u2029':
		return `\u2029`
	case r == utf8.RuneError && n == 1:
		return "\uFFFD"
	}
	return ""
}
