package markdown

import (
	"bytes"
	"cmp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// maxWikilink bounds the bytes between the brackets of a wikilink.
const maxWikilink = 1000

// A wikilink is [[target#fragment|text]]. Its children are the text, if it has
// one. One without a target leads to a place on the same page.
type wikilink struct {
	ast.BaseInline
	target, fragment string
}

var kindWikilink = ast.NewNodeKind("Wikilink")

func (n *wikilink) Kind() ast.NodeKind { return kindWikilink }

// label is what stands for the text if there is none.
func (n *wikilink) label() string { return cmp.Or(n.target, n.fragment) }

func (n *wikilink) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Target": n.target, "Fragment": n.fragment}, nil)
}

// A wikilinkParser is asked before goldmark's own parser of links. As that is
// asked at every bracket, it is also where a job that takes too long can end.
type wikilinkParser struct{}

func (wikilinkParser) Trigger() []byte { return []byte{'['} }

func (wikilinkParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	jobOf(pc).checkpoint()
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("[[")) {
		return nil
	}
	block.Advance(2)
	lines, ok := inside(block)
	if !ok {
		return nil
	}
	n := newWikilink(block.Source(), lines)
	if n == nil {
		return nil
	}
	n.SetPos(segment.Start)
	return n
}

// inside reads up to "]]", over the ends of lines, and returns what was before.
func inside(block text.Reader) ([]text.Segment, bool) {
	var lines []text.Segment
	for size := 0; size <= maxWikilink; {
		line, segment := block.PeekLine()
		if line == nil {
			return nil, false
		}
		end := bytes.IndexAny(line, "[]")
		if end < 0 {
			lines = append(lines, segment)
			size += len(line)
			block.AdvanceLine()
			continue
		}
		if !bytes.HasPrefix(line[end:], []byte("]]")) {
			return nil, false
		}
		block.Advance(end + 2)
		return append(lines, segment.WithStop(segment.Start+end-segment.Padding)), true
	}
	return nil, false
}

// newWikilink returns nil if there is neither target nor fragment.
func newWikilink(src []byte, lines []text.Segment) *wikilink {
	var target []byte
	n := &wikilink{}
	bar := false
	for i, l := range lines {
		if !bar {
			value := l.Value(src)
			// In a table a bar must be escaped; elsewhere it may be.
			cut := bytes.IndexByte(value, '|')
			bar = cut >= 0
			if !bar {
				target = append(append(target, value...), ' ')
				continue
			}
			target = append(target, bytes.TrimSuffix(value[:cut], []byte(`\`))...)
			l = text.NewSegment(l.Start+cut+1-l.Padding, l.Stop)
		}
		l = l.TrimLeftSpace(src)
		l = l.TrimRightSpace(src)
		if l.IsEmpty() {
			continue
		}
		t := ast.NewTextSegment(l)
		t.SetSoftLineBreak(i < len(lines)-1)
		n.AppendChild(n, t)
	}
	id, fragment, _ := bytes.Cut(appendText(nil, target), []byte("#"))
	n.target = string(bytes.Join(bytes.Fields(id), []byte(" ")))
	n.fragment = string(bytes.TrimSpace(fragment))
	if n.label() == "" {
		return nil
	}
	return n
}
