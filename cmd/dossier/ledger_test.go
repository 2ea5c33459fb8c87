package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/publish"
	"dossier/cmd/dossier/internal/render"
)

// A counted source notes what is opened.
type counted struct {
	*render.Output
	mu     sync.Mutex
	opened []string
}

func (c *counted) Stream(w io.Writer, name string) error {
	c.mu.Lock()
	c.opened = append(c.opened, name)
	c.mu.Unlock()
	return c.Output.Stream(w, name)
}

// made returns how many of the files that were opened are not copies.
func (c *counted) made() (n int) {
	for _, name := range c.opened {
		if !c.Copied(name) {
			n++
		}
	}
	return n
}

// A press builds a dossier again and again, each time as a new process would.
type press struct {
	files   fstest.MapFS
	dir     string // the output
	opts    buildOptions
	program [sha256.Size]byte
}

// print builds and publishes. It returns nil if the dossier has errors.
func (p *press) print(t *testing.T) *counted {
	t.Helper()
	folder := newLedger(p.files)
	b, list := build(folder, p.opts, time.Time{}, nil)
	if list.HasErrors() {
		return nil
	}
	src := &counted{Output: b.output()}
	o := publish.Options{Dir: p.dir, Key: folder.key(p.program, p.opts, b.cfg)}
	if o.Key == ([sha256.Size]byte{}) {
		t.Fatal("there is no key")
	}
	_, err := publish.Write(t.Context(), src, o)
	if _, broken := errors.AsType[publish.SourceErrors](err); broken {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	o.Dir = filepath.Join(t.TempDir(), "public")
	if _, err := publish.Write(t.Context(), b.output(), o); err != nil {
		t.Fatal(err)
	}
	got, want := filesIn(t, p.dir), filesIn(t, o.Dir)
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s is not that of a build into an empty folder", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("there are %d files, are to be %d", len(got), len(want))
	}
	return src
}

