package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/sync/errgroup"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/i18n"
	"dossier/cmd/dossier/internal/render"
	"dossier/cmd/dossier/internal/site"
	"dossier/layouts"
)

// BenchmarkBuild measures the whole line: settings, content, site, and every
// file of the output, rendered to nowhere. Files are in memory.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprintf("articles=%d", n), func(b *testing.B) {
			fsys := newCorpus(n)
			pages, bytes := 0, int64(0)
			b.ReportAllocs()
			for b.Loop() {
				s, out, list := buildSite(fsys, buildOptions{})
				if list.HasErrors() {
					b.Fatal(list.Sorted()[0])
				}
				bytes = renderTo(b, out)
				pages = len(s.Pages)
			}
			perPage(b, pages, bytes)
		})
	}
}

// The stages one by one, at 1,000 articles.

func BenchmarkLoad(b *testing.B) {
	fsys := newCorpus(1000)
	b.ReportAllocs()
	for b.Loop() {
		if _, list := content.Load(fsys, content.Options{Reserved: site.ReservedID}); list.HasErrors() {
			b.Fatal(list.Sorted()[0])
		}
	}
}

func BenchmarkLink(b *testing.B) {
	fsys := newCorpus(1000)
	cfg, _ := config.Load(fsys)
	set, _ := content.Load(fsys, content.Options{Reserved: site.ReservedID})
	b.ReportAllocs()
	for b.Loop() {
		if _, list := site.Build(cfg, set, site.Options{}); list.HasErrors() {
			b.Fatal(list.Sorted()[0])
		}
	}
}

// BenchmarkRender makes a new output each time, since an output keeps parts
// that pages share.
func BenchmarkRender(b *testing.B) {
	fsys := newCorpus(1000)
	s, _, list := buildSite(fsys, buildOptions{})
	if list.HasErrors() {
		b.Fatal(list.Sorted()[0])
	}
	contents, err := fs.Sub(fsys, content.Root)
	if err != nil {
		b.Fatal(err)
	}
	words, list := i18n.Load("en", layouts.FS)
	if len(list) > 0 {
		b.Fatal(list)
	}
	bytes := int64(0)
	b.ReportAllocs()
	for b.Loop() {
		out, list := render.New(s, render.Inputs{Layouts: layouts.FS, Content: contents, Words: words})
		if list.HasErrors() {
			b.Fatal(list.Sorted()[0])
		}
		bytes = renderTo(b, out)
	}
	perPage(b, len(s.Pages), bytes)
}

// BenchmarkRebuild measures what dossier serve does after a change of 10,000
// articles on a disk: from the scan until a page can be read. The least time is
// what the work takes on a machine that has nothing else to do.
func BenchmarkRebuild(b *testing.B) {
	dir := b.TempDir()
	if err := os.CopyFS(dir, newCorpus(10_000)); err != nil {
		b.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	dossier := newRebuilder(root.FS(), buildOptions{})
	later := time.Now().Add(time.Hour) // all files are old then
	dossier.build(later)
	article := filepath.Join(dir, "content", "articles", "a77.md")
	src, err := os.ReadFile(article)
	if err != nil {
		b.Fatal(err)
	}
	n := 0 // edits
	for _, c := range []struct {
		name string
		edit func(i int) error
	}{
		{"nothing", func(int) error { return nil }},
		{"body", func(i int) error { return os.WriteFile(article, fmt.Appendf(src, "Edit %d.\n", i), 0o666) }},
		{"front", func(i int) error {
			return os.WriteFile(article, bytes.Replace(src, []byte("title: "), fmt.Appendf(nil, "title: Edit %d ", i), 1), 0o666)
		}},
		{"person", func(i int) error {
			return os.WriteFile(filepath.Join(dir, "content", "people", "new.md"), fmt.Appendf(nil, "---\ntitle: Somebody New%d\n---\n", i), 0o666)
		}},
		{"delete", func(i int) error {
			return os.Remove(filepath.Join(dir, "content", "articles", fmt.Sprintf("a%d.md", 1000+i)))
		}},
		{"layout", func(i int) error {
			if err := os.MkdirAll(filepath.Join(dir, "layouts"), 0o777); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, "layouts", "tag.html"), fmt.Appendf(nil, `{{define "main"}}%d{{end}}`, i), 0o666)
		}},
		{"base", func(i int) error {
			base, err := fs.ReadFile(layouts.FS, "baseof.html")
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, "layouts", "baseof.html"), fmt.Appendf(base, "<!-- %d -->\n", i), 0o666)
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				b.StopTimer()
				n++
				if err := c.edit(n); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				start := time.Now()
				out, list, _ := dossier.build(later)
				if out == nil {
					b.Fatal(list.Sorted()[0])
				}
				if _, err := fs.ReadFile(out, "articles/a77/index.html"); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(took[0].Microseconds())/1000, "ms-least")
		})
	}
}

func perPage(b *testing.B, pages int, bytes int64) {
	b.ReportMetric(float64(pages)*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(bytes)/float64(pages), "bytes/page")
}

