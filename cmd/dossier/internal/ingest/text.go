package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/fold"
)

// A line is a line of a plain text, or all lines of a paragraph that was broken
// to a width.
type line struct {
	text   string
	before bool // an empty line stands before it
	after  bool // and after it
	cut    bool // it is no part of the article
}

// readText makes a draft of a plain text: a note, a mail, or all that stands on
// a web page, marked and copied, with its menus and captions.
func readText(s *source) {
	var d Draft
	lines := textLines(d.takeHead(string(s.text)))
	d.suffixes(lines)
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.text
	}
	for i := range strays(texts) {
		lines[i].cut = true
	}
	lines = d.takeTitle(lines)
	cutNoise(lines, d.Title)
	var paragraphs []string
	for i, l := range lines {
		switch {
		case l.cut:
			d.LeftOut = append(d.LeftOut, oneLine(l.text))
		case isSubheading(lines, i):
			paragraphs = append(paragraphs, "## "+lightEscape(l.text))
		default:
			paragraphs = append(paragraphs, lightEscape(l.text))
		}
	}
	d.Body = joinItems(paragraphs)
	if d.Title != "" || d.Body != "" {
		s.add(d)
	}
}

// joinItems joins paragraphs, and items of a list without empty lines between.
func joinItems(paragraphs []string) string {
	var b strings.Builder
	for i, p := range paragraphs {
		switch {
		case i == 0:
		case listItem.MatchString(p) && listItem.MatchString(paragraphs[i-1]):
			b.WriteString("\n")
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(bullet.ReplaceAllString(p, "- "))
	}
	return b.String()
}

var (
	listItem = regexp.MustCompile(`^(?:[-•·‣]|\d{1,3}[.)])\s`)
	bullet   = regexp.MustCompile(`^[•·‣]\s+`)
)

// width is the longest line, in characters, of a text that was broken by hand
// or by a mail program.
const width = 100

// textLines returns the lines that are not empty. Where all lines are short and
// most go on in the next, the lines of a paragraph are put together.
func textLines(text string) (lines []line) {
	broken := isBroken(text)
	var parts []string // of the line that is being put together
	flush := func() {
		if len(parts) > 0 {
			lines[len(lines)-1].text = strings.Join(parts, " ")
			parts = nil
		}
	}
	empty := true
	for raw := range strings.SplitSeq(text, "\n") {
		t := strings.TrimSpace(raw)
		switch {
		case t == "":
			if len(lines) > 0 {
				lines[len(lines)-1].after = true
			}
		case broken && !empty && !listItem.MatchString(t):
			parts = append(parts, t)
		default:
			flush()
			lines = append(lines, line{before: empty})
			parts = []string{t}
		}
		empty = t == ""
	}
	flush()
	if len(lines) > 0 {
		lines[len(lines)-1].after = true
	}
	return lines
}

func isBroken(text string) bool {
	within, goOn := 0, 0 // line ends within paragraphs, and those that end no sentence
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		l = strings.TrimSpace(l)
		if utf8.RuneCountInString(l) > width {
			return false
		}
		if l != "" && i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" {
			within++
			if utf8.RuneCountInString(l) > width/3 && !endsSentence(l) {
				goOn++
			}
		}
	}
	return within > 3 && goOn*2 > within
}

