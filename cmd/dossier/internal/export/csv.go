package export

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// A column of a table: its name, and its value in the row of a T.
type column[T any] struct {
	name  string
	value func(T) string
}

// tables returns a table for every type of page, and those of statements,
// accounts and changes of position. They are there when they have no rows too,
// so that a program that reads them need not ask.
func (x *Exporter) tables() []File {
	var files []File
	x.lists(func(t content.Type, pages []*site.Page) {
		files = append(files, File{"data/" + t.Section() + ".csv", func(x *Exporter, b *buffer) {
			writeTable(b, x.columns(t), pages)
		}})
	})
	return append(files,
		File{"data/statements.csv", func(x *Exporter, b *buffer) { writeTable(b, x.statementColumns(), x.site.Statements) }},
		File{"data/accounts.csv", func(x *Exporter, b *buffer) { writeTable(b, accountColumns(), x.accounts()) }},
		File{"data/shifts.csv", func(x *Exporter, b *buffer) { writeTable(b, x.shiftColumns(), x.site.Shifts) }},
	)
}

// accounts returns what all articles say of events and meetings.
func (x *Exporter) accounts() []*site.Account {
	var list []*site.Account
	for _, a := range x.site.Articles {
		if a.Article != nil {
			list = append(list, a.Article.Accounts...)
		}
	}
	return list
}

// writeTable writes a table as CSV (RFC 4180). It begins with a byte order mark:
// without one Excel takes UTF-8 for the system's own encoding.
func writeTable[T any](b *buffer, columns []column[T], rows []T) {
	b.add("\uFEFF")
	for i, c := range columns {
		writeCell(b, i, c.name)
	}
	b.add("\r\n")
	for _, row := range rows {
		for i, c := range columns {
			writeCell(b, i, c.value(row))
		}
		b.add("\r\n")
		b.pass()
	}
}

// writeCell writes a cell. A text that a spreadsheet would take for a formula
// gets an apostrophe before it, as spreadsheets mark text themselves
// (https://owasp.org/www-community/attacks/CSV_Injection). Numbers stay.
func writeCell(b *buffer, index int, text string) {
	if index > 0 {
		b.addByte(',')
	}
	if isFormula(text) {
		text = "'" + text
	}
	for _, c := range [...]byte{',', '"', '\r', '\n'} {
		if strings.IndexByte(text, c) >= 0 {
			b.add(`"`, strings.ReplaceAll(text, `"`, `""`), `"`)
			return
		}
	}
	b.add(text)
}

// isFormula reports whether a spreadsheet may calculate a text. The wide forms
// of the signs count too: East Asian editions read them alike.
func isFormula(text string) bool {
	if text == "" || '0' <= text[0] && text[0] <= '9' || '@' < text[0] && text[0] < utf8.RuneSelf {
		return false // as nearly all
	}
	rest := strings.TrimLeft(text, " \u00a0\u3000")
	if rest == "" || !strings.ContainsAny(rest[:1], "=+-@\t\r\n") && !startsWide(rest) {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err != nil || strings.TrimLeft(text, "-0123456789.") != ""
}

func startsWide(s string) bool {
	for _, sign := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, sign) {
			return true
		}
	}
	return false
}

// join puts several values into one cell, so that it can be split again at "; ":
// a value has no semicolon, and none becomes a formula on its own.
func join(list []string) string {
	size := 0
	for _, v := range list {
		size += len(v) + len("'; ")
	}
	var b strings.Builder
	b.Grow(size)
	for i, v := range list {
		if v = strings.ReplaceAll(v, ";", ","); isFormula(v) {
			v = "'" + v
		}
		if len(list) == 1 {
			return v
		}
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(v)
	}
	return b.String()
}

// first and last return the first and the last day that a date may mean, so
// that tables can be sorted; "" where it is open or not known.
func first(d edtf.Date) string { return bound(d, d.Earliest()) }
func last(d edtf.Date) string  { return bound(d, d.Latest()) }

func bound(d edtf.Date, day edtf.Day) string {
	if d.IsZero() || day == edtf.MinDay || day == edtf.MaxDay {
		return ""
	}
	return day.String()
}

func keyOf(p *site.Page) string {
	if p == nil {
		return ""
	}
	return p.Key
}

func titleOf(p *site.Page) string {
	if p == nil {
		return ""
	}
	return p.Title
}

// figures writes figures into one cell: "killed: at least 10; wounded: 20".
func figures(list []content.Figure) string {
	out := make([]string, len(list))
	for i, f := range list {
		out[i] = f.Name + ": " + f.Value
	}
	return join(out)
}

