package edtf

import (
	"strings"
	"testing"
)

func TestReadings(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2016-09-27", "2016-09-27"},
		{"2016-09~", "2016-09~"},
		{"September 27, 2016", "2016-09-27"},
		{"27.9.2016", "2016-09-27"},
		{"09/10/2016", "2016-10-09 2016-09-10"},
		{"Newsfeed", ""},
		{strings.Repeat("2016-09-27/", 10), ""},
	}
	for _, c := range tests {
		var got []string
		for _, d := range Readings(c.in) {
			got = append(got, d.String())
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("Readings(%q) = %q, want %q", c.in, s, c.want)
		}
	}
}
