package ingest

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/markdown"
	"dossier/cmd/dossier/internal/site"
	"dossier/cmd/dossier/internal/slug"
)

// Folder is where articles are, in a dossier.
const Folder = content.Root + "/articles"

// Known is what a dossier has already, and what has been imported into it since.
type Known struct {
	site      *site.Site
	addresses map[string]string             // by addressKey: the file that has it
	titles    map[string]string             // by sameKey: the file
	files     map[string]int                // by name taken: how many others were looked for since, and 1
	kinds     map[*site.Page]map[string]int // of what a publisher has published: how often each
	hosts     map[string]map[*site.Page]int // who publishes there, and how often
}

// Learn returns what a dossier, with its drafts, knows. Taken are the names in
// its folder of articles, also of files that are none.
func Learn(s *site.Site, taken []string) *Known {
	k := &Known{site: s, addresses: map[string]string{}, titles: map[string]string{}, files: map[string]int{},
		kinds: map[*site.Page]map[string]int{}, hosts: map[string]map[*site.Page]int{}}
	for _, name := range taken {
		k.files[strings.TrimSuffix(name, ".md")] = 1
	}
	for _, p := range s.Articles {
		if p.Article == nil || p.Source == nil {
			continue
		}
		src := p.Article.Source
		for _, a := range []string{src.URL, src.Archived} {
			if key := addressKey(a); key != "" {
				k.addresses[key] = p.Source.File
			}
		}
		publisher := ""
		if p.Article.Publisher != nil {
			publisher = p.Article.Publisher.Title
			tally(k.kinds, p.Article.Publisher, src.Kind)
			tally(k.hosts, hostOf(src.URL), p.Article.Publisher)
		}
		k.titles[sameKey(cmp.Or(src.Title, p.Title), p.Date.String(), publisher)] = p.Source.File
	}
	return k
}

// tally counts b for a, unless one of them says nothing.
func tally[A, B comparable](counts map[A]map[B]int, a A, b B) {
	var noA A
	var noB B
	if a == noA || b == noB {
		return
	}
	if counts[a] == nil {
		counts[a] = map[B]int{}
	}
	counts[a][b]++
}

// sameKey is the same for two articles without an address that are one.
func sameKey(title, date, publisher string) string {
	return fold.Key(title) + "\n" + date + "\n" + fold.Key(publisher)
}

// An Article is a draft fitted into a dossier.
type Article struct {
	Draft
	File string // path in the dossier
	Same string // if not "", the file that has this article already; then nothing is to be written

	publisher     *site.Page // nil if the dossier has none
	people        []string   // references
	organizations []string
	meetings      []string
	events        []string
	places        []string
	shared        []site.SharedName
}

// Fit finds in a draft what the dossier knows, and gives it a file. Today, as in
// 2016-09-09, is when it was looked at.
func (k *Known) Fit(d Draft, today string) *Article {
	a := &Article{Draft: d}
	k.findPublisher(a)
	k.findNames(a)
	if a.publisher != nil && a.Source.Kind == "" {
		a.Source.Kind = mostUsed(k.kinds[a.publisher], strings.Compare)
	}
	if !slices.Contains(content.SourceKinds, a.Source.Kind) {
		a.Source.Kind = ""
	}
	if a.Source.URL != "" && a.Source.Accessed == "" {
		a.Source.Accessed = today
	}
	same := sameKey(a.Title, a.date(today), a.publisherName())
	if key := addressKey(a.Source.URL); key != "" {
		a.Same = k.addresses[key]
	} else {
		a.Same = k.titles[same]
	}
	if a.Same != "" {
		return a
	}
	a.File = k.newFile(a)
	for _, address := range []string{a.Source.URL, a.Source.Archived} {
		if key := addressKey(address); key != "" {
			k.addresses[key] = a.File
		}
	}
	k.titles[same] = a.File
	return a
}

