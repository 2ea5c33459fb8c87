package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestRootComesAndGoes removes the content, and puts something else in its place.
func TestRootComesAndGoes(t *testing.T) {
	t.Parallel()
	dir := oakford(t)
	s, err := startServing(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	if _, _, err := s.get("/people/jane-doe/"); err != nil {
		t.Fatal(err)
	}
	content, away := filepath.Join(dir, "content"), filepath.Join(dir, "away")
	steps := []struct {
		name string
		do   func() error
		want string // the problem; "" if there is none
	}{
		{"removed", func() error { return os.Rename(content, away) }, "there is no folder content/"},
		{"a file", func() error { return os.WriteFile(content, nil, 0o666) }, "not a folder"},
		{"made again", func() error { return errors.Join(os.Remove(content), os.Rename(away, content)) }, ""},
	}
	for _, c := range steps {
		if err := c.do(); err != nil {
			t.Fatal(err)
		}
		err := s.await(func(m told) bool {
			return c.want == "" && len(m.Problems) == 0 || c.want != "" && len(m.Problems) > 0 && strings.Contains(m.Problems[0].Message, c.want)
		})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if status, body, err := s.get("/people/jane-doe/"); status != 200 || err != nil || !strings.Contains(body, "A councillor.") {
			t.Errorf("%s: the last good site did not stay: %d %v", c.name, status, err)
		}
	}
	if err := os.WriteFile(filepath.Join(content, "people", "jane-doe.md"), []byte("---\ntitle: Jane Doe\n---\nA mayor.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := s.await(func(m told) bool { return m.Reload }); err != nil {
		t.Error(err)
	}
}

// TestAnotherFolder puts another dossier in the place of the one that is served.
func TestAnotherFolder(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "dossier")
	if err := os.Rename(oakford(t), dir); err != nil {
		t.Fatal(err)
	}
	s, err := startServing(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	if _, _, err := s.get("/people/jane-doe/"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(dir, dir+" of old"); err != nil {
		t.Fatal(err)
	}
	another := oakford(t)
	writeFiles(t, another, map[string][]byte{"content/people/jane-doe.md": []byte("---\ntitle: Jane Doe\n---\nA mayor.\n")})
	if err := os.Rename(another, dir); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"A mayor.", "A judge."} {
		if err := s.await(func(m told) bool { return m.Reload }); err != nil {
			t.Fatal(err)
		}
		if _, body, err := s.get("/people/jane-doe/"); err != nil || !strings.Contains(body, text) {
			t.Errorf("%v %s", err, body)
		}
		writeFiles(t, dir, map[string][]byte{"content/people/jane-doe.md": []byte("---\ntitle: Jane Doe\n---\nA judge.\n")})
	}
}

// TestStorm saves a hundred times in a second: there are few builds, and the
// last save wins.
func TestStorm(t *testing.T) {
	t.Parallel()
	dir := oakford(t)
	s, err := startServing(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	start := time.Now()
	for i := range 100 {
		text := fmt.Appendf(nil, "---\ntitle: Jane Doe\n---\nTerm %d.\n", i)
		if err := os.WriteFile(filepath.Join(dir, "content", "people", "jane-doe.md"), text, 0o666); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Millisecond)
	}
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		_, body, err := s.get("/people/jane-doe/")
		if strings.Contains(body, "Term 99.") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the last save is not seen: %v %s", err, body)
		}
	}
	// A busy machine that stops between two saves ends a burst.
	most := 3 + int(time.Since(start)/(100*time.Millisecond))
	if n := strings.Count(s.stdout.String(), ": built in"); n > most {
		t.Errorf("%d rebuilds of 100 saves, want at most %d", n, most)
	}
}

// TestServeSteady rebuilds many times and counts what is left of it.
func TestServeSteady(t *testing.T) {
	rebuilds := 20
	if os.Getenv("DOSSIER_LONG") == "1" {
		rebuilds = 1000
	}
	dir := oakford(t)
	s, err := startServing(dir)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "content", "people", "jane-doe.md")
	rebuild := func(text string) {
		t.Helper()
		if _, _, err := s.get("/people/jane-doe/"); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("---\ntitle: Jane Doe\n---\n"+text+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := s.await(func(m told) bool { return m.Reload }); err != nil {
			t.Fatal(err)
		}
		http.DefaultClient.CloseIdleConnections()
	}
	rebuild("Before.")
	time.Sleep(500 * time.Millisecond)
	goroutines, files, memory := runtime.NumGoroutine(), openDescriptors(), liveBytes()
	for i := range rebuilds {
		rebuild(fmt.Sprintf("Term %d.", i))
	}
	ok := func() bool { return runtime.NumGoroutine() <= goroutines+2 && openDescriptors() <= files+2 }
	for deadline := time.Now().Add(5 * time.Second); !ok() && time.Now().Before(deadline); {
		time.Sleep(20 * time.Millisecond)
	}
	if !ok() {
		t.Errorf("goroutines: %d, then %d; descriptors: %d, then %d", goroutines, runtime.NumGoroutine(), files, openDescriptors())
	}
	if now := liveBytes(); now > memory+memory/10 {
		t.Errorf("memory: %d bytes, then %d", memory, now)
	}
	start := time.Now()
	if status := s.stop(); status != statusInterrupted {
		t.Errorf("exit status %d, want %d", status, statusInterrupted)
	}
	if d := time.Since(start); d > time.Second {
		t.Errorf("it took %v to stop", d)
	}
}

