package markdown

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	xast "github.com/yuin/goldmark/extension/ast"

	"dossier/cmd/dossier/internal/slug"
)

// A builder walks goldmark's tree once and writes the Document.
type builder struct {
	*job
	d      *Document
	ops    []op
	text   []byte
	markup []byte
	limit  int64 // bytes that text, markup and references may take
	spent  int   // bytes of references
	depth  int

	block   openBlock // the block that is being written; see begin
	line    int       // index of the line on which the next byte of text is expected
	barrier int       // ops that what follows is not merged into
	cut     bool      // markup was written after the last text
	link    int       // depth of links
	silent  int       // depth of bare wikilinks and code, in which no names are looked for

	blocks           []block
	spans            []Span   // of all blocks
	search, linkable []Span   // of the block
	written          []bounds // what each reference covers of text
	ids              map[string]int
	notes            map[[2]int]bool // references to footnotes that were written
}

// An openBlock is a block that is being written.
type openBlock struct {
	block
	refs   int  // number of references before it
	markup int  // length of the markup before it
	used   bool // there is more to it than its own tags
	raw    bool // raw HTML may have opened a link in it
}

// bounds are the part of a slice from index from up to, not including, index to.
type bounds struct{ from, to int }

func (j *job) build(root ast.Node) *Document {
	b := &builder{
		job: j, d: &Document{}, limit: min(int64(j.options.Growth)*int64(len(j.source.text))+maxExtra, maxOp),
		text:   make([]byte, 0, len(j.source.text)),
		markup: make([]byte, 0, len(j.source.text)/4),
	}
	b.children(root)
	return b.finish()
}

// finish gives each part exactly the memory that it needs.
func (b *builder) finish() *Document {
	d := b.d
	d.text, d.markup = string(b.text), string(b.markup)
	d.ops, d.jumps = slices.Clone(b.ops), slices.Clone(d.jumps)
	d.blocks, d.spans = slices.Clone(b.blocks), slices.Clone(b.spans)
	for i := range d.Refs {
		r, w := &d.Refs[i], b.written[i]
		start := d.blocks[r.Block].text
		r.Span = Span{int32(w.from) - start, int32(w.to) - start}
		if r.Kind != ImageRef && r.Text != "" {
			r.Text = d.text[w.from:w.to]
		}
	}
	d.Refs = slices.Clone(d.Refs)
	return d
}

// children writes the blocks in n.
func (b *builder) children(n ast.Node) {
	if b.depth++; b.depth > MaxDepth {
		tooDeep(b.offset(n))
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.blockNode(c)
	}
	b.depth--
}

func (b *builder) blockNode(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		b.paragraph(n)
	case *ast.TextBlock:
		b.running(ItemBlock, n, "", "")
		if n.NextSibling() != nil && n.HasChildren() {
			b.mark("\n")
		}
	case *ast.Heading:
		b.heading(n)
	case *ast.Blockquote:
		b.mark("<blockquote>\n")
		b.children(n)
		b.mark("</blockquote>\n")
	case *ast.List:
		b.list(n)
	case *ast.ListItem:
		b.mark("<li>")
		if _, tight := n.FirstChild().(*ast.TextBlock); !tight && n.HasChildren() {
			b.mark("\n")
		}
		b.children(n)
		b.mark("</li>\n")
	case *ast.CodeBlock:
		b.code(n, "")
	case *ast.FencedCodeBlock:
		language := string(appendText(nil, n.Language(b.source.text)))
		if language != "" {
			language = "language-" + language
		}
		b.code(n, language)
	case *ast.HTMLBlock:
		b.htmlBlock(n)
	case *ast.ThematicBreak:
		b.mark("<hr>\n")
	case *xast.Table:
		b.table(n)
	case *xast.FootnoteList:
		b.mark("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n")
		b.children(n)
		b.mark("</ol>\n</section>\n")
	case *xast.Footnote:
		b.mark("<li id=\"" + noteID(n.Index) + "\">\n")
		b.children(n)
		b.mark("</li>\n")
	case *xast.FootnoteBacklink: // after a note that does not end in a paragraph
		b.backlink(n)
	}
}

func (b *builder) list(n *ast.List) {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
	}
	b.mark("<" + tag)
	if n.IsOrdered() && n.Start != 1 {
		b.mark(` start="` + strconv.Itoa(n.Start) + `"`)
	}
	b.mark(">\n")
	b.children(n)
	b.mark("</" + tag + ">\n")
}

// paragraph writes a paragraph, and makes a card of one that is nothing but a
// wikilink or an image.
func (b *builder) paragraph(n *ast.Paragraph) {
	kind := ParagraphBlock
	if _, ok := n.Parent().(*ast.ListItem); ok {
		kind = ItemBlock
	}
	only := n.FirstChild()
	if only == nil || only.NextSibling() != nil {
		b.running(kind, n, "<p>", "</p>\n")
		return
	}
	ref := len(b.d.Refs)
	switch only := only.(type) {
	case *wikilink:
		if n.Parent().Kind() != ast.KindDocument || only.target == "" {
			break
		}
		b.open(opCard, ref)
		b.running(kind, n, "<p>", "</p>\n")
		b.close()
		b.d.Refs[ref].Card = true
		return
	case *ast.Image:
		if b.dest(only.Destination).kind != destPath {
			break
		}
		b.open(opCard, ref)
		b.figure(only, n, kind)
		b.close()
		b.d.Refs[ref].Card = true
		return
	}
	b.running(kind, n, "<p>", "</p>\n")
}

