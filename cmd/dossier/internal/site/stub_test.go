package site

import (
	"fmt"
	"strings"
	"testing"
)

func TestStubs(t *testing.T) {
	const archive = `
-- organizations/post.md --
title: The Valley Post
names: [Valley Post]
-- articles/a.md --
title: A
date: 2031
source: {publisher: Valey Post}
people: [Zoë Adler, Zoe Adler, Marta Holm]
-- articles/b.md --
title: B
date: 2031
source: {publisher: Valley Post}
people: [Marta Holms, Zoe Adler]
organizations: [BBC, NBC, Channel 44, Channel 45]
-- articles/c.md --
title: C
date: 2031
people: [BBC]
`
	s, list := build(t, archive, Options{})
	wantMessages(t, list,
		`articles/a.md:4:21: warning: the name "Valey Post" is new, but differs little from "Valley Post" | if they are one, write "Valley Post", or add "Valey Post" to its names`,
		`articles/a.md:5:21: warning: the name "Zoe Adler" is new, but differs little from "Zoë Adler" | if they are one, write "Zoë Adler", or add "Zoe Adler" to its names`,
		`articles/b.md:5:10: warning: the name "Marta Holms" is new, but differs little from "Marta Holm" | if they are one, write "Marta Holm", or add "Marta Holms" to its names`,
		`articles/c.md:4:10: error: "BBC" is an organization, expected a person | the name first stands at content/articles/b.md:6:17; to say what it is: write content/people/bbc.md, or run: dossier new person "BBC"`)
	equal(t, "stubs", keys(s.Stubs...), "organizations/bbc organizations/channel-44 organizations/channel-45 people/marta-holm people/marta-holms organizations/nbc organizations/valey-post people/zoe-adler people/zoë-adler")

	_, list = build(t, archive, Options{Strict: true})
	got := messages(list)
	equal(t, "messages if strict", len(got), 10)
	equal(t, "a near name if strict", got[0],
		`articles/a.md:4:21: error: no page has the name "Valey Post" | if they are one, write "Valley Post", or add "Valey Post" to its names | to create it: write content/organizations/valey-post.md, or run: dossier new organization "Valey Post"`)
	equal(t, "a new name if strict", got[1], `articles/a.md:5:10: error: no page has the name "Zoë Adler" | to create it: write content/people/zoë-adler.md, or run: dossier new person "Zoë Adler"`)
}

func TestOneSlip(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"reuters", "reuters", true},
		{"reuters", "reuter", true},
		{"reuters", "reuetrs", true},
		{"reuters", "rewters", true},
		{"reuters", "rooters", false},
		{"reuters", "", false},
		{"session 4", "session 5", false},
		{"session 4", "session", false},
		{"session a4", "session 4a", false},
		{"جريدة", "جريده", true},
	} {
		if got := oneSlip(c.a, c.b); got != c.want {
			t.Errorf("oneSlip(%q, %q) = %t", c.a, c.b, got)
		}
		shared := false
		for v := range variants(c.a) {
			for w := range variants(c.b) {
				shared = shared || v == w
			}
		}
		if c.want && !shared {
			t.Errorf("%q and %q share no variant", c.a, c.b)
		}
	}
}

// TestManyStubs would take minutes if names were compared two by two.
func TestManyStubs(t *testing.T) {
	var b strings.Builder
	for i := range 100 {
		fmt.Fprintf(&b, "-- articles/%d.md --\ntitle: T%d\ndate: 2031\npeople:\n", i, i)
		for j := range 100 {
			fmt.Fprintf(&b, "  - P%s %s of the Valley\n", word(i*100+j), word(j))
		}
	}
	s, _ := build(t, b.String(), Options{})
	equal(t, "stubs", len(s.Stubs), 10000)
}

// word returns a word of letters for a number.
func word(n int) string {
	out := ""
	for range 5 {
		out += string(rune('a' + n%26))
		n = n/26 + n*7
	}
	return out
}
