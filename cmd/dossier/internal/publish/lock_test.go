package publish

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"
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
