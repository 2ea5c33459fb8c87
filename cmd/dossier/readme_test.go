package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// TestReadmeExample builds the dossier that the README shows.
func TestReadmeExample(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{"dossier.yaml": {Data: []byte("title: The bypass at Oakford\n")}}
	block := regexp.MustCompile("(?s)`(content/[^`\n]+)`:\n\n```markdown\n(.*?)```\n")
	for _, m := range block.FindAllStringSubmatch(string(text), -1) {
		fsys[m[1]] = &fstest.MapFile{Data: []byte(m[2])}
	}
	if len(fsys) < 5 {
		t.Fatalf("the README shows %d files, want at least 4", len(fsys)-1)
	}
	s, out, list := buildSite(fsys, buildOptions{})
	for _, d := range list {
		t.Error(d)
	}
	if len(s.Stubs) != 1 || s.Stubs[0].Title != "Oakford Gazette" {
		t.Errorf("stubs %v, want the Oakford Gazette alone", s.Stubs)
	}
	page := string(files(out)["articles/2024-03-02-gazette/index.html"])
	for _, want := range []string{`href="../../people/jane-doe/"`, `href="../../meetings/council-2024-03-01/"`, "Against it"} {
		if !strings.Contains(page, want) {
			t.Errorf("the article's page has no %q", want)
		}
	}
}
