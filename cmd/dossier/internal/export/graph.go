package export

import (
	_ "embed" // the schema

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/site"
)

// schema describes what graph writes (JSON Schema draft-07).
//
//go:embed dossier.schema.json
var schema string

// graph writes everything that the dossier knows, apart from the texts of its
// pages: things by type, statements, changes of position and disputes, which
// refer to each other by id. What follows from something else that is there
// (a person's statements, a mention's other end) is written once.
func (x *Exporter) graph(b *buffer) {
	cfg := x.config()
	w := &jsonWriter{b: b}
	w.open('{')
	w.field("$schema", "dossier.schema.json")
	w.field("generator", "dossier")
	w.field("title", cfg.Title)
	w.field("description", cfg.Description)
	w.field("base_url", cfg.BaseURL)
	w.field("language", cfg.Language)
	w.field("timezone", cfg.Timezone)
	w.field("license", cfg.License)
	x.lists(func(t content.Type, pages []*site.Page) {
		w.line()
		w.list(t.Section())
		for _, p := range pages {
			w.line()
			x.node(w, p)
		}
		w.close(']')
	})
	w.line()
	w.list("statements")
	for _, s := range x.site.Statements {
		w.line()
		graphStatement(w, s)
	}
	w.close(']')
	w.line()
	w.list("shifts")
	for _, s := range x.site.Shifts {
		w.line()
		graphShift(w, s)
	}
	w.close(']')
	w.line()
	w.list("disputes")
	for _, d := range x.site.Disputes {
		w.line()
		graphDispute(w, d)
	}
	w.close(']')
	w.close('}')
	b.addByte('\n')
}

// node writes a thing.
func (x *Exporter) node(w *jsonWriter, p *site.Page) {
	w.open('{')
	w.field("id", p.Key)
	w.field("title", p.Title)
	w.field("path", pathOf(p))
	w.texts("names", p.Names)
	if p.Lang != x.config().Language {
		w.field("lang", p.Lang)
	}
	w.field("summary", x.summary(p))
	w.field("date", p.Date.String())
	w.field("lastmod", lastmod(p).String())
	w.flag("draft", p.Draft)
	w.flag("stub", p.Stub)
	w.texts("tags", titles(p.Tags))
	nodeImage(w, p)
	switch {
	case p.Article != nil:
		nodeArticle(w, p)
	case p.Person != nil:
		w.field("born", p.Person.Born.String())
		w.field("died", p.Person.Died.String())
		nodeRoles(w, p.Person.Roles)
	case p.Organization != nil:
		w.field("kind", p.Organization.Kind)
		w.field("country", p.Organization.Country)
		reference(w, "parent", p.Organization.Parent)
	case p.Meeting != nil:
		nodeMeeting(w, p.Meeting)
	case p.Position != nil:
		nodePosition(w, p.Position)
	case p.Event != nil:
		reference(w, "place", p.Event.Place)
		nodeFigures(w, p.Event.Figures)
		w.field("resolution", p.Event.Resolution)
		nodeRelated(w, p)
	case p.Place != nil:
		if p.Place.Located {
			w.float("lat", p.Place.Lat)
			w.float("lon", p.Place.Lon)
		}
		reference(w, "within", p.Place.Within)
	}
	w.close('}')
}

// reference writes the id of a page, nothing for nil.
func reference(w *jsonWriter, name string, p *site.Page) {
	if p != nil {
		w.field(name, p.Key)
	}
}

func nodeImage(w *jsonWriter, p *site.Page) {
	if p.Image == nil || p.Source == nil || p.Source.Image == nil {
		return
	}
	img := p.Source.Image
	w.object("image")
	w.field("path", p.Image.Path)
	w.field("alt", img.Alt)
	w.field("caption", img.Caption)
	w.field("credit", img.Credit)
	w.close('}')
}

func nodeArticle(w *jsonWriter, p *site.Page) {
	src := p.Article.Source
	w.object("source")
	reference(w, "publisher", p.Article.Publisher)
	w.field("title", src.Title)
	w.field("url", src.URL)
	w.field("author", src.Author)
	w.field("kind", src.Kind)
	w.field("lang", src.Lang)
	w.field("archived", src.Archived)
	w.field("accessed", src.Accessed.String())
	w.close('}')
	nodeRelated(w, p)
	w.keys("meetings", p.Meetings)
	w.keys("events", p.Events)
	w.keys("positions", p.Positions)
	if len(p.Article.Accounts) == 0 {
		return
	}
	w.list("accounts")
	for _, a := range p.Article.Accounts {
		w.open('{')
		w.field("anchor", a.Anchor)
		w.field("of", a.Thing.Key)
		w.field("date", a.Date.String())
		reference(w, "place", a.Place)
		nodeFigures(w, a.Figures)
		w.field("text", a.Text)
		reference(w, "attributed", a.Attributed)
		w.field("attributed_to", a.AttributedTo)
		w.close('}')
	}
	w.close(']')
}

