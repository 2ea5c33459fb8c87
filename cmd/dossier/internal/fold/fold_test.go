package fold

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

var keys = []struct{ in, want string }{
	{"", ""},
	{"vitaly-churkin", "vitaly-churkin"},
	{"  Vitaly \n Churkin ", "vitaly churkin"},
	{"Ja’afari", "ja'afari"},
	{"Ja'afari", "ja'afari"},
	{"“No” — he said…", `"no" - he said...`},
	{"Straße", "strasse"},
	{"STRASSE", "strasse"},
	{"Cafe\u0301", "caf\u00e9"},
	{"ΝΊΚΟΣ", "νίκοσ"},
	{"Νίκος", "νίκοσ"},
	{"Erdoğan", "erdoğan"},
	{"ﷺ", "صلى الله عليه وسلم"},
	{"Ａｌｅｐｐｏ", "aleppo"},
	{"حلب", "حلب"},
	{"co\u00ADoperate", "cooperate"},
}

func TestKey(t *testing.T) {
	for _, c := range keys {
		if got := Key(c.in); got != c.want {
			t.Errorf("Key(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// A name in ASCII is folded in one step, to what the steps of others make of it.
func TestKeyASCII(t *testing.T) {
	const letters = " \t\n\v\f\r\x00\x1f'`-\"Aaz Z09"
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		b := make([]byte, r.IntN(12))
		for i := range b {
			b[i] = letters[r.IntN(len(letters))]
		}
		if s := string(b); Key(s) != clean(strings.ToLower(s)) {
			t.Errorf("Key(%q) = %q, want %q", s, Key(s), clean(strings.ToLower(s)))
		}
	}
	if n := testing.AllocsPerRun(10, func() { Key("The Parish  Council of Oak Lane") }); n > 1 {
		t.Errorf("%.0f allocations", n)
	}
}

func TestTokens(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Bashar al-Assad's", "bashar| al|-assad|'s"},
		{"Staffan\nde Mistura", "staffan| de| mistura"},
		{"(Ban Ki‑moon)", "(ban| ki|-moon"},
		{"北京市", "北|京|市"},
		{"بشار الأسد", "بشار| الأسد"},
		{"S/PV.7777", "s|/pv|.7777"},
		{"a  —  b", "a| - b"},
		{"ไทย", "ไ|ท|ย"},
		{"…", ""},
	}
	for _, c := range tests {
		var parts []string
		for _, tok := range AppendTokens(nil, c.in) {
			if k := Key(c.in[tok.Start:tok.End]); k != tok.Text(c.in) || k != string(tok.AppendText(nil, c.in)) {
				t.Errorf("AppendTokens(nil, %q): token %q at %d:%d covers %q", c.in, tok.Text(c.in), tok.Start, tok.End, k)
			}
			parts = append(parts, tok.Sep(c.in)+tok.Text(c.in))
		}
		if got := strings.Join(parts, "|"); got != c.want {
			t.Errorf("AppendTokens(nil, %q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzKey(f *testing.F) {
	for _, c := range keys {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		k := Key(s)
		if again := Key(k); again != k {
			t.Errorf("Key(%q) = %q, and of that %q", s, k, again)
		}
		end := 0
		for _, tok := range AppendTokens(nil, s) {
			if tok.Start < end || tok.End <= tok.Start || tok.End > len(s) {
				t.Fatalf("AppendTokens(nil, %q): %s", s, fmt.Sprint(tok))
			}
			end = tok.End
		}
	})
}

func TestQuote(t *testing.T) {
	tests := []struct{ in, want string }{
		{"We need  a\nserious process", "We need a serious process"},
		{"“Russia’s view” – no…", `"Russia's view" - no...`},
		{"Erdog\u0306an", "Erdoğan"},
	}
	for _, c := range tests {
		if got := Quote(c.in); got != c.want {
			t.Errorf("Quote(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
