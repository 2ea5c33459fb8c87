package markdown

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestBlocks(t *testing.T) {
	const in = "# T\n\nfirst `code` [[id]] *em*\nsecond [[id|x]]\n\n- item\n\n| cell |\n|---|\n\n![alt](p.jpg \"cap\")\n\n```\npre\n```\n"
	want := []string{
		`heading 5 "T" [T] []`,
		`paragraph 7 "first code id em\nsecond x" [first |` + " | em\nsecond x] [first | | |em|\nsecond ]",
		`item 10 "item" [item] [item]`,
		`cell 12 "cell" [cell] [cell]`,
		`paragraph 15 "" [] []`,
		`caption 15 "cap" [cap] [cap]`,
		`code 18 "pre\n" [] []`,
	}
	kinds := []string{"paragraph", "heading", "item", "cell", "caption", "code"}
	d, list := Parse([]byte(in), Options{Line: 5})
	if len(list) > 0 || d.NumBlocks() != len(want) {
		t.Fatalf("blocks %+v, messages %v", d.blocks, list)
	}
	for i, b := range d.Blocks() {
		got := fmt.Sprintf("%s %d %q [%s] [%s]", kinds[b.Kind], b.Line, b.Text, pieces(b.Text, b.Searchable), pieces(b.Text, b.Linkable))
		if got != want[i] {
			t.Errorf("block %d\n got %q\nwant %q", i, got, want[i])
		}
	}
}

func pieces(text string, spans []Span) string {
	var all []string
	for _, s := range spans {
		all = append(all, text[s.Start:s.End])
	}
	return strings.Join(all, "|")
}

