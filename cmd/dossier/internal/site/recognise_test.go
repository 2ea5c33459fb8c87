package site

import (
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/markdown"
)

// TestRecognise looks for the names of nameable in texts that are no pages.
func TestRecognise(t *testing.T) {
	s, _ := build(t, nameable, Options{})
	for _, c := range []struct{ text, things, shared string }{
		{"Berg met Anna Berg Olsen in Oak Lane.", "people/berg people/berg-2 places/oak", ""},
		{"Anna Berg and Berg", "people/berg", ""},
		{"The Twins came", "", "The Twins: events/twins organizations/post"},
		{"`Anna Berg` and icebergs", "", ""},
		{"", "", ""},
	} {
		doc, _ := markdown.Parse([]byte(c.text), markdown.Options{})
		things, shared := s.Recognise(doc)
		var names []string
		for _, n := range shared {
			names = append(names, n.Name+": "+keysOf(n.Of))
		}
		if got := keysOf(things); got != c.things {
			t.Errorf("%q names %q, want %q", c.text, got, c.things)
		}
		if got := strings.Join(names, ", "); got != c.shared {
			t.Errorf("%q has the shared names %q, want %q", c.text, got, c.shared)
		}
	}
}

func TestFind(t *testing.T) {
	s, _ := build(t, nameable, Options{})
	for _, c := range []struct {
		ref  string
		want content.Type
		key  string
	}{
		{"Anna Berg", content.Person, "people/berg"},
		{"berg", content.Person, "people/berg"},
		{"places/oak", content.Place, "places/oak"},
		{"Anna Berg", content.Place, ""},
		{"the twins", "", ""}, // two things have the name
		{"nobody", content.Person, ""},
	} {
		want := []content.Type{c.want}
		if c.want == "" {
			want = nil
		}
		key := ""
		if p := s.Find(c.ref, want...); p != nil {
			key = p.Key
		}
		if key != c.key {
			t.Errorf("Find(%q, %q) = %q, want %q", c.ref, c.want, key, c.key)
		}
	}
}

func keysOf(pages []*Page) string {
	var keys []string
	for _, p := range pages {
		keys = append(keys, p.Key)
	}
	return strings.Join(keys, " ")
}
