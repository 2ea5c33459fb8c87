package render

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

const (
	timelineDir = "timeline/"
	maxTimeline = 500 // entries of one page
)

// A timeline is the entries of the dossier, divided into pages. Up to
// maxTimeline entries they are all on the home page. Above that there is a page
// for every year and for every month, and the home page has the newest entries.
type timeline struct {
	entries []*site.Entry
	lead    int // number of articles from which an entry is large
	pages   []*timelinePage
	years   []*timelinePage
}

// A timelinePage is the entries of a year or month, entries[from:to].
type timelinePage struct {
	path         string
	date         edtf.Date // the year or month
	entries      []*site.Entry
	months       []*timelinePage // of a year
	year         *timelinePage   // of a month
	prev, next   *timelinePage   // of the same length
	withoutMonth []*site.Entry   // of a year: entries known to the year alone
}

func newTimeline(entries []*site.Entry) *timeline {
	t := &timeline{entries: entries, lead: leadCount(entries)}
	if len(entries) <= maxTimeline {
		return t
	}
	byYear := map[int]*timelinePage{}
	for _, e := range entries {
		y := byYear[e.Date.Year()]
		if y == nil {
			y = &timelinePage{date: yearOf(e.Date)}
			y.path = timelineDir + y.date.String() + "/"
			byYear[e.Date.Year()] = y
			t.years = append(t.years, y)
		}
		y.add(e)
	}
	slices.SortFunc(t.years, func(a, b *timelinePage) int { return a.date.Compare(b.date) })
	var months []*timelinePage
	for _, y := range t.years {
		slices.SortFunc(y.months, func(a, b *timelinePage) int { return a.date.Compare(b.date) })
		months = append(months, y.months...)
	}
	chain(t.years)
	chain(months)
	t.pages = slices.Concat(t.years, months)
	return t
}

// yearOf returns the year that a date is listed under, also of a decade.
func yearOf(d edtf.Date) edtf.Date {
	return edtf.DayOf(d.Year(), 1, 1).Date().Truncate(edtf.ByYear)
}

// add puts an entry into a year and, if it is known, into its month.
func (y *timelinePage) add(e *site.Entry) {
	y.entries = append(y.entries, e)
	n, ok := e.Date.Month()
	if !ok {
		y.withoutMonth = append(y.withoutMonth, e)
		return
	}
	i := slices.IndexFunc(y.months, func(m *timelinePage) bool { return m.date.Earliest().Month() == n })
	if i < 0 {
		i = len(y.months)
		y.months = append(y.months, &timelinePage{
			path: fmt.Sprintf("%s%02d/", y.path, n),
			date: e.Date.Truncate(edtf.ByMonth),
			year: y,
		})
	}
	y.months[i].entries = append(y.months[i].entries, e)
}

func chain(pages []*timelinePage) {
	for i := 1; i < len(pages); i++ {
		pages[i].prev, pages[i-1].next = pages[i-1], pages[i]
	}
}

func (t *timeline) total() int { return len(t.entries) }

// of returns the page of the month that a date is listed under, or of its year;
// nil if all entries are on the home page.
func (t *timeline) of(d edtf.Date) *timelinePage {
	i := slices.IndexFunc(t.years, func(y *timelinePage) bool { return y.date.Year() == d.Year() })
	if i < 0 {
		return nil
	}
	n, ok := d.Month()
	if !ok {
		return t.years[i]
	}
	for _, month := range t.years[i].months {
		if month.date.Earliest().Month() == n {
			return month
		}
	}
	return t.years[i]
}

// from returns the index of the first entry that does not begin before a day.
func (t *timeline) from(day edtf.Day) int {
	i, _ := slices.BinarySearchFunc(t.entries, day, func(e *site.Entry, day edtf.Day) int {
		return cmp.Compare(e.Date.Earliest(), day)
	})
	return i
}

// home returns what the home page shows: the newest entries.
func (t *timeline) home() *timelinePage {
	return &timelinePage{entries: t.entries[max(0, len(t.entries)-maxTimeline):]}
}

// leadCount returns how many articles the top fifth of the entries have, at
// least four: entries with so many are drawn larger.
func leadCount(entries []*site.Entry) int {
	counts := make([]int, len(entries))
	for i, e := range entries {
		counts[i] = len(e.Articles)
	}
	slices.Sort(counts)
	if n := len(counts); n > 0 {
		return max(4, counts[n-1-(n-1)/5])
	}
	return 4
}

// A timelineFile is the page of a year or month.
type timelineFile struct{ *timelinePage }

func timelineLayouts() []string { return []string{"timeline.html", "page.html"} }

func (timelineFile) origin() diag.Pos { return diag.Pos{} }

func (f timelineFile) render(o *Output, b *bytes.Buffer) error {
	t := o.layouts.find(timelineLayouts()...)
	if t == nil {
		return &Failure{diag.List{noLayout(diag.Pos{}, f.path, timelineLayouts()...)}}
	}
	m := o.maker(f.path, o.site.Config.Language)
	title := f.date.Format(o.dates)
	v := &Page{
		Frame: o.frame(f.path, m.base), Kind: "timeline", Title: title, HeadTitle: m.headTitle(title),
		Lang: m.lang, Dir: direction(m.lang), Canonical: o.absolute(f.path), Date: o.date(f.date),
		Timeline: m.timeline(f.timelinePage), Breadcrumb: []Link{{Title: o.site.Config.Title, Href: m.base.rel("", "")}},
	}
	if f.year != nil {
		v.Breadcrumb = append(v.Breadcrumb, m.timelineLink(f.year))
	}
	v.Prev, v.Next = v.Timeline.Earlier, v.Timeline.Later
	return o.execute(t, b, v, f.path)
}

