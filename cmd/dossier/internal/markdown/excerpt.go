package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A jump says that the text at an offset stands on a line of the file which is
// not the one that counting the line breaks before it would give.
type jump struct{ at, line int32 }

// Line returns the line in the file of a byte of a block's text.
func (d *Document) Line(block, offset int) int {
	b := d.Block(block)
	base := int(d.blocks[block].text)
	from, line := 0, b.Line
	i, found := slices.BinarySearchFunc(d.jumps, base+offset, func(j jump, at int) int { return int(j.at) - at })
	if !found {
		i--
	}
	if i >= 0 && int(d.jumps[i].at) >= base {
		from, line = int(d.jumps[i].at)-base, int(d.jumps[i].line)
	}
	return line + strings.Count(b.Text[from:offset], "\n")
}

// Words returns the number of words outside code blocks. Each ideograph counts
// as one, as scripts without spaces are counted.
func (d *Document) Words() int {
	n := 0
	for _, b := range d.Blocks() {
		if b.Kind != CodeBlock {
			n += words(b.Text)
		}
	}
	return n
}

func words(s string) int {
	n, in := 0, false
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '\'' || r == '’' || r == '-':
			// The rule that follows, for most of the letters.
			letter := r != '\'' && r != '’' && r != '-'
			if letter && !in {
				n++
			}
			in = in || letter
		case r >= 0x1100 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r)):
			n++
			in = false
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if !in {
				n++
			}
			in = true
		default:
			in = false
		}
	}
	return n
}

// Summary returns the text of the first paragraph that is more than a card, or
// of the first list item if there is none, on one line and cut at a word to at
// most max code points, "…" included. The title of a wikilink without text of
// its own comes from title, which gets the index of the reference; if title is
// nil or returns "", the target stands for it.
func (d *Document) Summary(max int, title func(ref int) string) string {
	best := -1
	for i, b := range d.Blocks() {
		if b.Kind == ParagraphBlock && b.Text != "" && !d.isCard(i) {
			best = i
			break
		}
		if b.Kind == ItemBlock && best < 0 && b.Text != "" {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	s := strings.Join(strings.Fields(d.titled(best, Span{0, int32(len(d.Block(best).Text))}, title)), " ")
	return cutRight(s, max)
}

func (d *Document) isCard(block int) bool {
	i, found := slices.BinarySearchFunc(d.Refs, block, func(r Ref, block int) int { return r.Block - block })
	return found && d.Refs[i].Card
}

// titled returns a part of a block's text with titles for bare wikilinks.
func (d *Document) titled(block int, part Span, title func(ref int) string) string {
	text := d.Block(block).Text
	if title == nil {
		return text[part.Start:part.End]
	}
	var b strings.Builder
	done := part.Start
	i, _ := slices.BinarySearchFunc(d.Refs, block, func(r Ref, block int) int { return r.Block - block })
	for ; i < len(d.Refs) && d.Refs[i].Block == block && d.Refs[i].Span.End <= part.End; i++ {
		r := &d.Refs[i]
		if r.Kind != WikiRef || r.Text != "" || r.Span.Start < done {
			continue
		}
		if t := title(i); t != "" {
			b.WriteString(text[done:r.Span.Start])
			b.WriteString(t)
			done = r.Span.End
		}
	}
	b.WriteString(text[done:part.End])
	return b.String()
}

// Context returns the text around a part of a block, on one line and cut at
// words to about max code points, with "…" where it is cut, and where in it the
// part is, which is never cut. Bare wikilinks get their titles as in
// [Document.Summary].
func (d *Document) Context(block int, part Span, max int, title func(ref int) string) (text string, at Span) {
	all := int32(len(d.Block(block).Text))
	middle := d.titled(block, part, title)
	room := (max - utf8.RuneCountInString(middle)) / 2
	before := strings.TrimLeft(cutLeft(d.titled(block, Span{0, part.Start}, title), room), " \n")
	after := strings.TrimRight(cutRight(d.titled(block, Span{part.End, all}, title), room), " \n")
	text = strings.ReplaceAll(before+middle+after, "\n", " ")
	return text, Span{int32(len(before)), int32(len(before) + len(middle))}
}

// cutRight cuts s at a space so that it has at most max code points with "…".
func cutRight(s string, max int) string {
	if len(s) <= max || utf8.RuneCountInString(s) <= max {
		return s
	}
	n := 0
	for i := range s {
		if n++; n > max-1 {
			s = s[:i]
			break
		}
	}
	if i := strings.LastIndexAny(s, " \n"); i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " \n,;:–—-") + "…"
}

// cutLeft is cutRight for the other end.
func cutLeft(s string, max int) string {
	n := utf8.RuneCountInString(s)
	if n <= max {
		return s
	}
	for drop := n - max + 1; drop > 0 && s != ""; drop-- {
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
	if i := strings.IndexAny(s, " \n"); i >= 0 {
		s = s[i+1:]
	}
	return "…" + s
}
