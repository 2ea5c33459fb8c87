package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/cmd/dossier/internal/render"
)

const searchData = "data/search/"

// TestSearchWeight holds the first word that a reader looks for to what it may
// cost over the network, compressed: at most 100 KB, whichever word it is. A
// search loads the index, at most three parts with names and three with words
// of texts, and the parts with the first ten results. Parts do not grow with the
// dossier, only the index does.
func TestSearchWeight(t *testing.T) {
	const articles, most = 1000, 100 << 10
	_, out, list := buildSite(newCorpus(articles), buildOptions{})
	if list.HasErrors() {
		t.Fatal(list.Sorted()[0])
	}
	sizes := map[string][]int{} // by kind of part
	for _, p := range out.Paths() {
		if name, ok := strings.CutPrefix(p, searchData); ok {
			kind, _, _ := strings.Cut(strings.TrimSuffix(name, path.Ext(name)), "-")
			sizes[kind] = append(sizes[kind], compressed(t, out, p))
		}
	}
	total := 10_000 / articles * sizes["index"][0]
	for _, loaded := range []struct {
		kind  string
		parts int
	}{{"names", 3}, {"texts", 3}, {"pages", 10}} {
		list := sizes[loaded.kind]
		slices.Sort(list)
		if len(list) == 0 {
			t.Fatalf("there are no parts with %s", loaded.kind)
		}
		for range loaded.parts {
			total += list[len(list)-1] // of 10,000 articles so many are of the largest size
		}
	}
	if total > most {
		t.Errorf("the first word costs up to %d bytes, the limit is %d: largest parts %v", total, most, sizes)
	}
	t.Logf("the first word costs up to %d bytes", total)
}

