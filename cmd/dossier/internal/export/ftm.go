package export

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/site"
)

// followTheMoney writes people, organizations, offices, meetings, events and
// articles as FollowTheMoney entities, one a line
// (https://followthemoney.tech/explorer/).
func (x *Exporter) followTheMoney(b *buffer) {
	w := &ftmWriter{Exporter: x, w: jsonWriter{b: b}, ids: map[*site.Page]string{}}
	for _, list := range [][]*site.Page{x.site.People, x.site.Organizations, x.site.Meetings, x.site.Events} {
		for _, p := range list {
			w.thing(p)
		}
	}
	for _, p := range x.site.People {
		w.roles(p)
	}
	for _, p := range x.site.Articles {
		w.article(p)
	}
}

// An ftmWriter writes entities. Every property is a list.
type ftmWriter struct {
	*Exporter
	w   jsonWriter
	ids map[*site.Page]string
}

func (f *ftmWriter) begin(id, schema string) {
	f.w.open('{')
	f.w.field("id", id)
	f.w.field("schema", schema)
	f.w.object("properties")
}

func (f *ftmWriter) end() {
	f.w.close('}')
	f.w.close('}')
	f.w.b.addByte('\n')
	f.w.b.pass()
	f.w.comma = false
}

// add writes a property with one value, nothing if it is "".
func (f *ftmWriter) add(name, value string) {
	if value != "" {
		f.w.list(name)
		f.w.text(value)
		f.w.close(']')
	}
}

// refer writes a property that leads to things.
func (f *ftmWriter) refer(name string, pages ...*site.Page) {
	if len(pages) == 0 {
		return
	}
	f.w.list(name)
	for _, p := range pages {
		f.w.text(f.id(p))
	}
	f.w.close(']')
}

func (f *ftmWriter) id(p *site.Page) string {
	id, ok := f.ids[p]
	if !ok {
		id = ftmID(p.Key)
		f.ids[p] = id
	}
	return id
}

// ftmID returns the id of a thing in the form that entities may have: ASCII
// letters, digits, dots and hyphens. Of any other id it is a hash.
func ftmID(key string) string {
	id := strings.ReplaceAll(key, "/", ".")
	for i := 0; i < len(id); i++ {
		c := id[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letter && (c != '.' && c != '-' || i == 0 || i == len(id)-1) {
			sum := sha256.Sum256([]byte(key))
			return hex.EncodeToString(sum[:20])
		}
	}
	return id
}

func (f *ftmWriter) thing(p *site.Page) {
	schema := "Event"
	switch {
	case p.Person != nil:
		schema = "Person"
	case p.Organization != nil:
		schema = ftmSchema(p.Organization.Kind)
	}
	f.begin(f.id(p), schema)
	f.add("name", p.Title)
	f.w.texts("alias", p.Names)
	f.add("summary", f.summary(p))
	f.add("sourceUrl", f.address(p))
	switch {
	case p.Person != nil:
		f.add("birthDate", partial(p.Person.Born))
		f.add("deathDate", partial(p.Person.Died))
	case p.Meeting != nil:
		f.when(p)
		f.refer("organizer", p.Meeting.ConvenedBy...)
		f.refer("involved", attended(p)...)
	case p.Event != nil:
		f.when(p)
		f.refer("involved", slices.Concat(p.People, p.Organizations)...)
	}
	f.end()
	if p.Organization != nil && p.Organization.Parent != nil {
		f.begin(f.id(p)+".parent", "Membership")
		f.refer("member", p)
		f.refer("organization", p.Organization.Parent)
		f.end()
	}
}

// ftmSchema returns the schema for a kind of organization.
func ftmSchema(kind string) string {
	switch kind {
	case "state", "state-body":
		return "PublicBody"
	case "company":
		return "Company"
	}
	return "Organization"
}

// attended returns who took part in a meeting, without those who were absent.
func attended(p *site.Page) []*site.Page {
	var out []*site.Page
	for _, a := range p.Meeting.Participants {
		if a.Who != nil && a.Presence != "absent" {
			out = append(out, a.Who)
		}
	}
	return out
}

// when writes when something took place, of an interval both ends, and where.
func (f *ftmWriter) when(p *site.Page) {
	if from, to := ends(p.Date); p.Date.IsInterval() {
		f.add("startDate", from)
		f.add("endDate", to)
	} else {
		f.add("date", from)
	}
	f.add("location", titleOf(placeOf(p)))
}

// roles writes the offices of a person that say where they are held.
func (f *ftmWriter) roles(p *site.Page) {
	for i, r := range p.Person.Roles {
		if r.Organization == nil {
			continue
		}
		f.begin(f.id(p)+".role-"+strconv.Itoa(i+1), "Membership")
		f.refer("member", p)
		f.refer("organization", r.Organization)
		f.add("role", r.Title)
		f.add("startDate", partial(r.From))
		f.add("endDate", partial(r.To))
		f.end()
	}
}

// article writes an article, and whom and what it documents.
func (f *ftmWriter) article(p *site.Page) {
	c := f.citation(p)
	f.begin(f.id(p), "Article")
	f.add("title", c.title)
	f.add("name", c.title)
	f.add("author", c.author)
	f.add("publisher", c.publisher)
	f.add("publishedAt", partial(c.date))
	f.add("sourceUrl", c.url)
	f.add("summary", f.summary(p))
	f.end()
	for _, list := range [...][]*site.Page{p.People, p.Organizations, p.Meetings, p.Events} {
		for _, q := range list {
			f.begin(f.id(p)+"."+f.id(q), "Documentation")
			f.refer("document", p)
			f.refer("entity", q)
			f.end()
		}
	}
}
