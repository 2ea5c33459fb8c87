package strictyaml

import (
	"fmt"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/diag"
)

// A Form is what a value of a key must be.
type Form uint8

const (
	Text      Form = iota // any text
	Enum                  // one of Type.Values
	Bool                  // true or false
	Number                // a decimal number such as 36.2
	Map                   // a map with the keys of Type.Keys
	TextOrMap             // a text, usually a reference, or such a map
	Table                 // a map of any keys to texts, in order
	Free                  // anything
)

// A Type says what values a key takes. Where it says List, a value may also be
// a list of what Form says, and one that is not is a list of one.
type Type struct {
	Form   Form
	List   bool
	Values []string // of an Enum
	Keys   *Schema  // of a Map or TextOrMap
	Entry  string   // of a Table: what an entry looks like, for hints: "id: label"
	Max    int      // code points of a text; 0 is MaxText
	Refers []string // what a text refers to, for completion: "person", "organization"; nil if nothing
	Means  string   // what a text is, for the reference: "date"; "" if any text will do

	// Check, if not nil, is called with every text and number that is otherwise
	// right, also those of a Table. It returns a message and a hint, or "".
	Check func(text string) (problem, hint string)
}

// MaxText is how many code points a text has at most, unless its Type says
// otherwise.
const MaxText = 1000

// A Key is a key of a map. Doc is a phrase without a full stop that says what
// the value is; messages, the reference and completion show it.
type Key struct {
	Name     string
	Type     Type
	Required bool
	Doc      string
}

// A Schema lists the keys of a map. Name, with its article ("a person"), is for
// messages. A Schema is data: nothing here changes it.
type Schema struct {
	Name string
	Keys []Key

	// Elsewhere has hints for keys that editors know from another map and try
	// here.
	Elsewhere map[string]string
}

// Check returns everything in v that is not as s says, up to a bound per file.
// A nil v has no problems, since Parse has said why it is nil.
func (s *Schema) Check(file string, v *Value) diag.List {
	if v == nil {
		return nil
	}
	c := checker{problems: &problems{file: file}}
	c.mapping(s, v)
	return c.done()
}

func (s *Schema) key(name string) *Key {
	for i := range s.Keys {
		if s.Keys[i].Name == name {
			return &s.Keys[i]
		}
	}
	return nil
}

func (s *Schema) names() []string {
	names := make([]string, len(s.Keys))
	for i, k := range s.Keys {
		names[i] = k.Name
	}
	return names
}

// limit is the number of code points that a text may have.
func (t *Type) limit() int {
	if t.Max > 0 {
		return t.Max
	}
	return MaxText
}

// expected names, for messages, what a value must be: of the key itself, or of
// an item in its list.
func (t *Type) expected(item bool) string {
	switch t.Form {
	case Map, Table:
		return or(item || !t.List, "a map", "a list of maps")
	case TextOrMap:
		return or(item || !t.List, "a text or a map", "a list of texts or maps")
	case Bool:
		return or(item || !t.List, "true or false", "a list of true and false")
	case Number:
		return or(item || !t.List, "a number", "a list of numbers")
	}
	return or(item || !t.List, "a text", "a list of texts")
}

func or(single bool, one, many string) string {
	if single {
		return one
	}
	return many
}

// found names a value, for messages.
func found(v *Value) string {
	switch v.Kind {
	case List:
		return "a list"
	case Mapping:
		return "a map"
	}
	return "the text " + quote(v.Text)
}

// choice lists values for a hint: every one, since none is obvious.
func choice(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = strconv.Quote(v)
	}
	return fmt.Sprintf("it is one of %s", strings.Join(quoted, ", "))
}
