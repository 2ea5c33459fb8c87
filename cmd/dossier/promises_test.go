package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"dossier/cmd/dossier/internal/diag"
)

// One test for each promise of the program; its comment says how to break the
// promise so that the test fails. Other tests hold parts of them in more detail.

// harbourOn writes the dossier harbour to a folder.
func harbourOn(t *testing.T, dir string) string {
	t.Helper()
	files := map[string][]byte{}
	for name, f := range newDesk(harbour).files {
		files[name] = f.Data
	}
	writeFiles(t, dir, files)
	return dir
}

// traces returns size, mode, times and bytes of everything below a folder.
func traces(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		all[strings.TrimPrefix(name, dir)] = fmt.Sprint(info.Mode(), info.ModTime().UnixNano())
		if !d.IsDir() {
			text, err := os.ReadFile(name)
			all[strings.TrimPrefix(name, dir)] += string(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestPromise1Deterministic: the same input gives the same bytes, with folders
// listed in any order, any number of processors, time zone and time stamps.
//
// To break it, write time.Now into a page, as behind Version in Output.siteView
// (render/render.go).
func TestPromise1Deterministic(t *testing.T) {
	desk := newDesk(harbour)
	want := sums(mustBuild(desk.files, buildOptions{}))
	defer func(local *time.Location) { time.Local = local }(time.Local)
	for i, procs := range []int{1, 3, 16} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		time.Local = time.FixedZone("", (i-1)*13*60*60)
		for _, f := range desk.files {
			f.ModTime = f.ModTime.Add(time.Duration(i+1) * 1e15)
		}
		got := sums(mustBuild(shuffled{desk.files, rand.New(rand.NewPCG(7, uint64(i)))}, buildOptions{}))
		if !maps.Equal(got, want) {
			t.Errorf("%d processors: another site", procs)
		}
	}
}

// TestPromise2Incremental: after any sequence of edits, what serve shows is a
// fresh build, byte for byte, and so are the problems.
//
// To break it, let reading.holds (content/reading.go) compare sizes alone.
func TestPromise2Incremental(t *testing.T) { editAtRandom(t, 11, 40) }

// TestPromise3AllOrNothing: public/ is the old site or the new one, also after a
// build that fails and one that is killed; the next build repairs all.
//
// To break it, publish although there are errors (runBuild in build.go); or, with
// DOSSIER_LONG, publish in place where that is not needed (beside.possible in
// publish/beside.go returns false), where a kill leaves old and new files.
func TestPromise3AllOrNothing(t *testing.T) {
	dir := t.TempDir()
	public := filepath.Join(dir, "public")
	council(t, dir, 80, 1)
	mustRun(t, "build", dir)
	sites := map[string]map[string]string{}
	for _, version := range []int{2, 1} {
		council(t, dir, 80, version)
		mustRun(t, "build", dir)
		sites[fmt.Sprint("version ", version)] = filesIn(t, public)
	}
	rounds := 4
	if longTests() {
		rounds = 200
	}
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	for round := range rounds {
		council(t, dir, 80, 1+random.IntN(2))
		killBuild(t, dir, time.Duration(20+random.IntN(400))*time.Millisecond)
		got := filesIn(t, public)
		if !maps.Equal(got, sites["version 1"]) && !maps.Equal(got, sites["version 2"]) {
			t.Fatalf("seed %d, round %d: neither the old site nor the new one: %d files", seed, round, len(got))
		}
	}
	council(t, dir, 80, 2)
	mustRun(t, "build", dir)
	wantNames(t, dir, "content", "dossier.yaml", "public")
	before := traces(t, public)
	writeFiles(t, dir, map[string][]byte{"content/articles/n7.md": []byte("---\ntitel: x\n---\n"), "content/articles/n8.md": []byte("---\ntitle: x\ndate: 2024\n---\nNew.\n")})
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"build", dir}, &stdout, &stderr); status != statusContent || !maps.Equal(traces(t, public), before) {
		t.Errorf("status %d; the old site did not stay", status)
	}
}

