package render

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

func TestLinks(t *testing.T) {
	o := small().mustOutput(t)
	wantIn(t, o, "index.html", `href="people/anna/"`, `<a href="./" aria-current="true">Timeline</a>`, `<link rel="canonical" href="https://example.org/sub/">`)
	wantIn(t, o, "articles/one/index.html",
		`<a href="../../people/anna/" class="mention">Anna Berg</a>`,
		`<img src="../../articles/one.png" alt="A street"`,
		`<div class="card"><a href="../../articles/two/">Two</a></div>`,
		`<a href="../../articles/" aria-current="true">Articles</a>`,
		`<link rel="canonical" href="https://example.org/sub/articles/one/">`)
	wantIn(t, o, "articles/two/index.html", `<p>See <a href="../../articles/one/">One</a>.</p>`)
	wantIn(t, o, "old.html", `content="0; url=people/anna/index.html"`, `<link rel="canonical" href="https://example.org/sub/people/anna/">`, `<a href="people/anna/index.html">Anna Berg</a>`)
	wantIn(t, o, "old/anna/index.html", `content="0; url=../../people/anna/index.html"`)
	wantIn(t, o, "articles/one.png", "not a picture")
	wantIn(t, o, "404.html", `<a href="/sub/articles/">Articles</a>`, `<a href="/sub/">Timeline</a>`)
	if strings.Contains(read(t, o, "404.html"), "canonical") {
		t.Error("404.html has a canonical address")
	}
}

func TestLinksFiles(t *testing.T) {
	o := small().with(map[string]string{"dossier.yaml": "title: Test\nlinks: files\n"}).mustOutput(t)
	wantIn(t, o, "articles/one/index.html", `<a href="../../people/anna/index.html" class="mention">`, `<a href="../../index.html">Timeline</a>`)
	wantIn(t, o, "404.html", `<a href="/articles/index.html">Articles</a>`)
	wantIn(t, o, "robots.txt", "User-agent: *\nAllow: /\n")
	for _, name := range o.Paths() {
		if name == "sitemap.xml" || strings.Contains(read(t, o, name), "canonical\" href=\"http") {
			t.Errorf("%s has an absolute address without base_url", name)
		}
	}
}

func TestMenu(t *testing.T) {
	o := small().with(map[string]string{"dossier.yaml": `title: Test
menu:
  - {title: Start, page: /}
  - {title: Us, page: about}
  - {title: Anna, page: people/anna}
  - {title: Elsewhere, url: "https://example.com/"}
`}).mustOutput(t)
	wantIn(t, o, "people/anna/index.html", `<nav><a href="../../">Start</a><a href="../../about/">Us</a>`+
		`<a href="../../people/anna/" aria-current="true">Anna</a><a href="https://example.com/">Elsewhere</a></nav>`)
}

func TestAssets(t *testing.T) {
	layout := map[string]string{"layouts/page.html": `{{define "main"}}{{.Asset "site.css"}} {{.Asset "img/logo.svg"}}{{end}}`}
	a := small().with(layout).mustOutput(t)
	wantIn(t, a, "about/index.html", "../assets/site.7c98040a5416.css ../assets/img/logo.svg")
	wantIn(t, a, "assets/site.7c98040a5416.css", "body{}")
	b := small().with(layout).with(map[string]string{"layouts/assets/site.css": "body{margin:0}"}).mustOutput(t)
	if read(t, a, "about/index.html") == read(t, b, "about/index.html") {
		t.Error("the address of a style sheet does not change with its content")
	}
}

