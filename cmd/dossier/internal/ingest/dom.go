package ingest

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// all returns a node and everything in it, in order; so the tree may be changed
// while the result is walked.
func all(n *html.Node) []*html.Node {
	return append([]*html.Node{n}, slices.Collect(n.Descendants())...)
}

func first(n *html.Node, is func(*html.Node) bool) *html.Node {
	for d := range n.Descendants() {
		if is(d) {
			return d
		}
	}
	return nil
}

func count(n *html.Node, elements ...atom.Atom) (total int) {
	for d := range n.Descendants() {
		if slices.Contains(elements, d.DataAtom) {
			total++
		}
	}
	return total
}

// remove takes a node out of its tree, if it is in one.
func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// innerText returns the text in a node, each block in a line of its own.
func innerText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode && d.Parent.DataAtom != atom.Script && d.Parent.DataAtom != atom.Style:
			b.WriteString(d.Data)
		case d.DataAtom == atom.P || d.DataAtom == atom.Div || d.DataAtom == atom.Li || d.DataAtom == atom.Br:
			b.WriteString("\n")
		}
	}
	return b.String()
}

// isLonger reports whether the text in a node has more than so many bytes.
func isLonger(n *html.Node, most int) bool {
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			if most -= len(d.Data); most < 0 {
				return true
			}
		}
	}
	return false
}
