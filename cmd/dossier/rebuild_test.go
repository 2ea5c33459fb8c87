package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/render"
)

// A desk is a dossier in memory whose files are edited as on a disk: each has
// an inode, and times of the last write and of the last change of the inode.
type desk struct {
	files fstest.MapFS
	clock time.Time
	inode uint64
}

func newDesk(archive string) *desk {
	d := &desk{files: fstest.MapFS{}, clock: time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)}
	for file := range strings.SplitSeq("\n"+archive, "\n-- ") {
		if name, text, ok := strings.Cut(file, " --\n"); ok {
			d.write(name, text+"\n")
		}
	}
	d.wait(time.Hour)
	return d
}

func (d *desk) wait(long time.Duration) { d.clock = d.clock.Add(long) }

// write replaces the bytes of a file, or makes a new one.
func (d *desk) write(name, text string) {
	f := d.files[name]
	if f == nil {
		d.inode++
		f = &fstest.MapFile{Sys: sysOf(d.clock, d.inode)}
	}
	d.files[name] = &fstest.MapFile{Data: []byte(text), ModTime: d.clock, Sys: touched(f.Sys, d.clock)}
}

// writeKeeping is write with the time of the last write set back, as cp -p and
// rsync do.
func (d *desk) writeKeeping(name, text string) {
	old := d.files[name]
	d.write(name, text)
	if old.Sys != nil { // or nothing would tell
		d.files[name].ModTime = old.ModTime
	}
}

func (d *desk) rename(from, to string) {
	f := d.files[from]
	delete(d.files, from)
	d.files[to] = &fstest.MapFile{Data: f.Data, ModTime: f.ModTime, Sys: touched(f.Sys, d.clock)}
}

func (d *desk) text(name string) string { return string(d.files[name].Data) }

// list returns the files with a prefix and a suffix, in order.
func (d *desk) list(prefix, suffix string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(d.files)) {
		if strings.HasPrefix(name, prefix) && strings.HasSuffix(name, suffix) {
			out = append(out, name)
		}
	}
	return out
}

// harbour is a dossier in which pages depend on each other in every way.
const harbour = `
-- dossier.yaml --
title: The light at Skerry
base_url: https://example.org/skerry/
menu:
  - {title: Log, page: articles/}
  - {title: Elsewhere, url: https://example.org/}
-- content/_index.md --
---
title: The light at Skerry
---
How the light at [[skerry]] came to be unmanned. Begin with [[articles/gazette-march]].
-- content/about.md --
---
title: About
---
Written by hand. See [the vote](articles/gazette-march.md#the-vote), [[nobody-here]] and ![chart](chart.svg).
-- content/chart.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- content/articles/_index.md --
---
title: Reports
---
In order of date.
-- content/articles/gazette-march.md --
---
title: "Gazette: keepers to leave"
date: 2031-03-02
source: {publisher: Island Gazette, kind: newspaper}
people: [mary-lund]
tags: [keepers, Money]
events:
  - {id: lamp-fire, title: Fire in the lamp room, date: 2031-02-27, place: skerry, figures: {hurt: 2}}
statements:
  - {who: mary-lund, position: keepers, stance: stay, quote: not a light without a keeper}
---
Mary Lund called it "not a light without a keeper". The Harbour Board met at Skerry Rock.

## The vote

Olaf Brand voted against.
-- content/articles/pilot-april.md --
---
title: "Pilot: the board replies"
date: 2031-04-10
source: {publisher: The Pilot, kind: state-media}
people: [olaf-brand]
meetings: [board-april]
events:
  - {id: lamp-fire, date: 2031-02-28, figures: {hurt: 3}}
statements:
  - {who: mary-lund, position: keepers, stance: leave, date: 2031-04-09, text: Gave in.}
  - {who: olaf-brand, position: keepers, stance: leave, meeting: board-april}
---
Brand answered [[mary-lund|Mary]]; see [what was said](gazette-march.md#the-vote).

[[gazette-march]]
-- content/articles/notes/letter.md --
---
title: A letter
date: 2031-05~
summary: Somebody writes.
lang: fr
draft: true
---
Nobody knows of the Fire in the lamp room.
-- content/people/mary-lund.md --
---
title: Mary Lund
names: [Lund]
roles: [{title: Keeper, organization: harbour-board, from: 2020}]
---
She kept the light at Skerry Rock.
-- content/people/olaf-brand.md --
---
title: Olaf Brand
names: [Brand]
roles: [{title: Chair, organization: Harbour Board}]
---
Chair of the Harbour Board.
-- content/organizations/harbour-board.md --
---
title: Harbour Board
---
Owns Skerry Rock. [[lamp-fire]]
-- content/meetings/board-april/index.md --
---
title: April meeting of the board
date: 2031-04-09
place: skerry
participants: [olaf-brand, {who: mary-lund, presence: absent}]
image: {src: hall.svg, alt: The hall}
---
The Harbour Board met without Lund.
-- content/meetings/board-april/hall.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="3"/>
-- content/positions/keepers.md --
---
title: Keepers
question: Should the light have keepers?
stances: {stay: They stay, half: In winter, leave: They leave}
---
The question of [[board-april]].
-- content/places/skerry.md --
---
title: Skerry Rock
aliases: [/rock/]
---
A rock.
-- layouts/partials/own.html --
{{define "own"}}Own{{end}}
-- layouts/assets/site.css/90-own.css --
p { color: red }
`

