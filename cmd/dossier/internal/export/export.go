// Package export writes a site in the formats that other programs read: feeds,
// calendars, tables, bibliographies, graphs of people and organizations, and
// structured data for pages.
//
// It stands beside package render, which puts its files into the output. The
// invariant: every format gets the same facts from the same [site.Site], each
// text escaped for its place in that format, and no more than was recorded: a
// date keeps its gaps, or is left out where a format cannot say them. The bytes
// depend on the site and the options alone, never on the time.
//
// # Files
//
//	feed.xml, feed.json              the newest entries; with base_url
//	people/x/feed.xml                the same of a person, organization or position
//	calendar.ics                     meetings and events whose day is known
//	meetings/x/meeting.ics           one meeting
//	data/dossier.json                the whole graph, with data/dossier.schema.json
//	data/articles.csv …              one table for every type
//	data/statements.csv, data/accounts.csv, data/shifts.csv
//	data/articles.bib, .ris, .csl.json
//	data/ftm.ndjson                  FollowTheMoney
//	data/popolo.json                 Popolo
//	opensearch.xml                   how browsers search the site; with base_url
package export

import (
	"io"
	"sync"
	"time"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/i18n"
	"dossier/cmd/dossier/internal/site"
)

// Options are what the files are made with, beside the site.
type Options struct {
	Words   *i18n.Words // of the interface
	Dates   *edtf.Words // how its language writes dates
	Version string      // of dossier
	// Address returns the absolute address of a path of the site and a
	// fragment in it. It is not called without base_url.
	Address func(path, fragment string) string
}

// An Exporter writes one site. It does not change and may be used by any
// number of goroutines.
type Exporter struct {
	site *site.Site
	o    Options
	zone *time.Location // of times without an offset

	stories func() map[*site.Page]*story // of all articles
	last    func() time.Time             // when the newest article was updated
	buffers sync.Pool
}

// New returns the exporter of a site.
func New(s *site.Site, o Options) *Exporter {
	zone, err := time.LoadLocation(s.Config.Timezone)
	if err != nil { // reported by config
		zone = time.UTC
	}
	x := &Exporter{site: s, o: o, zone: zone}
	x.stories = sync.OnceValue(x.newStories)
	x.last = sync.OnceValue(x.newestArticle)
	return x
}

func (x *Exporter) newestArticle() time.Time {
	var last time.Time
	stories := x.stories()
	for _, a := range x.site.Articles {
		last = later(last, stories[a].updated)
	}
	return last
}

// A File is one file of the output. It knows no texts: the exporters of sites
// that share their pages (see [site.Site.SharesPages]) have the same files.
type File struct {
	Path  string
	write func(x *Exporter, b *buffer)
}

// Write writes the bytes of a file to w, of a large one in pieces of about
// 64 KiB. The error is that of w, which gets nothing more after it.
func (x *Exporter) Write(f File, w io.Writer) error {
	b := x.buffer(w)
	f.write(x, b)
	b.flush()
	err := b.err
	x.release(b)
	return err
}

// Paths of files that layouts link to.
const (
	FeedPath       = "feed.xml"
	JSONFeedPath   = "feed.json"
	CalendarPath   = "calendar.ics"
	OpenSearchPath = "opensearch.xml"
	SearchPath     = "search/" // the page that OpenSearchPath describes
)

// Files returns every file, apart from the one of [Exporter.OpenSearchFile].
// Nothing is written before [Exporter.Write] is called.
func (x *Exporter) Files() []File {
	files := []File{
		{"data/dossier.json", (*Exporter).graph},
		{"data/dossier.schema.json", func(_ *Exporter, b *buffer) { b.add(schema) }},
		{"data/articles.bib", (*Exporter).bibTeX},
		{"data/articles.ris", (*Exporter).ris},
		{"data/articles.csl.json", (*Exporter).csl},
		{"data/ftm.ndjson", (*Exporter).followTheMoney},
		{"data/popolo.json", (*Exporter).popolo},
	}
	files = append(files, x.tables()...)
	files = append(files, x.calendars()...)
	if x.site.Config.BaseURL != "" {
		files = append(files, x.feeds()...)
	}
	return files
}

// OpenSearchFile returns the description of the page at [SearchPath], for sites
// that have one and a base_url.
func (x *Exporter) OpenSearchFile() File { return File{OpenSearchPath, (*Exporter).openSearch} }

// FeedOf returns the path of a page's own feed, "" if it has none: those of
// people, organizations and positions do, if there is a base_url.
func (x *Exporter) FeedOf(p *site.Page) string {
	if x.site.Config.BaseURL == "" || !p.Own || p.Person == nil && p.Organization == nil && p.Position == nil {
		return ""
	}
	return p.Path + FeedPath
}

// address returns the absolute address of a page, "" without base_url.
func (x *Exporter) address(p *site.Page) string { return x.at(p.Path, p.Fragment) }

func (x *Exporter) at(path, fragment string) string {
	if x.site.Config.BaseURL == "" {
		return ""
	}
	return x.o.Address(path, fragment)
}

// config is short for what dossier.yaml says.
func (x *Exporter) config() *config.Config { return x.site.Config }

// summary returns a sentence or two on a page.
func (x *Exporter) summary(p *site.Page) string { return x.site.Summary(p) }

// lists are the pages of every type, in the order of the types.
func (x *Exporter) lists(f func(t content.Type, pages []*site.Page)) {
	for _, t := range content.Types {
		f(t, x.site.List(t))
	}
}

// publisher returns who published an article, nil if that is not known.
func publisher(article *site.Page) *site.Page {
	if article.Article == nil {
		return nil
	}
	return article.Article.Publisher
}

// lastmod returns when a page was last changed, as far as its file says.
func lastmod(p *site.Page) edtf.Date {
	if p.Source == nil {
		return edtf.Date{}
	}
	return p.Source.LastMod.Date
}

// pathOf returns a page's path with its fragment, as the data say it.
func pathOf(p *site.Page) string { return fragment(p.Path, p.Fragment) }

func fragment(path, id string) string {
	if id == "" {
		return path
	}
	return path + "#" + id
}

// statementID is the id of a statement in the data: its article's and its
// anchor there.
func statementID(s *site.Statement) string { return s.Article.Key + "#" + s.Anchor }

// partial returns a date as far as "2016", "2016-09" and "2016-09-09" can say
// it, which is all that many formats know: without marks, time, and what is
// coarser than a year. It is "" for an interval, and for years before 1.
func partial(d edtf.Date) string {
	if d.IsInterval() || d.Year() < 1 || d.Precision() < edtf.ByYear {
		return ""
	}
	return d.Truncate(d.Precision()).String()
}

// ends returns the two ends of a date as [partial] writes them; of a date that
// is no interval the first alone.
func ends(d edtf.Date) (from, to string) {
	if !d.IsInterval() {
		return partial(d), ""
	}
	return partial(d.Start()), partial(d.End())
}

// later returns the later of two moments.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// moment returns when a date begins, the zero time for none. Years that formats
// cannot write (before 1) count as the beginning of the year 1.
func (x *Exporter) moment(d edtf.Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	t := d.Time(x.zone)
	if t.UTC().Year() < 1 {
		return time.Time{}
	}
	return t
}

// titles returns the titles of pages.
func titles(pages []*site.Page) []string {
	out := make([]string, len(pages))
	for i, p := range pages {
		out[i] = p.Title
	}
	return out
}

// keys returns the keys of pages.
func keys(pages []*site.Page) []string {
	out := make([]string, len(pages))
	for i, p := range pages {
		out[i] = p.Key
	}
	return out
}
