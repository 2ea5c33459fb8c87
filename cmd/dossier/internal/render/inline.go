package render

import (
	"html/template"
	"slices"
	"strings"
	"text/template/parse"
)

// An inliner puts templates in the place of the calls {{template "x" .}}, if
// they have no variables, since $ may mean another dot than where they were.
// Html/template would give those that are called within a tag or a title a name
// of its own, by which no program finds them.
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

// list replaces the calls in a list that is within the named templates.
func (in *inliner) list(l *parse.ListNode, within []string) {
	if l == nil {
		return
	}
	for i, node := range l.Nodes {
		switch n := node.(type) {
		case *parse.ListNode:
			in.list(n, within)
		case *parse.IfNode:
			in.list(n.List, within)
			in.list(n.ElseList, within)
		case *parse.WithNode:
			in.list(n.List, within)
			in.list(n.ElseList, within)
		case *parse.RangeNode:
			in.list(n.List, within)
			in.list(n.ElseList, within)
		case *parse.TemplateNode:
			body := in.body(n, within)
			if body == nil {
				in.template(n.Name)
				continue
			}
			in.list(body, append(within, n.Name))
			l.Nodes[i] = body
		}
	}
}

// body returns a copy of what a call can be replaced by, or nil.
func (in *inliner) body(call *parse.TemplateNode, within []string) *parse.ListNode {
	if call.Pipe == nil || call.Pipe.String() != "." || slices.Contains(within, call.Name) {
		return nil
	}
	t := in.set.Lookup(call.Name)
	if t == nil || t.Tree == nil || strings.Contains(t.Tree.Root.String(), "$") {
		return nil
	}
	return t.Tree.Root.CopyList()
}
