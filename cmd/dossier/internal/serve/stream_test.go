package serve

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var scriptTag = regexp.MustCompile(`<script src="/__dossier/live\.js" defer data-text="(\w+)" data-look="(\w*)"></script>`)

// show asks for a page and returns its fingerprints.
func show(t *testing.T, host, target string) (text, look string) {
	t.Helper()
	res := raw(t, host, "GET "+target+" HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
	body := bodyOf(t, res)
	m := scriptTag.FindAllStringSubmatch(body, -1)
	if len(m) != 1 {
		t.Fatalf("%s: %d scripts in %s", target, len(m), body)
	}
	return m[0][1], m[0][2]
}

// TestScript holds pages, and nothing else, to having the script once, and to
// being what they are but for it.
func TestScript(t *testing.T) {
	s, host := start(t)
	site := oakford()
	site["odd/index.html"] = `<pre>&lt;/body></pre></body><!-- </body> --> after`
	site["bare.html"] = `no body`
	s.Publish(site, "/")
	for name, text := range site {
		res := raw(t, host, "GET "+(&url.URL{Path: "/" + name}).EscapedPath()+" HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
		body := bodyOf(t, res)
		if got := len(scriptTag.FindAllString(body, -1)); (got == 1) != isPage(name) {
			t.Errorf("%s: %d scripts", name, got)
		}
		if got := scriptTag.ReplaceAllString(strings.Replace(body, "</script>\n", "</script>", 1), ""); isPage(name) && got != text {
			t.Errorf("%s: %q, want %q", name, got, text)
		} else if !isPage(name) && body != text {
			t.Errorf("%s: %q, want %q", name, body, text)
		}
	}
}

// A stream is what a tab hears.
type stream struct {
	t     *testing.T
	lines *bufio.Scanner
	close func() error
}

func listen(t *testing.T, host, target, text, look string) *stream {
	t.Helper()
	q := url.Values{"path": {target}, "text": {text}, "look": {look}}
	res, err := http.Get("http://" + host + "/__dossier/events?" + q.Encode())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	if got := res.Header.Get("Content-Type"); res.StatusCode != 200 || got != "text/event-stream" {
		t.Fatalf("the stream: %d %q", res.StatusCode, got)
	}
	return &stream{t, bufio.NewScanner(res.Body), res.Body.Close}
}

// next returns the next message.
func (s *stream) next() (m message) {
	s.t.Helper()
	for s.lines.Scan() {
		if text, ok := strings.CutPrefix(s.lines.Text(), "data: "); ok {
			if err := json.Unmarshal([]byte(text), &m); err != nil {
				s.t.Fatal(err)
			}
			return m
		}
	}
	s.t.Fatal("the stream has ended: ", s.lines.Err())
	return m
}

// TestReload changes a site while tabs show its pages: only those are told to
// reload that would show something else.
func TestReload(t *testing.T) {
	tests := []struct {
		name   string
		change func(o output)
		target string
		want   string // "", "reload" or the new style sheets
	}{
		{"nothing", func(o output) {}, "/", ""},
		{"the page", func(o output) { o["index.html"] += "." }, "/", "reload"},
		{"another page", func(o output) { o["positions/bypass/index.html"] += "." }, "/", ""},
		{"under its other name", func(o output) { o["index.html"] += "." }, "/index.html", "reload"},
		{"a picture in it", func(o output) { o["photo.jpg"] += "." }, "/", "reload"},
		{"a picture that it has not", func(o output) { o["photo.jpg"] += "." }, "/people/jane-doe/", ""},
		{"a script", func(o output) { o["assets/site.js"] += "x" }, "/", "reload"},
		{"removed", func(o output) { delete(o, "people/jane-doe/index.html") }, "/people/jane-doe/", "reload"},
		{"still not there", func(o output) { o["index.html"] += "." }, "/nobody/", ""},
		{"there at last", func(o output) { o["nobody/index.html"] = "Nobody" }, "/nobody/", "reload"},
		{"the page for what is not there", func(o output) { o["404.html"] += "." }, "/nobody/", "reload"},
		{"the style, with a hash in its name", func(o output) { restyle(o) }, "/people/jane-doe/", "../../assets/site.222222.css"},
		{"the style of the page for what is not there", func(o output) { restyle(o) }, "/nobody/", "/assets/site.222222.css"},
		{"the style, under its old name", func(o output) { o["assets/site.111111.css"] = "p { color: teal }" }, "/", "assets/site.111111.css"},
		{"style and page", func(o output) { restyle(o); o["index.html"] += "." }, "/", "reload"},
		{"a style that it has not", func(o output) { restyle(o) }, "/positions/bypass/", ""},
		{"a page that is broken now", func(o output) { o["people/jane-doe/index.html"] = "broken" }, "/", ""},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			s, host := start(t)
			s.Publish(oakford(), "/")
			text, look := show(t, host, c.target)
			tab := listen(t, host, c.target, text, look)
			if m := tab.next(); m.Reload || m.Styles != nil || m.Problems != nil || m.Built == 0 {
				t.Fatalf("the first message: %+v", m)
			}
			next := oakford()
			c.change(next)
			if broken := s.Publish(next, "/"); broken != nil {
				t.Fatal(broken)
			}
			late := listen(t, host, c.target, text, look) // as after sleep, or a restart of serve
			for _, m := range []message{tab.next(), late.next()} {
				got := strings.Join(m.Styles, " ")
				if m.Reload {
					got = "reload" + got
				}
				if got != c.want {
					t.Errorf("told %q, want %q", got, c.want)
				}
			}
			text, look = show(t, host, c.target)
			if m := listen(t, host, c.target, text, look).next(); m.Reload || m.Styles != nil {
				t.Errorf("a page that has just been sent is told to change: %+v", m)
			}
			s.Publish(next, "/")
			if m := tab.next(); m.Styles != nil || m.Reload != (c.want == "reload") {
				t.Errorf("told again: %+v", m)
			}
		})
	}
}

