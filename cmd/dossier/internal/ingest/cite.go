package ingest

import (
	"cmp"
	"regexp"
	"strings"
)

// A cslItem is an entry of a bibliography in CSL-JSON (schema 1.0.2).
type cslItem struct {
	Title     scalar    `json:"title"`
	Container scalar    `json:"container-title"`
	Publisher scalar    `json:"publisher"`
	URL       scalar    `json:"URL"`
	Language  scalar    `json:"language"`
	Abstract  scalar    `json:"abstract"`
	Keyword   scalar    `json:"keyword"`
	Archive   scalar    `json:"archive_location"`
	Author    []cslName `json:"author"`
	Issued    cslDate   `json:"issued"`
	Accessed  cslDate   `json:"accessed"`
}

type cslName struct {
	Family   string `json:"family"`
	Given    string `json:"given"`
	Particle string `json:"non-dropping-particle"`
	Literal  string `json:"literal"`
}

type cslDate struct {
	Parts   [][]scalar `json:"date-parts"`
	Raw     string     `json:"raw"`
	Literal string     `json:"literal"`
}

func (c cslDate) date() string {
	var ends []string
	for _, p := range c.Parts[:min(2, len(c.Parts))] {
		p = append(p, "", "", "")
		if p[0] != "" {
			ends = append(ends, joinDate(string(p[0]), string(p[1]), string(p[2])))
		}
	}
	return cmp.Or(strings.Join(ends, "/"), c.Raw, c.Literal)
}

func (it *cslItem) draft() (d Draft) {
	d.Title = oneLine(textOf(string(it.Title)))
	d.Body = anyText(string(it.Abstract))
	src := &d.Source
	src.Publisher = cmp.Or(string(it.Container), string(it.Publisher))
	src.URL, src.Lang = string(it.URL), string(it.Language)
	if cleanAddress(string(it.Archive)) != "" {
		src.Archived = string(it.Archive)
	}
	d.setKey("tags", string(it.Keyword))
	d.setDate(it.Issued.date())
	src.Accessed, _ = dateOf(it.Accessed.date())
	var names []string
	for _, n := range it.Author {
		if name := oneLine(cmp.Or(n.Literal, n.Given+" "+n.Particle+" "+n.Family)); name != "" {
			names = append(names, name)
		}
	}
	src.Author = strings.Join(names, ", ")
	return d
}

// risLine is a line of a RIS file: two characters, two spaces, a hyphen.
var risLine = regexp.MustCompile(`^([A-Z][A-Z0-9])  ?-(?: |$)(.*)$`)

// risKeys are what the tags of RIS mean for an article.
var risKeys = map[string]string{
	"TI": "title", "T1": "title", "CT": "title", "T2": "publisher", "JO": "publisher", "JF": "publisher", "PB": "publisher",
	"UR": "url", "L2": "archived", "LA": "lang", "KW": "tags", "DA": "date", "Y2": "accessed",
}

// readRIS makes a draft of every entry of a RIS file.
func readRIS(s *source) {
	var d Draft
	var authors, abstract []string
	year, tag := "", ""
	for i, l := range strings.Split(string(s.text), "\n") {
		m := risLine.FindStringSubmatch(strings.TrimRight(l, " \t"))
		if m == nil {
			if tag == "AB" || tag == "N2" { // a long text may go on
				abstract = append(abstract, l)
			}
			continue
		}
		tag = m[1]
		value := strings.TrimSpace(m[2])
		switch tag {
		case "TY":
			d, authors, abstract, year = Draft{Line: i + 1}, nil, nil, ""
		case "AU", "A1":
			authors = append(authors, turned(value))
		case "AB", "N2":
			abstract = append(abstract, value)
		case "PY", "Y1":
			year = value
		case "ER":
			if d.Date == "" {
				d.setDate(year)
			}
			d.Source.Author = strings.Join(authors, ", ")
			d.Body = anyText(strings.Join(abstract, "\n"))
			if (d.Title != "" || d.Body != "") && !s.add(d) {
				return
			}
			d = Draft{}
		default:
			if value != "" {
				d.setKey(risKeys[tag], value)
			}
		}
	}
	if d.Title != "" {
		s.errorf(d.Line, `end each entry with a line "ER  - "`, "the entry has no end, it was left out")
	}
}

// turned returns a name with the family name last: "Doe, Jane" is "Jane Doe".
func turned(name string) string {
	family, given, ok := strings.Cut(name, ",")
	if !ok || strings.Contains(given, ",") {
		return oneLine(name)
	}
	return oneLine(given + " " + family)
}
