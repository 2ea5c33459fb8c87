package serve

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a network of one listener, in memory, so that a test can have a
// clock that does not wait.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), done: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { p.once.Do(func() { close(p.done) }); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p *pipes) dial() net.Conn {
	ours, theirs := net.Pipe()
	p.conns <- theirs
	return ours
}

// served runs a test with a server of its own, and holds it to ending at once
// when it is told to.
func served(t *testing.T, test func(t *testing.T, s *Server, p *pipes)) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := New(Options{Address: netip.MustParseAddr("127.0.0.1"), Explain: explain, Log: log.New(io.Discard, "", 0)})
		s.Publish(oakford(), "/")
		p := newPipes()
		ended := make(chan error)
		go func() { ended <- s.Serve(ctx, p) }()
		test(t, s, p)
		cancel()
		told := time.Now()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if d := time.Since(told); d > time.Second {
			t.Errorf("it took %v to end", d)
		}
	})
}

const openStream = "GET /__dossier/events?path=/ HTTP/1.1\r\nHost: localhost\r\n\r\n"

// TestSlowRequest sends a head letter by letter.
func TestSlowRequest(t *testing.T) {
	served(t, func(t *testing.T, s *Server, p *pipes) {
		conn := p.dial()
		defer conn.Close()
		go io.Copy(io.Discard, conn)
		start := time.Now()
		for _, c := range []byte("GET / HTTP/1.1\r\nHost: localhost\r\nX: slow, very slow\r\n") {
			if _, err := conn.Write([]byte{c}); err != nil {
				break
			}
			time.Sleep(time.Second)
		}
		if d := time.Since(start); d > 8*time.Second {
			t.Errorf("the connection was held for %v", d)
		}
	})
}

// TestSlowBody promises a body and sends none. net/http waits for it before it
// closes the connection.
func TestSlowBody(t *testing.T) {
	for _, method := range []string{"GET", "POST"} {
		served(t, func(t *testing.T, s *Server, p *pipes) {
			conn := p.dial()
			defer conn.Close()
			start := time.Now()
			go io.WriteString(conn, method+" / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n")
			_, _ = io.Copy(io.Discard, conn)
			if d := time.Since(start); d > 10*time.Second {
				t.Errorf("%s: the connection was held for %v", method, d)
			}
		})
	}
}

// TestIdle asks for a page and then for nothing more.
func TestIdle(t *testing.T) {
	served(t, func(t *testing.T, s *Server, p *pipes) {
		conn := p.dial()
		defer conn.Close()
		start := time.Now()
		go io.WriteString(conn, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
		_, _ = io.Copy(io.Discard, conn)
		if d := time.Since(start); d > 2*time.Minute {
			t.Errorf("the connection was held for %v", d)
		}
	})
}

// TestStreams opens more streams than there may be.
func TestStreams(t *testing.T) {
	served(t, func(t *testing.T, s *Server, p *pipes) {
		before := runtime.NumGoroutine()
		status := func(conn net.Conn) int {
			go io.WriteString(conn, openStream)
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			return res.StatusCode
		}
		var open []net.Conn
		for i := range maxTabs {
			conn := p.dial()
			open = append(open, conn)
			if got := status(conn); got != 200 {
				t.Fatalf("stream %d: %d", i, got)
			}
		}
		for range 100 {
			conn := p.dial()
			if got := status(conn); got != 503 {
				t.Fatalf("a stream too many: %d", got)
			}
			conn.Close()
		}
		open[0].Close()
		synctest.Wait()
		conn := p.dial()
		if got := status(conn); got != 200 {
			t.Errorf("after one has gone: %d", got)
		}
		for _, c := range append(open, conn) {
			c.Close()
		}
		synctest.Wait()
		// Those of a test before may still have been ending when it began.
		if got := runtime.NumGoroutine(); got > before {
			t.Errorf("%d goroutines before, %d after", before, got)
		}
		if got := s.targets(); got != nil {
			t.Errorf("tabs that are left: %q", got)
		}
	})
}

// TestSlowReader has a tab that does not read what it is sent. The others, and
// the build, do not wait for it; it is dropped.
func TestSlowReader(t *testing.T) {
	served(t, func(t *testing.T, s *Server, p *pipes) {
		stuck, tab := p.dial(), p.dial()
		defer stuck.Close()
		defer tab.Close()
		go io.WriteString(stuck, openStream)
		go io.WriteString(tab, openStream)
		told := 0
		go func() {
			lines := bufio.NewScanner(tab)
			for lines.Scan() {
				if strings.HasPrefix(lines.Text(), "data: ") {
					told++
				}
			}
		}()
		synctest.Wait()
		start := time.Now()
		for range 100 {
			s.Publish(oakford(), "/")
			synctest.Wait()
		}
		if d := time.Since(start); d != 0 {
			t.Errorf("publishing waited for %v", d)
		}
		if told != 101 {
			t.Errorf("the tab that reads got %d messages, want 101", told)
		}
		time.Sleep(slow + time.Second)
		s.mu.Lock()
		defer s.mu.Unlock()
		if len(s.tabs) != 1 {
			t.Errorf("%d tabs, want only the one that reads", len(s.tabs))
		}
	})
}

// TestStreamStaysOpen leaves a stream alone for an hour: net/http's limits of
// time are not for it, and both ends can tell that it is there.
func TestStreamStaysOpen(t *testing.T) {
	served(t, func(t *testing.T, s *Server, p *pipes) {
		tab := p.dial()
		defer tab.Close()
		var last time.Time
		read := 0
		go io.WriteString(tab, openStream)
		go func() {
			lines := bufio.NewScanner(tab)
			for lines.Scan() {
				if lines.Text() != "" {
					last, read = time.Now(), read+1
				}
			}
		}()
		time.Sleep(time.Hour)
		synctest.Wait()
		if d := time.Since(last); d > 2*alive || read < 100 {
			t.Errorf("%d lines, the last %v ago", read, d)
		}
	})
}

// TestSteady makes many requests, and changes, and counts what is left of them.
func TestSteady(t *testing.T) {
	requests, rebuilds := 2000, 100
	if os.Getenv("DOSSIER_LONG") == "1" {
		requests, rebuilds = 10000, 1000
	}
	s, host := start(t)
	s.Publish(oakford(), "/")
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 4},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	ask := func(n int) {
		targets := []string{"/", "/nobody", "/photo.jpg", "/people/jane-doe", "/..%2f", "/__dossier/live.js"}
		for i := range n {
			res, err := client.Get("http://" + host + targets[i%len(targets)])
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, res.Body)
			res.Body.Close()
		}
	}
	ask(100)
	goroutines, descriptors := settled(), openFiles()
	tab := listen(t, host, "/", "", "")
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range rebuilds {
			next := oakford()
			next["index.html"] += fmt.Sprint(i)
			s.Publish(next, "/")
			s.Report(explain(io.EOF))
		}
	})
	ask(requests)
	wg.Wait()
	tab.next()
	tab.close()
	client.CloseIdleConnections()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if runtime.NumGoroutine() <= goroutines && openFiles() <= descriptors {
			return
		}
	}
	t.Errorf("goroutines: %d, then %d; descriptors: %d, then %d", goroutines, runtime.NumGoroutine(), descriptors, openFiles())
}

