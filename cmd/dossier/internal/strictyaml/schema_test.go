package strictyaml

import (
	"fmt"
	"strings"
	"testing"
)

func checkEven(text string) (problem, hint string) {
	if len(text)%2 == 0 {
		return "", ""
	}
	return fmt.Sprintf("%q has an odd length", text), "add a letter"
}

var image = &Schema{Name: "an image", Keys: []Key{
	{Name: "src", Required: true, Doc: "a file beside the page"},
	{Name: "alt", Doc: "what it shows"},
}, Elsewhere: map[string]string{"title": "an image has no title, the page has"}}

var page = &Schema{Name: "a page", Keys: []Key{
	{Name: "title", Required: true, Doc: "the name of the page"},
	{Name: "tags", Type: Type{List: true}},
	{Name: "kind", Type: Type{Form: Enum, Values: []string{"state", "media", "other"}}},
	{Name: "modes", Type: Type{Form: Enum, List: true, Values: []string{"direct", "denied"}}},
	{Name: "draft", Type: Type{Form: Bool}},
	{Name: "lat", Type: Type{Form: Number, Check: checkEven}},
	{Name: "source", Type: Type{Form: Map, Keys: image}},
	{Name: "links", Type: Type{Form: Map, List: true, Keys: image}},
	{Name: "image", Type: Type{Form: TextOrMap, Keys: image}},
	{Name: "events", Type: Type{Form: TextOrMap, List: true, Keys: image}},
	{Name: "figures", Type: Type{Form: Table, Entry: "name: value", Check: checkEven}},
	{Name: "slug", Type: Type{Max: 5, Check: checkEven}},
	{Name: "params", Type: Type{Form: Free}},
}}

