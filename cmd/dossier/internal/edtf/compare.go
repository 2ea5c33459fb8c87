package edtf

import "cmp"

// Compare orders dates as a timeline does: by the first day that they may
// mean, then the coarser precision first, then by the time of day. It returns
// 0 for dates that none of these tells apart, such as 2016-09 and 2016-09~;
// callers order those by something else. What has no date comes last, an open
// start before everything.
//
// Times of one civil day are ordered as moments; a time without an offset is
// taken to be in UTC, for only then is the order the same in every time zone
// and free of cycles.
func (d Date) Compare(e Date) int {
	if d == e {
		return 0
	}
	return cmp.Compare(d.Order(), e.Order())
}

// Order returns a number by which dates are in the order of [Date.Compare], for
// those who compare each of many dates with many.
func (d Date) Order() int64 {
	const precisions, seconds = 1 << 3, 1 << 20 // more than there are; utc may be negative
	return (int64(d.Earliest())*precisions+int64(d.Precision()))*seconds + int64(d.from.clock.utc())
}

// utc returns the seconds from midnight UTC of the civil day; they may lie
// outside of that day, by less than three days.
func (c clock) utc() int {
	return (int(c.hour)*60+int(c.minute)-int(c.offset))*60 + int(c.second)
}

// Overlaps reports whether some day may belong to both d and e. The zero Date
// overlaps nothing.
func (d Date) Overlaps(e Date) bool {
	return d.Earliest() <= e.Latest() && e.Earliest() <= d.Latest()
}

// Agree reports whether two dates of one thing can both be right. They are
// compared at the coarser of their precisions: 2016-09 agrees with 2016-09-19,
// 2016-09-19 does not agree with 2016-09-23. Intervals agree if their starts
// and their ends do; a date that is not an interval is both its start and its
// end. An open end says nothing and agrees with any, but two dates that share
// no day never agree, unless they are the same moment in two time zones.
//
// Marks change nothing: an approximate date is taken at its word, since how
// far it may be off is not known. The zero Date agrees with everything.
func Agree(a, b Date) bool {
	if a.IsZero() || b.IsZero() {
		return true
	}
	if !a.IsInterval() && !b.IsInterval() {
		return a.from.agrees(b.from)
	}
	return a.Overlaps(b) && a.from.agrees(b.from) && a.last().agrees(b.last())
}

func (d Date) last() point {
	if d.IsInterval() {
		return d.to
	}
	return d.from
}

// agrees is [Agree] for points. Units of the calendar lie within each other
// or apart, so that being the same at the coarser precision is to overlap.
func (p point) agrees(q point) bool {
	if p.form == formTimed && q.form == formTimed && p.clock.zoned == q.clock.zoned {
		a, b := p.moment(), q.moment()
		if !p.clock.seconds || !q.clock.seconds {
			return floorDiv(a, 60) == floorDiv(b, 60)
		}
		return a == b
	}
	return p.first() <= q.last() && q.first() <= p.last()
}

// moment returns the seconds since 1970 in UTC, or in the unknown zone of a
// time without an offset.
func (p point) moment() int { return int(p.first())*24*60*60 + p.clock.utc() }
