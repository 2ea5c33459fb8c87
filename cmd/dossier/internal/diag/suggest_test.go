package diag

import (
	"strings"
	"testing"
)

func TestDidYouMean(t *testing.T) {
	keys := []string{"title", "date", "draft", "summary", "slug", "names", "tags", "lang", "lastmod", "title"}
	tests := []struct {
		word       string
		candidates []string
		want       string
	}{
		{"titel", keys, `did you mean "title"?`},
		{"Title", keys, `did you mean "title"?`},
		{"TITLES", keys, `did you mean "title"?`},
		{"sumary", keys, `did you mean "summary"?`},
		{"name", keys, `did you mean "names"?`},
		{"nobody", []string{"good", "nobodies"}, ""}, // three slips in six letters
		{"nobdoyy", []string{"nobody"}, `did you mean "nobody"?`},
		{"colour", keys, ""},
		{"", keys, ""},
		{"titel", nil, ""},
		{"x", []string{"y", "xy", "xyz"}, `did you mean "xy" or "y"?`},
		{"aa", []string{"ab", "ac", "ad", "aa"}, `did you mean "aa", "ab" or "ac"?`},
		{"ба", []string{"аб"}, `did you mean "аб"?`},
		{"حلب", []string{"حلبب"}, `did you mean "حلبب"?`},
		{"vitali-churkin", []string{"vitaly-churkin", "sergey-lavrov"}, `did you mean "vitaly-churkin"?`},
		{"vitaly-tschurkyn", []string{"vitaly-churkin"}, `did you mean "vitaly-churkin"?`},
		{"abcdefghijklmnop", []string{"abcdefghijk"}, ""}, // five slips
		{"ab", []string{"a\"b"}, `did you mean "a\"b"?`},
	}
	for _, c := range tests {
		if got := DidYouMean(c.word, c.candidates); got != c.want {
			t.Errorf("%q: got %s, want %s", c.word, got, c.want)
		}
	}
}

func TestClosest(t *testing.T) {
	if got := Closest("a", []string{"b", "c", "d"}, 2); strings.Join(got, " ") != "b c" {
		t.Errorf("got %q", got)
	}
	if got := Closest("a", []string{"b"}, 0); len(got) != 0 {
		t.Errorf("got %q", got)
	}
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "abd", 1}, {"abc", "ab", 1}, {"abc", "xabc", 1},
		{"ca", "abc", 3}, // no slip within an exchange: optimal string alignment
		{"kitten", "sitting", 3}, {"حلب", "حبل", 1},
	}
	for _, c := range tests {
		if got := distance([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("%q, %q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance([]rune(c.b), []rune(c.a)); got != c.want {
			t.Errorf("%q, %q: %d, want %d", c.b, c.a, got, c.want)
		}
	}
}
