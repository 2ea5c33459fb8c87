package site

import (
	"fmt"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/content"
)

// reports makes an article of each entry, one day after another.
func reports(entries ...string) string {
	var b strings.Builder
	for i, e := range entries {
		fmt.Fprintf(&b, "-- articles/a%d.md --\ntitle: A%d\ndate: 2031-01-%02d\nevents:\n  - {%s}\n", i, i, i+1, e)
	}
	return b.String()
}

func TestDisplayDate(t *testing.T) {
	for _, c := range []struct{ page, dates, want, differ string }{
		{"", "2031-03-01", "2031-03-01", ""},
		{"", "2031-03-01 2031-03-02 2031-03-02", "2031-03-02", "date"},
		{"", "2031-03-01 2031-03-02", "2031-03-01/2031-03-02", "date"},
		{"", "2031-03-02 2031-03-01 2031-03-05", "2031-03-01/2031-03-05", "date"},
		{"", "2031-03 2031-03-02", "2031-03-02", ""},
		{"", "2031-03 2031-03 2031-03-02", "2031-03", ""},
		{"", "2031-03~ 2031-03", "2031-03", ""},
		{"2031-03-07", "2031-03-02 2031-03-02", "2031-03-07", "date"},
		{"2031-03-02", "2031-03 2031", "2031-03-02", ""},
		{"", "", "", ""},
	} {
		var entries []string
		for _, d := range strings.Fields(c.dates) {
			entries = append(entries, "id: felling, title: Felling, date: "+d)
		}
		archive := reports(append(entries, "id: felling, title: Felling")...)
		if c.page != "" {
			archive += "-- events/felling.md --\ntitle: Felling\ndate: " + c.page + "\n"
		}
		s, list := build(t, archive, Options{})
		wantMessages(t, list)
		p := page(t, s, "events/felling")
		equal(t, c.page+" "+c.dates, p.Date.String(), c.want)
		equal(t, c.page+" "+c.dates, strings.Join(p.Differ(), " "), c.differ)
	}
}

func figuresOf(p *Page) string {
	var out []string
	for _, f := range p.Event.Figures {
		out = append(out, f.Name+": "+f.Value)
	}
	return strings.Join(out, ", ")
}

func TestFigures(t *testing.T) {
	for _, c := range []struct {
		page, want, differ string
		accounts           []string
	}{
		{"", "oaks: 12", "", []string{"oaks: 12"}},
		{"", "oaks: 12", "", []string{"oaks: 12", "Oaks: 12"}},
		{"", "oaks: At least 12", "", []string{"oaks: At least 12", "oaks: at least 12"}},
		{"", "oaks: 14", "oaks", []string{"oaks: 12", "oaks: 14", "oaks: 14"}},
		{"", "oaks: 9–14", "oaks", []string{"oaks: 12", "oaks: 9", "oaks: 14"}},
		{"", "oaks: about 12 or 9", "oaks", []string{"oaks: about 12", "oaks: 9"}},
		{"oaks: 12", "oaks: 12, elms: 3", "", []string{"oaks: 12", "elms: 3"}},
		{"oaks: 12", "oaks: 12", "oaks", []string{"oaks: 13", "oaks: 13"}},
		{"", "oaks: 1, elms: 2", "elms", []string{"oaks: 1, elms: 2", "elms: 2", "elms: 3"}},
		{"oaks: 12", "oaks: 12", "", nil},
	} {
		var entries []string
		for _, a := range c.accounts {
			entries = append(entries, "id: felling, title: Felling, figures: {"+a+"}")
		}
		archive := reports(append(entries, "id: felling, title: Felling")...)
		if c.page != "" {
			archive += "-- events/felling.md --\ntitle: Felling\nfigures: {" + c.page + "}\n"
		}
		s, list := build(t, archive, Options{})
		wantMessages(t, list)
		p := page(t, s, "events/felling")
		equal(t, fmt.Sprint(c), figuresOf(p), c.want)
		equal(t, fmt.Sprint(c), strings.Join(p.Differ(), " "), c.differ)
	}
}

func TestEventPlace(t *testing.T) {
	const one, two = "id: felling, title: Felling, place: Oak Lane", "id: felling, title: Felling, place: Mill Field"
	for _, c := range []struct {
		page, want, differ string
		accounts           []string
	}{
		{"", "places/oak-lane", "", []string{one, one}},
		{"", "places/oak-lane", "place", []string{two, one, one}},
		{"", "-", "place", []string{one, two}},
		{"Mill Field", "places/mill-field", "place", []string{one, one}},
		{"Mill Field", "places/mill-field", "", []string{two}},
	} {
		archive := reports(c.accounts...)
		if c.page != "" {
			archive += "-- events/felling.md --\ntitle: Felling\nplace: " + c.page + "\n"
		}
		s, _ := build(t, archive, Options{})
		p := page(t, s, "events/felling")
		equal(t, fmt.Sprint(c), keys(p.Event.Place), c.want)
		equal(t, fmt.Sprint(c), strings.Join(p.Differ(), " "), c.differ)
	}
}

