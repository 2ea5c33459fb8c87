// Package refs finds where the files of a dossier refer to something: in front
// matter, in bodies and in the menu, with the bytes that say so.
//
// It stands beside the line of a build, for programs that show, complete or
// change what editors write. The invariant: a [Ref] covers the bytes of the
// reference alone, so that replacing them changes what is referred to and
// nothing else; what is written in a way that has no such bytes (folded over
// lines, with escapes) is left out.
package refs

import (
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/lines"
	"dossier/cmd/dossier/internal/site"
	"dossier/cmd/dossier/internal/slug"
	"dossier/cmd/dossier/internal/strictyaml"
)

// A Kind says how a reference is written.
type Kind uint8

const (
	Front  Kind = iota // a value of front matter: an id, section/id or name
	Wiki               // the target of a wikilink, without its fragment
	Path               // the path of a link or picture, without its fragment
	Menu               // a page in the menu of dossier.yaml
	Title              // the title of an entry from which its id is made; empty, where an id could be written
	Anchor             // the fragment of a link to a statement or account of an article
)

// A Ref is a reference in a file.
type Ref struct {
	Kind       Kind
	Start, End int            // its bytes in the file
	Value      string         // what is written, without quotes and escapes; of a Title, the id
	Want       []content.Type // what a Front may refer to; empty means anything
	To         *site.Page     // nil if it leads to no page
	File       string         // of a Path: the file it leads to, as a path in the dossier; "" if it names none
	Suffix     string         // of a Title: what must follow an id that is written there
	Names      []*site.Page   // of an Anchor: what it has the ids of, in order
}

// A finder collects the references of one file.
type finder struct {
	site  *site.Site
	src   []byte
	lines lines.Index
	page  *site.Page // nil for dossier.yaml
	found []Ref
	taken map[int]bool // where destinations of links begin that have been found
}

// OfPage returns the references in the file of a page, whose bytes are src and
// must be those that the site was built from. They are in the order of the file
// but for destinations that are defined elsewhere in a body. The front matter is
// that which they were found in.
func OfPage(s *site.Site, p *site.Page, src []byte) ([]Ref, content.FrontMatter) {
	f := &finder{site: s, src: src, lines: lines.New(src), page: p, taken: map[int]bool{}}
	l := s.Config.Limits
	front := content.Front(p.Source.File, src, content.Options{FrontMatter: l.FrontMatter, Depth: l.Depth})
	if front.Value != nil {
		f.mapping(content.Schema(p.Type), front.Value)
		f.image(front.Value)
	}
	f.body()
	return f.found, front
}

// OfSettings returns the references in dossier.yaml: the pages of the menu.
func OfSettings(s *site.Site, src []byte) []Ref {
	f := &finder{site: s, src: src, lines: lines.New(src)}
	v, _ := strictyaml.Parse(strictyaml.Source{File: config.File, Text: src})
	for _, item := range v.Get("menu").List() {
		page := item.Get("page")
		value := strings.TrimSpace(page.Str())
		if start, end, ok := f.scalar(page); ok && value != "" {
			f.found = append(f.found, Ref{Kind: Menu, Start: start, End: end, Value: value, To: menuPage(s, value)})
		}
	}
	return f.found
}

// menuPage finds what package render takes an entry of the menu for.
func menuPage(s *site.Site, ref string) *site.Page {
	path := strings.TrimPrefix(ref, "/")
	for _, same := range []func(*site.Page) bool{
		func(p *site.Page) bool { return p.Path == path || p.Path == path+"/" },
		func(p *site.Page) bool { return p.Key == ref },
		func(p *site.Page) bool { return p.ID == ref },
	} {
		if i := slices.IndexFunc(s.Pages, same); i >= 0 {
			return s.Pages[i]
		}
	}
	return nil
}

// mapping finds the references in a map with the keys of a schema.
func (f *finder) mapping(s *strictyaml.Schema, v *strictyaml.Value) {
	for _, e := range v.Entries {
		i := slices.IndexFunc(s.Keys, func(k strictyaml.Key) bool { return k.Name == e.Key })
		if i < 0 {
			continue
		}
		t := s.Keys[i].Type
		for _, item := range e.Value.List() {
			switch {
			case item.Kind == strictyaml.Scalar && len(t.Refers) > 0:
				f.front(item, types(t))
			case item.Kind == strictyaml.Mapping && t.Keys != nil:
				f.account(item, t)
				f.mapping(t.Keys, item)
			}
		}
	}
}

func types(t strictyaml.Type) []content.Type {
	out := make([]content.Type, len(t.Refers))
	for i, r := range t.Refers {
		out[i] = content.Type(r)
	}
	return out
}

func (f *finder) front(v *strictyaml.Value, want []content.Type) {
	value := strings.TrimSpace(v.Text)
	if start, end, ok := f.scalar(v); ok && value != "" {
		f.found = append(f.found, Ref{Kind: Front, Start: start, End: end, Value: value, Want: want, To: f.site.Find(value, want...)})
	}
}

// account finds the id of an entry that defines or tells of something, or where
// it could stand.
func (f *finder) account(v *strictyaml.Value, t strictyaml.Type) {
	hasID := func(k strictyaml.Key) bool { return k.Name == "id" }
	if len(t.Refers) == 0 || !slices.ContainsFunc(t.Keys.Keys, hasID) || len(v.Entries) == 0 {
		return
	}
	if id := v.Get("id"); id != nil {
		f.front(id, types(t))
		return
	}
	id := slug.Make(v.Get("title").Str())
	if id == "" {
		return
	}
	first := v.Entries[0]
	at := f.lines.Offset(first.Line, first.Col)
	suffix := f.lines.End() + strings.Repeat(" ", first.Col-1)
	if f.lines.Offset(v.Line, v.Col) != at { // it begins with a bracket
		suffix = ", "
	}
	f.found = append(f.found, Ref{Kind: Title, Start: at, End: at, Value: id, Want: types(t), To: f.site.Find(id, types(t)...), Suffix: suffix})
}

// image finds the picture that leads the page.
func (f *finder) image(front *strictyaml.Value) {
	v := front.Get("image")
	if v != nil && v.Kind == strictyaml.Mapping {
		v = v.Get("src")
	}
	value := strings.TrimSpace(v.Str())
	if start, end, ok := f.scalar(v); ok && value != "" {
		f.found = append(f.found, Ref{Kind: Path, Start: start, End: end, Value: value, File: f.besides(value)})
	}
}

// scalar returns the bytes of a text in YAML, without its quotes. ok is false if
// they are more or less than the text.
func (f *finder) scalar(v *strictyaml.Value) (start, end int, ok bool) {
	if v == nil || v.Kind != strictyaml.Scalar || v.Text == "" {
		return 0, 0, false
	}
	start = f.lines.Offset(v.Line, v.Col)
	if v.Quoted {
		start++ // the quote
	}
	end = start + len(v.Text)
	ok = end <= len(f.src) && string(f.src[start:end]) == v.Text
	if v.Quoted && ok {
		quote := f.src[start-1]
		ok = (quote == '"' || quote == '\'') && end < len(f.src) && f.src[end] == quote
	}
	return start, end, ok
}
