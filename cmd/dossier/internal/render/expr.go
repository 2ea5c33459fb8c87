package render

import (
	"reflect"
	"strconv"
	"text/template/parse"
)

// pipe is a pipeline: each command gets the value of the one before it as its
// last argument. Variables are set to the value of the last.
func (c *compiler) pipe(n *parse.PipeNode) expr {
	var value expr
	for _, cmd := range n.Cmds {
		value = c.command(cmd, value)
	}
	for _, v := range n.Decl {
		set, of := 0, value
		if n.IsAssign {
			set = c.slot(v.Ident[0])
		} else {
			set = c.declare(v.Ident[0])
		}
		if set < 0 {
			return leaveValue
		}
		value = func(m *machine, dot reflect.Value) (reflect.Value, error) {
			v, err := of(m, dot)
			m.vars[set] = v
			return v, err
		}
	}
	return value
}

// command is one command of a pipeline; final is the value before it, or nil.
func (c *compiler) command(n *parse.CommandNode, final expr) expr {
	var args []expr
	for _, arg := range n.Args[1:] {
		args = append(args, c.value(arg))
	}
	if final != nil {
		args = append(args, final)
	}
	switch first := n.Args[0].(type) {
	case *parse.IdentifierNode:
		return c.function(first.Ident, args)
	case *parse.FieldNode:
		return c.fields(dotOf, first.Ident, args)
	case *parse.ChainNode:
		return c.fields(c.value(first.Node), first.Field, args)
	case *parse.VariableNode:
		return c.fields(c.variable(first.Ident[0]), first.Ident[1:], args)
	}
	if len(args) > 0 {
		return leaveValue
	}
	return c.value(n.Args[0])
}

// value is what stands for itself, as an argument.
func (c *compiler) value(node parse.Node) expr {
	switch n := node.(type) {
	case *parse.DotNode:
		return dotOf
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.NumberNode:
		if i, err := strconv.Atoi(n.Text); err == nil {
			return constant(i)
		}
	case *parse.PipeNode:
		return c.pipe(n)
	case *parse.FieldNode, *parse.ChainNode, *parse.VariableNode, *parse.IdentifierNode:
		return c.command(&parse.CommandNode{Args: []parse.Node{n}}, nil)
	}
	return leaveValue
}

func dotOf(_ *machine, dot reflect.Value) (reflect.Value, error) { return dot, nil }

func constant(v any) expr {
	is := reflect.ValueOf(v)
	return func(*machine, reflect.Value) (reflect.Value, error) { return is, nil }
}

func (c *compiler) variable(name string) expr {
	slot := c.slot(name)
	if slot < 0 {
		return leaveValue
	}
	return func(m *machine, _ reflect.Value) (reflect.Value, error) { return m.vars[slot], nil }
}

// fields is a field of a field of a value. The last may be a method, which gets
// the arguments.
func (c *compiler) fields(of expr, names []string, args []expr) expr {
	if len(names) == 0 && len(args) > 0 {
		return leaveValue
	}
	for i, name := range names {
		f, from := &field{name: name}, of
		if i < len(names)-1 || len(args) == 0 {
			of = func(m *machine, dot reflect.Value) (reflect.Value, error) {
				v, err := from(m, dot)
				if err != nil {
					return v, err
				}
				return f.of(v, nil)
			}
			continue
		}
		of = func(m *machine, dot reflect.Value) (reflect.Value, error) {
			v, err := from(m, dot)
			if err != nil {
				return v, err
			}
			mark := len(m.args)
			if err = m.push(dot, args); err == nil {
				v, err = f.of(v, m.args[mark:])
			}
			m.args = m.args[:mark]
			return v, err
		}
	}
	return of
}

// function is a call. And and or look at no more arguments than they need.
func (c *compiler) function(name string, args []expr) expr {
	if name == "and" || name == "or" {
		return func(m *machine, dot reflect.Value) (v reflect.Value, err error) {
			for _, arg := range args {
				if v, err = arg(m, dot); err != nil || truth(v) == (name == "or") {
					break
				}
			}
			return v, err
		}
	}
	f := c.functions[name]
	if f == nil {
		return leaveValue
	}
	return func(m *machine, dot reflect.Value) (v reflect.Value, err error) {
		mark := len(m.args)
		if err = m.push(dot, args); err == nil {
			v, err = f(m.args[mark:])
		}
		m.args = m.args[:mark]
		return v, err
	}
}

// writing is an action that is no more than a call of a function which writes,
// nil if it is more.
func (c *compiler) writing(n *parse.PipeNode) step {
	first, ok := n.Cmds[0].Args[0].(*parse.IdentifierNode)
	if !ok || len(n.Cmds) > 1 || c.writers[first.Ident] == nil {
		return nil
	}
	f := c.writers[first.Ident]
	var args []expr
	for _, arg := range n.Cmds[0].Args[1:] {
		args = append(args, c.value(arg))
	}
	return func(m *machine, dot reflect.Value) (err error) {
		mark := len(m.args)
		if err = m.push(dot, args); err == nil {
			m.out, err = f(m.out, m.args[mark:])
		}
		m.args = m.args[:mark]
		return err
	}
}

// push adds the values of arguments to those of the calls that are being made.
func (m *machine) push(dot reflect.Value, args []expr) error {
	for _, arg := range args {
		v, err := arg(m, dot)
		if err != nil {
			return err
		}
		m.args = append(m.args, v)
	}
	return nil
}

// inside returns what is in an interface, such as a value of a map.
func inside(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// truth is what text/template takes for true.
func truth(v reflect.Value) bool {
	switch v = inside(v); v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Slice, reflect.Map, reflect.String:
		return v.Len() > 0
	case reflect.Struct:
		return true
	}
	return !v.IsZero()
}
