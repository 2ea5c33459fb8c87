package markdown

import (
	"strconv"
)

// Hooks tell AppendHTML what only the whole site knows. The zero value links
// nothing but what the body links by itself.
type Hooks struct {
	// Ref returns where d.Refs[i] leads. Without it, wikilinks to pages are
	// written as text and other references as they are in the source.
	Ref func(i int) Link
	// Mentions are the names to link, sorted, not overlapping, each within one
	// Linkable span of its block; others are written as text.
	Mentions []Mention
	// Mention returns where a mention leads; needed if there are Mentions.
	Mention func(Mention) Link
}

// A Mention is a name in the text of a block, from byte Start to byte End.
type Mention struct {
	Block, Start, End int
	Target            int // the caller's number for what is named
}

// A Link is where a reference or a mention leads. One without Href is written
// as text, and an image without Href is left out.
type Link struct {
	Href          string // as the page shall say it; escaped for HTML only
	Text          string // replaces the text of a reference or the alt text, if not ""
	Class         string
	Lang, Dir     string
	Width, Height int    // of an image, in pixels; 0 means unknown
	HTML          string // ready markup in place of the reference; of the whole paragraph for a Card
	None          bool   // write the text only; leave an image out
}

// An op is one step of writing the page: its kind, and above that a number n.
// Text and markup are written from their beginnings to their ends, so an op need
// not say where its part begins.
type op uint32

type opKind uint32

const (
	opMarkup opKind = iota // write the next n bytes of markup
	opText                 // write the next n bytes of text, escaped and with its mentions
	opRef                  // reference n surrounds the ops up to its opEnd
	opCard                 // reference n is all there is in the ops up to its opEnd
	opEnd

	opBits = 3
	maxOp  = 1<<(32-opBits) - 1 // bytes that an op can write
)

func newOp(kind opKind, n int) op { return op(n)<<opBits | op(kind) }

func (o op) kind() opKind { return opKind(o & (1<<opBits - 1)) }

func (o op) n() int { return int(o >> opBits) }

// AppendHTML appends the HTML of the document to dst.
func (d *Document) AppendHTML(dst []byte, h Hooks) []byte {
	w := writer{d: d, h: h, dst: dst, asked: -1}
	w.run()
	return w.dst
}

type writer struct {
	d     *Document
	h     Hooks
	dst   []byte
	op    int // index of the op to come
	at    int // where its text begins
	tag   int // where its markup begins
	next  int // index of the first mention that is not yet written
	asked int // reference that link was asked for; a card asks twice
	link  Link
}

// run writes the ops up to the end of what surrounds them.
func (w *writer) run() {
	for w.op < len(w.d.ops) {
		o := w.d.ops[w.op]
		w.op++
		switch n := o.n(); o.kind() {
		case opMarkup:
			w.dst = append(w.dst, w.d.markup[w.tag:w.tag+n]...)
			w.tag += n
		case opText:
			w.text(w.at, w.at+n)
			w.at += n
		case opRef:
			w.ref(n)
		case opCard:
			w.card(n)
		case opEnd:
			return
		}
	}
}

// skip passes over the ops up to the end of what surrounds them.
func (w *writer) skip() {
	for depth := 1; depth > 0; w.op++ {
		switch o := w.d.ops[w.op]; o.kind() {
		case opMarkup:
			w.tag += o.n()
		case opText:
			w.at += o.n()
		case opRef, opCard:
			depth++
		case opEnd:
			depth--
		}
	}
}

// card writes reference i, which is all there is in a paragraph.
func (w *writer) card(i int) {
	l := w.ask(i)
	image := w.d.Refs[i].Kind == ImageRef
	if l.HTML == "" && !(image && (l.None || l.Href == "")) {
		w.run()
		return
	}
	w.dst = append(w.dst, l.HTML...)
	w.skip()
}