// A folder that has the name of a style sheet is one: a dossier adds a part, or
// replaces one, and keeps the others.
func TestJoinedAsset(t *testing.T) {
	defaults := mapFS(map[string]string{
		"assets/all.css/10-a.css": "a{}", "assets/all.css/20-b.css": "b{}\n", "assets/all.css/.x.css": "no", "assets/all.css/notes.txt": "no",
	})
	join := func(own map[string]string) string {
		layouts := Overlay(mapFS(own), defaults)
		entries, err := fs.ReadDir(layouts, "assets")
		if err != nil || len(entries) != 1 {
			t.Fatal(entries, err)
		}
		b, err := joined(layouts, "assets/all.css", entries[0])
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for want, own := range map[string]map[string]string{
		"a{}\nb{}\n":       nil,
		"a{}\nb{}\nmine\n": {"assets/all.css/90-mine.css": "mine"},
		"a{}\nmine\n":      {"assets/all.css/20-b.css": "mine"},
		"mine":             {"assets/all.css": "mine"},
	} {
		if got := join(own); got != want {
			t.Errorf("with %v: got %q, want %q", own, got, want)
		}
	}
	o := small().with(map[string]string{"layouts/assets/all.css/b.css": "b{}", "layouts/assets/all.css/a.css": "a{}",
		"layouts/page.html": `{{define "main"}}{{.Asset "all.css"}}{{end}}`}).mustOutput(t)
	name := o.assets["all.css"]
	wantIn(t, o, "about/index.html", "../"+name)
	wantIn(t, o, name, "a{}\nb{}\n")
}

func TestCollisions(t *testing.T) {
	for name, tt := range map[string]struct{ file, want string }{
		"page": {"content/people/anna/index.html",
			`content/people/anna/index.html: error: "people/anna/index.html" is written by "content/people/anna.md" already`},
		"generated": {"content/robots.txt", `content/robots.txt: error: "robots.txt" is a file that dossier makes by itself`},
		"404":       {"content/404.html", `content/404.html: error: "404.html" is a file that dossier makes by itself`},
		"asset":     {"content/assets/img/logo.svg", `content/assets/img/logo.svg: error: "assets/img/logo.svg" is written by "layouts/assets/img/logo.svg" already`},
		"case":      {"content/assets/img/LOGO.svg", `content/assets/img/LOGO.svg: error: "assets/img/LOGO.svg" is written by "layouts/assets/img/logo.svg" already`},
		"folder":    {"content/assets/img", `content/assets/img: error: "assets/img" is a folder of the site`},
	} {
		t.Run(name, func(t *testing.T) {
			_, list := small().with(map[string]string{tt.file: "x"}).output(t)
			if len(list) != 1 || list[0].String() != tt.want || list[0].Hint == "" {
				t.Errorf("got\n%swant\n%s", messages(list), tt.want)
			}
		})
	}
}

// Hostile text in every field is text on the page, whatever the place.
func TestHostileText(t *testing.T) {
	const bad = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`
	y := strings.ReplaceAll(bad, "'", "''")
	d := small().with(map[string]string{
		"dossier.yaml":     "title: '" + y + "'\ndescription: '" + y + "'\nbase_url: https://example.org/\n",
		"content/about.md": "---\ntitle: '" + y + "'\nsummary: '" + y + "'\ntags: ['" + y + "']\nnames: ['" + y + " B']\nparams: {x: '" + y + "'}\naliases: [/alias/]\n---\n[[one]]\n",
		"layouts/baseof.html": `<!DOCTYPE html><title>{{.HeadTitle}}</title><meta name="description" content="{{.Summary}}">` +
			`{{range .Names}}<i>{{.Text}}</i>{{end}}{{range .Tags}}{{link .}}<a href="{{.Href}}" title="{{.Title}}">{{.Title}}</a>{{end}}` +
			`{{with .Params}}{{.x}}{{end}}{{block "main" .}}{{end}}{{.Shared "partials/menu.html"}}{{.Site.Title}}{{.Site.Description}}`,
		"content/articles/one.md": "---\ntitle: '" + y + "'\ndate: 2016-09-09\nsource: {publisher: '" + y + " P', title: '" + y + "', author: '" + y + "'}\n" +
			"events:\n  - {id: e, title: '" + y + "', date: 2016-09-09, text: '" + y + "', attributed_to: '" + y + "'}\n---\n",
		"layouts/article.html": `{{define "main"}}{{with .Article}}{{link .Publisher}}{{.Headline}}{{.Author}}{{end}}{{range .Accounts}}{{link .Thing}}{{.Text}}{{with .By}}{{link .}}{{end}}{{end}}{{end}}`,
	})
	o := d.mustOutput(t)
	for _, name := range o.Paths() {
		if slices.Contains([]string{".csv", ".ics", ".bib", ".ris"}, path.Ext(name)) {
			continue // a "<" means nothing there
		}
		text := read(t, o, name)
		if strings.Contains(text, "<script>alert") || strings.Contains(text, "<img src=x") {
			t.Errorf("%s: live markup\n%s", name, text)
		}
	}
	for _, name := range []string{"about/index.html", "articles/one/index.html", "alias/index.html", "tags/index.html"} {
		wantIn(t, o, name, "&lt;script&gt;alert(1)")
	}
}

func TestElements(t *testing.T) {
	link := Link{Title: `<b>"A"`, Href: `../a/?x="&y`, Lang: `"ar`, Dir: "rtl", External: true}
	want := `<a href="../a/?x=&#34;&amp;y" lang="&#34;ar" dir="rtl" rel="external">&lt;b&gt;&#34;A&#34;</a>`
	for _, v := range []any{link, &link, Card{Link: link}, Year{Link: link}} {
		if got, err := linkHTML(v); err != nil || string(got) != want {
			t.Errorf("linkHTML(%T) = %s, %v, want %s", v, got, err, want)
		}
	}
	if got, err := linkHTML(Link{Title: "<x>"}); err != nil || got != "&lt;x&gt;" {
		t.Errorf("without address: %s, %v", got, err)
	}
	if got, err := linkHTML(Link{Title: "x", Href: "javascript:alert(1)"}); err != nil || got != `<a href="#">x</a>` {
		t.Errorf("script: %s, %v", got, err)
	}
	if got, err := linkHTML((*Link)(nil)); err != nil || got != "" {
		t.Errorf("nil: %s, %v", got, err)
	}
	if _, err := linkHTML("x"); err == nil || err.Error() != "string is not a link" {
		t.Errorf("a text: %v", err)
	}
	for _, tt := range []struct {
		in   Date
		want string
	}{
		{Date{}, ""},
		{Date{Text: "9 September 2016", Attr: "2016-09-09"}, `<time datetime="2016-09-09">9 September 2016</time>`},
		{Date{Text: "c. 2016", Attr: "2016", Unsure: true}, `<time datetime="2016" class="unsure">c. 2016</time>`},
		{Date{Text: "c. 44 BC", Unsure: true}, `<span class="unsure">c. 44 BC</span>`},
		{Date{Text: "<44 BC>"}, `&lt;44 BC&gt;`},
	} {
		if got := string(timeHTML(tt.in)); got != tt.want {
			t.Errorf("timeHTML(%+v) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestSitemap(t *testing.T) {
	o := small().with(map[string]string{
		"dossier.yaml":                "title: Test\nbase_url: https://example.org/a&b/\n",
		"content/places/حلب.md":       "---\ntitle: حلب\nlastmod: 2016-10~\n---\n",
		"content/people/anna-berg.md": "---\ntitle: Other\nlastmod: 2016-10-01T23:30+02:00\n---\n",
	}).mustOutput(t)
	var urls struct {
		URL []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(read(t, o, "sitemap.xml")), &urls); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, u := range urls.URL {
		got[u.Loc] = u.LastMod
	}
	const root = "https://example.org/a&b/"
	want := map[string]string{
		"": "", "about/": "", "articles/": "", "articles/one/": "2016-10-01", "articles/two/": "", "data/": "", "people/": "",
		"people/anna/": "", "people/anna-berg/": "2016-10-01", "places/": "", "places/%D8%AD%D9%84%D8%A8/": "", "search/": "", "sources/": "", "tags/": "", "tags/peace/": "",
	}
	for path, mod := range want {
		if m, ok := got[root+path]; !ok || m != mod {
			t.Errorf("%q: got %q, %v, want %q", path, m, ok, mod)
		}
	}
	if len(got) != len(want) || len(urls.URL) != len(want) {
		t.Errorf("%d addresses, %d different, want %d", len(urls.URL), len(got), len(want))
	}
	wantIn(t, o, "robots.txt", "Sitemap: https://example.org/a&b/sitemap.xml\n")
}

func TestLargeSitemap(t *testing.T) {
	s, _ := small().load(t)
	for i := range maxSitemap {
		s.Pages = append(s.Pages, &site.Page{Type: "page", Path: fmt.Sprintf("p/%d/", i), Title: "P", Lang: "en", Own: true})
	}
	o, list := New(s, Inputs{Layouts: mapFS(plainLayouts()), Content: mapFS(nil), Words: english(t)})
	if len(list) > 0 {
		t.Fatal(list)
	}
	wantIn(t, o, "sitemap.xml", "<sitemap><loc>https://example.org/sub/sitemap-1.xml</loc></sitemap>", "sitemap-2.xml")
	if n := strings.Count(read(t, o, "sitemap-1.xml"), "<url>"); n != maxSitemap {
		t.Errorf("%d addresses in the first part", n)
	}
}

// large returns a dossier with n events a month in the months given.
func large(n int, months ...string) dossier {
	d := dossier{"dossier.yaml": "title: Test\n"}
	for _, m := range months {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: A\ndate: %s\nevents:\n", m)
		for i := range n {
			fmt.Fprintf(&b, "  - {id: e-%s-%d, title: Event %d, date: %s}\n", m, i, i, m)
		}
		d["content/articles/a-"+m+".md"] = b.String() + "---\n"
	}
	return d
}

func TestTimelineOfOnePage(t *testing.T) {
	o := large(250, "2015-12-31", "2016-01-01").mustOutput(t)
	for _, name := range o.Paths() {
		if strings.HasPrefix(name, timelineDir) {
			t.Errorf("there is %s", name)
		}
	}
	home := read(t, o, "index.html")
	if n := strings.Count(home, `<p class="event">`); n != 500 {
		t.Errorf("%d entries", n)
	}
	wantIn(t, o, "index.html", `<h2 id="m-2015-12">December 2015</h2>`, `<h3 id="d-2016-01-01">1 January</h3>`)
}

func TestTimelineOfManyPages(t *testing.T) {
	o := large(300, "2015-12-31", "2016-01-01", "2016-02", "2017").mustOutput(t)
	want := map[string]string{
		"timeline/2015/index.html":    "300 of 1200",
		"timeline/2015/12/index.html": "300 of 1200",
		"timeline/2016/index.html":    `0 of 1200 <a href="../../timeline/2015/">2015</a>`,
		"timeline/2016/01/index.html": `300 of 1200 <a href="../../../timeline/2015/12/">December 2015</a>`,
		"timeline/2016/02/index.html": `300 of 1200 <a href="../../../timeline/2016/01/">January 2016</a>`,
		"timeline/2017/index.html":    `300 of 1200 <a href="../../timeline/2016/">2016</a>`,
	}
	n := 0
	for _, name := range o.Paths() {
		if strings.HasPrefix(name, timelineDir) {
			n++
		}
	}
	if n != len(want) {
		t.Errorf("%d pages, want %d", n, len(want))
	}
	for name, text := range want {
		wantIn(t, o, name, text)
	}
	home := read(t, o, "index.html")
	if n := strings.Count(home, `<p class="event">`); n != maxTimeline {
		t.Errorf("%d entries at home", n)
	}
	wantIn(t, o, "index.html", `<a href="timeline/2015/">2015</a>`, `<a href="timeline/2017/">2017</a>`)
}

func TestLength(t *testing.T) {
	m := small().mustOutput(t).maker("", "en")
	for in, want := range map[string]string{
		"2016-09-13":            "",
		"2016-09-13/2016-09-19": "until 19 September, 7 days",
		"2016-12-30/2017-01-02": "until 2 January 2017, 4 days",
		"2016-09-13/..":         "from this day on",
		"../2016-09-13":         "beginning not known",
		"2016-09/2016-11":       "until November",
	} {
		d, err := edtf.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.length(d); got != want {
			t.Errorf("length of %s = %q, want %q", in, got, want)
		}
	}
}
