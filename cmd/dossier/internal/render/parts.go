package render

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/site"
	"dossier/cmd/dossier/internal/slug"
)

// parts adds what only pages of one type have.
func (m *maker) parts(v *Page) {
	p := m.page
	switch {
	case v.Kind == "home":
		v.Home = m.home()
	case p.List != nil:
		v.List = m.list(p.List)
	case p.Article != nil:
		v.Article = m.article(p)
	case p.Person != nil:
		v.Person = m.person(p)
		v.Standings = m.standings(p)
	case p.Organization != nil:
		v.Organization = m.organization(p.Organization)
		v.Organization.Speakers = m.speakers(p)
		v.Standings = m.standings(p)
	case p.Meeting != nil:
		v.Meeting = m.meeting(p.Meeting)
		v.Meeting.Courses = m.courses(p)
		if path := m.o.export.CalendarOf(p); path != "" {
			v.Meeting.Calendar = m.base.rel(path, "")
		}
		m.agenda(p, v.Meeting.Agenda)
	case p.Position != nil:
		v.Position = m.position(p)
		v.Position.Swimlane = m.swimlane(p, m.rows)
		v.Position.Evidence = m.questionEvidence(p)
		v.Position.AsOf = m.news(p)
	case p.Event != nil:
		v.Event = &Event{
			Place: m.maybe(p.Event.Place), Figures: figures(p.Event.Figures),
			Resolution: p.Event.Resolution, Differ: m.o.differ(p),
		}
	case p.Place != nil:
		v.Place = m.place(p.Place)
		v.Place.Happened = m.happened(p)
	}
}

// Sizes of lists.
const (
	maxFullList   = 500 // a larger list has no summaries and pictures
	minGroupsList = 40  // a smaller list of names is not cut into initials
)

func (m *maker) list(l *site.List) *List {
	v := &List{Count: len(l.Pages)}
	if l.Type != content.Plain {
		v.Type = string(l.Type)
	}
	dated := l.Type == content.Article || l.Type == content.Meeting || l.Type == content.Event
	ids := uniqueIDs{}
	last := ""
	for _, p := range l.Pages {
		title := ""
		switch {
		case dated:
			title = m.o.monthTitle(p.Date)
		case len(l.Pages) >= minGroupsList && l.Type != content.Plain:
			title = initial(p.Title)
			if p.Person != nil {
				title = initial(site.RegisterName(p.Title))
			}
		}
		if len(v.Groups) == 0 || title != last {
			v.Groups = append(v.Groups, Cards{ID: ids.next("d-list-" + slug.Make(title)), Title: title})
			last = title
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Cards = append(g.Cards, m.card(p, len(l.Pages) > maxFullList))
	}
	return v
}

// initial returns the first letter or digit of a title, as a capital without
// marks: titles are in order without them.
func initial(title string) string {
	for _, r := range fold.Sort(title) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return string(unicode.ToUpper(r))
		}
	}
	return ""
}

func (m *maker) article(p *site.Page) *Article {
	a := p.Article
	src := a.Source
	v := &Article{
		Publisher:    m.maybe(a.Publisher),
		Kind:         m.o.kindLabel(src.Kind),
		Headline:     src.Title,
		Author:       src.Author,
		Original:     external(src.URL),
		Archived:     external(src.Archived),
		Accessed:     m.o.date(src.Accessed),
		Reply:        m.reply(p),
		HeadlineLang: src.Lang,
		Citation:     m.citation(p),
		BibTeX:       m.o.export.BibTeX(p),
		Related:      m.related(p),
	}
	if src.Lang != "" {
		v.Language = m.o.language(src.Lang)
		v.HeadlineDir = direction(src.Lang)
	}
	if p.Source != nil && p.Source.Article != nil {
		v.NoQuoteCheck = p.Source.Article.QuoteCheckOff
	}
	if r := m.o.evidence().rests[p]; r != nil {
		v.Rest = m.rest(r)
	}
	for _, s := range p.Statements {
		if s.Article == p && len(s.Reporters()) == 1 {
			v.OnlyHere++
		}
	}
	return v
}

