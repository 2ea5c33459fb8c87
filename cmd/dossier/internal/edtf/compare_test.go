package edtf

import (
	"slices"
	"testing"
)

// In the order of a timeline; those in one row are not told apart.
var compareOrder = [][]string{
	{"../2016", "../-0043"},
	{"../2016-09-12"},
	{"-9999"},
	{"-0043"},
	{"-0043-03-15"},
	{"0000"},
	{"20XX"},
	{"201X"},
	{"2016", "2016~", "2016?", "2016-XX", "2016-XX-XX", "2016/2017", "2016/.."},
	{"2016-01", "2016-01-XX"},
	{"2016-01-01", "2016-01-01/2016-01-03"},
	{"2016-21"},
	{"2016-03"},
	{"2016-09", "2016-09%"},
	{"2016-09-09", "2016-09-09/2016-09-10"},
	{"2016-09-09T00:30+02:00"},
	{"2016-09-09T00:10"},
	{"2016-09-09T13:00+02:00"},
	{"2016-09-09T11:30Z", "2016-09-09T11:30", "2016-09-09T11:30:00"},
	{"2016-09-09T12:00"},
	{"2016-09-09T23:40-05:00"},
	{"2016-09-10T00:10+14:00"}, // an earlier moment of a later day
	{"9999-24"},
	{"9999-12-31"},
	{""},
}

func TestCompareOrder(t *testing.T) {
	for i, row := range compareOrder {
		for j, other := range compareOrder {
			for _, a := range row {
				for _, b := range other {
					want := min(max(i-j, -1), 1)
					if got := mustParse(t, a).Compare(mustParse(t, b)); got != want {
						t.Errorf("Compare(%q, %q) = %d; want %d", a, b, got, want)
					}
				}
			}
		}
	}
}

// Compare is a weak order: if a does not come after b, nor b after c, then a
// does not come after c. The dates are all that can be made of some days,
// marks, times and offsets.
func TestCompareTransitive(t *testing.T) {
	dates := sample()
	if len(dates) < 200 {
		t.Fatalf("only %d dates", len(dates))
	}
	for _, a := range dates {
		for _, b := range dates {
			checkPair(t, a, b)
			if a.Compare(b) > 0 {
				continue
			}
			for _, c := range dates {
				if b.Compare(c) <= 0 && a.Compare(c) > 0 {
					t.Fatalf("%v <= %v <= %v, but not %v <= %v", a, b, c, a, c)
				}
			}
		}
	}
}

func sample() []Date {
	texts := []string{"201X", "2016", "2016-XX~", "2016-23", "2016-09", "2016-09-XX"}
	for _, day := range []string{"2016-09-01", "2016-09-30"} {
		texts = append(texts, day)
		for _, clock := range []string{"T00:30", "T12:00", "T12:00:30", "T23:30"} {
			for _, zone := range []string{"", "Z", "+02:00", "-12:00", "+14:00"} {
				texts = append(texts, day+clock+zone)
			}
		}
	}
	points := dates(texts...)
	all := append(slices.Clone(points), Date{})
	for i, a := range points {
		all = append(all, dates("../"+a.String(), a.String()+"/..")...)
		for j, b := range points {
			if (i+j)%11 == 0 { // all pairs would take too long
				all = append(all, dates(a.String()+"/"+b.String())...)
			}
		}
	}
	return all
}

func TestOverlaps(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"2016-09", "2016-09-30", true},
		{"2016-09", "2016-10-01", false},
		{"2016-09-12/2016-09-19", "2016-09-19/2016-09-23", true},
		{"2016-09-12/2016-09-19", "2016-09-20", false},
		{"2016-09-12/..", "9999", true},
		{"2016-09-12/..", "2016-09-11", false},
		{"../2016-09-12", "-9999", true},
		{"../2016-09-12", "2016-09-12/..", true},
		{"2016-24", "2017-02", true},
		{"2016-24", "2017-03", false},
		{"2016-09-09T23:40Z", "2016-09-10T01:40+02:00", false},
		{"", "2016", false},
		{"", "", false},
		{"", "../2016", false},
	}
	for _, tt := range tests {
		a, b := mustParse(t, tt.a), mustParse(t, tt.b)
		if a.Overlaps(b) != tt.want || b.Overlaps(a) != tt.want {
			t.Errorf("%q overlaps %q: %v, %v; want %v", tt.a, tt.b, a.Overlaps(b), b.Overlaps(a), tt.want)
		}
	}
}

func TestAgree(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"2016-09", "2016-09-19", true},
		{"2016-09-19", "2016-09-23", false},
		{"2016-09-19~", "2016-09-20", false},
		{"2016-09-19~", "2016-09-19?", true},
		{"2016", "2016-09", true},
		{"2016", "2015-12-31", false},
		{"201X", "2016-09-19", true},
		{"201X", "20XX", true},
		{"201X", "2020", false},
		{"2016-XX", "2016-05", true},
		{"2016-09-XX", "2016-09-19", true},
		{"2016-21", "2016-04", true},
		{"2016-21", "2016-06", false},

		{"2016-09-19", "2016-09-19T23:40", true},
		{"2016-09-19T23:40", "2016-09-19T23:50", false},
		{"2016-09-19T23:40", "2016-09-19T23:40:59", true},
		{"2016-09-19T23:40:58", "2016-09-19T23:40:59", false},
		{"2016-09-19T23:40Z", "2016-09-20T01:40+02:00", true},
		{"2016-09-19T23:40Z", "2016-09-19T23:40+02:00", false},
		{"2016-09-19T23:40Z", "2016-09-19T22:00", true}, // in which zone is not known

		{"2016-09-12/2016-09-19", "2016-09-12/2016-09-19", true},
		{"2016-09-12/2016-09-19", "2016-09", true},
		{"2016-09-12/2016-09-19", "2016-09-12/2016-09", true},
		{"2016-09-12/2016-09-19", "2016-09-12/2016-09-20", false},
		{"2016-09-12/2016-09-19", "2016-09-12", false},
		{"2016-09-12/2016-10-03", "2016-09", false},
		{"2016-09-12/..", "2016-09-12/2016-09-19", true},
		{"2016-09-12/..", "2016-09-13/2016-09-19", false},
		{"2016-09-12/..", "../2016-09-10", false},
		{"2016-09-12/..", "../2016-09-19", true},
		{"2016-09-12/..", "2016-09-12", true},

		{"", "2016", true},
		{"", "", true},
	}
	for _, tt := range tests {
		a, b := mustParse(t, tt.a), mustParse(t, tt.b)
		if Agree(a, b) != tt.want || Agree(b, a) != tt.want {
			t.Errorf("Agree(%q, %q) = %v, %v; want %v", tt.a, tt.b, Agree(a, b), Agree(b, a), tt.want)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	d := dates("2016-09-09", "2016-09-12/2016-09-19")
	for b.Loop() {
		d[0].Compare(d[1])
	}
}
