package render

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// A pageFile is a page of the site.
type pageFile struct{ page *site.Page }

func (f pageFile) origin() diag.Pos {
	if f.page.Source == nil {
		return diag.Pos{}
	}
	return diag.Pos{File: f.page.Source.File}
}

func (f pageFile) render(o *Output, b *bytes.Buffer) error {
	t, problem := o.layoutOf(f.page)
	if t == nil {
		return &Failure{diag.List{problem}}
	}
	m := o.maker(f.page.Path, f.page.Lang)
	m.page = f.page
	v := m.view()
	if m.failed != nil {
		return m.failed
	}
	return o.execute(t, b, v, f.page.Path)
}

const redirectLayout = "redirect.html"

// A redirectFile is a page at an old address.
type redirectFile struct{ *site.Redirect }

func (r redirectFile) origin() diag.Pos { return pageFile{r.To}.origin() }

func (r redirectFile) render(o *Output, b *bytes.Buffer) error {
	t := o.layouts.find(redirectLayout)
	if t == nil {
		return &Failure{diag.List{noLayout(r.origin(), r.From, redirectLayout)}}
	}
	m := o.maker(r.From, r.To.Lang)
	m.base = baseOf(r.From, true) // a refresh needs the file: no script opens a folder from disk for it
	target := m.link(r.To)
	return o.execute(t, b, &Page{
		Frame: o.frame(r.From, m.base), Kind: "redirect", Title: r.To.Title, HeadTitle: m.headTitle(r.To.Title),
		Lang: m.lang, Dir: direction(m.lang), Target: &target, Canonical: o.absolute(r.To.Path),
	}, r.From)
}

// kind returns what a page is, for classes and the choice of the layout.
func (o *Output) kind(p *site.Page) string {
	switch {
	case p == o.site.Home:
		return "home"
	case p.Path == notFound:
		return "404"
	case o.isTag(p):
		return "tag"
	}
	return string(p.Type)
}

// isTag reports whether a page is a tag, which is asked for every link.
func (o *Output) isTag(p *site.Page) bool { return p.Type == content.Section && o.tags[p] }

// A maker makes the view of one page, in which all links start from it.
type maker struct {
	o      *Output
	base   base
	path   string
	lang   string
	page   *site.Page                 // nil for pages that are no site.Page
	said   []*site.Statement          // see distinct
	rows   map[*site.Statement]string // of a position: see rowIDs
	failed error                      // the first part that could not be rendered
}

// maker returns the maker for the page at a path. The page 404.html is shown
// for addresses at any depth, so nothing in it can be relative: its links start
// from the path of base_url, or from the root of the host where that is unknown.
func (o *Output) maker(path, lang string) *maker {
	m := &maker{o: o, path: path, lang: cmp.Or(lang, o.site.Config.Language), base: baseOf(path, o.site.Config.LinksFiles)}
	if path == notFound {
		m.base.up = rootPath(o.site.Config.BaseURL)
	}
	return m
}

// rootPath returns the path of an address: "/sub/" for "https://host/sub/".
func rootPath(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return rest[i:]
	}
	return "/"
}

// headTitle returns the text of the title element. Search engines and tabs cut
// it, so the dossier's title is left out where it would make it too long.
func (m *maker) headTitle(title string) string {
	const most = 70 // code points
	dossier := m.o.site.Config.Title
	full := title + " · " + dossier
	switch {
	case title == "" || title == dossier:
		return dossier
	case utf8.RuneCountInString(full) > most:
		return title
	}
	return full
}

