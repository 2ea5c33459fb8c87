package render

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strconv"
)

// funcs returns the functions of layouts; what they do is written in view.go.
func funcs(words lexicon) template.FuncMap {
	return template.FuncMap{
		"T": words.T, "TN": words.TN, "links": words.links, "titles": words.titles, "a": anchorHTML,
		"plural": plural, "first": first, "after": after, "dict": dict,
		"link": linkHTML, "time": timeHTML, "day": dayHTML,
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

func first(n int, list any) (any, error) {
	return part(list, func(size int) (int, int) { return 0, clamp(n, size) })
}

func after(n int, list any) (any, error) {
	return part(list, func(size int) (int, int) { return clamp(n, size), size })
}

func clamp(n, size int) int { return min(max(n, 0), size) }

func part(list any, bounds func(size int) (from, to int)) (any, error) {
	v := reflect.ValueOf(list)
	if v.Kind() != reflect.Slice {
		return nil, fmt.Errorf("%T is not a list", list)
	}
	from, to := bounds(v.Len())
	return v.Slice(from, to).Interface(), nil
}

func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, errors.New("dict needs a value for every key")
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		key, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("the key %v is not a text", pairs[i])
		}
		m[key] = pairs[i+1]
	}
	return m, nil
}

// linkOf returns a link, or that of a card or year. Nil is a link that says nothing.
func linkOf(v any) (*Link, error) {
	switch v := v.(type) {
	case Link:
		return &v, nil
	case Card:
		return &v.Link, nil
	case Year:
		return &v.Link, nil
	case *Link:
		if v != nil {
			return v, nil
		}
	case *Card:
		if v != nil {
			return &v.Link, nil
		}
	case *Year:
		if v != nil {
			return &v.Link, nil
		}
	default:
		return nil, fmt.Errorf("%T is not a link", v)
	}
	return new(Link), nil
}
