package render

import (
	"bytes"
	"errors"
	"html/template"
	"reflect"
	"slices"
	"text/template/parse"
)

// A program is a layout that runs three times as fast as html/template runs it:
// where a field or a function is, is found once, and not for every value.
//
// It is made of the trees into which html/template has put its escapers, so it
// decides nothing about escaping (see escape.go). What it does not know, and
// what fails, it leaves to html/template, which does it again and says what is
// wrong: a program either writes the very same bytes, or its output is thrown away.
type program struct{ start *routine }

// errLeft is what a program says of everything that it leaves to html/template.
var errLeft = errors.New("left to html/template")

// A routine is one template of a set.
type routine struct {
	body  step
	slots int // variables, the dot that it was called with ($) is the first
}

// A step writes a part of a page.
type step func(m *machine, dot reflect.Value) error

// An expr is a value that depends on the dot and on variables.
type expr func(m *machine, dot reflect.Value) (reflect.Value, error)

// A machine is one run of a program.
type machine struct {
	out   []byte
	w     *limited        // knows when to stop
	vars  []reflect.Value // of the routine that runs
	args  []reflect.Value // of the calls that are being made
	depth int
}

// maxDepth is how deep templates call each other in a program.
const maxDepth = 100

// run writes data to w, or nothing and returns an error.
func (p *program) run(w *limited, data any) error {
	m := &machine{out: w.b.Bytes(), w: w, vars: make([]reflect.Value, 0, 32), args: make([]reflect.Value, 0, 8)}
	if err := p.start.call(m, reflect.ValueOf(data)); err != nil {
		return err
	}
	if err := w.check(len(m.out)); err != nil {
		return err
	}
	*w.b = *bytes.NewBuffer(m.out) // which may have a larger array now
	return nil
}

func (r *routine) call(m *machine, dot reflect.Value) error {
	if m.depth++; m.depth > maxDepth {
		return errLeft
	}
	outer := m.vars
	if size := len(outer) + r.slots; size <= cap(outer) {
		m.vars = outer[len(outer):size]
	} else {
		m.vars = make([]reflect.Value, r.slots, 2*size)
	}
	m.vars[0] = dot
	err := r.body(m, dot)
	m.vars = outer
	m.depth--
	return err
}

// A compiler makes programs of templates that html/template has escaped. What it
// does not know becomes a step that fails.
type compiler struct {
	escapers  map[string]*escaper
	functions map[string]function
	writers   map[string]writer

	set      *template.Template // of the program that is being made
	routines map[string]*routine
	scope    []string // variables that are known
	slots    int      // the most of them at once
}

func newCompiler(words lexicon) *compiler {
	return &compiler{escapers: newEscapers(), functions: functions(words), writers: writers(words)}
}

// program returns the program of a template.
func (c *compiler) program(t *template.Template) *program {
	c.set, c.routines = t, map[string]*routine{}
	return &program{c.routine(t.Name())}
}

// leave is a step, and leaveValue an expr, that programs do not know.
func leave(*machine, reflect.Value) error { return errLeft }

func leaveValue(*machine, reflect.Value) (v reflect.Value, err error) { return v, errLeft }

func (c *compiler) routine(name string) *routine {
	if r, ok := c.routines[name]; ok {
		return r
	}
	r := &routine{body: leave, slots: 1}
	c.routines[name] = r
	t := c.set.Lookup(name)
	if t == nil || t.Tree == nil {
		return r
	}
	scope, slots := c.scope, c.slots
	c.scope, c.slots = []string{"$"}, 1
	r.body = c.list(t.Tree.Root)
	r.slots = c.slots
	c.scope, c.slots = scope, slots
	return r
}

func (c *compiler) list(l *parse.ListNode) step {
	var steps []step
	var text []byte // that has no step yet
	for _, node := range flat(l) {
		if n, ok := node.(*parse.TextNode); ok && len(n.Text) > 0 {
			text = append(text, n.Text...)
			continue
		}
		if text != nil {
			steps = append(steps, write(text))
			text = nil
		}
		steps = append(steps, c.step(node))
	}
	if text != nil {
		steps = append(steps, write(text))
	}
	if len(steps) == 1 {
		return steps[0]
	}
	return func(m *machine, dot reflect.Value) error {
		for _, s := range steps {
			if err := s(m, dot); err != nil {
				return err
			}
		}
		return nil
	}
}

