package render

import (
	"fmt"
	"testing"

	"dossier/cmd/dossier/internal/site"
)

// talks is a dossier with a page of every type.
func talks() dossier {
	return dossier{
		"content/people/anna.md":         "---\ntitle: Anna Berg\nroles:\n  - {title: Envoy, organization: north, from: 2015}\n---\n",
		"content/people/omar.md":         "---\ntitle: عمر\nlang: ar\n---\n",
		"content/organizations/north.md": "---\ntitle: North\nkind: armed-group\n---\n",
		"content/organizations/paper.md": "---\ntitle: The Paper\nkind: media\n---\n",
		"content/places/town.md":         "---\ntitle: Town\nlat: 36.2\nlon: 37.15\nwithin: land\n---\n",
		"content/places/land.md":         "---\ntitle: Land\n---\n",
		"content/positions/truce.md":     "---\ntitle: Truce\nquestion: Shall it last?\nstances: {yes: It shall, no: It shall not}\n---\n",
		"content/meetings/talk.md": "---\ntitle: Talk\ndate: 2016-09-10\nplace: town\nparticipants:\n  - {who: anna, for: north, role: chair, presence: walked-out}\n  - omar\n" +
			"agenda: [truce, Any other business]\ndocument: {symbol: S/1}\n---\n",
		"content/events/fire.md": "---\ntitle: Fire\ndate: 2016-09-11\nplace: town\nfigures: {killed: at least 2}\nresolution: Counted twice.\n---\n",
		"content/articles/a.md": "---\ntitle: A\ndate: 2016-09-12\nsource: {publisher: paper, kind: state-media, lang: ar, title: خبر, url: \"https://www.example.com/a\"}\n" +
			"statements:\n  - {who: anna, position: truce, stance: 'yes', date: 2016-09-10, meeting: talk, text: She agreed.}\n" +
			"  - {who: omar, position: truce, stance: 'no', date: 2016-09-11, mode: reported}\n" +
			"events:\n  - {id: fire, date: 2016-09-11, figures: {killed: at least 2}, attributed_to: The mayor}\n---\n",
		"content/articles/b.md": "---\ntitle: B\ndate: 2016-09-13\n" +
			"statements:\n  - {who: anna, position: truce, stance: 'yes', date: 2016-09-10, text: She said yes.}\n" +
			"events:\n  - {id: fire, date: 2016-09-12, figures: {killed: '5'}}\n---\n",
	}
}

