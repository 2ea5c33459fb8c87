package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// The sites of the crash tests: files that stay, change, come, go, and files
// and directories that change places.
var (
	crashOld = site{"index.html": "1", "same/index.html": "s", "a": "1", "b/index.html": "1", "gone/x": "1", "feed.xml": "1"}
	crashNew = site{"index.html": "2", "same/index.html": "s", "a/index.html": "2", "b": "2", "new/deep/x": "2", "feed.xml": "2"}
	// Files of others, as hosts and version control leave them.
	crashForeign = site{".git/HEAD": "ref", ".git/objects/aa": "blob", "CNAME": "x.org", "link": "->CNAME", "same/mine": "m"}
)

var errInjected = errors.New("injected")

// failFrom returns a hook that fails the n-th operation, and, if all is set,
// all that come after it, as if the process had been killed. fired reports
// whether there was an n-th.
func failFrom(n int, all bool, next func(op, name string) error) (before func(op, name string) error, fired func() bool) {
	var mu sync.Mutex
	done := 0
	before = func(op, name string) error {
		mu.Lock()
		defer mu.Unlock()
		done++
		if done == n || all && done > n {
			return errInjected
		}
		return next(op, name)
	}
	return before, func() bool { return done >= n }
}

// TestEveryOperationFails makes every single operation of a publication fail,
// alone and with all that follow, and looks at what is left and whether the
// next run repairs it.
func TestEveryOperationFails(t *testing.T) {
	for _, method := range methods {
		for _, kill := range []bool{false, true} {
			for _, first := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/kill=%v/first=%v", method.name, kill, first), func(t *testing.T) {
					c := crash{before: method.before, kill: kill, old: crashOld, mixes: method.name == "inside"}
					if first {
						c.old = nil
					}
					n := 1
					for c.round(t, n) {
						n++
					}
					if n < 20 {
						t.Errorf("only %d operations were made to fail", n)
					}
				})
			}
		}
	}
}

type crash struct {
	before func(op, name string) error
	kill   bool
	old    site // nil for a first publication
	mixes  bool // a publication in place may leave a mixture
}

// round lets the n-th operation fail. It returns false if there is none.
func (c *crash) round(t *testing.T, n int) bool {
	t.Helper()
	parent := memoryDir(t)
	dir := filepath.Join(parent, "public")
	if c.old != nil {
		mustWrite(t, c.old, Options{Dir: dir})
		put(t, dir, crashForeign)
	} else {
		put(t, dir, site{".git/HEAD": "ref", ".git/objects/aa": "blob", "CNAME": "x.org"})
	}
	foreign := tree(t, dir)
	for name := range c.old {
		delete(foreign, name)
	}
	git := stamps(t, filepath.Join(dir, ".git"))
	before, fired := failFrom(n, c.kill, c.before)
	_, err := write(t.Context(), crashNew, Options{Dir: dir, Workers: 1}, before)
	if !fired() {
		if err != nil {
			t.Fatal(err)
		}
		return false
	}
	c.look(t, n, dir, err)
	if _, err := write(t.Context(), crashNew, Options{Dir: dir}, c.before); err != nil {
		t.Fatalf("operation %d, next run: %v", n, err)
	}
	wantTree(t, dir, union(foreign, crashNew))
	wantAlone(t, parent, "public")
	if after := stamps(t, filepath.Join(dir, ".git")); !maps.Equal(git, after) {
		t.Fatalf("operation %d: .git was %v, is %v", n, git, after)
	}
	return true
}

// memoryDir is t.TempDir in memory where there is such a place: the test makes
// ten thousand directories, which a busy disk takes ten seconds for.
func memoryDir(t *testing.T) string {
	dir, err := os.MkdirTemp("/dev/shm", "publish")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// look checks the output after the failure, before it is repaired.
func (c *crash) look(t *testing.T, n int, dir string, err error) {
	t.Helper()
	if _, missing := os.Stat(dir); missing != nil {
		if !c.kill {
			t.Fatalf("operation %d: no output", n)
		}
		return // killed between two renames
	}
	mine := tree(t, dir)
	maps.DeleteFunc(mine, func(name, _ string) bool {
		_, foreign := crashForeign[name]
		return foreign
	})
	isOld, isNew := maps.Equal(mine, c.old), maps.Equal(mine, crashNew)
	switch {
	case isNew, isOld && err != nil:
	case c.mixes && err != nil && strings.Contains(err.Error(), "the site is partly old and partly new until it is built again: "):
	default:
		t.Fatalf("operation %d (error %v): output is neither old nor new: %q", n, err, mine)
	}
	if isNew && err != nil && !c.mixes && !errors.Is(err, errTidy) {
		t.Fatalf("operation %d: the new site is there, but the error is %v", n, err)
	}
}

// TestKilled kills real processes at random moments.
func TestKilled(t *testing.T) {
	rounds := 12
	if os.Getenv("DOSSIER_LONG") != "" {
		rounds = 200
	}
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	mustWrite(t, killSite(0), Options{Dir: dir})
	put(t, dir, crashForeign)
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	for round := range rounds {
		child := exec.Command(os.Args[0], "-test.run=^TestKilledChild$")
		child.Env = append(os.Environ(), "DOSSIER_PUBLISH_CHILD="+dir)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 1)); err != nil { // it is about to begin
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.IntN(60_000)) * time.Microsecond)
		_ = child.Process.Kill()
		_ = child.Wait()
		got := tree(t, dir)
		maps.DeleteFunc(got, func(name, _ string) bool { _, foreign := crashForeign[name]; return foreign })
		if !maps.Equal(got, killSite(0)) && !maps.Equal(got, killSite(1)) {
			t.Fatalf("seed %d, round %d: output is neither old nor new: %d files", seed, round, len(got))
		}
	}
	mustWrite(t, killSite(2), Options{Dir: dir})
	wantTree(t, dir, union(crashForeign, killSite(2)))
	wantAlone(t, parent, "public")
}

