package site

import (
	"fmt"
	"strings"
	"testing"
)

const harbour = `
-- people/mara.md --
title: Mara Lind
roles:
  - {title: Mayor, organization: town}
-- people/jon.md --
title: Jon Falk
roles:
  - {title: Clerk, organization: town}
-- people/ute.md --
title: Ute Haas
-- organizations/town.md --
title: Town
-- positions/pier.md --
title: Pier
question: Shall the pier be rebuilt?
stances: {rebuild: Rebuild it, wait: Wait, remove: Remove it}
-- positions/cost.md --
title: Cost
question: Who pays?
stances: {town: The town, state: The state}
-- meetings/hearing.md --
title: Hearing
date: 2019-05-10
`

func courses(s *Site, key string, t *testing.T) string {
	t.Helper()
	var out []string
	for _, c := range Courses(page(t, s, key)) {
		out = append(out, fmt.Sprintf("%s %s: %s < %s > %s", c.At.Holder.ID, c.At.Position.ID, c.Before, c.At, c.After))
	}
	return strings.Join(out, "\n")
}

func TestCourses(t *testing.T) {
	for _, tt := range []struct{ name, statements, want string }{
		{"before, at and after, by whoever speaks for the organization", `
  - {who: jon, position: pier, stance: rebuild, date: 2019-04-01}
  - {who: jon, position: pier, stance: wait, date: 2019-05-01}
  - {who: mara, position: pier, stance: remove, date: 2019-05-10, meeting: hearing}
  - {who: jon, position: pier, stance: remove, date: 2019-05-12}
  - {who: jon, position: pier, stance: wait, date: 2019-06-01}`,
			"town pier: 2019-05-01 wait 1 < 2019-05-10 remove 1 changed > 2019-05-12 remove 1"},
		{"who speaks for nobody", `
  - {who: ute, position: pier, stance: wait, date: 2019-05-10, meeting: hearing}
  - {who: ute, position: cost, stance: town, date: 2019-05-01}
  - {who: mara, position: pier, stance: wait, date: 2019-05-01}`,
			"ute pier: - < 2019-05-10 wait 1 > -"},
		{"questions in the order of the first statement", `
  - {who: ute, position: cost, stance: town, date: 2019-05-10, meeting: hearing}
  - {who: ute, position: pier, stance: wait, date: 2019-05-10, meeting: hearing}
  - {who: mara, position: cost, stance: state, date: 2019-05-10, meeting: hearing}
  - {who: jon, position: cost, stance: state, date: 2019-05-11}`,
			"ute cost: - < 2019-05-10 town 1 > -\ntown cost: - < 2019-05-10 state 1 > 2019-05-11 state 1\nute pier: - < 2019-05-10 wait 1 > -"},
		{"what was said elsewhere on the day is not of the meeting", `
  - {who: ute, position: pier, stance: wait, date: 2019-05-10, meeting: hearing}
  - {who: ute, position: pier, stance: remove, date: 2019-05-10}
  - {who: ute, position: pier, stance: rebuild, date: 2019-05-11}`,
			"ute pier: - < 2019-05-10 wait 1 > 2019-05-11 rebuild 1 changed"},
		{"mixed, and one stance is kept", `
  - {who: ute, position: pier, stance: wait, date: 2019-05-09}
  - {who: ute, position: pier, stance: wait, date: 2019-05-10, meeting: hearing}
  - {who: ute, position: pier, stance: remove, date: 2019-05-10, meeting: hearing}`,
			"ute pier: 2019-05-09 wait 1 < 2019-05-10 wait+remove 1 mixed > -"},
		{"nothing was said", `
  - {who: ute, position: pier, stance: wait, date: 2019-05-09}`, ""},
	} {
		s, _ := build(t, harbour+"-- articles/a.md --\ntitle: A\ndate: 2019-07-01\nstatements:"+tt.statements+"\n", Options{})
		if got := courses(s, "meetings/hearing", t); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// The meeting may be named by any of the articles that report a statement.
func TestCoursesOtherReport(t *testing.T) {
	s, _ := build(t, harbour+`-- articles/a.md --
title: A
date: 2019-05-11
statements:
  - {who: ute, position: pier, stance: wait, date: 2019-05-10}
-- articles/b.md --
title: B
date: 2019-05-12
statements:
  - {who: ute, position: pier, stance: wait, date: 2019-05-10, meeting: hearing}
`, Options{})
	if got, want := courses(s, "meetings/hearing", t), "ute pier: - < 2019-05-10 wait 2 > -"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
