package diag

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Closest returns up to most of the candidates that look like a slip for word,
// best first, each once. It uses the Damerau–Levenshtein distance over code
// points in lower case (optimal string alignment) and allows one slip for every
// three characters, at least one and at most four.
func Closest(word string, candidates []string, most int) []string {
	type match struct {
		text string
		dist int
	}
	w := []rune(strings.ToLower(word))
	limit := min(max(len(w)/3, 1), 4)
	var found []match
	for _, c := range candidates {
		r := []rune(strings.ToLower(c))
		if len(r)-len(w) > limit || len(w)-len(r) > limit {
			continue
		}
		if d := distance(w, r); d <= limit {
			found = append(found, match{c, d})
		}
	}
	slices.SortFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.dist, b.dist), strings.Compare(a.text, b.text))
	})
	found = slices.Compact(found)
	var out []string
	for _, m := range found[:min(most, len(found))] {
		out = append(out, m.text)
	}
	return out
}

// DidYouMean returns a hint that offers the closest candidates, or "".
func DidYouMean(word string, candidates []string) string {
	near := Closest(word, candidates, 3)
	for i, n := range near {
		near[i] = strconv.Quote(n)
	}
	switch last := len(near) - 1; last {
	case -1:
		return ""
	case 0:
		return "did you mean " + near[0] + "?"
	default:
		return "did you mean " + strings.Join(near[:last], ", ") + " or " + near[last] + "?"
	}
}

// distance returns the number of slips between a and b: a character added, left
// out, replaced, or exchanged with the next.
func distance(a, b []rune) int {
	prev2 := make([]int, len(b)+1)
	prev := make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
