package edtf

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// The examples of levels 0 and 1 in the EDTF specification of the Library of
// Congress (https://www.loc.gov/standards/datetime/) are marked with "spec".
var parseTests = []struct {
	text, earliest, latest string
	precision              Precision
}{
	{"1985-04-12", "1985-04-12", "1985-04-12", ByDay}, // spec
	{"1985-04", "1985-04-01", "1985-04-30", ByMonth},  // spec
	{"1985", "1985-01-01", "1985-12-31", ByYear},      // spec
	{"0000", "0000-01-01", "0000-12-31", ByYear},
	{"9999-12-31", "9999-12-31", "9999-12-31", ByDay},
	{"-1985", "-1985-01-01", "-1985-12-31", ByYear}, // spec
	{"-9999-01-01", "-9999-01-01", "-9999-01-01", ByDay},
	{"-0043-03-15", "-0043-03-15", "-0043-03-15", ByDay},
	{"2016-02-29", "2016-02-29", "2016-02-29", ByDay},
	{"2000-02", "2000-02-01", "2000-02-29", ByMonth},
	{"1900-02", "1900-02-01", "1900-02-28", ByMonth},
	{"0000-02-29", "0000-02-29", "0000-02-29", ByDay},
	{"-0004-02-29", "-0004-02-29", "-0004-02-29", ByDay},

	{"1985-04-12T23:20:30", "1985-04-12", "1985-04-12", ByTime},       // spec
	{"1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12", ByTime},      // spec
	{"1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12", ByTime}, // spec
	{"2016-09-09T23:40", "2016-09-09", "2016-09-09", ByTime},
	{"2016-09-09T00:00-14:00", "2016-09-09", "2016-09-09", ByTime},
	{"2016-09-09T23:59:59+14:00", "2016-09-09", "2016-09-09", ByTime},

	{"1984?", "1984-01-01", "1984-12-31", ByYear},      // spec
	{"2004-06~", "2004-06-01", "2004-06-30", ByMonth},  // spec
	{"2004-06-11%", "2004-06-11", "2004-06-11", ByDay}, // spec
	{"201X~", "2010-01-01", "2019-12-31", ByDecade},

	{"201X", "2010-01-01", "2019-12-31", ByDecade},      // spec
	{"20XX", "2000-01-01", "2099-12-31", ByCentury},     // spec
	{"2004-XX", "2004-01-01", "2004-12-31", ByYear},     // spec
	{"1985-04-XX", "1985-04-01", "1985-04-30", ByMonth}, // spec
	{"1985-XX-XX", "1985-01-01", "1985-12-31", ByYear},  // spec
	{"99XX", "9900-01-01", "9999-12-31", ByCentury},

	{"2001-21", "2001-03-01", "2001-05-31", BySeason}, // spec
	{"2001-22", "2001-06-01", "2001-08-31", BySeason},
	{"2001-23", "2001-09-01", "2001-11-30", BySeason},
	{"2003-24", "2003-12-01", "2004-02-29", BySeason},
	{"9999-24", "9999-12-01", "10000-02-29", BySeason},

	{"1964/2008", "1964-01-01", "2008-12-31", ByYear},            // spec
	{"2004-06/2006-08", "2004-06-01", "2006-08-31", ByMonth},     // spec
	{"2004-02-01/2005-02-08", "2004-02-01", "2005-02-08", ByDay}, // spec
	{"2004-02-01/2005-02", "2004-02-01", "2005-02-28", ByMonth},  // spec
	{"2004-02-01/2005", "2004-02-01", "2005-12-31", ByYear},      // spec
	{"2005/2006-02", "2005-01-01", "2006-02-28", ByYear},         // spec
	{"1985-04-12/..", "1985-04-12", "..", ByDay},                 // spec
	{"1985/..", "1985-01-01", "..", ByYear},                      // spec
	{"../1985-04", "..", "1985-04-30", ByMonth},                  // spec
	{"-0200/0200", "-0200-01-01", "0200-12-31", ByYear},          //
	{"1984~/2004-06", "1984-01-01", "2004-06-30", ByYear},        // spec, level 2
	{"2016-09/2016-09-01", "2016-09-01", "2016-09-01", ByMonth},  //
	{"2016-09-12/2016-09-12", "2016-09-12", "2016-09-12", ByDay}, //
	{"2016-09-09T10:00/2016-09-10", "2016-09-09", "2016-09-10", ByDay},
	{"2016-09-09T10:00Z/2016-09-09T10:00", "2016-09-09", "2016-09-09", ByTime},
}

