package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
)

// running writes a block of running text between two tags, if there is any.
func (b *builder) running(kind BlockKind, n ast.Node, open, end string) {
	b.begin(kind, b.offset(n))
	b.mark(open)
	b.inlines(n)
	if b.isEmpty() {
		b.undo()
		return
	}
	b.mark(end)
	b.end()
}

// begin starts a block that stands at an offset of the source.
func (b *builder) begin(kind BlockKind, offset int) {
	b.line = b.source.line(offset)
	b.barrier = len(b.ops)
	b.cut = true
	b.block = openBlock{
		block:  block{kind: kind, line: int32(b.first + b.line), text: int32(len(b.text))},
		refs:   len(b.d.Refs),
		markup: len(b.markup),
	}
	b.search, b.linkable = b.search[:0], b.linkable[:0]
}

// isEmpty reports whether nothing but its own tags was written of the block.
func (b *builder) isEmpty() bool {
	return !b.block.used && len(b.text) == int(b.block.text)
}

// undo takes back the tags of an empty block.
func (b *builder) undo() {
	b.ops = b.ops[:b.barrier]
	b.markup = b.markup[:b.block.markup]
}

// end ends the block. One without text and references is on the page only.
func (b *builder) end() {
	if len(b.text) == int(b.block.text) && b.block.refs == len(b.d.Refs) {
		return
	}
	b.block.search = int32(len(b.spans))
	b.spans = append(b.spans, b.search...)
	b.block.link = int32(len(b.spans))
	b.spans = append(b.spans, b.linkable...)
	b.blocks = append(b.blocks, b.block.block)
}

// mark writes markup.
func (b *builder) mark(s string) {
	if s == "" {
		return
	}
	b.markup = append(b.markup, s...)
	b.cut = true
	b.operate(opMarkup, len(s))
}

// attribute writes an attribute that has a value.
func (b *builder) attribute(name, value string) {
	if value != "" {
		b.mark(" " + name + `="` + string(appendEscaped(nil, value)) + `"`)
	}
}

// wrote does what is to be done after n bytes were appended to the text, which
// stand at an offset of the source; -1 means right after those before.
func (b *builder) wrote(n, offset int) {
	if n == 0 {
		return
	}
	end := len(b.text)
	start := end - n
	if offset >= 0 {
		b.follow(offset, start)
	}
	b.line += bytes.Count(b.text[start:], []byte("\n"))
	if b.silent == 0 {
		base := int(b.block.text)
		span := Span{int32(start - base), int32(end - base)}
		b.search = extend(b.search, span, false)
		if b.link == 0 && !b.block.raw && b.block.kind != HeadingBlock {
			b.linkable = extend(b.linkable, span, b.cut)
		}
	}
	b.cut = false
	b.operate(opText, n)
}

// follow notes that the text from start on is not on the line that is expected.
func (b *builder) follow(offset, start int) {
	lines := b.source.lines
	if b.line < len(lines) && int(lines[b.line]) <= offset && (b.line+1 == len(lines) || offset < int(lines[b.line+1])) {
		return
	}
	b.line = b.source.line(offset)
	b.d.jumps = append(b.d.jumps, jump{int32(start), int32(b.first + b.line)})
}

// extend adds a span, or lengthens the last one unless there is a cut between.
func extend(spans []Span, s Span, cut bool) []Span {
	if last := len(spans) - 1; last >= 0 && spans[last].End == s.Start && !cut {
		spans[last].End = s.End
		return spans
	}
	return append(spans, s)
}

// operate adds an operation that writes n bytes, or lengthens the last one.
func (b *builder) operate(kind opKind, n int) {
	b.spend(0)
	if last := len(b.ops) - 1; last >= b.barrier && b.ops[last].kind() == kind {
		b.ops[last] += newOp(0, n)
		return
	}
	b.ops = append(b.ops, newOp(kind, n))
}

// open starts what surrounds the operations up to close.
func (b *builder) open(kind opKind, ref int) {
	b.ops = append(b.ops, newOp(kind, ref))
	b.barrier = len(b.ops)
	b.cut = true
}

func (b *builder) close() {
	b.ops = append(b.ops, newOp(opEnd, 0))
	b.barrier = len(b.ops)
	b.cut = true
}

// spend is called for all that is written: it ends a job whose time is over,
// counts n bytes of references and refuses a document that has grown out
// of proportion to its source.
func (b *builder) spend(n int) {
	b.checkpoint()
	b.spent += n
	if int64(len(b.text)+len(b.markup)+b.spent) > b.limit {
		panic(refusal{0, fmt.Sprintf("the page would be more than %d times as large as the file", b.options.Growth),
			"look for a long link that is used very often, or a table with very many columns; or raise limits.growth in dossier.yaml"})
	}
}

// offset returns where a node stands in the source.
func (b *builder) offset(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	return min(max(n.Pos(), 0), len(b.source.text))
}
