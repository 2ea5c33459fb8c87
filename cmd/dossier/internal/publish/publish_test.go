package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// A site is a Source in memory.
type site map[string]string

func (s site) Paths() []string { return slices.Sorted(maps.Keys(s)) }

func (s site) Copied(name string) bool { return false }

func (s site) Open(name string) (fs.File, error) {
	text, ok := s[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fstest.MapFS{name: {Data: []byte(text)}}.Open(name)
}

// tree returns what is in dir: contents by path, "->target" for links, "/" for
// empty directories. The files of this package are left out.
func tree(t *testing.T, dir string) site {
	t.Helper()
	got := site{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		switch {
		case rel == ".":
		case strings.HasPrefix(rel, reserved):
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.Type() == fs.ModeSymlink:
			target, err := os.Readlink(name)
			got[rel] = "->" + target
			return err
		case e.IsDir():
			list, err := os.ReadDir(name)
			if len(list) == 0 {
				got[rel] = "/"
			}
			return err
		default:
			data, err := os.ReadFile(name)
			got[rel] = string(data)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func wantTree(t *testing.T, dir string, want site) {
	t.Helper()
	if got := tree(t, dir); !maps.Equal(got, want) {
		t.Fatalf("%s holds\n%q\nwant\n%q", dir, got, want)
	}
}

// wantAlone fails if anything but names is in dir, such as a forgotten stage.
func wantAlone(t *testing.T, dir string, names ...string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range list {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, names) {
		t.Fatalf("%s holds %q, want %q", dir, got, names)
	}
}

func mustWrite(t *testing.T, src Source, o Options) Result {
	t.Helper()
	res, err := Write(t.Context(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// put makes files, and directories for names that end in a slash.
func put(t *testing.T, dir string, files site) {
	t.Helper()
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		var err error
		if strings.HasSuffix(name, "/") {
			err = os.MkdirAll(full, 0o755)
		} else if err = os.MkdirAll(filepath.Dir(full), 0o755); err == nil {
			if target, ok := strings.CutPrefix(text, "->"); ok {
				err = os.Symlink(target, full)
			} else {
				err = os.WriteFile(full, []byte(text), 0o640)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func union(sites ...site) site {
	all := site{}
	for _, s := range sites {
		maps.Copy(all, s)
	}
	return all
}

func wantResult(t *testing.T, got, want Result) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("result %+v, want %+v", got, want)
	}
}

// methods are the three ways of publishing; before makes a machine on which
// only that one works.
var methods = []struct {
	name   string
	before func(op, name string) error
}{
	{"exchange", func(op, name string) error { return nil }},
	{"renames", func(op, name string) error {
		if op == "exchange" {
			return errors.ErrUnsupported
		}
		return nil
	}},
	{"inside", func(op, name string) error {
		if op == "mkdir" && strings.HasSuffix(name, ".dossier-stage") && name != insideName {
			return fs.ErrPermission
		}
		return nil
	}},
}

func TestExact(t *testing.T) {
	long := strings.Repeat("0123456789abcdef", 3*bufferSize/16)
	steps := []struct {
		name string
		site site
		want Result
	}{
		{"first", site{"index.html": "home", "a/index.html": "a", "b/c/index.html": "c", "big": long},
			Result{Written: 4, Bytes: 6 + int64(len(long))}},
		{"again", site{"index.html": "home", "a/index.html": "a", "b/c/index.html": "c", "big": long},
			Result{Unchanged: 4}},
		{"one changed, one new, one gone", site{"index.html": "home 2", "a/index.html": "a", "n/index.html": "n", "big": long},
			Result{Written: 2, Unchanged: 2, Removed: 1, Bytes: 7}},
		{"end of a long file", site{"index.html": "home 2", "big": long[:len(long)-1] + "x"},
			Result{Written: 1, Unchanged: 1, Removed: 2, Bytes: int64(len(long))}},
		{"shorter, at a buffer's end", site{"index.html": "home 2", "big": long[:bufferSize]},
			Result{Written: 1, Unchanged: 1, Bytes: bufferSize}},
		{"longer", site{"index.html": "home 2", "big": long},
			Result{Written: 1, Unchanged: 1, Bytes: int64(len(long))}},
		{"empty file", site{"index.html": "", "big": long}, Result{Written: 1, Unchanged: 1}},
		{"empty file again", site{"index.html": "", "big": long}, Result{Unchanged: 2}},
		{"file becomes directory", site{"big/index.html": "b", "index.html": ""},
			Result{Written: 1, Unchanged: 1, Removed: 1, Bytes: 1}},
		{"directory becomes file", site{"big": "b", "index.html": ""},
			Result{Written: 1, Unchanged: 1, Removed: 1, Bytes: 1}},
		{"letter case", site{"BIG": "b", "Index.html": "", "a/x": "x"}, Result{Written: 3, Removed: 2, Bytes: 2}},
		{"letter case of a directory", site{"BIG": "b", "Index.html": "", "A/x": "x"},
			Result{Written: 1, Unchanged: 2, Removed: 1, Bytes: 1}},
		{"nothing", site{}, Result{Removed: 3}},
	}
	for _, method := range methods {
		t.Run(method.name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			for _, step := range steps {
				got, err := write(t.Context(), step.site, Options{Dir: dir}, method.before)
				if err != nil {
					t.Fatalf("%s: %v", step.name, err)
				}
				if fmt.Sprint(got) != fmt.Sprint(step.want) {
					t.Errorf("%s: result %+v, want %+v", step.name, got, step.want)
				}
				wantTree(t, dir, step.site)
				wantAlone(t, parent, "public")
				if data, _ := os.ReadFile(filepath.Join(dir, manifestName)); !bytes.Equal(data, formatManifest(step.site.Paths(), "")) {
					t.Errorf("%s: manifest %q", step.name, data)
				}
			}
		})
	}
}

// stamps returns identity, mode and time of everything in dir, itself included.
func stamps(t *testing.T, dir string) map[string]string {
	t.Helper()
	got := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		rel, _ := filepath.Rel(dir, name)
		got[filepath.ToSlash(rel)] = fmt.Sprint(inode(info), info.Mode(), info.ModTime())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTimeStamps(t *testing.T) {
	for _, method := range methods {
		t.Run(method.name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			one := site{"index.html": "home", "a/index.html": "a", "b/index.html": "b"}
			mustWrite(t, one, Options{Dir: dir})
			past := time.Unix(1473379200, 0)
			for _, name := range []string{"index.html", "a/index.html", "a", manifestName, "."} {
				if err := os.Chtimes(filepath.Join(dir, name), past, past); err != nil {
					t.Fatal(err)
				}
			}
			before, above := stamps(t, dir), stamps(t, parent)
			ops := 0
			count := func(op, name string) error { ops++; return method.before(op, name) }
			if _, err := write(t.Context(), one, Options{Dir: dir}, count); err != nil {
				t.Fatal(err)
			}
			if !maps.Equal(stamps(t, parent), above) || ops != 0 {
				t.Errorf("nothing changed, but %d operations were done", ops)
			}
			two := site{"index.html": "home", "a/index.html": "a", "b/index.html": "B"}
			if _, err := write(t.Context(), two, Options{Dir: dir}, method.before); err != nil {
				t.Fatal(err)
			}
			after := stamps(t, dir)
			for _, name := range []string{"index.html", "a/index.html", manifestName} {
				if before[name] != after[name] {
					t.Errorf("%s was %s, is %s", name, before[name], after[name])
				}
			}
			if before["b/index.html"] == after["b/index.html"] {
				t.Error("b/index.html did not change")
			}
		})
	}
}
