package render

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"testing/fstest"
)

// onDisk returns the output of the small dossier, whose resources are in a
// folder, and the path of one, articles/one.png.
func onDisk(t *testing.T) (o *Output, picture string) {
	t.Helper()
	dir := t.TempDir()
	picture = filepath.Join(dir, "articles", "one.png")
	if err := errors.Join(os.Mkdir(filepath.Dir(picture), 0o777), os.WriteFile(picture, []byte("not a picture"), 0o666)); err != nil {
		t.Fatal(err)
	}
	o = small().mustOutput(t)
	o.in.Content = os.DirFS(dir)
	return o, picture
}

// TestCopied holds a file that is read from a disk to being what it is in
// memory.
func TestCopied(t *testing.T) {
	o, picture := onDisk(t)
	if err := fstest.TestFS(o, o.Paths()...); err != nil {
		t.Error(err)
	}
	stamp := func() string {
		t.Helper()
		f, err := o.Open("articles/one.png")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil || !info.ModTime().IsZero() || info.Sys() != nil || info.Mode() != 0o444 || info.Name() != "one.png" {
			t.Errorf("%v, %v", info, err)
		}
		return f.(interface{ Stamp() string }).Stamp()
	}
	if got, want := read(t, o, "articles/one.png"), read(t, small().mustOutput(t), "articles/one.png"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	first := stamp()
	if first == "" || stamp() != first {
		t.Errorf("stamp %q, then %q of one file", first, stamp())
	}
	if err := os.WriteFile(picture, []byte("nor this one here"), 0o666); err != nil {
		t.Fatal(err)
	}
	if stamp() == first {
		t.Error("another file has the same stamp")
	}
	if err := os.Remove(picture); err != nil {
		t.Fatal(err)
	}
	_, err := o.Open("articles/one.png")
	var failed *Failure
	if !errors.Is(err, fs.ErrNotExist) || !errors.As(err, &failed) || failed.Diagnostics[0].Pos.File != "content/articles/one.png" {
		t.Errorf("one that has gone: %v", err)
	}
}

// TestCopiedLarge reads a part of a file that would not fit in memory.
func TestCopiedLarge(t *testing.T) {
	o, picture := onDisk(t)
	const size = 1 << 36
	if err := os.Truncate(picture, size); err != nil { // without any blocks
		t.Skip(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, err := o.Open("articles/one.png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() != size {
		t.Errorf("%v, %v", info, err)
	}
	end := make([]byte, 100)
	_, err = f.(io.Seeker).Seek(-50, io.SeekEnd)
	if n, err2 := io.ReadFull(f, end); err != nil || n != 50 || !errors.Is(err2, io.ErrUnexpectedEOF) {
		t.Errorf("%d bytes: %v, %v", n, err, err2)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
		t.Errorf("%d bytes of memory", used)
	}
}

// TestMade takes away the folders that the output was made from: all is made that
// is not said to be copied.
func TestMade(t *testing.T) {
	o := small().mustOutput(t)
	o.in.Content, o.in.Layouts = fstest.MapFS{}, fstest.MapFS{}
	copies := 0
	for _, name := range o.Paths() {
		f, err := o.Open(name)
		if err == nil {
			f.Close()
		}
		if o.Copied(name) {
			copies++
		}
		if (err == nil) == o.Copied(name) {
			t.Errorf("%s: copied %v, error %v", name, o.Copied(name), err)
		}
	}
	if copies == 0 || o.Copied("no/such/file") {
		t.Errorf("%d files are copies", copies)
	}
}
