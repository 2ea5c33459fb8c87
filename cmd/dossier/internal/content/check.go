package content

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/slug"
	"dossier/cmd/dossier/internal/strictyaml"
)

// checkFront finds what the tables of keys cannot say. It takes the places of
// values from the front matter that the page was read from.
func (p *Page) checkFront(front value, list *diag.List) {
	if v := front.Get("params"); v != nil && v.Kind != strictyaml.Mapping {
		list.Add(diag.Error, v.Pos(p.File), `write keys of your own on lines below "params:", indented by two spaces`,
			`"params" must be a map`)
	}
	if v := front.Get("image"); v != nil && v.Get("alt") == nil {
		list.Add(diag.Warning, v.Pos(p.File), `say what the picture shows, for those who cannot see it; alt: "" if it only adorns the page`,
			"the image has no alt")
	}
	switch p.Type {
	case Article:
		p.checkArticle(front, list)
	case Person:
		p.checkPerson(front, list)
	case Position:
		p.checkStances(front.Get("stances"), list)
	case Event:
		p.checkFigures(front.Get("figures"), list)
	case Place:
		p.checkPlace(front, list)
	}
}

func (p *Page) checkArticle(front value, list *diag.List) {
	for _, key := range [...]string{"events", "meetings"} {
		_, accounts := entriesOf(front.Get(key))
		for _, v := range accounts {
			p.checkAccount(key, v, list)
		}
	}
	check, reason := front.Get("quote_check"), front.Get("quote_check_reason")
	switch off := check.Str() == "off"; {
	case off && str(reason) == "":
		list.Add(diag.Error, check.Pos(p.File), "write quote_check_reason: …, which readers see", "quote_check: off needs a reason")
	case !off && str(reason) != "":
		list.Add(diag.Error, reason.Pos(p.File), "write quote_check: off, or remove the reason", "quote_check_reason is given, but quote_check is not off")
	}
}

func (p *Page) checkAccount(key string, v value, list *diag.List) {
	p.checkFigures(v.Get("figures"), list)
	title := str(v.Get("title"))
	switch {
	case str(v.Get("id")) != "" || slug.Make(title) != "":
	case title == "":
		list.Add(diag.Error, v.Pos(p.File), "give it an id, or a title from which one can be made", "an entry of %q has neither id nor title", key)
	default:
		list.Add(diag.Error, v.Pos(p.File), "give it an id", "no id can be made from the title %q", title)
	}
}

// checkFigures finds names without a value.
func (p *Page) checkFigures(v value, list *diag.List) {
	if v == nil {
		return
	}
	for _, e := range v.Entries {
		if e.Value.Kind == strictyaml.Null || e.Value.Kind == strictyaml.Scalar && str(e.Value) == "" {
			list.Add(diag.Error, e.Pos(p.File), "write the number as the source gives it, or remove the line", "the figure %q has no value", e.Key)
		}
	}
}

func (p *Page) checkPerson(front value, list *diag.List) {
	for i, v := range front.Get("roles").List() {
		if r := p.Person.Roles[i]; !r.From.IsZero() && !r.To.IsZero() && r.To.Latest() < r.From.Earliest() {
			list.Add(diag.Error, v.Get("to").Pos(p.File), "correct one of the dates", "the role %q ends (%s) before it begins (%s)", r.Title, r.To, r.From)
		}
	}
	if d := p.Person; !d.Born.IsZero() && !d.Died.IsZero() && d.Died.Latest() < d.Born.Earliest() {
		list.Add(diag.Error, front.Get("died").Pos(p.File), "correct one of the dates", "died (%s) before born (%s)", d.Died, d.Born)
	}
}

func (p *Page) checkStances(v value, list *diag.List) {
	if v == nil {
		return
	}
	if len(v.Entries) == 1 {
		list.Add(diag.Error, v.Pos(p.File), "give at least two answers to the question, in order of the scale", "the scale has one stance")
	}
	for _, e := range v.Entries {
		if problem, hint := checkID(e.Key); problem != "" {
			list.Add(diag.Error, e.Pos(p.File), hint, "stance %s", problem)
		}
		if e.Value.Kind == strictyaml.Null || e.Value.Kind == strictyaml.Scalar && str(e.Value) == "" {
			list.Add(diag.Error, e.Pos(p.File), fmt.Sprintf("write the answer in words: \"%s: …\"", e.Key), "the stance %q has no label", e.Key)
		}
	}
}

func (p *Page) checkPlace(front value, list *diag.List) {
	lat, lon := front.Get("lat"), front.Get("lon")
	switch {
	case lat != nil && lon == nil:
		list.Add(diag.Error, lat.Pos(p.File), "give both, in degrees", "lat without lon")
	case lat == nil && lon != nil:
		list.Add(diag.Error, lon.Pos(p.File), "give both, in degrees", "lon without lat")
	}
}

// maxDirections is how many characters are named that change the direction of
// the text.
const maxDirections = 10

// checkDirection warns of characters in front matter that override, embed or
// isolate a direction (UAX 9, section 2), as package markdown does of those in
// the body: with them a line can read otherwise than it is written.
func (p *Page) checkDirection(s split, front value, list *diag.List) {
	d := directions{page: p, list: list, raw: map[rune]bool{}}
	if bytes.Contains(s.front, []byte("\xE2\x80")) || bytes.Contains(s.front, []byte("\xE2\x81")) { // U+2000 to U+207F
		line, rest := []byte(nil), s.front
		for at := s.frontLine; len(rest) > 0; at++ {
			line, rest = firstLine(rest)
			for i, r := range string(line) {
				if isDirection(r) {
					d.raw[r] = true
					d.warn(p.Pos(int32(at), int32(utf8.RuneCount(line[:i])+1)), r)
				}
			}
		}
	}
	if front != nil && (bytes.Contains(s.front, []byte(`\u20`)) || bytes.Contains(s.front, []byte(`\U000020`))) {
		d.escapes(front)
	}
	if d.n > maxDirections {
		list.Warnf(p.Pos(0, 0), "%d more characters that change the direction of the text", d.n-maxDirections)
	}
}

// directions are the characters found by checkDirection.
type directions struct {
	page *Page
	list *diag.List
	n    int
	raw  map[rune]bool // characters that stand in the source as they are
}

func (d *directions) warn(pos diag.Pos, r rune) {
	if d.n++; d.n <= maxDirections {
		d.list.Add(diag.Warning, pos, "delete it; the direction of a text follows from its letters and from lang",
			"invisible character %U changes the direction of the text", r)
	}
}

// escapes finds those that are written as escapes of YAML, such as "\u202e".
func (d *directions) escapes(v value) {
	d.text(v.Pos(d.page.File), v.Text)
	for _, item := range v.Items {
		d.escapes(item)
	}
	for _, e := range v.Entries {
		d.text(e.Pos(d.page.File), e.Key)
		d.escapes(e.Value)
	}
}

func (d *directions) text(pos diag.Pos, s string) {
	for _, r := range s {
		if isDirection(r) && !d.raw[r] {
			d.warn(pos, r)
		}
	}
}

func isDirection(r rune) bool {
	return '\u202A' <= r && r <= '\u202E' || '\u2066' <= r && r <= '\u2069'
}
