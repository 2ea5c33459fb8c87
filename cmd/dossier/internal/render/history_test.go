package render

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// bridge is a dossier in which Nils speaks on two questions, first on the dates
// given.
func bridge(dates ...string) dossier {
	var b strings.Builder
	for i, date := range dates {
		fmt.Fprintf(&b, "  - {who: nils, position: bridge, stance: %s, date: %q}\n", []string{"build", "wait", "never"}[i%3], date)
	}
	return dossier{
		"layouts/person.html": `{{define "main"}}{{with .Standings}}{{.Period}}|{{.Folded}}|{{.Axis}}|{{range .Rows}}[{{.Position.Title}} {{.Statements}} {{.History}}` +
			`{{range .Cell.Answers}} {{.Label}}{{end}} {{.Cell.Date.Text}} {{.Cell.Sources}}{{if .Cell.Changed}} changed{{end}}]{{end}}{{else}}nothing{{end}}{{end}}`,
		"content/people/nils.md":      "---\ntitle: Nils\n---\n",
		"content/positions/bridge.md": "---\ntitle: Bridge\nquestion: Build it?\nstances: {build: Build, wait: Wait, never: Never}\n---\n",
		"content/positions/toll.md":   "---\ntitle: Toll\nquestion: Who pays?\nstances: {all: All, some: Some, none: None, state: State, later: Later}\n---\n",
		"content/articles/a.md":       "---\ntitle: A\ndate: 1998-04-02\nstatements:\n" + b.String() + "  - {who: nils, position: toll, stance: some, date: 1998-04-01}\n---\n",
	}
}

func TestStandings(t *testing.T) {
	o := bridge("1998-03-02", "1998-03-09").mustOutput(t)
	_, page, _ := strings.Cut(read(t, o, "people/nils/index.html"), "</nav>")
	wantIn(t, o, "people/nils/index.html",
		"2 March – 1 April 1998|true|", ">2 Mar</text>", ">1 Apr</text>", "[Build it? 2 ", " Wait 9 March 1998 1 changed]", "[Who pays? 1 ", " Some 1 April 1998 1]")
	for text, want := range map[string]int{
		"<svg": 3, `aria-hidden="true"`: 3, "<a ": 0, "<title": 0, `class="a1"`: 1, `class="m"`: 1, `class="a2"`: 1,
		`class="stave"`: 2 * (3 + 5), // of two stretches: what lies between is folded
	} {
		if n := strings.Count(page, text); n != want {
			t.Errorf("%d times %s, want %d\n%s", n, text, want, page)
		}
	}
}

// On one day nothing comes about over time.
func TestStandingsOfOneDay(t *testing.T) {
	page := read(t, bridge("1998-04-01").mustOutput(t), "people/nils/index.html")
	if want := "|false||[Build it? 1  Build 1 April 1998 1][Who pays? 1  Some 1 April 1998 1]"; !strings.Contains(page, want) {
		t.Errorf("lacks %q:\n%s", want, page)
	}
}

// Every number of a drawing lies within it, whatever the dates are.
func TestHistoryInside(t *testing.T) {
	for _, date := range []string{"1998", "1998-04~", "1998-03-01/1998-05-01", "../1998-03-09", "1998-03-10/..", "-0043-03-15", "9999-12-31", "1998-04-01"} {
		page := read(t, bridge("1998-03-02", date, "1998-03-20").mustOutput(t), "people/nils/index.html")
		for _, x := range regexp.MustCompile(`(?: x="|[ML])(-?[0-9]+)`).FindAllStringSubmatch(page, -1) {
			if n, err := strconv.Atoi(x[1]); err != nil || n < 0 || n > historyWidth {
				t.Errorf("%s: %s is outside", date, x[0])
			}
		}
		if strings.Count(page, "</svg>") != 3 {
			t.Errorf("%s: no three drawings:\n%s", date, page)
		}
	}
}
