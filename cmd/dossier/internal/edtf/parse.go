package edtf

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A SyntaxError says why a text is not a date. Both texts are lower case and
// one line; Message quotes the input, Hint says what to write instead and is
// never empty.
type SyntaxError struct {
	Message string
	Hint    string
}

func (e *SyntaxError) Error() string { return e.Message }

// Parse reads a date. The error, if any, is a [*SyntaxError]. It accepts
//
//	2016  2016-09  2016-09-09  -0043-03-15      year, month, day
//	2016-09-09T23:40  T23:40:10  Z  +02  +02:00  time, and its offset
//	2016-21 … 2016-24                            spring, summer, autumn, winter
//	201X  20XX  2016-XX  2016-09-XX  2016-XX-XX  unspecified from the right
//	2016-09~  2016-09?  2016-09%                 approximate, uncertain, both
//	2016-09-12/2016-09-19                        interval of any two of these
//	2016-09-12/..  ../2016-09-12                 open interval
//
// which is EDTF level 0 and 1, with these differences: seconds may be left
// out, as in ISO 8601; an offset is at most 14 hours, as in XML Schema; an end
// of an interval may have a time, a season or a mark; years of more than four
// digits, an empty end ("2016/"), unspecified digits in years before 0000, and
// "../.." are errors. So is an interval whose end lies before its start.
func Parse(s string) (Date, error) {
	d, bad := parse(s)
	if bad == nil {
		return d, nil
	}
	e := &SyntaxError{Message: quote(s) + " is not a date", Hint: bad.hint}
	if bad.why != "" {
		e.Message = "bad date " + quote(s) + ": " + bad.why
	}
	if e.Hint == "" {
		e.Hint = suggest(s)
	}
	return Date{}, e
}

// quote quotes a text for a message, at most some 60 characters of it.
func quote(s string) string {
	const limit = 60
	if utf8.RuneCountInString(s) <= limit {
		return fmt.Sprintf("%q", s)
	}
	end := 0
	for range limit {
		_, n := utf8.DecodeRuneInString(s[end:])
		end += n
	}
	return fmt.Sprintf("%q…", s[:end])
}

// A fault is why a text is not a date, without the text. An empty why means
// that the text does not even look like one; an empty hint leaves the remedy
// to suggest.
type fault struct{ why, hint string }

func parse(s string) (Date, *fault) {
	start, end, interval := strings.Cut(s, "/")
	if !interval {
		p, bad := parsePoint(s)
		return Date{from: p}, bad
	}
	if strings.Contains(end, "/") {
		return Date{}, &fault{}
	}
	var d Date
	var bad *fault
	if d.from, bad = parseEnd(start); bad != nil {
		return Date{}, bad
	}
	if d.to, bad = parseEnd(end); bad != nil {
		return Date{}, bad
	}
	return d, checkInterval(d)
}

func parseEnd(s string) (point, *fault) {
	switch s {
	case "..":
		return point{form: formOpen}, nil
	case "":
		return point{}, &fault{"one end of the interval is missing", `an open end is written "..", as in 2016-09-12/..`}
	}
	return parsePoint(s)
}

func checkInterval(d Date) *fault {
	a, b := d.from, d.to
	if a.form == formOpen && b.form == formOpen {
		return &fault{"an interval needs a start or an end", "leave the date out if it is not known"}
	}
	if !reversed(a, b) {
		return nil
	}
	hint := "correct one of the dates"
	if !reversed(b, a) {
		hint = "write " + Date{from: b, to: a}.String() + ", or " + hint
	}
	return &fault{"the interval ends before it starts", hint}
}

func reversed(a, b point) bool {
	if a.first() > b.last() {
		return true
	}
	return a.form == formTimed && b.form == formTimed && a.clock.zoned == b.clock.zoned && a.moment() > b.moment()
}

// parsePoint reads everything but intervals and "..".
func parsePoint(s string) (point, *fault) {
	var p point
	rest := p.cutMark(s)
	date, clock, hasClock := strings.Cut(rest, "T")
	rest, bad := p.cutYear(date)
	if bad == nil {
		bad = p.parseMonthDay(rest)
	}
	if bad != nil || !hasClock {
		return p, bad
	}
	switch {
	case p.form != formDay:
		return p, &fault{"a time of day needs a full date", "write the day too, as in 2016-09-09T23:40"}
	case p.approximate || p.uncertain:
		return p, &fault{"a time of day cannot be marked", "leave out the " + s[len(s)-1:] + ", or the time"}
	}
	p.form = formTimed
	return p, p.clock.parse(clock)
}

func (p *point) cutMark(s string) string {
	if s == "" {
		return s
	}
	switch s[len(s)-1] {
	case '~':
		p.approximate = true
	case '?':
		p.uncertain = true
	case '%':
		p.approximate, p.uncertain = true, true
	default:
		return s
	}
	return s[:len(s)-1]
}

// cutYear reads the year and returns what follows it.
func (p *point) cutYear(s string) (rest string, bad *fault) {
	digits, negative := strings.CutPrefix(s, "-")
	if len(digits) < 4 || len(digits) > 4 && digits[4] != '-' {
		return "", &fault{}
	}
	digits, rest = digits[:4], digits[4:]
	known := strings.TrimRight(digits, "X")
	n, ok := number(known)
	if !ok {
		return "", &fault{}
	}
	p.form = formYear
	switch len(known) {
	case 3:
		p.form, n = formDecade, n*10
	case 2:
		p.form, n = formCentury, n*100
	case 1:
		return "", &fault{"only the last two digits of a year can be unspecified", "write an interval, as in 1000/1999"}
	}
	p.year = int16(n)
	switch {
	case negative && p.form != formYear:
		return "", &fault{"years before 0000 cannot have unspecified digits", "write an interval, as in -0049/-0040"}
	case negative && n == 0:
		return "", &fault{"there is no year -0000", "1 BC is written 0000, 2 BC is written -0001"}
	case negative:
		p.year = -p.year
	case p.form != formYear && rest != "":
		return "", &fault{"a month needs a year without unspecified digits", "write " + digits + ", or the year in full"}
	}
	return rest, nil
}

