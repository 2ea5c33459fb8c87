package render

import (
	"bytes"
	"html"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// An escaper writes values where html/template has put certain escapers. It
// knows texts that the escapers leave as they are, or change as
// [html.EscapeString] does; every other value goes through a template of
// html/template with the same escapers.
type escaper struct {
	sample *template.Template
	before int    // bytes that the sample has before the value
	after  int    // and after it
	plain  string // of an address: what stays as it is beside letters and digits
	markup bool   // HTML may stand there
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
				all[key] = &escaper{t, len(s.before), len(s.after), s.plain, s.before == ""}
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

func (e *escaper) write(w *limited, v reflect.Value) error {
	text := ""
	switch {
	case !v.IsValid():
		return errLeft
	case v.Type() == stringType:
		text = v.String()
	case v.Type() == intType:
		text = strconv.FormatInt(v.Int(), 10)
	case v.Type() == htmlType && e.markup:
		_, err := w.WriteString(v.String())
		return err
	default:
		return e.writeSample(w, v)
	}
	switch {
	case e.plain == "" && !strings.ContainsAny(text, "+\x00"):
		text = html.EscapeString(text)
	case e.plain == "" || !isPlainAddress(text, e.plain):
		return e.writeSample(w, v)
	}
	_, err := w.WriteString(text)
	return err
}

func (e *escaper) writeSample(w *limited, v reflect.Value) error {
	var b bytes.Buffer
	if err := e.sample.Execute(&b, v.Interface()); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes()[e.before : b.Len()-e.after])
	return err
}

// isPlainAddress reports whether html/template writes an address as it is: it is
// relative or of the web, and has nothing to be escaped. Other is what it may
// have beside letters and digits.
func isPlainAddress(s, other string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case strings.IndexByte(other, c) < 0:
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
