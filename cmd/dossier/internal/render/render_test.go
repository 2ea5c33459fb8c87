package render

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/i18n"
	"dossier/cmd/dossier/internal/site"
	embedded "dossier/layouts"
)

// plainLayouts are layouts as small as they can be: one line for each thing.
func plainLayouts() map[string]string {
	return map[string]string{
		"baseof.html": `<!DOCTYPE html><html lang="{{.Lang}}" dir="{{.Dir}}"><title>{{block "title" .}}{{.HeadTitle}}{{end}}</title>` +
			`{{with .Canonical}}<link rel="canonical" href="{{.}}">{{end}}{{block "head" .}}{{end}}` +
			`{{.Shared "partials/menu.html"}}{{block "main" .}}{{end}}</html>`,
		"partials/menu.html": `<nav>{{range .Menu}}<a href="{{.Href}}"{{if .Current}} aria-current="true"{{end}}>{{.Title}}</a>{{end}}</nav>`,
		"partials/card.html": `<div class="card"><a href="{{.Href}}">{{.Title}}</a></div>`,
		"page.html":          `{{define "main"}}<h1>{{.Title}}</h1>{{.Body}}{{end}}`,
		"home.html": `{{define "main"}}{{.Body}}{{with .Home.Timeline}}{{range .Months}}<h2 id="{{.ID}}">{{.Title}}</h2>{{range .Days}}` +
			`<h3 id="{{.ID}}">{{.Date.Short}}</h3>{{range .Entries}}<p class="{{.Kind}}"><a href="{{.Title.Href}}">{{.Title.Title}}</a> {{.Length}}</p>{{end}}{{end}}{{end}}` +
			`{{range .Years}}<a href="{{.Href}}">{{.Title}}</a>{{end}}{{end}}{{end}}`,
		"section.html":  `{{define "main"}}{{range .List.Groups}}<h2>{{.Title}}</h2>{{range .Cards}}<a href="{{.Href}}">{{.Title}}</a>{{end}}{{end}}{{end}}`,
		"timeline.html": `{{define "main"}}{{with .Timeline}}{{.Shown}} of {{.Total}}{{with .Earlier}} <a href="{{.Href}}">{{.Title}}</a>{{end}}{{end}}{{end}}`,
		"redirect.html": `<!DOCTYPE html><meta http-equiv="refresh" content="0; url={{.Target.Href}}"><link rel="canonical" href="{{or .Canonical .Target.Href}}"><a href="{{.Target.Href}}">{{.Target.Title}}</a>`,
	}
}

// A dossier is the input of a test: its files by path, as in a folder.
type dossier map[string]string

// with returns the dossier with more files, or others.
func (d dossier) with(files map[string]string) dossier {
	d = maps.Clone(d)
	maps.Copy(d, files)
	return d
}

