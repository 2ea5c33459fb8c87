package render

import (
	"slices"
	"unicode/utf8"
)

// A label is a landmark with its place in the stairs above the lanes.
type label struct {
	landmark
	x, at  int
	row    int // from below
	anchor string
	text   string
}

// dated names an event with its date.
func (v *canvas) dated(e landmark) string { return v.o.words.T("name_value", e.date, e.title) }

// stairs places the names of events above the lanes: in the lowest row where
// neither a name nor the line that leads down from it meets another. What finds
// no place is left out.
func (v *canvas) stairs() []label {
	var out []label
	var taken []box
	for _, e := range v.events {
		l := label{landmark: e, x: v.scale.place(e.day), text: cut(v.dated(e), v.nameLength)}
		w := textWidth(l.text)
		b := box{x: l.x - 3, w: w, h: 15}
		l.at = b.x
		if b.x+w > v.format.width {
			l.at, l.anchor, b.x = l.x+3, "end", l.x+3-w
		}
		for ; l.row < v.rows; l.row++ {
			b.y = -18 * l.row
			lead := box{x: l.x - 2, y: b.y, w: 4, h: 18 * (l.row + 1)}
			if b.x >= 0 && !slices.ContainsFunc(taken, func(t box) bool { return t.meets(b) || t.meets(lead) }) {
				taken = append(taken, b, lead)
				out = append(out, l)
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b label) int { return a.x - b.x })
	return out
}

// cut shortens a text to a width, with an ellipsis.
func cut(text string, width int) string {
	if textWidth(text) <= width {
		return text
	}
	for textWidth(text) > width-8 {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text + "…"
}
