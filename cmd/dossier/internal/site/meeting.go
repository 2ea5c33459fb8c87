package site

import (
	"cmp"
	"slices"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
)

// meeting resolves what a page, or an entry of an article, says of a meeting.
func (b *builder) meeting(from *content.Page, c *content.MeetingData) *Meeting {
	m := &Meeting{
		Place:    b.resolve(from, c.Place, content.Place),
		Kind:     c.Kind,
		Outcome:  c.Outcome,
		Document: c.Document,
		Previous: b.resolve(from, c.Previous, content.Meeting),
	}
	for _, r := range c.ConvenedBy {
		if who := b.resolve(from, r, content.Organization, content.Person); who != nil {
			m.ConvenedBy = append(m.ConvenedBy, who)
		}
	}
	for _, r := range c.Participants {
		who := b.resolve(from, r.Who, content.Person, content.Organization)
		org := b.resolve(from, r.For, content.Organization)
		if who != nil {
			m.Participants = append(m.Participants, Participant{Who: who, For: org, Role: r.Role, Presence: r.Presence, given: !r.For.IsZero()})
		}
	}
	for _, r := range c.Agenda {
		b.addAgendaItem(m, from, r)
	}
	return m
}

func (b *builder) addAgendaItem(m *Meeting, from *content.Page, r content.Text) {
	f := b.names.find(r.Value, content.Position)
	switch {
	case f.page != nil:
		m.Agenda = append(m.Agenda, AgendaItem{Position: f.page, Text: f.page.Title})
	case f.many != nil || f.draft != nil:
		b.resolve(from, r, content.Position) // reports it
	case r.Value != "":
		b.asText(from, r, content.Position)
		m.Agenda = append(m.Agenda, AgendaItem{Text: r.Value})
	}
}

// merge adds to m what n says and m does not. Of what only one of them can be
// right in, m is kept.
func (m *Meeting) merge(n *Meeting) {
	m.Place = cmp.Or(m.Place, n.Place)
	m.Kind = cmp.Or(m.Kind, n.Kind)
	m.Outcome = cmp.Or(m.Outcome, n.Outcome)
	m.Document = cmp.Or(m.Document, n.Document)
	m.Previous = cmp.Or(m.Previous, n.Previous)
	for _, who := range n.ConvenedBy {
		if !slices.Contains(m.ConvenedBy, who) {
			m.ConvenedBy = append(m.ConvenedBy, who)
		}
	}
	for _, x := range n.Participants {
		if !slices.ContainsFunc(m.Participants, func(y Participant) bool { return x.Who == y.Who && x.For == y.For }) {
			m.Participants = append(m.Participants, x)
		}
	}
	for _, item := range n.Agenda {
		if !slices.Contains(m.Agenda, item) {
			m.Agenda = append(m.Agenda, item)
		}
	}
}

// relateMeeting relates a page with all that a meeting has to do with.
func relateMeeting(p *Page, m *Meeting) {
	relate(p, m.Place)
	for _, who := range m.ConvenedBy {
		relate(p, who)
	}
	for _, x := range m.Participants {
		relate(p, x.Who)
		relate(p, x.For)
		relate(x.Who, x.For)
	}
	for _, item := range m.Agenda {
		relate(p, item.Position)
	}
}

// settleMeeting finds for whom people took part where nobody says it: the
// organization of the office they held.
func settleMeeting(p *Page) {
	for i := range p.Meeting.Participants {
		x := &p.Meeting.Participants[i]
		if x.For == nil && x.Who.Person != nil && !x.given {
			x.For = employer(x.Who, p.Date)
			relate(p, x.For)
		}
	}
}

// linkNext gives meetings the one that follows. Meetings are in order of date.
func (b *builder) linkNext() {
	for _, p := range b.site.Meetings {
		prev := p.Meeting.Previous
		switch {
		case prev == nil:
		case prev.Meeting.Next == nil:
			prev.Meeting.Next = p
		default:
			b.list.Add(diag.Warning, upPos(p), "give one of them another previous",
				"two meetings follow %s: %s and %s", prev.Key, prev.Meeting.Next.Key, p.Key)
		}
	}
}

// met lists the people who were at the same meetings as p.
func met(p *Page) []Met {
	shared := map[*Page][]*Page{}
	for _, m := range p.Meetings {
		if !attended(m, p) {
			continue
		}
		for _, other := range m.Meeting.Participants {
			q := other.Who
			if q == p || q.Type != content.Person || other.Presence == "absent" {
				continue
			}
			if s := shared[q]; len(s) == 0 || s[len(s)-1] != m { // who is listed twice was there once
				shared[q] = append(s, m)
			}
		}
	}
	out := make([]Met, 0, len(shared))
	for q, meetings := range shared {
		out = append(out, Met{Who: q, Meetings: meetings})
	}
	slices.SortFunc(out, func(x, y Met) int {
		return cmp.Or(cmp.Compare(len(y.Meetings), len(x.Meetings)), byRank(x.Who, y.Who))
	})
	return out
}

func attended(meeting, p *Page) bool {
	return slices.ContainsFunc(meeting.Meeting.Participants, func(x Participant) bool {
		return x.Who == p && x.Presence != "absent"
	})
}
