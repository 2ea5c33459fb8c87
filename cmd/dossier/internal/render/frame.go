package render

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/site"
)

// A frameKey says which pages share a frame.
type frameKey struct {
	base          base
	menu, section int // what is current, -1 if nothing is
}

// frame returns the frame of the page at a path, whose links start from b.
func (o *Output) frame(path string, b base) *Frame {
	key := frameKey{base: b, menu: -1, section: -1}
	for i, m := range o.menu {
		if m.url == "" && under(path, m.path) && (key.menu < 0 || len(m.path) > len(o.menu[key.menu].path)) {
			key.menu = i
		}
	}
	for i, s := range o.site.Sections {
		if under(path, s.Path) && (key.section < 0 || len(s.Path) > len(o.site.Sections[key.section].Path)) {
			key.section = i
		}
	}
	if f, ok := o.frames.Load(key); ok {
		return f.(*Frame)
	}
	f, _ := o.frames.LoadOrStore(key, o.newFrame(key))
	return f.(*Frame)
}

// under reports whether a path is a place or lies under it. Under the home page
// lies the timeline only; under the positions lie the days of the matrix too.
func under(path, place string) bool {
	if place == content.Position.Section()+"/" && strings.HasPrefix(path, asOfDir) {
		return true
	}
	if place == "" {
		return path == "" || strings.HasPrefix(path, timelineDir)
	}
	return path == place || strings.HasSuffix(place, "/") && strings.HasPrefix(path, place)
}

func (o *Output) newFrame(key frameKey) *Frame {
	f := &Frame{Site: o.view, Root: key.base.rel("", ""), Previews: o.previews, out: o, base: key.base}
	for i, m := range o.menu {
		l := Link{Title: m.title, Href: m.url, External: m.url != "", Current: i == key.menu}
		if m.url == "" {
			l.Href = key.base.rel(m.path, "")
		}
		f.Menu = append(f.Menu, l)
	}
	for i, s := range o.site.Sections {
		l := Link{Title: s.Title, Href: key.base.rel(s.Path, ""), Current: i == key.section}
		if s.List != nil {
			l.Kind, l.Note = string(s.List.Type), strconv.Itoa(len(s.List.Pages))
		}
		if s.Lang != "" && s.Lang != o.site.Config.Language {
			l.Lang, l.Dir = s.Lang, direction(s.Lang)
		}
		f.Sections = append(f.Sections, l)
	}
	return f
}

// Asset returns the href of a file of layouts/assets/, such as "site.css".
func (f *Frame) Asset(name string) (string, error) {
	path, ok := f.out.assets[name]
	if !ok {
		return "", fmt.Errorf("no asset %q%s", name, suggestion(name, slices.Sorted(maps.Keys(f.out.assets))))
	}
	return f.base.rel(path, ""), nil
}

// Rel returns the href of a path of the site, such as "positions/" or
// "feed.xml". It fails if there is no such page or file.
func (f *Frame) Rel(path string) (string, error) {
	if !f.Has(path) {
		return "", fmt.Errorf("the site has no %q; ask .Has first if it may be missing", path)
	}
	return f.base.rel(path, ""), nil
}

// Has reports whether the site has a page or file at a path.
func (f *Frame) Has(path string) bool {
	_, ok := f.out.files[fileOf(path)]
	return ok
}

// Shared returns what a partial makes of the frame, without rendering it again
// on every page that has the same frame: the head of the page, its menu, its
// foot. The dot of the partial is the [Frame].
func (f *Frame) Shared(partial string) (template.HTML, error) {
	if f.inside {
		return "", fmt.Errorf("%q is called from a shared partial", partial)
	}
	key := sharedKey{f, partial}
	if html, ok := f.out.shared.Load(key); ok {
		return html.(template.HTML), nil
	}
	t := f.out.layouts.partial(partial)
	if t == nil {
		return "", fmt.Errorf("no partial %q", partial)
	}
	inner := *f
	inner.inside = true // a partial that shares itself would never end
	b := f.out.buffer()
	defer f.out.release(b)
	if err := f.out.execute(t, b, &inner, partial); err != nil {
		return "", err
	}
	html, _ := f.out.shared.LoadOrStore(key, trusted(b.Bytes()))
	return html.(template.HTML), nil
}

type sharedKey struct {
	frame   *Frame
	partial string
}

// A menuItem leads to a path of the site or to an address.
type menuItem struct{ title, path, url string }

// addMenu resolves the menu of dossier.yaml. Without one, the menu is the
// timeline and the lists that have pages.
func (o *Output) addMenu() (list diag.List) {
	cfg := o.site.Config
	if len(cfg.Menu) == 0 {
		o.menu = append(o.menu, menuItem{title: o.words.T("timeline")})
		for _, s := range o.site.Sections {
			if s.List != nil && len(s.List.Pages) > 0 && len(o.menu) < maxMenu {
				o.menu = append(o.menu, menuItem{title: s.Title, path: s.Path})
			}
		}
		return nil
	}
	for _, m := range cfg.Menu {
		item := menuItem{title: m.Title, url: m.URL}
		if m.URL == "" {
			path, ok := o.resolve(m.Page)
			if !ok {
				list.Add(diag.Error, diag.Pos{File: "dossier.yaml", Line: m.Line, Col: m.Col},
					`give a path such as "positions/", or "section/id"`, "the menu names an unknown page %q", m.Page)
				continue
			}
			item.path = path
		}
		o.menu = append(o.menu, item)
	}
	return list
}

const maxMenu = 8

// resolve finds what a menu means by a page: a path of the site, a key or an id.
func (o *Output) resolve(ref string) (path string, ok bool) {
	path = strings.TrimPrefix(ref, "/")
	all := slices.Concat([]*site.Page{o.site.Home}, o.site.Pages, o.site.Sections, o.site.Tags)
	for _, same := range []func(p *site.Page) bool{
		func(p *site.Page) bool { return p.Path == path || p.Path == path+"/" },
		func(p *site.Page) bool { return p.Key == ref },
		func(p *site.Page) bool { return p.ID == ref },
	} {
		for _, p := range all {
			if p != nil && same(p) {
				return p.Path, true
			}
		}
	}
	_, ok = o.files[fileOf(path)]
	return path, ok
}

func suggestion(word string, candidates []string) string {
	if s := diag.DidYouMean(word, candidates); s != "" {
		return "; " + s
	}
	return ""
}
