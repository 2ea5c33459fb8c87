package search

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// vector is a case that the JavaScript of the pages is held to, too.
type vector struct {
	Text  string
	Words [][]string
}

func vectors(t testing.TB) (all []vector) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("..", "..", "testdata", "search", "words.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(src, &all); err != nil || len(all) == 0 {
		t.Fatalf("words.json: %d cases, %v", len(all), err)
	}
	return all
}

func TestWords(t *testing.T) {
	for _, v := range vectors(t) {
		if got := Words(v.Text); !slices.EqualFunc(got, v.Words, slices.Equal) {
			t.Errorf("Words(%q)\n got %q\nwant %q", v.Text, got, v.Words)
		}
	}
}

// What the index stores must be found when it is typed again.
func FuzzWords(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v.Text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		if once := Fold(s); Fold(once) != once {
			t.Errorf("Fold(%q) = %q, and of that %q", s, once, Fold(once))
		}
		for _, word := range Words(s) {
			for _, form := range word {
				if form == "" || strings.ContainsAny(form, "| ") {
					t.Errorf("Words(%q) has the form %q", s, form)
				}
			}
		}
	})
}
