package render

import (
	"bytes"
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
	title := f.date.Format(o.words)
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
	return Link{Title: p.date.Format(m.o.words), Href: m.base.rel(p.path, ""), Note: strconv.Itoa(len(p.entries)), Current: p.path == m.path}
}

// timeline returns the entries of a page by month and day. Of a year that is
// larger than a page only those entries are shown that are in none of its months.
func (m *maker) timeline(p *timelinePage) *Timeline {
	all := m.o.timeline
	shown := p.entries
	if p.months != nil && len(shown) > maxTimeline {
		shown = p.withoutMonth[:min(maxTimeline, len(p.withoutMonth))]
	}
	v := &Timeline{Shown: len(shown), Total: len(all.entries), Kinds: kinds(shown)}
	if !p.date.IsZero() {
		v.Title = p.date.Format(m.o.words)
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
	g := grouper{m: m, ids: uniqueIDs{}}
	for _, e := range shown {
		g.add(e)
	}
	v.Months = g.months
	return v
}

func kinds(entries []*site.Entry) []KindCount {
	list := []KindCount{
		{Kind: string(site.EventEntry), Label: "Events"},
		{Kind: string(site.MeetingEntry), Label: "Meetings"},
		{Kind: string(site.StatementEntry), Label: "Statements"},
		{Kind: string(site.ShiftEntry), Label: "Changes of position"},
		{Kind: string(site.ArticleEntry), Label: "Articles"},
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
	m      *maker
	ids    uniqueIDs
	month  edtf.Date // of the last group
	day    edtf.Date
	months []Month
}

func (g *grouper) add(e *site.Entry) {
	o := g.m.o
	month := e.Date.Truncate(edtf.ByMonth)
	day := listed(e.Date)
	if len(g.months) == 0 || month != g.month {
		title := month.Format(o.words)
		g.months = append(g.months, Month{
			ID: g.ids.next("m-" + month.String()), Title: title, Short: shortMonth(o.words, month, title),
		})
		g.month, g.day = month, edtf.Date{}
	}
	mo := &g.months[len(g.months)-1]
	mo.Count++
	if len(mo.Days) == 0 || day != g.day {
		mo.Days = append(mo.Days, Day{ID: g.ids.next(dayID(day)), Date: o.date(day)})
		g.day = day
	}
	d := &mo.Days[len(mo.Days)-1]
	d.Entries = append(d.Entries, g.m.entry(e))
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

// shortMonth returns the first three letters of a month, other headings whole.
func shortMonth(w *edtf.Words, d edtf.Date, title string) string {
	n, ok := d.Month()
	if !ok {
		return title
	}
	name := []rune(w.Months[n-1])
	return string(name[:min(3, len(name))])
}
