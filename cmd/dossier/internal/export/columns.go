package export

import (
	"strconv"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/site"
)

type pageColumn = column[*site.Page]

// columns returns the columns of a type's table: those of every page around
// those of the type.
func (x *Exporter) columns(t content.Type) []pageColumn {
	list := []pageColumn{
		{"id", keyOf},
		{"title", titleOf},
		{"other_names", func(p *site.Page) string { return join(p.Names) }},
	}
	switch t {
	case content.Article:
		list = append(list, articleColumns()...)
	case content.Person:
		list = append(list, personColumns()...)
	case content.Organization:
		list = append(list, organizationColumns()...)
	case content.Meeting:
		list = append(list, meetingColumns()...)
	case content.Position:
		list = append(list, positionColumns()...)
	case content.Event:
		list = append(list, eventColumns()...)
	case content.Place:
		list = append(list, placeColumns()...)
	}
	if t != content.Article {
		list = append(list, pageColumn{"articles", func(p *site.Page) string { return strconv.Itoa(len(p.Articles)) }})
	}
	return append(list,
		pageColumn{"summary", x.summary},
		pageColumn{"path", pathOf},
	)
}

// dateColumns are those of what has a date.
func dateColumns() []pageColumn {
	return []pageColumn{
		{"date", func(p *site.Page) string { return p.Date.String() }},
		{"first_day", func(p *site.Page) string { return first(p.Date) }},
		{"last_day", func(p *site.Page) string { return last(p.Date) }},
	}
}

func statementCount(p *site.Page) string { return strconv.Itoa(len(site.Distinct(p.Statements))) }

func articleColumns() []pageColumn {
	return append(dateColumns(), []pageColumn{
		{"publisher", func(p *site.Page) string { return titleOf(publisher(p)) }},
		{"publisher_id", func(p *site.Page) string { return keyOf(publisher(p)) }},
		{"source_kind", func(p *site.Page) string { return p.Article.Source.Kind }},
		{"source_title", func(p *site.Page) string { return p.Article.Source.Title }},
		{"source_author", func(p *site.Page) string { return p.Article.Source.Author }},
		{"source_lang", func(p *site.Page) string { return p.Article.Source.Lang }},
		{"source_url", func(p *site.Page) string { return p.Article.Source.URL }},
		{"archived", func(p *site.Page) string { return p.Article.Source.Archived }},
		{"accessed", func(p *site.Page) string { return p.Article.Source.Accessed.String() }},
		{"people_ids", func(p *site.Page) string { return join(keys(p.People)) }},
		{"organization_ids", func(p *site.Page) string { return join(keys(p.Organizations)) }},
		{"meeting_ids", func(p *site.Page) string { return join(keys(p.Meetings)) }},
		{"event_ids", func(p *site.Page) string { return join(keys(p.Events)) }},
		{"place_ids", func(p *site.Page) string { return join(keys(p.Places)) }},
		{"position_ids", func(p *site.Page) string { return join(keys(p.Positions)) }},
		{"statements", statementCount},
		{"tags", func(p *site.Page) string { return join(titles(p.Tags)) }},
	}...)
}

func personColumns() []pageColumn {
	return []pageColumn{
		{"born", func(p *site.Page) string { return p.Person.Born.String() }},
		{"died", func(p *site.Page) string { return p.Person.Died.String() }},
		{"roles", func(p *site.Page) string { return roles(p.Person.Roles) }},
		{"statements", statementCount},
	}
}

// roles writes offices into one cell: "Minister, Russia (2004-03/..)".
func roles(list []site.Role) string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = r.Title
		if r.Organization != nil {
			out[i] += ", " + r.Organization.Title
		}
		if !r.From.IsZero() || !r.To.IsZero() {
			out[i] += " (" + orOpen(r.From.String()) + "/" + orOpen(r.To.String()) + ")"
		}
	}
	return join(out)
}

func orOpen(date string) string {
	if date == "" {
		return ".."
	}
	return date
}

func organizationColumns() []pageColumn {
	return []pageColumn{
		{"kind", func(p *site.Page) string { return p.Organization.Kind }},
		{"country", func(p *site.Page) string { return p.Organization.Country }},
		{"parent_id", func(p *site.Page) string { return keyOf(p.Organization.Parent) }},
		{"published", func(p *site.Page) string { return strconv.Itoa(len(p.Organization.Published)) }},
		{"statements", statementCount},
	}
}

func meetingColumns() []pageColumn {
	return append(dateColumns(), []pageColumn{
		{"place", func(p *site.Page) string { return titleOf(p.Meeting.Place) }},
		{"kind", func(p *site.Page) string { return p.Meeting.Kind }},
		{"convened_by", func(p *site.Page) string { return join(titles(p.Meeting.ConvenedBy)) }},
		{"participants", func(p *site.Page) string { return participants(p.Meeting.Participants) }},
		{"agenda", func(p *site.Page) string { return agenda(p.Meeting.Agenda) }},
		{"outcome", func(p *site.Page) string { return p.Meeting.Outcome }},
		{"symbol", func(p *site.Page) string { return p.Meeting.Document.Symbol }},
		{"document", func(p *site.Page) string { return p.Meeting.Document.URL }},
		{"previous_id", func(p *site.Page) string { return keyOf(p.Meeting.Previous) }},
		{"statements", statementCount},
	}...)
}

// participants writes who took part into one cell: "Jane Doe (Council, absent)".
func participants(list []site.Participant) string {
	var out []string
	for _, p := range list {
		if p.Who == nil {
			continue
		}
		text := p.Who.Title
		var about []string
		for _, s := range []string{titleOf(p.For), p.Role, p.Presence} {
			if s != "" {
				about = append(about, s)
			}
		}
		if about != nil {
			text += " (" + join(about) + ")"
		}
		out = append(out, text)
	}
	return join(out)
}

func agenda(list []site.AgendaItem) string {
	out := make([]string, len(list))
	for i, a := range list {
		out[i] = a.Text
		if a.Position != nil {
			out[i] = question(a.Position)
		}
	}
	return join(out)
}

func positionColumns() []pageColumn {
	return []pageColumn{
		{"question", func(p *site.Page) string { return p.Position.Question }},
		{"stances", func(p *site.Page) string { return labelsCell(p.Position.Stances) }},
		{"statements", statementCount},
		{"shifts", func(p *site.Page) string { return strconv.Itoa(len(p.Shifts)) }},
	}
}

func eventColumns() []pageColumn {
	return append(dateColumns(), []pageColumn{
		{"place", func(p *site.Page) string { return titleOf(p.Event.Place) }},
		{"figures", func(p *site.Page) string { return figures(p.Event.Figures) }},
		{"people_ids", func(p *site.Page) string { return join(keys(p.People)) }},
		{"organization_ids", func(p *site.Page) string { return join(keys(p.Organizations)) }},
		{"accounts_differ_on", func(p *site.Page) string { return join(p.Differ()) }},
		{"resolution", func(p *site.Page) string { return p.Event.Resolution }},
	}...)
}

func placeColumns() []pageColumn {
	located := func(f func(*site.Place) float64) func(p *site.Page) string {
		return func(p *site.Page) string {
			if !p.Place.Located {
				return ""
			}
			return decimal(f(p.Place))
		}
	}
	return []pageColumn{
		{"lat", located(func(p *site.Place) float64 { return p.Lat })},
		{"lon", located(func(p *site.Place) float64 { return p.Lon })},
		{"within_id", func(p *site.Page) string { return keyOf(p.Place.Within) }},
	}
}
