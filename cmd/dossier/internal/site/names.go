package site

import (
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/relay"
	"dossier/cmd/dossier/internal/slug"
)

// names finds things by what editors call them. An id refers, a name
// introduces (design: references).
type names struct {
	known  index
	drafts index // what is left out, drafts and empty files, so that no reference to it is taken for a slip

	things []*Page // what is known, in the order it was added
	hints  int     // hints that near has looked for
}

// An index finds things by their keys, ids and names, all folded.
type index struct {
	byKey  pageLists // "people/vitaly-churkin"
	byID   pageLists // "vitaly-churkin"
	byName pageLists // titles and names
}

type pageLists map[string][]*Page

// newNames returns names with room for so many pages.
func newNames(pages int) *names {
	return &names{known: newIndex(pages), drafts: newIndex(0), things: make([]*Page, 0, pages)}
}

func newIndex(n int) index {
	return index{byKey: make(pageLists, n), byID: make(pageLists, n), byName: make(pageLists, n)}
}

func (n *names) add(p *Page) {
	n.list(p)
	n.known.add(n.things[len(n.things)-1:])
}

// list makes p known to near alone.
func (n *names) list(p *Page) { n.things = append(n.things, p) }

// index makes known to find, too, what has been listed since so many things were.
func (n *names) index(since int) { n.known.add(n.things[since:]) }

// addDraft makes p known as a draft or an empty file, which is left out.
func (n *names) addDraft(p *Page) { n.drafts.add([]*Page{p}) }

// add makes things known, of which the index keeps the list. Of many, ids and
// names are added at once, since they share no table.
func (x index) add(things []*Page) {
	if len(things) == 1 {
		x.addIDs(things)
		x.addNames(things)
		return
	}
	named := relay.Go(func() { x.addNames(things) })
	x.addIDs(things)
	named()
}

func (x index) addIDs(things []*Page) {
	for i, p := range things {
		dir, _, _ := cutLast(p.Key, "/")
		id := fold.Key(p.ID)
		x.addID(dir, id, things[i:i+1:i+1])
		if s := slug.Make(p.ID); s != id {
			x.addID(dir, s, things[i:i+1:i+1]) // a file name with spaces or capitals
		}
	}
}

func (x index) addNames(things []*Page) {
	for i, p := range things {
		for _, name := range spellings(p) {
			x.byName.add(name, things[i:i+1:i+1])
		}
	}
}

// addID adds the list of one page under its id, which may be one of several.
func (x index) addID(dir, id string, one []*Page) {
	x.byID.add(id, one)
	key := one[0].Key
	if _, last, found := cutLast(key, "/"); found {
		if folded := fold.Key(dir); folded == dir && id == last {
			id = key // needs no new string
		} else {
			id = folded + "/" + id
		}
	}
	x.byKey.add(id, one)
}

// add adds the list of one page under a key, which mostly nothing else has: then
// it is kept as it is.
func (l pageLists) add(key string, one []*Page) {
	if list := l[key]; list != nil {
		one = append(list, one...)
	}
	l[key] = one
}

