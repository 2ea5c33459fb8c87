package export

import (
	"bytes"
	"cmp"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// Structured appends what a page is about as JSON-LD in the vocabulary of
// schema.org. It appends nothing for lists and tags, and without base_url:
// things that others shall refer to need an address.
//
// An article is a text of the dossier that cites its source; what somebody said
// is a claim that the article holds. The result can stand in a script element.
func (x *Exporter) Structured(b *bytes.Buffer, p *site.Page) {
	if x.config().BaseURL == "" || p.Type == content.Section && p != x.site.Home {
		return
	}
	w := &jsonWriter{b: &buffer{text: b.AvailableBuffer()}}
	w.open('{')
	w.field("@context", "https://schema.org")
	if p.Article != nil && len(p.Statements) > 0 {
		w.list("@graph")
		w.open('{')
		x.ldPage(w, p)
		w.close('}')
		for _, s := range p.Statements {
			x.ldClaim(w, s)
		}
		w.close(']')
	} else {
		x.ldPage(w, p)
	}
	w.close('}')
	b.Write(w.b.text)
}

// ldPage writes the fields of what a page is about.
func (x *Exporter) ldPage(w *jsonWriter, p *site.Page) {
	w.field("@type", x.ldType(p))
	w.field("@id", x.address(p))
	if p == x.site.Home {
		w.field("url", x.address(p))
		w.field("name", x.config().Title)
		w.field("description", x.config().Description)
		w.field("inLanguage", x.config().Language)
		w.field("copyrightNotice", x.config().License)
		return
	}
	w.field("url", x.address(p))
	switch {
	case p.Article != nil:
		w.field("headline", p.Title)
	case p.Position != nil:
		w.field("name", question(p))
	default:
		w.field("name", p.Title)
	}
	if p.Position == nil && p.Article == nil {
		w.texts("alternateName", p.Names)
	}
	w.field("description", x.summary(p))
	if p.Image != nil {
		w.field("image", x.at(p.Image.Path, ""))
	}
	switch {
	case p.Article != nil:
		x.ldArticle(w, p)
	case p.Person != nil:
		x.ldPerson(w, p.Person)
	case p.Organization != nil:
		x.ldReference(w, "parentOrganization", p.Organization.Parent)
		x.ldReferences(w, "subOrganization", p.Organization.Children)
	case p.Meeting != nil:
		x.ldWhen(w, p)
		x.ldReferences(w, "organizer", p.Meeting.ConvenedBy)
		x.ldReferences(w, "attendee", attended(p))
	case p.Event != nil:
		x.ldWhen(w, p)
		x.ldReferences(w, "about", p.People)
	case p.Place != nil:
		x.ldPlace(w, p.Place)
	default:
		x.ldText(w, p)
	}
}

// ldType returns the type of what a page is about.
func (x *Exporter) ldType(p *site.Page) string {
	switch {
	case p == x.site.Home:
		return "WebSite"
	case p.Article != nil:
		return "Article"
	case p.Person != nil:
		return "Person"
	case p.Organization != nil:
		return ldOrganization(p.Organization.Kind)
	case p.Meeting != nil, p.Event != nil:
		return "Event"
	case p.Place != nil:
		return "Place"
	case p.Position != nil:
		return "Question"
	}
	return "WebPage"
}

func ldOrganization(kind string) string {
	switch kind {
	case "state", "state-body":
		return "GovernmentOrganization"
	case "media":
		return "NewsMediaOrganization"
	case "ngo":
		return "NGO"
	case "company":
		return "Corporation"
	}
	return "Organization"
}

// ldReference writes a page as another one is referred to: by its address,
// with type and name, so that each page can be read alone.
func (x *Exporter) ldReference(w *jsonWriter, name string, p *site.Page) {
	if p != nil {
		w.key(name)
		x.ldNode(w, p)
	}
}

func (x *Exporter) ldReferences(w *jsonWriter, name string, pages []*site.Page) {
	if len(pages) == 0 {
		return
	}
	w.list(name)
	for _, p := range pages {
		x.ldNode(w, p)
	}
	w.close(']')
}

func (x *Exporter) ldNode(w *jsonWriter, p *site.Page) {
	w.open('{')
	w.field("@type", x.ldType(p))
	w.field("@id", x.address(p))
	w.field("name", p.Title)
	w.close('}')
}

// ldText writes what all texts of the dossier have.
func (x *Exporter) ldText(w *jsonWriter, p *site.Page) {
	w.field("inLanguage", p.Lang)
	if d := lastmod(p).HTML(); d != "" {
		w.field("dateModified", d)
	}
	w.field("copyrightNotice", x.config().License)
	w.object("isPartOf")
	w.field("@type", "WebSite")
	w.field("@id", x.at("", ""))
	w.field("name", x.config().Title)
	w.close('}')
}

func (x *Exporter) ldArticle(w *jsonWriter, p *site.Page) {
	x.ldText(w, p)
	if len(p.People)+len(p.Organizations)+len(p.Meetings)+len(p.Events)+len(p.Places) > 0 {
		w.list("about")
		for _, list := range [][]*site.Page{p.People, p.Organizations, p.Meetings, p.Events, p.Places} {
			for _, q := range list {
				x.ldNode(w, q)
			}
		}
		w.close(']')
	}
	src := p.Article.Source
	w.object("citation")
	w.field("@type", ldSource(src.Kind))
	name := cmp.Or(src.Title, p.Title)
	w.field("name", name)
	w.field("headline", name)
	w.field("url", src.URL)
	w.field("archivedAt", src.Archived)
	if d := p.Date.HTML(); d != "" {
		w.field("datePublished", d)
	}
	w.field("inLanguage", src.Lang)
	if src.Author != "" {
		w.object("author")
		w.field("@type", "Person")
		w.field("name", src.Author)
		w.close('}')
	}
	x.ldReference(w, "publisher", p.Article.Publisher)
	w.close('}')
}

// ldSource returns the type of a kind of source.
func ldSource(kind string) string {
	switch kind {
	case "state-media", "news-agency", "newspaper", "broadcaster", "news-site":
		return "NewsArticle"
	case "un-document", "ngo-report", "think-tank-report":
		return "Report"
	}
	return "CreativeWork"
}

func (x *Exporter) ldPerson(w *jsonWriter, p *site.Person) {
	if d := p.Born.HTML(); d != "" {
		w.field("birthDate", d)
	}
	if d := p.Died.HTML(); d != "" {
		w.field("deathDate", d)
	}
	if len(p.Roles) == 0 {
		return
	}
	w.list("affiliation")
	for _, r := range p.Roles {
		w.open('{')
		w.field("@type", "OrganizationRole")
		w.field("roleName", r.Title)
		w.field("startDate", r.From.HTML())
		w.field("endDate", r.To.HTML())
		x.ldReference(w, "affiliation", r.Organization) // a role repeats the property that it explains
		w.close('}')
	}
	w.close(']')
}

// ldWhen writes when and where something took place.
func (x *Exporter) ldWhen(w *jsonWriter, p *site.Page) {
	from, to := p.Date, edtf.Date{}
	if p.Date.IsInterval() {
		from, to = p.Date.Start(), p.Date.End()
	}
	w.field("startDate", from.HTML())
	w.field("endDate", to.HTML())
	x.ldReference(w, "location", placeOf(p))
}

func (x *Exporter) ldPlace(w *jsonWriter, p *site.Place) {
	if p.Located {
		w.object("geo")
		w.field("@type", "GeoCoordinates")
		w.float("latitude", p.Lat)
		w.float("longitude", p.Lon)
		w.close('}')
	}
	x.ldReference(w, "containedInPlace", p.Within)
}

// ldClaim writes a statement as a claim.
func (x *Exporter) ldClaim(w *jsonWriter, s *site.Statement) {
	w.open('{')
	w.field("@type", "Claim")
	w.field("@id", x.at(s.Article.Path, s.Anchor))
	w.field("name", s.Stance.Label)
	w.field("text", s.Text)
	x.ldReference(w, "author", s.Who)
	x.ldReference(w, "sourceOrganization", s.For)
	if d := s.Date.HTML(); d != "" {
		w.field("dateCreated", d)
	}
	w.object("about")
	w.field("@type", "Question")
	w.field("@id", x.address(s.Position))
	w.field("name", question(s.Position))
	w.close('}')
	w.object("appearance")
	w.field("@id", x.address(s.Article))
	w.close('}')
	w.close('}')
}