// compressed returns the size of a file as a web server sends it.
func compressed(t *testing.T, fsys fs.FS, name string) int {
	t.Helper()
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(src); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// A query is what a reader looks for, and what must be found.
type query struct {
	Query  string   `json:"query"`
	Kind   string   `json:"kind"`  // limits the pages
	Names  bool     `json:"names"` // as in the box, which looks at names only
	Want   []string `json:"-"`     // titles, in order
	Part   bool     `json:"-"`     // no page has all words
	Failed []string `json:"-"`
}

var queries = []query{
	{Query: "bridge", Want: []string{"The bridge", "Old bridge", "Cease-fire at the bridge", "Bridges burn", "Jane Doe"}},
	{Query: "BRÏDGE", Want: []string{"The bridge", "Old bridge", "Cease-fire at the bridge", "Bridges burn", "Jane Doe"}},
	{Query: "bridge old", Want: []string{"Old bridge"}},
	{Query: "bridge nowhere", Part: true, Want: []string{"The bridge", "Old bridge", "Cease-fire at the bridge", "Bridges burn", "Jane Doe"}},
	{Query: "ceasefire", Want: []string{"Cease-fire at the bridge"}},
	{Query: "cease-fire", Want: []string{"Cease-fire at the bridge"}},
	{Query: "bridge", Kind: "person", Want: []string{"Jane Doe"}},
	{Query: "bridge", Names: true, Want: []string{"The bridge", "Old bridge", "Bridges burn", "Cease-fire at the bridge"}},
	{Query: "oakford", Want: []string{"Oakford", "Ford town", "Mayor of Oakford"}},
	{Query: "OAKFORD", Names: true, Want: []string{"Oakford", "Ford town", "Mayor of Oakford"}},
	{Query: "town ford", Want: []string{"Ford town"}},
	{Query: "oak", Names: true, Want: []string{"Mayor of Oakford", "Ford town", "Oakford"}},
	{Query: "доу", Want: []string{"Jane Doe"}},
	{Query: "ДЖЕЙН доу", Names: true, Want: []string{"Jane Doe"}},
	{Query: "المدينه", Want: []string{"Bridges burn"}},
	{Query: "مدينة", Want: []string{"Bridges burn"}},
	{Query: "京都", Want: []string{"Old bridge"}},
	{Query: "b", Want: []string{}, Part: true},
	{Query: "nothing", Want: []string{}, Part: true},
	{Query: "", Want: []string{}},
	{Query: "__proto__ constructor", Want: []string{"Old bridge"}, Part: true},
	{Query: `"><img src=x onerror=alert(1)> .*+?^${}[]()|\`, Want: []string{}, Part: true},
	{Query: strings.Repeat("x ", 5000), Want: []string{}, Part: true},
}

// TestSearchInJavaScript builds a site and looks for words with the script of
// its pages.
func TestSearchInJavaScript(t *testing.T) {
	site := builtForSearch(t)
	runQueries(t, site, queries)
	// Without a part of the index the rest works.
	if err := os.Remove(filepath.Join(site, searchData, "texts-0.js")); err != nil {
		t.Fatal(err)
	}
	runQueries(t, site, []query{{Query: "jane", Want: []string{"Jane Doe"}, Failed: []string{"missing"}}})
	names := filepath.Join(site, searchData, "names-0.js")
	for _, broken := range []struct{ src, why string }{
		{"<!DOCTYPE html>", "broken"},
		{`dossierSearch("names-0", "another", "jane A|");`, "old"},
	} {
		if err := os.WriteFile(names, []byte(broken.src), 0o666); err != nil {
			t.Fatal(err)
		}
		runQueries(t, site, []query{{Query: "jane", Names: true, Part: true, Want: []string{}, Failed: []string{broken.why}}})
	}
}

// builtForSearch returns the folder of a small site.
func builtForSearch(t *testing.T) string {
	t.Helper()
	text := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	_, out, list := buildSite(fstest.MapFS{
		"dossier.yaml":               text("title: The bypass at Oakford\n"),
		"content/events/bridge.md":   text("---\ntitle: The bridge\ndate: 2020-01-01\n---\n"),
		"content/people/jane-doe.md": text("---\ntitle: Jane Doe\nnames: [Джейн Доу]\n---\nShe built bridges.\n"),
		"content/people/mayor.md":    text("---\ntitle: Mayor of Oakford\n---\n"),
		"content/places/oakford.md":  text("---\ntitle: Oakford\n---\n"),
		"content/places/ford.md":     text("---\ntitle: Ford town\nnames: [Oakford]\n---\n"),
		"content/articles/a.md":      text("---\ntitle: Bridges burn\ndate: 2024-03-04\n---\nوبالمدينة.\n"),
		"content/articles/b.md":      text("---\ntitle: Cease-fire at the bridge\ndate: 2024-03-03\n---\n"),
		"content/articles/c.md":      text("---\ntitle: Old bridge\ndate: 2024-03-05\n---\n東京都 and a constructor.\n"),
	}, buildOptions{})
	if list.HasErrors() {
		t.Fatal(list.Sorted()[0])
	}
	site := t.TempDir()
	if err := os.CopyFS(site, out); err != nil {
		t.Fatal(err)
	}
	return site
}

func runQueries(t *testing.T, site string, queries []query) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no node to run the script of the pages")
	}
	input, err := json.Marshal(queries)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "testdata/search/find.js", site, filepath.Join("..", "..", "layouts", "assets", "site.js"))
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), os.Stderr
	output, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got []struct {
		Titles, Failed []string
		Whole          bool
	}
	if err := json.Unmarshal(output, &got); err != nil || len(got) != len(queries) {
		t.Fatalf("%d results for %d queries, %v", len(got), len(queries), err)
	}
	for i, q := range queries {
		if !slices.Equal(got[i].Titles, q.Want) || got[i].Whole == q.Part || !slices.Equal(got[i].Failed, q.Failed) {
			t.Errorf("%.60q: got %+v\nwant %q, failed %q", q.Query, got[i], q.Want, q.Failed)
		}
	}
}

// BenchmarkSearch measures the index of 10,000 articles, which is made when the
// first of its files is opened.
func BenchmarkSearch(b *testing.B) {
	fsys := newCorpus(10_000)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		_, out, list := buildSite(fsys, buildOptions{})
		if list.HasErrors() {
			b.Fatal(list.Sorted()[0])
		}
		b.StartTimer()
		openFile(b, out, searchData+"texts-0.js")
	}
}

func openFile(b *testing.B, out *render.Output, name string) {
	b.Helper()
	if _, err := fs.ReadFile(out, name); err != nil {
		b.Fatal(err)
	}
}
