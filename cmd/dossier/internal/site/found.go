package site

import (
	"strings"

	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/markdown"
)

// A wordSet says of a word that it may be in a text, or that it is not.
type wordSet [64]uint64

func (s *wordSet) add(word string) {
	i := wordBit(word)
	s[i/64] |= 1 << (i % 64)
}

// wordsOf returns the words in which names are looked for.
func wordsOf(doc *markdown.Document) *wordSet {
	s := new(wordSet)
	for _, block := range doc.Blocks() {
		for _, span := range block.Searchable {
			text := block.Text[span.Start:span.End]
			for _, tok := range fold.AppendTokens(nil, text) {
				s.add(tok.Text(text))
			}
		}
	}
	return s
}

func (s *wordSet) mayHave(word string) bool {
	i := wordBit(word)
	return s[i/64]&(1<<(i%64)) != 0
}

// wordBit is a hash (FNV-1a) cut to the size of a wordSet.
func wordBit(word string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 0x100000001b3
	}
	return h >> 52
}

// maxChanged is how many names may change before it is cheaper to look for all
// names again.
const maxChanged = 64

// A nameDiff says how the names of one tree differ from those of an older one,
// so that what was found in texts is found again without reading them.
type nameDiff struct {
	nodes   []int32    // by node of the old tree: the node of the same name, 0 if there is none
	changed [][]string // names of which only one tree knows, or knows otherwise: words that a text with the name has
	all     bool       // more than maxChanged are
}

func (t *nameTree) diff(old *nameTree) *nameDiff {
	d := &nameDiff{nodes: make([]int32, len(old.nodes))}
	known := make([]bool, len(t.nodes)) // to the old tree
	steps := old.steps()
	for was := 1; was < len(old.nodes); was++ {
		n := &old.nodes[was]
		var now ending
		if parent := d.nodes[n.node]; parent != 0 || n.node == 0 {
			node := t.at(parent, []byte(steps[n.word]))
			d.nodes[was], known[node], now = node, true, t.nodes[node].ending
		}
		if (now.page == nil) != (n.page == nil) || now.shared != n.shared || now.upper != n.upper {
			d.add(old, int32(was), steps)
		}
	}
	steps = t.steps()
	for node := range t.nodes {
		if !known[node] && t.nodes[node].page != nil {
			d.add(t, int32(node), steps)
		}
	}
	return d
}

// steps returns the words of the tree by their numbers.
func (t *nameTree) steps() []string {
	steps := make([]string, len(t.words))
	for step, n := range t.words {
		steps[n] = step
	}
	return steps
}

// add takes up the name that ends at a node of a tree.
func (d *nameDiff) add(t *nameTree, node int32, steps []string) {
	if d.all = d.all || len(d.changed) == maxChanged; d.all {
		return
	}
	var words []string
	for ; node != 0; node = t.nodes[node].node {
		words = append(words, plainWord(steps[t.nodes[node].word]))
	}
	d.changed = append(d.changed, words)
}

// plainWord returns the word of a step of the tree, "" where something other
// than a space stands before it.
func plainWord(step string) string {
	if strings.HasPrefix(step, "\x00") {
		return ""
	}
	return step
}

// concerns reports whether a name that has changed may be in a text.
func (d *nameDiff) concerns(text *wordSet) bool {
	if d.all {
		return true
	}
	for _, name := range d.changed {
		if mayHaveAll(text, name) {
			return true
		}
	}
	return false
}

func mayHaveAll(text *wordSet, words []string) bool {
	for _, w := range words {
		if w != "" && !text.mayHave(w) {
			return false
		}
	}
	return true
}
