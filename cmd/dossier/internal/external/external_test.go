package external

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dossier/cmd/dossier/internal/diag"
)

func TestFind(t *testing.T) {
	const text = "url: https://a.example/x?y=1#z\n" +
		"See (https://b.example/p_(q)), <https://c.example>, [x](http://d.example/e) and https://é.example/ü.\n" +
		"`https://f.example/`, https://, https://a.example/x?y=1#z again, ftp://g.example"
	var got []string
	for _, l := range Find("f.md", []byte(text)) {
		got = append(got, fmt.Sprintf("%d:%d %s", l.Pos.Line, l.Pos.Col, l.URL))
	}
	const want = "1:6 https://a.example/x?y=1#z|2:6 https://b.example/p_(q)|2:33 https://c.example|2:57 http://d.example/e|2:81 https://é.example/ü|3:2 https://f.example/"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
}

func TestCheck(t *testing.T) {
	var asked atomic.Int32
	mux := http.NewServeMux()
	status := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { asked.Add(1); w.WriteHeader(n) }
	}
	mux.HandleFunc("/fine", status(200))
	mux.HandleFunc("/gone", status(410))
	mux.HandleFunc("/broken", status(503))
	mux.HandleFunc("/shy", status(403))
	mux.HandleFunc("GET /nohead", status(200))
	mux.HandleFunc("HEAD /nohead", status(405))
	mux.Handle("/moved", http.RedirectHandler("/fine", http.StatusMovedPermanently))
	mux.Handle("/lent", http.RedirectHandler("/fine", http.StatusFound))
	mux.Handle("/loop", http.RedirectHandler("/loop", http.StatusFound))
	server := httptest.NewServer(mux)
	defer server.Close()
	now := time.Date(2031, 1, 2, 3, 4, 5, 0, time.UTC)
	c := &Checker{
		Client: server.Client(), Agent: "test", Known: map[string]Answer{}, Now: func() time.Time { return now },
		Fresh: func(a Answer) bool { return now.Sub(a.Asked) < time.Hour },
	}
	var links []Link
	for i, path := range []string{"/fine", "/gone", "/broken", "/shy", "/nohead", "/moved", "/lent", "/loop", "/none", "/fine"} {
		links = append(links, Link{server.URL + path, diag.Pos{File: "f.md", Line: i + 1}})
	}
	var got strings.Builder
	for _, d := range c.Check(t.Context(), links) {
		got.WriteString(strings.ReplaceAll(d.String(), server.URL, "") + "\n")
	}
	const want = `f.md:2: warning: /gone is gone (410)
f.md:3: warning: /broken answers 503 Service Unavailable
f.md:6: warning: /moved has moved to /fine
f.md:8: warning: /loop does not answer: more than 10 redirects
f.md:9: warning: /none is gone (404)
`
	if got.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", got.String(), want)
	}

	// What is known is not asked again, until it is old.
	before := asked.Load()
	c.Check(t.Context(), links)
	if n := asked.Load() - before; n != 0 {
		t.Errorf("%d requests for what is known", n)
	}
	now = now.Add(2 * time.Hour)
	c.Check(t.Context(), links[:1])
	if n := asked.Load() - before; n != 1 {
		t.Errorf("%d requests for what is old, want 1", n)
	}

	// An interrupted run takes nothing for an answer.
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c.Known = map[string]Answer{}
	if list := c.Check(ctx, links); len(list) != 0 || len(c.Known) != 0 {
		t.Errorf("interrupted: %v %v", list, c.Known)
	}
}

func TestNoHost(t *testing.T) {
	server := httptest.NewServer(nil)
	u := server.URL
	server.Close()
	c := &Checker{Client: http.DefaultClient, Known: map[string]Answer{}, Now: time.Now, Fresh: func(Answer) bool { return false }}
	list := c.Check(t.Context(), []Link{{u, diag.Pos{File: "f.md", Line: 1}}})
	if len(list) != 1 || !strings.Contains(list[0].Message, "does not answer: dial tcp") {
		t.Errorf("got %v", list)
	}
}

// TestFaultE13Panic makes the client panic: the link is said to have no answer.
func TestFaultE13Panic(t *testing.T) {
	c := &Checker{Client: &http.Client{Transport: panicking{}}, Known: map[string]Answer{}, Now: time.Now}
	list := c.Check(t.Context(), []Link{{"https://example.org/", diag.Pos{File: "f.md", Line: 1}}})
	if len(list) != 1 || !strings.Contains(list[0].Message, "internal error: nil map") {
		t.Errorf("problems %v", list)
	}
}

type panicking struct{}

func (panicking) RoundTrip(*http.Request) (*http.Response, error) { panic("nil map") }
