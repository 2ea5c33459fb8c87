package render

import "html/template"

// This file is what layouts get on the page of one thing of what the dossier as
// a whole says of it: where somebody stands, whom they met, which articles go
// together, what was said before a meeting and after it. See view.go for the
// rest.

// Standings say where a holder stands on each question they spoke on, and how
// they came there.
type Standings struct {
	Period string        // of the drawings: "16–25 September 2016"; "" if there are none
	Axis   template.HTML // the line of time over the drawings; "" if all was said on one day: then there are none
	Folded bool          // the drawings leave out time without a statement
	Rows   []Standing    // in the order of the questions
}

// A Standing is where a holder stands on one question.
type Standing struct {
	Position   Link
	Cell       MatrixCell    // Date.Text has its year
	Statements int           // on the question
	History    template.HTML // a drawing that is hidden from assistive technology: the row says the same
}

// A Course is what was said on a question before a meeting, at it and after it.
// Only those have a row who said something on it before or after.
type Course struct {
	Position Link
	Rows     []CourseRow
}

// A CourseRow is the course of one holder: an organization, or a person who
// spoke for none. Changed means that the cell has no stance of the one before.
type CourseRow struct {
	Holder        Link
	Before, After *MatrixCell // nil if nothing was said
	At            MatrixCell
}

// Courses are what was said before a meeting, at it and after it.
type Courses struct {
	Questions []Course
	Alone     int // times that somebody spoke on a question and neither before nor after
}

// An Ego is the picture of whom a person met.
type Ego struct {
	Wide, Narrow template.HTML // two drawings of the same
	Omitted      int           // people who are in the table only
}

// A Related article, with what it has in common with this one.
type Related struct {
	Card
	Shared []Link // titles, the most telling first; Href is "" and Kind may be "statement"
}

// A Citation is an article as a bibliography names it, in three parts so that
// the headline can have a language of its own. Joined they are the text to copy.
type Citation struct {
	Before   string // author
	Headline string // without quote marks
	After    string // publisher, date, addresses
}

// A Speaker is a person who made statements for an organization, holds or held
// an office there, or took part in a meeting for it.
type Speaker struct {
	Who        Link
	Roles      []Role
	Statements int
	Period     string // from the first to the last of the statements
}
