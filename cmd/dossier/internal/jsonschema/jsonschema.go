// Package jsonschema writes the tables of keys as JSON Schema (draft-07), for
// editors that complete and check YAML.
//
// It stands beside the line of a build. The invariant: what a build accepts,
// the schema accepts. It is not the other way round: a build also knows dates,
// references and the rules between keys.
package jsonschema

import (
	"encoding/json"
	"strings"

	"dossier/cmd/dossier/internal/strictyaml"
)

// Draft is the dialect of what Write returns.
const Draft = "http://json-schema.org/draft-07/schema#"

// Write returns the schema of a map with the keys of s. The ids of what a
// reference may lead to are offered by type, such as "person"; a name that has
// no page is accepted too, as a build does.
func Write(title string, s *strictyaml.Schema, ids map[string][]string) ([]byte, error) {
	w := writer{ids}
	root := w.object(s)
	root["$schema"], root["title"] = Draft, title
	text, err := json.MarshalIndent(root, "", "  ")
	return append(text, '\n'), err
}

type writer struct{ ids map[string][]string }

type object = map[string]any

// object describes a map with known keys.
func (w writer) object(s *strictyaml.Schema) object {
	properties, required := object{}, []string{}
	for _, k := range s.Keys {
		value := w.value(k.Type)
		if k.Required {
			required = append(required, k.Name)
		} else {
			value = anyOf(value, object{"type": "null"}) // counts as not given
		}
		value["description"] = k.Doc
		properties[k.Name] = value
	}
	out := object{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

// value describes what a key takes. A list may also be its single item.
func (w writer) value(t strictyaml.Type) object {
	one := w.single(t)
	if !t.List {
		return one
	}
	items := anyOf(w.single(t), object{"type": "null"})
	return anyOf(one, object{"type": "array", "items": items})
}

func (w writer) single(t strictyaml.Type) object {
	switch t.Form {
	case strictyaml.Enum:
		return enum(t.Values)
	case strictyaml.Bool:
		// An editor's YAML may take yes for a text.
		return anyOf(object{"type": "boolean"}, object{"type": "string", "pattern": "^([Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|YES|[Nn]o|NO)$"})
	case strictyaml.Number:
		return anyOf(object{"type": "number"}, object{"type": "string", "pattern": `^\s*[-+]?[0-9.]+\s*$`})
	case strictyaml.Map:
		return w.object(t.Keys)
	case strictyaml.TextOrMap:
		return anyOf(w.text(t), w.object(t.Keys))
	case strictyaml.Table:
		return object{"type": "object", "additionalProperties": scalar()}
	case strictyaml.Free:
		return object{}
	}
	return w.text(t)
}

// text describes a text, and offers what it may refer to.
func (w writer) text(t strictyaml.Type) object {
	var known []string
	for _, kind := range t.Refers {
		known = append(known, w.ids[kind]...)
	}
	out := scalar()
	if len(known) > 0 {
		out = anyOf(enum(known), out)
		out["title"] = "a reference: " + strings.Join(t.Refers, " or ")
	}
	return out
}

// scalar describes a text as written: what YAML takes for a number, a date or a
// truth value is one too.
func scalar() object { return object{"type": []string{"string", "number", "boolean"}} }

// enum offers values. YAML may take "on" or "1984" for something else than text.
func enum(values []string) object { return object{"enum": values} }

func anyOf(schemas ...object) object {
	list := make([]any, 0, len(schemas))
	for _, s := range schemas {
		if inner, ok := s["anyOf"].([]any); ok && len(s) == 1 {
			list = append(list, inner...)
			continue
		}
		list = append(list, s)
	}
	return object{"anyOf": list}
}
