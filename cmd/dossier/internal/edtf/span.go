package edtf

// Span returns the interval from the first to the last day that any of the
// dates may mean, a single day if they are one, and the zero Date if all dates
// are zero. It is open where one of the dates is; what is open on both sides
// says nothing and is the zero Date too.
func Span(dates ...Date) Date {
	first, last := MaxDay, MinDay
	for _, d := range dates {
		if !d.IsZero() {
			first, last = min(first, d.Earliest()), max(last, d.Latest())
		}
	}
	// A winter that begins in 9999 ends after the last day that can be written.
	from, to := first.Date().from, min(last, DayOf(9999, 12, 31)).Date().from
	if first == MinDay {
		from = point{form: formOpen}
	}
	if last == MaxDay {
		to = point{form: formOpen}
	}
	switch {
	case first > last || from.form == formOpen && to.form == formOpen:
		return Date{}
	case first == last:
		return first.Date()
	}
	return Date{from: from, to: to}
}
