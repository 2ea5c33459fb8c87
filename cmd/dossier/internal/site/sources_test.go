package site

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dossier/cmd/dossier/internal/edtf"
)

// press is the road's question with articles of several publishers: two report
// one statement, and three an event.
const press = road + `
-- articles/a.md --
title: A
date: 2031-01-01
source: {publisher: Valley Post, kind: newspaper, lang: en}
statements:
  - {who: anna, position: bypass, stance: stop}
  - {who: tom, position: bypass, stance: build}
events: [{id: felling, title: Felling, date: 2030-12-31, place: Oak Lane, figures: {oaks: 12}}]
-- articles/b.md --
title: B
date: 2031-01-06
source: {publisher: Radio Valley, kind: state-media, lang: fr}
statements:
  - {who: anna, position: bypass, stance: stop, date: 2031-01-01}
  - {who: ida, position: bypass, stance: wait}
events: [{id: felling, date: 2030-12-30, figures: {oaks: 12}}]
meetings: [{id: talks, title: Talks, date: 2031-01-05}]
-- articles/c.md --
title: C
date: 2031-01
source: {publisher: Valley Post, kind: state-media, lang: en}
events: [{id: felling, date: 2030-12-31, figures: {oaks: 12}}]
-- articles/d.md --
title: D
date: 2031-01-12T23:30+09:00
-- articles/e.md --
title: E
date: 2030-12-30/2031-01-05
source: {publisher: Valley Post, kind: newspaper, lang: en}
`

func (f Fact) String() string {
	if f.Statement != nil {
		return f.Statement.Who.ID
	}
	if f.Value.Place != nil {
		return f.Thing.ID + " " + keys(f.Value.Place)
	}
	return f.Thing.ID + " " + f.Value.Date.String() + f.Value.Figure
}

func TestSources(t *testing.T) {
	site, list := build(t, press, Options{})
	wantMessages(t, list)
	s := site.Sources()
	equal(t, "kinds", fmt.Sprint(s.Kinds, s.Unnamed), "[{state-media 2} {newspaper 2} { 1}] 1")
	equal(t, "languages", fmt.Sprint(s.Languages), "[{en 3} {fr 1} { 1}]")
	var got []string
	for _, p := range s.Publishers {
		got = append(got, fmt.Sprint(p.Page.Title, ": ", keys(p.Articles...), " ", p.Kinds))
	}
	equal(t, "publishers", strings.Join(got, "\n"),
		"Valley Post: articles/e articles/c articles/a [{state-media 1} {newspaper 2}]\nRadio Valley: articles/b [{state-media 1}]")
	got = nil
	for _, w := range s.Weeks {
		got = append(got, fmt.Sprint(w.Monday, " ", w.Year, "-W", w.Week, " ", w.Articles, " ", w.Kinds))
	}
	equal(t, "weeks", strings.Join(got, "\n"), "2030-12-30 2031-W1 2 [{newspaper 2}]\n2031-01-06 2031-W2 2 [{state-media 1} { 1}]")
	equal(t, "without a week", s.NoWeek, 1)
	equal(t, "positions", fmt.Sprint(len(s.Positions), s.Positions[0].Statements, s.Positions[0].Reports, s.Positions[0].Kinds, s.Positions[0].StateOnly),
		"1 3 4 [{state-media 2} {newspaper 2}] 1")
	got = nil
	for _, x := range s.Statements {
		got = append(got, x.Who.ID)
	}
	equal(t, "single statements", strings.Join(got, " "), "tom ida")
	equal(t, "single things", keys(s.Things...), "meetings/talks")
	got = nil
	for _, r := range s.Rests {
		got = append(got, fmt.Sprint(r.Article.ID, " ", r.Unsourced, " ", r.Single))
	}
	equal(t, "what rests on them", strings.Join(got, "\n"), strings.TrimSpace(`
c [] [felling 2030-12-31]
a [tom felling places/oak-lane] [anna felling 2030-12-31]
b [ida felling 2030-12-30 talks 2031-01-05] [anna]`))
}

func TestNoSources(t *testing.T) {
	site, _ := build(t, road, Options{})
	s := site.Sources()
	equal(t, "nothing", fmt.Sprint(len(s.Publishers)+len(s.Kinds)+len(s.Weeks)+len(s.Languages)+len(s.Positions)+len(s.Rests), s.NoWeek), "0 0")
}

// TestISOWeek compares with package time.
func TestISOWeek(t *testing.T) {
	from, to := edtf.DayOf(1999, 12, 20), edtf.DayOf(2034, 1, 20)
	for d := from; d < to; d++ {
		monday := mondayOf(d)
		if monday > d || d-monday > 6 || monday.Weekday() != time.Monday {
			t.Fatalf("the week of %s begins on %s", d, monday)
		}
		year, week := isoWeek(monday)
		y, m, dd := d.Civil()
		wantYear, wantWeek := time.Date(y, time.Month(m), dd, 0, 0, 0, 0, time.UTC).ISOWeek()
		if year != wantYear || week != wantWeek {
			t.Fatalf("%s is in %d-W%d, want %d-W%d", d, year, week, wantYear, wantWeek)
		}
	}
}

// What rests on articles is kept as long as the output: it has no room to spare.
func TestRestsAreTight(t *testing.T) {
	s, _ := build(t, valley, Options{})
	rests := s.Sources().Rests
	if len(rests) == 0 {
		t.Fatal("nothing rests on any article")
	}
	for _, r := range rests {
		if cap(r.Unsourced) > len(r.Unsourced) || cap(r.Single) > len(r.Single) {
			t.Errorf("%s: room for %d and %d facts, %d and %d are there", r.Article.Key, cap(r.Unsourced), cap(r.Single), len(r.Unsourced), len(r.Single))
		}
	}
}
