package render

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// A glanceFormat is the measures of a drawing of the overview, in units.
type glanceFormat struct {
	class, id string
	width     int
	from      int  // of the line of time; before it stand the names of the rows. 0 if they stand above
	pad       int  // see newScale
	aside     int  // room for what is before and after
	names     int  // rows of names of events
	length    int  // to which such a name is cut if it has no room whole
	period    int  // height of a row of periods
	tick      int  // room for the number of a day
	touch     int  // two ticks that are nearer are one
	links     bool // of single bars
}

func wideGlance() glanceFormat {
	return glanceFormat{
		class: "wideart", id: "d-glance-wide", width: 1120, from: 108, pad: 12, aside: 34, names: 5, length: 300, period: 18, tick: 30, touch: 8, links: true,
	}
}

func narrowGlance() glanceFormat {
	return glanceFormat{class: "narrow", id: "d-glance-narrow", width: 328, pad: 8, aside: 24, period: 16, tick: 26, touch: 11}
}

// A glance is an overview while it is drawn.
type glance struct {
	*overview
	drawing
	format glanceFormat
	line   box // of time
	scale  scale
	bar    int // width of a bar
	y      int // where the next row begins
}

// Heights of rows and of what stands in them, in units.
const (
	tickHeight = 14
	barHeight  = 48
)

// draw returns the SVG element of the picture in a format.
func (c *overview) draw(f glanceFormat) []byte {
	line := box{x: f.from, w: f.width - f.from}
	if c.before != nil {
		line.x, line.w = line.x+f.aside, line.w-f.aside
	}
	if c.after != nil {
		line.w -= f.aside
	}
	v := &glance{overview: c, format: f, line: line, scale: overviewScale(c.days, f.pad, line)}
	v.drawing = drawing{width: f.width, mirrored: c.mirrored}
	v.bar = v.barWidth()
	labels := v.stairs()
	for _, l := range labels {
		v.y = max(v.y, 18*(l.row+1))
	}
	top := v.y
	body := *v // what stands on the axis, drawn first to know how high it is
	body.drawPeriods()
	foot := body.y
	for _, r := range c.rows {
		if r.total == 0 {
			continue
		}
		body.row(r)
		if r.kind == site.EventEntry || r.kind == site.MeetingEntry {
			foot = body.y - 16
		}
	}
	end := body.y
	days := v.dayTicks()
	height := end + 20
	if len(days) > 0 {
		height += 18
	}
	v.svg(f.class, f.id, height)
	v.element("title", f.id+"-t", c.caption)
	v.raw("\n")
	v.element("desc", f.id+"-d", c.desc)
	v.raw("\n")
	v.axis(top, end, days)
	v.asides(top, end)
	v.sectionNames(height - 6)
	v.leads(labels, top, foot)
	v.raw(string(body.b))
	v.raw("</svg>")
	return v.b
}

// barWidth returns how wide a bar can be so that those of two lengths do not touch.
func (v *glance) barWidth() int {
	width := 14
	for _, p := range v.scale.parts {
		if p.days() > 0 {
			width = min(width, (p.to-p.from-2*p.pad)*v.grain.days()/p.days()*2/3)
		}
	}
	return max(1, width)
}

// leads draws the names of events and a line from each down to its mark.
func (v *glance) leads(labels []label, top, end int) {
	for _, l := range labels {
		v.lines("lead", pt{l.x, top - 18*l.row - 4}, pt{l.x, end})
	}
	for _, l := range labels {
		v.link(l.href, v.maker.o.words.T("name_value", l.date, l.title))
		v.text("halo", pt{l.at, top - 18*l.row - 8}, l.anchor, l.text)
		v.raw("</a>\n")
	}
}

// heading writes the name of a row: before it, or above it. It returns where
// the content of the row begins, of so much height.
func (v *glance) heading(text string, height int) int {
	if v.format.from > 0 {
		v.text("strong", pt{0, v.y + height - (height-10)/2}, "", cut(text, v.format.from*7/8))
		v.raw("\n")
		return v.y
	}
	v.text("strong halo", pt{0, v.y + 12}, "", text)
	v.raw("\n")
	return v.y + 20
}

// drawPeriods draws the bars of periods, each in the first row where it has
// room with its name.
func (v *glance) drawPeriods() {
	if len(v.periods) == 0 {
		return
	}
	y := v.heading(v.maker.o.words.T("overview_periods"), v.format.period)
	list := slices.Clone(v.periods)
	slices.SortStableFunc(list, func(a, b period) int { return cmp.Compare(a.first, b.first) })
	var taken []box
	rows := 0
	for _, p := range list {
		from, to := v.scale.place(p.first), v.scale.place(p.last)
		to = max(to, from+6)
		end := to
		if p.open {
			to, end = from+6, min(v.format.width, from+42)
		}
		c := v.caption(p.title, from, end)
		b := box{x: min(from, c.begin) - 4, h: c.drop + len(c.lines)}
		b.w = max(end, c.begin+c.width) - b.x + 4
		for slices.ContainsFunc(taken, b.meets) {
			b.y++
		}
		taken = append(taken, b)
		rows = max(rows, b.y+b.h)
		mid := y + v.format.period*b.y + v.format.period/2
		v.linked(p.href, v.maker.o.words.T("name_value", p.date, p.title))
		v.rect("hit", box{from, mid - v.format.period/2, end - from, v.format.period})
		v.rect("solid", box{from, mid - 3, to - from, 7})
		if p.open {
			v.lines("broken", pt{to, mid}, pt{end, mid})
		}
		for i, line := range c.lines {
			v.text("halo", pt{c.at, mid + 4 + v.format.period*(c.drop+i)}, c.anchor, line)
		}
		v.raw("</a>\n")
	}
	v.y = y + v.format.period*rows + 8
}

