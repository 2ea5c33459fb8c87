package site

import (
	"math"
	"slices"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/markdown"
)

// A nameTree finds names in running text: a trie of folded words.
type nameTree struct {
	words map[string]int32 // every word of a name, as appendStep writes it, to its number
	first map[string]int32 // the node that a word leads to from the root
	next  map[branch]int32 // the same from any other node
	nodes []nameNode       // the root is the first, none stands before its parent

	most  int       // words that a name has
	begin [256]bool // the bytes that names without capitals begin with

	changes *nameDiff // from the tree of an earlier site; nil if there was none
}

// A branch leads from a node by a word.
type branch struct{ node, word int32 }

type nameNode struct {
	branch // that leads here
	ending
	small bool // a name without capitals begins with the word
}

// An ending is the name that ends at a node. Page is nil where none does.
type ending struct {
	page   *Page
	shared bool // several things have the name: it is found, and never linked
	upper  bool // the name has capitals, so a mention must have one too
}

// newNameTree returns a tree without names, to which things are added until it
// is finished.
func newNameTree() *nameTree {
	return &nameTree{words: map[string]int32{}, first: map[string]int32{}, next: map[branch]int32{}, nodes: make([]nameNode, 1)}
}

// addAll adds the names of things, whose order has no influence on what is found.
func (t *nameTree) addAll(things []*Page) {
	for _, p := range things {
		if !linksItself(p.Type) {
			continue
		}
		t.add(p, p.Title)
		for _, name := range p.Names {
			t.add(p, name)
		}
	}
}

// finish ends the growth of a tree. Prev may be nil.
func (t *nameTree) finish(prev *Site) {
	t.nodes = slices.Clone(t.nodes) // which gives back what it was to grow into
	if prev != nil {
		t.changes = t.diff(prev.linker.tree)
	}
}

func (t *nameTree) add(p *Page, name string) {
	node, words, upper := int32(0), 0, false
	first, begin := int32(0), byte(0)
	for _, tok := range fold.AppendTokens(nil, name) {
		step := string(appendStep(nil, name, tok, words == 0))
		node = t.child(node, step)
		if words == 0 {
			first, begin = node, step[0]
		}
		words++
		upper = upper || tok.Upper
	}
	if words == 0 {
		return // a name without letters is not found in texts
	}
	t.most = max(t.most, words)
	e := &t.nodes[node].ending
	if !upper {
		t.nodes[first].small = true
		t.begin[begin] = true
	}
	switch {
	case e.page == nil:
		*e = ending{page: p, upper: upper}
	case e.page == p:
		e.upper = e.upper && upper
	default:
		e.shared = true
		e.upper = e.upper && upper
	}
}

// child returns the node that a step leads to, which it makes if there is none.
func (t *nameTree) child(node int32, step string) int32 {
	word, ok := t.words[step]
	if !ok {
		word = int32(len(t.words))
		t.words[step] = word
	}
	n := t.at(node, []byte(step))
	if n == 0 {
		n = int32(len(t.nodes))
		t.nodes = append(t.nodes, nameNode{branch: branch{node, word}})
		if node == 0 {
			t.first[step] = n
		} else {
			t.next[branch{node, word}] = n
		}
	}
	return n
}

// at returns the node that a step leads to, 0 if there is none.
func (t *nameTree) at(node int32, step []byte) int32 {
	if node == 0 {
		return t.first[string(step)]
	}
	if word, ok := t.words[string(step)]; ok {
		return t.next[branch{node, word}]
	}
	return 0
}

// appendStep appends what a word is in the tree: what stands between two words
// of a name belongs to the name, unless it is a space.
func appendStep(dst []byte, text string, tok fold.Token, first bool) []byte {
	if !first {
		if sep := tok.Sep(text); sep != " " {
			dst = append(append(dst, 0), sep...)
		}
	}
	return tok.AppendText(dst, text)
}

// A found name: where it stands, and the node that it ends at.
type found struct {
	block, start, end int32
	node              int32
}

// find returns every name in the searchable parts of a document that one thing
// alone has, in order, longest name first. Names that are not to be linked on
// the page (skip, folded) are passed over as if they were ordinary words.
func (t *nameTree) find(doc *markdown.Document, skip []string) (names []found) {
	var toks []fold.Token
	var capital []int
	for i, block := range doc.Blocks() {
		for _, span := range block.Searchable {
			text := block.Text[span.Start:span.End]
			toks = fold.AppendTokens(toks[:0], text)
			capital = nextCapital(capital[:0], toks)
			for j := 0; j < len(toks); {
				if capital[j]-j >= t.most && !t.beginsSmall(text, toks[j]) {
					j++ // most words of most texts: there is no capital where a name could have one
					continue
				}
				node, n := t.longest(text, toks[j:], skip)
				if n > 0 && !t.nodes[node].shared {
					names = append(names, found{int32(i), span.Start + int32(toks[j].Start), span.Start + int32(toks[j+n-1].End), node})
				}
				j += max(n, 1)
			}
		}
	}
	return names
}

// beginsSmall reports whether a name without capitals may begin with a word
// that has none. A letter before a mark may become another byte.
func (t *nameTree) beginsSmall(text string, tok fold.Token) bool {
	c, alone := text[tok.Start], tok.End == tok.Start+1 || text[tok.Start+1] < utf8.RuneSelf
	if c < utf8.RuneSelf && alone && !t.begin[c] {
		return false
	}
	var buf [64]byte
	return t.nodes[t.at(0, tok.AppendText(buf[:0], text))].small
}

// nextCapital returns for every word the next one with a capital, itself or
// after it; a number that no name reaches if there is none. It writes to next.
func nextCapital(next []int, toks []fold.Token) []int {
	next = slices.Grow(next, len(toks))[:len(toks)]
	at := math.MaxInt
	for j := len(toks) - 1; j >= 0; j-- {
		if toks[j].Upper {
			at = j
		}
		next[j] = at
	}
	return next
}

// longest returns the node of the longest name that begins with the first word,
// and how many words it has; 0 if there is none.
func (t *nameTree) longest(text string, toks []fold.Token, skip []string) (last int32, words int) {
	var buf [64]byte
	node, upper := int32(0), false
	for i, tok := range toks {
		if node = t.at(node, appendStep(buf[:0], text, tok, i == 0)); node == 0 {
			break
		}
		upper = upper || tok.Upper
		end := &t.nodes[node].ending
		if end.page == nil {
			continue
		}
		if end.upper && !upper || len(skip) > 0 && slices.Contains(skip, fold.Key(text[toks[0].Start:tok.End])) {
			continue
		}
		last, words = node, i+1
	}
	return last, words
}

func linkable(block markdown.Block, start, end int) bool {
	return slices.ContainsFunc(block.Linkable, func(s markdown.Span) bool { return int(s.Start) <= start && end <= int(s.End) })
}
