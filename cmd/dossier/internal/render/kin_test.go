package render

import "testing"

// council is a dossier of a town that argues about a well.
func council() dossier {
	return dossier{
		"content/people/ines.md":        "---\ntitle: Ines\nroles:\n  - {title: Mayor, organization: town}\n---\n",
		"content/people/rolf.md":        "---\ntitle: Rolf\n---\n",
		"content/people/clerk.md":       "---\ntitle: Clara\nroles:\n  - {title: Clerk, organization: town, from: 1990}\n---\n",
		"content/organizations/town.md": "---\ntitle: Town\n---\n",
		"content/organizations/post.md": "---\ntitle: The Post\n---\n",
		"content/places/valley.md":      "---\ntitle: Valley\n---\n",
		"content/places/square.md":      "---\ntitle: Square\nwithin: valley\n---\n",
		"content/positions/well.md":     "---\ntitle: Well\nquestion: Dig it?\nstances: {dig: Dig, wait: Wait}\n---\n",
		"content/positions/cost.md":     "---\ntitle: Cost\nquestion: Who pays?\nstances: {all: All, some: Some}\n---\n",
		"content/meetings/hall.md": "---\ntitle: Hall\ndate: 1991-05-02\nplace: square\nparticipants: [ines, {who: rolf, for: town}]\n" +
			"agenda: [well, cost, Any other business]\n---\n",
		"content/events/flood.md": "---\ntitle: Flood\ndate: 1991-04-01\nplace: valley\n---\n",
		"content/articles/a.md": "---\ntitle: A\ndate: 1991-05-03\nevents: [{id: flood, date: 1991-04-01}]\npeople: [rolf]\n" +
			"source: {publisher: post, kind: newspaper, title: Well!, lang: de, author: J. Doe, url: \"https://example.org/a\", archived: \"https://archive.org/a\", accessed: 2020-01-02}\n" +
			"statements:\n  - {who: ines, position: well, stance: wait, date: 1991-04-20}\n  - {who: ines, position: well, stance: dig, date: 1991-05-02, meeting: hall}\n" +
			"  - {who: rolf, for: town, position: well, stance: dig, date: 1991-06-01}\n---\nHe asked Rolf again.\n",
		"content/articles/b.md": "---\ntitle: B\ndate: 1991-05-04\nevents: [flood]\nsource: {publisher: post, kind: broadcaster}\n" +
			"statements:\n  - {who: ines, position: well, stance: dig, date: 1991-05-02}\n---\n",
		"content/articles/c.md": "---\ntitle: What now?\ndate: 1991-05-05~\n---\nRolf was not there.\n",
	}
}

func TestKin(t *testing.T) {
	const cell = `{{range .Answers}}{{.Label}}{{end}} {{.Date.Text}}{{if .Changed}} changed{{end}}`
	for _, tt := range []struct{ file, layout, body, want string }{
		{"articles/a/", "article", "{{range .Article.Related}}{{.Title}} {{.Source.Publisher}}:{{range .Shared}} {{.Title}} {{.Kind}}{{.Href}},{{end}};{{end}}",
			"B The Post: a statement by Ines statement, Flood event,;"},
		{"people/rolf/", "person", "{{range .Articles}}{{.Title}} {{with .Mention}}{{.Before}}[{{.Name}}]{{.After}}{{end}};{{end}}{{range .Elsewhere}}{{.From.Title}};{{end}}",
			"A He asked [Rolf] again.;What now?;"},
		{"articles/c/", "article", "{{len .Article.Related}}", "0"},
		{"articles/a/", "article", "{{with .Article.Citation}}{{.Before}}|{{.Headline}}|{{.After}}{{end}}",
			"J. Doe. |Well!|The Post, 3 May 1991. https://example.org/a Archived: https://archive.org/a. Accessed 2 January 2020."},
		{"articles/b/", "article", "{{with .Article.Citation}}{{.Before}}|{{.Headline}}|{{.After}}{{end}}", "B. ||The Post, 4 May 1991."},
		{"articles/c/", "article", "{{with .Article.Citation}}{{.Before}}|{{.Headline}}|{{.After}}{{end}}", "What now? ||c. 5 May 1991."},
		{"meetings/hall/", "meeting", "{{with .Meeting.Courses}}{{range .Questions}}{{.Position.Title}}{{range .Rows}} {{.Holder.Title}}: {{with .Before}}" + cell + "{{end}} / {{with .At}}" + cell +
			"{{end}} / {{with .After}}" + cell + "{{end}}{{end}}{{end}}{{.Alone}}{{end}}",
			"Dig it? Town: Wait 20 April / Dig 2 May changed / Dig 1 June0"},
		{"events/flood/", "event", "{{range .Further}}{{.Title}};{{end}}{{len .Articles}}", "B;2"},
		{"meetings/hall/", "meeting", "{{range .Meeting.Agenda}}{{.Title}}{{with .Note}} ({{.}}){{end}};{{end}}",
			"Dig it?;Who pays? (no statement at this meeting);Any other business;"},
		{"organizations/town/", "organization", "{{range .Organization.Speakers}}{{.Who.Title}} {{range .Roles}}{{.Title}}{{.From.Text}} {{end}}{{.Statements}} {{.Period}};{{end}}",
			"Ines Mayor 2 20 April – 2 May 1991;Rolf 1 1 June 1991;Clara Clerk1990 0 ;"},
		{"organizations/post/", "organization", "{{range .Organization.Kinds}}{{.Name}} {{.Count}};{{end}}{{with .Standings}}{{.}}{{end}}", "newspaper 1;broadcaster 1;"},
		{"places/valley/", "place", "{{range .Place.Happened}}{{.Title}} {{with .Place}}{{.Title}}{{end}};{{end}}", "Flood Valley;Hall Square;"},
		{"places/square/", "place", "{{range .Place.Happened}}{{.Title}};{{end}}", "Hall;"},
	} {
		o := council().with(map[string]string{"layouts/" + tt.layout + ".html": "x" + tt.body}).mustOutput(t)
		if got := read(t, o, fileOf(tt.file)); got != "x"+tt.want {
			t.Errorf("%s %s\ngot  %s\nwant %s", tt.file, tt.body, got[1:], tt.want)
		}
	}
}
