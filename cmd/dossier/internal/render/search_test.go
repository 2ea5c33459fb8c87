package render

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/search"
)

// manyPeople is a dossier with n people whose names begin with one letter, and
// one whose names begin with others.
func manyPeople(n int) dossier {
	d := dossier{"content/people/zoe.md": "---\ntitle: Zoë\nnames: [Яна]\n---\n"}
	for i := range n {
		d[fmt.Sprintf("content/people/p%d.md", i)] = fmt.Sprintf("---\ntitle: Person %04d\n---\n", i)
	}
	return d
}

// A large register is cut into pages that a reader can bear, which together
// have every name once and lead to each other.
func TestRegisterIsCut(t *testing.T) {
	out := manyPeople(maxRegister).mustOutput(t)
	var paths []string
	for _, p := range out.Paths() {
		if strings.HasPrefix(p, searchPath) && p != searchPath+"index.html" {
			paths = append(paths, strings.TrimSuffix(p, "index.html"))
		}
	}
	if want := []string{"search/p-2/", "search/p-3/", "search/p/", "search/z/"}; !slices.Equal(paths, want) {
		t.Fatalf("chapters %q, want %q", paths, want)
	}
	var names []string
	for i, path := range paths {
		v := out.maker(path, "en").search(slices.IndexFunc(out.search.register.chapters, func(c search.Chapter) bool { return chapterPath(c) == path }))
		if len(v.Chapters) != len(paths) {
			t.Errorf("%s has links to %d chapters", path, len(v.Chapters))
		}
		before := len(names)
		for _, initial := range v.Initials {
			for _, l := range initial.Names {
				names = append(names, l.Title)
			}
		}
		if n := len(names) - before; n == 0 || n > maxChapter {
			t.Errorf("%s (%d) has %d names", path, i, n)
		}
	}
	slices.Sort(names)
	var want []string
	for _, p := range out.search.pages {
		eachName(p, func(name string) { want = append(want, name) })
	}
	slices.Sort(want)
	if !slices.Equal(names, want) {
		t.Errorf("the chapters have %d names, want %d", len(names), len(want))
	}
}

// Every page that has an address can be found, once, and what the index says of
// it leads there.
func TestSearchKnowsEveryPage(t *testing.T) {
	out := manyPeople(searchPages + 3).mustOutput(t)
	found := map[string]int{}
	for i := range parts(out.search.pages, searchPages) {
		src := read(t, out, fmt.Sprintf("data/search/pages-%d.js", i))
		src = strings.TrimSuffix(src[strings.Index(src, "[["):], ");\n")
		var list [][]string
		if err := json.Unmarshal([]byte(src), &list); err != nil {
			t.Fatal(err)
		}
		for _, r := range list {
			found[r[1]]++
			if _, err := fs.Stat(out, fileOf(r[1])); err != nil {
				t.Errorf("a result leads nowhere: %v", err)
			}
		}
	}
	for _, p := range out.site.Pages {
		if p != out.site.Home && found[p.Path] != 1 {
			t.Errorf("%q is in the index %d times", p.Path, found[p.Path])
		}
	}
}
