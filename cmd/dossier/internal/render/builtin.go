package render

import (
	"fmt"
	"html/template"
	"reflect"
)

// A function is one of layouts, as programs call it. Args are only valid during
// the call. What it does with arguments that are not as usual, html/template says.
type function func(args []reflect.Value) (reflect.Value, error)

// A writer is a function that returns HTML, called where HTML may stand: it
// appends what it returns.
type writer func(b []byte, args []reflect.Value) ([]byte, error)

var (
	stringType = reflect.TypeFor[string]()
	intType    = reflect.TypeFor[int]()
	htmlType   = reflect.TypeFor[template.HTML]()
)

// functions returns those of text/template that layouts use, and those of funcs.
func functions(words lexicon) map[string]function {
	return map[string]function{
		"eq": func(a []reflect.Value) (reflect.Value, error) { return equal(a, true) },
		"ne": func(a []reflect.Value) (reflect.Value, error) { return equal(a, false) },
		"lt": order(func(x, y int64) bool { return x < y }),
		"le": order(func(x, y int64) bool { return x <= y }),
		"gt": order(func(x, y int64) bool { return x > y }),
		"ge": order(func(x, y int64) bool { return x >= y }),
		"not": func(a []reflect.Value) (reflect.Value, error) {
			if len(a) != 1 {
				return reflect.Value{}, errLeft
			}
			return reflect.ValueOf(!truth(a[0])), nil
		},
		"len":    length,
		"index":  element,
		"printf": textual(func(format string, args []any) (any, error) { return fmt.Sprintf(format, args...), nil }),
		"T":      textual(func(key string, args []any) (any, error) { return words.T(key, args...) }),
		"TN": textual(func(key string, args []any) (any, error) {
			if len(args) == 0 {
				return nil, errLeft
			}
			n, ok := args[0].(int)
			if !ok {
				return nil, errLeft
			}
			return words.TN(key, n, args[1:]...)
		}),
		"a": textual(func(href string, args []any) (any, error) {
			if len(args) != 1 {
				return nil, errLeft
			}
			return anchorHTML(href, args[0])
		}),
		"links":  single(func(v any) (any, error) { return words.links(v) }),
		"titles": single(func(v any) (any, error) { return words.titles(v) }),
		"link":   single(func(v any) (any, error) { return linkHTML(v) }),
		"time":   onDate(timeHTML),
		"day":    onDate(dayHTML),
		"dict":   dictionary,
		"first": func(a []reflect.Value) (reflect.Value, error) {
			return cutList(a, func(n, size int) (int, int) { return 0, clamp(n, size) })
		},
		"after": func(a []reflect.Value) (reflect.Value, error) {
			return cutList(a, func(n, size int) (int, int) { return clamp(n, size), size })
		},
	}
}

// equal compares two texts or two numbers.
func equal(a []reflect.Value, want bool) (reflect.Value, error) {
	if len(a) != 2 {
		return reflect.Value{}, errLeft
	}
	x, y := inside(a[0]), inside(a[1])
	switch {
	case x.Kind() == reflect.String && y.Kind() == reflect.String:
		return reflect.ValueOf((x.String() == y.String()) == want), nil
	case x.Kind() == reflect.Int && y.Kind() == reflect.Int:
		return reflect.ValueOf((x.Int() == y.Int()) == want), nil
	}
	return reflect.Value{}, errLeft
}

// order makes a function that compares two numbers.
func order(f func(x, y int64) bool) function {
	return func(a []reflect.Value) (reflect.Value, error) {
		if len(a) != 2 || a[0].Kind() != reflect.Int || a[1].Kind() != reflect.Int {
			return reflect.Value{}, errLeft
		}
		return reflect.ValueOf(f(a[0].Int(), a[1].Int())), nil
	}
}

func length(a []reflect.Value) (reflect.Value, error) {
	if len(a) == 1 {
		switch v := inside(a[0]); v.Kind() {
		case reflect.Slice, reflect.Map, reflect.String:
			return reflect.ValueOf(v.Len()), nil
		}
	}
	return reflect.Value{}, errLeft
}

