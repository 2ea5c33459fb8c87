// Package diag says what is wrong with a dossier, where, and what to do about it.
//
// It stands beside the line: every stage returns a [List], none prints one.
// The invariant: a list that has been sorted holds no two equal diagnostics and
// has the same order whatever order its parts were found in, so that the
// messages of a build are as deterministic as its pages.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Severity says whether a build may go on.
type Severity uint8

const (
	Error   Severity = iota // the site is not published
	Warning                 // published, unless the build is strict
)

func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// A Pos is a place in a source file. Line and Col count from 1, Col in Unicode
// code points; 0 means "not known", so a Pos may name a file or a line only.
type Pos struct {
	File      string // slash-separated, relative to the dossier
	Line, Col int
}

// String returns "file:line:col" without the parts that are not known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Compare orders positions by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(strings.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// A Diagnostic is one problem. Message is one line, lower case, without a full
// stop, with quoted input; Hint, if any, is a sentence of the same kind that
// says how to mend it, and may have several lines.
type Diagnostic struct {
	Pos      Pos
	Severity Severity
	Message  string
	Hint     string
	Source   string // the text of line Pos.Line, or "" if it is not known
}

// String returns "pos: severity: message".
func (d Diagnostic) String() string {
	s := d.Severity.String() + ": " + d.Message
	if d.Pos.File == "" {
		return s
	}
	return d.Pos.String() + ": " + s
}

func (d Diagnostic) compare(e Diagnostic) int {
	return cmp.Or(d.Pos.Compare(e.Pos), cmp.Compare(d.Severity, e.Severity),
		strings.Compare(d.Message, e.Message), strings.Compare(d.Hint, e.Hint))
}

// order is compare, and among equals puts one with a source line first.
func (d Diagnostic) order(e Diagnostic) int {
	return cmp.Or(d.compare(e), strings.Compare(e.Source, d.Source))
}

// A List collects diagnostics. Its zero value is empty and ready to use.
type List []Diagnostic

// Errorf adds an error without a hint.
func (l *List) Errorf(pos Pos, format string, args ...any) {
	l.Add(Error, pos, "", format, args...)
}

// Warnf adds a warning without a hint.
func (l *List) Warnf(pos Pos, format string, args ...any) {
	l.Add(Warning, pos, "", format, args...)
}

// Add adds a diagnostic.
func (l *List) Add(sev Severity, pos Pos, hint, format string, args ...any) {
	*l = append(*l, Diagnostic{Pos: pos, Severity: sev, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// Count returns the number of errors and warnings.
func (l List) Count() (errors, warnings int) {
	for _, d := range l {
		if d.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// HasErrors reports whether any diagnostic is an error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Sorted returns the diagnostics in order of position, without duplicates.
func (l List) Sorted() List {
	s := slices.Clone(l)
	slices.SortFunc(s, Diagnostic.order)
	return slices.CompactFunc(s, func(a, b Diagnostic) bool { return a.compare(b) == 0 })
}

// Excerpt fills in the source line of every diagnostic in file that has none.
// Lines end with LF, CR or CRLF, as in CommonMark.
func (l List) Excerpt(file string, src []byte) {
	var lines []string
	for i := range l {
		d := &l[i]
		if d.Pos.File != file || d.Pos.Line == 0 || d.Source != "" {
			continue
		}
		if lines == nil {
			text := strings.TrimPrefix(string(src), "\uFEFF")
			text = strings.ReplaceAll(text, "\r\n", "\n")
			lines = strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n")
		}
		if d.Pos.Line <= len(lines) {
			d.Source = lines[d.Pos.Line-1]
		}
	}
}
