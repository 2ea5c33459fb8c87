package render

import (
	"html/template"
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
	scale scale
}

// standings returns where a holder stands on each question, nil if that is not
// known of any.
func (m *maker) standings(p *site.Page) *Standings {
	if len(p.Lanes) == 0 {
		return nil
	}
	h := &history{swimlane: swimlane{mirrored: direction(m.lang) == "rtl", o: m.o}}
	drawn := make([]*lane, len(p.Lanes)) // nil if nothing has a place in time
	for i, l := range p.Lanes {
		n := len(h.lanes)
		if h.add(m, l, nil); len(h.lanes) > n {
			drawn[i] = h.lanes[n]
		}
	}
	v := &Standings{Rows: make([]Standing, len(p.Lanes))}
	g := &grid{m: m, words: *m.o.dates, year: math.MinInt} // every date with its year
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
	v.Axis = trusted(h.axis())
	for i, l := range p.Lanes {
		v.Rows[i].History = h.draw(drawn[i], len(l.Position.Position.Stances))
	}
	return v
}

// canvas opens a drawing. It has no title: it is hidden from assistive
// technology.
func (h *history) canvas(stances, height int) *canvas {
	v := &canvas{swimlane: &h.swimlane, scale: h.scale, format: format{
		width: historyWidth, to: historyWidth, stave: 6, mark: historyMark, pad: historyPad,
	}}
	if stances > 4 {
		v.stave = 5
	}
	if height == 0 {
		height = 2*historyEdge + (stances-1)*v.stave
	}
	v.drawing = drawing{width: historyWidth, mirrored: h.mirrored}
	v.raw(`<svg class="art mini" aria-hidden="true" viewBox="0 0 `)
	v.int(historyWidth)
	v.raw(" ")
	v.int(height)
	v.raw(`"`)
	v.num("width", historyWidth)
	v.num("height", height)
	v.raw(">\n")
	return v
}

// draw returns the drawing of one lane, with a line for each stance.
func (h *history) draw(l *lane, stances int) template.HTML {
	v := h.canvas(stances, 0)
	height := 2*historyEdge + (stances-1)*v.stave
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
	if l != nil {
		v.marks(l)
	}
	v.raw("</svg>")
	return trusted(v.b)
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

// axis names the first and the last day of the drawings.
func (h *history) axis() []byte {
	v := h.canvas(0, axisHeight)
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
