package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dossier/cmd/dossier/internal/content"
)

// Faults of the input that a script cannot make or measure.

// longTests reports whether the slow loops are to run.
func longTests() bool { return os.Getenv("DOSSIER_LONG") != "" }

// article returns a dossier of one article.
func article(text string) fstest.MapFS {
	return fstest.MapFS{
		"dossier.yaml":              {Data: []byte("title: The bypass at Oakford\n")},
		"content/articles/first.md": {Data: []byte(text)},
	}
}

// cost returns the least time and memory of several runs: the machine may be busy.
func cost(do func()) (took time.Duration, bytes uint64) {
	took, bytes = time.Hour, 1<<60
	for range 5 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		do()
		took = min(took, time.Since(start))
		runtime.ReadMemStats(&after)
		bytes = min(bytes, after.TotalAlloc-before.TotalAlloc)
	}
	return took, bytes
}

// readingCost is the cost of reading an article that has errors.
func readingCost(t *testing.T, text string) (took time.Duration, bytes uint64) {
	t.Helper()
	return cost(func() {
		if _, list := content.Load(article(text), content.Options{}); !list.HasErrors() {
			t.Errorf("no error for %.40q", text)
		}
	})
}

// TestFaultA12AliasBomb refuses what would take up all memory when expanded,
// without expanding it.
func TestFaultA12AliasBomb(t *testing.T) {
	bomb := "---\nparams:\n  a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'm'; c++ {
		bomb += fmt.Sprintf("  %c: &%c [%s*%c]\n", c, c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 8), c-1)
	}
	for name, text := range map[string]string{
		"billion laughs": bomb + "---\n",
		"itself":         "---\nparams: &p {p: *p}\n---\n",
		"merge":          "---\nparams: &p {a: b}\ntags: {<<: *p}\n---\n",
	} {
		if took, memory := readingCost(t, text); took > 50*time.Millisecond || memory > 50<<20 {
			t.Errorf("%s: %v, %d MB; want at most 50 ms, 50 MB", name, took, memory>>20)
		}
	}
}

// TestFaultA14LargeFrontMatter refuses front matter that is long for no good.
func TestFaultA14LargeFrontMatter(t *testing.T) {
	keys := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "key%d: x\n", i)
		}
		return "---\n" + b.String() + "---\n"
	}
	for name, text := range map[string]string{
		"more than 64 KiB": "---\nsummary: " + strings.Repeat("x", 65<<10) + "\n---\n",
		"one key":          "---\n" + strings.Repeat("title: x\n", 40<<10/9) + "---\n",
		"50,000 keys":      keys(50_000),
		"as many as fit":   keys(5_000),
	} {
		if took, memory := readingCost(t, text); took > 100*time.Millisecond || memory > 100<<20 {
			t.Errorf("%s: %v, %d MB; want at most 100 ms", name, took, memory>>20)
		}
	}
}

// TestFaultA15Nesting refuses nesting of ten thousand levels within a second.
func TestFaultA15Nesting(t *testing.T) {
	const deep = 10_000
	for name, text := range map[string]string{
		"front matter": "---\nparams: " + strings.Repeat("[", deep) + strings.Repeat("]", deep) + "\n---\n",
		"blocks":       "---\n" + strings.Repeat("- ", deep) + "\n---\n",
		"quotes":       "---\ntitle: A\ndate: 2024\n---\n" + strings.Repeat("> ", deep) + "x\n",
		"lists":        "---\ntitle: A\ndate: 2024\n---\n" + strings.Repeat("- ", deep) + "x\n",
	} {
		if took, _ := readingCost(t, text); took > time.Second {
			t.Errorf("%s: %v, want at most 1 s", name, took)
		}
	}
}

// asNobody runs the calling test again without the rights of root, who may read
// everything. It reports whether this is that run.
func asNobody(t *testing.T) bool {
	t.Helper()
	if os.Geteuid() != 0 {
		return true
	}
	dir := t.TempDir()
	binary := filepath.Join(dir, "dossier.test")
	data, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{os.WriteFile(binary, data, 0o755), os.Chmod(filepath.Dir(dir), 0o777), os.Chmod(dir, 0o777)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", binary, "-test.run=^"+t.Name()+"$", "-test.v")
	if cmd.Err != nil {
		t.Skip("cannot give up the rights of root here: ", cmd.Err)
	}
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "TMPDIR="+dir, "HOME="+dir)
	out, err := cmd.CombinedOutput()
	switch {
	case err != nil && !strings.Contains(string(out), "=== RUN"):
		t.Skipf("cannot run as somebody else here: %v\n%s", err, out)
	case err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()):
		t.Errorf("%v\n%s", err, out)
	}
	return false
}

