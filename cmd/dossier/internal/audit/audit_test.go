package audit

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/site"
)

// build links a dossier whose files are those of an archive, each with its
// front matter alone.
func build(t *testing.T, archive string) *site.Site {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		fsys["content/"+f.Name] = &fstest.MapFile{Data: f.Data}
	}
	set, list := content.Load(fsys, content.Options{})
	s, more := site.Build(&config.Config{Title: "T", Language: "en"}, set, site.Options{})
	for _, d := range append(list, more...) {
		if d.Severity == diag.Error {
			t.Fatal(d)
		}
	}
	return s
}

func want(t *testing.T, got diag.List, want string) {
	t.Helper()
	var b strings.Builder
	for _, d := range got {
		if d.Severity != diag.Warning {
			t.Errorf("%v is no warning", d)
		}
		b.WriteString("\n" + d.Pos.String() + ": " + d.Message)
	}
	if b.String() != strings.TrimRight(want, "\n") {
		t.Errorf("got:%s\nwant:%s", b.String(), want)
	}
}

func TestUnused(t *testing.T) {
	s := build(t, `
-- articles/a.md --
---
title: A
date: 2031-01-01
people: [anna]
---
Tom Green came from Oak Lane.
-- people/anna.md --
---
title: Anna
roles: [{title: Mayor, organization: council}]
---
-- people/tom-green.md --
---
title: Tom Green
---
-- people/ida.md --
---
title: Ida
---
-- organizations/council.md --
---
title: Council
parent: county
---
-- organizations/county.md --
---
title: County
---
-- organizations/guild.md --
---
title: Guild
---
-- places/oak-lane.md --
---
title: Oak Lane
within: town
---
-- places/town.md --
---
title: Town
---
-- places/moor.md --
---
title: Moor
---
-- about.md --
---
title: About
---
`)
	want(t, Check(s), `
content/organizations/guild.md:2:8: nothing refers to the organization "Guild"
content/people/ida.md:2:8: nothing refers to the person "Ida"
content/places/moor.md:2:8: nothing refers to the place "Moor"
`)
}

func TestDates(t *testing.T) {
	s := build(t, `
-- articles/a.md --
---
title: A
date: 2031-01-02
source: {publisher: Post, accessed: 2031-01-01}
people: [anna, tom]
quote_check: off
quote_check_reason: a translation
statements:
  - {who: anna, position: bypass, stance: stop, date: 2031-01-03, quote: a}
  - {who: anna, position: bypass, stance: stop, date: 2031-01}
  - {who: anna, position: bypass, stance: stop}
meetings:
  - {id: talks, date: 2031-01-05}
  - {id: earlier, date: 2031-01-02}
---
Text.
-- positions/bypass.md --
---
title: Bypass
question: Shall it be built?
stances: {build: build it, stop: stop it}
---
-- people/anna.md --
---
title: Anna
born: 2000
roles:
  - {title: Pupil, from: 1999, to: 2010}
  - {title: Judge, from: 2030-05, to: 2030}
---
-- people/tom.md --
---
title: Tom
born: 1960-02-01
died: 1960
roles: [{title: Mayor, from: 1961}]
---
-- people/ida.md --
---
title: Ida
born: 1960-02-02
---
-- meetings/talks.md --
---
title: Talks
date: 2031-01-05
previous: later
participants: [tom, anna, {who: ida, presence: absent}]
---
-- meetings/later.md --
---
title: Later
date: 2031-01-06
previous: earlier
---
-- meetings/earlier.md --
---
title: Earlier
date: 2031-01
---
`)
	want(t, Check(s), `
content/articles/a.md: the quotes of this article are not checked: a translation
content/articles/a.md:3:7: the article is dated 2031-01-02, after it was read (2031-01-01)
content/articles/a.md:9:55: the statement is dated 2031-01-03, after the article that reports it (2031-01-02)
content/meetings/talks.md:2:8: "Tom" did not live on the date of the meeting (2031-01-05)
content/meetings/talks.md:2:8: the meeting (2031-01-05) comes before "meetings/later" (2031-01-06), which it names as previous
content/people/anna.md:2:8: the role "Pupil" lies before the birth of its holder (2000)
content/people/tom.md:2:8: the role "Mayor" begins (1961) after the death of its holder (1960)
`)
}

func TestUnlinked(t *testing.T) {
	page := func(name, text string) string {
		return "-- articles/" + name + ".md --\n---\ntitle: " + name + "\ndate: 2031-01-02\n---\n" + text + "\n"
	}
	s := build(t, page("a", "Valley of Two Oaks. One.\n\nThe envoy Brett van der Meer spoke. Ida Said came. `Jane Roe` too. In Oak Lane.")+
		page("b", "Two Oaks. Brett van der Meer’s plan; Oak Lane. Mayor Ida Said. Jane Roe. Ольга Петрова.")+
		page("c", "The Two Oaks. On Brett van der Meer. The Oak Lane Society. Jane Roe, Ольга Петрова.")+
		page("d", "Only Once. Ольга Петрова went.")+
		"-- people/ida-said.md --\n---\ntitle: Ida Said\n---\n-- organizations/g.md --\n---\ntitle: Guild of the Two Oaks\n---\n")
	want(t, Unlinked(s), `
content/articles/a.md:7: "Brett van der Meer" is named in 3 texts and has no page
content/articles/b.md:5: "Ольга Петрова" is named in 3 texts and has no page
`)
}

func TestCapitalised(t *testing.T) {
	for text, want := range map[string]string{
		"He met John Kerry and Sergey Lavrov.": "John Kerry|Sergey Lavrov",
		"The Security Council met. The Paris":  "Security Council",
		"Staffan de Mistura, Jan Egeland":      "Staffan de Mistura|Jan Egeland",
		"In Deir ez-Zor Ban Ki-moon's aide":    "Ban Ki-moon",
		"one two":                              "",
		"Ministry of":                          "",
		"":                                     "",
	} {
		var got []string
		for _, r := range capitalised(text) {
			if text[r.start:r.start+len(r.text)] != r.text {
				t.Errorf("%q: %q is not at %d", text, r.text, r.start)
			}
			got = append(got, r.text)
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%q: got %q, want %q", text, s, want)
		}
	}
}

// TestStatementAtMeeting finds statements that cannot have been made at the
// meeting they name; dates that may be of one day are fine.
func TestStatementAtMeeting(t *testing.T) {
	s := build(t, `
-- articles/a.md --
---
title: A
date: 2031-06-01
statements:
  - {who: anna, position: toll, stance: all, date: 2029-03-02, meeting: sitting}
  - {who: anna, position: toll, stance: none, date: 2031-03-04, meeting: sitting}
  - {who: anna, position: toll, stance: none, date: 2031-03-03, meeting: sitting}
  - {who: anna, position: toll, stance: none, date: 2031-03, meeting: sitting}
  - {who: anna, position: toll, stance: all, date: 2029, meeting: walk}
---
-- people/anna.md --
---
title: Anna
---
-- positions/toll.md --
---
title: Toll
question: Who pays?
stances: {all: Everybody, none: Nobody}
---
-- meetings/sitting.md --
---
title: Sitting
date: 2031-03-02/2031-03-03
---
-- meetings/walk.md --
---
title: Walk
---
`)
	want(t, Check(s), `
content/articles/a.md:5:73: the statement is dated 2029-03-02, the meeting at which it was made 2031-03-02/2031-03-03
content/articles/a.md:6:74: the statement is dated 2031-03-04, the meeting at which it was made 2031-03-02/2031-03-03`)
}
