package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/slug"
)

// shifts finds the changes of stance in a lane; see [Shift].
func shifts(l *Lane) []*Shift {
	var out []*Shift
	fit := l.Moments[0].Stances // those that fit all moments since the last shift
	for i, m := range l.Moments[1:] {
		both := common(fit, m.Stances)
		if len(both) == 0 {
			out = append(out, newShift(l, l.Moments[i].with(fit), m))
			both = m.Stances
		}
		fit = both
	}
	return out
}

// common returns the stances that are in both lists, which are in order of the
// scale.
func common(a, b []Stance) []Stance {
	var out []Stance
	for _, s := range a {
		if slices.Contains(b, s) {
			out = append(out, s)
		}
	}
	return out
}

func newShift(l *Lane, from, to *Moment) *Shift {
	return &Shift{
		Holder: l.Holder, Position: l.Position, From: from, To: to,
		Distance: distance(from.Stances, to.Stances),
		Between:  edtf.Span(from.Date, to.Date),
		Overlap:  from.Date.Overlaps(to.Date),
		Reported: from.Reported || to.Reported,
		ByOther: !slices.ContainsFunc(to.Statements, func(s *Statement) bool {
			return slices.ContainsFunc(from.Statements, func(x *Statement) bool { return x.Who == s.Who })
		}),
	}
}

// distance returns the steps between the nearest of two lists of stances,
// which are in order of the scale and have none in common.
func distance(a, b []Stance) int {
	least := a[0].Of
	for i, j := 0, 0; i < len(a) && j < len(b); {
		d := b[j].Index - a[i].Index
		least = min(least, max(d, -d))
		if d > 0 {
			i++
		} else {
			j++
		}
	}
	return least
}

// addShifts lists the shifts of all lanes, joins those of organizations with
// those of the people who spoke, and adds the editor's notes.
func (b *builder) addShifts() {
	for _, p := range b.site.Positions {
		var list []*Shift
		for _, l := range p.Lanes {
			list = append(list, l.Shifts...)
		}
		joinShifts(list)
		slices.SortStableFunc(list, byShiftDate)
		p.Shifts = list
		b.site.Shifts = append(b.site.Shifts, list...)
	}
	slices.SortStableFunc(b.site.Shifts, byShiftDate)
	anchors := anchorSet{}
	for _, s := range b.site.Shifts {
		s.Anchor = anchors.make("d-shift", strings.Join([]string{slug.Make(s.Holder.ID), slug.Make(s.Position.ID), slug.Make(s.Date().String())}, "-"))
		s.Holder.Shifts = append(s.Holder.Shifts, s)
	}
	for _, p := range b.site.Positions {
		b.addNotes(p)
	}
}

// byShiftDate keeps the order of the lanes among shifts of one date.
func byShiftDate(x, y *Shift) int { return x.Date().Compare(y.Date()) }

// joinShifts finds the shifts on one position which are told with others; see
// [Shift.With].
func joinShifts(list []*Shift) {
	ofPeople := map[*Statement]*Shift{} // by the first report of the first statement that they lead to
	for _, s := range list {
		if s.Holder.Person != nil {
			ofPeople[s.To.Statements[0].Same[0]] = s
		}
	}
	for _, s := range list {
		if s.Holder.Person != nil {
			continue
		}
		if p := ofPeople[s.To.Statements[0].Same[0]]; p != nil && tellSame(s, p) {
			s.With = p
			p.For = append(p.For, s.Holder)
		}
	}
	for _, s := range list {
		slices.SortFunc(s.For, byRank)
	}
}

func tellSame(s, p *Shift) bool {
	return slices.Equal(s.From.Stances, p.From.Stances) && slices.Equal(s.To.Stances, p.To.Stances) &&
		slices.EqualFunc(s.To.Statements, p.To.Statements, func(x, y *Statement) bool { return x.Same[0] == y.Same[0] })
}

// A shiftNote is an editor's note to a shift, from the page of the position.
type shiftNote struct {
	who  *Page
	data *content.ShiftNote
}

// resolveNotes finds whose shifts the notes of positions are about.
func (b *builder) resolveNotes() {
	for _, p := range slices.Clone(b.things) {
		if p.Position == nil || p.Source == nil {
			continue
		}
		for i := range p.Source.Position.Shifts {
			c := &p.Source.Position.Shifts[i]
			if who := b.resolve(p.Source, c.Who, content.Person, content.Organization); who != nil && !c.Date.IsZero() {
				p.Position.notes = append(p.Position.notes, shiftNote{who, c})
			}
		}
	}
}

// addNotes gives the shifts on a position their notes. A note is about the
// shift of its holder that leads to a statement of its date.
func (b *builder) addNotes(p *Page) {
	for _, n := range p.Position.notes {
		pos := p.Source.Pos(n.data.Date.Line, n.data.Date.Col)
		i := slices.IndexFunc(p.Shifts, func(s *Shift) bool { return s.Holder == n.who && s.leadsTo(n.data.Date.Date) })
		switch {
		case i < 0:
			b.list.Add(diag.Error, pos, shiftsHint(p, n.who), "%q has no change of position here that leads to %s", n.who.Title, n.data.Date)
		case p.Shifts[i].Note != "":
			b.list.Add(diag.Error, pos, "make one of them", "a second note on the change of position of %q that leads to %s", n.who.Title, n.data.Date)
		default:
			p.Shifts[i].Note = n.data.Note
		}
	}
	for _, s := range p.Shifts {
		if w := s.With; w != nil {
			s.Note, w.Note = cmp.Or(s.Note, w.Note), cmp.Or(w.Note, s.Note)
		}
	}
}

// leadsTo reports whether a date is that of the shift or of one of the
// statements that complete it.
func (s *Shift) leadsTo(d edtf.Date) bool {
	return sameDays(s.Date(), d) || slices.ContainsFunc(s.To.Statements, func(x *Statement) bool { return sameDays(x.Date, d) })
}

// maxNamed bounds how many shifts a hint names.
const maxNamed = 8

// shiftsHint names the shifts of a holder: those on the position, or else all.
func shiftsHint(p, who *Page) string {
	var here, all []string
	for _, s := range who.Shifts {
		line := fmt.Sprintf("%s (%s → %s)", s.Date(), labels(s.From), labels(s.To))
		if all = append(all, s.Position.Key+" "+line); s.Position == p {
			here = append(here, line)
		}
	}
	switch {
	case len(here) > 0:
		return "its changes here lead to " + some(here)
	case len(all) > 0:
		return "its changes on other questions are " + some(all)
	}
	return "no change of position of this holder was found at all"
}

// labels names the stances of a moment.
func labels(m *Moment) string {
	out := make([]string, len(m.Stances))
	for i, s := range m.Stances {
		out[i] = s.Label
	}
	return strings.Join(out, " and ")
}

// some joins the first of a list's items, and says how many more there are.
func some(items []string) string {
	more := ""
	if n := len(items) - maxNamed; n > 0 {
		items, more = items[:maxNamed], fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(items, ", ") + more
}
