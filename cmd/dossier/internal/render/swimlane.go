package render

import (
	"cmp"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// Limits of the picture of a position.
const (
	maxLanes  = 24 // the holders with fewer statements are named below it
	maxEvents = 4  // that stand in it for orientation
)

// A swimlane is the picture of who stood where over time, before it is drawn.
type swimlane struct {
	title, desc string
	stances     int
	mirrored    bool
	bare        bool // without links and names
	o           *Output
	lanes       []*lane
	days        []edtf.Day // on which something stands, in order
	events      []landmark // the most important first
	has         Swimlane   // what occurs in it
}

// A lane is what one holder said.
type lane struct {
	holder Link
	count  string // "5 statements"
	groups [][]*mark
	joins  []join
	mixes  []join
}

// A mark is a statement in the picture.
type mark struct {
	day         edtf.Day // the middle of its date
	first, last edtf.Day // its date, where that is not one day
	unsure      bool     // whatever the date, nobody is certain of it
	line        int      // its stance's place on the scale
	symbol      string
	dashed      bool
	who         *site.Page
	name        string // beside the mark; "" if the lane says it
	href, title string

	pt // where it is drawn; every drawing sets it anew
}

// A join leads from one mark to another: a change if their lines differ.
type join struct {
	from, to *mark
	loose    bool // nobody who spoke first speaks again
}

// A landmark is an event that stands in the picture.
type landmark struct {
	day               edtf.Day
	title, date, href string
}

// swimlane returns the pictures of who stood where on a position; nil if
// nobody took a stance on a known date. Rows are the ids of the table's rows.
func (m *maker) swimlane(p *site.Page, rows map[*site.Statement]string) *Swimlane {
	c := &swimlane{stances: len(p.Position.Stances), mirrored: direction(m.lang) == "rtl", o: m.o}
	for _, l := range p.Lanes {
		switch {
		case l.Gathered:
		case len(c.lanes) < maxLanes:
			c.add(m, l, rows)
		default:
			c.has.Omitted = append(c.has.Omitted, m.link(l.Holder))
		}
	}
	if len(c.days) == 0 {
		return nil
	}
	slices.Sort(c.days)
	c.days = slices.Compact(c.days)
	c.landmarks(m, p)
	c.describe(p)
	v := c.has
	v.Wide = m.o.drawn(func(b []byte) []byte { return c.draw(b, wideDrawing()) })
	v.Narrow = m.o.drawn(func(b []byte) []byte { return c.draw(b, narrowDrawing()) })
	v.Folded = len(newScale(c.days, 0, 1000, 10).parts) > 1
	return &v
}

// add adds a lane. Statements whose date has neither beginning nor end have no
// place on a line of time.
func (c *swimlane) add(m *maker, l *site.Lane, rows map[*site.Statement]string) {
	v, n := &lane{}, 0
	for _, moment := range l.Moments {
		var group []*mark
		for _, s := range moment.Statements {
			if k := newMark(s); k != nil {
				if !c.bare {
					m.label(k, s, moment)
				}
				if id := rows[s.Same[0]]; id != "" {
					k.href = "#" + escapePath(id)
				}
				if s.Who != l.Holder {
					k.name = s.Who.Title
				}
				group = append(group, k)
				c.days = append(c.days, k.day)
				c.has.Reported = c.has.Reported || k.dashed
				c.has.Unsure = c.has.Unsure || k.unsure || k.first != k.last
			}
		}
		if group == nil {
			continue
		}
		n += len(group)
		slices.SortStableFunc(group, func(a, b *mark) int { return cmp.Compare(a.line, b.line) })
		if moment.Mixed {
			v.mixes = append(v.mixes, mixed(group)...)
		}
		v.groups = append(v.groups, group)
	}
	if n == 0 {
		return
	}
	if !c.bare {
		v.holder, v.count = m.link(l.Holder), m.o.words.N("n_statements", n)
	}
	v.connect()
	c.has.Mixed = c.has.Mixed || len(v.mixes) > 0
	for _, j := range v.joins {
		if j.loose {
			c.has.Others = true
		} else if j.from.line != j.to.line {
			c.has.Steps = true
		}
	}
	c.lanes = append(c.lanes, v)
}

// newMark returns the mark of a statement, nil if it has no place in time.
func newMark(s *site.Statement) *mark {
	first, last := s.Date.Earliest(), s.Date.Latest()
	switch {
	case s.Date.OpenStart() && s.Date.OpenEnd() || s.Date.IsZero():
		return nil
	case s.Date.OpenStart():
		first = last
	case s.Date.OpenEnd():
		last = first
	}
	st := stance(s)
	return &mark{
		day: first + (last-first)/2, first: first, last: last,
		unsure: s.Date.Approximate() || s.Date.Uncertain() || s.Date.OpenStart() || s.Date.OpenEnd(),
		line:   s.Stance.Index, symbol: st.Symbol, dashed: st.Dashed, who: s.Who,
	}
}

// label says what a mark stands for and leads to.
func (m *maker) label(k *mark, s *site.Statement, moment *site.Moment) {
	k.href = m.href(s.Article, s.Anchor)
	k.title = m.o.words.T("mark_title", s.Who.Title, m.o.date(s.Date).Text, s.Stance.Label)
	if moment.Mixed {
		k.title += m.o.words.T("comma") + m.o.words.T("mixed")
	}
	if label := m.o.modeLabel(s.Mode); label != "" {
		k.title += m.o.words.T("comma") + label
	}
}

// mixed joins the marks of one speaker and day, which are in order of the scale.
func mixed(group []*mark) []join {
	var out []join
	for i, k := range group {
		for _, q := range group[i+1:] {
			if q.who == k.who && q.day == k.day && q.line != k.line {
				out = append(out, join{from: k, to: q})
				break
			}
		}
	}
	return out
}

// connect joins what follows on each other in a lane: of the stances of two
// moments the nearest.
func (l *lane) connect() {
	for i, group := range l.groups[1:] {
		j := join{loose: true}
		least := 0
		for _, p := range l.groups[i] {
			for _, q := range group {
				if d := max(p.line-q.line, q.line-p.line); j.from == nil || d < least || d == least && p.who == q.who && j.loose {
					j, least = join{p, q, p.who != q.who}, d
				}
			}
		}
		l.joins = append(l.joins, j)
	}
}

// landmarks finds the events that stand in the picture, on a known day of the
// scale: those that the position's text names, and after them those of whose
// articles at least two, and no fewer than half, report the statements. An event
// that is told of everywhere says nothing about this question.
func (c *swimlane) landmarks(m *maker, p *site.Page) {
	reports := map[*site.Page]int{} // of events: how many of their articles report statements
	counted := map[*site.Page]bool{}
	for _, s := range p.Statements {
		if counted[s.Article] {
			continue
		}
		counted[s.Article] = true
		for _, e := range s.Article.Events {
			reports[e]++
		}
	}
	named := m.o.named(p)
	var all []*site.Page
	s := newScale(c.days, 0, 1000, 10)
	for _, e := range m.o.site.Events {
		if n := reports[e]; !named[e] && (n < 2 || 2*n < len(e.Articles)) {
			continue
		}
		d := e.Date
		if d.IsZero() || d.Earliest() != d.Latest() || d.Approximate() || d.Uncertain() || !s.shows(d.Earliest()) {
			continue
		}
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b *site.Page) int {
		switch {
		case named[a] == named[b]:
			return cmp.Compare(reports[b], reports[a])
		case named[a]:
			return -1
		}
		return 1
	})
	for _, e := range all[:min(maxEvents, len(all))] {
		day := e.Date.Truncate(edtf.ByDay)
		l := landmark{day: day.Earliest(), title: e.Title, href: m.href(e, e.Fragment), date: day.FormatShort(m.o.dates)}
		if c.days[0].Year() != c.days[len(c.days)-1].Year() {
			l.date = day.Format(m.o.dates)
		}
		c.events = append(c.events, l)
	}
}

// named returns the pages that the text of a page names or refers to.
func (o *Output) named(p *site.Page) map[*site.Page]bool {
	pages := map[*site.Page]bool{}
	text := o.site.Text(p)
	for _, ref := range text.Refs {
		pages[ref.Page] = true
	}
	for _, to := range text.Targets {
		pages[to] = true
	}
	return pages
}

// describe says in words what the picture shows.
func (c *swimlane) describe(p *site.Page) {
	w := c.o.words
	c.title = w.T("lanes_title", cmp.Or(p.Position.Question, p.Title))
	var labels []string
	for _, s := range p.Position.Stances {
		labels = append(labels, s.Label)
	}
	first, last := c.days[0].Date().Format(c.o.dates), c.days[len(c.days)-1].Date().Format(c.o.dates)
	period := w.T("lanes_from_to", first, last)
	if first == last {
		period = w.T("lanes_on", first)
	}
	changes := 0
	for _, l := range c.lanes {
		for _, j := range l.joins {
			if j.from.line != j.to.line {
				changes++
			}
		}
	}
	c.desc = w.N("lanes_desc", len(c.lanes), period, strings.Join(labels, w.T("semicolon"))) + " " + w.N("lanes_steps", changes)
}
