// Package markdown turns the body of a page into text, references and HTML.
//
// It stands inside content, at the start of the line: a body is parsed once,
// when its file is loaded, and goldmark's tree is dropped. What stays is a
// [Document]: the plain text that search, quotes and mentions read, the
// references that the site resolves, and the markup between the pieces of text.
// The invariant: a Document is never changed, and AppendHTML returns well-formed
// HTML in which nothing that the author wrote runs as a script, whatever the
// source was, unless [Options.AllowHTML] lets raw HTML through.
//
// The language is CommonMark 0.31 with the GitHub tables, strikethrough, task
// lists and bare links, footnotes, typographic quotes and dashes, and wikilinks:
//
//	[[id]]   [[id|text]]   [[people/id]]   [[people/id#fragment|text]]   [[#fragment]]
package markdown

import (
	"iter"
	"time"

	"dossier/cmd/dossier/internal/diag"
)

// Limits of one document. The length of the source is limited by the caller.
const (
	// DefaultTimeout bounds the time of Parse.
	DefaultTimeout = 10 * time.Second
	// MaxDepth bounds the nesting of lists, quotes, emphasis and links.
	MaxDepth = 100

	defaultGrowth = 32      // a document takes at most this many times its source
	maxExtra      = 1 << 20 // and this many bytes more
	maxCells      = 1 << 16 // cells of tables, beyond one for each byte of the source
	maxBytes      = 10      // messages about single bytes
)

// Options say where a body comes from and what it may contain.
type Options struct {
	File      string               // for messages
	Line      int                  // line of File on which the body begins; 0 means 1
	AllowHTML bool                 // keep raw HTML instead of removing it
	Reserved  func(id string) bool // ids that no heading may get, none of which begins with "section-"; may be nil
	Growth    int                  // how many times as large as the source the document may be, and 1 MiB; 0 means 32
	Timeout   time.Duration        // 0 means DefaultTimeout
}

// A Document is a parsed body. It may be used by several goroutines at once.
type Document struct {
	Refs     []Ref     // what the body refers to, in the order of the page
	Headings []Heading // for a table of contents, in the order of the page

	blocks []block // in the order of the page
	text   string  // the text of all blocks, one after another
	markup string  // the tags between the pieces of text
	ops    []op    // text and markup in the order of the page
	jumps  []jump  // where a line of text is not the one after the line before
	spans  []Span  // of each block those to search, then those to link
}

// A BlockKind says what a block is on the page.
type BlockKind uint8

// The kinds of blocks.
const (
	ParagraphBlock BlockKind = iota
	HeadingBlock
	ItemBlock    // the text of a list item
	CellBlock    // a cell of a table
	CaptionBlock // below an image
	CodeBlock    // a fenced or indented code block
)

// A Block is a piece of running text without block structure inside.
type Block struct {
	Kind BlockKind
	// Text has entities, escapes and typographic characters resolved; line
	// breaks of the source are "\n".
	Text string
	Line int // line in the file on which Text begins
	// Searchable are the parts of Text in which names are looked for: all but
	// code and the targets of wikilinks that have no text of their own.
	Searchable []Span
	// Linkable are the parts of Text in which a mention may become a link: not
	// in links and headings, and never across the border of an element. Each
	// lies within one of Searchable.
	Linkable []Span
}

// A block is what a document keeps of a [Block]: its line, and where its parts
// begin. They end where those of the next block begin.
type block struct {
	line         int32
	text         int32 // in Document.text
	search, link int32 // in Document.spans
	kind         BlockKind
}

// NumBlocks returns the number of blocks.
func (d *Document) NumBlocks() int { return len(d.blocks) }

// Block returns a block by its index.
func (d *Document) Block(i int) Block {
	b, end := &d.blocks[i], block{text: int32(len(d.text)), search: int32(len(d.spans))}
	if i+1 < len(d.blocks) {
		end = d.blocks[i+1]
	}
	return Block{
		Kind: b.kind, Text: d.text[b.text:end.text], Line: int(b.line),
		Searchable: d.spans[b.search:b.link:b.link], Linkable: d.spans[b.link:end.search:end.search],
	}
}

// Blocks returns the pieces of running text with their indexes, in the order of
// the page.
func (d *Document) Blocks() iter.Seq2[int, Block] {
	return func(yield func(int, Block) bool) {
		for i := range d.blocks {
			if !yield(i, d.Block(i)) {
				return
			}
		}
	}
}

// A Span is the part of a text from byte Start up to, not including, byte End.
type Span struct{ Start, End int32 }

// A RefKind says how a reference was written.
type RefKind uint8

// The kinds of references.
const (
	WikiRef  RefKind = iota // [[target]]
	FileRef                 // a link to a .md file
	PathRef                 // a link to any other path: a resource, or a page from "/"
	ImageRef                // ![alt](path)
	HereRef                 // a link to a place on the same page: [text](#fragment), [[#heading]]
)

// A Ref is a reference from the body to something in the dossier.
type Ref struct {
	Kind RefKind
	// Target is the id, name or section/id of a wikilink, or the path of a
	// link, with percent signs decoded, as written: relative to the file, or
	// from the root of the content if it begins with "/". A HereRef has none.
	Target   string
	Query    string // of a PathRef: "?…" as written, or ""
	Fragment string // without "#", decoded, or ""
	Text     string // written text of a link, the heading of [[#heading]], an image's alt text; "" if none
	Title    string // written title of a link or caption of an image, "" if none
	Card     bool   // a top-level paragraph is nothing but this wikilink or image
	Block    int    // index of the block that holds it
	Span     Span   // what it covers of the block's text
	Line     int32  // in the file
	Col      int32  // in code points, from 1
}

// A Heading is an entry of the table of contents.
type Heading struct {
	Level    int // 2 to 6: the page has its own level 1
	ID, Text string
}

// Parse reads a body. The document is never nil. It is empty if the list has
// errors: bytes that are not UTF-8, control characters, nesting deeper than
// [MaxDepth], more output or more time than the options allow. Warnings name
// what was left out and where: raw HTML, links with schemes other than http,
// https, mailto and tel, pictures of other servers.
func Parse(src []byte, o Options) (*Document, diag.List) {
	o.Line = max(o.Line, 1)
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Growth <= 0 {
		o.Growth = defaultGrowth
	}
	s := newSource(src, o)
	if s.check(); s.list.HasErrors() {
		return &Document{}, s.list
	}
	return s.parse(o)
}
