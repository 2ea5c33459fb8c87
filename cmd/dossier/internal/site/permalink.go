package site

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/slug"
)

// taken are the addresses that the program makes itself; those of folders stand
// for all that is in them.
var taken = [...]string{"404/", "as-of/", "assets/", "data/", "disputed/", "positions/shifts/", "search/", "sources/", "timeline/",
	"404.html", "calendar.ics", "feed.json", "feed.xml", "opensearch.xml", "robots.txt", "sitemap.xml"}

// addPermalinks gives every page its address and reports addresses that two
// things claim. Things without a page of their own share that of their article.
func (b *builder) addPermalinks() {
	c := claims{byFile: map[string][]claim{}}
	for _, p := range b.things {
		if p.Own {
			var ok bool
			if p.Path, ok = b.permalink(p); ok {
				c.add(p.Path, claim{p.pos, p, false})
			}
			b.site.Pages = append(b.site.Pages, p)
		}
	}
	for _, p := range b.things {
		if !p.Own && len(p.Accounts) > 0 {
			p.Path, p.Fragment = p.Accounts[0].Article.Path, p.Accounts[0].Anchor
		}
	}
	b.addRedirects(c)
	b.reportTaken(c)
	b.reportCollisions(c)
	b.reportKeys()
	slices.SortFunc(b.site.Pages, func(p, q *Page) int { return cmp.Or(strings.Compare(p.Path, q.Path), byKey(p, q)) })
}

// permalink returns the address of a page of its own. If it cannot have one, ok
// is false, and the address is valid all the same, so that the rest of the site
// can be checked.
func (b *builder) permalink(p *Page) (address string, ok bool) {
	if p.Type == content.Section {
		if p.Source != nil && !p.Source.Slug.IsZero() {
			s := p.Source.Slug
			b.list.Add(diag.Warning, p.Source.Pos(s.Line, s.Col), "rename the folder instead", "the address of a list is that of its folder, slug is left out")
		}
		return b.folder(p, p.Key)
	}
	name := slug.Make(p.ID)
	if p.Source != nil {
		name = cmp.Or(slug.Make(p.Source.Slug.Value), name)
	}
	dir, _, found := cutLast(p.Key, "/")
	if !found {
		dir = ""
	}
	if p.Type == content.Plain && dir == "" && inFolder(p.Source.File) {
		dir = "-" // of a folder whose name is lost
	}
	dir, ok = b.folder(p, dir)
	if name == "" {
		b.list.Add(diag.Error, p.pos, "give it one: slug: example", "no address can be made from the file name %q", p.ID)
		return dir + "-/", false
	}
	return dir + name + "/", ok
}

// inFolder reports whether a file's page belongs in a folder under content/.
func inFolder(file string) bool {
	dir, base := path.Split(strings.TrimPrefix(file, content.Root+"/"))
	dir = strings.TrimSuffix(dir, "/")
	return dir != "" && (!strings.HasPrefix(base, "index.") || strings.Contains(dir, "/"))
}

// folder returns a folder of the site as the beginning of an address.
func (b *builder) folder(p *Page, dir string) (address string, ok bool) {
	if dir == "" {
		return "", true
	}
	parts := strings.Split(dir, "/")
	ok = true
	for i, part := range parts {
		if parts[i] = slug.Make(part); parts[i] == "" {
			parts[i], ok = "-", false
		}
	}
	if !ok {
		b.list.Add(diag.Error, p.pos, "give the folder a name with a letter or a digit", "no address can be made from the folder of %q", p.ID)
	}
	return strings.Join(parts, "/") + "/", ok
}

// claims are the addresses of pages and aliases, by the file that each is
// written to, folded: some disks do not tell upper from lower case.
type claims struct{ byFile map[string][]claim }

// A claim is a page, or an alias of it, with the place that says so.
type claim struct {
	pos   diag.Pos
	page  *Page
	alias bool
}

func (c claims) add(path string, by claim) {
	file := foldPath(fileOf(path))
	c.byFile[file] = append(c.byFile[file], by)
}

