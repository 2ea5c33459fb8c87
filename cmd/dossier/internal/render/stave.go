package render

import (
	"slices"

	"dossier/cmd/dossier/internal/edtf"
)

// A format is the measures of a drawing of a swimlane, in units.
type format struct {
	class, id  string
	width      int
	from, to   int // of the line of time
	names      int // room for the holder's name before the staves; 0 if it stands above them
	stave      int // between two lines
	above      int // from the top of a lane to its first line
	below      int // from its last line to its end
	least      int // height of a lane
	mark       int // size of a symbol
	pad        int // see newScale
	tick       int // room for the name of a tick
	rows       int // of names of events
	nameLength int // to which the name of an event is cut if it has no room whole
}

func wideDrawing() format {
	return format{
		class: "wideart", id: "d-lanes-wide", width: 1120, from: 164, to: 1120, names: 152,
		stave: 13, above: 17, below: 17, least: 62, mark: 14, pad: 22, tick: 72, rows: 3, nameLength: 320,
	}
}

func narrowDrawing() format {
	return format{
		class: "narrow", id: "d-lanes-narrow", width: 328, from: 0, to: 328,
		stave: 12, above: 34, below: 14, least: 60, mark: 12, pad: 13, tick: 68, rows: 2, nameLength: 230,
	}
}

// A canvas is a swimlane while it is drawn.
type canvas struct {
	*swimlane
	format
	drawing
	scale scale
	top   int   // where the first lane begins
	ends  []int // where each lane ends
}

// draw appends the SVG element of a picture in a format to b.
func (c *swimlane) draw(b []byte, f format) []byte {
	v := &canvas{swimlane: c, format: f, scale: newScale(c.days, f.from, f.to, f.pad)}
	v.drawing = drawing{b: b, width: f.width, mirrored: c.mirrored}
	labels := v.stairs()
	v.top = 12
	for _, l := range labels {
		v.top = max(v.top, 12+18*(l.row+1))
	}
	end := v.top
	for _, l := range c.lanes {
		end += v.height(l)
		v.ends = append(v.ends, end)
	}
	v.svg(f.class, f.id, end+22+16*v.foldRows())
	v.element("title", f.id+"-t", c.title)
	v.raw("\n")
	v.element("desc", f.id+"-d", c.desc)
	v.raw("\n")
	v.frame(labels)
	v.axis(end)
	top := v.top
	for i, l := range c.lanes {
		v.lane(l, top)
		top = v.ends[i]
	}
	v.raw("</svg>")
	return v.b
}

// height returns that of a lane.
func (v *canvas) height(l *lane) int {
	h := max(v.least, v.above+(v.stances-1)*v.stave+v.below)
	if v.names > 0 && len(wrap(l.holder.Title, v.nameRoom())) > 1 {
		h = max(h, v.least+12)
	}
	return h
}

// frame draws what lies under the lanes: their borders, events, folds.
func (v *canvas) frame(labels []label) {
	end := v.ends[len(v.ends)-1]
	v.lines("axis", pt{0, v.top}, pt{v.format.width, v.top})
	for _, y := range v.ends[:len(v.ends)-1] {
		v.lines("sep", pt{0, y}, pt{v.format.width, y})
	}
	v.lines("axis", pt{0, end}, pt{v.format.width, end})
	for _, l := range labels {
		v.lines("hair", pt{l.x, v.top}, pt{l.x, end})
	}
	for _, p := range v.scale.parts {
		if p.folded {
			v.hatch(box{p.from, v.top + 1, p.to - p.from, end - v.top - 2})
		}
	}
	for _, l := range labels {
		y := v.top - 12 - 18*l.row
		v.lines("lead", pt{l.x, y + 5}, pt{l.x, v.top})
		v.link(l.href, v.dated(l.landmark))
		v.text("halo", pt{l.at, y}, l.anchor, l.text)
		v.raw("</a>\n")
	}
}

// foldRows returns how many rows the lengths of the folds take.
func (v *canvas) foldRows() int {
	switch n := len(v.scale.parts) / 2; {
	case n > 1 && v.names == 0:
		return 2
	case n > 0:
		return 1
	}
	return 0
}

