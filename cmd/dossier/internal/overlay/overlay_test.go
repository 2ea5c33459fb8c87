package overlay

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// list returns the paths and texts of all files that are not empty folders.
func list(t *testing.T, fsys fs.FS) string {
	t.Helper()
	var out []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		out = append(out, name+"="+string(text))
		if info, err := fs.Stat(fsys, name); err != nil || info.Size() != int64(len(text)) || info.IsDir() {
			t.Errorf("%s: %v, %v", name, info, err)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return strings.Join(out, " ")
}

func TestFS(t *testing.T) {
	base := fstest.MapFS{"a/x.md": {Data: []byte("x")}, "a/b/y.md": {Data: []byte("y")}, "a/b/z.jpg": {Data: []byte("z")}, "t.md": {Data: []byte("t")}}
	f := New(base)
	f.Write("a/x.md", []byte("new x"))
	f.Write("new/deep/n.md", []byte("n"))
	if got, want := list(t, f), "a/b/y.md=y a/b/z.jpg=z a/x.md=new x new/deep/n.md=n t.md=t"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	f.Write("a/b/y.md", []byte("yy"))
	for _, m := range [][2]string{{"a/b", "c/d"}, {"t.md", "a/t.md"}, {"a/x.md", "u.md"}} {
		if err := f.Move(m[0], m[1]); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := list(t, f), "a/t.md=t c/d/y.md=yy c/d/z.jpg=z new/deep/n.md=n u.md=new x"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if _, err := f.Open("a/b/y.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what has been moved: %v", err)
	}
	if _, err := fs.Stat(f, "a/b"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that has been moved: %v", err)
	}
	f.Write("a/b/w.md", []byte("w"))
	if got, want := list(t, f), "a/b/w.md=w a/t.md=t c/d/y.md=yy c/d/z.jpg=z new/deep/n.md=n u.md=new x"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if err := f.Move("nowhere", "x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("moving what is not there: %v", err)
	}
	if got := list(t, base); got != "a/b/y.md=y a/b/z.jpg=z a/x.md=x t.md=t" {
		t.Errorf("the base has changed: %s", got)
	}
}
