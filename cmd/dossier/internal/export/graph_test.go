package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// compiled returns the schema that is published with the data.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("dossier.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("dossier.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestGraphSchema(t *testing.T) {
	s := compiled(t)
	for name, d := range dossiers() {
		text := d.exporter(t).write(t, "data/dossier.json")
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
			continue
		}
		if err := s.Validate(doc); err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
	// The schema finds what is wrong.
	for _, bad := range []string{`{}`, `[]`, `{"title":1}`} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if s.Validate(doc) == nil {
			t.Errorf("%s passes", bad)
		}
	}
}

// graphOf returns the graph of a dossier as free JSON.
func graphOf(t *testing.T, d dossier) map[string]any {
	t.Helper()
	var g map[string]any
	if err := json.Unmarshal(d.exporter(t).write(t, "data/dossier.json"), &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// Every id that is referred to is there.
func TestGraphIsWhole(t *testing.T) {
	for name, d := range dossiers() {
		g := graphOf(t, d)
		known := map[string]bool{}
		for _, list := range g {
			items, _ := list.([]any)
			for _, item := range items {
				if id, ok := item.(map[string]any)["id"].(string); ok {
					known[id] = true
				}
			}
		}
		references(g, func(key, id string) {
			if !known[id] {
				t.Errorf("%s: %s refers to %q, which is not there", name, key, id)
			}
		})
	}
}

// references calls f for every value that is an id of something.
func references(v any, f func(key, id string)) {
	ids := map[string]bool{"people": true, "organizations": true, "places": true, "meetings": true, "events": true, "positions": true,
		"publisher": true, "organization": true, "parent": true, "place": true, "within": true, "previous": true, "convened_by": true,
		"who": true, "for": true, "position": true, "article": true, "articles": true, "meeting": true, "holder": true, "of": true,
		"attributed": true, "statements": true, "same": true, "with": true}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			references(x, f)
		}
	case map[string]any:
		for key, x := range v {
			if s, ok := x.(string); ok && ids[key] {
				f(key, s)
			}
			if list, ok := x.([]any); ok && ids[key] {
				for _, e := range list {
					if s, ok := e.(string); ok {
						f(key, s)
					}
				}
			}
			references(x, f)
		}
	}
}

func TestGraph(t *testing.T) {
	text := string(oakford().exporter(t).write(t, "data/dossier.json"))
	for _, want := range []string{
		`{"id":"articles/gazette#s-jane-doe-bypass","article":"articles/gazette","who":"people/jane-doe","for":"organizations/council",` +
			`"position":"positions/bypass","stance":"against","date":"2024-03-01","meeting":"meetings/council","mode":"direct",` +
			`"text":"Said that the road would cut the commons.","quote":"cut the commons"}`,
		`"roles":[{"title":"Councillor","organization":"organizations/council","from":"2019","to":"2024-04"}]`,
		`"names":["Jane M. Doe","Джейн Доу"]`,
		`"holder":"people/jane-doe","position":"positions/bypass","from":{"date":"2024-03-01","stances":["against"]`,
		`{"of":"events/blockade","on":"people","values":[{"figure":"about 40"`,
		`"lat":51.5,"lon":-1.25,"within":"places/oakford"`,
		`"agenda":[{"position":"positions/bypass"},{"text":"other business"}]`,
		`"participants":[{"who":"people/jane-doe","for":"organizations/council"},{"who":"organizations/council","presence":"absent"}]`,
		`"lastmod":"2024-03-09"`,
		`"attributed":"people/jane-doe"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the graph lacks %s", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}
