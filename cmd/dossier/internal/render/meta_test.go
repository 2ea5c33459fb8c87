package render

import (
	"strings"
	"testing"
)

// metaLayout shows everything that a page says to other programs.
const metaLayout = `<!DOCTYPE html><title>{{.HeadTitle}}</title>{{with .Meta}}[{{.Type}}|{{.Image}}|{{.ImageAlt}}|{{.Width}}|{{.Modified}}|{{.Feed}}|{{.FeedTitle}}]{{.Data}}{{else}}none{{end}}` +
	`{{with .Article}}<pre>{{.BibTeX}}</pre>{{end}}{{with .Meeting}}<i>{{.Calendar}}</i>{{end}}{{block "main" .}}{{end}}`

func published() dossier {
	return dossier{
		"dossier.yaml":        "title: Talks\nbase_url: https://example.org/talks/\n",
		"layouts/baseof.html": metaLayout,
		"content/articles/one.md": "---\ntitle: One & two\ndate: 2016-09-09\nlastmod: 2016-10-01\nimage: {src: p.png, alt: A hall}\n" +
			"people: [anna]\nsource: {publisher: Paper}\n---\n",
		"content/articles/p.png":     "x",
		"content/people/anna.md":     "---\ntitle: Anna\n---\n",
		"content/meetings/round.md":  "---\ntitle: Round\ndate: 2016-09-01\n---\n",
		"content/meetings/second.md": "---\ntitle: Second\ndate: 2016-10\n---\n",
		"content/about.md":           "---\ntitle: About\n---\n",
	}
}

func TestMeta(t *testing.T) {
	o := published().mustOutput(t)
	wantIn(t, o, "articles/one/index.html",
		"[article|https://example.org/talks/articles/p.png|A hall|0|2016-10-01||]",
		`<script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","@id":"https://example.org/talks/articles/one/"`,
		`"headline":"One \u0026 two"`,
		"<pre>@misc{one,")
	wantIn(t, o, "people/anna/index.html", "[profile|||0||../../people/anna/feed.xml|Anna]")
	wantIn(t, o, "meetings/round/index.html", "[website|", "<i>../../meetings/round/meeting.ics</i>")
	wantIn(t, o, "meetings/second/index.html", "<i></i>")
	wantIn(t, o, "about/index.html", `"@type":"WebPage"`)
	wantIn(t, o, "index.html", `"@type":"WebSite"`)
	for _, name := range []string{"404.html", "data/index.html", "sources/index.html"} {
		wantIn(t, o, name, "none")
	}

	o = published().with(map[string]string{"dossier.yaml": "title: Talks\n"}).mustOutput(t)
	for _, name := range o.Paths() {
		if strings.HasSuffix(name, ".html") {
			wantIn(t, o, name, "none")
		}
	}
}

// With links: files, addresses name the file here too.
func TestMetaOfFiles(t *testing.T) {
	o := published().with(map[string]string{"dossier.yaml": "title: Talks\nbase_url: https://example.org/talks/\nlinks: files\n"}).mustOutput(t)
	wantIn(t, o, "articles/one/index.html", `"@id":"https://example.org/talks/articles/one/index.html"`)
	wantIn(t, o, "feed.xml", "<id>https://example.org/talks/articles/one/index.html</id>")
	wantIn(t, o, "opensearch.xml", `template="https://example.org/talks/search/index.html?q={searchTerms}"`)
}
