package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	xast "github.com/yuin/goldmark/extension/ast"
)

// inlines writes the running text in n.
func (b *builder) inlines(n ast.Node) {
	if b.depth++; b.depth > MaxDepth {
		tooDeep(b.offset(n))
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.inline(c)
	}
	b.depth--
}

func (b *builder) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		b.textNode(n)
	case *ast.String: // from the typographer
		b.text = append(b.text, n.Value...)
		b.wrote(len(n.Value), -1)
	case *ast.Emphasis:
		tag := "em>"
		if n.Level == 2 {
			tag = "strong>"
		}
		b.between(n, tag)
	case *xast.Strikethrough:
		b.between(n, "del>")
	case *ast.CodeSpan:
		b.codeSpan(n)
	case *ast.Link:
		b.linkNode(n)
	case *ast.AutoLink:
		b.autoLink(n)
	case *ast.Image:
		b.image(n)
	case *wikilink:
		b.wikilink(n)
	case *ast.RawHTML:
		b.rawHTML(n)
	case *xast.TaskCheckBox:
		box := "☐ "
		if n.IsChecked {
			box = "☑ "
		}
		b.text = append(b.text, box...)
		b.wrote(len(box), -1)
	case *xast.FootnoteLink:
		b.note(n)
	case *xast.FootnoteBacklink:
		b.backlink(n)
	}
}

func (b *builder) textNode(n *ast.Text) {
	start := len(b.text)
	value := n.Segment.Value(b.source.text)
	if n.IsRaw() {
		b.text = append(b.text, value...)
	} else {
		b.text = appendText(b.text, value)
	}
	b.wrote(len(b.text)-start, n.Segment.Start)
	if n.HardLineBreak() {
		b.mark("<br>")
	}
	if n.HardLineBreak() || n.SoftLineBreak() {
		b.text = append(b.text, '\n')
		b.wrote(1, -1)
	}
}

// between writes what is in n between two tags; tag is "name>".
func (b *builder) between(n ast.Node, tag string) {
	b.mark("<" + tag)
	b.inlines(n)
	b.mark("</" + tag)
}

func (b *builder) codeSpan(n *ast.CodeSpan) {
	b.mark("<code>")
	b.silent++
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(b.source.text)
		start := len(b.text)
		b.text = append(b.text, value...)
		if bytes.HasSuffix(value, []byte("\n")) {
			b.text[len(b.text)-1] = ' '
		}
		b.wrote(len(b.text)-start, t.Segment.Start)
	}
	b.silent--
	b.mark("</code>")
}

// dest looks at a destination as goldmark returns it.
func (b *builder) dest(raw []byte) dest {
	return parseDest(string(appendText(nil, raw)))
}

func (b *builder) linkNode(n *ast.Link) {
	d := b.dest(n.Destination)
	title := string(appendText(nil, n.Title))
	if d.kind == destUnsafe {
		b.warn(b.offset(n), linkHint, "link to %q %s and is written as text", clip(string(n.Destination)), d.why)
	}
	if b.nested(n, d.kind == destUnsafe) {
		b.inlines(n)
		return
	}
	b.link++
	if d.kind == destPath || d.kind == destFragment {
		kind := PathRef
		switch {
		case d.kind == destFragment:
			kind = HereRef
		case isMarkdown(d.path):
			kind = FileRef
		}
		b.ref(n, Ref{Kind: kind, Target: d.path, Query: d.query, Fragment: d.fragment, Title: title}, func() { b.inlines(n) })
	} else {
		b.mark(`<a href="` + string(appendEscaped(nil, d.href)) + `"`)
		b.attribute("title", title)
		b.external(d)
		b.inlines(n)
		b.mark("</a>")
	}
	b.link--
}

const linkHint = "links may begin with https:, http:, mailto:, tel: or #, or name a file of the dossier"

// nested reports whether a link is to be written as text, because it is refused
// or within another link, which HTML does not allow.
func (b *builder) nested(n ast.Node, refused bool) bool {
	if !refused && b.link > 0 {
		b.warn(b.offset(n), "", "link within a link is written as text")
		return true
	}
	return refused
}

// external ends the tag of a link.
func (b *builder) external(d dest) {
	if d.kind == destExternal {
		b.mark(` rel="external"`)
	}
	b.mark(">")
}

func (b *builder) autoLink(n *ast.AutoLink) {
	label := n.Label(b.source.text)
	offset := b.offset(n)
	// goldmark may give the place of the character before a bare link.
	offset += max(bytes.Index(b.source.text[offset:min(offset+2+len(label), len(b.source.text))], label), 0)
	address := string(n.URL(b.source.text))
	if n.AutoLinkType == ast.AutoLinkEmail {
		address = "mailto:" + address
	}
	d := parseDest(address)
	refused := d.kind != destExternal && d.kind != destContact
	if refused {
		b.warn(offset, linkHint, "link to %q %s and is written as text", clip(address), d.why)
	}
	refused = refused || b.link > 0
	if !refused {
		b.mark(`<a href="` + string(appendEscaped(nil, d.href)) + `"`)
		b.external(d)
		b.link++
	}
	b.text = append(b.text, label...)
	b.wrote(len(label), offset)
	if !refused {
		b.link--
		b.mark("</a>")
	}
}

// wikilink writes a wikilink, with its target as the text if it has no other.
func (b *builder) wikilink(n *wikilink) {
	write := func() { b.inlines(n) }
	if !n.HasChildren() {
		write = func() {
			b.silent++
			b.text = append(b.text, n.label()...)
			b.wrote(len(n.label()), n.Pos())
			b.silent--
		}
	}
	if b.nested(n, false) {
		write()
		return
	}
	kind := WikiRef
	if n.target == "" {
		kind = HereRef
	}
	b.link++
	b.ref(n, Ref{Kind: kind, Target: n.target, Fragment: n.fragment}, write)
	b.link--
}