// tamper changes a file of the output as no build does.
func (p *press) tamper(t *testing.T, r *rand.Rand) string {
	name := pick(r, slices.Sorted(maps.Keys(filesIn(t, p.dir))))
	file := filepath.Join(p.dir, name)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	how := pick(r, []string{"remove", "cut", "append", "byte", "empty"})
	switch {
	case how == "remove" && name != ".dossier-manifest": // then the folder is not dossier's any more
		err = os.Remove(file)
	case how == "byte" && len(text) > 0:
		text[r.IntN(len(text))] ^= 1 << r.IntN(8)
		err = os.WriteFile(file, text, 0o666)
	case how == "cut" && len(text) > 0:
		err = os.WriteFile(file, text[:r.IntN(len(text))], 0o666)
	case how == "empty" && name != ".dossier-manifest":
		err = os.WriteFile(file, nil, 0o666)
	default:
		err = os.WriteFile(file, append(text, '\n'), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	return how + " of " + name
}

// TestNeverStale makes random edits of a dossier and of its output, and after
// each compares the output with a build into an empty folder. When there was no
// edit, nothing is made.
func TestNeverStale(t *testing.T) {
	steps, seed := number(t, "DOSSIER_STEPS", 60), uint64(number(t, "DOSSIER_SEED", 1))
	if testing.Short() {
		steps /= 3
	}
	r := rand.New(rand.NewPCG(seed, 9))
	d := newDesk(harbour)
	p := &press{files: d.files, dir: filepath.Join(t.TempDir(), "public"), program: sha256.Sum256([]byte("1"))}
	if p.print(t) == nil {
		t.Fatal("the dossier has errors")
	}
	good, printed, idle := maps.Clone(d.files), 0, 0
	for step := range steps {
		what, same := "nothing", true
		switch r.IntN(8) {
		case 0:
		case 1, 2:
			what, same = p.tamper(t, r), false
		case 3:
			p.opts = pick(r, []buildOptions{{}, {drafts: true}, {baseURL: "https://example.org/other/"}, {strict: true}})
			what, same = "other options", false
		default:
			what, same = pick(r, edits())(d, r), false
		}
		src := p.print(t)
		if src == nil {
			d.undo(good)
			p.opts.strict = false
			if src = p.print(t); src == nil {
				t.Fatalf("seed %d, step %d: mistakes stay", seed, step)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d, step %d: %s", seed, step, what)
		}
		if same {
			idle++
			if n := src.made(); n != 0 {
				t.Errorf("seed %d, step %d: %d files were made again", seed, step, n)
			}
		}
		good, printed = maps.Clone(d.files), printed+1
	}
	if idle == 0 {
		t.Error("there was always an edit")
	}
}

// TestNothingMade counts what a build opens: all files the first time, and only
// what it copies as long as nothing has changed.
func TestNothingMade(t *testing.T) {
	d := newDesk(harbour)
	d.write("content/table.txt", "1")
	p := &press{files: d.files, dir: filepath.Join(t.TempDir(), "public"), program: sha256.Sum256([]byte("1"))}
	first := p.print(t)
	if got := len(first.opened); got != len(first.Paths()) {
		t.Errorf("%d of %d files were opened", got, len(first.Paths()))
	}
	copies := 0
	for _, name := range first.Paths() {
		if first.Copied(name) {
			copies++
		}
	}
	if copies < 2 {
		t.Errorf("%d files are copies", copies)
	}
	again := p.print(t)
	if got := len(again.opened); again.made() != 0 || got != copies {
		t.Errorf("%d files were opened, %d of them made; %d are copies", got, again.made(), copies)
	}
	d.write("content/table.txt", "2")
	if p.print(t).made() != 0 {
		t.Error("pages were made for a file that is only copied")
	}
	p.program[0]++
	if p.print(t).made() == 0 {
		t.Error("nothing was made by another program")
	}
}

// TestKey holds the key of an output to everything that a build has learned, in
// whatever order.
func TestKey(t *testing.T) {
	files := fstest.MapFS{
		"a.txt":      {Data: []byte("first")},
		"dir/b.txt":  {Data: []byte("second")},
		"dir/c.link": {Data: []byte("a.txt"), Mode: fs.ModeIrregular},
	}
	read := func(name string) func(*ledger) {
		return func(l *ledger) {
			if _, err := fs.ReadFile(l, name); err != nil {
				t.Error(err)
			}
		}
	}
	list := func(l *ledger) { fs.ReadDir(l, "dir") }
	stat := func(name string) func(*ledger) { return func(l *ledger) { fs.Stat(l, name) } }
	part := func(off int64) func(*ledger) {
		return func(l *ledger) {
			f, err := l.Open("a.txt")
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			f.(io.ReaderAt).ReadAt(make([]byte, 2), off)
		}
	}
	program, zone := sha256.Sum256(nil), &config.Config{Timezone: "UTC"}
	keyOf := func(steps ...func(*ledger)) [sha256.Size]byte {
		l := newLedger(files)
		for _, step := range steps {
			step(l)
		}
		return l.key(program, buildOptions{}, zone)
	}
	seen := map[[sha256.Size]byte]string{{}: "unknown"}
	differs := func(what string, key [sha256.Size]byte) {
		t.Helper()
		if other := seen[key]; other != "" {
			t.Errorf("%s: the key is that of %s", what, other)
		}
		seen[key] = what
	}
	first := keyOf(read("a.txt"), read("dir/b.txt"), list)
	differs("the first", first)
	if keyOf(list, read("dir/b.txt"), read("a.txt")) != first {
		t.Error("the order makes another key")
	}
	files["o\u0308"], files["\u00f6"] = files["a.txt"], files["a.txt"]
	if keyOf(read("o\u0308"), stat("o\u0308")) != keyOf(stat("\u00f6"), read("\u00f6")) {
		t.Error("the form of a name makes another key")
	}
	files["layouts/o\u0308"], files["layouts/\u00f6"] = files["a.txt"], files["a.txt"]
	if keyOf(read("layouts/o\u0308")) == keyOf(read("layouts/\u00f6")) {
		t.Error("a layout is called by the form of its name, and the key is the same")
	}
	for i, steps := range [][]func(*ledger){
		{}, {list}, {read("a.txt")}, {stat("a.txt")}, {stat("dir")}, {stat("missing")}, {part(0)}, {part(1)}, {read("a.txt"), read("a.txt")},
	} {
		differs(fmt.Sprint("steps ", i), keyOf(steps...))
	}
	files["a.txt"].Data = []byte("tsrif")
	differs("another text", keyOf(read("a.txt"), read("dir/b.txt"), list))
	files["a.txt"].Data = []byte("first")
	files["dir/c.link"].Mode = 0
	differs("another kind", keyOf(read("a.txt"), read("dir/b.txt"), list))
	program[5]++
	differs("another program", keyOf())
	zone.Timezone = "Asia/Damascus"
	differs("another time zone", keyOf())
	differs("other options", newLedger(files).key(program, buildOptions{drafts: true}, zone))

	open := func(l *ledger) { l.Open("a.txt") }
	broken := func(l *ledger) { fs.ReadFile(l, "dir") }
	for _, step := range []func(*ledger){open, broken} {
		if keyOf(step) != ([sha256.Size]byte{}) {
			t.Error("there is a key, and not all is known")
		}
	}
	program = [sha256.Size]byte{}
	if keyOf() != program {
		t.Error("there is a key for a program that is not known")
	}
}

// TestDescribe tells time zones apart, and comes to an end.
func TestDescribe(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{"UTC", "Asia/Damascus", "Europe/London", "Europe/Paris", "Africa/Casablanca", "America/St_Johns", "Pacific/Chatham"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		describe(&b, zone)
		if other, taken := seen[b.String()]; taken {
			t.Errorf("%s is %s", name, other)
		}
		seen[b.String()] = name
		if n := strings.Count(b.String(), "\n"); n == 0 || n > 1000 {
			t.Errorf("%s has %d lines", name, n)
		}
	}
}

// TestHashProgram reads the program that is running.
func TestHashProgram(t *testing.T) {
	name, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	text, err := os.ReadFile(name)
	if err != nil || hashProgram() != sha256.Sum256(text) {
		t.Errorf("it is not %s (%v)", name, err)
	}
}
