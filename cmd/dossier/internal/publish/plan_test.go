package publish

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestFilesOfOthers(t *testing.T) {
	foreign := site{
		".git/HEAD": "ref", ".git/objects/aa/bb": "blob", ".gitignore": "x", "CNAME": "example.org",
		"link": "->/etc", "a/mine.txt": "mine", "a/deep/x": "x", "a/odd:\n\\name/x": "y", "uploads/p.jpg": "jpg",
		"taken": "user's", "taken2/x": "user's", "trap": "->uploads", "dangling": "->nowhere",
	}
	wantStamps := slices.Sorted(maps.Keys(foreign))
	wantStamps = append(wantStamps, ".git", ".git/objects", "empty", "uploads/.", "a/deep")
	for i, name := range wantStamps {
		wantStamps[i] = filepath.ToSlash(filepath.Clean(name))
	}
	one := site{"index.html": "1", "a/index.html": "a"}
	two := site{"index.html": "2", "b": "b", "uploads/index.html": "u",
		"taken": "ours", "taken2": "ours", "trap/index.html": "ours", "dangling": "ours", "CNAME": "dossier.org"}
	for _, method := range methods {
		t.Run(method.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			mustWrite(t, one, Options{Dir: dir})
			put(t, dir, union(foreign, site{"empty/": ""}))
			before := stamps(t, dir)
			res, err := write(t.Context(), two, Options{Dir: dir}, method.before)
			if err != nil {
				t.Fatal(err)
			}
			wantResult(t, res, Result{Written: 3, Removed: 1, Bytes: 3, Kept: []string{"CNAME", "dangling", "taken", "taken2", "trap"}})
			wantTree(t, dir, union(foreign, site{"empty": "/", "index.html": "2", "b": "b", "uploads/index.html": "u"}))
			after := stamps(t, dir)
			for _, name := range wantStamps {
				// uploads is also a directory of the new site.
				if before[name] != after[name] && name != "uploads" {
					t.Errorf("%q was %s, is %s", name, before[name], after[name])
				}
			}
			mustWrite(t, site{}, Options{Dir: dir})
			wantTree(t, dir, union(foreign, site{"empty": "/"}))
		})
	}
}

func TestDirectoryWithFilesOfOthersStays(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, site{"a/index.html": "a"}, Options{Dir: dir})
	put(t, dir, site{"a/mine": "mine"})
	res := mustWrite(t, site{"a": "file"}, Options{Dir: dir})
	wantResult(t, res, Result{Removed: 1, Kept: []string{"a"}})
	wantTree(t, dir, site{"a/mine": "mine"})
}

// A user who replaces a published directory by a link must not find the site
// written to, or removed from, the place it points to.
func TestLinksAreNotFollowed(t *testing.T) {
	for _, method := range methods {
		t.Run(method.name, func(t *testing.T) {
			parent := t.TempDir()
			dir, outside := filepath.Join(parent, "public"), filepath.Join(parent, "outside")
			mustWrite(t, site{"a/x": "1", "b/x": "1", "c": "1", "d/x": "1"}, Options{Dir: dir})
			put(t, outside, site{"x": "1", "c": "1"})
			for _, name := range []string{"a", "b", "c", "d"} {
				os.RemoveAll(filepath.Join(dir, name))
			}
			put(t, dir, site{"a": "->../outside", "b": "->../outside", "c": "->../outside/c", "inner/x": "1", "d": "->inner"})
			res, err := write(t.Context(), site{"a/x": "2", "c": "1", "d/x": "2"}, Options{Dir: dir}, method.before)
			if err != nil {
				t.Fatal(err)
			}
			wantTree(t, outside, site{"x": "1", "c": "1"})
			wantTree(t, dir, site{"a": "->../outside", "b": "->../outside", "c": "1", "inner/x": "1", "d": "->inner"})
			wantResult(t, res, Result{Written: 1, Bytes: 1, Kept: []string{"a", "d"}})
		})
	}
}

func TestDamagedManifest(t *testing.T) {
	good := string(formatManifest([]string{"a", "b"}, ""))
	for _, manifest := range []string{"", "x", good + "c\n", good[:len(good)-1], strings.Replace(good, " 1 ", " 2 ", 1)} {
		dir := filepath.Join(t.TempDir(), "public")
		mustWrite(t, site{"a": "1", "b": "1"}, Options{Dir: dir})
		put(t, dir, site{manifestName: manifest, "c/d": "?", ".git/x": "g", "CNAME": "x"})
		res := mustWrite(t, site{"a": "2", "n": "2"}, Options{Dir: dir})
		wantResult(t, res, Result{Written: 2, Bytes: 2, Kept: []string{"b", "c"}})
		wantTree(t, dir, site{"a": "2", "n": "2", "b": "1", "c/d": "?", ".git/x": "g", "CNAME": "x"})
		res = mustWrite(t, site{"a": "2"}, Options{Dir: dir})
		wantResult(t, res, Result{Unchanged: 1, Removed: 1})
	}
}