// The edits of TestIncremental. Each changes something and says what.

type edit func(d *desk, r *rand.Rand) string

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

var bodies = []string{
	"", "Nothing is known.", "Mary Lund and Olaf Brand.", "Lund met Brand at Skerry Rock.", "[[mary-lund]] [[skerry|there]] [[skery]]", "## The vote\n\nIt was close.",
	"## The count\n\nHarbour Board", "[[gazette-march]]", "[V](/articles/gazette-march/#the-vote) [[articles/pilot-april#the-count]]", "[[lamp-fire]] and the Fire in the lamp room",
	`She said "not a light without a keeper" again.`, "![chart](/chart.svg) ![hall](hall.svg)", "<b>raw</b> [[Harbour Board]] *The Pilot* wrote", "- one\n- [[keepers]]\n\n[^1]\n\n[^1]: Lund.",
}

func (d *desk) editBody(r *rand.Rand) string {
	name := pick(r, d.list("content/", ".md"))
	front, _, ok := strings.Cut(d.text(name), "\n---\n")
	if !ok {
		return "nothing"
	}
	d.write(name, front+"\n---\n"+pick(r, bodies)+"\n\n"+pick(r, bodies)+"\n")
	return "body of " + name
}

// sameSize exchanges two letters, and may keep the time of the last write.
func (d *desk) editLetters(r *rand.Rand) string {
	name := pick(r, append(d.list("content/", ".md"), d.list("content/", ".svg")...))
	text := []byte(d.text(name))
	if len(text) < 8 {
		return "nothing"
	}
	i := len(text) - 2 - r.IntN(4)
	text[i], text[i-1] = text[i-1], text[i]
	if path.Ext(name) == ".svg" {
		d.wait(time.Millisecond) // only its stamp is looked at
	}
	if r.IntN(2) == 0 {
		d.writeKeeping(name, string(text))
	} else {
		d.write(name, string(text))
	}
	return "letters of " + name
}

// line replaces or adds a line of front matter.
func (d *desk) editFront(r *rand.Rand) string {
	name := pick(r, d.list("content/", ".md"))
	add := pick(r, []string{
		"title: Mary Lund", "title: Lund", "title: Skerry Rock", "title: The Pilot", "title: Lighthouse", "names: [Brand, The Keeper]", "names: [Lund]", "summary: In short.",
		"tags: [keepers]", "tags: [Nights, money]", "nolink: [Lund]", "nolink: true", "draft: true", "lang: ar", "aliases: [/rock/]", "aliases: [/old/]", "date: 2031-06", "date: 2031-03-02",
		"people: [Eva Strand]", "people: [olaf-brand]", "people: [eva-strand]", "slug: other", "image: {src: /chart.svg, alt: A chart}", "layout: own", "title: [", "titel: x", "summary: [[keepers]]",
	})
	key, _, _ := strings.Cut(add, ":")
	front, rest, ok := strings.Cut(strings.TrimPrefix(d.text(name), "---\n"), "\n---\n")
	if !ok {
		return "nothing"
	}
	lines := slices.DeleteFunc(strings.Split(front, "\n"), func(l string) bool { return strings.HasPrefix(l, key+":") })
	if r.IntN(4) > 0 || key == "title" {
		lines = append([]string{add}, lines...)
	}
	d.write(name, "---\n"+strings.Join(lines, "\n")+"\n---\n"+rest)
	return add + " in " + name
}

