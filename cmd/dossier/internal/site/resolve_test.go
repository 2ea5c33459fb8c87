package site

import (
	"fmt"
	"strings"
	"testing"
)

// known are the pages that the references of the tests lead to.
const known = `
-- people/anna-berg.md --
title: Anna Berg
names: [A. Berg, Анна Берг, 安娜, Ańna]
-- people/Tom Reed.md --
title: Thomas Reed
-- people/mill.md --
title: Jo Mill
-- places/mill.md --
title: The Mill
-- places/oak-lane.md --
title: Oak Lane
names: [Lane, Dup]
-- organizations/parish.md --
title: Parish Council
names: [Dup]
-- events/dup-1.md --
title: Double
-- events/dup-2.md --
title: Double
-- people/secret.md --
title: Hidden Name
draft: true
-- articles/old.md --
title: Bypass News
date: 2030
draft: true
source: {publisher: Bypass News}
events: [{title: Unseen thing}]
`

// TestReferences refers from an article in every way, one at a time. Where is
// the key of front matter, and want what the page is related with, or the messages.
func TestReferences(t *testing.T) {
	const pos = "articles/x.md:4:10: "
	for _, c := range []struct{ where, ref, want string }{
		{"people", "anna-berg", "people/anna-berg"},
		{"people", "people/anna-berg", "people/anna-berg"},
		{"people", "People/Anna-Berg", "people/anna-berg"},
		{"people", "Anna Berg", "people/anna-berg"},
		{"people", "ANNA  BERG", "people/anna-berg"},
		{"people", "Anna-Berg", "people/anna-berg"},
		{"people", "a. berg", "people/anna-berg"},
		{"people", "анна берг", "people/anna-berg"},
		{"people", "安娜", "people/anna-berg"},
		{"people", "Ańna", "people/anna-berg"},
		{"people", "tom-reed", "people/Tom Reed"},
		{"people", "Tom Reed", "people/Tom Reed"},
		{"people", "thomas reed", "people/Tom Reed"},
		{"people", "mill", "people/mill"},
		{"places", "mill", "places/mill"},
		{"places", "Dup", "places/oak-lane"},
		{"people", "New Name", "people/new-name (stub)"},
		{"people", "新", "people/新 (stub)"},
		{"people", "Bypass News", "people/bypass-news (stub)"},

		{"people", "ana-berg", pos + `error: unknown person "ana-berg" | did you mean "anna-berg"? | to create it: write content/people/ana-berg.md, or run: dossier new person "Ana Berg"`},
		{"people", "people/ana-berg", pos + `error: unknown person "people/ana-berg" | did you mean "anna-berg"? | to create it: write content/people/ana-berg.md, or run: dossier new person "Ana Berg"`},
		{"people", "élan", pos + `error: unknown person "élan" | to create it: write content/people/élan.md, or run: dossier new person "Élan"`},
		{"people", "新-人", pos + `error: unknown person "新-人" | to create it: write content/people/新-人.md, or run: dossier new person "新 人"`},
		{"people", "notes/thing", pos + `error: unknown person "notes/thing" | to create it: write content/people/thing.md, or run: dossier new person "Thing"`},
		{"people", "oak-lane", pos + `error: "oak-lane" is a place, expected a person`},
		{"people", "Oak Lane", pos + `error: "Oak Lane" is a place, expected a person`},
		{"people", "places/nowhere", pos + `error: "places/nowhere" is a place, expected a person`},
		{"people", "…", pos + `error: "…" has no letter and no digit, it is no name`},
		{"people", "secret", pos + `warning: "secret" is a draft, the reference is left out`},
		{"people", "Hidden Name", pos + `warning: "Hidden Name" is a draft, the reference is left out`},
		{"events", "Double", pos + `error: "Double" is ambiguous | write events/dup-1 or events/dup-2`},
		{"events", "unseen-thing", pos + `warning: "unseen-thing" is a draft, the reference is left out`},
		{"events", "events/dup-1", "events/dup-1"},
	} {
		s, list := build(t, known+fmt.Sprintf("-- articles/x.md --\ntitle: X\ndate: 2031\n%s%s\n", c.where+": ", strings.Repeat(" ", 7-len(c.where))+yaml(c.ref)), Options{})
		var got []string
		for _, p := range append(page(t, s, "articles/x").People, append(page(t, s, "articles/x").Places, page(t, s, "articles/x").Events...)...) {
			line := p.Key
			if p.Stub {
				line += " (stub)"
			}
			got = append(got, line)
		}
		for _, m := range messages(list) {
			if strings.HasPrefix(m, "articles/x") {
				got = append(got, m)
			}
		}
		equal(t, c.where+" "+c.ref, strings.Join(got, "\n"), c.want)
	}
}

