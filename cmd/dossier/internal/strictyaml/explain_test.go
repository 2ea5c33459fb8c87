package strictyaml

import (
	"strings"
	"testing"
)

func TestFaults(t *testing.T) {
	for _, c := range faults {
		_, list := Parse(Source{File: "f", Text: []byte(c.text)})
		if got := "\n" + show(list); got != c.want {
			t.Errorf("Parse(%q):%swant%s", c.text, got, c.want)
		}
	}
}

// Lines of front matter are those of its file, and CRLF or CR end a line as
// LF does, wherever the message comes from.
func TestFaultLines(t *testing.T) {
	for _, c := range faults {
		_, want := Parse(Source{File: "f", Text: []byte(c.text), Line: 2})
		for i := range want {
			want[i].Pos.Line += 3
		}
		for _, end := range []string{"\n", "\r\n", "\r"} {
			text := strings.ReplaceAll(c.text, "\n", end)
			_, got := Parse(Source{File: "f", Text: []byte(text), Line: 5})
			// In these two, a message names a second line.
			if shown := show(got); shown != show(want) && !strings.Contains(shown, "already given") {
				t.Errorf("Parse(%q) from line 5:\n%swant\n%s", text, shown, show(want))
			}
		}
	}
}

// A hint that shows how to write a text in quotes shows that text.
func TestHintMends(t *testing.T) {
	texts := []string{"Foo: bar", "@x", "`x`", "%x", "*x*", "[Draft] My: article", "a: 'b'", `a: "b"`, `a: "it's"`, "] x", "| x", "حلب: مدينة"}
	for _, text := range texts {
		_, list := Parse(Source{File: "f", Text: []byte("title: " + text)})
		if len(list) != 1 {
			t.Errorf("%q: %d problems, want 1:\n%s", text, len(list), show(list))
			continue
		}
		_, mended, ok := strings.Cut(list[0].Hint, "in quotes: ")
		v, list := Parse(Source{File: "f", Text: []byte(mended)})
		if got := v.Get("title").Str(); !ok || got != text || len(list) > 0 {
			t.Errorf("%q: the hint is %q, which reads as %q\n%s", text, mended, got, show(list))
		}
	}
}
