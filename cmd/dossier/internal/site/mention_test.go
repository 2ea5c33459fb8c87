package site

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/markdown"
)

// names are the things that the bodies of the tests name.
const nameable = `
-- people/berg.md --
title: Anna Berg
names: [Berg, Анна Берг, آنا برگ, 安娜]
-- people/al-amin.md --
title: Karim al-Amin
names: [Ja'afar]
-- people/berg-2.md --
title: Anna Berg Olsen
-- places/oak.md --
title: Oak Lane
names: [oak lane farm, Lane's End, école du bois]
-- organizations/post.md --
title: Post
names: [the twins]
-- events/twins.md --
title: The Twins
-- articles/other.md --
title: Anna writes
date: 2031
-- people/ghost.md --
title: Ghost Writer
draft: true
`

// TestMentions writes each body on one page and compares what becomes a link,
// as text>key, and which things get a backlink.
func TestMentions(t *testing.T) {
	for _, c := range []struct{ front, body, links, backlinks string }{
		{"", "Anna Berg came. Anna Berg left.", "Anna Berg>berg", "berg"},
		{"", "Berg came. Anna Berg left.", "Berg>berg", "berg"},
		{"", "Anna Berg Olsen came.", "Anna Berg Olsen>berg-2", "berg-2"},
		{"", "Anna Berg's and Anna Berg’s trees", "Anna Berg>berg", "berg"},
		{"", "Anna\nBerg came.", "Anna\nBerg>berg", "berg"},
		{"", "ANNA BERG", "ANNA BERG>berg", "berg"},
		{"", "anna berg and an iceberg, Bergen, Bergs", "", ""},
		{"", "an oak lane farm, an Oak lane farm", "oak lane farm>oak", "oak"},
		{"", "post it. Post it.", "Post>post", "post"},
		{"", "Анна Берг и Анна Бергман", "Анна Берг>berg", "berg"},
		{"", "قالت آنا برگ إن", "آنا برگ>berg", "berg"},
		{"", "新聞：安娜說", "安娜>berg", "berg"},
		{"", "Karim al‑Amin and Ja’afar", "Karim al‑Amin>al-amin", "al-amin"},
		{"", "At Lane’s End", "Lane’s End>oak", "oak"},
		{"", "une école du bois", "école du bois>oak", "oak"},
		{"", "une e\u0301cole du bois", "e\u0301cole du bois>oak", "oak"},
		{"", "The Twins, the twins", "", ""},
		{"", "Ghost Writer and Anna writes", "", ""},
		{"", "## On Anna Berg\n\nHeading.", "", "berg"},
		{"", "## On Anna Berg\n\nBerg it is.", "Berg>berg", "berg"},
		{"", "`Anna Berg`\n\n    Anna Berg", "", ""},
		{"", "[Anna Berg](https://example.org/) and Oak Lane", "Oak Lane>oak", "berg oak"},
		{"", "Anna Berg, [[berg|she]]", "", "berg"},
		{"", "Oak Lane, **Anna Berg**", "Oak Lane>oak, Anna Berg>berg", "berg oak"},
		{"", "[[berg]] and [[oak|the lane]]", "", "berg oak"},
		{"nolink: [anna berg]", "Anna Berg and Berg", "Berg>berg", "berg"},
		{"nolink: [Anna Berg, Berg, Oak Lane]", "Anna Berg and Berg at Oak Lane, Post", "Post>post", "post"},
		{"nolink: true", "Anna Berg at Oak Lane", "", "berg oak"},
	} {
		s, _ := build(t, nameable+"-- articles/x.md --\ntitle: X\ndate: 2031\n"+c.front+"\n\n"+c.body+"\n", Options{})
		text := s.Text(page(t, s, "articles/x"))
		var links []string
		for _, m := range text.Mentions {
			links = append(links, text.Body.Block(m.Block).Text[m.Start:m.End]+">"+text.Targets[m.Target].ID)
		}
		equal(t, "links of "+c.body, strings.Join(links, ", "), c.links)
		var back []string
		for _, q := range append(append(append([]*Page{}, s.People...), s.Places...), append(s.Organizations, s.Events...)...) {
			if len(s.Backlinks(q)) > 0 {
				back = append(back, q.ID)
			}
		}
		equal(t, "backlinks of "+c.body, strings.Join(back, " "), c.backlinks)
	}
}

func TestBacklinks(t *testing.T) {
	s, list := build(t, nameable+`
-- articles/a.md --
title: A
date: 2031

They met. Anna Berg spoke first,
and [[berg]] spoke last.
-- about.md --
title: About

Nothing but [[oak]] is known.

[[twins]]
-- people/self.md --
title: Self Made

Self Made is Self Made. Anna Berg.
`, Options{})
	equal(t, "messages", len(list), 1) // the twins
	show := func(p *Page) string {
		var out []string
		for _, l := range s.Backlinks(p) {
			line, at := s.Context(l)
			out = append(out, fmt.Sprintf("%s: %s[%s]%s", l.From.Key, line[:at.Start], line[at.Start:at.End], line[at.End:]))
		}
		return strings.Join(out, "\n")
	}
	equal(t, "Anna Berg", show(page(t, s, "people/berg")),
		"articles/a: They met. Anna Berg spoke first, and [Anna Berg] spoke last.\npeople/self: Self Made is Self Made. [Anna Berg].")
	equal(t, "Oak Lane", show(page(t, s, "places/oak")), "about: Nothing but [Oak Lane] is known.")
	equal(t, "a card", show(page(t, s, "events/twins")), "about: []")
	equal(t, "itself", show(page(t, s, "people/self")), "")
}

// TestFaultE13Panic makes the search for names of an earlier site panic, which
// another goroutine compares with: it is a panic of Build.
func TestFaultE13Panic(t *testing.T) {
	s, _ := build(t, "-- people/anna.md --\ntitle: Anna Berg\n", Options{})
	s.linker.tree = nil
	defer func() {
		if _, ok := recover().(runtime.Error); !ok {
			t.Error("there was no panic")
		}
	}()
	build(t, "-- people/ben.md --\ntitle: Ben Cole\n", Options{Prev: s})
}

// TestFindAllocations looks for names in a long text. Words that no name has take
// no memory, in whatever letters they are written.
func TestFindAllocations(t *testing.T) {
	s, _ := build(t, nameable, Options{})
	doc, _ := markdown.Parse([]byte(strings.Repeat("Nobody came to Oak Hill, said the Anna-Maria of old; oak lane it is not. ", 1000)), markdown.Options{})
	tree := s.linker.tree
	if n := testing.AllocsPerRun(5, func() { tree.find(doc, nil) }); n > 60 { // slices that grow
		t.Errorf("find made %v allocations in a text of 15,000 words", n)
	}
}
