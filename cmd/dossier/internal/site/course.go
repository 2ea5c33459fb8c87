package site

import (
	"slices"

	"dossier/cmd/dossier/internal/edtf"
)

// A Course is what was said on a question in one lane before a meeting, at it,
// and after it.
type Course struct {
	Before *Cell // the last moment before the meeting; nil if there is none
	At     *Cell // what was said at the meeting, and nothing else that was said on that date
	After  *Cell // the next moment after it; nil if there is none
}

// Courses follows what was said at a meeting: for each question, in order of
// the first statement on it, the organizations that were spoken for and those
// who spoke for none, in order of their first statement. Statements without a
// date have no before and after and are left out.
func Courses(meeting *Page) []Course {
	type key struct{ holder, position *Page }
	seen := map[key]bool{}
	order := map[*Page]int{} // of questions
	var out []Course
	for _, s := range meeting.Statements {
		k := key{s.Who, s.Position}
		if s.For != nil {
			k.holder = s.For
		}
		if seen[k] {
			continue
		}
		seen[k] = true
		if c, ok := course(k.holder, s.Position, meeting); ok {
			if _, known := order[s.Position]; !known {
				order[s.Position] = len(order)
			}
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Course) int { return order[a.At.Position] - order[b.At.Position] })
	return out
}

func course(holder, position, meeting *Page) (c Course, ok bool) {
	i := slices.IndexFunc(holder.Lanes, func(l *Lane) bool { return l.Position == position })
	if i < 0 {
		return c, false
	}
	l := holder.Lanes[i]
	first, last := -1, -1
	at := &Moment{}
	for i, m := range l.Moments {
		for _, s := range m.Statements {
			if !madeAt(s, meeting) {
				continue
			}
			if first < 0 {
				first = i
			}
			last = i
			at.Statements = append(at.Statements, s)
			if !slices.Contains(at.Stances, s.Stance) {
				at.Stances = append(at.Stances, s.Stance)
			}
		}
	}
	if first < 0 {
		return c, false
	}
	at.settle()
	c.At = l.at(at)
	if first > 0 {
		c.Before = l.at(l.Moments[first-1])
		c.At.Changed = !slices.ContainsFunc(at.Stances, func(st Stance) bool { return slices.Contains(c.Before.Stances, st) })
	}
	if last+1 < len(l.Moments) {
		c.After = l.at(l.Moments[last+1])
		c.After.Changed = !slices.ContainsFunc(at.Stances, func(st Stance) bool { return slices.Contains(c.After.Stances, st) })
	}
	return c, true
}

// madeAt reports whether any article has a statement made at a meeting.
func madeAt(s *Statement, meeting *Page) bool {
	return slices.ContainsFunc(s.Same, func(x *Statement) bool { return x.Meeting == meeting })
}

// at returns a moment of the lane as a cell. Whether it is changed is open.
func (l *Lane) at(m *Moment) *Cell {
	return &Cell{
		Holder: l.Holder, Position: l.Position,
		Stances: m.Stances, Date: m.Date, Statements: m.Statements, Sources: len(m.Articles()),
		Mixed: m.Mixed, Split: m.Split, Reported: m.Reported,
	}
}

// Latest returns how the holder stands after all that was said.
func (l *Lane) Latest() *Cell { return l.cell(edtf.MaxDay) }
