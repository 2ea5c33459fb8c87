package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// find returns a mention of every occurrence of name in linkable text.
func find(d *Document, name string) (found []Mention) {
	for i, b := range d.Blocks() {
		for _, s := range b.Linkable {
			from := int(s.Start)
			for {
				n := strings.Index(b.Text[from:s.End], name)
				if n < 0 {
					break
				}
				found = append(found, Mention{Block: i, Start: from + n, End: from + n + len(name), Target: len(found)})
				from += n + len(name)
			}
		}
	}
	return found
}

func TestMentions(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"Lavrov", "Lavrov & \\<Lavrov>: Lavrov", "<p><a href=\"#0\">Lavrov</a> &amp; &lt;<a href=\"#1\">Lavrov</a>&gt;: <a href=\"#2\">Lavrov</a></p>\n"},
		{"Sergey\nLavrov", "Minister Sergey\nLavrov said", "<p>Minister <a href=\"#0\">Sergey\nLavrov</a> said</p>\n"},
		{"Ja’afari", "Bashar Ja'afari's", "<p>Bashar <a href=\"#0\">Ja’afari</a>’s</p>\n"},
		{"a & b", "x a &amp; b", "<p>x <a href=\"#0\">a &amp; b</a></p>\n"},
		{"de Mistura", "**de Mistura** and *de* Mistura and de  \nMistura", "<p><strong><a href=\"#0\">de Mistura</a></strong> and <em>de</em> Mistura and de<br>\nMistura</p>\n"},
		{"Kerry", "# Kerry\n\n`Kerry` [Kerry](https://a.org) [[x|Kerry]] <https://Kerry.org>", "<h2 id=\"kerry\">Kerry</h2>\n" +
			"<p><code>Kerry</code> <a href=\"https://a.org\" rel=\"external\">Kerry</a> Kerry <a href=\"https://Kerry.org\" rel=\"external\">https://Kerry.org</a></p>\n"},
		{"Kerry", "    Kerry\n\n- Kerry\n\n| Kerry |\n|-|\n\n> Kerry\n", "<pre><code>Kerry\n</code></pre>\n<ul>\n<li><a href=\"#0\">Kerry</a></li>\n</ul>\n" +
			"<table>\n<thead>\n<tr>\n<th scope=\"col\"><a href=\"#1\">Kerry</a></th>\n</tr>\n</thead>\n</table>\n<blockquote>\n<p><a href=\"#2\">Kerry</a></p>\n</blockquote>\n"},
		{"Kerry", "x[^1]\n\n[^1]: Kerry", "<p>x<sup id=\"fnref_1\"><a href=\"#fn_1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup></p>\n" +
			"<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li id=\"fn_1\">\n<p><a href=\"#0\">Kerry</a>\u00A0<a href=\"#fnref_1\" class=\"footnote-backref\" role=\"doc-backlink\">↩︎</a></p>\n</li>\n</ol>\n</section>\n"},
		{"Kerry", "![Kerry](a.png \"Kerry\")", "<figure>\n<img src=\"a.png\" alt=\"Kerry\" loading=\"lazy\">\n<figcaption><a href=\"#0\">Kerry</a></figcaption>\n</figure>\n"},
		{"حلب", "في حلب اليوم", "<p>في <a href=\"#0\">حلب</a> اليوم</p>\n"},
	} {
		d, _ := Parse([]byte(c.in), Options{})
		got := string(d.AppendHTML(nil, Hooks{
			Mentions: find(d, c.name),
			Mention:  func(m Mention) Link { return Link{Href: fmt.Sprint("#", m.Target)} },
		}))
		if got != c.want {
			t.Errorf("%q in %q\n got %q\nwant %q", c.name, c.in, got, c.want)
		}
	}
}

// What is no mention by the contract is text, and does no harm.
func TestBadMentions(t *testing.T) {
	d, _ := Parse([]byte("abc **def**"), Options{})
	h := Hooks{
		Mentions: []Mention{{Block: -1}, {Block: 9}, {Start: 2, End: 5}, {Start: 3, End: 3}, {Start: 4, End: 99}},
		Mention:  func(Mention) Link { return Link{Href: "x"} },
	}
	const want = "<p>abc <strong>def</strong></p>\n"
	if got := string(d.AppendHTML(nil, h)); got != want {
		t.Errorf("HTML with bad mentions = %q, want %q", got, want)
	}
	h = Hooks{Mentions: []Mention{{End: 3}}, Mention: func(Mention) Link { return Link{Href: "x", None: true} }}
	if got := string(d.AppendHTML(nil, h)); got != want {
		t.Errorf("HTML with a mention that is not to be linked = %q, want %q", got, want)
	}
}

