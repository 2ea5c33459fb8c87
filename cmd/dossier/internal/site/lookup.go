package site

import (
	"slices"

	"golang.org/x/text/unicode/norm"

	"dossier/cmd/dossier/internal/fold"
)

// ByFile returns the page of a content file, nil if it has none.
func (s *Site) ByFile(file string) *Page { return s.linker.byFile[norm.NFC.String(file)] }

// Things returns all that can be referred to by its id, in a fixed order.
func (s *Site) Things() []*Page { return slices.Clip(s.linker.names.things) }

// Called reports whether p has the name as its title or one of its names,
// whatever its case and Unicode form.
func (p *Page) Called(name string) bool { return slices.Contains(spellings(p), fold.Key(name)) }
