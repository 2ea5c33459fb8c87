package edtf

import (
	"errors"
	"strings"
	"testing"
)

var suggestTests = []struct{ text, hint string }{
	// Both readings, where there are two.
	{"09/10/2016", "write 2016-10-09 for 9 October 2016 or 2016-09-10 for 10 September 2016"},
	{"9.10.2016", "write 2016-10-09 for 9 October 2016 or 2016-09-10 for 10 September 2016"},
	{"25/09/2016", "write 2016-09-25"},
	{"09/25/2016", "write 2016-09-25"},
	{"9/9/2016", "write 2016-09-09"},
	{"25/25/2016", forms},
	{"30/02/2016", forms},

	// Other orders and separators.
	{"2016/09/09", "write 2016-09-09"},
	{"2016-9-9", "write 2016-09-09"},
	{"2016-9", "write 2016-09"},
	{"09/2016", "write 2016-09"},
	{"20160909", "write 2016-09-09"},
	{"2016–09–09", "write 2016-09-09"},
	{"٢٠١٦-٠٩-٠٩", "write 2016-09-09"},
	{"\u200e2016-09-09\u200f", "write 2016-09-09"},
	{" 2016-09 ", "write 2016-09"},
	{"476", "write 0476"},
	{"16", forms},
	{"9.10.16", forms},

	// Words.
	{"9 September 2016", "write 2016-09-09"},
	{"Friday, September 9th, 2016", "write 2016-09-09"},
	{"Sept 2016", "write 2016-09"},
	{"spring 2016", "write 2016-21"},
	{"Fall 2016", "write 2016-23"},
	{"2010s", "write 201X"},
	{"2015s", forms},
	{"44 BC", "write -0043"},
	{"1 B.C.", "write 0000"},
	{"0 BC", forms},
	{"0000 BC", forms},
	{"BC", forms},
	{"March BC", forms},
	{"15 March 44 BCE", "write -0043-03-15"},
	{"9 September", forms},
	{"9 Septober 2016", forms},
	{"31 April 2016", forms},

	// Times.
	{"2016-09-09 23:40", "write 2016-09-09T23:40"},
	{"\u200e2016-09-09T23:40", "write 2016-09-09T23:40"},
	{"2016-09-09t23:40:10z", "write 2016-09-09T23:40:10Z"},
	{"2016-09-09 23:40 +02:00", "write 2016-09-09T23:40+02:00"},
	{"9 September 2016, 23:40", forms},

	// Marks.
	{"c. 2016", "write 2016~"},
	{"ca. September 2016", "write 2016-09~"},
	{"~2016", "write 2016~"},
	{"2016 ?", "write 2016?"},
	{"2016?~", "write 2016%"},
	{"9 September 2016?", "write 2016-09-09?"},

	// Intervals.
	{"2014–2016", "write 2014/2016"},
	{"between 2014 and 2016", "write 2014/2016"},
	{"2016-09-12/19", "write 2016-09-12/2016-09-19"},
	{"2016-09-12/10-03", "write 2016-09-12/2016-10-03"},
	{"2016-09-12 to 2016-09-19", "write 2016-09-12/2016-09-19"},
	{"12–19 September 2016", "write 2016-09-12/2016-09-19"},
	{"September 12-19, 2016", "write 2016-09-12/2016-09-19"},
	{"28 October – 3 November 2016", "write 2016-10-28/2016-11-03"},
	{"October 28 – November 3, 2016", "write 2016-10-28/2016-11-03"},
	{"30 December 2016 – 2 January 2017", "write 2016-12-30/2017-01-02"},
	{"September–October 2016", "write 2016-09/2016-10"},
	{"since 2016", "write 2016/.."},
	{"until 12 September 2016", "write ../2016-09-12"},
	{"09/10/2016-12/10/2016", forms},
	{"19-12 September 2016", forms},
	{strings.Repeat("1/", 60), forms},
}

func TestSuggest(t *testing.T) {
	for _, tt := range suggestTests {
		_, err := Parse(tt.text)
		var e *SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("Parse(%q): error %v; want a SyntaxError", tt.text, err)
			continue
		}
		if e.Hint != tt.hint {
			t.Errorf("Parse(%q): hint %q; want %q", tt.text, e.Hint, tt.hint)
		}
	}
}

// An editor who does what the hint says is not sent back again.
func FuzzSuggest(f *testing.F) {
	for _, tt := range suggestTests {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, d := range readings(s) {
			if again, err := Parse(d.String()); again != d || err != nil {
				t.Errorf("%q: offers %q, which is parsed as %q, %v", s, d, again, err)
			}
		}
	})
}