// element is index for one index.
func element(a []reflect.Value) (reflect.Value, error) {
	if len(a) != 2 {
		return reflect.Value{}, errLeft
	}
	switch of, at := inside(a[0]), inside(a[1]); {
	case of.Kind() == reflect.Slice && at.Kind() == reflect.Int && at.Int() >= 0 && at.Int() < int64(of.Len()):
		return inside(of.Index(int(at.Int()))), nil
	case of.Kind() == reflect.Map && of.Type().Key() == stringType && at.IsValid() && at.Type() == stringType:
		if v := of.MapIndex(at); v.IsValid() {
			return inside(v), nil
		}
		return inside(reflect.Zero(of.Type().Elem())), nil
	}
	return reflect.Value{}, errLeft
}

// textual makes a function of one whose first argument is a text.
func textual(f func(text string, args []any) (any, error)) function {
	return func(a []reflect.Value) (reflect.Value, error) {
		if len(a) == 0 || !a[0].IsValid() || a[0].Type() != stringType {
			return reflect.Value{}, errLeft
		}
		args := make([]any, len(a)-1)
		for i, v := range a[1:] {
			if k := inside(v).Kind(); k == reflect.Invalid || k == reflect.Pointer || k == reflect.Map {
				return v, errLeft // as text it would be an address: see dictionary
			}
			args[i] = v.Interface()
		}
		v, err := f(a[0].String(), args)
		return reflect.ValueOf(v), err
	}
}

// single makes a function of one with one argument.
func single(f func(v any) (any, error)) function {
	return func(a []reflect.Value) (reflect.Value, error) {
		if len(a) != 1 || !a[0].IsValid() {
			return reflect.Value{}, errLeft
		}
		v, err := f(pointed(a[0]))
		return reflect.ValueOf(v), err
	}
}

// pointed returns a value, or the address of a struct if that has one: structs
// are large, and what is in them has an address then too.
func pointed(v reflect.Value) any {
	if v.Kind() == reflect.Struct && v.CanAddr() {
		v = v.Addr()
	}
	return v.Interface()
}

// onDate makes a function of one whose argument is a date.
func onDate(f func(Date) template.HTML) function {
	return func(a []reflect.Value) (reflect.Value, error) {
		d, err := dateOf(a)
		if err != nil {
			return reflect.Value{}, err
		}
		return reflect.ValueOf(f(*d)), nil
	}
}

// dateOf returns the only argument, a date.
func dateOf(a []reflect.Value) (*Date, error) {
	if len(a) == 1 && a[0].IsValid() {
		switch d := pointed(a[0]).(type) {
		case *Date:
			if d != nil {
				return d, nil
			}
		case Date:
			return &d, nil
		}
	}
	return nil, errLeft
}

// writers returns those of functions that return HTML and are called often.
func writers(words lexicon) map[string]writer {
	return map[string]writer{
		"link": func(b []byte, a []reflect.Value) ([]byte, error) {
			if len(a) != 1 || !a[0].IsValid() {
				return b, errLeft
			}
			l, err := linkOf(pointed(a[0]))
			if err != nil {
				return b, err
			}
			return appendLink(b, l), nil
		},
		"links": func(b []byte, a []reflect.Value) ([]byte, error) {
			if len(a) != 1 || !a[0].IsValid() {
				return b, errLeft
			}
			return words.appendLinks(b, a[0].Interface())
		},
		"time": dateWriter(appendTime),
		"day":  dateWriter(appendDay),
	}
}

func dateWriter(f func(b []byte, d *Date) []byte) writer {
	return func(b []byte, a []reflect.Value) ([]byte, error) {
		d, err := dateOf(a)
		if err != nil {
			return b, err
		}
		return f(b, d), nil
	}
}

// dictionary is dict. Its structs are not copied, so that it looks other than
// dict's if it is written as text: that is left to html/template.
func dictionary(a []reflect.Value) (reflect.Value, error) {
	pairs := make([]any, len(a))
	for i, v := range a {
		if !v.IsValid() {
			return v, errLeft
		}
		pairs[i] = pointed(v)
	}
	m, err := dict(pairs...)
	return reflect.ValueOf(m), err
}

// cutList is first and after.
func cutList(a []reflect.Value, bounds func(n, size int) (from, to int)) (reflect.Value, error) {
	if len(a) != 2 || a[0].Kind() != reflect.Int || inside(a[1]).Kind() != reflect.Slice {
		return reflect.Value{}, errLeft
	}
	list := inside(a[1])
	from, to := bounds(int(a[0].Int()), list.Len())
	return list.Slice(from, to), nil
}
