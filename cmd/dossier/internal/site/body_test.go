package site

import (
	"fmt"
	"strings"
	"testing"
)

// linked are the pages that the references of the tests lead to.
const linked = `
-- people/anna-berg.md --
title: Anna Berg
names: [Dup]
aliases: [/staff/anna/, old.html, /rené/]

## Early life

## Ошибка
-- people/Tom Reed.md --
title: Thomas
-- places/dup.md --
title: Dup
-- people/secret.md --
title: Hidden Name
draft: true
-- articles/kept/index.md --
title: Kept
date: 2031
draft: true
-- articles/kept/photo.jpg --
x
-- articles/plan.pdf --
x
-- notes/_index.md --
title: Notes
-- notes/dup.md --
title: A note
-- articles/told.md --
title: Told
date: 2031
tags: [Noise]
events: [{id: felling, title: Felling}]
`

var refs = []struct{ ref, want string }{
	{"[[anna-berg]]", "people/anna-berg"},
	{"[[people/anna-berg|her]]", "people/anna-berg"},
	{"[[Anna Berg#Early life]]", "people/anna-berg#early-life"},
	{"[[anna-berg#early-life]]", "people/anna-berg#early-life"},
	{"[[Tom Reed]]", "people/Tom Reed"},
	{"[[felling]]", "events/felling#e-felling"},
	{"[[told#e-felling]]", "articles/told#e-felling"},
	{"[[notes]]", "notes"},
	{"[[people]]", "people"},
	{"[[tags/noise]]", "tags/noise"},
	{"[a](../people/anna-berg.md)", "people/anna-berg"},
	{"[a](/people/anna-berg.md#early-life)", "people/anna-berg#early-life"},
	{"[a](../people/Tom%20Reed.md)", "people/Tom Reed"},
	{"[a](/people/anna-berg/)", "people/anna-berg"},
	{"[a](/people/anna-berg/index.html)", "people/anna-berg"},
	{"[a](/staff/anna)", "people/anna-berg"},
	{"[a](/old.html)", "people/anna-berg"},
	{"[a](/rené/)", "people/anna-berg"}, // the alias is in Unicode form D
	{"[a](/people/)", "people"},
	{"[a](/)", "home"},
	{"[a](plan.pdf#page=2)", "file articles/plan.pdf#page=2"},
	{"[[anna-brg]]", `warning: the link [[anna-brg]] leads nowhere | did you mean "anna-berg"?`},
	{"[[Hidden Name]]", `warning: [[Hidden Name]] is a draft, the link is left out`},
	{"[[secret]]", `warning: [[secret]] is a draft, the link is left out`},
	{"[[Dup]]", `warning: the link [[Dup]] is ambiguous | write [[people/anna-berg]] or [[places/dup]]`},
	{"[[dup]]", `warning: the link [[dup]] is ambiguous | write [[notes/dup]] or [[places/dup]]`},
	{"[[anna-berg#erly-life]]", `people/anna-berg warning: the page "Anna Berg" has no heading "#erly-life" | did you mean "early-life"?`},
	{"[[anna-berg#top]]", "people/anna-berg#top"},
	{"[[anna-berg#d-said]]", "people/anna-berg#d-said"}, // the layout's
	{"[a](#the-vote)", "articles/x#the-vote"},
	{"[[#The vote]]", "articles/x#the-vote"},
	{"[[x#The vote|below]]", "articles/x#the-vote"},
	{"[a](x.md#the-vote)", "articles/x#the-vote"},
	{"[a](#e-count)", "articles/x#e-count"},
	{"[a](#Top)", "articles/x#Top"},
	{"[a](#nowhere)", `warning: the page "X" has no heading "#nowhere"`},
	{"[[#The vite]]", `warning: the page "X" has no heading "#The vite" | did you mean "the-vote"?`},
	{"[[x#nowhere]]", `warning: the page "X" has no heading "#nowhere"`},
	{"[[x]]", `articles/x warning: the page links to itself | take the link out`},
	{"[a](../people/nobody.md)", `warning: there is no file "../people/nobody.md"`},
	{"[a](../people/secret.md)", `warning: "../people/secret.md" is a draft, the link is left out`},
	{"[a](/nowhere/)", `warning: the link "/nowhere/" leads nowhere | link to a page by its file: ../people/name.md, or by its id: [[name]]`},
	{"[a](kept/photo.jpg)", `warning: "kept/photo.jpg" lies beside a draft, the link is left out`},
	{"![a](kept/photo.jpg)", `warning: "kept/photo.jpg" lies beside a draft, the picture is left out`},
	{"![a](photo.jpg)", `error: there is no picture "photo.jpg" | put the file beside the page, or give its path from the folder content/: /images/photo.jpg`},
	{"![a](../../../photo.jpg)", `error: there is no picture "../../../photo.jpg" | put the file beside the page, or give its path from the folder content/: /images/photo.jpg`},
}