func (d *desk) addPage(r *rand.Rand) string {
	name := pick(r, []string{"articles/new.md", "people/eva-strand.md", "people/lund.md", "places/rock/index.md", "notes.md", "events/lamp-fire.md", "organizations/island-gazette.md", "log/_index.md", "log/day.md", "articles/empty.md"})
	text := "---\ntitle: " + pick(r, []string{"Eva Strand", "Lund", "The Pilot", "Lamp", "Nights"}) + "\ndate: 2031-07-0" + strconv.Itoa(1+r.IntN(9)) + "\n---\n" + pick(r, bodies)
	if name == "articles/empty.md" {
		text = ""
	}
	d.write("content/"+name, text)
	return "add " + name
}

func (d *desk) removeFile(r *rand.Rand) string {
	name := pick(r, d.list("content/", ""))
	delete(d.files, name)
	return "remove " + name
}

func (d *desk) renameFile(r *rand.Rand) string {
	from := pick(r, d.list("content/", ""))
	to := path.Join(path.Dir(from), pick(r, []string{"a", "zz", "lund", "keepers"})+path.Ext(from))
	d.rename(from, to)
	return from + " to " + to
}

func (d *desk) renameFolder(r *rand.Rand) string {
	from := pick(r, []string{"content/articles/", "content/articles/notes/", "content/meetings/board-april/", "content/places/"})
	to := pick(r, []string{"content/articles/", "content/articles/later/", "content/meetings/board/", "content/places/", "content/other/", "content/people/"})
	for _, name := range d.list(from, "") {
		d.rename(name, to+strings.TrimPrefix(name, from))
	}
	return from + " to " + to
}

// spoil makes front matter that cannot be read.
func (d *desk) spoil(r *rand.Rand) string {
	name := pick(r, d.list("content/", ".md"))
	d.write(name, pick(r, []string{"", "---\ntitle: x\n", "--- \n\ttitle: x\n---\n", "<<<<<<< ours\n", "\xff"})+d.text(name))
	return "spoil " + name
}

// mend writes some files as they were at the beginning.
func (d *desk) mend(r *rand.Rand) string {
	for name, f := range newDesk(harbour).files {
		if r.IntN(3) > 0 {
			d.write(name, string(f.Data))
		}
	}
	return "mend"
}

// restore takes everything back.
func (d *desk) restore(_ *rand.Rand) string {
	first := newDesk(harbour).files
	for name := range d.files {
		if first[name] == nil {
			delete(d.files, name)
		}
	}
	for name, f := range first {
		d.write(name, string(f.Data))
	}
	return "restore"
}

// undo writes, and removes, what is not as it was in files.
func (d *desk) undo(files fstest.MapFS) string {
	for name := range d.files {
		if files[name] == nil {
			delete(d.files, name)
		}
	}
	for name, f := range files {
		if now := d.files[name]; now == nil || !bytes.Equal(now.Data, f.Data) {
			d.write(name, string(f.Data))
		}
	}
	return "undo"
}

