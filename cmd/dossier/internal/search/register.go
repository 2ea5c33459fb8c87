package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/fold"
)

// The initials of names that begin with a digit, or have no letter at all.
const (
	Digits  = "0–9"
	Symbols = "#"
)

// Initial returns the letter under which a name stands in a register, as a
// capital without marks, or [Digits] or [Symbols].
func Initial(name string) string {
	if name != "" && name[0] < utf8.RuneSelf && unicode.IsLetter(rune(name[0])) {
		return strings.ToUpper(name[:1])
	}
	for _, r := range fold.Sort(name) {
		switch {
		case unicode.IsDigit(r):
			return Digits
		case unicode.IsLetter(r):
			return string(unicode.ToUpper(r))
		}
	}
	return Symbols
}

// SortKey returns the form by which names under one initial are put in order.
func SortKey(name string) string { return fold.Sort(name) }

// CompareInitials orders initials: symbols, digits, then letters.
func CompareInitials(a, b string) int {
	group := func(s string) int { return slices.Index([]string{Digits, Symbols}, s) }
	return cmp.Or(cmp.Compare(group(b), group(a)), strings.Compare(a, b))
}

// A Chapter is the names of a register that stand on one page.
type Chapter struct {
	First, Last string // initials
	Part        int    // from 1, where one initial has several chapters; else 0
	From, To    int    // place of its names among all names
}

// Chapters cuts a register into chapters of at most max names, given the number
// of names with each initial. One that has more than max is cut into even parts.
func Chapters(counts map[string]int, max int) []Chapter {
	var list []Chapter
	at := 0
	for _, initial := range slices.SortedFunc(maps.Keys(counts), CompareInitials) {
		n := counts[initial]
		if last := len(list) - 1; last >= 0 && list[last].Part == 0 && at+n-list[last].From <= max {
			list[last].Last, list[last].To = initial, at+n
			at += n
			continue
		}
		parts := (n + max - 1) / max
		for part := range parts {
			c := Chapter{First: initial, Last: initial, From: at + n*part/parts, To: at + n*(part+1)/parts}
			if parts > 1 {
				c.Part = part + 1
			}
			list = append(list, c)
		}
		at += n
	}
	return list
}
