package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/edtf"
)

// road is a question with a scale of four, and those who answer it.
const road = `
-- positions/bypass.md --
title: The bypass
question: Shall the bypass be built?
stances: {stop: No road, wait: Not now, tunnel: A tunnel, build: Build it}
-- people/anna.md --
title: Anna Berg
-- people/tom.md --
title: Tom Reed
-- people/ida.md --
title: Ida Holm
-- organizations/parish.md --
title: Parish Council
`

// said makes an article of every line "date who[/for] stance [mode [published]]".
func said(lines ...string) string {
	var b strings.Builder
	for i, line := range lines {
		f := strings.Fields(line)
		published := fmt.Sprintf("2032-01-%02d", i%28+1)
		if len(f) > 4 {
			published = f[4]
		}
		who, org, spoke := strings.Cut(f[1], "/")
		fmt.Fprintf(&b, "-- articles/a%d.md --\ntitle: A%d\ndate: %s\nstatements:\n  - {who: %s, position: bypass, stance: %s, date: %q", i, i, published, who, f[2], f[0])
		if spoke {
			b.WriteString(", for: " + org)
		}
		if len(f) > 3 {
			b.WriteString(", mode: " + f[3])
		}
		b.WriteString("}\n")
	}
	return b.String()
}

func stancesOf(list []Stance) string {
	var out []string
	for _, s := range list {
		out = append(out, s.ID)
	}
	return strings.Join(out, "+")
}

func marks(on ...any) string {
	out := ""
	for i := 0; i < len(on); i += 2 {
		if on[i+1].(bool) {
			out += " " + on[i].(string)
		}
	}
	return out
}

func (m *Moment) String() string {
	return m.Date.String() + " " + stancesOf(m.Stances) + marks("mixed", m.Mixed, "split", m.Split, "reported", m.Reported)
}

func (s *Shift) String() string {
	return fmt.Sprintf("%s %s > %s %s by %d in %s%s", s.From.Date, stancesOf(s.From.Stances), s.To.Date, stancesOf(s.To.Stances), s.Distance, s.Between,
		marks("overlap", s.Overlap, "reported", s.Reported, "other", s.ByOther))
}

func lane(t *testing.T, s *Site, holder string) *Lane {
	t.Helper()
	p := page(t, s, holder)
	if len(p.Lanes) != 1 {
		t.Fatalf("%s has %d lanes", holder, len(p.Lanes))
	}
	return p.Lanes[0]
}

