package render

// This file is what layouts get of who stood where: the matrix, its pages of
// one day, and changes of position. See view.go for the rest.

// A Matrix says who stood where: holders × questions, at most seven questions a
// table.
type Matrix struct {
	Date          Date // the last day that counts; Text is "" if all do
	Year          int  // dates in the cells are without their year if it is this one
	Tables        []MatrixTable
	Organizations int // rows
	People        int
	Questions     int
	Cells, Said   int    // all cells, and those that hold a statement
	Omitted       int    // holders with statements for whom there is no row
	Silent        []Link // questions without a statement, which have no column
	AsOf          AsOfBar
}

// A MatrixTable is the matrix of a few questions.
type MatrixTable struct {
	ID      string // of its heading
	Title   string // "Questions 1 to 7"; "" if there is one table
	Columns []MatrixColumn
	Span    int // columns, with that of the holders
	Groups  []MatrixGroup
	Without []Link // holders without a statement on any of these questions: rows of other tables
}

// A MatrixColumn is a question, with how many organizations take which stance.
type MatrixColumn struct {
	ID       string // of the heading: "d-q-" and the id of the question
	Question Link
	Totals   []MatrixTotal // in the order of the scale
}

// A MatrixTotal counts the organizations with a stance.
type MatrixTotal struct {
	Stance
	Count int
}

// A MatrixGroup is the rows of the organizations, or of the people.
type MatrixGroup struct {
	Title string
	Rows  []MatrixRow
}

// A MatrixRow is how a holder stands on each of the table's questions.
type MatrixRow struct {
	Holder Link // Note is the office of a person
	Cells  []MatrixCell
}

// A MatrixCell is how a holder stands on a question. Without a statement only
// Short and Articles are set.
type MatrixCell struct {
	Short    string         // the question in a word or two: the title of its page
	Articles int            // how many the dossier has, none of which holds a statement
	Answers  []MatrixAnswer // several if the cell is mixed or split
	Date     Date           // Text is without the year where that is Matrix.Year
	Sources  int            // articles
	Changed  bool
	Mixed    bool
	Split    bool
	Reported bool
}

// A MatrixAnswer is a stance in a cell; Href leads to the last statement with it.
type MatrixAnswer struct {
	Stance
	Href string
	By   string // who said so, of a split
}

// An AsOfBar links to the matrix of other days.
type AsOfBar struct {
	Now        *Link  // all statements; Current on the page of the matrix itself
	Days       []Link // the days nearest to this one; Note says who met on that day
	All        []Link // every day, if Days are fewer
	Prev, Next *Link
}

// AsOf is what only the matrix of a day has.
type AsOf struct {
	Meetings []Link // that ended on the day
	Since    Date   // the day of the page before; Text is "" on the first
	Changed  []Change
	First    []Change // of holders who had said nothing on the question
	Restated []Change // with another date and the same stance
}

// A Change is a cell that is not what it was on the page before.
type Change struct {
	Holder   Link
	Position Link
	From, To *MatrixCell // From is nil if there was no statement
}

// A Shift is a change of position: from one stance to another, between two dates.
type Shift struct {
	Anchor   string // id of the row
	Href     string // to the shift on the page of all shifts
	Holder   Link
	For      []Link // organizations whose change of position this is too
	Position Link
	From, To ShiftSide
	Distance string // "2 steps on a scale of 5 stances"
	Between  string // "Between 19 and 26 September 2016"; "" if that is not known
	Overlap  bool   // the two dates overlap: which came first is not certain
	Reported bool   // one side is known only through others, or denied
	ByOther  bool   // other people spoke for the organization
	Note     string // the editor's
}

// A ShiftSide is what was said before, or after, a change of position.
type ShiftSide struct {
	Answers  []ShiftAnswer // several if the side is mixed or a split
	Date     Date
	Sources  []Source // every article
	Mixed    bool     // the holder took several stances at once
	Split    bool     // speakers of the organization took different stances
	Reported bool
}

// A ShiftAnswer is a stance, with those who took it.
type ShiftAnswer struct {
	Stance
	Href     string // to the last statement with the stance
	Speakers []Link // of an organization; nil if the holder spoke, or those of the next answer
}

// A ShiftGroup is the changes of position on one question.
type ShiftGroup struct {
	ID       string // of its heading
	Position Link
	Shifts   []Shift
}
