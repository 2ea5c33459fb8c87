package render

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// maxSitemap is the number of addresses that one sitemap may have
// (https://www.sitemaps.org/protocol.html); a larger one is an index of parts.
const maxSitemap = 50_000

// texts adds robots.txt and, where addresses are known, the sitemap.
func (f *finder) texts() {
	robots := "User-agent: *\nAllow: /\n"
	if root := f.o.site.Config.BaseURL; root != "" {
		robots += "\nSitemap: " + root + "sitemap.xml\n"
		f.sitemap()
	}
	f.add("robots.txt", textFile{robots})
}

func (f *finder) sitemap() {
	pages := f.o.mapped()
	if len(pages) <= maxSitemap {
		f.add("sitemap.xml", sitemapFile{pages})
		return
	}
	var b strings.Builder
	b.WriteString(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for n := 1; len(pages) > 0; n++ {
		part := pages[:min(maxSitemap, len(pages))]
		pages = pages[len(part):]
		name := fmt.Sprintf("sitemap-%d.xml", n)
		f.add(name, sitemapFile{part})
		b.WriteString("<sitemap><loc>")
		writeXML(&b, f.o.site.Config.BaseURL+name)
		b.WriteString("</loc></sitemap>\n")
	}
	b.WriteString("</sitemapindex>\n")
	f.add("sitemap.xml", textFile{b.String()})
}

// A place is an entry of the sitemap.
type place struct {
	path     string
	modified edtf.Date
}

// mapped returns what the sitemap lists: every page but redirects and 404.html.
func (o *Output) mapped() []place {
	var places []place
	seen := map[string]bool{notFound: true}
	add := func(p *site.Page) {
		if p == nil || seen[p.Path] {
			return
		}
		seen[p.Path] = true
		e := place{path: p.Path}
		if p.Source != nil {
			e.modified = p.Source.LastMod.Date
		}
		places = append(places, e)
	}
	add(o.site.Home)
	for _, pages := range [][]*site.Page{o.site.Pages, o.site.Sections, o.site.Tags} {
		for _, p := range pages {
			add(p)
		}
	}
	for _, r := range o.reports() {
		places = append(places, place{path: r.path})
	}
	for _, t := range o.timeline.pages {
		places = append(places, place{path: t.path})
	}
	for _, a := range o.site.AsOf {
		places = append(places, place{path: a.Path})
	}
	if len(o.site.AsOf) > 0 {
		places = append(places, place{path: shiftsPath})
	}
	return places
}

type sitemapFile struct{ places []place }

func (sitemapFile) origin() diag.Pos { return diag.Pos{} }

func (s sitemapFile) render(o *Output, b *bytes.Buffer) error {
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, p := range s.places {
		b.WriteString("<url><loc>")
		writeXML(b, o.absolute(p.path))
		b.WriteString("</loc>")
		// W3C dates have no marks, no intervals, and no time without a zone.
		if d := p.modified; d.Precision() >= edtf.ByDay && !d.IsInterval() && d.HTML() != "" {
			b.WriteString("<lastmod>" + d.Earliest().String() + "</lastmod>")
		}
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return nil
}

// absolute returns the address of a path. It is "" without base_url.
func (o *Output) absolute(path string) string {
	if o.site.Config.BaseURL == "" {
		return ""
	}
	return base{up: o.site.Config.BaseURL, files: o.site.Config.LinksFiles}.rel(path, "")
}

// writeXML writes text of an element. Control characters, which XML cannot
// express, become U+FFFD.
func writeXML(w interface{ Write([]byte) (int, error) }, s string) {
	xml.EscapeText(w, []byte(s)) // fails only if w does; a buffer does not
}
