package main

import (
	"bytes"
	"context"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dossier/cmd/dossier/internal/serve"
)

// TestBrokenLayout has a layout that fails for pages that nobody shows: it is
// reported until it is mended, once, and then that it is.
func TestBrokenLayout(t *testing.T) {
	t.Parallel()
	dir := oakford(t)
	writeFiles(t, dir, map[string][]byte{
		"content/articles/two.md": []byte("---\ntitle: Two\ndate: 2024-03-03\n---\n"),
	})
	s, err := startServing(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	if _, _, err := s.get("/people/jane-doe/"); err != nil {
		t.Fatal(err)
	}
	layout := func(text string) {
		t.Helper()
		writeFiles(t, dir, map[string][]byte{"layouts/article.html": []byte(`{{define "main"}}` + text + `{{end}}`)})
	}
	layout("{{.Titel}}")
	waitFor(t, &s.stderr, "2 errors in pages that no browser shows")
	before := strings.Count(s.stderr.String(), "error: ")

	writeFiles(t, dir, map[string][]byte{"content/people/jane-doe.md": []byte("---\ntitle: Jane Doe\n---\nA mayor.\n")})
	waitFor(t, &s.stderr, "content/people/jane-doe.md: 2 errors, the last good site stays")
	if err := s.await(func(m told) bool { return len(m.Problems) == 2 }); err != nil {
		t.Error(err)
	}
	time.Sleep(2 * later) // the check looks once more
	if got := strings.Count(s.stderr.String(), "error: "); got != before {
		t.Errorf("%d errors were told, then %d:\n%s", before, got, &s.stderr)
	}
	if _, body, err := s.get("/people/jane-doe/"); err != nil || strings.Contains(body, "A mayor.") {
		t.Errorf("what is not right is shown: %v", err)
	}
	layout("{{.Title}}")
	waitFor(t, &s.stdout, "layouts/article.html: built in")
	if !strings.Contains(s.stdout.String(), "the problems are solved") {
		t.Errorf("%s", &s.stdout)
	}
	if err := s.await(func(m told) bool { return m.Reload && len(m.Problems) == 0 }); err != nil {
		t.Error(err)
	}
}

// TestSlowRemoval removes files one after the other, as a slow disk does: what
// is shown is what is left in the end.
func TestSlowRemoval(t *testing.T) {
	dir := oakford(t)
	names := []string{"one", "two", "three"}
	for _, name := range names {
		writeFiles(t, dir, map[string][]byte{"content/articles/" + name + ".md": []byte("---\ntitle: One\ndate: 2024-03-02\n---\n")})
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	synctest.Test(t, func(t *testing.T) {
		var stdout, stderr bytes.Buffer
		s := newSession(&printer{stdout: &stdout, stderr: &stderr, format: "text"}, dir, root, buildOptions{})
		s.server = serve.New(serve.Options{Address: netip.MustParseAddr("127.0.0.1"), Explain: s.explain})
		ctx, cancel := context.WithCancel(t.Context())
		out, list, _ := s.dossier.build(time.Now())
		s.show(ctx, out, list, "", time.Now())
		go func() {
			for _, name := range names {
				if err := os.Remove(filepath.Join(dir, "content", "articles", name+".md")); err != nil {
					t.Error(err)
				}
				time.Sleep(120 * time.Millisecond)
			}
		}()
		synctest.Wait() // the first is gone
		s.rebuild(ctx)
		if _, _, c := s.dossier.build(time.Now()); !c.empty() || strings.Count(stdout.String(), "built in") != 2 {
			t.Errorf("shown before all was removed: %+v\n%s", c, &stdout)
		}
		cancel()
		time.Sleep(later) // the check ends
	})
}