func TestParse(t *testing.T) {
	for _, tt := range parseTests {
		d, err := Parse(tt.text)
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.text, err)
			continue
		}
		if got := d.String(); got != tt.text {
			t.Errorf("Parse(%q).String() = %q", tt.text, got)
		}
		if d.Earliest().String() != tt.earliest || d.Latest().String() != tt.latest || d.Precision() != tt.precision {
			t.Errorf("Parse(%q) = %v to %v, precision %d; want %s to %s, precision %d", tt.text,
				d.Earliest(), d.Latest(), d.Precision(), tt.earliest, tt.latest, tt.precision)
		}
	}
}

// What is equal is written alike.
func TestParseCanonical(t *testing.T) {
	tests := []struct{ text, want string }{
		{"1985-04-12T23:20:30-04", "1985-04-12T23:20:30-04:00"}, // spec
		{"2016-09-09T23:40+00:00", "2016-09-09T23:40Z"},
		{"2016-09-09T23:40+00", "2016-09-09T23:40Z"},
	}
	for _, tt := range tests {
		d, err := Parse(tt.text)
		if err != nil || d.String() != tt.want {
			t.Errorf("Parse(%q) = %q, %v; want %q", tt.text, d, err, tt.want)
		}
		if e, err := Parse(tt.want); e != d || err != nil {
			t.Errorf("Parse(%q) is not Parse(%q)", tt.want, tt.text)
		}
	}
}

type errorTest struct{ text, message, hint string }

func checkErrors(t *testing.T, tests []errorTest) {
	t.Helper()
	for _, tt := range tests {
		_, err := Parse(tt.text)
		var e *SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("Parse(%q): error %v; want a SyntaxError", tt.text, err)
			continue
		}
		if e.Error() != tt.message || e.Hint != tt.hint {
			t.Errorf("Parse(%q):\n got %s\n     %s\nwant %s\n     %s", tt.text, e, e.Hint, tt.message, tt.hint)
		}
	}
}

func TestParseDateErrors(t *testing.T) {
	const months = "months are 01 to 12, seasons 21 (spring) to 24 (winter)"
	checkErrors(t, []errorTest{
		{"", `"" is not a date`, forms},
		{"soon", `"soon" is not a date`, forms},
		{"2016\n", `"2016\n" is not a date`, "write 2016"},
		{"\xff", `"\xff" is not a date`, forms},
		{"..", `".." is not a date`, forms},
		{"20a6", `"20a6" is not a date`, forms},
		{"XXXX", `"XXXX" is not a date`, forms},
		{"2016-0X", `"2016-0X" is not a date`, forms},
		{"2016-09-3X", `"2016-09-3X" is not a date`, forms},
		{"Y12016", `"Y12016" is not a date`, forms},
		{"2016-09-09/2016-09-10/2016-09-11", `"2016-09-09/2016-09-10/2016-09-11" is not a date`, forms},
		{strings.Repeat("é", 70), `"` + strings.Repeat("é", 60) + `"… is not a date`, forms},

		{"2023-02-29", `bad date "2023-02-29": February 2023 has 28 days`, "write 2023-02 if the day is not known"},
		{"-0043-04-31", `bad date "-0043-04-31": April 44 BC has 30 days`, "write -0043-04 if the day is not known"},
		{"2016-09-00", `bad date "2016-09-00": there is no day 00`, "write 2016-09 if the day is not known"},
		{"2016-00", `bad date "2016-00": there is no month 00`, months},
		{"2016-13", `bad date "2016-13": there is no month 13`, months},
		{"2016-25", `bad date "2016-25": there is no month 25`, months},
		{"2024-13-45", `bad date "2024-13-45": there is no month 13`, months},
		{"2016-30-02", `bad date "2016-30-02": there is no month 30`, months},
		{"2016-21-09", `bad date "2016-21-09": there is no month 21`, "the order is year, month, day: write 2016-09-21"},
		{"-0000", `bad date "-0000": there is no year -0000`, "1 BC is written 0000, 2 BC is written -0001"},
		{"2XXX", `bad date "2XXX": only the last two digits of a year can be unspecified`, "write an interval, as in 1000/1999"},
		{"-004X", `bad date "-004X": years before 0000 cannot have unspecified digits`, "write an interval, as in -0049/-0040"},
		{"201X-09", `bad date "201X-09": a month needs a year without unspecified digits`, "write 201X, or the year in full"},
		{"2016-XX-09", `bad date "2016-XX-09": a day needs a month`, "write 2016-XX-XX for a day that is not known"},
	})
}

