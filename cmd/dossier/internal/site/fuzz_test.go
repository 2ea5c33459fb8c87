package site

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
)

// fuzzed links a dossier of a few files, twice, and holds both to be the same.
func fuzzed(t *testing.T, files map[string]string) (*Site, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	set, _ := content.Load(fsys, content.Options{Reserved: ReservedID})
	cfg := &config.Config{Title: "T", Language: "en"}
	s, list := Build(cfg, set, Options{})
	if _, again := Build(cfg, set, Options{}); !reflect.DeepEqual(list.Sorted(), again.Sorted()) {
		t.Errorf("other problems the second time:\n%v\n%v", list, again)
	}
	for _, d := range list {
		if strings.Contains(d.Message, "internal error") || d.Message == "" || strings.ContainsAny(d.Message, "\n\r") {
			t.Errorf("message %q", d.Message)
		}
	}
	return s, list
}

// quoted writes any text as a value of YAML.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// FuzzMentions looks for any two names in any text. Links are parts of the text
// in its order, none lies within another, none leads to the page itself or to
// one thing twice.
func FuzzMentions(f *testing.F) {
	for _, c := range [][3]string{
		{"Anna Berg", "Berg", "Anna Berg, [[anna]] and `Berg`; Berg's."},
		{"آنا برگ", "安娜", "قالت آنا برگ إن 新聞：安娜說"},
		{"Lane’s End", "the twins", "## At Lane's End\n\nThe Twins [x](y.md)[^1]\n\n[^1]: the twins"},
		{"Ja'afar al-Amin", "al‑Amin", "> Karim al‑Amin, **Ja’afar** al-Amin\n\n| Ja'afar al-Amin |\n|-|\n| b |"},
		{"ＡＢＣ", "abc", "ABC abc ａｂｃ \u200babc"},
		{"İ", "ı", "İi ıI ﬁ ß SS"},
	} {
		f.Add(c[0], c[1], c[2])
	}
	f.Fuzz(func(t *testing.T, first, second, body string) {
		s, _ := fuzzed(t, map[string]string{
			"people/anna.md": "---\ntitle: " + quoted(first) + "\n---\n" + body,
			"places/oak.md":  "---\ntitle: " + quoted(second) + "\nnames: [" + quoted(first+" "+second) + "]\n---\n",
			"articles/x.md":  "---\ntitle: X\ndate: 2031\n---\n" + body,
		})
		for _, p := range s.Pages {
			text := s.Text(p)
			if text == nil || text.Body == nil {
				continue
			}
			block, end := -1, 0
			seen := map[int]bool{}
			for _, m := range text.Mentions {
				if m.Block > block {
					block, end = m.Block, 0
				}
				if m.Block < block || m.Start < end || m.End <= m.Start || m.End > len(text.Body.Block(m.Block).Text) {
					t.Fatalf("%s: the mention %+v follows one that ends at %d of block %d", p.Key, m, end, block)
				}
				if seen[m.Target] || text.Targets[m.Target] == p {
					t.Fatalf("%s: the mention %+v leads to %s", p.Key, m, text.Targets[m.Target].Key)
				}
				end, seen[m.Target] = m.End, true
			}
		}
	})
}

// FuzzReferences uses any text as a reference, in front matter and in a text. It
// leads to a page of a type that is wanted there, or there is a message.
func FuzzReferences(f *testing.F) {
	for _, ref := range []string{"anna", "Anna Berg", "people/anna", "oak", "places/oak", "Anna", "ann", "nobody", "Somebody New", "安娜", "../anna", "anna#top", "a|b", "", " ", "—", "people/", "/", "ghost", "\u202eanna", "x]]"} {
		f.Add(ref)
	}
	f.Fuzz(func(t *testing.T, ref string) {
		s, list := fuzzed(t, map[string]string{
			"people/anna.md":  "---\ntitle: Anna Berg\nnames: [Anna, 安娜]\n---\n",
			"people/ghost.md": "---\ntitle: Ghost\ndraft: true\n---\n",
			"places/oak.md":   "---\ntitle: Oak Lane\n---\n",
			"articles/x.md":   "---\ntitle: X\ndate: 2031\npeople: [" + quoted(ref) + "]\n---\n[[" + ref + "]] [a](<" + ref + ">)\n",
		})
		for _, p := range s.Articles {
			for _, q := range p.People {
				if q.Type != content.Person {
					t.Errorf("%q leads to %s", ref, q.Key)
				}
			}
			refs := p.Source.Article.People
			if len(p.People) == 0 && len(list) == 0 && len(refs) > 0 && refs[0].Value != "" {
				t.Errorf("%q leads nowhere, and nothing is said", ref)
			}
		}
	})
}