// TestFaultD4UnreadableFolder names the folder that cannot be read, says of what
// refers into it no more than is known, and checks the rest.
func TestFaultD4UnreadableFolder(t *testing.T) {
	if !asNobody(t) {
		return
	}
	dir := oakford(t)
	people := filepath.Join(dir, "content", "people")
	writeFiles(t, dir, map[string][]byte{
		"content/articles/2024-03-02.md": []byte("---\ntitle: Council meets\ndate: 2024-03-02\npeople: [jane-doe]\nplaces: [oakfrod]\n---\nSee [[jane-doe]].\n"),
		"content/articles/2024-03-03.md": []byte("---\ntitel: Council meets\n---\n"),
		"content/places/oakford.md":      []byte("---\ntitle: Oakford\n---\n"),
		"content/places/secret.md":       []byte("---\ntitle: Secret\n---\n"),
	})
	for _, name := range []string{people, filepath.Join(dir, "content", "places", "secret.md")} {
		if err := os.Chmod(name, 0); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(people, 0o755)
	var stdout, stderr bytes.Buffer
	status := run(t.Context(), []string{"build", dir}, &stdout, &stderr)
	const want = `content/articles/2024-03-02.md:4:10: warning: whether there is a person "jane-doe" is not known, since content/people cannot be read
	people: [jane-doe]
	         ^
content/articles/2024-03-02.md:5:10: error: unknown place "oakfrod"
	places: [oakfrod]
	         ^
	hint: did you mean "oakford"?
	      to create it: write content/places/oakfrod.md, or run: dossier new place "Oakfrod"
content/articles/2024-03-02.md:7:5: warning: whether [[jane-doe]] leads anywhere is not known, since content/people cannot be read
	See [[jane-doe]].
	    ^
content/articles/2024-03-03.md:1:1: error: an article needs the key "date"
	---
	^
	hint: write "date: …", when it was published or took place: 2016-09-09, 2016-09, 2016-09-12/2016-09-19, 2016-09~
content/articles/2024-03-03.md:2:1: error: unknown key "titel"
	titel: Council meets
	^
	hint: did you mean "title"?
content/people: error: cannot be read: permission denied
content/places/secret.md: error: cannot be read: permission denied
dossier: 5 errors, 2 warnings; nothing was written
`
	if got := stderr.String(); status != statusContent || got != want {
		t.Errorf("status %d\n%s\nwant status %d\n%s", status, got, statusContent, want)
	}
}

// TestFaultD7ManyAndDeep reads a folder of very many files, and one very deep in
// others, whose path is longer than the system takes at once.
func TestFaultD7ManyAndDeep(t *testing.T) {
	n, depth := 5_000, 300
	if longTests() {
		n, depth = 100_000, 1_000
	}
	many := article("---\ntitle: A\ndate: 2024\n---\n")
	for i := range n {
		many[fmt.Sprintf("content/articles/%d.txt", i)] = &fstest.MapFile{}
	}
	start := time.Now()
	_, out, list := buildSite(many, buildOptions{})
	if took := time.Since(start); took > time.Minute || len(list) > 0 {
		t.Fatalf("%d files: %v, problems %v", n, took, list)
	}
	if got := len(out.Paths()); got < n {
		t.Errorf("%d files of the site, want more than %d", got, n)
	}

	dir := oakford(t)
	deepPage(t, filepath.Join(dir, "content", "articles"), depth)
	var stdout, stderr bytes.Buffer
	start = time.Now()
	status := run(t.Context(), []string{"build", dir}, &stdout, &stderr)
	if took := time.Since(start); status != statusOK || took > time.Minute {
		t.Errorf("status %d after %v: %s", status, took, &stderr)
	}
	if _, err := os.Stat(filepath.Join(dir, "public", "articles", "deep", "index.html")); err != nil {
		t.Error(err)
	}

	// The folders of a plain page are part of its address, and so of a path in the output.
	deepPage(t, filepath.Join(dir, "content"), depth)
	before := filesIn(t, filepath.Join(dir, "public"))
	stderr.Reset()
	status = run(t.Context(), []string{"build", dir}, &stdout, &stderr)
	if status != statusSystem || !strings.HasSuffix(stderr.String(), "file name too long; put the content in fewer folders, or give them shorter names\n") {
		t.Errorf("status %d: %s", status, &stderr)
	}
	if !maps.Equal(filesIn(t, filepath.Join(dir, "public")), before) {
		t.Error("the old site did not stay")
	}
	wantNames(t, dir, "content", "dossier.yaml", "public")
}

// deepPage writes a page below a folder, behind a path that is longer than what
// the system takes at once.
func deepPage(t *testing.T, dir string, depth int) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	const name = "a-folder-in-a-folder"
	for range depth {
		if err := root.Mkdir(name, 0o777); err != nil {
			t.Fatal(err)
		}
		next, err := root.OpenRoot(name)
		if err != nil {
			t.Fatal(err)
		}
		root.Close()
		root = next
	}
	defer root.Close()
	if err := root.WriteFile("deep.md", []byte("---\ntitle: Deep\ndate: 2024\n---\n"), 0o666); err != nil {
		t.Fatal(err)
	}
}