func mapFS(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// load takes the dossier through the line up to the site.
func (d dossier) load(t testing.TB) (*site.Site, fs.FS) { return d.loadWith(t, site.Options{}) }

func (d dossier) loadWith(t testing.TB, o site.Options) (*site.Site, fs.FS) {
	t.Helper()
	root := mapFS(d)
	if d["dossier.yaml"] == "" {
		root["dossier.yaml"] = &fstest.MapFile{Data: []byte("title: Test\n")}
	}
	cfg, list := config.Load(root)
	var set *content.Set
	if !list.HasErrors() {
		var more diag.List
		set, more = content.Load(root, content.Options{})
		list = append(list, more...)
	}
	if list.HasErrors() {
		t.Fatalf("loading: %v", list)
	}
	s, list := site.Build(cfg, set, o)
	if list.HasErrors() {
		t.Fatalf("building: %v", list)
	}
	return s, root
}

// output makes an output with the plain layouts, over which those of the
// dossier are laid.
func (d dossier) output(t testing.TB) (*Output, diag.List) {
	t.Helper()
	s, root := d.load(t)
	own, err := fs.Sub(root, "layouts")
	if err != nil {
		t.Fatal(err)
	}
	sub, err := fs.Sub(root, "content")
	if err != nil {
		t.Fatal(err)
	}
	return New(s, Inputs{Layouts: Overlay(own, mapFS(plainLayouts())), Content: sub, Words: english(t), Version: "test"})
}

// english returns the words of the program, which are beside its layouts.
func english(t testing.TB) *i18n.Words {
	t.Helper()
	words, list := i18n.Load("en", embedded.FS)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return words
}

func (d dossier) mustOutput(t testing.TB) *Output {
	t.Helper()
	o, list := d.output(t)
	if len(list) > 0 {
		t.Fatalf("New: %v", list)
	}
	return o
}

func read(t testing.TB, o *Output, name string) string {
	t.Helper()
	b, err := fs.ReadFile(o, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// wantIn checks that a file has each of the texts.
func wantIn(t *testing.T, o *Output, name string, texts ...string) {
	t.Helper()
	got := read(t, o, name)
	for _, text := range texts {
		if !strings.Contains(got, text) {
			t.Errorf("%s lacks %s\n%s", name, text, got)
		}
	}
}

func small() dossier {
	return dossier{
		"dossier.yaml":           "title: Test\nbase_url: https://example.org/sub/\n",
		"content/_index.md":      "---\ntitle: The test\n---\nHello [[anna]].\n",
		"content/about.md":       "---\ntitle: About\n---\nText.\n",
		"content/people/anna.md": "---\ntitle: Anna Berg\naliases: [/old/anna/, old.html]\ntags: [Peace]\n---\nAnna.\n",
		"content/articles/one.md": "---\ntitle: One\ndate: 2016-09-09\npeople: [anna]\nlastmod: 2016-10-01\n---\n" +
			"Anna Berg met others. ![A street](one.png)\n\n[[two]]\n",
		"content/articles/one.png":     "not a picture",
		"content/articles/two.md":      "---\ntitle: Two\ndate: 2016-10\n---\nSee [[one]].\n",
		"layouts/assets/site.css":      "body{}",
		"layouts/assets/img/logo.svg":  "<svg/>",
		"layouts/assets/.DS_Store":     "x",
		"layouts/embed.go":             "package layouts",
		"layouts/partials/unused.html": "{{.}}",
	}
}

func TestPaths(t *testing.T) {
	o := small().mustOutput(t)
	want := []string{
		"404.html",
		"about/index.html",
		"articles/index.html",
		"articles/one.png",
		"articles/one/index.html",
		"articles/two/index.html",
		"assets/img/logo.svg",
		"assets/site.7c98040a5416.css",
		"data/index.html",
		"data/previews/000.js",
		"data/search/index.js",
		"data/search/names-0.js",
		"data/search/pages-0.js",
		"data/search/texts-0.js",
		"index.html",
		"old.html",
		"old/anna/index.html",
		"people/anna/index.html",
		"people/index.html",
		"robots.txt",
		"search/index.html",
		"sitemap.xml",
		"sources/index.html",
		"tags/index.html",
		"tags/peace/index.html",
	}
	exported := func(name string) bool { _, ok := o.files[name].(exportFile); return ok } // are for package export to test
	if got := slices.DeleteFunc(slices.Clone(o.Paths()), exported); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestFS(t *testing.T) {
	o := small().mustOutput(t)
	if err := fstest.TestFS(o, o.Paths()...); err != nil {
		t.Fatal(err)
	}
}

func TestOpenErrors(t *testing.T) {
	o := small().mustOutput(t)
	for name, want := range map[string]error{
		"":                       fs.ErrInvalid,
		"/index.html":            fs.ErrInvalid,
		"../x":                   fs.ErrInvalid,
		"no/index.html":          fs.ErrNotExist,
		"index.html/":            fs.ErrInvalid,
		"articles/one.png/x":     fs.ErrNotExist,
		"assets/site.css":        fs.ErrNotExist,
		"articles/one/index.htm": fs.ErrNotExist,
	} {
		if _, err := o.Open(name); !errors.Is(err, want) {
			t.Errorf("Open(%q) = %v, want %v", name, err, want)
		}
		if _, err := o.Stat(name); !errors.Is(err, want) {
			t.Errorf("Stat(%q) = %v, want %v", name, err, want)
		}
	}
}

// Each file is rendered when it is opened, once for every Open, and New
// renders none.
func TestLazy(t *testing.T) {
	o := small().mustOutput(t)
	opened := map[string]int{}
	for name, src := range o.files {
		o.files[name] = counted{src, name, opened}
	}
	if _, err := o.ReadDir("articles"); err != nil {
		t.Fatal(err)
	}
	if len(opened) > 0 {
		t.Errorf("ReadDir rendered %v", opened)
	}
	read(t, o, "articles/one/index.html")
	if want := map[string]int{"articles/one/index.html": 1}; !maps.Equal(opened, want) {
		t.Errorf("rendered %v, want %v", opened, want)
	}
}

// counted counts how often a file is rendered.
type counted struct {
	source
	name   string
	opened map[string]int
}

func (c counted) render(o *Output, b *bytes.Buffer) error {
	c.opened[c.name]++
	return c.source.render(o, b)
}

func TestConcurrent(t *testing.T) {
	o := small().mustOutput(t)
	want := map[string]string{}
	for _, name := range o.Paths() {
		want[name] = read(t, small().mustOutput(t), name)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, name := range o.Paths() {
				if b, err := fs.ReadFile(o, name); err != nil || string(b) != want[name] {
					t.Errorf("%s: got %q, %v, want %q", name, b, err, want[name])
				}
			}
		})
	}
	wg.Wait()
}

// A rendered file must not change when its buffer is used again.
func TestBuffersAreNotShared(t *testing.T) {
	o := small().mustOutput(t)
	a, err := o.Open("articles/one/index.html")
	if err != nil {
		t.Fatal(err)
	}
	want := read(t, o, "articles/one/index.html")
	read(t, o, "articles/two/index.html")
	var b strings.Builder
	buf := make([]byte, 16)
	for {
		n, err := a.Read(buf)
		b.Write(buf[:n])
		if err != nil {
			break
		}
	}
	if b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("second Close: %v", err)
	}
}
