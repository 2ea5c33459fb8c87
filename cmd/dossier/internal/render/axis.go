package render

import (
	"slices"
	"strconv"
	"time"

	"dossier/cmd/dossier/internal/edtf"
)

// A section is a month, year, decade or century of the line of time.
type section struct {
	x           int
	year        int
	withYear    []string // of which the first is written that has room, until the year is told
	names       []string // and then of these; the shortest last
	href, title string
}

// sections divides the line of time so that each part has room for a name.
func (v *glance) sections() []section {
	unit, room := perMonth, 34
	if v.format.from > 0 {
		room = 44
	}
	for unit < perCentury && !v.roomFor(unit, room) {
		unit, room = unit+1, 20 // not every year needs a name
	}
	var out []section
	for _, p := range v.scale.parts {
		if p.folded {
			continue
		}
		for d := unit.start(p.first); d <= p.last; d = unit.start(d + edtf.Day(unit.days())*5/4) {
			s := v.section(unit, d)
			if s.x = p.from; d > p.first {
				s.x = p.inner(d)
			}
			out = append(out, s)
		}
	}
	return out
}

// roomFor reports whether every stretch has so much room for each length.
func (v *glance) roomFor(unit grain, room int) bool {
	return !slices.ContainsFunc(v.scale.parts, func(p stretch) bool {
		return p.days() > unit.days() && (p.to-p.from-2*p.pad)*unit.days() < room*p.days()
	})
}

// section returns a part of the line of time without its place.
func (v *glance) section(unit grain, d edtf.Day) section {
	w := v.maker.o.dates
	date := unit.date(d)
	s := section{year: d.Year(), title: date.Format(w), href: v.maker.sectionHref(unit, d)}
	if unit != perMonth {
		s.names = []string{max(d, v.window.first).Date().Truncate(edtf.ByYear).Format(w)}
		return s
	}
	short := shortMonth(w, date, "")
	s.withYear = []string{s.title, short + " " + d.Date().Truncate(edtf.ByYear).Format(w)}
	s.names = []string{date.FormatShort(w), short}
	return s
}

// sectionHref returns the address of the first heading of the timeline in a
// length of time; "" if there is none.
func (m *maker) sectionHref(unit grain, start edtf.Day) string {
	t := m.o.timeline
	i := t.from(start)
	if i == len(t.entries) {
		return ""
	}
	e := t.entries[i]
	if day := e.Date.Earliest(); unit.start(day) != start {
		return ""
	}
	p := t.of(e.Date)
	switch {
	case p == nil:
		return m.hrefOf("", "m-"+e.Date.Truncate(edtf.ByMonth).String())
	case unit != perMonth && p.year != nil:
		p = p.year
	}
	return m.hrefOf(p.path, "")
}

// dayTicks numbers the days, or the Mondays, where there is room for that.
func (v *glance) dayTicks() []tick {
	if v.grain > perWeek {
		return nil
	}
	var out []tick
	for _, p := range v.scale.parts {
		if p.folded {
			continue
		}
		step := 1
		if span := p.days() + 1; (p.to-p.from)*step < v.format.tick*span {
			step = 7
		}
		if (p.to-p.from)*step < v.format.tick*p.days() {
			continue
		}
		for d := p.first; d <= p.last; d++ {
			if step == 1 || d.Weekday() == time.Monday {
				out = append(out, tick{p.inner(d), strconv.Itoa(d.Day())})
			}
		}
	}
	return out
}

// axis draws the line of time, where its sections begin, the numbers of days,
// and what is left out.
func (v *glance) axis(top, end int, days []tick) {
	for _, p := range v.scale.parts {
		if p.folded {
			v.hatch(box{p.from, top, p.to - p.from, end - top})
		}
	}
	for _, s := range v.sections() {
		if s.x > v.format.from {
			v.lines("hair", pt{s.x, top}, pt{s.x, end})
		}
	}
	v.lines("axis", pt{v.format.from, end}, pt{v.format.width, end})
	for _, t := range days {
		v.lines("axis", pt{t.x, end}, pt{t.x, end + 4})
		v.text("faint", pt{t.x, end + 16}, "middle", t.name)
		v.raw("\n")
	}
}

