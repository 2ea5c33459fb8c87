package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/markdown"
	"dossier/cmd/dossier/internal/search"
	"dossier/cmd/dossier/internal/site"
)

// The pages search without a server. They load, one by one and when they are
// needed, scripts that hand over a part of the index:
//
//	data/search/index.js    which parts there are, and the kind and year of each page
//	data/search/names-0.js  words of titles and names, and short names as a whole, with the pages that have them
//	data/search/texts-0.js  words of texts
//	data/search/pages-0.js  title, address, date and summary of pages
//
// A page is a number in them. What people look for by name comes first, then
// articles, the newest first: the order in which results are shown. So those
// that are shown first stand together in few parts.
const searchDir = "data/search/"

// Sizes of the parts, so that the first word that is looked for costs little:
// see TestSearchWeight.
const (
	searchPages = 32  // pages that a part describes
	searchTexts = 64  // pages for every part of the words of texts
	searchNames = 512 // pages for every part of the words of names
)

// searching is what the search knows of the site.
type searching struct {
	pages        []*site.Page // by number
	register     register
	version      func() string        // see versionOf
	names, texts func() *search.Parts // these, too, are made when a file needs them
}

func newSearching(o *Output) *searching {
	s := &searching{pages: findable(o.site)}
	s.register = newRegister(s.pages)
	s.version = sync.OnceValue(func() string { return versionOf(s.pages) })
	s.names = sync.OnceValue(func() *search.Parts {
		return search.NewNames(len(s.pages), func(i int, add, whole func(string)) {
			if s.pages[i].Type == content.Article { // has a headline, which nobody types whole
				whole = add
			}
			addNames(s.pages[i], whole)
		}).Cut(parts(s.pages, searchNames))
	})
	return s.with(o)
}

// with returns what the search knows of a site with the same pages and other
// texts.
func (s *searching) with(o *Output) *searching {
	t, pages := *s, s.pages
	// It knows nothing of s, which knows an earlier output: or none would ever
	// be forgotten.
	t.texts = sync.OnceValue(func() *search.Parts {
		return search.New(len(pages), func(i int, add func(string)) { o.addTexts(pages[i], add) }).Cut(parts(pages, searchTexts))
	})
	return &t
}

// parts returns how many parts there are, which follows from the number of
// pages: every path is known before a text is read.
func parts(pages []*site.Page, each int) int { return max(1, (len(pages)+each-1)/each) }

// findable returns the pages that can be found, by number.
func findable(s *site.Site) []*site.Page {
	var list []*site.Page
	seen := map[*site.Page]bool{s.Home: true}
	add := func(p *site.Page) {
		if p.Own && !seen[p] {
			seen[p] = true
			list = append(list, p)
		}
	}
	for _, pages := range [][]*site.Page{s.People, s.Organizations, s.Positions, s.Places} {
		for _, p := range pages {
			add(p)
		}
	}
	for _, pages := range [][]*site.Page{s.Meetings, s.Events} {
		for _, p := range slices.Backward(pages) {
			add(p)
		}
	}
	for _, pages := range [][]*site.Page{s.Sections, s.Tags, s.Pages} {
		for _, p := range pages {
			if p.Type != content.Article {
				add(p)
			}
		}
	}
	for _, p := range slices.Backward(s.Articles) {
		add(p)
	}
	return list
}

// addNames gives the search what a page is called.
func addNames(p *site.Page, add func(string)) {
	add(p.Title)
	for _, name := range p.Names {
		add(name)
	}
	if p.Position != nil {
		add(p.Position.Question)
	}
}

// addTexts gives the search what can be read on a page, beside its names.
func (o *Output) addTexts(p *site.Page, add func(string)) {
	addNames(p, add)
	text := o.site.Text(p)
	if text.Body != nil {
		for _, b := range text.Body.Blocks() {
			add(b.Text)
		}
		for i, ref := range text.Body.Refs { // a bare wikilink shows the title
			if to := text.Refs[i].Page; to != nil && ref.Kind == markdown.WikiRef && ref.Text == "" {
				add(to.Title)
			}
		}
	}
	if p.Source != nil {
		add(p.Source.Summary)
		if p.Source.Image != nil {
			add(p.Source.Image.Alt)
			add(p.Source.Image.Caption)
		}
	}
	switch {
	case p.Article != nil:
		addArticle(p, add)
	case p.Person != nil:
		for _, r := range p.Person.Roles {
			add(r.Title)
			if r.Organization != nil {
				add(r.Organization.Title)
			}
		}
	case p.Position != nil:
		for _, s := range p.Position.Stances {
			add(s.Label)
		}
	case p.Meeting != nil:
		add(p.Meeting.Outcome)
		add(p.Meeting.Document.Symbol)
		for _, item := range p.Meeting.Agenda {
			add(item.Text)
		}
	case p.Event != nil:
		add(p.Event.Resolution)
	}
}

func addArticle(p *site.Page, add func(string)) {
	add(p.Article.Source.Title)
	add(p.Article.Source.Author)
	if p.Article.Publisher != nil {
		add(p.Article.Publisher.Title)
	}
	for _, s := range p.Statements {
		if s.Article == p {
			add(s.Text)
			add(s.Quote)
		}
	}
	for _, a := range p.Article.Accounts {
		add(a.Text)
		add(a.AttributedTo)
		if !a.Thing.Own { // it is told of here only
			addNames(a.Thing, add)
		}
	}
}

