package export

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// maxEntries is how many entries a feed has at most: the newest ones.
const maxEntries = 50

// An entry of a feed is an article, a statement or a change of position. A
// statement that completes a change which the feed tells has no entry of its
// own.
//
// An entry counts as published when the article that reports it was, since that
// is when readers could know; when something was said, its text says.
type entry struct {
	article   *site.Page      // the article; of a statement, the first that reports it; of a shift nil
	statement *site.Statement // of a statement
	shift     *site.Shift     // of a shift
	*story
	id string // the address
}

// A story is what all entries on one article share; a shift has its own.
type story struct {
	published time.Time // the zero time if formats cannot say it
	updated   time.Time // not before published
	address   string    // of the article, "" of a shift
}

// newStories returns the story of every article.
func (x *Exporter) newStories() map[*site.Page]*story {
	all := make(map[*site.Page]*story, len(x.site.Articles))
	for _, a := range x.site.Articles {
		published := x.moment(a.Date)
		all[a] = &story{published, later(published, x.moment(lastmod(a))), x.address(a)}
	}
	return all
}

// entries returns the entries of a page's feed, those of the whole site for
// nil: at most maxEntries, newest first.
func (x *Exporter) entries(p *site.Page) []entry {
	articles, statements, shifts := x.site.Articles, x.site.Statements, x.site.Shifts
	if p != nil {
		articles, statements, shifts = p.Articles, p.Statements, p.Shifts
	}
	stories := x.stories()
	list := make([]entry, 0, len(articles)+len(shifts)+len(statements))
	for _, a := range articles {
		list = append(list, entry{article: a, story: stories[a]})
	}
	told := map[*site.Statement]bool{}
	for _, s := range shifts {
		if s.With != nil && (p == nil || p.Position != nil) {
			continue // told with a person's
		}
		list = append(list, entry{shift: s, story: x.shiftStory(s)})
		for _, st := range s.To.Statements {
			told[st.Same[0]] = true
		}
	}
	for _, s := range site.Distinct(statements) {
		if first := s.Same[0]; !told[first] {
			list = append(list, entry{article: first.Article, statement: first, story: stories[first.Article]})
		}
	}
	return x.newest(list)
}

// newest returns the first maxEntries of a list, which it sorts. Addresses are
// made for these alone, and for those that are as new as the last.
func (x *Exporter) newest(list []entry) []entry {
	slices.SortFunc(list, func(a, b entry) int { return b.updated.Compare(a.updated) })
	n := min(maxEntries, len(list))
	for n > 0 && n < len(list) && list[n].updated.Equal(list[n-1].updated) {
		n++
	}
	list = list[:n]
	for i := range list {
		list[i].id = x.idOf(&list[i])
	}
	slices.SortFunc(list, func(a, b entry) int { return cmp.Or(b.updated.Compare(a.updated), cmp.Compare(a.id, b.id)) })
	return list[:min(maxEntries, n)]
}

func (x *Exporter) idOf(e *entry) string {
	switch {
	case e.shift != nil && e.shift.With != nil:
		return x.at(shiftsPath, e.shift.With.Anchor)
	case e.shift != nil:
		return x.at(shiftsPath, e.shift.Anchor)
	case e.statement != nil:
		return x.at(e.article.Path, e.statement.Anchor)
	}
	return e.address
}

// shiftStory returns when a change of position could be known: when both sides
// of it had been reported.
func (x *Exporter) shiftStory(s *site.Shift) *story {
	known := later(x.reported(s.From), x.reported(s.To))
	return &story{published: known, updated: known}
}

// shiftsPath is the page that tells every change of position.
const shiftsPath = "positions/shifts/"

// reported returns when the first article on a moment was published.
func (x *Exporter) reported(m *site.Moment) time.Time {
	var first edtf.Date
	for _, a := range m.Articles() {
		if first.IsZero() || a.Date.Compare(first) < 0 {
			first = a.Date
		}
	}
	return x.moment(first)
}

