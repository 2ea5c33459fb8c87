// Package site links all pages of a dossier into one model: permalinks,
// references both ways, statements and how stances change, accounts and where
// they differ, mentions, the timeline.
//
// It is the step between content and render. The invariant: a [Site] is never
// changed after [Build] returns, so any number of pages can be rendered from it
// at once. It knows no HTML and no folder.
package site

import (
	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/edtf"
)

// A Site is a whole dossier. Every list is in a fixed order that depends on
// the content alone.
type Site struct {
	Config *config.Config

	Home          *Page
	Pages         []*Page // every page with an address of its own, in order of Path
	Articles      []*Page // by date of publication
	People        []*Page // by title, as the other lists
	Organizations []*Page
	Meetings      []*Page // by date
	Positions     []*Page
	Events        []*Page // by date
	Places        []*Page
	Tags          []*Page
	Sections      []*Page // the lists: /articles/, /people/, …, /tags/, and sections of plain pages

	Statements []*Statement       // by date, then order in the article
	Shifts     []*Shift           // of people and organizations, by the date of what they lead to
	Disputes   []*Dispute         // by date of the event or meeting
	AsOf       []*AsOf            // by date; none if there is no statement
	Timeline   []*Entry           // by date (design: earliest bound, coarser first, then id)
	Stubs      []*Page            // pages made from a name alone, by title
	Redirects  []Redirect         // by From
	Resources  []content.Resource // by Path; what lies beside a draft is left out with it

	linker    *linker
	texts     []*Text      // by Page.index
	backlinks [][]Backlink // by Page.index
}

// List returns the pages of a type, in the order of the fields above.
func (s *Site) List(t content.Type) []*Page {
	switch t {
	case content.Article:
		return s.Articles
	case content.Person:
		return s.People
	case content.Organization:
		return s.Organizations
	case content.Meeting:
		return s.Meetings
	case content.Position:
		return s.Positions
	case content.Event:
		return s.Events
	case content.Place:
		return s.Places
	}
	return nil
}

// A Redirect is a page at an old address that leads to a new one.
type Redirect struct {
	From string // a path: "old/address/" or "old.html"
	To   *Page
}

// A Page is anything that can be referred to. Which of the optional parts are
// set follows from Type.
type Page struct {
	Source *content.Page // nil for a stub, a list, a tag, and a thing that only articles define
	Type   content.Type  // content.Section for lists and tags
	ID     string
	Key    string // "people/vitaly-churkin": unique; folder of the address and id

	// Path is the address relative to the site's root, without a leading
	// slash: "people/vitaly-churkin/", "" for the home page, "404.html".
	// A thing that has no page of its own has its article's Path and a Fragment.
	Path     string
	Fragment string

	Title string
	Names []string // other spellings, as written
	Lang  string   // BCP 47; never ""
	Date  edtf.Date
	Own   bool // the page is at Path, with nothing else
	Draft bool
	Stub  bool
	rank  int32 // its place among all things that can be referred to
	Tags  []*Page

	// What is linked with this page through front matter, in either
	// direction, without doubles: an article's people are those it lists and
	// those whose statements it reports; a person's articles are those that
	// list or quote the person.
	Articles      []*Page
	People        []*Page
	Organizations []*Page
	Meetings      []*Page
	Events        []*Page
	Places        []*Page
	Positions     []*Page

	// Statements made in the article, by the person or organization (an
	// organization's include those that people make for it), at the meeting,
	// or on the position; by date.
	Statements []*Statement
	Accounts   []*Account // of an event or meeting: one for every article that tells of it, by date of publication
	Disputes   []*Dispute // of an event or meeting: on what its accounts differ: date, place, figures
	Lanes      []*Lane    // of a person or organization, by position; of a position: organizations, then people, most statements first
	Shifts     []*Shift   // of a person or organization, or on a position, by date

	Article      *Article
	Person       *Person
	Organization *Organization
	Meeting      *Meeting
	Position     *Position
	Event        *Event
	Place        *Place
	List         *List // of a section or tag

	Image *content.Resource // the picture of Source.Image; nil if none

	summary   string     // the editor's, or that of an account; see [Site.Summary]
	index     int        // of its text and backlinks; 0 if it has none
	questions []*Dispute // of an event or meeting: all that its page or accounts answer, disputed or not

	prev, next *Page
	pos        diag.Pos // where it got its title, or of a stub its name
}

// Prev and Next return the neighbours in the list of the page's type, or nil.
func (p *Page) Prev() *Page { return p.prev }

// Next returns the page after this one in the list of its type, or nil.
func (p *Page) Next() *Page { return p.next }

// A Target is where a reference in a body leads.
type Target struct {
	Page     *Page             // nil if the reference leads to no page
	Resource *content.Resource // a picture or another file beside the page
	Fragment string
	Broken   bool // it leads nowhere; its text is written without a link
}

