package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/relay"
	"dossier/cmd/dossier/internal/slug"
)

// A builder holds a site while it is being linked. Each step of [Build] may use
// what the steps before it have filled in, and nothing else.
type builder struct {
	cfg   *config.Config
	set   *content.Set
	pages []*content.Page // in order of File
	opt   Options
	site  *Site
	list  diag.List
	names *names

	resolved map[wanted]resolved // what resolve has found, as few things are referred to often

	things []*Page          // all that can be referred to, in the order they were found
	texted []*Page          // those with a body, by Key; see [Page.index]
	byFile map[string]*Page // pages, drafts and empty files by content file, in Unicode form C

	files files

	made struct { // what there are most of
		pages      slab[Page]
		articles   slab[Article]
		events     slab[Event]
		accounts   slab[Account]
		statements slab[Statement]
	}
}

// Build links the pages of a dossier. With errors in the list the site is not
// to be published, but it is complete as far as the errors allow, so that what
// follows can find more of them. The order of set.Pages has no influence, nor has
// o.Prev, apart from the time that it saves.
func Build(cfg *config.Config, set *content.Set, o Options) (*Site, diag.List) {
	b := &builder{
		cfg:    cfg,
		set:    set,
		pages:  slices.Clone(set.Pages),
		opt:    Options{Drafts: o.Drafts, Strict: o.Strict, Titles: o.Titles},
		site:   &Site{Config: cfg},
		names:  newNames(len(set.Pages)),
		byFile: make(map[string]*Page, len(set.Pages)),

		resolved: map[wanted]resolved{},
	}
	slices.SortStableFunc(b.pages, func(p, q *content.Page) int { return strings.Compare(p.File, q.File) })
	if o.Prev != nil && o.Prev.linker.fits(cfg, b.pages, set, o) {
		return o.Prev.relink(set)
	}
	b.addResources(set.Resources)
	b.addPages()
	b.addEmpty(set.Empty)
	b.addAccounts()
	b.names.reportShared(&b.list)
	b.names.reportLookalikes(&b.list)
	tree, named := newNameTree(), slices.Clone(b.things)
	grown := relay.Go(func() { tree.addAll(named) })
	b.linkFrontMatter()
	b.resolveStatements()
	b.resolveNotes()
	b.addTexted()
	placed := relay.Go(b.placeStatements) // touches nothing that the steps until it is waited for do
	stubs := slices.Clone(b.site.Stubs)   // all that has got a name since
	var seen *look
	looked := relay.Go(func() {
		grown()
		tree.addAll(stubs)
		tree.finish(o.Prev)
		seen = newLook(tree, b.texted, set, o.Prev)
	})
	b.reportStubs()
	b.addTags()
	placed()
	b.settleThings()
	b.reportUnlikely()
	b.sortRelations()
	b.addLanes()
	b.addShifts()
	b.addDisputes()
	b.addAsOf()
	b.addSections()
	timed := relay.Go(b.addTimeline) // needs no address
	b.addPermalinks()
	timed()
	looked()
	b.site.linker = b.newLinker(seen.tree)
	b.site.texts = make([]*Text, b.site.linker.size)
	b.site.backlinks = make([][]Backlink, b.site.linker.size)
	return b.site, b.site.linkTexts(set, seen)
}

// addResources takes up the files beside the pages, apart from those in the
// folder of a draft: x/photo.jpg belongs to x/index.md.
func (b *builder) addResources(all []content.Resource) {
	draft := map[string]bool{} // by folder of a page with resources
	for _, c := range b.pages {
		if dir, file := path.Split(c.File); strings.HasPrefix(file, "index.") {
			draft[dir] = c.Draft && !b.opt.Drafts
		}
	}
	b.files = files{make(map[string]*content.Resource, len(all)), map[string]bool{}}
	for i := range all {
		r := &all[i]
		if besideDraft(content.Root+"/"+r.File, draft) {
			b.files.hidden[r.Path] = true
			continue
		}
		b.files.resources[r.Path] = r
		b.site.Resources = append(b.site.Resources, *r)
	}
	slices.SortStableFunc(b.site.Resources, func(r, q content.Resource) int { return strings.Compare(r.Path, q.Path) })
}

