package site

import "strings"

// A wordSet says of a word that it may be in a text, or that it is not.
type wordSet [64]uint64

func (s *wordSet) add(word string) {
	i := wordBit(word)
	s[i/64] |= 1 << (i % 64)
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
	nodes   []int32    // by node of the old tree: the node of the same name, where both have it
	changed [][]string // names of which only one tree knows, or knows otherwise: words that a text with the name has
	all     bool       // more than maxChanged are
}

func (t *nameTree) diff(old *nameTree) *nameDiff {
	d := &nameDiff{nodes: make([]int32, len(old.next))}
	d.compare(t, old, 0, 0, nil)
	d.all = len(d.changed) > maxChanged
	return d
}

// compare walks through both trees at once; a node is -1 where a tree has none.
func (d *nameDiff) compare(t, old *nameTree, node, was int32, words []string) {
	var now, then ending
	if node >= 0 {
		now = t.ends[node]
	}
	if was >= 0 {
		then = old.ends[was]
	}
	if node >= 0 && was >= 0 {
		d.nodes[was] = node
	}
	if (now.page == nil) != (then.page == nil) || now.shared != then.shared || now.upper != then.upper {
		d.changed = append(d.changed, append([]string(nil), words...))
	}
	if len(d.changed) > maxChanged {
		return
	}
	if node >= 0 {
		for step, next := range t.next[node] {
			d.compare(t, old, next, old.at(was, step), append(words, plainWord(step)))
		}
	}
	if was >= 0 {
		for step, next := range old.next[was] {
			if t.at(node, step) < 0 {
				d.compare(t, old, -1, next, append(words, plainWord(step)))
			}
		}
	}
}

// at returns the child of a node, -1 if there is none.
func (t *nameTree) at(node int32, step string) int32 {
	if node >= 0 {
		if next, ok := t.next[node][step]; ok {
			return next
		}
	}
	return -1
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
