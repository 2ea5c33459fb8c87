package site

import "dossier/cmd/dossier/internal/diag"

// reportUnlikely warns of statements that can hardly have been made as written:
// after the holder's death, or at a meeting that the holder was not at.
func (b *builder) reportUnlikely() {
	at := map[*Page]*attendance{}
	for _, s := range b.site.Statements {
		from := s.Article.Source
		if p := s.Who.Person; p != nil && !p.Died.IsZero() && s.Date.Earliest() > p.Died.Latest() && !s.Date.IsZero() {
			b.list.Add(diag.Warning, from.Pos(s.data.Date.Line, s.data.Date.Col), "date is when it was said, not when it was reported; or correct died on the page of "+s.Who.Key,
				"%q died (%s) before the date of the statement (%s)", s.Who.Title, p.Died, s.Date)
		}
		if s.Meeting == nil {
			continue
		}
		if at[s.Meeting] == nil {
			at[s.Meeting] = attendanceOf(s.Meeting)
		}
		if why := at[s.Meeting].missing(s); why != "" {
			b.list.Add(diag.Warning, from.Pos(s.data.Meeting.Line, s.data.Meeting.Col), "correct the participants there, or take meeting out of the statement",
				"%q is %s %s, where the statement is said to be made", s.Who.Title, why, s.Meeting.Key)
		}
	}
}

// An attendance says who was at a meeting.
type attendance struct {
	there map[*Page]bool // who is listed, and for whom; false if only as absent
	named map[*Page]bool // organizations that are listed themselves, as there
}

func attendanceOf(meeting *Page) *attendance {
	at := &attendance{there: map[*Page]bool{}, named: map[*Page]bool{}}
	for _, x := range meeting.Meeting.Participants {
		present := x.Presence != "absent"
		at.there[x.Who] = at.there[x.Who] || present
		switch {
		case present && x.Who.Organization != nil:
			at.named[x.Who] = true
		case present:
			at.bring(x)
		}
	}
	return at
}

// bring makes the organizations present that a person stands for: the one
// spoken for, and those with an office of theirs, such as the body that they
// chair.
func (at *attendance) bring(x Participant) {
	if x.For != nil {
		at.there[x.For] = true
	}
	if x.Who.Person == nil {
		return
	}
	for _, r := range x.Who.Person.Roles {
		if r.Organization != nil {
			at.there[r.Organization] = true
		}
	}
}

// missing returns "listed as absent from" or "not listed at" if the holder of
// a statement was not at its meeting, else "". An organization was there if
// somebody was for it, and anybody may have spoken for one that is listed
// itself. Where nobody is listed, nobody is missing.
func (at *attendance) missing(s *Statement) string {
	there, listed := at.there[s.Who]
	switch {
	case there || len(at.there) == 0:
		return ""
	case listed:
		return "listed as absent from"
	case at.named[s.For]:
		return ""
	}
	return "not listed at"
}
