package site

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
)

func TestPermalinks(t *testing.T) {
	for _, c := range []struct{ file, slug, want string }{
		{"people/anna-berg.md", "", "people/anna-berg/"},
		{"people/anna-berg/index.md", "", "people/anna-berg/"},
		{"people/2031/anna-berg.md", "", "people/anna-berg/"},
		{"people/Anna Berg.md", "", "people/anna-berg/"},
		{"people/Ру́сский.md", "", "people/ру́сский/"},
		{"people/Zoe\u0308.md", "", "people/zoë/"},
		{"people/安娜.md", "", "people/安娜/"},
		{"people/con.md", "", "people/con-page/"},
		{"people/a.b.md", "", "people/a-b/"},
		{"people/—.md", "anna", "people/anna/"},
		{"people/x.md", "anna", "people/anna/"},
		{"about.md", "", "about/"},
		{"notes/My Folder/x.md", "", "notes/my-folder/x/"},
		{"My Notes/_index.md", "", "my-notes/"},
		{"people/_index.md", "", "people/"},
		{"_index.md", "", ""},
	} {
		front := "title: T\n"
		if c.slug != "" {
			front += "slug: " + c.slug + "\n"
		}
		s, list := build(t, "-- "+c.file+" --\n"+front, Options{})
		wantMessages(t, list)
		for _, p := range s.Pages {
			if p.Source != nil {
				equal(t, c.file, p.Path, c.want)
			}
		}
	}
}

// TestAddresses gives several pages to a site and compares the messages.
func TestAddresses(t *testing.T) {
	const rename = " | rename one of the files, or give one of them a slug"
	for name, c := range map[string]struct {
		archive string
		want    []string
	}{
		"two files": {"-- people/a/x.md --\ntitle: X\n-- people/b/x.md --\ntitle: Y\n", []string{
			"people/b/x.md:2:8: error: 2 pages have the address /people/x/: content/people/a/x.md, content/people/b/x.md" + rename}},
		"two ids with two addresses": {"-- people/a/x.md --\ntitle: X\n-- people/b/x.md --\ntitle: Y\nslug: y\n", []string{
			`people/b/x.md:2:8: error: 2 pages have the id "people/x": content/people/a/x.md, content/people/b/x.md | rename one of the files`}},
		"case": {"-- people/Anna.md --\ntitle: X\n-- people/anna.md --\ntitle: Y\n", []string{
			"people/anna.md:2:8: error: 2 pages have the address /people/anna/: content/people/Anna.md, content/people/anna.md" + rename}},
		"case of ids": {"-- people/Anna.md --\ntitle: X\n-- people/anna.md --\ntitle: Y\nslug: anne\n", []string{
			`people/anna.md:2:8: error: 2 pages have the id "people/anna": content/people/Anna.md, content/people/anna.md | rename one of the files`}},
		"Unicode form": {"-- people/zoe\u0308.md --\ntitle: X\n-- people/zo\u00eb.md --\ntitle: Y\n", []string{
			"people/zo\u00eb.md:2:8: error: 2 pages have the address /people/zo\u00eb/: content/people/zoe\u0308.md, content/people/zo\u00eb.md" + rename}},
		"folded case": {"-- people/νίκος.md --\ntitle: X\n-- people/νίκοσ.md --\ntitle: Y\n", []string{
			"people/νίκοσ.md:2:8: error: 2 pages have the address /people/νίκοσ/: content/people/νίκος.md, content/people/νίκοσ.md" + rename}},
		"slug": {"-- people/x.md --\ntitle: X\nslug: y\n-- people/y.md --\ntitle: Y\n-- people/z.md --\ntitle: Z\nslug: y\n", []string{
			"people/z.md:2:8: error: 3 pages have the address /people/y/: content/people/x.md, content/people/y.md, content/people/z.md" + rename}},
		"alias of a page": {"-- people/x.md --\ntitle: X\naliases: [/people/Y/]\n-- people/y.md --\ntitle: Y\n", []string{
			"people/y.md:2:8: error: 2 pages have the address /people/y/: an alias of content/people/x.md, content/people/y.md | take the alias out, or give another one"}},
		"alias of a file": {"-- people/x.md --\ntitle: X\naliases: [/people/y/index.html]\n-- people/y.md --\ntitle: Y\n", []string{
			"people/y.md:2:8: error: 2 pages have the address /people/y/: an alias of content/people/x.md, content/people/y.md | take the alias out, or give another one"}},
		"two aliases": {"-- people/x.md --\ntitle: X\naliases: [/old/, /old.html]\n-- people/y.md --\ntitle: Y\naliases: [old]\n", []string{
			"people/y.md:3:11: error: 2 pages have the address /old/: an alias of content/people/x.md, an alias of content/people/y.md | take the alias out, or give another one"}},
		"alias of itself": {"-- people/x.md --\ntitle: X\naliases: [/people/x/, /people/X]\n", []string{
			`people/x.md:3:11: error: the alias "/people/x/" is the address of the page itself | take it out`,
			`people/x.md:3:23: error: the alias "/people/X" is the address of the page itself | take it out`}},
		"page in the place of a list": {"-- people/index.md --\ntitle: X\n-- people/y.md --\ntitle: Y\n", []string{
			"people/index.md:2:8: error: 2 pages have the address /people/: the list People, content/people/index.md | the text over a list is written in _index.md; any other page needs another name"}},
		"page in the place of a tag": {"-- tags/noise.md --\ntitle: X\n-- people/y.md --\ntitle: Y\ntags: [Noise]\n", []string{
			"tags/noise.md:2:8: error: 2 pages have the address /tags/noise/: the tag Noise, content/tags/noise.md | the text over a list is written in _index.md; any other page needs another name"}},
		"stub in the place of a slug": {"-- people/x.md --\ntitle: X\nslug: tom-reed\n-- articles/y.md --\ntitle: Y\ndate: 2031\npeople: [Tom Reed]\n", []string{
			"people/x.md:2:8: error: 2 pages have the address /people/tom-reed/: the person Tom Reed, content/people/x.md" + rename}},
		"addresses of dossier": {"-- search.md --\ntitle: X\n-- timeline/2031.md --\ntitle: X\n-- positions/shifts.md --\ntitle: S\nquestion: Q\nstances: {a: A, b: B}\n-- data/_index.md --\ntitle: D\n-- people/x.md --\ntitle: X\naliases: [feed.xml, /assets/x.css]\n", []string{
			"data/_index.md:2:8: error: the address /data/ belongs to dossier itself, not to content/data/_index.md | rename the folder",
			"people/x.md:3:11: error: the address /feed.xml belongs to dossier itself, not to an alias of content/people/x.md | take the alias out",
			"people/x.md:3:21: error: the address /assets/ belongs to dossier itself, not to an alias of content/people/x.md | take the alias out",
			"positions/shifts.md:2:8: error: the address /positions/shifts/ belongs to dossier itself, not to content/positions/shifts.md | give the page another slug",
			"search.md:2:8: error: the address /search/ belongs to dossier itself, not to content/search.md | give the page another slug",
			"timeline/2031.md:2:8: error: the address /timeline/ belongs to dossier itself, not to content/timeline/2031.md | give the page another slug"}},
		"no address": {"-- people/—.md --\ntitle: X\n-- people/😀.md --\ntitle: Y\n-- notes/…/x.md --\ntitle: Z\n-- ••/_index.md --\ntitle: Dots\n-- ••/y.md --\ntitle: Y\n", []string{
			`notes/…/x.md:2:8: error: no address can be made from the folder of "x" | give the folder a name with a letter or a digit`,
			`people/—.md:2:8: error: no address can be made from the file name "—" | give it one: slug: example`,
			`people/😀.md:2:8: error: no address can be made from the file name "😀" | give it one: slug: example`,
			`••/_index.md:2:8: error: no address can be made from the folder of "••" | give the folder a name with a letter or a digit`,
			`••/y.md:2:8: error: no address can be made from the folder of "y" | give the folder a name with a letter or a digit`}},
		"slug of a list": {"-- notes/_index.md --\ntitle: X\nslug: y\n", []string{
			"notes/_index.md:3:7: warning: the address of a list is that of its folder, slug is left out | rename the folder instead"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, list := build(t, c.archive, Options{})
			wantMessages(t, list, c.want...)
		})
	}
}

