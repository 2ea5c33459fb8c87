package assist

import (
	"regexp"
	"strings"

	"dossier/cmd/dossier/internal/strictyaml"
)

// What stands at the cursor is found out by writing a word there that no text
// has, first as a value, then as a key, and looking where YAML finds it. That
// holds for every way to write a list or map.
const word = "dossiercompletesthis"

// yaml offers what could be written at the cursor in the lines from first up to,
// not including, end.
func (c *completer) yaml(s *strictyaml.Schema, first, end int) {
	line := c.lines.Line(c.at)
	text := string(c.lines.Text(line))
	col := c.at - c.lines.Start(line)
	if lead := leading.FindString(text); col > len(text) || col < len(lead) && lead != text {
		return // in the indentation of something else
	}
	t := tokenAt(text, col)
	if t.end > t.start && strings.IndexByte("[{", text[t.start]) >= 0 {
		return // before a list or map
	}
	c.start, c.end = c.lines.Start(line)+t.start, c.lines.Start(line)+t.end
	above, below := c.join(first, line), c.join(line+1, end)
	// What follows may be broken too, or this line may lack its closing bracket.
	for _, rest := range [...]string{text[t.end:] + "\n" + below, text[t.end:] + "\n", closers(text[:t.start]) + "\n"} {
		found := false
		for _, v := range t.variants() {
			root, _ := strictyaml.Parse(strictyaml.Source{Text: []byte(above + text[:t.start] + v + rest)})
			if root == nil || !c.find(s, root, t.colon()) {
				continue
			}
			found = true
			if len(c.items) > 0 && c.items[0].Kind == Key {
				break // in brackets a word alone is a key
			}
		}
		if found {
			return
		}
	}
}

// join returns the text of some lines.
func (c *completer) join(from, to int) string {
	var b strings.Builder
	for n := from; n < to; n++ {
		b.Write(c.lines.Text(n))
		b.WriteByte('\n')
	}
	return b.String()
}

// find looks for the word in a map, and offers what fits there.
func (c *completer) find(s *strictyaml.Schema, v *strictyaml.Value, colon string) bool {
	for _, e := range v.Entries {
		if e.Key == word {
			c.keys(s, v, colon)
			return true
		}
		key := keyOf(s, e.Key)
		if key == nil {
			continue
		}
		for _, item := range e.Value.List() {
			if item.Kind == strictyaml.Scalar && item.Text == word {
				c.value(key, v)
				return true
			}
			if item.Kind == strictyaml.Mapping && key.Type.Keys != nil && c.find(key.Type.Keys, item, colon) {
				return true
			}
		}
	}
	return false
}

// A token is the part of a line that a completion would replace.
type token struct {
	start, end int
	quoted     bool
	key        bool // a colon follows
}

var (
	leading     = regexp.MustCompile(`^\s*(- +)*`)
	beforeToken = regexp.MustCompile(`^(\s*(- +)*)|[:,] +|[\[{]\s*`)
	keyRest     = regexp.MustCompile(`^[\w-]*:( |$)`)
)

// tokenAt returns the token of a line that holds a column, counted in bytes.
func tokenAt(line string, col int) token {
	t := token{end: len(strings.TrimRight(line, " \t"))}
	for _, m := range beforeToken.FindAllStringIndex(line[:col], -1) {
		t.start = m[1]
	}
	stop := ",]}"
	if t.start < col && (line[t.start] == '"' || line[t.start] == '\'') {
		stop, t.quoted = line[t.start:t.start+1], true
		t.start++
	}
	t.end = max(t.end, col)
	if i := strings.IndexAny(line[col:t.end], stop); i >= 0 {
		t.end = col + i
	}
	if i := strings.Index(line[col:t.end], " #"); i >= 0 {
		t.end = col + i
	}
	if keyRest.MatchString(line[col:]) {
		t.key, t.end = true, col+strings.Index(line[col:], ":")
	}
	return t
}

// variants are what is tried in place of the token.
func (t token) variants() []string {
	if t.key || t.quoted {
		return []string{word}
	}
	return []string{word, word + ": x"}
}

// colon is what follows a key that is offered.
func (t token) colon() string {
	if t.key {
		return ""
	}
	return ": "
}

// closers returns the brackets that close those that are open in a text.
func closers(text string) string {
	out := ""
	for _, r := range text {
		switch r {
		case '[':
			out = "]" + out
		case '{':
			out = "}" + out
		case ']', '}':
			if out != "" {
				out = out[1:]
			}
		}
	}
	return out
}
