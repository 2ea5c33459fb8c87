package site

import (
	"fmt"
	"iter"
	"slices"
	"unicode"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/slug"
)

// addStub makes a page from a name alone, which stands at pos.
func (b *builder) addStub(t content.Type, name string, pos diag.Pos) *Page {
	id := slug.Make(name)
	p := &Page{
		Type: t, ID: id, Key: join(t.Section(), id), Title: name, Lang: b.cfg.Language, Own: true, Stub: true, pos: pos,
	}
	switch t {
	case content.Person:
		p.Person = &Person{}
	case content.Organization:
		p.Organization = &Organization{}
	case content.Meeting:
		p.Meeting = &Meeting{}
	case content.Event:
		p.Event = &Event{}
	case content.Place:
		p.Place = &Place{}
	case content.Position:
		p.Position = &Position{Question: name}
	}
	b.addThing(p)
	b.site.Stubs = append(b.site.Stubs, p)
	return p
}

// reportStubs warns of stubs whose name differs little from another one. If the
// build is strict, every stub is an error.
func (b *builder) reportStubs() {
	known := b.likeStubs()
	for _, p := range b.site.Stubs {
		like, hint := known[p], ""
		if like != "" {
			hint = fmt.Sprintf("if they are one, write %q, or add %q to its names", like, p.Title)
		}
		switch {
		case b.opt.Strict:
			create := "to create it: " + howToCreate(p.Type, p.ID, p.Title)
			b.list.Add(diag.Error, p.pos, lines(hint, create), "no page has the name %q", p.Title)
		case like != "":
			b.list.Add(diag.Warning, p.pos, hint, "the name %q is new, but differs little from %q", p.Title, like)
		}
	}
}

// likeStubs returns for every stub a name of another thing of its type that
// differs from the stub's by accents, hyphens and apostrophes alone, or by one
// slip of the pen; of two stubs the later one is like the earlier.
//
// Two names that are one slip apart are one after the same or another letter is
// taken out of each. So only those need to be compared, and the work grows with
// the number of names, not with its square.
func (b *builder) likeStubs() map[*Page]string {
	type name struct {
		page *Page
		key  string
	}
	order := map[*Page]int{}
	byVariant := map[string][]name{}
	types := map[content.Type]bool{}
	for i, p := range b.site.Stubs {
		order[p], types[p.Type] = i+1, true
		key := fold.Sort(p.Title)
		for v := range variants(key) {
			byVariant[v] = append(byVariant[v], name{p, key})
		}
	}
	like := map[*Page]string{}
	for _, p := range b.names.things {
		if !types[p.Type] {
			continue
		}
		for _, other := range append([]string{p.Title}, p.Names...) {
			key := fold.Sort(other)
			for v := range variants(key) {
				for _, stub := range byVariant[v] {
					fits := stub.page.Type == p.Type && order[p] < order[stub.page]
					best := like[stub.page]
					if fits && (best == "" || other < best) && oneSlip(key, stub.key) {
						like[stub.page] = other
					}
				}
			}
		}
	}
	return like
}

// Names shorter than minSlip are too often one slip apart by chance (BBC and
// NBC), longer ones than maxSlip too seldom to be worth the time.
const (
	minSlip = 5
	maxSlip = 64
)

// variants yields s and, if its length allows a slip, s without one of its
// letters; digits stay, see oneSlip.
func variants(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !yield(s) {
			return
		}
		r := []rune(s)
		if len(r) < minSlip || len(r) > maxSlip {
			return
		}
		without := make([]rune, len(r)-1)
		for i := range r {
			if unicode.IsDigit(r[i]) {
				continue
			}
			copy(without, r[:i])
			copy(without[i:], r[i+1:])
			if !yield(string(without)) {
				return
			}
		}
	}
}

// oneSlip reports whether two names are equal, or differ in one letter that is
// missing, another or changed places with the next. Digits are never a slip:
// Session 4 is not Session 5.
func oneSlip(s, t string) bool {
	a, b := []rune(s), []rune(t)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if slices.ContainsFunc(a, unicode.IsDigit) || slices.ContainsFunc(b, unicode.IsDigit) {
		return false
	}
	swapped := len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
	return swapped || len(a) <= 1 && len(b) <= 1
}