func TestLanes(t *testing.T) {
	for name, c := range map[string]struct {
		holder  string
		said    []string
		moments string
		shifts  string
	}{
		"one stance": {"people/anna", []string{"2031-01-01 anna stop", "2031-02-01 anna stop"},
			"2031-01-01 stop; 2031-02-01 stop", ""},
		"a change": {"people/anna", []string{"2031-01-01 anna stop", "2031-02-01 anna stop", "2031-03-01 anna build"},
			"2031-01-01 stop; 2031-02-01 stop; 2031-03-01 build",
			"2031-02-01 stop > 2031-03-01 build by 3 in 2031-02-01/2031-03-01"},
		"there and back": {"people/anna", []string{"2031-01-01 anna tunnel", "2031-01-02 anna build", "2031-01-03 anna tunnel"},
			"2031-01-01 tunnel; 2031-01-02 build; 2031-01-03 tunnel",
			"2031-01-01 tunnel > 2031-01-02 build by 1 in 2031-01-01/2031-01-02; 2031-01-02 build > 2031-01-03 tunnel by 1 in 2031-01-02/2031-01-03"},
		"opposites on one day": {"people/anna", []string{"2031-01-01 anna build", "2031-01-01 anna stop"},
			"2031-01-01 stop+build mixed", ""},
		"at two hours of one day": {"people/anna", []string{"2031-01-01T09:00 anna build", "2031-01-01T18:00 anna stop"},
			"2031-01-01T09:00 stop+build mixed", ""},
		"in one month": {"people/anna", []string{"2031-01 anna build", "2031-01 anna stop", "2031-01~ anna wait"},
			"2031-01 stop+wait+build mixed", ""},
		"a mixed day with the stance before": {"people/anna", []string{"2031-01-01 anna stop", "2031-01-02 anna stop", "2031-01-02 anna wait"},
			"2031-01-01 stop; 2031-01-02 stop+wait mixed", ""},
		"a mixed day with the stance after": {"people/anna", []string{"2031-01-01 anna stop", "2031-01-01 anna wait", "2031-01-02 anna stop"},
			"2031-01-01 stop+wait mixed; 2031-01-02 stop", ""},
		"over a mixed day": {"people/anna", []string{"2031-01-01 anna stop", "2031-01-02 anna stop", "2031-01-02 anna build", "2031-01-03 anna build"},
			"2031-01-01 stop; 2031-01-02 stop+build mixed; 2031-01-03 build",
			"2031-01-02 stop > 2031-01-03 build by 3 in 2031-01-02/2031-01-03"},
		"out of a mixed day": {"people/anna", []string{"2031-01-01 anna stop", "2031-01-01 anna wait", "2031-01-02 anna build"},
			"2031-01-01 stop+wait mixed; 2031-01-02 build",
			"2031-01-01 stop+wait > 2031-01-02 build by 2 in 2031-01-01/2031-01-02"},
		"into a mixed day": {"people/anna", []string{"2031-01-01 anna stop", "2031-01-02 anna tunnel", "2031-01-02 anna build", "2031-01-03 anna build"},
			"2031-01-01 stop; 2031-01-02 tunnel+build mixed; 2031-01-03 build",
			"2031-01-01 stop > 2031-01-02 tunnel+build by 2 in 2031-01-01/2031-01-02"},
		"dates that overlap": {"people/anna", []string{"2031-01-15 anna build", "2031-01 anna stop"},
			"2031-01 stop; 2031-01-15 build",
			"2031-01 stop > 2031-01-15 build by 3 in 2031-01-01/2031-01-31 overlap"},
		"an interval without an end": {"people/anna", []string{"2031-01-15/.. anna build", "2031-02-01 anna stop"},
			"2031-01-15/.. build; 2031-02-01 stop",
			"2031-01-15/.. build > 2031-02-01 stop by 3 in 2031-01-15/.. overlap"},
		"uncertain dates apart": {"people/anna", []string{"2031-01? anna build", "2031-03~ anna stop"},
			"2031-01? build; 2031-03~ stop",
			"2031-01? build > 2031-03~ stop by 3 in 2031-01-01/2031-03-31"},
		"reported": {"people/anna", []string{"2031-01-01 anna stop", "2031-01-02 anna build reported"},
			"2031-01-01 stop; 2031-01-02 build reported",
			"2031-01-01 stop > 2031-01-02 build by 3 in 2031-01-01/2031-01-02 reported"},
		"denied after reported": {"people/anna", []string{"2031-01-01 anna stop", "2031-01-02 anna build reported", "2031-01-03 anna build denied", "2031-01-04 anna stop direct"},
			"2031-01-01 stop; 2031-01-02 build reported; 2031-01-03 build reported; 2031-01-04 stop",
			"2031-01-01 stop > 2031-01-02 build by 3 in 2031-01-01/2031-01-02 reported; 2031-01-03 build > 2031-01-04 stop by 3 in 2031-01-03/2031-01-04 reported"},
		"reported by one, heard by another": {"people/anna", []string{"2031-01-01 anna stop", "2031-01-02 anna build reported", "2031-01-02 anna build direct"},
			"2031-01-01 stop; 2031-01-02 build",
			"2031-01-01 stop > 2031-01-02 build by 3 in 2031-01-01/2031-01-02"},
		"said after its article": {"people/anna", []string{"2031-03-01 anna build paraphrase 2031-01-01", "2031-02-01 anna stop"},
			"2031-02-01 stop; 2031-03-01 build",
			"2031-02-01 stop > 2031-03-01 build by 3 in 2031-02-01/2031-03-01"},
		"for two organizations": {"people/anna", []string{"2031-01-01 anna/parish stop", "2031-01-02 anna/Road-Office build"},
			"2031-01-01 stop; 2031-01-02 build",
			"2031-01-01 stop > 2031-01-02 build by 3 in 2031-01-01/2031-01-02"},

		"the same speaker": {"organizations/parish", []string{"2031-01-01 anna/parish stop", "2031-01-02 anna/parish build"},
			"2031-01-01 stop; 2031-01-02 build",
			"2031-01-01 stop > 2031-01-02 build by 3 in 2031-01-01/2031-01-02"},
		"another speaker": {"organizations/parish", []string{"2031-01-01 anna/parish stop", "2031-01-02 tom/parish build"},
			"2031-01-01 stop; 2031-01-02 build",
			"2031-01-01 stop > 2031-01-02 build by 3 in 2031-01-01/2031-01-02 other"},
		"itself and a speaker": {"organizations/parish", []string{"2031-01-01 parish stop", "2031-01-02 tom/parish build"},
			"2031-01-01 stop; 2031-01-02 build",
			"2031-01-01 stop > 2031-01-02 build by 3 in 2031-01-01/2031-01-02 other"},
		"two speakers on one day": {"organizations/parish", []string{"2031-01-01 anna/parish stop", "2031-01-01 tom/parish build"},
			"2031-01-01 stop+build split", ""},
		"two speakers of one mind": {"organizations/parish", []string{"2031-01-01 anna/parish stop", "2031-01-01 tom/parish stop"},
			"2031-01-01 stop", ""},
		"a split with a mixed speaker": {"organizations/parish", []string{"2031-01-01 anna/parish stop", "2031-01-01 anna/parish wait", "2031-01-01 tom/parish wait"},
			"2031-01-01 stop+wait mixed split", ""},
		"a split in dates that overlap": {"organizations/parish", []string{"2031-01 anna/parish stop", "2031-01-15 tom/parish build", "2031-02-01 tom/parish build"},
			"2031-01-01/2031-01-31 stop+build split; 2031-02-01 build", ""},
		"a split that does not reach": {"organizations/parish", []string{"2031-01 anna/parish stop", "2031-01-15 tom/parish build", "2031-01-16 ida/parish tunnel"},
			"2031-01-01/2031-01-31 stop+build split; 2031-01-16 tunnel",
			"2031-01-01/2031-01-31 stop+build > 2031-01-16 tunnel by 1 in 2031-01-01/2031-01-31 overlap other"},
		"dates that overlap, the same speaker": {"organizations/parish", []string{"2031-01 anna/parish stop", "2031-01-15 anna/parish build"},
			"2031-01 stop; 2031-01-15 build",
			"2031-01 stop > 2031-01-15 build by 3 in 2031-01-01/2031-01-31 overlap"},
		"a speaker who joins a split twice": {"organizations/parish", []string{"2031-01 anna/parish stop", "2031-01-15 tom/parish build", "2031-01-15 anna/parish tunnel", "2031-01-15 ida/parish wait"},
			"2031-01-01/2031-01-31 stop+build split; 2031-01-15 wait+tunnel split",
			"2031-01-01/2031-01-31 stop+build > 2031-01-15 wait+tunnel by 1 in 2031-01-01/2031-01-31 overlap"},
		"out of a split": {"organizations/parish", []string{"2031-01-01 anna/parish stop", "2031-01-01 tom/parish build", "2031-01-02 anna/parish build", "2031-01-03 tom/parish wait"},
			"2031-01-01 stop+build split; 2031-01-02 build; 2031-01-03 wait",
			"2031-01-02 build > 2031-01-03 wait by 2 in 2031-01-02/2031-01-03 other"},
	} {
		s, _ := build(t, road+said(c.said...), Options{})
		l := lane(t, s, c.holder)
		var moments, shifts []string
		for _, m := range l.Moments {
			moments = append(moments, m.String())
		}
		for _, x := range l.Shifts {
			shifts = append(shifts, x.String())
		}
		equal(t, name+", moments", strings.Join(moments, "; "), c.moments)
		equal(t, name+", shifts", strings.Join(shifts, "; "), c.shifts)
		n := 0
		for _, m := range l.Moments {
			n += len(m.Statements)
		}
		equal(t, name+", statements", n, l.Count())
	}
}