// date is the date of an article; of one that does not say it, that it was
// published by today.
func (a *Article) date(today string) string { return cmp.Or(a.Date, "../"+today) }

func (a *Article) publisherName() string {
	if a.publisher != nil {
		return a.publisher.Title
	}
	return a.Source.Publisher
}

// mostUsed returns what was counted most often, the first in order of several.
func mostUsed[T comparable](counts map[T]int, compare func(x, y T) int) (best T) {
	for _, v := range slices.SortedFunc(maps.Keys(counts), compare) {
		if counts[v] > counts[best] {
			best = v
		}
	}
	return best
}

// findPublisher finds the organization that published the draft: by the name
// that the file gives, by the address, by what else may be its name.
func (k *Known) findPublisher(a *Article) {
	a.publisher = k.organization(a.Source.Publisher)
	if a.publisher == nil {
		a.publisher = mostUsed(k.hosts[hostOf(a.Source.URL)], func(p, q *site.Page) int { return strings.Compare(p.Key, q.Key) })
	}
	if a.publisher == nil {
		a.publisher = k.beginning(a.Source.Publisher)
	}
	for _, text := range append(slices.Clone(a.Publishers), a.FileWords) {
		if a.publisher != nil {
			break
		}
		if a.publisher = k.organization(text); a.publisher == nil {
			a.publisher = k.beginning(text)
		}
	}
}

func (k *Known) organization(name string) *site.Page {
	if name = oneLine(name); name == "" {
		return nil
	}
	return k.site.Find(name, content.Organization)
}

// beginning returns the organization whose name is the beginning of a text:
// "Gazette" in "Gazette Online". Of several it is the one with the longest name.
func (k *Known) beginning(text string) *site.Page {
	words := strings.Fields(oneLine(text))
	for n := len(words) - 1; n > 0; n-- {
		if p := k.organization(strings.Join(words[:n], " ")); p != nil && !isCommon(words[:n]) {
			return p
		}
	}
	return nil
}

// isCommon holds for beginnings that say nothing.
func isCommon(words []string) bool {
	return len(words) == 1 && len([]rune(words[0])) < 3
}

// findNames finds what the text and title name that the dossier knows.
func (k *Known) findNames(a *Article) {
	doc, _ := markdown.Parse([]byte(escapeText(a.Title)+"\n\n"+a.Body), markdown.Options{Timeout: 2 * parseTime})
	things, shared := k.site.Recognise(doc)
	for _, p := range things {
		to := map[content.Type]*[]string{content.Person: &a.people, content.Organization: &a.organizations,
			content.Meeting: &a.meetings, content.Event: &a.events, content.Place: &a.places}[p.Type]
		if to != nil && p != a.publisher {
			*to = append(*to, k.reference(p))
		}
	}
	a.shared = shared
}

// reference returns what refers to a thing: its id, or its name if that is all
// there is.
func (k *Known) reference(p *site.Page) string {
	if k.site.Find(p.ID, p.Type) == p && !p.Stub {
		return p.ID
	}
	return p.Title
}

// words is how many words of the title are in the name of a file.
const words = 5

// newFile returns a path that no article has: the day, the publisher, some words
// of the title.
func (k *Known) newFile(a *Article) string {
	day := "undated"
	if d, err := edtf.Parse(a.Date); err == nil && !d.OpenStart() {
		day = d.Start().Truncate(edtf.ByDay).String()
	}
	publisher := a.publisherName()
	if a.publisher != nil {
		publisher = a.publisher.ID
	}
	title := strings.Split(slug.Make(a.Title), "-")
	id := slug.Make(strings.Join(append([]string{day, publisher}, title[:min(words, len(title))]...), "-"))
	name := id
	for k.files[name] > 0 {
		k.files[id]++
		name = id + "-" + strconv.Itoa(k.files[id])
	}
	k.files[name]++
	return Folder + "/" + name + ".md"
}
