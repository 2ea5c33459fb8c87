package site

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
)

// load reads the pages of a txtar archive, whose file names are those under
// content/. The fences of front matter may be left out; it ends at the first
// empty line then.
func load(t testing.TB, archive string) *content.Set {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		data := string(f.Data)
		if strings.HasSuffix(f.Name, ".md") && !strings.HasPrefix(data, "---") {
			front, body, _ := strings.Cut(data, "\n\n")
			data = "---\n" + strings.TrimSuffix(front, "\n") + "\n---\n" + body
		}
		fsys["content/"+f.Name] = &fstest.MapFile{Data: []byte(data)}
	}
	set, list := content.Load(fsys, content.Options{Reserved: ReservedID})
	for _, d := range list {
		if d.Severity == diag.Error {
			t.Fatalf("content.Load: %s", d)
		}
	}
	return set
}

func build(t testing.TB, archive string, o Options) (*Site, diag.List) {
	t.Helper()
	return Build(&config.Config{Title: "The bypass", Language: "en"}, load(t, archive), o)
}

// messages returns the diagnostics as lines, each with its hint after " | ".
func messages(list diag.List) []string {
	var out []string
	for _, d := range list.Sorted() {
		s := strings.TrimPrefix(d.String(), "content/")
		if d.Hint != "" {
			s += " | " + strings.ReplaceAll(d.Hint, "\n", " | ")
		}
		out = append(out, s)
	}
	return out
}

