package render

import (
	"fmt"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// harbour is a dossier in which people and organizations change their minds.
func harbour() dossier {
	said := func(who, stance, date, more string) string {
		return fmt.Sprintf("  - {who: %s, position: wall, stance: %s, date: %s%s}\n", who, stance, date, more)
	}
	return dossier{
		"content/people/ines.md":         "---\ntitle: Ines\nroles:\n  - {title: Mayor, organization: town, from: 2020}\n---\n",
		"content/people/jan.md":          "---\ntitle: Jan\nroles:\n  - {title: Engineer, organization: town, from: 2020}\n---\n",
		"content/people/kim.md":          "---\ntitle: Kim\n---\n",
		"content/organizations/town.md":  "---\ntitle: Town\n---\n",
		"content/organizations/boats.md": "---\ntitle: Boats\n---\n",
		"content/positions/wall.md": "---\ntitle: Wall\nquestion: Raise the wall?\nstances: {full: In full, half: Half, not: Not}\n" +
			"shifts:\n  - {who: ines, date: 2021-03-02, note: After the storm.}\n---\n",
		"content/meetings/council.md": "---\ntitle: Council\ndate: 2021-03-02\nparticipants: [ines]\n---\n",
		"content/articles/a.md": "---\ntitle: A\ndate: 2021-03-03\nstatements:\n" +
			said("ines", "not", "2020-12-30", "") + said("ines", "half", "2021-03-02", ", meeting: council, text: Half will do.") +
			said("kim", "not", "2021-02-01", "") + said("kim", "full", "2021-02-20", ", mode: reported") +
			said("boats", "full", "2021-02-05", "") + said("boats", "not", "2021-02-05", "") + "---\n",
		"content/articles/b.md": "---\ntitle: B\ndate: 2021-03-09\nstatements:\n" +
			said("jan", "full", "2021-03-08", "") + said("ines", "half", "2021-03-08", "") + "---\n",
	}
}

// show renders a page of the dossier with a layout that is one text.
func show(t *testing.T, d dossier, layout, path, body string) string {
	t.Helper()
	o := d.with(map[string]string{"layouts/" + layout + ".html": "x" + body}).mustOutput(t)
	return strings.TrimPrefix(read(t, o, fileOf(path)), "x")
}

func TestStanding(t *testing.T) {
	const cell = `{{if not .Answers}}-{{end}}{{range .Answers}}{{.Label}}{{with .By}} {{.}}{{end}} {{end}}{{.Date.Text}} {{.Sources}}` +
		`{{if .Changed}} changed{{end}}{{if .Mixed}} mixed{{end}}{{if .Split}} split{{end}}{{if .Reported}} reported{{end}};`
	const rows = `{{range .Matrix.Tables}}{{range .Groups}}{{.Title}}: {{range .Rows}}{{.Holder.Title}}{{with .Holder.Note}} ({{.}}){{end}} {{range .Cells}}` + cell + `{{end}} {{end}}{{end}}{{end}}`
	const side = `{{range .Answers}}{{.Label}}{{range .Speakers}} {{.Title}}{{end}} {{end}}{{.Date.Text}}{{range .Sources}} {{.Publisher}}{{end}}`
	const shift = `{{.Holder.Title}}{{range .For}} for {{.Title}}{{end}}: {{with .From}}` + side + `{{end}} → {{with .To}}` + side + `{{end}}, {{.Between}}, {{.Distance}}` +
		`{{if .Reported}}, reported{{end}}{{if .ByOther}}, by others{{end}}{{with .Note}}, {{.}}{{end}};`
	for _, tt := range []struct{ layout, path, body, want string }{
		{"matrix", "positions/", rows, "Organizations: Town In full Jan Half Ines 8 Mar 1 changed split; Boats In full Not 5 Feb 1 mixed; " +
			"People: Ines (Mayor, Town) Half 8 Mar 1 changed; Kim In full 20 Feb 1 changed reported; Jan (Engineer, Town) In full 8 Mar 1; "},
		{"asof", "as-of/2021-02-28/", rows, "Organizations: Boats In full Not 5 Feb 1 mixed; Town Not 30 Dec 2020 1; " +
			"People: Kim In full 20 Feb 1 changed reported; Ines (Mayor, Town) Not 30 Dec 2020 1; "},
		{"matrix", "positions/", "{{with .Matrix}}{{.Organizations}} {{.People}} {{.Questions}} {{.Said}}/{{.Cells}} {{.Year}} {{.Date.Text}}|{{range .Tables}}{{.ID}} {{.Title}} {{.Span}}" +
			"{{range .Columns}} {{.Question.Title}}{{range .Totals}} {{.Symbol}} {{.Count}}{{end}}{{end}}{{end}}{{end}}",
			"2 3 1 5/5 2021 |d-questions-1  2 Raise the wall? a2 2 m 1 b2 1"},
		{"matrix", "positions/", "{{with .Matrix.AsOf}}{{range .Days}}{{.Title}} {{.Note}};{{end}}{{.Now.Current}} {{len .All}}{{end}}",
			"31 December 2020 ;31 January 2021 ;28 February ;2 March Council;31 March ;true 0"},
		{"asof", "as-of/2021-03-02/", "{{.Title}}|{{with .AsOf}}{{range .Meetings}}{{.Title}}{{end}} {{.Since.Text}}|{{range .Changed}}{{.Holder.Title}} {{with .From}}" + cell + "{{end}} {{with .To}}" + cell + "{{end}}{{end}}|{{len .First}} {{len .Restated}}{{end}}",
			"Who stood where on 2 March 2021|Council 28 February 2021|Town Not 30 December 2020 1; Half 2 March 1 changed;Ines Not 30 December 2020 1; Half 2 March 1 changed;|0 0"},
		{"asof", "as-of/2021-03-02/", "{{.Prev.Href}} {{.Next.Href}} {{range .Breadcrumb}}{{.Href}}{{end}}", "../../as-of/2021-02-28/ ../../as-of/2021-03-31/ ../../positions/"},
		{"asof", "as-of/2020-12-31/", "{{.AsOf.Since.Text}}|{{len .AsOf.First}}|{{if .Prev}}prev{{end}}", "|0|"},
		{"shifts", "positions/shifts/", "{{range .ShiftGroups}}{{.ID}} {{.Position.Title}}: {{range .Shifts}}" + shift + "{{end}}{{end}}",
			"d-on-wall Raise the wall?: Kim: Not 1 February 2021 A → In full 20 February 2021 A, Between 1 February and 20 February 2021, 2 steps, from one end of the scale to the other, reported;" +
				"Ines for Town: Not 30 December 2020 A → Half 2 March 2021 A, Between 30 December 2020 and 2 March 2021, 1 step on a scale of 3 stances, After the storm.;"},
		{"organization", "organizations/town/", "{{range .Shifts}}" + shift + " {{.Href}}{{end}}",
			"Town: Not Ines 30 December 2020 A → Half Ines 2 March 2021 A, Between 30 December 2020 and 2 March 2021, 1 step on a scale of 3 stances, After the storm.; ../../positions/shifts/#d-shift-ines-wall-2021-03-02"},
		{"person", "people/jan/", "{{len .Shifts}}", "0"},
		{"position", "positions/wall/", "{{range .Shifts}}{{.Holder.Title}} {{.Anchor}};{{end}}", "Kim d-shift-kim-wall-2021-02-20;Ines d-shift-ines-wall-2021-03-02;"},
		{"meeting", "meetings/council/", "{{with .Meeting.AsOf}}{{.Title}} {{.Href}}{{end}}", "Who stood where on 2 March 2021 ../../as-of/2021-03-02/"},
		{"home", "", "{{range .Home.Timeline.Months}}{{range .Days}}{{range .Entries}}{{if .Shift}}{{.Kind}} {{.Label}}: {{.Title.Title}} {{.Question.Title}} {{.Shift.From.Date.Text}} {{.Shift.To.Date.Text}} {{.Text}};{{end}}{{end}}{{end}}{{end}}" +
			"{{range .Home.Timeline.Kinds}} {{.Label}} {{.Count}}{{end}}",
			"shift Reported change of position: Kim Raise the wall? 1 February 20 February ;shift Change of position: Ines Raise the wall? 30 December 2020 2 March Half will do.;" +
				" Meetings 1 Statements 6 Changes of position 2"},
	} {
		if got := show(t, harbour(), tt.layout, tt.path, tt.body); got != tt.want {
			t.Errorf("%s %s\ngot  %s\nwant %s", tt.path, tt.body, got, tt.want)
		}
	}
}

// A dossier without a dated statement has no matrix, and none of its pages.
func TestNothingStands(t *testing.T) {
	o := small().with(map[string]string{
		"content/positions/wall.md": "---\ntitle: Wall\nquestion: Raise it?\nstances: {full: In full, not: Not}\n---\n",
		"layouts/matrix.html":       "x{{if .Matrix}}matrix{{end}}{{.List.Count}}",
	}).mustOutput(t)
	if got := read(t, o, "positions/index.html"); got != "x1" {
		t.Errorf("got %s", got)
	}
	for _, name := range o.Paths() {
		if strings.HasPrefix(name, asOfDir) || strings.HasPrefix(name, shiftsPath) {
			t.Errorf("there is %s", name)
		}
	}
}

// Of many questions each table has seven at most, those first on which most was
// said, and names who is not in it. A question without a statement has no column.
func TestMatrixTables(t *testing.T) {
	d := dossier{}
	for i := range 10 {
		d[fmt.Sprintf("content/positions/q%d.md", i)] = fmt.Sprintf("---\ntitle: Q%d\nquestion: Q%d?\nstances: {a: A, b: B}\n---\n", i, i)
	}
	d["content/people/ann.md"] = "---\ntitle: Ann\n---\n"
	d["content/people/bo.md"] = "---\ntitle: Bo\n---\n"
	d["content/articles/a.md"] = "---\ntitle: A\ndate: 2021-03-03\nstatements:\n" +
		"  - {who: bo, position: q7, stance: b, date: 2021-03-01}\n"
	for i := range 9 {
		if i != 7 {
			d["content/articles/a.md"] += fmt.Sprintf("  - {who: ann, position: q%d, stance: a, date: 2021-03-01}\n", i)
		}
	}
	d["content/articles/a.md"] += "  - {who: ann, position: q8, stance: b, date: 2021-03-02}\n---\n"
	got := show(t, d, "matrix", "positions/", "{{range .Matrix.Tables}}{{.ID}} {{.Title}} {{.Span}}{{range .Groups}} {{.Title}}{{range .Rows}} {{.Holder.Title}} {{len .Cells}}{{end}}{{end}}, without{{range .Without}} {{.Title}}{{end}};{{end}}{{range .Matrix.Silent}}{{.Title}}{{end}} {{range .Matrix.Tables}}{{range .Columns}}{{.ID}} {{end}}{{end}}")
	want := "d-questions-1 Questions 1 to 7 8 People Ann 7, without Bo;d-questions-2 Questions 8 to 9 3 People Ann 2 Bo 2, without;" +
		"Q9? d-q-q8 d-q-q0 d-q-q1 d-q-q2 d-q-q3 d-q-q4 d-q-q5 d-q-q6 d-q-q7 "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Of many days the bar shows the nearest, and folds all.
func TestAsOfBar(t *testing.T) {
	d := harbour()
	for i := 1; i <= 12; i++ {
		d[fmt.Sprintf("content/meetings/m%d.md", i)] = fmt.Sprintf("---\ntitle: M%d\ndate: 2021-01-%02d\n---\n", i, i)
	}
	const body = "{{with .Matrix.AsOf}}{{range .Days}}{{.Title}}{{if .Current}}!{{end}};{{end}} {{len .All}}{{with .Prev}} {{.Title}}{{end}}{{with .Next}} {{.Title}}{{end}}{{end}}"
	for path, want := range map[string]string{
		"as-of/2020-12-31/": "31 December 2020!;1 January 2021;2 January;3 January;4 January;5 January;6 January;7 January; 17 1 January 2021",
		"as-of/2021-01-06/": "2 January 2021;3 January;4 January;5 January;6 January!;7 January;8 January;9 January; 17 5 January 2021 7 January 2021",
		"as-of/2021-03-31/": "9 January 2021;10 January;11 January;12 January;31 January;28 February;2 March;31 March!; 17 2 March 2021",
	} {
		if got := show(t, d, "asof", path, body); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", path, got, want)
		}
	}
}

func TestBetween(t *testing.T) {
	m := small().mustOutput(t).maker("", "en")
	for _, tt := range [][2]string{
		{"", ""},
		{"2016-09-19", "On 19 September 2016"},
		{"2016-09-19/2016-09-26", "Between 19 September and 26 September 2016"},
		{"2015-12-30/2016-01-02", "Between 30 December 2015 and 2 January 2016"},
		{"../2016-09-26", "By 26 September 2016"},
		{"2016-09-19/..", "After 19 September 2016"},
	} {
		var d edtf.Date
		if tt[0] != "" {
			var err error
			if d, err = edtf.Parse(tt[0]); err != nil {
				t.Fatal(err)
			}
		}
		if got := m.between(d); got != tt[1] {
			t.Errorf("between %s = %q, want %q", tt[0], got, tt[1])
		}
	}
}

func TestDistance(t *testing.T) {
	m := &maker{o: &Output{words: english(t)}}
	for _, tt := range []struct {
		steps, of int
		want      string
	}{
		{1, 5, "1 step on a scale of 5 stances"},
		{3, 5, "3 steps on a scale of 5 stances"},
		{4, 5, "4 steps, from one end of the scale to the other"},
		{1, 2, "1 step, from one end of the scale to the other"},
	} {
		s := &site.Shift{Distance: tt.steps, To: &site.Moment{Stances: []site.Stance{{Of: tt.of}}}}
		if got := m.distance(s); got != tt.want {
			t.Errorf("distance %d of %d = %q, want %q", tt.steps, tt.of, got, tt.want)
		}
	}
}
