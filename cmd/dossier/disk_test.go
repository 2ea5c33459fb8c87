package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What tests of the command on a disk share.

// council writes a dossier with n articles, each of which says the version.
func council(t *testing.T, dir string, n, version int) {
	t.Helper()
	files := map[string][]byte{"dossier.yaml": []byte("title: The bypass at Oakford\n")}
	for i := range n {
		files[fmt.Sprintf("content/articles/n%d.md", i)] = fmt.Appendf(nil,
			"---\ntitle: Article %d\ndate: 2024-03-02\npeople: [Jane Doe]\n---\nVersion %d. Jane Doe spoke again.\n", i, version)
	}
	writeFiles(t, dir, files)
}

// filesIn returns the bytes of all files below a folder by path, nil if there is
// no folder.
func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	if _, err := os.Lstat(dir); err != nil {
		return nil
	}
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		files[strings.TrimPrefix(name, dir+string(filepath.Separator))] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// wantNames fails unless a folder has these entries and no others.
func wantNames(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s has %q, want %q", dir, got, want)
	}
}

// mustRun runs a command that is to succeed.
func mustRun(t *testing.T, args ...string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), args, &stdout, &stderr); status != statusOK {
		t.Fatalf("%q: status %d: %s", args, status, &stderr)
	}
}

// killBuild begins a build and kills it after a while.
func killBuild(t *testing.T, dir string, after time.Duration) {
	t.Helper()
	cmd := exec.Command("dossier", "build", dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	_ = cmd.Process.Kill() // it may have ended
	_ = cmd.Wait()
}
