// Package render turns a site and its layouts into output: an [Output] knows the
// path of every file of the finished site at once and renders a file when it is
// opened.
//
// It is the step between site and publish. The invariant: the bytes of a file
// depend on the site, the layouts and the resources alone, never on the order
// in which files are opened, on the time, or on the machine; and nothing that
// an author wrote reaches a page without being escaped for its place there
// (see trusted.go). It knows no folder: everything is read through an fs.FS.
//
// # Layouts
//
// Layouts are html/template files. What they get, and which layout gets what,
// is written in view.go.
//
// # Files
//
//	people/vitaly-churkin/index.html   a page, at its Path
//	old/address/index.html             a redirect, for an alias
//	timeline/2016/, timeline/2016/09/  if the timeline is larger than one page
//	as-of/2016-09-09/                  the matrix of a day
//	positions/shifts/                  every change of position
//	search/, search/s/                 the search, and the register of all names
//	data/search/index.js               what the search loads, see search.go
//	data/                              the way to the data for other programs
//	data/dossier.json, feed.xml …      what package export writes
//	data/previews/000.js               what a script shows of people, organizations, positions
//	404.html, robots.txt, sitemap.xml  the last only with base_url
//	assets/site.3f2a9c04d1b8.css       an asset: a file of layouts/assets/, or a
//	                                   folder site.css/ whose files are joined;
//	                                   style sheets and scripts have a hash of
//	                                   their content in the name
//	articles/x/photo.jpg               a resource: a file of content/
package render

import (
	"bytes"
	"cmp"
	"io/fs"
	"strings"
	"sync"
	"time"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/export"
	"dossier/cmd/dossier/internal/i18n"
	"dossier/cmd/dossier/internal/site"
)

// Limits of one page, against layouts that never end; the settings may say others.
const (
	maxPageBytes = 32 << 20
	maxPageTime  = 10 * time.Second
)

// Inputs are what the pages are made with, beside the site.
type Inputs struct {
	Layouts fs.FS // layouts and partials, and assets/ (see [Overlay])
	Content fs.FS // the content folder, for resources
	Words   *i18n.Words
	Version string  // of dossier, for the generator element
	Prev    *Output // an earlier output of the same dossier, parts of which may be taken over; may be nil
}

// An Output is the finished site. It implements [fs.FS], [fs.ReadDirFS] and
// [fs.StatFS], and may be used by any number of goroutines.
//
// Open renders the file at that moment and keeps nothing; Stat does the same,
// for the size. Resources are read when they are asked for: one that has gone or
// changed since New is missing or another one. An error is a *fs.PathError
// around a [*Failure]. Modification times are zero.
type Output struct {
	*plan
	site    *site.Site
	in      Inputs
	layouts *layouts
	missing diag.List // pages without a layout

	words  *i18n.Words // of the interface, for texts that are made in Go
	dates  *edtf.Words
	search *searching
	export *export.Exporter

	known    knownDates
	frames   sync.Map // frameKey to *Frame
	shared   sync.Map // sharedKey to template.HTML
	buffers  sync.Pool
	maxBytes int
	maxTime  time.Duration
}

// A Failure says why a file could not be rendered.
type Failure struct{ Diagnostics diag.List }

