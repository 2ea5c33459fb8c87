// Package content reads a dossier's files one at a time: front matter by type,
// body, resources.
//
// It is the step between the fs.FS and package site. The invariant: a [Page]
// depends on the bytes of its own file and on the options alone, so a page whose
// file has not changed never needs to be read again; what needs a second file
// (who a reference means, where a link leads) belongs to package site.
//
// # Front matter
//
// The keys of every type are the tables in schema.go; a key that is not in them
// is an error. Every value is the text that was written: YAML's own types for
// dates, numbers and booleans are never used.
package content

import (
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/markdown"
)

// A Type says what a page is about. It follows from the first folder under content/.
type Type string

const (
	Article      Type = "article"
	Person       Type = "person"
	Organization Type = "organization"
	Meeting      Type = "meeting"
	Position     Type = "position"
	Event        Type = "event"
	Place        Type = "place"
	Plain        Type = "page"    // any other page
	Section      Type = "section" // an _index.md
)

// Types are the types with a section of their own, in the order of menus and counts.
var Types = [...]Type{Article, Person, Organization, Meeting, Position, Event, Place}

// Section returns the folder and URL segment of a type: "people" for Person.
// It is "" for [Plain] and [Section].
func (t Type) Section() string {
	switch t {
	case Article, Organization, Meeting, Position, Event, Place:
		return string(t) + "s"
	case Person:
		return "people"
	}
	return ""
}

// TypeOf returns the type whose section is the given folder, or [Plain].
func TypeOf(section string) Type {
	for _, t := range Types {
		if t.Section() == section {
			return t
		}
	}
	return Plain
}

// A Set is everything found under content/.
type Set struct {
	Pages     []*Page    // in order of File
	Empty     []*Page    // files with nothing in them, in order of File: no pages, but what refers to them is no slip
	Resources []Resource // in order of File
	Unread    []string   // folders that cannot be listed, as paths in the dossier: what is in them is not known

	bodies   map[*Page]*markdown.Document
	readings map[string]*reading // by path in the dossier, if it may be the Prev of another
	limits   limits
	parsed   int // files, for tests
}

// Body returns the text of a page of the set, which may have no words but is
// not nil. It is not part of the [Page], which stays the same when only the
// text has changed.
func (s *Set) Body(p *Page) *markdown.Document { return s.bodies[p] }

// Again reports whether the set may be Prev of a later one.
func (s *Set) Again() bool { return s.readings != nil }

// A Resource is a file beside an article that is copied as it is.
type Resource struct {
	File          string // path under content/, as the folder has it
	Path          string // the same in Unicode form C, whatever the file system makes of names
	Width, Height int    // pixels of a picture; 0 if the file is none or could not be read
}

// A Text is a value as it was written, with its place in the page's file.
// Its zero value is a value that was not given.
type Text struct {
	Value     string
	Line, Col int32
}

// IsZero reports whether the value was not given.
func (t Text) IsZero() bool { return t.Line == 0 }

// A Date is a date with its place in the page's file.
type Date struct {
	edtf.Date
	Line, Col int32
}

// A Page is one markdown file, apart from its body; see [Set.Body].
type Page struct {
	File string // path in the dossier: "content/people/vitaly-churkin.md"
	Type Type
	ID   string // file name without extension, in Unicode form C; of x/index.md it is x; of _index.md the folder's name
	Dir  string // folder under content/ that the page's address lies in: "people"; "" at the top

	Title   Text
	Date    Date // of an article: published; of a meeting or event: when it took place
	LastMod Date
	Draft   bool
	Summary string
	Slug    Text
	Aliases []Text
	Names   []Text
	Image   *Image
	Tags    []Text
	Lang    string // BCP 47, "" for the dossier's language
	NoLink  []Text // names that are not linked on this page
	NoLinks bool   // nolink: true, no name is linked
	Layout  Text
	Links   []Link
	Params  map[string]any // text, []any and map[string]any only

	// Exactly the one of the page's type is set.
	Article      *ArticleData
	Person       *PersonData
	Organization *OrganizationData
	Meeting      *MeetingData
	Position     *PositionData
	Event        *EventData
	Place        *PlaceData

	Empty bool // there is nothing in the file: it is in Set.Empty
}