func TestRefHook(t *testing.T) {
	for _, c := range []struct {
		in   string
		link Link
		want string
	}{
		{"a [[b]] c", Link{Href: "../b/", Text: "B & <b>"}, "<p>a <a href=\"../b/\">B &amp; &lt;b&gt;</a> c</p>\n"},
		{"a [[b|*x*]] c", Link{Href: "../b/?\"&", Class: "draft", Lang: "ar", Dir: "rtl"}, "<p>a <a href=\"../b/?&quot;&amp;\" class=\"draft\" lang=\"ar\" dir=\"rtl\">*x*</a> c</p>\n"},
		{"a [[b|x]] c", Link{Href: "../b/", None: true}, "<p>a x c</p>\n"},
		{"a [[b|x]] c", Link{}, "<p>a x c</p>\n"},
		{"a [[b]] c", Link{HTML: "<i>B</i>"}, "<p>a <i>B</i> c</p>\n"},
		{"a\n\n[[b]]\n\nc", Link{HTML: "<aside>B</aside>\n"}, "<p>a</p>\n<aside>B</aside>\n<p>c</p>\n"},
		{"a\n\n[[b]]\n\nc", Link{Href: "../b/", Text: "B"}, "<p>a</p>\n<p><a href=\"../b/\">B</a></p>\n<p>c</p>\n"},
		{"> [[b]]\n", Link{HTML: "<i>B</i>"}, "<blockquote>\n<p><i>B</i></p>\n</blockquote>\n"},
		{"[*a* b](c.md \"T\")", Link{Href: "../c/"}, "<p><a href=\"../c/\" title=\"T\"><em>a</em> b</a></p>\n"},
		{"a\n\n![b](c.jpg)\n\nd", Link{Href: "c.jpg", Width: 4, Height: 3, Class: "wide"}, "<p>a</p>\n<p><img src=\"c.jpg\" alt=\"b\" width=\"4\" height=\"3\" class=\"wide\" loading=\"lazy\"></p>\n<p>d</p>\n"},
		{"a\n\n![b](c.jpg \"d\")\n\ne", Link{None: true}, "<p>a</p>\n<p>e</p>\n"},
		{"a\n\n![b](c.jpg \"d\")\n\ne", Link{HTML: "<figure></figure>\n"}, "<p>a</p>\n<figure></figure>\n<p>e</p>\n"},
		{"a ![b](c.jpg \"d\") e", Link{}, "<p>a  e</p>\n"},
		{"a ![b](c.jpg \"d\") e", Link{Href: "c.jpg", Text: "B\""}, "<p>a <img src=\"c.jpg\" alt=\"B&quot;\" title=\"d\" loading=\"lazy\"> e</p>\n"},
		{"[![b](c.jpg)](d.md)", Link{Href: "x"}, "<p><a href=\"x\"><img src=\"x\" alt=\"b\" loading=\"lazy\"></a></p>\n"},
	} {
		d, _ := Parse([]byte(c.in), Options{})
		asked := make(map[int]int)
		got := string(d.AppendHTML([]byte("+"), Hooks{Ref: func(i int) Link { asked[i]++; return c.link }}))
		if got != "+"+c.want {
			t.Errorf("HTML of %q with %+v\n got %q\nwant %q", c.in, c.link, got[1:], c.want)
		}
		if asked[0] != 1 {
			t.Errorf("%q: the hook was asked %d times", c.in, asked[0])
		}
	}
}

func BenchmarkWriteHTML(b *testing.B) {
	d, _ := Parse([]byte(article()), Options{File: "a.md"})
	link := Link{Href: "../../people/john-kerry/", Text: "John Kerry"}
	h := Hooks{
		Ref:      func(int) Link { return link },
		Mentions: find(d, "Sergey Lavrov"),
		Mention:  func(Mention) Link { return link },
	}
	var dst []byte
	b.ReportAllocs()
	for b.Loop() {
		dst = d.AppendHTML(dst[:0], h)
	}
	b.SetBytes(int64(len(dst)))
}