// restyle gives a site another style sheet, as the program does.
func restyle(o output) {
	for name, text := range o {
		o[name] = strings.ReplaceAll(text, "site.111111.css", "site.222222.css")
	}
	delete(o, "assets/site.111111.css")
	o["assets/site.222222.css"] = "p { color: teal }"
}

// TestProblems breaks a site and mends it.
func TestProblems(t *testing.T) {
	s, host := start(t)
	hostile := []Problem{{At: "content/</script><img src=x onerror=alert(1)>.md:1:2", Message: "\"<b>\" & \u2028",
		Excerpt: "1 | <script>", Hint: "a\nb"}}

	// There has been no good build.
	res := raw(t, host, "GET /any/where HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
	if body := bodyOf(t, res); res.StatusCode != 500 || !strings.Contains(body, "This page will be here") {
		t.Errorf("before the first build: %d %q", res.StatusCode, body)
	}
	s.Report(hostile)
	res = raw(t, host, "GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
	if body := bodyOf(t, res); res.StatusCode != 500 || strings.Contains(body, "<img") || strings.Contains(body, "<script>") ||
		!strings.Contains(body, "content/&lt;/script&gt;") {
		t.Errorf("the list in a page: %d %q", res.StatusCode, body)
	}
	text, look := show(t, host, "/")
	tab := listen(t, host, "/", text, look)
	if m := tab.next(); m.Reload || m.Built != 0 || !slices.Equal(m.Problems, hostile) {
		t.Errorf("before a good build: %+v", m)
	}
	other := []Problem{{At: "dossier.yaml", Message: "no title"}}
	s.Report(other)
	if m := tab.next(); m.Reload || !slices.Equal(m.Problems, other) {
		t.Errorf("other problems: %+v", m)
	}
	s.Publish(oakford(), "/")
	if m := tab.next(); !m.Reload || m.Problems != nil {
		t.Errorf("the first good build: %+v", m)
	}

	// The last good site stays.
	text, look = show(t, host, "/")
	tab = listen(t, host, "/", text, look)
	tab.next()
	s.Report(hostile)
	if m := tab.next(); m.Reload || !slices.Equal(m.Problems, hostile) || m.Built == 0 {
		t.Errorf("broken: %+v", m)
	}
	if m := listen(t, host, "/people/jane-doe/", "", "").next(); !slices.Equal(m.Problems, hostile) {
		t.Errorf("another page: %+v", m)
	}
	s.Publish(oakford(), "/")
	if m := tab.next(); m.Reload || m.Problems != nil {
		t.Errorf("mended: %+v", m)
	}

	s.Report(slices.Repeat(other, maxProblems+7))
	if m := tab.next(); len(m.Problems) != maxProblems || m.More != 7 {
		t.Errorf("%d problems, %d more", len(m.Problems), m.More)
	}
}

// TestBrokenPage has a layout fail for pages that are open, and for others.
func TestBrokenPage(t *testing.T) {
	s, host := start(t)
	s.Publish(oakford(), "/")
	text, look := show(t, host, "/")
	tab := listen(t, host, "/", text, look)
	tab.next()

	bad := oakford()
	bad["index.html"] = "broken at line 3"
	bad["CNAME"] = "another\n"
	if broken := s.Publish(bad, "/"); len(broken) != 1 {
		t.Errorf("an open page that fails: %v", broken)
	}
	if body := bodyOf(t, raw(t, host, "GET /CNAME HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")); body != "oakford.example\n" {
		t.Errorf("the old site did not stay: %q", body)
	}
	s.Report(nil)
	tab.next()
	tab.close()

	// Nobody has the page open any more: the rest of the site goes on.
	for s.targets() != nil {
	}
	if broken := s.Publish(bad, "/"); broken != nil {
		t.Errorf("a page that nobody has open: %v", broken)
	}
	res := raw(t, host, "GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
	if body := bodyOf(t, res); res.StatusCode != 500 || !strings.Contains(body, "layouts/page.html:3:7: index.html is broken at line 3") {
		t.Errorf("a broken page: %d %s", res.StatusCode, body)
	}
	// A tab that had it open before keeps it, and says what is wrong.
	if m := listen(t, host, "/", text, look).next(); m.Reload || len(m.Problems) != 1 {
		t.Errorf("a tab with the last good version: %+v", m)
	}
	brokenText, brokenLook := show(t, host, "/")
	tab = listen(t, host, "/", brokenText, brokenLook)
	if m := tab.next(); m.Reload || len(m.Problems) != 1 {
		t.Errorf("a tab with the broken version: %+v", m)
	}
	s.Publish(oakford(), "/")
	if m := tab.next(); !m.Reload || m.Problems != nil {
		t.Errorf("mended: %+v", m)
	}
}

func TestListen(t *testing.T) {
	loopback := netip.MustParseAddr("127.0.0.1")
	first, err := Listen(loopback, 0, false)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	port := first.Addr().(*net.TCPAddr).AddrPort().Port()
	if _, err := Listen(loopback, port, false); err == nil || err.Error() != fmt.Sprintf("port %d is in use; stop the program that uses it, or choose another with --port", port) {
		t.Errorf("a port that is in use: %v", err)
	}
	second, err := Listen(loopback, port, true)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if got := second.Addr().(*net.TCPAddr).AddrPort().Port(); got <= port || got > port+tries {
		t.Errorf("port %d is in use, got %d", port, got)
	}
	if _, err := Listen(netip.MustParseAddr("203.0.113.9"), 0, false); err == nil || err.Error() != "203.0.113.9 is no address of this machine" {
		t.Errorf("an address of another machine: %v", err)
	}
}
