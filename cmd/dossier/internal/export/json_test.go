package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"testing/quick"
)

// Whatever the text, it is one JSON string, means the same, and has nothing in
// it that ends a script element.
func TestQuoted(t *testing.T) {
	check := func(s string) bool {
		b := appendQuoted(nil, s)
		var got string
		if err := json.Unmarshal(b, &got); err != nil {
			t.Logf("%q: %v", s, err)
			return false
		}
		return got == strings.ToValidUTF8(each(s), "\uFFFD") && !bytes.ContainsAny(b, "<>&\n\u2028\u2029")
	}
	for _, s := range []string{"", "plain", `"\`, "</script><!--", "a\x00\x1f\x7f\n\r\tb", "\u2028\u2029", "\xff\xfe", "\xe2\x80", "Джейн ﷽ 😀", nasty} {
		if !check(s) {
			t.Errorf("wrong for %q: %s", s, appendQuoted(nil, s))
		}
	}
	if err := quick.Check(func(b []byte) bool { return check(string(b)) }, nil); err != nil {
		t.Error(err)
	}
}

// each makes one U+FFFD of every byte that is not UTF-8, not one of several.
func each(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
	}
	return b.String()
}

func TestWriter(t *testing.T) {
	var b buffer
	w := &jsonWriter{b: &b}
	w.open('{')
	w.field("a", "")
	w.field("b", "x")
	w.texts("c", nil)
	w.texts("d", []string{"y", ""})
	w.flag("e", false)
	w.flag("f", true)
	w.object("g")
	w.close('}')
	w.list("h")
	w.line()
	w.open('{')
	w.number("i", -3)
	w.close('}')
	w.line()
	w.raw("1.5")
	w.close(']')
	w.float("j", 1e-7)
	w.close('}')
	const want = `{"b":"x","d":["y",""],"f":true,"g":{},"h":[` + "\n" + `{"i":-3},` + "\n" + `1.5],"j":0.0000001}`
	if string(b.text) != want {
		t.Errorf("got  %s\nwant %s", string(b.text), want)
	}
}
