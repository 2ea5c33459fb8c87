package render

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/i18n"
	"dossier/cmd/dossier/internal/site"
	embedded "dossier/layouts"
)

// TestWordsExistAndAreUsed holds layouts, Go code and en.yaml together.
func TestWordsExistAndAreUsed(t *testing.T) {
	words := english(t)
	used := map[string]bool{}
	for _, c := range layoutCalls(t) {
		used[c.key] = true
		if err := words.Check(c.key, c.counted, c.args); err != nil {
			t.Errorf("%s: %v", c.file, err)
		}
	}
	literals, called := goLiterals(t)
	keys := words.Keys()
	for key, place := range called {
		if !words.Has(key) && !slices.ContainsFunc(keys, func(k string) bool { return strings.HasSuffix(key, "_") && strings.HasPrefix(k, key) }) {
			t.Errorf("%s: no word %q", place, key)
		}
	}
	for _, key := range keys {
		made := func(prefix string) bool {
			return len(prefix) > 3 && strings.HasSuffix(prefix, "_") && strings.HasPrefix(key, prefix)
		}
		if !used[key] && !literals[key] && !slices.ContainsFunc(slices.Collect(maps.Keys(literals)), made) {
			t.Errorf("nothing uses the word %q", key)
		}
	}
	for prefix, values := range map[string][]string{
		"kind_": slices.Concat(content.SourceKinds, content.OrganizationKinds), "presence_": content.Presences,
		"mode_": {"direct", "paraphrase", "reported", "denied"}, "dispute_": {"date", "place"}, "entry_statement_": {"reported", "denied"},
	} {
		for _, v := range values {
			if key := prefix + snake(v); !words.Has(key) {
				t.Errorf("no word %q", key)
			}
		}
	}
	for _, typ := range content.Types {
		for _, key := range []string{"type_" + string(typ), "list_" + typ.Section()} {
			if !words.Has(key) {
				t.Errorf("no word %q", key)
			}
		}
	}
	for _, kind := range []site.Kind{site.EventEntry, site.MeetingEntry, site.StatementEntry, site.ShiftEntry, site.ArticleEntry} {
		for _, key := range []string{"entry_" + string(kind), "entries_" + string(kind)} {
			if !words.Has(key) {
				t.Errorf("no word %q", key)
			}
		}
	}
}

// A call of T or TN in a layout.
type call struct {
	file, key string
	counted   bool
	args      int
}

// layoutCalls returns the calls in all layouts of the program.
func layoutCalls(t *testing.T) []call {
	t.Helper()
	var calls []call
	eachLayout(t, func(file, text string) {
		names := map[string]any{"and": 0, "eq": 0, "ge": 0, "gt": 0, "index": 0, "le": 0, "len": 0, "lt": 0, "ne": 0, "not": 0, "or": 0, "printf": 0, "slice": 0}
		for name := range funcs(newLexicon(english(t))) {
			names[name] = 0
		}
		trees, err := parse.Parse(file, text, "", "", names)
		if err != nil {
			t.Fatal(err)
		}
		for _, tree := range trees {
			walk(reflect.ValueOf(tree.Root), func(c *parse.CommandNode) {
				name, ok := c.Args[0].(*parse.IdentifierNode)
				if !ok || name.Ident != "T" && name.Ident != "TN" {
					return
				}
				counted := name.Ident == "TN"
				skip := 2 // the name and the key
				if counted {
					skip++
				}
				if key, ok := c.Args[1].(*parse.StringNode); ok {
					calls = append(calls, call{file, key.Text, counted, len(c.Args) - skip})
				}
			})
		}
	})
	if len(calls) < 300 {
		t.Fatalf("only %d words in layouts", len(calls))
	}
	return calls
}

// walk calls f for every command below a node.
func walk(v reflect.Value, f func(*parse.CommandNode)) {
	switch v.Kind() {
	case reflect.Interface:
		walk(v.Elem(), f)
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), f)
		}
	case reflect.Pointer:
		if v.IsNil() || v.Type() == reflect.TypeFor[*parse.Tree]() {
			return
		}
		if c, ok := v.Interface().(*parse.CommandNode); ok {
			f(c)
		}
		walk(v.Elem(), f)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), f)
			}
		}
	}
}

func eachLayout(t *testing.T, f func(file, text string)) {
	t.Helper()
	err := fs.WalkDir(embedded.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".html") {
			return err
		}
		text, err := fs.ReadFile(embedded.FS, name)
		f(name, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// goLiterals returns the texts in the code that makes pages, and of them those
// that are the key in a call of T, N, List or Has, or its beginning, with where.
func goLiterals(t *testing.T) (all map[string]bool, called map[string]string) {
	t.Helper()
	all, called = map[string]bool{}, map[string]string{}
	for _, dir := range []string{".", "../export", "../.."} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			fset := token.NewFileSet()
			parsed, err := parser.ParseFile(fset, file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				if text, ok := literal(n); ok {
					all[text] = true
				}
				c, ok := n.(*ast.CallExpr)
				if !ok || len(c.Args) == 0 {
					return true
				}
				sel, ok := c.Fun.(*ast.SelectorExpr)
				if !ok || !slices.Contains([]string{"T", "N", "List"}, sel.Sel.Name) {
					return true
				}
				key := c.Args[0]
				if sum, ok := key.(*ast.BinaryExpr); ok {
					key = sum.X
				}
				if text, ok := literal(key); ok {
					called[text] = fset.Position(c.Pos()).String()
				}
				return true
			})
		}
	}
	return all, called
}

