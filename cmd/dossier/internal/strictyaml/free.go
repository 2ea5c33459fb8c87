package strictyaml

import (
	"fmt"
	"regexp"
)

// Free returns a value of form [Free] as layouts take it: text as string, a
// list as []any, a map as map[string]any, null as nil.
func (v *Value) Free() any {
	if v == nil {
		return nil
	}
	switch v.Kind {
	case Mapping:
		m := make(map[string]any, len(v.Entries))
		for _, e := range v.Entries {
			m[e.Key] = e.Value.Free()
		}
		return m
	case List:
		list := make([]any, len(v.Items))
		for i, item := range v.Items {
			list[i] = item.Free()
		}
		return list
	case Scalar:
		return v.Text
	}
	return nil
}

// Language is a text that is a language tag: language, script, region and
// variants of BCP 47.
var Language = Type{Form: Text, Check: checkLanguage, Means: "language tag"}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$`)

func checkLanguage(s string) (problem, hint string) {
	if languageTag.MatchString(s) {
		return "", ""
	}
	return fmt.Sprintf("%q is not a language tag", s), "use a tag of BCP 47: en, ar, ru, pt-BR, zh-Hant"
}
