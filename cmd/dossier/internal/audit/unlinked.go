package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/markdown"
	"dossier/cmd/dossier/internal/site"
)

// frequent is in how many pages a name without a page is worth a remark.
const frequent = 3

// Unlinked returns the names of two words or more that several texts have and
// no page bears, each at the place where it stands first. What a name is, it
// guesses from capital letters, so it finds none in scripts without them.
func Unlinked(s *site.Site) diag.List {
	known := knownNames(s)
	places := map[string]*nameless{}
	for _, p := range s.Pages {
		if p.Source == nil {
			continue
		}
		body := s.Text(p).Body
		if body == nil {
			continue
		}
		inPage := map[string]bool{}
		for i, b := range body.Blocks() {
			if b.Kind == markdown.CodeBlock {
				continue
			}
			for _, n := range capitalised(b.Text) {
				key := fold.Key(n.text)
				if inPage[key] || !searchable(b, n) || known.within(n.text) {
					continue
				}
				inPage[key] = true
				at := places[key]
				if at == nil {
					at = &nameless{text: n.text, pos: diag.Pos{File: p.Source.File, Line: body.Line(i, n.start)}}
					places[key] = at
				}
				at.pages++
			}
		}
	}
	var list diag.List
	for _, at := range places {
		if at.pages >= frequent {
			list.Add(diag.Warning, at.pos, fmt.Sprintf("to create one: dossier new person %q, or organization, event, place", at.text),
				"%q is named in %d texts and has no page", at.text, at.pages)
		}
	}
	return list.Sorted()
}

// searchable reports whether a run is text, not code.
func searchable(b markdown.Block, r run) bool {
	return slices.ContainsFunc(b.Searchable, func(s markdown.Span) bool {
		return int(s.Start) <= r.start && r.start+len(r.text) <= int(s.End)
	})
}

// A nameless thing is named in texts, but no page is about it.
type nameless struct {
	text  string
	pos   diag.Pos
	pages int
}

// names are all names of the dossier and their parts, folded.
type names map[string]bool

func knownNames(s *site.Site) names {
	known := names{}
	for _, list := range [][]*site.Page{s.People, s.Organizations, s.Meetings, s.Positions, s.Events, s.Places, s.Articles} {
		for _, p := range list {
			for _, n := range append([]string{p.Title}, p.Names...) {
				known.add(n)
			}
		}
	}
	return known
}

// add makes a name known, and every part of it of two words or more: "Red
// Cross" is no name that lacks a page if there is one of its committee.
func (k names) add(name string) {
	words := strings.Fields(name)
	for i := range words {
		for j := i + 2; j <= len(words); j++ {
			k[fold.Key(strings.Join(words[i:j], " "))] = true
		}
	}
	k[fold.Key(name)] = true
}

// within reports whether some words in a row of a text are a name.
func (k names) within(text string) bool {
	words := strings.Fields(text)
	for i := range words {
		for j := i + 1; j <= len(words); j++ {
			if k[fold.Key(strings.Join(words[i:j], " "))] {
				return true
			}
		}
	}
	return false
}

// A run is a part of a text that looks like a name.
type run struct {
	start int // byte offset
	text  string
}

// particles stand within names in lower case.
var particles = []string{"al", "el", "bin", "ibn", "de", "del", "der", "di", "da", "du", "la", "le", "van", "von", "of"}

// openers begin sentences, and are no part of a name.
var openers = []string{"A", "After", "Also", "An", "And", "As", "At", "Before", "Both", "But", "By", "For", "From", "He", "His", "Her", "If", "In", "It", "Its",
	"No", "Of", "On", "She", "That", "The", "Their", "There", "These", "They", "This", "Those", "To", "When", "While", "With"}

// capitalised returns the runs of at least two words that begin with a capital
// letter, with the particles between them.
func capitalised(text string) (runs []run) {
	var open []run
	end := 0 // of the last word of the open run
	closeRun := func() {
		for len(open) > 0 && !startsUpper(open[len(open)-1].text) {
			open = open[:len(open)-1] // a particle at the end
		}
		for len(open) > 0 && slices.Contains(openers, open[0].text) {
			open = open[1:]
		}
		if len(open) >= 2 {
			last := open[len(open)-1]
			runs = append(runs, run{open[0].start, text[open[0].start : last.start+len(last.text)]})
		}
		open = nil
	}
	for _, w := range words(text) {
		joined := len(open) > 0 && text[end:w.start] == " "
		if !joined {
			closeRun()
		}
		if startsUpper(w.text) || joined && slices.Contains(particles, w.text) {
			open = append(open, w)
		} else {
			closeRun()
		}
		end = w.start + len(w.text)
	}
	closeRun()
	return runs
}

func startsUpper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// words returns the words of a text: letters, marks and digits, with hyphens
// and apostrophes between them.
func words(text string) (out []run) {
	start := -1
	for i, r := range text + " " {
		inner := unicode.In(r, unicode.L, unicode.M, unicode.N) || start >= 0 && strings.ContainsRune("-'’", r)
		switch {
		case inner && start < 0:
			start = i
		case !inner && start >= 0:
			word := strings.TrimRight(text[start:min(i, len(text))], "-'’")
			word = strings.TrimSuffix(cmp.Or(strings.TrimSuffix(word, "’s"), word), "'s")
			if word != "" {
				out = append(out, run{start, word})
			}
			start = -1
		}
	}
	return out
}