// searchFiles adds the index and the pages that need it.
func (f *finder) searchFiles() {
	s := f.o.search
	f.add(searchDir+"index.js", searchIndex{})
	for _, kind := range []struct {
		name string
		each int
	}{{"names", searchNames}, {"pages", searchPages}, {"texts", searchTexts}} {
		for i := range parts(s.pages, kind.each) {
			name := kind.name + "-" + strconv.Itoa(i)
			f.add(searchDir+name+".js", searchPart{name: name, kind: kind.name, part: i})
		}
	}
}

// A searchPart is a script that hands over a part of the index.
type searchPart struct {
	name, kind string
	part       int
}

func (searchPart) origin() diag.Pos { return diag.Pos{} }

func (f searchPart) render(o *Output, b *bytes.Buffer) error {
	fmt.Fprintf(b, "dossierSearch(%q, %q, ", f.name, o.search.version())
	switch f.kind {
	case "names":
		writePart(b, o.search.names(), f.part)
	case "texts":
		writePart(b, o.search.texts(), f.part)
	default:
		from := f.part * searchPages
		if err := writeJSON(b, o.results(from, min(from+searchPages, len(o.search.pages)))); err != nil {
			return err
		}
	}
	b.WriteString(");\n")
	return nil
}

// writePart writes a part as a string; it has nothing that would need an escape.
func writePart(b *bytes.Buffer, p *search.Parts, part int) {
	b.WriteByte('"')
	b.Write(p.Append(b.AvailableBuffer(), part))
	b.WriteByte('"')
}

// writeJSON writes what is a JavaScript value, too.
func writeJSON(b *bytes.Buffer, v any) error {
	src, err := json.Marshal(v)
	b.Write(src)
	return err
}

// versionOf tells parts of one site from those of another, which a browser may
// still have: it changes with the numbers of pages.
func versionOf(pages []*site.Page) string {
	h := fnv.New64a()
	for _, p := range pages {
		h.Write([]byte(p.Path))
		h.Write([]byte{0})
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// results returns what the search shows of pages: title, address from the root,
// date, summary, other names, language if it is not the dossier's, note. What is
// "" at the end is left out.
func (o *Output) results(from, to int) [][]string {
	root := base{files: o.site.Config.LinksFiles}
	list := make([][]string, 0, to-from)
	for _, p := range o.search.pages[from:to] {
		r := []string{p.Title, root.rel(p.Path, ""), p.Date.Format(o.dates), o.site.Summary(p), strings.Join(p.Names, " · "), "", ""}
		if p.Position != nil && p.Position.Question != "" {
			r[0], r[4] = p.Position.Question, strings.Join(append([]string{p.Title}, p.Names...), " · ")
		}
		if p.Lang != "" && p.Lang != o.site.Config.Language {
			r[5] = p.Lang
		}
		r[6] = o.resultNote(p)
		for r[len(r)-1] == "" {
			r = r[:len(r)-1]
		}
		list = append(list, r)
	}
	return list
}

// resultNote returns who or what a result is, in a few words.
func (o *Output) resultNote(p *site.Page) string {
	switch {
	case p.Article != nil && p.Article.Publisher != nil:
		return p.Article.Publisher.Title
	case p.Person != nil:
		return o.office(p)
	}
	return ""
}

// searchIndex is the script that says which parts there are.
type searchIndex struct{}

func (searchIndex) origin() diag.Pos { return diag.Pos{} }

func (searchIndex) render(o *Output, b *bytes.Buffer) error {
	words := map[string]string{}
	for _, key := range o.words.Keys() {
		if name, ok := strings.CutPrefix(key, "search_js_"); ok {
			words[name] = o.words.T(key)
		}
	}
	kinds, years, runs := o.searchRuns()
	fmt.Fprintf(b, "dossierSearch(%q, %q, ", "index", o.search.version())
	err := writeJSON(b, map[string]any{
		"size":  searchPages,
		"kinds": kinds,
		"years": years,
		"runs":  runs,
		"names": o.search.names().First(),
		"texts": o.search.texts().First(),
		"words": words,
	})
	b.WriteString(");\n")
	return err
}

// searchRuns returns the kinds of pages with their words, years with what they
// are called, and pages that follow each other and are of one kind and year:
// their number, the index of the kind, and the year or nil.
func (o *Output) searchRuns() (kinds [][2]string, years [][2]any, runs [][3]any) {
	kinds, years, runs = [][2]string{}, [][2]any{}, [][3]any{}
	known := map[int]bool{}
	for _, p := range o.search.pages {
		kind := [2]string{o.kind(p), o.searchKind(p)}
		k := slices.Index(kinds, kind)
		if k < 0 {
			k = len(kinds)
			kinds = append(kinds, kind)
		}
		var year any
		if isDated(p) && !p.Date.IsZero() {
			n := p.Date.Year()
			year, known[n] = n, true
		}
		if last := len(runs) - 1; last >= 0 && runs[last][1] == k && runs[last][2] == year {
			runs[last][0] = runs[last][0].(int) + 1
		} else {
			runs = append(runs, [3]any{1, k, year})
		}
	}
	for _, n := range slices.Sorted(maps.Keys(known)) {
		years = append(years, [2]any{n, edtf.DayOf(n, 1, 1).Date().Truncate(edtf.ByYear).Format(o.dates)})
	}
	return kinds, years, runs
}

// isDated reports whether the date of a page is that of what it is about.
func isDated(p *site.Page) bool {
	return p.Type == content.Article || p.Type == content.Meeting || p.Type == content.Event
}

// searchKind returns the word for what a page is.
func (o *Output) searchKind(p *site.Page) string {
	switch {
	case p.Type.Section() != "":
		return o.words.T("type_" + string(p.Type))
	case o.tags[p]:
		return o.words.T("search_tag")
	case p.List != nil:
		return o.words.T("search_list")
	}
	return o.words.T("search_page")
}
