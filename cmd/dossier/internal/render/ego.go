package render

import (
	"slices"
	"strconv"

	"dossier/cmd/dossier/internal/site"
)

// Limits of the picture of whom a person met.
const (
	minEgo    = 3  // people: fewer are no picture
	maxEgo    = 40 // people: the others are in the table
	maxLevels = 5  // distances from the person in the middle
)

// An ego is the picture of whom a person met, before it is drawn.
type ego struct {
	name, title, desc string
	mirrored          bool
	ties              []tie    // the most meetings first
	levels            []string // how many meetings each distance stands for, "12" or "12+", the nearest first
}

// A tie is a person whom the one in the middle met.
type tie struct {
	name, href, title string
	meetings          int
	level             int // index of levels
	width             int // of the line, in tenths of a unit
}

// ego returns the picture of whom a person met, nil if there are too few for
// one. People are in the order of [site.Person.Met].
func (m *maker) ego(p *site.Page) *Ego {
	met := p.Person.Met
	if len(met) < minEgo {
		return nil
	}
	v := &Ego{Omitted: max(0, len(met)-maxEgo)}
	met = met[:len(met)-v.Omitted]
	w := m.o.words
	e := &ego{
		name: p.Title, title: w.T("ego_title", p.Title), mirrored: direction(m.lang) == "rtl",
		desc: w.N("ego_desc", len(met), p.Title),
	}
	for _, q := range met {
		n := len(q.Meetings)
		e.ties = append(e.ties, tie{
			name: q.Who.Title, href: m.link(q.Who).Href, meetings: n,
			title: w.N("ego_tie", n, q.Who.Title),
		})
	}
	e.layer()
	v.Wide, v.Narrow = m.o.drawn(e.wide), m.o.drawn(e.narrow)
	return v
}

// layer gives every tie its distance, and its line the width that goes with it:
// the different numbers of meetings, or ranges of them where there are more
// than the picture has distances.
func (e *ego) layer() {
	var counts []int // different ones, in order
	for _, t := range e.ties {
		counts = append(counts, t.meetings)
	}
	counts = slices.Compact(counts)
	n := min(len(counts), maxLevels)
	for i := range n {
		part := counts[len(counts)*i/n : len(counts)*(i+1)/n]
		most, least := part[0], part[len(part)-1]
		label := strconv.Itoa(least)
		if most != least {
			label += "+"
		}
		e.levels = append(e.levels, label)
		for j := range e.ties {
			if t := &e.ties[j]; least <= t.meetings && t.meetings <= most {
				t.level, t.width = i, 10+7*(n-1-i)
			}
		}
	}
}

// Measures of both drawings, in units.
const (
	egoRow  = 26 // between two people
	egoHead = 30 // room for the numbers of meetings
	egoNode = 5  // radius of a person
	egoText = 12 // from the middle of a person to the name
)

// Measures of the wide drawing, from its middle.
const (
	egoWidth = 1120
	egoName  = 150 // at most, of the name in the middle
	egoFan   = 200 // where lines have reached the row they lead to
	egoNear  = 216 // the nearest distance
	egoStep  = 38  // to the next distance
)

// wide draws the person in the middle and the others on both sides, every one
// in a row of its own, the most meetings in the middle rows and nearest.
func (e *ego) wide(b []byte) []byte {
	rows := (len(e.ties) + 1) / 2
	height := egoHead + max(rows*egoRow, 60) + 6
	middle := pt{egoWidth / 2, egoHead + (height-egoHead)/2}
	d := &drawing{b: b, width: egoWidth, mirrored: e.mirrored}
	e.open(d, "wideart", "d-ego-wide", height)
	sides := e.sides()
	for i, side := range sides {
		away := 2*i - 1 // towards the start, or the end, of the line
		for level, label := range e.levels {
			if !slices.ContainsFunc(side, func(t *tie) bool { return t.level == level }) {
				continue
			}
			x := middle.x + away*(egoNear+level*egoStep)
			d.lines("hair", pt{x, egoHead - 8}, pt{x, height})
			d.text("faint", pt{x, egoHead - 14}, "middle", label)
			d.raw("\n")
		}
	}
	w, h := e.middleBox(middle)
	for i, side := range sides {
		away := 2*i - 1
		top := middle.y - len(side)*egoRow/2 + egoRow/2
		for row, t := range side {
			y := top + row*egoRow
			at := pt{middle.x + away*(egoNear+t.level*egoStep), y}
			d.branch(t, pt{middle.x + away*w/2, middle.y}, pt{middle.x + away*egoFan, y}, at)
			room := egoWidth/2 - egoNear - t.level*egoStep - egoText
			d.person(t, at, away, room)
		}
	}
	e.self(d, box{middle.x - w/2, middle.y - h/2, w, h})
	d.raw("</svg>")
	return d.b
}

