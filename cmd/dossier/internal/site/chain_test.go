package site

import (
	"fmt"
	"strings"
	"testing"
)

func TestChains(t *testing.T) {
	s, list := build(t, `
-- organizations/tail.md --
title: Tail
parent: b
-- organizations/c.md --
title: C
parent: a
-- organizations/a.md --
title: A
parent: b
-- organizations/b.md --
title: B
parent: c
-- organizations/self.md --
title: Self
parent: self
-- organizations/ok.md --
title: OK
parent: tail
-- places/x.md --
title: X
within: y
-- places/y.md --
title: Y
within: x
-- articles/m.md --
title: M
date: 2031
meetings:
  - {id: m1, title: One, previous: m2}
  - {id: m2, title: Two, previous: m1}
`, Options{})
	wantMessages(t, list,
		`articles/m.md:5:21: error: the meeting "One" comes before itself | the chain is meetings/m1, meetings/m2, meetings/m1; change previous in one of them`,
		`organizations/a.md:3:9: error: the organization "A" is its own parent | the chain is organizations/a, organizations/b, organizations/c, organizations/a; change parent in one of them`,
		`organizations/self.md:3:9: error: the organization "Self" is its own parent | take parent out, or name another`,
		`places/x.md:3:9: error: the place "X" lies within itself | the chain is places/x, places/y, places/x; change within in one of them`)
	var got []string
	for _, p := range s.Organizations {
		got = append(got, p.ID+" in "+keys(p.Organization.Parent)+" with "+keys(p.Organization.Children...))
	}
	equal(t, "organizations", strings.Join(got, "\n"), strings.Join([]string{
		"a in - with organizations/c",
		"b in organizations/c with organizations/tail",
		"c in organizations/a with organizations/b",
		"ok in organizations/tail with ",
		"self in - with ",
		"tail in organizations/b with organizations/ok"}, "\n"))
	equal(t, "places", keys(page(t, s, "places/x").Place.Within, page(t, s, "places/y").Place.Within), "- places/x")
	equal(t, "meetings", keys(page(t, s, "meetings/m1").Meeting.Previous, page(t, s, "meetings/m1").Meeting.Next), "- meetings/m2")
}

func TestTwoFollow(t *testing.T) {
	s, list := build(t, `
-- meetings/m1.md --
title: One
-- meetings/m2.md --
title: Two
date: 2032
previous: m1
-- meetings/m3.md --
title: Three
date: 2031
previous: m1
`, Options{})
	wantMessages(t, list, "meetings/m2.md:4:11: warning: two meetings follow meetings/m1: meetings/m3 and meetings/m2 | give one of them another previous")
	equal(t, "next", keys(page(t, s, "meetings/m1").Meeting.Next), "meetings/m3")
}

// TestLongChain would take long if every meeting walked to the first one.
func TestLongChain(t *testing.T) {
	var b strings.Builder
	b.WriteString("-- articles/x.md --\ntitle: X\ndate: 2031\n")
	const n = 2000
	for i := range n {
		fmt.Fprintf(&b, "-- places/p%d.md --\ntitle: P%d\nwithin: p%d\n", i, i, (i+1)%n)
	}
	_, list := build(t, b.String(), Options{})
	if len(list) != 1 {
		t.Errorf("%d messages", len(list))
	}
}
