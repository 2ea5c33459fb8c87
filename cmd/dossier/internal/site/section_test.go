package site

import (
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/config"
)

func TestSections(t *testing.T) {
	s, list := build(t, `
-- people/_index.md --
title: The people of the valley
-- people/anna.md --
title: Anna
-- places/_index.md --
title: Places, none yet
-- My Notes/_index.md --
title: Notes
-- My Notes/a.md --
title: Z note
-- My Notes/b/index.md --
title: A note
-- My Notes/deep/below/c.md --
title: M note
-- My Notes/old/_index.md --
title: Old notes
-- My Notes/old/d.md --
title: D note
-- loose/e.md --
title: No list above
`, Options{})
	wantMessages(t, list)
	var got []string
	for _, p := range s.Sections {
		got = append(got, p.Path+" "+string(p.List.Type)+" "+p.Title+": "+keys(p.List.Pages...))
	}
	equal(t, "sections", strings.Join(got, "\n"), strings.TrimSpace(`
people/ person The people of the valley: people/anna
my-notes/ page Notes: my-notes/b my-notes/deep/below/c my-notes/a my-notes/old
my-notes/old/ page Old notes: my-notes/old/d
places/ place Places, none yet: `)+" ")
	equal(t, "home", s.Home.Title+s.Home.Path, "The bypass")
}

func TestTags(t *testing.T) {
	s, list := build(t, `
-- articles/b.md --
title: B
date: 2032
tags: [Noise, noise, NOISE!, Élan, "…"]
-- articles/a.md --
title: A
date: 2033
tags: [noise, zebra]
-- people/anna.md --
title: Anna
tags: noise
-- tags/_index.md --
title: All tags
`, Options{})
	wantMessages(t, list, `articles/b.md:4:36: error: the tag "…" has no letter and no digit | its page needs an address: write a word`)
	var got []string
	for _, p := range s.Tags {
		got = append(got, p.Path+" "+p.Title+": "+keys(p.List.Pages...))
	}
	equal(t, "tags", strings.Join(got, "\n"), "tags/élan/ Élan: articles/b\ntags/noise/ noise: articles/b articles/a people/anna\ntags/zebra/ zebra: articles/a")
	equal(t, "tags of a page", keys(page(t, s, "articles/b").Tags...), "tags/noise tags/élan")
	last := s.Sections[len(s.Sections)-1]
	equal(t, "list of tags", last.Title+" "+keys(last.List.Pages...), "All tags tags/élan tags/noise tags/zebra")
}

// The titles of lists come from whoever knows the language, also of a site that
// is built on another one.
func TestListTitles(t *testing.T) {
	cfg := &config.Config{Title: "Дорога", Language: "ru"}
	set := load(t, `
-- articles/a.md --
title: A
date: 2033
tags: noise
-- people/_index.md --
title: Wer
-- people/anna.md --
title: Anna
`)
	titles := func(s *Site) string {
		var list []string
		for _, p := range s.Sections {
			list = append(list, p.Path+" "+p.Title)
		}
		return strings.Join(list, ", ")
	}
	russian := map[string]string{"articles": "Статьи", "people": "Персоны", "tags": "Метки"}
	s, _ := Build(cfg, set, Options{Titles: russian})
	equal(t, "Russian", titles(s), "articles/ Статьи, people/ Wer, tags/ Метки")
	s, _ = Build(cfg, set, Options{Titles: map[string]string{"articles": "Articles"}, Prev: s})
	equal(t, "built on the Russian site", titles(s), "articles/ Articles, people/ Wer, tags/ Tags")
}
