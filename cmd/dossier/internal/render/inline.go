package render

import (
	"html/template"
	"slices"
	"strings"
	"text/template/parse"
)

// An inliner puts templates in the place of the calls {{template "x" .}}, if
// they write no element, as those must that are called within a tag or a title:
// html/template would give these a name of its own, by which no program finds
// them. Nor may they have variables, since $ may mean another dot than where
// they were.
type inliner struct {
	set  *template.Template
	done map[string]bool // templates that it has been through
}

// inline does so in a template and all that it calls.
func inline(t *template.Template) {
	in := &inliner{t, map[string]bool{}}
	in.template(t.Name())
}

func (in *inliner) template(name string) {
	t := in.set.Lookup(name)
	if t == nil || t.Tree == nil || in.done[name] {
		return
	}
	in.done[name] = true
	in.list(t.Tree.Root, []string{name})
}

// list replaces the calls in a list that stands in the named templates.
func (in *inliner) list(l *parse.ListNode, callers []string) {
	if l == nil {
		return
	}
	for i, node := range l.Nodes {
		call, ok := node.(*parse.TemplateNode)
		if !ok {
			for _, list := range within(node) {
				in.list(list, callers)
			}
			continue
		}
		body := in.body(call, callers)
		if body == nil {
			in.template(call.Name)
			continue
		}
		in.list(body, append(callers, call.Name))
		l.Nodes[i] = body
	}
}

// body returns a copy of what a call can be replaced by, or nil.
func (in *inliner) body(call *parse.TemplateNode, callers []string) *parse.ListNode {
	if call.Pipe == nil || call.Pipe.String() != "." || slices.Contains(callers, call.Name) {
		return nil
	}
	t := in.set.Lookup(call.Name)
	if t == nil || t.Tree == nil || strings.ContainsAny(t.Tree.Root.String(), "$<") {
		return nil
	}
	return t.Tree.Root.CopyList()
}

// called returns the names of the templates that are called in a list.
func called(l *parse.ListNode) (names []string) {
	if l == nil {
		return nil
	}
	for _, node := range l.Nodes {
		if call, ok := node.(*parse.TemplateNode); ok {
			names = append(names, call.Name)
		}
		for _, list := range within(node) {
			names = append(names, called(list)...)
		}
	}
	return names
}

// within returns the lists in a node, some of which may be nil.
func within(node parse.Node) []*parse.ListNode {
	switch n := node.(type) {
	case *parse.ListNode:
		return []*parse.ListNode{n}
	case *parse.IfNode:
		return []*parse.ListNode{n.List, n.ElseList}
	case *parse.WithNode:
		return []*parse.ListNode{n.List, n.ElseList}
	case *parse.RangeNode:
		return []*parse.ListNode{n.List, n.ElseList}
	}
	return nil
}