func labelsCell(stances []site.Stance) string {
	out := make([]string, len(stances))
	for i, s := range stances {
		out[i] = s.Label
	}
	return join(out)
}

func truth(v bool) string {
	if v {
		return "true"
	}
	return ""
}

func (x *Exporter) statementColumns() []column[*site.Statement] {
	type s = *site.Statement
	return []column[s]{
		{"id", statementID},
		{"date", func(s s) string { return s.Date.String() }},
		{"first_day", func(s s) string { return first(s.Date) }},
		{"last_day", func(s s) string { return last(s.Date) }},
		{"who", func(s s) string { return s.Who.Title }},
		{"who_id", func(s s) string { return s.Who.Key }},
		{"for", func(s s) string { return titleOf(s.For) }},
		{"for_id", func(s s) string { return keyOf(s.For) }},
		{"position", func(s s) string { return question(s.Position) }},
		{"position_id", func(s s) string { return s.Position.Key }},
		{"stance", func(s s) string { return s.Stance.Label }},
		{"stance_id", func(s s) string { return s.Stance.ID }},
		{"stance_number", func(s s) string { return strconv.Itoa(s.Stance.Index + 1) }},
		{"mode", func(s s) string { return s.Mode }},
		{"text", func(s s) string { return s.Text }},
		{"quote", func(s s) string { return s.Quote }},
		{"meeting_id", func(s s) string { return keyOf(s.Meeting) }},
		{"article_id", func(s s) string { return s.Article.Key }},
		{"published", func(s s) string { return s.Article.Date.String() }},
		{"publisher", func(s s) string { return titleOf(publisher(s.Article)) }},
		{"source_kind", func(s s) string { return s.Article.Article.Source.Kind }},
		{"source_url", func(s s) string { return s.Article.Article.Source.URL }},
		{"same_as", func(s s) string {
			if s.Same[0] == s {
				return ""
			}
			return statementID(s.Same[0])
		}},
		{"path", func(s s) string { return fragment(s.Article.Path, s.Anchor) }},
	}
}

func accountColumns() []column[*site.Account] {
	type a = *site.Account
	return []column[a]{
		{"of", func(a a) string { return a.Thing.Title }},
		{"of_id", func(a a) string { return a.Thing.Key }},
		{"article_id", func(a a) string { return a.Article.Key }},
		{"published", func(a a) string { return a.Article.Date.String() }},
		{"publisher", func(a a) string { return titleOf(publisher(a.Article)) }},
		{"date", func(a a) string { return a.Date.String() }},
		{"first_day", func(a a) string { return first(a.Date) }},
		{"last_day", func(a a) string { return last(a.Date) }},
		{"place", func(a a) string { return titleOf(a.Place) }},
		{"figures", func(a a) string { return figures(a.Figures) }},
		{"text", func(a a) string { return a.Text }},
		{"attributed_to", func(a a) string {
			if a.Attributed != nil {
				return a.Attributed.Title
			}
			return a.AttributedTo
		}},
		{"source_url", func(a a) string { return a.Article.Article.Source.URL }},
		{"path", func(a a) string { return fragment(a.Article.Path, a.Anchor) }},
	}
}

func (x *Exporter) shiftColumns() []column[*site.Shift] {
	type s = *site.Shift
	return []column[s]{
		{"id", func(s s) string { return s.Anchor }},
		{"holder", func(s s) string { return s.Holder.Title }},
		{"holder_id", func(s s) string { return s.Holder.Key }},
		{"position", func(s s) string { return question(s.Position) }},
		{"position_id", func(s s) string { return s.Position.Key }},
		{"from_date", func(s s) string { return s.From.Date.String() }},
		{"from_stance", func(s s) string { return labelsCell(s.From.Stances) }},
		{"from_articles", func(s s) string { return join(keys(s.From.Articles())) }},
		{"to_date", func(s s) string { return s.To.Date.String() }},
		{"to_stance", func(s s) string { return labelsCell(s.To.Stances) }},
		{"to_articles", func(s s) string { return join(keys(s.To.Articles())) }},
		{"distance", func(s s) string { return strconv.Itoa(s.Distance) }},
		{"reported", func(s s) string { return truth(s.Reported) }},
		{"with", func(s s) string {
			if s.With == nil {
				return ""
			}
			return s.With.Anchor
		}},
		{"note", func(s s) string { return s.Note }},
		{"path", func(s s) string {
			if s.With != nil {
				s = s.With
			}
			return fragment(shiftsPath, s.Anchor)
		}},
	}
}
