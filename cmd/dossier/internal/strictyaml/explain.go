package strictyaml

import (
	"fmt"
	"regexp"
	"sort"
	"strings"

	"dossier/cmd/dossier/internal/diag"
)

// explain reports why yaml.v3 refused the text.
//
// What yaml.v3 says is of little use to an editor: the line is that where the
// enclosing list or map began, or the last one, or missing, and the words are
// those of a grammar. So the lines are read once more, by a reader that knows
// the usual slips and reports every one of them. It sees only text that is
// wrong already, so it may be simpler than YAML is; where it finds nothing,
// yaml.v3 has the word.
func explain(p *problems, src Source, lines []string, err error) {
	e := explainer{problems: p, src: src, lines: lines, last: open{col: -1, awaits: true}}
	for e.n < len(lines) && !p.full() {
		e.line(lines[e.n])
		e.n++
	}
	if len(p.list) == 0 {
		e.translate(err)
	}
}

// An explainer reads lines as block YAML. Offsets are in bytes.
type explainer struct {
	*problems
	src    Source
	lines  []string
	n      int     // index of the line being read
	levels []level // enclosing maps and lists, outside in
	last   open
}

// A level is a column at which keys, hyphens or both begin.
type level struct {
	col   int
	hyph  bool // a list
	under bool // keys with, at present, a list below a key in the same column
}

// open is the key or hyphen that was read last.
type open struct {
	col    int
	awaits bool // its value is expected on the next lines
	plain  bool // its value is text without quotes, which deeper lines continue
}

func (e *explainer) report(off int, hint, format string, args ...any) {
	e.reportAt(e.n, off, hint, fmt.Sprintf(format, args...))
}

func (e *explainer) reportAt(n, off int, hint, message string) {
	pos := e.at(e.src.Line+n, 0)
	if !e.full() { // else 64 KiB in one line would be counted for each
		line := e.lines[n]
		pos.Col = column(line, min(off, len(line)))
	}
	e.add(diag.Error, pos, hint, message)
}

func (e *explainer) line(s string) {
	off := indent(s)
	if off == len(s) || s[off] == '#' || isMarker(s, "---") {
		return
	}
	if s[0] == '%' {
		e.report(0, "remove the line; if it belongs to a text, put the text in quotes", "a line cannot begin with \"%%\"")
		return
	}
	if s[off] == '\t' {
		if strings.TrimSpace(s) != "" {
			e.report(off, "indent with spaces; most editors can be set to insert them for the tab key", "a tab in the indentation")
		}
		return
	}
	if e.last.plain && off > e.last.col {
		if _, _, ok := cutKey(s[off:]); ok {
			e.report(off, "begin a key in the same column as the keys above it", "unexpected indentation")
		}
		return
	}
	hyphen := false
	for isHyphen(s[off:]) {
		e.enter(off, true)
		hyphen = true
		off++
		if off += indent(s[off:]); off == len(s) || s[off] == '#' {
			return
		}
	}
	e.entry(s, off, hyphen)
}

// entry reads what follows the indentation and the hyphens: a key with its
// value, or a value.
func (e *explainer) entry(s string, off int, hyphen bool) {
	key, length, ok := cutKey(s[off:])
	if !ok {
		nested := e.last.awaits && off > e.last.col
		if hyphen || nested && (e.last.col >= 0 || strings.IndexByte("[{", s[off]) >= 0) {
			e.value(off, "")
			return
		}
		e.report(off, keyHint(s[off:]), "expected a key, a colon and a value")
		return
	}
	if key == "" {
		e.report(off, "", "a key is missing before the colon")
	}
	if reserved(key) {
		e.report(off, "remove it, or put the key in quotes", "a key cannot begin with %q", key[:1])
	}
	e.enter(off, false)
	at := off + length
	at += len(s[at:]) - len(strings.TrimLeft(s[at:], " \t"))
	if at < len(s) && s[at] != '#' {
		e.value(at, key)
	}
}

// enter notes that a hyphen or key begins at off, and reports it if none may
// begin there.
func (e *explainer) enter(off int, hyphen bool) {
	popped, list := false, false // whether levels end here, and whether the outermost of them is a list
	for len(e.levels) > 0 && e.levels[len(e.levels)-1].col > off {
		popped, list = true, e.levels[len(e.levels)-1].hyph
		e.levels = e.levels[:len(e.levels)-1]
	}
	last := e.last
	e.last = open{col: off, awaits: true}
	if len(e.levels) == 0 || e.levels[len(e.levels)-1].col < off {
		switch {
		case popped && len(e.levels) == 0 && !list:
			e.report(off, "begin all keys in the same column", "this line begins further left than the keys above it")
		case !popped && len(e.levels) == 0 && !last.awaits:
			e.report(off, "remove the brackets, and write every key on a line of its own", "nothing may follow the closing bracket")
		case popped || !last.awaits:
			e.report(off, "begin it in the same column as the line above that it belongs with", "unexpected indentation")
		}
		e.levels = append(e.levels, level{col: off, hyph: hyphen})
		return
	}
	top := &e.levels[len(e.levels)-1]
	switch {
	case hyphen && !top.hyph && !top.under:
		if top.under = last.awaits && last.col == off; !top.under {
			e.report(off, "a list begins on the line after its key, and the key has no other value", "unexpected list item")
		}
	case !hyphen && top.hyph:
		e.report(off, "indent it by two spaces more if it belongs to the item above, or less if it does not", "expected an item of the list, found a key")
	case !hyphen:
		top.under = false
	}
}

