package serve

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"log"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// An output of files that are given. One whose text begins with "broken" cannot
// be opened.
type output map[string]string

func (o output) Paths() []string { return slices.Sorted(maps.Keys(o)) }

func (o output) Open(name string) (fs.File, error) {
	text, ok := o[name]
	switch {
	case !ok:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case strings.HasPrefix(text, "broken"):
		return nil, errors.New(name + " is " + text)
	}
	return fstest.MapFS{name: {Data: []byte(text)}}.Open(name)
}

// oakford is a small site.
func oakford() output {
	return output{
		"index.html": `<!DOCTYPE html><html><head><link rel="stylesheet" href="assets/site.111111.css"></head>` +
			`<body><p>The bypass</p><img src="photo.jpg" alt=""><script src="assets/site.js" defer></script></body></html>`,
		"people/jane-doe/index.html":  `<link rel="stylesheet" href="../../assets/site.111111.css"><body><p>Jane Doe</p></body>`,
		"people/جين/index.html":       `<body><p>جين</p></body>`,
		"people/jane-doe/feed.xml":    `<feed/>`,
		"404.html":                    `<link rel="stylesheet" href="/assets/site.111111.css"><body><p>Nothing here</p></body>`,
		"assets/site.111111.css":      `p { color: navy }`,
		"assets/site.js":              `"use strict";`,
		"photo.jpg":                   "\xff\xd8\xff picture",
		"data/a b#c?.csv":             "a,b\n",
		"CNAME":                       "oakford.example\n",
		"positions/bypass/index.html": `<body><p>Should it be built?</p></body>`,
	}
}

func explain(err error) []Problem {
	return []Problem{{At: "layouts/page.html:3:7", Message: err.Error(), Hint: "mend it"}}
}

// start serves on a free port of this machine until the test ends.
func start(t testing.TB) (s *Server, host string) {
	t.Helper()
	ln, err := Listen(netip.MustParseAddr("127.0.0.1"), 0, false)
	if err != nil {
		t.Fatal(err)
	}
	addr := ln.Addr().(*net.TCPAddr).AddrPort()
	s = New(Options{Address: addr.Addr(), Explain: explain, Log: log.New(io.Discard, "", 0)})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, ln) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s, addr.String()
}

// raw sends bytes, and returns the answer to them.
func raw(t *testing.T, host, request string) *http.Response {
	t.Helper()
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, strings.ReplaceAll(request, "HOST", host)); err != nil {
		t.Fatal(err)
	}
	method, _, _ := strings.Cut(request, " ")
	res, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res
}

