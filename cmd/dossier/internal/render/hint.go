package render

import (
	"reflect"
	"strings"

	"dossier/cmd/dossier/internal/diag"
)

// fieldHint offers the fields with names like the one that a layout asked for
// in vain, as text/template says it: "can't evaluate field Titel in type
// *render.Page".
func fieldHint(message string) string {
	_, rest, ok := strings.Cut(message, "can't evaluate field ")
	field, typ, ok2 := strings.Cut(rest, " in type ")
	if !ok || !ok2 {
		return ""
	}
	typ = strings.TrimLeft(typ, "*[]")
	return diag.DidYouMean(field, fieldNames(reflect.TypeFor[Page](), typ, map[reflect.Type]bool{}))
}

// fieldNames returns the fields and methods of the view type with a name such
// as "render.Page", looking for it in t and in all that t leads to.
func fieldNames(t reflect.Type, name string, seen map[reflect.Type]bool) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] {
		return nil
	}
	seen[t] = true
	if t.String() == name {
		return members(t)
	}
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() {
			if names := fieldNames(f.Type, name, seen); names != nil {
				return names
			}
		}
	}
	return nil
}

func members(t reflect.Type) []string {
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() {
			names = append(names, f.Name)
		}
	}
	for p, i := reflect.PointerTo(t), 0; i < p.NumMethod(); i++ {
		names = append(names, p.Method(i).Name)
	}
	return names
}
