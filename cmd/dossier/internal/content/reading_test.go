package content

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// A ledger is a file system that notes what is opened.
type ledger struct {
	fstest.MapFS
	mu     sync.Mutex
	opened []string
}

func (l *ledger) Open(name string) (fs.File, error) {
	if info, err := fs.Stat(l.MapFS, name); err == nil && !info.IsDir() {
		l.mu.Lock()
		l.opened = append(l.opened, strings.TrimPrefix(name, Root+"/"))
		l.mu.Unlock()
	}
	return l.MapFS.Open(name)
}

func (l *ledger) Stat(name string) (fs.FileInfo, error)      { return l.MapFS.Stat(name) }
func (l *ledger) ReadDir(name string) ([]fs.DirEntry, error) { return l.MapFS.ReadDir(name) }

// load loads again, and compares with a set that is loaded for the first time.
func (l *ledger) load(t *testing.T, now time.Time, prev *Set) *Set {
	t.Helper()
	l.opened = nil
	set, list := Load(l, Options{Now: now, Prev: prev})
	slices.Sort(l.opened)
	opened := l.opened
	fresh, want := Load(l, Options{Now: now})
	l.opened = opened
	if !reflect.DeepEqual(list, want) {
		t.Errorf("problems %v, want %v", list, want)
	}
	if !reflect.DeepEqual(set.Pages, fresh.Pages) || !reflect.DeepEqual(set.Empty, fresh.Empty) || !reflect.DeepEqual(set.Resources, fresh.Resources) {
		t.Errorf("another set than that of a first load")
	}
	for i, p := range set.Pages {
		if !reflect.DeepEqual(set.Body(p), fresh.Body(fresh.Pages[i])) {
			t.Errorf("%s: another body than that of a first load", p.File)
		}
	}
	return set
}

// TestTrust changes a file between two loads, and compares whether it is opened,
// and whether it is parsed.
func TestTrust(t *testing.T) {
	const page, other = "---\ntitle: T\n---\nText.\n", "---\ntitle: T\n---\nTxet.\n"
	now := time.Date(2031, 5, 1, 12, 0, 0, 0, time.UTC)
	old := now.Add(-time.Hour)
	for _, c := range []struct {
		what           string
		first, second  time.Time // of the file, when it is loaded for the first and second time
		text           string
		opened, parsed bool
	}{
		{"nothing has changed", old, old, page, false, false},
		{"touched", old, old.Add(time.Second), page, true, false},
		{"another text of the same size", old, old.Add(time.Second), other, true, true},
		{"another text of another size", old, old, page + "More.\n", true, true},
		{"too young to be trusted", now.Add(-time.Second), now.Add(-time.Second), page, true, false},
		{"too young to be trusted, and edited", now.Add(-time.Second), now.Add(-time.Second), other, true, true},
		{"old enough", now.Add(-3 * time.Second), now.Add(-3 * time.Second), page, false, false},
		{"from the future", now.Add(time.Hour), now.Add(time.Hour), other, true, true},
		{"of 1970", time.Unix(1, 0), time.Unix(1, 0), page, false, false},
		{"without a time", time.Time{}, time.Time{}, other, true, true},
	} {
		l := &ledger{MapFS: fstest.MapFS{"content/a.md": {Data: []byte(page), ModTime: c.first}}}
		first := l.load(t, now, nil)
		l.MapFS["content/a.md"] = &fstest.MapFile{Data: []byte(c.text), ModTime: c.second}
		second := l.load(t, now.Add(time.Minute), first)
		if got := len(l.opened) > 0; got != c.opened {
			t.Errorf("%s: opened is %v", c.what, got)
		}
		if got := second.parsed > 0; got != c.parsed {
			t.Errorf("%s: parsed is %v", c.what, got)
		}
		if first.Pages[0] != second.Pages[0] {
			t.Errorf("%s: another page, though only the text can have changed", c.what)
		}
	}
}

// TestReload makes changes of other kinds.
func TestReload(t *testing.T) {
	now := time.Date(2031, 5, 1, 12, 0, 0, 0, time.UTC)
	file := func(text string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(text), ModTime: now.Add(-time.Hour)}
	}
	l := &ledger{MapFS: fstest.MapFS{
		"content/a.md":  file("---\ntitle: A\n---\n<b>bold</b>\n"),
		"content/b.md":  file("---\ntitle: B\n---\n"),
		"content/c.svg": file("<svg/>"),
		"content/e.md":  file("---\ntitel: E\n---\n"),
	}}
	set := l.load(t, now, nil)
	step := func(what, opened string, changes Changes) {
		t.Helper()
		now = now.Add(time.Hour)
		next := l.load(t, now, set)
		if got := strings.Join(l.opened, " "); got != opened {
			t.Errorf("%s: opened %q, want %q", what, got, opened)
		}
		if got := next.Changes(set); fmt.Sprint(got) != fmt.Sprint(changes) {
			t.Errorf("%s: %+v, want %+v", what, got, changes)
		}
		set = next
	}
	step("nothing", "e.md", Changes{}) // with its errors it may have been half written
	delete(l.MapFS, "content/b.md")
	l.MapFS["content/d.md"] = file("---\ntitle: D\n---\n")
	step("one goes, one comes", "d.md e.md", Changes{Added: []string{"content/d.md"}, Removed: []string{"content/b.md"}})
	l.MapFS["content/f.md"] = l.MapFS["content/d.md"]
	delete(l.MapFS, "content/d.md")
	step("renamed", "e.md f.md", Changes{Renamed: []Rename{{"content/d.md", "content/f.md"}}})
	l.MapFS["content/c.svg"] = file("<svg width='1'/>")
	step("a picture", "c.svg e.md", Changes{Modified: []string{"content/c.svg"}})
	l.MapFS["content/e.md"] = file("---\ntitle: E\n---\n")
	step("mended", "e.md", Changes{Modified: []string{"content/e.md"}})
	step("nothing again", "", Changes{})

	next, list := Load(l, Options{Now: now, Prev: set, AllowHTML: true})
	if next.parsed != 3 || len(list) > 0 {
		t.Errorf("with another limit: %d pages are parsed again, problems %v", next.parsed, list)
	}
}

// TestReloadFromDisk edits a file so that its size and the time of its last
// write stay what they were.
func TestReloadFromDisk(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("the system does not tell when an inode was changed")
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "content", "a.md")
	write := func(text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	write("---\ntitle: T\n---\nText.\n")
	later := time.Now().Add(time.Hour) // by when all this is long ago
	first, _ := Load(root.FS(), Options{Now: later})
	if again, _ := Load(root.FS(), Options{Now: later, Prev: first}); again.readings["content/a.md"] != first.readings["content/a.md"] {
		t.Error("a file that has not changed is read again")
	}
	time.Sleep(20 * time.Millisecond) // more than the file system's clock needs for a tick
	write("---\ntitle: T\n---\nTxet.\n")
	set, _ := Load(root.FS(), Options{Now: later, Prev: first})
	if got := set.Body(set.Pages[0]).Block(0).Text; got != "Txet." {
		t.Errorf("an edit that keeps size and time is not seen: %q", got)
	}
}