// sides divides the ties between the start and the end of the line, in turn;
// in each the first is in the middle and the last are outside.
func (e *ego) sides() (sides [2][]*tie) {
	for i := range e.ties {
		t, side := &e.ties[i], &sides[i%2]
		if i/2%2 == 0 {
			*side = append(*side, t)
		} else {
			*side = slices.Insert(*side, 0, t)
		}
	}
	return sides
}

// Measures of the narrow drawing.
const (
	egoNarrow = 328
	egoTrunk  = 14 // the line that all others leave from
	egoFirst  = 38 // the nearest distance
	egoShort  = 22 // to the next distance
)

// narrow draws the person above all others, the most meetings first.
func (e *ego) narrow(b []byte) []byte {
	const top = 34 + egoHead
	d := &drawing{b: b, width: egoNarrow, mirrored: e.mirrored}
	height := top + len(e.ties)*egoRow
	e.open(d, "narrow", "d-ego-narrow", height)
	for level, label := range e.levels {
		x := egoFirst + level*egoShort
		d.lines("hair", pt{x, top - 6}, pt{x, height})
		d.text("faint", pt{x, top - 12}, "middle", label)
		d.raw("\n")
	}
	last := top + len(e.ties)*egoRow - egoRow/2
	d.lines("axis", pt{egoTrunk, 30}, pt{egoTrunk, last})
	for i := range e.ties {
		t := &e.ties[i]
		at := pt{egoFirst + t.level*egoShort, top + i*egoRow + egoRow/2}
		d.branch(t, pt{egoTrunk, at.y}, at, at)
		d.person(t, at, 1, egoNarrow-at.x-egoText)
	}
	e.self(d, box{0, 2, min(egoNarrow-2, nameWidth(e.name)), 28})
	d.raw("</svg>")
	return d.b
}

func (e *ego) open(d *drawing, class, id string, height int) {
	d.svg(class+" ego", id, height)
	d.element("title", id+"-t", e.title)
	d.raw("\n")
	d.element("desc", id+"-d", e.desc)
	d.raw("\n")
}

// nameWidth returns how wide a box for a name in bold is.
func nameWidth(name string) int { return textWidth(name)*6/5 + 20 }

// middleBox returns the measures of the box for the name in the middle.
func (e *ego) middleBox(at pt) (w, h int) {
	lines := wrap(e.name, egoName)
	for _, line := range lines {
		w = max(w, min(egoName+30, nameWidth(line)))
	}
	return w, 14 + 16*len(lines)
}

// self draws the person whom the picture is about.
func (e *ego) self(d *drawing, b box) {
	d.rect("self", b)
	lines := []string{cut(e.name, b.w*5/6)}
	if b.h > 30 {
		lines = wrap(e.name, egoName)
	}
	for i, line := range lines {
		d.text("strong", pt{b.x + b.w/2, b.y + b.h/2 + 5 - 8*(len(lines)-1) + 16*i}, "middle", line)
	}
	d.raw("\n")
}

// branch draws the line to a person: from a point through another, where it
// has reached the row, to the end.
func (d *drawing) branch(t *tie, from, row, to pt) {
	half := (from.x + row.x) / 2
	d.raw(`<path class="tie" stroke-width="`)
	d.int(t.width / 10)
	d.raw(".")
	d.int(t.width % 10)
	d.raw(`" d="`)
	d.point("M", from)
	if from.y != row.y {
		d.point("C", pt{half, from.y})
		d.point(" ", pt{half, row.y})
		d.point(" ", row)
	}
	if from.y == row.y || row != to {
		d.point("L", to)
	}
	d.raw("\"/>\n")
}

// point writes a step of a path.
func (d *drawing) point(step string, p pt) {
	d.raw(step)
	d.int(d.at(p.x, 0))
	d.raw(" ")
	d.int(p.y)
}

// person draws somebody with a link, away from the middle: 1 towards the end
// of the line, -1 towards its start.
func (d *drawing) person(t *tie, at pt, away, room int) {
	name := cut(t.name, room-6) // an ellipsis may be wider than what it stands for
	w := egoText + textWidth(name)
	hit := box{at.x - egoText, at.y - target/2, w + egoText, target}
	anchor := ""
	if away < 0 {
		hit.x, anchor = at.x-w, "end"
	}
	d.link(t.href, t.title)
	d.rect("hit", hit)
	d.raw(`<circle class="solid"`)
	d.num("cx", d.at(at.x, 0))
	d.num("cy", at.y)
	d.num("r", egoNode)
	d.raw("/>")
	d.text("halo", pt{at.x + away*egoText, at.y + 4}, anchor, name)
	d.raw("</a>\n")
}