// Each view is printed by a layout that names its fields, so that the test
// fails when a field loses its name or meaning.
func TestViews(t *testing.T) {
	const statement = `[{{.Who.Title}}{{with .For}} for {{.Title}}{{end}}|{{.Position.Title}}|{{.Stance.Label}} {{.Stance.Symbol}}{{if .Stance.Dashed}} dashed{{end}}|` +
		`{{.Date.Text}}|{{with .Meeting}}{{.Title}}{{end}}|{{.ModeLabel}}|{{.Text}}|{{.Anchor}}|{{range .Sources}}{{.Publisher}},{{.Kind}};{{end}}{{if .Single}} single{{end}}]`
	for _, tt := range []struct{ file, layout, body, want string }{
		{"people/anna/", "person", "{{range .Statements}}" + statement + "{{end}}",
			"[Anna Berg for North|Shall it last?|It shall a2|10 September 2016|Talk||She agreed.||The Paper,state media;B,;]"},
		{"people/anna/", "person", "{{range .Person.Roles}}{{.Title}} {{.Organization.Title}} {{.From.Text}}{{.To.Text}}{{end}}", "Envoy North 2015"},
		{"people/anna/", "person", "{{range .Person.Attended}}{{.Meeting.Title}} {{.For.Title}} {{.Role}} {{.Presence}}{{end}}", "Talk North chair walked out"},
		{"people/anna/", "person", "{{range .Person.Met}}{{.Who.Title}} {{.Who.Lang}} {{.Who.Dir}} {{.Count}}{{end}}", "عمر ar rtl 1"},
		{"people/omar/", "person", "{{.Lang}} {{.Dir}} {{range .Statements}}{{.ModeLabel}} {{.Stance.Symbol}} {{.Stance.Dashed}} {{.Single}}{{end}}", "ar rtl reported b2 true true"},
		{"articles/a/", "article", "{{with .Article}}{{.Publisher.Title}}|{{.Kind}}|{{.Headline}} {{.HeadlineLang}} {{.HeadlineDir}}|{{.Language}}|{{.Original.Title}}|{{.OnlyHere}}{{end}}",
			"The Paper|state media|خبر ar rtl|Arabic|example.com|1"},
		{"articles/b/", "article", "{{range .Statements}}{{if .Anchor}}{{eq .Href (print \"#\" .Anchor)}} {{.Text}}{{end}}{{end}}", "true She said yes."},
		{"articles/a/", "article", "{{range .Accounts}}{{.Thing.Title}} {{.Date.Text}} {{range .Figures}}{{.Name}}={{.Value}}{{end}} {{.By.Title}}{{end}}", "Fire 11 September 2016 killed=at least 2 The mayor"},
		{"organizations/north/", "organization", "{{.Organization.Kind}} {{range .Organization.Roles}}{{.Who.Title}}{{end}} {{len .Statements}}", "armed group Anna Berg 1"},
		{"organizations/paper/", "organization", "{{range .Organization.Published}}{{.Title}}{{end}}", "A"},
		{"meetings/talk/", "meeting", "{{with .Meeting}}{{.Place.Title}}|{{range .Participants}}{{.Who.Title}} {{.Presence}};{{end}}|{{range .Agenda}}{{.Title}} {{.Href}};{{end}}|{{.Document.Title}}{{end}}|{{len .Statements}}",
			"Town|Anna Berg walked out;عمر ;|Shall it last? ../../positions/truce/;Any other business ;|S/1|1"},
		{"positions/truce/", "position", "{{range .Position.Stances}}{{.Label}} {{.Symbol}} {{.Statements}} {{.Holders}};{{end}}", "It shall a2 1 1;It shall not b2 1 1;"},
		{"positions/truce/", "position", "{{range .ByPosition}}{{len .Statements}}{{end}} {{range .Latest}}{{.Date.Text}}{{end}}", "2 11 September 2016"},
		{"positions/truce/", "position", "{{range .ByHolder}}{{.Holder.Title}} {{.Holder.Kind}} {{range .Statements}}{{.Who.Title}} {{.Date.Text}};{{end}}{{end}}",
			"عمر person عمر 11 September 2016;North organization Anna Berg 10 September 2016;"},
		{"events/fire/", "event", "{{range .Disputes}}{{.ID}} {{.Name}} {{.Shown}}:{{range .Values}}{{.Text}},{{.Shown}}{{range .Given}},{{with .By}}{{.Title}}{{end}},{{.Source.Publisher}}{{.Text}}{{end}};{{end}}{{end}}{{.Event.Resolution}}",
			"d-differ-date date 11 September 2016:11 September 2016,true,The mayor,The Paper;12 September 2016,false,,B;" +
				"d-differ-killed killed at least 2:at least 2,true,The mayor,The Paper;5,false,,B;Counted twice."},
		{"places/town/", "place", "{{.Place.Lat}} {{.Place.Lon}} {{range .Place.Within}}{{.Title}}{{end}} {{range .Meetings}}{{.Title}}{{end}} {{range .Events}}{{.Title}} {{range .Differ}}{{.}} {{end}}{{end}}",
			"36.2 37.15 Land Talk Fire date killed "},
		{"articles/", "section", "{{.List.Type}} {{.List.Count}} {{range .List.Groups}}{{.ID}} {{.Title}}:{{range .Cards}}{{.Title}} {{with .Source}}{{.Publisher}}{{end}};{{end}}{{end}}",
			"article 2 d-list-september-2016 September 2016:A The Paper;B B;"},
		{"", "home", "{{with .Home.Timeline}}{{.Total}} {{range .Kinds}}{{.Label}} {{.Count}} {{end}}{{range .Months}}{{.ID}} {{.Short}} {{.Count}} {{range .Days}}{{.ID}}:" +
			"{{range .Entries}}{{.Label}} {{.Title.Title}} {{with .Statements}}{{.Title}}{{end}}{{with .DifferHref}} {{.}}{{end}} {{.Count}};{{end}}{{end}}{{end}}{{end}}",
			"3 Events 1 Meetings 1 Statements 1 m-2016-09 Sep 3 d-2016-09-10:Meeting Talk 1 statement 1;d-2016-09-11:Reported statement عمر  1;Event Fire  events/fire/#d-accounts 2;"},
		{"", "home", "{{.Site.Articles}} {{.Site.Statements}} {{.Site.Publishers}} {{.Site.Period}}", "2 3 1 10–11 September 2016"},
	} {
		o := talks().with(map[string]string{"layouts/" + tt.layout + ".html": "x" + tt.body}).mustOutput(t)
		if got := read(t, o, fileOf(tt.file)); got != "x"+tt.want {
			t.Errorf("%s %s\ngot  %s\nwant %s", tt.file, tt.body, got[1:], tt.want)
		}
	}
}

// Two reports of one statement are one, also on a page that knows of the
// second only.
func TestDistinct(t *testing.T) {
	a, b, c := &site.Statement{}, &site.Statement{}, &site.Statement{}
	a.Same, b.Same, c.Same = []*site.Statement{a, b}, []*site.Statement{a, b}, []*site.Statement{c}
	for _, tt := range []struct{ in, want []*site.Statement }{
		{[]*site.Statement{a, b, c}, []*site.Statement{a, c}},
		{[]*site.Statement{b, c}, []*site.Statement{b, c}},
		{nil, nil},
	} {
		if got := site.Distinct(tt.in); fmt.Sprint(got) != fmt.Sprint(tt.want) {
			t.Errorf("got %v, want %v", got, tt.want)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	o := talks().mustOutput(b)
	b.ReportAllocs()
	for b.Loop() {
		f, err := o.Open("articles/a/index.html")
		if err != nil {
			b.Fatal(err)
		}
		f.Close()
	}
}
