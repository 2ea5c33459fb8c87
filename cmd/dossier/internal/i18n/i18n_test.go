package i18n

import (
	"html"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/cmd/dossier/internal/diag"
)

// english is a small reference for tests.
const english = `
title: Title
hello: "Hello {0}, from {1}"
pattern: "{year} BC"
apples: {one: "{n} apple for {0}", other: "{n} apples for {0}"}
days: [Mon, Tue]
`

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys["i18n/"+name+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func mustLoad(t *testing.T, lang string, files map[string]string) *Words {
	t.Helper()
	w, list := Load(lang, folder(files))
	if len(list) > 0 {
		t.Fatal(list)
	}
	return w
}

func TestTexts(t *testing.T) {
	w := mustLoad(t, "en", map[string]string{"en": english})
	for _, tt := range []struct{ got, want string }{
		{w.T("title"), "Title"},
		{w.T("hello", "Ann", "Bob"), "Hello Ann, from Bob"},
		{w.T("hello", "{1}", "{0}{n}"), "Hello {1}, from {0}{n}"}, // arguments are not read again
		{w.T("hello", "Ann"), "Hello Ann, from {1}"},
		{w.T("pattern", "x"), "{year} BC"},
		{w.N("apples", 1, "Ann"), "1 apple for Ann"},
		{w.N("apples", 0, "Ann"), "0 apples for Ann"},
		{w.N("apples", 12_345_678, "Ann"), "12345678 apples for Ann"},
		{w.T("nothing"), "nothing"},
		{w.N("nothing", 1), "nothing"},
		{w.T("days"), "days"},
		{strings.Join(w.List("days"), " "), "Mon Tue"},
		{strings.Join(w.List("title"), " "), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
	if !w.Has("days") || w.Has("day") {
		t.Error("Has is wrong")
	}
}

func TestPlurals(t *testing.T) {
	forms := `apples: {zero: z, one: o, two: t, few: f, many: m, other: x}`
	for lang, want := range map[string]string{
		"en":    "x o x x x x x x x",
		"fr":    "o o x x x x x x x",
		"ar":    "z o t f f m m x x",
		"ru":    "m o f f m m o m m",
		"ja":    "x x x x x x x x x",
		"fr-CA": "o o x x x x x x x",
	} {
		w, _ := Load(lang, folder(map[string]string{"en": `apples: {one: o, other: x}`, lang: forms}))
		var got []string
		for _, n := range []int{0, 1, 2, 3, 5, 11, 21, 100, 200} {
			got = append(got, w.N("apples", n))
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s: got %s, want %s", lang, g, want)
		}
	}
}

// TestFallback holds every key to its language: the forms of a language that
// lacks the key are those of English, by its rules.
func TestFallback(t *testing.T) {
	own := folder(map[string]string{"en": "title: Ours\nmine: Mine\n", "ar": "mine: لنا\n"})
	defaults := folder(map[string]string{
		"en": english, "ar": "title: عنوان\nhello: مرحبا {0}\ndays: [a, b]\n", "ar-SY": "days: [c, d]\n",
	})
	for _, tt := range []struct{ lang, want string }{
		{"en", "Ours Mine Hello A, from B 0 apples for C [Mon Tue]"},
		{"en-GB", "Ours Mine Hello A, from B 0 apples for C [Mon Tue]"},
		{"ar", "عنوان لنا مرحبا A 0 apples for C [a b]"},
		{"ar-sy", "عنوان لنا مرحبا A 0 apples for C [c d]"},
		{"ar-EG-x-news", "عنوان لنا مرحبا A 0 apples for C [a b]"},
		{"fa", "Ours Mine Hello A, from B 0 apples for C [Mon Tue]"},
	} {
		w, _ := Load(tt.lang, own, nil, defaults)
		got := strings.Join([]string{w.T("title"), w.T("mine"), w.T("hello", "A", "B"), w.N("apples", 0, "C"), "[" + strings.Join(w.List("days"), " ") + "]"}, " ")
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.lang, got, tt.want)
		}
	}
}

func TestProblems(t *testing.T) {
	for _, tt := range []struct {
		lang, text string
		want       string // "" for none
	}{
		{"ru", "title: Т\nhello: \"{0} {1}\"\npattern: \"{year}\"\napples: x\ndays: [а, б]\n", ""},
		{"fa", "", `dossier.yaml: warning: there are no words for language "fa", so the interface is in English`},
		{"fa-AF", "", `dossier.yaml: warning: there are no words for language "fa-AF", so the interface is in English`},
		{"../x", "", `dossier.yaml: warning: there are no words for language "../x", so the interface is in English`},
		{"ru", "title: T\n", `layouts/i18n/ru.yaml: warning: words are missing: 4 of 5`},
		{"en", "titel: T\n", ""}, // a dossier may have words of its own
		{"ru", "titel: T\n", `layouts/i18n/ru.yaml:1:1: warning: there is no English word "titel", so nothing uses this one`},
		{"ru", "title: [T]\n", `layouts/i18n/ru.yaml:1:8: error: "title" is a text, not a list of texts`},
		{"ru", "title: {other: T}\n", `layouts/i18n/ru.yaml:1:8: error: "title" is a text, not a text for each plural category`},
		{"ru", "title:\n", `layouts/i18n/ru.yaml:1:1: error: "title" has no text`},
		{"ru", "hello: \"{2}\"\n", `layouts/i18n/ru.yaml:1:8: error: "hello" has no placeholder "{2}"`},
		{"ru", "pattern: \"{yaer}\"\n", `layouts/i18n/ru.yaml:1:10: error: "pattern" has no placeholder "{yaer}"`},
		{"ru", "days: [a]\n", `layouts/i18n/ru.yaml:1:7: error: "days" has 2 texts, not 1`},
		{"ru", "days: [a, [b]]\n", `layouts/i18n/ru.yaml:1:11: error: an item of "days" is not a text`},
		{"ru", "apples: {one: a, few: b, many: c}\n", `layouts/i18n/ru.yaml:1:9: error: "apples" has no text for the category other`},
		{"ru", "apples: {one: a, few: b, other: c}\n", `layouts/i18n/ru.yaml:1:1: warning: "apples" has no text for the category many`},
		{"ru", "apples: {some: a, other: b}\n", `layouts/i18n/ru.yaml:1:10: error: "some" is not a plural category`},
		{"ru", "apples: {one: [a], other: b}\n", `layouts/i18n/ru.yaml:1:15: error: "one" of "apples" is not a text`},
		{"ru", "apples: {one: \"{1}\", few: a, many: a, other: b}\n", `layouts/i18n/ru.yaml:1:9: error: "apples" has no placeholder "{1}"`},
		{"ru", "title: [\n", `layouts/i18n/ru.yaml:1`},
		{"en", "hello: {other: x}\n", `layouts/i18n/en.yaml:1:8: error: "hello" is a text, not a text for each plural category`},
	} {
		files := map[string]string{tt.lang: tt.text}
		if tt.text == "" {
			files = nil
		}
		w, list := Load(tt.lang, folder(files), folder(map[string]string{"en": english}))
		found := slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return strings.HasPrefix(d.String(), tt.want) })
		if tt.want == "" && len(list) > 0 || !found && tt.want != "" {
			t.Errorf("%s %q: want %s, got %v", tt.lang, tt.text, tt.want, list)
		}
		for _, d := range list {
			if d.Hint == "" && d.Severity == diag.Warning {
				t.Errorf("%s: no hint", d)
			}
		}
		for _, key := range []string{"title", "hello", "pattern", "apples", "days"} {
			if !w.Has(key) { // whatever is wrong, nothing is missing
				t.Errorf("%s %q: no %q", tt.lang, tt.text, key)
			}
		}
	}
}

