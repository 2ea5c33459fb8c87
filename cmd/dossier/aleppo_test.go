package main

import (
	"testing"

	"dossier/cmd/dossier/internal/site"
)

// TestAleppoShifts names changes of position that the sources of the Aleppo
// dossier document; the program must find them from the statements alone.
func TestAleppoShifts(t *testing.T) {
	s, _, _ := buildSite(dossierFS(), buildOptions{})
	for _, c := range []struct{ holder, position, from, to string }{
		{"people/staffan-de-mistura", "positions/share-of-fateh-al-sham", "2016-09", "2016-10-06"},
		{"people/john-kerry", "positions/grounding-of-aircraft", "2016-09-09", "2016-09-21"},
		{"organizations/united-states", "positions/viability-of-the-arrangement", "2016-09-20", "2016-10-03"},
	} {
		if !hasShift(s, c.holder, c.position, c.from, c.to) {
			t.Errorf("no change of %s on %s from %s to %s", c.holder, c.position, c.from, c.to)
		}
	}
	// The Russian accounts of the convoy of 20 September are two stances on
	// one day: mixed, not a change.
	mixed := false
	for _, lane := range pageByKey(t, s, "people/igor-konashenkov").Lanes {
		if lane.Position.Key == "positions/convoy-attack-responsibility" {
			mixed = len(lane.Moments) == 1 && lane.Moments[0].Mixed
		}
	}
	if !mixed {
		t.Error("Konashenkov on the convoy is not one mixed day")
	}
}

func hasShift(s *site.Site, holder, position, from, to string) bool {
	for _, x := range s.Shifts {
		if x.Holder.Key == holder && x.Position.Key == position && x.From.Date.String() == from && x.To.Date.String() == to {
			return true
		}
	}
	return false
}

// TestAleppoTruceEnd holds the disputed end of the truce: 19 September is shown,
// and the Sputnik article's Friday stands beside it.
func TestAleppoTruceEnd(t *testing.T) {
	s, _, _ := buildSite(dossierFS(), buildOptions{})
	event := pageByKey(t, s, "events/truce-declared-over")
	if got := event.Date.String(); got != "2016-09-19" {
		t.Errorf("the truce ends on %s, want 2016-09-19", got)
	}
	for _, d := range event.Disputes {
		if d.Question != "date" {
			continue
		}
		for _, v := range d.Values {
			if v.Date.String() == "2016-09-23" && !v.Shown && v.Articles()[0].Key == "articles/2016-09-27-sputnik-deadlock" {
				return
			}
		}
	}
	t.Error("the account of 23 September is not kept beside it")
}

func pageByKey(t *testing.T, s *site.Site, key string) *site.Page {
	t.Helper()
	for _, p := range s.Pages {
		if p.Key == key {
			return p
		}
	}
	t.Fatalf("there is no page %s", key)
	return nil
}
