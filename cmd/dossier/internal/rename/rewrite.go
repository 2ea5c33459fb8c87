package rename

import (
	"io/fs"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/refs"
	"dossier/cmd/dossier/internal/site"
	"dossier/cmd/dossier/internal/slug"
)

// rewrite finds all references, and those that must say something else.
func (r *renaming) rewrite() error {
	r.found = map[string][]refs.Ref{}
	for _, p := range sources(r.before.Site) {
		file := p.Source.File
		src, err := fs.ReadFile(r.before.FS, file)
		if err != nil {
			return err
		}
		found, front := refs.OfPage(r.before.Site, p, src)
		if err := r.readable(file, front); err != nil {
			return err
		}
		if p == r.page {
			r.front = front
		}
		r.add(file, found, src)
	}
	src, err := fs.ReadFile(r.before.FS, config.File)
	if err != nil {
		return err
	}
	r.add(config.File, refs.OfSettings(r.before.Site, src), src)
	return nil
}

// readable refuses a file of which the front matter or the body could not be
// read: it may refer to anything.
func (r *renaming) readable(file string, front content.FrontMatter) error {
	unread := slices.IndexFunc(r.before.Problems, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && d.Pos.File == file && (front.Value == nil || d.Pos.Line > front.End)
	})
	if unread < 0 && front.Value != nil {
		return nil
	}
	refused := &Refused{Message: "what " + file + " refers to is not known", Hint: "mend it first"}
	if unread >= 0 {
		refused.Problems = r.before.Problems[unread : unread+1]
	}
	return refused
}

// add rewrites those references of a file that must be.
func (r *renaming) add(file string, found []refs.Ref, src []byte) {
	r.found[file] = found
	for _, ref := range found {
		if text := r.text(file, ref, src); text != "" && text != string(src[ref.Start:ref.End]) {
			r.refs++
			r.edits = append(r.edits, Edit{file, ref.Start, ref.End, text})
		}
	}
}

// text returns what a reference must say instead, "" if it stays.
func (r *renaming) text(file string, ref refs.Ref, src []byte) string {
	switch ref.Kind {
	case refs.Path:
		return r.link(file, ref, src)
	case refs.Menu:
		return r.menu(ref)
	case refs.Anchor:
		return r.anchor(ref)
	case refs.Title:
		if ref.To == r.page && ref.Value != r.id {
			return "id: " + r.id + ref.Suffix
		}
	default:
		if ref.To == r.page && !named(r.page, ref.Value) {
			return r.name(ref)
		}
	}
	return ""
}

// named reports whether a reference calls the page by a name, which it keeps.
func named(p *site.Page, value string) bool {
	section, id, slash := strings.Cut(value, "/")
	if content.IsID(value) || slash && content.IsID(section) && content.IsID(id) {
		return false
	}
	return p.Called(value)
}

// name returns what a reference by id says instead: the id alone, if it was that
// and still is enough.
func (r *renaming) name(ref refs.Ref) string {
	if strings.Contains(ref.Value, "/") {
		return r.key
	}
	other := func(p *site.Page) bool {
		return p != r.page && (len(ref.Want) == 0 || slices.Contains(ref.Want, p.Type)) && (p.ID == r.id || p.Called(r.id))
	}
	if slices.ContainsFunc(r.before.Site.Things(), other) {
		return r.key
	}
	return r.id
}

// anchor returns the anchor of a statement or account under the new id, as
// package site makes it.
func (r *renaming) anchor(ref refs.Ref) string {
	before := ref.Value[:1]
	after := before
	for _, p := range ref.Names {
		id := slug.Make(p.ID)
		before += "-" + id
		if p == r.page {
			id = slug.Make(r.id)
		}
		after += "-" + id
	}
	return after + strings.TrimPrefix(ref.Value, before)
}

// menu returns what an entry of the menu says instead.
func (r *renaming) menu(ref refs.Ref) string {
	if ref.To != r.page {
		return ""
	}
	switch core := strings.Trim(ref.Value, "/"); core {
	case strings.Trim(r.page.Path, "/"):
		return strings.Replace(ref.Value, core, strings.Trim(r.path, "/"), 1)
	case r.page.Key:
		return r.key
	}
	return r.id
}

// link returns the path that a link or picture has instead, if the file that it
// is in or the one that it leads to is elsewhere.
func (r *renaming) link(file string, ref refs.Ref, src []byte) string {
	from, to := r.move.of(file), r.move.of(ref.File)
	if from == file && to == ref.File {
		return ""
	}
	if strings.HasPrefix(ref.Value, "/") {
		if to == ref.File {
			return ""
		}
		return escape(strings.TrimPrefix(to, content.Root), ref, src)
	}
	if path.Join(path.Dir(from), ref.Value) == to {
		return ""
	}
	relative, err := filepath.Rel(path.Dir(from), to)
	if err != nil {
		return ""
	}
	relative = filepath.ToSlash(relative)
	if strings.HasSuffix(ref.Value, "/") {
		relative += "/"
	}
	return escape(relative, ref, src)
}

// escape writes a path as markdown takes it; in YAML and in angle brackets it is
// written as it is.
func escape(p string, ref refs.Ref, src []byte) string {
	written := string(src[ref.Start:ref.End])
	if written == ref.Value && (ref.Start > 0 && src[ref.Start-1] == '<' || !strings.ContainsAny(p, " ()%?#<>")) {
		return p
	}
	return strings.NewReplacer("(", "%28", ")", "%29").Replace((&url.URL{Path: p}).EscapedPath())
}