func (d *desk) editLayout(r *rand.Rand) string {
	name := "layouts/" + pick(r, []string{"person.html", "page.html", "partials/card.html", "own.html", "i18n/en.yaml", "i18n/ar.yaml", "assets/site.css/90-own.css", "assets/site.css/95-x.css", "assets/logo.txt", "assets/site.js/90-own.js"})
	if d.files[name] != nil && r.IntN(3) == 0 {
		delete(d.files, name)
		return "remove " + name
	}
	texts := []string{`{{define "main"}}<h1>{{.Title}}</h1>{{.Body}}{{end}}`, `{{define "main"}}{{.Summary}}{{range .Backlinks}}{{.Name}}{{end}}{{end}}`, `{{define "main"}}{{.Nonsense}}{{end}}`, `{{define "main"}}{{`}
	switch {
	case strings.HasSuffix(name, "yaml"):
		texts = []string{"list_articles: Dispatches\n", "list_articles: Wires\nlist_people: Folk\n", "nonsense: x\n", "list_articles: [\n"}
	case strings.Contains(name, "/assets/"):
		texts = []string{"a {}\n", "b {}\n", ""}
	}
	d.write(name, pick(r, texts))
	return "write " + name
}

func (d *desk) editSettings(r *rand.Rand) string {
	text := pick(r, []string{
		"title: The light at Skerry\n", "title: Skerry\nlinks: files\n", "title: Skerry\nlanguage: ar\n", "title: Skerry\nallow_html: true\nbase_url: https://example.org/\n",
		"title: Skerry\nlimits: {front_matter: 150}\n", "title: Skerry\nmenu: [{title: M, page: people/mary-lund/}]\n", "titel: x\n", "title: [\n",
	})
	d.write("dossier.yaml", text)
	return "settings " + strconv.Quote(text)
}

func (d *desk) editResource(r *rand.Rand) string {
	name := "content/" + pick(r, []string{"chart.svg", "meetings/board-april/hall.svg", "articles/notes/x.txt", "photo.png", "CNAME", "robots.txt"})
	d.write(name, pick(r, []string{`<svg xmlns="http://www.w3.org/2000/svg"/>`, `<svg><script/></svg>`, "no picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x03\x08\x00\x00\x00\x00\x00\x00\x00\x00"}))
	return "resource " + name
}

// edits has what people do often more than once.
func edits() []edit {
	return []edit{
		(*desk).editBody, (*desk).editBody, (*desk).editBody, (*desk).editBody, (*desk).editBody,
		(*desk).editLetters, (*desk).editLetters, (*desk).editFront, (*desk).editFront, (*desk).editFront, (*desk).editFront,
		(*desk).addPage, (*desk).removeFile, (*desk).renameFile, (*desk).renameFolder, (*desk).spoil,
		(*desk).mend, (*desk).mend, (*desk).mend, (*desk).restore, (*desk).editLayout, (*desk).editLayout, (*desk).editSettings, (*desk).editResource,
	}
}

// TestIncremental makes random edits, and after each compares every file and
// every problem with those of a fresh build. DOSSIER_SEED and DOSSIER_STEPS
// choose other edits and more of them.
func TestIncremental(t *testing.T) {
	steps, seed := number(t, "DOSSIER_STEPS", 250), number(t, "DOSSIER_SEED", 1)
	if testing.Short() {
		steps /= 10
	}
	for i := range 4 {
		t.Run(fmt.Sprint("seed=", seed+i), func(t *testing.T) {
			t.Parallel()
			editAtRandom(t, uint64(seed+i), steps)
		})
	}
}

func number(t *testing.T, name string, otherwise int) int {
	s := os.Getenv(name)
	if s == "" {
		return otherwise
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("%s=%q is not a number", name, s)
	}
	return n
}

