package content

import (
	"strings"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/slug"
	"dossier/cmd/dossier/internal/strictyaml"
)

// The functions of this file read values that [strictyaml.Schema.Check] has
// passed or complained of; what is wrong reads as not given.

type value = *strictyaml.Value

func str(v value) string { return strings.TrimSpace(v.Str()) }

// textOf returns the zero Text for a text that is blank, such as "".
func textOf(v value) Text {
	s := str(v)
	if s == "" {
		return Text{}
	}
	return Text{Value: s, Line: int32(v.Line), Col: int32(v.Col)}
}

func textsOf(v value) []Text {
	list := v.List()
	if len(list) == 0 {
		return nil
	}
	out := make([]Text, 0, len(list))
	for _, item := range list {
		if t := textOf(item); !t.IsZero() {
			out = append(out, t)
		}
	}
	return out
}

func dateOf(v value) Date {
	t := textOf(v)
	if t.IsZero() {
		return Date{}
	}
	d, err := edtf.Parse(t.Value)
	if err != nil {
		return Date{}
	}
	return Date{Date: d, Line: t.Line, Col: t.Col}
}

// entriesOf parts the entries of an article's events or meetings: references,
// and maps that say something of the thing.
func entriesOf(v value) (refs []Text, maps []value) {
	for _, item := range v.List() {
		if item.Kind == strictyaml.Mapping {
			maps = append(maps, item)
		} else if t := textOf(item); !t.IsZero() {
			refs = append(refs, t)
		}
	}
	return refs, maps
}

// decode fills in the page from its front matter.
func (p *Page) decode(v value) {
	p.Title = textOf(v.Get("title"))
	p.Date = dateOf(v.Get("date"))
	p.LastMod = dateOf(v.Get("lastmod"))
	p.Draft = v.Get("draft").Bool()
	p.Summary = str(v.Get("summary"))
	p.Slug = textOf(v.Get("slug"))
	p.Aliases = textsOf(v.Get("aliases"))
	p.Names = textsOf(v.Get("names"))
	p.Image = imageOf(v.Get("image"))
	p.Tags = textsOf(v.Get("tags"))
	p.Lang = str(v.Get("lang"))
	switch nolink := v.Get("nolink"); strings.ToLower(str(nolink)) {
	case "true":
		p.NoLinks = true
	case "false":
	default:
		p.NoLink = textsOf(nolink)
	}
	p.Layout = textOf(v.Get("layout"))
	for _, l := range v.Get("links").List() {
		p.Links = append(p.Links, Link{Title: str(l.Get("title")), URL: str(l.Get("url"))})
	}
	p.Params, _ = v.Get("params").Free().(map[string]any)
	switch p.Type {
	case Article:
		p.Article = articleOf(v, p.Date)
	case Person:
		p.Person = personOf(v)
	case Organization:
		p.Organization = &OrganizationData{Kind: str(v.Get("kind")), Parent: textOf(v.Get("parent")), Country: str(v.Get("country"))}
	case Meeting:
		p.Meeting = meetingOf(v)
	case Position:
		p.Position = positionOf(v)
	case Event:
		p.Event = eventOf(v)
	case Place:
		p.Place = placeOf(v)
	}
}

func imageOf(v value) *Image {
	switch {
	case v == nil:
		return nil
	case v.Kind == strictyaml.Scalar:
		return &Image{Src: textOf(v)}
	}
	return &Image{Src: textOf(v.Get("src")), Alt: str(v.Get("alt")), Caption: str(v.Get("caption")), Credit: str(v.Get("credit"))}
}

func articleOf(v value, published Date) *ArticleData {
	a := &ArticleData{
		Source:        sourceOf(v.Get("source")),
		People:        textsOf(v.Get("people")),
		Organizations: textsOf(v.Get("organizations")),
		Places:        textsOf(v.Get("places")),
	}
	events, maps := entriesOf(v.Get("events"))
	a.Events = events
	for _, m := range maps {
		acc := accountOf(m)
		acc.Event = eventOf(m)
		a.Accounts = append(a.Accounts, acc)
	}
	meetings, maps := entriesOf(v.Get("meetings"))
	a.Meetings = meetings
	for _, m := range maps {
		acc := accountOf(m)
		acc.Meeting = meetingOf(m)
		a.Accounts = append(a.Accounts, acc)
	}
	if list := v.Get("statements").List(); len(list) > 0 {
		a.Statements = make([]Statement, len(list))
		for i, item := range list {
			a.Statements[i] = statementOf(item, published)
		}
	}
	if v.Get("quote_check").Str() == "off" {
		a.QuoteCheckOff = str(v.Get("quote_check_reason"))
	}
	return a
}

