// Package rename finds what must change in the files of a dossier so that a
// thing gets another id and everything still refers to it.
//
// It stands beside the line of a build and writes nothing. The invariant: a
// [Plan] has been tried. The dossier with its changes has been built, every
// reference leads where it led before, and no problem is new; a rename that
// cannot promise that is [Refused]. Edits cover the bytes of references alone,
// so quotes, comments and the order of keys stay as the editor wrote them.
package rename

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/overlay"
	"dossier/cmd/dossier/internal/refs"
	"dossier/cmd/dossier/internal/site"
	"dossier/cmd/dossier/internal/slug"
)

// A Build is what a dossier's files give, drafts included.
type Build struct {
	FS       fs.FS
	Site     *site.Site // nil if dossier.yaml cannot be read
	Problems diag.List
}

// A Plan is all that a rename changes. The edits are in order of file and place,
// do not overlap, and are to be made before the file is moved.
type Plan struct {
	Old, New string // as section/id
	Edits    []Edit
	Texts    map[string]Text // of every file that has edits
	Move     Move            // of a file, or of a folder with an index.md; zero if no file moves
	Refs     int             // references that are rewritten
}

// A Text is what a file has and what it gets.
type Text struct{ Old, New []byte }

// An Edit replaces bytes of a file, a path in the dossier, by a text.
type Edit struct {
	File       string
	Start, End int
	Text       string
}

// A Move is a file or folder under another name.
type Move struct{ From, To string }

// of returns what a file is called after the move.
func (m Move) of(file string) string {
	if rest, ok := strings.CutPrefix(file, m.From); ok && m.From != "" && (rest == "" || rest[0] == '/') {
		return m.To + rest
	}
	return file
}

// Refused says why a rename is not possible, and what to do about it.
type Refused struct {
	Message, Hint string
	Problems      diag.List // that the dossier has, or would have
}

func (r *Refused) Error() string { return r.Message }

func refuse(hint, format string, args ...any) error {
	return &Refused{Message: fmt.Sprintf(format, args...), Hint: hint}
}

// A renaming is a plan in the making.
type renaming struct {
	before  Build
	page    *site.Page
	key, id string // the new ones
	path    string // the new address
	move    Move
	found   map[string][]refs.Ref // by file
	front   content.FrontMatter   // of the page
	edits   []Edit
	refs    int
	rebuild func(fs.FS) Build
}

// Find returns what an id, section/id, name or content file means.
func Find(b Build, ref string) (*site.Page, error) {
	if b.Site == nil {
		return nil, &Refused{Message: "dossier.yaml cannot be read", Problems: b.Problems}
	}
	p := b.Site.ByFile(path.Clean(ref))
	if p == nil {
		p = b.Site.Find(ref)
	}
	if p != nil {
		return p, nil
	}
	var known []string
	for _, t := range b.Site.Things() {
		if known = append(known, t.Key); t.ID == ref {
			return nil, refuse("write section/id, such as "+t.Key, "%q is ambiguous", ref)
		}
		known = append(known, t.ID)
	}
	return nil, refuse(diag.DidYouMean(ref, known), "there is nothing with the id %q", ref)
}

// ToName plans to give a page the id that name says: an id, which leaves it in
// its section, section/id, or a file in content/. Rebuild builds a dossier, as
// before was.
func ToName(before Build, p *site.Page, name string, rebuild func(fs.FS) Build) (*Plan, error) {
	if strings.HasPrefix(name, content.Root+"/") && p.Source != nil {
		return ToFile(before, p, Move{p.Source.File, path.Clean(name)}, rebuild)
	}
	dir, id := path.Split(strings.TrimSuffix(name, "/"))
	dir = strings.TrimSuffix(dir, "/")
	if dir == "" {
		dir = strings.TrimSuffix(strings.TrimSuffix(p.Key, p.ID), "/")
	}
	for part := range strings.SplitSeq(path.Join(dir, id), "/") {
		if made := slug.Make(part); made != part || made == "" {
			hint := "an id is lower-case letters, digits and hyphens"
			if made != "" {
				hint += ": " + made
			}
			return nil, refuse(hint, "%q is not an id", part)
		}
	}
	r := &renaming{before: before, page: p, key: path.Join(dir, id), id: id, rebuild: rebuild}
	if c := p.Source; c != nil {
		here := path.Dir(c.File)
		own := strings.TrimSuffix(path.Base(c.File), path.Ext(c.File)) == "index"
		if own {
			here = path.Dir(here)
		}
		if dir != c.Dir {
			here = path.Join(content.Root, dir)
		}
		r.move = Move{c.File, path.Join(here, id+path.Ext(c.File))}
		if own {
			r.move = Move{path.Dir(c.File), path.Join(here, id)}
		}
	}
	return r.plan()
}

