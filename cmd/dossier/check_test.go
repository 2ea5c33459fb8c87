package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// film is the size of the film beside the articles of withFilm.
const film = 64 << 20

// withFilm returns the folder of a dossier with a film.
func withFilm(t *testing.T) string {
	t.Helper()
	dir := harbourOn(t, t.TempDir())
	name := filepath.Join(dir, "content", "film.mp4")
	if err := os.WriteFile(name, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, film); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A check reads every file of the output and holds none that is no page: a film
// may be larger than the memory.
func TestCheckStreams(t *testing.T) {
	dir := withFilm(t)
	_, out, list := buildSite(os.DirFS(dir), buildOptions{})
	if list.HasErrors() {
		t.Fatal(list.Sorted()[0])
	}
	_, memory := cost(func() {
		if broken := renderAll(out, func(string, []byte) {}); len(broken) > 0 {
			t.Error(broken[0])
		}
	})
	if memory > film/2 {
		t.Errorf("%d MB for a film of %d MB", memory>>20, film>>20)
	}
}

// A build that fails looks at every file too, to list all errors, and holds none
// that is no page.
func TestFailedBuildStreams(t *testing.T) {
	dir := withFilm(t)
	if err := os.WriteFile(filepath.Join(dir, "content", "wrong.md"), []byte("---\nwrong: 1\n---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, memory := cost(func() {
		if status := run(t.Context(), []string{"build", dir}, io.Discard, io.Discard); status != statusContent {
			t.Errorf("status %d", status)
		}
	})
	if memory > film/2 {
		t.Errorf("%d MB for a film of %d MB", memory>>20, film>>20)
	}
}

// While a site is served, its data are checked in the background without being
// held as a whole.
func TestCheckOfDataStreams(t *testing.T) {
	_, out, list := buildSite(newCorpus(500), buildOptions{})
	if list.HasErrors() {
		t.Fatal(list.Sorted()[0])
	}
	const name = "data/dossier.json"
	info, err := out.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	_, memory := cost(func() {
		if err := out.Check(name); err != nil {
			t.Error(err)
		}
	})
	if memory > uint64(info.Size())/2 {
		t.Errorf("%d KB for a file of %d KB", memory>>10, info.Size()>>10)
	}
}
