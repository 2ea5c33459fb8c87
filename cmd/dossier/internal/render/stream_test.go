package render

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
)

// A file that is streamed has the bytes of one that is opened.
func TestStream(t *testing.T) {
	o := small().mustOutput(t)
	for _, name := range o.Paths() {
		var b strings.Builder
		if err := o.Stream(&b, name); err != nil {
			t.Errorf("%s: %v", name, err)
		} else if want := read(t, o, name); b.String() != want {
			t.Errorf("%s: got %q, want %q", name, b.String(), want)
		}
	}
}

type brokenPipe struct{ io.Writer }

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// The caller knows its own errors again, and those of the file as of [Output.Open].
func TestStreamErrors(t *testing.T) {
	o := small().mustOutput(t)
	var f *Failure
	for _, name := range []string{"data/dossier.json", "articles/one/index.html", "articles/one.png"} {
		if err := o.Stream(brokenPipe{}, name); !errors.Is(err, io.ErrClosedPipe) || errors.As(err, &f) {
			t.Errorf("%s: %v, want %v alone", name, err, io.ErrClosedPipe)
		}
	}
	if err := o.Stream(io.Discard, "missing"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	if err := o.Check("missing"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	for _, name := range []string{"articles/one/index.html", "articles/one.png"} {
		if err := o.Check(name); err != nil {
			t.Error(err)
		}
	}
	o.export = nil // so that it panics
	for _, err := range []error{o.Stream(io.Discard, "data/dossier.json"), o.Check("data/dossier.json")} {
		if !errors.As(err, &f) || !strings.Contains(err.Error(), "internal error") {
			t.Errorf("got %v, want an internal error", err)
		}
	}
}