// Pos returns the place of a value in the page's file.
func (p *Page) Pos(line, col int32) diag.Pos {
	return diag.Pos{File: p.File, Line: int(line), Col: int(col)}
}

// An Image is the picture that leads a page or stands for it in a card.
type Image struct {
	Src                  Text // a resource, relative to the page's folder
	Alt, Caption, Credit string
}

// A Link is an address with its name.
type Link struct {
	Title string
	URL   string
}

// ArticleData is one source: a report, a communiqué, an interview.
type ArticleData struct {
	Source        Source
	People        []Text
	Organizations []Text
	Meetings      []Text // references; what the article says of a meeting is in Accounts
	Events        []Text
	Places        []Text
	Accounts      []Account
	Statements    []Statement
	QuoteCheckOff string // the reason why quotes are not checked; "" when they are
}

// A Source says where an article was published.
type Source struct {
	Publisher Text // reference to an organization
	Title     string
	URL       string
	Author    string
	Kind      string
	Lang      string
	Archived  string
	Accessed  edtf.Date
}

// An Account is what one article says of an event or meeting: an entry of
// events or meetings that is a map. Exactly one of Event and Meeting is set.
type Account struct {
	ID           Text // as given, or the slug of Title
	Title        Text // zero if the entry only adds to a thing that is defined elsewhere
	Names        []Text
	Summary      string
	Date         Date
	Text         string
	AttributedTo Text // reference, or a description
	Event        *EventData
	Meeting      *MeetingData
}

// A Statement is someone taking a stance on a position, as one article reports it.
type Statement struct {
	Who      Text
	For      Text
	Position Text
	Stance   Text
	Date     Date
	Meeting  Text
	Mode     string // direct, paraphrase, reported or denied; never ""
	Text     string
	Quote    Text
	Line     int32 // where the entry begins
	Col      int32
}

// PersonData is what only people have.
type PersonData struct {
	Roles []Role
	Born  edtf.Date
	Died  edtf.Date
}

// A Role is an office that a person held.
type Role struct {
	Title        string
	Organization Text
	From, To     edtf.Date
}

// OrganizationData is what only organizations have.
type OrganizationData struct {
	Kind    string
	Parent  Text
	Country string // as written; "" if not given
}

// MeetingData is what only meetings have.
type MeetingData struct {
	Place        Text
	Kind         string
	ConvenedBy   []Text
	Participants []Participant
	Agenda       []Text // references to positions, or text
	Outcome      string
	Document     Document
	Previous     Text
}

// A Participant of a meeting.
type Participant struct {
	Who      Text
	For      Text
	Role     string
	Presence string // present, absent, walked-out or ""
}

// A Document is the record of a meeting.
type Document struct {
	Symbol string
	URL    string
}

// PositionData is a question in contention with its stances in order of the scale.
type PositionData struct {
	Question string
	Stances  []Stance
	Shifts   []ShiftNote
}

// A ShiftNote is the editor's note on a change of position.
type ShiftNote struct {
	Who  Text // reference to the holder
	Date Date // of the statement that the change leads to
	Note string
}

// A Stance is one answer to a position's question.
type Stance struct {
	ID    string
	Label string
}

// EventData is what only events have.
type EventData struct {
	Place         Text
	People        []Text
	Organizations []Text
	Figures       []Figure
	Resolution    string
}

// A Figure is a named value as written: "killed", "at least 10".
type Figure struct {
	Name  string
	Value string
	Line  int32
}

// PlaceData is what only places have.
type PlaceData struct {
	Lat, Lon float64
	Located  bool // Lat and Lon are given
	Within   Text
}
