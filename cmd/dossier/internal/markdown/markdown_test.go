package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// convert returns the HTML of a body without hooks, and its messages, without
// the name of the file if the options have none.
func convert(src string, o Options) (page string, messages []string) {
	if o.File == "" {
		o.File = "-"
	}
	d, list := Parse([]byte(src), o)
	for _, m := range list.Sorted() {
		messages = append(messages, strings.TrimPrefix(m.String(), "-:"))
	}
	return string(d.AppendHTML(nil, Hooks{})), messages
}

var features = []struct{ name, in, want string }{
	{"empty", "", ""},
	{"blank", " \n\n", ""},
	{"paragraph", "One\ntwo  \nthree\\\nfour", "<p>One\ntwo<br>\nthree<br>\nfour</p>\n"},
	{"emphasis", "*a* **b** ***c*** ~~d~~ `e < f`", "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <del>d</del> <code>e &lt; f</code></p>\n"},
	{"escapes", `\*a\* &amp; &lt; &copy; &#42; &nosuch; &`, "<p>*a* &amp; &lt; © * &amp;nosuch; &amp;</p>\n"},
	{"references to control characters", "a&#0;b&#1;c&#10;d&Tab;e&#x202E;f&#xD800;g", "<p>a\uFFFDb\uFFFDc d e\uFFFDf\uFFFDg</p>\n"},
	{"typography", `"No" -- he said... 'it's' --- <<no>>`, "<p>“No” – he said… ‘it’s’ — «no»</p>\n"},
	{"code", "```go\na < b\n\n\tc\n```\n\n    d & e\n", "<pre><code class=\"language-go\">a &lt; b\n\n\tc\n</code></pre>\n<pre><code>d &amp; e\n</code></pre>\n"},
	{"hostile language", "```a\"onclick=x\nb\n```", "<pre><code class=\"language-a&quot;onclick=x\">b\n</code></pre>\n"},
	{"tight list", "- a\n- b\n  1. c\n", "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n</ol>\n</li>\n</ul>\n"},
	{"loose list", "3. a\n\n4. b\n", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n"},
	{"tasks", "- [x] a\n- [ ] b\n", "<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>\n"},
	{"quote", "> a\n> b\n", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n"},
	{"break", "a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"},
	{"table", "|a|b|c|d|\n|-|:-|-:|:-:|\n|1|2|3||\n", "<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n<th scope=\"col\" class=\"left\">b</th>\n" +
		"<th scope=\"col\" class=\"right\">c</th>\n<th scope=\"col\" class=\"center\">d</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n" +
		"<td class=\"left\">2</td>\n<td class=\"right\">3</td>\n<td class=\"center\"></td>\n</tr>\n</tbody>\n</table>\n"},
	{"table without rows", "|a|\n|-|\n", "<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n"},
	{"links", "[a](https://un.org/?a=1&b=2 \"T\") <https://un.org> [b](mailto:a@un.org) [c](tel:+1) [d](#x)",
		"<p><a href=\"https://un.org/?a=1&amp;b=2\" title=\"T\" rel=\"external\">a</a> <a href=\"https://un.org\" rel=\"external\">https://un.org</a> " +
			"<a href=\"mailto:a@un.org\">b</a> <a href=\"tel:+1\">c</a> <a href=\"#x\">d</a></p>\n"},
	{"bare links", "See https://un.org/a_b. And www.un.org, a@un.org",
		"<p>See <a href=\"https://un.org/a_b\" rel=\"external\">https://un.org/a_b</a>. And <a href=\"http://www.un.org\" rel=\"external\">www.un.org</a>, " +
			"<a href=\"mailto:a@un.org\">a@un.org</a></p>\n"},
	{"reference links", "[a] [b][c]\n\n[a]: https://a.org\n[c]: x.md", "<p><a href=\"https://a.org\" rel=\"external\">a</a> <a href=\"x.md\">b</a></p>\n"},
	{"paths", "[a](../people/x%20y.md#f) [b](/about/?q=1) [c](map.pdf)", "<p><a href=\"../people/x%20y.md#f\">a</a> <a href=\"/about/?q=1\">b</a> <a href=\"map.pdf\">c</a></p>\n"},
	{"image", "![A *big* map](map.png)", "<p><img src=\"map.png\" alt=\"A big map\" loading=\"lazy\"></p>\n"},
	{"figure", "![Map](map.png \"From \\\"SANA\\\"\")", "<figure>\n<img src=\"map.png\" alt=\"Map\" loading=\"lazy\">\n<figcaption>From &quot;SANA&quot;</figcaption>\n</figure>\n"},
	{"image in text", "a ![Map](map.png \"T\") b", "<p>a <img src=\"map.png\" alt=\"Map\" title=\"T\" loading=\"lazy\"> b</p>\n"},
	{"wikilinks", "[[a]] [[b c|d]] [[people/e#f|g]] `[[h]]`", "<p>a d g <code>[[h]]</code></p>\n"},
	{"footnotes", "a[^x] b[^y] c[^x]\n\n[^x]: X\n[^y]: Y\n\n    Z\n",
		"<p>a<sup id=\"fnref_1\"><a href=\"#fn_1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup>" +
			" b<sup id=\"fnref_2\"><a href=\"#fn_2\" class=\"footnote-ref\" role=\"doc-noteref\">2</a></sup>" +
			" c<sup id=\"fnref_1_1\"><a href=\"#fn_1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup></p>\n" +
			"<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li id=\"fn_1\">\n<p>X\u00A0<a href=\"#fnref_1\" class=\"footnote-backref\" role=\"doc-backlink\">↩︎</a>" +
			"\u00A0<a href=\"#fnref_1_1\" class=\"footnote-backref\" role=\"doc-backlink\">↩︎</a></p>\n</li>\n<li id=\"fn_2\">\n<p>Y</p>\n" +
			"<p>Z\u00A0<a href=\"#fnref_2\" class=\"footnote-backref\" role=\"doc-backlink\">↩︎</a></p>\n</li>\n</ol>\n</section>\n"},
}

func TestFeatures(t *testing.T) {
	for _, c := range features {
		got, messages := convert(c.in, Options{})
		if got != c.want || messages != nil {
			t.Errorf("%s: HTML of %q\n got %q\nwant %q\nmessages: %q", c.name, c.in, got, c.want, messages)
		}
	}
}

// reserved refuses one id, and whole families of them as package site does.
func reserved(id string) bool {
	return id == "search" || strings.HasPrefix(id, "s-") || strings.HasPrefix(id, "d-")
}

func TestHeadings(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []Heading
	}{
		{"## A\n\n### B\n", []Heading{{2, "a", "A"}, {3, "b", "B"}}},
		{"# A\n\n###### B\n\n## C\n", []Heading{{2, "a", "A"}, {6, "b", "B"}, {3, "c", "C"}}},
		{"## B\n\n> # A\n", []Heading{{3, "b", "B"}, {2, "a", "A"}}},
		{"## A\n\n## A\n\n## A-1\n\n## A\n", []Heading{{2, "a", "A"}, {2, "a-1", "A"}, {2, "a-1-1", "A-1"}, {2, "a-2", "A"}}},
		{"## A-1\n\n## A\n\n## A\n", []Heading{{2, "a-1", "A-1"}, {2, "a", "A"}, {2, "a-2", "A"}}},
		{"## Search\n\n## Search\n", []Heading{{2, "section-search", "Search"}, {2, "section-search-1", "Search"}}},
		{"## D-Day landing\n\n## S-300\n\n## S-300\n", []Heading{{2, "section-d-day-landing", "D-Day landing"}, {2, "section-s-300", "S-300"}, {2, "section-s-300-1", "S-300"}}},
		{"## S\n\n## S\n\n## S\n\n## Section S\n", []Heading{{2, "s", "S"}, {2, "section-s", "S"}, {2, "section-s-1", "S"}, {2, "section-s-2", "Section S"}}},
		{"## 2016 talks\n\n## —\n\n## 😀\n", []Heading{{2, "section-2016-talks", "2016 talks"}, {2, "section", "—"}, {2, "section-1", "😀"}}},
		{"## اتفاق حلب\n\n## Перемирие\n", []Heading{{2, "اتفاق-حلب", "اتفاق حلب"}, {2, "перемирие", "Перемирие"}}},
		{"Two\n*lines* \"here\"\n---\n", []Heading{{2, "two-lines-here", "Two lines “here”"}}},
	} {
		d, list := Parse([]byte(c.in), Options{Reserved: reserved})
		if !slices.Equal(d.Headings, c.want) || len(list) > 0 {
			t.Errorf("headings of %q = %+v, want %+v; messages: %v", c.in, d.Headings, c.want, list)
		}
		page := string(d.AppendHTML(nil, Hooks{}))
		for _, h := range c.want {
			if tag := fmt.Sprintf("<h%d id=%q>", h.Level, h.ID); !strings.Contains(page, tag) {
				t.Errorf("HTML of %q has no %s:\n%s", c.in, tag, page)
			}
		}
	}
}

// A footnote and a heading that is called like it have different ids.
func TestIDsOfFootnotes(t *testing.T) {
	page, _ := convert("## fn 1\n\n## fnref_1\n\na[^1]\n\n[^1]: b\n", Options{})
	checkPage(t, page)
}

const rawHint = "raw HTML is removed: "

var hostile = []struct{ in, want, messages string }{
	{"[x](javascript:alert(1))", "<p>x</p>\n", `1:1: warning: link to "javascript:alert(1)" has the scheme javascript, which is not allowed and is written as text`},
	{"[x](JaVaScRiPt:a)", "<p>x</p>\n", `1:1: warning: link to "JaVaScRiPt:a" has the scheme javascript, which is not allowed and is written as text`},
	{"[x](java&#x73;cript:a)", "<p>x</p>\n", `1:1: warning: link to "java&#x73;cript:a" has the scheme javascript, which is not allowed and is written as text`},
	{"[x](javascript&colon;a)", "<p>x</p>\n", `1:1: warning: link to "javascript&colon;a" has the scheme javascript, which is not allowed and is written as text`},
	{"[x](java%73cript:a)", "<p>x</p>\n", `1:1: warning: link to "java%73cript:a" has a hidden scheme and is written as text`},
	{"[x](javascript%3Aa)", "<p>x</p>\n", `1:1: warning: link to "javascript%3Aa" has a hidden scheme and is written as text`},
	{"[x](<java&#9;script:a>)", "<p>x</p>\n", `1:1: warning: link to "java&#9;script:a" has a ":" before the first "/" and is written as text`},
	{"[x](java&#1;script:a)", "<p>x</p>\n", `1:1: warning: link to "java&#1;script:a" has a ":" before the first "/" and is written as text`},
	{"[x](&#14;javascript:a)", "<p>x</p>\n", `1:1: warning: link to "&#14;javascript:a" has a ":" before the first "/" and is written as text`},
	{"[x](%01javascript:a)", "<p>x</p>\n", `1:1: warning: link to "%01javascript:a" has a hidden scheme and is written as text`},
	{"[x](data:text/html,a)", "<p>x</p>\n", `1:1: warning: link to "data:text/html,a" has the scheme data, which is not allowed and is written as text`},
	{"[x](vbscript:a)", "<p>x</p>\n", `1:1: warning: link to "vbscript:a" has the scheme vbscript, which is not allowed and is written as text`},
	{"[x](view-source:a)", "<p>x</p>\n", `1:1: warning: link to "view-source:a" has the scheme view-source, which is not allowed and is written as text`},
	{"[x](ftp://a.org)", "<p>x</p>\n", `1:1: warning: link to "ftp://a.org" has the scheme ftp, which is not allowed and is written as text`},
	{"[x](//evil.com)", "<p>x</p>\n", `1:1: warning: link to "//evil.com" names a server without a scheme and is written as text`},
	{`[x](\\\\evil.com)`, "<p>x</p>\n", `1:1: warning: link to "\\\\\\\\evil.com" names a server without a scheme and is written as text`},
	{`[x](/\\evil.com)`, "<p>x</p>\n", `1:1: warning: link to "/\\\\evil.com" names a server without a scheme and is written as text`},
	{"[x](/%2Fevil.com)", "<p>x</p>\n", `1:1: warning: link to "/%2Fevil.com" names a server without a scheme and is written as text`},
	{"[x](/%09/evil.com)", "<p>x</p>\n", `1:1: warning: link to "/%09/evil.com" names a server without a scheme and is written as text`},
	{"[x](https:evil)", "<p>x</p>\n", `1:1: warning: link to "https:evil" names no server and is written as text`},
	{"[x](https:///evil)", "<p>x</p>\n", `1:1: warning: link to "https:///evil" names no server and is written as text`},
	{"[x](..\\people\\a.md)", "<p>x</p>\n", `1:1: warning: link to "..\\people\\a.md" has a "\" where "/" should be and is written as text`},
	{"[x](a%zz)", "<p>x</p>\n", `1:1: warning: link to "a%zz" has a broken percent sign and is written as text`},
	{"[x](a%00b)", "<p>x</p>\n", `1:1: warning: link to "a%00b" has a broken percent sign and is written as text`},
	{"[x](a%FFb)", "<p>x</p>\n", `1:1: warning: link to "a%FFb" has a broken percent sign and is written as text`},
	{"[x]()", "<p>x</p>\n", `1:1: warning: link to "" leads nowhere and is written as text`},
	{"<javascript:a>", "<p>javascript:a</p>\n", `1:2: warning: link to "javascript:a" has the scheme javascript, which is not allowed and is written as text`},
	{"[x]\n\n[x]: javascript:a", "<p>x</p>\n", `1:1: warning: link to "javascript:a" has the scheme javascript, which is not allowed and is written as text`},
	{"[x](https://a.org/\"onclick=a)", "<p><a href=\"https://a.org/%22onclick=a\" rel=\"external\">x</a></p>\n", ""},
	{"[x](https://a.org 'T\"<')", "<p><a href=\"https://a.org\" title=\"T&quot;&lt;\" rel=\"external\">x</a></p>\n", ""},
	{"a [é [[b]]](https://a.org)", "<p>a <a href=\"https://a.org\" rel=\"external\">é b</a></p>\n", `1:6: warning: link within a link is written as text`},
	{"![x](https://a.org/p.png)", "<p>x</p>\n", `1:1: warning: image "https://a.org/p.png" is on another server and is written as text`},
	{"é ![x](data:image/png,a)", "<p>é x</p>\n", `1:3: warning: image "data:image/png,a" has the scheme data, which is not allowed and is written as text`},
	{"![](p.png)", "<p><img src=\"p.png\" alt=\"\" loading=\"lazy\"></p>\n", `1:1: warning: image "p.png" has no text`},
	{"![\"><script>](p.png)", "<p><img src=\"p.png\" alt=\"&quot;&gt;\" loading=\"lazy\"></p>\n", ""},
	{"<script>alert(1)</script>", "", `1:1: warning: ` + rawHint + `"<script>alert(1)</script>"`},
	{"é <b>x</b> y", "<p>é x y</p>\n", `1:3: warning: ` + rawHint + `"<b>"`},
	{"a <img src=x onerror=alert(1)>", "<p>a </p>\n", `1:3: warning: ` + rawHint + `"<img src=x onerror=alert(1)>"`},
	{"  <svg onload=a>\nb\n\nc", "<p>c</p>\n", `1:3: warning: ` + rawHint + `"<svg onload=a>"`},
	{"<iframe\nsrc=x>", "", `1:1: warning: ` + rawHint + `"<iframe"`},
	{"a <!-- x --> b", "<p>a  b</p>\n", `1:3: warning: ` + rawHint + `"<!-- x -->"`},
	{"# <b></b>", "", "1:3: warning: heading without text is left out\n1:3: warning: " + rawHint + `"<b>"`},
	{"#", "", `1:1: warning: heading without text is left out`},
	{"x\n\n[^1]: y", "<p>x</p>\n", `3:1: warning: footnote "1" is never used, or was defined before`},
	{"[x[^1]](a.md)\n\n[^1]: y", "<p><a href=\"a.md\">x</a></p>\n<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n" +
		"<li id=\"fn_1\">\n<p>y</p>\n</li>\n</ol>\n</section>\n", `1:3: warning: footnote within a link is left out`},
	{"a\u202Eb", "<p>a\u202Eb</p>\n", `1:2: warning: invisible character U+202E changes the direction of the text`},
}

func TestHostile(t *testing.T) {
	for _, c := range hostile {
		got, messages := convert(c.in, Options{})
		if m := strings.Join(messages, "\n"); got != c.want || m != c.messages {
			t.Errorf("HTML of %q\n got %q\nwant %q\nmessages %s\nwant     %s", c.in, got, c.want, m, c.messages)
		}
		checkPage(t, got)
	}
}

func TestAllowHTML(t *testing.T) {
	in := "a <b>c</b>\n\n<div class=x>\n*d*\n</div>\n\n<!-- e\n-->\n"
	want := "<p>a <b>c</b></p>\n<div class=x>\n*d*\n</div>\n<!-- e\n-->\n"
	if got, messages := convert(in, Options{AllowHTML: true}); got != want || messages != nil {
		t.Errorf("HTML of %q\n got %q\nwant %q\nmessages: %q", in, got, want, messages)
	}
}

func TestBytes(t *testing.T) {
	many, turns := strings.Repeat("\x00", 12), "a\n"+strings.Repeat("\u202E", 12)
	for _, c := range []struct{ in, want string }{
		{"a\xffb", "a.md:7:2: error: byte 0xFF is not UTF-8"},
		{"é\r\né\xc3", "a.md:8:2: error: byte 0xC3 is not UTF-8"},
		{"\xed\xa0\x80", "a.md:7:1: error: byte 0xED is not UTF-8\na.md:7:2: error: byte 0xA0 is not UTF-8\na.md:7:3: error: byte 0x80 is not UTF-8"},
		{"a\rb\x00", "a.md:8:2: error: control character U+0000"},
		{"a\x1b[0m", "a.md:7:2: error: control character U+001B"},
		{"a\x7f", "a.md:7:2: error: control character U+007F"},
		{"a\u0085", "a.md:7:2: error: control character U+0085"},
		{many, strings.Join(append([]string{"a.md: error: 2 more bytes that are not text"}, messages("7:%d: error: control character U+0000")...), "\n")},
		{"a\u2066b\u2069", "a.md:7:2: warning: invisible character U+2066 changes the direction of the text\n" +
			"a.md:7:4: warning: invisible character U+2069 changes the direction of the text"},
		{turns, strings.Join(append([]string{"a.md: warning: 2 more characters that change the direction of the text"}, messages("8:%d: warning: invisible character U+202E changes the direction of the text")...), "\n")},
		{"\uFFFD\u200f\u2028\t", ""},
	} {
		page, messages := convert(c.in, Options{File: "a.md", Line: 7})
		if got := strings.Join(messages, "\n"); got != c.want {
			t.Errorf("messages for %q\n got %s\nwant %s", c.in, got, c.want)
		}
		if strings.Contains(c.want, "error") && page != "" {
			t.Errorf("HTML of %q = %q, want none", c.in, page)
		}
	}
}

// messages returns those for the first ten characters of a line.
func messages(format string) (list []string) {
	for i := range maxBytes {
		list = append(list, fmt.Sprintf("a.md:"+format, i+1))
	}
	return list
}

// Line endings change neither the page nor what is said about it.
func TestLineEndings(t *testing.T) {
	var all strings.Builder
	for _, c := range features {
		all.WriteString(c.in + "\n\n")
	}
	for _, c := range hostile {
		all.WriteString(c.in + "\n\n")
	}
	page, messages := convert(all.String(), Options{})
	for _, ending := range []string{"\r\n", "\r"} {
		p, m := convert(strings.ReplaceAll(all.String(), "\n", ending), Options{})
		if p != page {
			t.Errorf("with %q the HTML is\n%s\nwant\n%s", ending, p, page)
		}
		if !slices.Equal(m, messages) {
			t.Errorf("with %q the messages are\n%s\nwant\n%s", ending, strings.Join(m, "\n"), strings.Join(messages, "\n"))
		}
	}
}

func TestLimits(t *testing.T) {
	repeat := strings.Repeat
	deep := "a.md:7:%d: error: lists, quotes or emphasis nested more than 100 deep"
	for _, c := range []struct{ name, in, want string }{
		{"quotes", repeat(">", 10000) + "a", fmt.Sprintf(deep, 102)},
		{"lists on a line", repeat("- ", 10000) + "a", fmt.Sprintf(deep, 101)},
		{"emphasis", repeat("*a **b ", 300) + repeat("c** d*", 300), ""},
		{"images", repeat("![", 2000) + repeat("](a)", 2000), ""},
		{"cells", repeat("|a", 3000) + "|\n" + repeat("|-", 3000) + "|\n" + repeat("a\n", 3000),
			"a.md:7:1: error: tables with more than 65536 empty cells"},
		{"references", "[a]: https://a.org/" + repeat("x", 1<<20) + "\n\n" + repeat("[a]\n", 1000),
			"a.md:7:1: error: the page would be more than 32 times as large as the file"},
	} {
		start := time.Now()
		_, messages := convert(c.in, Options{File: "a.md", Line: 7})
		got := strings.Join(messages, "\n")
		if c.want == "" { // the place is that of the innermost
			if !strings.HasSuffix(got, "nested more than 100 deep") {
				t.Errorf("%s: messages %q, want one about depth", c.name, got)
			}
		} else if got != c.want {
			t.Errorf("%s: messages\n got %s\nwant %s", c.name, got, c.want)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: took %v", c.name, d)
		}
	}
}

// What is found on one very long line takes time in proportion to its length: a
// second or less on a machine that does nothing else, without the race detector.
func TestLongLine(t *testing.T) {
	for _, unit := range []string{"<b>", "[a](b) ", "[[a]] ", "[a](x:) ", "<!-- -->"} {
		start := time.Now()
		_, list := Parse([]byte(strings.Repeat(unit, 50000)), Options{Timeout: time.Minute})
		if d := time.Since(start); list.HasErrors() || d > 15*time.Second {
			t.Errorf("50,000 times %q took %v; errors: %v", unit, d, list.HasErrors())
		}
	}
}

func TestTimeout(t *testing.T) {
	for _, in := range []string{strings.Repeat("[a](", 20000), strings.Repeat("**a_", 20000)} {
		start := time.Now()
		d, list := Parse([]byte(in), Options{File: "a.md", Line: 7, Timeout: 20 * time.Millisecond})
		const want = "a.md:7: error: reading the text took more than 0.02 s"
		const hint = "look for thousands of brackets, asterisks or nested lists, or split the file; or raise limits.seconds in dossier.yaml"
		if len(list) != 1 || list[0].String() != want || list[0].Hint != hint || d.NumBlocks() > 0 {
			t.Errorf("messages for %.8q… = %v, want %s", in, list, want)
		}
		if d := time.Since(start); d > time.Second {
			t.Errorf("%.8q…: gave up after %v", in, d)
		}
	}
}
