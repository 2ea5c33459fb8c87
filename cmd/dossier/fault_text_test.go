package main

import (
	"bytes"
	"encoding/json"
	"html"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/strictyaml"
)

// hostileText would be an element of its own, were it not escaped. What follows
// tells where it stands.
const hostileText = `"'></script><img src=x onerror=alert(1)> `

// meant are the values of keys that must be something for the dossier to be
// read at all; all other texts are hostile. Nil leaves a key out.
var meant = map[string]any{
	"settings.params": nil, "settings.menu.page": nil, "settings.menu.url": "https://example.org/",
	"image.src": "road.svg", "links.url": "https://example.org/", "params": nil, "nolink": nil,
	"article.date": "2024-05-02", "article.events.id": nil, "article.meetings.id": nil,
	"article.statements.who": "mary", "article.statements.position": "bypass", "article.statements.stance": "for", "article.statements.meeting": nil,
	"position.stances":          map[string]any{"for": hostileText + "label", "against": hostileText + "other"},
	"position.shifts":           []any{map[string]any{"who": "mary", "date": "2024-05-02", "note": hostileText + "note"}},
	"event.resolution":          nil, // like article.events.resolution, which needs accounts that differ
	"article.meetings.previous": nil, "meeting.previous": nil, "article.quote_check": "off",
}

// hostileMap fills in every key of a schema. The prefix says whose keys they are.
func hostileMap(prefix string, s *strictyaml.Schema) map[string]any {
	m := map[string]any{}
	for _, k := range s.Keys {
		name := prefix + "." + k.Name
		_, rest, _ := strings.Cut(name, ".")
		v, given := meant[name]
		if !given {
			v, given = meant[rest]
		}
		if !given {
			v = hostileValue(name, k.Type)
		}
		if v != nil {
			m[k.Name] = v
		}
	}
	return m
}

// hostileValue returns what a key may be given, nil if no text will do.
func hostileValue(name string, t strictyaml.Type) any {
	var v any
	switch {
	case t.Form == strictyaml.Map || t.Form == strictyaml.TextOrMap && t.Refers == nil:
		v = hostileMap(name, t.Keys)
	case t.Form == strictyaml.TextOrMap:
		return []any{hostileText + name, hostileMap(name, t.Keys)}
	case t.Form == strictyaml.Table:
		return map[string]any{hostileText + name: hostileText + name + " value"}
	case t.Form == strictyaml.Text && t.Check == nil:
		v = hostileText + name
	default:
		return nil
	}
	if t.List {
		return []any{v}
	}
	return v
}

// hostileDossier is a dossier with hostile text under every key of every type.
func hostileDossier(t *testing.T) fstest.MapFS {
	t.Helper()
	page := func(front map[string]any) *fstest.MapFile {
		text, err := json.Marshal(front) // YAML too
		if err != nil {
			t.Fatal(err)
		}
		text = bytes.ReplaceAll(text, []byte(`\u003c`), []byte("<"))
		text = bytes.ReplaceAll(text, []byte(`\u003e`), []byte(">"))
		return &fstest.MapFile{Data: slices.Concat([]byte("---\n"), text, []byte("\n---\n`"+hostileText+"code` [[mary|"+hostileText+"link]]\n"))}
	}
	settings := page(hostileMap("settings", config.Schema)).Data
	files := fstest.MapFS{
		"dossier.yaml":           {Data: bytes.Split(settings, []byte("\n"))[1]},
		"content/people/mary.md": {Data: []byte("---\ntitle: Mary Lund\n---\n")},
		"content/articles/before.md": {Data: []byte("---\ntitle: Before\ndate: 2024-03-02\nstatements:\n" +
			"  - {who: mary, position: bypass, stance: against}\n---\n")},
	}
	for _, kind := range append(content.Types[:], content.Plain) {
		id := "x"
		if kind == content.Position {
			id = "bypass"
		}
		folder := path.Join("content", kind.Section(), id)
		files[folder+"/index.md"] = page(hostileMap(string(kind), content.Schema(kind)))
		files[folder+"/road.svg"] = &fstest.MapFile{Data: []byte("<svg/>")}
	}
	for name, f := range files { // a second account of all, which differs: they have pages now
		if rest, ok := strings.CutPrefix(name, "content/articles/x/"); ok {
			files["content/articles/y/"+rest] = &fstest.MapFile{Data: bytes.ReplaceAll(f.Data, []byte(` value"`), []byte(` other"`))}
		}
	}
	return files
}

// hostileKey finds what follows hostile text: the key that it stands under.
var hostileKey = regexp.MustCompile(regexp.QuoteMeta(`onerror=alert(1)> `) + `([a-z_.]+)"`)

// TestFaultB3EveryField writes hostile text under every key that takes one, of
// the settings and of every type of page: it is text wherever it is shown.
func TestFaultB3EveryField(t *testing.T) {
	files := hostileDossier(t)
	site := mustBuild(files, buildOptions{baseURL: "https://example.org/"})
	var pages bytes.Buffer
	for name, text := range site {
		switch path.Ext(name) {
		case ".html":
			parsePage(t, name, text)
			pages.Write(text)
		case ".xml":
			checkXML(t, name, text)
		case ".json", ".js":
		default:
			continue // opened as plain text
		}
		if bytes.Contains(text, []byte("<img src=x")) {
			t.Errorf("%s has an element of an author", name)
		}
	}
	for name, f := range files {
		for _, m := range hostileKey.FindAllSubmatch(f.Data, -1) {
			if key := string(m[1]); !bytes.Contains(pages.Bytes(), []byte(html.EscapeString(hostileText+key))) {
				t.Errorf("%s: what %s says is on no page", name, key)
			}
		}
	}
}

// TestFaultB6LayoutIDs makes headings of all ids that layouts use: none gets the
// id, and none is there twice on its page.
func TestFaultB6LayoutIDs(t *testing.T) {
	files := maps.Clone(newDesk(harbour).files)
	used := map[string]bool{}
	for _, p := range parsePages(t, mustBuild(files, buildOptions{})) {
		for id := range p.ids {
			used[id] = true
		}
	}
	delete(used, "the-vote") // the one heading of the dossier
	var text strings.Builder
	for id := range used {
		text.WriteString("## " + id + "\n\n")
	}
	files["content/articles/ids.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Ids\ndate: 2031-05-01\n---\n" + text.String())}
	body := mustBuild(files, buildOptions{})["articles/ids/index.html"]
	parsePage(t, "articles/ids/index.html", body) // says if an id is there twice
	for id := range used {
		if bytes.Contains(body, []byte(`<h2 id="`+id+`">`+id)) {
			t.Errorf("a heading has the id %q, which layouts use", id)
		}
	}
	if len(used) < 10 {
		t.Errorf("only %d ids of layouts: %v", len(used), used)
	}
}