// ask returns the hook's answer for reference i.
func (w *writer) ask(i int) Link {
	if w.asked == i {
		return w.link
	}
	var l Link
	switch r := &w.d.Refs[i]; {
	case w.h.Ref != nil:
		l = w.h.Ref(i)
	case r.Kind != WikiRef:
		l.Href = escapePath(r.Target) + r.Query
		if r.Fragment != "" {
			l.Href += "#" + escapePath(r.Fragment)
		}
	}
	w.asked, w.link = i, l
	return l
}

// ref writes reference i around the ops up to its end, which are its text.
func (w *writer) ref(i int) {
	l := w.ask(i)
	r := &w.d.Refs[i]
	switch {
	case l.HTML != "":
		w.dst = append(w.dst, l.HTML...)
		w.skip()
	case r.Kind == ImageRef:
		w.image(r, l)
		w.skip()
	default:
		open := l.Href != "" && !l.None
		if open {
			w.open(l, r.Title)
		}
		if l.Text != "" {
			w.dst = appendEscaped(w.dst, l.Text)
			w.skip()
		} else {
			w.run()
		}
		if open {
			w.dst = append(w.dst, "</a>"...)
		}
	}
}

func (w *writer) open(l Link, title string) {
	w.dst = append(w.dst, `<a href="`...)
	w.dst = appendEscaped(w.dst, l.Href)
	w.dst = append(w.dst, '"')
	w.attribute("class", l.Class)
	w.attribute("lang", l.Lang)
	w.attribute("dir", l.Dir)
	w.attribute("title", title)
	w.dst = append(w.dst, '>')
}

func (w *writer) image(r *Ref, l Link) {
	if l.None || l.Href == "" {
		return
	}
	alt := r.Text
	if l.Text != "" {
		alt = l.Text
	}
	w.dst = append(w.dst, `<img src="`...)
	w.dst = appendEscaped(w.dst, l.Href)
	w.dst = append(w.dst, `" alt="`...)
	w.dst = appendEscaped(w.dst, alt)
	w.dst = append(w.dst, '"')
	if l.Width > 0 && l.Height > 0 {
		w.attribute("width", strconv.Itoa(l.Width))
		w.attribute("height", strconv.Itoa(l.Height))
	}
	w.attribute("class", l.Class)
	if !r.Card { // a card has the title as its caption
		w.attribute("title", r.Title)
	}
	w.dst = append(w.dst, ` loading="lazy">`...)
}

// attribute writes an attribute that has a value.
func (w *writer) attribute(name, value string) {
	if value == "" {
		return
	}
	w.dst = append(w.dst, ' ')
	w.dst = append(w.dst, name...)
	w.dst = append(w.dst, '=', '"')
	w.dst = appendEscaped(w.dst, value)
	w.dst = append(w.dst, '"')
}

// text writes d.text[from:to] with the mentions that lie within.
func (w *writer) text(from, to int) {
	text := w.d.text
	for ; w.next < len(w.h.Mentions); w.next++ {
		m := w.h.Mentions[w.next]
		if m.Block < 0 || m.Block >= len(w.d.blocks) || w.h.Mention == nil {
			continue
		}
		base := int(w.d.blocks[m.Block].text)
		start, end := base+m.Start, base+m.End
		if start >= to {
			break
		}
		if start < from || end > to || start >= end {
			continue // not as promised, or in text that was replaced
		}
		w.dst = appendEscaped(w.dst, text[from:start])
		w.mention(m, text[start:end])
		from = end
	}
	w.dst = appendEscaped(w.dst, text[from:to])
}

func (w *writer) mention(m Mention, name string) {
	l := w.h.Mention(m)
	if l.None || l.Href == "" {
		w.dst = appendEscaped(w.dst, name)
		return
	}
	w.open(l, "")
	w.dst = appendEscaped(w.dst, name)
	w.dst = append(w.dst, "</a>"...)
}

// appendEscaped appends s as HTML text or as a value in double quotes.
func appendEscaped(dst []byte, s string) []byte {
	n := 0
	for i := 0; i < len(s); i++ {
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&quot;"
		default:
			continue
		}
		dst = append(dst, s[n:i]...)
		dst = append(dst, entity...)
		n = i + 1
	}
	return append(dst, s[n:]...)
}
