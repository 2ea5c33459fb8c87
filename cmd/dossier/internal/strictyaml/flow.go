package strictyaml

import (
	"fmt"
	"strings"
)

// A bracket reads a list or map in brackets, character by character.
type bracket struct {
	depth  int
	quote  byte  // that is open, or 0
	fresh  bool  // an item may begin here: after a bracket, comma or colon
	remark bool  // a "#" has cut off what looks like text
	slips  []int // offsets in the line read of texts that begin with a reserved character
}

// flow reads a list or map in brackets. One that is not closed by the end, or
// before a line that looks like the next key or item, lacks its bracket.
func (e *explainer) flow(off int, key string) {
	opened, s := e.n, e.lines[e.n]
	mark := s[off : off+1]
	var b bracket
	end := b.read(s, off)
	e.slips(b.slips)
	for b.depth > 0 {
		if e.isNext(e.n + 1) {
			e.reportAt(opened, off, b.hint(), fmt.Sprintf("this %q is not closed", mark))
			return
		}
		e.n++
		s = e.lines[e.n]
		end = b.read(s, 0)
		e.slips(b.slips)
	}
	rest := strings.TrimLeft(s[end:], " \t")
	switch {
	case rest == "" || rest[0] == '#':
	case e.n == opened:
		e.report(len(s)-len(rest), inQuotes(key, uncomment(s[off:])), "text after the closing bracket")
	default:
		e.report(len(s)-len(rest), "put a text that begins with a bracket in quotes", "text after the closing bracket")
	}
}

func (e *explainer) slips(offsets []int) {
	for _, off := range offsets {
		e.report(off, "put the text in quotes", "a text cannot begin with %q", e.lines[e.n][off:off+1])
	}
}

func (b *bracket) hint() string {
	switch {
	case b.quote != 0:
		return "a quote in it is not closed"
	case b.remark:
		return "\" #\" begins a comment, which hides the bracket; put a text that begins with # in quotes"
	}
	return "add the closing bracket; if it is part of a text, put the text in quotes"
}

// read reads s from i on and returns the offset after the last bracket, or the
// length of s if it is not there.
func (b *bracket) read(s string, i int) int {
	b.slips = b.slips[:0]
	for ; i < len(s); i++ {
		ch := s[i]
		switch {
		case b.quote != 0:
			end := closing(s, i, b.quote)
			if end < 0 {
				return len(s)
			}
			b.quote, i = 0, end-1
		case ch == '#' && (b.fresh || i == 0 || isBlankByte(s[i-1])):
			b.remark = i+1 < len(s) && !isBlankByte(s[i+1])
			return len(s)
		case (ch == '"' || ch == '\'') && b.fresh:
			b.quote, b.fresh = ch, false
		case ch == '[' || ch == '{':
			b.depth++
			b.fresh = true
		case ch == ']' || ch == '}':
			if b.depth--; b.depth == 0 {
				return i + 1
			}
			b.fresh = false
		case ch == ',' || ch == ':':
			b.fresh = true
		case !isBlankByte(ch):
			if b.fresh && reserved(s[i:]) {
				b.slips = append(b.slips, i)
			}
			b.fresh = false
		}
	}
	return len(s)
}
