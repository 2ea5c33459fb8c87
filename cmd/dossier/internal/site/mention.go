package site

import (
	"iter"
	"runtime"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/sync/errgroup"

	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/markdown"
)

// A nameTree finds names in running text: a trie of folded words.
type nameTree struct {
	next []map[string]int32 // by node: word (after the first, with what stands before it) to node
	ends []ending           // by node: the name that ends there
}

// An ending is a name in the tree. Page is nil at a node where none ends.
type ending struct {
	page   *Page
	shared bool // several things have the name: it is found, and never linked
	upper  bool // the name has capitals, so a mention must have one too
}

func newNameTree(things []*Page) *nameTree {
	t := &nameTree{next: []map[string]int32{nil}, ends: []ending{{}}}
	for _, p := range things {
		if !linksItself(p.Type) {
			continue
		}
		t.add(p, p.Title)
		for _, name := range p.Names {
			t.add(p, name)
		}
	}
	return t
}

func (t *nameTree) add(p *Page, name string) {
	node, first := int32(0), true
	for tok := range fold.Tokens(name) {
		node = t.child(node, step(tok, first))
		first = false
	}
	if first {
		return // a name without letters is not found in texts
	}
	e := &t.ends[node]
	upper := hasUpper(name)
	switch {
	case e.page == nil:
		*e = ending{page: p, upper: upper}
	case e.page == p:
		e.upper = e.upper && upper
	default:
		e.shared = true
	}
}

func (t *nameTree) child(node int32, word string) int32 {
	if t.next[node] == nil {
		t.next[node] = map[string]int32{}
	}
	if n, ok := t.next[node][word]; ok {
		return n
	}
	n := int32(len(t.next))
	t.next = append(t.next, nil)
	t.ends = append(t.ends, ending{})
	t.next[node][word] = n
	return n
}

// step is the key of a word in the tree: what stands between two words of a
// name belongs to the name.
func step(tok fold.Token, first bool) string {
	switch {
	case first:
		return tok.Text
	case tok.Sep == " ":
		return tok.Text // the usual case needs no new string
	}
	return "\x00" + tok.Sep + tok.Text
}

func hasUpper(s string) bool { return strings.ContainsFunc(s, unicode.IsUpper) }

// find returns every name in the searchable parts of a document, in order,
// longest name first. Names that are not to be linked on the page (skip,
// folded) are passed over as if they were ordinary words.
func (t *nameTree) find(doc *markdown.Document, skip []string) iter.Seq[link] {
	return func(yield func(link) bool) {
		var toks []fold.Token
		for i := range doc.Blocks {
			block := &doc.Blocks[i]
			for _, span := range block.Searchable {
				text := block.Text[span.Start:span.End]
				toks = slices.AppendSeq(toks[:0], fold.Tokens(text))
				for j := 0; j < len(toks); {
					e, words := t.longest(text, toks[j:], skip)
					if words > 0 && !e.shared &&
						!yield(link{e.page, i, int(span.Start) + toks[j].Start, int(span.Start) + toks[j+words-1].End, false}) {
						return
					}
					j += max(words, 1)
				}
			}
		}
	}
}

// longest returns the longest name that begins with the first word, and how
// many words it has; 0 if there is none.
func (t *nameTree) longest(text string, toks []fold.Token, skip []string) (e ending, words int) {
	node := int32(0)
	for i, tok := range toks {
		next, ok := t.next[node][step(tok, i == 0)]
		if !ok {
			break
		}
		node = next
		end := t.ends[node]
		if end.page == nil {
			continue
		}
		as := text[toks[0].Start:tok.End]
		if end.upper && !hasUpper(as) || len(skip) > 0 && slices.Contains(skip, fold.Key(as)) {
			continue
		}
		e, words = end, i+1
	}
	return e, words
}

// addMentions finds names in the bodies of the pages: the first of each thing
// becomes a link, and every thing that a body names or refers to gets a backlink.
func (b *builder) addMentions(pages []*Page) {
	tree := newNameTree(b.things)
	links := make([][]link, len(pages))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range pages {
		g.Go(func() error {
			links[i] = p.findMentions(tree)
			return nil
		})
	}
	g.Wait()
	for i, p := range pages {
		for _, l := range links[i] {
			l.to.Backlinks = append(l.to.Backlinks, p.backlink(l))
		}
	}
}

// backlink returns the line around a link. A card says nothing that its title
// does not, so it has none.
func (p *Page) backlink(l link) Backlink {
	if l.card {
		return Backlink{From: p}
	}
	context, at := p.Body.Context(l.block, markdown.Span{Start: int32(l.start), End: int32(l.end)}, maxContext, p.refTitle)
	return Backlink{From: p, Context: context, Start: int(at.Start), End: int(at.End)}
}

// refTitle returns what a wikilink without text of its own is shown as.
func (p *Page) refTitle(ref int) string {
	if t := p.Refs[ref]; t.Page != nil {
		return t.Page.Title
	}
	return ""
}

// maxContext is the length in code points of the line around a backlink.
const maxContext = 160

// A link is the first place where a text refers to a thing or names it.
type link struct {
	to                *Page
	block, start, end int
	card              bool // the paragraph is nothing but the link
}

// findMentions fills in what is to be linked in the page's text, and returns
// the first place of every thing that it refers to or names. What the text
// links by hand is not linked again.
func (p *Page) findMentions(tree *nameTree) []link {
	var skip []string
	noLinks := p.Source != nil && p.Source.NoLinks
	if p.Source != nil {
		for _, n := range p.Source.NoLink {
			skip = append(skip, fold.Key(n.Value))
		}
	}
	linked := map[*Page]bool{p: true}
	named := map[*Page]bool{p: true}
	var links []link
	for i, t := range p.Refs {
		if t.Page != nil && !named[t.Page] {
			linked[t.Page], named[t.Page] = true, true
			r := &p.Body.Refs[i]
			links = append(links, link{t.Page, r.Block, int(r.Span.Start), int(r.Span.End), r.Card})
		}
	}
	for f := range tree.find(p.Body, skip) {
		if !named[f.to] {
			named[f.to] = true
			links = append(links, f)
		}
		if noLinks || linked[f.to] || !linkable(&p.Body.Blocks[f.block], f.start, f.end) {
			continue
		}
		linked[f.to] = true
		p.Mentions = append(p.Mentions, markdown.Mention{Block: f.block, Start: f.start, End: f.end, Target: len(p.Targets)})
		p.Targets = append(p.Targets, f.to)
	}
	return links
}

func linkable(block *markdown.Block, start, end int) bool {
	return slices.ContainsFunc(block.Linkable, func(s markdown.Span) bool { return int(s.Start) <= start && end <= int(s.End) })
}
