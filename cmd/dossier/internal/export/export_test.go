package export

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/i18n"
	"dossier/cmd/dossier/internal/site"
	"dossier/layouts"
)

// A dossier is the input of a test: its files by path, as in a folder.
type dossier map[string]string

// with returns the dossier with more files, or others.
func (d dossier) with(files map[string]string) dossier {
	d = maps.Clone(d)
	maps.Copy(d, files)
	return d
}

// exporter takes the dossier through the line up to the site.
func (d dossier) exporter(t testing.TB) *Exporter {
	t.Helper()
	root := fstest.MapFS{}
	for name, text := range d {
		root[name] = &fstest.MapFile{Data: []byte(text)}
	}
	cfg, list := config.Load(root)
	set, more := content.Load(root, content.Options{})
	s, problems := site.Build(cfg, set, site.Options{})
	for _, p := range slices.Concat(list, more, problems) {
		if slices.Concat(list, more, problems).HasErrors() {
			t.Error(p)
		}
	}
	words, wrong := i18n.Load("en", fs.FS(layouts.FS))
	if wrong.HasErrors() || t.Failed() {
		t.Fatal(wrong)
	}
	return New(s, Options{
		Words: words, Dates: edtf.English(), Version: "test",
		Address: func(path, fragment string) string {
			if fragment != "" {
				path += "#" + fragment
			}
			return cfg.BaseURL + path
		},
	})
}

// file returns a file by its path.
func (x *Exporter) file(t testing.TB, path string) File {
	t.Helper()
	for _, f := range x.Files() {
		if f.Path == path {
			return f
		}
	}
	t.Fatalf("there is no file %q", path)
	return File{}
}