// view makes everything that the layout gets.
func (m *maker) view() *Page {
	p, o := m.page, m.o
	v := &Page{
		Frame:     o.frame(p.Path, m.base),
		Kind:      o.kind(p),
		KindLabel: m.o.typeLabel(p.Type),
		ID:        p.ID,
		Title:     p.Title,
		HeadTitle: m.headTitle(p.Title),
		Summary:   o.site.Summary(p),
		Lang:      m.lang,
		Dir:       direction(m.lang),
		Draft:     p.Draft,
		Stub:      p.Stub,
		Date:      o.date(p.Date),
		Tags:      m.links(p.Tags),
		Backlinks: m.backlinks(o.site.Backlinks(p)),
		Prev:      m.neighbour(p.Prev()),
		Next:      m.neighbour(p.Next()),
	}
	if p.Path != notFound {
		v.Canonical = o.absolute(p.Path)
	}
	v.Meta = m.meta(p)
	for _, n := range p.Names {
		v.Names = append(v.Names, Name{Text: n, Dir: nameDir(n)})
	}
	m.fromSource(v)
	m.breadcrumb(v)
	m.relations(v)
	v.Elsewhere = m.mentions(v)
	if p.Event != nil || p.Meeting != nil {
		v.Further = further(v.Articles, v.Accounts)
	}
	m.parts(v)
	v.Body = m.body(p)
	return v
}

// nameDir returns "auto" for names in other scripts than Latin.
func nameDir(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool { return r >= 0x370 && r < 0x1E00 || r >= 0x2C00 }) {
		return "auto"
	}
	return ""
}

// fromSource adds what only a content file says.
func (m *maker) fromSource(v *Page) {
	src := m.page.Source
	if src == nil {
		return
	}
	v.Standfirst = src.Summary
	v.Modified = m.o.date(src.LastMod.Date)
	v.Params = src.Params
	v.Image = m.image(m.page)
	for _, l := range src.Links {
		v.Links = append(v.Links, Link{Title: cmp.Or(l.Title, host(l.URL)), Href: l.URL, External: true})
	}
}

// breadcrumb adds the lists above the page.
func (m *maker) breadcrumb(v *Page) {
	for _, s := range m.o.site.Sections {
		if s != m.page && s.Path != "" && strings.HasPrefix(m.page.Path, s.Path) {
			v.Breadcrumb = append(v.Breadcrumb, m.link(s))
		}
	}
	slices.SortStableFunc(v.Breadcrumb, func(a, b Link) int { return len(b.Href) - len(a.Href) })
}

// relations adds what is linked with the page, whatever its type.
func (m *maker) relations(v *Page) {
	p := m.page
	v.Articles = m.cards(p.Articles, false)
	v.Meetings = m.cards(p.Meetings, false)
	v.Events = m.cards(p.Events, false)
	v.People = m.links(p.People)
	for i, q := range p.People {
		v.People[i].Note = m.o.office(q)
	}
	v.Organizations = m.links(p.Organizations)
	v.Places = m.links(p.Places)
	v.Positions = m.links(p.Positions)
	said := m.distinct(p)
	v.Statements = m.statements(said)
	list := pointers(v.Statements)
	v.ByPosition = byPosition(list)
	v.Latest = latest(v.ByPosition)
	if p.Position != nil {
		m.rows = rowIDs(said)
		for i, s := range said {
			v.Statements[i].Row = m.rows[s.Same[0]]
		}
		v.ByHolder = byHolder(list)
	}
	v.Accounts = m.accounts(p)
	v.Disputes = m.disputes(p.Disputes)
	v.Shifts = m.shifts(p)
	if p == m.o.matrixPage() && len(m.o.site.AsOf) > 0 {
		v.Matrix = m.matrix(edtf.MaxDay)
	}
}

// office returns the role that a person held last, with its organization.
func (o *Output) office(p *site.Page) string {
	if p.Person == nil || len(p.Person.Roles) == 0 {
		return ""
	}
	last := p.Person.Roles[0]
	for _, r := range p.Person.Roles[1:] {
		if !r.From.IsZero() && r.From.Earliest() > last.From.Earliest() || last.From.IsZero() && !r.From.IsZero() {
			last = r
		}
	}
	if last.Organization != nil && !strings.Contains(last.Title, last.Organization.Title) {
		return last.Title + o.words.T("comma") + last.Organization.Title
	}
	return last.Title
}

