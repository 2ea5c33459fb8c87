package main

import (
	"bytes"
	"crypto/sha256"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/render"
)

// The tests of this file build the dossier of this repository and hold every
// page of it to what all pages promise.

// dossierFS is the folder of this repository.
func dossierFS() fs.FS { return os.DirFS(filepath.Join("..", "..")) }

// built is the dossier of this repository, as published without a base URL.
var built = sync.OnceValue(func() map[string][]byte { return mustBuild(dossierFS(), buildOptions{}) })

// mustBuild builds a dossier and returns all files of its site.
func mustBuild(fsys fs.FS, o buildOptions) map[string][]byte {
	_, out, list := buildSite(fsys, o)
	if list.HasErrors() {
		panic("the dossier has errors:\n" + list.Sorted()[0].String())
	}
	return files(out)
}

func files(out *render.Output) map[string][]byte {
	all := map[string][]byte{}
	for _, name := range out.Paths() {
		text, err := fs.ReadFile(out, name)
		if err != nil {
			panic(err)
		}
		all[name] = text
	}
	return all
}

// TestDossierIsClean holds the dossier of this repository to have no problems.
func TestDossierIsClean(t *testing.T) {
	s, _, list := buildSite(dossierFS(), buildOptions{strict: true})
	for _, d := range list.Sorted() {
		t.Errorf("%s\n\t%s", d, d.Hint)
	}
	if len(s.Articles) < 40 {
		t.Errorf("the dossier has %d articles, want at least 40", len(s.Articles))
	}
}

// A link is an address in a page, with the attribute it stands in.
type link struct{ page, attr, to string }

// A page is what the tests need to know of a parsed page.
type page struct {
	ids   map[string]bool
	links []link
}

// parsePages parses all pages of a site and reports what is wrong with each alone.
func parsePages(t *testing.T, site map[string][]byte) map[string]*page {
	t.Helper()
	pages := map[string]*page{}
	for name, text := range site {
		if strings.HasSuffix(name, ".html") {
			pages[name] = parsePage(t, name, text)
		}
	}
	return pages
}

// linkAttributes are the attributes that hold an address.
var linkAttributes = []string{"href", "src", "action", "poster", "srcset"}

func parsePage(t *testing.T, name string, text []byte) *page {
	p := &page{ids: map[string]bool{}}
	var open []string
	for z := html.NewTokenizer(bytes.NewReader(text)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		tok := z.Token()
		switch kind {
		case html.StartTagToken:
			p.see(t, name, tok)
			if !isVoid(tok.Data) {
				open = append(open, tok.Data)
			}
		case html.SelfClosingTagToken:
			p.see(t, name, tok)
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Errorf("%s: </%s> closes %q", name, tok.Data, open)
				return p
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("%s: %q are not closed", name, open)
	}
	return p
}

func (p *page) see(t *testing.T, name string, tok html.Token) {
	for _, a := range tok.Attr {
		switch {
		case a.Key == "id":
			if p.ids[a.Val] {
				t.Errorf("%s: the id %q occurs twice", name, a.Val)
			}
			p.ids[a.Val] = true
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			t.Errorf("%s: <%s %s=%q>: no inline style or script", name, tok.Data, a.Key, a.Val)
		case slices.Contains(linkAttributes, a.Key):
			p.links = append(p.links, link{name, a.Key, a.Val})
		}
	}
	data := html.Attribute{Key: "type", Val: "application/ld+json"} // no script: no browser runs it
	if tok.Data == "script" && !slices.Contains(tok.Attr, data) && !slices.ContainsFunc(tok.Attr, func(a html.Attribute) bool { return a.Key == "src" }) {
		t.Errorf("%s: an inline script", name)
	}
}

func isVoid(tag string) bool {
	return slices.Contains([]string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}, tag)
}

// TestPagesAreWellFormed also looks for the traces that broken templates leave.
func TestPagesAreWellFormed(t *testing.T) {
	parsePages(t, built())
	for name, text := range built() {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, trace := range []string{"ZgotmplZ", "<no value>", "&amp;lt;", "&amp;amp;", "&amp;#", "%!", "<nil>"} {
			if bytes.Contains(text, []byte(trace)) {
				t.Errorf("%s has %q", name, trace)
			}
		}
	}
}

// TestLinksResolve follows every internal link and fragment, at the root of a
// host and below it, with both kinds of links.
func TestLinksResolve(t *testing.T) {
	withFiles := mustBuild(withConfig{dossierFS(), "\nlinks: files\n"}, buildOptions{})
	tests := []struct {
		name, base string
		site       map[string][]byte
		index      bool // a link to a folder opens its index.html
	}{
		{"root", "https://example.org/", built(), true},
		{"subfolder", "https://example.org/sub/dir/", built(), true},
		{"files", "file:///media/usb/site/", withFiles, false},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			base, err := url.Parse(c.base)
			if err != nil {
				t.Fatal(err)
			}
			pages := parsePages(t, c.site)
			for name, p := range pages {
				for _, l := range p.links {
					checkLink(t, base, c.site, pages, l, name, c.index)
				}
			}
		})
	}
}

