package serve

import (
	"io"
	"net/http"
	"strings"
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