func TestCheck(t *testing.T) {
	w := mustLoad(t, "en", map[string]string{"en": english})
	for _, tt := range []struct {
		key     string
		counted bool
		args    int
		want    string
	}{
		{"title", false, 0, ""},
		{"hello", false, 2, ""},
		{"apples", true, 1, ""},
		{"titel", false, 0, `no word "titel" in layouts/i18n/en.yaml; did you mean "title"?`},
		{"zzzzz", false, 0, `no word "zzzzz" in layouts/i18n/en.yaml`},
		{"hello", false, 1, `the word "hello" takes 2 arguments, not 1`},
		{"hello", true, 2, `the word "hello" has no plural, use T`},
		{"apples", false, 1, `the word "apples" has a plural, use TN and give the count`},
		{"days", false, 0, `the word "days" is a list, which layouts cannot use`},
	} {
		got := ""
		if err := w.Check(tt.key, tt.counted, tt.args); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.key, got, tt.want)
		}
	}
	// The number of arguments is that of English, also where a language needs fewer.
	ru, _ := Load("ru", folder(map[string]string{"en": english, "ru": "hello: Привет\n"}))
	if err := ru.Check("hello", false, 2); err != nil {
		t.Error(err)
	}
}

func TestMap(t *testing.T) {
	w := mustLoad(t, "en", map[string]string{"en": `{a: "<{0}>", n: {one: "<", other: ">"}, l: ["&"]}`})
	e := w.Map(html.EscapeString)
	if got := e.T("a", "<b>") + e.N("n", 1) + e.N("n", 2) + e.List("l")[0]; got != "&lt;<b>&gt;&lt;&gt;&amp;" {
		t.Error("escaped:", got)
	}
	if got := w.T("a", "<b>") + w.List("l")[0]; got != "<<b>>&" {
		t.Error("the words themselves changed:", got)
	}
}

func BenchmarkN(b *testing.B) {
	w, _ := Load("ru", folder(map[string]string{"en": english, "ru": "apples: {one: \"{n} яблоко\", few: \"{n} яблока\", many: \"{n} яблок\", other: \"{n} яблока\"}\n"}))
	b.ReportAllocs()
	for b.Loop() {
		w.N("apples", 12)
	}
}
