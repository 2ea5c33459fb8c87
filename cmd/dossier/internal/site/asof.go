package site

import (
	"slices"

	"dossier/cmd/dossier/internal/edtf"
)

// maxAsOf is how many days have a matrix of their own.
const maxAsOf = 60

// addAsOf finds the days whose matrix is shown: the last day of every meeting,
// and the end of every month from the first statement to the last. When these
// are more than maxAsOf, it is the end of every year in which somebody said
// something. Days that are not known are left out, such as the end of "2016/..".
func (b *builder) addAsOf() {
	s := b.site
	first, last := edtf.MaxDay, edtf.MinDay
	years := map[edtf.Day]bool{}
	for _, st := range s.Statements {
		if from := st.Date.Earliest(); from > edtf.MinDay {
			first = min(first, from)
		}
		if to := st.Date.Latest(); edtf.MinDay < to && to < edtf.MaxDay {
			last = max(last, to)
			years[edtf.DayOf(to.Year(), 12, 31)] = true
		}
	}
	if len(years) == 0 {
		return
	}
	meetings := map[edtf.Day][]*Page{}
	days := map[edtf.Day]bool{}
	for _, p := range s.Meetings {
		if day := p.Date.Latest(); edtf.MinDay < day && day < edtf.MaxDay {
			meetings[day] = append(meetings[day], p)
			days[day] = true
		}
	}
	if !addMonthEnds(days, min(first, last), last) {
		days = years
	}
	var prev *AsOf
	for _, day := range sortedDays(days) {
		a := &AsOf{Day: day, Path: "as-of/" + day.String() + "/", Meetings: meetings[day], Prev: prev}
		if prev != nil {
			prev.Next = a
		}
		prev = a
		for _, p := range a.Meetings {
			p.Meeting.AsOf = a
		}
		s.AsOf = append(s.AsOf, a)
	}
}

// addMonthEnds adds the end of every month from first to last, and reports
// whether there are no more than maxAsOf days.
func addMonthEnds(days map[edtf.Day]bool, first, last edtf.Day) bool {
	y, m, _ := first.Civil()
	for len(days) <= maxAsOf {
		if m++; m > 12 {
			y, m = y+1, 1
		}
		end := edtf.DayOf(y, m, 1) - 1
		days[end] = true
		if end >= last {
			break
		}
	}
	return len(days) <= maxAsOf
}

func sortedDays(days map[edtf.Day]bool) []edtf.Day {
	out := make([]edtf.Day, 0, len(days))
	for d := range days {
		out = append(out, d)
	}
	slices.Sort(out)
	return out
}

// Changes returns the cells that differ from those of the day before it in
// [Site.AsOf], of the first day all that there are: by position, organizations
// before people. Holders without a row in the matrix are included.
func (s *Site) Changes(a *AsOf) []Change {
	var out []Change
	for _, p := range s.Positions {
		for _, l := range p.Lanes {
			if l.saidBy(a.Day) == l.saidBefore(a) {
				continue
			}
			to := l.cell(a.Day)
			var from *Cell
			if a.Prev != nil {
				from = l.cell(a.Prev.Day)
			}
			if from != nil && slices.Equal(from.Statements, to.Statements) {
				continue
			}
			out = append(out, Change{Holder: l.Holder, Position: p, From: from, To: to, Restated: from != nil && slices.Equal(from.Stances, to.Stances)})
		}
	}
	return out
}

// saidBefore returns how many statements of a lane were certainly made by the
// day before a in [Site.AsOf], none if there is no such day.
func (l *Lane) saidBefore(a *AsOf) int {
	if a.Prev == nil {
		return 0
	}
	return l.saidBy(a.Prev.Day)
}
