package search

// A part of an index is text: terms in order of their code points, each
// followed by a space, its documents, and a "|". The first document is a
// number, the others are the distances from the one before. A number is written
// in digits of five bits, the lowest first; all but the last are from the
// second half of the 64 digits.
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

func appendNumber(b []byte, n int32) []byte {
	for ; n >= 32; n >>= 5 {
		b = append(b, digits[32+n&31])
	}
	return append(b, digits[n])
}

// size returns about how long a term is in its part.
func (t *term) size() int { return len(t.text) + len(t.rest) + 4 }

// Parts are the parts of an index. Each has at least one term; there may be
// fewer than were asked for.
type Parts struct {
	index *Index
	from  []int // the first term of each part
}

// Cut cuts the index into at most n parts of about the same length.
func (ix *Index) Cut(n int) *Parts {
	p := &Parts{index: ix}
	sum := 0
	for i := range ix.terms {
		if sum >= ix.size*len(p.from)/n && len(p.from) < n {
			p.from = append(p.from, i)
		}
		sum += ix.terms[i].size()
	}
	return p
}

// First returns the first term of every part, in order.
func (p *Parts) First() []string {
	first := make([]string, len(p.from))
	for i, at := range p.from {
		first[i] = p.index.terms[at].text
	}
	return first
}

// Append appends a part to b. It is letters, digits, marks and "|_- " only; a
// part that is not there is "".
func (p *Parts) Append(b []byte, part int) []byte {
	if part >= len(p.from) {
		return b
	}
	to := len(p.index.terms)
	if part+1 < len(p.from) {
		to = p.from[part+1]
	}
	for i := p.from[part]; i < to; i++ {
		t := &p.index.terms[i]
		b = append(b, t.text...)
		b = append(b, ' ')
		b = appendNumber(b, t.first)
		b = append(b, t.rest...)
		b = append(b, '|')
	}
	return b
}
