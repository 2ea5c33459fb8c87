package render

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/relay"
	"dossier/cmd/dossier/internal/site"
	"dossier/cmd/dossier/internal/slug"
)

const (
	sourcesPath = "sources/"
	maxEvidence = 500 // rows of a table of the page of sources; the rest is a number
	maxFacts    = 6   // named in a row; the article's page counts all
)

// An evidence is what package site finds out about sources, found once.
type evidence struct {
	*site.Sources
	rests map[*site.Page]*site.Rest
}

// findEvidence begins to find the evidence, since every article asks for it. The
// function that it returns waits for it.
func findEvidence(s *site.Site) func() *evidence {
	var e *evidence
	found := relay.Go(func() { e = newEvidence(s) })
	return func() *evidence {
		found()
		return e
	}
}

func newEvidence(s *site.Site) *evidence {
	e := &evidence{Sources: s.Sources(), rests: map[*site.Page]*site.Rest{}}
	for i := range e.Rests {
		e.rests[e.Rests[i].Article] = &e.Rests[i]
	}
	return e
}

// sources fills the page of the sources.
func (m *maker) sources(v *Page) {
	e := m.o.evidence()
	articles := len(m.o.site.Articles)
	s := &Sources{Unnamed: e.Unnamed, NoWeek: e.NoWeek, Kinds: m.kindCounts(e.Kinds, articles)}
	for _, p := range e.Publishers {
		row := PublisherRow{Publisher: m.link(p.Page), Country: p.Page.Organization.Country, Articles: len(p.Articles), Kinds: m.kindCounts(p.Kinds, len(p.Articles))}
		s.Publishers = append(s.Publishers, row)
	}
	for _, l := range e.Languages {
		name := m.o.words.T("not_given")
		if l.Name != "" {
			name = m.o.language(l.Name)
		}
		s.Languages = append(s.Languages, m.newShare(name, l.Count, articles))
	}
	for _, w := range e.Weeks {
		s.Weeks = append(s.Weeks, WeekRow{
			Name: fmt.Sprintf("%d-W%02d", w.Year, w.Week), Days: m.o.date(week(w.Monday)), Articles: w.Articles,
			Kinds: m.kindCounts(w.Kinds, w.Articles),
		})
	}
	if len(e.Weeks) > 0 {
		s.Wide, s.Narrow = m.weeks(e.Weeks)
	}
	for _, p := range e.Positions {
		row := PositionRow{
			Position: m.link(p.Position), Statements: p.Statements, Reports: p.Reports, StateOnly: p.StateOnly,
			Kinds: m.kindCounts(p.Kinds, p.Reports),
		}
		for _, k := range p.Kinds {
			if k.Name == "state-media" {
				row.State = m.newShare(m.o.kindLabel(k.Name), k.Count, p.Reports)
			}
		}
		s.Positions = append(s.Positions, row)
	}
	m.singles(v, s, e)
	m.rests(s, e)
	v.Sources = s
}

// week returns the seven days from a Monday as an interval.
func week(monday edtf.Day) edtf.Date { return edtf.Span(monday.Date(), (monday + 6).Date()) }

// singles adds what a single article reports.
func (m *maker) singles(v *Page, s *Sources, e *evidence) {
	shown := e.Statements[:min(maxEvidence, len(e.Statements))]
	v.Statements = m.statements(shown)
	s.MoreStatements = len(e.Statements) - len(shown)
	things := e.Things[:min(maxEvidence, len(e.Things))]
	for _, p := range things {
		s.Things = append(s.Things, ThingRow{
			Thing: m.link(p), KindLabel: m.o.typeLabel(p.Type), Date: m.o.date(p.Date), Source: m.source(p.Articles[0]),
		})
	}
	s.MoreThings = len(e.Things) - len(things)
}

// rests adds what rests on each article.
func (m *maker) rests(s *Sources, e *evidence) {
	ids, of := uniqueIDs{}, map[string]*RestGroup{}
	s.MoreRests = max(0, len(e.Rests)-maxEvidence)
	for i := range e.Rests[:len(e.Rests)-s.MoreRests] {
		r := &e.Rests[i]
		row := RestRow{ID: ids.next("d-rests-" + slug.Make(r.Article.ID)), Source: m.source(r.Article), Rest: *m.rest(r)}
		row.Facts = m.facts(r.Unsourced[:min(maxFacts, len(r.Unsourced))])
		row.More = len(r.Unsourced) - len(row.Facts)
		g := of[row.Source.Publisher]
		if g == nil {
			g = &RestGroup{Publisher: row.Source.Publisher}
			of[g.Publisher] = g
			s.Rests = append(s.Rests, g)
		}
		g.Rows = append(g.Rows, row)
	}
	slices.SortStableFunc(s.Rests, func(a, b *RestGroup) int { return len(b.Rows) - len(a.Rows) })
}

// rest returns what rests on an article, in short.
func (m *maker) rest(r *site.Rest) *Rest {
	return &Rest{Unsourced: m.factCounts(r.Unsourced), Single: m.factCounts(r.Single)}
}

// factCounts says how many facts of each kind there are: "3 statements, 2 dates
// and 1 figure"; "" for none.
func (m *maker) factCounts(list []site.Fact) string {
	var statements, dates, places, figures int
	for _, f := range list {
		switch {
		case f.Statement != nil:
			statements++
		case f.Question == "date":
			dates++
		case f.Question == "place":
			places++
		default:
			figures++
		}
	}
	var parts []string
	for _, c := range []struct {
		n   int
		key string
	}{{statements, "n_statements"}, {dates, "n_dates"}, {places, "n_places"}, {figures, "n_figures"}} {
		if c.n > 0 {
			parts = append(parts, m.o.words.N(c.key, c.n))
		}
	}
	if n := len(parts); n > 1 {
		parts = append(parts[:n-2], parts[n-2]+m.o.words.T("and")+parts[n-1])
	}
	return strings.Join(parts, m.o.words.T("comma"))
}

// facts returns a line for each fact.
func (m *maker) facts(list []site.Fact) []Fact {
	var out []Fact
	for _, f := range list {
		if s := f.Statement; s != nil {
			out = append(out, Fact{
				Link: Link{Title: s.Who.Title + m.o.words.T("comma") + s.Position.Title, Href: m.href(s.Article, s.Anchor), Kind: "statement"},
				Text: s.Stance.Label + m.o.words.T("comma") + s.Date.Format(m.o.dates),
			})
			continue
		}
		value := m.answer(f.Value.Date.Format(m.o.dates), f.Value.Place, f.Value.Figure)
		out = append(out, Fact{Link: m.link(f.Thing), Text: m.o.words.T("name_value", m.o.questionLabel(f.Question), value)})
	}
	return out
}

// kindCounts returns counts by kind of source with their share of all.
func (m *maker) kindCounts(list []site.SourceCount, all int) []Share {
	out := make([]Share, len(list))
	for i, c := range list {
		out[i] = m.newShare(cmp.Or(m.o.kindLabel(c.Name), m.o.words.T("kind_not_given")), c.Count, all)
	}
	return out
}

// newShare returns a count and what part of all it is, in whole percent.
func (m *maker) newShare(name string, n, all int) Share {
	s := Share{Name: name, Count: n}
	if all > 0 {
		s.Percent = m.o.words.T("percent", strconv.Itoa((200*n+all)/(2*all)))
	}
	return s
}
