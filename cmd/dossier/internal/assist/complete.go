package assist

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/lines"
	"dossier/cmd/dossier/internal/site"
	"dossier/cmd/dossier/internal/strictyaml"
)

// A Kind says what an [Item] is.
type Kind uint8

const (
	Key   Kind = iota // of a map
	Value             // one of a fixed number of values
	Thing             // something of the dossier
)

// An Item could stand at the place that was asked for: Text replaces the bytes
// from Start to End.
type Item struct {
	Kind       Kind
	Label      string // as it is listed
	Detail     string // in one line, beside it
	Doc        string // below it
	Filter     string // what the editor may have typed for it
	Text       string
	Start, End int
}

// MaxItems is how many items are offered at most.
const MaxItems = 200

// Complete returns what could be written at a byte of a file: best first, and
// only what fits what has been typed so far. The text may have any errors; the
// site may be that of an earlier text.
func Complete(s *site.Site, file string, src []byte, at int) []Item {
	c := &completer{site: s, src: src, lines: lines.New(src), at: at}
	switch p := content.Locate(file); {
	case file == config.File:
		c.yaml(config.Schema, 1, c.lines.Count()+1)
	case p == nil:
	default:
		if first, end, ok := c.front(); ok {
			c.yaml(content.Schema(p.Type), first, end)
		} else {
			c.wikilink(s.ByFile(file))
		}
	}
	return c.best()
}

type completer struct {
	site       *site.Site
	src        []byte
	lines      lines.Index
	at         int
	start, end int // what is replaced
	items      []Item
}

// front returns the lines of front matter, if the cursor is in one of them.
func (c *completer) front() (first, end int, ok bool) {
	line := c.lines.Line(c.at)
	for first = 1; first < line && len(bytes.TrimSpace(bytes.TrimPrefix(c.lines.Text(first), []byte("\uFEFF")))) == 0; first++ {
	}
	if first >= line || !isFence(c.lines.Text(first)) {
		return 0, 0, false
	}
	for end = first + 1; end <= c.lines.Count() && !isFence(c.lines.Text(end)); end++ {
	}
	return first + 1, end, line < end
}

func isFence(line []byte) bool {
	return string(bytes.TrimRight(bytes.TrimPrefix(line, []byte("\uFEFF")), " \t")) == "---"
}

// wikilink offers what a wikilink could lead to.
func (c *completer) wikilink(self *site.Page) {
	line := c.lines.Line(c.at)
	before := c.src[c.lines.Start(line):c.at]
	open := bytes.LastIndex(before, []byte("[["))
	if open < 0 || bytes.ContainsAny(before[open+2:], "]|#") {
		return
	}
	typed := bytes.TrimLeft(before[open+2:], " ")
	c.start, c.end = c.at-len(typed), c.at
	rest := c.lines.Text(line)[c.at-c.lines.Start(line):]
	closing := "]]"
	if n := bytes.IndexAny(rest, "[]|#"); n >= 0 && rest[n] != '[' {
		c.end, closing = c.at+n, ""
	}
	c.things(nil, closing, self)
}

// things offers everything of some types, or of any. Where two have one id, they
// are told apart by their sections.
func (c *completer) things(want []content.Type, closing string, but *site.Page) {
	var fits []*site.Page
	count := map[string]int{}
	for _, p := range c.site.Things() {
		if p == but || p.ID == "" || len(want) > 0 && !slices.Contains(want, p.Type) {
			continue
		}
		fits = append(fits, p)
		count[p.ID]++
	}
	for _, p := range fits {
		ref := p.ID
		switch {
		case p.Stub && strings.ContainsAny(p.Title, "\"'[]{}|#,:&*!%@`"):
			continue // would need quotes
		case p.Stub:
			ref = p.Title
		case count[ref] > 1 || !content.IsID(ref):
			ref = p.Key
		}
		c.items = append(c.items, Item{Kind: Thing, Label: ref, Detail: p.Title, Doc: describe(c.site, p),
			Filter: strings.Join(append([]string{ref, p.Title}, p.Names...), " "), Text: ref + closing})
	}
}

// value offers what a key can have, in the map v.
func (c *completer) value(key *strictyaml.Key, v *strictyaml.Value) {
	for _, word := range key.Type.Values {
		c.add(word, "")
	}
	switch {
	case key.Type.Form == strictyaml.Bool:
		c.add("true", "")
		c.add("false", "")
	case key.Name == "stance":
		for _, st := range stances(c.site, v) {
			c.add(st.ID, st.Label)
		}
	case key.Name == "tags":
		for _, tag := range c.site.Tags {
			c.add(tag.Title, "")
		}
	case len(key.Type.Refers) > 0:
		var want []content.Type
		for _, t := range key.Type.Refers {
			want = append(want, content.Type(t))
		}
		c.things(want, "", nil)
	}
}

func (c *completer) add(word, detail string) {
	c.items = append(c.items, Item{Kind: Value, Label: word, Detail: detail, Filter: word + " " + detail, Text: word})
}

// keys offers the keys of a map that it does not have yet, those first that it
// needs.
func (c *completer) keys(s *strictyaml.Schema, v *strictyaml.Value, colon string) {
	for _, required := range [...]bool{true, false} {
		for _, k := range s.Keys {
			has := slices.ContainsFunc(v.Entries, func(e strictyaml.Entry) bool { return e.Key == k.Name })
			if has || k.Required != required {
				continue
			}
			detail := k.Doc
			if required {
				detail = "required: " + detail
			}
			c.items = append(c.items, Item{Kind: Key, Label: k.Name, Detail: detail, Filter: k.Name, Text: k.Name + colon})
		}
	}
}

// best returns the items of which a word begins with what has been typed, those
// first that begin with it themselves.
func (c *completer) best() []Item {
	typed := fold.Key(string(c.src[c.start:max(c.at, c.start)]))
	rank := func(item Item) int {
		switch filter := fold.Key(item.Filter); {
		case strings.HasPrefix(filter, typed):
			return 0
		case strings.Contains(filter, " "+typed), strings.Contains(filter, "-"+typed):
			return 1
		}
		return 2
	}
	fits := slices.DeleteFunc(c.items, func(item Item) bool { return rank(item) == 2 })
	slices.SortStableFunc(fits, func(a, b Item) int { return cmp.Compare(rank(a), rank(b)) })
	fits = fits[:min(len(fits), MaxItems)]
	for i := range fits {
		fits[i].Start, fits[i].End = c.start, c.end
	}
	return fits
}
