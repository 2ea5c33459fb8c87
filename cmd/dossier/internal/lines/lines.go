// Package lines finds bytes of a text by line and column, and lines by byte.
//
// It is a leaf, for programs that change or show what an editor has open. The
// invariant: it never fails; what lies outside of the text is taken for the
// nearest place inside.
package lines

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// An Index knows where the lines of a text begin. They end with LF, CR or CRLF,
// as in CommonMark and in the Language Server Protocol (3.17, Text Documents).
type Index struct {
	text   []byte
	starts []int // the first is 0
}

// New returns the index of a text, which must not change.
func New(text []byte) Index {
	x := Index{text: text, starts: []int{0}}
	for i, c := range text {
		if c == '\n' || c == '\r' && !bytes.HasPrefix(text[i+1:], []byte("\n")) {
			x.starts = append(x.starts, i+1)
		}
	}
	return x
}

// Count returns the number of lines. A text that ends with a line end has an
// empty line after it.
func (x Index) Count() int { return len(x.starts) }

// Start returns the offset of a line, counted from 1.
func (x Index) Start(line int) int {
	if line > len(x.starts) {
		return len(x.text)
	}
	return x.starts[max(line, 1)-1]
}

// Text returns a line, counted from 1, without its end.
func (x Index) Text(line int) []byte {
	return bytes.TrimRight(x.text[x.Start(line):x.Start(line+1)], "\r\n")
}

// End returns what the first line of the text ends with, "\n" if it has no end.
func (x Index) End() string {
	if len(x.starts) == 1 {
		return "\n"
	}
	return string(x.text[len(x.Text(1)):x.starts[1]])
}

// Offset returns the offset of a column in a line. Both count from 1, columns in
// code points; a byte order mark is no column.
func (x Index) Offset(line, col int) int {
	at, end := x.Start(line), x.Start(line)+len(x.Text(line))
	if at == 0 && bytes.HasPrefix(x.text, []byte("\uFEFF")) {
		at += len("\uFEFF")
	}
	for ; col > 1 && at < end; col-- {
		_, size := utf8.DecodeRune(x.text[at:])
		at += size
	}
	return at
}

// Line returns the line that holds the byte at an offset, counted from 1.
func (x Index) Line(offset int) int {
	i, found := slices.BinarySearch(x.starts, min(max(offset, 0), len(x.text)))
	if found {
		i++
	}
	return max(i, 1)
}
