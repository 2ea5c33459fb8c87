package edtf

import "testing"

func TestFormat(t *testing.T) {
	tests := []struct{ text, long, short, html string }{
		{"2016-09-09", "9 September 2016", "9 September", "2016-09-09"},
		{"2016-09", "September 2016", "September", "2016-09"},
		{"2016", "2016", "2016", "2016"},
		{"2016-09~", "c. September 2016", "c. September", "2016-09"},
		{"2016-09-09?", "9 September 2016 (uncertain)", "9 September (uncertain)", "2016-09-09"},
		{"2016%", "c. 2016 (uncertain)", "c. 2016 (uncertain)", "2016"},

		{"2016-09-09T23:40", "9 September 2016, 23:40", "9 September, 23:40", "2016-09-09T23:40"},
		{"2016-09-09T03:04:05Z", "9 September 2016, 03:04:05 (UTC)", "9 September, 03:04:05 (UTC)", "2016-09-09T03:04:05Z"},
		{"2016-09-09T23:40+02:00", "9 September 2016, 23:40 (UTC+2)", "9 September, 23:40 (UTC+2)", "2016-09-09T23:40+02:00"},
		{"2016-09-09T23:40-03:30", "9 September 2016, 23:40 (UTC−3:30)", "9 September, 23:40 (UTC−3:30)", "2016-09-09T23:40-03:30"},

		{"-0043", "44 BC", "44 BC", ""},
		{"-0043-03-15", "15 March 44 BC", "15 March", ""},
		{"0000-03", "March 1 BC", "March", ""},
		{"0043", "AD 43", "AD 43", "0043"},
		{"0476-09", "September 476", "September", "0476-09"},

		{"2016-21", "spring 2016", "spring", ""},
		{"2016-24~", "c. winter 2016", "c. winter", ""},
		{"201X", "2010s", "2010s", ""},
		{"000X", "between 1 BC and AD 9", "between 1 BC and AD 9", ""},
		{"20XX", "between 2000 and 2099", "between 2000 and 2099", ""},
		{"2016-XX", "a month in 2016", "a month in 2016", "2016"},
		{"2016-XX-XX", "a day in 2016", "a day in 2016", "2016"},
		{"2016-09-XX", "a day in September 2016", "a day in September", "2016-09"},

		{"2016-09-12/2016-09-19", "12–19 September 2016", "12–19 September", ""},
		{"2016-09-12/2016-09-12", "12 September 2016", "12 September", ""},
		{"2016-10-28/2016-11-03", "28 October – 3 November 2016", "28 October – 3 November", ""},
		{"2016-12-30/2017-01-02", "30 December 2016 – 2 January 2017", "30 December 2016 – 2 January 2017", ""},
		{"2016-09/2016-10", "September–October 2016", "September–October", ""},
		{"2016-21/2016-22", "spring–summer 2016", "spring–summer", ""},
		{"2016-12/2017-01", "December 2016 – January 2017", "December 2016 – January 2017", ""},
		{"2014/2016", "2014–2016", "2014–2016", ""},
		{"200X/201X", "2000s–2010s", "2000s–2010s", ""},
		{"-0049/-0043", "50 BC – 44 BC", "50 BC – 44 BC", ""},
		{"2016-09/2016-10-03", "September 2016 – 3 October 2016", "September – 3 October", ""},
		{"2016-09-12~/2016-09-19", "c. 12 September 2016 – 19 September 2016", "c. 12 September – 19 September", ""},
		{"2016-09-09T10:00/2016-09-09T11:30", "9 September 2016, 10:00–11:30", "9 September, 10:00–11:30", ""},
		{"2016-09-09T10:00Z/2016-09-09T11:30Z", "9 September 2016, 10:00–11:30 (UTC)", "9 September, 10:00–11:30 (UTC)", ""},
		{"2016-09-09T10:00Z/2016-09-09T11:30", "9 September 2016, 10:00 (UTC) – 9 September 2016, 11:30", "9 September, 10:00 (UTC) – 9 September, 11:30", ""},
		{"2016-09-12/..", "from 12 September 2016", "from 12 September", ""},
		{"../2016-09-12~", "until c. 12 September 2016", "until c. 12 September", ""},
		{"../2016", "until 2016", "until 2016", ""},
	}
	w := English()
	for _, tt := range tests {
		d := mustParse(t, tt.text)
		if got := d.Format(w); got != tt.long {
			t.Errorf("%s: Format %q; want %q", tt.text, got, tt.long)
		}
		if got := d.FormatShort(w); got != tt.short {
			t.Errorf("%s: FormatShort %q; want %q", tt.text, got, tt.short)
		}
		if got := d.HTML(); got != tt.html {
			t.Errorf("%s: HTML %q; want %q", tt.text, got, tt.html)
		}
	}
}

