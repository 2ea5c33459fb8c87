package site

import "testing"

func TestRegisterName(t *testing.T) {
	for _, c := range [][2]string{
		{"", ""},
		{"Ida", "Ida"},
		{"Anna Berg", "Berg"},
		{"Bashar al-Amin", "Amin"},
		{"Omar Al Amin", "Amin"},
		{"Karl Ash-Shami", "Shami"},
		{"Mary Ash", "Ash"},
		{"Luca de Rossi", "de Rossi"},
		{"Hamad bin Saif", "bin Saif"},
		{"Jan van der Meer", "van der Meer"},
		{"De Rossi", "Rossi"},
		{"Sam Hill Jr.", "Hill"},
		{"Sam Hill (diplomat)", "Hill"},
		{"Анна Берг", "Берг"},
		{"عمر الأمين", "عمر الأمين"},
		{"金 大中", "金 大中"},
		{"Al-", "Al-"},
	} {
		equal(t, c[0], RegisterName(c[0]), c[1])
	}
}

// TestPeopleByRegisterName checks the order of the list, of which other lists
// have nothing.
func TestPeopleByRegisterName(t *testing.T) {
	s, list := build(t, `
-- people/zoe.md --
title: Zoe Adams
-- people/bo.md --
title: Bo al-Quni
-- people/anna.md --
title: Anna Berg
-- organizations/z.md --
title: Zoe Adams Fund
-- organizations/a.md --
title: Anna Berg Fund
`, Options{})
	wantMessages(t, list)
	equal(t, "people", keys(s.People...), "people/zoe people/anna people/bo")
	equal(t, "organizations", keys(s.Organizations...), "organizations/a organizations/z")
}

func TestNews(t *testing.T) {
	s, _ := build(t, valley+valleySaid, Options{})
	for i, want := range []string{"2031-01-05 2031-01-31 2031-02-28", "2031-01-31 2031-03-31"} {
		got := ""
		for _, a := range s.News(s.Positions[i]) {
			got += " " + a.Day.String()
		}
		equal(t, s.Positions[i].ID, got, " "+want)
	}
}