func bodyOf(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestTargets sends request lines as no client would write them.
func TestTargets(t *testing.T) {
	s, host := start(t)
	s.Publish(oakford(), "/")
	tests := []struct {
		target string
		status int
		want   string // in the body, or the Location
	}{
		{"/", 200, "The bypass"},
		{"/index.html", 200, "The bypass"},
		{"/?q=x", 200, "The bypass"},
		{"/people/jane-doe/", 200, "Jane Doe"},
		{"/people/jane-doe", 302, "/people/jane-doe/"},
		{"/people/jane-doe?a=b&c", 302, "/people/jane-doe/?a=b&c"},
		{"/people/%D8%AC%D9%8A%D9%86/", 200, "جين"},
		{"/people/%D8%AC%D9%8A%D9%86", 302, "/people/%D8%AC%D9%8A%D9%86/"},
		{"/data/a%20b%23c%3F.csv", 200, "a,b"},
		{"/CNAME", 200, "oakford.example"},
		{"/people/", 404, "Nothing here"},
		{"/people", 404, "Nothing here"},
		{"/nobody", 404, "Nothing here"},
		{"/404.html", 200, "Nothing here"},
		{"/index.html/", 404, "Nothing here"},
		{"/CNAME/", 404, "Nothing here"},
		{"/INDEX.HTML", 404, "Nothing here"},
		{"/../etc/passwd", 404, "Nothing here"},
		{"/../index.html", 404, "Nothing here"},
		{"/people/../index.html", 404, "Nothing here"},
		{"/./index.html", 404, "Nothing here"},
		{"/%2e%2e/%2e%2e/etc/passwd", 404, "Nothing here"},
		{"/%2e%2e/index.html", 404, "Nothing here"},
		{"/..%2findex.html", 400, ""},
		{"/people%2fjane-doe%2F", 400, ""},
		{"/..%5cindex.html", 400, ""},
		{`/..\index.html`, 400, ""},
		{"//etc/passwd", 404, "Nothing here"},
		{"//evil.example/people/jane-doe", 404, "Nothing here"},
		{"/people//jane-doe/", 404, "Nothing here"},
		{"/x%00.html", 400, ""},
		{"/index.html%00", 400, ""},
		{"/%zz", 400, ""},
		{"/index.html#x", 404, "Nothing here"},
		{"http://evil.example/", 400, ""},
		{"http://HOST/", 400, ""},
		{"*", 400, ""},
		{"index.html", 400, ""},
		{"/__dossier/live.js", 200, "EventSource"},
		{"/__dossier/live.css", 200, "dossier-broken"},
		{"/__dossier/", 404, ""},
		{"/__dossier/../index.html", 404, ""},
		{"/__dossier/serve.go", 404, ""},
		{"/__dossier/events", 400, ""},
		{"/__dossier/events?path=x", 400, ""},
		{"/__dossier/events?path=%2f..%255c", 400, ""},
	}
	for _, c := range tests {
		res := raw(t, host, "GET "+c.target+" HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
		body := bodyOf(t, res)
		got := body
		if res.StatusCode == 302 {
			if got = res.Header.Get("Location"); got != c.want {
				t.Errorf("%s leads to %q, want %q", c.target, got, c.want)
			}
		}
		if res.StatusCode != c.status || !strings.Contains(got, c.want) {
			t.Errorf("%s: %d %q, want %d with %q", c.target, res.StatusCode, body, c.status, c.want)
		}
		if res.StatusCode/100 == 4 && !strings.Contains(body, "Nothing here") && len(body) > 40 {
			t.Errorf("%s: the answer says more than its status: %q", c.target, body)
		}
	}
}

// TestHeads sends headers that are wrong in every way.
func TestHeads(t *testing.T) {
	s, host := start(t)
	s.Publish(oakford(), "/")
	_, port, _ := net.SplitHostPort(host)
	get := "GET / HTTP/1.1\r\nConnection: close\r\n"
	tests := []struct {
		request string
		status  int
	}{
		{get + "Host: HOST\r\n\r\n", 200},
		{get + "Host: localhost\r\n\r\n", 200},
		{get + "Host: LocalHosT:" + port + "\r\n\r\n", 200},
		{get + "Host: oakford.localhost:8080\r\n\r\n", 200},
		{get + "Host: [::1]:1313\r\n\r\n", 200},
		{get + "Host: evil.com\r\n\r\n", 403},
		{get + "Host: evil.com:" + port + "\r\n\r\n", 403},
		{get + "Host: localhost.evil.com\r\n\r\n", 403},
		{get + "Host: evil.com.localhost.evil.com\r\n\r\n", 403},
		{get + "Host: notlocalhost\r\n\r\n", 403},
		{get + "Host: 127.0.0.1.nip.io\r\n\r\n", 403},
		{get + "Host: 192.168.1.5\r\n\r\n", 403},
		{get + "Host: 0.0.0.0\r\n\r\n", 403},
		{get + "Host: 2130706433\r\n\r\n", 403},
		{get + "Host:\r\n\r\n", 403},
		{get + "\r\n", 400},
		{"GET / HTTP/1.0\r\n\r\n", 403},
		{get + "Host: localhost:99999\r\n\r\n", 403},
		{get + "Host: localhost:\r\n\r\n", 403},
		{get + "Host: localhost:x\r\n\r\n", 403},
		{get + "Host: localhost:1:2\r\n\r\n", 403},
		{get + "Host: file:x\r\n\r\n", 403},
		{get + "Host: [::1\r\n\r\n", 403},
		{get + "Host: [localhost]\r\n\r\n", 403},
		{get + "Host: ::1\r\n\r\n", 403},
		{get + "Host: localhost/x\r\n\r\n", 400},
		{get + "Host: user@localhost\r\n\r\n", 400},
		{get + "Host: HOST\r\nHost: evil.com\r\n\r\n", 400},
		{get + "Host: " + strings.Repeat("a", 10<<10) + "\r\n\r\n", 403},
		{get + "Host: HOST\r\nX: " + strings.Repeat("a", 1<<20) + "\r\n\r\n", 431},

		{get + "Host: HOST\r\nOrigin: http://HOST\r\n\r\n", 200},
		{get + "Host: HOST\r\nOrigin: https://HOST\r\n\r\n", 403},
		{get + "Host: HOST\r\nOrigin: http://evil.com\r\n\r\n", 403},
		{get + "Host: HOST\r\nOrigin: null\r\n\r\n", 403},
		{get + "Host: HOST\r\nOrigin:\r\n\r\n", 403},
		{get + "Host: HOST\r\nOrigin: http://127.0.0.1\r\n\r\n", 403},
		{get + "Host: HOST\r\nOrigin: http://127.0.0.1:1\r\n\r\n", 403},
		{get + "Host: HOST\r\nOrigin: http://localhost:" + port + "\r\n\r\n", 403},
		{get + "Host: HOST\r\nOrigin: http://HOST\r\nOrigin: http://evil.com\r\n\r\n", 403},
		{get + "Host: HOST\r\nOrigin: http://HOST.evil.com\r\n\r\n", 403},
		{get + "Host: HOST\r\nOrigin: \x01%%%\r\n\r\n", 400},

		{"GET /__dossier/events?path=/ HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n", 403},
		{"GET /__dossier/events?path=/ HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Site: same-site\r\nConnection: close\r\n\r\n", 403},
		{"HEAD /__dossier/events?path=/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 405},

		{"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", 405},
		{"PUT / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx", 405},
		{"DELETE / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 405},
		{"OPTIONS / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 405},
		{"OPTIONS * HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 405},
		{"TRACE / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 405},
		{"CONNECT HOST HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 405},
		{"CONNECT evil.com:443 HTTP/1.1\r\nHost: evil.com:443\r\nConnection: close\r\n\r\n", 405},
		{"PROPFIND / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 405},
		{"nonsense\r\n\r\n", 400},
		{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400},
	}
	for _, c := range tests {
		res := raw(t, host, c.request)
		line := c.request[:min(len(c.request), 120)]
		if body := bodyOf(t, res); res.StatusCode != c.status || c.status != 200 && len(body) > 60 {
			t.Errorf("%q: %d %q, want %d", line, res.StatusCode, body, c.status)
		}
		for name := range res.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%q: the answer has %s", line, name)
			}
		}
	}
}

func TestHeaders(t *testing.T) {
	s, host := start(t)
	s.Publish(oakford(), "/")
	for _, target := range []string{"/", "/nobody", "/CNAME", "/people/jane-doe", "/__dossier/live.js", "/..%2f"} {
		res := raw(t, host, "GET "+target+" HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
		for name, want := range map[string]string{
			"X-Content-Type-Options":       "nosniff",
			"Cross-Origin-Resource-Policy": "same-origin",
			"X-Frame-Options":              "SAMEORIGIN",
			"Referrer-Policy":              "no-referrer",
			"Cache-Control":                "no-store",
		} {
			if got := res.Header.Values(name); !slices.Equal(got, []string{want}) {
				t.Errorf("%s: %s is %q, want %q", target, name, got, want)
			}
		}
	}
	for target, want := range map[string]string{
		"/":                         "text/html; charset=utf-8",
		"/nobody":                   "text/html; charset=utf-8",
		"/assets/site.111111.css":   "text/css; charset=utf-8",
		"/assets/site.js":           "text/javascript; charset=utf-8",
		"/photo.jpg":                "image/jpeg",
		"/people/jane-doe/feed.xml": "application/xml; charset=utf-8",
		"/data/a%20b%23c%3F.csv":    "text/csv; charset=utf-8",
		"/CNAME":                    "application/octet-stream",
	} {
		res := raw(t, host, "HEAD "+target+" HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
		if got := res.Header.Get("Content-Type"); got != want {
			t.Errorf("%s: type %q, want %q", target, got, want)
		}
		if body := bodyOf(t, res); body != "" {
			t.Errorf("HEAD %s: a body: %q", target, body)
		}
	}
}

func TestConditions(t *testing.T) {
	s, host := start(t)
	s.Publish(oakford(), "/")
	ask := func(target, header string) *http.Response {
		return raw(t, host, "GET "+target+" HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n"+header+"\r\n")
	}
	for _, target := range []string{"/", "/assets/site.js"} {
		tag := ask(target, "").Header.Get("ETag")
		if res := ask(target, "If-None-Match: "+tag+"\r\n"); tag == "" || res.StatusCode != 304 {
			t.Errorf("%s with its own tag %q: %d", target, tag, res.StatusCode)
		}
		if res := ask(target, "If-None-Match: \"x\"\r\n"); res.StatusCode != 200 {
			t.Errorf("%s with another tag: %d", target, res.StatusCode)
		}
	}
	res := ask("/assets/site.js", "Range: bytes=1-3\r\n")
	if body := bodyOf(t, res); res.StatusCode != 206 || body != "use" {
		t.Errorf("a range: %d %q", res.StatusCode, body)
	}
	if res := ask("/assets/site.js", "Range: bytes=100-\r\n"); res.StatusCode != 416 {
		t.Errorf("a range that there is not: %d", res.StatusCode)
	}
}

func TestBase(t *testing.T) {
	s, host := start(t)
	s.Publish(oakford(), "/sub/oak ford/")
	tests := []struct {
		target, location string
		status           int
	}{
		{"/", "/sub/oak%20ford/", 302},
		{"/sub/oak%20ford", "/sub/oak%20ford/", 302},
		{"/sub/oak%20ford/", "", 200},
		{"/sub/oak%20ford/CNAME", "", 200},
		{"/sub/oak%20ford/people/jane-doe", "/sub/oak%20ford/people/jane-doe/", 302},
		{"/CNAME", "", 404},
		{"/sub/", "", 404},
		{"/__dossier/live.js", "", 200},
		{"/sub/oak%20ford/__dossier/live.js", "", 404},
	}
	for _, c := range tests {
		res := raw(t, host, "GET "+c.target+" HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
		if got := res.Header.Get("Location"); res.StatusCode != c.status || got != c.location {
			t.Errorf("%s: %d %q, want %d %q", c.target, res.StatusCode, got, c.status, c.location)
		}
	}
}
