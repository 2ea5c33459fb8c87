package content

import (
	"reflect"
	"testing"

	"dossier/cmd/dossier/internal/edtf"
)

func mustDate(t *testing.T, s string) edtf.Date {
	t.Helper()
	d, err := edtf.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// decoded returns a page without what the tests of this file are not about.
func decoded(t *testing.T, file, src string) *Page {
	t.Helper()
	p, list := parsePage(file, src)
	if list.HasErrors() {
		t.Fatalf("%s:%s", file, report(list))
	}
	return p
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestCommon(t *testing.T) {
	got := decoded(t, "about.md", `---
title: " Aleppo: the truce "
date: 2016-09-09
lastmod: 2016-10
draft: true
summary: |
  One sentence.
slug: truce
aliases: /old/
names: [Халеб, حلب]
image: {src: a.jpg, alt: A road, caption: B, credit: C}
tags: [war, 010, no]
lang: ar
nolink: [Aleppo]
layout: wide
links: [{title: A, url: https://example.org}]
params: {n: 1_000, list: [no, ~], map: {a: b}}
---
`)
	same(t, got, &Page{
		File: "content/about.md", Type: Plain, ID: "about",
		Title:   Text{"Aleppo: the truce", 2, 8},
		Date:    Date{mustDate(t, "2016-09-09"), 3, 7},
		LastMod: Date{mustDate(t, "2016-10"), 4, 10},
		Draft:   true,
		Summary: "One sentence.",
		Slug:    Text{"truce", 8, 7},
		Aliases: []Text{{"/old/", 9, 10}},
		Names:   []Text{{"Халеб", 10, 9}, {"حلب", 10, 16}},
		Image:   &Image{Src: Text{"a.jpg", 11, 14}, Alt: "A road", Caption: "B", Credit: "C"},
		Tags:    []Text{{"war", 12, 8}, {"010", 12, 13}, {"no", 12, 18}},
		Lang:    "ar",
		NoLink:  []Text{{"Aleppo", 14, 10}},
		Layout:  Text{"wide", 15, 9},
		Links:   []Link{{"A", "https://example.org"}},
		Params:  map[string]any{"n": "1_000", "list": []any{"no", nil}, "map": map[string]any{"a": "b"}},
	})
}

func TestNoLink(t *testing.T) {
	tests := []struct {
		value string
		names []Text
		all   bool
	}{
		{"true", nil, true},
		{"True", nil, true},
		{"false", nil, false},
		{"", nil, false},
		{"Aleppo", []Text{{"Aleppo", 3, 9}}, false},
		{"[true]", []Text{{"true", 3, 10}}, false},
	}
	for _, c := range tests {
		p := decoded(t, "about.md", "---\ntitle: T\nnolink: "+c.value+"\n---\n")
		if !reflect.DeepEqual(p.NoLink, c.names) || p.NoLinks != c.all {
			t.Errorf("nolink: %s: got %v, %t", c.value, p.NoLink, p.NoLinks)
		}
	}
}

func TestArticle(t *testing.T) {
	got := decoded(t, "a", `---
title: T
date: 2016-09-27
source:
  publisher: Sputnik
  title: A
  url: https://example.org/a
  author: B
  kind: state-media
  lang: en
  archived: https://example.org/b
  accessed: 2026-01
people: x
organizations: [y, z]
places: [p]
events:
  - known
  - title: Convoy attack
    date: 2016-09-19
    place: urum
    people: [v]
    organizations: w
    figures: {killed: at least 10}
    text: C
    attributed_to: un
  - ""
meetings:
  id: m
  names: [n]
  summary: D
  agenda: q
  participants: [v, {who: w, for: y, role: host, presence: absent}]
quote_check: off
quote_check_reason: The quote is a translation.
---
`).Article
	same(t, got, &ArticleData{
		Source: Source{
			Publisher: Text{"Sputnik", 5, 14}, Title: "A", URL: "https://example.org/a", Author: "B", Kind: "state-media",
			Lang: "en", Archived: "https://example.org/b", Accessed: mustDate(t, "2026-01"),
		},
		People:        []Text{{"x", 13, 9}},
		Organizations: []Text{{"y", 14, 17}, {"z", 14, 20}},
		Places:        []Text{{"p", 15, 10}},
		Events:        []Text{{"known", 17, 5}},
		Accounts: []Account{{
			ID: Text{"convoy-attack", 18, 12}, Title: Text{"Convoy attack", 18, 12}, Date: Date{mustDate(t, "2016-09-19"), 19, 11},
			Text: "C", AttributedTo: Text{"un", 25, 20},
			Event: &EventData{
				Place: Text{"urum", 20, 12}, People: []Text{{"v", 21, 14}}, Organizations: []Text{{"w", 22, 20}},
				Figures: []Figure{{"killed", "at least 10", 23}},
			},
		}, {
			ID: Text{"m", 28, 7}, Names: []Text{{"n", 29, 11}}, Summary: "D",
			Meeting: &MeetingData{
				Agenda: []Text{{"q", 31, 11}},
				Participants: []Participant{{Who: Text{"v", 32, 18}},
					{Who: Text{"w", 32, 27}, For: Text{"y", 32, 35}, Role: "host", Presence: "absent"}},
			},
		}},
		QuoteCheckOff: "The quote is a translation.",
	})
}

func TestStatements(t *testing.T) {
	p := decoded(t, "a", `---
title: T
date: 2016-09-27
statements:
  - who: x
    for: y
    position: p
    stance: s
    date: 2016-09-25
    meeting: m
    mode: denied
    text: A
    quote: short
  - {who: x, position: p, stance: s}
  - {who: x, position: p, stance: s, quote: short}
---

A short text.
`)
	published := Date{mustDate(t, "2016-09-27"), 3, 7}
	same(t, p.Article.Statements, []Statement{
		{Who: Text{"x", 5, 10}, For: Text{"y", 6, 10}, Position: Text{"p", 7, 15}, Stance: Text{"s", 8, 13}, Date: Date{mustDate(t, "2016-09-25"), 9, 11},
			Meeting: Text{"m", 10, 14}, Mode: "denied", Text: "A", Quote: Text{"short", 13, 12}, Line: 5, Col: 5},
		{Who: Text{"x", 14, 11}, Position: Text{"p", 14, 24}, Stance: Text{"s", 14, 35}, Date: published, Mode: "paraphrase", Line: 14, Col: 5},
		{Who: Text{"x", 15, 11}, Position: Text{"p", 15, 24}, Stance: Text{"s", 15, 35}, Date: published, Mode: "direct",
			Quote: Text{"short", 15, 45}, Line: 15, Col: 5},
	})
}

func TestOtherTypes(t *testing.T) {
	same(t, decoded(t, "people/x.md", "---\ntitle: T\nroles: {title: A, organization: o, from: 2014, to: 2019-10}\nborn: 1952-02-21\ndied: 2017-02-20\n---\n").Person,
		&PersonData{
			Roles: []Role{{"A", Text{"o", 3, 33}, mustDate(t, "2014"), mustDate(t, "2019-10")}},
			Born:  mustDate(t, "1952-02-21"), Died: mustDate(t, "2017-02-20"),
		})
	same(t, decoded(t, "organizations/x.md", "---\ntitle: T\nkind: ngo\nparent: o\n---\n").Organization,
		&OrganizationData{Kind: "ngo", Parent: Text{"o", 4, 9}})
	same(t, decoded(t, "meetings/x.md", "---\ntitle: T\nplace: p\nkind: k\nconvened_by: [c]\nparticipants: []\nagenda: [a, Text of it]\n"+
		"outcome: o\ndocument: {symbol: S/PV.1, url: https://un.org/}\nprevious: m\n---\n").Meeting,
		&MeetingData{
			Place: Text{"p", 3, 8}, Kind: "k", ConvenedBy: []Text{{"c", 5, 15}}, Agenda: []Text{{"a", 7, 10}, {"Text of it", 7, 13}},
			Outcome: "o", Document: Document{"S/PV.1", "https://un.org/"}, Previous: Text{"m", 10, 11},
		})
	same(t, decoded(t, "positions/x.md", "---\ntitle: T\nquestion: Q?\nstances:\n  no: Against\n  yes: \" For \"\n---\n").Position,
		&PositionData{Question: "Q?", Stances: []Stance{{"no", "Against"}, {"yes", "For"}}})
	same(t, decoded(t, "events/x.md", "---\ntitle: T\ndate: 2016\nplace: p\npeople: a\norganizations: b\nfigures: {killed: 1.10}\nresolution: r\n---\n").Event,
		&EventData{Place: Text{"p", 4, 8}, People: []Text{{"a", 5, 9}}, Organizations: []Text{{"b", 6, 16}},
			Figures: []Figure{{"killed", "1.10", 7}}, Resolution: "r"})
	same(t, decoded(t, "places/x.md", "---\ntitle: T\nlat: -36.2\nlon: 0\nwithin: syria\n---\n").Place,
		&PlaceData{Lat: -36.2, Located: true, Within: Text{"syria", 5, 9}})
}

func TestIsID(t *testing.T) {
	tests := []struct {
		s    string
		want bool
	}{
		{"vitaly-churkin", true}, {"russia", true}, {"2016", true}, {"россия", true}, {"غوتيريش-أنطونيو", true}, {"聯合-國", true},
		{"", false}, {"Vitaly Churkin", false}, {"Russia", false}, {"-x", false}, {"a--b", false}, {"a.b", false}, {"حلب", false}, {"聯合國", false},
		{"people/x", false}, {"cafe\u0301", false},
	}
	for _, c := range tests {
		if got := IsID(c.s); got != c.want {
			t.Errorf("IsID(%q) = %t", c.s, got)
		}
	}
}
