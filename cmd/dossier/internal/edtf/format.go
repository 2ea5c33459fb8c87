package edtf

import (
	"strconv"
	"strings"
)

// Words is how a language writes dates. The patterns have placeholders in
// braces, listed beside each; what is not a placeholder stays as it is.
type Words struct {
	Months      [12]string // alone or before a year: "September"
	MonthsOfDay [12]string // beside a day, where that is another form; "" means as in Months
	MonthsShort [12]string // in tables and pictures: "Sep"
	Seasons     [4]string  // from spring to winter

	FirstDay  string // {day}: the first of a month, where that is not the number alone; "" means it is
	DayMonth  string // {day} {month}
	DayYear   string // {date} {year}: a day and month, or a range of them
	MonthYear string // {date} {year}: a month or season, or a range of them
	AnyMonth  string // {date}: one month of a year, it is not known which
	AnyDay    string // {date}: one day of a month or year

	BC      string // {year}
	AD      string // {year}: a year from 1 to 99
	Decade  string // {year}
	Between string // {start} {end}: one year of several

	Time       string // {date} {time}
	TimeUTC    string // {time}
	TimeOffset string // {time} {offset}: the offset is "+2" or "−3:30"

	About     string // {date}
	Uncertain string // {date}
	Range     string // {start} {end}: single words, "12–19"
	WideRange string // {start} {end}: anything with a space in it
	From      string // {date}
	Until     string // {date}
}

// English returns the words for English as it is written outside of the
// United States: "9 September 2016".
func English() *Words {
	return &Words{
		Months: [12]string{"January", "February", "March", "April", "May", "June",
			"July", "August", "September", "October", "November", "December"},
		MonthsShort: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		Seasons:     [4]string{"spring", "summer", "autumn", "winter"},
		DayMonth:    "{day} {month}",
		DayYear:     "{date} {year}",
		MonthYear:   "{date} {year}",
		AnyMonth:    "a month in {date}",
		AnyDay:      "a day in {date}",
		BC:          "{year} BC",
		AD:          "AD {year}",
		Decade:      "{year}s",
		Between:     "between {start} and {end}",
		Time:        "{date}, {time}",
		TimeUTC:     "{time} (UTC)",
		TimeOffset:  "{time} (UTC{offset})",
		About:       "c. {date}",
		Uncertain:   "{date} (uncertain)",
		Range:       "{start}–{end}",
		WideRange:   "{start} – {end}",
		From:        "from {date}",
		Until:       "until {date}",
	}
}

// Short returns the words with the short names of months.
func (w *Words) Short() *Words {
	short := *w
	short.Months, short.MonthsOfDay = w.MonthsShort, w.MonthsShort
	return &short
}

// Format returns d as people write it in the language of w: "c. September
// 2016", "12–19 September 2016", "44 BC". Of the zero Date it returns "".
func (d Date) Format(w *Words) string { return printer{w, false}.date(d) }

// FormatShort is [Date.Format] without the year, for lists under a heading
// that has it: "9 September", "12–19 September". The year stays where nothing
// else is known, and in intervals that reach into another year.
func (d Date) FormatShort(w *Words) string {
	sameYear := !d.IsInterval() || d.OpenStart() || d.OpenEnd() || d.from.year == d.to.year
	return printer{w, sameYear}.date(d)
}

// HTML returns d as the value of the datetime attribute of a time element, or
// "" where HTML has none: for intervals, seasons, decades, and years before 1.
// Marks are dropped, and so are unspecified months and days.
// See https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-time-element.
func (d Date) HTML() string {
	p := d.from
	if d.IsInterval() || p.year < 1 {
		return ""
	}
	p.approximate, p.uncertain = false, false
	switch p.form {
	case formSomeMonth, formDayOfYear:
		p.form = formYear
	case formDayOfMonth:
		p.form = formMonth
	case formDecade, formCentury, formSeason:
		return ""
	}
	return Date{from: p}.String()
}

// A printer writes dates in one language, with or without the year.
type printer struct {
	w     *Words
	short bool
}

func (p printer) date(d Date) string {
	switch {
	case d.IsZero():
		return ""
	case !d.IsInterval():
		return p.point(d.from)
	case d.OpenStart():
		return fill(p.w.Until, "date", p.point(d.to))
	case d.OpenEnd():
		return fill(p.w.From, "date", p.point(d.from))
	}
	return p.interval(d.from, d.to)
}

// interval writes what both ends share once: the month, the year or the day.
func (p printer) interval(a, b point) string {
	marked := a.approximate || a.uncertain || b.approximate || b.uncertain
	switch {
	case a == b:
		return p.point(a)
	case marked || a.form != b.form || a.year != b.year:
	case a.form == formDay && a.month == b.month:
		return p.withYear(p.dayMonth(p.join(p.day(a), p.day(b)), a.month), a)
	case a.form == formDay || a.form == formMonth || a.form == formSeason:
		return p.withYear(p.join(p.yearless(a), p.yearless(b)), a)
	case a.form == formTimed && a.first() == b.first() && a.clock.zoned == b.clock.zoned && a.clock.offset == b.clock.offset:
		return p.withTime(a, p.join(a.clock.local(), b.clock.local()))
	}
	return p.join(p.point(a), p.point(b))
}

