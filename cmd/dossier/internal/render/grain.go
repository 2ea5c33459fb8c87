package render

import (
	"slices"
	"time"

	"dossier/cmd/dossier/internal/edtf"
)

// A grain is the length of time that the overview counts by.
type grain int

const (
	perDay grain = iota
	perWeek
	perMonth
	perYear
	perDecade
	perCentury
)

// maxSpots is how many lengths of a grain the narrow drawing has room for.
const maxSpots = 158

// days returns about how many days a grain has.
func (g grain) days() int { return [...]int{1, 7, 30, 365, 3652, 36524}[g] }

// key returns that of the words that say what is counted by: "by day".
func (g grain) key() string {
	return [...]string{
		"overview_by_day", "overview_by_week", "overview_by_month", "overview_by_year", "overview_by_decade", "overview_by_century",
	}[g]
}

// start returns the first day of the length that a day lies in. Weeks begin on
// Monday.
func (g grain) start(d edtf.Day) edtf.Day {
	year, month, _ := d.Civil()
	switch g {
	case perDay:
		return d
	case perWeek:
		return d - edtf.Day((d.Weekday()+7-time.Monday)%7)
	case perMonth:
		return edtf.DayOf(year, month, 1)
	case perDecade:
		year -= floorMod(year, 10)
	case perCentury:
		year -= floorMod(year, 100)
	}
	return edtf.DayOf(year, 1, 1)
}

func floorMod(a, b int) int { return (a%b + b) % b }

// date returns a length as a date, from its first day.
func (g grain) date(start edtf.Day) edtf.Date {
	year := start.Year()
	switch g {
	case perDay:
		return start.Date()
	case perWeek:
		return week(start)
	case perMonth:
		return start.Date().Truncate(edtf.ByMonth)
	case perYear:
		return start.Date().Truncate(edtf.ByYear)
	}
	years := 10
	if g == perCentury {
		years = 100
	}
	return edtf.Span(start.Date(), edtf.DayOf(year+years, 1, 0).Date())
}

// spot returns the first day of the length in which something begins, and
// whether its date is exact enough for that. What has no beginning stands
// where it ends.
func (g grain) spot(d edtf.Date) (edtf.Day, bool) {
	switch {
	case d.IsZero(), d.OpenStart() && d.OpenEnd():
		return 0, false
	case d.OpenStart():
		d = d.End()
	case d.IsInterval():
		d = d.Start()
	}
	first := g.start(d.Earliest())
	return first, first == g.start(d.Latest())
}

// A window is the part of time that the overview shows, counted by a grain.
type window struct {
	grain
	first, last edtf.Day // lengths of the grain
}

// chooseWindow returns the finest grain at which most dates have a place, and
// the period fits into the narrow drawing; and of a long period with little in
// most of it the part where nearly everything is.
func chooseWindow(dates []edtf.Date) window {
	for g := perDay; ; g++ {
		days := g.spots(dates)
		if len(days) == 0 || 4*len(days) < 3*len(dates) && g < perCentury {
			if g < perCentury {
				continue
			}
			return window{grain: g}
		}
		w := window{g, days[0], days[len(days)-1]}
		first, last := grown(days, len(days)-len(days)/10)
		if first < last && 3*(last-first) < w.last-w.first {
			w.first, w.last = first, last
		}
		if g == perCentury || w.lengths(days) <= maxSpots {
			return w
		}
	}
}

// densest returns the shortest part of time in which so many of the days are,
// which are in order.
func densest(days []edtf.Day, n int) (first, last edtf.Day) {
	first, last = days[0], days[len(days)-1]
	for i := range len(days) - n + 1 {
		if days[i+n-1]-days[i] < last-first {
			first, last = days[i], days[i+n-1]
		}
	}
	return first, last
}

// grown returns the densest part and what lies close to it: at each end as far
// as there is no gap of more than a tenth of it.
func grown(days []edtf.Day, n int) (first, last edtf.Day) {
	first, last = densest(days, n)
	gap := (last - first) / 10
	for _, d := range slices.Backward(days) {
		if d < first && first-d <= gap {
			first = d
		}
	}
	for _, d := range days {
		if d > last && d-last <= gap {
			last = d
		}
	}
	return first, last
}

// spots returns where the dates that have a place are, in order.
func (g grain) spots(dates []edtf.Date) []edtf.Day {
	days := make([]edtf.Day, 0, len(dates))
	for _, d := range dates {
		if day, ok := g.spot(d); ok {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	return days
}

// shows reports whether a length is in the window.
func (w window) shows(d edtf.Day) bool { return w.first <= d && d <= w.last }

// lengths returns how many lengths of the grain there are room for in the
// window, without what would be folded.
func (w window) lengths(days []edtf.Day) int {
	shown := slices.DeleteFunc(slices.Clone(days), func(d edtf.Day) bool { return !w.shows(d) })
	n := 0
	for _, p := range overviewScale(shown, 0, box{w: 1000}).parts {
		n += p.days()/w.days() + 1
	}
	return n
}

// overviewScale folds what is longer than a third of the period.
func overviewScale(days []edtf.Day, pad int, room box) scale {
	return newFoldedScale(days, 3, pad, room)
}