// Each word of the body is a number, that of its line.
func TestLine(t *testing.T) {
	for _, in := range []string{
		"1 1\n*2*\n\n- 4\n  5\n\n7\\\n8  \n9",
		"1 <b\na=c> 2\n3",
		"1 [1](a.md\n\"2\") 2\n3",
		"1 [[a\nb]] 2\n[[c|3\n4]] 4\n5",
		"1 `1\n2` 2\n3",
		"[a]: b\n[c]:\nd\n4 [4][a]\n5",
		"| 1 |\n|---|\n| 3 |\n",
		"1[^x]\n\n[^x]: 3\n    4\n\n6[^x]\n",
		"> 1\n> > 2\n3\n",
		"```\n2\n\n4\n```\n\n    7\n",
	} {
		for _, ending := range []string{"\n", "\r\n"} {
			d, list := Parse([]byte(strings.ReplaceAll(in, "\n", ending)), Options{Line: 1})
			if list.HasErrors() {
				t.Fatal(list)
			}
			for i, b := range d.Blocks() {
				for offset, r := range b.Text {
					if '0' <= r && r <= '9' && d.Line(i, offset) != int(r-'0') {
						t.Errorf("%q: %c of block %q is on line %d", in, r, b.Text, d.Line(i, offset))
					}
				}
			}
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int
	}{
		{"", 0},
		{"One, two -- *three*.", 3},
		{"don't re-open 2016-09-09", 3},
		{"# A\n\nb\n\n    code\n", 2},
		{"اتفاق حلب", 2},
		{"停火 2016", 3},
	} {
		d, _ := Parse([]byte(c.in), Options{})
		if got := d.Words(); got != c.want {
			t.Errorf("words of %q = %d, want %d", c.in, got, c.want)
		}
	}
}

func TestSummary(t *testing.T) {
	title := func(i int) string { return []string{"Geneva talks", ""}[i%2] }
	for _, c := range []struct {
		in, want string
		max      int
	}{
		{"# T\n\n[[card]]\n\nOne *two*\nthree.\n\nFour", "One two three.", 20},
		{"At the [[geneva]] with [[b]] and [[c|x]]", "At the Geneva talks with b and x", 99},
		{"One two three", "One two three", 13},
		{"One two three", "One two…", 12},
		{"One two, three", "One two…", 12},
		{"One two three", "One…", 5},
		{"Onetwothree", "One…", 4},
		{"اتفاق حلب اليوم", "اتفاق حلب…", 11},
		{"- item\n- b", "item", 9},
		{"- item\n\ntext", "text", 9},
		{"| a |\n|-|\n", "", 9},
		{"![a](b.jpg \"c\")", "", 9},
	} {
		d, _ := Parse([]byte(c.in), Options{})
		if got := d.Summary(c.max, title); got != c.want {
			t.Errorf("summary of %q to %d = %q, want %q", c.in, c.max, got, c.want)
		}
	}
	d, _ := Parse([]byte("At [[geneva]]"), Options{})
	if got, want := d.Summary(99, nil), "At geneva"; got != want {
		t.Errorf("summary without titles = %q, want %q", got, want)
	}
}

func TestContext(t *testing.T) {
	const in = "On Monday the minister Sergey\nLavrov said in Geneva that it would begin"
	d, _ := Parse([]byte(in), Options{})
	for _, c := range []struct {
		name, want string
		max        int
	}{
		{"Sergey\nLavrov", "On Monday the minister Sergey Lavrov said in Geneva that it would begin", 200},
		{"Sergey\nLavrov", "…the minister Sergey Lavrov said in Geneva…", 47},
		{"Sergey\nLavrov", "…Sergey Lavrov…", 13},
		{"Sergey\nLavrov", "…Sergey Lavrov…", 0},
		{"On Monday", "On Monday the…", 21},
		{"begin", "…it would begin", 30},
	} {
		start := strings.Index(d.Block(0).Text, c.name)
		got, at := d.Context(0, Span{int32(start), int32(start + len(c.name))}, c.max, nil)
		if got != c.want {
			t.Errorf("context of %q to %d = %q, want %q", c.name, c.max, got, c.want)
		}
		if name := strings.ReplaceAll(c.name, "\n", " "); got[at.Start:at.End] != name {
			t.Errorf("context of %q to %d = %q, at %v", c.name, c.max, got, at)
		}
	}
}

func TestContextTitles(t *testing.T) {
	const in = "Then [[lavrov]] met [[kerry|the secretary]] in [[geneva]]."
	d, _ := Parse([]byte(in), Options{})
	titles := []string{"Sergey Lavrov", "John Kerry", "Geneva, 9 September"}
	title := func(i int) string { return titles[i] }
	for i, name := range []string{"Sergey Lavrov", "the secretary", "Geneva, 9 September"} {
		got, at := d.Context(0, d.Refs[i].Span, 200, title)
		if want := "Then Sergey Lavrov met the secretary in Geneva, 9 September."; got != want || got[at.Start:at.End] != name {
			t.Errorf("context of link %d = %q, %q; want %q, %q", i, got, got[at.Start:at.End], want, name)
		}
	}
}

func FuzzContext(f *testing.F) {
	f.Add("On Monday the minister said", 3, 9, 12)
	f.Add("سيرغي لافروف في جنيف", 0, 10, 7)
	f.Fuzz(func(t *testing.T, in string, start, end, max int) {
		d, _ := Parse([]byte(in), Options{})
		if d.NumBlocks() == 0 || max < 0 || max > 1000 {
			return
		}
		text := d.Block(0).Text
		if start < 0 || start > end || end > len(text) || !utf8.ValidString(text[:start]) || !utf8.ValidString(text[start:end]) {
			return
		}
		got, at := d.Context(0, Span{int32(start), int32(end)}, max, nil)
		if want := strings.ReplaceAll(text[start:end], "\n", " "); got[at.Start:at.End] != want || !utf8.ValidString(got) {
			t.Errorf("context of %q in %q = %q, at %v", want, text, got, at)
		}
		if n, limit := utf8.RuneCountInString(got), max+utf8.RuneCountInString(text[start:end])+2; n > limit {
			t.Errorf("context of %q in %q to %d has %d code points", text[start:end], text, max, n)
		}
	})
}

// TestKept finds out what a document keeps beside its text and markup.
func TestKept(t *testing.T) {
	src := []byte(article())
	d, _ := Parse(src, Options{})
	size := func(v any) int { return reflect.ValueOf(v).Len() * int(reflect.TypeOf(v).Elem().Size()) }
	if kept, n := size(d.ops)+size(d.blocks)+size(d.spans), len(src)*2/5; kept > n {
		t.Errorf("operations, blocks and spans take %d bytes of a source of %d, want at most %d", kept, len(src), n)
	}
	if cap(d.ops) > len(d.ops)*5/4+8 || cap(d.blocks) > len(d.blocks)*5/4+8 || cap(d.spans) > len(d.spans)*5/4+8 {
		t.Errorf("%d, %d and %d are kept that are not needed", cap(d.ops)-len(d.ops), cap(d.blocks)-len(d.blocks), cap(d.spans)-len(d.spans))
	}
}
