package render

import (
	"slices"
	"strconv"
	"time"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/i18n"
)

// A scale places days on a line, in whole units from the start of the line. It
// keeps to the proportions of time but for stretches without a statement that
// are longer than a fifth of the period: those are folded to one width.
type scale struct {
	parts []stretch // in order, without gaps; at least one, the first and last not folded
}

// A stretch is the part of a scale from one day to another.
type stretch struct {
	first, last edtf.Day // of what is placed in it; of a fold, the days on either side of it
	from, to    int
	pad         int
	folded      bool
}

// foldable is the least number of days that are worth folding.
const foldable = 14

// newScale returns the scale from one place to another for days, which are in
// order and at least one. The pad is what stays free beside the first and last
// day of a stretch, and half the width of a fold.
func newScale(days []edtf.Day, from, to, pad int) scale {
	return newFoldedScale(days, 5, pad, box{x: from, w: to - from})
}

// newFoldedScale is newScale for the width of a box, where a stretch is folded
// that is longer than the given part of the period: 3 means a third.
func newFoldedScale(days []edtf.Day, part, pad int, room box) scale {
	first, last := days[0], days[len(days)-1]
	parts := []stretch{{first: first, last: first, pad: pad}}
	for _, d := range days[1:] {
		p := &parts[len(parts)-1]
		if empty := int(d-p.last) - 1; empty >= foldable && empty*part > int(last-first) {
			parts = append(parts, stretch{first: p.last, last: d, pad: pad, folded: true}, stretch{first: d, last: d, pad: pad})
			continue
		}
		p.last = d
	}
	s := scale{parts}
	s.spread(room.x, room.w-2*pad*len(parts))
	return s
}

// spread gives every stretch its room, of which so many units are for days.
// Stretches of single days share them equally.
func (s scale) spread(at, units int) {
	total := 0
	for _, p := range s.parts {
		total += p.days()
	}
	equal := total == 0
	if equal {
		total = (len(s.parts) + 1) / 2
	}
	done := 0
	for i := range s.parts {
		p := &s.parts[i]
		share := p.days()
		if equal && !p.folded {
			share = 1
		}
		p.from = at
		at += 2*p.pad + units*(done+share)/total - units*done/total
		p.to = at
		done += share
	}
}

// days returns how many days of a stretch need room.
func (p stretch) days() int {
	if p.folded {
		return 0
	}
	return int(p.last - p.first)
}

// place returns where a day is. Days before the first and after the last are
// at the ends of the line.
func (s scale) place(d edtf.Day) int {
	for i, p := range s.parts {
		switch {
		case p.folded && d > p.first && d < p.last:
			return p.from + (p.to-p.from)*int(d-p.first)/int(p.last-p.first)
		case p.folded:
		case d < p.first && i == 0:
			return p.from
		case d <= p.last:
			return p.inner(d)
		}
	}
	return s.parts[len(s.parts)-1].to
}

// inner returns where a day of a stretch that is not folded is.
func (p stretch) inner(d edtf.Day) int {
	if p.first == p.last {
		return (p.from + p.to) / 2
	}
	return p.from + p.pad + (p.to-p.from-2*p.pad)*int(d-p.first)/int(p.last-p.first)
}

// shows reports whether a day is on the line, and not in a fold.
func (s scale) shows(d edtf.Day) bool {
	return slices.ContainsFunc(s.parts, func(p stretch) bool { return !p.folded && p.first <= d && d <= p.last })
}

// A tick is a place on the scale with a name.
type tick struct {
	x    int
	name string
}

// ticks names days of the scale: every day, every Monday, the first of every
// month, quarter or year, as it fits with so much room for each; and the first
// day of a stretch in which nothing else can be named. The year stands with the
// first tick, and where it changes.
func (s scale) ticks(w *edtf.Words, room int) []tick {
	var out []tick
	before := edtf.MinDay
	for _, p := range s.parts {
		if p.folded {
			continue
		}
		days := p.named(room)
		if len(days) == 0 {
			days = []edtf.Day{p.first}
		}
		for _, d := range days {
			x := p.inner(d)
			if n := len(out); n > 0 && x-out[n-1].x < room {
				continue
			}
			out = append(out, tick{x, tickName(w, d, before)})
			before = d
		}
	}
	return out
}

// named returns the days of a stretch that have a name at the finest step that
// leaves so much room for each.
func (p stretch) named(room int) []edtf.Day {
	span := int(p.last-p.first) + 1
	width := p.to - p.from
	for _, step := range []struct {
		days int
		is   func(d edtf.Day) bool
	}{
		{1, func(edtf.Day) bool { return true }},
		{7, func(d edtf.Day) bool { return d.Weekday() == time.Monday }},
		{30, func(d edtf.Day) bool { return d.Day() == 1 }},
		{91, func(d edtf.Day) bool { return d.Day() == 1 && d.Month()%3 == 1 }},
		{365, func(d edtf.Day) bool { return d.Day() == 1 && d.Month() == 1 }},
	} {
		if width*step.days < room*span {
			continue
		}
		var days []edtf.Day
		for d := p.first; d <= p.last; d++ {
			if step.is(d) {
				days = append(days, d)
			}
		}
		return days
	}
	return p.years(room)
}

// years returns first days of years that are so far apart that they fit.
func (p stretch) years(room int) []edtf.Day {
	step := 1
	for (p.to-p.from)*step*365 < room*int(p.last-p.first) {
		step *= 10
	}
	var days []edtf.Day
	for y := p.first.Year() + 1; y <= p.last.Year(); y++ {
		if y%step == 0 {
			days = append(days, edtf.DayOf(y, 1, 1))
		}
	}
	return days
}

// tickName returns "12 Sep 2016" for the first tick, or "19", "3 Oct" after it.
func tickName(w *edtf.Words, d, before edtf.Day) string {
	switch {
	case before == edtf.MinDay || before.Year() != d.Year():
		return d.Date().Format(w.Short())
	case before.Month() != d.Month():
		return d.Date().FormatShort(w.Short())
	}
	return strconv.Itoa(d.Day())
}

// lasting says how long a number of days is, in the unit that people would use.
func lasting(w *i18n.Words, days int) string {
	switch {
	case days < 21:
		return w.N("n_days", days)
	case days < 92:
		return w.N("n_weeks", (days+3)/7)
	case days < 730:
		return w.N("n_months", (days+15)/30)
	}
	return w.N("n_years", (days+182)/365)
}