// renderTo opens every file of the output, as publish does, and returns the
// number of bytes.
func renderTo(b *testing.B, out *render.Output) (total int64) {
	paths := out.Paths()
	sizes := make([]int64, len(paths))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, path := range paths {
		g.Go(func() error {
			f, err := out.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			sizes[i], err = io.Copy(io.Discard, f)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		b.Fatal(err)
	}
	for _, n := range sizes {
		total += n
	}
	return total
}

// A corpus makes up a dossier of n articles, always the same one for n. An
// article has about 500 words, 4 people, 1 meeting, 2 statements, 1 event and
// 2 tags; there are n/10 people, n/20 meetings and 40 positions.
type corpus struct {
	rand   *rand.Rand
	words  []string
	people []string // names
	files  fstest.MapFS
}

const positions = 40

func newCorpus(n int) fs.FS {
	c := &corpus{rand: rand.New(rand.NewPCG(2024, uint64(n))), files: fstest.MapFS{}}
	for range 4000 {
		c.words = append(c.words, c.word(1, 4))
	}
	taken := map[string]bool{}
	for len(c.people) < max(50, n/10) {
		if name := title(c.word(2, 3)) + " " + title(c.word(2, 4)); !taken[name] {
			taken[name] = true
			c.people = append(c.people, name)
		}
	}
	meetings := max(20, n/20)
	c.files[config.File] = &fstest.MapFile{Data: []byte("title: Made up\ndescription: To measure with\nbase_url: https://example.org/\n")}
	for i, name := range c.people {
		_, last, _ := strings.Cut(name, " ")
		c.add("people/"+id(name), "title: %s\nnames: [%s-%d]\nroles:\n  - title: %s\n---\n%s.\n", name, last, i, c.text(2), c.text(40))
	}
	for i := range meetings {
		c.add(fmt.Sprintf("meetings/meeting-%d", i), "title: Round %d of the %s talks\ndate: %s\nparticipants: [%s]\n---\n%s.\n",
			i, c.word(2, 3), c.day(), strings.Join(c.ids(5), ", "), c.text(60))
	}
	for i := range positions {
		name := c.word(2, 4)
		c.add(fmt.Sprintf("positions/question-%d", i), "title: The matter of %s %d\nquestion: What of the %s?\nstances:\n"+
			"  for: For it\n  against: Against it\n  conditional: On conditions\n  silent: Silent\n---\n%s.\n", name, i, name, c.text(50))
	}
	for i := range n {
		c.article(i, meetings)
	}
	return c.files
}

func (c *corpus) add(name, format string, args ...any) {
	c.files[content.Root+"/"+name+".md"] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\n"+format, args...)}
}

func (c *corpus) article(i, meetings int) {
	names := c.some(4)
	day := c.day()
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\ndate: %s\nsource:\n  publisher: %s News\n  url: https://example.com/a/%d\n", title(c.text(7)), day, title(c.words[i%30]), i)
	fmt.Fprintf(&b, "tags: [%s, %s]\n", c.words[c.rand.IntN(60)], c.words[c.rand.IntN(60)])
	fmt.Fprintf(&b, "people: [%s, %s, %s, %s]\nmeetings: [meeting-%d]\n", id(names[0]), id(names[1]), id(names[2]), id(names[3]), c.rand.IntN(meetings))
	fmt.Fprintf(&b, "events:\n  - id: event-%d\n    title: %s\n    date: %s\nstatements:\n", i, title(c.text(6)), day)
	for k := range 2 {
		fmt.Fprintf(&b, "  - who: %s\n    position: question-%d\n    stance: %s\n    text: %s\n", id(names[k]), c.rand.IntN(positions),
			[]string{"for", "against", "conditional", "silent"}[c.rand.IntN(4)], c.text(12))
	}
	b.WriteString("---\n")
	for p := range 6 {
		if p == 2 || p == 4 {
			fmt.Fprintf(&b, "## %s\n\n", title(c.text(4)))
		}
		fmt.Fprintf(&b, "%s %s %s", title(c.text(12)), names[p%4], c.text(57))
		if p == 1 {
			fmt.Fprintf(&b, " *%s* and **%s** at [%s](https://example.com/%d)", c.text(3), c.text(2), c.text(2), i)
		}
		b.WriteString(".\n\n")
		switch p {
		case 2:
			fmt.Fprintf(&b, "> %s.\n\n", c.text(20))
		case 3:
			fmt.Fprintf(&b, "- %s\n- %s\n- %s\n\n", c.text(8), c.text(8), c.text(8))
		}
	}
	c.add(fmt.Sprintf("articles/a%d", i), "%s", b.String())
}

// word makes a word of lo to hi syllables.
func (c *corpus) word(lo, hi int) string {
	const syllables = "bacedifoguhakilamenoperasitovazealenorusaneristom"
	var b strings.Builder
	for range lo + c.rand.IntN(hi-lo+1) {
		at := c.rand.IntN(len(syllables)/2) * 2
		b.WriteString(syllables[at : at+2])
	}
	return b.String()
}

// text returns n words, some far more often than others, as in any language.
func (c *corpus) text(n int) string {
	out := make([]string, n)
	for i := range out {
		r := c.rand.Float64()
		out[i] = c.words[int(r*r*r*float64(len(c.words)))]
	}
	return strings.Join(out, " ")
}

// some returns n different people.
func (c *corpus) some(n int) []string {
	out := make([]string, n)
	for i, k := range c.rand.Perm(len(c.people))[:n] {
		out[i] = c.people[k]
	}
	return out
}

func (c *corpus) ids(n int) []string {
	out := c.some(n)
	for i, name := range out {
		out[i] = id(name)
	}
	return out
}

// day returns a day in eleven years.
func (c *corpus) day() string {
	return fmt.Sprintf("%d-%02d-%02d", 2011+c.rand.IntN(11), 1+c.rand.IntN(12), 1+c.rand.IntN(28))
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func id(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "-") }