func TestCheck(t *testing.T) {
	tests := []struct{ text, want string }{
		{"title: a\ntags: [a, b]\nkind: state\nmodes: [direct, denied]\ndraft: TRUE\nlat: -36.20", ""},
		{"title: a\ntags: a\nlinks: {src: a}\nmodes: direct\nimage: a\nevents: {src: a}", ""},
		{"title: a\nimage: {src: a}\nevents: [a, {src: b, alt: c}]\nlinks: [{src: a}]", ""},
		{"title: a\nfigures: {killed: 12, حلب: '', x: }\nparams: [a, {b: [c]}, ~]\nsource:\ntags: ~\nlat:", ""},

		{"", `
f:1:1: error: a page needs the key "title"
	hint: write "title: …", the name of the page
`},
		{"title:", `
f:2:1: error: "title" has no value
	hint: write "title: …", the name of the page
`},
		{"title: ' '\nsource: {alt: a}\nimage:\n  alt: b", `
f:2:1: error: "title" has no value
	hint: write "title: …", the name of the page
f:3:9: error: an image needs the key "src"
	hint: write "src: …", a file beside the page
f:5:3: error: an image needs the key "src"
	hint: write "src: …", a file beside the page
`},
		{"titel: a\nzzzzzzzz: b\nimage: {src: c, href: d, al: e}\ntitle: f", `
f:2:1: error: unknown key "titel"
	hint: did you mean "title"?
f:3:1: error: unknown key "zzzzzzzz"
	hint: free data goes under params
f:4:17: error: unknown key "href"
	hint: the keys of an image are src, alt
f:4:26: error: unknown key "al"
	hint: did you mean "alt"?
`},
		{"titel: a\nimage: {sr: c}\nevents: [{alt: a, title: b}]", `
f:2:1: error: unknown key "titel"
	hint: did you mean "title"?
f:3:9: error: unknown key "sr"
	hint: did you mean "src"?
f:4:10: error: an image needs the key "src"
	hint: write "src: …", a file beside the page
f:4:19: error: unknown key "title"
	hint: an image has no title, the page has
`},
		{"title: [Draft]\nkind: {a: b}\ndraft: [a]\nlat: {a: b}", `
f:2:8: error: "title" must be a text, found a list
	hint: a text that begins with [ or {, or contains ": ", must be in quotes
f:3:7: error: "kind" must be a text, found a map
	hint: a text that begins with [ or {, or contains ": ", must be in quotes
f:4:8: error: "draft" must be true or false, found a list
	hint: a text that begins with [ or {, or contains ": ", must be in quotes
f:5:6: error: "lat" must be a number, found a map
	hint: a text that begins with [ or {, or contains ": ", must be in quotes
`},
		{"title: a\ntags: {a: b}\nmodes: {a: b}", `
f:3:7: error: "tags" must be a list of texts, found a map
	hint: a text that contains ": " must be in quotes
f:4:8: error: "modes" must be a list of texts, found a map
	hint: a text that contains ": " must be in quotes
`},
		{"title: a\ntags: [a, b: c, [d], ~]\nevents: [[a]]\nlinks: [a, [b]]", `
f:3:11: error: an item of "tags" must be a text, found a map
	hint: a text that contains ": " must be in quotes
f:3:17: error: an item of "tags" must be a text, found a list
	hint: a text that begins with [ or {, or contains ": ", must be in quotes
f:3:22: warning: "tags" has an empty item
	hint: remove it, or write a value; a text that begins with # must be in quotes
f:4:10: error: an item of "events" must be a text or a map, found a list
	hint: remove the brackets or the hyphens of the list
f:5:9: error: an item of "links" must be a map, found the text "a"
	hint: write each item with its keys: {src: …}
f:5:12: error: an item of "links" must be a map, found a list
	hint: remove the brackets or the hyphens of the list
`},
		{"title: a\nsource: reuters\nimage: [a]\nlinks:\n  src:x\nfigures: [a]", `
f:3:9: error: "source" must be a map, found the text "reuters"
	hint: write its keys on lines of their own below "source:", indented by two spaces
f:4:8: error: "image" must be a text or a map, found a list
	hint: a text that begins with [ or {, or contains ": ", must be in quotes
f:6:3: error: "links" must be a list of maps, found the text "src:x"
	hint: a key is followed by a colon and a space
f:7:10: error: "figures" must be a map, found a list
	hint: write them below "figures:", one a line, indented by two spaces: "name: value"
`},
		{"title: a\nlinks: ['https://e.org', src:x]\nfigures: [a: b]\nsource: https://e.org", `
f:3:9: error: an item of "links" must be a map, found the text "https://e.org"
	hint: write each item with its keys: {src: …}
f:3:26: error: an item of "links" must be a map, found the text "src:x"
	hint: a key is followed by a colon and a space
f:4:10: error: "figures" must be a map, found a list
	hint: remove the brackets or the hyphens of the list
f:5:9: error: "source" must be a map, found the text "https://e.org"
	hint: write its keys on lines of their own below "source:", indented by two spaces
`},
		{"title: a\nfigures: x\nsource: {title: b, src: c}", `
f:3:10: error: "figures" must be a map, found the text "x"
	hint: write them below "figures:", one a line, indented by two spaces: "name: value"
f:4:10: error: unknown key "title"
	hint: an image has no title, the page has
`},
		{"title: a\nkind: stat\nmodes: [Direct, x]", `
f:3:7: error: "kind" cannot be "stat"
	hint: did you mean "state"?
	hint: it is one of "state", "media", "other"
f:4:9: error: an item of "modes" cannot be "Direct"
	hint: did you mean "direct"?
	hint: it is one of "direct", "denied"
f:4:17: error: an item of "modes" cannot be "x"
	hint: it is one of "direct", "denied"
`},
		{"title: a\ndraft: yes", `
f:3:8: warning: "draft" is "yes", taken as true
	hint: write true
`},
		{"title: a\ndraft: No", `
f:3:8: warning: "draft" is "No", taken as false
	hint: write false
`},
		{"title: a\ndraft: 1\nlat: 36,2", `
f:3:8: error: "draft" must be true or false, found the text "1"
	hint: write true or false
f:4:6: error: "lat" must be a number, found the text "36,2"
	hint: digits, with a point before the fraction: 36.2
`},
		{"title: a\nlat: 123\nslug: abc\nfigures: {a: abc, b: {c: d}}", `
f:3:6: error: "123" has an odd length
	hint: add a letter
f:4:7: error: "abc" has an odd length
	hint: add a letter
f:5:14: error: "abc" has an odd length
	hint: add a letter
f:5:22: error: "b" in "figures" must be a text, found a map
`},
		{"title: " + strings.Repeat("ح", 1000) + "\nslug: حلبحلب\ntags: [" + strings.Repeat("b", 1001) + "]", `
f:3:7: error: "slug" has 6 characters, the limit is 5
	hint: shorten it; long text belongs below the closing ---
f:4:8: error: an item of "tags" has 1001 characters, the limit is 1000
	hint: shorten it; long text belongs below the closing ---
`},
		{"title: a\nfigures:\n  ? " + strings.Repeat("c", 1001) + "\n  : x1", `
f:4:5: error: a key of "figures" has 1001 characters, the limit is 1000
`},
		{"title: a\n" + strings.Repeat("q", 70) + ": b", `
f:3:1: error: unknown key "` + strings.Repeat("q", 60) + `…"
	hint: free data goes under params
`},
	}
	for _, c := range tests {
		v, list := Parse(Source{File: "f", Text: []byte(c.text), Line: 2})
		if len(list) > 0 {
			t.Errorf("Parse(%q):\n%s", c.text, show(list))
			continue
		}
		if got := show(page.Check("f", v)); got != strings.TrimPrefix(c.want, "\n") {
			t.Errorf("Check of %q:\n%swant%s", c.text, got, c.want)
		}
	}
}

