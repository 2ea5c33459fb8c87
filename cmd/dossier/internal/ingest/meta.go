package ingest

import (
	"cmp"
	"encoding/json"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A meta is what a page says of itself outside of its text.
type meta struct {
	named     map[string]string // <meta> by name, property or itemprop, the first of each
	canonical string
	lang      string
	title     string   // of the browser's window
	heading   string   // the first h1
	times     []string // of <time>, those that say that they are the publication's first
	saved     string   // address that the browser has written into the page
	savedOn   string
	ld        ldArticle
}

// metaOf reads what a page says of itself.
func metaOf(doc *html.Node) *meta {
	m := &meta{named: map[string]string{}}
	var ld []any
	for n := range doc.Descendants() {
		if n.Type == html.CommentNode {
			m.comment(n.Data)
		}
		switch n.DataAtom {
		case atom.Html:
			m.lang = cmp.Or(m.lang, attr(n, "lang"), attr(n, "xml:lang"))
		case atom.Meta:
			m.element(n)
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") {
				m.canonical = cmp.Or(m.canonical, attr(n, "href"))
			}
		case atom.Title:
			setText(&m.title, n)
		case atom.H1:
			setText(&m.heading, n)
		case atom.Time:
			m.time(n)
		case atom.Script:
			if strings.EqualFold(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
				var v any
				if json.Unmarshal([]byte(n.FirstChild.Data), &v) == nil {
					ld = append(ld, v)
				}
			}
		}
	}
	m.ld = findLD(ld)
	return m
}

// setText sets a text that is not set yet to that in a node.
func setText(to *string, n *html.Node) {
	if *to == "" {
		*to = oneLine(innerText(n))
	}
}

func (m *meta) element(n *html.Node) {
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		if name := strings.ToLower(attr(n, key)); name != "" && m.named[name] == "" {
			m.named[name] = oneLine(attr(n, "content"))
		}
	}
}

func (m *meta) time(n *html.Node) {
	const most = 50
	if len(m.times) == most {
		return
	}
	t := attr(n, "datetime")
	setText(&t, n)
	switch {
	case has(n, "pubdate") || strings.EqualFold(attr(n, "itemprop"), "datePublished"):
		m.times = append([]string{t}, m.times...)
	default:
		m.times = append(m.times, t)
	}
}

var (
	savedFrom   = regexp.MustCompile(`saved from url=\(\d+\)(\S+)`)
	singleFile  = regexp.MustCompile(`(?m)^\s*url:\s*(\S+)\s*$`)
	singleSaved = regexp.MustCompile(`(?m)^\s*saved date:\s*(.{1,40}?)(?:\s*\(.*)?$`)
)

// comment reads what Chrome and SingleFile write at the top of the pages that
// they save.
func (m *meta) comment(s string) {
	if found := savedFrom.FindStringSubmatch(s); found != nil {
		m.saved = cmp.Or(m.saved, found[1])
	}
	if !strings.Contains(s, "SingleFile") {
		return
	}
	if found := singleFile.FindStringSubmatch(s); found != nil {
		m.saved = cmp.Or(m.saved, found[1])
	}
	if found := singleSaved.FindStringSubmatch(s); found != nil {
		m.savedOn, _ = dateOf(found[1])
	}
}

// first returns the first of the named values that the page gives.
func (m *meta) first(names ...string) string {
	for _, name := range names {
		if v := m.named[name]; v != "" {
			return v
		}
	}
	return ""
}

// address returns where the page was published, "" if it does not say.
func (m *meta) address() string {
	for _, a := range []string{m.canonical, m.first("og:url", "citation_public_url", "twitter:url"), m.ld.url, m.saved} {
		if cleanAddress(a) != "" {
			return a
		}
	}
	return ""
}

// draft makes a draft of what the page says of itself.
func (m *meta) draft() Draft {
	site := cmp.Or(m.ld.publisher, m.first("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher", "application-name"))
	title := cmp.Or(m.ld.headline, m.first("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"))
	if rest, ok := strings.CutPrefix(title, cmp.Or(m.heading, "?")); ok && siteEnd.MatchString(rest) {
		title = m.heading
	}
	title = cmp.Or(title, m.heading, m.title)
	author := cmp.Or(m.ld.author, m.first("author", "citation_author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl"))
	if cleanAddress(author) != "" {
		author = "" // a page about the author
	}
	d := Draft{
		Title:   trimSite(title, site),
		Summary: cmp.Or(m.ld.description, m.first("og:description", "description", "dc.description", "twitter:description")),
		Source: Source{
			Publisher: site,
			URL:       m.address(),
			Author:    strings.TrimPrefix(strings.TrimPrefix(author, "By "), "by "),
			Lang:      cmp.Or(m.ld.lang, m.lang, m.first("og:locale", "content-language", "dc.language", "language")),
			Accessed:  m.savedOn,
		},
	}
	d.setArchive()
	d.pickDate(append([]string{m.ld.published, m.first("article:published_time", "og:published_time", "datepublished", "citation_publication_date",
		"citation_date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "pubdate", "publishdate", "publish-date", "parsely-pub-date",
		"sailthru.date", "date", "article.published", "cxenseparse:recs:publishtime")}, m.times...))
	if m.title != "" {
		if found := suffix.FindStringSubmatch(m.title); found != nil {
			d.Publishers = append(d.Publishers, found[1])
		}
	}
	return d
}

// siteEnd is what stands between a title and the name of the site.
var siteEnd = regexp.MustCompile(`^\s*[-–—|»]`)

// pickDate takes the first that is a date; that none is, is worth a note.
func (d *Draft) pickDate(found []string) {
	for _, s := range found {
		if date, _ := dateOf(s); date != "" {
			d.Date = date
			return
		}
	}
	for _, s := range found {
		if s != "" {
			d.setDate(s)
			return
		}
	}
}

// wayback is the address of a copy in the Internet Archive.
var wayback = regexp.MustCompile(`^https?://web\.archive\.org/web/\d+[a-z_]*/(https?:.+)$`)

// setArchive puts the address of a copy where it belongs.
func (d *Draft) setArchive() {
	if m := wayback.FindStringSubmatch(d.Source.URL); m != nil {
		d.Source.Archived, d.Source.URL = d.Source.URL, m[1]
	}
}
