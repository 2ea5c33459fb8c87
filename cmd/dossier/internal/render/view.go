package render

import "html/template"

// This file is what a layout gets; layouts/README.md is made from it, and from
// the types beside it. It is stable: fields may be added, none changes its
// meaning. Every text is plain text that html/template escapes; the only ready
// HTML is [Page.Body], what [Frame.Shared] returns, the data of a [Meta], and
// the drawings of a [Swimlane], of an [Overview] and of [Sources].
//
// # Which layout gets what
//
// The dot of every layout, and of every block of baseof.html, is a [Page].
// Beside the fields that all pages have, this is set:
//
//	home.html          .Home
//	article.html       .Article, .Statements, .ByPosition, .Accounts
//	person.html        .Person, .Statements, .Latest, .Standings, .Shifts
//	organization.html  .Organization, .Statements, .ByPosition, .Latest, .Standings, .Shifts
//	meeting.html       .Meeting, .Statements, .ByPosition, .Accounts, .Disputes, .Further
//	position.html      .Position, .Statements, .Shifts
//	event.html         .Event, .Accounts, .Disputes, .Further
//	place.html         .Place
//	tag.html           .List
//	section.html       .List (/articles/, /people/, …)
//	matrix.html        .List, .Matrix (/positions/; Matrix is nil without a dated statement)
//	asof.html          .Matrix, .AsOf (/as-of/2016-09-09/)
//	shifts.html        .ShiftGroups, .Shifts (/positions/shifts/)
//	timeline.html      .Timeline (/timeline/2016/, /timeline/2016/09/)
//	disputed.html      .Disputed (/disputed/)
//	sources.html       .Sources, .Statements (/sources/)
//	data.html          nothing more (/data/)
//	search.html        .Search (/search/, and /search/s/ where there are many names)
//	page.html          nothing more; also used where a layout above is missing
//	404.html           nothing more; its links work from any address
//	redirect.html      .Target; a whole document, without baseof.html
//	partials/card.html  a [Card]: a paragraph that is nothing but a wikilink
//
// A front matter "layout: name" takes name.html in place of the type's layout.
// A layout that consists of {{define}}s is set into baseof.html, which has the
// blocks "title", "head" and "main"; one with text of its own is a whole
// document. Partials are called with {{template "partials/card.html" .}}.
//
// # Functions
//
//	T KEY ARG …         a word of the interface, from layouts/i18n/en.yaml or the file
//	                    of the dossier's language; the arguments stand for {0}, {1} …
//	TN KEY N ARG …      the same with a plural: N chooses the form and stands for {n}
//	plural N ONE MANY   "1 article", "9 articles"
//	first N LIST        at most the first N elements
//	after N LIST        the rest of them
//	dict KEY VALUE …    a map, to hand several values to a partial
//	link LINK           the a element of a [Link], [Card] or [Year], with lang, dir
//	                    and rel; the title alone if there is no Href
//	time DATE           a [Date] in a time element, where HTML has a form for it
//	day DATE            the same without the year
//	a HREF TEXT         an a element, to be an argument of T or TN
//	links LIST          the a elements of links or cards, with commas between them
//	titles LIST         their titles alone; names of what accounts differ on, too
//
// An argument of T and TN is a text, a number, or what link, time, day, a and
// links return; then the result is HTML too. {{T "key"}} alone costs nothing: it
// is replaced when the layout is parsed. The functions that return HTML do what
// a partial could do, ten times as fast.
//
// Functions that need the page are methods of [Frame], called as .Asset,
// .Rel, .Has and .Shared; inside range and with as $.Asset and so on.
//
// Ids that begin with "d-", "m-" and "differ-" and the id "main" belong to
// layouts: no heading of a text gets one. Two are linked to from elsewhere:
// "d-said" on the statements of a meeting, "d-accounts" on the accounts of an event.
//
// Links ready for href are called Href and are relative to the page. A pointer
// is nil and a text is "" where there is nothing to say.

