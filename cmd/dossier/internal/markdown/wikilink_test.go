package markdown

import (
	"strings"
	"testing"
)

func TestRefs(t *testing.T) {
	long := strings.Repeat("x", maxWikilink)
	for _, c := range []struct {
		in   string
		want []Ref
	}{
		{"[[a]]", []Ref{{Target: "a", Card: true, Span: Span{0, 1}, Line: 1, Col: 1}}},
		{"é [[a|b]]!", []Ref{{Target: "a", Text: "b", Span: Span{3, 4}, Line: 1, Col: 3}}},
		{"[[people/a#f|b]] x", []Ref{{Target: "people/a", Fragment: "f", Text: "b", Span: Span{0, 1}, Line: 1, Col: 1}}},
		{"[[ Sergey\n  Lavrov | the\n  *minister* ]] x", []Ref{{Target: "Sergey Lavrov", Text: "the\n*minister*", Span: Span{0, 14}, Line: 1, Col: 1}}},
		{"[[a &amp; b\\|c &lt; d]] x", []Ref{{Target: "a & b", Text: "c < d", Span: Span{0, 5}, Line: 1, Col: 1}}},
		{"| x |\n|---|\n| [[a\\|b]] |\n", []Ref{{Target: "a", Text: "b", Block: 1, Span: Span{0, 1}, Line: 3, Col: 3}}},
		{"x *[[a]][[b]]*", []Ref{{Target: "a", Span: Span{2, 3}, Line: 1, Col: 4}, {Target: "b", Span: Span{3, 4}, Line: 1, Col: 9}}},
		{"> [[a]]", []Ref{{Target: "a", Span: Span{0, 1}, Line: 1, Col: 3}}},
		{"x\n\n- y [[a]]", []Ref{{Target: "a", Block: 1, Span: Span{2, 3}, Line: 3, Col: 5}}},
		{"`[[a]]` \\[[b]] [[ ]] [[#]] [[|x]] [[a\n\nb]] [[c [d]]] [[e", nil},
		{"[[#Early life]]", []Ref{{Kind: HereRef, Fragment: "Early life", Text: "Early life", Span: Span{0, 10}, Line: 1, Col: 1}}},
		{"x [[ # b & c |d]]", []Ref{{Kind: HereRef, Fragment: "b & c", Text: "d", Span: Span{2, 3}, Line: 1, Col: 3}}},
		{"[y *z*](#%C3%A9 \"T\")", []Ref{{Kind: HereRef, Fragment: "é", Text: "y z", Title: "T", Span: Span{0, 3}, Line: 1, Col: 1}}},
		{"[[" + long + "]]", []Ref{{Target: long, Card: true, Span: Span{0, int32(len(long))}, Line: 1, Col: 1}}},
		{"[[" + long + "\n" + long + "\n]]", nil},
		{"x\r\n\r\n[y *z*](../people/a%20b.md#f \"T\")", []Ref{{Kind: FileRef, Target: "../people/a b.md", Fragment: "f", Text: "y z", Title: "T", Block: 1, Span: Span{0, 3}, Line: 3, Col: 1}}},
		{"[y](/a/?q=%20&b#%C3%A9) [y](A.MD) [y](.md) [y](?q)", []Ref{
			{Kind: PathRef, Target: "/a/", Query: "?q=%20&b", Fragment: "é", Text: "y", Span: Span{0, 1}, Line: 1, Col: 1},
			{Kind: FileRef, Target: "A.MD", Text: "y", Span: Span{2, 3}, Line: 1, Col: 25},
			{Kind: PathRef, Target: ".md", Text: "y", Span: Span{4, 5}, Line: 1, Col: 35},
			{Kind: PathRef, Query: "?q", Text: "y", Span: Span{6, 7}, Line: 1, Col: 44}}},
		{"é ![a\n*b*](c.jpg 'd')", []Ref{{Kind: ImageRef, Target: "c.jpg", Text: "a b", Title: "d", Span: Span{3, 3}, Line: 1, Col: 3}}},
		{"![a](c.jpg)", []Ref{{Kind: ImageRef, Target: "c.jpg", Text: "a", Card: true, Line: 1, Col: 1}}},
	} {
		d, list := Parse([]byte(c.in), Options{})
		if len(list) > 0 {
			t.Errorf("messages for %q: %v", c.in, list)
		}
		if len(d.Refs) != len(c.want) {
			t.Errorf("references of %q\n got %+v\nwant %+v", c.in, d.Refs, c.want)
			continue
		}
		for i, r := range d.Refs {
			if r != c.want[i] {
				t.Errorf("reference %d of %q\n got %+v\nwant %+v", i, c.in, r, c.want[i])
			}
		}
	}
}