func TestParseTimeErrors(t *testing.T) {
	const (
		times  = "write 2016-09-09T23:40, with seconds 2016-09-09T23:40:10, with an offset 2016-09-09T23:40+02:00"
		offset = "write Z for UTC, or hours and minutes east of it, as in +02:00"
	)
	checkErrors(t, []errorTest{
		{"2016-09-09T24:00", `bad date "2016-09-09T24:00": there is no hour 24`, "midnight is 00:00 of the next day"},
		{"2016-09-09T25:00", `bad date "2016-09-09T25:00": there is no hour 25`, "hours are 00 to 23"},
		{"2016-09-09T23:60", `bad date "2016-09-09T23:60": there is no minute 60`, "minutes are 00 to 59"},
		{"2016-12-31T23:59:60", `bad date "2016-12-31T23:59:60": there is no second 60`, "leap seconds are not counted: write 59"},
		{"2016-12-31T23:59:61", `bad date "2016-12-31T23:59:61": there is no second 61`, "seconds are 00 to 59"},
		{"2016-09-09T2340", `bad date "2016-09-09T2340": the time of day is not clear`, times},
		{"2016-09-09T9:40", `bad date "2016-09-09T9:40": the time of day is not clear`, times},
		{"2016-09-09T23:40:10.5", `bad date "2016-09-09T23:40:10.5": the time of day is not clear`, times},
		{"2016-09-09T", `bad date "2016-09-09T": the time of day is not clear`, times},
		{"2016-09T23:40", `bad date "2016-09T23:40": a time of day needs a full date`, "write the day too, as in 2016-09-09T23:40"},
		{"2016-09-09T23:40~", `bad date "2016-09-09T23:40~": a time of day cannot be marked`, "leave out the ~, or the time"},
		{"2016-09-09T23:40+2", `bad date "2016-09-09T23:40+2": the offset "+2" is not clear`, offset},
		{"2016-09-09T23:40+0200", `bad date "2016-09-09T23:40+0200": the offset "+0200" is not clear`, offset},
		{"2016-09-09T23:40ZZ", `bad date "2016-09-09T23:40ZZ": the offset "ZZ" is not clear`, offset},
		{"2016-09-09T23:40+02:60", `bad date "2016-09-09T23:40+02:60": the offset "+02:60" is not clear`, offset},
		{"2016-09-09T23:40Z" + strings.Repeat("é", 70), `bad date "2016-09-09T23:40Z` + strings.Repeat("é", 43) + `"…: the offset "Z` + strings.Repeat("é", 59) + `"… is not clear`, offset},
		{"2016-09-09T23:40+14:01", `bad date "2016-09-09T23:40+14:01": there is no offset +14:01`, "offsets are -14:00 to +14:00"},
		{"2016-09-09T23:40-00:00", `bad date "2016-09-09T23:40-00:00": there is no offset -00:00`, offset},
	})
}