func editAtRandom(t *testing.T, seed uint64, steps int) {
	r := rand.New(rand.NewPCG(seed, 4))
	d := newDesk(harbour)
	dossier := newRebuilder(d.files, buildOptions{})
	last, _, _ := dossier.build(d.clock) // the last good output
	old, oldPages := last, pagesOf(last)
	good, compared := maps.Clone(d.files), 0
	reference := &building{}
	for step := range steps {
		what := ""
		if last == nil && r.IntN(8) > 0 { // else mistakes would pile up, and nothing be compared
			what = d.undo(good)
		} else {
			what = pick(r, edits())(d, r)
		}
		d.wait(pick(r, []time.Duration{0, time.Millisecond, time.Second, time.Hour}))
		out, list, c := dossier.build(d.clock)
		if step%50 == 0 {
			reference = &building{} // to parse the layouts takes longer than all else
		}
		fresh, want := build(d.files, buildOptions{}, time.Time{}, reference)
		if fresh.out != nil {
			reference = &building{cfg: fresh.cfg, words: fresh.words, ownWords: fresh.ownWords, wordsList: fresh.wordsList, out: fresh.out}
		}
		if problem := differs(out, fresh.output(), list, want); problem != "" {
			t.Fatalf("seed %d, step %d (%s): %s", seed, step, what, problem)
		}
		if c.empty() && last != nil {
			if problem := differs(out, last, nil, nil); problem != "" {
				t.Fatalf("seed %d, step %d (%s): no change is seen, yet %s", seed, step, what, problem)
			}
		}
		if r.IntN(4) == 0 {
			if _, _, c := dossier.build(d.clock); !c.empty() {
				t.Fatalf("seed %d, step %d (%s): a change of nothing: %+v", seed, step, what, c)
			}
		}
		if last = out; out == nil {
			continue
		}
		good, compared = maps.Clone(d.files), compared+1
		if step%25 == 0 {
			if !maps.Equal(pagesOf(old), oldPages) {
				t.Fatalf("seed %d, step %d (%s): an older output has changed", seed, step, what)
			}
			old, oldPages = out, pagesOf(out)
		}
	}
	if share := compared * 100 / steps; share < 60 {
		t.Errorf("seed %d: only %d %% of the steps compare all files", seed, share)
	}
}

// pagesOf returns the bytes of all pages of an output by path.
func pagesOf(out *render.Output) map[string]string {
	pages := map[string]string{}
	for _, name := range out.Paths() {
		if path.Ext(name) == ".html" {
			src, _ := fs.ReadFile(out, name) // one with an error has no bytes
			pages[name] = string(src)
		}
	}
	return pages
}

// differs says how a build differs from a fresh one, "" if it does not.
func differs(out, fresh *render.Output, list, want diag.List) string {
	if got, want := list.Sorted(), want.Sorted(); !slices.Equal(got, want) {
		return fmt.Sprintf("problems:\n%v\nwant\n%v", got, want)
	}
	if want.HasErrors() {
		fresh = nil
	}
	if out == nil || fresh == nil {
		if out != fresh {
			return fmt.Sprintf("output %v, want %v", out != nil, fresh != nil)
		}
		return ""
	}
	if !slices.Equal(out.Paths(), fresh.Paths()) {
		return fmt.Sprintf("paths %q, want %q", out.Paths(), fresh.Paths())
	}
	for _, name := range fresh.Paths() {
		got, err := fs.ReadFile(out, name)
		wanted, wantErr := fs.ReadFile(fresh, name)
		if fmt.Sprint(err) != fmt.Sprint(wantErr) {
			return fmt.Sprintf("%s: error %v, want %v", name, err, wantErr)
		}
		if !bytes.Equal(got, wanted) {
			i := 0
			for i < min(len(got), len(wanted)) && got[i] == wanted[i] {
				i++
			}
			return fmt.Sprintf("%s at byte %d: %q, want %q", name, i, got[max(0, i-40):min(len(got), i+40)], wanted[max(0, i-40):min(len(wanted), i+40)])
		}
	}
	return ""
}

