package site

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/markdown"
)

// A nameTree finds names in running text: a trie of folded words.
type nameTree struct {
	next []map[string]int32 // by node: word (after the first, with what stands before it) to node
	ends []ending           // by node: the name that ends there

	most  int             // words that a name has
	small map[string]bool // first words of names without capitals

	changes *nameDiff // from the tree of an earlier site; nil if there was none
}

// An ending is a name in the tree. Page is nil at a node where none ends.
type ending struct {
	page   *Page
	shared bool // several things have the name: it is found, and never linked
	upper  bool // the name has capitals, so a mention must have one too
}

// newNameTree returns the tree of the names of things, whose order has no
// influence on what is found. Prev may be nil.
func newNameTree(things []*Page, prev *Site) *nameTree {
	t := &nameTree{next: []map[string]int32{nil}, ends: []ending{{}}, small: map[string]bool{}}
	for _, p := range things {
		if !linksItself(p.Type) {
			continue
		}
		t.add(p, p.Title)
		for _, name := range p.Names {
			t.add(p, name)
		}
	}
	if prev != nil {
		t.changes = t.diff(prev.linker.tree)
	}
	return t
}

func (t *nameTree) add(p *Page, name string) {
	node, first, words := int32(0), "", 0
	for tok := range fold.Tokens(name) {
		if words == 0 {
			first = tok.Text
		}
		node = t.child(node, step(tok, words == 0))
		words++
	}
	if words == 0 {
		return // a name without letters is not found in texts
	}
	t.most = max(t.most, words)
	e := &t.ends[node]
	upper := hasUpper(name)
	if !upper {
		t.small[first] = true
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

func (t *nameTree) child(node int32, word string) int32 {
	if t.next[node] == nil {
		t.next[node] = map[string]int32{}
	}
	if n, ok := t.next[node][word]; ok {
		return n
	}
	n := int32(len(t.next))
	t.next = append(t.next, nil)
	t.ends = append(t.ends, ending{})
	t.next[node][word] = n
	return n
}

// step is the key of a word in the tree: what stands between two words of a
// name belongs to the name.
func step(tok fold.Token, first bool) string {
	switch {
	case first:
		return tok.Text
	case tok.Sep == " ":
		return tok.Text // the usual case needs no new string
	}
	return "\x00" + tok.Sep + tok.Text
}

func hasUpper(s string) bool { return strings.ContainsFunc(s, unicode.IsUpper) }

// A found name: where it stands, and the node that it ends at.
type found struct {
	block, start, end int32
	node              int32
}

// find returns every name in the searchable parts of a document that one thing
// alone has, in order, longest name first, and which words there are. Names that
// are not to be linked on the page (skip, folded) are passed over as if they
// were ordinary words.
func (t *nameTree) find(doc *markdown.Document, skip []string) (names []found, words *wordSet) {
	words = new(wordSet)
	var toks []fold.Token
	for i := range doc.Blocks {
		block := &doc.Blocks[i]
		for _, span := range block.Searchable {
			text := block.Text[span.Start:span.End]
			toks = slices.AppendSeq(toks[:0], fold.Tokens(text))
			for _, tok := range toks {
				words.add(tok.Text)
			}
			capital := nextCapital(text, toks)
			for j := 0; j < len(toks); {
				if capital[j]-j >= t.most && !t.small[toks[j].Text] {
					j++ // most words of most texts: there is no capital where a name could have one
					continue
				}
				node, n := t.longest(text, toks[j:], skip)
				if n > 0 && !t.ends[node].shared {
					names = append(names, found{int32(i), span.Start + int32(toks[j].Start), span.Start + int32(toks[j+n-1].End), node})
				}
				j += max(n, 1)
			}
		}
	}
	return names, words
}

// nextCapital returns for every word the next one with a capital, itself or
// after it; a number that no name reaches if there is none.
func nextCapital(text string, toks []fold.Token) []int {
	next := make([]int, len(toks))
	at := math.MaxInt
	for j := len(toks) - 1; j >= 0; j-- {
		if hasUpper(text[toks[j].Start:toks[j].End]) {
			at = j
		}
		next[j] = at
	}
	return next
}

// longest returns the node of the longest name that begins with the first word,
// and how many words it has; 0 if there is none.
func (t *nameTree) longest(text string, toks []fold.Token, skip []string) (last int32, words int) {
	node := int32(0)
	for i, tok := range toks {
		next, ok := t.next[node][step(tok, i == 0)]
		if !ok {
			break
		}
		node = next
		end := t.ends[node]
		if end.page == nil {
			continue
		}
		as := text[toks[0].Start:tok.End]
		if end.upper && !hasUpper(as) || len(skip) > 0 && slices.Contains(skip, fold.Key(as)) {
			continue
		}
		last, words = node, i+1
	}
	return last, words
}

func linkable(block *markdown.Block, start, end int) bool {
	return slices.ContainsFunc(block.Linkable, func(s markdown.Span) bool { return int(s.Start) <= start && end <= int(s.End) })
}