// A Page is the dot of every layout.
type Page struct {
	*Frame

	Kind       string // for classes: "article", "person", …, "page", "section", "tag", "home", "timeline", "as-of", "shifts", "404", "redirect"
	KindLabel  string // "Article", "Person", …; "" for plain pages and lists
	ID         string // the file's name; "" for generated pages
	Title      string
	HeadTitle  string // Title and the dossier's title, for the title element
	Names      []Name // other spellings
	Summary    string // a sentence or two; "" if there is no text
	Standfirst string // the editor's own summary; "" if Summary is the beginning of the text, which follows anyway
	Lang       string // BCP 47, for the html element
	Dir        string // "ltr" or "rtl", follows from Lang
	Canonical  string // absolute address; "" without base_url, and on 404.html
	Meta       *Meta  // nil without base_url, and on pages that the program makes
	Draft      bool
	Stub       bool // made from a name alone: nobody has written this page yet
	Date       Date
	Modified   Date
	Image      *Image
	Tags       []Link
	Links      []Link         // links: of the front matter, to other sites
	Params     map[string]any // params: of the front matter; a key that is not there is an error: use index
	Body       template.HTML  // the text; "" if there is none
	Breadcrumb []Link         // the lists above the page, without the page itself
	Prev, Next *Link          // neighbours of the same type; Note is the date

	// What is linked with the page through front matter, in either direction.
	Articles      []Card // by date
	Further       []Card // of an event or meeting: those of Articles that give no account of it
	Meetings      []Card // by date
	Events        []Card // by date
	People        []Link // Note is the office held last, if known: "Foreign Minister, Russia"
	Organizations []Link
	Places        []Link
	Positions     []Link // Title is the question
	Backlinks     []Backlink
	Elsewhere     []*Backlink // those of them that are not the Mention of one of Articles

	Statements []Statement  // by date
	ByPosition []Group      // the same statements, by question
	ByHolder   []Group      // of a position: newest first under the organization spoken for, or else who spoke
	Latest     []*Statement // the newest one on each question
	Standings  *Standings   // of a person or organization; nil if nothing that they said has a date
	Accounts   []Account    // an article's, or those of an event or meeting
	Disputes   []Dispute    // on what the accounts of this event differ

	Shifts      []Shift      // of a person or organization, on a position, or all, by date
	ShiftGroups []ShiftGroup // of the page of all shifts
	Matrix      *Matrix
	AsOf        *AsOf

	Home         *Home
	Timeline     *Timeline
	List         *List
	Article      *Article
	Person       *Person
	Organization *Organization
	Meeting      *Meeting
	Position     *Position
	Event        *Event
	Place        *Place
	Disputed     *Disputed
	Sources      *Sources
	Search       *Search
	Target       *Link // where a redirect leads
}

// A Frame is the part of a page that many pages share: it is equal for all
// pages of one depth and one place in the menu.
type Frame struct {
	Site     *Site  // never nil
	Root     string // href of the home page
	Previews int    // number of files in data/previews/, for the script
	Menu     []Link // the main menu; Current marks the place of this page
	Sections []Link // all lists, in the order of the types; Kind is the type, Note the number of pages

	out    *Output
	base   base
	inside bool // the frame of a shared partial
}

// Site is equal on all pages.
type Site struct {
	Title       string
	Description string
	Lang, Dir   string
	License     string
	BaseURL     string // absolute, ends in "/"; ""
	Params      map[string]any
	Version     string // of dossier
	Articles    int    // number of articles, "no statement in 61 articles"
	Statements  int
	Publishers  int
	Period      string // "7 September – 31 December 2016": from the first to the last entry of the timeline
}

// A Link leads to a page of the dossier or, if External, to another site.
type Link struct {
	Title    string
	Href     string
	Kind     string // type of the page for classes: "person"; "" for external links
	Lang     string // of the title, if it is not that of the page; else ""
	Dir      string // set where Lang is
	Note     string // one short remark; what it is says the list that the link is in
	Current  bool   // in menus: the page is this one or lies under it
	External bool
	Stub     bool
}

// A Name is another spelling. Dir is "auto" when the script may differ.
type Name struct {
	Text string
	Dir  string
}