// TestRefs writes each reference into an article beside many other pages, and
// compares where it leads: key, file and fragment, or the message.
func TestRefs(t *testing.T) {
	for _, c := range refs {
		s, list := build(t, linked+"-- articles/x.md --\ntitle: X\ndate: 2031\nevents: [{id: count, title: The count}]\n\nSee "+c.ref+" now.\n\n## The vote\n", Options{})
		p := page(t, s, "articles/x")
		refs := s.Text(p).Refs
		if len(refs) != 1 {
			t.Fatalf("%s: %d references", c.ref, len(refs))
		}
		r := refs[0]
		var got []string
		switch {
		case r.Page != nil:
			got = append(got, keys(r.Page))
		case r.Resource != nil:
			got = append(got, "file "+r.Resource.Path)
		}
		if r.Fragment != "" {
			got[0] += "#" + r.Fragment
		}
		for _, m := range messages(list) {
			if rest, ok := strings.CutPrefix(m, "articles/x.md:6:5: "); ok {
				got = append(got, rest)
			}
		}
		equal(t, c.ref, strings.Join(got, " "), c.want)
		equal(t, c.ref+" is broken", r.Broken, r.Page == nil && r.Resource == nil)
	}
}

const withDrafts = `
-- articles/a.md --
title: A
date: 2031-01-02
source: {publisher: secret-post}
people: [secret-person, Tom]
tags: [Open]
statements: [{who: secret-person, position: bypass, stance: none}]
image: /articles/draft/photo.jpg
summary: What was open.

[[secret-person]] and Secret Person.
-- articles/draft/index.md --
title: A secret article
date: 2031-01-01
draft: true
tags: [Secret tag]
aliases: [/secret/]
people: [Secret friend, nobody-at-all]
events: [{id: secret-event, title: A secret event, date: 2031}]

Tom and [[nowhere]].
-- articles/draft/photo.jpg --
x
-- articles/draft/deep/map.svg --
x
-- articles/draft/page/index.md --
title: Not a draft
date: 2031
-- articles/draft/page/chart.svg --
x
-- people/secret-person.md --
title: Secret Person
draft: true
-- organizations/secret-post.md --
title: Secret Post
draft: true
-- positions/bypass.md --
title: The bypass
question: Shall it be built?
stances: {none: Nobody, all: All}
`

// TestDrafts looks for whatever of a draft might be published.
func TestDrafts(t *testing.T) {
	s, list := build(t, withDrafts, Options{})
	wantMessages(t, list,
		`articles/a.md:4:21: warning: "secret-post" is a draft, the reference is left out`,
		`articles/a.md:5:10: warning: "secret-person" is a draft, the reference is left out`,
		`articles/a.md:7:20: warning: "secret-person" is a draft, the reference is left out`,
		`articles/a.md:8:8: warning: "/articles/draft/photo.jpg" lies beside a draft, the picture is left out`,
		`articles/a.md:11:1: warning: [[secret-person]] is a draft, the link is left out`)
	equal(t, "resources", fmt.Sprint(s.Resources), "[{articles/draft/page/chart.svg articles/draft/page/chart.svg 0 0}]")
	equal(t, "mentions", len(s.Text(page(t, s, "articles/a")).Mentions), 0)
	equal(t, "redirects", len(s.Redirects), 0)
	equal(t, "tags", keys(s.Tags...), "tags/open")
	equal(t, "stubs", keys(s.Stubs...), "people/tom")
	equal(t, "statements", len(s.Statements), 0)
	equal(t, "backlinks", len(s.Backlinks(page(t, s, "people/tom"))), 0)
	var all []string
	for _, p := range s.Pages {
		all = append(all, p.Key+" "+p.Title+" "+s.Summary(p))
	}
	for _, e := range s.Timeline {
		all = append(all, e.Page.Title)
	}
	equal(t, "timeline", len(s.Timeline), 2)
	if text := strings.Join(all, "\n"); strings.Contains(text, "Secret") || strings.Contains(text, "secret article") {
		t.Errorf("a draft is in the site:\n%s", text)
	}

	s, list = build(t, withDrafts, Options{Drafts: true})
	if got := strings.Join(messages(list), "\n"); strings.Contains(got, "draft, ") || strings.Contains(got, "a draft") {
		t.Errorf("with drafts:\n%s", got)
	}
	equal(t, "resources with drafts", len(s.Resources), 3)
	equal(t, "the draft", page(t, s, "articles/draft").Draft, true)
	equal(t, "its event", keys(page(t, s, "events/secret-event").Articles...), "articles/draft")
}

func TestSummary(t *testing.T) {
	s, _ := build(t, `
-- people/anna.md --
title: Anna Berg
-- articles/a.md --
title: A
date: 2031
summary: The editor's words.

Text.
-- articles/b.md --
title: B
date: 2031

[[anna]]

The chair, [[anna]], spoke of [[nobody]].
`, Options{})
	equal(t, "of the editor", s.Summary(page(t, s, "articles/a")), "The editor's words.")
	equal(t, "of the text", s.Summary(page(t, s, "articles/b")), "The chair, Anna Berg, spoke of nobody.")
}
