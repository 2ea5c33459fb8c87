package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/edtf"
)

func (c *Cell) String() string {
	if c == nil {
		return "-"
	}
	return fmt.Sprintf("%s %s %d", c.Date, stancesOf(c.Stances), c.Sources) +
		marks("changed", c.Changed, "mixed", c.Mixed, "split", c.Split, "reported", c.Reported)
}

func (m *Matrix) String() string {
	var out []string
	for _, r := range m.Rows {
		line := fmt.Sprint(keys(r.Holder), " ", r.Statements, ":")
		for _, c := range r.Cells {
			line += " " + c.String() + ";"
		}
		out = append(out, strings.TrimSuffix(line, ";"))
	}
	for _, c := range m.Columns {
		line := fmt.Sprint(c.Position.ID, " ", c.Said, ":")
		for _, total := range c.Totals {
			line += fmt.Sprint(" ", total.Stance.ID, " ", total.Organizations)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// valley has two questions, three holders and two meetings.
const valley = road + `
-- positions/toll.md --
title: Toll
question: Who pays?
stances: {all: Everybody, none: Nobody}
-- articles/t.md --
title: T
date: 2031-06-01
statements:
  - {who: parish, position: toll, stance: none, date: 2031-03}
  - {who: road-office, position: toll, stance: none, date: 2031-03-02, mode: reported}
  - {who: ida, position: toll, stance: all, date: ../2031-01-20}
-- organizations/road-office.md --
title: Road Office
-- meetings/walk.md --
title: Walk
date: 2031-01-04/2031-01-05
-- meetings/sitting.md --
title: Sitting
date: 2031-03-31
-- meetings/talks.md --
title: Talks
date: 2031-03
-- meetings/endless.md --
title: Endless
date: 2031-02/..
`

var valleySaid = said("2031-01-02 anna/parish stop", "2031-01-05 anna/parish wait", "2031-01-05 anna/parish wait",
	"2031-01-05 tom/parish stop", "2031-01-31 tom/parish stop", "2031-02 ida build denied")

func TestMatrix(t *testing.T) {
	s, list := build(t, valley+valleySaid, Options{})
	wantMessages(t, list)
	for _, c := range []struct {
		day  edtf.Day
		want string
	}{
		{edtf.DayOf(2031, 1, 1), "bypass 0: stop 0 wait 0 tunnel 0 build 0\ntoll 0: all 0 none 0"},
		{edtf.DayOf(2031, 1, 5), `
organizations/parish 3: 2031-01-05 stop+wait 3 split; -
people/anna 2: 2031-01-05 wait 2 changed; -
people/tom 1: 2031-01-05 stop 1; -
bypass 1: stop 1 wait 1 tunnel 0 build 0
toll 0: all 0 none 0`},
		{edtf.DayOf(2031, 3, 30), `
organizations/parish 4: 2031-01-31 stop 1; -
organizations/road-office 1: -; 2031-03-02 none 1 reported
people/anna 2: 2031-01-05 wait 2 changed; -
people/ida 2: 2031-02 build 1 reported; ../2031-01-20 all 1
people/tom 2: 2031-01-31 stop 1; -
bypass 1: stop 1 wait 0 tunnel 0 build 0
toll 1: all 0 none 1`},
		{edtf.MaxDay, `
organizations/parish 5: 2031-01-31 stop 1; 2031-03 none 1
organizations/road-office 1: -; 2031-03-02 none 1 reported
people/anna 2: 2031-01-05 wait 2 changed; -
people/ida 2: 2031-02 build 1 reported; ../2031-01-20 all 1
people/tom 2: 2031-01-31 stop 1; -
bypass 1: stop 1 wait 0 tunnel 0 build 0
toll 2: all 0 none 2`},
	} {
		m := s.Matrix(c.day)
		equal(t, c.day.String(), m.String(), strings.TrimSpace(c.want))
		equal(t, "articles", m.Articles, 7)
	}
}

// TestMatrixSays checks that a day's matrix is that of a dossier in which
// nothing else had been said.
func TestMatrixSays(t *testing.T) {
	days := []string{"2031-01-15", "2031-01", "2031-02-01", "2031-02-01", "2031-01-20/2031-02-10", "2031-03", "2031-02-15"}
	who := []string{"anna/parish", "tom/parish", "parish"}
	stances := []string{"stop", "build", "wait"}
	var lines []string
	for i, d := range days {
		for j, w := range who {
			lines = append(lines, d+" "+w+" "+stances[(i+j*j+i*j)%3])
		}
	}
	whole, _ := build(t, road+said(lines...), Options{})
	for _, day := range []edtf.Day{edtf.DayOf(2031, 1, 14), edtf.DayOf(2031, 1, 31), edtf.DayOf(2031, 2, 1), edtf.DayOf(2031, 2, 12), edtf.DayOf(2031, 2, 28), edtf.DayOf(2031, 3, 31)} {
		var by []string
		for _, line := range lines {
			d, err := edtf.Parse(strings.Fields(line)[0])
			if err != nil {
				t.Fatal(err)
			}
			if d.Latest() <= day {
				by = append(by, line)
			}
		}
		part, _ := build(t, road+said(by...), Options{})
		equal(t, day.String(), whole.Matrix(day).String(), part.Matrix(edtf.MaxDay).String())
	}
}

func TestMatrixRows(t *testing.T) {
	var lines []string
	for i := range MaxRows {
		lines = append(lines, fmt.Sprintf("2031-01-01 Person-%02d stop", i))
	}
	archive := road + said(append(lines, "2031-01-01 tom/parish stop", "2031-01-01 tom wait", "2031-01-01 Person-59 wait")...)
	s, _ := build(t, archive, Options{})
	m := s.Matrix(edtf.MaxDay)
	equal(t, "omitted", m.Omitted, 2)
	equal(t, "rows", len(m.Rows), MaxRows)
	equal(t, "first rows", keys(m.Rows[0].Holder, m.Rows[1].Holder, m.Rows[2].Holder, m.Rows[3].Holder),
		"organizations/parish people/person-59 people/tom people/person-00")
	equal(t, "last row", keys(m.Rows[MaxRows-1].Holder), "people/person-56")
}

func TestAsOf(t *testing.T) {
	s, _ := build(t, valley+valleySaid, Options{})
	var got []string
	for i, a := range s.AsOf {
		if i > 0 && (a.Prev != s.AsOf[i-1] || s.AsOf[i-1].Next != a) {
			t.Errorf("%s is not linked with the day before", a.Path)
		}
		line := a.Path + " " + keys(a.Meetings...)
		for _, c := range s.Changes(a) {
			line += fmt.Sprintf("; %s on %s: %s to %s%s", keys(c.Holder), c.Position.ID, c.From, c.To, marks("restated", c.Restated))
		}
		got = append(got, line)
	}
	equal(t, "days", strings.Join(got, "\n"), strings.TrimSpace(`
as-of/2031-01-05/ meetings/walk; organizations/parish on bypass: - to 2031-01-05 stop+wait 3 split; people/anna on bypass: - to 2031-01-05 wait 2 changed; people/tom on bypass: - to 2031-01-05 stop 1
as-of/2031-01-31/ ; organizations/parish on bypass: 2031-01-05 stop+wait 3 split to 2031-01-31 stop 1; people/tom on bypass: 2031-01-05 stop 1 to 2031-01-31 stop 1 restated; people/ida on toll: - to ../2031-01-20 all 1
as-of/2031-02-28/ ; people/ida on bypass: - to 2031-02 build 1 reported
as-of/2031-03-31/ meetings/talks meetings/sitting; organizations/parish on toll: - to 2031-03 none 1; organizations/road-office on toll: - to 2031-03-02 none 1 reported`))
	equal(t, "of a meeting", page(t, s, "meetings/sitting").Meeting.AsOf, s.AsOf[3])
	equal(t, "of a meeting without an end", page(t, s, "meetings/endless").Meeting.AsOf, nil)
}

func TestAsOfDays(t *testing.T) {
	for name, c := range map[string]struct {
		said []string
		more string
		want string
	}{
		"nothing said":       {nil, "", ""},
		"a meeting, silence": {nil, "-- meetings/m.md --\ntitle: M\ndate: 2031-01-01\n", ""},
		"a leap year":        {[]string{"2032-02-10 tom stop", "2032-02-11 tom stop"}, "", "2032-02-29"},
		"over a year's end":  {[]string{"2031-11-30 tom stop", "2032-01-01 tom stop"}, "", "2031-11-30 2031-12-31 2032-01-31"},
		"no end":             {[]string{"2031/.. tom stop"}, "", ""},
		"an end before":      {[]string{"2031/.. tom stop", "../2029 tom stop"}, "", "2029-12-31"},
		"open ends":          {[]string{"2031-05/.. tom stop", "../2031-06 tom stop"}, "", "2031-05-31 2031-06-30"},
		"an open beginning":  {[]string{"../2031-06 tom stop"}, "", "2031-06-30"},
		"sixty months":       {[]string{"2031-01 tom stop", "2035-12 tom stop"}, "", "2031-01-31 and 58 to 2035-12-31"},
		"sixty-one months":   {[]string{"2031-01 tom stop", "2036-01 tom stop"}, "", "2031-12-31 2036-12-31"},
		"sixty and a meeting": {[]string{"2031-01 tom stop", "2035-12 tom stop"}, "-- meetings/m.md --\ntitle: M\ndate: 2033-03-03\n",
			"2031-12-31 2035-12-31"},
		"all of history": {[]string{"-9999 tom stop", "9999 tom stop", "-0043-03-15 tom stop"}, "", "-9999-12-31 -0043-12-31 9999-12-31"},
	} {
		s, _ := build(t, road+said(c.said...)+c.more, Options{})
		var days []string
		for _, a := range s.AsOf {
			days = append(days, a.Day.String())
		}
		got := strings.Join(days, " ")
		if n := len(days); n > 10 {
			got = fmt.Sprintf("%s and %d to %s", days[0], n-2, days[n-1])
		}
		equal(t, name, got, c.want)
	}
}

// What is not shown is not worked out: holders without a row, and what a day
// does not change.
func TestMatrixAllocs(t *testing.T) {
	const holders, extra = 20 * MaxRows, 8
	var b strings.Builder
	b.WriteString(valley)
	for i := range holders {
		fmt.Fprintf(&b, "-- articles/h%d.md --\ntitle: H%d\ndate: 2031-03-05\nstatements:\n  - {who: Holder %d, position: toll, stance: all, date: 2031-03-04}\n", i, i, i)
		if i < MaxRows { // and so has a row
			fmt.Fprintf(&b, "  - {who: Holder %d, position: bypass, stance: stop, date: 2031-03-04}\n", i)
		}
	}
	s, _ := build(t, b.String(), Options{})
	m := s.Matrix(edtf.MaxDay)
	if len(m.Rows) != MaxRows || m.Omitted < holders-MaxRows {
		t.Fatalf("%d rows, %d omitted", len(m.Rows), m.Omitted)
	}
	if got, most := testing.AllocsPerRun(10, func() { s.Matrix(edtf.MaxDay) }), float64(holders+extra*MaxRows); got > most {
		t.Errorf("a matrix of %d rows makes %.0f allocations, want at most %.0f", MaxRows, got, most)
	}
	calm := slices.IndexFunc(s.AsOf, func(a *AsOf) bool { return len(s.Changes(a)) == 0 })
	if calm < 0 {
		t.Fatal("there is a change on every day")
	}
	if got := testing.AllocsPerRun(10, func() { s.Changes(s.AsOf[calm]) }); got > 0 {
		t.Errorf("the changes of a day without any make %.0f allocations", got)
	}
}
