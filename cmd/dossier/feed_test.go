package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/ingest"
)

// feeds builds this dossier with an address and returns its Atom feeds.
func feeds(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for name, text := range mustBuild(dossierFS(), buildOptions{baseURL: "https://example.org/aleppo/"}) {
		if strings.HasSuffix(name, "feed.xml") {
			out[name] = text
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d feeds", len(out))
	}
	return out
}

// TestFeedsFollowTheSchema validates every feed by the rules of RFC 4287, with
// xmllint, which .ci/run installs. A feed that breaks them must be refused.
func TestFeedsFollowTheSchema(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("no xmllint")
	}
	all := feeds(t)
	dir := t.TempDir()
	writeFiles(t, dir, all)
	args := []string{"--noout", "--nonet", "--relaxng", "testdata/atom/feed.rng"}
	for name := range all {
		args = append(args, filepath.Join(dir, filepath.FromSlash(name)))
	}
	if out, err := exec.CommandContext(t.Context(), lint, args...).CombinedOutput(); err != nil {
		var wrong []string
		for line := range strings.Lines(string(out)) {
			if !strings.HasSuffix(line, " validates\n") {
				wrong = append(wrong, line)
			}
		}
		t.Fatalf("%v\n%s", err, strings.Join(wrong[:min(20, len(wrong))], ""))
	}
	for _, element := range []string{"updated", "id", "title"} {
		broken := bytes.ReplaceAll(all["feed.xml"], []byte("<"+element+">"), []byte("<"+element+" rel=\"x\">"))
		file := filepath.Join(dir, "broken.xml")
		if err := os.WriteFile(file, broken, 0o666); err != nil {
			t.Fatal(err)
		}
		if exec.CommandContext(t.Context(), lint, "--noout", "--nonet", "--relaxng", "testdata/atom/feed.rng", file).Run() == nil {
			t.Errorf("a feed with a wrong %s passes", element)
		}
	}
}

// TestFeedsAreRead reads the feeds with the reader of other people's feeds.
func TestFeedsAreRead(t *testing.T) {
	for name, text := range feeds(t) {
		want := bytes.Count(text, []byte("<entry>"))
		if want == 0 {
			continue // of a publisher that nothing is about
		}
		drafts, list := ingest.Read("feed.xml", text)
		if list.HasErrors() {
			t.Errorf("%s: %v", name, list)
		}
		if len(drafts) != want {
			t.Errorf("%s: %d of %d entries are read", name, len(drafts), want)
		}
	}
}
