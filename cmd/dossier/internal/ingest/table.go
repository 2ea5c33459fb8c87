package ingest

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/fold"
)

// maxColumns bounds the columns of a table.
const maxColumns = 500

// columns are the headings that tables have for each key, folded.
var columns = []struct {
	key   string
	names map[string]bool
}{
	{"title", set("title; headline; heading; name; article title; titre; titel; название; заголовок; العنوان")},
	{"date", set("date; published; publication date; date published; pubdate; pub date; published at; publish date; publication year; issue date; datum; дата; التاريخ")},
	{"url", set("url; link; address; href; web address; permalink; source url; lien; ссылка; адрес; الرابط")},
	{"publisher", set("publisher; source; outlet; newspaper; media; medium; publication; publication title; site; website; éditeur; journal; издание; источник; الناشر; المصدر")},
	{"author", set("author; authors; byline; by; writer; creator; auteur; autor; автор; الكاتب")},
	{"text", set("text; body; content; article; full text; article text; texte; текст; النص")},
	{"summary", set("summary; description; abstract; abstract note; excerpt; teaser; résumé; описание; الملخص")},
	{"lang", set("lang; language; locale; langue; язык; اللغة")},
	{"tags", set("tags; keywords; topics; categories; manual tags; теги; الوسوم")},
	{"archived", set("archived; archive; archive url; wayback")},
	{"accessed", set("accessed; access date; retrieved; date accessed")},
}

// readTable makes a draft of every row of a table whose first row names the
// columns. TimelineJS has tables of its own.
func readTable(s *source) {
	r := csv.NewReader(strings.NewReader(string(s.text)))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = delimiter(string(s.text)), -1, true, true
	head, err := r.Read()
	switch {
	case err != nil:
		s.errorf(1, "", "the first row cannot be read: %v", problemOf(err))
		return
	case len(head) > maxColumns:
		s.errorf(1, "the first row must name the columns", "the table has %d columns, the limit is %d", len(head), maxColumns)
		return
	}
	head = slices.Clone(head)
	row := rowReader(head)
	if row == nil {
		s.errorf(1, "name the columns in the first row: title, date, url, publisher, author, text, lang",
			"no column has a title or a text")
		return
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		line, _ := r.FieldPos(0)
		if err != nil {
			s.errorf(line, "put a text with quotes in it into quotes, and double those inside", "the row cannot be read: %v", problemOf(err))
			return
		}
		d := row(record)
		if d.Line = line; (d.Title != "" || d.Body != "") && !s.add(d) {
			return
		}
	}
}

// rowReader returns what makes a draft of a row, nil if the columns are not
// those of articles.
func rowReader(head []string) func(row []string) Draft {
	if timeline := timelineColumns(head); timeline != nil {
		return timeline
	}
	keys := make([]string, len(head))
	for i, name := range head {
		name = fold.Key(strings.NewReplacer("_", " ", "-", " ").Replace(name))
		for _, c := range columns {
			if c.names[name] && !slices.Contains(keys, c.key) {
				keys[i] = c.key
			}
		}
	}
	if !slices.Contains(keys, "title") && !slices.Contains(keys, "text") {
		return nil
	}
	return func(row []string) (d Draft) {
		for i, value := range row[:min(len(row), len(keys))] {
			switch {
			case keys[i] == "text":
				d.Body = anyText(value)
			case keys[i] != "":
				d.setKey(keys[i], value)
			}
		}
		return d
	}
}

// anyText returns the markdown of a text that may be HTML.
func anyText(s string) string {
	if tag.MatchString(s) {
		return fragment(s, "")
	}
	return paragraphs(s)
}

// delimiter is what stands most often in the first row: comma, semicolon or tab.
func delimiter(text string) rune {
	row, _, _ := strings.Cut(text, "\n")
	best := ','
	for _, r := range ";\t" {
		if strings.Count(row, string(r)) > strings.Count(row, string(best)) {
			best = r
		}
	}
	return best
}

func problemOf(err error) error {
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		return e.Err
	}
	return err
}
