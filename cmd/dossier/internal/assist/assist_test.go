package assist

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/site"
)

const article = "content/articles/a.md"

var oakford = map[string]string{
	"dossier.yaml": "title: Oakford\n",
	article: `---
title: "🎉 Council splits"
date: 2024-03-02
source: {publisher: Oakford Gazette, kind: newspaper}
people: [ida-ray, 'omar-said']
events:
  - fire
  - id: flood
    title: The flood
statements:
  - who: ida-ray
    position: bypass
    stance: against
    mode: reported
  - {who: people/omar-said, position: bypass, stance: for}
draft: false
---
🎉 [[ida-ray]] met [[people/omar-said|him]] in [Oakford](../places/oakford.md).
`,
	"content/articles/b.md":        "---\ntitle: B\ndate: 2024\nevents: [{id: flood, title: Flood}]\n---\n[[flood]]\n",
	"content/people/ida-ray.md":    "---\ntitle: Ida Ray\nsummary: The mayor.\n---\n",
	"content/people/omar-said.md":  "---\ntitle: Omar Said\n---\n",
	"content/events/fire.md":       "---\ntitle: Fire\n---\n",
	"content/places/oakford.md":    "---\ntitle: Oakford\n---\n",
	"content/organizations/i-d.md": "---\ntitle: Institute\nkind: ngo\n---\n",
	"content/positions/bypass.md":  "---\ntitle: The bypass\nquestion: Build it?\nstances:\n  for: For\n  against: Against\n---\n",
}

func build(files map[string]string) (fs.FS, *site.Site, diag.List) {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	cfg, list := config.Load(fsys)
	set, problems := content.Load(fsys, content.Options{})
	list = append(list, problems...)
	s, problems := site.Build(cfg, set, site.Options{})
	return fsys, s, append(list, problems...)
}

// TestOffersAreGood takes, at every place of an article, every item that is
// offered. No value that is offered is a wrong one, and no key an unknown one;
// what stood behind another key may not fit a new one.
func TestOffersAreGood(t *testing.T) {
	_, s, list := build(oakford)
	if len(list) > 0 {
		t.Fatal(list)
	}
	src, taken := oakford[article], 0
	for at := range src {
		for _, item := range Complete(s, article, []byte(src), at) {
			if item.Start > at || at > item.End || item.End > len(src) {
				t.Fatalf("byte %d: replaces %d to %d", at, item.Start, item.End)
			}
			text := src[:item.Start] + item.Text + src[item.End:]
			taken++
			page, found := content.Locate(article), content.Front(article, []byte(text), content.Options{})
			if found.Value == nil && item.Kind != Thing {
				t.Errorf("byte %d: %q leaves nothing that can be read:\n%s", at, item.Label, text)
				continue
			}
			for _, d := range content.Schema(page.Type).Check(article, found.Value) {
				if item.Kind != Key || strings.Contains(d.Message, "unknown key \""+item.Label) {
					t.Errorf("byte %d: %q: %v", at, item.Label, d)
				}
			}
		}
	}
	if taken < 400 {
		t.Errorf("only %d items were offered in all", taken)
	}
}

func TestDefinition(t *testing.T) {
	fsys, s, _ := build(oakford)
	for key, want := range map[string]int{"people/ida-ray": 1, "events/flood": 2, "organizations/oakford-gazette": 0} {
		found := Definition(s, fsys, s.Find(key))
		if len(found) != want {
			t.Errorf("%s is defined at %v, want %d places", key, found, want)
		}
		for _, r := range found {
			src, _ := fs.ReadFile(fsys, r.File)
			if rest := string(src[r.Start:]); !strings.HasPrefix(rest, "Ida") && !strings.HasPrefix(rest, "flood") {
				t.Errorf("%s is defined at %q", key, rest)
			}
		}
	}
	if found := References(s, fsys, s.Find("flood")); len(found) != 3 {
		t.Errorf("references to the flood: %v", found)
	}
}

func FuzzComplete(f *testing.F) {
	_, s, _ := build(oakford)
	f.Add(oakford[article], 60)
	f.Add("---\n{", 5)
	f.Add("---\r\n- [[\"", 9)
	f.Fuzz(func(t *testing.T, src string, at int) {
		if at < 0 || at > len(src) {
			return
		}
		for _, item := range Complete(s, article, []byte(src), at) {
			if item.Start < 0 || item.Start > item.End || item.End > len(src) {
				t.Fatalf("replaces %d to %d of %d bytes", item.Start, item.End, len(src))
			}
		}
		Hover(s, article, []byte(src), at)
	})
}
