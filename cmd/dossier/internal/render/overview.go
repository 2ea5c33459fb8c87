package render

import (
	"cmp"
	"slices"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// Limits of the picture of the period.
const (
	maxNames   = 9  // of events and meetings that stand above it
	maxPeriods = 8  // that have a bar with a name
	maxTicks   = 4  // at one place, and
	maxMarks   = 60 // in one row; where there is more of both, bars say how many
	maxMonths  = 36 // rows of the table by month; a longer period is told by years
)

// An overview is the picture of the period before it is drawn: what happened,
// counted by a grain of time.
type overview struct {
	caption, desc string
	window
	days          []edtf.Day // of the window at which something stands, in order
	rows          []row      // those in which something stands
	periods       []period   // the most reported first
	names         []landmark // more than there is room for, the most reported first
	before, after *beside    // what is outside of the window; nil if nothing is
	outside       int        // whose date is not exact enough to have a place
	mirrored      bool
	maker         *maker
}

// A beside is what lies before or after the window.
type beside struct {
	n           int
	href, title string
}

// A row is a line of the picture: one kind of thing.
type row struct {
	rowKind
	bars   bool
	stacks []stack // in order of time, also those outside of the window
	most   int     // in one stack of the window
	total  int     // in the window
}

// A stack is what stands at one place of a row.
type stack struct {
	day         edtf.Day
	n           int
	href, title string
	short       string // its date, of a day or week without the year
}

// A period is an event or meeting that lasts, as a bar with its name.
type period struct {
	first, last       edtf.Day
	open              bool // nobody knows where it ends
	title, date, href string
}

// A rowKind is what a row tells of.
type rowKind struct {
	kind    site.Kind
	label   string
	counted string // key of the words for a number of them
	always  bool   // bars, however few there are
}

// A dated is one thing of a row.
type dated struct {
	date  edtf.Date
	page  *site.Page  // with its own name; nil for what is only counted
	entry *site.Entry // of the timeline; nil if it has none of its own
}

// overview returns the picture of the period; nil if less than three things
// have a place in time, or all have the same.
func (m *maker) overview() *Overview {
	all, kinds := m.recorded(), m.rowKinds()
	n := 0
	for _, list := range all {
		n += len(list)
	}
	dates := make([]edtf.Date, 0, n)
	for _, k := range kinds {
		for _, d := range all[k.kind] {
			dates = append(dates, d.date)
		}
	}
	c := &overview{window: chooseWindow(dates), mirrored: direction(m.lang) == "rtl", maker: m}
	spots := c.spots(dates)
	c.outside = len(dates) - len(spots)
	c.days = slices.Compact(slices.DeleteFunc(spots, func(d edtf.Day) bool { return !c.shows(d) }))
	if len(dates)-c.outside < 3 || len(c.days) < 2 {
		return nil
	}
	c.choosePeriods(all)
	for _, k := range kinds {
		c.addRow(k, all[k.kind])
	}
	c.chooseNames(all)
	c.gather()
	c.describe()
	v := &Overview{
		Wide: trusted(c.draw(wideGlance())), Narrow: trusted(c.draw(narrowGlance())),
		Outside: c.outside, Folded: len(overviewScale(c.days, 0, box{w: 1000}).parts) > 1,
		Counted: m.o.words.T(c.key()), Ticks: slices.ContainsFunc(c.rows, func(r row) bool { return !r.bars }), Periods: len(c.periods) > 0,
		Open: slices.ContainsFunc(c.periods, func(p period) bool { return p.open }),
	}
	if c.before != nil {
		v.Before = c.before.title
	}
	if c.after != nil {
		v.After = c.after.title
	}
	c.tabulate(v)
	return v
}

// rowKinds returns the kinds of rows from the top.
func (m *maker) rowKinds() []rowKind {
	w := m.o.words
	return []rowKind{
		{site.EventEntry, w.T("overview_events"), "n_events", false},
		{site.MeetingEntry, w.T("overview_meetings"), "n_meetings", false},
		{site.StatementEntry, w.T("overview_statements"), "n_statements", true},
		{site.ShiftEntry, w.T("overview_changes"), "n_changes", false},
		{site.ArticleEntry, w.T("overview_articles"), "n_articles", true},
	}
}

// recorded returns everything that has a row in the picture.
func (m *maker) recorded() map[site.Kind][]dated {
	all := map[site.Kind][]dated{
		site.StatementEntry: make([]dated, 0, len(m.o.site.Statements)),
		site.ArticleEntry:   make([]dated, 0, len(m.o.site.Articles)),
	}
	add := func(kind site.Kind, d dated) {
		if !d.date.IsZero() {
			all[kind] = append(all[kind], d)
		}
	}
	for _, e := range m.o.timeline.entries {
		switch e.Kind {
		case site.EventEntry, site.MeetingEntry:
			add(e.Kind, dated{date: e.Date, page: e.Page, entry: e})
		case site.ShiftEntry:
			add(e.Kind, dated{date: e.Date, entry: e})
		}
	}
	for _, s := range m.o.site.Statements {
		if s.Same[0] == s {
			add(site.StatementEntry, dated{date: s.Date})
		}
	}
	for _, p := range m.o.site.Articles {
		add(site.ArticleEntry, dated{date: p.Date, page: p})
	}
	return all
}

// datedHref returns the address of a thing: its place in the timeline, an
// article, or what the timeline has next.
func (m *maker) datedHref(d dated) string {
	switch {
	case d.entry != nil:
		return m.entryHref(d.entry)
	case d.page != nil:
		return m.href(d.page, "")
	}
	return m.nearest(d.date)
}

// entryHref returns the address of an entry's day in the timeline.
func (m *maker) entryHref(e *site.Entry) string {
	id := dayID(listed(e.Date))
	if p := m.o.timeline.of(e.Date); p != nil {
		return m.hrefOf(p.path, id)
	}
	return m.hrefOf("", id)
}

// nearest returns the address of the first entry of the timeline that is not
// earlier than a date, or of the last one.
func (m *maker) nearest(d edtf.Date) string {
	entries := m.o.timeline.entries
	if len(entries) == 0 {
		return m.hrefOf("", "")
	}
	return m.entryHref(entries[min(m.o.timeline.from(d.Earliest()), len(entries)-1)])
}

// choosePeriods takes the most reported events and meetings that last longer
// than one length of the grain.
func (c *overview) choosePeriods(all map[site.Kind][]dated) {
	var list []dated
	for _, kind := range []site.Kind{site.EventEntry, site.MeetingEntry} {
		for _, d := range all[kind] {
			if _, _, ok := c.span(d.date); ok {
				list = append(list, d)
			}
		}
	}
	for _, d := range mostReported(list, maxPeriods) {
		p := period{open: d.date.OpenEnd(), title: d.page.Title, date: d.date.Format(c.maker.o.dates), href: c.maker.datedHref(d)}
		p.first, p.last, _ = c.span(d.date)
		c.periods = append(c.periods, p)
		c.days = append(c.days, p.first, p.last)
	}
	c.days = ordered(c.days)
}

// span returns the first and the last length of an interval that the window
// shows; false if there is none, or only one.
func (c *overview) span(d edtf.Date) (first, last edtf.Day, ok bool) {
	if !d.IsInterval() || d.OpenStart() {
		return 0, 0, false
	}
	first, ok = c.spot(d)
	if d.OpenEnd() || !ok {
		return first, first, ok && c.shows(first)
	}
	last, ok = c.spot(d.End())
	if first == last {
		return first, last, false
	}
	first, last = max(first, c.window.first), min(last, c.window.last)
	return first, last, ok && first <= last
}

// mostReported returns at most n of the things that most articles report, the
// most reported first.
func mostReported(list []dated, n int) []dated {
	slices.SortStableFunc(list, func(a, b dated) int {
		return cmp.Or(cmp.Compare(len(b.page.Articles), len(a.page.Articles)), a.date.Compare(b.date))
	})
	return list[:min(n, len(list))]
}

// addRow adds a row, if something stands in it. What has a bar of its own
// stands there.
func (c *overview) addRow(k rowKind, list []dated) {
	r := row{rowKind: k}
	at := map[edtf.Day]int{}
	for _, d := range list {
		day, ok := c.spot(d.date)
		if !ok {
			continue
		}
		i, found := at[day]
		if !found {
			i = len(r.stacks)
			at[day] = i
			r.stacks = append(r.stacks, c.stack(day, d))
		}
		s := &r.stacks[i]
		s.n++
		if c.shows(day) {
			r.most = max(r.most, s.n)
			r.total++
		}
	}
	if len(r.stacks) == 0 {
		return
	}
	for i := range r.stacks {
		if s := &r.stacks[i]; s.n > 1 || s.title == "" {
			o := c.maker.o
			s.title = o.words.T("name_value", c.grain.date(s.day).Format(o.dates), o.words.N(k.counted, s.n))
		}
	}
	slices.SortFunc(r.stacks, func(a, b stack) int { return cmp.Compare(a.day, b.day) })
	r.bars = k.always || r.most > maxTicks && r.total > maxMarks
	c.rows = append(c.rows, r)
}

// stack returns the place of a row where the first thing is put.
func (c *overview) stack(day edtf.Day, first dated) stack {
	w := c.maker.o.dates
	s := stack{day: day, href: c.maker.datedHref(first), short: c.grain.date(day).Format(w)}
	if c.grain < perMonth {
		s.short = c.grain.date(day).FormatShort(w)
	}
	if first.page != nil {
		s.title = c.maker.o.words.T("name_value", first.date.Format(w), first.page.Title)
	}
	return s
}

// gather counts what lies before and after the window.
func (c *overview) gather() {
	before, after := 0, 0
	first, last := c.window.first, c.window.last
	for _, r := range c.rows {
		for _, s := range r.stacks {
			switch {
			case s.day < c.window.first:
				before += s.n
				first = min(first, s.day)
			case s.day > c.window.last:
				after += s.n
				last = max(last, s.day)
			}
		}
	}
	o := c.maker.o
	if before > 0 {
		date := c.grain.date(first)
		c.before = &beside{before, c.maker.nearest(date), o.words.N("overview_before", before, date.Format(o.dates))}
	}
	if after > 0 {
		date := c.grain.date(last)
		next := c.grain.date(c.window.last + 1)
		c.after = &beside{after, c.maker.nearest(next), o.words.N("overview_after", after, date.Format(o.dates))}
	}
}

// chooseNames takes the most reported events and meetings that have no bar.
func (c *overview) chooseNames(all map[site.Kind][]dated) {
	bars := map[string]bool{}
	for _, p := range c.periods {
		bars[p.title] = true
	}
	var list []dated
	for _, kind := range []site.Kind{site.EventEntry, site.MeetingEntry} {
		for _, d := range all[kind] {
			if day, ok := c.spot(d.date); ok && c.shows(day) && !bars[d.page.Title] && len(d.page.Articles) > 0 {
				list = append(list, d)
			}
		}
	}
	for _, d := range mostReported(list, 4*maxNames) {
		day, _ := c.spot(d.date)
		c.names = append(c.names, landmark{
			day: day, title: d.page.Title, date: d.date.Format(c.maker.o.dates), href: c.maker.datedHref(d),
		})
	}
}

// describe says in words what the picture shows.
func (c *overview) describe() {
	o := c.maker.o
	first, last := c.grain.date(c.days[0]), c.grain.date(c.days[len(c.days)-1])
	c.caption = o.words.T("overview_title", edtf.Span(first, last).Format(o.dates))
	c.desc = o.words.T("overview_desc", o.words.T(c.key()))
	for _, r := range c.rows {
		if r.kind == site.StatementEntry {
			i := slices.IndexFunc(r.stacks, func(s stack) bool { return s.n == r.most })
			c.desc += " " + o.words.T("overview_busiest", r.stacks[i].title)
		}
	}
}

// ordered sorts days and drops what is there twice.
func ordered(days []edtf.Day) []edtf.Day {
	slices.Sort(days)
	return slices.Compact(days)
}
