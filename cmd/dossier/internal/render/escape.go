package render

import (
	"bytes"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// An escaper writes values where html/template has put certain escapers. It
// knows texts, and addresses that the escapers leave as they are; every other
// value goes through a template of html/template with the same escapers.
type escaper struct {
	sample  *template.Template
	before  int     // bytes that the sample has before the value
	after   int     // and after it
	address bool    // an address stands there
	plain   byteSet // of an address: what stays as it is
	markup  bool    // HTML may stand there
}

// newEscapers returns the escapers by the functions that html/template puts
// there, which it is asked for. Places that layouts seldom have are not among
// them: style sheets, scripts, names of attributes, values without quotes.
func newEscapers() map[string]*escaper {
	all := map[string]*escaper{}
	for _, s := range []struct {
		before, after, plain string
	}{
		{"", "", ""},
		{`<p title="`, `">`, ""},
		{`<title>`, `</title>`, ""},
		{`<a href="`, `">`, "-._~/#?=:%"},
		{`<a href="/`, `">`, "-._~/#?=:%"},
		{`<a href="#`, `">`, "-._~"},
	} {
		t, err := template.New("sample").Parse(s.before + "{{.}}" + s.after)
		if err != nil {
			continue
		}
		_ = t.Execute(closedWriter{}, "") // after that it is escaped
		for _, node := range t.Tree.Root.Nodes {
			if action, ok := node.(*parse.ActionNode); ok {
				_, key := cutEscapers(action.Pipe)
				all[key] = &escaper{t, len(s.before), len(s.after), s.plain != "", setOf(letters + s.plain), s.before == ""}
			}
		}
	}
	return all
}

// cutEscapers parts a pipeline from the escapers that html/template has put at
// its end, whose names it returns as one.
func cutEscapers(p *parse.PipeNode) (bare *parse.PipeNode, escapers string) {
	for i, cmd := range p.Cmds {
		name, ok := cmd.Args[0].(*parse.IdentifierNode)
		if !ok || !strings.HasPrefix(name.Ident, "_html_template_") {
			continue
		}
		if bare == nil {
			cut := *p
			cut.Cmds = p.Cmds[:i]
			bare = &cut
		}
		escapers += name.Ident
	}
	return bare, escapers
}

// append appends a value to b.
func (e *escaper) append(b []byte, v reflect.Value) ([]byte, error) {
	switch {
	case !v.IsValid(), v.Kind() == reflect.Map: // see dictionary
		return b, errLeft
	case v.Type() == intType:
		return strconv.AppendInt(b, v.Int(), 10), nil
	case v.Type() == htmlType && e.markup:
		return append(b, v.String()...), nil
	case v.Type() != stringType:
		return e.appendSample(b, v)
	}
	text := v.String()
	switch {
	case !e.address:
		return appendEscaped(b, text, marks|1<<'+'|1<<0), nil
	case isPlainAddress(text, &e.plain):
		return append(b, text...), nil
	}
	return e.appendSample(b, v)
}

func (e *escaper) appendSample(b []byte, v reflect.Value) ([]byte, error) {
	var out bytes.Buffer
	if err := e.sample.Execute(&out, v.Interface()); err != nil {
		return b, err
	}
	return append(b, out.Bytes()[e.before:out.Len()-e.after]...), nil
}

// marks are the characters that [html.EscapeString] escapes. Html/template
// escapes two more, the plus and the zero byte.
const marks = 1<<'"' | 1<<'&' | 1<<'\'' | 1<<'<' | 1<<'>'

// appendEscaped appends a text in which every character of a set is escaped.
func appendEscaped(b []byte, s string, set uint64) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; set>>c&1 != 0 { // none beyond 63
			b = append(append(b, s[from:i]...), entity(c)...)
			from = i + 1
		}
	}
	return append(b, s[from:]...)
}

func entity(c byte) string {
	switch c {
	case '"':
		return "&#34;"
	case '&':
		return "&amp;"
	case '\'':
		return "&#39;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '+':
		return "&#43;"
	}
	return "\uFFFD"
}

// A byteSet is a set of bytes.
type byteSet [4]uint64

const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func setOf(bytes string) (set byteSet) {
	for _, c := range []byte(bytes) {
		set[c>>6] |= 1 << (c & 63)
	}
	return set
}

func (set *byteSet) has(c byte) bool { return set[c>>6]>>(c&63)&1 != 0 }

// isPlainAddress reports whether html/template writes an address as it is: it is
// relative or of the web, and has only bytes that are plain.
func isPlainAddress(s string, plain *byteSet) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case !plain.has(c):
			return false
		case c == ':' && s[:i] != "https" && s[:i] != "http":
			return false
		case c == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])):
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