// The patterns carry languages that put the year first or bend the names of
// months.
func TestFormatOtherLanguages(t *testing.T) {
	english := English()
	hungarian := English()
	hungarian.Months[8], hungarian.Months[9] = "szeptember", "október"
	hungarian.DayMonth, hungarian.DayYear, hungarian.MonthYear = "{month} {day}.", "{year}. {date}", "{year}. {date}"

	russian := English()
	russian.Months[8], russian.MonthsOfDay[8] = "сентябрь", "сентября"

	american := English()
	american.DayMonth, american.DayYear = "{month} {day}", "{date}, {year}"

	french := English()
	french.Months[8], french.Months[9], french.FirstDay = "septembre", "octobre", "{day}er"

	tests := []struct {
		words      *Words
		text, want string
	}{
		{french, "2016-09-01", "1er septembre 2016"},
		{french, "2016-09-01/2016-09-11", "1er–11 septembre 2016"},
		{french, "2016-09-30/2016-10-01", "30 septembre – 1er octobre 2016"},
		{french, "2016-09-01T01:01", "1er septembre 2016, 01:01"},
		{english.Short(), "2016-09-12/2016-10-19", "12 Sep – 19 Oct 2016"},
		{english.Short(), "2016-09~", "c. Sep 2016"},
		{russian.Short(), "2016-09-12", "12 Sep 2016"},
		{english, "2016-09-12", "12 September 2016"}, // Short changed nothing
		{hungarian, "2016-09-12", "2016. szeptember 12."},
		{hungarian, "2016-09-12/2016-09-19", "2016. szeptember 12–19."},
		{hungarian, "2016-09-12/2016-10-03", "2016. szeptember 12. – október 3."},
		{hungarian, "2016-09", "2016. szeptember"},
		{russian, "2016-09", "сентябрь 2016"},
		{russian, "2016-09-12/2016-09-19", "12–19 сентября 2016"},
		{american, "2016-09-12/2016-09-19", "September 12–19, 2016"},
		{american, "2016-09", "September 2016"},
	}
	for _, tt := range tests {
		if got := mustParse(t, tt.text).Format(tt.words); got != tt.want {
			t.Errorf("%s: %q; want %q", tt.text, got, tt.want)
		}
	}
}

func TestFill(t *testing.T) {
	tests := []struct{ pattern, want string }{
		{"", ""},
		{"plain", "plain"},
		{"{a}", "{b}"}, // a value is not a pattern
		{"{a}{b}{a}", "{b}2{b}"},
		{"{c} {a", "{c} {a"},
		{"} {b} {", "} 2 {"},
		{"{}{{b}", "{}{{b}"},
	}
	for _, tt := range tests {
		if got := fill(tt.pattern, "a", "{b}", "b", "2"); got != tt.want {
			t.Errorf("fill(%q) = %q; want %q", tt.pattern, got, tt.want)
		}
	}
}

func BenchmarkFormat(b *testing.B) {
	w := English()
	d := dates("2016-09-12/2016-09-19")[0]
	b.ReportAllocs()
	for b.Loop() {
		d.Format(w)
	}
}
