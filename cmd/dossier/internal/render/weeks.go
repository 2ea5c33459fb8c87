package render

import (
	"html/template"
	"strconv"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// weeks draws the articles of each week as bars, wide and narrow.
func (m *maker) weeks(list []site.Week) (wide, narrow template.HTML) {
	draw := func(f barFormat) template.HTML { return trusted(m.bars(list, f)) }
	return draw(barFormat{"wideart", "d-weeks-wide", 1120, 22, 72}), draw(barFormat{"narrow", "d-weeks-narrow", 328, 14, 68})
}

// A barFormat is the measures of a picture of bars, in units.
type barFormat struct {
	class, id string
	width     int
	pad       int // see newScale
	tick      int // room for the name of a tick
}

// Places of a picture of bars, in units.
const (
	barsFrom = 28  // room for the numbers
	barsTop  = 12  // of the highest bar
	barsEnd  = 132 // of all bars
)

func (m *maker) bars(list []site.Week, f barFormat) []byte {
	most := 0
	days := make([]edtf.Day, len(list))
	for i, w := range list {
		days[i] = w.Monday
		most = max(most, w.Articles)
	}
	s := newScale(days, barsFrom, f.width, f.pad)
	d := &drawing{width: f.width, mirrored: direction(m.lang) == "rtl"}
	height := barsEnd + 24
	if len(s.parts) > 1 {
		height += 32
	}
	d.svg(f.class, f.id, height)
	d.element("title", f.id+"-t", m.o.words.T("articles_per_week"))
	d.element("desc", f.id+"-d", m.o.words.T("weeks_desc",
		week(days[0]).Format(m.o.dates), week(days[len(days)-1]).Format(m.o.dates), m.o.words.N("n_articles", most)))
	d.raw("\n")
	top := func(n int) int { return barsEnd - (barsEnd-barsTop)*n/most }
	for _, n := range []int{most, most / 2} {
		if n == 0 || n == most/2 && most < 4 {
			continue
		}
		d.lines("hair", pt{barsFrom, top(n)}, pt{f.width, top(n)})
		d.text("faint", pt{barsFrom - 6, top(n) + 4}, "end", strconv.Itoa(n))
		d.raw("\n")
	}
	for _, w := range list {
		x := s.place(w.Monday)
		d.rect("solid", box{x - barWidth(s)/2, top(w.Articles), barWidth(s), barsEnd - top(w.Articles)})
		d.raw("\n")
	}
	d.lines("axis", pt{barsFrom, barsEnd}, pt{f.width, barsEnd})
	m.folds(d, s)
	d.barTicks(s.ticks(m.o.dates, f.tick))
	d.raw("</svg>")
	return d.b
}

// barWidth returns how wide a bar can be so that those of two weeks do not touch.
func barWidth(s scale) int {
	width := 18
	for _, p := range s.parts {
		if p.days() > 0 {
			width = min(width, (p.to-p.from-2*p.pad)*7/p.days()-2)
		}
	}
	return max(2, width)
}

// folds hatches what a scale leaves out, and says how long it is.
func (m *maker) folds(d *drawing, s scale) {
	n := 0
	for _, p := range s.parts {
		if p.folded {
			d.hatch(box{p.from, barsTop, p.to - p.from, barsEnd - barsTop})
			d.text("faint", pt{(p.from + p.to) / 2, barsEnd + 34 + 16*(n%2)}, "middle", lasting(m.o.words, int(p.last-p.first)-7))
			d.raw("\n")
			n++
		}
	}
}

func (d *drawing) barTicks(ticks []tick) {
	for _, t := range ticks {
		d.lines("axis", pt{t.x, barsEnd}, pt{t.x, barsEnd + 5})
		half := textWidth(t.name) / 2
		p, anchor := pt{t.x, barsEnd + 18}, "middle"
		if t.x+half > d.width {
			p.x, anchor = d.width, "end"
		}
		d.text("faint", p, anchor, t.name)
		d.raw("\n")
	}
}
