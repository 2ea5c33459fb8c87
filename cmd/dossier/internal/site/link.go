package site

import (
	"cmp"
	"maps"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
	"golang.org/x/text/unicode/norm"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/markdown"
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

// newLinker is the last to use the builder's things; it gives each its index.
func (b *builder) newLinker(tree *nameTree) *linker {
	l := &linker{
		cfg: b.cfg, opt: b.opt, sources: b.pages, empty: b.set.Empty, resources: b.set.Resources, unread: b.set.Unread,
		names: *b.names, byFile: b.byFile, byPath: map[string]*Page{}, files: b.files, tree: tree,
		list: slices.Clip(b.list), size: len(b.things) + 1,
	}
	var rest []*Page
	for _, p := range b.things {
		if p.Source != nil && b.set.Body(p.Source) != nil {
			l.pages = append(l.pages, p)
		} else {
			rest = append(rest, p)
		}
	}
	slices.SortStableFunc(l.pages, byKey)
	for i, p := range slices.Concat(l.pages, rest) {
		p.index = i + 1
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

// linkTexts links the bodies of a set, and returns all problems of the site.
// Texts that s has already are taken over if they would become the same again.
// Of those of prev, which may be nil, what does not depend on other pages is.
func (s *Site) linkTexts(set *content.Set, prev *Site) diag.List {
	r := newRefResolver(s, set)
	list := slices.Clone(s.linker.list)
	var again []relinked
	for _, p := range s.linker.pages {
		t := s.texts[p.index]
		if t == nil || !r.keeps(p, t) {
			old := t
			t = r.text(p)
			s.texts[p.index] = t
			again = append(again, relinked{p, old, t})
		}
		list = append(list, t.list...)
		r.names.hints += t.hints
	}
	texts := map[*markdown.Document]*Text{}
	if prev != nil {
		for _, p := range prev.linker.pages {
			texts[prev.Text(p).Body] = prev.Text(p)
		}
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	panics := make([]any, len(again))
	for i, x := range again {
		g.Go(func() error {
			defer func() { panics[i] = recover() }()
			x.text.link(x.page, s.linker.tree, texts[x.text.Body], set.Again())
			return nil
		})
	}
	g.Wait()
	for i, v := range panics {
		if v != nil {
			list.Add(diag.Error, again[i].page.Source.Pos(0, 0), "please report it with the file", "internal error: the text cannot be linked: %v", v)
		}
	}
	s.addBacklinks(again)
	return list
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
	stale := map[*Page]bool{} // pages whose backlinks in other pages are void
	links := map[*Page][]Backlink{}
	for _, x := range again {
		if x.old != nil {
			stale[x.page] = true
			for _, l := range x.old.links {
				links[l.to] = nil
			}
		}
	}
	for _, x := range again {
		for _, l := range x.text.links {
			links[l.to] = append(links[l.to], Backlink{x.page, l.spot})
		}
	}
	for to, list := range links {
		for _, l := range s.backlinks[to.index] {
			if !stale[l.From] {
				list = append(list, l)
			}
		}
		slices.SortFunc(list, func(x, y Backlink) int { return cmp.Compare(x.From.index, y.From.index) })
		s.backlinks[to.index] = list
	}
}
