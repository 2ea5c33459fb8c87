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

// The events that stand in a picture are about its question: the text of the
// position names them, or half of their articles report the statements. Where
// the picture spans years, they have theirs.
func TestSwimlaneLandmarks(t *testing.T) {
	d := dossier{
		"layouts/position.html":      `{{define "main"}}{{.Position.Swimlane.Wide}}{{end}}`,
		"content/positions/truce.md": "---\ntitle: Truce\nquestion: Shall it last?\nstances: {yes: It shall, no: It shall not}\n---\nAfter [[rain]] the mayor of Oakford and all of the council asked for it. The Long Flood came later.\n",
	}
	event := func(id, title, date string) {
		d["content/events/"+id+".md"] = "---\ntitle: " + title + "\ndate: " + date + "\n---\n"
	}
	event("rain", "Rain", "2016-09-02")
	event("flood", "The Long Flood", "2016-09-04")
	event("talks", "Talks", "2016-09-06")
	event("everywhere", "Told everywhere", "2016-09-05")
	event("once", "Told once", "2016-09-07")
	article := func(id, events, statement string) {
		d["content/articles/"+id+".md"] = "---\ntitle: " + id + "\ndate: 2016-09-12\nevents: [" + events + "]\n" + statement + "---\n"
	}
	said := func(who, date string) string {
		return "statements:\n  - {who: " + who + " Miller, position: truce, stance: 'yes', date: " + date + ", text: So.}\n"
	}
	article("a", "talks, everywhere, once", said("Ann", "2016-09-01"))
	article("b", "talks, everywhere", said("Ben", "2016-09-10"))
	for i := range 3 {
		article(fmt.Sprint("c", i), "everywhere", "")
	}
	landmarks := func() string {
		var names []string
		for _, m := range regexp.MustCompile(`<text class="halo"[^>]*>([^<]*:[^<]*)</text>`).FindAllStringSubmatch(read(t, d.mustOutput(t), "positions/truce/index.html"), -1) {
			names = append(names, m[1])
		}
		return strings.Join(names, "; ")
	}
	if got, want := landmarks(), "2 September: Rain; 4 September: The Long Flood; 6 September: Talks"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	article("old", "once", said("Cat", "2015-09-01"))
	event("rain", "Rain as nobody in Oakford or anywhere else had ever seen", "2016-09-02")
	if got, want := landmarks(), "2 September 2016: Rain as nobody in Oakford or anywhere else had ever seen"; !strings.Contains(got, want) {
		t.Errorf("no %q in %q", want, got)
	}
}

func TestSwimlaneNothingSaid(t *testing.T) {
	d := lanes(0, "")
	d["content/articles/a.md"] = "---\ntitle: A\ndate: 2016-09-12\n---\n"
	wantIn(t, d.mustOutput(t), "positions/truce/index.html", "no picture")
}
