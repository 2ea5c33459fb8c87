package site

import (
	"fmt"
	"strings"
	"testing"
)

// kin lists the related articles of one, each with what is shared.
func kin(s *Site, t testing.TB, key string, most int) string {
	t.Helper()
	var out []string
	for _, k := range Related(page(t, s, key), most) {
		line := k.Article.ID + ":"
		for _, shared := range k.Shared {
			if shared.Statement != nil {
				line += " statement of " + shared.Statement.Who.ID
			} else {
				line += " " + shared.Thing.ID
			}
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func TestRelated(t *testing.T) {
	const fire = "events:\n  - {id: fire, title: Fire}\n"
	article := func(id, date, front string) string {
		return fmt.Sprintf("-- articles/%s.md --\ntitle: %s\ndate: %s\n%s", id, id, date, front)
	}
	for _, tt := range []struct{ name, others, want string }{
		{"nothing in common", article("b", "2019-05-02", "people: [jon]\n"), ""},
		{"a statement that both report tells most, then an event, then a person",
			article("b", "2019-05-02", "people: [mara]\n") + article("c", "2019-05-03", fire) +
				article("d", "2019-05-04", "statements:\n  - {who: ute, position: pier, stance: wait, date: 2019-05-01}\n  - {who: ute, position: pier, stance: wait, date: 2019-05-01}\n"),
			"d: statement of ute pier ute\nc: fire\nb: mara"},
		{"of two that share the same the one nearer in time",
			article("b", "2019-03-02", fire) + article("c", "2019-04-30", fire) + article("d", "2019-06-01", fire),
			"c: fire\nd: fire\nb: fire"},
		{"the rarer tells more",
			article("b", "2019-05-02", "people: [mara]\n") + many(40, fire), "b: mara\nm000: fire\nm001: fire\nm002: fire\nm003: fire\nm004: fire"},
		{"too common to tell anything",
			many(80, "places: [Quay]\n"), ""},
	} {
		archive := harbour + article("a", "2019-05-01", "people: [mara]\nplaces: [Quay]\n"+fire+
			"statements:\n  - {who: ute, position: pier, stance: wait, date: 2019-05-01}\n") + tt.others
		s, _ := build(t, archive, Options{})
		if got := kin(s, t, "articles/a", 6); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// many makes so many articles with the same front matter.
func many(n int, front string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "-- articles/m%03d.md --\ntitle: M%03d\ndate: 2019-05-01\n%s", i, i, front)
	}
	return b.String()
}

// Of what a great many share only the articles near in time are looked at, on
// either side.
func TestRelatedReach(t *testing.T) {
	s, _ := build(t, harbour+many(200, "people: [mara]\nevents:\n  - {id: fire, title: Fire}\n"), Options{})
	list := Related(page(t, s, "articles/m100"), 1000)
	if len(list) == 0 || len(list) > 2*relatedReach {
		t.Fatalf("%d related", len(list))
	}
	for _, k := range list {
		if d := k.Article.rank - page(t, s, "articles/m100").rank; d < -relatedReach || d > relatedReach {
			t.Errorf("%s is out of reach", k.Article.ID)
		}
	}
}

// What is compared for an article is numbers, of which nothing is kept: there is
// one list of what it may share, and what is returned.
func TestRelatedAllocations(t *testing.T) {
	s, _ := build(t, harbour+many(200, "people: [mara]\nevents:\n  - {id: fire, title: Fire}\n"), Options{})
	p := page(t, s, "articles/m100")
	found := len(Related(p, 3))
	if got := testing.AllocsPerRun(10, func() { Related(p, 3) }); found != 3 || got > 9 {
		t.Errorf("%v allocations for %d articles, want at most 9 for 3", got, found)
	}
}