// fileOf returns the file in which the page at an address is.
func fileOf(path string) string {
	if path == "" || strings.HasSuffix(path, "/") {
		return path + "index.html"
	}
	return path
}

func foldPath(path string) string {
	for i := 0; i < len(path); i++ {
		if c := path[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return norm.NFC.String(cases.Fold().String(norm.NFC.String(path)))
		}
	}
	return path
}

func (c claim) String() string {
	switch {
	case c.alias:
		return "an alias of " + c.page.Source.File
	case c.page.Source != nil:
		return c.page.Source.File
	case c.page.List == nil:
		return "the " + string(c.page.Type) + " " + c.page.Title
	case strings.HasPrefix(c.page.Key, "tags/"):
		return "the tag " + c.page.Title
	}
	return "the list " + c.page.Title
}

// addRedirects takes up the aliases. One that is no path is left out; content
// has reported it.
func (b *builder) addRedirects(c claims) {
	for _, p := range b.things {
		if p.Source == nil {
			continue
		}
		for _, a := range p.Source.Aliases {
			from := strings.TrimPrefix(a.Value, "/")
			if !fs.ValidPath(strings.TrimSuffix(from, "/")) || from == "." {
				continue
			}
			if last := from[strings.LastIndex(from, "/")+1:]; last != "" && !strings.Contains(last, ".") {
				from += "/"
			}
			pos := p.Source.Pos(a.Line, a.Col)
			if p.Own && foldPath(fileOf(from)) == foldPath(fileOf(p.Path)) {
				b.list.Add(diag.Error, pos, "take it out", "the alias %q is the address of the page itself", a.Value)
				continue
			}
			c.add(from, claim{pos, p, true})
			b.site.Redirects = append(b.site.Redirects, Redirect{From: from, To: p})
		}
	}
	slices.SortStableFunc(b.site.Redirects, func(x, y Redirect) int { return strings.Compare(x.From, y.From) })
}

func (b *builder) reportTaken(c claims) {
	for file, list := range c.byFile {
		for _, t := range taken {
			if file != t && !(strings.HasSuffix(t, "/") && strings.HasPrefix(file, t)) {
				continue
			}
			for _, by := range list {
				hint := "give the page another slug"
				if by.alias {
					hint = "take the alias out"
				} else if by.page.Type == content.Section {
					hint = "rename the folder"
				}
				b.list.Add(diag.Error, by.pos, hint, "the address /%s belongs to dossier itself, not to %s", t, by)
			}
		}
	}
}

func (b *builder) reportCollisions(c claims) {
	for file, list := range c.byFile {
		if len(list) < 2 {
			continue
		}
		slices.SortStableFunc(list, func(x, y claim) int { return x.pos.Compare(y.pos) })
		names := make([]string, len(list))
		hint := "rename one of the files, or give one of them a slug"
		for i, by := range list {
			names[i] = by.String()
			switch {
			case by.page.List != nil && by.page.Source == nil:
				hint = "the text over a list is written in _index.md; any other page needs another name"
			case by.alias:
				hint = "take the alias out, or give another one"
			}
		}
		b.list.Add(diag.Error, list[len(list)-1].pos, hint,
			"%d pages have the address /%s: %s", len(list), strings.TrimSuffix(file, "index.html"), strings.Join(names, ", "))
	}
}

// reportKeys reports ids that two pages have which do not have one address too.
func (b *builder) reportKeys() {
	for key, pages := range b.names.known.byKey {
		if len(pages) < 2 || !slices.ContainsFunc(pages, func(p *Page) bool { return foldPath(p.Path) != foldPath(pages[0].Path) }) {
			continue
		}
		pages = slices.Clone(pages)
		slices.SortStableFunc(pages, func(p, q *Page) int { return p.pos.Compare(q.pos) })
		names := make([]string, len(pages))
		for i, p := range pages {
			names[i] = claim{page: p}.String()
		}
		b.list.Add(diag.Error, pages[len(pages)-1].pos, "rename one of the files", "%d pages have the id %q: %s", len(pages), key, strings.Join(names, ", "))
	}
}