func sourceOf(v value) Source {
	return Source{
		Publisher: textOf(v.Get("publisher")),
		Title:     str(v.Get("title")),
		URL:       str(v.Get("url")),
		Author:    str(v.Get("author")),
		Kind:      str(v.Get("kind")),
		Lang:      str(v.Get("lang")),
		Archived:  str(v.Get("archived")),
		Accessed:  dateOf(v.Get("accessed")).Date,
	}
}

func accountOf(v value) Account {
	a := Account{
		ID:           textOf(v.Get("id")),
		Title:        textOf(v.Get("title")),
		Names:        textsOf(v.Get("names")),
		Summary:      str(v.Get("summary")),
		Date:         dateOf(v.Get("date")),
		Text:         str(v.Get("text")),
		AttributedTo: textOf(v.Get("attributed_to")),
	}
	if a.ID.IsZero() {
		a.ID = a.Title
		a.ID.Value = slug.Make(a.Title.Value)
	}
	return a
}

func statementOf(v value, published Date) Statement {
	s := Statement{
		Who:      textOf(v.Get("who")),
		For:      textOf(v.Get("for")),
		Position: textOf(v.Get("position")),
		Stance:   textOf(v.Get("stance")),
		Date:     dateOf(v.Get("date")),
		Meeting:  textOf(v.Get("meeting")),
		Mode:     str(v.Get("mode")),
		Text:     str(v.Get("text")),
		Quote:    textOf(v.Get("quote")),
		Line:     int32(v.Line),
		Col:      int32(v.Col),
	}
	if s.Date.IsZero() {
		s.Date = published
	}
	if s.Mode == "" {
		s.Mode = "paraphrase"
		if !s.Quote.IsZero() {
			s.Mode = "direct"
		}
	}
	return s
}

func personOf(v value) *PersonData {
	p := &PersonData{Born: dateOf(v.Get("born")).Date, Died: dateOf(v.Get("died")).Date}
	for _, r := range v.Get("roles").List() {
		p.Roles = append(p.Roles, Role{
			Title:        str(r.Get("title")),
			Organization: textOf(r.Get("organization")),
			From:         dateOf(r.Get("from")).Date,
			To:           dateOf(r.Get("to")).Date,
		})
	}
	return p
}

func meetingOf(v value) *MeetingData {
	m := &MeetingData{
		Place:      textOf(v.Get("place")),
		Kind:       str(v.Get("kind")),
		ConvenedBy: textsOf(v.Get("convened_by")),
		Agenda:     textsOf(v.Get("agenda")),
		Outcome:    str(v.Get("outcome")),
		Document:   Document{Symbol: str(v.Get("document").Get("symbol")), URL: str(v.Get("document").Get("url"))},
		Previous:   textOf(v.Get("previous")),
	}
	for _, item := range v.Get("participants").List() {
		if item.Kind == strictyaml.Scalar {
			m.Participants = append(m.Participants, Participant{Who: textOf(item)})
			continue
		}
		m.Participants = append(m.Participants, Participant{
			Who:      textOf(item.Get("who")),
			For:      textOf(item.Get("for")),
			Role:     str(item.Get("role")),
			Presence: str(item.Get("presence")),
		})
	}
	return m
}

func positionOf(v value) *PositionData {
	p := &PositionData{Question: str(v.Get("question"))}
	if stances := v.Get("stances"); stances != nil {
		for _, e := range stances.Entries {
			p.Stances = append(p.Stances, Stance{ID: e.Key, Label: str(e.Value)})
		}
	}
	for _, n := range v.Get("shifts").List() {
		p.Shifts = append(p.Shifts, ShiftNote{Who: textOf(n.Get("who")), Date: dateOf(n.Get("date")), Note: str(n.Get("note"))})
	}
	return p
}

func eventOf(v value) *EventData {
	e := &EventData{
		Place:         textOf(v.Get("place")),
		People:        textsOf(v.Get("people")),
		Organizations: textsOf(v.Get("organizations")),
		Resolution:    str(v.Get("resolution")),
	}
	if figures := v.Get("figures"); figures != nil {
		for _, f := range figures.Entries {
			e.Figures = append(e.Figures, Figure{Name: f.Key, Value: str(f.Value), Line: int32(f.Line)})
		}
	}
	return e
}

func placeOf(v value) *PlaceData {
	p := &PlaceData{Within: textOf(v.Get("within"))}
	lat, okLat := v.Get("lat").Float()
	lon, okLon := v.Get("lon").Float()
	if okLat && okLon {
		p.Lat, p.Lon, p.Located = lat, lon, true
	}
	return p
}