func TestParseIntervalErrors(t *testing.T) {
	const missing = `an open end is written "..", as in 2016-09-12/..`
	checkErrors(t, []errorTest{
		{"2016/", `bad date "2016/": one end of the interval is missing`, missing},
		{"/2016", `bad date "/2016": one end of the interval is missing`, missing},
		{"../..", `bad date "../..": an interval needs a start or an end`, "leave the date out if it is not known"},
		{"2017/2016", `bad date "2017/2016": the interval ends before it starts`, "write 2016/2017, or correct one of the dates"},
		{"2016-09-09T23:40/2016-09-09T22:00", `bad date "2016-09-09T23:40/2016-09-09T22:00": the interval ends before it starts`,
			"write 2016-09-09T22:00/2016-09-09T23:40, or correct one of the dates"},
		{"2016-09-09T23:00-10:00/2016-09-10T00:00+10:00", `bad date "2016-09-09T23:00-10:00/2016-09-10T00:00+10:00": the interval ends before it starts`,
			"correct one of the dates"},
	})
}

// See https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-time-element.
var htmlDate = regexp.MustCompile(`^([0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?)?$`)

func FuzzParse(f *testing.F) {
	for _, tt := range parseTests {
		f.Add(tt.text, "2016-09-09")
	}
	for _, tt := range suggestTests {
		f.Add(tt.text, "../2016")
	}
	f.Add("0000-01-01T00:00Z"+strings.Repeat("\xd7", 70), "") // was quoted in full
	f.Fuzz(func(t *testing.T, a, b string) {
		d, err := Parse(a)
		if err != nil {
			e := err.(*SyntaxError)
			for _, s := range []string{e.Message, e.Hint} {
				if s == "" || !utf8.ValidString(s) || strings.ContainsAny(s, "\r\n") || len(s) > 1300 { // two quotes of 60 characters, escaped
					t.Errorf("Parse(%q): bad text %q", a, s)
				}
			}
			if d != (Date{}) {
				t.Errorf("Parse(%q) = %v with an error", a, d)
			}
			return
		}
		if again, err := Parse(d.String()); again != d || err != nil {
			t.Errorf("Parse(%q) = %q, which is parsed as %q, %v", a, d, again, err)
		}
		if d.Earliest() > d.Latest() {
			t.Errorf("%q: earliest %v, latest %v", a, d.Earliest(), d.Latest())
		}
		if !htmlDate.MatchString(d.HTML()) {
			t.Errorf("%q: HTML %q", a, d.HTML())
		}
		w := English()
		for _, s := range []string{d.Format(w), d.FormatShort(w)} {
			if s == "" || strings.ContainsAny(s, "{}") {
				t.Errorf("%q: formatted as %q", a, s)
			}
		}
		if !Agree(d, d) || !d.Overlaps(d) || d.Compare(d) != 0 {
			t.Errorf("%q is not like itself", a)
		}
		if e, err := Parse(b); err == nil {
			checkPair(t, d, e)
		}
	})
}

// checkPair checks what holds for every two dates.
func checkPair(t *testing.T, d, e Date) {
	t.Helper()
	if d.Compare(e) != -e.Compare(d) {
		t.Errorf("Compare(%v, %v) = %d, and %d the other way", d, e, d.Compare(e), e.Compare(d))
	}
	if d.Earliest() < e.Earliest() && d.Compare(e) >= 0 {
		t.Errorf("Compare(%v, %v) = %d, but %v begins earlier", d, e, d.Compare(e), d)
	}
	if d.Overlaps(e) != e.Overlaps(d) || Agree(d, e) != Agree(e, d) {
		t.Errorf("%v and %v: Overlaps or Agree is not symmetric", d, e)
	}
	if d.Latest() < e.Earliest() && d.Overlaps(e) {
		t.Errorf("%v overlaps %v", d, e)
	}
}

func BenchmarkParse(b *testing.B) {
	for _, s := range []string{"2016-09-09", "2016-09-12/2016-09-19", "2016-09-09T23:40+02:00", "09/10/2016"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(s)
			}
		})
	}
}