// spellings returns the folded title and names of p, each once.
func spellings(p *Page) []string {
	out := make([]string, 0, 1+len(p.Names))
	out = append(out, fold.Key(p.Title))
	for _, name := range p.Names {
		out = append(out, fold.Key(name))
	}
	if len(out) > 1 {
		slices.Sort(out)
		out = slices.Compact(out)
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// A finding is the outcome of looking for a reference.
type finding struct {
	page  *Page
	many  []*Page // several things of the wanted types have the name
	other *Page   // something has it, but nothing of the wanted types
	draft *Page   // only what is left out has it
}

// find looks for an id, section/id, title or name among things of the wanted
// types; no types means any.
func (n *names) find(ref string, want ...content.Type) finding {
	f := n.known.find(ref, want)
	if f.page == nil && f.many == nil {
		d := n.drafts.find(ref, want)
		if f.draft = d.page; d.many != nil {
			f.draft = d.many[0]
		}
	}
	return f
}

// find looks for section/id first. What looks like an id is then looked for
// among ids before names, what does not among names before ids, and last for
// the id that its slug is: a name that would get a page at that address.
func (x index) find(ref string, want []content.Type) finding {
	key := fold.Key(ref)
	lists := [...]pageLists{x.byKey, x.byID, x.byName}
	isID := isID(ref)
	if !isID {
		lists[1], lists[2] = lists[2], lists[1]
	}
	var other *Page
	for _, list := range lists {
		f := pick(list[key], want)
		if f.page != nil || f.many != nil {
			return f
		}
		if other == nil {
			other = f.other
		}
	}
	if !isID {
		if f := pick(x.byID[slug.Make(ref)], want); f.page != nil || f.many != nil {
			return f
		}
	}
	return finding{other: other}
}

// maxChoices bounds how many things a message offers.
const maxChoices = 8

// pick returns what is of the wanted types. Two things with one key are taken
// for one, since that is an error of its own.
func pick(found []*Page, want []content.Type) (f finding) {
	var fits [maxChoices]*Page
	n := 0
	for _, p := range found {
		switch {
		case len(want) > 0 && !slices.Contains(want, p.Type):
			f.other = p
		case !slices.ContainsFunc(fits[:n], func(q *Page) bool { return q.Key == p.Key }):
			fits[n] = p
			n++
		}
		if n == maxChoices {
			break
		}
	}
	if n == 1 {
		f.page = fits[0]
	} else if n > 1 {
		f.many = slices.Clone(fits[:n])
	}
	return f
}

// isID reports whether a reference has the form of an id or section/id.
func isID(ref string) bool {
	section, id, found := strings.Cut(ref, "/")
	if !found {
		return content.IsID(ref)
	}
	return content.IsID(section) && (content.IsID(id) || content.TypeOf(section) != content.Plain)
}

// maxHints bounds how often names are searched for a slip: each time looks at
// all of them, and nobody reads more.
const maxHints = 100

// near returns ids or names that look like a slip for ref, with a question
// mark, or "".
func (n *names) near(ref string, want []content.Type) string {
	if n.hints++; n.hints > maxHints {
		return ""
	}
	if section, id, found := strings.Cut(ref, "/"); found && isID(ref) {
		ref = id
		if t := content.TypeOf(section); t != content.Plain {
			want = []content.Type{t}
		}
	}
	var candidates []string
	for _, p := range n.things {
		if len(want) > 0 && !slices.Contains(want, p.Type) {
			continue
		}
		if isID(ref) {
			candidates = append(candidates, p.ID)
		} else {
			candidates = append(append(candidates, p.Title), p.Names...)
		}
	}
	return diag.DidYouMean(ref, candidates)
}

// reportShared warns of names that two things share: they are never linked.
func (n *names) reportShared(list *diag.List) {
	var names []string
	for name, pages := range n.known.byName {
		if len(pages) > 1 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		var sharing []*Page
		for _, p := range n.known.byName[name] {
			if linksItself(p.Type) {
				sharing = append(sharing, p)
			}
		}
		if len(sharing) < 2 {
			continue
		}
		slices.SortStableFunc(sharing, byKey)
		p := sharing[0]
		list.Add(diag.Warning, namePos(p, name), "the name is not linked in texts; write [[section/id|name]] there, or take it from one of them",
			"the name %q is shared by %s", written(p, name), oneOf(sharing, " and "))
	}
}

// reportLookalikes warns of names of two things that differ, but look alike.
func (n *names) reportLookalikes(list *diag.List) {
	like := map[string]string{} // skeleton to the first name that has it
	var names []string          // that may look like another
	for name := range n.known.byName {
		skeleton := fold.Skeleton(name)
		if skeleton == name {
			continue // as nearly all are: only another name can look like it
		}
		names = append(names, name)
		first, known := like[skeleton]
		if !known && len(n.known.byName[skeleton]) > 0 {
			first, known = skeleton, true
			names = append(names, skeleton)
		}
		if !known || name < first {
			first = name
		}
		like[skeleton] = first
	}
	slices.Sort(names)
	for _, name := range names {
		first := like[fold.Skeleton(name)]
		if p, q := n.known.byName[first][0], n.known.byName[name][0]; p != q {
			list.Add(diag.Warning, namePos(q, name), "one of them has letters of another script that only look like Latin ones",
				"the name %q looks like %q of %s, and is another", written(q, name), written(p, first), p.Key)
		}
	}
}

// namePos returns where the page was given the folded name.
func namePos(p *Page, name string) diag.Pos {
	if p.Source != nil && fold.Key(p.Title) != name {
		for _, n := range p.Source.Names {
			if fold.Key(n.Value) == name {
				return p.Source.Pos(n.Line, n.Col)
			}
		}
	}
	return p.pos
}

func written(p *Page, name string) string {
	if fold.Key(p.Title) != name {
		for _, n := range p.Names {
			if fold.Key(n) == name {
				return n
			}
		}
	}
	return p.Title
}

// oneOf names pages by their keys, in order, with a word between.
func oneOf(pages []*Page, word string) string {
	keys := make([]string, len(pages))
	for i, p := range pages {
		keys[i] = p.Key
	}
	slices.Sort(keys)
	return strings.Join(slices.Compact(keys), word)
}

func byKey(p, q *Page) int { return strings.Compare(p.Key, q.Key) }

// linksItself reports whether names of things of that type are looked for in texts.
func linksItself(t content.Type) bool {
	switch t {
	case content.Person, content.Organization, content.Meeting, content.Position, content.Event, content.Place:
		return true
	}
	return false
}
