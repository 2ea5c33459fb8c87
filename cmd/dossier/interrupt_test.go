package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

// TestInterrupted stops a build before it publishes. A script cannot know when
// to send the signal.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"dossier.yaml":                   "title: The bypass at Oakford\n",
		"content/articles/2024-03-02.md": "---\ntitle: Council meets\ndate: 2024-03-02\n---\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	status := run(ctx, []string{"build", dir}, &stdout, &stderr)
	const message = "dossier: interrupted, nothing was published\n"
	if status != statusInterrupted || stdout.String() != "" || stderr.String() != message {
		t.Errorf("status %d, stdout %q, stderr %q; want status %d, stderr %q", status, &stdout, &stderr, statusInterrupted, message)
	}
	if _, err := os.Lstat(filepath.Join(dir, "public")); err == nil {
		t.Error("there is a folder public")
	}
}
