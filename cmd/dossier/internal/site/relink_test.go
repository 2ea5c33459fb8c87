package site

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
)

// A draft is a dossier that is edited.
type draft struct {
	files fstest.MapFS
	set   *content.Set
}

func newDraft(archive string) *draft {
	d := &draft{files: fstest.MapFS{}}
	for file := range strings.SplitSeq(archive, "-- ") {
		if name, text, ok := strings.Cut(file, " --\n"); ok {
			d.write(name, text)
		}
	}
	return d
}

// write sets the text of a page: front matter, an empty line, body.
func (d *draft) write(name, text string) {
	front, body, _ := strings.Cut(text, "\n\n")
	d.files["content/"+name] = &fstest.MapFile{Data: []byte("---\n" + strings.TrimSuffix(front, "\n") + "\n---\n" + body)}
}

// load reads what has changed.
func (d *draft) load() *content.Set {
	d.set, _ = content.Load(fs.FS(d.files), content.Options{Reserved: ReservedID, Now: time.Unix(1, 0), Prev: d.set})
	return d.set
}

// relinkText is a dossier in which texts depend on each other in every way.
const relinkText = `
-- articles/a.md --
title: A
date: 2031

First [[berg]], then [B](b.md#the-vote), [[nobody]] and Anna Berg at Oak Lane.

## The vote

[[lane]]
-- articles/b.md --
title: B
date: 2032
people: [berg]
nolink: [Oak Lane]

## The vote

Anna Berg and the Parish Council met at Oak Lane. See [[articles/a#the-vote]] and [here](#the-vote).
-- people/berg.md --
title: Anna Berg
names: [Berg]

She lives in [[lane]].
-- people/tom.md --
title: Tom Ash

Knows Berg.
-- places/lane.md --
title: Oak Lane

[[oaks]] stand here.
-- about.md --
title: About

See [the road](articles/a.md#gone) and [[nobbody]].
`

// TestRelink makes random edits and compares each site with one that is linked
// from nothing: every field, every text, every problem.
func TestRelink(t *testing.T) {
	bodies := []string{
		"", "Nothing.", "Anna Berg.", "Berg and Tom Ash at Oak Lane.", "[[berg]] [[lane|there]]", "## The vote\n\nIt was close.", "## Gone\n\nOak Lane", "[[articles/a]]",
		"[A](/articles/a/#the-vote) [[articles/b#the-vote]]", "[[nobody]] [[nobbody]] [[oakk]]", "The parish council. The Parish Council.", "[self](#the-vote)", "[[nicer]]",
	}
	names := []string{"Anna Berg", "Berg", "Tom Ash", "Oak Lane", "Oak", "Parish Council", "the road", "Nicer", "Close"}
	files := []string{"articles/a.md", "articles/b.md", "people/berg.md", "people/tom.md", "places/lane.md", "about.md", "places/oaks.md", "organizations/parish.md"}
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 1))
		pick := func(from []string) string { return from[r.IntN(len(from))] }
		d := newDraft(relinkText)
		cfg := &config.Config{Title: "The bypass", Language: "en"}
		prev, _ := Build(cfg, d.load(), Options{})
		for step := range 120 {
			name := pick(files)
			file := d.files["content/"+name]
			switch r.IntN(6) {
			case 0:
				delete(d.files, "content/"+name)
			case 1:
				front := "title: " + pick(names)
				if r.IntN(2) == 0 {
					front += "\nnames: [" + pick(names) + "]"
				}
				if r.IntN(4) == 0 {
					front += "\nnolink: [" + pick(names) + "]"
				}
				d.write(name, front+"\n\n"+pick(bodies))
			default:
				if file == nil {
					continue
				}
				front, _, _ := strings.Cut(string(file.Data), "\n---\n")
				d.files["content/"+name] = &fstest.MapFile{Data: []byte(front + "\n---\n" + pick(bodies) + "\n\n" + pick(bodies))}
			}
			set := d.load()
			got, gotList := Build(cfg, set, Options{Prev: prev})
			want, wantList := Build(cfg, set, Options{})
			if !reflect.DeepEqual(gotList, wantList) {
				t.Fatalf("seed %d, step %d: problems\n%q\nwant\n%q", seed, step, messages(gotList), messages(wantList))
			}
			got.linker.tree.changes = nil // the only trace of prev
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, step %d: another site after an edit of %s", seed, step, name)
			}
			prev = got
		}
	}
}