// Error returns the diagnostics, one a line.
func (f *Failure) Error() string {
	lines := make([]string, len(f.Diagnostics))
	for i, d := range f.Diagnostics {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}

// A source makes the bytes of one file.
type source interface {
	// render appends the file to b.
	render(o *Output, b *bytes.Buffer) error
	// origin says for messages what the file is made from.
	origin() diag.Pos
}

// New parses the layouts and finds the path of every file. It renders nothing.
// With errors in the list the output may lack files. With in.Prev or without,
// the result is the same.
func New(s *site.Site, in Inputs) (*Output, diag.List) {
	prev := in.Prev
	in.Prev = nil // or none would ever be forgotten
	limits := s.Config.Limits
	o := &Output{
		site:     s,
		in:       in,
		words:    in.Words,
		dates:    dateWords(in.Words),
		known:    knownDates{views: map[edtf.Date]Date{}},
		maxBytes: cmp.Or(limits.Page, maxPageBytes),
		maxTime:  cmp.Or(time.Duration(limits.Seconds)*time.Second, maxPageTime),
	}
	var list diag.List
	o.layouts, list = parseLayouts(in.Layouts, lexiconOf(in.Words, prev), layoutsOf(prev))
	o.export = o.newExporter()
	o.addPlan(prev)
	list = append(list, o.plan.list...)
	if !list.HasErrors() {
		o.addMissing(prev)
		list = append(list, o.missing...)
	}
	return o, list.Sorted()
}

// missingLayouts reports the pages that no layout is there for: each that asks
// for one by name, and the first of every kind.
func (o *Output) missingLayouts() (list diag.List) {
	reported := map[string]bool{}
	for _, file := range o.paths {
		switch f := o.files[file].(type) {
		case pageFile:
			t, problem := o.layoutOf(f.page)
			named := f.page.Source != nil && !f.page.Source.Layout.IsZero()
			if kind := o.kind(f.page); t == nil && (named || !reported[kind]) {
				reported[kind] = !named
				list = append(list, problem)
			}
		case redirectFile:
			if o.layouts.find(redirectLayout) == nil && !reported[redirectLayout] {
				reported[redirectLayout] = true
				list = append(list, noLayout(f.origin(), f.From, redirectLayout))
			}
		case timelineFile:
			if o.layouts.find(timelineLayouts()...) == nil && !reported[timelineDir] {
				reported[timelineDir] = true
				list = append(list, noLayout(diag.Pos{}, f.path, timelineLayouts()...))
			}
		case asOfFile:
			if o.layouts.find(asOfLayouts()...) == nil && !reported[asOfDir] {
				reported[asOfDir] = true
				list = append(list, noLayout(diag.Pos{}, f.Path, asOfLayouts()...))
			}
		case reportFile:
			if o.layouts.find(f.layouts()...) == nil && !reported[f.kind] {
				reported[f.kind] = true
				list = append(list, noLayout(diag.Pos{}, f.path, f.layouts()...))
			}
		case shiftsFile:
			if o.layouts.find(shiftsLayouts()...) == nil {
				list = append(list, noLayout(diag.Pos{}, shiftsPath, shiftsLayouts()...))
			}
		}
	}
	return list
}

// siteView returns what all pages say of the dossier.
func (o *Output) siteView() *Site {
	cfg := o.site.Config
	v := &Site{
		Title: cfg.Title, Description: cfg.Description, License: cfg.License, BaseURL: cfg.BaseURL,
		Lang: cfg.Language, Dir: direction(cfg.Language), Params: cfg.Params, Version: o.in.Version,
		Articles: len(o.site.Articles), Statements: len(o.site.Statements), Period: o.period(),
	}
	publishers := map[*site.Page]bool{}
	for _, p := range o.site.Articles {
		if p.Article != nil && p.Article.Publisher != nil {
			publishers[p.Article.Publisher] = true
		}
	}
	v.Publishers = len(publishers)
	return v
}

// period returns the span from the first to the last day of the timeline.
func (o *Output) period() string {
	first, last := edtf.MaxDay, edtf.MinDay
	for _, e := range o.site.Timeline {
		if !e.Date.OpenStart() {
			first = min(first, e.Date.Earliest())
		}
		if !e.Date.OpenEnd() {
			last = max(last, e.Date.Latest())
		}
	}
	if first > last {
		return ""
	}
	d, err := edtf.Parse(first.String() + "/" + last.String())
	if first == last || err != nil {
		d = first.Date()
	}
	return d.Format(o.dates)
}

// fileOf returns the output file for a path of the site.
func fileOf(p string) string {
	if p == "" || strings.HasSuffix(p, "/") {
		return p + "index.html"
	}
	return p
}
