package ingest

import (
	"slices"
	"testing"

	"dossier/cmd/dossier/internal/markdown"
)

// wordsOf returns what a markdown text of one paragraph shows.
func wordsOf(t *testing.T, body string) string {
	t.Helper()
	doc, _ := markdown.Parse([]byte(body), markdown.Options{})
	if doc.NumBlocks() != 1 || doc.Block(0).Kind != markdown.ParagraphBlock || len(doc.Refs) > 0 {
		t.Errorf("%q is not one paragraph of text", body)
		return ""
	}
	return doc.Block(0).Text
}

func TestIsNoise(t *testing.T) {
	noise := []string{"Subscribe", "SHARE", "Read more: the toll", "0", "• • •", "© Radio / Tom Ash", "Log in or register", "Читайте также", "تابعونا",
		"Lire aussi : le péage", "Photo by Tom Ash", "The commons (Getty Images)", "The commons / Reuters", "Sign up for our newsletter to read it every day",
		"Published: 2 March 2024", "Last updated on 2 March 2024", "2024-03-02", "Back | Next"}
	text := []string{"The council voted.", "Share prices fell.", "Photos of the commons were shown, Reuters reported.", "What comes next", "Home rule for Oakford",
		"Watch out for the county", "Reuters",
		"In March 2024 it rained.", "| Party | Votes |"}
	for _, s := range noise {
		if !isNoise(s) {
			t.Errorf("%q is taken for text", s)
		}
	}
	for _, s := range text {
		if isNoise(s) {
			t.Errorf("%q is taken for noise", s)
		}
	}
}

func TestEndsSentence(t *testing.T) {
	for _, s := range []string{"Yes.", "“Yes.”", `He said "no!"`, "Really?)", "هل هذا صحيح؟", "是的。", "Finie…", "as follows:"} {
		if !endsSentence(s) {
			t.Errorf("%q ends no sentence", s)
		}
	}
	for _, s := range []string{"", "Yes", "Yes,", "A headline “so”"} {
		if endsSentence(s) {
			t.Errorf("%q ends a sentence", s)
		}
	}
}

func TestStrays(t *testing.T) {
	long := "The county and the town are further apart than before, and nobody means to move from where they stand."
	for _, c := range []struct {
		lines []string
		want  []int
	}{
		{[]string{long, "Чаты"}, []int{1}},
		{[]string{long, "0", "—"}, nil},
		{[]string{long, "Это уже не случайная строка, а целый абзац на другом языке."}, nil},
		{[]string{"東京の市長は道路について話した。", "カタカナ"}, nil},
		{nil, nil},
	} {
		var got []int
		for i := range c.lines {
			if strays(c.lines)[i] {
				got = append(got, i)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("strays(%q) = %v, want %v", c.lines, got, c.want)
		}
	}
}

func TestAttempt(t *testing.T) {
	var none []int
	if _, err := attempt(func() (int, error) { return none[0], nil }); err == nil {
		t.Error("a mistake is no error")
	}
	if n, err := attempt(func() (int, error) { return 7, nil }); n != 7 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
}
