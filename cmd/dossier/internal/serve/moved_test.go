package serve

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestMovedBase publishes under one path after another: addresses of the one
// before lead to where the pages are now.
func TestMovedBase(t *testing.T) {
	s, host := start(t)
	for _, step := range []struct {
		base    string
		targets map[string]string // to Location; "" for a page, "-" for none
	}{
		{"/", map[string]string{"/CNAME": "", "/sub/CNAME": "-"}},
		{"/sub/", map[string]string{"/": "/sub/", "/sub/CNAME": "", "/CNAME": "/sub/CNAME", "/people/jane-doe/": "/sub/people/jane-doe/",
			"/people/jane-doe": "/sub/people/jane-doe/", "/sub/nobody/": "-", "/nobody/": "-", "//CNAME": "-", "/../CNAME": "-", "/sub/sub/CNAME": "-"}},
		{"/sub/", map[string]string{"/CNAME": "/sub/CNAME"}},
		{"/other/", map[string]string{"/sub/CNAME": "/other/CNAME", "/CNAME": "-", "/sub/": "/other/"}},
		{"/", map[string]string{"/other/people/jane-doe/": "/people/jane-doe/", "/other/other/CNAME": "-", "/other//CNAME": "-", "/CNAME": ""}},
	} {
		s.Publish(oakford(), step.base)
		s.Report(nil)
		for target, want := range step.targets {
			res := raw(t, host, "GET "+target+" HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
			got := res.Header.Get("Location")
			if res.StatusCode == http.StatusNotFound {
				got = "-"
			}
			if got != want {
				t.Errorf("under %s: %s leads to %q, want %q", step.base, target, got, want)
			}
		}
	}
}

// TestSuspects publishes outputs in which files fail that no tab shows.
func TestSuspects(t *testing.T) {
	s, host := start(t)
	broken := oakford()
	broken["people/jane-doe/index.html"], broken["CNAME"] = "broken one", "broken two"
	suspects := []string{"gone.html", "CNAME", "people/jane-doe/index.html"}
	if errs := s.Publish(broken, "/", suspects...); errs != nil {
		t.Errorf("the first output: %v", errs)
	}
	s.Report(explain(io.EOF))
	next := oakford()
	next["index.html"] += "<p>Next</p>"
	still := oakford()
	still["index.html"], still["people/jane-doe/index.html"] = next["index.html"], "broken still"
	if errs := s.Publish(still, "/", suspects...); fmt.Sprint(errs) != "[people/jane-doe/index.html is broken still]" {
		t.Errorf("the next, broken still: %v", errs)
	}
	if s.now.Load().problems == nil || strings.Contains(bodyOf(t, raw(t, host, openPage)), "Next") {
		t.Error("an output with a suspect that fails is shown")
	}
	if errs := s.Publish(next, "/", suspects...); errs != nil || s.now.Load().problems != nil {
		t.Errorf("mended: %v, problems %v", errs, s.now.Load().problems)
	}
	if !strings.Contains(bodyOf(t, raw(t, host, openPage)), "Next") {
		t.Error("what is mended is not shown")
	}
}

const openPage = "GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n"

// A film is an output with one file that lies on a disk.
type film struct {
	output
	dir string
}

func (f film) Open(name string) (fs.File, error) {
	if name != "film.mp4" {
		return f.output.Open(name)
	}
	file, err := os.Open(filepath.Join(f.dir, name))
	if err != nil {
		return nil, err
	}
	return stamped{file}, nil
}

type stamped struct{ *os.File }

func (s stamped) Stamp() string {
	info, err := s.File.Stat()
	return fmt.Sprint(info.Size(), info.ModTime(), err)
}

// TestLarge serves a file that does not fit in memory, and then has gone.
func TestLarge(t *testing.T) {
	s, host := start(t)
	site := film{oakford(), t.TempDir()}
	site.output["film.mp4"] = ""
	site.output["index.html"] = `<body><video src="film.mp4"></video></body>`
	file := filepath.Join(site.dir, "film.mp4")
	const size = 1 << 36
	if err := os.WriteFile(file, []byte("The end"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(file, size); err != nil { // without any blocks
		t.Skip(err)
	}
	s.Publish(site, "/")
	ask := func(header string) *http.Response {
		t.Helper()
		return raw(t, host, "GET /film.mp4 HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n"+header+"\r\n")
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	first, _ := show(t, host, "/")
	res := ask("Range: bytes=4-8\r\n")
	if body := bodyOf(t, res); res.StatusCode != 206 || body != "end\x00\x00" || res.Header.Get("Content-Range") != fmt.Sprintf("bytes 4-8/%d", size) {
		t.Errorf("a range: %d %q %v", res.StatusCode, body, res.Header)
	}
	tag := res.Header.Get("ETag")
	if res := ask("If-None-Match: " + tag + "\r\n"); tag == "" || res.StatusCode != 304 {
		t.Errorf("with its own tag %q: %d", tag, res.StatusCode)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
		t.Errorf("%d bytes of memory", used)
	}
	if err := os.Truncate(file, 100); err != nil {
		t.Fatal(err)
	}
	body := bodyOf(t, ask(""))
	if text, _ := show(t, host, "/"); text == first || !strings.HasPrefix(body, "The end") || len(body) != 100 {
		t.Errorf("another film: %d bytes, fingerprints %s and %s", len(body), first, text)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if res := ask(""); res.StatusCode != http.StatusNotFound || bytes.Contains([]byte(bodyOf(t, res)), []byte("goroutine")) {
		t.Errorf("one that has gone: %d", res.StatusCode)
	}
}
