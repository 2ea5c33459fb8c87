package render

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"io/fs"
	"strings"
	"testing"
	"text/template/parse"

	"dossier/cmd/dossier/internal/edtf"
	embedded "dossier/layouts"
)

// set parses and escapes templates, as parseLayouts does.
func set(t testing.TB, text string) *template.Template {
	t.Helper()
	parsed, err := template.New("page").Funcs(funcs(newLexicon(english(t)))).Option("missingkey=error").Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	inline(parsed)
	_ = parsed.Execute(closedWriter{}, nil)
	return parsed
}

// runProgram returns what a program makes of a template; ok is false if it
// leaves it to html/template.
func runProgram(t testing.TB, parsed *template.Template, data any) (out string, ok bool) {
	t.Helper()
	p := newCompiler(newLexicon(english(t))).program(parsed)
	var b bytes.Buffer
	err := p.run(&limited{b: &b, max: 1 << 20}, data)
	return b.String(), err == nil
}

// A thing is what the templates of these tests get.
type thing struct {
	Text, Empty string
	N           int
	Markup      template.HTML
	Any, Nil    any
	Inner       *thing
	None        *thing
	List        []string
	Things      []thing
	Link        Link
	Card        Card
	Date        Date
	Map         map[string]any
}

func (t *thing) Twice(s string) string         { return s + s }
func (t thing) Fails() (string, error)         { return "", errLeft }
func (t *thing) Right() (template.HTML, error) { return "<i>", nil }

func newThing() *thing {
	link := Link{Title: `"A" & <b>`, Href: "../a/?x=1&y=2"}
	return &thing{
		Text: `O'Neill & <b>"son"</b> + 1`, N: 3, Markup: "<em>a &amp; b</em>", Any: "any", Inner: &thing{Text: "inner"},
		List: []string{"one", "<two>", ""}, Things: []thing{{Text: "first", N: 1}, {Text: "second"}}, Link: link, Card: Card{Link: link},
		Date: Date{Text: "2 May 2024", Attr: "2024-05-02"}, Map: map[string]any{"key": 7, "nothing": nil},
	}
}