// TestRelinkHints has more references that lead nowhere than are looked for, so
// that an edit of one text takes hints from another.
func TestRelinkHints(t *testing.T) {
	d := newDraft("-- people/berg.md --\ntitle: Berg\n")
	for i := range 40 {
		d.write(fmt.Sprintf("p%02d.md", i), "title: P\n\n[[bergg]] [[berrg]] [[bber]]")
	}
	cfg := &config.Config{Title: "x", Language: "en"}
	prev, _ := Build(cfg, d.load(), Options{})
	for _, edit := range []struct{ name, body string }{{"p00.md", "None."}, {"p35.md", "[[bergg]]"}, {"p01.md", "[[bergg]] [[bergg]] [[bergg]] [[bergg]] [[bergg]]"}, {"p00.md", "[[xbergg]]"}} {
		d.write(edit.name, "title: P\n\n"+edit.body)
		set := d.load()
		got, gotList := Build(cfg, set, Options{Prev: prev})
		want, wantList := Build(cfg, set, Options{})
		if !slices.Equal(messages(gotList), messages(wantList)) {
			t.Errorf("%s: problems\n%q\nwant\n%q", edit.name, messages(gotList), messages(wantList))
		}
		if got.linker != prev.linker || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: another site, or all of it was linked", edit.name)
		}
		prev = got
	}
}

// TestRelinkCounts finds out how much an edit costs.
func TestRelinkCounts(t *testing.T) {
	d := newDraft(relinkText)
	cfg := &config.Config{Title: "x", Language: "en"}
	first, _ := Build(cfg, d.load(), Options{})
	relinked := func(s *Site) (out []string) {
		for _, p := range s.linker.pages {
			if s.Text(p) != first.Text(p) {
				out = append(out, p.Key)
			}
		}
		return out
	}
	d.write("people/tom.md", "title: Tom Ash\n\nKnows Berg, and Oak Lane.")
	s, _ := Build(cfg, d.load(), Options{Prev: first})
	equal(t, "relinked after an edit of a body", strings.Join(relinked(s), " "), "people/tom")
	equal(t, "pages", s.People[0], first.People[0])

	d.write("articles/b.md", "title: B\ndate: 2032\npeople: [berg]\nnolink: [Oak Lane]\n\n## The ballot")
	s, _ = Build(cfg, d.load(), Options{Prev: s})
	equal(t, "relinked after an edit of a heading that is linked to", strings.Join(relinked(s), " "), "articles/a articles/b people/tom")
}

// TestOnce links a set that is not to be Prev of another: what only a later site
// would take over is not kept.
func TestOnce(t *testing.T) {
	d := newDraft(relinkText)
	cfg := &config.Config{Title: "The bypass", Language: "en"}
	set, _ := content.Load(fs.FS(d.files), content.Options{Reserved: ReservedID})
	once, _ := Build(cfg, set, Options{})
	again, _ := Build(cfg, d.load(), Options{})
	for i, p := range once.linker.pages {
		x, y := once.Text(p), again.Text(again.linker.pages[i])
		if x.words != nil || x.found != nil || y.words == nil {
			t.Errorf("%s: kept once %v, again %v", p.Key, x.words != nil || x.found != nil, y.words != nil)
		}
		if !reflect.DeepEqual(x.Mentions, y.Mentions) || len(x.links) != len(y.links) {
			t.Errorf("%s: linked otherwise once than again", p.Key)
		}
	}
}

// BenchmarkRelink links 10,000 articles again: after an edit of a text, and with
// a new name.
func BenchmarkRelink(b *testing.B) {
	d := newDraft(corpus(10_000))
	cfg := &config.Config{Title: "x", Language: "en"}
	prev, _ := Build(cfg, d.load(), Options{})
	b.Run("body", func(b *testing.B) {
		for i := range b.N {
			d.write("people/person-7.md", fmt.Sprintf("title: Person Seven\n\nText %d of %s.", i, name(8)))
			set := d.load()
			b.ResetTimer()
			prev, _ = Build(cfg, set, Options{Prev: prev})
		}
	})
	b.Run("name", func(b *testing.B) {
		b.StopTimer()
		for i := range b.N {
			d.write("people/new.md", fmt.Sprintf("title: Oaks Person%d", i))
			set := d.load()
			b.StartTimer()
			prev, _ = Build(cfg, set, Options{Prev: prev})
			b.StopTimer()
		}
	})
}
