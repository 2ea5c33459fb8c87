package render

import "html/template"

// This file is what the layouts get for the pictures and reports that say what
// the dossier rests on; see view.go.

// A Swimlane is the picture of who stood where on a position over time, in two
// drawings. The table of statements says the same.
type Swimlane struct {
	Wide, Narrow template.HTML // an svg element each; show one of them
	Omitted      []Link        // holders with statements that are not in it

	// What occurs in it, for its legend.
	Steps    bool // the same speaker changes
	Others   bool // another speaker for the organization
	Mixed    bool
	Reported bool // or denied
	Unsure   bool // a date that is not one certain day
	Folded   bool // a stretch of time without a statement is left out
}

// Disputed is what /disputed/ has: everything on which accounts differ.
type Disputed struct {
	Things    []DisputedThing // by date
	Questions int             // on which they differ
	Compared  int             // events and meetings that several articles tell of
}

// A DisputedThing is an event or meeting whose accounts differ.
type DisputedThing struct {
	ID         string // "d-on-convoy-attack"
	Thing      Link
	KindLabel  string // "Event"
	Date       Date   // as it is shown
	Disputes   []Dispute
	Resolution string // the editor's reason; "" if none is given
}

// Sources is what /sources/ has. The statements that a single article reports
// are the page's .Statements.
type Sources struct {
	Publishers     []PublisherRow // most articles first
	Unnamed        int            // articles that name no publisher
	Kinds          []Share        // of articles
	Languages      []Share        // of articles
	Weeks          []WeekRow      // those with articles
	Wide, Narrow   template.HTML  // an svg element each, the picture of Weeks; "" without weeks
	NoWeek         int            // articles whose week is not known
	Positions      []PositionRow  // those with statements
	MoreStatements int            // single-source statements that are not in .Statements
	Things         []ThingRow     // events and meetings that a single article reports
	MoreThings     int
	Rests          []*RestGroup // articles on which something rests; the publisher with most of them first
	MoreRests      int
}

// A PublisherRow is an organization that published articles.
type PublisherRow struct {
	Publisher Link
	Country   string // ""
	Articles  int
	Kinds     []Share // of its articles
}

// A Share is how many of all are of a kind.
type Share struct {
	Name    string // "state media", "Russian"; "" if Count is 0
	Count   int
	Percent string // "24 %"
}

// A WeekRow is a week with articles.
type WeekRow struct {
	Name     string // "2016-W36", as ISO 8601 counts
	Days     Date   // "5–11 September 2016"
	Articles int
	Kinds    []Share
}

// A PositionRow says from which kinds of source the statements on a question come.
type PositionRow struct {
	Position   Link // Title is the question
	Statements int
	Reports    int     // of them: a statement in two articles has two
	State      Share   // of reports, in state media
	StateOnly  int     // statements that only state media report
	Kinds      []Share // of reports
}

// A ThingRow is an event or meeting that a single article reports.
type ThingRow struct {
	Thing     Link
	KindLabel string
	Date      Date
	Source    Source
}

// A Rest says what would have no source, or a single one, without an article:
// "3 statements, 2 dates and 1 figure"; "" for nothing.
type Rest struct {
	Unsourced, Single string
}

// A RestGroup is the articles of one publisher on which something rests.
type RestGroup struct {
	Publisher string    // the article's title where no publisher is given
	Rows      []RestRow // by date
}

// A RestRow is what rests on one article.
type RestRow struct {
	ID string // "d-rests-tass-25sep"
	Rest
	Source Source
	Facts  []Fact // the first that would have no source
	More   int    // and how many there are beside them
}

// A Fact is a statement, or what is said of an event or meeting.
type Fact struct {
	Link Link   // to it
	Text string // "only on conditions, 7 September 2016", "killed: at least 10"
}

// Search is what the page of the search has, and the pages of its register of
// all names.
type Search struct {
	Count    int       // pages that can be found
	Chapter  bool      // the page is one of the register, not that of the search
	Chapters []Link    // of a large register; Title "A", "B – D", "E 2"
	Initials []Initial // the names on this page
}

// An Initial is the names with one first letter. A Link's Note is what the page
// is, or for another name of a page its title.
type Initial struct {
	ID, Title string
	Names     []Link
}
