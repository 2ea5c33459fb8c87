package render

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/edtf"
)

func day(t *testing.T, s string) edtf.Day {
	t.Helper()
	d, err := edtf.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d.Earliest()
}

func days(t *testing.T, texts ...string) []edtf.Day {
	t.Helper()
	out := make([]edtf.Day, len(texts))
	for i, s := range texts {
		out[i] = day(t, s)
	}
	return out
}

func TestScale(t *testing.T) {
	for _, tt := range []struct{ days, want string }{
		{"2024-03-02", "2024-03-02 50"},
		{"2024-03-01 2024-03-02", "2024-03-01 10, 2024-03-02 90"},
		{"2024-03-01 2024-03-03 2024-03-05", "2024-03-01 10, 2024-03-03 50, 2024-03-05 90"},
		{"2024-03-01 2024-03-16", "2024-03-01 20, 2024-03-16 80"},                           // 14 empty days: folded
		{"2024-03-01 2024-03-15", "2024-03-01 10, 2024-03-15 90"},                           // 13: not
		{"2024-03-01 2024-03-05 2024-06-01", "2024-03-01 10, 2024-03-05 50, 2024-06-01 90"}, // three months are two pads wide
		{"2024-01-01 2024-01-20 2024-02-08 2024-02-27 2024-03-17 2024-04-05", "2024-01-01 10, 2024-01-20 26, 2024-02-08 42, 2024-02-27 58, 2024-03-17 74, 2024-04-05 90"}, // a fifth is not longer than a fifth
	} {
		list := days(t, strings.Fields(tt.days)...)
		s := newScale(list, 0, 100, 10)
		var got []string
		for _, d := range list {
			got = append(got, fmt.Sprintf("%s %d", d, s.place(d)))
		}
		if g := strings.Join(got, ", "); g != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.days, g, tt.want)
		}
		if first, last := s.place(list[0]-1000), s.place(list[len(list)-1]+1000); first != 0 || last != 100 {
			t.Errorf("%s: the ends are at %d and %d", tt.days, first, last)
		}
	}
}

// Whatever the days are, a later one is never before an earlier one.
func TestScaleOrder(t *testing.T) {
	list := days(t, "2015-01-01", "2016-09-09", "2016-09-12", "2016-09-19", "2016-10-03", "2024-12-20")
	for _, width := range []int{328, 1120} {
		s := newScale(list, 0, width, 13)
		last := 0
		for d := list[0] - 10; d < list[len(list)-1]+10; d++ {
			x := s.place(d)
			if x < last || x > width {
				t.Fatalf("%s is at %d after %d, of %d", d, x, last, width)
			}
			last = x
		}
	}
}

func TestTicks(t *testing.T) {
	for _, tt := range []struct{ days, want string }{
		{"2024-03-02", "2 Mar 2024"},
		{"2024-03-01 2024-03-10", "1 Mar 2024|2|3|4|5|6|7|8|9|10"},
		{"2024-02-25 2024-03-06 2024-03-15", "26 Feb 2024|4 Mar|11"},
		{"2023-11-20 2023-12-20 2024-01-20 2024-02-20 2024-03-20 2024-04-20", "1 Dec 2023|1 Jan 2024|1 Feb|1 Mar|1 Apr"},
		{"2024-03-01 2024-06-10", "1 Mar 2024|10 Jun"},
	} {
		var got []string
		for _, x := range newScale(days(t, strings.Fields(tt.days)...), 0, 1000, 10).ticks(edtf.English(), 70) {
			got = append(got, x.name)
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("%s: got %s, want %s", tt.days, g, tt.want)
		}
	}
}

func TestLasting(t *testing.T) {
	var got []string
	for _, n := range []int{14, 20, 21, 91, 92, 729, 730, 3650} {
		got = append(got, lasting(english(t), n))
	}
	want := []string{"14 days", "20 days", "3 weeks", "13 weeks", "3 months", "24 months", "2 years", "10 years"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
