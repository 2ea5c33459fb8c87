package strictyaml

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/diag"
)

// A checker compares one file's values with schemas.
type checker struct{ *problems }

// A slot is what a value belongs to: a key, or an item of its list.
type slot struct {
	*Key
	item bool
}

func (s slot) String() string {
	if s.item {
		return "an item of " + quote(s.Name)
	}
	return quote(s.Name)
}

func (c checker) mapping(s *Schema, v *Value) {
	var meant []string // by unknown keys
	for _, e := range v.Entries {
		key := s.key(e.Key)
		switch {
		case key == nil:
			meant = append(meant, c.unknown(s, e)...)
		case key.Required && isBlank(e.Value):
			c.errorf(e.Pos(c.file), addLine(key), "%q has no value", key.Name)
		default:
			c.value(key, e.Value)
		}
	}
	for i := range s.Keys {
		key := &s.Keys[i]
		if key.Required && !v.has(key.Name) && !slices.Contains(meant, key.Name) {
			c.errorf(v.Pos(c.file), addLine(key), "%s needs the key %q", s.Name, key.Name)
		}
	}
}

func (v *Value) has(key string) bool {
	return slices.ContainsFunc(v.Entries, func(e Entry) bool { return e.Key == key })
}

func isBlank(v *Value) bool {
	return strings.TrimSpace(v.Text) == "" && len(v.Items) == 0 && len(v.Entries) == 0
}

func addLine(key *Key) string {
	return fmt.Sprintf("write \"%s: …\", %s", key.Name, key.Doc)
}

// unknown reports a key that the schema does not have, and returns those that
// the hint offers instead of it.
func (c checker) unknown(s *Schema, e Entry) (meant []string) {
	if c.full() {
		c.errorf(e.Pos(c.file), "", "unknown key %s", quote(e.Key))
		return nil
	}
	names := s.names()
	hint := s.Elsewhere[e.Key]
	if hint == "" {
		hint, meant = diag.DidYouMean(e.Key, names), diag.Closest(e.Key, names, 3)
	}
	switch {
	case hint != "":
	case s.key("params") != nil:
		hint = "free data goes under params"
	default:
		hint = fmt.Sprintf("the keys of %s are %s", s.Name, strings.Join(names, ", "))
	}
	c.errorf(e.Pos(c.file), hint, "unknown key %s", quote(e.Key))
	return meant
}

func (c checker) value(key *Key, v *Value) {
	t := &key.Type
	switch {
	case t.Form == Free || v.Kind == Null:
	case v.Kind != List:
		c.single(slot{Key: key}, v)
	case !t.List:
		c.shape(slot{Key: key}, v)
	default:
		for _, item := range v.Items {
			if item.Kind == Null {
				c.warnf(item.Pos(c.file), "remove it, or write a value; a text that begins with # must be in quotes", "%q has an empty item", key.Name)
				continue
			}
			c.single(slot{Key: key, item: true}, item)
		}
	}
}

func (c checker) single(s slot, v *Value) {
	takesMap := s.Type.Form == Map || s.Type.Form == TextOrMap || s.Type.Form == Table
	takesText := s.Type.Form != Map && s.Type.Form != Table
	switch {
	case v.Kind == Scalar && takesText:
		c.text(s, v)
	case v.Kind == Mapping && s.Type.Form == Table:
		c.table(s, v)
	case v.Kind == Mapping && takesMap:
		c.mapping(s.Type.Keys, v)
	default:
		c.shape(s, v)
	}
}

func (c checker) table(s slot, v *Value) {
	for _, e := range v.Entries {
		switch {
		case e.Value.Kind == Scalar:
			c.text(s, e.Value)
		case e.Value.Kind != Null:
			c.errorf(e.Value.Pos(c.file), "", "%s in %s must be a text, found %s", quote(e.Key), s, found(e.Value))
		}
		if n := utf8.RuneCountInString(e.Key); n > MaxText {
			c.errorf(e.Pos(c.file), "", "a key of %s has %d characters, the limit is %d", s, n, MaxText)
		}
	}
}

