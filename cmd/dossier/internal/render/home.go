package render

import (
	"slices"
	"strconv"

	"dossier/cmd/dossier/internal/site"
)

// maxNews is how many changes of position, and how many disputed events, the
// home page names before the timeline.
const maxNews = 3

// home returns what only the home page has.
func (m *maker) home() *Home {
	s := m.o.site
	h := &Home{Overview: m.overview(), Disputed: len(s.Disputes), Disputes: m.newestDisputes()}
	if m.o.timeline.total() > 0 {
		h.Timeline = m.timeline(m.o.timeline.home())
	}
	for _, e := range slices.Backward(m.o.timeline.entries) {
		if e.Kind == site.ShiftEntry {
			if h.Changes++; h.Changes <= maxNews {
				h.Shifts = append(h.Shifts, m.shift(e.Shift))
			}
		}
	}
	for _, s := range s.Sections {
		if s.List != nil && len(s.List.Pages) > 0 {
			l := m.link(s)
			l.Kind, l.Note = string(s.List.Type), strconv.Itoa(len(s.List.Pages))
			h.Counts = append(h.Counts, l)
		}
	}
	return h
}

// newestDisputes returns the newest events and meetings whose accounts differ.
func (m *maker) newestDisputes() []DisputedThing {
	var out []DisputedThing
	all := m.o.site.Disputes
	for end := len(all); end > 0 && len(out) < maxNews; {
		p := all[end-1].Thing
		from := end - 1
		for from > 0 && all[from-1].Thing == p {
			from--
		}
		t := DisputedThing{Thing: m.link(p), Date: m.o.date(p.Date), Disputes: m.disputes(all[from:end]), Resolution: all[from].Resolution}
		for i := range t.Disputes {
			t.Disputes[i].Values = inShort(&t.Disputes[i])
		}
		out = append(out, t)
		end = from
	}
	return out
}

// inShort returns each value that accounts give once; with what the thing's own
// page says, if they all give the same.
func inShort(d *Dispute) []Value {
	var out []Value
	for _, v := range d.Values {
		if !slices.ContainsFunc(out, func(o Value) bool { return o.Text == v.Text }) {
			out = append(out, v)
		}
	}
	if len(out) < 2 && d.OwnOnly {
		out = append([]Value{{Text: d.Shown, Shown: true}}, out...)
	}
	return out
}
