package render

import (
	"fmt"
	"strings"
	"testing"
)

// The vectors of FNV-1a with 32 bits (Fowler, Noll, Vo); 30-preview.js counts
// the same way.
func TestPreviewHash(t *testing.T) {
	for text, want := range map[string]uint32{"": 0x811c9dc5, "a": 0xe40c292c, "foobar": 0xbf9cf968} {
		if got := previewHash(text); got != want {
			t.Errorf("%q: got %#x, want %#x", text, got, want)
		}
	}
}

// Every person has a preview, in the file that the hash of the address says,
// and no text of an author ends the script.
func TestPreviews(t *testing.T) {
	d := dossier{}
	const people = 3*previewsOfFile - 1
	for i := range people {
		d[fmt.Sprintf("content/people/p%d.md", i)] = fmt.Sprintf("---\ntitle: \"Person %d </script>\"\n---\n", i)
	}
	o := d.mustOutput(t)
	if o.previews != 3 {
		t.Fatalf("%d files, want 3", o.previews)
	}
	for i := range people {
		path := fmt.Sprintf("people/p%d/", i)
		file := read(t, o, fmt.Sprintf("data/previews/%03d.js", previewHash(path)%3))
		if n := strings.Count(file, `"`+path+`"`); n != 1 {
			t.Errorf("%s is %d times in its file", path, n)
		}
		if strings.ContainsAny(file, "<>") {
			t.Error("a text is not escaped for a script")
		}
	}
}

func TestNoPreviews(t *testing.T) {
	o := dossier{"content/articles/a.md": "---\ntitle: A\ndate: 2016-09-12\n---\n"}.mustOutput(t)
	for _, path := range o.Paths() {
		if strings.HasPrefix(path, previewDir) {
			t.Errorf("%s has nothing to tell", path)
		}
	}
}
