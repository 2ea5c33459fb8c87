package config

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/cmd/dossier/internal/diag"
)

// report shows a list as text, with a line before it so that it can be written
// as a block; File is "f".
func report(list diag.List) string {
	var b strings.Builder
	for _, d := range list.Sorted() {
		fmt.Fprintf(&b, "\nf%s", strings.TrimPrefix(d.String(), File))
		if d.Hint != "" {
			fmt.Fprintf(&b, "\n\thint: %s", strings.ReplaceAll(d.Hint, "\n", "\n\t\t"))
		}
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

func load(text string) (*Config, diag.List) {
	return Load(fstest.MapFS{File: {Data: []byte(text)}})
}

func TestDefaults(t *testing.T) {
	for _, text := range []string{"title: T", "\ufefftitle: \" T \"\r\nlanguage: ~\r\nlimits: {}\r\nmenu: []\r\nparams:\r\n"} {
		c, list := load(text)
		if got := report(list); got != "" {
			t.Errorf("%q:%s", text, got)
		}
		if want := (&Config{Title: "T", Language: "en", Timezone: "UTC"}); !reflect.DeepEqual(c, want) {
			t.Errorf("%q: got %+v, want %+v", text, c, want)
		}
	}
}

func TestEveryKey(t *testing.T) {
	c, list := load(`title: Aleppo
description: One sentence.
base_url: https://example.org/aleppo
language: ar
timezone: Asia/Damascus
license: CC BY 4.0
menu:
  - {title: People, page: people/}
  - title: Elsewhere
    url: https://example.com/
links: files
discussion: mailto:editors@example.org?subject={title}&body={url}
allow_html: true
limits: {front_matter: 100, article: 200, depth: 3, growth: 5, page: 6, seconds: 4}
params: {a: [b, 010], c: {d: no}}
`)
	if got := report(list); got != "" {
		t.Error(got)
	}
	want := &Config{
		Title: "Aleppo", Description: "One sentence.", BaseURL: "https://example.org/aleppo/", Language: "ar", Timezone: "Asia/Damascus",
		License: "CC BY 4.0",
		Menu: []MenuItem{
			{Title: "People", Page: "people/", Line: 8, Col: 5},
			{Title: "Elsewhere", URL: "https://example.com/", Line: 9, Col: 5},
		},
		LinksFiles: true, Discussion: "mailto:editors@example.org?subject={title}&body={url}", AllowHTML: true, AllowHTMLLine: 13,
		Limits: Limits{FrontMatter: 100, Article: 200, Depth: 3, Growth: 5, Page: 6, Seconds: 4},
		Params: map[string]any{"a": []any{"b", "010"}, "c": map[string]any{"d": "no"}},
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
	other := c.WithBaseURL("https://example.net/")
	if other.BaseURL != "https://example.net/" || other.Title != c.Title || c.BaseURL != want.BaseURL {
		t.Errorf("with another base URL: %+v; the first has now %q", other, c.BaseURL)
	}
}

// TestKeys compares the tables with design.md, section 3.
func TestKeys(t *testing.T) {
	want := map[string]string{
		"":       "title description base_url language timezone license menu links discussion allow_html limits params",
		"menu":   "title page url",
		"limits": "front_matter article depth growth page seconds",
	}
	tables := map[string]string{}
	for _, k := range Schema.Keys {
		tables[""] += " " + k.Name
		if k.Doc == "" {
			t.Errorf("%s has no doc", k.Name)
		}
		if k.Type.Keys != nil {
			for _, sub := range k.Type.Keys.Keys {
				tables[k.Name] += " " + sub.Name
				if sub.Doc == "" {
					t.Errorf("%s.%s has no doc", k.Name, sub.Name)
				}
			}
		}
	}
	for name := range tables {
		if got := strings.TrimSpace(tables[name]); got != want[name] {
			t.Errorf("%q: got %s, want %s", name, got, want[name])
		}
	}
	if len(tables) != len(want) {
		t.Errorf("%d tables, want %d", len(tables), len(want))
	}
}

const badCount = " is not a whole number from 1 to 1073741824\n"

var problemTests = []struct{ text, want string }{
	{"", `
f:1:1: error: dossier.yaml needs the key "title"
	hint: write "title: …", the name of the dossier
`},
	{"title: ' '", `
f:1:1: error: "title" has no value
	hint: write "title: …", the name of the dossier
`},
	{"titel: T\nbaseURL: https://example.org\nlicence: CC\ncolour: red", `
f:1:1: error: unknown key "titel"
	hint: did you mean "title"?
f:2:1: error: unknown key "baseURL"
	hint: did you mean "base_url"?
f:3:1: error: unknown key "licence"
	hint: did you mean "license"?
f:4:1: error: unknown key "colour"
	hint: free data goes under params
`},
	{"title: T\n---\ntitle: U", `
f:2:1: error: "---" ends the YAML, only one document is read
	hint: remove the line; if it belongs to a text, indent it
`},
	{"title: T\ntitle: U", `
f:2:1: error: key "title" is already given in line 1
	hint: join the two, or remove one
`},
	{"title: T: U", `
f:1:9: error: a text that contains a colon and a space must be in quotes
	hint: put the text in quotes: title: "T: U"
`},
	{"title = \"T\"", `
f:1:1: error: expected keys and values, such as "title: Aleppo"
	hint: this looks like TOML; in YAML it is "title: Aleppo"
`},
	{"title: \xe9", `
f:1:8: error: byte 0xE9 is not UTF-8
	hint: save the file as UTF-8
`},
	{"\xff\xfet\x00", `
f:1:1: error: the file is UTF-16
	hint: save it as UTF-8
`},
	{"title: T\nlanguage: english_\ntimezone: Damascus\nlinks: short\nallow_html: maybe\nparams: [a]\nmenu: {title: A}", `
f:2:11: error: "english_" is not a language tag
	hint: use a tag of BCP 47: en, ar, ru, pt-BR, zh-Hant
f:3:11: error: "Damascus" is not a time zone
	hint: use a name of the IANA list: Asia/Damascus, Europe/Paris, UTC
f:4:8: error: "links" cannot be "short"
	hint: it is one of "pretty", "files"
f:5:13: error: "allow_html" must be true or false, found the text "maybe"
	hint: write true or false
f:6:9: error: "params" must be a map
	hint: write keys of your own on lines below "params:", indented by two spaces
f:7:7: error: the menu entry "A" needs exactly one of page and url
	hint: give page: for a page of the dossier, url: for an address elsewhere
`},
	{"title: T\nmenu:\n  - {title: A, page: a, url: 'https://b.org'}\n  - {page: a}\n  - people\n  - {title: B, url: 'javascript:alert(1)'}\n" +
		"  - {title: C, url: people/}\n  - {title: D, url: 'mailto:a@b.org'}\n  - {title: E, url: '//b.org'}\n", `
f:3:5: error: the menu entry "A" needs exactly one of page and url
	hint: give page: for a page of the dossier, url: for an address elsewhere
f:4:5: error: a menu entry needs the key "title"
	hint: write "title: …", the words of the entry
f:5:5: error: an item of "menu" must be a map, found the text "people"
	hint: write each item with its keys: {title: …}
f:6:21: error: "javascript:alert(1)" is not an address
	hint: write it in full, as in https://example.org/page; a page of the dossier goes under page:
f:7:21: error: "people/" is not an address
	hint: write it in full, as in https://example.org/page; a page of the dossier goes under page:
f:9:21: error: "//b.org" is not an address
	hint: write it in full, as in https://example.org/page; a page of the dossier goes under page:
`},
	{"title: T\nlimits: {front_matter: 0, article: 1_000, depth: -1, seconds: 10 s, pages: 5}", `
f:2:24: error: "0"` + badCount + `f:2:36: error: "1_000"` + badCount + `f:2:50: error: "-1"` + badCount + `f:2:63: error: "10 s"` + badCount + `f:2:69: error: unknown key "pages"
	hint: did you mean "page"?
`},
	{"title: T\nlimits: {page: 32 MiB, growth: 0.5, colour: 5}", `
f:2:16: error: "32 MiB"` + badCount + `f:2:32: error: "0.5"` + badCount + `f:2:37: error: unknown key "colour"
	hint: the keys of limits are front_matter, article, depth, growth, page, seconds
`},
	{"title: T\nlimits: {article: 1073741824, seconds: 1073741825}", "\nf:2:40: error: \"1073741825\"" + badCount},
}

func TestProblems(t *testing.T) {
	for _, c := range problemTests {
		_, list := load(c.text)
		if got := report(list); got != c.want {
			t.Errorf("%q:\ngot:%s\nwant:%s", c.text, got, c.want)
		}
		for _, d := range list {
			if line := strings.Split(strings.TrimPrefix(c.text, "\ufeff"), "\n")[d.Pos.Line-1]; d.Source != line {
				t.Errorf("%q: %s: the source line is %q", c.text, d, d.Source)
			}
		}
	}
}

// TestWrongValues says that what is wrong reads as not given.
func TestWrongValues(t *testing.T) {
	c, list := load("title: T\nbase_url: example.org\nlimits: {article: -5, depth: x}\n")
	if len(list) != 3 || c.BaseURL != "" || c.Limits != (Limits{}) {
		t.Errorf("base URL %q, limits %+v%s", c.BaseURL, c.Limits, report(list))
	}
}

func TestBaseURL(t *testing.T) {
	tests := []struct{ in, want string }{ // want is "" for an error
		{"https://example.org", "https://example.org/"},
		{"https://example.org/", "https://example.org/"},
		{"http://localhost:8080/a/b", "http://localhost:8080/a/b/"},
		{"https://пример.рф/حلب/", "https://пример.рф/حلب/"},
		{"https://[::1]:80", "https://[::1]:80/"},
		{"", ""}, {"/", ""}, {"example.org", ""}, {"//example.org", ""}, {"ftp://example.org", ""}, {"https://", ""}, {"https://:80", ""},
		{"https:example.org", ""}, {"https://example.org/?", ""}, {"https://example.org/?a=b", ""}, {"https://example.org/#", ""},
		{"https://example.org/a b", ""}, {"https://example.org/\"><script>", ""}, {"https://example.org//", ""},
		{"https://https://example.org/", ""}, {"https://user:secret@example.org/", ""}, {"https://example.org/\n", ""},
		{"javascript:alert(1)", ""}, {"file:///srv/www/", ""}, {" https://example.org/", ""},
	}
	for _, c := range tests {
		got, err := BaseURL(c.in)
		want := fmt.Sprintf("%q is not the address of a site; write it in full, without ? and #: https://example.org/dossier/", c.in)
		if got != c.want || (err == nil) != (c.want != "") || err != nil && err.Error() != want {
			t.Errorf("%q: %q, %v", c.in, got, err)
		}
	}
}

func TestDiscussion(t *testing.T) {
	const neither = "%q is neither an https nor a mailto address"
	const bad = "%q has characters that no address has"
	tests := []struct{ in, want string }{
		{"mailto:a@example.org", ""},
		{"mailto:a@example.org?subject={title}&body={url}", ""},
		{"https://example.org/new?title={title}&u={url}", ""},
		{"https://example.org/{title}", ""},
		{"http://example.org/{url}", neither}, {"example.org", neither}, {"https://", neither}, {"https://{url}", neither},
		{"mailto:", neither}, {"mailto:?subject={title}", neither}, {"javascript:{url}", neither}, {"a@example.org", neither},
		{"https://example.org/{page}", bad}, {"mailto:a@example.org?subject=On {title}", bad}, {"https://example.org/\"{url}", bad},
	}
	for _, c := range tests {
		want := c.want
		if want != "" {
			want = fmt.Sprintf(want, c.in)
		}
		if got, hint := checkDiscussion(c.in); got != want || (hint == "") != (want == "") {
			t.Errorf("%q: got %q, want %q; hint %q", c.in, got, want, hint)
		}
	}
}

func TestTimezone(t *testing.T) {
	for _, s := range []string{"UTC", "Asia/Damascus", "America/Argentina/Buenos_Aires"} {
		if problem, _ := checkTimezone(s); problem != "" {
			t.Errorf("%q: %s", s, problem)
		}
	}
	for _, s := range []string{"", "Local", "localtime", "Damascus", "+02:00", "../UTC", "/etc/localtime"} {
		want := fmt.Sprintf("%q is not a time zone", s)
		if problem, _ := checkTimezone(s); problem != want {
			t.Errorf("%q: got %q, want %q", s, problem, want)
		}
	}
}

func TestFile(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "secret.yaml")
	if err := os.WriteFile(outside, []byte("title: secret"), 0o666); err != nil {
		t.Fatal(err)
	}
	const missing = "\nf: error: there is no dossier.yaml here\n\thint: run dossier in the folder that holds it, or name that folder; the smallest one is a line: title: My dossier\n"
	tests := []struct {
		about string
		make  func(name string) error
		want  string
	}{
		{"missing", func(string) error { return nil }, missing},
		{"a folder", func(name string) error { return os.Mkdir(name, 0o777) }, "\nf: error: it is not a regular file\n"},
		{"a large file", func(name string) error { return os.WriteFile(name, make([]byte, 64<<10+1), 0o666) },
			"\nf: error: the file has 65537 bytes, the limit is 65536\n"},
		{"a link to nothing", func(name string) error { return os.Symlink("other.yaml", name) }, missing},
		{"a link out of the folder", func(name string) error { return os.Symlink(outside, name) },
			"\nf: error: cannot be read: path escapes from parent\n"},
		{"a link inside", func(name string) error {
			if err := os.WriteFile(name+".in", []byte("title: T"), 0o666); err != nil {
				return err
			}
			return os.Symlink(filepath.Base(name)+".in", name)
		}, ""},
	}
	for _, c := range tests {
		dir := t.TempDir()
		if err := c.make(filepath.Join(dir, File)); err != nil {
			t.Fatal(err)
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		cfg, list := Load(root.FS())
		root.Close()
		if got := report(list); got != c.want {
			t.Errorf("%s: got:%s\nwant:%s", c.about, got, c.want)
		}
		if (cfg != nil) != (c.want == "") {
			t.Errorf("%s: config %+v", c.about, cfg)
		}
	}
}

// A broken file system fails when a file is read.
type broken struct{ fstest.MapFS }

func (broken) ReadFile(name string) ([]byte, error) {
	return nil, &fs.PathError{Op: "read", Path: "/home/anna/" + name, Err: fs.ErrPermission}
}

func TestUnreadable(t *testing.T) {
	cfg, list := Load(broken{fstest.MapFS{File: {Data: []byte("title: T")}}})
	if got, want := report(list), "\nf: error: cannot be read: permission denied\n"; got != want || cfg != nil {
		t.Errorf("config %+v, got:%s\nwant:%s", cfg, got, want)
	}
}