// settled returns the number of goroutines when it has stopped to change.
func settled() int {
	n := runtime.NumGoroutine()
	for range 20 {
		time.Sleep(5 * time.Millisecond)
		n = runtime.NumGoroutine()
	}
	return n
}

// openFiles returns the number of descriptors, 0 where the system does not say.
func openFiles() int {
	entries, _ := os.ReadDir("/proc/self/fd")
	return len(entries)
}

// FuzzHost holds the hosts that may be asked for to what net/url and net make of
// them.
func FuzzHost(f *testing.F) {
	for _, host := range []string{"localhost", "LOCALHOST:1313", "[::1]:1", "127.0.0.1:65535", "a.localhost", "evil.com", "localhost.evil.com",
		"[::ffff:127.0.0.1]", "[fe80::1%25lo]", "192.168.1.5", "", ":", "[", "]", "file:x", "localhost:00080", "127.1", "0x7f000001"} {
		f.Add(host)
	}
	f.Fuzz(func(t *testing.T, host string) {
		bound := netip.MustParseAddr("192.168.1.5")
		if !allowedHost(host, bound) {
			return
		}
		u := url.URL{Host: host}
		name := strings.ToLower(u.Hostname())
		if name == "localhost" || strings.HasSuffix(name, ".localhost") {
			return
		}
		ip := net.ParseIP(name)
		if ip == nil || !ip.IsLoopback() && ip.String() != bound.String() {
			t.Errorf("%q is allowed", host)
		}
	})
}

// FuzzTarget holds every target to leading to a file of the output, or to an
// address on the same host that does.
func FuzzTarget(f *testing.F) {
	for _, target := range []string{"/", "/sub", "/sub/", "/sub/people/jane-doe", "//evil.com", "/sub//evil.com/..", "/%2e%2e/x", "/sub/..%2f", "/x%00",
		"/sub/people/%D8%AC%D9%8A%D9%86", "*", "http://x/", "", "/?", "/sub?//evil.com"} {
		f.Add(target)
	}
	st := &state{output: oakford(), base: "/sub/", former: "/"}
	paths := st.output.Paths()
	f.Fuzz(func(t *testing.T, target string) {
		path, ok := parseTarget(target)
		if !ok {
			return
		}
		to := st.find(path)
		if to.location == "" {
			if !slices.Contains(paths, to.file) {
				t.Errorf("%q leads to the file %q", target, to.file)
			}
			return
		}
		u, err := url.Parse(to.location)
		if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(to.location, "/sub/") || strings.ContainsAny(to.location, "\r\n\\ ") {
			t.Fatalf("%q leads to %q", target, to.location)
		}
		if again, ok := parseTarget(to.location); !ok || st.find(again).status != http.StatusOK {
			t.Errorf("%q leads to %q, where nothing is", target, to.location)
		}
	})
}
