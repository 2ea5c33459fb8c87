package edtf

import (
	"strconv"
	"time"
)

// A Day is one day of the Gregorian calendar, extended to all years, as the
// number of days since 1 January 1970. Days can be compared and subtracted.
type Day int32

// MinDay and MaxDay stand for "no bound". They lie outside of everything that
// a [Date] can mean, and their difference fits a Day.
const (
	MinDay Day = -1 << 23
	MaxDay Day = 1 << 23
)

// DayOf returns the given day. The month is 1 to 12; a day outside the month
// counts on into its neighbours, as in [time.Date]. Years beyond
// five million overflow.
func DayOf(year, month, day int) Day {
	// The year is counted from 1 March, so that a leap day is its last day,
	// in eras of 400 years (Howard Hinnant, "chrono-Compatible Low-Level Date
	// Algorithms", days_from_civil).
	if month <= 2 {
		year--
		month += 12
	}
	era := floorDiv(year, 400)
	y := year - era*400
	dayOfYear := (153*(month-3)+2)/5 + day - 1
	return Day(era*146097 + y*365 + y/4 - y/100 + dayOfYear - 719468)
}

// Civil returns the year, the month (1 to 12) and the day of the month.
func (d Day) Civil() (year, month, day int) {
	z := int(d) + 719468
	era := floorDiv(z, 146097)
	n := z - era*146097
	y := (n - n/1460 + n/36524 - n/146096) / 365
	n -= y*365 + y/4 - y/100
	m := (5*n + 2) / 153
	year, month, day = y+era*400, m+3, n-(153*m+2)/5+1
	if month > 12 {
		return year + 1, month - 12, day
	}
	return year, month, day
}

// Year returns the year of d; 0 is 1 BC.
func (d Day) Year() int { y, _, _ := d.Civil(); return y }

// Month returns the month of d, 1 to 12.
func (d Day) Month() int { _, m, _ := d.Civil(); return m }

// Day returns the day of the month of d, 1 to 31.
func (d Day) Day() int { _, _, dd := d.Civil(); return dd }

// Weekday returns the day of the week of d.
func (d Day) Weekday() time.Weekday {
	const thursday = int(time.Thursday) // 1 January 1970
	n := int(d) + thursday
	return time.Weekday(n - floorDiv(n, 7)*7)
}

// Date returns d as a [Date], and the zero Date if its year has more than four
// digits, as that of [MinDay] and [MaxDay] has.
func (d Day) Date() Date {
	y, m, dd := d.Civil()
	if y < -9999 || y > 9999 {
		return Date{}
	}
	return Date{from: point{form: formDay, year: int16(y), month: uint8(m), day: uint8(dd)}}
}

// String returns d as ISO 8601, "2016-09-09", and ".." for [MinDay] and
// [MaxDay].
func (d Day) String() string {
	if d == MinDay || d == MaxDay {
		return ".."
	}
	y, m, dd := d.Civil()
	b := make([]byte, 0, len("-10000-09-09"))
	if y < -9999 || y > 9999 {
		b = strconv.AppendInt(b, int64(y), 10)
	} else {
		b = appendYear(b, y)
	}
	b = appendTwo(append(b, '-'), uint8(m))
	return string(appendTwo(append(b, '-'), uint8(dd)))
}

// first returns the first day that p may mean.
func (p point) first() Day {
	switch p.form {
	case formOpen:
		return MinDay
	case formSeason:
		return DayOf(int(p.year), seasonMonth(p.month), 1)
	case formMonth, formDayOfMonth:
		return DayOf(int(p.year), int(p.month), 1)
	case formDay, formTimed:
		return DayOf(int(p.year), int(p.month), int(p.day))
	}
	return DayOf(int(p.year), 1, 1)
}

// last returns the last day that p may mean.
func (p point) last() Day {
	y, m := int(p.year), int(p.month)
	switch p.form {
	case formOpen:
		return MaxDay
	case formCentury:
		return DayOf(y+99, 12, 31)
	case formDecade:
		return DayOf(y+9, 12, 31)
	case formSeason:
		y, m = plusMonths(y, seasonMonth(p.month), 2)
		return DayOf(y, m, daysIn(y, m))
	case formMonth, formDayOfMonth:
		return DayOf(y, m, daysIn(y, m))
	case formDay, formTimed:
		return p.first()
	}
	return DayOf(y, 12, 31)
}

// seasonMonth returns the first month of a season. EDTF leaves open what the
// seasons are; these are the meteorological ones of the northern hemisphere,
// so that the winter of a year ends in February of the next.
func seasonMonth(code uint8) int { return 3 * int(code-20) }

func plusMonths(year, month, n int) (int, int) {
	month += n
	if month > 12 {
		return year + 1, month - 12
	}
	return year, month
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
