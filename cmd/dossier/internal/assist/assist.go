// Package assist answers what editors ask about a place in a file: what could be
// written there, what a reference means, where that is defined and what else
// refers to it.
//
// It stands beside the line of a build and knows neither protocol nor disk. The
// invariant: it offers nothing that a build would complain of where it is
// offered.
package assist

import (
	"io/fs"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/lines"
	"dossier/cmd/dossier/internal/refs"
	"dossier/cmd/dossier/internal/site"
	"dossier/cmd/dossier/internal/strictyaml"
)

// A Range is a part of a file, a path in the dossier, in bytes.
type Range struct {
	File       string
	Start, End int
}

// A Note is what is said of a part of a file, as plain text.
type Note struct {
	Range
	Text string
}

// RefAt returns the reference at a byte of a file, whose bytes are those that
// the site was built from.
func RefAt(s *site.Site, file string, src []byte, at int) (refs.Ref, bool) {
	var found []refs.Ref
	if file == config.File {
		found = refs.OfSettings(s, src)
	} else if p := s.ByFile(file); p != nil {
		found, _ = refs.OfPage(s, p, src)
	}
	i := slices.IndexFunc(found, func(r refs.Ref) bool {
		return r.Start <= at && at <= r.End && r.To != nil && r.Start < r.End && r.Kind != refs.Anchor
	})
	if i < 0 {
		return refs.Ref{}, false
	}
	return found[i], true
}

// Definition returns where a thing is defined: its file, or the entries of
// articles that tell of it. What a name alone made is defined nowhere.
func Definition(s *site.Site, fsys fs.FS, p *site.Page) (out []Range) {
	add := func(file string, line, col int32) {
		if src, err := fs.ReadFile(fsys, file); err == nil {
			at := lines.New(src).Offset(int(line), int(col))
			out = append(out, Range{file, at, at})
		}
	}
	if c := p.Source; c != nil {
		add(c.File, c.Title.Line, c.Title.Col)
		return out
	}
	for _, a := range p.Accounts {
		c := a.Article.Source
		for _, acc := range c.Article.Accounts {
			if acc.ID.Value == p.ID && (acc.Meeting != nil) == (p.Type == content.Meeting) {
				add(c.File, acc.ID.Line, acc.ID.Col)
			}
		}
	}
	return out
}

// References returns all places that refer to a thing, in order of file.
func References(s *site.Site, fsys fs.FS, p *site.Page) (out []Range) {
	add := func(file string, found []refs.Ref) {
		for _, r := range found {
			if r.To == p && r.Start < r.End && r.Kind != refs.Anchor {
				out = append(out, Range{file, r.Start, r.End})
			}
		}
	}
	for _, q := range s.Pages {
		if q.Source == nil {
			continue
		}
		if src, err := fs.ReadFile(fsys, q.Source.File); err == nil {
			found, _ := refs.OfPage(s, q, src)
			add(q.Source.File, found)
		}
	}
	if src, err := fs.ReadFile(fsys, config.File); err == nil {
		add(config.File, refs.OfSettings(s, src))
	}
	slices.SortStableFunc(out, func(a, b Range) int { return strings.Compare(a.File, b.File) })
	return out
}

// Hover says what stands at a byte of a file: the thing that is referred to, the
// answer that a stance is, or the meaning of a key.
func Hover(s *site.Site, file string, src []byte, at int) (Note, bool) {
	if r, ok := RefAt(s, file, src, at); ok {
		return Note{Range{file, r.Start, r.End}, describe(s, r.To)}, true
	}
	schema, front := config.Schema, (*strictyaml.Value)(nil)
	if p := content.Locate(file); p != nil {
		schema, front = content.Schema(p.Type), content.Front(file, src, content.Options{}).Value
	} else if file == config.File {
		front, _ = strictyaml.Parse(strictyaml.Source{File: file, Text: src})
	}
	if front == nil {
		return Note{}, false
	}
	h := hover{site: s, lines: lines.New(src), at: at}
	if !h.mapping(schema, front) {
		return Note{}, false
	}
	h.note.File = file
	return h.note, true
}

// describe tells what a thing is.
func describe(s *site.Site, p *site.Page) string {
	what := string(p.Type)
	switch {
	case p.Organization != nil && p.Organization.Kind != "":
		what = p.Organization.Kind
	case p.Stub:
		what += ", made from its name alone"
	}
	if !p.Date.IsZero() {
		what += ", " + p.Date.String()
	}
	text := p.Title + " (" + what + ")"
	if p.Position != nil && p.Position.Question != p.Title {
		text += "\n" + p.Position.Question
	}
	if summary := s.Summary(p); summary != "" {
		text += "\n" + summary
	}
	return text
}

// A hover looks for what stands at a byte of front matter.
type hover struct {
	site  *site.Site
	lines lines.Index
	at    int
	note  Note
}

func (h *hover) mapping(s *strictyaml.Schema, v *strictyaml.Value) bool {
	for _, e := range v.Entries {
		key := keyOf(s, e.Key)
		if key == nil {
			continue
		}
		if h.on(e.Line, e.Col, e.Key) {
			h.note.Text = key.Name + ": " + key.Doc
			return true
		}
		if key.Name == "stance" && h.on(e.Value.Line, e.Value.Col, e.Value.Text) {
			for _, st := range stances(h.site, v) {
				if st.ID == e.Value.Text {
					h.note.Text = st.Label
					return true
				}
			}
		}
		for _, item := range e.Value.List() {
			if key.Type.Keys != nil && h.mapping(key.Type.Keys, item) {
				return true
			}
		}
	}
	return false
}

// on reports whether a text that begins at a place is where the cursor is.
func (h *hover) on(line, col int, text string) bool {
	start := h.lines.Offset(line, col)
	h.note.Range = Range{Start: start, End: start + len(text)}
	return start <= h.at && h.at <= h.note.End
}

func keyOf(s *strictyaml.Schema, name string) *strictyaml.Key {
	i := slices.IndexFunc(s.Keys, func(k strictyaml.Key) bool { return k.Name == name })
	if i < 0 {
		return nil
	}
	return &s.Keys[i]
}

// stances returns the answers that the statement v can take.
func stances(s *site.Site, v *strictyaml.Value) []site.Stance {
	p := s.Find(v.Get("position").Str(), content.Position)
	if p == nil || p.Position == nil {
		return nil
	}
	return p.Position.Stances
}