// axis draws the ticks and the lengths of what is folded.
func (v *canvas) axis(end int) {
	for _, t := range v.scale.ticks(v.o.dates, v.tick) {
		v.lines("axis", pt{t.x, end}, pt{t.x, end + 5})
		half := textWidth(t.name) / 2
		p, anchor := pt{t.x, end + 18}, "middle"
		switch {
		case t.x < half:
			p.x, anchor = 0, ""
		case t.x+half > v.format.width:
			p.x, anchor = v.format.width, "end"
		}
		v.text("faint", p, anchor, t.name)
		v.raw("\n")
	}
	n := 0
	for _, p := range v.scale.parts {
		if p.folded {
			row := n % v.foldRows()
			v.text("faint", pt{(p.from + p.to) / 2, end + 34 + 16*row}, "middle", lasting(v.o.words, int(p.last-p.first)-1))
			v.raw("\n")
			n++
		}
	}
}

// lane draws what one holder said.
func (v *canvas) lane(l *lane, top int) {
	h := v.height(l)
	first := top + v.above
	if v.names > 0 {
		first = top + (h-(v.stances-1)*v.stave)/2
	}
	for i := range v.stances {
		y := first + i*v.stave
		var ends []pt
		for _, p := range v.scale.parts {
			if !p.folded {
				ends = append(ends, pt{p.from, y}, pt{p.to, y})
			}
		}
		v.lines("stave", ends...)
	}
	v.holder(l, box{0, top, v.names, h})
	v.place(l, first)
	for _, j := range l.joins {
		v.join(j)
	}
	for _, j := range l.mixes {
		v.lines("ink", j.from.pt, j.to.pt)
	}
	for _, group := range l.groups {
		for _, k := range group {
			v.whisker(k)
			v.mark(k)
		}
	}
	v.labels(l, box{v.from, top + 1, v.to - v.from, h - 2})
}

// holder writes the name of a lane.
func (v *canvas) holder(l *lane, b box) {
	lines := []string{cut(l.holder.Title, 200)}
	y := b.y + 19
	if v.names > 0 {
		lines = wrap(l.holder.Title, v.nameRoom())
		y = b.y + (b.h-16*(len(lines)+1))/2 + 12
	}
	v.link(l.holder.Href, l.holder.Title)
	for i, line := range lines {
		v.text("strong", pt{0, y + 16*i}, "", line)
	}
	v.raw("</a>")
	if v.names > 0 {
		v.text("faint", pt{0, y + 16*len(lines)}, "", l.count)
	} else {
		v.text("faint", pt{v.format.width, y}, "end", l.count)
	}
	v.raw("\n")
}

// nameRoom returns how wide a holder's name may be by [textWidth], for which
// letters are smaller and not bold.
func (v *canvas) nameRoom() int { return v.names - 18 }

// wrap divides a name into at most two lines of a width.
func wrap(name string, width int) []string {
	if textWidth(name) <= width {
		return []string{name}
	}
	at := -1
	for i, r := range name {
		if r == ' ' && textWidth(name[:i]) <= width {
			at = i
		}
	}
	if at < 0 {
		return []string{cut(name, width)}
	}
	return []string{name[:at], cut(name[at+1:], width)}
}

// place gives every mark of a lane its point. Marks of one day and stance lie
// beside each other.
func (v *canvas) place(l *lane, first int) {
	type spot struct {
		day  edtf.Day
		line int
	}
	type count struct{ all, placed int }
	same := map[spot]count{}
	for _, group := range l.groups {
		for _, k := range group {
			k.pt = pt{v.scale.place(k.day), first + k.line*v.stave}
			c := same[spot{k.day, k.line}]
			same[spot{k.day, k.line}] = count{all: c.all + 1}
		}
	}
	for _, group := range l.groups {
		for _, k := range group {
			s := spot{k.day, k.line}
			c := same[s]
			if c.all == 1 {
				continue
			}
			spread := min(2*v.format.pad-v.format.mark, 8*(c.all-1))
			k.x += spread*c.placed/(c.all-1) - spread/2
			c.placed++
			same[s] = c
		}
	}
}

