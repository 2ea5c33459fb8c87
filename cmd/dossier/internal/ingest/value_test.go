package ingest

import (
	"strings"
	"testing"
)

func TestDateOf(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2024-03-02T23:50:00-05:00", "2024-03-02"}, // the day there, not in UTC
		{"2024-03-02 10:00", "2024-03-02"},
		{"20240302", "2024-03-02"},
		{"20240302T101500Z", "2024-03-02"},
		{"2024/3/2", "2024-03-02"},
		{"2024/03/02/morning", "2024-03-02"},
		{"2024/03//", "2024-03"},
		{"Sat, 02 Mar 2024 23:50:00 -0500", "2024-03-02"},
		{"Sat, 2 Mar 2024 08:00:00 GMT", "2024-03-02"},
		{"Sat Mar 02 2024 10:00:00 GMT+0100", "2024-03-02"},
		{"March 2, 2024", "2024-03-02"},
		{"2 March 2024", "2024-03-02"},
		{"March 2024", "2024-03"},
		{"2024", "2024"},
		{"03/04/2024", ""}, // two readings
		{"2024-13-45", ""},
		{"yesterday", ""},
		{"", ""},
	} {
		if got, _ := dateOf(c.in); got != c.want {
			t.Errorf("dateOf(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if _, hint := dateOf("03/04/2024"); hint != "it may be 2024-04-03 or 2024-03-04" {
		t.Errorf("hint %q", hint)
	}
}

func TestHints(t *testing.T) {
	for _, c := range []struct{ in, date, words string }{
		{"saved/2024-03-02-gazette_bypass.html", "2024-03-02", "gazette bypass"},
		{`C:\saved\gazette-20240302.txt`, "2024-03-02", "gazette"},
		{"gazette 2024-03.txt", "2024-03", "gazette"},
		{"gazette-1234567.txt", "", "gazette 1234567"},
	} {
		if h := hintsOf(c.in); h.date != c.date || h.words != c.words {
			t.Errorf("hintsOf(%q) = %+v, want %q, %q", c.in, h, c.date, c.words)
		}
	}
}

func TestAddress(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://a.example/x?b=1&utm_source=m&a=2#top", "https://a.example/x?b=1&a=2"},
		{"http://user:pass@a.example/", "http://a.example/"},
		{"https://a.example/a b|c", "https://a.example/a%20b%7Cc"},
		{" https://a.example/x\n", "https://a.example/x"},
		{"javascript:alert(1)", ""},
		{"//a.example/x", ""},
		{"/x", ""},
		{"https://", ""},
		{"https://a.example/\x00", ""},
		{"https://a.example/" + strings.Repeat("x", maxURL), ""},
	} {
		if got := cleanAddress(c.in); got != c.want {
			t.Errorf("cleanAddress(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	same := []string{"https://www.A.example/x/?b=2&a=1", "http://a.example/x?a=1&b=2&fbclid=9", "https://a.example:443/x?a=1&b=2#y"}
	for _, s := range same {
		if got, want := addressKey(s), addressKey(same[0]); got != want || got == "" {
			t.Errorf("addressKey(%q) = %q, want %q", s, got, want)
		}
	}
	if addressKey("https://a.example:8080/x") == addressKey("https://a.example/x") {
		t.Error("two ports are one address")
	}
}

func TestLanguage(t *testing.T) {
	for in, want := range map[string]string{"en": "en", "en_GB.UTF-8": "en-GB", "English": "en", "русский": "ru", "und": "", "x y": "", "": ""} {
		if got := language(in); got != want {
			t.Errorf("language(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestOneLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{" a\n---\nb\x00c\u202Ed ", "a --- bcd"},
		{"a\xffb", "a\uFFFDb"},
		{"می\u200Cخواهم", "می\u200Cخواهم"},
		{"a\u00A0b\u2028c", "a b c"},
	} {
		if got := oneLine(c.in); got != c.want {
			t.Errorf("oneLine(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSafeBody(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"A <b>bold</b> word.", `A \<b>bold\</b> word.`},
		{"<script>x</script>", `\<script>x\</script>`},
		{"`<b>` and a < b and <https://a.example/>", "`<b>` and a < b and <https://a.example/>"},
		{"a\x00b\u202Ec", "abc"},
		{"a\n\n\n \n\nb\n", "a\n\nb"},
		{"\xff", "\uFFFD"},
	} {
		got := safeBody(c.in)
		if got != c.want {
			t.Errorf("safeBody(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if got := safeBody(strings.Repeat("> ", 2000) + "x"); !isSafe(got) || got == "" {
		t.Error("a body that is nested too deep does not become plain text")
	}
	if got := safeBody(strings.Repeat(strings.Repeat("a word and ", 50)+"word\n\n", maxBody/500)); len(got) > maxBody || !strings.HasSuffix(got, "word") {
		t.Errorf("a long body has %d bytes", len(got))
	}
}

func TestStripMarkup(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"A <b class=\"x\">bold</b><br>word", "A bold\nword"},
		{"{{< youtube id >}}Text{% include x %}{: .c}", "Text"},
		{"<!-- a\n\nb -->x<script>\nalert(1)\n\n</script>y", "xy"},
		{"`<b>`\n\n```html\n<p>\n```\n<p>z</p>", "`<b>`\n\n```html\n<p>\n```\nz"},
		{"<https://a.example/> 1 < 2", "<https://a.example/> 1 < 2"},
	} {
		if got := stripMarkup(c.in); got != c.want {
			t.Errorf("stripMarkup(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestEscapes checks that escaped text says on the page what it said before.
func TestEscapes(t *testing.T) {
	for _, text := range []string{"# no heading", "> no quote", "*not* _so_ `loud` ~~no~~", "[[Jane]] and [x](y) [^1]", "a <b> & c", `back\slash`, "=====", "***", "+ plus", "1. one"} {
		for name, escape := range map[string]func(string) string{"escapeText": escapeText, "lightEscape": lightEscape} {
			if name == "lightEscape" && (strings.Contains(text, "&") || text == "1. one") {
				continue // entities stay, a list is meant
			}
			if got := wordsOf(t, escape(text)); got != text {
				t.Errorf("%s(%q) shows %q", name, text, got)
			}
		}
	}
}
