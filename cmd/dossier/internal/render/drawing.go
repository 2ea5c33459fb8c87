package render

import (
	"html/template"
	"math"
	"strconv"
)

// A drawing is the text of an SVG element that is being written. Everything
// that enters it as text is escaped here. Coordinates are whole units from the
// start of the line; in pages that run from right to left the drawing is
// mirrored as it is written, and letters are not.
type drawing struct {
	b        []byte
	width    int
	mirrored bool
}

// drawn returns the element that draw appends to b. The array of b is used
// again for other drawings and pages.
func (o *Output) drawn(draw func(b []byte) []byte) template.HTML {
	buffer := o.buffer()
	defer o.release(buffer)
	b := draw(buffer.AvailableBuffer())
	buffer.Write(b) // keeps the larger array
	return trusted(b)
}

// A pt is a point of a drawing, y downwards.
type pt struct{ x, y int }

// A box is a part of a drawing.
type box struct{ x, y, w, h int }

func (b box) meets(c box) bool {
	return b.x < c.x+c.w && c.x < b.x+b.w && b.y < c.y+c.h && c.y < b.y+b.h
}

// raw writes markup. The caller makes it of constants alone.
func (d *drawing) raw(markup string) { d.b = append(d.b, markup...) }

func (d *drawing) escaped(text string) { d.b = appendEscaped(d.b, text, marks) }

func (d *drawing) int(n int) { d.b = strconv.AppendInt(d.b, int64(n), 10) }

// attr writes an attribute with a text.
func (d *drawing) attr(name, value string) {
	d.raw(" " + name + `="`)
	d.escaped(value)
	d.raw(`"`)
}

// num writes an attribute with a number.
func (d *drawing) num(name string, n int) {
	d.raw(" " + name + `="`)
	d.int(n)
	d.raw(`"`)
}

// at returns where something lies, and so wide, in the mirrored drawing.
func (d *drawing) at(x, w int) int {
	if d.mirrored {
		return d.width - x - w
	}
	return x
}

// svg opens the drawing with its title and description.
func (d *drawing) svg(class, id string, height int) {
	d.raw(`<svg class="art ` + class + `" viewBox="0 0 `)
	d.int(d.width)
	d.raw(" ")
	d.int(height)
	d.raw(`" role="group" aria-labelledby="` + id + `-t ` + id + `-d">` + "\n")
}

func (d *drawing) title(text string) { d.element("title", "", text) }

// element writes an element with an id, if there is one, and a text.
func (d *drawing) element(name, id, text string) {
	d.raw("<" + name)
	if id != "" {
		d.attr("id", id)
	}
	d.raw(">")
	d.escaped(text)
	d.raw("</" + name + ">")
}

// lines writes a path of straight lines, each from one point to another.
func (d *drawing) lines(class string, ends ...pt) {
	d.raw(`<path class="` + class + `" d="`)
	for i, p := range ends {
		d.raw(string("ML"[i%2]))
		d.int(d.at(p.x, 0))
		d.raw(" ")
		d.int(p.y)
	}
	d.raw("\"/>\n")
}

// text writes a line of text that begins at a point; or ends there, or has its
// middle there, as text-anchor says.
func (d *drawing) text(class string, p pt, anchor, text string) {
	d.raw(`<text class="` + class + `"`)
	d.num("x", d.at(p.x, 0))
	d.num("y", p.y)
	if anchor != "" {
		d.attr("text-anchor", anchor)
	}
	d.raw(">")
	d.escaped(text)
	d.raw("</text>")
}

// link opens a link. Its title is what the pointer and a reader are told.
func (d *drawing) link(href, title string) {
	d.raw("<a")
	d.attr("href", safeAddress(href))
	d.raw(">")
	if title != "" {
		d.title(title)
	}
}

func (d *drawing) rect(class string, b box) {
	d.raw(`<rect class="` + class + `"`)
	d.num("x", d.at(b.x, b.w))
	d.num("y", b.y)
	d.num("width", b.w)
	d.num("height", b.h)
	d.raw("/>")
}

// symbol writes a stance's symbol with its middle at a point.
func (d *drawing) symbol(id string, p pt, size int) {
	d.raw("<use")
	d.attr("class", id)
	d.attr("href", "#d-"+id)
	d.num("x", d.at(p.x-size/2, size))
	d.num("y", p.y-size/2)
	d.num("width", size)
	d.num("height", size)
	d.raw("/>")
}

func (d *drawing) ring(p pt, radius int) {
	d.raw(`<circle class="ring"`)
	d.num("cx", d.at(p.x, 0))
	d.num("cy", p.y)
	d.num("r", radius)
	d.raw("/>")
}

// hatch fills a box with lines from its lower start to its upper end.
func (d *drawing) hatch(b box) {
	d.rect("hole", b)
	var ends []pt
	for k := 10; k < b.w+b.h; k += 10 {
		ends = append(ends,
			pt{b.x + max(0, k-b.h), b.y + min(k, b.h)},
			pt{b.x + min(k, b.w), b.y + max(0, k-b.w)})
	}
	d.raw("\n")
	d.lines("hatchline", ends...)
}

// Lengths of an arrow: what stays free around the marks, and its head.
const (
	arrowFree = 9
	arrowHead = 6
)

// arrow writes a line with a head from one mark to another. Where there is no
// room for a head it is only a line.
func (d *drawing) arrow(class string, p, q pt) {
	length := distance10(p, q)
	if length < 10*(2*arrowFree+arrowHead) {
		d.lines(class, p, q)
		return
	}
	// From here on in tenths of a unit.
	at := func(from pt, by int) (x, y int) {
		return from.x*10 + (q.x-p.x)*by*100/length, from.y*10 + (q.y-p.y)*by*100/length
	}
	x1, y1 := at(p, arrowFree)
	x2, y2 := at(q, -arrowFree-arrowHead+1)
	d.raw(`<path class="` + class + `" d="M`)
	d.tenths(x1, y1)
	d.raw("L")
	d.tenths(x2, y2)
	d.raw(`"/><path class="tip" d="M`)
	x, y := at(q, -arrowFree)
	d.tenths(x, y)
	x, y = at(q, -arrowFree-arrowHead)
	dx, dy := (q.x-p.x)*300/length, (q.y-p.y)*300/length
	d.raw("L")
	d.tenths(x-dy, y+dx)
	d.raw("L")
	d.tenths(x+dy, y-dx)
	d.raw("z\"/>\n")
}

// tenths writes a point whose coordinates are tenths of a unit.
func (d *drawing) tenths(x, y int) {
	if d.mirrored {
		x = d.width*10 - x
	}
	for i, n := range [...]int{x, y} {
		if i > 0 {
			d.raw(" ")
		}
		if n < 0 {
			d.raw("-")
			n = -n
		}
		d.int(n / 10)
		if n%10 != 0 {
			d.raw(".")
			d.int(n % 10)
		}
	}
}

// distance10 returns the distance between two points in tenths of a unit.
// The square root of IEEE 754 is exact to the last bit on every machine.
func distance10(p, q pt) int {
	dx, dy := q.x-p.x, q.y-p.y
	return int(math.Sqrt(float64((dx*dx + dy*dy) * 100)))
}

// textWidth estimates how many units a line of 12 units takes: a little too
// many for most letters, and enough for those of East Asia.
func textWidth(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case r >= 0x1100:
			n += 125
		case r >= 'A' && r <= 'Z' || r == 'm' || r == 'w':
			n += 85
		default:
			n += 63
		}
	}
	return n / 10
}