// takeHead takes the lines off the top that say what the text is: "Date: 2 March
// 2024", "By Jane Doe", an address, a date alone.
func (d *Draft) takeHead(text string) string {
	const top = 8 // lines that are not empty
	var kept []string
	for n := 0; n < top && text != ""; {
		var l string
		l, text, _ = strings.Cut(text, "\n")
		if strings.TrimSpace(l) != "" {
			n++
		}
		if !d.headLine(strings.TrimSpace(l)) {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n") + "\n" + text
}

// headLine takes one line, and reports whether it said something of the text.
func (d *Draft) headLine(text string) bool {
	if m := headLine.FindStringSubmatch(text); m != nil {
		return d.setKey(headKeys[strings.ToLower(m[1])], m[2])
	}
	if m := byline.FindStringSubmatch(text); m != nil && d.Source.Author == "" {
		d.Source.Author = m[1]
		return true
	}
	if d.Source.URL == "" && !strings.ContainsAny(text, " \t") && cleanAddress(text) != "" {
		d.Source.URL = text
		return true
	}
	if date, _ := dateOf(strings.Trim(text, "—–-|· ")); date != "" && d.Date == "" {
		d.Date = date
		return true
	}
	return false
}

var (
	headLine = regexp.MustCompile(`^(?i)(title|headline|subject|date|published|source|publisher|from|url|link|author|by|language|accessed)\s*:\s+(\S.*)$`)
	byline   = regexp.MustCompile(`^(?:By|BY)\s+(\p{Lu}[\p{L}.'’-]+(?:\s+(?:\p{L}{1,3}\s+)?\p{Lu}[\p{L}.'’-]+){1,3})$`)
	headKeys = map[string]string{"title": "title", "headline": "title", "subject": "title", "date": "date", "published": "date",
		"source": "publisher", "publisher": "publisher", "from": "author", "url": "url", "link": "url", "author": "author", "by": "author", "language": "lang", "accessed": "accessed"}
)

// suffix is the name of a site at the end of a title or caption.
var suffix = regexp.MustCompile(`\s+[-–—|]\s+(\p{Lu}[^.!?|–—]{1,40})$`)

// suffixes finds the name of the site that captions end in, and those who made
// the pictures.
func (d *Draft) suffixes(lines []line) {
	count := map[string]int{}
	for _, l := range lines {
		if m := suffix.FindStringSubmatch(l.text); m != nil && !endsSentence(l.text) {
			count[m[1]]++
		}
	}
	for i, l := range lines {
		m := suffix.FindStringSubmatch(l.text)
		if m == nil || endsSentence(l.text) {
			continue
		}
		if i > 0 { // the title ends in it and is no caption
			lines[i].cut = true
		}
		if count[m[1]] > 1 && d.Source.Publisher == "" {
			d.Source.Publisher = m[1]
		}
	}
	for _, l := range lines {
		if rest, ok := strings.CutPrefix(l.text, "©"); ok {
			name, _, _ := strings.Cut(rest, "/")
			d.Publishers = append(d.Publishers, name)
		}
	}
}

// takeTitle takes the title: the first line that may be one.
func (d *Draft) takeTitle(lines []line) []line {
	if d.Title != "" {
		return lines
	}
	const first, longest = 6, 200
	for i, l := range lines[:min(first, len(lines))] {
		if !l.cut && !isNoise(l.text) && len(strings.Fields(l.text)) > 2 && utf8.RuneCountInString(l.text) <= longest && !strings.HasSuffix(l.text, ".") {
			d.Title = trimSite(l.text, d.Source.Publisher)
			for j := range i {
				lines[j].cut = true
			}
			return slices.Delete(lines, i, i+1)
		}
	}
	return lines
}

// cutNoise marks what is no part of the article. Sentences are, and headings
// that stand alone; the rest around captions and at both ends is not.
func cutNoise(lines []line, title string) {
	key := fold.Key(title)
	for i := range lines {
		l := &lines[i]
		afterCaption := i > 0 && lines[i-1].cut && !l.before
		switch {
		case l.cut:
		case isNoise(l.text), fold.Key(l.text) == key:
			l.cut = true
		case endsSentence(l.text) || listItem.MatchString(l.text) || isLong(l.text):
		case afterCaption || !l.before || !l.after:
			l.cut = true
		}
	}
	for i := len(lines) - 1; i >= 0 && (lines[i].cut || isRest(lines[i].text)); i-- {
		lines[i].cut = true
	}
	for i := 0; i < len(lines) && (lines[i].cut || isRest(lines[i].text)); i++ {
		lines[i].cut = true
	}
}

// isLong holds for paragraphs whose last full stop is missing.
func isLong(s string) bool { return len(strings.Fields(s)) > 25 || utf8.RuneCountInString(s) > 200 }

// isRest holds for what is neither a sentence nor an item of a list.
func isRest(s string) bool {
	return !endsSentence(s) && !listItem.MatchString(s) && !isLong(s)
}

// isSubheading reports whether line i, which is kept, is a heading.
func isSubheading(lines []line, i int) bool {
	l := lines[i]
	return isRest(l.text) && l.before && l.after && len(strings.Fields(l.text)) <= 12
}

// trimSite takes the name of the site off the end of a title. Site may be "".
func trimSite(title, site string) string {
	if m := suffix.FindStringSubmatchIndex(title); m != nil && site != "" && fold.Key(title[m[2]:m[3]]) == fold.Key(site) {
		return title[:m[0]]
	}
	return title
}