// nodeRelated writes who and where a thing is about.
func nodeRelated(w *jsonWriter, p *site.Page) {
	w.keys("people", p.People)
	w.keys("organizations", p.Organizations)
	w.keys("places", p.Places)
}

func nodeRoles(w *jsonWriter, roles []site.Role) {
	if len(roles) == 0 {
		return
	}
	w.list("roles")
	for _, r := range roles {
		w.open('{')
		w.field("title", r.Title)
		reference(w, "organization", r.Organization)
		w.field("from", r.From.String())
		w.field("to", r.To.String())
		w.close('}')
	}
	w.close(']')
}

func nodeMeeting(w *jsonWriter, m *site.Meeting) {
	reference(w, "place", m.Place)
	w.field("kind", m.Kind)
	w.keys("convened_by", m.ConvenedBy)
	if len(m.Participants) > 0 {
		w.list("participants")
		for _, p := range m.Participants {
			w.open('{')
			reference(w, "who", p.Who)
			reference(w, "for", p.For)
			w.field("role", p.Role)
			w.field("presence", p.Presence)
			w.close('}')
		}
		w.close(']')
	}
	if len(m.Agenda) > 0 {
		w.list("agenda")
		for _, a := range m.Agenda {
			w.open('{')
			reference(w, "position", a.Position)
			if a.Position == nil {
				w.field("text", a.Text)
			}
			w.close('}')
		}
		w.close(']')
	}
	w.field("outcome", m.Outcome)
	w.field("symbol", m.Document.Symbol)
	w.field("document", m.Document.URL)
	reference(w, "previous", m.Previous)
}

func nodePosition(w *jsonWriter, p *site.Position) {
	w.field("question", p.Question)
	w.list("stances")
	for _, s := range p.Stances {
		w.open('{')
		w.field("id", s.ID)
		w.field("label", s.Label)
		w.close('}')
	}
	w.close(']')
}

// nodeFigures writes figures as a list: a name may be given twice.
func nodeFigures(w *jsonWriter, figures []content.Figure) {
	if len(figures) == 0 {
		return
	}
	w.list("figures")
	for _, f := range figures {
		w.open('{')
		w.field("name", f.Name)
		w.field("value", f.Value)
		w.close('}')
	}
	w.close(']')
}

func graphStatement(w *jsonWriter, s *site.Statement) {
	w.open('{')
	w.field("id", statementID(s))
	w.field("article", s.Article.Key)
	w.field("who", s.Who.Key)
	reference(w, "for", s.For)
	w.field("position", s.Position.Key)
	w.field("stance", s.Stance.ID)
	w.field("date", s.Date.String())
	reference(w, "meeting", s.Meeting)
	w.field("mode", s.Mode)
	w.field("text", s.Text)
	w.field("quote", s.Quote)
	if s.Same[0] != s {
		w.field("same", statementID(s.Same[0]))
	}
	w.close('}')
}

func graphShift(w *jsonWriter, s *site.Shift) {
	w.open('{')
	w.field("id", s.Anchor)
	w.field("holder", s.Holder.Key)
	w.field("position", s.Position.Key)
	graphMoment(w, "from", s.From)
	graphMoment(w, "to", s.To)
	w.number("distance", s.Distance)
	w.flag("overlap", s.Overlap)
	w.flag("reported", s.Reported)
	w.flag("by_other", s.Holder.Organization != nil && s.ByOther)
	if s.With != nil {
		w.field("with", s.With.Anchor)
	}
	w.field("note", s.Note)
	w.close('}')
}

func graphMoment(w *jsonWriter, name string, m *site.Moment) {
	w.object(name)
	w.field("date", m.Date.String())
	w.list("stances")
	for _, s := range m.Stances {
		w.text(s.ID)
	}
	w.close(']')
	w.list("statements")
	for _, s := range m.Statements {
		w.text(statementID(s))
	}
	w.close(']')
	w.flag("mixed", m.Mixed)
	w.flag("split", m.Split)
	w.flag("reported", m.Reported)
	w.close('}')
}

func graphDispute(w *jsonWriter, d *site.Dispute) {
	w.open('{')
	w.field("of", d.Thing.Key)
	w.field("on", d.Question)
	w.list("values")
	for i := range d.Values {
		v := &d.Values[i]
		w.open('{')
		w.field("date", v.Date.String())
		reference(w, "place", v.Place)
		w.field("figure", v.Figure)
		w.flag("own", v.Own)
		w.flag("shown", v.Shown)
		w.flag("vague", v.Vague)
		w.keys("articles", v.Articles())
		w.close('}')
	}
	w.close(']')
	w.field("resolution", d.Resolution)
	w.close('}')
}
