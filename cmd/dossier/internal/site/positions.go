package site

import "dossier/cmd/dossier/internal/edtf"

// This file holds the types of what the program finds out about statements and
// accounts; shift.go, matrix.go, asof.go, dispute.go and sources.go find it.

// A Lane is what one holder said on one question. An organization's lane has
// what it said itself and what people said for it. Statements without a date
// are in no lane.
type Lane struct {
	Holder   *Page // a person or an organization
	Position *Page
	Moments  []*Moment // by date; at least one
	Shifts   []*Shift  // by date

	// Gathered says that the holder is a person all of whose statements were
	// made for organizations, so that other lanes hold them too.
	Gathered bool

	said    []*Statement // in order of the moments
	by, all edtf.Day     // by these days the first was certainly made, and all were
}

// Count returns the number of statements in the lane, each counted once
// however many articles report it.
func (l *Lane) Count() int { return len(l.said) }

// A Moment is what was said in a lane on one date: a day, or a month or the
// like that is not known any closer. The moment of a split that lies in dates
// which overlap has the statements of all of them.
type Moment struct {
	Date       edtf.Date    // of its statements: their one date, or the span of them
	Statements []*Statement // by date; of several reports of one statement the first (see [Statement.Same])
	Stances    []Stance     // different ones, in order of the scale; at least one
	Mixed      bool         // one speaker took several of them
	Split      bool         // different speakers of an organization took different ones
	Reported   bool         // all statements are reported or denied, by every article
}

// Articles returns the articles that report the moment's statements, each once:
// in order of the statements, then of their dates.
func (m *Moment) Articles() []*Page {
	var out []*Page
	seen := map[*Page]bool{}
	for _, s := range m.Statements {
		for _, a := range s.Reporters() {
			if !seen[a] {
				seen[a] = true
				out = append(out, a)
			}
		}
	}
	return out
}

// A Shift is a change of stance: what was said since the last shift has a
// stance in common, and the next moment does not have it. So the shifts of a
// lane are the fewest changes that explain what was said: a mixed day that
// includes the old stance, or leads to the new one, adds none.
//
// A shift lies between two dates. It never says on which day somebody changed.
type Shift struct {
	Holder   *Page // a person or an organization
	Position *Page

	// From is the last moment before the shift, with only the stances that
	// fit all moments since the shift before; To is the first moment after it.
	// Either may have several stances, if it is mixed or a split.
	From, To *Moment

	Distance int       // steps on the scale from From to To, at least 1; between their nearest stances if there are several
	Between  edtf.Date // the span from the first day of From to the last of To; zero if open on both sides
	Overlap  bool      // the two dates overlap, so which of the statements came first is not certain
	Reported bool      // From or To is reported or denied and nothing else: a reported shift
	ByOther  bool      // of an organization: nobody who speaks in To speaks in From

	// With is the shift of a person that this shift of an organization is
	// told with: they end in the same statements and have the same stances.
	// It is nil if the shift is told by itself. For lists the organizations
	// whose shifts are told with this one, by title.
	With *Shift
	For  []*Page

	Anchor string // id of the shift wherever it is told: unique in the dossier, stable, begins with "d-shift-"
	Note   string // the editor's, from the position's page
}

// Date returns the date under which the shift is listed: that of To.
func (s *Shift) Date() edtf.Date { return s.To.Date }

// MaxRows is how many holders a matrix shows.
const MaxRows = 60

// A Matrix says who stood where on a day: holders × positions.
type Matrix struct {
	AsOf     edtf.Day // the last day that counts; [edtf.MaxDay] if all do
	Articles int      // of the dossier: an empty cell is "no statement in so many articles"
	Columns  []Column // one for every position of the dossier, in their order

	// Rows are the organizations and then the people with a statement in the
	// matrix, each most statements first, then by title: at most [MaxRows].
	Rows    []*Row
	Omitted int // holders that have statements and no row
}

// A Column is a position, and how the organizations stand on it, those without
// a row included.
type Column struct {
	Position *Page
	Totals   []Total // one for every stance of the position, in order of the scale
	Said     int     // organizations that took any

	Statements int // on the question by that day, each counted once however many articles report it
}

// A Total says how many organizations took a stance. One whose cell has
// several stances counts under each of them.
type Total struct {
	Stance        Stance
	Organizations int
}

// A Row is a holder's stance on every position.
type Row struct {
	Holder     *Page
	Statements int     // in the matrix, each counted once however many articles report it
	Cells      []*Cell // one for every column; nil where there is no statement
}