func literal(n ast.Node) (string, bool) {
	b, ok := n.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(b.Value)
	return text, err == nil
}

// TestLayoutsHaveNoWords finds text in a layout that is not from the words.
func TestLayoutsHaveNoWords(t *testing.T) {
	action := regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	element := regexp.MustCompile(`(?s)<[^<>]*>`)
	attribute := regexp.MustCompile(`(?:data-th|title|alt|placeholder|aria-label|aria-description|aria-roledescription)="[^"]*\pL[^"]*"`)
	name := regexp.MustCompile(`^(?:Atom|BibTeX|CSL-JSON|FollowTheMoney|JSON Feed|Popolo|RIS|[\w.]+\.(?:json|ics))$`) // the same in all languages
	fragment := regexp.MustCompile(`[ "](?:lang|dir)=`)                                                               // a partial within a tag
	eachLayout(t, func(file, text string) {
		text = action.ReplaceAllString(text, "{}")
		for _, a := range attribute.FindAllString(text, -1) {
			t.Errorf("%s: %s is to be a word of layouts/i18n/en.yaml", file, a)
		}
		text = fragment.ReplaceAllString(element.ReplaceAllString(text, "<>"), "")
		for _, word := range regexp.MustCompile(`\pL[^<>{}]*`).FindAllString(text, -1) {
			if word = strings.TrimSpace(word); !name.MatchString(word) {
				t.Errorf("%s: %q is to be a word of layouts/i18n/en.yaml", file, word)
			}
		}
	})
}

func TestDatesOfEnglish(t *testing.T) {
	got, want := dateWords(english(t)), edtf.English()
	want.MonthsOfDay, want.FirstDay = want.Months, "{day}" // as the file says it
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestWordsInLayouts(t *testing.T) {
	d := dossier{
		"content/people/anna.md": "---\ntitle: A & B\n---\n",
		"layouts/person.html": `{{define "main"}}<p title="{{T "hidden"}}">{{T "hidden"}}|{{T "for" .Title}}|{{T "for" (a "#x" .Title)}}|` +
			`{{TN "n_articles" 2}}|{{TN "n_more_holders" 1}}|{{T "name_value" .Title (len .Names)}}|{{T "name_value" (T "for" "x") 1}}</p>{{end}}`,
	}
	s, root := d.load(t)
	own, err := fs.Sub(root, "layouts")
	if err != nil {
		t.Fatal(err)
	}
	words, list := i18n.Load("en", mapFS(map[string]string{"i18n/en.yaml": "hidden: a <b> & \"c\"\nfor: for <{0}>\n"}), embedded.FS)
	if len(list) > 0 {
		t.Fatal(list)
	}
	o, list := New(s, Inputs{Layouts: Overlay(own, mapFS(plainLayouts())), Content: mapFS(nil), Words: words})
	if len(list) > 0 {
		t.Fatal(list)
	}
	wantIn(t, o, "people/anna/index.html", `<p title="a &lt;b&gt; &amp; &#34;c&#34;">a &lt;b&gt; &amp; &#34;c&#34;|for &lt;A &amp; B&gt;|`+
		`for &lt;<a href="#x">A &amp; B</a>&gt;|2 articles|1 more on the pages of the questions|A &amp; B: 0|for &lt;x&gt;: 1</p>`)
}

func TestWrongWordsInLayouts(t *testing.T) {
	for _, tt := range [][2]string{
		{`{{T "sourze"}}`, `layouts/page.html:1:20: error: no word "sourze" in layouts/i18n/en.yaml; did you mean "source" or "sources"?`},
		{`{{if .Title}}{{range .Names}}{{T "no_such_word"}}{{end}}{{end}}`, `layouts/page.html:1:49: error: no word "no_such_word"`},
		{`{{T "n_articles"}}`, `layouts/page.html:1:20: error: the word "n_articles" has a plural, use TN and give the count`},
		{`{{T "for"}}`, `layouts/page.html:1:20: error: the word "for" takes 1 argument, not 0`},
		{`{{TN "for" 1 2}}`, `the word "for" has no plural, use T`},
		{`{{T "for" .Params}}`, `the word "for": argument 1 is map[string]interface {}`},
		{`{{T .Title}}`, `no word "About" in layouts/i18n/en.yaml`},
	} {
		d := dossier{"content/about.md": "---\ntitle: About\n---\n", "layouts/page.html": `{{define "main"}}` + tt[0] + `{{end}}`}
		o, list := d.output(t)
		if !list.HasErrors() {
			_, err := fs.ReadFile(o, "about/index.html")
			if err == nil {
				t.Errorf("%s: no error", tt[0])
				continue
			}
			if !strings.Contains(err.Error(), tt[1]) {
				t.Errorf("%s: got %v, want %s", tt[0], err, tt[1])
			}
			continue
		}
		if !strings.HasPrefix(list[0].String(), tt[1]) {
			t.Errorf("%s: got %v, want %s", tt[0], list[0], tt[1])
		}
	}
}