// besideDraft reports whether the nearest folder above file that is one of a
// page is one of a draft.
func besideDraft(file string, draft map[string]bool) bool {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if isDraft, known := draft[dir+"/"]; known {
			return isDraft
		}
	}
	return false
}

// addPages makes a page of every content file that is not a draft.
func (b *builder) addPages() {
	for _, c := range b.pages {
		p := b.newPage(c)
		b.byFile[norm.NFC.String(c.File)] = p
		if c.Draft && !b.opt.Drafts {
			b.addDraft(p)
		} else {
			b.things = append(b.things, p)
			b.names.list(p)
		}
	}
	b.names.index(0)
}

// addEmpty makes files with nothing in them known, as drafts are.
func (b *builder) addEmpty(files []*content.Page) {
	for _, c := range files {
		p := b.newPage(c)
		b.byFile[norm.NFC.String(c.File)] = p
		b.names.addDraft(p)
	}
}

func (b *builder) newPage(c *content.Page) *Page {
	p := b.made.pages.add(Page{
		Source:  c,
		Type:    c.Type,
		ID:      c.ID,
		Key:     join(c.Dir, c.ID),
		Title:   cmp.Or(c.Title.Value, c.ID),
		Lang:    cmp.Or(c.Lang, b.cfg.Language),
		Date:    c.Date.Date,
		Draft:   c.Draft,
		summary: c.Summary,
		Own:     true,
		pos:     c.Pos(c.Title.Line, c.Title.Col),
	})
	if c.Type == content.Section {
		p.Key = join(c.Dir, cmp.Or(slug.Make(c.ID), c.ID)) // as in the keys of the pages in its folder
	}
	for _, n := range c.Names {
		if n.Value != "" {
			p.Names = append(p.Names, n.Value)
		}
	}
	b.addParts(p, c)
	return p
}

func join(dir, name string) string {
	if dir == "" {
		return name
	}
	return dir + "/" + name
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// addParts gives a page the part of its type, as far as it refers to nothing.
func (b *builder) addParts(p *Page, c *content.Page) {
	switch {
	case c.Article != nil:
		p.Article = b.made.articles.add(Article{Source: &c.Article.Source})
	case c.Person != nil:
		p.Person = &Person{Born: c.Person.Born, Died: c.Person.Died}
	case c.Organization != nil:
		p.Organization = &Organization{Kind: c.Organization.Kind, Country: c.Organization.Country}
	case c.Meeting != nil:
		p.Meeting = &Meeting{}
	case c.Event != nil:
		p.Event = &Event{Figures: slices.Clone(c.Event.Figures), Resolution: c.Event.Resolution}
	case c.Place != nil:
		p.Place = &Place{Lat: c.Place.Lat, Lon: c.Place.Lon, Located: c.Place.Located}
	case c.Position != nil:
		p.Position = &Position{Question: c.Position.Question}
		for i, s := range c.Position.Stances {
			p.Position.Stances = append(p.Position.Stances, Stance{ID: s.ID, Label: s.Label, Index: i, Of: len(c.Position.Stances)})
		}
	}
}

// addThing makes p known under its id and names. Articles, sections and plain
// pages can be referred to by id; what else there is is found in texts too.
func (b *builder) addThing(p *Page) {
	b.things = append(b.things, p)
	b.names.add(p)
}

// addDraft makes a draft known, with what it would define.
func (b *builder) addDraft(p *Page) {
	b.names.addDraft(p)
	if p.Article == nil {
		return
	}
	for i := range p.Source.Article.Accounts {
		if c := &p.Source.Article.Accounts[i]; c.ID.Value != "" {
			b.names.addDraft(b.define(typeOf(c), c))
		}
	}
}
