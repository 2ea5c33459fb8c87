//go:build unix

package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
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
			if got := cmd.ProcessState.ExitCode(); got != statusInterrupted || stderr.String() != "dossier: interrupted, nothing was published\n" {
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
	if least > time.Second {
		t.Errorf("it took %v to end", least)
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
