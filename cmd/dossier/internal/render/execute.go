package render

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"dossier/cmd/dossier/internal/diag"
)

var (
	errTooLarge = errors.New("the page becomes too large")
	errTooSlow  = errors.New("the page takes too long")
	errUnsafe   = errors.New("an unsafe value in an attribute")
)

// refused is what html/template writes in place of a value that could run as a
// script. As text it would have its quote escaped.
const (
	refused  = `="#` + failsafe
	failsafe = "ZgotmplZ"
)

// hasRefused looks for the rare end first: every attribute begins like refused.
func hasRefused(page []byte) bool {
	return bytes.Contains(page, []byte(failsafe)) && bytes.Contains(page, []byte(refused))
}

// execute renders data into b with a layout. The path of the page is for messages.
func (o *Output) execute(t *layout, b *bytes.Buffer, data any, path string) error {
	w := &limited{b: b, max: b.Len() + o.maxBytes}
	timer := time.AfterFunc(o.maxTime, func() { w.late.Store(true) })
	defer timer.Stop()
	start := b.Len()
	var err error
	if t.program.run(w, data) != nil {
		err = t.template().Execute(w, data)
	}
	if err == nil && hasRefused(b.Bytes()[start:]) {
		err = errUnsafe
	}
	if err == nil {
		return nil
	}
	var f *Failure
	if errors.As(err, &f) { // of a part that was rendered on its own
		return f
	}
	return &Failure{diag.List{o.problem(t, err, path)}}
}

func (o *Output) problem(t *layout, err error, path string) diag.Diagnostic {
	const hint = "look for a {{range}} or {{template}} that repeats itself"
	d := diag.Diagnostic{Pos: diag.Pos{File: layoutDir + t.name}, Hint: hint}
	switch {
	case errors.Is(err, errTooLarge):
		d.Message = fmt.Sprintf("page %q: more than %d bytes", path, o.maxBytes)
		d.Hint += "; or raise limits.page in dossier.yaml"
	case errors.Is(err, errTooSlow):
		d.Message = fmt.Sprintf("page %q: more than %g s", path, o.maxTime.Seconds())
		d.Hint += "; or raise limits.seconds in dossier.yaml"
	case errors.Is(err, errUnsafe):
		d.Message = fmt.Sprintf("page %q: the layout writes an address that could run as a script", path)
		d.Hint = "an href or src begins with a scheme other than http, https and mailto; look for #ZgotmplZ in the page"
	default:
		d = o.layouts.diagnostic(err)
		d.Message = fmt.Sprintf("page %q: %s", path, d.Message)
		d.Hint = fieldHint(d.Message)
		if strings.Contains(d.Message, "exceeded maximum template depth") {
			d.Hint = hint
		}
	}
	return d
}

// A limited writer stops a layout that writes too much or takes too long. The
// time comes as a signal, so that this package need not ask the clock.
type limited struct {
	b    *bytes.Buffer
	max  int
	late atomic.Bool
}

func (w *limited) Write(p []byte) (int, error) {
	if err := w.check(w.b.Len() + len(p)); err != nil {
		return 0, err
	}
	return w.b.Write(p)
}

// check returns an error if a page that has so many bytes is to be given up.
func (w *limited) check(size int) error {
	if w.late.Load() {
		return errTooSlow
	}
	if size > w.max {
		return errTooLarge
	}
	return nil
}
