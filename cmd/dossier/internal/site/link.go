package site

import (
	"cmp"
	"maps"
	"runtime"
	"slices"
	"sync/atomic"

	"golang.org/x/text/unicode/norm"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/markdown"
	"dossier/cmd/dossier/internal/relay"
)

// A linker knows all that texts are linked by, and none of the texts. It is
// never changed, and all sites that differ in texts alone share one.
type linker struct {
	// What it was made of.
	cfg            *config.Config
	opt            Options
	sources, empty []*content.Page // in order of File
	resources      []content.Resource
	unread         []string

	names  names
	byFile map[string]*Page
	byPath map[string]*Page // by address in Unicode form C, without slashes at the ends
	files  files
	tree   *nameTree
	pages  []*Page   // those with a body, by Key; the first has index 1
	size   int       // of the tables by Page.index
	list   diag.List // what was found before the texts were linked
}

// addTexted lists the pages that have a body, and gives each its index.
func (b *builder) addTexted() {
	for _, p := range b.things {
		if p.Source != nil && b.set.Body(p.Source) != nil {
			b.texted = append(b.texted, p)
		}
	}
	slices.SortStableFunc(b.texted, byKey)
	for i, p := range b.texted {
		p.index = i + 1
	}
}

// newLinker is the last to use the builder's things; it gives each of the
// others its index.
func (b *builder) newLinker(tree *nameTree) *linker {
	l := &linker{
		cfg: b.cfg, opt: b.opt, sources: b.pages, empty: b.set.Empty, resources: b.set.Resources, unread: b.set.Unread,
		names: *b.names, byFile: b.byFile, byPath: make(map[string]*Page, len(b.site.Pages)), files: b.files, tree: tree, pages: b.texted,
		list: slices.Clip(b.list), size: len(b.things) + 1,
	}
	index := len(l.pages)
	for _, p := range b.things {
		if p.index == 0 {
			index++
			p.index = index
		}
	}
	for _, old := range b.site.Redirects {
		l.byPath[norm.NFC.String(trimPath(old.From))] = old.To
	}
	for _, p := range b.site.Pages {
		l.byPath[trimPath(p.Path)] = p
	}
	return l
}

// fits reports whether a set differs in nothing but bodies from what the linker
// was made of.
func (l *linker) fits(cfg *config.Config, pages []*content.Page, set *content.Set, o Options) bool {
	return l.cfg == cfg && l.opt.Drafts == o.Drafts && l.opt.Strict == o.Strict && maps.Equal(l.opt.Titles, o.Titles) &&
		slices.Equal(l.sources, pages) && slices.Equal(l.empty, set.Empty) && slices.Equal(l.resources, set.Resources) && slices.Equal(l.unread, set.Unread)
}

// relink returns the site for a set that differs from that of s in nothing but
// bodies, and all problems of it. It changes nothing of s.
func (s *Site) relink(set *content.Set) (*Site, diag.List) {
	n := *s
	n.texts, n.backlinks = slices.Clone(s.texts), slices.Clone(s.backlinks)
	return &n, n.linkTexts(set, nil)
}

// A look finds the names in all texts while other steps go on.
type look struct {
	tree  *nameTree
	texts []*Text                      // by Page.index
	old   map[*markdown.Document]*Text // those of an earlier site, of which may be taken over what does not depend on other pages
}

// newLook looks for the names of the tree in the texts of pages. Prev may be nil.
func newLook(tree *nameTree, pages []*Page, set *content.Set, prev *Site) *look {
	l := &look{tree: tree, texts: make([]*Text, len(pages)+1), old: map[*markdown.Document]*Text{}}
	if prev != nil {
		for _, p := range prev.linker.pages {
			l.old[prev.Text(p).Body] = prev.Text(p)
		}
	}
	each(len(pages), func(i int) {
		p := pages[i]
		t := newText(p, set)
		l.texts[p.index] = t
		defer func() { t.panic = recover() }()
		t.look(p, l.tree, l.old[t.Body], set.Again())
	})
	return l
}

// each calls f with the numbers below n, several at once.
func each(n int, f func(i int)) {
	var next atomic.Int64
	waits := make([]func(), min(n, runtime.GOMAXPROCS(0)))
	for w := range waits {
		waits[w] = relay.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	for _, wait := range waits {
		wait()
	}
}

// linkTexts links the bodies of a set, and returns all problems of the site.
// Texts that s has already are taken over if they would become the same again.
// Names have been looked for in all texts, or seen is nil.
func (s *Site) linkTexts(set *content.Set, seen *look) diag.List {
	r := newRefResolver(s, set)
	list := slices.Clone(s.linker.list)
	var again []relinked
	for _, p := range s.linker.pages {
		t := s.texts[p.index]
		if t == nil || !r.keeps(p, t) {
			x := relinked{page: p, old: t}
			if seen != nil {
				x.text = seen.texts[p.index]
			} else {
				x.text = newText(p, set)
			}
			t = x.text
			r.text(p, t)
			s.texts[p.index] = t
			again = append(again, x)
		}
		list = append(list, t.list...)
		r.names.hints += t.hints
	}
	each(len(again), func(i int) { again[i].link(s.linker.tree, seen, set.Again()) })
	for _, x := range again {
		if v := x.text.panic; v != nil {
			list.Add(diag.Error, x.page.Source.Pos(0, 0), "please report it with the file", "internal error: the text cannot be linked: %v", v)
		}
	}
	s.addBacklinks(again)
	return list
}

// link links one text. Its names have been looked for, or seen is nil.
func (x *relinked) link(tree *nameTree, seen *look, again bool) {
	if x.text.panic != nil {
		return
	}
	defer func() { x.text.panic = recover() }()
	var old *Text
	if seen != nil {
		old = seen.old[x.text.Body]
	} else {
		x.text.look(x.page, tree, nil, again)
	}
	x.text.link(x.page, tree, old, again)
}

// A relinked page has another text than in the site before, where old is nil
// if it had none.
type relinked struct {
	page      *Page
	old, text *Text
}

// addBacklinks gives every page that a text links to, or no longer does, its
// backlinks. The pages are in the order of their indexes, as backlinks are.
func (s *Site) addBacklinks(again []relinked) {
	stale := make([]bool, s.linker.size) // pages whose backlinks in other pages are void, by index
	other := make([]bool, s.linker.size) // pages whose own backlinks are others
	sizes := make([]int, s.linker.size)
	for _, x := range again {
		if x.old != nil {
			stale[x.page.index] = true
			for _, l := range x.old.links {
				other[l.to.index] = true
			}
		}
		for _, l := range x.text.links {
			other[l.to.index] = true
			sizes[l.to.index]++
		}
	}
	for i, list := range s.backlinks {
		if other[i] {
			sizes[i] += len(list)
		}
	}
	lists := cut[Backlink](sizes)
	for _, x := range again {
		for _, l := range x.text.links {
			lists[l.to.index] = append(lists[l.to.index], Backlink{x.page, l.spot})
		}
	}
	for i, list := range s.backlinks {
		if !other[i] {
			continue
		}
		for _, l := range list {
			if !stale[l.From.index] {
				lists[i] = append(lists[i], l)
			}
		}
		slices.SortFunc(lists[i], func(x, y Backlink) int { return cmp.Compare(x.From.index, y.From.index) })
		if s.backlinks[i] = nil; len(lists[i]) > 0 {
			s.backlinks[i] = slices.Clip(lists[i])
		}
	}
}
