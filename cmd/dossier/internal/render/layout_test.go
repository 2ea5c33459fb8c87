package render

import (
	"bytes"
	"errors"
	"html/template"
	"io/fs"
	"strings"
	"testing"
	"time"

	"dossier/cmd/dossier/internal/diag"
)

// messages returns a list as a user sees it.
func messages(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		b.WriteString(d.String() + "\n")
		if d.Source != "" {
			b.WriteString("\t| " + d.Source + "\n")
		}
		if d.Hint != "" {
			b.WriteString("\thint: " + d.Hint + "\n")
		}
	}
	return b.String()
}

// What New says of layouts that can never work (faults F1, F2, F7).
func TestLayoutErrors(t *testing.T) {
	for name, tt := range map[string]struct{ files, want string }{
		"unclosed action": {
			"layouts/page.html: {{define \"main\"}}\nä {{.Title",
			"layouts/page.html:2: error: unclosed action\n\t| ä {{.Title\n",
		},
		"block without end": {
			"layouts/page.html: {{define \"main\"}}\n{{if .Title}}\n{{end}}\n\n",
			"layouts/page.html:3: error: the layout ends within a block\n\t| {{end}}\n" +
				"\thint: an {{if}}, {{range}}, {{with}}, {{block}} or {{define}} lacks its {{end}}\n",
		},
		"unknown function": {
			"layouts/partials/card.html: {{upper .Title}}",
			"layouts/partials/card.html:1: error: function \"upper\" not defined\n\t| {{upper .Title}}\n",
		},
		"no main": {
			"layouts/page.html: {{define \"man\"}}x{{end}}",
			"layouts/page.html: error: the layout defines no block \"main\"\n\thint: begin it with {{define \"main\"}} and end it with {{end}}\n",
		},
		"unknown partial": {
			"layouts/page.html: {{define \"main\"}}\n{{template \"partials/no.html\" .}}{{end}}",
			"layouts/page.html:2:12: error: no such template \"partials/no.html\"\n\t| {{template \"partials/no.html\" .}}{{end}}\n",
		},
		"ambiguous context": {
			"layouts/page.html: {{define \"main\"}}<a href='{{if .Draft}}x'{{end}}>{{end}}",
			"layouts/page.html:1:32: error: {{if}} branches end in different contexts\n" +
				"\t| {{define \"main\"}}<a href='{{if .Draft}}x'{{end}}>{{end}}\n",
		},
		"not UTF-8": {
			"layouts/page.html: \xff",
			"layouts/page.html: error: the layout is not UTF-8\n",
		},
		"missing layout of the front matter": {
			"content/about.md: ---\ntitle: About\nlayout: pag\n---\n",
			"content/about.md:3:9: error: no layout \"pag\": tried \"layouts/pag.html\"\n\thint: did you mean \"page\"?\n",
		},
		"unknown page in the menu": {
			"dossier.yaml: title: T\nmenu:\n  - title: X\n    page: nowhere\n",
			"dossier.yaml:3:5: error: the menu names an unknown page \"nowhere\"\n\thint: give a path such as \"positions/\", or \"section/id\"\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			file, text, _ := strings.Cut(tt.files, ": ")
			_, list := small().with(map[string]string{file: text}).output(t)
			if got := messages(list); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

func TestNoLayout(t *testing.T) {
	s, _ := small().load(t)
	l := plainLayouts()
	delete(l, "page.html")
	delete(l, "redirect.html")
	l["article.html"] = `{{define "main"}}{{end}}`
	l["section.html"] = `{{define "main"}}{{end}}`
	_, list := New(s, Inputs{Layouts: mapFS(l), Content: mapFS(nil), Words: english(t)})
	want := `content/people/anna.md: error: no layout for page "old.html": tried "layouts/redirect.html"
	hint: create one of these files
content/people/anna.md: error: no layout for page "people/anna/": tried "layouts/person.html", "layouts/page.html"
	hint: create one of these files
layouts: error: no layout for page "404.html": tried "layouts/404.html", "layouts/page.html"
	hint: create one of these files
layouts: error: no layout for page "data/": tried "layouts/data.html", "layouts/page.html"
	hint: create one of these files
layouts: error: no layout for page "search/": tried "layouts/search.html", "layouts/page.html"
	hint: create one of these files
layouts: error: no layout for page "sources/": tried "layouts/sources.html", "layouts/page.html"
	hint: create one of these files
layouts: error: no layout for page "tags/peace/": tried "layouts/tag.html", "layouts/page.html"
	hint: create one of these files
content/about.md: error: no layout for page "about/": tried "layouts/page.html"
	hint: create one of these files
`
	if got := messages(list); !sameLines(got, want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// sameLines compares without regard to the order, which is that of the list.
func sameLines(a, b string) bool {
	count := map[string]int{}
	for _, l := range strings.Split(a, "\n") {
		count[l]++
	}
	for _, l := range strings.Split(b, "\n") {
		count[l]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// What Open says of layouts that fail on a page (faults F3 to F6).
func TestRenderErrors(t *testing.T) {
	for name, tt := range map[string]struct{ layout, want string }{
		"missing field": {
			"<p>\né {{.Titel}}",
			"layouts/person.html:2:5: error: page \"people/anna/\": at \"{{.Titel}}\": can't evaluate field Titel in type *render.Page\n" +
				"\t| é {{.Titel}}{{end}}\n\thint: did you mean \"Title\"?\n",
		},
		"missing field of a part": {
			"{{range .Articles}}{{.Autor}}{{end}}",
			"layouts/person.html:1:39: error: page \"people/anna/\": at \"{{.Autor}}\": can't evaluate field Autor in type render.Card\n" +
				"\t| {{define \"main\"}}{{range .Articles}}{{.Autor}}{{end}}{{end}}\n",
		},
		"missing param": {
			"{{.Params.colour}}",
			"layouts/person.html:1:27: error: page \"people/anna/\": at \"{{.Params.colour}}\": map has no entry for key \"colour\"\n" +
				"\t| {{define \"main\"}}{{.Params.colour}}{{end}}\n",
		},
		"nil": {
			"{{.Article.Kind}}",
			"layouts/person.html:1:28: error: page \"people/anna/\": at \"{{.Article.Kind}}\": nil pointer evaluating *render.Article.Kind\n" +
				"\t| {{define \"main\"}}{{.Article.Kind}}{{end}}\n",
		},
		"unknown asset": {
			"{{.Asset \"side.css\"}}",
			"layouts/person.html:1:20: error: page \"people/anna/\": at \"{{.Asset}}\": error calling Asset: no asset \"side.css\"; did you mean \"site.css\"?\n" +
				"\t| {{define \"main\"}}{{.Asset \"side.css\"}}{{end}}\n",
		},
		"unsafe address": {
			`<a href="{{"javascript:alert(1)"}}">x</a>`,
			"layouts/person.html: error: page \"people/anna/\": the layout writes an address that could run as a script\n" +
				"\thint: an href or src begins with a scheme other than http, https and mailto; look for #ZgotmplZ in the page\n",
		},
		"unknown address": {
			"{{.Rel \"serch/\"}}",
			"layouts/person.html:1:20: error: page \"people/anna/\": at \"{{.Rel}}\": error calling Rel: the site has no \"serch/\"; ask .Has first if it may be missing\n" +
				"\t| {{define \"main\"}}{{.Rel \"serch/\"}}{{end}}\n",
		},
		"panic": {
			"{{slice .Title 99}}",
			"layouts/person.html:1:20: error: page \"people/anna/\": at \"{{slice .Title 99}}\": error calling slice: index out of range: 99\n" +
				"\t| {{define \"main\"}}{{slice .Title 99}}{{end}}\n",
		},
		"odd dict": {
			"{{dict \"a\"}}",
			"layouts/person.html:1:20: error: page \"people/anna/\": at \"{{dict \\\"a\\\"}}\": error calling dict: dict needs a value for every key\n" +
				"\t| {{define \"main\"}}{{dict \"a\"}}{{end}}\n",
		},
	} {
		t.Run(name, func(t *testing.T) { checkFailure(t, tt.layout, tt.want, time.Minute) })
	}
}

// Layouts that never end are stopped (faults F4, F5).
func TestEndlessLayouts(t *testing.T) {
	for name, tt := range map[string]struct{ layout, want string }{
		"recursion": {
			"{{template \"main\" .}}",
			"layouts/person.html:1:29: error: page \"people/anna/\": at \"{{template \\\"main\\\" .}}\": exceeded maximum template depth (100000)\n" +
				"\t| {{define \"main\"}}{{template \"main\" .}}{{end}}\n\thint: look for a {{range}} or {{template}} that repeats itself\n",
		},
		"too large": {
			"{{range 1000000000}}xxxxxxxx{{end}}",
			"layouts/person.html: error: page \"people/anna/\": more than 1048576 bytes\n\thint: look for a {{range}} or {{template}} that repeats itself; or raise limits.page in dossier.yaml\n",
		},
		"too slow, writing nothing": {
			"{{range 1000000000}}{{if false}}x{{end}}{{end}}",
			"layouts/person.html: error: page \"people/anna/\": more than 0.1 s\n\thint: look for a {{range}} or {{template}} that repeats itself; or raise limits.seconds in dossier.yaml\n",
		},
		"shared in shared": {
			"{{.Shared \"partials/loop.html\"}}",
			"layouts/partials/loop.html:1:3: error: page \"partials/loop.html\": at \"{{.Shared}}\": error calling Shared: \"partials/loop.html\" is called from a shared partial\n" +
				"\t| {{.Shared \"partials/loop.html\"}}\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			limit := time.Minute
			if strings.HasPrefix(name, "too slow") {
				limit = 100 * time.Millisecond
			}
			checkFailure(t, tt.layout, tt.want, limit)
		})
	}
}

// checkFailure checks what is said of a person's page with a layout, and that
// other pages are rendered all the same.
func checkFailure(t *testing.T, layout, want string, limit time.Duration) {
	t.Helper()
	o := small().with(map[string]string{
		"layouts/person.html":        `{{define "main"}}` + layout + `{{end}}`,
		"layouts/partials/loop.html": `{{.Shared "partials/loop.html"}}`,
	}).mustOutput(t)
	o.maxBytes, o.maxTime = 1<<20, limit
	_, err := o.Open("people/anna/index.html")
	var failure *Failure
	var pe *fs.PathError
	if !errors.As(err, &failure) || !errors.As(err, &pe) || pe.Path != "people/anna/index.html" {
		t.Fatalf("error %v", err)
	}
	if got := messages(failure.Diagnostics); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	o.maxTime = time.Minute
	if _, err := o.Open("articles/one/index.html"); err != nil {
		t.Errorf("another page: %v", err)
	}
}

// A layout with text of its own is a whole document.
func TestWholeDocument(t *testing.T) {
	o := small().with(map[string]string{"layouts/person.html": "only {{.Title}}"}).mustOutput(t)
	if got := read(t, o, "people/anna/index.html"); got != "only Anna Berg" {
		t.Errorf("got %q", got)
	}
}

// One layout's blocks are not those of another.
func TestBlocksAreSeparate(t *testing.T) {
	o := small().with(map[string]string{
		"layouts/person.html":  `{{define "title"}}P{{end}}{{define "main"}}person{{end}}`,
		"layouts/article.html": `{{define "main"}}article{{end}}`,
	}).mustOutput(t)
	wantIn(t, o, "people/anna/index.html", "<title>P</title>", "person")
	wantIn(t, o, "articles/one/index.html", "<title>One · Test</title>", "article")
	o = small().with(map[string]string{"layouts/person.html": `{{define "title"}}{{end}}{{define "main"}}{{end}}`}).mustOutput(t)
	wantIn(t, o, "people/anna/index.html", "<title></title>")
}

// explosive is what a layout is given whose functions panic.
type explosive struct{}

func (explosive) Title() string { panic("nil map") }

func (explosive) origin() diag.Pos { return diag.Pos{File: "content/x.md"} }

func (e explosive) render(o *Output, b *bytes.Buffer) error {
	t := template.Must(template.New("x.html").Parse("<p>{{.Title}}</p>"))
	_ = t.Execute(closedWriter{}, nil) // which escapes it
	return o.execute(&layout{"x.html", newCompiler(o.layouts.words).program(t), func() *template.Template { return t }}, b, e, "x/")
}

// TestFaultF6Panic has a function panic that a layout calls: the file cannot be
// made, which is said with its page; others can.
func TestFaultF6Panic(t *testing.T) {
	o := small().mustOutput(t)
	_, err := o.open("x/index.html", explosive{})
	var failure *Failure
	if !errors.As(err, &failure) || !strings.Contains(messages(failure.Diagnostics), "nil map") || len(failure.Diagnostics) != 1 {
		t.Errorf("error %v", err)
	}
	read(t, o, "people/anna/index.html")
}
