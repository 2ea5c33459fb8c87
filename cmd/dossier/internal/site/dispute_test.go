package site

import (
	"fmt"
	"strings"
	"testing"
)

func (v *Value) String() string {
	what := v.Date.String() + v.Figure
	if v.Place != nil {
		what = v.Place.Key
	}
	return what + marks("own", v.Own, "shown", v.Shown, "vague", v.Vague) + fmt.Sprint(" ", len(v.Articles()))
}

func (d *Dispute) String() string {
	out := d.Question + ":"
	for i := range d.Values {
		out += " " + d.Values[i].String() + ","
	}
	return strings.TrimSuffix(out, ",") + marks("open", d.Open)
}

func disputesOf(list []*Dispute) string {
	var out []string
	for _, d := range list {
		out = append(out, d.String())
	}
	return strings.Join(out, "; ")
}

// TestDateDisputes has the same rules for events and meetings.
func TestDateDisputes(t *testing.T) {
	for _, c := range []struct{ page, dates, shown, want string }{
		{"", "2031-03-01", "2031-03-01", ""},
		{"", "2031-03-01 2031-03-01", "2031-03-01", ""},
		{"", "2031-03-19 2031 2031-03", "2031-03-19", ""},
		{"", "2031-03-19 2032", "2031-03-19/2032-12-31", "date: 2031-03-19 1, 2032 1 open"},
		{"", "2031-03-19 2031-03-19T10:00 2031-03-23", "2031-03-19", "date: 2031-03-19 shown 2, 2031-03-23 1"},
		{"", "2031-03-19 2031-03-23 2031-03-19", "2031-03-19", "date: 2031-03-19 shown 2, 2031-03-23 1"},
		{"", "2031-03-19 2032-01-05 2031", "2031-03-19", "date: 2031-03-19 shown 2, 2032-01-05 1"},
		{"", "2031-03 2031-03-19 2031-03-23", "2031-03-19/2031-03-23", "date: 2031-03 vague 1, 2031-03-19 1, 2031-03-23 1 open"},
		{"", "2031-03-19 2031-03-23 2031-03 2031-03", "2031-03", "date: 2031-03 shown vague 2, 2031-03-19 1, 2031-03-23 1"},
		{"", "2031-03-19~ 2031-03-19?", "2031-03-19?", ""},
		{"", "2031-03-12/2031-03-19 2031-03-19", "2031-03-12/2031-03-19", "date: 2031-03-12/2031-03-19 1, 2031-03-19 1 open"},
		{"", "2031-03-12/.. 2031-03-12/2031-03-19", "2031-03-12/2031-03-19", ""},
		{"2031-03-19", "2031-03-23 2031-03-23", "2031-03-19", "date: 2031-03-23 2, 2031-03-19 own shown 0"},
		{"2031-03", "2031-03-19 2031-03-19", "2031-03", ""},
		{"2031-03", "2031-03-19 2031-04", "2031-03", "date: 2031-03-19 own shown 1, 2031-04 1"},
		{"2031-03", "2031-03-19 2031-03-23", "2031-03", "date: 2031-03-19 1, 2031-03-23 1, 2031-03 own shown vague 0"},
		{"", "", "", ""},
	} {
		for _, kind := range []string{"events", "meetings"} {
			var entries []string
			for _, d := range strings.Fields(c.dates) {
				entries = append(entries, "id: felling, title: Felling, date: '"+d+"'")
			}
			archive := strings.ReplaceAll(reports(append(entries, "id: felling, title: Felling")...), "\nevents:", "\n"+kind+":")
			if c.page != "" {
				archive += "-- " + kind + "/felling.md --\ntitle: Felling\ndate: " + c.page + "\n"
			}
			s, list := build(t, archive, Options{})
			wantMessages(t, list)
			p := page(t, s, kind+"/felling")
			equal(t, fmt.Sprint(kind, c, " shown"), p.Date.String(), c.shown)
			equal(t, fmt.Sprint(kind, c), disputesOf(p.Disputes), c.want)
			equal(t, "all", disputesOf(s.Disputes), c.want)
		}
	}
}