// liveBytes returns how much memory is in use.
func liveBytes() uint64 {
	runtime.GC()
	runtime.GC() // which clears the pools
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// openDescriptors returns the number of open files, 0 where the system does not say.
func openDescriptors() int {
	entries, _ := os.ReadDir("/proc/self/fd")
	return len(entries)
}

// TestPortInUse asks for a port that another program has.
func TestPortInUse(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	port := fmt.Sprint(ln.Addr().(*net.TCPAddr).Port)
	var stdout, stderr bytes.Buffer
	status := run(t.Context(), []string{"serve", "-p", port, oakford(t)}, &stdout, &stderr)
	want := "dossier: port " + port + " is in use; stop the program that uses it, or choose another with --port\n"
	if status != statusSystem || stderr.String() != want || stdout.Len() > 0 {
		t.Errorf("status %d, %q, %q; want %d, %q", status, &stdout, &stderr, statusSystem, want)
	}
}

// TestNextPort finds the usual port taken.
func TestNextPort(t *testing.T) {
	if ln, err := net.Listen("tcp", "127.0.0.1:1313"); err == nil { // else another program has it
		defer ln.Close()
	}
	ctx, cancel := context.WithCancel(t.Context())
	var stdout, stderr lockedBuffer
	ended := make(chan int)
	go func() { ended <- run(ctx, []string{"serve", oakford(t)}, &stdout, &stderr) }()
	waitFor(t, &stdout, "serving http://127.0.0.1:13")
	if !regexp.MustCompile(`(?m)^dossier: port 1313 is in use, port 13\d\d is taken instead$`).MatchString(stderr.String()) {
		t.Errorf("messages: %s", &stderr)
	}
	cancel()
	if status := <-ended; status != statusInterrupted {
		t.Errorf("exit status %d, want %d", status, statusInterrupted)
	}
}

// TestOpenToTheNetwork says who can see the site.
func TestOpenToTheNetwork(t *testing.T) {
	s, err := startServing(oakford(t), "--bind", "0.0.0.0")
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	if !strings.Contains(s.stderr.String(), "dossier: warning: everybody in the network can see the site") || !strings.HasPrefix(s.url, "http://127.0.0.1:") {
		t.Errorf("%s at %s", &s.stderr, s.url)
	}
	if status, _, err := s.get("/"); status != 200 || err != nil {
		t.Errorf("%d %v", status, err)
	}
}

// TestProblemsOf compares what is shown over a page with what the terminal has.
func TestProblemsOf(t *testing.T) {
	dir := oakford(t)
	writeFiles(t, dir, map[string][]byte{
		"content/people/jane-doe.md": []byte("---\ntitle: Jane Doe\nborn: \u202enever\x07" + strings.Repeat("x", 500) + "\ntitel: x\n---\n[[nobody]]\n"),
	})
	_, _, list := buildSite(os.DirFS(dir), buildOptions{})
	shown := problemsOf(list)
	errs, _ := list.Sorted().Count()
	if len(shown) != errs || errs == 0 {
		t.Fatalf("%d problems, want %d", len(shown), errs)
	}
	for _, p := range shown {
		if !strings.HasPrefix(p.At, "content/people/jane-doe.md:") || p.Message == "" || strings.ContainsAny(p.Excerpt, "\u202e\x07") || len(p.Excerpt) > 400 {
			t.Errorf("%+v", p)
		}
		lines := strings.Split(p.Excerpt, "\n")
		if len(lines) == 2 && strings.Index(lines[0], " | ") != strings.Index(lines[1], " | ") {
			t.Errorf("the lines do not stand below each other:\n%s", p.Excerpt)
		}
	}
}

// TestNoWatches lets the system have no file watches left, in a namespace of its
// own: changes are looked for all the same.
func TestNoWatches(t *testing.T) {
	for _, c := range []struct{ limit, want string }{
		{"max_inotify_watches", "the system has no file watches left"},
		{"max_inotify_instances", "the system lets no more programs watch files"},
	} {
		t.Run(c.limit, func(t *testing.T) {
			t.Parallel()
			limited := func(command string) *exec.Cmd {
				return exec.Command("unshare", "-Ur", "sh", "-c", "echo 0 >/proc/sys/user/"+c.limit+" && "+command)
			}
			if err := limited("true").Run(); err != nil {
				t.Skip("no namespaces of one's own: ", err)
			}
			dir := oakford(t)
			cmd := limited("exec dossier serve -p 0 .")
			cmd.Dir = dir
			var stdout, stderr lockedBuffer
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			waitFor(t, &stdout, "serving http://")
			writeFiles(t, dir, map[string][]byte{"content/people/jane-doe.md": []byte("---\ntitle: Jane Doe\n---\nA mayor.\n")})
			waitFor(t, &stdout, "content/people/jane-doe.md: built in")
			if !strings.HasPrefix(stderr.String(), "dossier: warning: "+c.want) || !strings.Contains(stderr.String(), "hint: raise it with: sudo sysctl fs.inotify."+strings.Replace(c.limit, "inotify", "user", 1)) {
				t.Errorf("messages: %s", &stderr)
			}
			if err := cmd.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait()
			if got := cmd.ProcessState.ExitCode(); got != statusInterrupted {
				t.Errorf("exit status %d, want %d", got, statusInterrupted)
			}
		})
	}
}

// waitFor waits until a text has been written.
func waitFor(t *testing.T, b *lockedBuffer, text string) {
	t.Helper()
	for deadline := time.Now().Add(patience); !strings.Contains(b.String(), text); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("no %q in %q", text, b)
		}
	}
}
