package content

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// quotePage is an article with one statement for every quote.
func quotePage(body string, quotes ...string) string {
	var b strings.Builder
	b.WriteString("---\ntitle: T\ndate: 2016\nstatements:\n")
	for _, q := range quotes {
		fmt.Fprintf(&b, "  - {who: x, position: y, stance: z, quote: %q}\n", q)
	}
	return b.String() + "---\n" + body
}

func TestQuotes(t *testing.T) {
	const none = "\n\thint: quote the words of the text, or say it in your own under text: and leave quote: out\n"
	tests := []struct{ quote, body, want string }{
		{"a serious process", "We need\na *serious*  process, he said.", ""},
		{"Russia's \"red line\"", "It is Russia’s “red line”.", ""},
		{"“red line”", "It is Russia's \"red line\".", ""},
		{`It's "the end"`, "It’s ‘the end’.", ""},
		{"It's 'the end'", "It’s “the end”.", ""},
		{"the 'end", "the end", "\nf:5:45: error: the quote \"the 'end\" does not occur in the text\n\thint: the nearest text is on line 7: \"the end\"\n"},
		{"never - never", "He said: never – never.", ""},
		{"never -- never", "He said: never -- never.", ""},
		{"never---never", "He said: never---never.", ""},
		{"and so…", "He said: and so...", ""},
		{"and so...", "He said: and so… on.", ""},
		{"Erdog\u0306an said", "Erdoğan said", ""},
		{"the cease\u00adfire", "the ceasefire", ""},
		{"first half second half", "> first half\n\nsecond half", ""},
		{"to [[aleppo|Aleppo]]", "to [[aleppo|Aleppo]]", "\nf:5:45: error: the quote \"to [[aleppo|Aleppo]]\" does not occur in the text\n\thint: the nearest text is on line 7: \"to Aleppo\"\n"},
		{"to Aleppo", "to [[aleppo|Aleppo]] & `code`", ""},
		{"A Serious", "a serious process", "\nf:5:45: error: the quote \"A Serious\" does not occur in the text\n\thint: the nearest text is on line 7: \"a serious\"\n"},
		{"we need a serious process", "Text.\n\nHe said we need\na serous process now.",
			"\nf:5:45: error: the quote \"we need a serious process\" does not occur in the text\n\thint: the nearest text is on line 9: \"we need a serous process\"\n"},
		{"the the the end", "the a b c\n\nthe the b c", "\nf:5:45: error: the quote \"the the the end\" does not occur in the text\n\thint: the nearest text is on line 9: \"the the\"\n"},
		{"quite other words", "We need a process.", "\nf:5:45: error: the quote \"quite other words\" does not occur in the text" + none},
		{"—", "We need a process.", "\nf:5:45: error: the quote \"—\" does not occur in the text" + none},
		{"anything", "", "\nf:5:45: error: the quote \"anything\" does not occur in the text" + none},
		{" ", "text", ""}, // not given
		{"x", "text \a", "\nf:7:6: error: control character U+0007\n\thint: delete it\n"},
	}
	for _, c := range tests {
		_, list := parsePage("a", quotePage(c.body, c.quote))
		if got := report(list); got != c.want {
			t.Errorf("%q in %q:\ngot:%s\nwant:%s", c.quote, c.body, got, c.want)
		}
	}
}

// TestManyQuotes has many long quotes that nearly occur in a long text.
func TestManyQuotes(t *testing.T) {
	body := strings.Repeat("the war of words goes on and on. ", 4<<10)
	quotes := make([]string, 100)
	for i := range quotes {
		quotes[i] = strings.Repeat("the war of words goes on and ", 11) + fmt.Sprint(i)
	}
	start := time.Now()
	_, list := parsePage("a", quotePage(body, quotes...))
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("took %v", took)
	}
	near := 0
	for _, d := range list {
		if strings.HasPrefix(d.Hint, "the nearest text is on line") {
			near++
		}
	}
	if len(list) != 100 || near != maxNearest {
		t.Errorf("%d errors, %d with the nearest text, want 100, %d", len(list), near, maxNearest)
	}
}
