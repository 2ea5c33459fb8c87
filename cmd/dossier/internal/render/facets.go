package render

import (
	"bytes"
	"slices"
	"strconv"

	"dossier/cmd/dossier/internal/site"
)

// A Facet is one question by which a script narrows down the timeline: who,
// where, from which source. The options are in the order of the lists of the
// dossier.
type Facet struct {
	Name    string // in addresses: "person"
	Mark    string // before the numbers of its options in [Entry.Facets]: "p"
	Label   string // "Person"
	Options []FacetOption
}

// A FacetOption is one answer. Its number is its place in the list, from 1.
type FacetOption struct {
	ID    string // of the page
	Title string
	Count int // entries with it
}

// A facet is how the pages of a Facet are found, and those of a list of entries.
type facet struct {
	name, mark, label string
	all               []*site.Page
	of                func(list []*site.Page, e *site.Entry) []*site.Page // appends them, nil and doubles too

	pages   []*site.Page // of all entries, one after the other
	ends    []int        // in pages, of each entry
	counts  map[*site.Page]int
	numbers map[*site.Page]int // of options
}

func (m *maker) facetKinds() []facet {
	s, w := m.o.site, m.o.words
	return []facet{
		{name: "person", mark: "p", label: w.T("type_person"), all: s.People, of: peopleOf},
		{name: "organization", mark: "o", label: w.T("type_organization"), all: s.Organizations, of: organizationsOf},
		{name: "position", mark: "q", label: w.T("filter_question"), all: s.Positions, of: positionsOf},
		{name: "place", mark: "l", label: w.T("type_place"), all: s.Places, of: placesOf},
		{name: "source", mark: "s", label: w.T("filter_source"), all: s.Organizations, of: publishersOf},
	}
}

// facets returns by what the entries of a page can be narrowed down, and for
// each entry the marks of its answers. A question with a single answer is none.
func (m *maker) facets(entries []*site.Entry) ([]Facet, []string) {
	var out []Facet
	kinds := m.facetKinds()
	for i := range kinds {
		k := &kinds[i]
		k.gather(entries)
		if len(k.counts) >= 2 {
			out = append(out, Facet{Name: k.name, Mark: k.mark, Label: k.label, Options: k.options()})
		}
	}
	marks := make([]string, len(entries))
	var text []byte
	for i := range entries {
		text = text[:0]
		for j := range kinds {
			text = kinds[j].appendMarks(text, i)
		}
		marks[i] = string(bytes.TrimSuffix(text, []byte(" ")))
	}
	return out, marks
}

// gather finds and counts the pages of the entries.
func (k *facet) gather(entries []*site.Entry) {
	k.ends = make([]int, len(entries))
	k.counts = map[*site.Page]int{}
	for i, e := range entries {
		from := len(k.pages)
		k.pages = distinctPages(k.of(k.pages, e), from)
		for _, p := range k.pages[from:] {
			k.counts[p]++
		}
		k.ends[i] = len(k.pages)
	}
}

// distinctPages removes nil and doubles from the end of a list.
func distinctPages(list []*site.Page, from int) []*site.Page {
	out := list[:from]
	for _, p := range list[from:] {
		if p != nil && !slices.Contains(out[from:], p) {
			out = append(out, p)
		}
	}
	return out
}

// options returns the pages that occur, and numbers them.
func (k *facet) options() []FacetOption {
	out := make([]FacetOption, 0, len(k.counts))
	k.numbers = make(map[*site.Page]int, len(k.counts))
	for _, p := range k.all {
		if n := k.counts[p]; n > 0 {
			out = append(out, FacetOption{ID: p.ID, Title: p.Title, Count: n})
			k.numbers[p] = len(out)
		}
	}
	return out
}

// appendMarks appends the marks of an entry, each with a space after it.
func (k *facet) appendMarks(text []byte, entry int) []byte {
	from := 0
	if entry > 0 {
		from = k.ends[entry-1]
	}
	for _, p := range k.pages[from:k.ends[entry]] {
		if n := k.numbers[p]; n > 0 {
			text = append(text, k.mark...)
			text = strconv.AppendInt(text, int64(n), 10)
			text = append(text, ' ')
		}
	}
	return text
}

// spoken returns the statements that an entry tells.
func spoken(e *site.Entry) []*site.Statement {
	switch {
	case e.Shift != nil:
		return e.Shift.To.Statements
	case e.Statement != nil:
		return []*site.Statement{e.Statement}
	}
	return nil
}

func peopleOf(list []*site.Page, e *site.Entry) []*site.Page {
	said := spoken(e)
	if len(said) == 0 {
		return append(list, e.Page.People...)
	}
	for _, s := range said {
		if s.Who.Person != nil {
			list = append(list, s.Who)
		}
	}
	return list
}

func organizationsOf(list []*site.Page, e *site.Entry) []*site.Page {
	said := spoken(e)
	if len(said) == 0 {
		return append(list, e.Page.Organizations...)
	}
	for _, s := range said {
		if s.Who.Organization != nil {
			list = append(list, s.Who)
		}
		if s.For != nil && s.For.Organization != nil {
			list = append(list, s.For)
		}
	}
	return list
}

func positionsOf(list []*site.Page, e *site.Entry) []*site.Page {
	if e.Page.Position != nil {
		return append(list, e.Page)
	}
	return append(list, e.Page.Positions...)
}

// placesOf appends the places of an entry and those that they lie in.
func placesOf(list []*site.Page, e *site.Entry) []*site.Page {
	from := len(list)
	switch {
	case e.Page.Event != nil:
		list = append(list, e.Page.Event.Place)
	case e.Page.Meeting != nil:
		list = append(list, e.Page.Meeting.Place)
	case e.Page.Article != nil:
		list = append(list, e.Page.Places...)
	}
	for i := from; i < len(list); i++ {
		if p := list[i]; p != nil && p.Place != nil && p.Place.Within != nil {
			list = append(list, p.Place.Within)
		}
	}
	return list
}

func publishersOf(list []*site.Page, e *site.Entry) []*site.Page {
	for _, a := range e.Articles {
		list = append(list, a.Article.Publisher)
	}
	return list
}
