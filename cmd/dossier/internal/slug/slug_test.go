package slug

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

var cases = []struct{ in, want string }{
	{"", ""},
	{"Vitaly Churkin", "vitaly-churkin"},
	{"  Ja'afari — Bashar  ", "ja-afari-bashar"},
	{"C++ & Go!", "c-go"},
	{"حلب", "حلب"},
	{"بشار الأسد", "بشار-الأسد"},
	{"Алеппо 2016", "алеппо-2016"},
	{"北京", "北京"},
	{"Erdoğan", "erdoğan"},
	{"Cafe\u0301", "caf\u00e9"},
	{"İstanbul", "istanbul"},
	{"Νίκος", "νίκος"},
	{"हिन्दी", "हिन्दी"},
	{"—", ""},
	{"😀", ""},
	{"../../etc/passwd", "etc-passwd"},
	{"a\x00b\\c:d", "a-b-c-d"},
	{"CON", "con-page"},
	{"com1", "com1-page"},
	{"com1.txt", "com1-txt"},
	{"\u0301a", "a"},
	{"a-\u0301b", "a-b"},
}

func TestMake(t *testing.T) {
	for _, c := range cases {
		if got := Make(c.in); got != c.want {
			t.Errorf("Make(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestMakeLong(t *testing.T) {
	a, b := Make(strings.Repeat("سلام ", 60)+"x"), Make(strings.Repeat("سلام ", 60)+"y")
	if len(a) > MaxBytes || !utf8.ValidString(a) {
		t.Errorf("Make of a long title = %q (%d bytes), want valid UTF-8 of at most %d bytes", a, len(a), MaxBytes)
	}
	if a == b {
		t.Errorf("two long titles that differ at the end have one slug %q", a)
	}
}

func FuzzMake(f *testing.F) {
	for _, c := range cases {
		f.Add(c.in)
	}
	f.Add(strings.Repeat("e\u0301", 100))
	f.Add(strings.Repeat("क्", 100))
	f.Fuzz(func(t *testing.T, s string) {
		got := Make(s)
		if got == "" {
			return
		}
		if again := Make(got); again != got {
			t.Errorf("Make(%q) = %q, and of that %q", s, got, again)
		}
		if !fs.ValidPath(got) || !filepath.IsLocal(got) || strings.ContainsAny(got, `/\.:`) || len(got) > MaxBytes {
			t.Errorf("Make(%q) = %q, not a portable path segment", s, got)
		}
	})
}