// kind returns what an entry is, for readers that sort.
func (e *entry) kind() string {
	switch {
	case e.shift != nil:
		return string(site.ShiftEntry)
	case e.statement != nil:
		return string(site.StatementEntry)
	}
	return string(site.ArticleEntry)
}

// lang returns the language of an article's entry, if it is not that of the
// dossier. Other entries are in both: their words are the interface's.
func (x *Exporter) lang(e *entry) string {
	if e.shift != nil || e.statement != nil || e.article.Lang == x.config().Language {
		return ""
	}
	return e.article.Lang
}

// title returns the heading of an entry, which says all that matters: many
// readers show no more.
func (x *Exporter) title(e *entry) string {
	w := x.o.Words
	switch {
	case e.shift != nil:
		return w.T("feed_shift", e.shift.Holder.Title, w.T("quoted", e.shift.Position.Title),
			w.T("quoted", labels(e.shift.From.Stances)), w.T("quoted", labels(e.shift.To.Stances)))
	case e.statement != nil:
		return w.T("feed_statement", x.speaker(e.statement), w.T("quoted", e.statement.Position.Title), e.statement.Stance.Label)
	}
	return e.article.Title
}

// speaker names who made a statement, and for whom.
func (x *Exporter) speaker(s *site.Statement) string {
	if s.For == nil {
		return s.Who.Title
	}
	return x.o.Words.T("feed_speaker", s.Who.Title, s.For.Title)
}

func labels(stances []site.Stance) string {
	list := make([]string, len(stances))
	for i, s := range stances {
		list[i] = s.Label
	}
	return strings.Join(list, " / ")
}

// text returns what an entry says, in plain text.
func (x *Exporter) text(e *entry) string {
	switch {
	case e.shift != nil:
		s := e.shift
		last := s.To.Statements[len(s.To.Statements)-1]
		return sentences(question(s.Position),
			x.o.Words.T("feed_between", s.From.Date.Format(x.o.Dates), s.To.Date.Format(x.o.Dates)),
			x.reportedOnly(s.Reported), x.said(last), x.sources(s.To.Articles()))
	case e.statement != nil:
		s := e.statement
		return sentences(question(s.Position), x.when(s), x.mode(s), x.said(s), x.sources(s.Reporters()))
	}
	return x.summary(e.article)
}

// when says when a statement was made, "" if that is not known.
func (x *Exporter) when(s *site.Statement) string {
	if s.Date.IsZero() {
		return ""
	}
	return x.o.Words.T("feed_said", s.Date.Format(x.o.Dates))
}

// mode warns of a statement that is not the holder's own.
func (x *Exporter) mode(s *site.Statement) string {
	if s.Mode == "denied" {
		return x.o.Words.T("feed_denied")
	}
	return x.reportedOnly(s.Mode == "reported")
}

func (x *Exporter) reportedOnly(is bool) string {
	if !is {
		return ""
	}
	return x.o.Words.T("feed_reported")
}

func question(position *site.Page) string {
	return cmp.Or(position.Position.Question, position.Title)
}

func (x *Exporter) said(s *site.Statement) string {
	if s.Quote == "" {
		return s.Text
	}
	return strings.TrimSpace(s.Text + " " + x.o.Words.T("quoted", s.Quote))
}

// sources names who reported something, at most three.
func (x *Exporter) sources(articles []*site.Page) string {
	const most = 3
	var names []string
	for _, a := range articles[:min(most, len(articles))] {
		name := a.Title
		if p := publisher(a); p != nil {
			name = p.Title
		}
		names = append(names, name+" ("+a.Date.Format(x.o.Dates)+")")
	}
	if len(articles) > most {
		names = append(names, "…")
	}
	return x.o.Words.T("feed_by", strings.Join(names, x.o.Words.T("comma")))
}

// sentences joins texts that are not "", each with a stop at its end.
func sentences(list ...string) string {
	var b strings.Builder
	b.Grow(400) // most are shorter
	for _, s := range list {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s)
		last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”»’\""))
		if !strings.ContainsRune(".!?…؟۔。！？", last) {
			b.WriteByte('.')
		}
	}
	return b.String()
}
