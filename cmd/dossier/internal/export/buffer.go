package export

import "io"

// pieceSize is how much of a file is collected before it is handed on.
const pieceSize = 64 << 10

// A buffer is a text on its way to a writer. What writes one thing after the
// other calls pass between them, so that no file is in memory as a whole.
type buffer struct {
	text []byte
	to   io.Writer // nil where the whole text is wanted
	err  error     // the first of to, which gets no more after it
}

func (b *buffer) add(texts ...string) {
	for _, s := range texts {
		b.text = append(b.text, s...)
	}
}

func (b *buffer) addByte(c byte) { b.text = append(b.text, c) }

// pass hands the text on if it is large.
func (b *buffer) pass() {
	if len(b.text) >= pieceSize && b.to != nil {
		b.flush()
	}
}

func (b *buffer) flush() {
	if b.err == nil && len(b.text) > 0 {
		_, b.err = b.to.Write(b.text)
	}
	b.text = b.text[:0]
}

// buffer takes an empty buffer from those that files are written with.
func (x *Exporter) buffer(to io.Writer) *buffer {
	if b, ok := x.buffers.Get().(*buffer); ok {
		b.to, b.err = to, nil
		return b
	}
	return &buffer{text: make([]byte, 0, pieceSize+pieceSize/4), to: to}
}

// release gives an empty buffer back. One that a rare large thing has made large
// must not stay in memory.
func (x *Exporter) release(b *buffer) {
	if b.to = nil; cap(b.text) <= 4*pieceSize {
		x.buffers.Put(b)
	}
}
