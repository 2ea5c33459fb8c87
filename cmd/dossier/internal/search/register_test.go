package search

import (
	"fmt"
	"slices"
	"testing"
)

func TestInitial(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"bridge", "B"}, {"Élysée", "E"}, {"élan", "E"}, {"Йод", "И"}, {"“Zeit”", "Z"}, {"(the) north", "T"},
		{"24 hours", Digits}, {"٢٤", Digits}, {"…", Symbols}, {"", Symbols}, {"حلب", "ح"}, {"北京", "北"},
	} {
		if got := Initial(c.name); got != c.want {
			t.Errorf("Initial(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestChapters(t *testing.T) {
	for _, c := range []struct {
		counts map[string]int
		want   string
	}{
		{nil, "[]"},
		{map[string]int{"B": 3, "A": 2, Digits: 1, Symbols: 1}, "[{# A 0 0 4} {B B 0 4 7}]"},
		{map[string]int{"A": 11, "B": 5, "C": 1}, "[{A A 1 0 3} {A A 2 3 7} {A A 3 7 11} {B B 0 11 16} {C C 0 16 17}]"},
	} {
		if got := fmt.Sprint(Chapters(c.counts, 5)); got != c.want {
			t.Errorf("Chapters(%v) = %s, want %s", c.counts, got, c.want)
		}
	}
}

func TestCompareInitials(t *testing.T) {
	got := []string{"ح", "B", Digits, "А", Symbols, "A"}
	slices.SortFunc(got, CompareInitials)
	if want := []string{Symbols, Digits, "A", "B", "А", "ح"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
