//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Faults that a process of its own must meet.

// TestFaultE2FewFiles builds where hardly any file may be open at a time: there
// is the site, or an error that names the limit and the old site.
func TestFaultE2FewFiles(t *testing.T) {
	dir := t.TempDir()
	council(t, dir, 60, 1)
	for _, files := range []int{64, 16, 12} {
		before := filesIn(t, filepath.Join(dir, "public"))
		cmd := exec.Command("sh", "-c", fmt.Sprintf("ulimit -n %d && exec dossier build", files))
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOMAXPROCS=8")
		out, err := cmd.CombinedOutput()
		after := filesIn(t, filepath.Join(dir, "public"))
		switch {
		case err == nil && len(after) > 60:
			council(t, dir, 60, files)
		case strings.Contains(string(out), "too many open files") && !strings.Contains(string(out), "goroutine") && maps.Equal(before, after):
		default:
			t.Errorf("%d files: %v\n%s", files, err, out)
		}
		wantNames(t, dir, "content", "dossier.yaml", "public")
	}
}

// TestFaultE4Signals ends builds at several moments, in a folder that has no site
// and in one that has one.
func TestFaultE4Signals(t *testing.T) {
	dir := t.TempDir()
	least := time.Hour // the machine may be busy
	ended := 0
	interrupt := func(sig syscall.Signal) {
		t.Helper()
		before := filesIn(t, filepath.Join(dir, "public"))
		for _, ms := range []time.Duration{80, 160, 320} {
			var stderr bytes.Buffer
			cmd := exec.Command("dossier", "build")
			cmd.Dir, cmd.Stderr = dir, &stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(ms * time.Millisecond)
			sent := time.Now()
			_ = cmd.Process.Signal(sig)
			err := cmd.Wait()
			if err == nil {
				return // it was faster
			}
			least = min(least, time.Since(sent))
			got := cmd.ProcessState.ExitCode()
			if got == -1 && stderr.Len() == 0 && ms < 320 {
				continue // the machine is so busy that it had not begun
			}
			ended++
			if got != statusInterrupted || stderr.String() != "dossier: interrupted, nothing was published\n" {
				t.Errorf("%v after %d ms: %v: %s", sig, ms, err, &stderr)
			}
			if !maps.Equal(filesIn(t, filepath.Join(dir, "public")), before) {
				t.Errorf("%v after %d ms: the site is another one", sig, ms)
			}
			if entries, err := os.ReadDir(dir); err != nil || len(entries) > 3 {
				t.Errorf("%v after %d ms: left behind: %v (%v)", sig, ms, entries, err)
			}
		}
	}
	council(t, dir, 200, 1)
	interrupt(syscall.SIGINT)
	mustRun(t, "build", dir)
	council(t, dir, 200, 2)
	interrupt(syscall.SIGTERM)
	mustRun(t, "build", dir)
	if got := filesIn(t, filepath.Join(dir, "public"))[filepath.FromSlash("articles/n199/index.html")]; !strings.Contains(got, "Version 2.") {
		t.Error("the next build does not repair what was interrupted")
	}
	if least > time.Second || ended == 0 {
		t.Errorf("%d builds were ended, it took %v", ended, least)
	}
}

