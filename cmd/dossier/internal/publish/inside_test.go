package publish

import (
	"path"
	"path/filepath"
	"slices"
	"testing"
)

func TestOrderInPlace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, site{"gone": "1", "sub": "1"}, Options{Dir: dir})
	var got []string
	hook := func(op, name string) error {
		if (op == "rename" || op == "remove") && path.Dir(name) != insideName && name != insideName {
			got = append(got, op+" "+name)
		}
		return methods[2].before(op, name)
	}
	next := site{"index.html": "", "p/index.html": "", "sitemap.xml": "", "style.css": "", "sub/feed.xml": "", "404.html": ""}
	if _, err := write(t.Context(), next, Options{Dir: dir}, hook); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"rename .dossier-manifest",
		"remove sub",
		"rename style.css",
		"rename 404.html",
		"rename p/index.html",
		"rename index.html",
		"rename sitemap.xml",
		"rename sub/feed.xml",
		"remove gone",
		"rename .dossier-manifest",
	}
	if !slices.Equal(got, want) {
		t.Errorf("operations\n%q\nwant\n%q", got, want)
	}
}

func TestSplit(t *testing.T) {
	gone := []string{"Anna/index.html", "Logo.png", "a", "b/x/index.html", "c/index.html", "plain", "same/gone.html"}
	paths := []string{"a/index.html", "anna/index.html", "b", "logo.png", "same/index.html"}
	early, late := split(gone, paths)
	if want := []string{"Anna/index.html", "Logo.png", "a", "b/x/index.html"}; !slices.Equal(early, want) {
		t.Errorf("early %q, want %q", early, want)
	}
	if want := []string{"c/index.html", "plain", "same/gone.html"}; !slices.Equal(late, want) {
		t.Errorf("late %q, want %q", late, want)
	}
}
