package content

import (
	"slices"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/strictyaml"
)

// The keys of design.md, section 3.
const (
	commonList = "title date lastmod draft summary slug aliases names image tags lang nolink layout links params"
	eventList  = "place people organizations figures resolution"
	meetList   = "place kind convened_by participants agenda outcome document previous"
	entryList  = "id title names summary date text attributed_to"
)

var schemaTests = []struct {
	typ            Type
	keys, required string
}{
	{Article, commonList + " source people organizations meetings events places statements quote_check quote_check_reason", "title date"},
	{Person, commonList + " roles born died", "title"},
	{Organization, commonList + " kind parent country", "title"},
	{Meeting, commonList + " " + meetList, "title"},
	{Position, commonList + " question stances shifts", "title question stances"},
	{Event, commonList + " " + eventList, "title"},
	{Place, commonList + " lat lon within", "title"},
	{Plain, commonList, "title"},
	{Section, commonList, "title"},
}

// nested are the keys of maps inside, by the path to them; "*" is any type.
var nested = map[string]string{
	"* image":              "src alt caption credit",
	"* links":              "title url",
	"article source":       "publisher title url author kind lang archived accessed",
	"article statements":   "who for position stance date meeting mode text quote",
	"article events":       entryList + " " + eventList,
	"article meetings":     entryList + " " + meetList,
	"article participants": "who for role presence",
	"article document":     "symbol url",
	"position shifts":      "who date note",
	"person roles":         "title organization from to",
	"meeting participants": "who for role presence",
	"meeting document":     "symbol url",
}

func TestSchema(t *testing.T) {
	used := map[string]bool{}
	var visit func(typ Type, s *strictyaml.Schema)
	visit = func(typ Type, s *strictyaml.Schema) {
		for _, k := range s.Keys {
			if k.Doc == "" || strings.HasSuffix(k.Doc, ".") {
				t.Errorf("%s: the key %s has the doc %q", s.Name, k.Name, k.Doc)
			}
			if k.Type.Keys == nil {
				continue
			}
			path := string(typ) + " " + k.Name
			if nested[path] == "" {
				path = "* " + k.Name
			}
			used[path] = true
			if got := keyNames(k.Type.Keys, false); got != nested[path] {
				t.Errorf("%s: keys %s, want %s", path, got, nested[path])
			}
			visit(typ, k.Type.Keys)
		}
	}
	for _, c := range schemaTests {
		s := Schema(c.typ)
		if got := keyNames(s, false); got != c.keys {
			t.Errorf("%s: keys %s, want %s", c.typ, got, c.keys)
		}
		if got := keyNames(s, true); got != c.required {
			t.Errorf("%s: required %s, want %s", c.typ, got, c.required)
		}
		visit(c.typ, s)
	}
	for path := range nested {
		if !used[path] {
			t.Errorf("no schema has %q", path)
		}
	}
}

func keyNames(s *strictyaml.Schema, required bool) string {
	var names []string
	for _, k := range s.Keys {
		if k.Required || !required {
			if slices.Contains(names, k.Name) {
				names = append(names, "again:")
			}
			names = append(names, k.Name)
		}
	}
	return strings.Join(names, " ")
}

func TestTypes(t *testing.T) {
	sections := map[Type]string{Article: "articles", Person: "people", Organization: "organizations", Meeting: "meetings",
		Position: "positions", Event: "events", Place: "places"}
	if len(sections) != len(Types) {
		t.Errorf("%d types, want %d", len(Types), len(sections))
	}
	for _, typ := range Types {
		if typ.Section() != sections[typ] || TypeOf(sections[typ]) != typ {
			t.Errorf("%s has the section %q, of which the type is %s", typ, typ.Section(), TypeOf(sections[typ]))
		}
	}
	for _, other := range []string{"", "page", "section", "pages", "article", "persons", "People"} {
		if got := TypeOf(other); got != Plain {
			t.Errorf("TypeOf(%q) = %s", other, got)
		}
	}
	if Plain.Section() != "" || Section.Section() != "" {
		t.Errorf("sections of plain pages and sections: %q, %q", Plain.Section(), Section.Section())
	}
}
