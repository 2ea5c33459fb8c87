package strictyaml

import (
	"fmt"
	"regexp"
	"strings"
)

// value reads the value that begins at off on the current line, and goes on to
// the last line of it. The key, for hints, is "" in a list.
func (e *explainer) value(off int, key string) {
	e.last.awaits = false
	s := e.lines[e.n][off:]
	switch {
	case s[0] == '"' || s[0] == '\'':
		e.quoted(off, key)
	case s[0] == '[' || s[0] == '{':
		e.flow(off, key)
	case s[0] == '|' || s[0] == '>':
		e.block(off, key)
	case reserved(s) || strings.IndexByte(",]}", s[0]) >= 0:
		e.start(off, key)
	case isHyphen(s):
		e.report(off, "write the items on lines of their own, or in brackets: [first, second]", "a list cannot begin on the line of its key")
	case s == "?" || strings.HasPrefix(s, "? "):
		e.report(off, "put the text in quotes", "a text cannot begin with \"? \"")
	default:
		e.last.plain = true
		e.plain(off, key)
	}
}

// reserved reports whether a text without quotes may not begin as s does: the
// indicators of YAML 1.2 (5.3) that no other case of value is about.
func reserved(s string) bool { return s != "" && strings.IndexByte("@`%*&!", s[0]) >= 0 }

// start reports a text whose first character means something else to YAML.
func (e *explainer) start(off int, key string) {
	text := uncomment(e.lines[e.n][off:])
	e.report(off, inQuotes(key, text), "a text cannot begin with %q", text[:1])
}

func (e *explainer) plain(off int, key string) {
	text := uncomment(e.lines[e.n][off:])
	at := colon(text)
	if at < 0 {
		return
	}
	e.report(off+at, inQuotes(key, text), "a text that contains a colon and a space must be in quotes")
	e.last.plain = false
}

// uncomment returns the plain text that s begins with.
func uncomment(s string) string {
	if i := strings.Index(s, " #"); i >= 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " \t")
}

// inQuotes shows how the text is written in quotes, if it is short.
func inQuotes(key, text string) string {
	const most = 80
	if len(text) > most || strings.ContainsAny(text, "\t\\") {
		return "put the text in quotes"
	}
	quoted := `"` + text + `"`
	if strings.Contains(text, `"`) {
		quoted = `'` + strings.ReplaceAll(text, `'`, `''`) + `'`
	}
	if key == "" || reserved(key) {
		return "put the text in quotes: " + quoted
	}
	return fmt.Sprintf("put the text in quotes: %s: %s", key, quoted)
}

var blockHeader = regexp.MustCompile(`^[|>][-+1-9]{0,2}[ \t]*( #.*)?$`)

// block skips the lines of a text that begins with "|" or ">".
func (e *explainer) block(off int, key string) {
	text := e.lines[e.n][off:]
	if !blockHeader.MatchString(text) {
		e.report(off, "begin the text on the next line, indented; or "+inQuotes(key, uncomment(text)),
			"nothing may follow %q on its line", text[:1])
		return
	}
	for e.n+1 < len(e.lines) {
		next := e.lines[e.n+1]
		if strings.TrimSpace(next) != "" && indent(next) <= e.last.col {
			return
		}
		e.n++
	}
}

// quoted reads a text in quotes. One that is not closed by the end, or before a
// line that looks like the next key or item, lacks its closing quote.
func (e *explainer) quoted(off int, key string) {
	opened, s := e.n, e.lines[e.n]
	mark := s[off]
	if mark == '"' {
		e.escapes(off)
	}
	end := closing(s, off+1, mark)
	for end < 0 {
		if e.isNext(e.n + 1) {
			e.reportAt(opened, off, "add the closing quote at the end of the text", "this quote is not closed")
			return
		}
		e.n++
		s = e.lines[e.n]
		end = closing(s, 0, mark)
	}
	if rest := strings.TrimLeft(s[end:], " \t"); rest != "" && rest[0] != '#' {
		hint := "put the quotes around the whole text; a quote inside is written \\\""
		if mark == '\'' {
			hint = "put double quotes around the whole text; an apostrophe between single quotes is written twice"
		}
		e.report(len(s)-len(rest), hint, "text after the closing quote")
	}
}

// isNext reports whether a value that has not ended before line n never does:
// there is no line n, or it looks like the key or item after the value.
func (e *explainer) isNext(n int) bool {
	if n >= len(e.lines) {
		return true
	}
	s := e.lines[n]
	off := indent(s)
	if off > e.last.col {
		return false
	}
	_, _, isKey := cutKey(s[off:])
	return isKey || isHyphen(s[off:])
}

// escapes reports backslashes in a double-quoted line that begin no escape of
// YAML 1.2 (5.7): Windows paths, mostly.
func (e *explainer) escapes(off int) {
	s := e.lines[e.n]
	end := closing(s, off+1, '"')
	if end < 0 {
		end = len(s)
	}
	for i := off + 1; i+1 < end; i++ {
		if s[i] != '\\' {
			continue
		}
		i++
		if strings.IndexByte("0abt\tnvfre \"/\\N_LPxuU", s[i]) < 0 {
			e.report(i-1, "write two backslashes, or use single quotes", "a backslash before %q means nothing in double quotes", s[i:i+1])
		}
	}
}
