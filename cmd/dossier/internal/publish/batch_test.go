package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"strings"
	"sync/atomic"
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
