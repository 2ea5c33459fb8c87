package render

import (
	"slices"
	"strconv"
	"strings"

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

// A facet is how the pages of a Facet are found.
type facet struct {
	name, mark, label string
	all               []*site.Page
	of                func(e *site.Entry) []*site.Page
}

func (m *maker) facetKinds() []facet {
	s, w := m.o.site, m.o.words
	return []facet{
		{"person", "p", w.T("type_person"), s.People, peopleOf},
		{"organization", "o", w.T("type_organization"), s.Organizations, organizationsOf},
		{"position", "q", w.T("filter_question"), s.Positions, positionsOf},
		{"place", "l", w.T("type_place"), s.Places, placesOf},
		{"source", "s", w.T("filter_source"), s.Organizations, publishersOf},
	}
}

// facets returns by what the entries of a page can be narrowed down, and for
// each entry the marks of its answers. A question with a single answer is none.
func (m *maker) facets(entries []*site.Entry) ([]Facet, []string) {
	var out []Facet
	marks := make([][]string, len(entries))
	for _, k := range m.facetKinds() {
		of := make([][]*site.Page, len(entries))
		counts := map[*site.Page]int{}
		for i, e := range entries {
			of[i] = distinctPages(k.of(e))
			for _, p := range of[i] {
				counts[p]++
			}
		}
		if len(counts) < 2 {
			continue
		}
		f := Facet{Name: k.name, Mark: k.mark, Label: k.label}
		numbers := map[*site.Page]string{}
		for _, p := range k.all {
			if n := counts[p]; n > 0 {
				f.Options = append(f.Options, FacetOption{ID: p.ID, Title: p.Title, Count: n})
				numbers[p] = k.mark + strconv.Itoa(len(f.Options))
			}
		}
		for i, pages := range of {
			for _, p := range pages {
				if mark := numbers[p]; mark != "" {
					marks[i] = append(marks[i], mark)
				}
			}
		}
		out = append(out, f)
	}
	joined := make([]string, len(entries))
	for i, list := range marks {
		joined[i] = strings.Join(list, " ")
	}
	return out, joined
}

func distinctPages(list []*site.Page) []*site.Page {
	var out []*site.Page
	for _, p := range list {
		if p != nil && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
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

func peopleOf(e *site.Entry) (list []*site.Page) {
	for _, s := range spoken(e) {
		list = append(list, s.Who)
	}
	if len(list) == 0 {
		return e.Page.People
	}
	return slices.DeleteFunc(list, func(p *site.Page) bool { return p.Person == nil })
}

func organizationsOf(e *site.Entry) (list []*site.Page) {
	for _, s := range spoken(e) {
		list = append(list, s.Who, s.For)
	}
	if len(list) == 0 {
		return e.Page.Organizations
	}
	return slices.DeleteFunc(list, func(p *site.Page) bool { return p == nil || p.Organization == nil })
}

func positionsOf(e *site.Entry) []*site.Page {
	if e.Page.Position != nil {
		return []*site.Page{e.Page}
	}
	return e.Page.Positions
}

// placesOf returns the places of an entry and those that they lie in.
func placesOf(e *site.Entry) (list []*site.Page) {
	switch {
	case e.Page.Event != nil:
		list = []*site.Page{e.Page.Event.Place}
	case e.Page.Meeting != nil:
		list = []*site.Page{e.Page.Meeting.Place}
	case e.Page.Article != nil:
		list = slices.Clone(e.Page.Places)
	}
	for i := 0; i < len(list); i++ {
		if p := list[i]; p != nil && p.Place != nil && p.Place.Within != nil {
			list = append(list, p.Place.Within)
		}
	}
	return list
}

func publishersOf(e *site.Entry) (list []*site.Page) {
	for _, a := range e.Articles {
		list = append(list, a.Article.Publisher)
	}
	return list
}