// indent returns the number of spaces that s begins with.
func indent(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

func isHyphen(s string) bool { return s == "-" || strings.HasPrefix(s, "- ") }

// cutKey returns the key that s begins with, and the length of s up to the end
// of the colon.
func cutKey(s string) (key string, length int, ok bool) {
	at := 0
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		end := closing(s, 1, s[0])
		if end < 0 {
			return "", 0, false
		}
		at = end + indent(s[end:])
		if at == len(s) || s[at] != ':' {
			return "", 0, false
		}
		return s[:end], at + 1, at+1 == len(s) || isBlankByte(s[at+1])
	}
	if s != "" && (s[0] == '[' || s[0] == '{') {
		return "", 0, false
	}
	if at = colon(s); at < 0 {
		return "", 0, false
	}
	return strings.TrimRight(s[:at], " \t"), at + 1, true
}

// colon returns the offset of the first colon in plain text that makes a key
// of what is before it, or -1.
func colon(s string) int {
	for i := range len(s) {
		switch {
		case s[i] == '#' && i > 0 && isBlankByte(s[i-1]):
			return -1
		case s[i] == ':' && (i+1 == len(s) || isBlankByte(s[i+1])):
			return i
		}
	}
	return -1
}

func isBlankByte(b byte) bool { return b == ' ' || b == '\t' }

// closing returns the offset after the quote that closes a text in quotes, whose
// content begins at offset i, or -1 if it is not on this line.
func closing(s string, i int, mark byte) int {
	for ; i < len(s); i++ {
		switch {
		case s[i] == '\\' && mark == '"':
			i++
		case s[i] == mark && mark == '\'' && i+1 < len(s) && s[i+1] == mark:
			i++
		case s[i] == mark:
			return i + 1
		}
	}
	return -1
}

// tomlKey is the beginning of a line of TOML.
var tomlKey = regexp.MustCompile(`^[A-Za-z0-9_-]+ *= *`)

// keyHint says what may be wrong with a line that has no key.
func keyHint(text string) string {
	word, rest, ok := strings.Cut(text, ":")
	switch {
	case ok && strings.HasPrefix(rest, "\u00A0"):
		return "after the colon is a no-break space (U+00A0); type an ordinary space"
	case ok && rest != "" && !strings.ContainsAny(word, " ") && !strings.HasPrefix(rest, "//"):
		return "put a space after the colon"
	case tomlKey.MatchString(text):
		return "this looks like TOML; in YAML it is \"title: Aleppo\""
	}
	return "write \"key: value\"; to go on with the text of the line above, indent the line by two spaces"
}

var prefix = regexp.MustCompile(`^(yaml: )?(line \d+: )?`)

// translate reports err where the text first fails with it.
func (e *explainer) translate(err error) {
	said := func(err error) string { return prefix.ReplaceAllString(err.Error(), "") }
	want := said(err)
	e.n = sort.Search(len(e.lines)-1, func(i int) bool {
		_, err := decode(strings.Join(e.lines[:i+1], "\n"))
		return err != nil && said(err) == want
	})
	if strings.HasPrefix(want, "exceeded max depth") {
		e.report(indent(e.lines[e.n]), e.src.depthHint(), tooDeep, e.src.Limits.Depth)
		return
	}
	w := inWords(want)
	off := strings.IndexAny(e.lines[e.n], w.at)
	if off < 0 {
		off = indent(e.lines[e.n])
	}
	e.report(off, w.hint, "%s", w.message)
}

// wording is what is said of an error of yaml.v3, pointing to the first of the
// characters at.
type wording struct{ message, hint, at string }

func inWords(said string) wording {
	switch said {
	case "did not find expected node content":
		return wording{"a value is missing, or begins with a character that needs quotes", "put the text in quotes", "[{"}
	case "did not find expected ',' or ']'":
		return wording{"a list in brackets needs commas and a closing ]", "put items that contain , [ ] { } or quotes in quotes", "["}
	case "did not find expected ',' or '}'":
		return wording{"a map in braces needs commas and a closing }", "put values that contain , [ ] { } or quotes in quotes", "{"}
	case "found invalid Unicode character escape code", "did not find expected hexdecimal number":
		return wording{"a backslash in double quotes begins the code of a character that does not exist", "write two backslashes, or use single quotes", "\\"}
	case "did not find expected key", "did not find expected '-' indicator", "could not find expected ':'":
		return wording{"the line does not fit what is above it", "look at the indentation, and for quotes and brackets that are not closed", ""}
	case secondDocument:
		return wording{"the keys end above this line, and it is no part of them", "begin all keys in the same column, without brackets around them", ""}
	case "mapping values are not allowed in this context":
		return wording{"a colon and a space where no key can be", "put a text that contains a colon and a space in quotes", ""}
	case "found a tab character that violates indentation", "found a tab character where an indentation space is expected":
		return wording{"a tab in the indentation", "indent with spaces; if the line is empty, delete the tab", "\t"}
	case "found character that cannot start any token":
		return wording{"a character that cannot begin a text", "put the text in quotes; if the line is empty, delete the tabs in it", "\t@`%"}
	}
	if strings.HasPrefix(said, errPanic.Error()) {
		return wording{"internal: the YAML parser failed", "simplify the text around this line, and report the bug", ""}
	}
	return wording{"this is not YAML: " + said, "look for quotes, brackets or colons in a text; such a text must be in quotes", ""}
}
