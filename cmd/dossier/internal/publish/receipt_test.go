package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A press is a site that notes what is opened. Its .txt files are copies.
type press struct {
	site
	mu     sync.Mutex
	opened []string
}

func (p *press) Copied(name string) bool { return strings.HasSuffix(name, ".txt") }

func (p *press) Open(name string) (fs.File, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.opened = append(p.opened, name)
	return p.site.Open(name)
}

// TestReceipt publishes with the key of the run before: no file is opened but
// copies, unless the output is not what it was.
func TestReceipt(t *testing.T) {
	const all = "a.txt b/index.html c/index.html index.html"
	one := site{"index.html": "home", "b/index.html": "b", "c/index.html": "", "a.txt": "a"}
	key, other := [32]byte{1}, [32]byte{2}
	for _, test := range []struct {
		name   string
		edit   func(dir string, src site)
		key    [32]byte
		opened string
		want   Result
	}{
		{"nothing", func(string, site) {}, key, "a.txt", Result{Unchanged: 4}},
		{"another key", func(string, site) {}, other, all, Result{Unchanged: 4}},
		{"no key", func(string, site) {}, [32]byte{}, all, Result{Unchanged: 4}},
		{"another copy", func(_ string, src site) { src["a.txt"] = "A2" }, key, "a.txt", Result{Written: 1, Unchanged: 3, Bytes: 2}},
		{"another page", func(_ string, src site) { src["c/index.html"] = "c" }, other, all, Result{Written: 1, Unchanged: 3, Bytes: 1}},
		{"one more", func(_ string, src site) { src["z"] = "z" }, other, all + " z", Result{Written: 1, Unchanged: 4, Bytes: 1}},
		{"one less", func(_ string, src site) { delete(src, "c/index.html") }, other, "a.txt b/index.html index.html", Result{Unchanged: 3, Removed: 1}},
		{"a copy that was changed", func(dir string, _ site) { put(t, dir, site{"a.txt": "x"}) }, key, "a.txt", Result{Written: 1, Unchanged: 3, Bytes: 1}},
		{"a page that was changed", func(dir string, _ site) { put(t, dir, site{"b/index.html": "x"}) }, key, all, Result{Written: 1, Unchanged: 3, Bytes: 1}},
		{"a page that was made longer", func(dir string, _ site) { put(t, dir, site{"c/index.html": "x"}) }, key, all, Result{Written: 1, Unchanged: 3}},
		{"a page that was emptied", func(dir string, _ site) { put(t, dir, site{"index.html": ""}) }, key, all, Result{Written: 1, Unchanged: 3, Bytes: 4}},
		{"a page that was removed", func(dir string, _ site) { os.Remove(filepath.Join(dir, "index.html")) }, key, all, Result{Written: 1, Unchanged: 3, Bytes: 4}},
		{"an empty page that was removed", func(dir string, _ site) { os.Remove(filepath.Join(dir, "c/index.html")) }, key, all, Result{Written: 1, Unchanged: 3}},
		{"two pages that were exchanged", func(dir string, _ site) { put(t, dir, site{"index.html": "b", "b/index.html": "home"}) }, key, all, Result{Written: 2, Unchanged: 2, Bytes: 5}},
		{"a damaged manifest", func(dir string, _ site) { put(t, dir, site{manifestName: "x"}) }, key, all, Result{Unchanged: 4}},
		{"an old manifest", func(dir string, _ site) {
			put(t, dir, site{manifestName: string(formatManifest(one.Paths(), ""))})
		}, key, all, Result{Unchanged: 4}},
	} {
		for _, method := range methods {
			t.Run(test.name+"/"+method.name, func(t *testing.T) {
				parent := memoryDir(t)
				dir := filepath.Join(parent, "public")
				src := &press{site: union(one)}
				mustWrite(t, src, Options{Dir: dir, Key: key})
				test.edit(dir, src.site)
				src.opened = nil
				got, err := write(t.Context(), src, Options{Dir: dir, Key: test.key}, method.before)
				if err != nil {
					t.Fatal(err)
				}
				wantResult(t, got, test.want)
				wantTree(t, dir, src.site)
				wantAlone(t, parent, "public")
				slices.Sort(src.opened) // what turns out to be unsuited for an exchange is read twice
				if got := strings.Join(slices.Compact(src.opened), " "); got != test.opened {
					t.Errorf("opened were %s, not %s", got, test.opened)
				}
				// Whatever there was, it holds for the next run.
				src.opened = nil
				ops := 0
				if _, err := write(t.Context(), src, Options{Dir: dir, Key: test.key}, func(string, string) error { ops++; return nil }); err != nil {
					t.Fatal(err)
				}
				if test.key != ([32]byte{}) && len(src.opened) != 1 || ops != 0 {
					t.Errorf("then %q were opened, and %d operations done", src.opened, ops)
				}
			})
		}
	}
}

// TestReceiptOfBlocked: what a file of others is in the way of is not in the receipt.
func TestReceiptOfBlocked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	put(t, dir, site{"b/mine": "m"})
	src := &press{site: site{"a": "1", "b": "2"}}
	o := Options{Dir: dir, Key: [32]byte{1}, Force: true}
	want := Result{Written: 1, Bytes: 1, Kept: []string{"b"}}
	wantResult(t, mustWrite(t, src, o), want)
	src.opened = nil
	wantResult(t, mustWrite(t, src, o), Result{Unchanged: 1, Kept: []string{"b"}})
	if len(src.opened) > 0 {
		t.Errorf("%q were opened", src.opened)
	}
	if err := os.RemoveAll(filepath.Join(dir, "b")); err != nil {
		t.Fatal(err)
	}
	wantResult(t, mustWrite(t, src, o), Result{Written: 1, Unchanged: 1, Bytes: 1})
}

// TestAmend: another key for the same files changes the manifest alone. That
// this fails at any point does no harm.
func TestAmend(t *testing.T) {
	one := site{"index.html": "home", "a/index.html": "a"}
	for _, method := range methods {
		for n := 1; ; n++ {
			parent := memoryDir(t)
			dir := filepath.Join(parent, "public")
			mustWrite(t, one, Options{Dir: dir, Key: [32]byte{1}})
			before := stamps(t, dir)
			hook, fired := failFrom(n, true, method.before)
			got, err := write(t.Context(), one, Options{Dir: dir, Key: [32]byte{2}}, hook)
			if err != nil {
				t.Fatal(err)
			}
			wantResult(t, got, Result{Unchanged: 2})
			after := stamps(t, dir)
			for _, name := range []string{"index.html", "a", "a/index.html"} {
				if after[name] != before[name] {
					t.Errorf("%s has changed", name)
				}
			}
			mustWrite(t, one, Options{Dir: dir, Key: [32]byte{2}})
			wantTree(t, dir, one)
			if _, err := os.Lstat(filepath.Join(dir, insideName)); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("a stage is left: %v", err)
			}
			if !fired() {
				if n != 4 {
					t.Errorf("there are %d operations, not 3", n-1)
				}
				break
			}
		}
	}
}