func yaml(s string) string { return "'" + s + "'" }

func TestShared(t *testing.T) {
	_, list := build(t, known, Options{})
	wantMessages(t, list,
		`events/dup-1.md:2:8: warning: the name "Double" is shared by events/dup-1 and events/dup-2 | the name is not linked in texts; write [[section/id|name]] there, or take it from one of them`,
		`organizations/parish.md:3:9: warning: the name "Dup" is shared by organizations/parish and places/oak-lane | the name is not linked in texts; write [[section/id|name]] there, or take it from one of them`)
	_, list = build(t, `
-- articles/x.md --
title: X
date: 2031
events:
  - {id: first, title: The felling}
  - {id: second, title: The Felling}
`, Options{})
	wantMessages(t, list,
		`articles/x.md:5:24: warning: the name "The felling" is shared by events/first and events/second | the name is not linked in texts; write [[section/id|name]] there, or take it from one of them`)
}

func TestWho(t *testing.T) {
	const positions = known + `
-- positions/bypass.md --
title: The bypass
question: Shall it be built?
stances: {against: Against, for: For it}
`
	statement := func(s string) string {
		return positions + "-- articles/x.md --\ntitle: X\ndate: 2031\nstatements:\n  - {" + s + "}\n"
	}
	for _, c := range []struct{ in, want string }{
		{"who: oak-lane, position: bypass, stance: for", `error: "oak-lane" is a place, expected a person or an organization`},
		{"who: parrish, position: bypass, stance: for", `error: unknown person or organization "parrish" | did you mean "parish"? | to create it: write content/people/parrish.md, or run: dossier new person "Parrish"`},
		{"who: parish, position: bypas, stance: for", `error: unknown position "bypas" | did you mean "bypass"? | to create it: write content/positions/bypas.md, or run: dossier new position "Bypas"`},
		{"who: parish, position: bypass, stance: fro", `error: "fro" is not a stance of positions/bypass | did you mean "for"? | its stances are against, for`},
		{"who: parish, position: New question, stance: fro", `error: "fro" is not a stance of positions/new-question | the position has no stances yet`},
		{"who: parish, for: Road Office, position: bypass, stance: for", `warning: "parish" is an organization and speaks for itself, for is left out | name the person who spoke under who, or take for out`},
		{"who: secret, position: bypass, stance: for", `warning: "secret" is a draft, the reference is left out`},
	} {
		_, list := build(t, statement(c.in), Options{})
		var got string
		for _, m := range messages(list) {
			if rest, ok := strings.CutPrefix(m, "articles/x.md:5:"); ok {
				_, got, _ = strings.Cut(rest, ": ")
			}
		}
		equal(t, c.in, got, c.want)
	}
}

// TestDefaultFor gives a person roles and asks for whom a statement was made.
func TestDefaultFor(t *testing.T) {
	for _, c := range []struct{ roles, keys, want string }{
		{"", "", "-"},
		{"{title: Chair, organization: A B}", "", "organizations/a-b"},
		{"{title: Chair}, {title: Member, organization: A B}", "", "organizations/a-b"},
		{"{title: Chair, organization: A B}, {title: Clerk, organization: A B}", "", "organizations/a-b"},
		{"{title: Chair, organization: A B}, {title: Clerk, organization: C D}", "", "-"},
		{"{title: Chair, organization: A B, to: 2030}, {title: Clerk, organization: C D}", "", "organizations/c-d"},
		{"{title: Chair, organization: A B, from: 2031-03-02}", "", "organizations/a-b"},
		{"{title: Chair, organization: A B, from: 2031-03-03}", "", "-"},
		{"{title: Chair, organization: A B, from: 2031-03-03}", ", date: 2031-03", "organizations/a-b"},
		{"{title: Chair, organization: A B}", ", for: C D", "organizations/c-d"},
		{"{title: Chair, organization: A B}", ", for: hidden", "-"},
	} {
		s, list := build(t, fmt.Sprintf(`
-- organizations/hidden.md --
title: Hidden
draft: true
-- people/anna.md --
title: Anna
roles: [%s]
-- positions/bypass.md --
title: The bypass
question: Shall it be built?
stances: {against: Against, for: For it}
-- articles/x.md --
title: X
date: 2031-03-02
statements:
  - {who: anna, position: bypass, stance: for%s}
`, c.roles, c.keys), Options{})
		if list.HasErrors() || len(s.Statements) != 1 {
			t.Fatalf("%s: %q", c.roles, messages(list))
		}
		equal(t, c.roles+c.keys, keys(s.Statements[0].For), c.want)
	}
}