func TestRedirects(t *testing.T) {
	s, list := build(t, "-- people/x.md --\ntitle: X\naliases: [/old/x/, /old/y, z.html, /v1.0/]\n", Options{})
	wantMessages(t, list)
	var got []string
	for _, r := range s.Redirects {
		got = append(got, r.From+" "+r.To.Path)
	}
	equal(t, "redirects", strings.Join(got, ", "), "old/x/ people/x/, old/y/ people/x/, v1.0/ people/x/, z.html people/x/")
}

// FuzzPermalink makes pages of a file name, a slug and an alias. Whatever they
// are, every address is a valid path in the section's folder, and a page whose
// file has the name of the address has that address.
func FuzzPermalink(f *testing.F) {
	f.Add("people", "anna-berg", "", "")
	f.Add("notes", "Ру́сский Zoe\u0308", "../../etc/passwd", "/../x")
	f.Add("people", "..", "..", "//host/x")
	f.Add("a/—/b", "CON", "C:\\x", "a//b/")
	f.Add("", "%2e%2e", "a/../b", ".")
	f.Add("people", "\xff\x00", "\n", "index.html")
	f.Add("positions", "😀", strings.Repeat("é", 300), "/")
	f.Fuzz(func(t *testing.T, folder, name, slug, alias string) {
		set, _ := content.Load(fstest.MapFS{"content/x.md": &fstest.MapFile{Data: []byte("---\ntitle: X\n---\n")}}, content.Options{})
		c := *set.Pages[0]
		dir := path.Clean("/" + folder)[1:]
		c.Dir, c.ID = dir, name
		c.Slug, c.Aliases = content.Text{Value: slug, Line: 3, Col: 1}, []content.Text{{Value: alias, Line: 4, Col: 1}}
		site, list := Build(&config.Config{Language: "en"}, &content.Set{Pages: []*content.Page{&c}}, Options{})
		for _, p := range site.Pages {
			if p.Path != "" && !fs.ValidPath(strings.TrimSuffix(p.Path, "/")) || strings.Contains(p.Path, "..") || strings.Contains(p.Path, `\`) {
				t.Errorf("address %q of %q in %q with slug %q", p.Path, name, folder, slug)
			}
			if p.Source == nil || list.HasErrors() {
				continue
			}
			again := c
			again.Slug, again.Aliases = content.Text{}, nil
			again.Dir, again.ID = strings.TrimSuffix(path.Dir(strings.TrimSuffix(p.Path, "/")), "."), path.Base(p.Path)
			second, _ := Build(&config.Config{Language: "en"}, &content.Set{Pages: []*content.Page{&again}}, Options{})
			for _, q := range second.Pages {
				if q.Source != nil && q.Path != p.Path {
					t.Errorf("%q becomes %q", p.Path, q.Path)
				}
			}
		}
		for _, r := range site.Redirects {
			if !fs.ValidPath(strings.TrimSuffix(r.From, "/")) {
				t.Errorf("alias %q is at %q", alias, r.From)
			}
		}
	})
}