// A caption is the name of a bar and where it stands.
type caption struct {
	lines        []string
	at           int
	anchor       string
	drop         int // rows below the bar's own
	begin, width int // of the text, whatever its anchor
}

// caption places the name of a bar after it, before it or below it: where it
// has room in one line, or else in two, or else where most of it has.
func (v *glance) caption(name string, from, end int) caption {
	tries := []caption{
		{at: end + 6, width: v.format.width - end - 6},
		{at: from - 6, anchor: "end", width: from - 10 - v.format.from},
		{at: from, width: v.format.width - from, drop: 1},
		{at: end, anchor: "end", width: end - v.format.from, drop: 1},
	}
	best := slices.MaxFunc(tries, func(a, b caption) int { return cmp.Compare(a.width, b.width) })
	for i := range 2 * len(tries) {
		c := tries[i%len(tries)]
		if lines := wrap(name, c.width); len(lines) <= 1+i/len(tries) && strings.Join(lines, " ") == name {
			best = c
			break
		}
	}
	best.lines, best.width = wrap(name, best.width), 0
	for _, line := range best.lines {
		best.width = max(best.width, textWidth(line))
	}
	if best.begin = best.at; best.anchor != "" {
		best.begin -= best.width
	}
	return best
}

// linked opens a link that the keyboard passes by: the names and months lead to
// the same places, and so does the list below.
func (v *glance) linked(href, title string) {
	v.raw(`<a tabindex="-1"`)
	v.attr("href", safeAddress(href))
	v.raw(">")
	v.title(title)
}

// row draws the marks of a row.
func (v *glance) row(r row) {
	switch {
	case r.bars:
		v.bars(r)
	case r.kind == site.ShiftEntry:
		v.steps(r)
	default:
		v.ticks(r)
	}
}

// ticks draws a tick for each event, two for each meeting. Several at one place
// stand on top of each other.
func (v *glance) ticks(r row) {
	y := v.heading(r.label, tickHeight)
	for _, s := range v.merged(r, v.format.touch) {
		x := v.scale.place(s.day)
		v.linked(s.href, s.title)
		v.rect("hit", box{x - 4, y - 4, 8, tickHeight + 8})
		width, from := 3, x-1
		if r.kind == site.MeetingEntry {
			v.rect("solid", box{x - 3, y, 2, tickHeight})
			width, from = 2, x+1
		}
		v.rect("solid", box{from, y, width, tickHeight})
		if s.n > 1 {
			v.text("halo count", pt{x, y + tickHeight + 11}, "middle", strconv.Itoa(s.n))
		}
		v.raw("</a>\n")
	}
	v.y = y + tickHeight + 16
}

// steps draws the step mark for each change of position.
func (v *glance) steps(r row) {
	y := v.heading(r.label, tickHeight)
	for _, s := range v.merged(r, 15) {
		x := v.scale.place(s.day)
		v.linked(s.href, s.title)
		v.rect("hit", box{x - 7, y - 5, 14, tickHeight + 10})
		v.lines("step", pt{x - 7, y + 12}, pt{x - 1, y + 12}, pt{x - 1, y + 12}, pt{x - 1, y + 4}, pt{x - 1, y + 4}, pt{x + 6, y + 4},
			pt{x + 3, y + 1}, pt{x + 6, y + 4}, pt{x + 6, y + 4}, pt{x + 3, y + 7})
		if s.n > 1 {
			v.text("halo count", pt{x, y + tickHeight + 11}, "middle", strconv.Itoa(s.n))
		}
		v.raw("</a>\n")
	}
	v.y = y + tickHeight + 16
}

// merged returns the stacks of a row where those that would touch are one.
func (v *glance) merged(r row, room int) []stack {
	var out []stack
	var first edtf.Day
	for _, s := range r.stacks {
		if !v.shows(s.day) {
			continue
		}
		if n := len(out); n > 0 && v.scale.place(s.day)-v.scale.place(out[n-1].day) < room {
			last := &out[n-1]
			last.n += s.n
			w := v.maker.o
			last.title = edtf.Span(v.grain.date(first), v.grain.date(s.day)).Format(w.dates)
			last.title = w.words.T("name_value", last.title, w.words.N(r.counted, last.n))
			continue
		}
		out, first = append(out, s), s.day
	}
	return out
}

// bars draws a bar for each length of time, and says how much the highest is.
func (v *glance) bars(r row) {
	y := v.heading(r.label, barHeight)
	base := y + barHeight
	v.lines("hair", pt{v.format.from, base}, pt{v.format.width, base})
	high := slices.IndexFunc(r.stacks, func(s stack) bool { return s.n == r.most && v.shows(s.day) })
	for _, s := range r.stacks {
		if !v.shows(s.day) {
			continue
		}
		x := v.scale.place(s.day)
		b := box{x - v.bar/2, base - max(2, (barHeight-12)*s.n/r.most), v.bar, max(2, (barHeight-12)*s.n/r.most)}
		if !v.format.links {
			v.rect("soft", b)
			continue
		}
		v.linked(s.href, s.title)
		v.rect("hit", box{b.x - 1, y, v.bar + 2, barHeight})
		v.rect("soft", b)
		v.raw("</a>")
	}
	v.raw("\n")
	s := r.stacks[high]
	text := v.maker.o.words.T("name_value", s.short, strconv.Itoa(s.n))
	x, anchor := v.scale.place(s.day)+v.bar, ""
	if x+4+textWidth(text) > v.format.width {
		x, anchor = x-2*v.bar-8, "end"
	}
	v.text("halo faint", pt{x + 4, y + 10}, anchor, text)
	v.raw("\n")
	v.y = base + 12
}
