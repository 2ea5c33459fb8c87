// Package search makes the index that the pages search without a server: which
// words are in which documents, in parts small enough to be loaded one by one.
//
// It stands beside the line, and render uses it. The invariant: the index
// depends on the texts and their order alone, and a query that is taken apart
// by [Words] finds every document whose text has the same words, however they
// are written. It knows no pages, no HTML and no files.
package search

import (
	"runtime"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/relay"
)

// An Index says which words are in which documents. It does not change.
type Index struct {
	terms []term // by word
	size  int    // length of all parts
}

// A term is a word with the documents that have it, in order.
type term struct {
	text        string
	first, last int32  // document
	rest        []byte // the documents after the first, see appendNumber
}

// New makes the index of n documents. The function texts calls add with each
// text of a document, and is called for different documents at once. What it
// adds is kept until New returns.
func New(n int, texts func(doc int, add func(text string))) *Index {
	return build(n, func(c *collector) { texts(int(c.doc), c.add) })
}

// NewNames makes the index of what n documents are called, as [New] does. Names
// given to whole, of each document its title first, can also be found as a
// whole: see [wholeMark]. They are added, too.
func NewNames(n int, names func(doc int, add, whole func(name string))) *Index {
	return build(n, func(c *collector) {
		title := true
		names(int(c.doc), c.add, func(name string) {
			c.add(name)
			c.whole(name, title)
			title = false
		})
	})
}

// build makes the index of n documents, each of which texts adds to a collector.
func build(n int, texts func(c *collector)) *Index {
	shares := make([][]term, max(1, min(runtime.GOMAXPROCS(0), n/minShare)))
	waits := make([]func(), len(shares))
	for i := range shares {
		waits[i] = relay.Go(func() {
			c := newCollector()
			for doc := n * i / len(shares); doc < n*(i+1)/len(shares); doc++ {
				c.doc = int32(doc)
				texts(c)
			}
			shares[i] = c.sorted()
		})
	}
	for _, wait := range waits {
		wait()
	}
	ix := &Index{terms: shares[0]}
	for _, s := range shares[1:] {
		ix.terms = merge(ix.terms, s)
	}
	for i := range ix.terms {
		ix.size += ix.terms[i].size()
	}
	return ix
}

// minShare is the number of documents that are worth a goroutine.
const minShare = 64

// A collector finds the terms of consecutive documents.
type collector struct {
	doc    int32
	terms  []term
	byText map[string]int32
	// Texts repeat themselves: what stands between two spaces is taken apart once.
	seen map[string]span
	ids  []int32 // of terms; what the spans are of
}

type span struct{ from, to int32 }

func newCollector() *collector {
	return &collector{byText: map[string]int32{}, seen: map[string]span{}}
}

func (c *collector) add(text string) {
	for i := 0; i < len(text); {
		if text[i] <= ' ' {
			i++
			continue
		}
		start := i
		for i < len(text) && text[i] > ' ' {
			i++
		}
		part, known := c.seen[text[start:i]]
		if !known {
			part = c.learn(text[start:i])
		}
		for _, id := range c.ids[part.from:part.to] {
			c.note(id)
		}
	}
}

// note says that a term is in the document.
func (c *collector) note(id int32) {
	t := &c.terms[id]
	if t.last != c.doc {
		t.rest = appendNumber(t.rest, c.doc-t.last)
		t.last = c.doc
	}
}

// A name as a whole is a term of its words as they are written, folded, with a
// wholeMark after each, which no word has; and with one more after the last if
// the name is not the title. Who types all of a name finds it before what has
// it among other words. The longest name has maxWhole words, as a query has.
const (
	wholeMark = "_"
	maxWhole  = 8
)

func (c *collector) whole(name string, title bool) {
	words := Words(name)
	if len(words) == 0 || len(words) > maxWhole {
		return
	}
	var b strings.Builder
	for _, forms := range words {
		b.WriteString(forms[0] + wholeMark)
	}
	if !title {
		b.WriteString(wholeMark)
	}
	c.note(c.term(b.String()))
}

// learn finds the terms of a text without spaces, each of which is in the
// document from now on.
func (c *collector) learn(text string) span {
	from := len(c.ids)
	for _, word := range Words(text) {
		for _, form := range word {
			c.ids = append(c.ids, c.term(form))
		}
	}
	c.seen[text] = span{int32(from), int32(len(c.ids))}
	return c.seen[text]
}

// term returns the number of a term, which is in the document if it is new.
func (c *collector) term(text string) int32 {
	id, known := c.byText[text]
	if !known {
		id = int32(len(c.terms))
		c.terms = append(c.terms, term{text: strings.Clone(text), first: c.doc, last: c.doc})
		c.byText[c.terms[id].text] = id
	}
	return id
}

func (c *collector) sorted() []term {
	slices.SortFunc(c.terms, func(a, b term) int { return strings.Compare(a.text, b.text) })
	return c.terms
}

// merge joins the terms of documents with those of later ones.
func merge(a, b []term) []term {
	all := make([]term, 0, len(a)+len(b)/2)
	for len(a) > 0 && len(b) > 0 {
		switch c := strings.Compare(a[0].text, b[0].text); {
		case c < 0:
			all, a = append(all, a[0]), a[1:]
		case c > 0:
			all, b = append(all, b[0]), b[1:]
		default:
			t := a[0]
			t.rest = append(appendNumber(t.rest, b[0].first-t.last), b[0].rest...)
			t.last = b[0].last
			all, a, b = append(all, t), a[1:], b[1:]
		}
	}
	return append(append(all, a...), b...)
}
