package ingest

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/site"
)

const today = "2024-05-01"

// county is the dossier that the tests import into.
const county = `
-- dossier.yaml --
title: The bypass
-- content/people/jane-doe.md --
---
title: Jane Doe
names: [Doe]
---
-- content/people/ivan-reed.md --
---
title: Ivan Reed
names: [Reed]
---
-- content/people/ada-reed.md --
---
title: Ada Reed
names: [Reed]
---
-- content/organizations/gazette.md --
---
title: Gazette
names: [Oakford Gazette]
---
-- content/organizations/county-radio.md --
---
title: County Radio
---
-- content/places/oakford.md --
---
title: Oakford
---
-- content/meetings/council-2024-03-01.md --
---
title: Council meeting
date: 2024-03-01
---
-- content/events/flood.md --
---
title: The Flood
date: 2024-02
---
-- content/articles/one.md --
---
title: "Gazette: one"
date: 2024-03-01
source:
  publisher: gazette
  title: One
  url: https://www.gazette.example/one/?id=1&utm_source=x
  kind: newspaper
---
-- content/articles/two.md --
---
title: Two
date: 2024-03-02
source:
  publisher: gazette
  url: https://gazette.example/two
  kind: newspaper
---
-- content/articles/three.md --
---
title: Three
date: 2024-03-03
draft: true
source:
  publisher: gazette
  url: https://gazette.example/three
  kind: other
---
`

func dossier(archive string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

// build builds a dossier with its drafts. It must have no errors, and no body
// with raw HTML.
func build(t testing.TB, fsys fstest.MapFS) *site.Site {
	t.Helper()
	cfg, list := config.Load(fsys)
	set, more := content.Load(fsys, content.Options{Reserved: site.ReservedID})
	s, last := site.Build(cfg, set, site.Options{Drafts: true})
	for _, d := range append(append(list, more...), last...) {
		if d.Severity == diag.Error || strings.Contains(d.Message, "HTML") {
			t.Errorf("build: %s\n%s", d, fsys[d.Pos.File].Data)
		}
	}
	return s
}

func TestFit(t *testing.T) {
	known := Learn(build(t, dossier(county)), nil)
	for _, c := range []struct {
		name  string
		draft Draft
		want  []string // lines of the file
		file  string
	}{
		{"publisher by another name, and its most used kind",
			Draft{Title: "Four", Date: "2024-03-04", Source: Source{Publisher: "Oakford Gazette"}},
			[]string{`  publisher: gazette # the file says "Oakford Gazette"`, "  kind: newspaper"}, "2024-03-04-gazette-four"},
		{"publisher by the beginning of a name",
			Draft{Title: "Five", Date: "2024-03-04", Source: Source{Publisher: "Gazette Online"}},
			[]string{`  publisher: gazette # the file says "Gazette Online"`}, "2024-03-04-gazette-five"},
		{"publisher by the address",
			Draft{Title: "Six", Date: "2024-03", Source: Source{URL: "https://gazette.example/six"}},
			[]string{"  publisher: gazette", "  accessed: 2024-05-01"}, "2024-03-gazette-six"},
		{"publisher by the name of the file",
			Draft{Title: "Seven", Date: "2024-03-04", FileWords: "county radio 17"},
			[]string{"  publisher: county-radio", "  # kind: # one of " + strings.Join(content.SourceKinds, ", ")}, "2024-03-04-county-radio-seven"},
		{"unknown publisher, which must not look like an id",
			Draft{Title: "Eight", Date: "2024-03-04", Source: Source{Publisher: "herald"}},
			[]string{"  publisher: \"Herald\" # no organization of the dossier has this name yet"}, "2024-03-04-herald-eight"},
		{"a credit for want of better",
			Draft{Title: "Nine", Date: "2024-03-04", Publishers: []string{"Herald Photos"}},
			[]string{"  publisher: \"Herald Photos\" # not found: somebody whom the file names"}, "2024-03-04-nine"},
		{"no publisher at all",
			Draft{Title: "Ten"},
			[]string{"# source:", "#   publisher:", `#   title: "Ten"`, "date: ../2024-05-01 # not found: write the day of publication"}, "undated-ten"},
		{"names in the text and the title",
			Draft{Title: "Doe and the Flood", Date: "2024-03-04", Body: "In Oakford the Council meeting ended; the Gazette and County Radio were there. Reed left.",
				Source: Source{Publisher: "Gazette"}},
			[]string{"people: [jane-doe]", "organizations: [county-radio]", "places: [oakford]", "meetings: [council-2024-03-01]", "events: [flood]",
				`# "Reed" may be people/ada-reed or people/ivan-reed`}, "2024-03-04-gazette-doe-and-the-flood"},
		{"a name that is taken",
			Draft{Title: "Four", Date: "2024-03-04", Source: Source{Publisher: "Gazette", URL: "https://gazette.example/other-four"}},
			nil, "2024-03-04-gazette-four-2"},
		{"texts that are YAML",
			Draft{Title: `"quoted": [a] # b \ c`, Date: "2024-03-05", Tags: []string{"null", "a: b", "roads"}, Source: Source{Author: "- x", Publisher: "Gazette"}},
			[]string{`title: "\"quoted\": [a] # b \\ c"`, `tags: ["null", "a: b", roads]`, `  author: "- x"`}, "2024-03-05-gazette-quoted-a-b-c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := known.Fit(c.draft, today)
			if a.Same != "" {
				t.Fatalf("taken for %s", a.Same)
			}
			if want := "content/articles/" + c.file + ".md"; a.File != want {
				t.Errorf("file %s, want %s", a.File, want)
			}
			text := string(a.Text(today))
			for _, line := range c.want {
				if !strings.Contains(text, "\n"+line+"\n") {
					t.Errorf("no line %q in\n%s", line, text)
				}
			}
			fsys := dossier(county)
			fsys[a.File] = &fstest.MapFile{Data: []byte(text)}
			build(t, fsys)
		})
	}
}

func TestFitSame(t *testing.T) {
	for _, c := range []struct {
		draft Draft
		same  string
	}{
		{Draft{Title: "Other", Source: Source{URL: "http://gazette.example/one?id=1#top"}}, "one"},
		{Draft{Title: "Other", Source: Source{URL: "https://WWW.gazette.example/one/?fbclid=3&id=1"}}, "one"},
		{Draft{Title: "Other", Source: Source{URL: "https://gazette.example/three/"}}, "three"}, // a draft
		{Draft{Title: "Other", Source: Source{URL: "https://gazette.example/one?id=2"}}, ""},
		{Draft{Title: "one", Date: "2024-03-01", Source: Source{Publisher: "Oakford gazette"}}, "one"},
		{Draft{Title: "One", Date: "2024-03-02", Source: Source{Publisher: "Gazette"}}, ""},
	} {
		known := Learn(build(t, dossier(county)), nil)
		want := c.same
		if want != "" {
			want = "content/articles/" + want + ".md"
		}
		a := known.Fit(c.draft, today)
		if a.Same != want {
			t.Errorf("%+v is the same as %q, want %q", c.draft, a.Same, want)
		}
		if want == "" {
			if again := known.Fit(c.draft, today); again.Same != a.File {
				t.Errorf("%+v imported twice: the second is the same as %q, want %q", c.draft, again.Same, a.File)
			}
		}
	}
}