// TestLaneOrder checks which lanes there are, and in which order.
func TestLaneOrder(t *testing.T) {
	s, list := build(t, road+`
-- organizations/road-office.md --
title: Road Office
-- positions/after.md --
title: After the bypass
question: What then?
stances: {rest: Rest, dig: Dig on}
-- articles/b.md --
title: B
date: 2031-05-01
statements:
  - {who: anna, position: after, stance: dig, for: parish}
  - {who: anna, position: after, stance: dig, for: road-office}
`+said("2031-01-01 anna/parish stop", "2031-01-02 tom stop", "2031-01-03 tom stop", "2031-01-03 tom stop", "2031-01-04 ida/road-office wait", "2031-01-05 parish stop"), Options{})
	wantMessages(t, list)
	lanes := func(key string) string {
		var out []string
		for _, l := range page(t, s, key).Lanes {
			out = append(out, fmt.Sprint(keys(l.Holder, l.Position), " ", l.Count(), marks("gathered", l.Gathered)))
		}
		return strings.Join(out, "; ")
	}
	equal(t, "of a position", lanes("positions/bypass"), "organizations/parish positions/bypass 2; organizations/road-office positions/bypass 1; "+
		"people/tom positions/bypass 2; people/anna positions/bypass 1 gathered; people/ida positions/bypass 1 gathered")
	equal(t, "of a person", lanes("people/anna"), "people/anna positions/after 1 gathered; people/anna positions/bypass 1 gathered")
	equal(t, "of an organization", lanes("organizations/road-office"), "organizations/road-office positions/after 1; organizations/road-office positions/bypass 1")
	equal(t, "of two reports", keys(page(t, s, "people/tom").Lanes[0].Moments[1].Articles()...), "articles/a2 articles/a3")
}