// TestProgram compares programs with html/template, which is right by definition.
func TestProgram(t *testing.T) {
	for _, c := range []struct {
		template string
		leaves   bool // to html/template
	}{
		{template: `plain {{.Text}} {{.N}} {{.Markup}} {{.Empty}}|`},
		{template: `<p title="{{.Text}}" lang='{{.Any}}' data-n="{{.N}}">{{.Any}}</p>`},
		{template: `<p title="{{.Markup}}">x</p>`},
		{template: `<title>{{.Text}}{{.Markup}}</title>`},
		{template: `<a href="{{.Link.Href}}">x</a><a href="{{.Text}}"></a><a href="/{{.Text}}#{{.Text}}"></a>`},
		{template: `{{if .Text}}a{{else}}b{{end}}{{if .Empty}}a{{else if .N}}c{{else}}b{{end}}{{if not .None}}d{{end}}{{if .Nil}}e{{end}}`},
		{template: `{{with .Inner}}{{.Text}}{{$.Text}}{{end}}{{with .None}}a{{else}}none{{end}}{{with $x := .N}}{{$x}}{{.}}{{end}}`},
		{template: `{{range .List}}<li>{{.}}{{else}}empty{{end}}{{range $i, $e := .Things}}{{$i}}{{$e.Text}}{{.N}}{{end}}{{range $e := .List}}{{$e}}{{end}}`},
		{template: `{{$a := .N}}{{range .Things}}{{if .N}}{{$a = .N}}{{end}}{{$b := .Text}}{{$b}}{{end}}{{$a}}`},
		{template: `{{eq .Text "x"}}{{ne .N 4}}{{gt .N 2}}{{lt .N 2}}{{le .N 3}}{{ge .N 4}}{{and .N .Text}}{{or .Empty .Any}}{{and .Empty (index .List 9)}}`},
		{template: `{{len .List}}{{index .List 1}}{{index .Map "key"}}{{with index .Map "nokey"}}a{{end}}{{printf "%.1s-%d" .Text .N}}{{.Map.key}}`},
		{template: `{{link .Link}}{{link .Card}}{{time .Date}}{{a .Link.Href (time .Date)}}{{a "#x" .Text}}`},
		{template: `{{T "by" (link .Link)}}{{T "by" .Text}}{{TN "n_articles" .N}}{{TN "n_articles" (len .List)}}`},
		{template: `{{range first 2 .List}}{{.}}{{end}}{{with after 1 .List}}{{len .}}{{end}}{{with after 9 .List}}a{{end}}`},
		{template: `{{template "x" (dict "Title" .Text "Rows" .Things)}}{{define "x"}}{{.Title}}{{range .Rows}}{{.Text}}{{end}}{{end}}`},
		{template: `{{template "x" (dict "Date" .Date "Card" .Card)}}{{define "x"}}{{time .Date}}{{day .Date}}{{link .Card}}{{.Card.Title}}{{if .Date}}y{{end}}{{.Date}}{{end}}`},
		{template: `<p{{template "x" .}}>{{template "y" .Inner}}</p>{{define "x"}} title="{{.Text}}"{{end}}{{define "y"}}{{$.Text}}{{end}}`},
		{template: `{{.Twice "a<"}}{{$.Right}}{{(index .Things 0).Text}}{{.Inner.Inner}}`},
		{template: `{{with dict "Date" .Date}}{{.Date}}{{end}}`},
		{template: `{{dict "Date" .Date}}`, leaves: true},
		{template: `{{with dict "Date" .Date}}{{printf "%v" .Date}}{{end}}`, leaves: true},
		{template: `{{printf "%v" (dict "Date" .Date)}}`, leaves: true},
		{template: `{{.Nil}}`, leaves: true},
		{template: `{{.Missing}}`, leaves: true},
		{template: `{{.None.Text}}`, leaves: true},
		{template: `{{.Fails}}`, leaves: true},
		{template: `{{.Map.nokey}}`, leaves: true},
		{template: `{{index .List 9}}`, leaves: true},
		{template: `{{eq .Text .N}}`, leaves: true},
		{template: `{{range .Map}}{{.}}{{end}}`, leaves: true},
		{template: `{{range .List}}{{break}}{{end}}`, leaves: true},
		{template: `<p title={{.Text}}>`, leaves: true},
		{template: `<script>var x = {{.Text}}</script>`, leaves: true},
		{template: `<p style="color: {{.Text}}">`, leaves: true},
		{template: `{{.Text | html}}`, leaves: true},
		{template: `{{template "page" .Inner}}`, leaves: true},
	} {
		parsed, data := set(t, c.template), newThing()
		got, ok := runProgram(t, parsed, data)
		var want strings.Builder
		switch err := parsed.Execute(&want, data); {
		case ok == c.leaves:
			t.Errorf("%s: left to html/template: %v, want %v", c.template, !ok, c.leaves)
		case ok && err != nil:
			t.Errorf("%s: html/template fails: %v", c.template, err)
		case ok && got != want.String():
			t.Errorf("%s:\n got %q\nwant %q", c.template, got, want.String())
		}
	}
}

// TestInlineDoubling: templates that each call the next one twice, by which a
// layout would become as large as two to the power of their number.
func TestInlineDoubling(t *testing.T) {
	const depth = 20
	var text strings.Builder
	text.WriteString(`{{template "0" .}}`)
	for i := range depth {
		fmt.Fprintf(&text, `{{define "%d"}}{{template "%[2]d" .}}{{template "%[2]d" .}}{{end}}`, i, i+1)
	}
	fmt.Fprintf(&text, `{{define "%d"}}{{.N}}{{end}}`, depth)
	var size func(l *parse.ListNode) int
	size = func(l *parse.ListNode) (n int) {
		for _, node := range l.Nodes {
			n++
			if inner, ok := node.(*parse.ListNode); ok {
				n += size(inner)
			}
		}
		return n
	}
	n := 0
	for _, one := range set(t, text.String()).Templates() {
		n += size(one.Tree.Root)
	}
	if n > 10*maxInlined {
		t.Errorf("the templates have %d nodes", n)
	}
}

