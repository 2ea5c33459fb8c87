package site

import (
	"cmp"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/slug"
)

// listTitle is the title of a list that has no _index.md: of a section such as
// "articles", or of "tags".
func (b *builder) listTitle(section string) string {
	return cmp.Or(b.opt.Titles[section], strings.ToUpper(section[:1])+section[1:])
}

// addTags makes a page of every tag. Two spellings with one slug are one tag.
func (b *builder) addTags() {
	byID := map[string]*Page{}
	for _, p := range slices.Clone(b.things) {
		if p.Source == nil {
			continue
		}
		for _, t := range p.Source.Tags {
			id := slug.Make(t.Value)
			if id == "" {
				b.list.Add(diag.Error, p.Source.Pos(t.Line, t.Col), "its page needs an address: write a word",
					"the tag %q has no letter and no digit", t.Value)
				continue
			}
			tag := byID[id]
			if tag == nil {
				tag = b.addList("tags/"+id, t.Value)
				tag.List = &List{Type: content.Plain}
				byID[id] = tag
				b.site.Tags = append(b.site.Tags, tag)
			}
			if n := len(tag.List.Pages); n == 0 || tag.List.Pages[n-1] != p {
				p.Tags = append(p.Tags, tag)
				tag.List.Pages = append(tag.List.Pages, p)
			}
		}
	}
	sortByTitle(b.site.Tags)
}

// addList makes a list that has no file. It is known by its key alone, so that
// a tag does not stand in the way of a person of that name.
func (b *builder) addList(key, title string) *Page {
	_, id, _ := cutLast(key, "/")
	p := &Page{Type: content.Section, ID: id, Key: key, Title: title, Lang: b.cfg.Language, Own: true}
	b.things = append(b.things, p)
	key = fold.Key(key)
	b.names.known.byKey[key] = append(b.names.known.byKey[key], p)
	return p
}

// addSections makes the lists: one for every type that has pages, one of tags,
// one for every other _index.md, and the home page.
func (b *builder) addSections() {
	var written []*Page // an _index.md each
	byKey := map[string]*Page{}
	for _, p := range b.things {
		if p.Type == content.Section && p.Source != nil {
			written = append(written, p)
			byKey[p.Key] = p
		}
	}
	if b.site.Home = byKey[""]; b.site.Home == nil {
		b.site.Home = &Page{Type: content.Section, Title: b.cfg.Title, summary: b.cfg.Description, Lang: b.cfg.Language, Own: true}
		b.things = append(b.things, b.site.Home)
	}
	section := func(key, title string, l *List) {
		p := byKey[key]
		if p == nil {
			p = b.addList(key, title)
		}
		p.List = l
		b.site.Sections = append(b.site.Sections, p)
	}
	for _, t := range content.Types {
		if pages := b.site.List(t); len(pages) > 0 {
			section(t.Section(), b.listTitle(t.Section()), &List{Type: t, Pages: pages})
		}
	}
	if len(b.site.Tags) > 0 {
		section("tags", b.listTitle("tags"), &List{Type: content.Plain, Pages: b.site.Tags})
	}
	b.addPlainSections(written, byKey)
}

// addPlainSections makes the lists of the _index.md files that have none yet.
// Such a list has the pages and lists of its folder, and those below that have
// no list nearer to them.
func (b *builder) addPlainSections(written []*Page, byKey map[string]*Page) {
	var made []*Page
	for _, p := range written {
		if p.List == nil && p != b.site.Home {
			p.List = &List{Type: content.TypeOf(p.Key)}
			made = append(made, p)
		}
	}
	for _, p := range b.things {
		if p.Source == nil || p.Type != content.Plain && p.Type != content.Section || p.Key == "" {
			continue
		}
		for dir, _, found := cutLast(p.Key, "/"); found; dir, _, found = cutLast(dir, "/") {
			if above := byKey[dir]; above != nil {
				if above.List.Type == content.Plain {
					above.List.Pages = append(above.List.Pages, p)
				}
				break
			}
		}
	}
	slices.SortStableFunc(made, func(p, q *Page) int { return strings.Compare(p.Key, q.Key) })
	b.site.Sections = append(b.site.Sections, made...)
}
