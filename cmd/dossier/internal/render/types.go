package render

// This file is what layouts get of pages of one kind: home and timeline, lists,
// and each type of page. See view.go for what all have.

// Home is what only the home page has.
type Home struct {
	Overview *Overview       // the picture of the period; nil if there is too little for one
	Timeline *Timeline       // nil if nothing is dated
	Counts   []Link          // the lists that have pages; Note is the number
	Changes  int             // of position
	Shifts   []Shift         // the newest of them, the newest first
	Disputed int             // questions of fact on which accounts differ
	Disputes []DisputedThing // the newest things with one, the newest first
}

// A Timeline is dated entries by month and day.
type Timeline struct {
	Title   string // "September 2016" on a page of its own; "" at home
	Months  []Month
	Jump    []Link      // the headings, in short; Note is the whole
	Kinds   []KindCount // kinds that occur, for the filter
	Facets  []Facet     // by what else a script narrows the entries down
	Shown   int         // entries on this page
	Total   int         // entries of the dossier
	Years   []Year      // all years, if the dossier is larger than one page; else nil
	Earlier *Link       // the page before and after this one
	Later   *Link
}

// A Year links to the pages of a year's timeline.
type Year struct {
	Link          // Title "2016", Note the number of entries; Href "" if all its entries are on this page
	Months []Link // of the year that is shown; Title "September 2016", Note the number
}

// A KindCount says how many entries of a kind there are.
type KindCount struct {
	Kind  string // "event"
	Label string // "Events"
	Count int
}

// A Month is a heading with its days. It may stand for a year or season, where
// nothing finer is known.
type Month struct {
	ID    string // "m-2016-09"
	Title string // "September 2016"
	Short string // "Sep"
	Year  string // "2016"
	Count int
	Days  []Day
}

// A Day is entries with one and the same date, however exact.
type Day struct {
	ID      string // "d-2016-09-09"; unique on the page
	Date    Date
	Entries []Entry
}

// An Entry of the timeline.
type Entry struct {
	Kind       string // for classes: event, meeting, statement, article, shift
	Label      string // "Event", "Statement", "Reported statement", "Change of position", …
	Title      Link   // of a statement: who made it; of a shift: its holder
	Question   *Link  // of a statement or shift: its position
	For        *Link  // of a statement
	Stance     *Stance
	Shift      *Shift // Text and Quote are those of the statement that completes it
	Place      *Link
	Document   string // a meeting's document symbol
	Length     string // "until 19 September, 7 days"; "from this day on"
	Text       string
	Quote      string
	Lang, Dir  string // of Text and Quote
	Lead       bool   // among the fifth of entries that most articles report
	Unsure     bool
	Range      bool
	Open       bool
	Statements *Link    // of a meeting with statements: "15 statements"
	Differ     []string // on what accounts differ
	DifferHref string   // to the accounts
	Sources    []Source // the first three
	Count      int      // how many articles report it
	More       int      // Count less those in Sources
	Single     bool
	Facets     string // "p3 o12": the options of [Timeline.Facets] that it has
}

// A List is what sections and tags have.
type List struct {
	Type   string  // for classes: "article"; "" if mixed
	Groups []Cards // dated pages by month, others by initial; one group without title if there are few
	Count  int
}

// Cards are a part of a list.
type Cards struct {
	ID, Title string
	Cards     []Card
}

// Article is what only articles have.
type Article struct {
	Publisher    *Link  // nil if not given
	Kind         string // "state media"
	Headline     string // the source's own title
	HeadlineLang string
	HeadlineDir  string
	Language     string // "Russian"
	Author       string
	Original     *Link // Title is the host
	Archived     *Link
	Accessed     Date
	NoQuoteCheck string // the reason why quotes were not checked
	Reply        string // href of the dossier's discussion address
	OnlyHere     int    // statements that no other article reports
	Rest         *Rest  // nil if nothing rests on it alone, or on it and one more
	Citation     Citation
	BibTeX       string    // the citation for bibliographies, in several lines
	Related      []Related // other articles that share the most with it, at most 6
}

// Person is what only people have.
type Person struct {
	Roles      []Role
	Born, Died Date
	Met        []Met // the most meetings first
	Ego        *Ego  // the picture of Met; nil if there are too few for one
	Attended   []Attended
}

// A Role is an office held.
type Role struct {
	Title        string
	Who          *Link // on an organization's page
	Organization *Link // on a person's page
	From, To     Date
}

// Met says at which meetings two people were.
type Met struct {
	Who      Link
	Meetings []Link // Note is the date
	Count    int
}

// Attended is a meeting that a person took part in.
type Attended struct {
	Meeting  Link
	Date     Date
	For      *Link
	Role     string
	Presence string // label: "present", "absent", "walked out"; ""
}

// Organization is what only organizations have.
type Organization struct {
	Kind      string // "armed group"
	Country   string // where it is based; ""
	Parent    *Link
	Children  []Link
	Roles     []Role
	Published []Card    // articles, by date
	Kinds     []Share   // of Published, by kind of source
	Speakers  []Speaker // the most statements first
}

// Meeting is what only meetings have.
type Meeting struct {
	Place          *Link
	Kind           string
	ConvenedBy     []Link
	Participants   []Participant
	Agenda         []Link // Href is "" if an item is text only
	Outcome        string
	Document       *Link    // Title is the symbol; Href may be ""
	Previous, Next *Link    // the meetings that it follows on
	AsOf           *Link    // who stood where on its last day
	Calendar       string   // href of the meeting for calendars; "" if its day is not known
	Courses        *Courses // nil if no dated statement was made at it
}

// A Participant of a meeting.
type Participant struct {
	Who      Link
	For      *Link
	Role     string
	Presence string // label, as in Attended
}

// Position is what only positions have.
type Position struct {
	Question string
	Stances  []StanceCount
	Swimlane *Swimlane // on its own page; nil if nobody took a stance on a known date
	Evidence *Evidence // on its own page; nil if there is no statement
	AsOf     []Link    // on its own page: the days whose matrix has something new on it; Href leads to its column
}

// Evidence says what the statements on a question rest on.
type Evidence struct {
	People, Organizations int // who made them
	Publishers            int // of the articles that report them
	Single                int // statements that one article reports
	First, Last           Date
	Table                 string // href of all statements for spreadsheets
}

// A StanceCount says how often a stance was taken.
type StanceCount struct {
	Stance
	Statements int
	Holders    int
}

// Event is what only events have.
type Event struct {
	Place      *Link
	Figures    []Figure
	Resolution string // the editor's reason
	Differ     []string
}

// Place is what only places have.
type Place struct {
	Lat, Lon string // degrees, "36.2"; "" if not given
	Within   []Link // the place it lies in, then that one's, and so on
	Contains []Link
	Happened []Card // events and meetings there and in the places within it, by date
}
