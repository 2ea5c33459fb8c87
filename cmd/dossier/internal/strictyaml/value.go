package strictyaml

import (
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/diag"
)

// The methods below are for reading a value after [Schema.Check]: all work on a
// nil Value, and none fails; a value of the wrong shape reads as not set.

// Get returns the value of key in a map, or nil if it is absent or null.
func (v *Value) Get(key string) *Value {
	if v == nil {
		return nil
	}
	for i := range v.Entries {
		if e := &v.Entries[i]; e.Key == key {
			if e.Value.Kind == Null {
				return nil
			}
			return e.Value
		}
	}
	return nil
}

// List returns the items of a list without its nulls. A text or a map is a
// list of one; null and nil are empty lists.
func (v *Value) List() []*Value {
	switch {
	case v == nil || v.Kind == Null:
		return nil
	case v.Kind != List:
		return []*Value{v}
	}
	items := make([]*Value, 0, len(v.Items))
	for _, item := range v.Items {
		if item.Kind != Null {
			items = append(items, item)
		}
	}
	return items
}

// Str returns the text of a scalar, or "".
func (v *Value) Str() string {
	if v == nil || v.Kind != Scalar {
		return ""
	}
	return v.Text
}

// Bool reports whether v is the scalar "true" or "yes", in any case.
func (v *Value) Bool() bool {
	return strings.EqualFold(v.Str(), "true") || strings.EqualFold(v.Str(), "yes")
}

// Float returns the number that a scalar is, and whether it is one: digits
// with an optional sign and an optional fraction after a point.
func (v *Value) Float() (float64, bool) {
	if !isDecimal(v.Str()) {
		return 0, false
	}
	f, err := strconv.ParseFloat(v.Str(), 64)
	return f, err == nil
}

// Pos returns where v was written, for messages; only the file if v is nil.
func (v *Value) Pos(file string) diag.Pos {
	if v == nil {
		return diag.Pos{File: file}
	}
	return diag.Pos{File: file, Line: v.Line, Col: v.Col}
}

// Pos returns where the key was written, for messages.
func (e Entry) Pos(file string) diag.Pos {
	return diag.Pos{File: file, Line: e.Line, Col: e.Col}
}

// isDecimal is narrower than strconv.ParseFloat, which also takes "inf",
// "0x1p-2" and exponents.
func isDecimal(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	whole, fraction, point := strings.Cut(s, ".")
	return isDigits(whole) && (!point || isDigits(fraction))
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
