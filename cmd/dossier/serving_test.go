package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// A lockedBuffer can be written to and read at the same time.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// A serving is a command serve that runs.
type serving struct {
	url            string // without the slash at its end
	stdout, stderr lockedBuffer
	cancel         context.CancelFunc
	ended          chan int // the exit status

	target, text, look string // the page that was got last, and its fingerprints
}

// patience is how long a test waits for what is to happen.
const patience = 20 * time.Second

// startServing runs serve on a free port, and returns when it serves.
func startServing(dir string, flags ...string) (*serving, error) {
	ctx, cancel := context.WithCancel(context.Background())
	s := &serving{cancel: cancel, ended: make(chan int, 1)}
	go func() {
		s.ended <- run(ctx, append(append([]string{"serve", "-p", "0"}, flags...), dir), &s.stdout, &s.stderr)
	}()
	found := regexp.MustCompile(`(?m)^serving (http://\S+)/ `)
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if m := found.FindStringSubmatch(s.stdout.String()); m != nil {
			s.url = m[1]
			return s, nil
		}
		if len(s.ended) > 0 {
			break
		}
	}
	cancel()
	return nil, fmt.Errorf("serve does not serve: %s%s", &s.stdout, &s.stderr)
}

// stop interrupts serve and returns its exit status.
func (s *serving) stop() int {
	s.cancel()
	status := <-s.ended
	s.ended <- status
	return status
}

var liveScript = regexp.MustCompile(`<script src="/__dossier/live\.js" defer data-text="(\w+)" data-look="(\w*)"></script>\n`)

// get asks for a page, and remembers it as the one that is shown.
func (s *serving) get(target string) (status int, body string, err error) {
	res, err := http.Get(s.url + target)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if m := liveScript.FindSubmatch(b); m != nil {
		u, _ := url.Parse(s.url + target)
		s.target, s.text, s.look = u.EscapedPath(), string(m[1]), string(m[2])
	}
	return res.StatusCode, string(b), err
}

// A told is a message to a page, as live.js gets it.
type told struct {
	Reload   bool
	Styles   []string
	Problems []struct{ At, Message, Excerpt, Hint string }
}

// await reads the messages to the page that is shown until one is as wanted.
func (s *serving) await(want func(told) bool) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	base, err := url.Parse(s.url)
	if err != nil {
		return err
	}
	base.Path = "/__dossier/events"
	base.RawQuery = url.Values{"path": {s.target}, "text": {s.text}, "look": {s.look}}.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base.String(), nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 1<<20)
	var last told
	for lines.Scan() {
		if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			last = told{}
			if err := json.Unmarshal([]byte(text), &last); err != nil {
				return err
			}
			if want(last) {
				return nil
			}
		}
	}
	return fmt.Errorf("the page was not told; the last message is %+v\n%s%s", last, &s.stdout, &s.stderr)
}

// The commands of scripts.

func servingOf(ts *testscript.TestScript) *serving {
	s, _ := ts.Value("serving").(**serving)
	if s == nil || *s == nil {
		ts.Fatalf("nothing is served")
	}
	return *s
}

// scriptServe runs serve until the script ends.
func scriptServe(ts *testscript.TestScript, args []string) {
	s, err := startServing(ts.MkAbs("."), args...)
	ts.Check(err)
	*ts.Value("serving").(**serving) = s
	ts.Defer(func() { s.stop() })
}

func scriptGet(ts *testscript.TestScript, args []string) {
	status, body, err := servingOf(ts).get(args[1])
	ts.Check(err)
	if got := fmt.Sprint(status); got != args[0] {
		ts.Fatalf("%s: status %s, want %s\n%s", args[1], got, args[0], body)
	}
	for _, text := range args[2:] {
		if found, err := regexp.MatchString(text, body); err != nil || !found {
			ts.Fatalf("%s has no %q (%v)\n%s", args[1], text, err, body)
		}
	}
}

func scriptWaitReload(ts *testscript.TestScript, _ []string) {
	ts.Check(servingOf(ts).await(func(m told) bool { return m.Reload }))
}

func scriptWaitProblems(ts *testscript.TestScript, args []string) {
	wanted := make([]*regexp.Regexp, len(args))
	for i, text := range args {
		re, err := regexp.Compile(text)
		ts.Check(err)
		wanted[i] = re
	}
	ts.Check(servingOf(ts).await(func(m told) bool {
		if len(m.Problems) != len(wanted) {
			return false
		}
		for i, p := range m.Problems {
			if !wanted[i].MatchString(p.At + ": " + p.Message + "\n" + p.Excerpt + "\n" + p.Hint) {
				return false
			}
		}
		return true
	}))
}

func scriptStop(ts *testscript.TestScript, _ []string) {
	s := servingOf(ts)
	if status := s.stop(); status != statusInterrupted {
		ts.Fatalf("exit status %d, want %d", status, statusInterrupted)
	}
	port := regexp.MustCompile(`127\.0\.0\.1:\d+`)
	for name, text := range map[string]string{"serve.stdout": s.stdout.String(), "serve.stderr": s.stderr.String()} {
		text = duration.ReplaceAllString(port.ReplaceAllString(text, "HOST"), "0 ms")
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o666))
	}
}
