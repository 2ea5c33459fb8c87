package render

import (
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// statementsPath is the table of all statements; see package export.
const statementsPath = "data/statements.csv"

// questionEvidence returns what the statements on a question rest on; nil if
// there are none.
func (m *maker) questionEvidence(p *site.Page) *Evidence {
	list := m.distinct(p)
	if len(list) == 0 {
		return nil
	}
	v := &Evidence{Table: m.base.rel(statementsPath, "")}
	who, publishers := map[*site.Page]bool{}, map[*site.Page]bool{}
	var dates []edtf.Date
	for _, s := range list {
		if !who[s.Who] && s.Who.Organization != nil {
			v.Organizations++
		} else if !who[s.Who] {
			v.People++
		}
		who[s.Who] = true
		articles := s.Reporters()
		for _, a := range articles {
			if by := a.Article.Publisher; by != nil {
				publishers[by] = true
			}
		}
		if len(articles) == 1 {
			v.Single++
		}
		if !s.Date.IsZero() {
			dates = append(dates, s.Date)
		}
	}
	v.Publishers = len(publishers)
	if n := len(dates); n > 0 {
		v.First, v.Last = m.o.date(dates[0]), m.o.date(dates[n-1])
	}
	return v
}

// news returns the links to the days whose matrix has something new on a
// question, each to its column.
func (m *maker) news(p *site.Page) []Link {
	days := m.o.site.News(p)
	list := m.asOfLinks(days)
	for i, a := range days {
		list[i].Href = m.base.rel(a.Path, questionID(p))
	}
	return list
}