func TestShiftLists(t *testing.T) {
	s, list := build(t, road+said(
		"2031-01-01 anna/parish stop", "2031-01-05 anna/parish wait", "2031-01-05 anna/parish wait",
		"2031-01-03 tom wait", "2031-01-04 tom build",
		"2031-01-07 ida/parish build"), Options{})
	wantMessages(t, list)
	lines := func(list []*Shift) string {
		var out []string
		for _, x := range list {
			line := x.Anchor + " " + x.Date().String()
			if x.With != nil {
				line += " with " + keys(x.With.Holder)
			}
			if x.For != nil {
				line += " for " + keys(x.For...)
			}
			out = append(out, line)
		}
		return strings.Join(out, "; ")
	}
	const tom = "d-shift-tom-bypass-2031-01-04 2031-01-04"
	const parish1 = "d-shift-parish-bypass-2031-01-05 2031-01-05 with people/anna"
	const anna = "d-shift-anna-bypass-2031-01-05 2031-01-05 for organizations/parish"
	const parish2 = "d-shift-parish-bypass-2031-01-07 2031-01-07"
	all := strings.Join([]string{tom, parish1, anna, parish2}, "; ")
	equal(t, "all", lines(s.Shifts), all)
	equal(t, "of the position", lines(page(t, s, "positions/bypass").Shifts), all)
	equal(t, "of a person", lines(page(t, s, "people/anna").Shifts), anna)
	equal(t, "of another", lines(page(t, s, "people/ida").Shifts), "")
	equal(t, "of an organization", lines(page(t, s, "organizations/parish").Shifts), parish1+"; "+parish2)
	for _, x := range s.Shifts {
		if !ReservedID(x.Anchor) {
			t.Errorf("a heading may have the id %q", x.Anchor)
		}
	}
	var got []string
	for _, e := range s.Timeline {
		line := string(e.Kind) + " " + e.Date.String() + " " + e.Statement.Who.ID + " from " + keys(e.Articles...)
		if e.Shift != nil {
			line += " " + e.Shift.Holder.ID + " " + e.Shift.From.Date.String()
		}
		got = append(got, line)
	}
	equal(t, "timeline", strings.Join(got, "\n"), strings.TrimSpace(`
statement 2031-01-01 anna from articles/a0
statement 2031-01-03 tom from articles/a3
shift 2031-01-04 tom from articles/a4 tom 2031-01-03
shift 2031-01-05 anna from articles/a1 articles/a2 anna 2031-01-01
shift 2031-01-07 ida from articles/a5 parish 2031-01-05`))
}

