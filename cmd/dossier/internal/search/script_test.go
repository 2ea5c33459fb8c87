package search

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dossier/layouts"
)

// A query is taken apart by the script of the pages. TestWordsInJavaScript
// holds it to the same vectors, and to every letter that both sides know.
func TestWordsInJavaScript(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no node to run the script of the pages")
	}
	script, err := layouts.FS.ReadFile("assets/site.js/50-search-words.js")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, v := range vectors(t) {
		texts = append(texts, v.Text)
	}
	texts = append(texts, letters()...)
	input, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "-e", `"use strict";`+string(script)+`
		const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
		process.stdout.write(JSON.stringify(texts.map(dossierWords.words)));`)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(input), &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var got [][][]string
	if err := json.Unmarshal(stdout.Bytes(), &got); err != nil || len(got) != len(texts) {
		t.Fatalf("%d results for %d texts, %v", len(got), len(texts), err)
	}
	for i, text := range texts {
		if want := Words(text); !slices.EqualFunc(got[i], want, slices.Equal) {
			t.Errorf("words(%q)\n      Go %q\nJavaScript %q", text, want, got[i])
		}
	}
}

// letters returns every character of the scripts that the rules name, alone and
// within a word. They are older than any Unicode version in use.
func letters() []string {
	var list []string
	for _, script := range []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew,
		unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Mn, unicode.Nd, unicode.P} {
		for _, r := range script.R16 {
			for c := rune(r.Lo); c <= min(rune(r.Hi), 0xFFFD); c += rune(r.Stride) {
				if old(c) {
					list = append(list, string(c), strings.Repeat("ab"+string(c), 2))
				}
			}
		}
	}
	return list
}

// old reports whether a character is in blocks that have been full for long.
func old(c rune) bool {
	return c < 0x0530 || 0x0591 <= c && c < 0x0700 || 0x0E00 <= c && c < 0x0E60 || 0x1E00 <= c && c < 0x2070 || 0x3040 <= c && c < 0x3100 || c >= 0xFB00
}
