package render

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/edtf"
)

// floods is a dossier with events on some dates, each told by articles of the
// same date.
func floods(articles int, dates ...string) dossier {
	d := dossier{"layouts/home.html": `{{define "main"}}{{with .Home.Overview}}{{.Wide}}|{{.Narrow}}|{{range .Rows}}[{{.When.Title}}: {{range .Counts}}{{.}} {{end}}]{{end}}` +
		`({{.Before}})({{.After}})({{.Outside}}){{else}}no picture{{end}}{{end}}`}
	for i, date := range dates {
		d[fmt.Sprintf("content/events/e%d.md", i)] = fmt.Sprintf("---\ntitle: \"Flood <%d> & what came of it\"\ndate: %q\n---\n", i, date)
		for j := range articles {
			day, _, _ := strings.Cut(strings.Trim(date, "./"), "/")
			d[fmt.Sprintf("content/articles/a%d-%d.md", i, j)] = fmt.Sprintf("---\ntitle: Flood %d\ndate: %q\nevents: [e%d]\n---\n", i, day, i)
		}
	}
	return d
}

var places = regexp.MustCompile(`(?: c?x="|[ML])(-?[0-9]+)`)

// Every number of a drawing lies within it, every text is escaped, and every
// link leads to a place that is there, whatever the dates are.
func TestOverviewInside(t *testing.T) {
	for _, dates := range [][]string{
		{"2016-09-01", "2016-09-02", "2016-09-05"},
		{"1866", "1871-03", "1918-11-11", "1990", "2016-09-05"},
		{"2016-09-01/2016-09-12", "2016-09-03/..", "../2016-09-04", "2016-09-02/2016-09-04", "2016-12-31/2017-01-20"},
		{"-0043-03-15", "-0042-10-03", "9999-12-31"},
		{"2016-09-10~", "2016-09-11?", "2016-09-12T10:30", "2016-10-30"},
		{"2016-09-01", "2016-09-01", "2016-09-01", "2016-09-01", "2016-09-02", "2016-09-02", "2016-09-02", "2016-09-02", "2016-09-02", "2021-01-01"},
	} {
		for _, language := range []string{"en", "ar"} {
			d := floods(2, dates...)
			d["dossier.yaml"] = "title: Floods\nlanguage: " + language + "\n"
			page := read(t, d.mustOutput(t), "index.html")
			if strings.Count(page, "</svg>") != 2 || strings.Count(page, "</a>") != strings.Count(page, "<a ") {
				t.Errorf("%q: no two whole drawings:\n%s", dates, page)
			}
			for _, x := range places.FindAllStringSubmatch(page, -1) {
				if n, err := strconv.Atoi(x[1]); err != nil || n < 0 || n > 1120 {
					t.Errorf("%q in %s: %s is outside", dates, language, x[0])
				}
			}
			if strings.Contains(page, "<0>") {
				t.Errorf("%q: a title is not escaped", dates)
			}
		}
	}
}

// The table has everything that has a place, also what the picture leaves out
// at its edges.
func TestOverviewTable(t *testing.T) {
	var dates []string
	for i := range 20 {
		dates = append(dates, (edtf.DayOf(2016, 9, 1) + edtf.Day(i)).String())
	}
	dates = append(dates, "2015-02-03", "2021-02-03", "2016")
	page := read(t, floods(1, dates...).mustOutput(t), "index.html")
	for _, want := range []string{
		"[February 2015: 1 1 ]", "[September 2016: 20 20 ]", "[February 2021: 1 1 ]",
		"(2 things are earlier, from 3 February 2015 on.)", "(2 things are later, until 3 February 2021.)", "(2)",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
}

// A name is whole where there is room for it, in two lines where there is not,
// and below its bar where the bar leaves none.
func TestOverviewNames(t *testing.T) {
	long := "Nationwide ceasefire that the mayor of Oakford and the miller arranged"
	for _, test := range []struct {
		dates        []string
		wide, narrow string // of the name of the first event
	}{
		{[]string{"2016-09-05", "2016-09-01", "2016-09-30"}, long, ""},
		{[]string{"2016-09-27", "2016-09-01", "2016-09-30"}, long, ""},
		{[]string{"2016-09-05/2016-09-08", "2016-09-01", "2016-09-30"}, long, "Nationwide ceasefire that the mayor of|Oakford and the miller arranged"},
		{[]string{"2016-09-01/2016-09-30", "2016-09-02", "2016-09-03"}, long, "Nationwide ceasefire that the mayor of Oakford|and the miller arranged"},
	} {
		d := floods(2, test.dates...)
		d["content/events/e0.md"] = strings.Replace(d["content/events/e0.md"], "Flood <0> & what came of it", long, 1)
		wide, narrow, _ := strings.Cut(read(t, d.mustOutput(t), "index.html"), "|<svg")
		for _, drawing := range []struct{ name, svg, want string }{{"wide", wide, test.wide}, {"narrow", narrow, test.narrow}} {
			var lines []string
			for _, m := range regexp.MustCompile(`<text class="halo"[^>]*>([^<]*)</text>`).FindAllStringSubmatch(drawing.svg, -1) {
				if !strings.HasPrefix(m[1], "Flood") {
					lines = append(lines, m[1])
				}
			}
			if got := strings.Join(lines, "|"); got != drawing.want {
				t.Errorf("%q, %s: got %q, want %q", test.dates, drawing.name, got, drawing.want)
			}
		}
	}
}

func TestOverviewTooLittle(t *testing.T) {
	for _, dates := range [][]string{{"2016-09-01"}, {"2016-09-01", "2016-09-02"}, {"2016-09-01", "2016-09-01", "2016-09-01"}} {
		wantIn(t, floods(0, dates...).mustOutput(t), "index.html", "no picture")
	}
}

// No name meets another or the line of another, at any number and place.
func TestGlanceNames(t *testing.T) {
	seed := uint32(1)
	random := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	first := edtf.DayOf(2016, 9, 1)
	for range 300 {
		v := &glance{overview: &overview{}, format: wideGlance()}
		v.scale = overviewScale([]edtf.Day{first, first + 100}, 12, box{x: 108, w: 1012})
		for range 1 + random(maxNames) {
			v.names = append(v.names, landmark{day: first + edtf.Day(random(101)), title: strings.Repeat("flood ", 1+random(9))})
		}
		labels := v.stairs()
		if len(labels) == 0 {
			t.Fatalf("no name has room: %v", v.names)
		}
		for i, a := range labels {
			text := box{a.at, -18 * a.row, textWidth(a.text), 12}
			if a.anchor != "" {
				text.x -= text.w
			}
			if text.x < 0 || text.x+text.w > v.format.width {
				t.Errorf("%q is outside of the drawing", a.text)
			}
			for j, b := range labels {
				if i != j && a.row < b.row && text.x < b.x && b.x < text.x+text.w {
					t.Errorf("the line of %v runs through %v", b, a)
				}
				if i < j && a.row == b.row && text.meets(box{b.at, -18 * b.row, 1, 12}) {
					t.Errorf("%v and %v meet", a, b)
				}
			}
		}
	}
}
