package render

import (
	"html/template"
	"slices"
	"strconv"

	"dossier/cmd/dossier/internal/edtf"
)

// An Overview is the picture of the period on the home page, in two drawings,
// and the table that says the same.
type Overview struct {
	Wide, Narrow template.HTML // an svg element each; show one of them
	Counted      string        // "by day": what one bar stands for
	Heads        []string      // of the table's columns: "Events", …
	Rows         []OverviewRow
	Before       string // what lies before the time that it shows: "7 things before, from 18 December 2015"; ""
	After        string
	Outside      int  // things whose date is not exact enough for the picture
	Ticks        bool // not all rows are bars
	Periods      bool // something lasts
	Open         bool // something has no known end
	Folded       bool // a stretch of time in which nothing stands is left out
}

// An OverviewRow is a month, or a longer time where that would be many rows.
type OverviewRow struct {
	When   Link // Href is "" if the timeline has no entry then
	Counts []string
}

// tabulate fills the table: what stands in the picture, by months or longer.
func (c *overview) tabulate(v *Overview) {
	unit := max(perMonth, c.grain)
	for ; unit < perCentury; unit++ {
		if len(c.units(unit)) <= maxMonths {
			break
		}
	}
	starts := c.units(unit)
	v.Rows = make([]OverviewRow, len(starts))
	for i, start := range starts {
		v.Rows[i] = OverviewRow{
			When:   Link{Title: unit.date(start).Format(c.maker.o.dates), Href: c.maker.sectionHref(unit, start)},
			Counts: make([]string, len(c.rows)),
		}
	}
	for j, r := range c.rows {
		v.Heads = append(v.Heads, r.label)
		counts := make([]int, len(starts))
		for _, s := range r.stacks {
			i, _ := slices.BinarySearch(starts, unit.start(s.day))
			counts[i] += s.n
		}
		for i, n := range counts {
			v.Rows[i].Counts[j] = strconv.Itoa(n)
		}
	}
}

// units returns the lengths of a unit in which something stands, by date.
func (c *overview) units(unit grain) []edtf.Day {
	var out []edtf.Day
	for _, r := range c.rows {
		for _, s := range r.stacks {
			out = append(out, unit.start(s.day))
		}
	}
	return ordered(out)
}
