package render

import (
	"strings"
	"testing"
)

// The numbers of an entry's options lead to the options that it has.
func TestFacets(t *testing.T) {
	o := dossier{
		"layouts/home.html": `{{define "main"}}{{with .Home.Timeline}}{{range .Facets}}{{.Name}} {{.Mark}}:{{range .Options}} {{.ID}}={{.Count}}{{end}}
{{end}}{{range .Months}}{{range .Days}}{{range .Entries}}{{.Kind}}: {{.Facets}}
{{end}}{{end}}{{end}}{{end}}{{end}}`,
		"content/places/valley.md":        "---\ntitle: Valley\n---\n",
		"content/places/bridge.md":        "---\ntitle: Bridge\nwithin: valley\n---\n",
		"content/people/ann.md":           "---\ntitle: Ann\n---\n",
		"content/people/bob.md":           "---\ntitle: Bob\n---\n",
		"content/organizations/post.md":   "---\ntitle: Post\n---\n",
		"content/organizations/herald.md": "---\ntitle: Herald\n---\n",
		"content/positions/dam.md":        "---\ntitle: Dam\nquestion: Shall it be built?\nstances: {yes: It shall, no: It shall not}\n---\n",
		"content/events/flood.md":         "---\ntitle: Flood\ndate: 2016-09-01\nplace: bridge\npeople: [bob]\n---\n",
		"content/articles/a.md":           "---\ntitle: A\ndate: 2016-09-02\nsource: {publisher: post}\nevents: [flood]\n---\n",
		"content/articles/b.md": "---\ntitle: B\ndate: 2016-09-03\nsource: {publisher: herald}\nstatements:\n" +
			"  - {who: ann, for: post, position: dam, stance: 'yes', text: So.}\n---\n",
	}.mustOutput(t)
	page := read(t, o, "index.html")
	for _, want := range []string{
		"person p: ann=1 bob=1\n", "place l: bridge=1 valley=1\n", "source s: herald=1 post=1\n",
		"event: p2 l1 l2 s2\n", "statement: p1 s1\n",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	for _, not := range []string{"organization o:", "position q:"} { // have one answer
		if strings.Contains(page, not) {
			t.Errorf("%q in\n%s", not, page)
		}
	}
}

func TestJump(t *testing.T) {
	month := func(year, short string) Month {
		return Month{ID: "m-" + year + short, Title: short + "ruary " + year, Short: short, Year: year}
	}
	titles := func(list []Link) string {
		var out []string
		for _, l := range list {
			out = append(out, l.Title)
		}
		return strings.Join(out, ", ")
	}
	months := []Month{month("2016", "Feb"), month("2016", "Mar"), month("2017", "Feb")}
	if got, want := titles(jump(months)), "February 2016, Mar, February 2017"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	months = nil
	for y := 1900; y < 1930; y++ {
		months = append(months, month(string(rune('0'+y/1000))+string(rune('0'+y/100%10))+string(rune('0'+y/10%10))+string(rune('0'+y%10)), "Feb"))
	}
	if got, want := titles(jump(months)), "1900, 1903, 1906, 1909, 1912, 1915, 1918, 1921, 1924, 1927"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := titles(jump(nil)); got != "" {
		t.Errorf("got %q for no month", got)
	}
}