// flat returns the nodes of a list and of the lists within it.
func flat(l *parse.ListNode) (nodes []parse.Node) {
	if l == nil {
		return nil
	}
	for _, node := range l.Nodes {
		if inner, ok := node.(*parse.ListNode); ok {
			nodes = append(nodes, flat(inner)...)
		} else {
			nodes = append(nodes, node)
		}
	}
	return nodes
}

func write(text []byte) step {
	text = slices.Clip(text)
	return func(m *machine, _ reflect.Value) error {
		m.out = append(m.out, text...)
		return nil
	}
}

func (c *compiler) step(node parse.Node) step {
	switch n := node.(type) {
	case *parse.TextNode: // without text: see watchList
		return func(m *machine, _ reflect.Value) error { return m.w.check(len(m.out)) }
	case *parse.ActionNode:
		return c.action(n)
	case *parse.IfNode:
		return c.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return c.branch(&n.BranchNode, true)
	case *parse.RangeNode:
		return c.loop(n)
	case *parse.TemplateNode:
		return c.template(n)
	}
	return leave
}

// action sets variables, or writes a value with the escapers that stand behind it.
func (c *compiler) action(n *parse.ActionNode) step {
	if len(n.Pipe.Decl) > 0 {
		value := c.pipe(n.Pipe)
		return func(m *machine, dot reflect.Value) error {
			_, err := value(m, dot)
			return err
		}
	}
	bare, key := cutEscapers(n.Pipe)
	escaper := c.escapers[key]
	if escaper == nil {
		return leave
	}
	if escaper.markup {
		if s := c.writing(bare); s != nil {
			return s
		}
	}
	value := c.pipe(bare)
	return func(m *machine, dot reflect.Value) error {
		v, err := value(m, dot)
		if err != nil {
			return err
		}
		m.out, err = escaper.append(m.out, v)
		return err
	}
}

// branch is an if, or a with, which sets the dot.
func (c *compiler) branch(n *parse.BranchNode, with bool) step {
	known := len(c.scope)
	value, then, otherwise := c.pipe(n.Pipe), c.list(n.List), c.list(n.ElseList)
	c.scope = c.scope[:known]
	return func(m *machine, dot reflect.Value) error {
		v, err := value(m, dot)
		switch {
		case err != nil:
			return err
		case !truth(v):
			return otherwise(m, dot)
		case with:
			return then(m, v)
		}
		return then(m, dot)
	}
}

// loop is a range over a list. Its variables are set anew in each round.
func (c *compiler) loop(n *parse.RangeNode) step {
	known := len(c.scope)
	bare := *n.Pipe
	bare.Decl = nil
	value := c.pipe(&bare)
	index, element := -1, -1
	switch decl := n.Pipe.Decl; {
	case n.Pipe.IsAssign || len(decl) > 2:
		return leave
	case len(decl) == 2:
		index = c.declare(decl[0].Ident[0])
		element = c.declare(decl[1].Ident[0])
	case len(decl) == 1:
		element = c.declare(decl[0].Ident[0])
	}
	body, otherwise := c.list(n.List), c.list(n.ElseList)
	c.scope = c.scope[:known]
	return func(m *machine, dot reflect.Value) error {
		list, err := value(m, dot)
		if err != nil {
			return err
		}
		if list.Kind() != reflect.Slice {
			return errLeft
		}
		if list.Len() == 0 {
			return otherwise(m, dot)
		}
		for i := range list.Len() {
			e := list.Index(i)
			if index >= 0 {
				m.vars[index] = reflect.ValueOf(i)
			}
			if element >= 0 {
				m.vars[element] = e
			}
			if err := body(m, e); err != nil {
				return err
			}
		}
		return nil
	}
}

func (c *compiler) template(n *parse.TemplateNode) step {
	r := c.routine(n.Name)
	if n.Pipe == nil {
		return func(m *machine, _ reflect.Value) error { return r.call(m, reflect.Value{}) }
	}
	value := c.pipe(n.Pipe)
	return func(m *machine, dot reflect.Value) error {
		v, err := value(m, dot)
		if err != nil {
			return err
		}
		return r.call(m, v)
	}
}

// declare makes a variable known, and returns its slot.
func (c *compiler) declare(name string) int {
	c.scope = append(c.scope, name)
	c.slots = max(c.slots, len(c.scope))
	return len(c.scope) - 1
}

// slot returns that of the innermost variable with a name, -1 if there is none.
func (c *compiler) slot(name string) int {
	for i := len(c.scope) - 1; i >= 0; i-- {
		if c.scope[i] == name {
			return i
		}
	}
	return -1
}