// TestPromise4Exact: no stale file stays, no file of others goes, files that are
// unchanged keep their time stamps.
//
// To break it, take no file of the manifest for dossier's own (plan.ours in
// publish/plan.go), so that all are written again.
func TestPromise4Exact(t *testing.T) {
	dir := harbourOn(t, t.TempDir())
	public := filepath.Join(dir, "public")
	mustRun(t, "build", dir)
	foreign := map[string][]byte{".git/HEAD": []byte("ref"), "CNAME": []byte("skerry.example"), ".gitignore": []byte("*~"), "people/mine.txt": []byte("mine")}
	writeFiles(t, public, foreign)
	before, stamps := filesIn(t, public), stampsIn(t, public)
	if err := os.Remove(filepath.Join(dir, "content", "articles", "pilot-april.md")); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "build", dir)
	after, now := filesIn(t, public), stampsIn(t, public)
	_, out, _ := buildSite(os.DirFS(dir), buildOptions{})
	want := append(slices.Clone(out.Paths()), ".dossier-manifest")
	want = slices.AppendSeq(want, maps.Keys(foreign))
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(after)); !slices.Equal(got, want) {
		t.Errorf("the files are\n%q\nwant\n%q", got, want)
	}
	kept := 0
	for name, text := range after {
		if was, ok := before[name]; !ok || was != text {
			continue
		}
		if kept++; now[name] != stamps[name] {
			t.Errorf("%s has the same bytes, and another time stamp", name)
		}
	}
	if kept < 10 || kept == len(after) {
		t.Errorf("%d of %d files are as they were", kept, len(after))
	}
}

// stampsIn returns when each file below a folder was written, by path.
func stampsIn(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	stamps := map[string]time.Time{}
	for name := range filesIn(t, dir) {
		info, err := os.Lstat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		stamps[name] = info.ModTime()
	}
	return stamps
}

// TestPromise5InputUnchanged: build, check, list and serve change no file of the
// dossier.
//
// To break it, set the time stamp of dossier.yaml with os.Chtimes in runBuild.
func TestPromise5InputUnchanged(t *testing.T) {
	dir := harbourOn(t, t.TempDir())
	before := traces(t, dir)
	mustRun(t, "build", dir, "-d", filepath.Join(t.TempDir(), "site"))
	mustRun(t, "list", "articles", dir)
	mustRun(t, "schema", "article", dir)
	var stdout, stderr bytes.Buffer
	run(t.Context(), []string{"check", dir}, &stdout, &stderr)
	s, err := startServing(dir)
	if err != nil {
		t.Fatal(err)
	}
	if status, _, err := s.get("/"); status != 200 || err != nil {
		t.Errorf("%d %v", status, err)
	}
	s.stop()
	if after := traces(t, dir); !maps.Equal(after, before) {
		t.Errorf("the dossier was\n%q\nis\n%q", before, after)
	}
}

