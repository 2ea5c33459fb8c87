package site

import (
	"cmp"
	"slices"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/markdown"
)

// A Text is what follows from the body of a page: what its references lead to,
// and the names in it. It is kept apart from the [Page], which stays the same
// when only texts have changed.
type Text struct {
	Body     *markdown.Document // nil if the page has none
	Refs     []Target           // one for every Body.Refs
	Mentions []markdown.Mention // to be linked in the text; Target is an index of Targets
	Targets  []*Page

	source  *content.Page
	summary string    // the beginning of the text; "" if the page has another summary
	links   []link    // the first place of every thing that it refers to or names
	list    diag.List // what is wrong with its references
	hints   int       // how many hints were looked for, see [names.near]
	first   int       // if there are any: how many before, at most maxHints

	// What a later site can take over, if there may be one; else nil.
	found []found  // every name in it, by the tree that it was linked with
	words *wordSet // which it may have

	panic any // what look or link has panicked with
}

// A link is the first place where a text refers to a thing or names it.
type link struct {
	to *Page
	spot
}

// A spot is a part of a text.
type spot struct {
	block int32
	span  markdown.Span // of the block's text
	card  bool          // the paragraph is nothing but the link
}

func newText(p *Page, set *content.Set) *Text {
	return &Text{Body: set.Body(p.Source), source: p.Source}
}

// text resolves the references in the text of a page.
func (r *refResolver) text(p *Page, t *Text) {
	t.Refs = make([]Target, len(t.Body.Refs))
	names := r.names
	r.list = nil
	for i := range t.Body.Refs {
		t.Refs[i] = r.resolve(p, &t.Body.Refs[i])
	}
	t.list = r.list
	if t.hints = r.names.hints - names.hints; t.hints > 0 {
		t.first = min(names.hints, maxHints)
	}
	r.names = names
}

// keeps reports whether the text of a page, which was linked before, would
// become the same again.
func (r *refResolver) keeps(p *Page, t *Text) bool {
	if t.Body != r.bodyOf(p) {
		return false
	}
	if t.hints > 0 && t.first != min(r.names.hints, maxHints) {
		return false // there are more or fewer hints left for it
	}
	return len(r.moved) == 0 || !slices.ContainsFunc(t.Refs, func(to Target) bool { return r.moved[to.Page] })
}

// look finds the names in a text, and needs nothing of the site but the tree.
// Old is what the same body was linked to before, or nil. Again says that the
// text may be old one day.
func (t *Text) look(p *Page, tree *nameTree, old *Text, again bool) {
	if old != nil && old.words != nil && old.source == t.source && !tree.changes.concerns(old.words) {
		t.words = old.words
		t.found = slices.Clone(old.found)
		for i := range t.found {
			t.found[i].node = tree.changes.nodes[t.found[i].node]
		}
	} else {
		t.found = tree.find(t.Body, nolink(p))
		if again {
			t.words = wordsOf(t.Body)
		}
	}
}

// link decides what becomes of the names in a text whose references are known.
// Old and again are those of look.
func (t *Text) link(p *Page, tree *nameTree, old *Text, again bool) {
	t.addLinks(p, tree)
	if !again {
		t.found, t.words = nil, nil
	}
	switch {
	case p.summary != "":
	case old != nil && old.source == t.source && t.sameTitles(old):
		t.summary = old.summary
	default:
		t.summary = t.Body.Summary(maxSummary, t.refTitle)
	}
}

// nolink returns the names, folded, that are not to be linked on a page.
func nolink(p *Page) (skip []string) {
	for _, n := range p.Source.NoLink {
		skip = append(skip, fold.Key(n.Value))
	}
	return skip
}

// addLinks decides which of the names become links. What the text links by hand
// is not linked again.
func (t *Text) addLinks(p *Page, tree *nameTree) {
	linked := map[*Page]bool{p: true}
	named := map[*Page]bool{p: true}
	for i, to := range t.Refs {
		if to.Page != nil && !named[to.Page] {
			linked[to.Page], named[to.Page] = true, true
			r := &t.Body.Refs[i]
			t.links = append(t.links, link{to.Page, spot{int32(r.Block), r.Span, r.Card}})
		}
	}
	for _, f := range t.found {
		to, block, start, end := tree.nodes[f.node].page, int(f.block), int(f.start), int(f.end)
		if !named[to] {
			named[to] = true
			t.links = append(t.links, link{to: to, spot: spot{block: f.block, span: markdown.Span{Start: f.start, End: f.end}}})
		}
		if p.Source.NoLinks || linked[to] || !linkable(t.Body.Block(block), start, end) {
			continue
		}
		linked[to] = true
		t.Mentions = append(t.Mentions, markdown.Mention{Block: block, Start: start, End: end, Target: len(t.Targets)})
		t.Targets = append(t.Targets, to)
	}
}

// maxContext is the length in code points of the line around a backlink.
const maxContext = 160

// maxSummary is the length in code points of a summary made from the text.
const maxSummary = 200

// refTitle returns what a wikilink without text of its own is shown as.
func (t *Text) refTitle(ref int) string {
	if to := t.Refs[ref]; to.Page != nil {
		return to.Page.Title
	}
	return ""
}

// sameTitles reports whether the references in the same body have the titles
// that they had before.
func (t *Text) sameTitles(old *Text) bool {
	for i := range t.Refs {
		if t.refTitle(i) != old.refTitle(i) {
			return false
		}
	}
	return true
}

// Text returns what follows from the body of a page, never nil. The caller must
// not change it.
func (s *Site) Text(p *Page) *Text {
	if p.index >= len(s.texts) || s.texts[p.index] == nil {
		return &Text{}
	}
	return s.texts[p.index]
}

// Summary returns the editor's summary of a page, or the beginning of its text.
func (s *Site) Summary(p *Page) string { return cmp.Or(p.summary, s.Text(p).summary) }

// Backlinks returns the places in texts that link to a page or name it, by the
// Key of the page that they are in. The caller must not change them.
func (s *Site) Backlinks(p *Page) []Backlink {
	if p.index >= len(s.backlinks) {
		return nil
	}
	return s.backlinks[p.index]
}

// Context returns the line of plain text around a backlink, and where in it the
// link is. A card says nothing that its title does not, so it has none.
func (s *Site) Context(l Backlink) (line string, at markdown.Span) {
	if l.card {
		return "", markdown.Span{}
	}
	t := s.Text(l.From)
	return t.Body.Context(int(l.block), l.span, maxContext, t.refTitle)
}

// SharesPages reports whether two sites differ in nothing but texts. Their pages
// are then the very same.
func (s *Site) SharesPages(t *Site) bool { return s.linker == t.linker }
