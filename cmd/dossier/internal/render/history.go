package render

import (
	"math"
	"slices"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// The drawings of how a holder stood on each question, in units.
const (
	historyWidth = 176
	historyEdge  = 8  // over the first line and under the last
	historyMark  = 11 // size of a symbol
	historyPad   = 8  // see newScale
	axisHeight   = 14
)

// A history is the drawings of one holder. They have one line of time.
type history struct {
	swimlane
	scale   scale
	grounds map[int][]byte // see ground
}

// standings returns where a holder stands on each question, nil if that is not
// known of any.
func (m *maker) standings(p *site.Page) *Standings {
	if len(p.Lanes) == 0 {
		return nil
	}
	h := &history{swimlane: swimlane{mirrored: direction(m.lang) == "rtl", o: m.o, bare: true}, grounds: map[int][]byte{}}
	drawn := make([]*lane, len(p.Lanes)) // nil if nothing has a place in time
	for i, l := range p.Lanes {
		n := len(h.lanes)
		if h.add(m, l, nil); len(h.lanes) > n {
			drawn[i] = h.lanes[n]
		}
	}
	v := &Standings{Rows: make([]Standing, len(p.Lanes))}
	g := &grid{m: m, year: math.MinInt} // every date with its year
	for i, l := range p.Lanes {
		v.Rows[i] = Standing{Position: m.link(l.Position), Cell: g.cell(l.Latest()), Statements: l.Count()}
	}
	slices.Sort(h.days)
	if h.days = slices.Compact(h.days); len(h.days) < 2 {
		return v
	}
	h.scale = newScale(h.days, 0, historyWidth, historyPad)
	v.Folded = len(h.scale.parts) > 1
	v.Period = edtf.Span(h.days[0].Date(), h.days[len(h.days)-1].Date()).Format(m.o.dates)
	v.Axis = m.o.drawn(h.axis)
	for i, l := range p.Lanes {
		v.Rows[i].History = m.o.drawn(func(b []byte) []byte { return h.draw(b, drawn[i], len(l.Position.Position.Stances)) })
	}
	return v
}

// canvas returns what a drawing is appended to b with.
func (h *history) canvas(b []byte, stances int) *canvas {
	v := &canvas{swimlane: &h.swimlane, scale: h.scale, format: format{
		width: historyWidth, to: historyWidth, stave: 6, mark: historyMark, pad: historyPad,
	}}
	if stances > 4 {
		v.stave = 5
	}
	v.drawing = drawing{b: b, width: historyWidth, mirrored: h.mirrored}
	return v
}

// open opens a drawing. It has no title: it is hidden from assistive
// technology.
func (v *canvas) open(height int) {
	v.raw(`<svg class="art mini" aria-hidden="true" viewBox="0 0 `)
	v.int(historyWidth)
	v.raw(" ")
	v.int(height)
	v.raw(`"`)
	v.num("width", historyWidth)
	v.num("height", height)
	v.raw(">\n")
}

// draw appends the drawing of one lane to b. The lane is nil if nothing in it
// has a place in time.
func (h *history) draw(b []byte, l *lane, stances int) []byte {
	v := h.canvas(append(b, h.ground(stances)...), stances)
	if l != nil {
		v.marks(l)
	}
	v.raw("</svg>")
	return v.b
}

// ground returns the beginning of every drawing for a scale of so many stances:
// a line for each, and the folds.
func (h *history) ground(stances int) []byte {
	if g := h.grounds[stances]; g != nil {
		return g
	}
	v := h.canvas(nil, stances)
	height := 2*historyEdge + (stances-1)*v.stave
	v.open(height)
	for _, p := range h.scale.parts {
		if p.folded {
			v.hatch(box{p.from, 1, p.to - p.from, height - 2})
			continue
		}
		for i := range stances {
			y := historyEdge + i*v.stave
			v.lines("stave", pt{p.from, y}, pt{p.to, y})
		}
	}
	h.grounds[stances] = v.b
	return v.b
}

// marks draws what was said in a lane, without links: the row has them.
func (v *canvas) marks(l *lane) {
	v.place(l, historyEdge)
	for _, j := range l.joins {
		class := "path"
		if j.loose {
			class = "path loose"
		}
		v.lines(class, j.from.pt, j.to.pt)
	}
	for _, j := range l.mixes {
		v.lines("ink", j.from.pt, j.to.pt)
	}
	for _, k := range slices.Concat(l.groups...) {
		v.whisker(k)
		if k.dashed {
			v.ring(k.pt, v.format.mark/2+2)
		}
		v.symbol(k.symbol, k.pt, v.format.mark)
	}
}

// axis appends the names of the first and the last day of the drawings to b.
func (h *history) axis(b []byte) []byte {
	v := h.canvas(b, 0)
	v.open(axisHeight)
	first, last := h.days[0], h.days[len(h.days)-1]
	name := func(d edtf.Day) string {
		if first.Year() != last.Year() {
			return d.Date().Format(h.o.dates.Short())
		}
		return d.Date().FormatShort(h.o.dates.Short())
	}
	v.text("faint", pt{0, axisHeight - 3}, "", name(first))
	v.text("faint", pt{historyWidth, axisHeight - 3}, "end", name(last))
	v.raw("</svg>")
	return v.b
}