// asides hatches what lies before and after the window, and says how much.
func (v *glance) asides(top, end int) {
	for _, a := range []struct {
		*beside
		x int
	}{{v.before, v.format.from}, {v.after, v.line.x + v.line.w}} {
		if a.beside == nil {
			continue
		}
		v.hatch(box{a.x, top, v.format.aside, end - top})
		v.link(a.href, a.title)
		v.rect("hit", box{a.x, top, v.format.aside, end - top})
		v.text("halo", pt{a.x + v.format.aside/2, end - 10}, "middle", strconv.Itoa(a.n))
		v.raw("</a>\n")
	}
}

// sectionNames writes the names of the sections on a line, each as far as there
// is room up to the next.
func (v *glance) sectionNames(y int) {
	all := v.sections()
	free := 0 // behind the name before
	told := edtf.MinDay.Year()
	for i, s := range all {
		next := v.format.width
		if i+1 < len(all) && len(s.names) > 1 {
			next = all[i+1].x
		}
		names := s.names
		if s.year != told {
			names = slices.Concat(s.withYear, s.names)
		}
		fits := slices.IndexFunc(names, func(name string) bool { return s.x+textWidth(name)+6 <= next })
		p, anchor := pt{s.x, y}, ""
		switch {
		case fits >= 0 && s.x >= free:
		case fits < 0 && i+1 == len(all) && next-textWidth(names[len(names)-1]) >= free:
			p.x, anchor, fits = next, "end", len(names)-1
		default:
			continue
		}
		if fits < len(names)-len(s.names) {
			told = s.year
		}
		free = p.x + textWidth(names[fits]) + 6
		if s.href != "" {
			v.link(s.href, s.title)
		}
		v.text("section", p, anchor, names[fits])
		if s.href != "" {
			v.raw("</a>")
		}
		v.raw("\n")
	}
}

// stairs places the names of events above the rows. In the first half of the
// picture a name leads from its line towards the end, in the second half
// towards the start; of two that overlap, the one nearer its own edge stands
// higher, so that no line runs through a name. Of those that would not all have
// room the more reported are taken. A name is cut only where it has no room whole.
func (v *glance) stairs() []label {
	var out []label
	for _, e := range v.names {
		if len(out) == maxNames {
			break
		}
		for _, length := range []int{v.format.width, v.format.length} {
			if labels, ok := v.place(append(slices.Clone(out), label{landmark: e, text: cut(e.title, length)})); ok {
				out = labels
				break
			}
		}
	}
	return out
}

// place gives each name, in place, the lowest row where it is free, from the
// middle of the picture to its edges; false if one finds none.
func (v *glance) place(list []label) ([]label, bool) {
	middle := (v.format.from + v.format.width) / 2
	for i := range list {
		l := &list[i]
		l.x, l.row = v.scale.place(l.day), 0
		if l.at = l.x - 3; l.x > middle {
			l.at, l.anchor = l.x+3, "end"
		}
	}
	slices.SortStableFunc(list, func(a, b label) int { return max(a.x-middle, middle-a.x) - max(b.x-middle, middle-b.x) })
	var texts, leads []box
	for i := range list {
		l := &list[i]
		text := box{x: l.at, w: textWidth(l.text) + 8, h: 18}
		if l.anchor != "" {
			text.x -= text.w
		}
		free := false
		for ; l.row < v.format.names && !free; l.row++ {
			text.y = -18 * (l.row + 1)
			lead := box{x: l.x - 2, y: text.y + 1, w: 4, h: 18*l.row + 17}
			free = !slices.ContainsFunc(texts, func(t box) bool { return t.meets(text) || t.meets(lead) }) && !slices.ContainsFunc(leads, text.meets)
			if free {
				texts, leads = append(texts, text), append(leads, lead)
				break
			}
		}
		if !free || text.x < 0 || text.x+text.w > v.format.width+8 {
			return nil, false
		}
	}
	slices.SortStableFunc(list, func(a, b label) int { return a.x - b.x })
	return list, true
}
