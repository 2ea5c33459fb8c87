package export

import (
	"strconv"

	"dossier/cmd/dossier/internal/site"
)

// popolo writes people, organizations, memberships, events and areas in the
// form of the Popolo project (https://www.popoloproject.com/specs/).
func (x *Exporter) popolo(b *buffer) {
	w := &jsonWriter{b: b}
	w.open('{')
	each := func(name string, pages []*site.Page, write func(*jsonWriter, *site.Page)) {
		w.line()
		w.list(name)
		for _, p := range pages {
			w.line()
			write(w, p)
		}
		w.close(']')
	}
	each("persons", x.site.People, x.popoloPerson)
	each("organizations", x.site.Organizations, x.popoloOrganization)
	w.line()
	w.list("memberships")
	for _, p := range x.site.People {
		popoloMemberships(w, p)
	}
	w.close(']')
	w.line()
	w.list("events")
	for _, list := range [][]*site.Page{x.site.Meetings, x.site.Events} {
		for _, p := range list {
			w.line()
			x.popoloEvent(w, p)
		}
	}
	w.close(']')
	each("areas", x.site.Places, x.popoloArea)
	w.close('}')
	b.addByte('\n')
}

// popoloThing writes what all classes have.
func (x *Exporter) popoloThing(w *jsonWriter, p *site.Page) {
	w.field("id", p.Key)
	w.field("name", p.Title)
	if len(p.Names) > 0 {
		w.list("other_names")
		for _, n := range p.Names {
			w.open('{')
			w.field("name", n)
			w.close('}')
		}
		w.close(']')
	}
}

// popoloSources writes the page about a thing as the source of what is said.
func (x *Exporter) popoloSources(w *jsonWriter, p *site.Page) {
	address := x.address(p)
	if address == "" {
		return
	}
	w.list("sources")
	w.open('{')
	w.field("url", address)
	w.field("note", x.config().Title)
	w.close('}')
	w.close(']')
}

func (x *Exporter) popoloPerson(w *jsonWriter, p *site.Page) {
	w.open('{')
	x.popoloThing(w, p)
	w.field("birth_date", partial(p.Person.Born))
	w.field("death_date", partial(p.Person.Died))
	w.field("summary", x.summary(p))
	if p.Image != nil {
		w.field("image", x.at(p.Image.Path, ""))
	}
	x.popoloSources(w, p)
	w.close('}')
}

func (x *Exporter) popoloOrganization(w *jsonWriter, p *site.Page) {
	w.open('{')
	x.popoloThing(w, p)
	w.field("classification", p.Organization.Kind)
	if p.Organization.Parent != nil {
		w.field("parent_id", p.Organization.Parent.Key)
	}
	w.field("abstract", x.summary(p))
	x.popoloSources(w, p)
	w.close('}')
}

// popoloMemberships writes the offices of a person that say where they are held.
func popoloMemberships(w *jsonWriter, p *site.Page) {
	for i, r := range p.Person.Roles {
		if r.Organization == nil {
			continue
		}
		w.line()
		w.open('{')
		w.field("id", p.Key+"#role-"+strconv.Itoa(i+1))
		w.field("person_id", p.Key)
		w.field("organization_id", r.Organization.Key)
		w.field("role", r.Title)
		w.field("start_date", partial(r.From))
		w.field("end_date", partial(r.To))
		w.close('}')
	}
}

func (x *Exporter) popoloEvent(w *jsonWriter, p *site.Page) {
	w.open('{')
	w.field("id", p.Key)
	w.field("name", p.Title)
	w.field("description", x.summary(p))
	if p.Meeting != nil {
		w.field("classification", p.Meeting.Kind)
	}
	from, to := ends(p.Date)
	w.field("start_date", from)
	w.field("end_date", to)
	if place := placeOf(p); place != nil {
		w.field("location", place.Title)
		w.field("area_id", place.Key)
	}
	if p.Meeting != nil {
		w.list("attendees")
		for _, q := range attended(p) {
			w.open('{')
			w.field("id", q.Key)
			w.field("name", q.Title)
			w.close('}')
		}
		w.close(']')
	}
	x.popoloSources(w, p)
	w.close('}')
}

func (x *Exporter) popoloArea(w *jsonWriter, p *site.Page) {
	w.open('{')
	x.popoloThing(w, p)
	if p.Place.Within != nil {
		w.field("parent_id", p.Place.Within.Key)
	}
	if p.Place.Located {
		w.object("geometry")
		w.field("type", "Point")
		w.list("coordinates")
		w.raw(decimal(p.Place.Lon)) // GeoJSON has the longitude first (RFC 7946)
		w.raw(decimal(p.Place.Lat))
		w.close(']')
		w.close('}')
	}
	x.popoloSources(w, p)
	w.close('}')
}
