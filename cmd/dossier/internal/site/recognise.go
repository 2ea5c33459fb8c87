package site

import (
	"slices"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/markdown"
)

// Find returns what a reference means among things of the wanted types, as in
// front matter (design: references). It is nil if nothing has that id or name,
// or if several things have it.
func (s *Site) Find(ref string, want ...content.Type) *Page {
	return s.linker.names.known.find(ref, want).page
}

// A SharedName is a name in a text that several things have.
type SharedName struct {
	Name string  // as the text writes it
	Of   []*Page // in order of Key
}

// Recognise returns the things that a text names which is not part of the site,
// each once and in order of Key, and the names in it that several things share.
// The rules are those of mentions.
func (s *Site) Recognise(doc *markdown.Document) (things []*Page, shared []SharedName) {
	t := s.linker.tree
	named := map[int32]bool{} // by node
	for _, block := range doc.Blocks() {
		for _, span := range block.Searchable {
			text := block.Text[span.Start:span.End]
			toks := fold.AppendTokens(nil, text)
			for j := 0; j < len(toks); {
				node, n := t.longest(text, toks[j:], nil)
				if n > 0 && !named[node] {
					named[node] = true
					if end := &t.nodes[node]; !end.shared {
						things = append(things, end.page)
					} else {
						name := text[toks[j].Start:toks[j+n-1].End]
						shared = append(shared, SharedName{name, s.bearers(name)})
					}
				}
				j += max(n, 1)
			}
		}
	}
	slices.SortFunc(things, byKey)
	return slices.Compact(things), shared
}

// bearers returns the things that have a name, in order of Key.
func (s *Site) bearers(name string) (of []*Page) {
	for _, p := range s.linker.names.known.byName[fold.Key(name)] {
		if linksItself(p.Type) {
			of = append(of, p)
		}
	}
	slices.SortFunc(of, byKey)
	return slices.Compact(of)
}
