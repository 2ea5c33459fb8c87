package refs

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/site"
)

// find returns the references of a file in a dossier, as "bytes=where", in order.
func find(t *testing.T, files map[string]string, file string) string {
	t.Helper()
	fsys := fstest.MapFS{"dossier.yaml": {Data: []byte("title: Oakford\n")}}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	cfg, _ := config.Load(fsys)
	set, _ := content.Load(fsys, content.Options{})
	s, _ := site.Build(cfg, set, site.Options{})
	src, err := fs.ReadFile(fsys, file)
	if err != nil {
		t.Fatal(err)
	}
	var found []Ref
	if file == config.File {
		found = OfSettings(s, src)
	} else {
		found, _ = OfPage(s, s.ByFile(file), src)
	}
	slices.SortStableFunc(found, func(a, b Ref) int { return a.Start - b.Start })
	var out []string
	for _, r := range found {
		where := r.File
		if r.To != nil {
			where = r.To.Key
		}
		out = append(out, fmt.Sprintf("%s=%s", src[r.Start:r.End], where))
	}
	return strings.Join(out, " | ")
}

func TestRefs(t *testing.T) {
	people := map[string]string{
		"content/people/ida.md":     "---\ntitle: Ida Ray\n---\n",
		"content/people/жанна.md":   "---\ntitle: Жанна\n---\n",
		"content/events/f/a.svg":    "<svg/>",
		"content/events/fire.md":    "---\ntitle: Fire\n---\n",
		"content/positions/toll.md": "---\ntitle: Toll\nquestion: Q?\nstances: {for: A, against: B}\n---\n",
	}
	const top = "---\ntitle: T\ndate: 2024-03-02\n"
	for _, c := range []struct{ about, text, want string }{
		{"plain", top + "people: ida\n---\n", "ida=people/ida"},
		{"in brackets over lines", top + "people: [ida,\n  'жанна', \"Ida Ray\"] # ida\n---\n", "ida=people/ida | жанна=people/жанна | Ida Ray=people/ida"},
		{"with hyphens", top + "people:\n- ida\n-   people/ida\n---\n", "ida=people/ida | people/ida=people/ida"},
		{"in a map", top + "statements:\n- {who: ida, position: toll, stance: for}\n---\n", "ida=people/ida | toll=positions/toll"},
		{"in an account", top + "events:\n- {id: fire, people: [ida]}\n---\n", "fire=events/fire | ida=people/ida"},
		{"an id that is made", top + "events:\n- title: Fire\n---\n", "=events/fire"},
		{"of another type", top + "meetings: fire\n---\n", "fire="},
		{"not a reference", top + "tags: [ida]\nparams: {who: ida}\nsource: {publisher: X, author: ida}\n---\n", "X=organizations/x"},
		{"folded", top + "people: >-\n  ida\n---\n", ""},
		{"with an escape", top + "people: \"id\\x61\"\n---\n", ""},
		{"after a byte order mark", "\uFEFF" + top + "people: ida\n---\n[[ida]]", "ida=people/ida | ida=people/ida"},
		{"with line ends of Windows", strings.ReplaceAll(top+"people:\n- ida\n---\n[[\nida]]", "\n", "\r\n"), "ida=people/ida | ida=people/ida"},
		{"wikilinks", top + "---\n🎉 [[ida]] *[[ида|x]]* [[ people/ida # top | [[ida]] ]]", "ida=people/ida | ида= | ida=people/ida"},
		{"a wikilink in a table", top + "---\n|a|\n|-|\n|[[ida\\|x]]|\n", "ida=people/ida"},
		{"links", top + "---\n[a](../people/ida.md) [b](<../people/ida.md#x> \"t\") [c](../people/%D0%B6%D0%B0%D0%BD%D0%BD%D0%B0.md)",
			"../people/ida.md=people/ida | ../people/ida.md=people/ida | ../people/%D0%B6%D0%B0%D0%BD%D0%BD%D0%B0.md=people/жанна"},
		{"a picture that is a link to itself", top + "---\n[![A](../events/f/a.svg)](../events/f/a.svg)",
			"../events/f/a.svg=content/events/f/a.svg | ../events/f/a.svg=content/events/f/a.svg"},
		{"a link by its definition", top + "---\n[a][x] and [x]\n\n[x]: ../people/ida.md 'Ida'\n", "../people/ida.md=people/ida | ../people/ida.md=people/ida"},
		{"the picture of the page", top + "image: {src: ../events/f/a.svg, alt: A}\n---\n", "../events/f/a.svg=content/events/f/a.svg"},
		{"code", top + "---\n`[[ida]]`\n\n    [[ida]]\n\n```\n[[ida]]\n```\n<!-- [[ida]] -->\n", ""},
		{"an anchor", top + "statements:\n- {who: ida, position: toll, stance: for}\n---\n[[#s-ida-toll]] [x](#s-ida-toll) [[#nowhere]]",
			"ida=people/ida | toll=positions/toll | s-ida-toll=articles/x | s-ida-toll=articles/x"},
		{"broken front matter", "---\ntitle: [\n---\n[[ida]]", "ida=people/ida"},
	} {
		files := map[string]string{"content/articles/x.md": c.text}
		for name, text := range people {
			files[name] = text
		}
		if got := find(t, files, "content/articles/x.md"); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.about, got, c.want)
		}
	}
	people["dossier.yaml"] = "title: T\nmenu:\n- {title: A, page: people/ida/}\n- {title: B, page: '/people/ida/'}\n- title: C\n  page: fire\n- {title: D, page: people/}\n- {title: E, url: https://example.org/people/ida}\n"
	if got, want := find(t, people, "dossier.yaml"), "people/ida/=people/ida | /people/ida/=people/ida | fire=events/fire | people/=people"; got != want {
		t.Errorf("menu:\ngot  %s\nwant %s", got, want)
	}
}