// A Backlink is a place in another page's text that names this page.
type Backlink struct {
	From *Page
	spot
}

// Article is what only articles have.
type Article struct {
	Publisher *Page // nil if not given
	Source    *content.Source
	Accounts  []*Account // what this article says of events and meetings, in order written
}

// Person is what only people have.
type Person struct {
	Roles      []Role
	Born, Died edtf.Date
	Met        []Met // people who took part in the same meetings, most meetings first, then by title
}

// A Role is an office held at an organization; Organization may be nil.
type Role struct {
	Title        string
	Person       *Page
	Organization *Page
	From, To     edtf.Date
}

// Met says at which meetings two people were.
type Met struct {
	Who      *Page
	Meetings []*Page
}

// Organization is what only organizations have.
type Organization struct {
	Kind      string
	Country   string // as the page gives it, else the title of the nearest parent that is a state; ""
	Parent    *Page
	Children  []*Page
	Roles     []Role  // who held which office in it, by person
	Published []*Page // articles it published, by date
}

// Meeting is what only meetings have.
type Meeting struct {
	Place          *Page
	Kind           string
	ConvenedBy     []*Page
	Participants   []Participant
	Agenda         []AgendaItem
	Outcome        string
	Document       content.Document
	Previous, Next *Page
	AsOf           *AsOf // who stood where on its last day; nil if the dossier has no page of that day
}

// A Participant of a meeting.
type Participant struct {
	Who      *Page
	For      *Page // nil if not given and not known from a role
	Role     string
	Presence string

	given bool // For was written, even if it leads nowhere
}

// An AgendaItem is a position or a text.
type AgendaItem struct {
	Position *Page // nil for a text
	Text     string
}

// Position is what only positions have.
type Position struct {
	Question string
	Stances  []Stance

	notes []shiftNote // on shifts, in the order of the page
	days  []edtf.Day  // by which each statement on it was certainly made, in order
}

// A Stance is one answer to a question. Index is its place on the scale, from 0.
type Stance struct {
	ID, Label string
	Index, Of int
}

// Event is what only events have.
type Event struct {
	Place      *Page            // nil if as many articles say one place as another
	Figures    []content.Figure // by what is given first: the page's own value, else the one of most articles, else all of them
	Resolution string
}

// Place is what only places have.
type Place struct {
	Lat, Lon float64
	Located  bool
	Within   *Page
	Contains []*Page
}

// List is what only sections and tags have.
type List struct {
	Type  content.Type // of its pages; content.Plain for sections of plain pages and tags
	Pages []*Page
}

// A Statement is someone taking a stance on a position at a date, as one
// article reports it.
type Statement struct {
	Anchor   string // id in the article's page, stable and unique there
	Article  *Page
	Who      *Page
	For      *Page // the organization spoken for; nil if Who is one or none is known
	Position *Page
	Stance   Stance
	Date     edtf.Date
	Meeting  *Page // nil if not given
	Mode     string
	Text     string
	Quote    string

	// Same are the reports of this statement in all articles, this one
	// included: same holder, position, stance and date. The first of them
	// stands for all in the timeline.
	Same []*Statement

	data  *content.Statement // what it was made from
	order int                // its place in the order of articles and within its own
}

// An Account is what one article says of an event or meeting.
type Account struct {
	Anchor       string // id in the article's page
	Thing        *Page
	Article      *Page
	Date         edtf.Date // zero if the article gives none
	Place        *Page
	Figures      []content.Figure
	Text         string
	Attributed   *Page  // who says so, if a page
	AttributedTo string // who says so, as text

	data *content.Account // what it was made from
}

// A Kind says what a timeline entry is.
type Kind string

const (
	EventEntry     Kind = "event"
	MeetingEntry   Kind = "meeting"
	StatementEntry Kind = "statement"
	ArticleEntry   Kind = "article"
	ShiftEntry     Kind = "shift" // also tells the statement that completes it
)

// An Entry of the timeline is a dated thing.
type Entry struct {
	Kind      Kind
	Date      edtf.Date
	Page      *Page      // the event, meeting or article; of a statement or shift, its position
	Statement *Statement // of a statement, or the last one of those that complete a shift
	Shift     *Shift     // of a shift
	Articles  []*Page    // that report it, by date; of a shift, those that report what it leads to
}

// Options say what a site is made of; see linker.fits.
type Options struct {
	Drafts bool              // drafts are published
	Strict bool              // what a name alone would make (stubs) is an error
	Titles map[string]string // of lists without an _index.md, by section: "articles", "tags"; English ones if nil
	Prev   *Site             // another site of the same dossier, parts of which may be taken over; may be nil
}
