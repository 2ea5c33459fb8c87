package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/strictyaml"
)

// compileSchema runs the command and reads what it prints with another
// library's eyes.
func compileSchema(t *testing.T, kind string) *jsonschema.Schema {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"schema", kind, "../.."}, &stdout, &stderr); status != 0 {
		t.Fatalf("schema %s: exit status %d\n%s", kind, status, &stderr)
	}
	doc, err := jsonschema.UnmarshalJSON(&stdout)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(kind+".json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(kind + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plain turns YAML into what a JSON Schema is for.
func plain(v *strictyaml.Value) any {
	switch v.Kind {
	case strictyaml.List:
		out := []any{}
		for _, item := range v.Items {
			out = append(out, plain(item))
		}
		return out
	case strictyaml.Mapping:
		out := map[string]any{}
		for _, e := range v.Entries {
			out[e.Key] = plain(e.Value)
		}
		return out
	case strictyaml.Null:
		return nil
	}
	if !v.Quoted && json.Valid([]byte(v.Text)) {
		var n any // numbers and truth values, as an editor takes them
		_ = json.Unmarshal([]byte(v.Text), &n)
		return n
	}
	return v.Text
}

func parseYAML(t *testing.T, text string) any {
	t.Helper()
	v, list := strictyaml.Parse(strictyaml.Source{File: "x", Text: []byte(text)})
	if list.HasErrors() {
		t.Fatal(list)
	}
	return plain(v)
}

// What a build accepts, the schema accepts: every page of this dossier.
func TestSchemaAcceptsTheDossier(t *testing.T) {
	fsys := dossierFS()
	text, err := fs.ReadFile(fsys, config.File)
	if err != nil {
		t.Fatal(err)
	}
	if err := compileSchema(t, settings).Validate(parseYAML(t, string(text))); err != nil {
		t.Errorf("%s: %v", config.File, err)
	}
	for _, typ := range content.Types {
		schema := compileSchema(t, string(typ))
		files, err := fs.Glob(fsys, "content/"+typ.Section()+"/[^_]*.md")
		if err != nil || len(files) == 0 {
			t.Fatal("no pages of", typ, err)
		}
		for _, name := range files {
			text, err := fs.ReadFile(fsys, name)
			if err != nil {
				t.Fatal(err)
			}
			front := strings.SplitN(string(text), "---\n", 3)[1]
			if err := schema.Validate(parseYAML(t, front)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// What is plainly wrong, an editor marks before a build does.
func TestSchemaRefuses(t *testing.T) {
	for kind, texts := range map[string][]string{
		settings:  {"{}", "title: T\ntitel: T", "title: T\nlinks: neat", "title: T\nmenu: [{page: x}]", "title: [T]"},
		"article": {"title: T", "title: T\ndate: 2031\nsource: {publisher: P, kind: rumour}", "title: T\ndate: 2031\nstatements: [{who: anna}]"},
		"place":   {"title: T\nlat: north"},
	} {
		schema := compileSchema(t, kind)
		for _, text := range texts {
			if err := schema.Validate(parseYAML(t, text)); err == nil {
				t.Errorf("%s: accepted:\n%s", kind, text)
			}
		}
	}
	article := compileSchema(t, "article")
	for _, text := range []string{
		"title: 1984\ndate: 2031\nlayout: ~\ntags: one", "title: T\ndate: 2031-01\npeople: [Somebody New, null]", "title: no\ndate: 2031\nnolink: true",
	} {
		if err := article.Validate(parseYAML(t, text)); err != nil {
			t.Errorf("refused: %v\n%s", err, text)
		}
	}
}

// The ids of the dossier are offered where they fit.
func TestSchemaOffersIDs(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"schema", "article", "../.."}, &stdout, &stderr); status != 0 {
		t.Fatal(stderr.String())
	}
	var doc struct {
		Properties map[string]struct{ AnyOf []json.RawMessage }
	}
	if err := json.Unmarshal(stdout.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	offers := func(key, id string) bool {
		return slices.ContainsFunc(doc.Properties[key].AnyOf, func(m json.RawMessage) bool { return bytes.Contains(m, []byte(`"`+id+`"`)) })
	}
	if !offers("people", "john-kerry") || offers("people", "russia") || !offers("organizations", "russia") {
		t.Errorf("people: %.200s", doc.Properties["people"].AnyOf)
	}
}
