package site

import "testing"

func TestUnlikely(t *testing.T) {
	const hearing = `
-- organizations/board.md --
title: Road Board
-- organizations/road-office.md --
title: Road Office
-- people/lea.md --
title: Lea Stone
roles: [{title: Chair, organization: board}]
-- people/ben.md --
title: Ben Lund
died: 2031-03
-- meetings/hearing.md --
title: Hearing
date: 2031-04-04
participants: [{who: anna, for: road-office}, {who: tom, presence: absent}, {who: ida, presence: walked-out}, parish, lea]
-- meetings/talks.md --
title: Talks
date: 2031-05-05
`
	at := func(who string) string {
		return road + hearing + "-- articles/b.md --\ntitle: B\ndate: 2031-05-01\nstatements:\n  - {position: bypass, stance: stop, who: " + who + "}\n"
	}
	for who, want := range map[string]string{
		"anna, meeting: hearing":                              "",
		"ida, meeting: hearing":                               "",
		"tom, meeting: hearing":                               `articles/b.md:5:57: warning: "Tom Reed" is listed as absent from meetings/hearing, where the statement is said to be made | correct the participants there, or take meeting out of the statement`,
		"ben, meeting: hearing, date: 2030":                   `articles/b.md:5:57: warning: "Ben Lund" is not listed at meetings/hearing, where the statement is said to be made | correct the participants there, or take meeting out of the statement`,
		"ben, for: parish, meeting: hearing, date: 2030":      "", // whoever spoke for one that is listed itself
		"ben, for: road-office, meeting: hearing, date: 2030": `articles/b.md:5:75: warning: "Ben Lund" is not listed at meetings/hearing, where the statement is said to be made | correct the participants there, or take meeting out of the statement`,
		"road-office, meeting: hearing":                       "", // Anna was there for it
		"board, meeting: hearing":                             "", // its chair was
		"parish, meeting: hearing":                            "",
		"tom, meeting: talks":                                 "", // nobody is listed there
		"ben":                                                 `articles/b.md:3:7: warning: "Ben Lund" died (2031-03) before the date of the statement (2031-05-01) | date is when it was said, not when it was reported; or correct died on the page of people/ben`,
		"ben, date: 2031-04-01":                               `articles/b.md:5:54: warning: "Ben Lund" died (2031-03) before the date of the statement (2031-04-01) | date is when it was said, not when it was reported; or correct died on the page of people/ben`,
		"ben, date: 2031-03-31":                               "",
		"ben, date: 2031":                                     "",
	} {
		_, list := build(t, at(who), Options{})
		if want == "" {
			wantMessages(t, list)
		} else {
			wantMessages(t, list, want)
		}
	}
}