func TestDefined(t *testing.T) {
	s, list := build(t, reports(
		"id: felling, figures: {oaks: 1}",
		"id: felling, title: Felling of the oaks, names: [The felling], text: They fell.",
		"title: Fire at the mill, text: It burnt., attributed_to: anna-berg, people: [anna-berg], organizations: [Fire Brigade]",
		"id: vigil, title: Vigil, attributed_to: a neighbour",
	)+`
-- articles/b.md --
title: B
date: 2031-02
events:
  - {id: vigil, text: Once.}
  - {id: vigil, text: Twice.}
  - {id: vigil-2, title: Vigil again}
-- articles/c.md --
title: C
date: 2031-02
events: [fire-at-the-mill, The Felling]
-- events/vigil.md --
title: Vigil of the neighbours
-- people/anna-berg.md --
title: Anna Berg
`, Options{})
	wantMessages(t, list)
	felling := page(t, s, "events/felling")
	equal(t, "of two articles", fmt.Sprint(felling.Title, felling.Names, felling.Path, felling.Own), "Felling of the oaks[The felling]events/felling/true")
	equal(t, "its articles", keys(felling.Articles...), "articles/a0 articles/a1 articles/c")
	mill := page(t, s, "events/fire-at-the-mill")
	equal(t, "of one article and one that refers to it", fmt.Sprint(mill.Path, mill.Own, s.Summary(mill)), "events/fire-at-the-mill/trueIt burnt.")
	equal(t, "attributed to", keys(mill.Accounts[0].Attributed), "people/anna-berg")
	equal(t, "relations", related(mill), "articles/a2 articles/c; people/anna-berg; organizations/fire-brigade")
	again := page(t, s, "events/vigil-2")
	equal(t, "of one article", fmt.Sprint(again.Path, again.Fragment, again.Own), "articles/b/e-vigil-2-2false")
	vigil := page(t, s, "events/vigil")
	var got []string
	for _, a := range vigil.Accounts {
		got = append(got, a.Article.Path+"#"+a.Anchor+" "+a.Text+a.AttributedTo)
	}
	equal(t, "accounts of a page", strings.Join(got, "\n"), "articles/a3/#e-vigil a neighbour\narticles/b/#e-vigil Once.\narticles/b/#e-vigil-2 Twice.")
	equal(t, "title of a page", vigil.Title, "Vigil of the neighbours")
	for _, p := range s.Pages {
		if p.Key == again.Key {
			t.Error("a thing of one article has a page")
		}
	}
}

func TestDefinedProblems(t *testing.T) {
	_, list := build(t, reports(
		"id: felling",
		"id: felling",
		"id: hidden, title: Hidden",
		"id: unseen, title: Unseen thing, attributed_to: anna-brg, people: [nobody-here]",
	)+`
-- events/hidden.md --
title: Secret
draft: true
-- articles/d.md --
title: D
date: 2031
draft: true
events: [{id: unseen, title: Other title}]
-- people/anna-berg.md --
title: Anna Berg
`, Options{})
	wantMessages(t, list,
		`articles/a0.md:5:10: error: unknown event "felling": the entry that defines it needs a title`,
		`articles/a2.md:5:10: warning: "hidden" is a draft, the reference is left out`,
		`articles/a3.md:5:54: warning: "anna-brg" is no person or organization, it is shown as it is written | did you mean "anna-berg"?`,
		`articles/a3.md:5:73: error: unknown person "nobody-here" | to create it: write content/people/nobody-here.md, or run: dossier new person "Nobody Here"`)
}

// TestDefinedMeeting merges what two articles say of a meeting.
func TestDefinedMeeting(t *testing.T) {
	s, list := build(t, `
-- articles/a.md --
title: A
date: 2031-01-01
meetings:
  - {id: talks, title: Talks, date: 2031, place: Oak Lane, convened_by: [Parish], agenda: [Trees], previous: Walk}
-- articles/b.md --
title: B
date: 2031-01-02
meetings:
  - {id: talks, kind: closed, convened_by: [Parish, Anna], agenda: [Trees, Noise], participants: [Anna], outcome: None}
  - {id: walk-2, title: Second walk, previous: talks}
  - {id: known, participants: [Tom], place: Mill Field}
-- meetings/known.md --
title: Known
agenda: [aid-acess, cease-fire]
-- positions/aid-access.md --
title: Aid
question: Who may pass?
stances: {none: Nobody, all: All}
`, Options{})
	wantMessages(t, list, `meetings/known.md:3:10: warning: "aid-acess" is no position, it is shown as it is written | did you mean "aid-access"?`)
	p := page(t, s, "meetings/talks")
	m := p.Meeting
	equal(t, "meeting", fmt.Sprint(m.Kind, m.Outcome, p.Date, m.Agenda), "closedNone2031 [{<nil> Trees} {<nil> Noise}]")
	equal(t, "its people", keys(m.Place, m.Previous, m.Next, m.ConvenedBy[0], m.ConvenedBy[1], m.Participants[0].Who),
		"places/oak-lane meetings/walk meetings/walk-2 organizations/parish organizations/anna organizations/anna")
	equal(t, "lists", fmt.Sprint(len(m.ConvenedBy), len(m.Participants)), "2 1")
	known := page(t, s, "meetings/known")
	equal(t, "a page is not changed by an account", len(known.Meeting.Participants), 0)
	equal(t, "place of the account", keys(known.Accounts[0].Place), "places/mill-field")
	equal(t, "the article has who the account names", strings.Contains(related(known.Accounts[0].Article), "people/tom"), true)
	equal(t, "type", p.Type, content.Meeting)
}

func TestAnchors(t *testing.T) {
	s := anchorSet{}
	var got []string
	for _, name := range []string{"a", "a", "a-2", "a", "b"} {
		got = append(got, s.make("e", name))
	}
	equal(t, "anchors", strings.Join(got, " "), "e-a e-a-2 e-a-2-2 e-a-3 e-b")
	for id, want := range map[string]bool{"s-x": true, "e-a": true, "m-a": true, "d-about": true, "main": true, "mains": false, "summary": false} {
		equal(t, id, ReservedID(id), want)
	}
}
