package lsp

import (
	"unicode/utf16"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/lines"
)

// A text is what a file has, with the places in it as the client counts them: in
// UTF-16 code units, or in bytes if utf8 is set (LSP 3.17, PositionEncodingKind).
type text struct {
	src   []byte
	lines lines.Index
	utf8  bool
}

func (s *server) text(src []byte) text { return text{src, lines.New(src), s.utf8} }

// offset returns the byte of a position. One beyond the end of a line is its
// end, one in the middle of a character is its beginning.
func (t text) offset(p position) int {
	start := t.lines.Start(p.Line + 1)
	if p.Line < 0 || p.Line >= t.lines.Count() {
		return start
	}
	line := t.lines.Text(p.Line + 1)
	at, left := 0, p.Character
	for at < len(line) {
		r, size := utf8.DecodeRune(line[at:])
		if left -= t.width(r, size); left < 0 {
			break
		}
		at += size
	}
	return start + at
}

func (t text) position(offset int) position {
	offset = min(max(offset, 0), len(t.src))
	n := t.lines.Line(offset)
	p := position{Line: n - 1}
	for rest := t.src[t.lines.Start(n):offset]; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		p.Character += t.width(r, size)
		rest = rest[size:]
	}
	return p
}

func (t text) rangeOf(start, end int) textRange {
	return textRange{t.position(start), t.position(end)}
}

// width is how far a character of size bytes goes.
func (t text) width(r rune, size int) int {
	if t.utf8 {
		return size
	}
	return utf16.RuneLen(r)
}