// figure writes a paragraph that is an image. Its title becomes the caption.
func (b *builder) figure(image *ast.Image, n ast.Node, kind BlockKind) {
	caption := appendText(nil, image.Title)
	if len(caption) == 0 {
		b.running(kind, n, "<p>", "</p>\n")
		return
	}
	b.running(kind, n, "<figure>\n", "\n")
	b.begin(CaptionBlock, b.offset(n))
	b.mark("<figcaption>")
	b.text = append(b.text, caption...)
	b.wrote(len(caption), -1)
	b.mark("</figcaption>\n</figure>\n")
	b.end()
}

// heading writes a heading, with an id, unless there is nothing in it.
func (b *builder) heading(n *ast.Heading) {
	level := min(n.Level+b.shift, 6)
	tag := "h" + strconv.Itoa(level)
	b.begin(HeadingBlock, b.offset(n))
	b.mark("<" + tag + ` id="`)
	op, at := len(b.ops)-1, len(b.markup)
	b.mark(`">`)
	b.inlines(n)
	if b.isEmpty() {
		b.undo()
		b.warn(b.offset(n), "", "heading without text is left out")
		return
	}
	text := string(bytes.ReplaceAll(b.text[b.block.text:], []byte("\n"), []byte(" ")))
	id := b.newID(text)
	b.insert(op, at, id)
	b.mark("</" + tag + ">\n")
	b.end()
	b.d.Headings = append(b.d.Headings, Heading{level, id, text})
}

// insert puts s into the markup at offset at, which is in operation op. The id
// of a heading follows from its text, which is known only when it is written.
func (b *builder) insert(op, at int, s string) {
	b.markup = slices.Insert(b.markup, at, []byte(s)...)
	b.ops[op] += newOp(0, len(s))
}

// newID returns an id for a heading that nothing else on the page has. A slug
// never holds "_", so it cannot be that of a footnote.
func (b *builder) newID(text string) string {
	base := slug.Make(text)
	switch {
	case base == "":
		base = "section"
	case '0' <= base[0] && base[0] <= '9':
		base = "section-" + base // style sheets and checkers want a letter first
	}
	id, n := b.unused(base)
	if b.options.Reserved != nil && b.options.Reserved(id) {
		// Another number would not help: whole families of ids are reserved.
		base = "section-" + base
		id, n = b.unused(base)
	}
	if b.ids == nil {
		b.ids = make(map[string]int)
	}
	b.ids[id] = 0
	b.ids[base] = n
	return id
}

// unused returns the first of base, base-1, base-2 and so on that no heading
// has, with its number.
func (b *builder) unused(base string) (id string, n int) {
	id = base
	n, used := b.ids[base]
	for used {
		n++
		id = base + "-" + strconv.Itoa(n)
		_, used = b.ids[id]
	}
	return id, n
}

// code writes a block of code as it is, with a class if there is one.
func (b *builder) code(n ast.Node, class string) {
	lines := n.Lines()
	if lines.Len() == 0 {
		b.mark("<pre><code></code></pre>\n")
		return
	}
	first := lines.At(0)
	b.begin(CodeBlock, first.Start)
	b.mark("<pre><code")
	b.attribute("class", class)
	b.mark(">")
	b.silent++
	for i := range lines.Len() {
		line := lines.At(i)
		value := line.Value(b.source.text)
		b.text = append(b.text, value...)
		b.wrote(len(value), line.Start)
	}
	b.silent--
	b.mark("</code></pre>\n")
	b.end()
}

func (b *builder) table(n *xast.Table) {
	b.mark("<table>\n")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		_, head := row.(*xast.TableHeader)
		open, end, tag := "<tr>\n", "</tr>\n", "<td"
		if head {
			open, end, tag = "<thead>\n<tr>\n", "</tr>\n</thead>\n", `<th scope="col"`
			if row.NextSibling() != nil {
				end += "<tbody>\n"
			}
		} else if row.NextSibling() == nil {
			end += "</tbody>\n"
		}
		b.mark(open)
		column := 0
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			b.cell(c, tag, n.Alignments[column])
			column++
		}
		b.mark(end)
	}
	b.mark("</table>\n")
}

// cell writes a cell; tag is the beginning of its tag.
func (b *builder) cell(n ast.Node, tag string, align xast.Alignment) {
	end := "</" + tag[1:3] + ">\n"
	switch align {
	case xast.AlignLeft:
		tag += ` class="left"`
	case xast.AlignRight:
		tag += ` class="right"`
	case xast.AlignCenter:
		tag += ` class="center"`
	}
	b.mark(tag + ">")
	b.running(CellBlock, n, "", "")
	b.mark(end)
}
