// Package edtf reads, orders and shows the dates of a dossier.
//
// It stands beside the line, as diag does: content parses dates with it, site
// orders and compares them, render shows them. A date is what somebody wrote,
// with its gaps and doubts, in the part of EDTF (ISO 8601-2:2019, Annex A)
// that is level 0 and most of level 1; see [Parse].
//
// The invariant: a [Date] is a civil date. No time zone, clock or locale ever
// moves it to another day, and what was written is what is kept: for every
// date d, Parse(d.String()) is d again.
//
// # Calendar
//
// Days are counted in the Gregorian calendar, extended to all years before
// 1582. Years run from -9999 to 9999; 0000 is 1 BC and -0043 is 44 BC.
package edtf

import "time"

// A Date is a day, a month, a year or the like, or an interval between two of
// them, as it was written. It is immutable and comparable: d == e says that
// both were written alike. The zero value is no date; see [Date.IsZero].
type Date struct {
	from point
	to   point // unset unless the date is an interval
}

// A point is a date that is not an interval, or one end of an interval. Fields
// that the form does not use are zero, so that points can be compared with ==.
type point struct {
	form        form
	approximate bool // ~ or %
	uncertain   bool // ? or %
	year        int16
	month       uint8 // 1 to 12, or 21 to 24 in a season
	day         uint8
	clock       clock
}

// A clock is a time of day, zero unless the form is timed.
type clock struct {
	hour, minute, second uint8
	seconds              bool  // seconds were written
	zoned                bool  // an offset was written
	offset               int16 // minutes east of UTC
}

// A form is the shape in which a point was written.
type form uint8

const (
	formUnset      form = iota
	formOpen            // ..
	formCentury         // 20XX
	formDecade          // 201X
	formYear            // 2016
	formSomeMonth       // 2016-XX
	formDayOfYear       // 2016-XX-XX
	formSeason          // 2016-21
	formMonth           // 2016-09
	formDayOfMonth      // 2016-09-XX
	formDay             // 2016-09-09
	formTimed           // 2016-09-09T23:40
)

// A Precision says how much of a date is known. A coarser precision is less
// than a finer one.
type Precision uint8

// The precisions, from none (the zero Date) to the finest.
const (
	NoPrecision Precision = iota
	ByCentury
	ByDecade
	ByYear
	BySeason
	ByMonth
	ByDay
	ByTime // to the minute or second
)

func (p point) precision() Precision {
	switch p.form {
	case formCentury:
		return ByCentury
	case formDecade:
		return ByDecade
	case formYear, formSomeMonth, formDayOfYear:
		return ByYear
	case formSeason:
		return BySeason
	case formMonth, formDayOfMonth:
		return ByMonth
	case formDay:
		return ByDay
	case formTimed:
		return ByTime
	}
	return NoPrecision
}

// IsZero reports whether d is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// IsInterval reports whether d was written as two ends, either of which may be
// open.
func (d Date) IsInterval() bool { return d.to.form != formUnset }

// OpenStart reports whether d is an interval without a beginning, "../2016".
func (d Date) OpenStart() bool { return d.from.form == formOpen }

// OpenEnd reports whether d is an interval without an end, "2016/..".
func (d Date) OpenEnd() bool { return d.to.form == formOpen }

// Approximate reports whether d, or an end of it, is marked "~" or "%".
func (d Date) Approximate() bool { return d.from.approximate || d.to.approximate }

// Uncertain reports whether d, or an end of it, is marked "?" or "%".
func (d Date) Uncertain() bool { return d.from.uncertain || d.to.uncertain }

// Precision returns how much of d is known: of an interval, the coarser
// precision of its ends, where an open end does not count. Unspecified months
// and days are not known: 2016-XX has the precision of 2016.
func (d Date) Precision() Precision {
	from, to := d.from.precision(), d.to.precision()
	if to == NoPrecision || from != NoPrecision && from < to {
		return from
	}
	return to
}

// Start returns the first end of an interval, the zero Date if that is open,
// and d itself if d is not an interval.
func (d Date) Start() Date {
	if d.OpenStart() {
		return Date{}
	}
	return Date{from: d.from}
}

// End returns the last end of an interval, the zero Date if that is open, and
// d itself if d is not an interval.
func (d Date) End() Date {
	switch {
	case !d.IsInterval():
		return d
	case d.OpenEnd():
		return Date{}
	}
	return Date{from: d.to}
}

// Earliest returns the first day that d may mean, [MinDay] if its start is
// open. Of the zero Date it returns [MaxDay], so that what has no date sorts
// last and overlaps nothing.
func (d Date) Earliest() Day {
	if d.IsZero() {
		return MaxDay
	}
	return d.from.first()
}

// Latest returns the last day that d may mean, [MaxDay] if its end is open,
// and [MinDay] for the zero Date.
func (d Date) Latest() Day {
	switch {
	case d.IsZero():
		return MinDay
	case d.IsInterval():
		return d.to.last()
	}
	return d.from.last()
}

// anchor is the point under which d is filed: its start, or its end if the
// start is open.
func (d Date) anchor() point {
	if d.OpenStart() {
		return d.to
	}
	return d.from
}

