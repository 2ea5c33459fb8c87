package strictyaml

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/diag"
)

// show writes a list as the command does, without its source lines.
func show(list diag.List) string {
	var b strings.Builder
	for _, d := range list.Sorted() {
		fmt.Fprintln(&b, d)
		if d.Hint != "" {
			fmt.Fprintf(&b, "\thint: %s\n", strings.ReplaceAll(d.Hint, "\n", "\n\thint: "))
		}
	}
	return b.String()
}

// dump writes a value on one line, with texts in quotes.
func dump(v *Value) string {
	if v == nil {
		return "nil"
	}
	var parts []string
	switch v.Kind {
	case Null:
		return "null"
	case Scalar:
		return fmt.Sprintf("%q", v.Text)
	case List:
		for _, item := range v.Items {
			parts = append(parts, dump(item))
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	for _, e := range v.Entries {
		parts = append(parts, e.Key+":"+dump(e.Value))
	}
	return "{" + strings.Join(parts, " ") + "}"
}

// values are texts without problems, and what they hold.
var values = []struct{ text, want string }{
	{"", "{}"},
	{"\n# a comment\n", "{}"},
	{"~", "{}"},
	{"---\na: b", `{a:"b"}`},
	{"a: no\nb: on\nc: Yes\nd: true", `{a:"no" b:"on" c:"Yes" d:"true"}`},
	{"a: 010\nb: 1e3\nc: 1_000\nd: 0x1F\ne: 1.10\nf: 99999999999999999999999\ng: .inf", `{a:"010" b:"1e3" c:"1_000" d:"0x1F" e:"1.10" f:"99999999999999999999999" g:".inf"}`},
	{"a: 2024-05\nb: 2024-13-45\nc: 2024-01-05\nd: 12:30\ne: 1984\nf: -0043-03-15", `{a:"2024-05" b:"2024-13-45" c:"2024-01-05" d:"12:30" e:"1984" f:"-0043-03-15"}`},
	{"a:\nb: ~\nc: null\nd: ''\ne: \"~\"\nf: Null\ng: NULL", `{a:null b:null c:null d:"" e:"~" f:"Null" g:"NULL"}`},
	{"a: [b, ~, c, ]\nd: []\ne: {}", `{a:["b" null "c"] d:[] e:{}}`},
	{"2016: x\nno: y\n\"a b\": z", `{2016:"x" no:"y" a b:"z"}`},
	{"z: 1\na: 2\nm: 3", `{z:"1" a:"2" m:"3"}`},
	{"a: 'it''s'\nb: \"\\u0041\\n\\t\\\"\"\nc: it's \"so\"", `{a:"it's" b:"A\n\t\"" c:"it's \"so\""}`},
	{"a: |\n  b\n  c: d\n\ne: >-\n  f\n  g\nh: |+\n  i\n\n", `{a:"b\nc: d" e:"f g" h:"i"}`},
	{"a: one\n  two\n\n  three", `{a:"one two\nthree"}`},
	{"a:\n- b\n- c: d\n  e: f", `{a:["b" {c:"d" e:"f"}]}`},
	{`{"title": "x", "tags": ["a", "b"]}`, `{title:"x" tags:["a" "b"]}`},
	{"a: b # comment\nc: C#\nd: e#f", `{a:"b" c:"C#" d:"e#f"}`},
	{"a: b - c\n  d - e", `{a:"b - c d - e"}`},
	{"a:\n - x - x\n   y\n - x", `{a:["x - x y" "x"]}`},
	{"a: \u00a0b\nc: حلب\nمدينة: d", "{a:\"\\u00a0b\" c:\"حلب\" مدينة:\"d\"}"},
	{"a: https://example.org/x#y\nb: C:\\temp", `{a:"https://example.org/x#y" b:"C:\\temp"}`},
	{"? a\n: b", `{a:"b"}`},
	{"%YAML 1.1\n---\na: b", `{a:"b"}`},
}

func TestParse(t *testing.T) {
	for _, c := range values {
		for _, end := range []string{"\n", "\r\n", "\r"} {
			v, list := Parse(Source{File: "f.md", Text: []byte(strings.ReplaceAll(c.text, "\n", end))})
			if got := dump(v); got != c.want || len(list) > 0 {
				t.Errorf("Parse(%q) with line end %q = %s, want %s\n%s", c.text, end, got, c.want, show(list))
			}
		}
	}
}

func TestQuoted(t *testing.T) {
	v, _ := Parse(Source{Text: []byte("a: b\nc: 'd'\ne: \"f\"\ng: |\n  h\ni: >\n  j")})
	for _, e := range v.Entries {
		if want := e.Key != "a"; e.Value.Quoted != want {
			t.Errorf("Quoted of %q = %t, want %t", e.Key, e.Value.Quoted, want)
		}
	}
}

func TestPositions(t *testing.T) {
	const text = "title: Aleppo\n" +
		"مدينة: [حلب, \"😀\", z]\n" +
		"source:\n" +
		"  url:\n" +
		"  kind: |\n" +
		"    x\n" +
		"people:\n" +
		"  - who: y\n" +
		"  -\n"
	want := strings.Fields("1:1 2:1title 2:8 3:1مدينة 3:8 3:9 3:14 3:19 4:1source 5:3 5:3url 5:3 6:3kind 6:9 8:1people 9:3 9:5 9:5who 9:10 10:4")
	var got []string
	var walk func(v *Value)
	walk = func(v *Value) {
		got = append(got, fmt.Sprintf("%d:%d", v.Line, v.Col))
		for _, item := range v.Items {
			walk(item)
		}
		for _, e := range v.Entries {
			got = append(got, fmt.Sprintf("%d:%d%s", e.Line, e.Col, e.Key))
			walk(e.Value)
		}
	}
	for _, text := range []string{text, strings.ReplaceAll(text, "\n", "\r\n"), strings.ReplaceAll(text, "\n", "\r"), "\uFEFF" + text} {
		got = nil
		v, list := Parse(Source{File: "f.md", Text: []byte(text), Line: 2})
		walk(v)
		if strings.Join(got, " ") != strings.Join(want, " ") || len(list) > 0 {
			t.Errorf("positions in %q:\n got %s\nwant %s\n%s", text, got, want, show(list))
		}
	}
}

func TestLimits(t *testing.T) {
	long := []byte("a: " + strings.Repeat("x", 64<<10))
	nested := []byte("a: " + strings.Repeat("[", 31) + strings.Repeat("]", 31))
	deep := []byte("a: " + strings.Repeat("[", 32) + strings.Repeat("]", 32))
	tests := []struct {
		src  Source
		want string
	}{
		{Source{File: "f.md", Line: 2, Text: long}, "f.md:2:1: error: front matter of 65539 bytes is too long, the limit is 65536\n" +
			"\thint: move long text below the closing ---, or raise limits.front_matter in dossier.yaml\n"},
		{Source{File: "dossier.yaml", Line: 1, Text: long}, "dossier.yaml:1:1: error: 65539 bytes are too many, the limit is 65536\n"},
		{Source{File: "f.md", Text: long, Limits: Limits{Bytes: 65539}}, ""},
		{Source{File: "f.md", Text: nested}, ""},
		{Source{File: "f.md", Text: deep}, "f.md:1:35: error: lists and maps are nested more than 32 deep\n"},
		{Source{File: "f.md", Text: nested, Limits: Limits{Depth: 3}}, "f.md:1:6: error: lists and maps are nested more than 3 deep\n"},
		{Source{File: "f.md", Line: 2, Text: nested, Limits: Limits{Depth: 3}}, "f.md:2:6: error: lists and maps are nested more than 3 deep\n" +
			"\thint: nest them less, or raise limits.depth in dossier.yaml\n"},
		{Source{File: "f.md", Line: 2, Text: []byte(strings.Repeat("- ", 20000))}, "f.md:2:1: error: lists and maps are nested more than 32 deep\n" +
			"\thint: nest them less, or raise limits.depth in dossier.yaml\n"},
		{Source{File: "f.md", Text: []byte(strings.Repeat("- ", 20000))}, "f.md:1:1: error: lists and maps are nested more than 32 deep\n"},
		{Source{File: "f.md", Text: []byte("[a, b, c]"), Limits: Limits{Bytes: 9}}, "f.md:1:1: error: expected keys and values, such as \"title: Aleppo\"\n\thint: a list belongs below a key, such as \"tags:\"\n"},
		{Source{File: "f.md", Text: []byte("a: [b,c,d,e]"), Limits: Limits{Bytes: 12}}, "f.md:1:7: error: too many values, the limit is 3\n"},
	}
	for _, c := range tests {
		if _, list := Parse(c.src); show(list) != c.want {
			t.Errorf("Parse(%.40q) with %+v:\n%swant\n%s", c.src.Text, c.src.Limits, show(list), c.want)
		}
	}
}

func TestManyProblems(t *testing.T) {
	_, list := Parse(Source{File: "f.md", Text: []byte(strings.Repeat("a: b\n", 1000))})
	if len(list) != maxProblems+1 {
		t.Fatalf("%d problems, want %d", len(list), maxProblems+1)
	}
	if got, want := list[maxProblems].String(), "f.md:51:2: error: 949 more problems are not shown"; got != want {
		t.Errorf("the last problem is %q, want %q", got, want)
	}
	if last := list.Sorted()[maxProblems]; last != list[maxProblems] {
		t.Errorf("%q is shown last, want %q", last, list[maxProblems])
	}

	p := &problems{file: "f.md"}
	for range maxProblems {
		p.warnf(p.at(1, 1), "", "w")
	}
	p.warnf(p.at(1, 1), "", "w")
	p.errorf(p.at(1, 1), "", "e")
	p.warnf(p.at(1, 1), "", "w")
	if !p.done().HasErrors() {
		t.Error("an error beyond the limit is lost among warnings")
	}
}

func TestProtect(t *testing.T) {
	err := protect(func() error { panic("attempted to parse unknown event") })
	if !errors.Is(err, errPanic) {
		t.Fatalf("protect returned %v, want errPanic", err)
	}
	if got, want := inWords(err.Error()).message, "internal: the YAML parser failed"; got != want {
		t.Errorf("message is %q, want %q", got, want)
	}
}

// hostile texts take yaml.v3, or a careless reading of what it returns, time
// that grows with the square of their length.
func hostile() map[string]string {
	const n = 60000
	fill := func(part string) string { return strings.Repeat(part, n/len(part)) }
	var keys, anchors, stairs strings.Builder
	for i := 0; keys.Len() < n; i++ {
		fmt.Fprintf(&keys, "k%d: x\n", i)
		fmt.Fprintf(&anchors, "&a%d b, ", i)
	}
	for i := 0; stairs.Len() < n; i++ {
		stairs.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return map[string]string{
		"one key":        fill("a:\n"),
		"keys":           keys.String(),
		"open lists":     fill("["),
		"open maps":      "a: " + fill("{a: "),
		"hyphens":        fill("- "),
		"complex keys":   fill("? "),
		"stairs":         stairs.String(),
		"items":          "a:\n" + fill("- b\n"),
		"items, one row": "a: [" + fill("b,") + "]",
		"nulls, one row": "a: {" + fill("b: , ") + "}",
		"anchors":        "a: [" + anchors.String()[:n] + "]",
		"aliases":        "a: &x b\nc: [" + fill("*x,") + "]",
		"tags":           "a: [" + fill("!x y, ") + "]",
		"merge keys":     fill("? [a]\n: b\n"),
		"comments":       "a: 1\n" + fill("\n# x\n"),
		"open quotes":    fill("- \"a\n"),
		"open brackets":  fill("a: [b\n"),
		"escapes":        "a: \"" + fill(`\d`) + "\"",
		"reserved":       "a: [" + fill("@x, ") + "]",
		"folded":         "a:\n - a\n" + fill("  - b\n"),
		"colons":         fill("a: "),
		"bad bytes":      fill("\xe9"),
		"blank lines":    fill("\r"),
		"digits":         "a: " + fill("1"),
		"long key":       fill("a") + ": b",
	}
}

func TestHostile(t *testing.T) {
	schema := &Schema{Name: "a page", Keys: []Key{{Name: "a", Type: Type{Form: Enum, List: true, Values: []string{"x", "y"}}}}}
	for i := range 40 {
		schema.Keys = append(schema.Keys, Key{Name: fmt.Sprintf("key-%d", i)})
	}
	for name, text := range hostile() {
		start := time.Now()
		v, _ := Parse(Source{File: "f.md", Text: []byte(text)})
		schema.Check("f.md", v)
		// Ten times what is promised, since the machine may be busy; what is
		// quadratic here takes seconds.
		if d := time.Since(start); d > time.Second {
			t.Errorf("%s: took %v", name, d)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range values {
		f.Add([]byte(c.text))
	}
	for _, c := range faults {
		f.Add([]byte(c.text))
	}
	f.Add([]byte("<<: {a: 1}\n? [x]\n: y"))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("0: [:!00 \xef"))
	f.Add([]byte(" a: b\n# c\nd: e"))
	f.Add([]byte("{a: b}\nc: d"))
	f.Fuzz(func(t *testing.T, text []byte) {
		const first = 5
		v, list := Parse(Source{File: "f.md", Text: text, Line: first})
		if v == nil && !list.HasErrors() {
			t.Fatal("nil without an error")
		}
		lines := strings.Split(normalize(text), "\n")
		inside := func(what string, line, col int) {
			if line < first || line >= first+len(lines) || col < 1 || col > utf8.RuneCountInString(lines[line-first])+1 {
				t.Errorf("%s at %d:%d is outside the text", what, line, col)
			}
		}
		for _, d := range list {
			if d.Message == "" || strings.ContainsAny(d.Message, "\n\r") || !utf8.ValidString(d.Message+d.Hint) {
				t.Errorf("message %q is not a line", d.Message)
			}
			if !strings.HasSuffix(d.Message, "more problems are not shown") {
				inside(d.Message, d.Pos.Line, d.Pos.Col)
			}
		}
		if v == nil {
			return
		}
		if v.Kind != Mapping || v.Line != first-1 {
			t.Errorf("the top is of kind %d at line %d", v.Kind, v.Line)
		}
		checkTree(t, v, inside)
		if !list.HasErrors() {
			checkWhole(t, v, first, lines)
		}
	})
}

// topKey is a line that can only be a key of the top-level map, unless the text
// has quotes or brackets, which may be open before the line.
var topKey = regexp.MustCompile(`^([a-z0-9]+):( |$)`)

// checkWhole checks that no key of the text is lost.
func checkWhole(t *testing.T, v *Value, first int, lines []string) {
	if strings.ContainsAny(strings.Join(lines, ""), "\"'{[") {
		return
	}
	for i, line := range lines {
		m := topKey.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if !slices.ContainsFunc(v.Entries, func(e Entry) bool { return e.Key == m[1] && e.Line == first+i }) {
			t.Errorf("key %q of line %d is lost", m[1], first+i)
		}
	}
}

// checkTree checks the contract of Value below v.
func checkTree(t *testing.T, v *Value, inside func(what string, line, col int)) {
	if v.Kind != Scalar && (v.Text != "" || v.Quoted) {
		t.Errorf("kind %d has text %q", v.Kind, v.Text)
	}
	seen := map[string]bool{}
	for _, e := range v.Entries {
		if seen[e.Key] || e.Value == nil {
			t.Errorf("key %q is there twice or without a value", e.Key)
		}
		seen[e.Key] = true
		inside("key "+e.Key, e.Line, e.Col)
		inside("value of "+e.Key, e.Value.Line, e.Value.Col)
		checkTree(t, e.Value, inside)
	}
	for _, item := range v.Items {
		inside("item", item.Line, item.Col)
		checkTree(t, item, inside)
	}
}

func BenchmarkParse(b *testing.B) {
	text := []byte(article)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, list := Parse(Source{File: "f.md", Text: text, Line: 2}); len(list) > 0 {
			b.Fatal(show(list))
		}
	}
}

const article = `title: "Sputnik: fighting in Aleppo and a Russian-US impasse"
date: 2016-09-27
summary: An analysis ties the fighting in Aleppo and the emergency session of the Council to one question.
source:
  publisher: sputnik          # an organization
  title: "Aleppo Violence Shows Russia, US at a 'Deadlock' Over Syria"
  kind: state-media
  lang: en
people: [vitaly-churkin, walid-muallem]
organizations: [russia, united-states]
events:
  - id: truce-declared-over
    date: 2016-09-23
    text: The army declared an end to the week-long ceasefire on Friday.
    attributed_to: Syrian army
  - convoy-attack
statements:
  - who: vitaly-churkin
    for: russia
    position: viability-of-the-arrangement
    stance: implement
    date: 2016-09-25
    text: Said that the agreement had been reached and only had to be carried out.
    quote: We need a serious process, with no cheating
`
