package export

import (
	"cmp"
	"hash/fnv"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// A citation is how an article's source is cited: the report, not the
// dossier's page about it.
type citation struct {
	key       string // ASCII letters, digits and hyphens; unique in the dossier
	kind      string // source.kind
	title     string // of the source; where it is not given, of the page about it
	author    string // as written; "" if not named
	publisher string
	date      edtf.Date
	lang      string
	url       string
	archived  string
	accessed  edtf.Date
}

// citation returns how to cite what an article reports on.
func (x *Exporter) citation(p *site.Page) citation {
	src := p.Article.Source
	return citation{
		key: citationKey(p.Key), kind: src.Kind, title: cmp.Or(src.Title, p.Title), author: src.Author,
		publisher: titleOf(p.Article.Publisher), date: p.Date, lang: src.Lang,
		url: src.URL, archived: src.Archived, accessed: src.Accessed,
	}
}

// BibTeX returns an article's citation as an entry of a bibliography, "" for
// pages that are no articles.
func (x *Exporter) BibTeX(p *site.Page) string {
	if p.Article == nil {
		return ""
	}
	var b buffer
	c := x.citation(p)
	c.bibTeX(&b)
	return strings.TrimSuffix(string(b.text), "\n")
}

// citationKey makes a key that every program takes. What it has to change in
// an id is made up for by a hash, so that keys stay unique.
func citationKey(key string) string {
	_, name, _ := strings.Cut(key, "/")
	plain := true
	clean := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-':
			return r
		}
		plain = false
		return '-'
	}, name)
	if plain && name != "" {
		return clean
	}
	h := fnv.New32a()
	h.Write([]byte(key))
	return strings.Trim(clean, "-") + "-" + strconv.FormatUint(uint64(h.Sum32()), 16)
}

// source classes: what a kind of source is called by each format.
type sourceClass struct{ bibTeX, ris, csl string }

func classOf(kind string) sourceClass {
	switch kind {
	case "state-media", "news-agency", "newspaper", "news-site":
		return sourceClass{"article", "NEWS", "article-newspaper"}
	case "broadcaster":
		return sourceClass{"misc", "VIDEO", "broadcast"}
	case "official", "un-document", "ngo-report", "think-tank-report":
		return sourceClass{"techreport", "RPRT", "report"}
	case "reference-work":
		return sourceClass{"misc", "ENCYC", "entry-encyclopedia"}
	}
	return sourceClass{"misc", "ELEC", "webpage"}
}

// bibTeX writes the bibliography for BibTeX and biblatex.
func (x *Exporter) bibTeX(b *buffer) {
	for _, p := range x.site.Articles {
		c := x.citation(p)
		c.bibTeX(b)
		b.pass()
	}
}

func (c *citation) bibTeX(b *buffer) {
	class := classOf(c.kind).bibTeX
	publisher := "publisher"
	switch class {
	case "article":
		publisher = "journal"
	case "techreport":
		publisher = "institution"
	}
	b.add("@", class, "{", c.key)
	field := func(name, value string) {
		if value != "" {
			b.add(",\n  ", name, " = {", value, "}")
		}
	}
	// Double braces keep capital letters, and a name in one piece.
	braced := func(name, value string) {
		if value != "" {
			field(name, "{"+escapeTeX(value)+"}")
		}
	}
	if strings.Contains(c.author, ",") || c.author == "" {
		braced("author", cmp.Or(c.author, c.publisher))
	} else {
		field("author", escapeTeX(c.author))
	}
	braced("title", c.title)
	braced(publisher, c.publisher)
	from, to := ends(c.date)
	if from != "" {
		year, rest, _ := strings.Cut(from, "-")
		month, _, _ := strings.Cut(rest, "-")
		field("year", year)
		field("month", strings.TrimPrefix(month, "0"))
		field("date", strings.TrimSuffix(from+"/"+to, "/"))
	}
	field("language", escapeTeX(c.lang))
	field("url", escapeTeXURL(c.url))
	field("urldate", partial(c.accessed))
	field("note", noteTeX(c.archived))
	b.add("\n}\n")
}

func noteTeX(archived string) string {
	if archived == "" {
		return ""
	}
	return `Archived at \url{` + escapeTeXURL(archived) + "}"
}

