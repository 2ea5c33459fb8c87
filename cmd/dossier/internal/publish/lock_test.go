package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestTwoAtOnce(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	sites := []site{{"a": "1", "x": "1"}, {"a": "2", "y/z": "2"}, {"a": "3", "y": "3"}}
	errs := make(chan error)
	for i := range 24 {
		go func() {
			_, err := Write(t.Context(), sites[i%len(sites)], Options{Dir: dir})
			errs <- err
		}()
	}
	for range 24 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	wantAlone(t, parent, "public")
	if got := tree(t, dir); !slices.ContainsFunc(sites, func(s site) bool { return maps.Equal(s, got) }) {
		t.Errorf("output is a mixture: %q", got)
	}
}

func TestWaitEndsWithContext(t *testing.T) {
	dir := t.TempDir()
	f, err := openLock(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if held, err := tryLock(f); !held || err != nil {
		t.Fatalf("lock: %v, %v", held, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	_, err = Write(ctx, site{"a": "1"}, Options{Dir: dir})
	want := fmt.Sprintf("publishing to %q: waiting for another run of dossier to finish: context deadline exceeded", dir)
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// TestInterruptedBefore leaves nothing of a run that ended before it began.
func TestInterruptedBefore(t *testing.T) {
	parent := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Write(ctx, site{"a": "1"}, Options{Dir: filepath.Join(parent, "new", "public")})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	wantAlone(t, parent)
}

// TestInterruptedWaiting stops a run when it has made the output and not yet
// locked it. Another run that has locked it by then keeps it.
func TestInterruptedWaiting(t *testing.T) {
	if !canExchange {
		t.Skip("the file that is locked keeps the folder")
	}
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	ctx, cancel := context.WithCancel(t.Context())
	_, err := write(ctx, site{"a": "1"}, Options{Dir: dir}, func(op, name string) error {
		if op == "mkdir" && name == "public" {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	wantAlone(t, parent)

	if err := os.Mkdir(dir, dirMode); err != nil {
		t.Fatal(err)
	}
	theirs, ours := mustOpenLock(t, dir), mustOpenLock(t, dir)
	if held, err := tryLock(theirs); !held || err != nil {
		t.Fatalf("lock: %v, %v", held, err)
	}
	s := newBeside(dir, disk{base: parent})
	s.unmake(ours)
	wantAlone(t, parent, "public")
	theirs.Close()
	s.unmake(ours)
	wantAlone(t, parent)
}

func mustOpenLock(t *testing.T, dir string) *os.File {
	t.Helper()
	f, err := openLock(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestWaiting says once that another run has the lock, and only after a second.
func TestWaiting(t *testing.T) {
	dir := t.TempDir()
	theirs := mustOpenLock(t, dir)
	if held, err := tryLock(theirs); !held || err != nil {
		t.Fatalf("lock: %v, %v", held, err)
	}
	for wait, want := range map[time.Duration]int{900 * time.Millisecond: 0, 5 * time.Second: 1} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), wait)
			defer cancel()
			told := 0
			_, err := Write(ctx, site{"a": "1"}, Options{Dir: dir, Waiting: func() { told++ }})
			if !errors.Is(err, context.DeadlineExceeded) || told != want {
				t.Errorf("after %v: told %d times, want %d (%v)", wait, told, want, err)
			}
		})
	}
}
