package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"
)

func ignored(name string) bool { return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") }

// TestBursts sends events by a clock that does not wait, and notes when there
// is a signal.
func TestBursts(t *testing.T) {
	const dir = "/the/dossier"
	write := fsnotify.Event{Name: dir + "/content/a.md", Op: fsnotify.Write}
	every := func(gap, end int) (ms []int) {
		for at := 0; at <= end; at += gap {
			ms = append(ms, at)
		}
		return ms
	}
	tests := []struct {
		name   string
		event  fsnotify.Event
		events []int // milliseconds at which it comes
		want   []int // milliseconds of signals, those without an event left out
	}{
		{"nothing", write, nil, nil},
		{"one save", write, []int{0}, []int{50}},
		{"a save in three steps", write, []int{0, 30, 60}, []int{110}},
		{"truncated, then written", write, []int{0, 45}, []int{95}},
		{"two saves", write, []int{0, 300}, []int{50, 350}},
		{"a storm", write, every(9, 1200), []int{500, 1004, 1247}},
		{"touched", fsnotify.Event{Name: dir + "/content/a.md", Op: fsnotify.Chmod}, []int{0}, nil},
		{"written and touched", fsnotify.Event{Name: dir + "/content/a.md", Op: fsnotify.Chmod | fsnotify.Write}, []int{0}, []int{50}},
		{"the settings", fsnotify.Event{Name: dir + "/dossier.yaml", Op: fsnotify.Create}, []int{0}, []int{50}},
		{"the output", fsnotify.Event{Name: dir + "/public", Op: fsnotify.Create}, []int{0}, nil},
		{"a name like the settings", fsnotify.Event{Name: dir + "/dossier.yaml~", Op: fsnotify.Write}, []int{0}, nil},
		{"a name that is ignored", fsnotify.Event{Name: dir + "/content/a.md~", Op: fsnotify.Create}, []int{0}, nil},
		{"an event without a name", fsnotify.Event{}, []int{0}, nil},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				events := make(chan fsnotify.Event)
				w := &watcher{
					Options: Options{Dir: dir, Names: []string{"content", "dossier.yaml"}, Ignored: ignored},
					changed: make(chan struct{}, 1),
					start:   func() (source, error) { return source{events: events}, nil },
				}
				start := time.Now()
				go w.run(ctx, w.restart(source{}))
				go func() {
					for _, ms := range c.events {
						time.Sleep(time.Until(start.Add(time.Duration(ms) * time.Millisecond)))
						events <- c.event
					}
				}()
				var got []int
				for range w.changed {
					ms := int(time.Since(start).Milliseconds())
					if ms >= int(safety.Milliseconds()) {
						break
					}
					got = append(got, ms)
				}
				cancel()
				synctest.Wait()
				if !slices.Equal(got, c.want) {
					t.Errorf("signals after %v ms, want %v", got, c.want)
				}
			})
		})
	}
}

// TestWithoutEvents has systems that send none.
func TestWithoutEvents(t *testing.T) {
	none := func() (source, error) { return source{}, nil }
	tests := []struct {
		name    string
		poll    time.Duration
		start   func() (source, error)
		want    time.Duration // between signals
		trouble string
	}{
		{"as asked for", 200 * time.Millisecond, nil, 200 * time.Millisecond, ""},
		{"silent", 0, none, safety, ""},
		{"no watches", 0, func() (source, error) {
			return source{}, &os.PathError{Op: "add", Path: "/home/x", Err: syscall.ENOSPC}
		}, fallback,
			"the system has no file watches left"},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				got := ""
				w := &watcher{
					Options: Options{Dir: "/no/such/folder", Poll: c.poll, Trouble: func(e *Exhausted) { got += e.Error() }},
					changed: make(chan struct{}, 1),
					start:   c.start,
				}
				go w.run(ctx, w.restart(source{}))
				start := time.Now()
				for i := 1; i <= 3; i++ {
					<-w.changed
					if d := time.Since(start); d != time.Duration(i)*c.want {
						t.Errorf("signal %d after %v, want one every %v", i, d, c.want)
					}
				}
				cancel()
				synctest.Wait()
				if got != c.trouble {
					t.Errorf("trouble %q, want %q", got, c.trouble)
				}
			})
		})
	}
}

// TestOneSignalWaits does not listen while there are many bursts.
func TestOneSignalWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		w := &watcher{Options: Options{Dir: "/no/such/folder", Poll: time.Second}, changed: make(chan struct{}, 1)}
		go w.run(ctx, source{})
		time.Sleep(10*time.Second + time.Millisecond)
		<-w.changed
		select {
		case <-w.changed:
			t.Error("two signals were waiting")
		default:
		}
		cancel()
		synctest.Wait()
	})
}

func TestLostEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		errs := make(chan error)
		starts := 0
		w := &watcher{
			Options: Options{Dir: "/no/such/folder"},
			changed: make(chan struct{}, 1),
			start: func() (source, error) {
				starts++
				return source{errors: errs}, nil
			},
		}
		go w.run(ctx, w.restart(source{}))
		start := time.Now()
		errs <- fsnotify.ErrEventOverflow
		<-w.changed
		if d := time.Since(start); d != quiet || starts != 2 {
			t.Errorf("a signal after %v, folders watched %d times; want %v, 2", d, starts, quiet)
		}
		cancel()
		synctest.Wait()
	})
}

func TestExhausted(t *testing.T) {
	for _, err := range []error{syscall.ENOSPC, syscall.EMFILE, fmt.Errorf("couldn't initialize inotify: %w", syscall.EMFILE)} {
		e := &Exhausted{err}
		if !exhausted(e) || e.Hint() == "" || strings.Contains(e.Error(), "disk") || strings.Contains(e.Error(), "space") {
			t.Errorf("%v: %q, hint %q", err, e, e.Hint())
		}
	}
	if exhausted(nil) || exhausted(errors.New("no space left on device")) || exhausted(syscall.ENOENT) {
		t.Error("an error that is not about watches counts as one")
	}
}

// TestFolders changes real folders. After each step a file is written where the
// step has made room, and the signal must be that of an event: it comes long
// before the next one without.
func TestFolders(t *testing.T) {
	tests := []struct {
		name string
		step string // shell commands
		file string // written after it
	}{
		{"a new tree", "mkdir -p content/new/deep", "content/new/deep/b.md"},
		{"a folder moved in", "mv outside content/inside", "content/inside/deep/a.md"},
		{"renamed", "mv content/sub content/sub2", "content/sub2/b.md"},
		{"renamed, deep", "mv content/sub content/sub2", "content/sub2/deep/b.md"},
		{"renamed to a name that comes before", "mv content/sub content/a; mkdir -p content/sub/deep", "content/a/deep/b.md"},
		{"renamed away and back", "mv content/sub x; mv x content/sub", "content/sub/deep/b.md"},
		{"removed and made again", "rm -r content/sub; mkdir -p content/sub/deep", "content/sub/deep/b.md"},
		{"the root removed and made again", "rm -r content; mkdir -p content/sub", "content/sub/b.md"},
		{"the root replaced by a link", "mv content c; ln -s c content", "content/sub/b.md"},
		{"a root that was not there", "mkdir -p layouts/partials", "layouts/partials/x.html"},
		{"nothing", "true", "content/sub/deep/b.md"},
		{"the settings", "true", "dossier.yaml"},
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no shell")
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			sh := func(commands string) {
				t.Helper()
				cmd := exec.Command("sh", "-ec", commands)
				cmd.Dir = dir
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%v: %s", err, out)
				}
			}
			sh("mkdir -p content/sub/deep outside/deep; echo a > content/sub/a.md")
			changed := Changes(t.Context(), Options{Dir: dir, Names: []string{"content", "layouts", "dossier.yaml"},
				Trouble: func(e *Exhausted) { t.Error(e) }})
			if c.step != "true" {
				sh(c.step)
				heard(t, changed)
				calm(changed)
			}
			if err := os.WriteFile(filepath.Join(dir, c.file), []byte("text"), 0o666); err != nil {
				t.Fatal(err)
			}
			heard(t, changed)
		})
	}
}

// heard waits for a signal that an event has caused.
func heard(t *testing.T, changed <-chan struct{}) {
	t.Helper()
	select {
	case <-changed:
	case <-time.After(safety * 3 / 4):
		t.Fatal("no signal")
	}
}

// calm takes the signals that the same step may still cause.
func calm(changed <-chan struct{}) {
	for {
		select {
		case <-changed:
		case <-time.After(4 * quiet):
			return
		}
	}
}

// TestUnheard has changes that are none of a dossier's.
func TestUnheard(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range []string{"content/.git/objects", "public"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	changed := Changes(t.Context(), Options{Dir: dir, Names: []string{"content", "dossier.yaml"}, Ignored: ignored})
	for _, file := range []string{"content/.git/objects/x", "content/.a.md.swp", "content/a.md~", "public/index.html", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte("text"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	select {
	case <-changed:
		t.Error("there was a signal")
	case <-time.After(300 * time.Millisecond):
	}
}
