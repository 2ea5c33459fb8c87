package render

import "testing"

func TestInitial(t *testing.T) {
	for _, c := range [][2]string{{"Élysée", "E"}, {"çelik", "C"}, {"«9 September»", "9"}, {"أحمد", "ا"}, {"Яна", "Я"}, {"—", ""}} {
		if got := initial(c[0]); got != c[1] {
			t.Errorf("initial of %q is %q, want %q", c[0], got, c[1])
		}
	}
}

// Accounts that agree are one value, the one shown first; each keeps who gives
// it, and its own words if they are less exact.
func TestValuesOnce(t *testing.T) {
	d := dossier{"content/events/fair.md": "---\ntitle: Fair\n---\n"}
	for i, date := range []string{"2021-05-02", "2021-05-01", "2021-05-01", "2021-05"} {
		d["content/articles/"+string(rune('a'+i))+".md"] = "---\ntitle: A" + string(rune('a'+i)) + "\ndate: 2021-06-01\nevents:\n  - {id: fair, date: " + date + "}\n---\n"
	}
	got := show(t, d, "event", "events/fair/", "{{range .Disputes}}{{range .Values}}{{.Text}} {{.Shown}} {{.Vague}}:{{range .Given}} {{.Source.Publisher}} {{.Text}}{{end}};{{end}}{{end}}")
	want := "1 May 2021 true false: Ab  Ac ;2 May 2021 false false: Aa ;May 2021 false true: Ad ;"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The page of a question leads to the days on which something new was said, and
// says what its statements rest on.
func TestQuestion(t *testing.T) {
	got := show(t, harbour(), "position", "positions/wall/", "{{range .Position.AsOf}}{{.Title}} {{.Href}};{{end}}{{with .Position.Evidence}}{{.People}} {{.Organizations}} {{.Publishers}} {{.First.Text}} {{.Last.Text}} {{.Table}}{{end}}")
	want := "31 December 2020 ../../as-of/2020-12-31/#d-q-wall;28 February 2021 ../../as-of/2021-02-28/#d-q-wall;2 March ../../as-of/2021-03-02/#d-q-wall;" +
		"31 March ../../as-of/2021-03-31/#d-q-wall;3 1 0 30 December 2020 8 March 2021 ../../data/statements.csv"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