// TestShiftAtMeeting has a shift in the timeline though its statement is
// folded into a meeting.
func TestShiftAtMeeting(t *testing.T) {
	s, _ := build(t, road+said("2031-01-01 anna stop")+`
-- meetings/m.md --
title: M
date: 2031-02-01
-- articles/b.md --
title: B
date: 2031-02-02
statements: [{who: anna, position: bypass, stance: build, date: 2031-02-01, meeting: m}]
`, Options{})
	var got []string
	for _, e := range s.Timeline {
		got = append(got, string(e.Kind)+" "+e.Date.String())
	}
	equal(t, "timeline", strings.Join(got, ", "), "statement 2031-01-01, meeting 2031-02-01, shift 2031-02-01")
}

func TestShiftNotes(t *testing.T) {
	note := func(lines ...string) string {
		return strings.Replace(road, "build: Build it}\n", "build: Build it}\nshifts:\n  - {"+strings.Join(lines, "}\n  - {")+"}\n", 1)
	}
	story := said("2031-01-01 anna/parish stop", "2031-01-05 anna/parish wait", "2031-01-09 tom build", "2031-01 ida stop", "2031-02 ida wait", "2031-03 ida build") + `
-- positions/other.md --
title: Other
question: What?
stances: {a: A, b: B}
-- articles/b.md --
title: B
date: 2031-04-01
statements: [{who: tom, position: other, stance: a}, {who: tom, position: other, stance: b, date: 2031-05}]
`
	s, list := build(t, note("who: anna, date: 2031-01-05, note: After the flood.", "who: Ida Holm, date: 2031-03, note: She was asked.")+story, Options{})
	wantMessages(t, list)
	var got []string
	for _, x := range s.Shifts {
		got = append(got, x.Holder.ID+" "+x.Date().String()+" "+x.Note)
	}
	equal(t, "notes", strings.Join(got, "; "),
		"parish 2031-01-05 After the flood.; anna 2031-01-05 After the flood.; ida 2031-02 ; ida 2031-03 She was asked.; tom 2031-05 ")

	_, list = build(t, note(
		"who: ida, date: 2031-01, note: N",
		"who: tom, date: 2031-01-09, note: N",
		"who: parish, date: 2031-01-06, note: N",
		"who: nobody-here, date: 2031-01-06, note: N",
		"who: ida, date: 2031-03, note: N",
		"who: ida, date: 2031-03, note: M",
		"who: Nobody Else, date: 2031-03, note: M",
	)+story, Options{})
	wantMessages(t, list,
		`positions/bypass.md:6:22: error: "Ida Holm" has no change of position here that leads to 2031-01 | its changes here lead to 2031-02 (No road → Not now), 2031-03 (Not now → Build it)`,
		`positions/bypass.md:7:22: error: "Tom Reed" has no change of position here that leads to 2031-01-09 | its changes on other questions are positions/other 2031-05 (A → B)`,
		`positions/bypass.md:8:25: error: "Parish Council" has no change of position here that leads to 2031-01-06 | its changes here lead to 2031-01-05 (No road → Not now)`,
		`positions/bypass.md:9:11: error: unknown person or organization "nobody-here" | to create it: write content/people/nobody-here.md, or run: dossier new person "Nobody Here"`,
		`positions/bypass.md:11:22: error: a second note on the change of position of "Ida Holm" that leads to 2031-03 | make one of them`,
		`positions/bypass.md:12:30: error: "Nobody Else" has no change of position here that leads to 2031-03 | no change of position of this holder was found at all`)
}