// FuzzEscapers: in every place, every text is written as html/template writes it.
func FuzzEscapers(f *testing.F) {
	for _, s := range []string{
		"", "plain", `<script>alert("1")</script>`, "a+b", "a\x00b", "\xff<", "\uFFFE&", "javascript:alert(1)", "JavaScript&colon;x", "https://x.example/a?b=c&d#e",
		"http:x", "//host", "a:b", "x/y:z", "%zz", "%2", "%41", "../a b/(c)'", "حلب", "mailto:a@b", "https:", ":https:", "&lt;", "`", "#ZgotmplZ",
	} {
		f.Add(s)
	}
	parsed := set(f, `{{.}}<p title="{{.}}"><a href="{{.}}">x</a><a href="/{{.}}"></a><a href="#{{.}}"></a><a href='{{.}}'></a><title>{{.}}</title>`)
	program := newCompiler(newLexicon(english(f))).program(parsed)
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := string(appendEscaped(nil, s, marks)), html.EscapeString(s); got != want {
			t.Errorf("of %q: %q, want %q", s, got, want)
		}
		for _, v := range []any{s, template.HTML(s)} {
			var got, want bytes.Buffer
			if err := parsed.Execute(&want, v); err != nil {
				t.Fatal(err)
			}
			if err := program.run(&limited{b: &got, max: 1 << 20}, v); err != nil {
				t.Fatal(err)
			}
			if got.String() != want.String() {
				t.Errorf("of %q (%T):\n got %q\nwant %q", s, v, got.String(), want.String())
			}
		}
	})
}

// TestProgramsOfLayouts: no page is left to html/template, of which nothing is
// kept, but the redirects; and pages are the same with and without programs.
func TestProgramsOfLayouts(t *testing.T) {
	for _, d := range []dossier{published(), council(), choir(30, "ar"), floods(80, "2024-03-01", "2024-03-02")} {
		s, root := d.load(t)
		contents, err := fs.Sub(root, "content")
		if err != nil {
			t.Fatal(err)
		}
		in := Inputs{Layouts: embedded.FS, Content: contents, Words: english(t)}
		fast, list := New(s, in)
		slow, _ := New(s, in)
		if len(list) > 0 {
			t.Fatal(list)
		}
		for _, l := range slow.layouts.byName {
			l.program = &program{&routine{body: leave, slots: 1}}
		}
		for name, l := range fast.layouts.byName {
			if name != redirectLayout {
				l.template = func() *template.Template { t.Errorf("%s is left to html/template", name); return nil }
			}
		}
		for _, name := range fast.Paths() {
			if got, want := read(t, fast, name), read(t, slow, name); got != want {
				t.Errorf("%s: a program makes another page than html/template", name)
			}
		}
	}
}

// TestAllocations: a page does not begin to cost far more than it does today,
// which no other test would notice.
func TestAllocations(t *testing.T) {
	s, root := published().load(t)
	contents, err := fs.Sub(root, "content")
	if err != nil {
		t.Fatal(err)
	}
	o, list := New(s, Inputs{Layouts: embedded.FS, Content: contents, Words: english(t)})
	if len(list) > 0 {
		t.Fatal(list)
	}
	page := fileOf(s.Articles[0].Path)
	read(t, o, page) // the parts that pages share are made by now
	const most = 100 // 70, and some more with the race detector, under which pools forget
	n := testing.AllocsPerRun(20, func() {
		f, err := o.Open(page)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
	})
	if n > most {
		t.Errorf("a page of an article takes %v allocations, want at most %d", n, most)
	}
}

// TestDatesOnce: a date is put into words for the first page that shows it, and
// for no other.
func TestDatesOnce(t *testing.T) {
	s, _ := published().load(t)
	o, list := New(s, Inputs{Layouts: embedded.FS, Words: english(t)})
	if len(list) > 0 {
		t.Fatal(list)
	}
	d := edtf.Span(s.Articles[0].Date, edtf.MaxDay.Date())
	first := o.date(d)
	if n := testing.AllocsPerRun(10, func() {
		if o.date(d) != first {
			t.Error("the same date is written in another way")
		}
	}); n > 0 {
		t.Errorf("a date that is known takes %v allocations", n)
	}
}
