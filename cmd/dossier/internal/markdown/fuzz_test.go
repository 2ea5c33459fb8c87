package markdown

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// checkPage fails unless a page is well-formed, has each id once, and neither
// runs scripts nor loads anything from elsewhere.
func checkPage(t *testing.T, page string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(page))
	var open []string
	ids, fragments := map[string]bool{}, []string{}
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Fatalf("%q not closed in %q", open, page)
			}
			for _, f := range fragments {
				if strings.HasPrefix(f, "fn") && !ids[f] {
					t.Fatalf("#%s leads nowhere in %q", f, page)
				}
			}
			return
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("%q in %q", z.Raw(), page)
		case html.StartTagToken:
			k := z.Token()
			checkTag(t, k, page)
			for _, a := range k.Attr {
				if a.Key == "id" && ids[a.Val] {
					t.Fatalf("id %q twice in %q", a.Val, page)
				}
				ids[a.Val] = ids[a.Val] || a.Key == "id"
				if a.Key == "href" && strings.HasPrefix(a.Val, "#") {
					fragments = append(fragments, a.Val[1:])
				}
			}
			switch k.Data {
			case "br", "hr", "img":
			case "a":
				if slices.Contains(open, "a") {
					t.Fatalf("link in a link in %q", page)
				}
				fallthrough
			default:
				open = append(open, k.Data)
			}
		case html.EndTagToken:
			k := z.Token()
			if len(open) == 0 || open[len(open)-1] != k.Data {
				t.Fatalf("</%s> closes %q in %q", k.Data, open, page)
			}
			open = open[:len(open)-1]
		}
	}
}

const tags = " a blockquote br code del em figcaption figure h2 h3 h4 h5 h6 hr img li ol p pre section strong sup table tbody td th thead tr ul "
const attributes = " alt class href id loading rel role scope src start title "

func checkTag(t *testing.T, k html.Token, page string) {
	t.Helper()
	if !strings.Contains(tags, " "+k.Data+" ") {
		t.Fatalf("<%s> in %q", k.Data, page)
	}
	for _, a := range k.Attr {
		if !strings.Contains(attributes, " "+a.Key+" ") {
			t.Fatalf("attribute %s in %q", a.Key, page)
		}
		if a.Key != "href" && a.Key != "src" {
			continue
		}
		scheme, _, found := strings.Cut(a.Val, ":")
		if found && !strings.ContainsAny(scheme, "/?#%") && (a.Key == "src" || !slices.Contains([]string{"http", "https", "mailto", "tel"}, strings.ToLower(scheme))) {
			t.Fatalf("%s=%q in %q", a.Key, a.Val, page)
		}
		if len(a.Val) > 1 && strings.Trim(a.Val[:2], `/\`) == "" {
			t.Fatalf("%s=%q leads to another server in %q", a.Key, a.Val, page)
		}
	}
}

// textOf returns the text of a page but for white space and what Document does
// not count as text: the numbers of footnotes and the arrows back.
func textOf(page string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	skip := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(b.String()), "")
		case html.StartTagToken:
			for _, a := range z.Token().Attr {
				skip = skip || a.Key == "class" && strings.HasPrefix(a.Val, "footnote-")
			}
		case html.EndTagToken:
			skip = false
		case html.TextToken:
			if text := z.Token().Data; !skip {
				b.WriteString(text)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range features {
		f.Add([]byte(c.in))
	}
	for _, c := range hostile {
		f.Add([]byte(c.in))
	}
	f.Add([]byte(article()))
	f.Add([]byte("# S-1\n\n# S\n\n# S\n\n# Search\n"))
	f.Add([]byte("# \n\n## a[^1]\n\n[^1]: b[^1] ![c[^1]](d)\n"))
	f.Add([]byte("|[[a\\|b]]|`c\\|d`|\n|-|-|\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		d, list := Parse(src, Options{Reserved: reserved})
		for _, m := range list {
			if strings.Contains(m.Message, "internal") {
				t.Fatalf("%v for %q", m, src)
			}
		}
		if list.HasErrors() {
			return
		}
		page := string(d.AppendHTML(nil, Hooks{}))
		if !utf8.ValidString(page) {
			t.Fatalf("HTML of %q is %q", src, page)
		}
		checkPage(t, page)
		for _, h := range d.Headings {
			if reserved(h.ID) {
				t.Fatalf("heading %q has the id %q, which is reserved", h.Text, h.ID)
			}
		}
		checkDocument(t, d, len(bytes.Split(src, []byte("\n")))+bytes.Count(src, []byte("\r")))
		var text strings.Builder
		for _, b := range d.Blocks() {
			text.WriteString(b.Text)
		}
		if got, want := textOf(page), strings.Join(strings.Fields(text.String()), ""); got != want {
			t.Fatalf("text of HTML and blocks differ for %q:\n%q\n%q", src, got, want)
		}
	})
}

// checkDocument fails unless all offsets of d are within what they refer to.
func checkDocument(t *testing.T, d *Document, lines int) {
	t.Helper()
	for i, b := range d.Blocks() {
		for _, s := range b.Searchable {
			if s.Start < 0 || s.End <= s.Start || int(s.End) > len(b.Text) {
				t.Fatalf("block %q has searchable %v", b.Text, s)
			}
		}
		for _, s := range b.Linkable {
			if !slices.ContainsFunc(b.Searchable, func(o Span) bool { return o.Start <= s.Start && s.End <= o.End }) {
				t.Fatalf("block %q has linkable %v, searchable %v", b.Text, s, b.Searchable)
			}
		}
		last := b.Line
		for offset := range b.Text {
			line := d.Line(i, offset)
			if line < last || line > lines {
				t.Fatalf("block %q: byte %d is on line %d, after line %d of %d", b.Text, offset, line, last, lines)
			}
			last = line
		}
	}
	for _, r := range d.Refs {
		if text := d.Block(r.Block).Text; r.Kind != ImageRef && r.Text != "" && text[r.Span.Start:r.Span.End] != r.Text {
			t.Fatalf("%+v is not in %q", r, text)
		}
	}
}
