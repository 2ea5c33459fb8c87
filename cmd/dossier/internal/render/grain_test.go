package render

import (
	"fmt"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/edtf"
)

func parseDates(t *testing.T, texts ...string) []edtf.Date {
	t.Helper()
	var out []edtf.Date
	for _, text := range texts {
		d, err := edtf.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

func TestGrainStart(t *testing.T) {
	for _, tt := range []struct {
		day  edtf.Day
		want [6]string
	}{
		{edtf.DayOf(2016, 9, 14), [6]string{"2016-09-14", "2016-09-12", "2016-09-01", "2016-01-01", "2010-01-01", "2000-01-01"}},
		{edtf.DayOf(2017, 1, 1), [6]string{"2017-01-01", "2016-12-26", "2017-01-01", "2017-01-01", "2010-01-01", "2000-01-01"}},
		{edtf.DayOf(-43, 3, 15), [6]string{"-0043-03-15", "-0043-03-11", "-0043-03-01", "-0043-01-01", "-0050-01-01", "-0100-01-01"}},
	} {
		for g := perDay; g <= perCentury; g++ {
			start := g.start(tt.day)
			if start.String() != tt.want[g] {
				t.Errorf("grain %d of %s: got %s, want %s", g, tt.day, start, tt.want[g])
			}
			if again := g.start(start); again != start {
				t.Errorf("grain %d of %s: its start begins at %s", g, start, again)
			}
		}
	}
}

func TestGrainSpot(t *testing.T) {
	for _, tt := range []struct {
		date  string
		grain grain
		want  string // "" for no place
	}{
		{"2016-09-14", perDay, "2016-09-14"},
		{"2016-09-14T23:40+02:00", perDay, "2016-09-14"},
		{"2016-09-14~", perDay, "2016-09-14"},
		{"2016-09", perDay, ""},
		{"2016-09", perMonth, "2016-09-01"},
		{"2016", perMonth, ""},
		{"2016", perYear, "2016-01-01"},
		{"2016-09-14/2016-10", perDay, "2016-09-14"},
		{"2016-09/2016-10-03", perDay, ""},
		{"2016-09-14/..", perDay, "2016-09-14"},
		{"../2016-09-14", perDay, "2016-09-14"},
	} {
		day, ok := tt.grain.spot(parseDates(t, tt.date)[0])
		if got := day.String(); ok != (tt.want != "") || ok && got != tt.want {
			t.Errorf("%s at grain %d: got %s, %v, want %q", tt.date, tt.grain, got, ok, tt.want)
		}
	}
}

func TestChooseWindow(t *testing.T) {
	days := func(n, step int) []string {
		var out []string
		for i := range n {
			out = append(out, (edtf.DayOf(2016, 9, 1) + edtf.Day(i*step)).String())
		}
		return out
	}
	years := func(first, last int) (out []string) {
		for y := first; y <= last; y += 3 {
			out = append(out, fmt.Sprintf("%04d", y))
		}
		return out
	}
	for _, tt := range []struct {
		name        string
		dates       []string
		grain       grain
		first, last string
	}{
		{"three days", days(3, 1), perDay, "2016-09-01", "2016-09-03"},
		{"four months", days(60, 2), perDay, "2016-09-01", "2016-12-28"},
		{"a year", days(90, 4), perWeek, "2016-08-29", "2017-08-21"},
		{"eight years", days(100, 30), perMonth, "2016-09-01", "2024-10-01"},
		{"150 years", years(1866, 2016), perYear, "1866-01-01", "2016-01-01"},
		{"1,500 years", years(516, 2016), perDecade, "0510-01-01", "2010-01-01"},
		{"a few months are not days", append(days(9, 1), "2016-09", "2016-10"), perDay, "2016-09-01", "2016-09-09"},
		{"most are months", append(days(3, 1), "2016-07", "2016-08", "2016-10", "2016-12"), perMonth, "2016-07-01", "2016-12-01"},
		{"one comes years later", append(days(20, 1), "2020-02-03"), perDay, "2016-09-01", "2016-09-20"},
		{"half of it a century before", append(days(10, 1), strings.Split("1916-09-01 1916-09-02 1916-09-03 1916-09-04 1916-09-05 1916-09-06", " ")...), perDay, "1916-09-01", "2016-09-10"},
	} {
		w := chooseWindow(parseDates(t, tt.dates...))
		if w.grain != tt.grain || w.first.String() != tt.first || w.last.String() != tt.last {
			t.Errorf("%s: got grain %d from %s to %s, want %d from %s to %s", tt.name, w.grain, w.first, w.last, tt.grain, tt.first, tt.last)
		}
	}
}
