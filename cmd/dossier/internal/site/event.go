package site

import (
	"slices"

	"dossier/cmd/dossier/internal/content"
)

// settleThings decides what is shown of events and meetings: which have a page
// of their own, when they took place, and on what their accounts differ.
func (b *builder) settleThings() {
	for _, p := range b.things {
		if p.Type != content.Event && p.Type != content.Meeting {
			continue
		}
		slices.SortStableFunc(p.Accounts, byPublication)
		p.Own = p.Source != nil || p.Stub || severalPages(p.Articles)
		settleDate(p)
		settlePlace(p)
		if p.Event != nil {
			settleFigures(p)
		} else {
			settleMeeting(p)
		}
	}
}

func severalPages(pages []*Page) bool {
	return slices.ContainsFunc(pages, func(p *Page) bool { return p != pages[0] })
}