func (p printer) join(start, end string) string {
	pattern := p.w.Range
	if strings.Contains(start, " ") || strings.Contains(end, " ") {
		pattern = p.w.WideRange
	}
	return fill(pattern, "start", start, "end", end)
}

func (p printer) point(q point) string {
	s := p.unmarked(q)
	if q.approximate {
		s = fill(p.w.About, "date", s)
	}
	if q.uncertain {
		s = fill(p.w.Uncertain, "date", s)
	}
	return s
}

func (p printer) unmarked(q point) string {
	y := int(q.year)
	switch q.form {
	case formCentury:
		return p.between(y, y+99)
	case formDecade:
		if y < 100 {
			return p.between(y, y+9)
		}
		return fill(p.w.Decade, "year", strconv.Itoa(y))
	case formSomeMonth:
		return fill(p.w.AnyMonth, "date", p.w.year(y))
	case formDayOfYear:
		return fill(p.w.AnyDay, "date", p.w.year(y))
	case formDayOfMonth:
		return fill(p.w.AnyDay, "date", p.withYear(p.yearless(q), q))
	case formSeason, formMonth, formDay:
		return p.withYear(p.yearless(q), q)
	case formTimed:
		return p.withTime(q, q.clock.local())
	}
	return p.w.year(y)
}

func (p printer) between(first, last int) string {
	return fill(p.w.Between, "start", p.w.year(first), "end", p.w.year(last))
}

// yearless writes the season, month, or day and month.
func (p printer) yearless(q point) string {
	switch q.form {
	case formSeason:
		return p.w.Seasons[q.month-21]
	case formMonth, formDayOfMonth:
		return p.w.Months[q.month-1]
	}
	return p.dayMonth(p.day(q), q.month)
}

// day writes the day of a month.
func (p printer) day(q point) string {
	n := strconv.Itoa(int(q.day))
	if q.day == 1 && p.w.FirstDay != "" {
		return fill(p.w.FirstDay, "day", n)
	}
	return n
}

func (p printer) dayMonth(days string, month uint8) string {
	name := p.w.MonthsOfDay[month-1]
	if name == "" {
		name = p.w.Months[month-1]
	}
	return fill(p.w.DayMonth, "day", days, "month", name)
}

// withYear adds the year of q to a text that has no year.
func (p printer) withYear(text string, q point) string {
	if p.short {
		return text
	}
	pattern := p.w.MonthYear
	if q.form == formDay || q.form == formTimed {
		pattern = p.w.DayYear
	}
	return fill(pattern, "date", text, "year", p.w.year(int(q.year)))
}

// withTime writes the day of q with a time, or range of times, in its zone.
func (p printer) withTime(q point, time string) string {
	switch c := q.clock; {
	case c.zoned && c.offset == 0:
		time = fill(p.w.TimeUTC, "time", time)
	case c.zoned:
		time = fill(p.w.TimeOffset, "time", time, "offset", c.east())
	}
	return fill(p.w.Time, "date", p.withYear(p.yearless(q), q), "time", time)
}

// local returns the time of day without the offset.
func (c clock) local() string {
	c.zoned = false
	return string(c.append(nil))
}

// east returns the offset as people write it: "+2", "−3:30".
func (c clock) east() string {
	sign, n := "+", int(c.offset)
	if n < 0 {
		sign, n = "\u2212", -n
	}
	s := sign + strconv.Itoa(n/60)
	if n%60 != 0 {
		s += ":" + string(appendTwo(nil, uint8(n%60)))
	}
	return s
}

// year writes a year with its era, where it needs one: years below 100 would
// be taken for short forms.
func (w *Words) year(y int) string {
	switch {
	case y <= 0:
		return fill(w.BC, "year", strconv.Itoa(1-y))
	case y < 100:
		return fill(w.AD, "year", strconv.Itoa(y))
	}
	return strconv.Itoa(y)
}

// fill replaces the placeholders of a pattern. The values come in pairs, a
// name and its text; a placeholder without a value stays as it is.
func fill(pattern string, values ...string) string {
	var b strings.Builder
	for {
		before, rest, _ := strings.Cut(pattern, "{")
		b.WriteString(before)
		name, after, ok := strings.Cut(rest, "}")
		if !ok {
			b.WriteString(pattern[len(before):])
			return b.String()
		}
		text := "{" + name + "}"
		for i := 0; i < len(values); i += 2 {
			if values[i] == name {
				text = values[i+1]
			}
		}
		b.WriteString(text)
		pattern = after
	}
}