func checkLink(t *testing.T, base *url.URL, site map[string][]byte, pages map[string]*page, l link, name string, index bool) {
	ref, err := url.Parse(l.to)
	if err != nil {
		t.Errorf("%s: %s=%q: %v", name, l.attr, l.to, err)
		return
	}
	if ref.IsAbs() {
		if l.attr == "src" || ref.Scheme != "http" && ref.Scheme != "https" && ref.Scheme != "mailto" {
			t.Errorf("%s: %s=%q leads out of the site", name, l.attr, l.to)
		}
		return
	}
	if name == "404.html" && strings.HasPrefix(l.to, "/") {
		return // it is shown at any depth, so its links begin at the root
	}
	here := base.JoinPath(name)
	target := here.ResolveReference(ref)
	file, inside := strings.CutPrefix(target.Path, base.Path)
	if !inside || strings.HasPrefix(l.to, "/") {
		t.Errorf("%s: %s=%q leads out of the site's folder", name, l.attr, l.to)
		return
	}
	if index && (file == "" || strings.HasSuffix(file, "/")) {
		file += "index.html"
	}
	if _, ok := site[file]; !ok {
		t.Errorf("%s: %s=%q: there is no %s", name, l.attr, l.to, file)
		return
	}
	if ref.Fragment != "" && pages[file] != nil && !pages[file].ids[ref.Fragment] {
		t.Errorf("%s: %s=%q: %s has no id %q", name, l.attr, l.to, file, ref.Fragment)
	}
}

// withConfig is a dossier with lines added to its settings.
type withConfig struct {
	fs.FS
	lines string
}

func (f withConfig) Open(name string) (fs.File, error) {
	if name != config.File {
		return f.FS.Open(name)
	}
	text, err := fs.ReadFile(f.FS, name)
	if err != nil {
		return nil, err
	}
	return fstest.MapFS{name: {Data: append(text, f.lines...)}}.Open(name)
}

// TestNoOrphans holds the site to the files that something leads to.
func TestNoOrphans(t *testing.T) {
	site := built()
	pages := parsePages(t, site)
	reached := map[string]bool{"index.html": true}
	for todo := []string{"index.html"}; len(todo) > 0; {
		name := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		p := pages[name]
		if p == nil {
			continue
		}
		for _, l := range p.links {
			to, _, _ := strings.Cut(l.to, "#")
			if strings.Contains(to, ":") || to == "" {
				continue
			}
			plain, err := url.PathUnescape(to)
			if err != nil {
				t.Fatal(err)
			}
			file := path.Join(path.Dir(name), plain)
			if strings.HasSuffix(plain, "/") {
				file = path.Join(file, "index.html")
			}
			if !reached[file] {
				reached[file] = true
				todo = append(todo, file)
			}
		}
	}
	for name := range site {
		// What a script loads has no link.
		loaded := strings.HasPrefix(name, "data/search/") || strings.HasPrefix(name, "data/previews/")
		if !reached[name] && !loaded && !slices.Contains([]string{"404.html", "robots.txt", "sitemap.xml"}, name) {
			t.Errorf("no link leads from the home page to %s", name)
		}
	}
}

// TestSameBytes builds with folders listed in other orders, other numbers of
// processors and another local time zone.
func TestSameBytes(t *testing.T) {
	want := sums(built())
	defer func(local *time.Location) { time.Local = local }(time.Local)
	for i, procs := range []int{1, 2, 8} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		time.Local = time.FixedZone("", (i-1)*11*60*60)
		got := sums(mustBuild(shuffled{dossierFS(), rand.New(rand.NewPCG(1, uint64(i)))}, buildOptions{}))
		if len(got) != len(want) {
			t.Errorf("%d processors: %d files, want %d", procs, len(got), len(want))
		}
		for name, sum := range want {
			if got[name] != sum {
				t.Errorf("%d processors: %s differs", procs, name)
			}
		}
	}
}

func sums(site map[string][]byte) map[string][32]byte {
	out := map[string][32]byte{}
	for name, text := range site {
		out[name] = sha256.Sum256(text)
	}
	return out
}

// shuffled lists folders in random order.
type shuffled struct {
	fs.FS
	rand *rand.Rand
}

func (f shuffled) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(f.FS, name)
	f.rand.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	return entries, err
}