// TestChange compares what the rebuilder says of single changes.
func TestChange(t *testing.T) {
	d := newDesk(harbour)
	dossier := newRebuilder(d.files, buildOptions{})
	dossier.build(d.clock)
	for _, c := range []struct {
		name, want string
		edit       func()
	}{
		{"nothing", "no file", func() {}},
		{"a touched page", "no file", func() { d.write("content/about.md", d.text("content/about.md")) }},
		{"a text", "content/about.md", func() { d.write("content/about.md", "---\ntitle: About\n---\nOther.\n") }},
		{"a broken page", "content/about.md", func() { d.write("content/about.md", "x") }},
		{"a new page", "content/new.md added", func() { d.write("content/new.md", "---\ntitle: New\n---\n") }},
		{"a page that is renamed", "content/new.md renamed to content/newer.md", func() { d.rename("content/new.md", "content/newer.md") }},
		{"a page that goes", "content/newer.md removed", func() { delete(d.files, "content/newer.md") }},
		{"a picture", "content/chart.svg", func() { d.write("content/chart.svg", "<svg/>") }},
		{"a picture of the same size and time", "content/chart.svg", func() { d.writeKeeping("content/chart.svg", "<gvs/>") }},
		{"a picture that is renamed", "content/chart.svg renamed to content/map.svg", func() { d.rename("content/chart.svg", "content/map.svg") }},
		{"a folder", "2 files", func() {
			d.rename("content/meetings/board-april/index.md", "content/meetings/board/index.md")
			d.rename("content/meetings/board-april/hall.svg", "content/meetings/board/hall.svg")
		}},
		{"settings", "dossier.yaml", func() { d.write("dossier.yaml", "title: Other\n") }},
		{"broken settings", "dossier.yaml", func() { d.write("dossier.yaml", "title: [") }},
		{"a text below broken settings", "no file", func() { d.write("content/about.md", "---\ntitle: About\n---\n") }},
		{"mended settings", "2 files", func() { d.write("dossier.yaml", "title: Other\n") }},
		{"a layout", "layouts/partials/own.html", func() { d.write("layouts/partials/own.html", "x") }},
		{"a style sheet", "layouts/assets/site.css/90-own.css", func() { d.write("layouts/assets/site.css/90-own.css", "a {}") }},
		{"a link to nowhere among the layouts", "layouts/link.html added", func() {
			d.files["layouts/link.html"] = &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("nowhere.html")}
		}},
		{"that is gone", "layouts/link.html removed", func() { delete(d.files, "layouts/link.html") }},
		{"a file of an editor", "no file", func() { d.write("content/.about.md.swp", "x") }},
	} {
		c.edit()
		d.wait(time.Hour)
		_, _, got := dossier.build(d.clock)
		if got.String() != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if got.empty() != (c.want == "no file") {
			t.Errorf("%s: empty is %v", c.name, got.empty())
		}
	}
}

// TestRebuildCost counts what is done again for an edit.
func TestRebuildCost(t *testing.T) {
	d := newDesk(harbour)
	dossier := newRebuilder(d.files, buildOptions{})
	dossier.build(d.clock)
	before := dossier.last

	d.write("content/about.md", "---\ntitle: About\n---\nLund.\n")
	d.wait(time.Hour)
	dossier.build(d.clock)
	after := dossier.last
	if !after.site.SharesPages(before.site) {
		t.Error("an edit of a text links all pages again")
	}
	var again []string
	for _, p := range after.site.Pages {
		if after.site.Text(p) != before.site.Text(p) && p.Source != nil {
			again = append(again, p.Key)
		}
	}
	if got := strings.Join(again, " "); got != "about" {
		t.Errorf("linked again: %s", got)
	}

	d.write("content/people/olaf-brand.md", "---\ntitle: Olaf Brandt\n---\n")
	d.wait(time.Hour)
	dossier.build(d.clock)
	if dossier.last.site.SharesPages(after.site) {
		t.Error("a new name links nothing again")
	}
	if dossier.last.words != before.words || dossier.last.cfg != before.cfg {
		t.Error("words or settings are others, though no file of theirs is")
	}
}

// TestRebuildWhileServing reads the pages of each output while the next one is
// made, which the race detector watches.
func TestRebuildWhileServing(t *testing.T) {
	d := newDesk(harbour)
	dossier := newRebuilder(d.files, buildOptions{})
	out, _, _ := dossier.build(d.clock)
	r := rand.New(rand.NewPCG(9, 9))
	for range 12 {
		done := make(chan map[string]string)
		go func(out *render.Output) { done <- pagesOf(out) }(out)
		pick(r, []edit{(*desk).editBody, (*desk).editLetters, (*desk).mend})(d, r)
		d.wait(time.Second)
		next, _, _ := dossier.build(d.clock)
		if first := <-done; !maps.Equal(first, pagesOf(out)) {
			t.Fatal("an output has changed while the next was made")
		}
		if next != nil {
			out = next
		}
	}
}
