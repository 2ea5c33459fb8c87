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
// neither a name nor the line that leads down from it meets another. A name that
// has no room whole is cut; what finds no place even so is left out.
func (v *canvas) stairs() []label {
	var out []label
	var taken []box
	for _, e := range v.events {
		x := v.scale.place(e.day)
		for _, length := range []int{v.format.width, min(v.nameLength, max(x, v.format.width-x))} {
			l := label{landmark: e, x: x, text: cut(v.dated(e), length)}
			if text, lead, ok := v.stair(&l, taken); ok {
				taken = append(taken, text, lead)
				out = append(out, l)
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b label) int { return a.x - b.x })
	return out
}

// stair gives a name its place among what is taken, and returns the boxes of
// its text and line; false if there is none.
func (v *canvas) stair(l *label, taken []box) (text, lead box, ok bool) {
	text = box{x: l.x - 3, w: textWidth(l.text), h: 15}
	l.at = text.x
	if text.x+text.w > v.format.width {
		l.at, l.anchor, text.x = l.x+3, "end", l.x+3-text.w
	}
	for ; l.row < v.rows && text.x >= 0; l.row++ {
		text.y = -18 * l.row
		lead = box{x: l.x - 2, y: text.y, w: 4, h: 18 * (l.row + 1)}
		if !slices.ContainsFunc(taken, func(t box) bool { return t.meets(text) || t.meets(lead) }) {
			return text, lead, true
		}
	}
	return text, lead, false
}

// cut shortens a text to a width, with an ellipsis.
func cut(text string, width int) string {
	if textWidth(text) <= width {
		return text
	}
	for text != "" && textWidth(text) > width-8 {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text + "…"
}