// A Date is a date as people write it. Text is "" if there is none.
type Date struct {
	Text    string // "c. 9 September 2016"
	Short   string // without the year: "c. 9 September"
	Attr    string // for the datetime attribute; "" where HTML has no form for it: then write no time element
	Weekday string // "Friday", of a single certain day only
	Unsure  bool   // approximate or uncertain
	Range   bool   // an interval
	Open    bool   // an interval without beginning or end
}

// An Image is a picture of the dossier.
type Image struct {
	Src           string
	Alt           string
	Caption       string
	Credit        string
	Width, Height int // 0 if not known
}

// A Source line says who reported something: "TASS, state media, 25 September 2016".
type Source struct {
	Publisher string // name; the article's title where no publisher is given
	Kind      string // "state media", "news agency", …; ""
	Article   Link   // Note is ""
	Date      Date   // published
}

// A Stance is one answer to a position's question.
type Stance struct {
	Label  string
	Symbol string // place on the scale, id of the symbol and class: a2, a1, a0, m, b0, b1, b2
	Index  int    // from 0
	Dashed bool   // reported by others, or denied: class "reported"
}

// A Statement is someone taking a stance on a question at a date.
type Statement struct {
	Anchor    string // on the article's own page the id of its row; elsewhere ""
	Row       string // on the position's own page the id of its row; elsewhere ""
	Href      string // to the row on the article's page
	Who       Link
	For       *Link // the organization spoken for
	Position  Link  // Title is the question
	Stance    Stance
	Date      Date
	Meeting   *Link
	Mode      string // for classes: direct, paraphrase, reported, denied
	ModeLabel string // "reported", "denied"; "" for the other two
	ModeName  string // the word for any of the four
	Text      string
	Quote     string   // without quote marks
	Lang, Dir string   // of Text and Quote, if not that of the page
	Sources   []Source // every article that reports it, by date
	Single    bool     // there is only one
}

// A Group is the statements on one question, or of one holder.
type Group struct {
	Position   Link         // of ByPosition
	Holder     Link         // of ByHolder; Kind tells a person from an organization
	Statements []*Statement // those of the page
}

// An Account is what one article says of an event or meeting.
type Account struct {
	Anchor    string // on the article's own page the id of its row; elsewhere ""
	Href      string // to that row
	Thing     Link   // the event or meeting
	Source    Source
	Date      Date
	Place     *Link
	Figures   []Figure
	Text      string
	By        *Link  // who says so: Href is "" if it is not a page; nil if the article itself does
	Lang, Dir string // of Text
}

// A Figure is a named value: "killed", "at least 10".
type Figure struct {
	Name, Value string
}

// A Dispute is one question of fact on which the accounts differ.
type Dispute struct {
	ID     string  // "d-differ-date", "d-differ-killed"
	Name   string  // "date", "place", or the figure's name
	Shown  string  // the value shown elsewhere in the dossier; "" if none is chosen
	Values []Value // the one shown first, else the one that most accounts give

	Open       bool   // neither the thing's own page nor most articles decide
	Span       string // if Open: the dates between which it happened; ""
	OwnOnly    bool   // the thing's own page gives the value shown, and no account does
	Resolution string // the editor's reason; ""
}

// A Value is one of the different answers in a [Dispute].
type Value struct {
	Text  string
	Shown bool // it is the value shown elsewhere
	Vague bool // a date that agrees with several of the others
	Given []Given
}

// A Given is an account that gives a [Value].
type Given struct {
	By     *Link // as in Account
	Source Source
	Href   string // to the account
	Text   string // what it says, if not in the words of the value: "September 2016"; else ""
}

// A Backlink is a place in another page's text that names this page.
type Backlink struct {
	From                Link
	Date                Date   // of From
	Before, Name, After string // a line of text around the name
	Lang, Dir           string // of the line, if not that of the page
}

// A Card stands for a page in lists and in the flow of a text.
type Card struct {
	Link
	KindLabel string // "Article", "Meeting", …
	Date      Date
	Source    *Source // of an article
	Place     *Link   // of an event or meeting
	Summary   string
	Image     *Image
	Articles  int       // how many report an event or meeting
	Differ    []string  // on what they differ: "date", "killed"
	Position  *Position // of a position
	Mention   *Backlink // in .Articles of a page: where the text of the article names the page; nil if it does not
}
