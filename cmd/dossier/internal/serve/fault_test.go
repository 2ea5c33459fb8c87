package serve

import (
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"syscall"
	"testing"
)

// TestFaultG12WholeVersions asks for pages while the site is replaced all the
// time: each answer is one version from beginning to end, length and tag too.
func TestFaultG12WholeVersions(t *testing.T) {
	s, host := start(t)
	version := func(letter string) output {
		o := oakford()
		o["index.html"] = "<body>" + strings.Repeat(letter, 200_000) + "</body>"
		o["data.txt"] = strings.Repeat(letter, 100_000+int(letter[0]))
		return o
	}
	versions := []output{version("a"), version("b")}
	s.Publish(versions[0], "/")
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for i := 1; ; i++ {
			select {
			case <-stop:
				return
			default:
				s.Publish(versions[i%2], "/")
			}
		}
	}()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // leaves nothing behind
	seen := map[byte]bool{}
	for i := range 100 {
		target := []string{"/", "/data.txt"}[i%2]
		res, err := client.Get("http://" + host + target)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			t.Fatalf("%s: %v", target, err)
		}
		a, b := strings.Count(string(body), "aaaa"), strings.Count(string(body), "bbbb")
		if a > 0 && b > 0 || a+b < 25_000 {
			t.Fatalf("%s: a mixture: %d a, %d b", target, a, b)
		}
		seen["ab"[min(b, 1)]] = true
	}
	close(stop)
	<-done
	if len(seen) != 2 {
		t.Errorf("the site was never replaced: %v", seen)
	}
}

// TestFaultG13Encodings asks for codings: files are sent as they are, of the
// length that is said, and one that is compressed is a file like others.
func TestFaultG13Encodings(t *testing.T) {
	s, host := start(t)
	o := oakford()
	o["data/all.csv.gz"] = "\x1f\x8b\x08 compressed"
	o["data/nameless"] = "no type"
	s.Publish(o, "/")
	for _, coding := range []string{"gzip, deflate, br, zstd", "gzip;q=1.0, identity;q=0", "*", "none of all", ""} {
		for target, text := range map[string]string{"/assets/site.js": o["assets/site.js"], "/data/all.csv.gz": o["data/all.csv.gz"], "/data/nameless": o["data/nameless"]} {
			res := raw(t, host, "GET "+target+" HTTP/1.1\r\nHost: HOST\r\nAccept-Encoding: "+coding+"\r\nConnection: close\r\n\r\n")
			body := bodyOf(t, res)
			if res.StatusCode != 200 || body != text || res.ContentLength != int64(len(text)) || res.Header.Get("Content-Encoding") != "" {
				t.Errorf("%s with %q: %d, %q of %d bytes, coding %q", target, coding, res.StatusCode, body, res.ContentLength, res.Header.Get("Content-Encoding"))
			}
			if mime := res.Header.Get("Content-Type"); !strings.HasSuffix(target, ".js") && mime != "application/octet-stream" {
				t.Errorf("%s has the type %q", target, mime)
			}
		}
	}
	// A part of a page, and of what is not there.
	whole := bodyOf(t, raw(t, host, "GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n"))
	res := raw(t, host, "GET / HTTP/1.1\r\nHost: HOST\r\nRange: bytes=2-8\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")
	if body := bodyOf(t, res); res.StatusCode != 206 || body != whole[2:9] {
		t.Errorf("part of a page: %d %q", res.StatusCode, body)
	}
	res = raw(t, host, "HEAD /nobody HTTP/1.1\r\nHost: HOST\r\nRange: bytes=2-8\r\nConnection: close\r\n\r\n")
	if body := bodyOf(t, res); res.StatusCode != 404 || body != "" {
		t.Errorf("head of what is not there: %d %q", res.StatusCode, body)
	}
}

// TestFaultG8Unavailable says why a port cannot be had.
func TestFaultG8Unavailable(t *testing.T) {
	v6 := netip.MustParseAddr("::1")
	for _, c := range []struct {
		addr netip.Addr
		port uint16
		err  error
		want string
	}{
		{v6, 80, syscall.EACCES, "port 80 is for administrators; choose one from 1024 on with --port"},
		{v6, 1313, syscall.EADDRNOTAVAIL, "::1 is no address of this machine"},
		{v6, 1313, syscall.EAFNOSUPPORT, "cannot listen on [::1]:1313: socket: address family not supported by protocol"},
	} {
		err := unavailable(c.addr, c.port, &net.OpError{Op: "listen", Net: "tcp", Err: os.NewSyscallError("socket", c.err)})
		if err.Error() != c.want {
			t.Errorf("%v: %v, want %s", c.err, err, c.want)
		}
	}
}