func TestDistance(t *testing.T) {
	scale := make([]Stance, 9)
	for i := range scale {
		scale[i] = Stance{Index: i, Of: len(scale)}
	}
	at := func(indexes []int) []Stance {
		var out []Stance
		for _, i := range indexes {
			out = append(out, scale[i])
		}
		return out
	}
	for _, c := range []struct {
		a, b []int
		want int
	}{
		{[]int{0}, []int{8}, 8},
		{[]int{8}, []int{0}, 8},
		{[]int{0, 4}, []int{8}, 4},
		{[]int{0, 4, 8}, []int{2, 5}, 1},
		{[]int{3}, []int{0, 8}, 3},
		{[]int{0, 8}, []int{2, 5}, 2},
	} {
		equal(t, fmt.Sprint(c.a, c.b), distance(at(c.a), at(c.b)), c.want)
		equal(t, fmt.Sprint(c.b, c.a), distance(at(c.b), at(c.a)), c.want)
	}
}

// TestFewestChanges compares the shifts of every short row of moments with the
// fewest that explain it, found by trying all.
func TestFewestChanges(t *testing.T) {
	const stances, days = 3, 5
	sets := 1<<stances - 1 // each moment is one of the sets that are not empty
	for n, rows := 0, power(sets, days); n < rows; n++ {
		row := make([]int, days)
		for i, rest := 0, n; i < days; i, rest = i+1, rest/sets {
			row[i] = rest%sets + 1
		}
		var l Lane
		for i, set := range row {
			m := &Moment{Date: edtf.DayOf(2031, 1, i+1).Date()}
			for j := range stances {
				if set>>j&1 == 1 {
					st := Stance{ID: fmt.Sprint(j), Index: j, Of: stances}
					m.Stances = append(m.Stances, st)
					m.Statements = append(m.Statements, &Statement{Who: &Page{}, Stance: st, Date: m.Date})
				}
			}
			l.Moments = append(l.Moments, m)
		}
		if got, want := len(shifts(&l)), fewest(row, stances); got != want {
			t.Fatalf("%v: %d shifts, want %d", row, got, want)
		}
	}
}

func power(a, n int) int {
	out := 1
	for range n {
		out *= a
	}
	return out
}

// fewest returns the least number of changes with which some stance of every
// set follows the other.
func fewest(row []int, stances int) int {
	cost := make([]int, stances)
	for _, set := range row {
		best := slices.Min(cost)
		next := make([]int, stances)
		for j := range next {
			next[j] = min(cost[j], best+1)
			if set>>j&1 == 0 {
				next[j] = 1 << 20
			}
		}
		cost = next
	}
	first := 1 << 20
	for _, c := range cost {
		first = min(first, c)
	}
	return first
}

// TestShiftsSay checks what holds of every shift.
func TestShiftsSay(t *testing.T) {
	s, _ := build(t, road+said(
		"2031-01 anna/parish stop", "2031-01-15 anna/parish build", "2031-01-15 tom/parish wait", "2031-02 anna tunnel reported",
		"2031-02-03 tom/parish stop", "2031-02-03 tom/parish tunnel", "2031-04 tom/parish build denied", "2031/.. ida/parish wait"), Options{})
	if len(s.Shifts) < 4 {
		t.Fatalf("only %d shifts", len(s.Shifts))
	}
	for _, x := range s.Shifts {
		if x.Distance < 1 || x.Distance >= 4 || len(common(x.From.Stances, x.To.Stances)) > 0 {
			t.Errorf("%s: distance %d", x, x.Distance)
		}
		if x.With != nil && (x.Holder.Organization == nil || !slices.Contains(x.With.For, x.Holder)) {
			t.Errorf("%s is told with %s", x, x.With)
		}
		for _, m := range []*Moment{x.From, x.To} {
			var took []Stance
			for _, st := range m.Statements {
				took = append(took, st.Stance)
				if st.Who != x.Holder && st.For != x.Holder {
					t.Errorf("%s: a statement of %s", x, st.Who.Key)
				}
			}
			for _, st := range m.Stances {
				if !slices.Contains(took, st) {
					t.Errorf("%s: nobody took %s", x, st.ID)
				}
			}
		}
	}
}
