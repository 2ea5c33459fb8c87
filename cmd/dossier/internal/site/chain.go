package site

import (
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
)

// up returns where a thing keeps what it belongs to or follows, nil if things
// of its type have nothing of the kind.
func (p *Page) up() **Page {
	switch {
	case p.Organization != nil:
		return &p.Organization.Parent
	case p.Place != nil:
		return &p.Place.Within
	case p.Meeting != nil:
		return &p.Meeting.Previous
	}
	return nil
}

// upPos returns the place where that was written.
func upPos(p *Page) diag.Pos {
	var ref content.Text
	switch c := p.Source; {
	case c == nil:
	case c.Organization != nil:
		ref = c.Organization.Parent
	case c.Place != nil:
		ref = c.Place.Within
	case c.Meeting != nil:
		ref = c.Meeting.Previous
	}
	if ref.IsZero() {
		return p.pos
	}
	return p.Source.Pos(ref.Line, ref.Col)
}

// cutChains reports things that are their own parent, place or predecessor,
// and cuts each such chain at its first thing, so that whoever follows one
// comes to an end.
func (b *builder) cutChains() {
	walk := make(map[*Page]int, len(b.things)) // the walk that came by first
	for i, start := range b.things {
		p := start
		for p != nil && p.up() != nil && walk[p] == 0 {
			walk[p] = i + 1
			p = *p.up()
		}
		if p != nil && walk[p] == i+1 && p.up() != nil {
			b.cutChain(p)
		}
	}
}

// cutChain cuts the ring that p lies on.
func (b *builder) cutChain(p *Page) {
	first := p
	for q := *p.up(); q != p; q = *q.up() {
		if q.Key < first.Key {
			first = q
		}
	}
	ring := []string{first.Key}
	for q := *first.up(); q != first; q = *q.up() {
		ring = append(ring, q.Key)
	}
	ring = append(ring, first.Key)
	message, key := "the organization %q is its own parent", "parent"
	switch first.Type {
	case content.Place:
		message, key = "the place %q lies within itself", "within"
	case content.Meeting:
		message, key = "the meeting %q comes before itself", "previous"
	}
	hint := "the chain is " + strings.Join(ring, ", ") + "; change " + key + " in one of them"
	if len(ring) == 2 {
		hint = "take " + key + " out, or name another"
	}
	b.list.Add(diag.Error, upPos(first), hint, message, first.Title)
	*first.up() = nil
}