// ToFile plans to give a page the id that its file has under another name.
func ToFile(before Build, p *site.Page, move Move, rebuild func(fs.FS) Build) (*Plan, error) {
	to := content.Locate(move.of(p.Source.File))
	if to == nil || to.Type == content.Section {
		return nil, refuse("", "%q is no file of a page", move.To)
	}
	r := &renaming{before: before, page: p, key: path.Join(to.Dir, to.ID), id: to.ID, move: move, rebuild: rebuild}
	return r.plan()
}

func (r *renaming) plan() (*Plan, error) {
	if err := r.possible(); err != nil {
		return nil, err
	}
	name := slug.Make(r.id)
	if c := r.page.Source; c != nil {
		name = cmp.Or(slug.Make(c.Slug.Value), name)
	}
	r.path = path.Join(path.Dir(r.key), name) + "/"
	if err := r.rewrite(); err != nil {
		return nil, err
	}
	if err := r.keepAddress(); err != nil {
		return nil, err
	}
	slices.SortFunc(r.edits, func(a, b Edit) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	p := &Plan{Old: r.page.Key, New: r.key, Edits: slices.Compact(r.edits), Texts: map[string]Text{}, Move: r.move, Refs: r.refs}
	if err := p.apply(r.before.FS); err != nil {
		return nil, err
	}
	if err := r.try(p); err != nil {
		return nil, err
	}
	return p, nil
}

// possible refuses what has no file to be renamed, and what would take the
// place of something else.
func (r *renaming) possible() error {
	p := r.page
	switch {
	case p.Key == r.key && r.move.From == r.move.To:
		return refuse("", "%q has that id already", p.Key)
	case p.Type == content.Section:
		return refuse("rename the folder or the tag by hand", "%q is a list, not a page", p.Key)
	case p.Stub:
		return refuse(fmt.Sprintf("dossier new %s %q gives it a file", p.Type, p.Title), "%q is made from a name alone", p.Key)
	case p.Source == nil && p.Own:
		return refuse(fmt.Sprintf("dossier new %s %q gives it a file, which can keep the old address", p.Type, p.Title),
			"%q has a page, but no file", p.Key)
	case p.Source == nil && path.Dir(r.key) != path.Dir(p.Key):
		return refuse("", "%q is defined in articles, it stays in its section", p.Key)
	}
	for _, t := range r.before.Site.Things() {
		if t.Key == r.key && t != p {
			return refuse("choose another id", "%q exists already", r.key)
		}
	}
	if r.move.From == r.move.To {
		return nil
	}
	for _, ext := range []string{"", ".md", ".markdown"} {
		to := strings.TrimSuffix(r.move.To, path.Ext(r.move.To)) + ext
		if _, err := fs.Stat(r.before.FS, to); !errors.Is(err, fs.ErrNotExist) && r.move.of(to) == to {
			return refuse("choose another id", "%q exists already", to)
		}
	}
	return nil
}

// apply makes the edits in memory.
func (p *Plan) apply(fsys fs.FS) error {
	for rest := p.Edits; len(rest) > 0; {
		file := rest[0].File
		src, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		at := 0
		for len(rest) > 0 && rest[0].File == file {
			e := rest[0]
			if e.Start < at || e.End > len(src) {
				return refuse("change it by hand", "%s: two changes are in each other's way", file)
			}
			out.Write(src[at:e.Start])
			out.WriteString(e.Text)
			at, rest = e.End, rest[1:]
		}
		out.Write(src[at:])
		p.Texts[file] = Text{src, out.Bytes()}
	}
	return nil
}

// On shows a dossier with the changes of the plan.
func (p *Plan) On(fsys fs.FS) (fs.FS, error) {
	o := overlay.New(fsys)
	for file, text := range p.Texts {
		o.Write(file, text.New)
	}
	if p.Move.From == p.Move.To {
		return o, nil
	}
	return o, o.Move(p.Move.From, p.Move.To)
}

// sources returns the pages that have a file, in order of address.
func sources(s *site.Site) []*site.Page {
	return slices.DeleteFunc(slices.Clone(s.Pages), func(p *site.Page) bool { return p.Source == nil })
}