// shape reports a value that is, say, a list where a text belongs, with the
// slip that most often leads there.
func (c checker) shape(s slot, v *Value) {
	form, hint := s.Type.Form, ""
	switch {
	case v.Kind == Scalar && s.lacksSpace(v.Text):
		hint = "a key is followed by a colon and a space"
	case form == Table && !(v.Kind == List && len(v.Items) > 0 && v.Items[0].Kind == Mapping):
		hint = fmt.Sprintf("write them below \"%s:\", one a line, indented by two spaces: %q", s.Name, s.Type.Entry)
	case v.Kind == Scalar && s.item:
		hint = "write each item with its keys: " + s.Type.Keys.example()
	case v.Kind == Scalar:
		hint = fmt.Sprintf("write its keys on lines of their own below \"%s:\", indented by two spaces", s.Name)
	case form == Map || form == Table || s.item && form == TextOrMap && v.Kind == List:
		hint = "remove the brackets or the hyphens of the list"
	case v.Kind == Mapping && s.Type.List:
		hint = "a text that contains \": \" must be in quotes"
	default:
		hint = "a text that begins with [ or {, or contains \": \", must be in quotes"
	}
	c.errorf(v.Pos(c.file), hint, "%s must be %s, found %s", s, s.Type.expected(s.item), found(v))
}

// lacksSpace reports whether a text is an entry without the space after its colon.
func (s slot) lacksSpace(text string) bool {
	key, value, found := strings.Cut(text, ":")
	if s.Type.Form == Table {
		return found && !strings.HasPrefix(value, "//")
	}
	return found && s.Type.Keys.key(key) != nil
}

// example shows the keys that a map of the schema needs, or the first if it
// needs none.
func (s *Schema) example() string {
	var keys []string
	for _, k := range s.Keys {
		if k.Required {
			keys = append(keys, k.Name+": …")
		}
	}
	if keys == nil {
		keys = []string{s.Keys[0].Name + ": …"}
	}
	return "{" + strings.Join(keys, ", ") + "}"
}

func (c checker) text(s slot, v *Value) {
	t, pos := &s.Type, v.Pos(c.file)
	if n := utf8.RuneCountInString(v.Text); n > t.limit() {
		c.errorf(pos, "shorten it; long text belongs below the closing ---", "%s has %d characters, the limit is %d", s, n, t.limit())
		return
	}
	switch t.Form {
	case Enum:
		c.enum(s, v)
		return
	case Bool:
		c.boolean(s, v)
		return
	case Number:
		if _, ok := v.Float(); !ok {
			c.errorf(pos, "digits, with a point before the fraction: 36.2", "%s must be a number, found %s", s, found(v))
			return
		}
	}
	if t.Check == nil {
		return
	}
	if problem, hint := t.Check(v.Text); problem != "" {
		c.add(diag.Error, pos, hint, problem)
	}
}

func (c checker) enum(s slot, v *Value) {
	values := s.Type.Values
	if slices.Contains(values, v.Text) {
		return
	}
	hint := choice(values)
	if near := diag.DidYouMean(v.Text, values); near != "" {
		hint = near + "\n" + hint
	}
	c.errorf(v.Pos(c.file), hint, "%s cannot be %s", s, quote(v.Text))
}

func (c checker) boolean(s slot, v *Value) {
	switch strings.ToLower(v.Text) {
	case "true", "false":
	case "yes":
		c.warnf(v.Pos(c.file), "write true", "%s is %q, taken as true", s, v.Text)
	case "no":
		c.warnf(v.Pos(c.file), "write false", "%s is %q, taken as false", s, v.Text)
	default:
		c.errorf(v.Pos(c.file), "write true or false", "%s must be true or false, found %s", s, found(v))
	}
}
