package content

import (
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/markdown"
	"dossier/cmd/dossier/internal/slug"
	"dossier/cmd/dossier/internal/strictyaml"
)

// parse reads one page and its body. The page is nil if there is none at that
// path; if nothing of the file can be read, it is blank. Its result depends on
// nothing but the arguments.
func parse(file string, src []byte, o Options) (*Page, *markdown.Document, diag.List) {
	body := &markdown.Document{}
	p := &Page{File: file}
	var list diag.List
	if !p.place(&list) {
		return nil, body, list
	}
	var s split
	ok := false // there is something to read
	if line := conflict(src); line > 0 {
		list.Add(diag.Error, p.Pos(int32(line), 1), "choose one side, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
			"the file has a merge conflict")
	} else {
		s, ok = cut(file, src, Schema(p.Type), &list)
		p.Empty = !ok && !list.HasErrors()
	}
	if ok {
		body = p.read(s, o, &list)
	} else {
		p.decode(nil)
	}
	list.Excerpt(file, src)
	return p, body, list
}

// blank returns a page of which only the place is known, so that what refers to
// it is found. It is nil if there is no page at that path.
func blank(file string) (p *Page, list diag.List) {
	p = &Page{File: file}
	if !p.place(&list) {
		return nil, list
	}
	p.decode(nil) // for the part of its type
	return p, list
}

// read fills in the page from its front matter, and returns its body.
func (p *Page) read(s split, o Options, list *diag.List) *markdown.Document {
	front, problems := strictyaml.Parse(strictyaml.Source{
		File:   p.File,
		Text:   s.front,
		Line:   s.frontLine,
		Limits: strictyaml.Limits{Bytes: o.FrontMatter, Depth: o.Depth},
	})
	*list = append(*list, problems...)
	*list = append(*list, Schema(p.Type).Check(p.File, front)...)
	p.decode(front)
	p.checkFront(front, list)
	p.checkDirection(s, front, list)

	body, problems := markdown.Parse(s.body, markdown.Options{
		File: p.File, Line: s.bodyLine, AllowHTML: o.AllowHTML, Reserved: o.Reserved, Growth: o.Growth, Timeout: o.Timeout,
	})
	*list = append(*list, problems...)
	if !problems.HasErrors() && front.Get("quote_check").Str() != "off" {
		p.checkQuotes(body, list)
	}
	return body
}

// place derives type, id and folder from the path of the file. Below a type's
// section folders only order the files; elsewhere they are part of the address,
// which package site checks. It returns false if there is no page at that path.
func (p *Page) place(list *diag.List) bool {
	dir, base := path.Split(strings.TrimPrefix(p.File, Root+"/"))
	dir = strings.TrimSuffix(dir, "/")
	section, below, _ := strings.Cut(dir, "/")
	p.Type = TypeOf(section)
	p.ID = strings.TrimSuffix(base, path.Ext(base))
	switch {
	case p.ID == "index" && dir == "":
		list.Add(diag.Error, p.Pos(0, 0), "rename it to content/_index.md", "the text of the home page is not in index.md, but in _index.md")
		p.ID = "_index" // which it is meant to be
	case p.ID == "_index" && p.Type != Plain && below != "":
		list.Add(diag.Warning, p.Pos(0, 0), "move its text into "+path.Join(Root, section, "_index.md"),
			"folders in %s/ have no page, the file is skipped", path.Join(Root, section))
		return false
	}
	switch p.ID {
	case "_index":
		p.Type = Section
		dir, p.ID = cutLast(dir)
	case "index":
		if below == "" { // content/people/index.md is no person
			p.Type = Plain
		}
		dir, p.ID = cutLast(dir)
	}
	p.ID = norm.NFC.String(p.ID) // some file systems keep names in form D
	if p.Dir = p.Type.Section(); p.Dir == "" {
		p.Dir = slugs(dir)
	}
	return true
}

// cutLast parts a folder and its last element.
func cutLast(dir string) (before, last string) {
	before, last = path.Split(dir)
	return strings.TrimSuffix(before, "/"), last
}

// slugs returns a folder as a path of slugs, "" for the top.
func slugs(dir string) string {
	if dir == "" {
		return ""
	}
	parts := strings.Split(dir, "/")
	for i, part := range parts {
		parts[i] = slug.Make(part)
	}
	return strings.Join(parts, "/")
}