// external returns the link to another site, with the host as its title; nil
// for "".
func external(address string) *Link {
	if address == "" {
		return nil
	}
	return &Link{Title: host(address), Href: address, External: true}
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// reply returns the dossier's discussion address for a page. Without base_url
// the address of the page is its path.
func (m *maker) reply(p *site.Page) string {
	d := m.o.site.Config.Discussion
	if d == "" {
		return ""
	}
	address := cmp.Or(m.o.absolute(p.Path), escapePath(p.Path))
	escape := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
	return strings.NewReplacer("{url}", escape(address), "{title}", escape(p.Title)).Replace(d)
}

func (m *maker) person(p *site.Page) *Person {
	v := &Person{Born: m.o.date(p.Person.Born), Died: m.o.date(p.Person.Died), Ego: m.ego(p)}
	for _, r := range p.Person.Roles {
		v.Roles = append(v.Roles, Role{
			Title: r.Title, Organization: m.maybe(r.Organization), From: m.o.date(r.From), To: m.o.date(r.To),
		})
	}
	for _, met := range p.Person.Met {
		v.Met = append(v.Met, Met{Who: m.link(met.Who), Meetings: m.dated(met.Meetings), Count: len(met.Meetings)})
	}
	for _, meeting := range p.Meetings {
		if meeting.Meeting == nil {
			continue
		}
		for _, part := range meeting.Meeting.Participants {
			if part.Who == p {
				v.Attended = append(v.Attended, Attended{
					Meeting: m.link(meeting), Date: m.o.date(meeting.Date), For: m.maybe(part.For),
					Role: part.Role, Presence: m.o.presenceLabel(part.Presence),
				})
				break
			}
		}
	}
	return v
}

// dated returns links whose note is the date.
func (m *maker) dated(pages []*site.Page) []Link {
	list := m.links(pages)
	for i, p := range pages {
		list[i].Note = m.o.date(p.Date).Text
	}
	return list
}

func (m *maker) organization(g *site.Organization) *Organization {
	v := &Organization{
		Kind: m.o.kindLabel(g.Kind), Country: g.Country, Parent: m.maybe(g.Parent), Children: m.links(g.Children),
		Published: m.cards(g.Published, len(g.Published) > maxFullList), Kinds: m.publishedKinds(g),
	}
	for _, r := range g.Roles {
		v.Roles = append(v.Roles, Role{
			Title: r.Title, Who: m.maybe(r.Person), From: m.o.date(r.From), To: m.o.date(r.To),
		})
	}
	return v
}

func (m *maker) meeting(g *site.Meeting) *Meeting {
	v := &Meeting{
		Place: m.maybe(g.Place), Kind: m.o.kindLabel(g.Kind), ConvenedBy: m.links(g.ConvenedBy), Outcome: g.Outcome,
		Previous: m.neighbour(g.Previous), Next: m.neighbour(g.Next),
	}
	for _, part := range g.Participants {
		v.Participants = append(v.Participants, Participant{
			Who: m.link(part.Who), For: m.maybe(part.For), Role: part.Role, Presence: m.o.presenceLabel(part.Presence),
		})
	}
	for _, item := range g.Agenda {
		if item.Position != nil {
			v.Agenda = append(v.Agenda, m.link(item.Position))
		} else {
			v.Agenda = append(v.Agenda, Link{Title: item.Text})
		}
	}
	if g.AsOf != nil {
		v.AsOf = m.maybeAsOf(g.AsOf)
		v.AsOf.Title = m.o.words.T("as_of_title", v.AsOf.Title)
	}
	if d := g.Document; d.Symbol != "" || d.URL != "" {
		v.Document = &Link{Title: cmp.Or(d.Symbol, host(d.URL)), Href: d.URL, External: d.URL != ""}
	}
	return v
}

func (m *maker) position(p *site.Page) *Position {
	v := &Position{Question: p.Position.Question, Stances: make([]StanceCount, len(p.Position.Stances))}
	holders := make([]map[*site.Page]bool, len(v.Stances))
	for i, s := range p.Position.Stances {
		v.Stances[i].Stance = Stance{Label: s.Label, Symbol: symbol(s.Index, s.Of), Index: s.Index}
		holders[i] = map[*site.Page]bool{}
	}
	for _, s := range m.distinct(p) {
		if i := s.Stance.Index; i < len(v.Stances) {
			v.Stances[i].Statements++
			holders[i][s.Who] = true
		}
	}
	for i := range v.Stances {
		v.Stances[i].Holders = len(holders[i])
	}
	return v
}

func (m *maker) place(p *site.Place) *Place {
	v := &Place{Contains: m.links(p.Contains)}
	if p.Located {
		v.Lat = strconv.FormatFloat(p.Lat, 'f', -1, 64)
		v.Lon = strconv.FormatFloat(p.Lon, 'f', -1, 64)
	}
	const maxWithin = 16 // a circle of places must not go round for ever
	for in := p.Within; in != nil && len(v.Within) < maxWithin; in = in.Place.Within {
		v.Within = append(v.Within, m.link(in))
		if in.Place == nil {
			break
		}
	}
	return v
}

func figures(list []content.Figure) []Figure {
	var out []Figure
	for _, f := range list {
		out = append(out, Figure{Name: f.Name, Value: f.Value})
	}
	return out
}

// monthTitle returns the heading under which a date is listed.
func (o *Output) monthTitle(d edtf.Date) string { return d.Truncate(edtf.ByMonth).Format(o.dates) }

// uniqueIDs makes ids unique on a page.
type uniqueIDs map[string]int

func (u uniqueIDs) next(id string) string {
	u[id]++
	if n := u[id]; n > 1 {
		return u.next(id + "-" + strconv.Itoa(n))
	}
	return id
}

// textLang returns the language of a text from another page, if it is not that
// of this page.
func (m *maker) textLang(p *site.Page) (lang, dir string) {
	if p.Lang == "" || p.Lang == m.lang {
		return "", ""
	}
	return p.Lang, direction(p.Lang)
}