// TestFaultG15Ends ends serve as terminals do. Without an input it goes on.
func TestFaultG15Ends(t *testing.T) {
	for _, c := range []struct {
		name    string
		signals []syscall.Signal
		status  int // -1 if a signal ends it
	}{
		{"Ctrl-C", []syscall.Signal{syscall.SIGINT}, statusInterrupted},
		{"Ctrl-C twice", []syscall.Signal{syscall.SIGINT, syscall.SIGINT}, statusInterrupted},
		{"terminated", []syscall.Signal{syscall.SIGTERM}, statusInterrupted},
		{"the terminal is gone", []syscall.Signal{syscall.SIGHUP}, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if signal.Ignored(c.signals[0]) {
				t.Skip("the signal is ignored, as nohup has it, and so serve ignores it too")
			}
			var stdout, stderr lockedBuffer
			cmd := exec.Command("dossier", "serve", "-p", "0", oakford(t))
			cmd.Stdout, cmd.Stderr = &stdout, &stderr // and no input
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			waitFor(t, &stdout, "serving http://")
			sent := time.Now()
			for _, sig := range c.signals {
				_ = cmd.Process.Signal(sig)
			}
			_ = cmd.Wait()
			if d := time.Since(sent); d > time.Second {
				t.Errorf("it took %v", d)
			}
			// A second Ctrl-C may come before the first has ended it.
			if got := cmd.ProcessState.ExitCode(); got != c.status && (len(c.signals) == 1 || got != -1) {
				t.Errorf("exit status %d, want %d\n%s", got, c.status, &stderr)
			}
			if text := stderr.String(); strings.Contains(text, "goroutine") {
				t.Errorf("messages: %s", text)
			}
		})
	}
}

// TestFaultH14Suspended stops serve and lets it go on, as a lid that is closed
// and opened does: what has been saved meanwhile is shown, in tabs that were
// open too.
func TestFaultH14Suspended(t *testing.T) {
	t.Parallel()
	dir := oakford(t)
	var stdout, stderr lockedBuffer
	cmd := exec.Command("dossier", "serve", "-p", "0", dir)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGCONT)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	waitFor(t, &stdout, " (stop with")
	_, rest, _ := strings.Cut(stdout.String(), "serving ")
	address, _, _ := strings.Cut(rest, " ")
	s := &serving{url: strings.TrimSuffix(address, "/")}
	if _, body, err := s.get("/people/jane-doe/"); err != nil || !strings.Contains(body, "A councillor.") {
		t.Fatalf("%v: %s", err, body)
	}
	heard := make(chan error, 1)
	tab := &serving{url: s.url, target: s.target, text: s.text, look: s.look}
	go func() { heard <- tab.await(func(m told) bool { return m.Reload }) }()
	time.Sleep(200 * time.Millisecond) // the tab has its stream
	if err := cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	writeFiles(t, dir, map[string][]byte{
		"content/people/jane-doe.md": []byte("---\ntitle: Jane Doe\n---\nA mayor by now.\n"),
		"content/people/tom-reed.md": []byte("---\ntitle: Tom Reed\n---\n"),
	})
	time.Sleep(1500 * time.Millisecond)
	if err := cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	if err := <-heard; err != nil {
		t.Error(err)
	}
	if _, body, err := s.get("/people/jane-doe/"); err != nil || !strings.Contains(body, "A mayor by now.") {
		t.Errorf("%v: %s", err, body)
	}
	if status, _, err := s.get("/people/tom-reed/"); status != 200 || err != nil {
		t.Errorf("the new page: %d %v", status, err)
	}
	if stderr.String() != "" {
		t.Errorf("messages: %s", &stderr)
	}
}

// TestFaultH14ClockBack lets the clock jump back and forth between saves of the
// same size, one of them with the time stamp of the one before: each is seen.
func TestFaultH14ClockBack(t *testing.T) {
	t.Parallel()
	dir := oakford(t)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	r := newRebuilder(newFolderFS(root), buildOptions{})
	noon := time.Now().Add(24 * time.Hour)
	file := filepath.Join(dir, "content", "people", "jane-doe.md")
	for i, jump := range []time.Duration{0, -time.Hour, -time.Hour, -48 * time.Hour, time.Hour, -365 * 24 * time.Hour} {
		at, text := noon.Add(jump), fmt.Sprintf("Term %d.", i)
		if err := os.WriteFile(file, []byte("---\ntitle: Jane Doe\n---\n"+text+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
		for _, later := range []time.Duration{0, time.Minute} {
			out, list, _ := r.build(at.Add(later))
			if out == nil {
				t.Fatal(list)
			}
			if body, err := fs.ReadFile(out, "people/jane-doe/index.html"); err != nil || !strings.Contains(string(body), text) {
				t.Errorf("%v, %v later: no %q (%v)", jump, later, text, err)
			}
		}
	}
}