// TestKilledChild publishes two sites in turn until it is killed.
func TestKilledChild(t *testing.T) {
	dir := os.Getenv("DOSSIER_PUBLISH_CHILD")
	if dir == "" {
		t.Skip("run by TestKilled")
	}
	fmt.Println("ready")
	for i := 0; ; i++ {
		if _, err := Write(context.Background(), killSite(i%2), Options{Dir: dir}); err != nil {
			t.Fatal(err)
		}
	}
}

func killSite(version int) site {
	s := site{"same.css": "x"}
	for i := range 60 {
		s[fmt.Sprintf("p/%d/index.html", i*(1+version))] = strings.Repeat(fmt.Sprint(version), 1000)
	}
	return s
}

// What a killed run has left is repaired even if the next run has nothing to do.
func TestLeftovers(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	one := site{"a/x": "1"}
	mustWrite(t, one, Options{Dir: dir})
	put(t, parent, site{
		".public.dossier-stage/a/x":            "half",
		".public.dossier-stage/.git/HEAD":      "moved",
		".public.dossier-stage/" + markerName:  ".git\x00nothing\x00../../outside",
		".public.dossier-old/" + manifestName:  string(formatManifest([]string{"old/x"}, "")),
		".public.dossier-old/old/x":            "0",
		".public.dossier-old/uploads/late.jpg": "late",
		"public/.dossier-stage/a/x":            "half",
		"public/" + markerName:                 "",
	})
	res := mustWrite(t, one, Options{Dir: dir})
	wantResult(t, res, Result{Unchanged: 1})
	wantTree(t, dir, site{"a/x": "1", ".git/HEAD": "moved", "uploads/late.jpg": "late"})
	wantAlone(t, dir, manifestName, ".git", "a", "uploads")
	wantAlone(t, parent, "public")
}

// Killed just after the exchange, the stage is the old tree, and what its owner
// put there in the last moment must come along.
func TestLeftoverAfterExchange(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	one := site{"a/x": "1"}
	mustWrite(t, one, Options{Dir: dir})
	put(t, parent, site{
		".public.dossier-stage/" + manifestName: string(formatManifest([]string{"old/x"}, "")),
		".public.dossier-stage/old/x":           "0",
		".public.dossier-stage/late":            "late",
		"public/" + markerName:                  "",
	})
	mustWrite(t, one, Options{Dir: dir})
	wantTree(t, dir, union(one, site{"late": "late"}))
	wantAlone(t, parent, "public")
}

// Two files of one name, where neither can be given up, stop the run with words.
func TestLeftoverInTheWay(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	put(t, parent, site{
		"public/late":                         "1",
		".public.dossier-old/late":            "2",
		"public/.git/HEAD":                    "1",
		".public.dossier-stage/.git/HEAD":     "2",
		".public.dossier-stage/" + markerName: ".git",
	})
	for _, step := range []struct{ name, want string }{
		{".public.dossier-old", `publishing to %q: %q was made while dossier published and is in the way of the site; move it elsewhere`},
		{".public.dossier-stage", `publishing to %q: %q comes from %q, where a new one was made; move one of them elsewhere`},
	} {
		_, err := Write(t.Context(), site{"a": "1"}, Options{Dir: dir, Force: true})
		args := []any{dir, filepath.Join(parent, step.name, "late")}
		if strings.Contains(step.want, "comes") {
			args = []any{dir, filepath.Join(parent, step.name, ".git"), filepath.Join(dir, ".git")}
		}
		if want := fmt.Sprintf(step.want, args...); err == nil || err.Error() != want {
			t.Fatalf("error %v\nwant  %s", err, want)
		}
		os.RemoveAll(filepath.Join(parent, step.name))
	}
	mustWrite(t, site{"a": "1"}, Options{Dir: dir, Force: true})
	wantTree(t, dir, site{"a": "1", "late": "1", ".git/HEAD": "1"})
}

// A file that its owner makes while dossier publishes comes along.
func TestLateFile(t *testing.T) {
	for _, method := range methods {
		t.Run(method.name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			mustWrite(t, site{"a/x": "1", "b/x": "1"}, Options{Dir: dir})
			hook := func(op, name string) error {
				if op == "create" && strings.HasSuffix(name, "/a/x") {
					put(t, dir, site{"late": "l", "b/late": "l", ".well-known/late": "l"})
				}
				return method.before(op, name)
			}
			if _, err := write(t.Context(), site{"a/x": "2"}, Options{Dir: dir}, hook); err != nil {
				t.Fatal(err)
			}
			wantTree(t, dir, site{"a/x": "2", "late": "l", "b/late": "l", ".well-known/late": "l"})
			wantAlone(t, parent, "public")
		})
	}
}