func (m *maker) timelineLink(p *timelinePage) Link {
	return Link{Title: p.date.Format(m.o.dates), Href: m.base.rel(p.path, ""), Note: strconv.Itoa(len(p.entries)), Current: p.path == m.path}
}

// timeline returns the entries of a page by month and day. Of a year that is
// larger than a page only those entries are shown that are in none of its months.
func (m *maker) timeline(p *timelinePage) *Timeline {
	all := m.o.timeline
	shown := p.entries
	if p.months != nil && len(shown) > maxTimeline {
		shown = p.withoutMonth[:min(maxTimeline, len(p.withoutMonth))]
	}
	v := &Timeline{Shown: len(shown), Total: len(all.entries), Kinds: m.kinds(shown)}
	if !p.date.IsZero() {
		v.Title = p.date.Format(m.o.dates)
	}
	for _, y := range all.years {
		year := Year{Link: m.timelineLink(y)}
		if y == p || y == p.year { // all months on every page would be most of the site
			for _, month := range y.months {
				year.Months = append(year.Months, m.timelineLink(month))
			}
		}
		v.Years = append(v.Years, year)
	}
	if p.prev != nil {
		l := m.timelineLink(p.prev)
		v.Earlier = &l
	}
	if p.next != nil {
		l := m.timelineLink(p.next)
		v.Later = &l
	}
	facets, marks := m.facets(shown)
	v.Facets = facets
	g := grouper{m: m, ids: uniqueIDs{}, entries: make([]Entry, 0, len(shown))}
	for i, e := range shown {
		g.add(e).Facets = marks[i]
	}
	v.Months = g.months
	v.Jump = jump(v.Months)
	return v
}

func (m *maker) kinds(entries []*site.Entry) []KindCount {
	var list []KindCount
	for _, kind := range []site.Kind{site.EventEntry, site.MeetingEntry, site.StatementEntry, site.ShiftEntry, site.ArticleEntry} {
		list = append(list, KindCount{Kind: string(kind), Label: m.o.words.T("entries_" + string(kind))})
	}
	for _, e := range entries {
		for i := range list {
			if list[i].Kind == string(e.Kind) {
				list[i].Count++
			}
		}
	}
	return slices.DeleteFunc(list, func(k KindCount) bool { return k.Count == 0 })
}

// A grouper puts entries, in the order of their dates, under months and days.
type grouper struct {
	m       *maker
	ids     uniqueIDs
	month   edtf.Date // of the last group
	day     edtf.Date
	months  []Month
	entries []Entry // of all days, with room for all that will be added
}

// add adds an entry and returns its view.
func (g *grouper) add(e *site.Entry) *Entry {
	o := g.m.o
	month := e.Date.Truncate(edtf.ByMonth)
	day := listed(e.Date)
	if len(g.months) == 0 || month != g.month {
		title := month.Format(o.dates)
		g.months = append(g.months, Month{
			ID: g.ids.next("m-" + month.String()), Title: title, Year: yearOf(e.Date).Format(o.dates), Short: shortMonth(o.dates, month, title),
		})
		g.month, g.day = month, edtf.Date{}
	}
	mo := &g.months[len(g.months)-1]
	mo.Count++
	if len(mo.Days) == 0 || day != g.day {
		mo.Days = append(mo.Days, Day{ID: g.ids.next(dayID(day)), Date: o.date(day)})
		g.day = day
	}
	g.entries = append(g.entries, g.m.entry(e))
	d := &mo.Days[len(mo.Days)-1]
	n := len(g.entries)
	d.Entries = g.entries[n-len(d.Entries)-1 : n : n]
	return &g.entries[n-1]
}

// maxJump is how many places of the timeline its bar names.
const maxJump = 14

// jump returns the headings of the timeline in short, each year only where it
// changes; if they are many, the first heading of every year, or of some.
func jump(months []Month) []Link {
	var all, years []Link
	for i, mo := range months {
		l := Link{Title: mo.Short, Note: mo.Title, Href: "#" + escapePath(mo.ID)}
		if i == 0 || mo.Year != months[i-1].Year {
			l.Title = mo.Title
			years = append(years, Link{Title: mo.Year, Note: mo.Year, Href: l.Href})
		}
		all = append(all, l)
	}
	if len(all) <= maxJump {
		return all
	}
	step := (len(years) + maxJump - 1) / maxJump
	var some []Link
	for i := 0; i < len(years); i += step {
		some = append(some, years[i])
	}
	return some
}

// listed returns the date under which an entry stands: the beginning of an
// interval, the day of a time. Marks stay, so that "c. 11 September" does not
// stand under 11 September.
func listed(d edtf.Date) edtf.Date {
	if start := d.Start(); !start.IsZero() {
		d = start
	} else {
		d = d.End()
	}
	if d.HasTime() {
		return d.Truncate(edtf.ByDay)
	}
	return d
}

func dayID(d edtf.Date) string {
	id := "d-" + strings.TrimRight(d.String(), "~?%")
	switch {
	case d.Approximate():
		return id + "-c"
	case d.Uncertain():
		return id + "-u"
	}
	return id
}

// shortMonth returns the short name of a month, other headings whole.
func shortMonth(w *edtf.Words, d edtf.Date, title string) string {
	n, ok := d.Month()
	if !ok {
		return title
	}
	return w.MonthsShort[n-1]
}