func TestCheckNil(t *testing.T) {
	if list := page.Check("f", nil); list != nil {
		t.Errorf("Check(nil) = %v, want none", list)
	}
}

func TestAccessors(t *testing.T) {
	v, _ := Parse(Source{Text: []byte("a: b\nn:\nl: [x, ~, y]\nm: {k: v}\nt: Yes\nf: false\nnum: -36.25")})
	var none *Value
	tests := []struct{ got, want any }{
		{v.Get("a").Str(), "b"},
		{v.Get("n"), none},
		{v.Get("zz"), none},
		{none.Get("a").Get("b"), none},
		{v.Get("a").Get("b"), none},
		{v.Get("m").Get("k").Str(), "v"},
		{v.Get("l").Str() + v.Get("m").Str() + none.Str(), ""},
		{len(v.Get("l").List()), 2},
		{v.Get("l").List()[1].Str(), "y"},
		{v.Get("a").List()[0].Str(), "b"},
		{v.Get("m").List()[0].Get("k").Str(), "v"},
		{len(none.List()), 0},
		{len(v.Entries[1].Value.List()), 0},
		{v.Get("t").Bool(), true},
		{v.Get("f").Bool(), false},
		{v.Get("l").Bool(), false},
		{none.Bool(), false},
		{v.Get("m").Get("k").Pos("f").String(), "f:4:8"},
		{v.Entries[3].Pos("f").String(), "f:4:1"},
		{none.Pos("f").String(), "f"},
		{fmt.Sprintf("%v %v %v %v", v.Get("l").Free(), v.Get("m").Free(), v.Get("a").Free(), none.Free()), "[x <nil> y] map[k:v] b <nil>"},
	}
	for i, c := range tests {
		if c.got != c.want {
			t.Errorf("accessor %d: got %v, want %v", i, c.got, c.want)
		}
	}
	if f, ok := v.Get("num").Float(); f != -36.25 || !ok {
		t.Errorf("Float of -36.25 = %g, %t", f, ok)
	}
}

func TestFloat(t *testing.T) {
	for _, s := range []string{"0", "36", "-36.2", "+1.50", "010", "-0.0"} {
		if _, ok := (&Value{Kind: Scalar, Text: s}).Float(); !ok {
			t.Errorf("%q is not a number, want one", s)
		}
	}
	huge := strings.Repeat("9", 400)
	for _, s := range []string{"", "-", "+-1", "-+1", ".5", "5.", "1e3", "inf", "NaN", "0x1F", "1_000", "1 000", "36,2", "٣٦", huge} {
		if f, ok := (&Value{Kind: Scalar, Text: s}).Float(); ok {
			t.Errorf("%q is the number %g, want none", s, f)
		}
	}
}

func TestLanguage(t *testing.T) {
	for _, s := range []string{"en", "ar", "pt-BR", "zh-Hant", "de-CH-1996"} {
		if problem, _ := Language.Check(s); problem != "" {
			t.Errorf("%q: %s", s, problem)
		}
	}
	for _, s := range []string{"", "English", "e", "pt_BR", "en-"} {
		want := fmt.Sprintf("%q is not a language tag", s)
		if problem, hint := Language.Check(s); problem != want || hint == "" {
			t.Errorf("%q: %q, want %q and a hint", s, problem, want)
		}
	}
}
