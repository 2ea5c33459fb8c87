package markdown

import (
	"bytes"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	xast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"dossier/cmd/dossier/internal/diag"
)

// parse runs goldmark and the builder. Both can take a time that grows with the
// square of the source, and goldmark cannot be told to stop; so they run in a
// goroutine of their own which looks at every bracket, line and pair of
// delimiters whether it still should, and is left behind when the time is over.
func (s *source) parse(o Options) (*Document, diag.List) {
	j := &job{source: s, options: o}
	done := make(chan *Document, 1)
	go func() {
		defer func() { done <- j.document }()
		defer j.recover()
		j.run()
	}()
	timer := time.NewTimer(o.Timeout)
	defer timer.Stop()
	select {
	case d := <-done:
		return d, s.list
	case <-timer.C:
		j.stop.Store(true)
		var list diag.List // not s.list, to which the goroutine may still add
		list.Add(diag.Error, diag.Pos{File: o.File, Line: o.Line},
			"look for thousands of brackets, asterisks or nested lists, or split the file; or raise limits.seconds in dossier.yaml",
			"reading the text took more than %g s", o.Timeout.Seconds())
		return &Document{}, list
	}
}

// A job is the parsing of one document. It is also what pairs its emphasis.
type job struct {
	*source
	options  Options
	document *Document
	shift    int // what is added to the level of headings
	cells    int // of tables so far
	stop     atomic.Bool
}

// A refusal is what a job panics with, to get out of goldmark.
type refusal struct {
	offset        int
	message, hint string
}

func (j *job) recover() {
	v := recover()
	if v == nil {
		return
	}
	j.document = &Document{}
	if r, ok := v.(refusal); ok {
		j.list.Add(diag.Error, j.pos(r.offset), r.hint, "%s", r.message)
		return
	}
	j.list.Add(diag.Error, diag.Pos{File: j.file, Line: j.first}, "please report it with the file",
		"%s", fmt.Sprintf("internal error: the markdown parser failed: %v", v))
}

func (j *job) run() {
	pc := parser.NewContext()
	pc.Set(jobKey, j)
	goldmark := withoutBareLinks
	if hasBareLink(j.text) {
		goldmark = withBareLinks
	}
	root := goldmark().Parse(reader{text.NewReader(j.text), j}, parser.WithContext(pc))
	j.document = j.build(root)
}

// checkpoint ends the job if its time is over.
func (j *job) checkpoint() {
	if j.stop.Load() {
		panic(refusal{message: "stopped"})
	}
}

var jobKey = parser.NewContextKey()

func jobOf(pc parser.Context) *job { return pc.Get(jobKey).(*job) }

// The parsers, which all goroutines share. goldmark looks for bare links after
// every space, which takes a fifth of its time, so most bodies do without.
var (
	withBareLinks    = sync.OnceValue(func() parser.Parser { return newParser(true) })
	withoutBareLinks = sync.OnceValue(func() parser.Parser { return newParser(false) })
)

// hasBareLink reports whether a text may have an address outside of [text](address).
func hasBareLink(src []byte) bool {
	if bytes.IndexByte(src, '@') >= 0 || bytes.Contains(src, []byte("www.")) {
		return true
	}
	for i := 0; ; {
		n := bytes.Index(src[i:], []byte("http"))
		if n < 0 {
			return false
		}
		if i += n; !bytes.HasSuffix(src[:i], []byte("](")) {
			return true
		}
		i += len("http")
	}
}

// newParser returns goldmark with its own parts, except where a part needs a
// bound, another order or our own syntax.
func newParser(bareLinks bool) parser.Parser {
	inlines := []util.PrioritizedValue{
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(extension.NewFootnoteParser(), 101),
		util.Prioritized(wikilinkParser{}, 150),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasisParser{}, 500),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(extension.NewTypographerParser(typography()), 9999),
	}
	if bareLinks {
		inlines = append(inlines, util.Prioritized(extension.NewLinkifyParser(
			extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"})), 999))
	}
	return parser.NewParser(
		parser.WithInlineParsers(inlines...),
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(shallow{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(shallow{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(shallow{extension.NewFootnoteBlockParser()}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(boundedTable{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(survey{}, 900),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

// typography has characters where goldmark has entities, so that the text that
// is searched is the text that is read.
func typography() extension.TypographerOption {
	return extension.WithTypographicSubstitutions(map[extension.TypographicPunctuation]string{
		extension.LeftSingleQuote: "‘", extension.RightSingleQuote: "’", extension.Apostrophe: "’",
		extension.LeftDoubleQuote: "“", extension.RightDoubleQuote: "”",
		extension.LeftAngleQuote: "«", extension.RightAngleQuote: "»",
		extension.EnDash: "–", extension.EmDash: "—", extension.Ellipsis: "…",
	})
}

// A reader is goldmark's reader of blocks with a checkpoint at every line.
type reader struct {
	text.Reader
	job *job
}

func (r reader) PeekLine() ([]byte, text.Segment) {
	r.job.checkpoint()
	return r.Reader.PeekLine()
}

// A shallow parser of blocks refuses to nest deeper than MaxDepth, so that
// goldmark, which is recursive, cannot run out of stack.
type shallow struct{ parser.BlockParser }

func (p shallow) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) > MaxDepth {
		_, segment := r.PeekLine()
		tooDeep(segment.Start)
	}
	return p.BlockParser.Open(parent, r, pc)
}

func tooDeep(offset int) {
	panic(refusal{offset, fmt.Sprintf("lists, quotes or emphasis nested more than %d deep", MaxDepth), ""})
}

// A boundedTable refuses tables that would fill many more cells than were
// written: goldmark completes each row to the number of columns.
type boundedTable struct{ parser.ParagraphTransformer }

func (t boundedTable) Transform(node *ast.Paragraph, r text.Reader, pc parser.Context) {
	lines, columns := node.Lines(), 0
	for i := 1; i < lines.Len(); i++ {
		segment := lines.At(i)
		line := segment.Value(r.Source())
		if len(bytes.Trim(line, "|-: \t\n")) == 0 {
			columns = max(columns, bytes.Count(line, []byte("|"))+1)
		}
	}
	j := jobOf(pc)
	j.cells += columns * lines.Len()
	if j.cells > maxCells+len(j.text) {
		panic(refusal{lines.At(0).Start, fmt.Sprintf("tables with more than %d empty cells", maxCells), "write fewer columns, or fill the rows"})
	}
	t.ParagraphTransformer.Transform(node, r, pc)
}

// emphasisParser is goldmark's with a checkpoint at every pair that is tried.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

func (emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, emphasis{jobOf(pc)})
	if d == nil {
		return nil
	}
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}

type emphasis struct{ job *job }

func (e emphasis) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (e emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	e.job.checkpoint()
	return opener.Char == closer.Char
}

func (e emphasis) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// A survey looks at the whole tree before anything is built: headings move down
// if one of them has level 1, and goldmark drops footnotes that nothing uses.
type survey struct{}

func (survey) Transform(root *ast.Document, _ text.Reader, pc parser.Context) {
	jobOf(pc).survey(root)
}

func (j *job) survey(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level == 1 {
				j.shift = 1
			}
		case *xast.Footnote:
			if n.Index < 0 {
				j.warn(max(n.Pos(), 0), "refer to it with "+fmt.Sprintf("[^%s]", n.Ref)+", or delete it",
					"footnote %q is never used, or was defined before", n.Ref)
			}
			j.survey(n)
		case *ast.List, *ast.ListItem, *ast.Blockquote, *xast.FootnoteList:
			j.survey(n)
		}
	}
}
