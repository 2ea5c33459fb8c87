package edtf

import "testing"

func TestSpan(t *testing.T) {
	tests := []struct {
		in   []string
		want string
	}{
		{nil, ""},
		{[]string{"2016-09-19"}, "2016-09-19"},
		{[]string{"2016-09-23", "2016-09-19"}, "2016-09-19/2016-09-23"},
		{[]string{"2016-09", "2016-10-03"}, "2016-09-01/2016-10-03"},
		{[]string{"2016-09-12/..", "2016-09-09"}, "2016-09-09/.."},
		{[]string{"../2016-09-12", "2016-09-09"}, "../2016-09-12"},
		{[]string{"../2016-09-12", "2016-09-09/.."}, ""},
	}
	for _, c := range tests {
		var dates []Date
		for _, s := range c.in {
			d, err := Parse(s)
			if err != nil {
				t.Fatal(err)
			}
			dates = append(dates, d)
		}
		if got := Span(dates...); got.String() != c.want {
			t.Errorf("Span(%v) = %q, want %q", c.in, got, c.want)
		}
	}
	if got := Span(Date{}, Date{}); !got.IsZero() {
		t.Errorf("Span of no dates = %v, want the zero Date", got)
	}
}
