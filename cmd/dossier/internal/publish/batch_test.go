package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// An opener is a Source whose Open does something else.
type opener struct {
	site
	open func(name string) (fs.File, error)
}

func (o opener) Open(name string) (fs.File, error) { return o.open(name) }

func TestErrorsOfTheSource(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	bad := opener{site: site{"a": "1", "b": "1", "c": "1", "d": "1", "e": "1"}}
	bad.open = func(name string) (fs.File, error) {
		switch name {
		case "b":
			return nil, errors.New("no layout")
		case "c":
			panic("nil map")
		case "d":
			return failing{}, nil
		}
		return bad.site.Open(name)
	}
	const want = "b: no layout\nc: panic: nil map (this is a bug in dossier; please report it)\nd: broken pipe"
	check := func() {
		t.Helper()
		_, err := Write(t.Context(), bad, Options{Dir: dir})
		var list SourceErrors
		if !errors.As(err, &list) {
			t.Fatalf("error %v, want SourceErrors", err)
		}
		var lines []string
		for _, e := range list {
			lines = append(lines, e.Error())
			if (e.Path == "c") != strings.Contains(e.Stack, "goroutine") {
				t.Errorf("%s has stack %q", e.Path, e.Stack)
			}
		}
		if got := strings.Join(lines, "\n"); got != want {
			t.Fatalf("errors\n%s\nwant\n%s", got, want)
		}
		if got, want := err.Error(), "b: no layout (and 2 more)"; got != want {
			t.Errorf("error %q, want %q", got, want)
		}
	}
	check()
	wantAlone(t, parent)
	old := site{"old": "1", "a": "0"}
	mustWrite(t, old, Options{Dir: dir})
	before := stamps(t, dir)
	check()
	wantAlone(t, parent, "public")
	wantTree(t, dir, old)
	if after := stamps(t, dir); !maps.Equal(before, after) {
		t.Errorf("output was %v, is %v", before, after)
	}
}

// failing is a file that cannot be read.
type failing struct{ fs.File }

func (failing) Read([]byte) (int, error) { return 0, errors.New("broken pipe") }
func (failing) Close() error             { return nil }

// A streamer writes its files in pieces of a few bytes, and some fail.
type streamer struct {
	site
	pieces map[string]int // that w has taken
	fail   string         // after its third piece
}

func (s *streamer) Stream(w io.Writer, name string) error {
	text := []byte(s.site[name])
	for i := 0; len(text) > 0; i++ {
		if name == s.fail && i == 3 {
			return errors.New("half a file")
		}
		n := min(len(text), 7)
		if _, err := w.Write(text[:n]); err != nil {
			return fmt.Errorf("written: %w", err)
		}
		s.pieces[name]++
		text = text[n:]
	}
	return nil
}

func (s *streamer) Open(string) (fs.File, error) { return nil, errors.New("nobody asks for the whole") }

// A source that writes its files itself is published as one that is read: new
// files, equal ones, ones that differ late, and shorter and longer ones.
func TestStream(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	long := strings.Repeat("0123456789", 20_000) // more than a buffer
	old := site{"a": long, "b": long, "c": long, "d": long, "e": "e", "f": ""}
	mustWrite(t, &streamer{site: old, pieces: map[string]int{}}, Options{Dir: dir, Workers: 1})
	wantTree(t, dir, old)
	next := site{"a": long, "b": long + "!", "c": long[:150_000], "d": long[:150_000] + "!", "e": "", "f": "f"}
	res := mustWrite(t, &streamer{site: next, pieces: map[string]int{}}, Options{Dir: dir, Workers: 1})
	wantTree(t, dir, next)
	wantResult(t, res, Result{Written: 5, Unchanged: 1, Bytes: int64(len(long)*1 + 1 + 150_000 + 150_001 + 1)})
	before := stamps(t, dir)
	broken := &streamer{site: old, pieces: map[string]int{}, fail: "b"}
	_, err := Write(t.Context(), broken, Options{Dir: dir, Workers: 1})
	if list := (SourceErrors)(nil); !errors.As(err, &list) || list.Error() != "b: half a file" {
		t.Errorf("error %v, want that of the source", err)
	}
	if broken.pieces["c"] == 0 {
		t.Error("what follows a broken file was not looked at")
	}
	wantAlone(t, parent, "public")
	if after := stamps(t, dir); !maps.Equal(before, after) {
		t.Errorf("output was %v, is %v", before, after)
	}
}

// An error of the disk ends a stream, and is not taken for one of the source.
func TestStreamFullDisk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	src := &streamer{site: site{"a": strings.Repeat("x", 70)}, pieces: map[string]int{}}
	hook := func(op, _ string) error {
		if op == "write" && src.pieces["a"] == 4 {
			return syscall.ENOSPC
		}
		return nil
	}
	_, err := write(t.Context(), src, Options{Dir: dir, Workers: 1}, hook)
	if list := (SourceErrors)(nil); !errors.Is(err, syscall.ENOSPC) || errors.As(err, &list) {
		t.Errorf("error %v, want %v alone", err, syscall.ENOSPC)
	}
	if n := src.pieces["a"]; n != 4 {
		t.Errorf("%d pieces were taken, want 4", n)
	}
}

func TestCancel(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	mustWrite(t, site{"old": "1"}, Options{Dir: dir})
	many := site{}
	for i := range 500 {
		many[fmt.Sprintf("p/%03d", i)] = "x"
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var opened atomic.Int32
	src := opener{site: many}
	src.open = func(name string) (fs.File, error) {
		if opened.Add(1) == 100 {
			cancel()
		}
		return many.Open(name)
	}
	if _, err := Write(ctx, src, Options{Dir: dir, Workers: 2}); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want %v", err, context.Canceled)
	}
	if n := opened.Load(); n > 110 {
		t.Errorf("opened %d files, want about 100", n)
	}
	wantAlone(t, parent, "public")
	wantTree(t, dir, site{"old": "1"})
}