// escapeTeX escapes a text for TeX. Braces that do not match would end the
// field, also with a backslash before them, so they are written by name. Without
// the braces after a name TeX would swallow the space that follows.
func escapeTeX(s string) string {
	if !strings.ContainsFunc(s, oddInTeX) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch r {
		case '{':
			b.WriteString(`\textbraceleft{}`)
		case '}':
			b.WriteString(`\textbraceright{}`)
		case '\\':
			b.WriteString(`\textbackslash{}`)
		case '~':
			b.WriteString(`\textasciitilde{}`)
		case '^':
			b.WriteString(`\textasciicircum{}`)
		case '&', '%', '$', '#', '_':
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(blank(r))
		}
	}
	return b.String()
}

func oddInTeX(r rune) bool {
	switch r {
	case '{', '}', '\\', '~', '^', '&', '%', '$', '#', '_':
		return true
	}
	return blank(r) != r
}

// escapeTeXURL escapes an address for a field that is read as it is.
// Package content lets no space or control character into one.
func escapeTeXURL(s string) string {
	s = strings.ReplaceAll(s, "{", "%7B")
	s = strings.ReplaceAll(s, "}", "%7D")
	return strings.ReplaceAll(s, `\`, "%5C")
}

// blank makes a space of what would break a line or show nothing.
func blank(r rune) rune {
	if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' || r == '\u0085' {
		return ' '
	}
	return r
}

// ris writes the bibliography in RIS, with line ends as its specification says.
func (x *Exporter) ris(b *buffer) {
	for _, p := range x.site.Articles {
		c := x.citation(p)
		c.ris(b)
		b.pass()
	}
}

func (c *citation) ris(b *buffer) {
	tag := func(name, value string) {
		if value != "" {
			b.add(name, "  - ", strings.Map(blank, value), "\r\n")
		}
	}
	class := classOf(c.kind).ris
	tag("TY", class)
	tag("ID", c.key)
	tag("AU", c.author)
	tag("TI", c.title)
	if class == "NEWS" || class == "ENCYC" {
		tag("T2", c.publisher)
	}
	tag("PB", c.publisher)
	from, _ := ends(c.date)
	if from != "" {
		tag("PY", from[:4])
		tag("DA", risDate(from))
	}
	tag("LA", c.lang)
	tag("UR", c.url)
	tag("L2", c.archived)
	if d := partial(c.accessed); d != "" {
		tag("Y2", risDate(d))
	}
	b.add("ER  - \r\n\r\n")
}

// risDate writes "2016-09" as "2016/09//": year, month, day, other.
func risDate(date string) string {
	return strings.ReplaceAll(date, "-", "/") + strings.Repeat("/", 3-strings.Count(date, "-"))
}

// csl writes the bibliography in CSL-JSON, the form of citation processors
// (CSL 1.0.2).
func (x *Exporter) csl(b *buffer) {
	w := &jsonWriter{b: b}
	w.open('[')
	for _, p := range x.site.Articles {
		w.line()
		c := x.citation(p)
		c.csl(w)
	}
	w.close(']')
	b.addByte('\n')
}

func (c *citation) csl(w *jsonWriter) {
	class := classOf(c.kind).csl
	w.open('{')
	w.field("id", c.key)
	w.field("type", class)
	w.field("title", c.title)
	if c.author != "" {
		w.list("author")
		w.open('{')
		w.field("literal", c.author)
		w.close('}')
		w.close(']')
	}
	if class == "article-newspaper" || class == "entry-encyclopedia" || class == "webpage" {
		w.field("container-title", c.publisher)
	} else {
		w.field("publisher", c.publisher)
	}
	cslDate(w, "issued", c.date)
	w.field("language", c.lang)
	w.field("URL", c.url)
	w.field("archive_location", c.archived)
	cslDate(w, "accessed", c.accessed)
	w.close('}')
}

func cslDate(w *jsonWriter, name string, d edtf.Date) {
	from, to := ends(d)
	if from == "" {
		return
	}
	w.object(name)
	w.list("date-parts")
	for _, end := range []string{from, to} {
		if end == "" {
			continue
		}
		w.open('[')
		for part := range strings.SplitSeq(end, "-") {
			w.raw(strings.TrimLeft(part, "0"))
		}
		w.close(']')
	}
	w.close(']')
	w.flag("circa", d.Approximate() || d.Uncertain())
	w.close('}')
}
