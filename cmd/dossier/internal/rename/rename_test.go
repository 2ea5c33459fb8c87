package rename

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/site"
)

var oakford = fstest.MapFS{
	"dossier.yaml":     {Data: []byte("title: Oakford\nmenu:\n  - {title: Ida, page: 'people/ida'}\n  - {title: About, page: /about/}\n")},
	"content/about.md": {Data: []byte("---\ntitle: About\n---\n[a](articles/a.md#s-ida-bypass) ![](events/fire/map.svg)\n")},
	"content/articles/a.md": {Data: []byte("\uFEFF---\r\ntitle: A\r\ndate: 2024\r\npeople: [ \"ida\" , Ida Ray]\r\nmeetings:\r\n- 'first'\r\n" +
		"events: [{id: fire}, {title: Flood}]\r\nstatements:\r\n- {who: people/ida, for: greens, position: bypass, stance: for, meeting: first}\r\n---\r\n" +
		"🎉 [[ida]] [[people/ida|x]] [[#s-ida-bypass]]\r\n| [[ida\\|x]] |\r\n|-|\r\n[d][e] <!-- ida -->\r\n\r\n[e]: <../events/fire/index.md>\r\n")},
	"content/articles/b.md":           {Data: []byte("---\ntitle: B\ndate: 2024\n---\n[[a]] [[bypass]] ![](/events/fire/map.svg) [x](/about/)\n")},
	"content/people/ida.md":           {Data: []byte("---\ntitle: Ida Ray\nroles:\n  - title: Mayor\n    organization: greens\n---\n")},
	"content/organizations/greens.md": {Data: []byte("---\ntitle: Greens\n---\n")},
	"content/meetings/first.md":       {Data: []byte("---\ntitle: First\nparticipants: [{who: ida, for: greens}]\nagenda: [bypass, A point]\n---\n")},
	"content/positions/bypass.md":     {Data: []byte("---\ntitle: The bypass\nquestion: Q?\nstances: {for: A, against: B}\n---\n")},
	"content/events/fire/index.md":    {Data: []byte("---\ntitle: Fire\nimage: {src: map.svg, alt: map}\n---\n[up](../../about.md) ![](map.svg) ![](../fire/map.svg)\n")},
	"content/events/fire/map.svg":     {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"/>`)},
}

func build(fsys fs.FS) Build {
	cfg, list := config.Load(fsys)
	if cfg == nil {
		return Build{FS: fsys, Problems: list}
	}
	set, problems := content.Load(fsys, content.Options{})
	list = append(list, problems...)
	s, problems := site.Build(cfg, set, site.Options{Drafts: true})
	return Build{FS: fsys, Site: s, Problems: append(list, problems...)}
}

// TestThereAndBack renames everything and gives it its old id again. All bytes
// are the same then, but for the alias that keeps the address in between.
func TestThereAndBack(t *testing.T) {
	before := build(oakford)
	for key, name := range map[string]string{
		"people/ida": "irma", "organizations/greens": "green-party", "meetings/first": "2024-03-01", "positions/bypass": "ring-road",
		"events/fire": "великий-пожар", "articles/a": "articles/z", "about": "docs/about-us",
	} {
		there, err := ToName(before, before.Site.Find(key), name, build)
		if err != nil {
			t.Errorf("%s: %v", key, err)
			continue
		}
		fsys, err := there.On(oakford)
		if err != nil {
			t.Fatal(err)
		}
		between := build(fsys)
		back, err := ToName(between, between.Site.Find(there.New), key, build)
		if key == "about" { // an id alone leaves a page where it is
			back, err = ToName(between, between.Site.Find(there.New), "content/about.md", build)
		}
		if err != nil {
			t.Errorf("%s: back: %v", key, err)
			continue
		}
		if fsys, err = back.On(fsys); err != nil {
			t.Fatal(err)
		}
		for file, f := range oakford {
			text, err := fs.ReadFile(fsys, file)
			got := strings.Replace(string(text), "aliases: [/"+there.New+"/]\n", "", 1)
			got = strings.Replace(got, "aliases: [/"+there.New+"/]\r\n", "", 1)
			// The path to a picture beside the page has become shorter on the way.
			if short := strings.NewReplacer("../fire/", ""); err != nil || short.Replace(got) != short.Replace(string(f.Data)) {
				t.Errorf("%s: %s is %v\n%q\nwas\n%q", key, file, err, got, f.Data)
			}
		}
	}
}

// TestTried finds that a plan is refused if its build is not as before, whatever
// the reason.
func TestTried(t *testing.T) {
	before := build(oakford)
	for about, spoil := range map[string]func(fs.FS) Build{
		"a new problem": func(fsys fs.FS) Build {
			b := build(fsys)
			b.Problems.Errorf(b.Problems[0].Pos, "another")
			return b
		},
		"everything has gone": func(fs.FS) Build { return build(fstest.MapFS{"dossier.yaml": oakford["dossier.yaml"]}) },
		"no settings":         func(fs.FS) Build { return build(fstest.MapFS{}) },
		"nothing has changed": func(fs.FS) Build { return build(oakford) },
	} {
		plan, err := ToName(before, before.Site.Find("people/ida"), "irma", spoil)
		if _, refused := errors.AsType[*Refused](err); !refused || plan != nil {
			t.Errorf("%s: %v", about, err)
		}
	}
}
