package audit

import "testing"

func TestBalance(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{`<!DOCTYPE html><html><head><meta charset="utf-8"><title>a < b</title></head><body><p>x<br></p></body></html>`, ""},
		{"<ul><li>a<li>b</ul><p>c<p>d<table><tr><td>e</table>", ""},
		{"<svg><path d='M0'/></svg><script>if (a < b) { '</div>' }</script>", ""},
		{"<div><p>x</div>", ""},
		{"<div><span>x</div>", "<span> is not closed"},
		{"<main><div>", "<div> is not closed"},
		{"<p>x</p></div>", "</div> closes nothing"},
		{"<a><b></a></b>", "<b> is not closed"},
		{"", ""},
	} {
		if got := unbalanced([]byte(c.html)); got != c.want {
			t.Errorf("%s: %q, want %q", c.html, got, c.want)
		}
	}
	var b Balance
	for _, page := range []string{"b/", "a/"} {
		b.Look(page, []byte("<div>"))
	}
	list := b.Warnings()
	if len(list) != 1 || list[0].Message != `on the page "a/", and on 1 more: <div> is not closed` {
		t.Errorf("warnings: %v", list)
	}
}
