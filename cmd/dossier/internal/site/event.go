package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/fold"
)

// settleThings decides what is shown of events and meetings: which have a page
// of their own, when they took place, and on what their accounts differ.
func (b *builder) settleThings() {
	for _, p := range b.things {
		if p.Type != content.Event && p.Type != content.Meeting {
			continue
		}
		slices.SortStableFunc(p.Accounts, func(x, y *Account) int {
			return cmp.Or(x.Article.Date.Compare(y.Article.Date), byKey(x.Article, y.Article))
		})
		p.Own = p.Source != nil || p.Stub || severalPages(p.Articles)
		if p.Date.IsZero() {
			p.Date = displayDate(p.Accounts)
		}
		if p.Event != nil {
			settleEvent(p)
		} else {
			settleMeeting(p)
		}
	}
}

func severalPages(pages []*Page) bool {
	return slices.ContainsFunc(pages, func(p *Page) bool { return p != pages[0] })
}

// A vote says how many articles give a value.
type vote[V comparable] struct {
	value    V
	articles int
}

// votes counts how many articles give each value, most first. Accounts without
// a value, for which value returns false, do not vote.
func votes[V comparable](accounts []*Account, value func(*Account) (V, bool)) []vote[V] {
	type ballot struct {
		article *Page
		value   V
	}
	cast := map[ballot]bool{}
	at := map[V]int{}
	var all []vote[V]
	for _, a := range accounts {
		v, given := value(a)
		if !given || cast[ballot{a.Article, v}] {
			continue
		}
		cast[ballot{a.Article, v}] = true
		i, known := at[v]
		if !known {
			i = len(all)
			at[v] = i
			all = append(all, vote[V]{value: v})
		}
		all[i].articles++
	}
	slices.SortStableFunc(all, func(x, y vote[V]) int { return cmp.Compare(y.articles, x.articles) })
	return all
}

// decided reports whether one value has more votes than any other.
func decided[V comparable](v []vote[V]) bool {
	return len(v) == 1 || len(v) > 1 && v[0].articles > v[1].articles
}

// displayDate is the date that most articles give. Where two are given equally
// often, it is the most exact one if none contradicts another, and else the
// span of all.
func displayDate(accounts []*Account) edtf.Date {
	all := votes(accounts, func(a *Account) (edtf.Date, bool) { return a.Date, !a.Date.IsZero() })
	if len(all) == 0 {
		return edtf.Date{}
	}
	if decided(all) {
		return all[0].value
	}
	dates := make([]edtf.Date, len(all))
	for i, v := range all {
		dates[i] = v.value
	}
	if !differ(dates) {
		return slices.MinFunc(dates, func(x, y edtf.Date) int {
			return cmp.Or(cmp.Compare(x.Latest()-x.Earliest(), y.Latest()-y.Earliest()), x.Compare(y), cmp.Compare(x.String(), y.String()))
		})
	}
	return edtf.Span(dates...)
}

// differ reports whether two of the dates do not agree at the coarser precision.
func differ(dates []edtf.Date) bool {
	for i, x := range dates {
		for _, y := range dates[i+1:] {
			if !edtf.Agree(x, y) {
				return true
			}
		}
	}
	return false
}

// settleEvent fills in what an event's page does not say itself from its
// accounts, and names what they differ on.
func settleEvent(p *Page) {
	e := p.Event
	if datesDiffer(p) {
		e.Differ = append(e.Differ, "date")
	}
	places := votes(p.Accounts, func(a *Account) (*Page, bool) { return a.Place, a.Place != nil })
	own := slices.ContainsFunc(places, func(v vote[*Page]) bool { return v.value == e.Place })
	if len(places) > 1 || len(places) == 1 && e.Place != nil && !own {
		e.Differ = append(e.Differ, "place")
	}
	if e.Place == nil && decided(places) {
		e.Place = places[0].value
	}
	settleFigures(p)
}

// datesDiffer reports whether two accounts, or one and the page, give dates
// that do not agree at the coarser precision.
func datesDiffer(p *Page) bool {
	seen := map[edtf.Date]bool{}
	var dates []edtf.Date
	add := func(d edtf.Date) {
		if !d.IsZero() && !seen[d] {
			seen[d] = true
			dates = append(dates, d)
		}
	}
	if p.Source != nil {
		add(p.Source.Date.Date)
	}
	for _, a := range p.Accounts {
		add(a.Date)
	}
	return differ(dates)
}

// settleFigures gives an event the figures that its page does not give, and
// names those with more than one value, in the order they are first given.
// Upper and lower case make no difference, neither in names nor in values.
func settleFigures(p *Page) {
	e := p.Event
	own := map[string]string{}
	var names []content.Figure
	seen := map[string]bool{}
	see := func(figures []content.Figure) {
		for _, f := range figures {
			if key := fold.Key(f.Name); !seen[key] {
				seen[key] = true
				names = append(names, f)
			}
		}
	}
	see(e.Figures)
	for _, f := range e.Figures {
		own[fold.Key(f.Name)] = fold.Key(f.Value)
	}
	for _, a := range p.Accounts {
		see(a.Figures)
	}
	for _, f := range names {
		key := fold.Key(f.Name)
		written := map[string]string{}
		all := votes(p.Accounts, func(a *Account) (string, bool) { return figure(a, key, written) })
		value, isOwn := own[key]
		if len(all) > 1 || isOwn && len(all) == 1 && all[0].value != value {
			e.Differ = append(e.Differ, f.Name)
		}
		if !isOwn {
			e.Figures = append(e.Figures, content.Figure{Name: f.Name, Value: displayFigure(all, written), Line: f.Line})
		}
	}
}

// figure returns the folded value that an account gives for a folded name, and
// notes how it was first written.
func figure(a *Account, name string, written map[string]string) (string, bool) {
	for _, f := range a.Figures {
		if fold.Key(f.Name) == name {
			value := fold.Key(f.Value)
			if written[value] == "" {
				written[value] = f.Value
			}
			return value, true
		}
	}
	return "", false
}

// displayFigure is the value that most articles give. Where two are given
// equally often, it is the span of all if they are whole numbers, and else all.
func displayFigure(all []vote[string], written map[string]string) string {
	if decided(all) {
		return written[all[0].value]
	}
	values := make([]string, len(all))
	lowest, highest, numbers := 0, 0, true
	for i, v := range all {
		values[i] = written[v.value]
		n, err := strconv.Atoi(v.value)
		if numbers = numbers && err == nil; i == 0 {
			lowest, highest = n, n
		}
		lowest, highest = min(lowest, n), max(highest, n)
	}
	if numbers {
		return strconv.Itoa(lowest) + "–" + strconv.Itoa(highest)
	}
	return strings.Join(values, " or ")
}