// join draws what leads from one mark to the next. Where their dates overlap
// nobody knows which came first, so that the line has no head.
func (v *canvas) join(j join) {
	class := "path"
	if j.loose {
		class = "path loose"
	}
	switch {
	case j.from.line != j.to.line && j.from.last >= j.to.first:
		v.lines(class, j.from.pt, j.to.pt)
	case j.from.line != j.to.line:
		v.arrow(class, j.from.pt, j.to.pt)
	case j.to.x-j.from.x > 2*arrowFree:
		v.lines(class, pt{j.from.x + arrowFree, j.from.y}, pt{j.to.x - arrowFree, j.to.y})
	}
}

// whisker draws from when to when a statement may have been made, as far as
// that is in the picture.
func (v *canvas) whisker(k *mark) {
	if !k.unsure && k.first == k.last {
		return
	}
	from, to := v.scale.place(k.first), v.scale.place(k.last)
	least := v.format.mark * 3 / 2
	from, to = max(v.from, min(from, k.x-least)), min(v.to, max(to, k.x+least))
	v.lines("whisk", pt{from, k.y}, pt{to, k.y}, pt{from, k.y - 4}, pt{from, k.y + 4}, pt{to, k.y - 4}, pt{to, k.y + 4})
}

// target is the least size of what a finger has to hit (WCAG 2.2, 2.5.8).
const target = 24

func (v *canvas) mark(k *mark) {
	v.link(k.href, k.title)
	v.rect("hit", box{k.x - target/2, k.y - target/2, target, target})
	if k.dashed {
		v.ring(k.pt, v.format.mark/2+3)
	}
	v.symbol(k.symbol, k.pt, v.format.mark)
	v.raw("</a>\n")
}

// labels writes the names of speakers: above, below, after or before the mark,
// where it is free, else not at all. Who goes on from the mark before is not
// named again.
func (v *canvas) labels(l *lane, room box) {
	var taken []box
	for _, j := range slices.Concat(l.joins, l.mixes) {
		taken = append(taken, along(j.from.pt, j.to.pt)...)
	}
	var all []*mark
	for _, group := range l.groups {
		all = append(all, group...)
	}
	for _, k := range all {
		taken = append(taken, box{k.x - 9, k.y - 9, 18, 18})
	}
	if v.names == 0 { // the holder's name and the number of statements
		taken = append(taken, box{0, room.y, textWidth(l.holder.Title) * 6 / 5, 24}, box{v.to - textWidth(l.count), room.y, v.to, 24})
	}
	for i, k := range all {
		if k.name == "" || i > 0 && all[i-1].who == k.who {
			continue
		}
		w := textWidth(k.name)
		for _, place := range k.tries(w) {
			b := box{place.begin, place.y - 10, w, 12}
			inside := b.x >= room.x && b.x+b.w <= room.x+room.w && b.y >= room.y && b.y+b.h <= room.y+room.h
			if inside && !slices.ContainsFunc(taken, b.meets) {
				taken = append(taken, b)
				v.text("halo", place.pt, place.anchor, k.name)
				v.raw("\n")
				break
			}
		}
	}
}

// A try is a place where a name may stand.
type try struct {
	pt
	anchor string
	begin  int // where the text begins, whatever its anchor
}

// tries returns the places for a mark's name of a width, the best first.
func (k *mark) tries(w int) []try {
	above, below := k.y-12, k.y+20
	if k.dashed {
		above, below = above-2, below+2
	}
	return []try{
		{pt{k.x, above}, "middle", k.x - w/2},
		{pt{k.x, below}, "middle", k.x - w/2},
		{pt{k.x + 12, k.y + 4}, "", k.x + 12},
		{pt{k.x - 12, k.y + 4}, "end", k.x - 12 - w},
		{pt{k.x - 7, above}, "", k.x - 7},
		{pt{k.x - 7, below}, "", k.x - 7},
		{pt{k.x + 7, above}, "end", k.x + 7 - w},
		{pt{k.x + 7, below}, "end", k.x + 7 - w},
	}
}

// along returns small boxes on the way from one point to another.
func along(p, q pt) []box {
	n := distance10(p, q)/60 + 1
	out := make([]box, 0, n+1)
	for i := range n + 1 {
		out = append(out, box{p.x + (q.x-p.x)*i/n - 2, p.y + (q.y-p.y)*i/n - 2, 4, 4})
	}
	return out
}