func wantMessages(t *testing.T, list diag.List, want ...string) {
	t.Helper()
	if got := messages(list); !slices.Equal(got, want) {
		t.Errorf("messages:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// page returns the page with a key.
func page(t testing.TB, s *Site, key string) *Page {
	t.Helper()
	for _, ty := range content.Types {
		for _, p := range s.List(ty) {
			if p.Key == key {
				return p
			}
		}
	}
	for _, p := range s.Pages {
		if p.Key == key {
			return p
		}
	}
	t.Fatalf("no page %q", key)
	return nil
}

func keys(pages ...*Page) string {
	var out []string
	for _, p := range pages {
		switch {
		case p == nil:
			out = append(out, "-")
		case p.Key == "":
			out = append(out, "home")
		default:
			out = append(out, p.Key)
		}
	}
	return strings.Join(out, " ")
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

// village is a small dossier with something of everything.
const village = `
-- _index.md --
title: The bypass
-- about.md --
title: About

Written by [[anna-berg]].
-- notes/_index.md --
title: Notes
-- notes/method.md --
title: Method
tags: [Method]
-- articles/a1.md --
title: Council opens the plans
date: 2031-03-02
tags: [Bypass, Oak Lane]
source: {publisher: Valley Post, kind: newspaper}
people: [anna-berg]
events:
  - id: felling
    title: Felling of the oaks
    date: 2031-03-01
    place: oak-lane
    figures: {oaks: 12}
meetings: [hearing-1]
statements:
  - {who: anna-berg, position: bypass, stance: against, text: The oaks stay.}
  - {who: parish, position: bypass, stance: for, date: 2031-02}

Anna Berg spoke of the oaks at Oak Lane. See [[people/anna-berg]] and [the road](../positions/bypass.md).
-- articles/a2.md --
title: Oaks felled
date: 2031-03-05
tags: [bypass]
source: {publisher: Valley Post}
events:
  - {id: felling, date: 2031-03-02, figures: {oaks: 12}}
statements:
  - {who: Tom Reed, for: road-office, position: bypass, stance: for, meeting: hearing-1, date: 2031-03-04}

Tom Reed cut them.
-- people/anna-berg.md --
title: Anna Berg
roles:
  - {title: Chair, organization: parish, from: 2030, to: 2032}
-- organizations/parish.md --
title: Parish Council
-- organizations/road-office.md --
title: Road Office
parent: parish
-- meetings/hearing-1.md --
title: First hearing
date: 2031-03-04
place: oak-lane
participants: [anna-berg, {who: Tom Reed, for: road-office}]
agenda: [bypass, Any other business]
-- meetings/hearing-2.md --
title: Second hearing
date: 2031-04-04
previous: hearing-1
participants: [{who: Tom Reed, presence: absent}, anna-berg]
-- positions/bypass.md --
title: The bypass
question: Shall the bypass be built?
stances: {against: Against, for: For it}
-- places/oak-lane.md --
title: Oak Lane
within: valley
-- places/valley.md --
title: The Valley
`

func TestVillage(t *testing.T) {
	s, list := build(t, village, Options{})
	wantMessages(t, list)
	lines := func(pages []*Page, show func(*Page) string) string {
		var out []string
		for _, p := range pages {
			out = append(out, show(p))
		}
		return strings.Join(out, "\n")
	}
	equal(t, "addresses", lines(s.Pages, func(p *Page) string { return "/" + p.Path + " " + p.Title }), strings.TrimSpace(`
/ The bypass
/about/ About
/articles/ Articles
/articles/a1/ Council opens the plans
/articles/a2/ Oaks felled
/events/ Events
/events/felling/ Felling of the oaks
/meetings/ Meetings
/meetings/hearing-1/ First hearing
/meetings/hearing-2/ Second hearing
/notes/ Notes
/notes/method/ Method
/organizations/ Organizations
/organizations/parish/ Parish Council
/organizations/road-office/ Road Office
/organizations/valley-post/ Valley Post
/people/ People
/people/anna-berg/ Anna Berg
/people/tom-reed/ Tom Reed
/places/ Places
/places/oak-lane/ Oak Lane
/places/valley/ The Valley
/positions/ Positions
/positions/bypass/ The bypass
/tags/ Tags
/tags/bypass/ Bypass
/tags/method/ Method
/tags/oak-lane/ Oak Lane`))
	equal(t, "home", s.Home, page(t, s, ""))
	equal(t, "lists", lines(s.Sections, func(p *Page) string { return p.Key + ": " + keys(p.List.Pages...) }), strings.TrimSpace(`
articles: articles/a1 articles/a2
people: people/anna-berg people/tom-reed
organizations: organizations/parish organizations/road-office organizations/valley-post
meetings: meetings/hearing-1 meetings/hearing-2
positions: positions/bypass
events: events/felling
places: places/oak-lane places/valley
tags: tags/bypass tags/method tags/oak-lane
notes: notes/method`))
	equal(t, "tags", lines(s.Tags, func(p *Page) string { return p.Title + ": " + keys(p.List.Pages...) }), strings.TrimSpace(`
Bypass: articles/a1 articles/a2
Method: notes/method
Oak Lane: articles/a1`))
	equal(t, "stubs", keys(s.Stubs...), "people/tom-reed organizations/valley-post")
	equal(t, "neighbours", keys(page(t, s, "articles/a1").Next(), page(t, s, "articles/a2").Prev(), page(t, s, "articles/a2").Next()),
		"articles/a2 articles/a1 -")
}

// related describes all that a page is linked with through front matter.
func related(p *Page) string {
	var out []string
	for _, l := range [][]*Page{p.Articles, p.People, p.Organizations, p.Meetings, p.Events, p.Places, p.Positions} {
		if len(l) > 0 {
			out = append(out, keys(l...))
		}
	}
	return strings.Join(out, "; ")
}

func TestRelations(t *testing.T) {
	s, _ := build(t, village, Options{})
	for key, want := range map[string]string{
		"articles/a1":               "people/anna-berg; organizations/parish; meetings/hearing-1; events/felling; places/oak-lane; positions/bypass",
		"articles/a2":               "people/tom-reed; organizations/road-office; meetings/hearing-1; events/felling; positions/bypass",
		"people/anna-berg":          "articles/a1; organizations/parish; meetings/hearing-1 meetings/hearing-2; positions/bypass",
		"people/tom-reed":           "articles/a2; organizations/road-office; meetings/hearing-1 meetings/hearing-2; positions/bypass",
		"organizations/parish":      "articles/a1; people/anna-berg; meetings/hearing-1 meetings/hearing-2; positions/bypass",
		"organizations/valley-post": "",
		"events/felling":            "articles/a1 articles/a2; places/oak-lane",
		"places/oak-lane":           "articles/a1; meetings/hearing-1; events/felling",
		"positions/bypass":          "articles/a1 articles/a2; people/anna-berg people/tom-reed; organizations/parish organizations/road-office; meetings/hearing-1",
	} {
		equal(t, key, related(page(t, s, key)), want)
	}
	post := page(t, s, "organizations/valley-post")
	equal(t, "published", keys(post.Organization.Published...), "articles/a1 articles/a2")
	equal(t, "kind of a publisher that is a name", post.Organization.Kind, "media")
	equal(t, "children", keys(page(t, s, "organizations/parish").Organization.Children...), "organizations/road-office")
	equal(t, "contains", keys(page(t, s, "places/valley").Place.Contains...), "places/oak-lane")
	one, two := page(t, s, "meetings/hearing-1").Meeting, page(t, s, "meetings/hearing-2").Meeting
	equal(t, "next and previous", keys(one.Next, two.Previous, one.Previous, two.Next), "meetings/hearing-2 meetings/hearing-1 - -")
	equal(t, "for of participants", keys(one.Participants[0].For, one.Participants[1].For, two.Participants[0].For, two.Participants[1].For),
		"organizations/parish organizations/road-office - organizations/parish")
	equal(t, "agenda", keys(one.Agenda[0].Position, one.Agenda[1].Position)+" "+one.Agenda[0].Text+", "+one.Agenda[1].Text,
		"positions/bypass - The bypass, Any other business")
	met := page(t, s, "people/anna-berg").Person.Met
	equal(t, "met", len(met), 1)
	equal(t, "met", keys(met[0].Who)+": "+keys(met[0].Meetings...), "people/tom-reed: meetings/hearing-1")
}

func TestStatements(t *testing.T) {
	s, _ := build(t, village, Options{})
	var got []string
	for _, x := range s.Statements {
		got = append(got, strings.Join([]string{x.Date.String(), x.Article.Path + "#" + x.Anchor, keys(x.Who, x.For), x.Stance.ID, keys(x.Meeting)}, ", "))
	}
	equal(t, "statements", strings.Join(got, "\n"), strings.TrimSpace(`
2031-02, articles/a1/#s-parish-bypass, organizations/parish -, for, -
2031-03-02, articles/a1/#s-anna-berg-bypass, people/anna-berg organizations/parish, against, -
2031-03-04, articles/a2/#s-tom-reed-bypass, people/tom-reed organizations/road-office, for, meetings/hearing-1`))
	for key, want := range map[string]int{"organizations/parish": 2, "people/anna-berg": 1, "positions/bypass": 3, "meetings/hearing-1": 1, "articles/a1": 2} {
		equal(t, "statements of "+key, len(page(t, s, key).Statements), want)
	}
}

func TestTimeline(t *testing.T) {
	s, _ := build(t, village+`
-- articles/a0.md --
title: Nothing happens
date: 2031-03-01
source: {publisher: Valley Post}
-- articles/a3.md --
title: A party, some day
date: 2031-05-01
source: {publisher: Valley Post}
events: [{title: Party}]
statements:
  - {who: parish, position: bypass, stance: for, date: 2031-02}
  - {who: parish, position: bypass, stance: against, meeting: Night sitting}
`, Options{})
	var got []string
	for _, e := range s.Timeline {
		line := string(e.Kind) + " " + e.Date.String() + " " + e.Page.Path + " from " + keys(e.Articles...)
		got = append(got, line)
	}
	equal(t, "timeline", strings.Join(got, "\n"), strings.TrimSpace(`
statement 2031-02 positions/bypass/ from articles/a1 articles/a3
article 2031-03-01 articles/a0/ from articles/a0
event 2031-03-01/2031-03-02 events/felling/ from articles/a1 articles/a2
shift 2031-03-02 positions/bypass/ from articles/a1
meeting 2031-03-04 meetings/hearing-1/ from articles/a1 articles/a2
meeting 2031-04-04 meetings/hearing-2/ from `+`
statement 2031-05-01 positions/bypass/ from articles/a3`))
	equal(t, "reports of one statement", len(s.Statements[0].Same), 2)
	party := page(t, s, "events/party")
	equal(t, "address of a thing without a page", party.Path+"#"+party.Fragment, "articles/a3/#e-party")
}

// TestOrder shuffles the pages that are read and compares everything.
func TestOrder(t *testing.T) {
	archive := village + `
-- articles/b.md --
title: Broken
date: 2031-06-01
source: {publisher: Valley Pots}
people: [nobody-here, Anna Burg, Zed, Yan]

[[nowhere]] and [[Oak Lane]], Road Office.
-- people/twin-1.md --
title: Twin
-- places/twin-2.md --
title: Twin
aliases: [/people/]
`
	set := load(t, archive)
	cfg := &config.Config{Title: "x", Language: "en"}
	want, wantList := Build(cfg, set, Options{})
	if len(wantList) < 6 {
		t.Fatalf("only %d messages: %q", len(wantList), messages(wantList))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		shuffled := *set
		shuffled.Pages = slices.Clone(set.Pages)
		r.Shuffle(len(shuffled.Pages), func(i, j int) {
			shuffled.Pages[i], shuffled.Pages[j] = shuffled.Pages[j], shuffled.Pages[i]
		})
		got, list := Build(cfg, &shuffled, Options{})
		if !reflect.DeepEqual(got, want) {
			t.Error("another order of the pages gives another site")
		}
		if !slices.Equal(messages(list), messages(wantList)) {
			t.Errorf("messages:\n%q\nwant\n%q", messages(list), messages(wantList))
		}
	}
}

// TestConsistent checks what holds of every site without errors.
func TestConsistent(t *testing.T) {
	s, list := build(t, village, Options{})
	if list.HasErrors() {
		t.Fatal(messages(list))
	}
	paths := map[string]bool{}
	for _, p := range s.Pages {
		if paths[p.Path] {
			t.Errorf("two pages at %q", p.Path)
		}
		paths[p.Path] = true
	}
	things := slices.Concat(s.Articles, s.People, s.Organizations, s.Meetings, s.Positions, s.Events, s.Places)
	for _, p := range slices.Concat(things, s.Pages) {
		for _, to := range s.Text(p).Targets {
			if !paths[to.Path] {
				t.Errorf("%s names %s, which is nowhere", p.Key, to.Key)
			}
		}
		for _, r := range s.Text(p).Refs {
			if !r.Broken && (r.Page == nil || !paths[r.Page.Path]) {
				t.Errorf("%s refers to nothing", p.Key)
			}
		}
	}
	n := 0
	for _, p := range things {
		for _, ty := range content.Types {
			for _, q := range *p.related(ty) {
				n++
				if !slices.Contains(*q.related(p.Type), p) {
					t.Errorf("%s has %s, but not the other way", p.Key, q.Key)
				}
			}
		}
	}
	if n < 50 {
		t.Errorf("only %d relations were looked at", n)
	}
}
