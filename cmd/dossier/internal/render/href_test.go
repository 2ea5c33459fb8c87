package render

import "testing"

func TestRel(t *testing.T) {
	for _, tt := range []struct {
		from, to, fragment string
		files              bool
		want               string
	}{
		{"", "", "", false, "./"},
		{"", "", "", true, "index.html"},
		{"", "", "timeline", false, "./#timeline"},
		{"", "people/", "", false, "people/"},
		{"", "people/anna/", "", true, "people/anna/index.html"},
		{"404.html", "people/anna/", "", false, "people/anna/"},
		{"people/anna/", "", "", false, "../../"},
		{"people/anna/", "", "", true, "../../index.html"},
		{"people/anna/", "people/anna/", "", false, "../../people/anna/"},
		{"people/anna/", "articles/one/", "s-1", false, "../../articles/one/#s-1"},
		{"people/anna/", "articles/one/", "s-1", true, "../../articles/one/index.html#s-1"},
		{"people/anna/", "articles/one.png", "", true, "../../articles/one.png"},
		{"a/b/c/d/", "feed.xml", "", false, "../../../../feed.xml"},
		{"old.html", "people/anna/", "", false, "people/anna/"},
		{"x/old.html", "people/anna/", "", false, "../people/anna/"},
		{"", "places/حلب/", "", false, "places/%D8%AD%D9%84%D8%A8/"},
		{"places/حلب/", "places/حلب/", "قسم", false, "../../places/%D8%AD%D9%84%D8%A8/#%D9%82%D8%B3%D9%85"},
		{"", "a:b.png", "", false, "a%3Ab.png"},
		{"", "a b%20&\"'?#.png", "", false, "a%20b%2520%26%22%27%3F%23.png"},
	} {
		if got := baseOf(tt.from, tt.files).rel(tt.to, tt.fragment); got != tt.want {
			t.Errorf("from %q to %q#%s = %q, want %q", tt.from, tt.to, tt.fragment, got, tt.want)
		}
	}
}

func TestSafeAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org/": "https://example.org/",
		"HTTP://example.org/":  "HTTP://example.org/",
		"mailto:a@example.org": "mailto:a@example.org",
		"../a/":                "../a/",
		"./a:b":                "./a:b",
		"#a:b":                 "#a:b",
		"javascript:alert(1)":  "#",
		"JavaScript:alert(1)":  "#",
		" javascript:alert(1)": "#",
		"data:text/html,x":     "#",
		"":                     "",
	} {
		if got := safeAddress(in); got != want {
			t.Errorf("safeAddress(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDirection(t *testing.T) {
	for tag, want := range map[string]string{
		"": "ltr", "en": "ltr", "ar": "rtl", "AR-sy": "rtl", "he": "rtl", "fa-IR": "rtl", "ur": "rtl",
		"ar-Latn": "ltr", "az-Arab": "rtl", "ku-Arab-IQ": "rtl", "de-1996": "ltr", "ar-1996": "rtl", "zh-Hant": "ltr",
	} {
		if got := direction(tag); got != want {
			t.Errorf("direction(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestSymbol(t *testing.T) {
	for of, want := range []string{"", "m", "a2 b2", "a2 m b2", "a2 a1 b1 b2", "a2 a1 m b1 b2", "a2 a1 a0 b0 b1 b2",
		"a2 a1 a0 m b0 b1 b2", "a2 a1 a0 m m b0 b1 b2"} {
		got := ""
		for i := range of {
			got += " " + symbol(i, of)
		}
		if want != "" && got != " "+want || want == "" && got != "" {
			t.Errorf("of %d:%s, want %s", of, got, want)
		}
	}
	if got := symbol(9, 3) + symbol(-1, 3); got != "mm" {
		t.Errorf("beyond the scale: %q", got)
	}
}

func TestKindLabel(t *testing.T) {
	o := &Output{words: english(t)}
	for in, want := range map[string]string{
		"state-media": "state media", "un-document": "UN document", "ngo": "NGO", "ngo-report": "NGO report",
		"working-lunch": "working lunch", "other": "other", "": "",
	} {
		if got := o.kindLabel(in); got != want {
			t.Errorf("kindLabel(%q) = %q, want %q", in, got, want)
		}
	}
}
