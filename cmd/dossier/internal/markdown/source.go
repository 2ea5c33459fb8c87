package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/diag"
)

// A source is the text of a body with its lines, and what is wrong with it.
type source struct {
	text  []byte // line endings are "\n"
	file  string
	first int     // line in the file of lines[0]
	lines []int32 // offsets of the beginnings of the lines
	list  diag.List
	last  place // of the last position, from which the next column is counted
}

// A place is a byte of the text with its column.
type place struct{ line, offset, col int }

func newSource(src []byte, o Options) *source {
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	s := &source{text: src, file: o.File, first: o.Line, last: place{col: 1}}
	s.lines = append(make([]int32, 0, bytes.Count(src, []byte("\n"))+1), 0)
	for i, c := range src {
		if c == '\n' {
			s.lines = append(s.lines, int32(i+1))
		}
	}
	return s
}

// line returns the index of the line that holds the byte at offset.
func (s *source) line(offset int) int {
	i, found := slices.BinarySearch(s.lines, int32(offset))
	if !found {
		i--
	}
	return i
}

// pos returns the position of a byte in the file. Positions in ascending order
// take time in proportion to the text, even if it is all one line.
func (s *source) pos(offset int) diag.Pos {
	i := s.line(offset)
	if i != s.last.line || offset < s.last.offset {
		s.last = place{i, int(s.lines[i]), 1}
	}
	s.last.col += utf8.RuneCount(s.text[s.last.offset:offset])
	s.last.offset = offset
	return diag.Pos{File: s.file, Line: s.first + i, Col: s.last.col}
}

// check finds what no text should hold: bytes that are not UTF-8 and control
// characters are errors, characters that reorder what follows them are warnings.
func (s *source) check() {
	bad, turns := 0, 0
	for i := 0; i < len(s.text); {
		c := s.text[i]
		if c >= ' ' && c < 0x7F || c == '\n' || c == '\t' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(s.text[i:])
		switch {
		case r == utf8.RuneError && size == 1 || isControl(r):
			if bad++; bad <= maxBytes {
				s.badByte(i, r)
			}
		case isBidiControl(r):
			if turns++; turns <= maxBytes {
				s.warn(i, "delete it; the direction of a text follows from its letters and from lang",
					"invisible character U+%04X changes the direction of the text", r)
			}
		}
		i += size
	}
	if bad > maxBytes {
		s.list.Errorf(diag.Pos{File: s.file}, "%d more bytes that are not text", bad-maxBytes)
	}
	if turns > maxBytes {
		s.list.Warnf(diag.Pos{File: s.file}, "%d more characters that change the direction of the text", turns-maxBytes)
	}
}

func (s *source) badByte(offset int, r rune) {
	if isControl(r) {
		s.list.Add(diag.Error, s.pos(offset), "delete it", "control character U+%04X", r)
		return
	}
	s.list.Add(diag.Error, s.pos(offset), "save the file as UTF-8", "byte 0x%02X is not UTF-8", s.text[offset])
}

// isControl reports whether r is a control character (Unicode category Cc)
// other than those of a text file.
func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' && r != '\r' || 0x7F <= r && r <= 0x9F
}

// isBidiControl reports whether r overrides, embeds or isolates a direction
// (UAX 9, section 2): with them a line can read otherwise than it is written.
func isBidiControl(r rune) bool {
	return '\u202A' <= r && r <= '\u202E' || '\u2066' <= r && r <= '\u2069'
}

// warn adds a warning at a byte of the text.
func (s *source) warn(offset int, hint, format string, args ...any) {
	s.list.Add(diag.Warning, s.pos(offset), hint, format, args...)
}

// clip shortens what a message quotes to one line of at most 60 code points.
func clip(s string) string {
	s, _, more := strings.Cut(strings.TrimSpace(s), "\n")
	if utf8.RuneCountInString(s) <= 60 && !more {
		return s
	}
	return string([]rune(s)[:min(59, utf8.RuneCountInString(s))]) + "…"
}
