package edtf

import (
	"testing"
	"time"
)

// mustParse is Parse for texts that are known to be dates; "" is the zero Date.
func mustParse(t *testing.T, s string) Date {
	t.Helper()
	if s == "" {
		return Date{}
	}
	d, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestZero(t *testing.T) {
	var d Date
	if !d.IsZero() || d.IsInterval() || d.OpenStart() || d.OpenEnd() || d.HasTime() || d.Approximate() || d.Uncertain() {
		t.Errorf("the zero Date has properties: %+v", d)
	}
	if d.Precision() != NoPrecision || d.Earliest() != MaxDay || d.Latest() != MinDay {
		t.Errorf("precision %d, earliest %v, latest %v", d.Precision(), d.Earliest(), d.Latest())
	}
	if s := d.String() + d.HTML() + d.Format(English()) + d.FormatShort(English()); s != "" {
		t.Errorf("the zero Date is written %q", s)
	}
	if !d.Start().IsZero() || !d.End().IsZero() || !d.Truncate(ByDay).IsZero() || !d.Time(nil).IsZero() {
		t.Error("something was made from the zero Date")
	}
	if mustParse(t, "0000").IsZero() {
		t.Error("the year 0000 is taken for the zero Date")
	}
}

func TestProperties(t *testing.T) {
	tests := []struct {
		text, start, end                                     string
		interval, openStart, openEnd, approximate, uncertain bool
	}{
		{text: "2016-09", start: "2016-09", end: "2016-09"},
		{text: "2016-09~", start: "2016-09~", end: "2016-09~", approximate: true},
		{text: "2016-09?", start: "2016-09?", end: "2016-09?", uncertain: true},
		{text: "2016-09%", start: "2016-09%", end: "2016-09%", approximate: true, uncertain: true},
		{text: "2015/2016", start: "2015", end: "2016", interval: true},
		{text: "2015~/2016?", start: "2015~", end: "2016?", interval: true, approximate: true, uncertain: true},
		{text: "2015/..", start: "2015", end: "", interval: true, openEnd: true},
		{text: "../2016?", start: "", end: "2016?", interval: true, openStart: true, uncertain: true},
	}
	for _, tt := range tests {
		d := mustParse(t, tt.text)
		got := tt
		got.start, got.end = d.Start().String(), d.End().String()
		got.interval, got.openStart, got.openEnd = d.IsInterval(), d.OpenStart(), d.OpenEnd()
		got.approximate, got.uncertain = d.Approximate(), d.Uncertain()
		if got != tt {
			t.Errorf("got  %+v\nwant %+v", got, tt)
		}
	}
}

// Where a timeline lists a date: its year, and its month if that is known.
func TestListing(t *testing.T) {
	tests := []struct {
		text                   string
		year, month            int // month 0: not known
		byYear, byMonth, byDay string
	}{
		{"2016-09-09", 2016, 9, "2016", "2016-09", "2016-09-09"},
		{"2016-09-09T23:40+02:00", 2016, 9, "2016", "2016-09", "2016-09-09"},
		{"2016-09-XX~", 2016, 9, "2016", "2016-09", "2016-09"},
		{"2016-09", 2016, 9, "2016", "2016-09", "2016-09"},
		{"2016-XX", 2016, 0, "2016", "2016", "2016"},
		{"2016-24", 2016, 0, "2016", "2016", "2016"},
		{"2016%", 2016, 0, "2016", "2016", "2016"},
		{"201X", 2010, 0, "2010", "2010", "2010"},
		{"-0043-03-15", -43, 3, "-0043", "-0043-03", "-0043-03-15"},
		{"2016-12-30/2017-01-02", 2016, 12, "2016", "2016-12", "2016-12-30"},
		{"2016/2017-01-02", 2016, 0, "2016", "2016", "2016"},
		{"2016-09-12/..", 2016, 9, "2016", "2016-09", "2016-09-12"},
		{"../2016-09-12", 2016, 9, "2016", "2016-09", "2016-09-12"},
	}
	for _, tt := range tests {
		d := mustParse(t, tt.text)
		month, ok := d.Month()
		if d.Year() != tt.year || month != tt.month || ok != (tt.month != 0) {
			t.Errorf("%s: year %d, month %d, %v; want %d, %d", tt.text, d.Year(), month, ok, tt.year, tt.month)
		}
		for p, want := range map[Precision]string{ByCentury: tt.byYear, ByYear: tt.byYear, BySeason: tt.byYear,
			ByMonth: tt.byMonth, ByDay: tt.byDay, ByTime: tt.byDay} {
			if got := d.Truncate(p).String(); got != want {
				t.Errorf("%s: Truncate(%d) = %q; want %q", tt.text, p, got, want)
			}
		}
	}
}

func TestTime(t *testing.T) {
	damascus := time.FixedZone("", 3*60*60)
	tests := []struct {
		text string
		loc  *time.Location
		want string
	}{
		{"2016-09-09T23:40", nil, "2016-09-09T23:40:00Z"},
		{"2016-09-09T23:40:10", damascus, "2016-09-09T23:40:10+03:00"},
		{"2016-09-09T23:40+02:00", damascus, "2016-09-09T23:40:00+02:00"},
		{"2016-09-09T23:40-03:30", damascus, "2016-09-09T23:40:00-03:30"},
		{"2016-09-09T23:40Z", damascus, "2016-09-09T23:40:00Z"},
		{"2016-09-09", damascus, "2016-09-09T00:00:00+03:00"},
		{"2016-24", nil, "2016-12-01T00:00:00Z"},
		{"2016-09/2016-10", nil, "2016-09-01T00:00:00Z"},
		{"../2016-10-02T10:00", nil, "2016-10-02T10:00:00Z"},
		{"0000-02-29", nil, "0000-02-29T00:00:00Z"},
	}
	for _, tt := range tests {
		if got := mustParse(t, tt.text).Time(tt.loc).Format(time.RFC3339); got != tt.want {
			t.Errorf("%s in %v: %s; want %s", tt.text, tt.loc, got, tt.want)
		}
	}
}

func TestClock(t *testing.T) {
	tests := []struct {
		text                         string
		hour, minute, second, offset int
		has, zoned                   bool
	}{
		{"2016-09-09", 0, 0, 0, 0, false, false},
		{"2016-09-09T00:00", 0, 0, 0, 0, true, false},
		{"2016-09-09T23:40:10Z", 23, 40, 10, 0, true, true},
		{"2016-09-09T23:40-03:30", 23, 40, 0, -210, true, true},
		{"../2016-09-09T23:40", 23, 40, 0, 0, true, false},
	}
	for _, tt := range tests {
		d := mustParse(t, tt.text)
		got := tt
		got.hour, got.minute, got.second = d.Clock()
		got.offset, got.zoned = d.Offset()
		got.has = d.HasTime()
		if got != tt {
			t.Errorf("got  %+v\nwant %+v", got, tt)
		}
	}
}