// A Cell is how a holder stood on a question: the last moment of the lane.
type Cell struct {
	Holder     *Page
	Position   *Page
	Stances    []Stance // in order of the scale; several if the cell is mixed or split
	Date       edtf.Date
	Statements []*Statement // by date, one report of each
	Sources    int          // articles that report them
	Changed    bool         // there is a shift before, or to, this moment
	Mixed      bool         // as in [Moment]
	Split      bool
	Reported   bool
}

// An AsOf is a day for which the dossier has a page that shows the matrix of
// that day. See [Site.Matrix] and [Site.Changes].
type AsOf struct {
	Day        edtf.Day
	Path       string  // "as-of/2016-09-09/"
	Meetings   []*Page // whose last day it is, in their order
	Prev, Next *AsOf   // nil at the ends
}

// A Change is a cell that differs from that of an earlier day.
type Change struct {
	Holder   *Page
	Position *Page
	From, To *Cell // From is nil if there was no statement before
	Restated bool  // the stances are the same, only the statement is newer
}

// A Dispute is a question of fact on which the accounts of one event or
// meeting differ.
type Dispute struct {
	Thing    *Page
	Question string  // "date", "place", or the name of a figure as it is first written
	Values   []Value // at least two; the most articles first, then as in [Page.Accounts]

	// What the dossier shows: the value of the thing's own page, else the one
	// that most articles give, else the span of all, or nothing (a place).
	Date       edtf.Date // of a date
	Place      *Page     // of a place; nil if none is shown
	Figure     string    // of a figure
	Open       bool      // neither the page nor most articles decide: "accounts differ"
	Resolution string    // the editor's reason, "" if none is given
}

// A Value is one answer to a question of fact, with all that give it.
//
// Dates that agree at the coarser precision are one value, and it is shown as
// the closest of them. Since agreeing is not transitive (September agrees with
// the 19th and with the 23rd), a date that fits several values takes no side:
// it is a value of its own, with Vague set.
type Value struct {
	Date     edtf.Date // one of these three is set, as the question is
	Place    *Page
	Figure   string     // as it is first written; upper and lower case make no other value
	Accounts []*Account // that give it, by date of publication; empty if only the thing's own page does
	Own      bool       // the thing's own page gives it
	Shown    bool       // it is what the dossier shows
	Vague    bool       // of a date: it agrees with several of the other values

	dates []edtf.Date // of a date: all that agree, the closest first
	first int         // the first account that gives it, by its number
}

// Articles returns the articles that give the value, each once, by date.
func (v *Value) Articles() []*Page {
	var out []*Page
	for _, a := range v.Accounts {
		if n := len(out); n == 0 || out[n-1] != a.Article {
			out = append(out, a.Article)
		}
	}
	return out
}

// Sources says what the dossier rests on.
type Sources struct {
	Publishers []Publisher     // the most articles first, then by title
	Unnamed    int             // articles that name no publisher
	Kinds      []SourceCount   // of articles, by source.kind in the order of [content.SourceKinds], "" last; without those that have none
	Weeks      []Week          // with articles, by date; weeks without are left out
	NoWeek     int             // articles whose date leaves open in which week they were published
	Languages  []SourceCount   // of articles, by source.lang: the most articles first, then by code, "" last
	Positions  []PositionShare // of positions with statements, in their order
	Statements []*Statement    // that a single article reports, by date
	Things     []*Page         // events and meetings that a single article reports, by date; those of no article are not here
	Rests      []Rest          // of articles on which something rests, by date
}

// A Publisher is an organization that published articles of the dossier.
type Publisher struct {
	Page     *Page
	Articles []*Page       // by date
	Kinds    []SourceCount // of its articles, as in [Sources]
}

// A SourceCount counts articles, or reports of statements, by kind or language.
type SourceCount struct {
	Name  string // source.kind or source.lang as written in front matter; "" if not given
	Count int
}

// A Week is an ISO 8601 week with the articles published in it.
type Week struct {
	Monday     edtf.Day
	Year, Week int // as ISO 8601 counts them: 2016-W36
	Articles   int
	Kinds      []SourceCount // as in [Sources]
}

// A PositionShare says which kinds of source the statements on a position come
// from.
type PositionShare struct {
	Position   *Page
	Statements int           // each counted once
	Reports    int           // of them: a statement in two articles has two
	Kinds      []SourceCount // of reports, as in [Sources]; they add up to Reports
	StateOnly  int           // statements that only state media report
}

// A Rest is what rests on one article: what would have no source without it,
// and what would have a single one.
type Rest struct {
	Article   *Page
	Unsourced []Fact // statements by date, then facts of events and meetings by date
	Single    []Fact
}

// A Fact is a statement, or a date, place or figure of an event or meeting.
type Fact struct {
	Statement *Statement // of a statement; the first report of it
	Thing     *Page      // of anything else
	Question  string     // "date", "place" or the name of a figure; "" of a statement
	Value     *Value     // nil of a statement
}
