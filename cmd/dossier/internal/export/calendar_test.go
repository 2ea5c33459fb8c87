package export

import (
	"bytes"
	"strings"
	"testing"
	"testing/quick"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
)

func TestCalendar(t *testing.T) {
	for name, d := range dossiers() {
		x := d.exporter(t)
		for _, f := range x.Files() {
			if !strings.HasSuffix(f.Path, ".ics") {
				continue
			}
			text := x.write(t, f.Path)
			checkLines(t, name+": "+f.Path, text)
			cal, err := ics.ParseCalendar(bytes.NewReader(text))
			if err != nil {
				t.Errorf("%s: %s: %v", name, f.Path, err)
				continue
			}
			uids := map[string]bool{}
			for _, e := range cal.Events() {
				uids[e.Id()] = true
				for _, p := range []ics.ComponentProperty{"UID", "DTSTAMP", "DTSTART", "SUMMARY"} {
					if e.GetProperty(p) == nil {
						t.Errorf("%s: %s: %s has no %s", name, f.Path, e.Id(), p)
					}
				}
			}
			if len(uids) != len(cal.Events()) || len(uids) == 0 {
				t.Errorf("%s: %s has %d events with %d ids", name, f.Path, len(cal.Events()), len(uids))
			}
		}
	}
}

// checkLines holds a calendar to lines that end in CRLF and have at most 75
// octets, none of which is half a character (RFC 5545, 3.1).
func checkLines(t *testing.T, name string, text []byte) {
	t.Helper()
	if !bytes.HasSuffix(text, []byte("END:VCALENDAR\r\n")) {
		t.Errorf("%s does not end as a calendar does", name)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(text), "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("%s: bad line %q", name, line)
		}
	}
}

// Unfolding gives back what was folded.
func TestFolding(t *testing.T) {
	check := func(s string) bool {
		s = strings.ToValidUTF8(s, "?")
		var buf buffer
		property(&buf, "X", escapeICal(s))
		b := string(buf.text)
		for line := range strings.SplitSeq(strings.TrimSuffix(b, "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) {
				return false
			}
		}
		return strings.ReplaceAll(b, "\r\n ", "") == "X:"+escapeICal(s)+"\r\n"
	}
	for _, s := range []string{"", strings.Repeat("x", 73), strings.Repeat("x", 74), strings.Repeat("حلب ", 60), strings.Repeat("😀", 100), nasty} {
		if !check(s) {
			t.Errorf("wrong for %q", s)
		}
	}
	if err := quick.Check(func(s string) bool { return check(strings.Repeat(s, 4)) }, nil); err != nil {
		t.Error(err)
	}
	if got, want := escapeICal("a;b,c\\d\r\ne\x01"), `a\;b\,c\\d\ne `; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A date is written as calendars know it, or not at all.
func TestSpan(t *testing.T) {
	x := oakford().exporter(t)
	for in, want := range map[string]string{
		"2024-03-01":                        "20240301",
		"2024-03-01~":                       "20240301",
		"2024-02-28/2024-02-29":             "20240228 20240301",
		"2024-03-01/..":                     "20240301",
		"2024-03-01/2024-05":                "20240301",
		"2024-06-01T19:30":                  "20240601T183000Z", // summer time in London
		"2024-03-01T19:30+02:00":            "20240301T173000Z",
		"2024-03-01T19:30/2024-03-01T21:00": "20240301T193000Z 20240301T210000Z",
		"2024-03-01T19:30/2024-03-02":       "20240301 20240303",
		"2024-03":                           "", // thirty days would be a claim
		"2024-03-XX":                        "",
		"2024-03/2024-04-02":                "",
		"../2024-03-01":                     "",
		"-0043-03-15":                       "",
	} {
		s, ok := x.span(date(t, in))
		format := "20060102T150405Z"
		if s.days {
			format = "20060102"
		}
		got := ""
		if ok {
			got = s.start.Format(format)
		}
		if !s.end.IsZero() {
			got += " " + s.end.Format(format)
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestMeetingCalendar(t *testing.T) {
	const want = "BEGIN:VCALENDAR|VERSION:2.0|PRODID:-//dossier//dossier//EN|NAME:Council meeting|X-WR-CALNAME:Council meeting|" +
		"BEGIN:VEVENT|UID:meetings/council@oakford.example|DTSTAMP:20240301T193000Z|DTSTART:20240301T193000Z|SUMMARY:Council meeting|" +
		"DESCRIPTION:No vote.|LOCATION:Town hall|GEO:51.5;-1.25|CATEGORIES:Meeting|URL:https://oakford.example/road/meetings/council/|" +
		"TRANSP:TRANSPARENT|END:VEVENT|END:VCALENDAR|"
	got := strings.ReplaceAll(string(oakford().exporter(t).write(t, "meetings/council/meeting.ics")), "\r\n", "|")
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
