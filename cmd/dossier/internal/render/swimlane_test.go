package render

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// lanes is a dossier with so many people who each say one thing.
func lanes(n int, date string) dossier {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  - {who: \"Person <%02d>\", position: truce, stance: 'yes', date: %q, text: So.}\n", i, date)
	}
	return dossier{
		"layouts/position.html":      `{{define "main"}}{{with .Position.Swimlane}}{{.Wide}}|{{.Narrow}}|{{range .Omitted}}[{{.Title}}]{{end}}{{else}}no picture{{end}}{{end}}`,
		"content/positions/truce.md": "---\ntitle: Truce\nquestion: Shall it last?\nstances: {yes: It shall, no: It shall not}\n---\n",
		"content/articles/a.md":      "---\ntitle: A\ndate: 2016-09-12\nstatements:\n" + b.String() + "---\n",
	}
}

func TestSwimlaneLimit(t *testing.T) {
	o := lanes(maxLanes+2, "2016-09-10").mustOutput(t)
	page := read(t, o, "positions/truce/index.html")
	if n := strings.Count(page, `<use class="a2"`); n != 2*maxLanes {
		t.Errorf("%d marks in two drawings, want %d", n, 2*maxLanes)
	}
	if n := strings.Count(page, "[Person &lt;"); n != 2 {
		t.Errorf("%d holders are named as left out, want 2", n)
	}
	if strings.Contains(page, "<02>") {
		t.Error("a name is not escaped")
	}
}

// Every number of a drawing lies within it, whatever the dates are.
func TestSwimlaneInside(t *testing.T) {
	for _, date := range []string{"2016", "2016-09~", "2016-09-01/2016-10-01", "../2016-09-09", "2016-09-10/..", "-0043-03-15", "9999-12-31"} {
		page := read(t, lanes(3, date).mustOutput(t), "positions/truce/index.html")
		for _, x := range regexp.MustCompile(`(?: c?x="|[ML])(-?[0-9]+)`).FindAllStringSubmatch(page, -1) {
			if n, err := strconv.Atoi(x[1]); err != nil || n < 0 || n > 1120 {
				t.Errorf("%s: %s is outside", date, x[0])
			}
		}
		if strings.Count(page, "</svg>") != 2 {
			t.Errorf("%s: no two drawings:\n%s", date, page)
		}
	}
}

func TestSwimlaneNothingSaid(t *testing.T) {
	d := lanes(0, "")
	d["content/articles/a.md"] = "---\ntitle: A\ndate: 2016-09-12\n---\n"
	wantIn(t, d.mustOutput(t), "positions/truce/index.html", "no picture")
}