func TestPlaceDisputes(t *testing.T) {
	for _, c := range []struct{ page, places, shown, want string }{
		{"", "lane lane", "places/lane", ""},
		{"", "lane mill lane", "places/lane", "place: places/lane shown 2, places/mill 1"},
		{"", "lane mill", "-", "place: places/lane 1, places/mill 1 open"},
		{"mill", "lane", "places/mill", "place: places/lane 1, places/mill own shown 0"},
		{"mill", "mill", "places/mill", ""},
		{"mill", "", "places/mill", ""},
	} {
		for _, kind := range []string{"events", "meetings"} {
			var entries []string
			for _, at := range strings.Fields(c.places) {
				entries = append(entries, "id: felling, title: Felling, place: "+at)
			}
			archive := strings.ReplaceAll(reports(append(entries, "id: felling, title: Felling")...), "\nevents:", "\n"+kind+":") +
				"-- places/lane.md --\ntitle: Lane\n-- places/mill.md --\ntitle: Mill\n"
			if c.page != "" {
				archive += "-- " + kind + "/felling.md --\ntitle: Felling\nplace: " + c.page + "\n"
			}
			s, list := build(t, archive, Options{})
			wantMessages(t, list)
			p := page(t, s, kind+"/felling")
			equal(t, fmt.Sprint(kind, c, " shown"), keys(*p.place()), c.shown)
			equal(t, fmt.Sprint(kind, c), disputesOf(p.Disputes), c.want)
		}
	}
}

func TestFigureDisputes(t *testing.T) {
	for _, c := range []struct {
		page, shown, want string
		accounts          []string
	}{
		{"", "oaks: 12", "", []string{"oaks: 12", "Oaks: 12"}},
		{"", "oaks: 14", "oaks: 14 shown 2, 12 1", []string{"oaks: 12", "oaks: 14", "OAKS: 14"}},
		{"", "oaks: 9–14", "oaks: 12 1, 9 1, 14 1 open", []string{"oaks: 12", "oaks: 9", "oaks: 14"}},
		{"", "oaks: about 12 or 9", "oaks: about 12 1, 9 1 open", []string{"oaks: about 12", "oaks: 9"}},
		{"oaks: 12", "oaks: 12", "oaks: 13 2, 12 own shown 0", []string{"oaks: 13", "oaks: 13"}},
		{"oaks: At least 12", "oaks: At least 12", "oaks: At least 12 own shown 1, 13 1", []string{"oaks: at least 12", "oaks: 13"}},
		{"", "oaks: 1, elms: 3", "elms: 3 shown 2, 2 1", []string{"oaks: 1, elms: 2", "elms: 3", "elms: 3"}},
	} {
		var entries []string
		for _, a := range c.accounts {
			entries = append(entries, "id: felling, title: Felling, figures: {"+a+"}")
		}
		archive := reports(append(entries, "id: felling, title: Felling")...)
		if c.page != "" {
			archive += "-- events/felling.md --\ntitle: Felling\nresolution: It was counted.\nfigures: {" + c.page + "}\n"
		}
		s, list := build(t, archive, Options{})
		wantMessages(t, list)
		p := page(t, s, "events/felling")
		equal(t, fmt.Sprint(c, " shown"), figuresOf(p), c.shown)
		equal(t, fmt.Sprint(c), disputesOf(p.Disputes), c.want)
		for _, d := range p.Disputes {
			equal(t, "resolution", d.Resolution, p.Event.Resolution)
			equal(t, "thing", d.Thing, p)
		}
	}
}

// TestDisputes has one article that says two things, and the order of all.
func TestDisputes(t *testing.T) {
	s, _ := build(t, `
-- articles/a.md --
title: A
date: 2031-05-01
events:
  - {id: fire, title: Fire, date: 2031-02-02, figures: {dead: 2}}
  - {id: fire, date: 2031-02-02, figures: {dead: 3}}
  - {id: fire, date: 2031-02-02, figures: {dead: 2}}
  - {id: flood, title: Flood, date: 2031-01-01, figures: {wet: 1}}
meetings:
  - {id: talks, title: Talks, date: 2031-01-15}
-- articles/b.md --
title: B
date: 2031-05-02
events:
  - {id: flood, date: 2031-01-02, figures: {wet: 2}}
meetings:
  - {id: talks, date: 2031-01-16}
`, Options{})
	var got []string
	for _, d := range s.Disputes {
		got = append(got, keys(d.Thing)+" "+d.String())
	}
	equal(t, "disputes", strings.Join(got, "\n"), strings.TrimSpace(`
events/flood date: 2031-01-01 1, 2031-01-02 1 open
events/flood wet: 1 1, 2 1 open
meetings/talks date: 2031-01-15 1, 2031-01-16 1 open
events/fire dead: 2 1, 3 1 open`))
	equal(t, "accounts of a value", len(s.Disputes[3].Values[0].Accounts), 2)
}