// Year returns the year under which d is listed: that of its start, or of its
// end if the start is open. Of a decade or century it is the first year; of
// the zero Date it is 0, which is also the year 1 BC.
func (d Date) Year() int { return int(d.anchor().year) }

// Month returns the month (1 to 12) under which d is listed, by the same rule
// as [Date.Year]. It is false if that end is not known to the month.
func (d Date) Month() (int, bool) {
	p := d.anchor()
	if p.precision() < ByMonth {
		return 0, false
	}
	return int(p.month), true
}

// Truncate returns the year, month or day that d is listed under, by the same
// rule as [Date.Year], without marks and time: "2016-09" for the interval
// "2016-09-12~/2016-10" by month. A precision coarser than a month counts as
// [ByYear], one finer than a day as [ByDay]. The result is no finer than the
// date is: what is known to the month cannot be listed by day.
func (d Date) Truncate(to Precision) Date {
	if d.IsZero() {
		return Date{}
	}
	p := d.anchor()
	switch known := min(to, p.precision()); {
	case known >= ByDay:
		return Date{from: point{form: formDay, year: p.year, month: p.month, day: p.day}}
	case known == ByMonth:
		return Date{from: point{form: formMonth, year: p.year, month: p.month}}
	}
	return Date{from: point{form: formYear, year: p.year}}
}

// HasTime reports whether the end that d is listed under has a time of day.
func (d Date) HasTime() bool { return d.anchor().form == formTimed }

// Clock returns the time of day of d as written, 0:00:00 if it has none.
func (d Date) Clock() (hour, minute, second int) {
	c := d.anchor().clock
	return int(c.hour), int(c.minute), int(c.second)
}

// Offset returns the minutes east of UTC that were written with the time of
// day of d, and whether there were any.
func (d Date) Offset() (minutes int, ok bool) {
	c := d.anchor().clock
	return int(c.offset), c.zoned
}

// Time returns the moment at which the end that d is listed under begins, for
// formats that know only moments (feeds, calendars). Without an offset it is a
// time in loc, and without a time of day the midnight that begins the earliest
// day. A nil loc is UTC. Of the zero Date it returns the zero time.
func (d Date) Time(loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	p := d.anchor()
	if loc == nil {
		loc = time.UTC
	}
	if p.clock.zoned {
		loc = time.UTC
		if p.clock.offset != 0 {
			loc = time.FixedZone("", int(p.clock.offset)*60)
		}
	}
	y, m, dd := p.first().Civil()
	c := p.clock
	return time.Date(y, time.Month(m), dd, int(c.hour), int(c.minute), int(c.second), 0, loc)
}

// String returns d in EDTF, the same text for dates that are equal: an offset
// has hours and minutes, or is "Z". Of the zero Date it returns "".
func (d Date) String() string {
	b := d.from.append(make([]byte, 0, 64))
	if d.IsInterval() {
		b = d.to.append(append(b, '/'))
	}
	return string(b)
}

func (p point) append(b []byte) []byte {
	switch p.form {
	case formUnset:
		return b
	case formOpen:
		return append(b, ".."...)
	}
	b = appendYear(b, int(p.year))
	switch p.form {
	case formCentury:
		b = append(b[:len(b)-2], "XX"...)
	case formDecade:
		b = append(b[:len(b)-1], 'X')
	case formSomeMonth:
		b = append(b, "-XX"...)
	case formDayOfYear:
		b = append(b, "-XX-XX"...)
	case formSeason, formMonth:
		b = appendTwo(append(b, '-'), p.month)
	case formDayOfMonth:
		b = append(appendTwo(append(b, '-'), p.month), "-XX"...)
	case formDay, formTimed:
		b = appendTwo(append(b, '-'), p.month)
		b = appendTwo(append(b, '-'), p.day)
	}
	if p.form == formTimed {
		b = p.clock.append(append(b, 'T'))
	}
	return p.appendMark(b)
}

func (p point) appendMark(b []byte) []byte {
	switch {
	case p.approximate && p.uncertain:
		return append(b, '%')
	case p.approximate:
		return append(b, '~')
	case p.uncertain:
		return append(b, '?')
	}
	return b
}

func (c clock) append(b []byte) []byte {
	b = appendTwo(b, c.hour)
	b = appendTwo(append(b, ':'), c.minute)
	if c.seconds {
		b = appendTwo(append(b, ':'), c.second)
	}
	if !c.zoned {
		return b
	}
	offset := c.offset
	switch {
	case offset == 0:
		return append(b, 'Z')
	case offset < 0:
		b, offset = append(b, '-'), -offset
	default:
		b = append(b, '+')
	}
	b = appendTwo(b, uint8(offset/60))
	return appendTwo(append(b, ':'), uint8(offset%60))
}

func appendYear(b []byte, y int) []byte {
	if y < 0 {
		b, y = append(b, '-'), -y
	}
	b = appendTwo(b, uint8(y/100))
	return appendTwo(b, uint8(y%100))
}

func appendTwo(b []byte, n uint8) []byte {
	return append(b, '0'+n/10, '0'+n%10)
}
