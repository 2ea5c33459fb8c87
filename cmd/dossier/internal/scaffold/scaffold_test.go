package scaffold

import (
	"bytes"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/cmd/dossier/internal/content"
)

var kinds = append([]content.Type{content.Plain}, content.Types[:]...)

func load(t *testing.T, files ...File) (*content.Set, string) {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range files {
		fsys[f.Path] = &fstest.MapFile{Data: f.Text}
	}
	set, list := content.Load(fsys, content.Options{})
	var b strings.Builder
	for _, d := range list {
		b.WriteString(d.String() + "\n")
	}
	return set, b.String()
}

// What is made is accepted, with the title as it was given.
func TestPageIsAccepted(t *testing.T) {
	for _, kind := range kinds {
		for _, title := range []string{"Jane Doe", `no: "1984" \ #1 'x'`, "سلمى الحداد", "- [x]", "yes"} {
			f, err := Page(kind, title, "2031-02-03")
			if err != nil {
				t.Fatal(err)
			}
			set, problems := load(t, f)
			if problems != "" {
				t.Errorf("%s:\n%s\n%s", f.Path, problems, f.Text)
				continue
			}
			if got := set.Pages[0]; got.Title.Value != title || got.Type != kind {
				t.Errorf("%s: read as the %s %q, want the %s %q", f.Path, got.Type, got.Title.Value, kind, title)
			}
		}
	}
}

// Every key of a type is there, with its explanation, once; and what is left
// when all signs are taken away is YAML with known keys only.
func TestPageShowsEveryKey(t *testing.T) {
	for _, kind := range kinds {
		f, err := Page(kind, "X", "2031-02-03")
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range content.Schema(kind).Keys {
			shown := regexp.MustCompile(`(?m)^(# )?` + k.Name + `:.*# ` + regexp.QuoteMeta(k.Doc))
			if n := len(shown.FindAll(f.Text, -1)); n != 1 {
				t.Errorf("%s: %s is shown %d times", kind, k.Name, n)
			}
		}
		f.Text = bytes.ReplaceAll(f.Text, []byte("# Take the # away from what you need.\n"), nil)
		f.Text = regexp.MustCompile(`(?m)^# `).ReplaceAll(f.Text, nil)
		_, problems := load(t, f)
		for line := range strings.Lines(problems) {
			if !strings.Contains(line, "has no value") && !strings.Contains(line, "has no alt") && !strings.Contains(line, "neither id nor title") {
				t.Errorf("%s with every key: %s", kind, line)
			}
		}
	}
}

func TestPageNames(t *testing.T) {
	for _, c := range []struct {
		kind        content.Type
		title, want string
	}{
		{content.Person, "Vitaly Churkin", "content/people/vitaly-churkin.md"},
		{content.Person, "vitaly-churkin", "content/people/vitaly-churkin.md"},
		{content.Article, "Council splits!", "content/articles/2031-02-03-council-splits.md"},
		{content.Plain, "About us", "content/about-us.md"},
		{content.Place, "حلب", "content/places/حلب.md"},
		{content.Event, "CON", "content/events/con-page.md"},
	} {
		f, err := Page(c.kind, c.title, "2031-02-03")
		if err != nil || f.Path != c.want {
			t.Errorf("%s %q: got %s, %v, want %s", c.kind, c.title, f.Path, err, c.want)
		}
	}
	if _, err := Page(content.Person, "—!", "2031-02-03"); err == nil {
		t.Error("a title without a letter makes a file name")
	}
}

func TestLayout(t *testing.T) {
	defaults := fstest.MapFS{"person.html": {Data: []byte("default")}, "partials/foot.html": {Data: []byte("foot")}, "assets/site.css/00-a.css": {Data: []byte("a{}")}}
	for name, want := range map[string]string{
		"person":                   "layouts/person.html default",
		"person.html":              "layouts/person.html default",
		"partials/foot":            "layouts/partials/foot.html foot",
		"assets/site.css/00-a.css": "layouts/assets/site.css/00-a.css a{}",
		"wide":                     "layouts/wide.html " + newLayout,
	} {
		f, err := Layout(defaults, name)
		if got := f.Path + " " + string(f.Text); err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, want)
		}
	}
	for _, name := range []string{"", "../x", "Wide", "a/b", "/etc/passwd"} {
		if f, err := Layout(defaults, name); err == nil {
			t.Errorf("%q makes %s", name, f.Path)
		}
	}
}

func TestSiteHasNoStrayFiles(t *testing.T) {
	for _, f := range Site(`A "title" #1`) {
		if !fs.ValidPath(f.Path) || len(f.Text) == 0 {
			t.Errorf("%q", f.Path)
		}
		if f.Path == "dossier.yaml" && !bytes.Contains(f.Text, []byte(`title: "A \"title\" #1"`)) {
			t.Errorf("%s", f.Text)
		}
	}
}