// TestPromise7Offline: serve is there for this machine alone. That a build opens
// no connection is in TestPromise6Confined, which sees all that a build does.
//
// To break it, let --bind be 0.0.0.0 by default (serve.go).
func TestPromise7Offline(t *testing.T) {
	s, err := startServing(oakford(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	host, port, err := net.SplitHostPort(strings.TrimPrefix(s.url, "http://"))
	if err != nil || !net.ParseIP(host).IsLoopback() {
		t.Errorf("served at %s (%v)", s.url, err)
	}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addrs {
		ip := a.(*net.IPNet).IP
		if ip.IsLoopback() || ip.To4() == nil {
			continue
		}
		if conn, err := net.DialTimeout("tcp", net.JoinHostPort(ip.String(), port), time.Second); err == nil {
			conn.Close()
			t.Errorf("it answers at %s", ip)
		}
	}
}

// TestPromise8Bounded: any bytes give messages, never a bug, and each build is
// over soon and takes no more memory than it should.
//
// To break it, let job.recover (markdown/parser.go) take refusals for bugs, or
// boundedTable let every table through, which then takes gigabytes.
func TestPromise8Bounded(t *testing.T) {
	rounds := 50
	if longTests() {
		rounds = 1000
	}
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	desk := newDesk(harbour)
	names := slices.DeleteFunc(desk.list("", ""), func(name string) bool { return strings.HasPrefix(name, "layouts/") })
	pieces := []string{"---\n", "[[", "]]", "|", "\x00", "\xff", "\u202e", "&a ", "*a", "{", "[", "\"", "../", "<script>", "![", "](", "\n\n", "1e999", "\t", "#", "statements:\n  - {", strings.Repeat("> ", 200),
		strings.Repeat("|a", 4000) + "|\n" + strings.Repeat("|-", 4000) + "|\n" + strings.Repeat("a\n", 4000),
		"[l]: https://example.org/" + strings.Repeat("x", 100_000) + "\n\n" + strings.Repeat("[l]\n", 4000)}
	for round := range rounds {
		files := maps.Clone(desk.files)
		spoil := func(name string, at int, piece string) {
			text := files[name].Data
			at = min(at, len(text))
			end := min(len(text), at+random.IntN(20))
			files[name] = &fstest.MapFile{Data: slices.Concat(text[:at], []byte(piece), text[end:])}
		}
		if round < len(pieces) { // each alone in a text, then all anywhere
			spoil("content/about.md", 1<<20, "\n\n"+pieces[round])
		} else {
			for range 1 + random.IntN(4) {
				name := names[random.IntN(len(names))]
				spoil(name, random.IntN(len(files[name].Data)+1), pieces[random.IntN(len(pieces))])
			}
		}
		start, before := time.Now(), allocated()
		_, out, list := buildSite(files, buildOptions{})
		if !list.HasErrors() {
			list = append(list, renderProblems(renderAll(out, nil))...)
		}
		if took, memory := time.Since(start), allocated()-before; took > 20*time.Second || memory > 200<<20 {
			t.Errorf("seed %d, round %d: %v, %d MB", seed, round, took, memory>>20)
		}
		for _, d := range list {
			if strings.Contains(d.Message, "internal error") || strings.ContainsAny(d.Message, "\n\r") || d.Message == "" {
				t.Fatalf("seed %d, round %d: %s", seed, round, d)
			}
		}
	}
}

// allocated returns how many bytes have been allocated so far.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// TestPromise9AllErrors: all problems are listed at once, each with file, line,
// column and remedy.
//
// To break it, return from build (building.go) before the layouts are read if the
// content has errors.
func TestPromise9AllErrors(t *testing.T) {
	files := newDesk(harbour).files
	for name, text := range map[string]string{
		"content/articles/bad-yaml.md":  "---\ntitle: A: b\ndate: 2031\n---\n",
		"content/articles/bad-key.md":   "---\ntitle: A\ndate: 2031\npeopel: [x]\n---\n",
		"content/articles/bad-date.md":  "---\ntitle: A\ndate: 31/12/2031\n---\n",
		"content/articles/bad-id.md":    "---\ntitle: A\ndate: 2031\npeople: [mary-lnd]\n---\n",
		"content/articles/bad-quote.md": "---\ntitle: A\ndate: 2031\nstatements:\n  - {who: mary-lund, position: keepers, stance: stay, quote: never said}\n---\nNothing.\n",
		"content/people/bad-byte.md":    "---\ntitle: A\n---\ncaf\xe9\n",
		"content/meetings/bad-slug.md":  "---\ntitle: A\ndate: 2031\nslug: A b\n---\n",
		"layouts/partials/foot.html":    "{{if .Title}}",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	_, _, list := buildSite(files, buildOptions{})
	found := map[string]diag.Diagnostic{}
	for _, d := range list {
		if d.Severity == diag.Error {
			found[d.Pos.File] = d
		}
	}
	for name := range files {
		bad := strings.Contains(name, "/bad-") || name == "layouts/partials/foot.html"
		d, ok := found[name]
		if bad != ok {
			t.Errorf("%s: error %v, want %v: %s", name, ok, bad, d)
		}
		if ok && (d.Pos.Line == 0 || d.Pos.Col == 0 && !strings.HasPrefix(name, "layouts/") || d.Hint == "") {
			t.Errorf("no place or no remedy: %s", d)
		}
	}
}

// TestPromise10NoScript: no script of an author is in any file that a browser or
// a feed reader opens; the policy of every page allows none.
//
// To break it, write the title of a link as it is in linkHTML (render/trusted.go),
// or allow 'unsafe-inline' in the policy of layouts/baseof.html.
func TestPromise10NoScript(t *testing.T) {
	archive, err := txtar.ParseFile(filepath.Join(scriptDir, "build_hostile_text.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range archive.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	site := mustBuild(fsys, buildOptions{baseURL: "https://example.org/"})
	policy := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="default-src 'none';[^"]* script-src 'self';[^"]*">`)
	feeds := 0
	for name, text := range site {
		switch {
		case strings.HasSuffix(name, ".html"):
			for _, l := range parsePage(t, name, text).links {
				if scheme, _, ok := strings.Cut(l.to, ":"); ok && !slices.Contains([]string{"https", "http", "mailto", "tel"}, scheme) {
					t.Errorf("%s: %s=%q", name, l.attr, l.to)
				}
			}
			if !policy.Match(text) || bytes.Contains(text, []byte("unsafe")) {
				t.Errorf("%s: no policy, or one that allows scripts within the page", name)
			}
			fallthrough
		case strings.HasSuffix(name, ".js"), strings.HasSuffix(name, ".json"):
			if bytes.Contains(text, []byte("<img src=x")) || bytes.Contains(text, []byte("<script>alert")) {
				t.Errorf("%s has an element of an author", name)
			}
		case strings.HasSuffix(name, ".xml"):
			feeds++
			checkXML(t, name, text)
		}
	}
	if feeds < 3 {
		t.Errorf("%d feeds and sitemaps, want at least 3", feeds)
	}
}

// checkXML holds XML to being well-formed, and to having no element of HTML.
func checkXML(t *testing.T, name string, text []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(text)); ; {
		tok, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if e, ok := tok.(xml.StartElement); ok && slices.Contains([]string{"script", "img", "svg", "iframe"}, e.Name.Local) {
			t.Errorf("%s has the element %s", name, e.Name.Local)
		}
	}
}
