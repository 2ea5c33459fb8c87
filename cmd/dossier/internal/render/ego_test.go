package render

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// choir is a dossier in which Ada was at rehearsals with so many people, with
// the first of them at the most.
func choir(n int, lang string) dossier {
	d := dossier{
		"dossier.yaml":          "title: Choir\nlanguage: " + lang + "\n",
		"layouts/person.html":   `{{define "main"}}{{with .Person.Ego}}{{.Wide}}|{{.Narrow}}|{{.Omitted}} left out{{else}}no picture{{end}}{{end}}`,
		"content/people/ada.md": "---\ntitle: Ada <Lovelace> of the County of Somewhere Else\n---\n",
	}
	for meeting := range 8 {
		var b strings.Builder
		for i := range n {
			if i*meeting <= n {
				fmt.Fprintf(&b, "  - \"Singer <%02d> %s\"\n", i, strings.Repeat("of the Long Name ", i%5))
			}
		}
		d[fmt.Sprintf("content/meetings/m%d.md", meeting)] = fmt.Sprintf(
			"---\ntitle: Rehearsal %d\ndate: 2021-03-0%d\nparticipants:\n  - ada\n%s---\n", meeting, meeting+1, b.String())
	}
	return d
}

var hitBox = regexp.MustCompile(`<rect class="hit" x="(-?\d+)" y="(-?\d+)" width="(\d+)" height="(\d+)"/>`)

// hits returns the boxes of a drawing that can be hit.
func hits(t *testing.T, svg string) []box {
	t.Helper()
	var out []box
	for _, found := range hitBox.FindAllStringSubmatch(svg, -1) {
		var n [4]int
		for i := range n {
			v, err := strconv.Atoi(found[i+1])
			if err != nil {
				t.Fatal(err)
			}
			n[i] = v
		}
		out = append(out, box{n[0], n[1], n[2], n[3]})
	}
	return out
}

// However many people there are and whatever they are called, nobody stands on
// anybody, and nothing lies outside the drawing.
func TestEgo(t *testing.T) {
	for _, lang := range []string{"en", "ar"} {
		for _, n := range []int{3, 4, 9, 40, 43} {
			page := read(t, choir(n, lang).mustOutput(t), "people/ada/index.html")
			wide, rest, _ := strings.Cut(page, "</svg>|")
			narrow, _, _ := strings.Cut(rest, "|")
			for _, drawing := range []struct {
				name, svg string
				width     int
			}{{"wide", wide, egoWidth}, {"narrow", narrow, egoNarrow}} {
				name := fmt.Sprintf("%s %d %s", lang, n, drawing.name)
				boxes := hits(t, drawing.svg)
				if want := min(n, maxEgo); len(boxes) != want || strings.Count(drawing.svg, `<a href="../../people/singer-`) != want {
					t.Errorf("%s: %d people and %d links, want %d", name, len(boxes), strings.Count(drawing.svg, "<a href"), want)
				}
				for i, b := range boxes {
					if b.x < 0 || b.x+b.w > drawing.width || b.h < target || b.w < target {
						t.Errorf("%s: %v is outside or too small", name, b)
					}
					for _, c := range boxes[:i] {
						if b.meets(c) {
							t.Errorf("%s: %v meets %v", name, b, c)
						}
					}
				}
				if strings.Contains(drawing.svg, "<Lovelace>") || strings.Contains(drawing.svg, "<02>") {
					t.Errorf("%s: a name is not escaped", name)
				}
			}
			if want := fmt.Sprintf("%d left out", max(0, n-maxEgo)); !strings.Contains(page, want) {
				t.Errorf("%s %d: lacks %q", lang, n, want)
			}
		}
	}
}

func TestEgoTooFew(t *testing.T) {
	wantIn(t, choir(2, "en").mustOutput(t), "people/ada/index.html", "no picture")
}

// Those with the most meetings are nearest, in the middle rows.
func TestEgoLevels(t *testing.T) {
	for _, tt := range []struct {
		meetings []int
		levels   string
		of       string // the level of each
	}{
		{[]int{1, 1, 1}, "[1]", "[0 0 0]"},
		{[]int{9, 4, 4, 1}, "[9 4 1]", "[0 1 1 2]"},
		{[]int{9, 8, 7, 6, 5, 4, 3, 2, 1}, "[9 7+ 5+ 3+ 1+]", "[0 1 1 2 2 3 3 4 4]"},
	} {
		e := &ego{}
		for _, n := range tt.meetings {
			e.ties = append(e.ties, tie{meetings: n})
		}
		e.layer()
		var of []int
		for _, t := range e.ties {
			of = append(of, t.level)
		}
		if got := fmt.Sprint(e.levels); got != tt.levels || fmt.Sprint(of) != tt.of {
			t.Errorf("%v: got %s %v, want %s %s", tt.meetings, got, of, tt.levels, tt.of)
		}
	}
	e := &ego{ties: make([]tie, 5)}
	for i := range e.ties {
		e.ties[i].name = strconv.Itoa(i)
	}
	var got []string
	for _, side := range e.sides() {
		for _, t := range side {
			got = append(got, t.name)
		}
		got = append(got, "|")
	}
	if s := strings.Join(got, " "); s != "2 0 4 | 3 1 |" {
		t.Errorf("sides: got %s", s)
	}
}
