package ingest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// bibKeys are what the fields of BibTeX and BibLaTeX mean for an article,
// likeliest first.
var bibKeys = []struct{ field, key string }{
	{"title", "title"}, {"date", "date"}, {"journaltitle", "publisher"}, {"journal", "publisher"}, {"publisher", "publisher"},
	{"organization", "publisher"}, {"institution", "publisher"}, {"url", "url"}, {"langid", "lang"}, {"language", "lang"},
	{"abstract", "text"}, {"keywords", "tags"}, {"urldate", "accessed"}, {"archiveurl", "archived"},
}

// readBibTeX makes a draft of every entry of a bibliography.
func readBibTeX(s *source) {
	b := &bibReader{text: string(s.text), macros: map[string]string{}}
	line, counted := 1, 0
	for b.seek() {
		line += strings.Count(b.text[counted:b.at], "\n")
		counted = b.at
		fields, ok := b.entry()
		if !ok {
			s.errorf(line, "look for a brace or a quote that is not closed", "the entry cannot be read; it and what follows was left out")
			return
		}
		if fields == nil {
			continue // a comment or macro
		}
		d := Draft{Line: line}
		for _, k := range bibKeys {
			d.setKey(k.key, fields[k.field])
		}
		if d.Date == "" && fields["year"] != "" {
			d.setDate(bibDate(fields))
		}
		var authors []string
		for name := range strings.SplitSeq(fields["author"], " and ") {
			authors = append(authors, turned(name))
		}
		d.Source.Author = strings.Join(authors, ", ")
		if d.Source.URL == "" {
			d.Source.URL = bareAddress(cmp.Or(fields["howpublished"], fields["note"]))
		}
		d.Body = anyText(d.Body)
		if (d.Title != "" || d.Body != "") && !s.add(d) {
			return
		}
	}
}

// bareAddress returns a text if it is an address, or "".
func bareAddress(s string) string {
	s = strings.TrimPrefix(s, `\url`)
	if cleanAddress(s) == "" {
		return ""
	}
	return s
}

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

func bibDate(fields map[string]string) string {
	month := strings.ToLower(fields["month"])
	if i := slices.IndexFunc(months, func(m string) bool { return strings.HasPrefix(month, m) }); i >= 0 {
		month = string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10))
	}
	return joinDate(fields["year"], month, fields["day"])
}

// A bibReader reads entries from a place in a text.
type bibReader struct {
	text   string
	at     int
	macros map[string]string
}

// seek goes to the next entry.
func (b *bibReader) seek() bool {
	i := strings.IndexByte(b.text[b.at:], '@')
	if i < 0 {
		return false
	}
	b.at += i
	return true
}

func (b *bibReader) space() {
	for b.at < len(b.text) && strings.IndexByte(" \t\n\r", b.text[b.at]) >= 0 {
		b.at++
	}
}

// word reads up to one of the stops.
func (b *bibReader) word(stops string) string {
	b.space()
	n := strings.IndexAny(b.text[b.at:], stops)
	if n < 0 {
		n = len(b.text) - b.at
	}
	w := strings.TrimSpace(b.text[b.at : b.at+n])
	b.at += n
	return w
}

// take steps over a character if it is next.
func (b *bibReader) take(c byte) bool {
	b.space()
	if b.at < len(b.text) && b.text[b.at] == c {
		b.at++
		return true
	}
	return false
}

// entry reads an entry. The fields are nil for what is none.
func (b *bibReader) entry() (fields map[string]string, ok bool) {
	b.at++ // the @
	kind := strings.ToLower(b.word("{(@\n"))
	if !b.take('{') && !b.take('(') {
		return nil, true // an @ in a text between entries
	}
	if kind == "comment" || kind == "preamble" {
		b.at--
		_, ok = b.braced()
		return nil, ok
	}
	fields = map[string]string{}
	if kind != "string" {
		b.word(",})")
		b.take(',')
	}
	for !b.take('}') && !b.take(')') {
		name := strings.ToLower(b.word("=,})"))
		if b.take(',') {
			continue
		}
		if !b.take('=') {
			if b.at >= len(b.text) {
				return nil, false
			}
			continue
		}
		value, good := b.value()
		if !good {
			return nil, false
		}
		if _, twice := fields[name]; !twice {
			fields[name] = plainField(name, value)
		}
		b.take(',')
	}
	if kind == "string" {
		for name, value := range fields {
			b.macros[name] = value
		}
		return nil, true
	}
	return fields, true
}

// value reads a text in braces or quotes, a number or a macro, or several
// joined by #.
func (b *bibReader) value() (string, bool) {
	var out strings.Builder
	for {
		b.space()
		if b.at >= len(b.text) {
			return "", false
		}
		switch b.text[b.at] {
		case '{', '"':
			part, ok := b.braced()
			if !ok {
				return "", false
			}
			out.WriteString(part)
		default:
			w := b.word(",}#) \n")
			out.WriteString(cmp.Or(b.macros[strings.ToLower(w)], w))
		}
		if out.Len() > maxBody {
			return "", false // macros made of macros
		}
		if !b.take('#') {
			return out.String(), true
		}
	}
}

// braced reads what is in balanced braces, or in quotes.
func (b *bibReader) braced() (string, bool) {
	end, depth, start := b.text[b.at], 0, b.at+1
	for b.at++; b.at < len(b.text); b.at++ {
		switch c := b.text[b.at]; {
		case c == '\\':
			b.at++
		case c == '{':
			depth++
		case c == '"' && end == '"' && depth == 0, c == '}' && end != '"' && depth == 0, c == ')' && end == '(' && depth == 0:
			b.at++
			return b.text[start : b.at-1], true
		case c == '}':
			depth--
		}
	}
	return "", false
}

// plainField returns the text of a field. In addresses only \ is special.
func plainField(name, value string) string {
	if strings.HasSuffix(name, "url") || cleanAddress(value) != "" {
		return strings.NewReplacer(`\`, "", "{", "", "}", "").Replace(value)
	}
	return deTeX(value)
}

// accents are the combining characters of TeX's commands for accents.
var accents = map[byte]string{'\'': "\u0301", '`': "\u0300", '^': "\u0302", '"': "\u0308", '~': "\u0303", '=': "\u0304",
	'.': "\u0307", 'c': "\u0327", 'v': "\u030C", 'u': "\u0306", 'H': "\u030B", 'k': "\u0328", 'r': "\u030A"}

var texWords = strings.NewReplacer(`\&`, "&", `\%`, "%", `\$`, "$", `\#`, "#", `\_`, "_", `\textendash`, "–", `\textemdash`, "—",
	`\ss`, "ß", `\o`, "ø", `\O`, "Ø", `\l`, "ł", `\L`, "Ł", `\ae`, "æ", `\AE`, "Æ", `\aa`, "å", `\AA`, "Å", `\i`, "i", "---", "—", "--", "–", "~", " ", "``", "“", "''", "”")

// deTeX returns the text that a value shows: accents are letters, braces gone.
func deTeX(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && accents[s[i+1]] != "" {
			mark := accents[s[i+1]]
			j := i + 2
			for j < len(s) && strings.IndexByte(`{\ `, s[j]) >= 0 {
				j++
			}
			isLetter := unicode.IsLetter(rune(s[i+1]))
			if j < len(s) && unicode.IsLetter(rune(s[j])) && s[j] < 0x80 && (!isLetter || j > i+2) {
				b.WriteString(string(s[j]) + mark)
				i = j
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return norm.NFC.String(strings.NewReplacer("{", "", "}", "").Replace(texWords.Replace(b.String())))
}