// image returns the picture of a page, nil if there is none.
func (m *maker) image(p *site.Page) *Image {
	if p.Image == nil || p.Source == nil || p.Source.Image == nil {
		return nil
	}
	img := p.Source.Image
	return &Image{
		Src: m.base.rel(p.Image.Path, ""), Alt: img.Alt, Caption: img.Caption, Credit: img.Credit,
		Width: p.Image.Width, Height: p.Image.Height,
	}
}

func (m *maker) backlinks(list []site.Backlink) []Backlink {
	out := make([]Backlink, 0, len(list))
	for _, b := range list {
		line, name := m.o.site.Context(b)
		v := Backlink{
			From: m.link(b.From), Date: m.o.date(b.From.Date),
			Before: line[:name.Start], Name: line[name.Start:name.End], After: line[name.End:],
		}
		v.Lang, v.Dir = v.From.Lang, v.From.Dir
		out = append(out, v)
	}
	return out
}

// cards returns the cards of pages; short ones have no summary and no picture.
func (m *maker) cards(pages []*site.Page, short bool) []Card {
	if len(pages) == 0 {
		return nil
	}
	list := make([]Card, len(pages))
	for i, p := range pages {
		list[i] = m.card(p, short)
	}
	return list
}

func (m *maker) card(p *site.Page, short bool) Card {
	c := Card{Link: m.link(p), KindLabel: m.o.typeLabel(p.Type), Date: m.o.date(p.Date)}
	if !short {
		c.Summary, c.Image = m.o.site.Summary(p), m.image(p)
	}
	switch {
	case p.Article != nil:
		c.Source = new(Source)
		*c.Source = m.o.sourceOf(p, c.Link, c.Date)
	case p.Meeting != nil:
		c.Place, c.Articles, c.Differ = m.maybe(p.Meeting.Place), len(p.Articles), m.o.differ(p)
	case p.Event != nil:
		c.Place, c.Articles, c.Differ = m.maybe(p.Event.Place), len(p.Articles), m.o.differ(p)
	case p.Person != nil:
		c.Note = m.o.office(p)
	case p.Organization != nil:
		c.Note = m.o.kindLabel(p.Organization.Kind)
	case p.Position != nil:
		c.Position = m.position(p)
	case p.Place != nil && p.Place.Within != nil:
		c.Note = m.o.words.T("place_in", p.Place.Within.Title)
	case m.o.isTag(p):
		c.Note = m.o.words.N("n_pages", len(p.List.Pages))
	}
	return c
}

// source returns the line that says who reported something.
func (m *maker) source(article *site.Page) Source {
	return m.o.sourceOf(article, m.link(article), m.o.date(article.Date))
}

// sourceOf is source for an article whose link and date are there already.
func (o *Output) sourceOf(article *site.Page, l Link, d Date) Source {
	s := Source{Article: l, Date: d, Publisher: article.Title}
	if a := article.Article; a != nil {
		s.Kind = o.kindLabel(a.Source.Kind)
		if a.Publisher != nil {
			s.Publisher = a.Publisher.Title
		}
	}
	return s
}

// layoutOf returns the layout of a page, or nil and what is wrong.
func (o *Output) layoutOf(p *site.Page) (*layout, diag.Diagnostic) {
	if p.Source != nil && !p.Source.Layout.IsZero() {
		name := p.Source.Layout.Value
		if t := o.layouts.find(name + ".html"); t != nil {
			return t, diag.Diagnostic{}
		}
		return nil, diag.Diagnostic{
			Pos:     p.Source.Pos(p.Source.Layout.Line, p.Source.Layout.Col),
			Message: fmt.Sprintf("no layout %q: tried %q", name, layoutDir+name+".html"),
			Hint:    diag.DidYouMean(name, o.layouts.names()),
		}
	}
	names := []string{o.kind(p) + ".html", string(content.Plain) + ".html"}
	if p == o.matrixPage() {
		names = slices.Insert(names, 0, "matrix.html")
	}
	if t := o.layouts.find(names...); t != nil {
		return t, diag.Diagnostic{}
	}
	return nil, noLayout(pageFile{p}.origin(), p.Path, slices.Compact(names)...)
}
