package render

import (
	"bytes"
	"testing"
)

// viewOf returns what the layout of a page gets.
func viewOf(t *testing.T, o *Output, path string) *Page {
	t.Helper()
	f, ok := o.files[fileOf(path)].(pageFile)
	if !ok {
		t.Fatalf("no page at %q", path)
	}
	m := o.maker(f.page.Path, f.page.Lang)
	m.page = f.page
	return m.view()
}

// A statement is made once for a page, in however many lists it is.
func TestStatementsOnce(t *testing.T) {
	o := talks().mustOutput(t)
	for _, path := range []string{"people/anna/", "organizations/north/", "positions/truce/", "articles/a/"} {
		v := viewOf(t, o, path)
		own := map[*Statement]bool{}
		for i := range v.Statements {
			own[&v.Statements[i]] = true
		}
		lists := [][]*Statement{v.Latest}
		for _, g := range append(v.ByPosition, v.ByHolder...) {
			lists = append(lists, g.Statements)
		}
		for _, list := range lists {
			for _, s := range list {
				if !own[s] {
					t.Errorf("%s: the statement of %s on %s is a copy", path, s.Who.Title, s.Date.Text)
				}
			}
		}
	}
}

// Articles are listed again only where some of them give an account.
func TestFurtherOnlyBesideAccounts(t *testing.T) {
	o := council().mustOutput(t)
	for path, want := range map[string]int{"people/rolf/": 0, "positions/well/": 0, "events/flood/": 1, "meetings/hall/": 1} {
		if got := len(viewOf(t, o, path).Further); got != want {
			t.Errorf("%s: %d further articles, want %d", path, got, want)
		}
	}
}

// The array of a drawing is used again: what is left of it is the text.
func TestDrawnOnce(t *testing.T) {
	o := talks().mustOutput(t)
	text := bytes.Repeat([]byte("<path/>"), 5000)
	draw := func(b []byte) []byte { return append(b, text...) }
	if got := testing.AllocsPerRun(100, func() { o.drawn(draw) }); got > 2 { // which it takes with the race detector
		t.Errorf("%v allocations for a drawing, want the text alone, and no more than one beside it", got)
	}
}

// The days of a timeline share one list of entries, and no day sees the next.
func TestEntriesOnce(t *testing.T) {
	o := talks().mustOutput(t)
	v := viewOf(t, o, "").Home.Timeline
	var last *Entry
	n := 0
	for _, month := range v.Months {
		for _, day := range month.Days {
			if len(day.Entries) != cap(day.Entries) {
				t.Errorf("%s: room for %d entries, has %d", day.ID, cap(day.Entries), len(day.Entries))
			}
			for i := range day.Entries {
				last = &day.Entries[i]
				n++
			}
		}
	}
	if n != v.Shown || last.Title.Title != "Fire" {
		t.Errorf("%d entries, the last is %q", n, last.Title.Title)
	}
}

// What a page has of another's text is made once: an article has the line in
// which it names the page, and the rest is listed elsewhere.
func TestBacklinksOnce(t *testing.T) {
	v := viewOf(t, council().mustOutput(t), "people/rolf/")
	if len(v.Backlinks) != 2 || len(v.Elsewhere) != 1 || v.Elsewhere[0] != &v.Backlinks[1] || v.Articles[0].Mention != &v.Backlinks[0] {
		t.Errorf("%d places, %d of them elsewhere, not the same values", len(v.Backlinks), len(v.Elsewhere))
	}
}

// The changes of one question are a part of the list of all.
func TestShiftsOnce(t *testing.T) {
	o := harbour().mustOutput(t)
	groups, all := o.maker(shiftsPath, "en").shiftGroups()
	n := 0
	for _, g := range groups {
		if &g.Shifts[0] != &all[n] || len(g.Shifts) != cap(g.Shifts) {
			t.Errorf("the changes on %s are copies", g.Position.Title)
		}
		n += len(g.Shifts)
	}
	if n != len(all) || n == 0 {
		t.Errorf("%d of %d changes in groups", n, len(all))
	}
}

// The date beside a link was put into words before: the link and its address
// are all that is made.
func TestNeighbourAllocations(t *testing.T) {
	o := talks().mustOutput(t)
	m, p := o.maker("articles/b/", "en"), o.site.Articles[0]
	if got := testing.AllocsPerRun(100, func() { m.neighbour(p) }); got > 2 {
		t.Errorf("%v allocations for a link with its date, want at most 2", got)
	}
}
