package render

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dossier/cmd/dossier/internal/search"
	"dossier/cmd/dossier/internal/site"
	"dossier/cmd/dossier/internal/slug"
)

const searchPath = "search/"

// Numbers of names.
const (
	maxRegister = 1500 // a larger register has pages of its own
	maxChapter  = 600  // on one of them
)

// A register is the names of all pages, from A to Z: the search for readers
// without a script.
type register struct {
	chapters []search.Chapter // none if all names stand on the page of the search
	names    func() []registered
}

// A registered name is the title of a page or another name of it.
type registered struct {
	name, initial, key string
	page               *site.Page
}

func newRegister(pages []*site.Page) register {
	counts, total := map[string]int{}, 0
	for _, p := range pages {
		eachName(p, func(name string) {
			counts[search.Initial(name)]++
			total++
		})
	}
	r := register{names: sync.OnceValue(func() []registered { return sortedNames(pages) })}
	if total > maxRegister {
		r.chapters = search.Chapters(counts, maxChapter)
	}
	return r
}

// eachName calls f for every name of a page, its title first. A name that would
// stand beside the title is left out.
func eachName(p *site.Page, f func(name string)) {
	f(p.Title)
	for _, name := range p.Names {
		if !strings.EqualFold(name, p.Title) {
			f(name)
		}
	}
}

func sortedNames(pages []*site.Page) []registered {
	var list []registered
	for _, p := range pages {
		eachName(p, func(name string) {
			list = append(list, registered{name, search.Initial(name), search.SortKey(name), p})
		})
	}
	slices.SortFunc(list, func(a, b registered) int {
		return cmp.Or(search.CompareInitials(a.initial, b.initial), strings.Compare(a.key, b.key),
			strings.Compare(a.name, b.name), strings.Compare(a.page.Path, b.page.Path))
	})
	return list
}

// registerPages returns the page of the search and those of the register.
func (o *Output) registerPages() []reportFile {
	title := o.words.T("search")
	list := []reportFile{{searchPath, "search", title, func(m *maker, v *Page) { v.Search = m.search(-1) }}}
	for i, c := range o.search.register.chapters {
		list = append(list, reportFile{chapterPath(c), "search", o.words.T("register_of", chapterTitle(c)),
			func(m *maker, v *Page) { v.Search = m.search(i) }})
	}
	return list
}

// chapterPath returns the address of a chapter: that of its first initial.
func chapterPath(c search.Chapter) string {
	name := cmp.Or(slug.Make(c.First), "other")
	if c.Part > 1 {
		name += "-" + strconv.Itoa(c.Part)
	}
	return searchPath + name + "/"
}

func chapterTitle(c search.Chapter) string {
	switch {
	case c.Part > 1:
		return c.First + " " + strconv.Itoa(c.Part)
	case c.First != c.Last:
		return c.First + " – " + c.Last
	}
	return c.First
}

// search returns the view of a chapter, or of the page of the search itself: that
// has all names, or the links to the chapters.
func (m *maker) search(chapter int) *Search {
	r := m.o.search.register
	v := &Search{Count: len(m.o.search.pages), Chapter: chapter >= 0}
	for i, c := range r.chapters {
		v.Chapters = append(v.Chapters, Link{
			Title: chapterTitle(c), Href: m.base.rel(chapterPath(c), ""), Current: i == chapter,
		})
	}
	names := r.names()
	switch {
	case chapter >= 0:
		names = names[r.chapters[chapter].From:r.chapters[chapter].To]
	case len(r.chapters) > 0:
		names = nil
	}
	ids := uniqueIDs{}
	for _, n := range names {
		if len(v.Initials) == 0 || v.Initials[len(v.Initials)-1].Title != n.initial {
			id := ids.next("d-initial-" + cmp.Or(slug.Make(n.initial), "other"))
			v.Initials = append(v.Initials, Initial{ID: id, Title: n.initial})
		}
		g := &v.Initials[len(v.Initials)-1]
		g.Names = append(g.Names, m.registered(n))
	}
	return v
}

// registered returns the link of a name. Its note says what the page is, or of
// another name the title.
func (m *maker) registered(n registered) Link {
	l := m.link(n.page)
	l.Title, l.Note = n.name, m.o.searchKind(n.page)
	if n.name != n.page.Title {
		l.Note, l.Lang, l.Dir = m.o.words.T("register_see", n.page.Title), "", nameDir(n.name)
	}
	return l
}
