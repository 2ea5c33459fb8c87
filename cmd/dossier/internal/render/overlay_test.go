package render

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
)

func TestOverlay(t *testing.T) {
	own := mapFS(map[string]string{"article.html": "own", "partials/card.html": "own"})
	defaults := mapFS(map[string]string{"article.html": "default", "page.html": "default", "partials/foot.html": "default", "assets/site.css": "default"})
	fsys := Overlay(own, defaults)
	for name, want := range map[string]string{
		"article.html": "own", "page.html": "default", "partials/card.html": "own", "partials/foot.html": "default", "assets/site.css": "default",
	} {
		if b, err := fs.ReadFile(fsys, name); err != nil || string(b) != want {
			t.Errorf("%s = %q, %v, want %q", name, b, err, want)
		}
	}
	for dir, want := range map[string][]string{
		".":        {"article.html", "assets", "page.html", "partials"},
		"partials": {"card.html", "foot.html"},
		"assets":   {"site.css"},
	} {
		entries, err := fs.ReadDir(fsys, dir)
		var got []string
		for _, e := range entries {
			got = append(got, e.Name())
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s = %q, %v, want %q", dir, got, err, want)
		}
	}
	if _, err := fs.ReadDir(fsys, "no"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder in no layer: %v", err)
	}
	if _, ok := Overlay(nil, defaults).(fstest.MapFS); !ok {
		t.Error("without own layouts the defaults are not returned as they are")
	}
}

// lockedFS lets nobody read anything.
type lockedFS struct{}

func (lockedFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

func TestOverlayDoesNotHideErrors(t *testing.T) {
	fsys := Overlay(lockedFS{}, mapFS(map[string]string{"page.html": "default"}))
	if _, err := fs.ReadFile(fsys, "page.html"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("ReadFile: %v", err)
	}
	if _, err := fs.ReadDir(fsys, "."); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("ReadDir: %v", err)
	}
}
