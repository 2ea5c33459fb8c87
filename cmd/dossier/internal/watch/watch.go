// Package watch says that something in a dossier has changed.
//
// It stands before the line, for the command serve. The invariant: a signal
// carries no meaning, it says "look again", and after every change that ends
// there is one more. Which file it was, and whether it has changed at all, is
// for whoever looks. So it does not matter that editors save in a dozen ways,
// that systems report the same change differently, or that a report is lost:
// the folder is looked at every two seconds in any case.
package watch

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// A burst of changes ends when nothing has happened for as long as quiet,
	// and after most even if things go on happening.
	quiet = 50 * time.Millisecond
	most  = 500 * time.Millisecond

	// safety is how often there is a signal without any event: network file
	// systems, containers and some virtual machines send none.
	safety = 2 * time.Second

	// fallback takes the place of safety when the system has no watches left.
	fallback = 700 * time.Millisecond
)

// Options say what is watched.
type Options struct {
	Dir   string   // the dossier's folder
	Names []string // files and folders in it; folders with all that is in them

	// Ignored, if not nil, reports whether what has a name does not count: what
	// editors and version control keep for themselves, folders too.
	Ignored func(name string) bool

	// Poll, if not 0, is how often to look; no events are asked for.
	Poll time.Duration

	// Trouble, if not nil, is called when the system can send no events: the
	// folder is looked at every 700 ms from then on.
	Trouble func(*Exhausted)
}

// Changes returns a channel that has a value after every burst of changes from
// now on, and every now and then. Changes while the receiver is busy make one
// value. The watching ends with ctx.
func Changes(ctx context.Context, o Options) <-chan struct{} {
	w := &watcher{Options: o, changed: make(chan struct{}, 1)}
	if o.Poll == 0 {
		w.start = w.open
	}
	go w.run(ctx, w.restart(source{}))
	return w.changed
}

// A watcher is the one goroutine that hears of changes.
type watcher struct {
	Options
	changed chan struct{}
	start   func() (source, error) // begins to watch all folders; nil to poll
}

// A source is where events come from. The zero source has none.
type source struct {
	events  <-chan fsnotify.Event
	errors  <-chan error
	watched map[string]bool // the folders, by their full paths
	root    os.FileInfo     // of Options.Dir
	close   func() error
}

func (w *watcher) run(ctx context.Context, from source) {
	defer func() { from.stop() }()
	tick := time.NewTicker(w.period())
	defer tick.Stop()
	b := newBurst()
	defer b.end()
	moved := false // folders have come or gone
	for {
		select {
		case <-ctx.Done():
			return
		case e, open := <-from.events:
			if !open {
				from.events, moved = nil, true
				b.add()
			} else if w.about(e) {
				moved = moved || from.moves(e)
				b.add()
			}
		case _, open := <-from.errors:
			// Events may have been lost; which, is not to be known.
			if !open {
				from.errors = nil
			}
			moved = true
			b.add()
		case <-tick.C:
			if b.going {
				continue
			}
			if w.start != nil && from.gone(w.Dir) {
				from = w.restart(from)
				tick.Reset(w.period())
			}
			w.signal()
		case <-b.quiet.C:
			b.end()
		case <-b.most.C:
			b.end()
		}
		if b.ended() {
			if moved && w.start != nil {
				// Before the signal: whatever happens in the new folders from
				// now on is heard, what happened before will be seen.
				from = w.restart(from)
				tick.Reset(w.period())
			}
			moved = false
			w.signal()
		}
	}
}

// signal says "look again", unless that has been said and not been heard.
func (w *watcher) signal() {
	select {
	case w.changed <- struct{}{}:
	default:
	}
}

// period is how often there is a signal without an event.
func (w *watcher) period() time.Duration {
	switch {
	case w.start != nil:
		return safety
	case w.Poll > 0:
		return w.Poll
	}
	return fallback
}

// restart watches all folders anew. To keep the old watches, and add and remove
// some, would lose folders: the library forgets one that was renamed, and calls
// those in it by their old names.
func (w *watcher) restart(old source) source {
	old.stop()
	if w.start == nil {
		return source{}
	}
	from, err := w.start()
	if err == nil {
		return from
	}
	w.start = nil
	if w.Trouble != nil {
		w.Trouble(&Exhausted{err})
	}
	return source{}
}

// about reports whether an event is about what is watched. In the dossier's own
// folder much else happens: public/ is written there.
func (w *watcher) about(e fsnotify.Event) bool {
	if e.Name == "" || e.Op == fsnotify.Chmod {
		return false // a file that others touch all the time: indexers, virus scanners
	}
	dir, name := filepath.Split(e.Name)
	if filepath.Clean(dir) != filepath.Clean(w.Dir) {
		return !w.ignored(name)
	}
	for _, n := range w.Names {
		if n == name {
			return true
		}
	}
	return false
}

func (w *watcher) ignored(name string) bool { return w.Ignored != nil && w.Ignored(name) }

// moves reports whether an event may be about a folder.
func (s source) moves(e fsnotify.Event) bool {
	if s.watched[e.Name] {
		return e.Has(fsnotify.Create) || e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename)
	}
	if !e.Has(fsnotify.Create) {
		return false
	}
	info, err := os.Stat(e.Name)
	return err != nil || info.IsDir()
}

// gone reports whether the dossier's folder is not the one that is watched.
func (s source) gone(dir string) bool {
	info, err := os.Stat(dir)
	if err != nil || s.root == nil {
		return (err == nil) != (s.root != nil)
	}
	return !os.SameFile(info, s.root)
}

func (s source) stop() {
	if s.close != nil {
		_ = s.close() // nothing is lost with it
	}
}
