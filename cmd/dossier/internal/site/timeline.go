package site

import (
	"cmp"
	"slices"
	"strings"
)

// addTimeline lists every dated thing once. A statement made at a meeting is
// told by the meeting, so it has no entry of its own; nor has an article that
// reports an event, a meeting or a statement, since that is what it tells.
// A shift tells the statements that complete it too, wherever they were made;
// an organization's that is told with a person's has no entry of its own.
// What has no date tells nothing here.
func (b *builder) addTimeline() {
	s := b.site
	var entries slab[Entry]
	add := func(e Entry) {
		if !e.Date.IsZero() {
			s.Timeline = append(s.Timeline, entries.add(e))
		}
	}
	for _, p := range s.Events {
		add(Entry{Kind: EventEntry, Date: p.Date, Page: p, Articles: p.Articles})
	}
	for _, p := range s.Meetings {
		add(Entry{Kind: MeetingEntry, Date: p.Date, Page: p, Articles: p.Articles})
	}
	told := map[*Statement]bool{} // by shifts
	for _, sh := range s.Shifts {
		for _, st := range sh.To.Statements {
			told[st.Same[0]] = true
		}
		if sh.With == nil {
			last := sh.To.Statements[len(sh.To.Statements)-1]
			add(Entry{Kind: ShiftEntry, Date: sh.Date(), Page: sh.Position, Statement: last, Shift: sh, Articles: sh.To.Articles()})
		}
	}
	for _, st := range s.Statements {
		if st.Same[0] == st && !told[st] && !slices.ContainsFunc(st.Same, func(x *Statement) bool { return dated(x.Meeting) }) {
			articles := b.alone(st.Article)
			if len(st.Same) > 1 {
				articles = st.Reporters()
			}
			add(Entry{Kind: StatementEntry, Date: st.Date, Page: st.Position, Statement: st, Articles: articles})
		}
	}
	for _, p := range s.Articles {
		if !slices.ContainsFunc(p.Events, dated) && !slices.ContainsFunc(p.Meetings, dated) && len(p.Statements) == 0 {
			add(Entry{Kind: ArticleEntry, Date: p.Date, Page: p, Articles: b.alone(p)})
		}
	}
	sortEntries(s.Timeline)
}

// alone returns the list that has nothing but an article.
func (b *builder) alone(article *Page) []*Page {
	at := article.rank - b.site.Articles[0].rank
	return b.site.Articles[at : at+1 : at+1]
}

// sortEntries orders entries by date, and those of one date by id.
func sortEntries(list []*Entry) {
	type dated struct {
		*Entry
		date        int64
		key, anchor string // its id
		at          int    // where it was before
	}
	sorted := make([]dated, len(list))
	for i, e := range list {
		key, anchor := e.id()
		sorted[i] = dated{e, e.Date.Order(), key, anchor, i}
	}
	slices.SortFunc(sorted, func(x, y dated) int {
		if x.date != y.date {
			return cmp.Compare(x.date, y.date)
		}
		return cmp.Or(strings.Compare(x.key, y.key), strings.Compare(x.anchor, y.anchor), cmp.Compare(x.at, y.at))
	})
	for i, e := range sorted {
		list[i] = e.Entry
	}
}

// id tells entries of one date apart: by the key of a page, and then by the
// anchor in it where one is meant.
func (e *Entry) id() (key, anchor string) {
	if e.Shift != nil {
		return e.Shift.Position.Key, e.Shift.Anchor
	}
	if e.Statement != nil {
		return e.Statement.Article.Key, e.Statement.Anchor
	}
	return e.Page.Key, ""
}

func dated(p *Page) bool { return p != nil && !p.Date.IsZero() }
