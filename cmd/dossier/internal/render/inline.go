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
	bodies map[string]*parse.ListNode // what can be put in a place, by the name of the template
	left   int                        // how often that may be done: see maxInlined
}

// maxInlined bounds what is put in places in one set, far above what layouts
// have: of templates that each call the next one twice it would double with each.
const maxInlined = 5000

// inline does so in all templates of a set.
func inline(set *template.Template) {
	in := &inliner{map[string]*parse.ListNode{}, maxInlined}
	for _, t := range set.Templates() {
		if t.Tree != nil && !strings.ContainsAny(t.Tree.Root.String(), "$<") {
			in.bodies[t.Name()] = t.Tree.Root.CopyList()
		}
	}
	for _, t := range set.Templates() {
		if t.Tree != nil {
			in.list(t.Tree.Root, []string{t.Name()})
		}
	}
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
		if body := in.body(call, callers); body != nil {
			in.list(body, append(callers, call.Name))
			l.Nodes[i] = body
		}
	}
}

// body returns a copy of what a call can be replaced by, or nil.
func (in *inliner) body(call *parse.TemplateNode, callers []string) *parse.ListNode {
	body := in.bodies[call.Name]
	if body == nil || call.Pipe == nil || call.Pipe.String() != "." || slices.Contains(callers, call.Name) || in.left == 0 {
		return nil
	}
	in.left--
	return body.CopyList()
}

// calls returns the calls of templates in a list.
func calls(l *parse.ListNode) (all []*parse.TemplateNode) {
	if l == nil {
		return nil
	}
	for _, node := range l.Nodes {
		if call, ok := node.(*parse.TemplateNode); ok {
			all = append(all, call)
		}
		for _, list := range within(node) {
			all = append(all, calls(list)...)
		}
	}
	return all
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