// parseMonthDay reads what follows the year: "", "-09" or "-09-09".
func (p *point) parseMonthDay(s string) *fault {
	if s == "" {
		return nil
	}
	if len(s) != 3 && (len(s) != 6 || s[3] != '-') { // s[0] is '-'
		return &fault{}
	}
	mm, dd := s[1:3], ""
	if len(s) == 6 {
		dd = s[4:]
	}
	if mm == "XX" {
		return p.unspecified(dd)
	}
	m, ok := number(mm)
	switch {
	case !ok:
		return &fault{}
	case m >= 21 && m <= 24 && dd == "":
		p.form = formSeason
	case m < 1 || m > 12:
		return &fault{"there is no month " + mm, monthHint(p.year, dd, m)}
	case dd == "":
		p.form = formMonth
	case dd == "XX":
		p.form = formDayOfMonth
	default:
		return p.parseDay(m, dd)
	}
	p.month = uint8(m)
	return nil
}

func (p *point) unspecified(dd string) *fault {
	switch dd {
	case "":
		p.form = formSomeMonth
	case "XX":
		p.form = formDayOfYear
	default:
		return &fault{"a day needs a month", "write 2016-XX-XX for a day that is not known"}
	}
	return nil
}

func (p *point) parseDay(m int, dd string) *fault {
	d, ok := number(dd)
	if !ok {
		return &fault{}
	}
	if last := daysIn(int(p.year), m); d < 1 || d > last {
		why := "there is no day 00"
		if d > last {
			w := English()
			why = fmt.Sprintf("%s %s has %d days", w.Months[m-1], w.year(int(p.year)), last)
		}
		whole := Date{from: point{form: formMonth, year: p.year, month: uint8(m)}}
		return &fault{why, "write " + whole.String() + " if the day is not known"}
	}
	p.form, p.month, p.day = formDay, uint8(m), uint8(d)
	return nil
}

// monthHint says what to write instead of month m, which does not exist.
func monthHint(year int16, dd string, m int) string {
	if d, ok := number(dd); ok && d >= 1 && d <= 12 && m <= daysIn(int(year), d) && m > 0 {
		swapped := point{form: formDay, year: year, month: uint8(d), day: uint8(m)}
		return "the order is year, month, day: write " + Date{from: swapped}.String()
	}
	return "months are 01 to 12, seasons 21 (spring) to 24 (winter)"
}

// parse reads "23:40", seconds, and an offset.
func (c *clock) parse(s string) *fault {
	const hint = "write 2016-09-09T23:40, with seconds 2016-09-09T23:40:10, with an offset 2016-09-09T23:40+02:00"
	local, zone := s, ""
	if i := strings.IndexAny(s, "Z+-"); i >= 0 {
		local, zone = s[:i], s[i:]
	}
	parts := strings.Split(local, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return &fault{"the time of day is not clear", hint}
	}
	var n [3]uint8
	for i, part := range parts {
		v, ok := number(part)
		if !ok || len(part) != 2 {
			return &fault{"the time of day is not clear", hint}
		}
		n[i] = uint8(v)
	}
	c.hour, c.minute, c.second, c.seconds = n[0], n[1], n[2], len(parts) == 3
	switch {
	case c.hour == 24:
		return &fault{"there is no hour 24", "midnight is 00:00 of the next day"}
	case c.hour > 24:
		return &fault{fmt.Sprintf("there is no hour %d", c.hour), "hours are 00 to 23"}
	case c.minute > 59:
		return &fault{fmt.Sprintf("there is no minute %d", c.minute), "minutes are 00 to 59"}
	case c.second == 60:
		return &fault{"there is no second 60", "leap seconds are not counted: write 59"}
	case c.second > 60:
		return &fault{fmt.Sprintf("there is no second %d", c.second), "seconds are 00 to 59"}
	}
	return c.parseZone(zone)
}

func (c *clock) parseZone(s string) *fault {
	if s == "" {
		return nil
	}
	c.zoned = true
	if s == "Z" {
		return nil
	}
	const hint = "write Z for UTC, or hours and minutes east of it, as in +02:00"
	h, hok := number(s[1:min(3, len(s))])
	m, mok := 0, len(s) == 3
	if len(s) == 6 && s[3] == ':' {
		m, mok = number(s[4:])
	}
	switch {
	case s[0] == 'Z' || !hok || !mok || m > 59:
		return &fault{fmt.Sprintf("the offset %s is not clear", quote(s)), hint}
	case h*60+m > 14*60:
		return &fault{fmt.Sprintf("there is no offset %s", s), "offsets are -14:00 to +14:00"}
	case h*60+m == 0 && s[0] == '-':
		return &fault{fmt.Sprintf("there is no offset %s", s), hint}
	}
	c.offset = int16(h*60 + m)
	if s[0] == '-' {
		c.offset = -c.offset
	}
	return nil
}

// number reads ASCII digits only, at most four of them.
func number(s string) (n int, ok bool) {
	if s == "" || len(s) > 4 {
		return 0, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
