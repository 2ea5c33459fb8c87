package render

import (
	"reflect"
	"sync/atomic"
)

// A field is a name behind a dot: a field of a struct, a method, or a key of a map.
type field struct {
	name string
	last atomic.Pointer[spot] // where it was found; most see one type only
}

// A spot is where a type has a name.
type spot struct {
	in     reflect.Type
	addr   bool  // values have an address, and so the methods of pointers
	method int   // -1 if it is none
	index  []int // of a field
}

// of returns the field of a value, or what the method returns.
func (f *field) of(v reflect.Value, args []reflect.Value) (reflect.Value, error) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() {
		return v, errLeft
	}
	p := f.last.Load()
	if p == nil || p.in != v.Type() || p.addr != v.CanAddr() {
		p = f.find(v)
		f.last.Store(p)
	}
	switch {
	case p.method >= 0 && p.addr:
		if page, ok := v.Addr().Interface().(*Page); ok && len(args) == 1 && args[0].IsValid() && args[0].Type() == stringType {
			if result, err := page.ask(f.name, args[0].String()); result != nil || err != nil {
				return reflect.ValueOf(result), err
			}
		}
		return invoke(v.Addr().Method(p.method), args)
	case p.method >= 0:
		return invoke(v.Method(p.method), args)
	case len(args) > 0:
		return v, errLeft
	case len(p.index) == 1:
		return inside(v.Field(p.index[0])), nil
	case len(p.index) > 1:
		inner, err := v.FieldByIndexErr(p.index)
		return inside(inner), err
	case v.Kind() == reflect.Map && v.Type().Key() == stringType:
		if inner := v.MapIndex(reflect.ValueOf(f.name)); inner.IsValid() {
			return inside(inner), nil
		}
	}
	return v, errLeft
}

// find returns where the type of a value has the name. The method is looked for
// first, as text/template does.
func (f *field) find(v reflect.Value) *spot {
	p := &spot{in: v.Type(), addr: v.CanAddr(), method: -1}
	methods := p.in
	if p.addr {
		methods = reflect.PointerTo(p.in)
	}
	if method, ok := methods.MethodByName(f.name); ok {
		p.method = method.Index
		return p
	}
	if p.in.Kind() == reflect.Struct {
		if sf, ok := p.in.FieldByName(f.name); ok && sf.IsExported() {
			p.index = sf.Index
		}
	}
	return p
}

// invoke calls a method.
func invoke(method reflect.Value, args []reflect.Value) (reflect.Value, error) {
	t := method.Type()
	if t.IsVariadic() || t.NumIn() != len(args) || t.NumOut() < 1 {
		return method, errLeft
	}
	for i, arg := range args {
		if !arg.IsValid() || !arg.Type().AssignableTo(t.In(i)) {
			return method, errLeft
		}
	}
	results := method.Call(args)
	if t.NumOut() > 1 && !results[1].IsNil() {
		return method, errLeft
	}
	return inside(results[0]), nil
}

// ask calls a method of [Frame] that every page calls, for which reflection
// takes half a microsecond. The result is nil if it is none of them.
func (p *Page) ask(method, arg string) (any, error) {
	switch method {
	case "Shared":
		return p.Shared(arg)
	case "Has":
		return p.Has(arg), nil
	case "Rel":
		return p.Rel(arg)
	}
	return nil, nil
}