// ref writes a reference around what write writes, which is its text.
func (b *builder) ref(n ast.Node, r Ref, write func()) {
	pos := b.pos(b.offset(n))
	r.Line, r.Col, r.Block = int32(pos.Line), int32(pos.Col), len(b.blocks)
	b.spend(len(r.Target) + len(r.Query) + len(r.Fragment) + len(r.Title))
	start, i := len(b.text), len(b.d.Refs)
	b.open(opRef, i)
	b.d.Refs = append(b.d.Refs, r)
	b.written = append(b.written, bounds{start, start})
	b.block.used = true
	write()
	b.close()
	b.written[i].to = len(b.text)
	if bare := r.Kind == WikiRef && !n.HasChildren(); r.Kind != ImageRef && len(b.text) > start && !bare {
		b.d.Refs[i].Text = string(b.text[start:])
	}
}

func (b *builder) image(n *ast.Image) {
	alt := string(bytes.Join(bytes.Fields(b.plain(nil, n)), []byte(" ")))
	d := b.dest(n.Destination)
	switch d.kind {
	case destPath:
		if alt == "" {
			b.warn(b.offset(n), "say between the brackets what it shows, for those who cannot see it",
				"image %q has no text", clip(d.path))
		}
		b.ref(n, Ref{Kind: ImageRef, Target: d.path, Query: d.query, Fragment: d.fragment, Text: alt,
			Title: string(appendText(nil, n.Title))}, func() {})
		return
	case destExternal:
		d.why = "is on another server"
	case destContact, destFragment:
		d.why = "is no file"
	}
	b.warn(b.offset(n), "save it beside the file, and name it by its path",
		"image %q %s and is written as text", clip(string(n.Destination)), d.why)
	b.text = append(b.text, alt...)
	b.wrote(len(alt), b.offset(n))
}

// plain appends the text in n without any markup.
func (b *builder) plain(dst []byte, n ast.Node) []byte {
	if b.depth++; b.depth > MaxDepth {
		tooDeep(b.offset(n))
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if c.IsRaw() {
				dst = append(dst, c.Segment.Value(b.source.text)...)
			} else {
				dst = appendText(dst, c.Segment.Value(b.source.text))
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				dst = append(dst, ' ')
			}
		case *ast.String:
			dst = append(dst, c.Value...)
		case *ast.AutoLink:
			dst = append(dst, c.Label(b.source.text)...)
		case *wikilink:
			if !c.HasChildren() {
				dst = append(dst, c.label()...)
			}
			dst = b.plain(dst, c)
		default:
			dst = b.plain(dst, c)
		}
	}
	b.depth--
	return dst
}

// rawHTML writes a tag or comment, if that is allowed.
func (b *builder) rawHTML(n *ast.RawHTML) {
	if b.options.AllowHTML {
		for i := range n.Segments.Len() {
			s := n.Segments.At(i)
			b.mark(string(s.Value(b.source.text)))
		}
		b.block.used, b.block.raw = true, true
		return
	}
	first := n.Segments.At(0)
	if value := first.Value(b.source.text); !bytes.HasPrefix(value, []byte("</")) { // once for each pair
		b.removed(first.Start, value)
	}
}

// htmlBlock writes raw HTML, if that is allowed.
func (b *builder) htmlBlock(n *ast.HTMLBlock) {
	if !b.options.AllowHTML {
		first := n.Lines().At(0)
		value := first.Value(b.source.text)
		b.removed(first.Start+len(value)-len(bytes.TrimLeft(value, " ")), value)
		return
	}
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.mark(string(line.Value(b.source.text)))
	}
	if n.HasClosure() {
		b.mark(string(n.ClosureLine.Value(b.source.text)))
	}
}

func (b *builder) removed(offset int, html []byte) {
	b.warn(offset, "write it in markdown; allow_html: true in dossier.yaml keeps the HTML of every page",
		"raw HTML is removed: %q", clip(string(html)))
}

// noteID returns the id of a footnote.
func noteID(index int) string { return "fn_" + strconv.Itoa(index) }

// noteRefID returns the id of a reference to a footnote.
func noteRefID(index, ref int) string {
	id := "fnref_" + strconv.Itoa(index)
	if ref > 0 {
		id += "_" + strconv.Itoa(ref)
	}
	return id
}

func (b *builder) note(n *xast.FootnoteLink) {
	if b.link > 0 {
		b.warn(b.offset(n), "put it after the link", "footnote within a link is left out")
		return
	}
	if b.notes == nil {
		b.notes = make(map[[2]int]bool)
	}
	b.notes[[2]int{n.Index, n.RefIndex}] = true
	b.block.used = true
	b.mark(`<sup id="` + noteRefID(n.Index, n.RefIndex) + `"><a href="#` + noteID(n.Index) +
		`" class="footnote-ref" role="doc-noteref">` + strconv.Itoa(n.Index) + `</a></sup>`)
}

// backlink leads from a footnote to where it is used, if that is on the page.
func (b *builder) backlink(n *xast.FootnoteBacklink) {
	if !b.notes[[2]int{n.Index, n.RefIndex}] {
		return
	}
	b.block.used = true
	b.mark("\u00A0" + `<a href="#` + noteRefID(n.Index, n.RefIndex) +
		`" class="footnote-backref" role="doc-backlink">↩︎</a>`)
}

// isMarkdown reports whether a path names a source file of a page.
func isMarkdown(path string) bool {
	return len(path) > 3 && strings.EqualFold(path[len(path)-3:], ".md")
}
