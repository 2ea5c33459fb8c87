package site

import (
	"cmp"
	"slices"

	"dossier/cmd/dossier/internal/edtf"
)

// addLanes gathers what every holder said on every question.
func (b *builder) addLanes() {
	at := make([]*Lane, len(b.things)) // of one position, by the rank of the holder
	var lanes slab[Lane]
	var all slab[Moment]
	for _, p := range b.site.Positions {
		add := func(holder *Page, s *Statement) {
			l := at[holder.rank]
			if l == nil {
				l = lanes.add(Lane{Holder: holder, Position: p, Gathered: holder.Person != nil})
				at[holder.rank] = l
				p.Lanes = append(p.Lanes, l)
			}
			l.said = append(l.said, s)
		}
		for _, s := range p.Statements {
			if s.Date.IsZero() {
				continue
			}
			if s.Same[0] == s {
				add(s.Who, s)
				p.Position.days = append(p.Position.days, s.Date.Latest())
			}
			if s.For != nil && s.Same[slices.IndexFunc(s.Same, func(x *Statement) bool { return x.For == s.For })] == s {
				add(s.For, s)
			}
		}
		slices.Sort(p.Position.days)
		for _, l := range p.Lanes {
			at[l.Holder.rank] = nil
			l.settle(&all)
			l.Holder.Lanes = append(l.Holder.Lanes, l)
		}
		slices.SortFunc(p.Lanes, func(x, y *Lane) int { return cmp.Or(byWeight(x, y), byRank(x.Holder, y.Holder)) })
	}
}

// settle fills in what follows from the statements of a lane.
func (l *Lane) settle(all *slab[Moment]) {
	slices.SortStableFunc(l.said, byBounds)
	l.by, l.all = edtf.MaxDay, edtf.MinDay
	for _, s := range l.said {
		day := s.Date.Latest()
		l.by, l.all = min(l.by, day), max(l.all, day)
	}
	l.Gathered = l.Gathered && !slices.ContainsFunc(l.said, forNobody)
	l.Moments = moments(l.said, all)
	l.Shifts = shifts(l)
}

// byWeight puts organizations first, and who said more before who said less.
func byWeight(x, y *Lane) int {
	return cmp.Or(holderOrder(x.Holder, y.Holder), cmp.Compare(y.Count(), x.Count()))
}

// holderOrder puts organizations before people.
func holderOrder(p, q *Page) int {
	switch {
	case p.Type == q.Type:
		return 0
	case p.Organization != nil:
		return -1
	}
	return 1
}

// forNobody reports whether no report of a statement says for whom it was made.
func forNobody(s *Statement) bool {
	return !slices.ContainsFunc(s.Same, func(x *Statement) bool { return x.For != nil })
}

// byBounds orders statements by the first day that their dates may mean, then
// the wider date first, then as the timeline does.
func byBounds(x, y *Statement) int {
	return cmp.Or(
		cmp.Compare(x.Date.Earliest(), y.Date.Earliest()),
		cmp.Compare(y.Date.Latest(), x.Date.Latest()),
		x.Date.Compare(y.Date))
}

// sameDays reports whether two dates may mean the same days, and no others:
// what was said then has no order.
func sameDays(d, e edtf.Date) bool {
	return d.Earliest() == e.Earliest() && d.Latest() == e.Latest()
}

// moments divides the statements of a lane, which are in order. Statements of
// one date are one moment, since nothing tells which came first, at whatever
// hour they were made. Different speakers of an organization who take different
// stances on dates that overlap are one moment too, as long as all of its
// statements may be of one day: that is a split. The same speaker on dates that
// overlap has two moments. They are added to all.
func moments(said []*Statement, all *slab[Moment]) []*Moment {
	var out []*Moment
	var g gathering
	for i, s := range said {
		if i == 0 || !g.takes(s) {
			g = gathering{Moment: all.add(Moment{Statements: said[i:i]}), last: s.Date.Latest()}
			out = append(out, g.Moment)
		}
		g.add(s)
	}
	for _, m := range out {
		m.Statements = slices.Clip(m.Statements)
		m.settle()
	}
	return out
}

// A gathering is a moment to which the statements that follow each other are
// being added.
type gathering struct {
	*Moment
	last     edtf.Day            // the first of the last days of its statements' dates
	wide     bool                // its statements have different dates
	speakers map[*Page]edtf.Date // the date of who spoke; made when it is needed
}

// takes reports whether a statement belongs to the moment. It is not earlier
// than those that do.
func (g *gathering) takes(s *Statement) bool {
	same := sameDays(g.Statements[len(g.Statements)-1].Date, s.Date)
	switch {
	case same && !g.wide:
		return true
	case s.Date.Earliest() > g.last || !same && slices.Contains(g.Stances, s.Stance):
		return false
	}
	if g.speakers == nil {
		g.speakers = map[*Page]edtf.Date{}
		for _, x := range g.Statements {
			g.speakers[x.Who] = x.Date
		}
	}
	date, spoke := g.speakers[s.Who]
	return !spoke || sameDays(date, s.Date)
}

func (g *gathering) add(s *Statement) {
	if n := len(g.Statements); n > 0 && !sameDays(g.Statements[n-1].Date, s.Date) {
		g.wide = true
	}
	g.last = min(g.last, s.Date.Latest())
	g.Statements = g.Statements[:len(g.Statements)+1]
	if at := s.Stance.Index; len(g.Stances) == 0 {
		g.Stances = s.Position.Position.Stances[at : at+1 : at+1] // most have one: it needs no list of its own
	} else if !slices.Contains(g.Stances, s.Stance) {
		g.Stances = append(g.Stances, s.Stance)
	}
	if g.speakers != nil {
		g.speakers[s.Who] = s.Date
	}
}

// settle fills in what follows from the statements and stances of a moment.
func (m *Moment) settle() {
	slices.SortFunc(m.Stances, func(x, y Stance) int { return cmp.Compare(x.Index, y.Index) })
	m.Date = m.Statements[0].Date
	if slices.ContainsFunc(m.Statements, func(s *Statement) bool { return !sameDays(s.Date, m.Date) }) {
		dates := make([]edtf.Date, len(m.Statements))
		for i, s := range m.Statements {
			dates[i] = s.Date
		}
		m.Date = edtf.Span(dates...)
	}
	m.Reported = !slices.ContainsFunc(m.Statements, firsthand)
	if len(m.Stances) == 1 {
		return
	}
	first := map[*Page]string{} // the stance that a speaker took first
	for _, s := range m.Statements {
		if id, spoke := first[s.Who]; !spoke {
			first[s.Who] = s.Stance.ID
		} else if id != s.Stance.ID {
			m.Mixed = true
		}
	}
	m.Split = len(first) > 1
}

// firsthand reports whether an article has the statement from who made it,
// rather than from others or against a denial.
func firsthand(s *Statement) bool {
	return slices.ContainsFunc(s.Same, func(x *Statement) bool { return x.Mode != "reported" && x.Mode != "denied" })
}

// with returns the moment with only the given stances, at least one of which
// it has.
func (m *Moment) with(stances []Stance) *Moment {
	if len(stances) == len(m.Stances) {
		return m
	}
	n := &Moment{Stances: slices.Clone(stances)}
	for _, s := range m.Statements {
		if slices.Contains(stances, s.Stance) {
			n.Statements = append(n.Statements, s)
		}
	}
	n.settle()
	return n
}
