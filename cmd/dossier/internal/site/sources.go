package site

import (
	"cmp"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
)

// stateMedia is the source.kind of state media.
const stateMedia = "state-media"

// Sources says what the dossier rests on. It takes time in proportion to the
// dossier.
func (s *Site) Sources() *Sources {
	out := &Sources{}
	kinds, languages := counter{}, counter{}
	for _, a := range s.Articles {
		kinds[a.Article.Source.Kind]++
		languages[a.Article.Source.Lang]++
		if a.Article.Publisher == nil {
			out.Unnamed++
		}
	}
	out.Kinds, out.Languages = kinds.byKind(), languages.byCount()
	out.Publishers = s.publishers()
	out.Weeks, out.NoWeek = s.weeks()
	for _, p := range s.Positions {
		if len(p.Statements) > 0 {
			out.Positions = append(out.Positions, share(p))
		}
	}
	out.addRests(s)
	return out
}

// A counter counts by name.
type counter map[string]int

// byKind returns the counts in the order of [content.SourceKinds].
func (c counter) byKind() []SourceCount {
	out := make([]SourceCount, 0, len(c))
	for _, kind := range append(slices.Clone(content.SourceKinds), "") {
		if c[kind] > 0 {
			out = append(out, SourceCount{kind, c[kind]})
		}
	}
	return out
}

// byCount returns the counts, largest first, then by name; that of "" is last.
func (c counter) byCount() []SourceCount {
	out := make([]SourceCount, 0, len(c))
	for name, n := range c {
		out = append(out, SourceCount{name, n})
	}
	slices.SortFunc(out, func(x, y SourceCount) int {
		if (x.Name == "") != (y.Name == "") {
			return strings.Compare(y.Name, x.Name)
		}
		return cmp.Or(cmp.Compare(y.Count, x.Count), strings.Compare(x.Name, y.Name))
	})
	return out
}

func (s *Site) publishers() []Publisher {
	var out []Publisher
	for _, p := range s.Organizations {
		if len(p.Organization.Published) == 0 {
			continue
		}
		kinds := counter{}
		for _, a := range p.Organization.Published {
			kinds[a.Article.Source.Kind]++
		}
		out = append(out, Publisher{Page: p, Articles: p.Organization.Published, Kinds: kinds.byKind()})
	}
	slices.SortStableFunc(out, func(x, y Publisher) int { return cmp.Compare(len(y.Articles), len(x.Articles)) })
	return out
}

// weeks counts articles by week, and those whose date fits several weeks.
func (s *Site) weeks() (list []Week, without int) {
	kinds := map[edtf.Day]counter{}
	var mondays []edtf.Day
	for _, a := range s.Articles {
		monday := mondayOf(a.Date.Earliest())
		if a.Date.IsZero() || monday != mondayOf(a.Date.Latest()) {
			without++
			continue
		}
		if kinds[monday] == nil {
			kinds[monday] = counter{}
			mondays = append(mondays, monday)
		}
		kinds[monday][a.Article.Source.Kind]++
	}
	slices.Sort(mondays)
	for _, monday := range mondays {
		w := Week{Monday: monday, Kinds: kinds[monday].byKind()}
		w.Year, w.Week = isoWeek(monday)
		for _, k := range w.Kinds {
			w.Articles += k.Count
		}
		list = append(list, w)
	}
	return list, without
}

// mondayOf returns the first day of the ISO 8601 week of a day.
func mondayOf(d edtf.Day) edtf.Day { return d - edtf.Day(d.Weekday()+6)%7 }

// isoWeek returns the year and number of the week that begins on a Monday: the
// first week of a year is the one that its first Thursday is in.
func isoWeek(monday edtf.Day) (year, week int) {
	thursday := monday + 3
	year = thursday.Year()
	return year, int(thursday-edtf.DayOf(year, 1, 1))/7 + 1
}

// share counts from which kinds of source the statements on a position come.
func share(p *Page) PositionShare {
	out := PositionShare{Position: p, Reports: len(p.Statements)}
	kinds := counter{}
	for _, s := range p.Statements {
		kinds[s.Article.Article.Source.Kind]++
		if s.Same[0] != s {
			continue
		}
		out.Statements++
		if !slices.ContainsFunc(s.Same, func(x *Statement) bool { return x.Article.Article.Source.Kind != stateMedia }) {
			out.StateOnly++
		}
	}
	out.Kinds = kinds.byKind()
	return out
}

// addRests finds what a single article reports, and what rests on each.
func (s *Sources) addRests(site *Site) {
	type rest struct {
		list int // two for each article: Unsourced and Single
		Fact
	}
	all := make([]rest, 0, len(site.Statements))
	sizes := make([]int, 2*len(site.Articles))
	add := func(articles []*Page, f Fact) {
		if len(articles) > 2 {
			return
		}
		for _, a := range articles {
			list := 2*int(a.rank-site.Articles[0].rank) + len(articles) - 1
			sizes[list]++
			all = append(all, rest{list, f})
		}
	}
	for _, st := range site.Statements {
		if st.Same[0] != st {
			continue
		}
		articles := []*Page{st.Article} // as mostly
		if len(st.Same) > 1 {
			articles = st.Reporters()
		}
		if len(articles) == 1 {
			s.Statements = append(s.Statements, st)
		}
		add(articles, Fact{Statement: st})
	}
	for _, p := range byDate(site.Events, site.Meetings) {
		if len(p.Articles) == 1 {
			s.Things = append(s.Things, p)
		}
		for _, q := range p.questions {
			for i := range q.Values {
				v := &q.Values[i]
				add(v.Articles(), Fact{Thing: p, Question: q.Question, Value: v})
			}
		}
	}
	lists := cut[Fact](sizes)
	for _, r := range all {
		lists[r.list] = append(lists[r.list], r.Fact)
	}
	s.Rests = make([]Rest, 0, len(site.Articles))
	for i, a := range site.Articles {
		if r := (Rest{Article: a, Unsourced: lists[2*i], Single: lists[2*i+1]}); len(r.Unsourced)+len(r.Single) > 0 {
			s.Rests = append(s.Rests, r)
		}
	}
}

// byDate merges events and meetings.
func byDate(events, meetings []*Page) []*Page {
	all := slices.Concat(events, meetings)
	slices.SortStableFunc(all, func(p, q *Page) int { return p.Date.Compare(q.Date) })
	return all
}
