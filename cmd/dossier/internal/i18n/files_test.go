package i18n

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/feature/plural"

	"dossier/layouts"
)

// TestFiles holds the files of the program to the English one: the same keys
// and kinds, a text for every plural category that the language needs, and the
// same placeholders.
func TestFiles(t *testing.T) {
	english, list := Load("en", layouts.FS)
	if len(list) > 0 {
		t.Fatal(list)
	}
	files, err := fs.Glob(layouts.FS, "i18n/*.yaml")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		lang := strings.TrimSuffix(path.Base(file), ".yaml")
		w, list := Load(lang, layouts.FS)
		for _, d := range list {
			t.Errorf("%s\n\t%s", d, d.Hint)
		}
		for _, key := range english.Keys() {
			want := placeholders(english.messages[key].forms[plural.Other])
			if got := placeholders(w.messages[key].forms[plural.Other]); !slices.Equal(got, want) {
				t.Errorf("%s: %s has the placeholders %q, want %q", file, key, got, want)
			}
		}
	}
}

// TestForms counts in the languages of the program.
func TestForms(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "0 articles, 1 article, 2 articles, 5 articles, 11 articles, 21 articles, 100 articles",
		"fr": "0 article, 1 article, 2 articles, 5 articles, 11 articles, 21 articles, 100 articles",
		"ru": "0 статей, 1 статья, 2 статьи, 5 статей, 11 статей, 21 статья, 100 статей",
		"ar": "لا مقالات, مقال واحد, مقالان, 5 مقالات, 11 مقالًا, 21 مقالًا, 100 مقال",
	} {
		w, _ := Load(lang, layouts.FS)
		var got []string
		for _, n := range []int{0, 1, 2, 5, 11, 21, 100} {
			got = append(got, w.N("n_articles", n))
		}
		if g := strings.Join(got, ", "); g != want {
			t.Errorf("%s: got %s, want %s", lang, g, want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, lang := range []string{"en", "ar-SY"} {
		b.Run(lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Load(lang, layouts.FS)
			}
		})
	}
}