// write returns the bytes of one file.
func (x *Exporter) write(t testing.TB, path string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := x.Write(x.file(t, path), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// oakford is a dossier that has one of everything.
func oakford() dossier {
	return dossier{
		"dossier.yaml": "title: The bypass at Oakford\ndescription: Who wants the road\nbase_url: https://oakford.example/road/\n" +
			"timezone: Europe/London\nlicense: CC BY 4.0\n",
		"content/articles/gazette.md": `---
title: Council splits
date: 2024-03-02
lastmod: 2024-03-09
source:
  publisher: Oakford Gazette
  title: "Split over {the} bypass & a 50 % cut"
  url: https://example.org/gazette?a=1&b=2%20
  author: A. Writer
  kind: newspaper
  lang: en
  archived: https://archive.example/1
  accessed: 2024-04
meetings: [council]
tags: [roads]
statements:
  - who: jane-doe
    position: bypass
    stance: against
    date: 2024-03-01
    meeting: council
    text: Said that the road would cut the commons.
    quote: cut the commons
events:
  - id: blockade
    title: Blockade of the bridge
    date: 2024-02-20/2024-02-22
    place: bridge
    figures: {people: about 40}
    people: [jane-doe]
    text: They sat down on the bridge.
    attributed_to: jane-doe
---
Jane Doe said the road would "cut the commons".
`,
		"content/articles/herald.md": `---
title: Doe changes her mind
date: 2024-05-04T18:30
source: {publisher: Herald, kind: broadcaster}
statements:
  - {who: jane-doe, position: bypass, stance: for, date: 2024-05-03, text: "Said yes, with a tunnel."}
  - {who: council, position: bypass, stance: for, date: 2024-05, mode: reported, text: It is said to agree.}
events:
  - {id: blockade, date: 2024-02-21, figures: {people: about 60}, text: Sixty were there.}
---
`,
		"content/people/jane-doe.md": "---\ntitle: Jane Doe\nnames: [Jane M. Doe, Джейн Доу]\nborn: 1970-05\nroles:\n" +
			"  - {title: Councillor, organization: council, from: 2019, to: 2024-04}\n---\nShe sits on the council.\n",
		"content/organizations/council.md": "---\ntitle: Oakford Council\nkind: state-body\ncountry: United Kingdom\n---\n",
		"content/positions/bypass.md": "---\ntitle: The bypass\nquestion: Should the bypass be built?\n" +
			"stances: {for: For it, against: Against it}\n---\n",
		"content/meetings/council.md": "---\ntitle: Council meeting\ndate: 2024-03-01T19:30\nplace: hall\nkind: council\nconvened_by: council\n" +
			"participants: [jane-doe, {who: council, presence: absent}]\nagenda: [bypass, other business]\noutcome: No vote.\n---\n",
		"content/places/hall.md":    "---\ntitle: Town hall\nlat: 51.5\nlon: -1.25\nwithin: oakford\n---\n",
		"content/places/oakford.md": "---\ntitle: Oakford\n---\n",
		"content/places/bridge.md":  "---\ntitle: The bridge\n---\n",
		"content/about.md":          "---\ntitle: About\n---\nText.\n",
	}
}

// nasty is text that means something in one format or another.
const nasty = `"><img src=x onerror=alert(1)></script><!--]]>&amp; {\} $%#_^~ , ; =1+1 'x' ﷽ \n`

// hostile is a dossier with nasty text in every field that takes one.
func hostile() dossier {
	n := 0 // so that no two things share a name
	f := func(format string) string {
		for strings.Contains(format, "NASTY") {
			n++
			format = strings.Replace(format, "NASTY", fmt.Sprintf("'%s %d'", strings.ReplaceAll(nasty, "'", "''"), n), 1)
		}
		return format
	}
	return dossier{
		"dossier.yaml": f("title: NASTY\ndescription: NASTY\nlicense: NASTY\nbase_url: https://oakford.example/\n"),
		"content/articles/a.md": f(`---
title: NASTY
summary: NASTY
date: 2024-03-02
tags: [NASTY]
source: {publisher: NASTY, title: NASTY, author: NASTY, url: "https://example.org/(x)~a=%7B&b;c,d#@", kind: newspaper}
meetings: [{id: sitting, title: NASTY, date: 2024-03-01, place: NASTY, outcome: NASTY, participants: [{who: doe, role: NASTY}]}]
events:
  - {id: vote, title: NASTY, date: 2024-02-20, figures: {NASTY: NASTY}, text: NASTY, attributed_to: NASTY, names: [NASTY]}
  - {id: vote, date: 2024-02-21, figures: {NASTY: other}, resolution: NASTY}
statements:
  - {who: doe, position: p, stance: a, text: NASTY}
  - {who: doe, position: p, stance: b, text: NASTY, date: 2024-03-05}
---
`),
		"content/people/doe.md":       f("---\ntitle: NASTY\nnames: [NASTY]\nroles: [{title: NASTY, organization: o}]\n---\n"),
		"content/organizations/o.md":  f("---\ntitle: NASTY\nkind: other\ncountry: NASTY\n---\n"),
		"content/positions/p.md":      f("---\ntitle: NASTY\nquestion: NASTY\nstances: {a: NASTY, b: Other}\n---\n"),
		"content/places/somewhere.md": f("---\ntitle: NASTY\nnames: [NASTY]\n---\n"),
		"content/meetings/sitting.md": f("---\ntitle: NASTY\ndate: 2024-03-01\nagenda: [NASTY]\ndocument: {symbol: NASTY}\n---\n"),
	}
}

// dossiers are those that every format must be right for.
func dossiers() map[string]dossier {
	return map[string]dossier{
		"full":     oakford(),
		"hostile":  hostile(),
		"smallest": {"dossier.yaml": "title: T\n", "content/articles/a.md": "---\ntitle: A\ndate: 2024\nsource: {publisher: P}\n---\n"},
		"empty":    {"dossier.yaml": "title: T\nbase_url: https://t.example/\n", "content/about.md": "---\ntitle: A\n---\n"},
	}
}

func TestFiles(t *testing.T) {
	paths := func(x *Exporter) (out []string) {
		for _, f := range x.Files() {
			if !strings.HasPrefix(f.Path, "data/") {
				out = append(out, f.Path)
			}
		}
		slices.Sort(out)
		return out
	}
	want := []string{
		"calendar.ics", "feed.json", "feed.xml", "meetings/council/meeting.ics",
		"organizations/council/feed.xml", "organizations/herald/feed.xml", "organizations/oakford-gazette/feed.xml",
		"people/jane-doe/feed.xml", "positions/bypass/feed.xml",
	}
	if got := paths(oakford().exporter(t)); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// What needs an address is not there without one.
	want = []string{"calendar.ics", "meetings/council/meeting.ics"}
	if got := paths(oakford().with(map[string]string{"dossier.yaml": "title: T\n"}).exporter(t)); !slices.Equal(got, want) {
		t.Errorf("without base_url: got %q, want %q", got, want)
	}
	// A calendar must have a component, so there is none without a day.
	if got := paths(dossiers()["smallest"].exporter(t)); len(got) > 0 {
		t.Errorf("the smallest dossier has %q", got)
	}
}

// Writing a file twice, from another exporter of the same dossier, or after
// others, gives the same bytes.
func TestSameBytes(t *testing.T) {
	a, b := oakford().exporter(t), oakford().exporter(t)
	files := b.Files()
	for i, f := range a.Files() {
		other := files[len(files)-1-i]
		if one, two := a.write(t, f.Path), b.write(t, f.Path); !bytes.Equal(one, two) {
			t.Errorf("%s differs", f.Path)
		}
		if one, two := a.write(t, other.Path), b.write(t, other.Path); !bytes.Equal(one, two) {
			t.Errorf("%s differs", other.Path)
		}
	}
}

func TestPartial(t *testing.T) {
	for in, want := range map[string]string{
		"2016": "2016", "2016-09": "2016-09", "2016-09-09": "2016-09-09", "2016-09-09T23:40+02:00": "2016-09-09",
		"2016-09~": "2016-09", "2016-XX": "2016", "2016-09-XX": "2016-09", "2016-21": "2016",
		"201X": "", "20XX": "", "-0043-03-15": "", "2016-09-12/2016-09-19": "", "2016-09-12/..": "",
	} {
		d, err := edtf.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := partial(d); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

// date parses a date of a test.
func date(t testing.TB, s string) edtf.Date {
	t.Helper()
	d, err := edtf.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// many is a dossier with n articles, a day each.
func many(n int) dossier {
	d := dossier{"dossier.yaml": "title: T\nbase_url: https://t.example/\n", "content/people/doe.md": "---\ntitle: Doe\n---\n"}
	for i := range n {
		d[fmt.Sprintf("content/articles/a%03d.md", i)] = fmt.Sprintf(
			"---\ntitle: A%d\ndate: %s\npeople: [doe]\nsource: {publisher: P}\n---\n", i, (edtf.DayOf(2020, 1, 1) + edtf.Day(i)).String())
	}
	return d
}

// BenchmarkFiles writes everything for 1,000 articles, and the data of every page.
func BenchmarkFiles(b *testing.B) {
	x := many(1000).exporter(b)
	var buf bytes.Buffer
	total := 0
	b.ReportAllocs()
	for b.Loop() {
		total = 0
		for _, f := range x.Files() {
			buf.Reset()
			x.Write(f, &buf)
			total += buf.Len()
		}
		for _, p := range x.site.Pages {
			buf.Reset()
			x.Structured(&buf, p)
			total += buf.Len()
		}
	}
	b.ReportMetric(float64(total), "bytes")
}