// panicking is a dossier of which one file makes whoever reads it panic.
type panicking struct {
	fs.FS
	name string
}

func (p panicking) Open(name string) (fs.File, error) {
	if name == p.name {
		panic("nil map")
	}
	return p.FS.Open(name)
}

// TestFaultE13Panic makes each stage panic: the error names the file where there
// is one, says that it is a bug, and nothing ends or is published but for it.
func TestFaultE13Panic(t *testing.T) {
	const report = "please report it"
	for name, want := range map[string]string{
		"dossier.yaml":                 "internal error: nil map",
		"content/articles/first.md":    "content/articles/first.md: error: internal error: the file cannot be read: nil map",
		"content/articles/photo.png":   "content/articles/photo.png: error: internal error: the file cannot be read: nil map",
		"layouts/article.html":         "internal error: nil map",
		"content/articles/minutes.txt": "content/articles/minutes.txt: error: internal error: a file cannot be made: nil map",
	} {
		files := article("---\ntitle: A\ndate: 2024\n---\n")
		files["content/articles/second.md"] = &fstest.MapFile{Data: []byte("---\ntitel: B\n---\n")}
		for _, more := range []string{"content/articles/photo.png", "content/articles/minutes.txt", "layouts/article.html"} {
			files[more] = &fstest.MapFile{Data: []byte(`{{define "main"}}{{end}}`)}
		}
		_, out, list := buildSite(panicking{files, name}, buildOptions{})
		if out != nil {
			list = append(list, renderProblems(renderAll(out, nil))...)
		}
		var text strings.Builder
		for _, d := range list.Sorted() {
			fmt.Fprintf(&text, "%s\n\t%s\n", d, d.Hint)
		}
		got := text.String()
		if !list.HasErrors() || !strings.Contains(got, want) || !strings.Contains(got, report) || strings.Contains(got, "goroutine") {
			t.Errorf("%s: %s\nwant %q and %q", name, got, want, report)
		}
		if strings.HasPrefix(name, "content/") && !strings.Contains(got, `unknown key "titel"`) {
			t.Errorf("%s: the other problems are not said: %s", name, got)
		}
	}
}

// broken is where a command writes to, and makes it panic.
type broken struct{}

func (broken) Write([]byte) (int, error) { panic("nil map") }

// TestFaultE13Command makes commands panic outside of the steps of a build: they
// end with a message.
func TestFaultE13Command(t *testing.T) {
	dir := oakford(t)
	for _, args := range [][]string{{"version"}, {"list", "people", dir}, {"build", dir}, {"serve", "-p", "0", dir}} {
		var stderr bytes.Buffer
		status := run(t.Context(), args, broken{}, &stderr)
		if got := stderr.String(); status != statusSystem || !strings.HasSuffix(got, "dossier: internal error: nil map; please report it, with the command\n") || strings.Contains(got, "goroutine") {
			t.Errorf("%s: status %d: %s", args, status, got)
		}
	}
}

// TestFaultE13Look makes what looks at the finished pages panic: that is an
// error of one page.
func TestFaultE13Look(t *testing.T) {
	_, out, _ := buildSite(article("---\ntitle: A\ndate: 2024\n---\n"), buildOptions{})
	list := renderProblems(renderAll(out, func(page string, _ []byte) {
		if page == "404.html" {
			panic("nil map")
		}
	}))
	const want = `.: error: internal error: page "404.html": nil map`
	if len(list) != 1 || list[0].String() != want {
		t.Errorf("problems %v, want %s", list, want)
	}
}
