package edtf

import (
	"slices"
	"strings"
	"unicode"
)

// forms is the hint for what cannot be guessed.
const forms = "write 2016, 2016-09, 2016-09-09, 2016-09-09T23:40, 2016-09~ (approximate), " +
	"2016-09? (uncertain), 2016-09-12/2016-09-19 or 2016-09-12/.."

// suggest returns a hint for a text that is not a date: what its author may
// have meant, every reading of it, or the forms that dates have. It only ever
// offers what Parse accepts.
func suggest(s string) string {
	const limit = 100 // bytes; nobody writes longer dates
	if len(s) > limit {
		return forms
	}
	found := readings(s)
	switch len(found) {
	case 0:
		return forms
	case 1:
		return "write " + found[0].String()
	}
	var offers []string
	for _, d := range found {
		offers = append(offers, d.String()+" for "+d.Format(English()))
	}
	return "write " + strings.Join(offers, " or ")
}

// readings returns the dates that a text in some other notation may mean, the
// likeliest first.
func readings(s string) []Date {
	s = tidy(s)
	if d, ok := respell(s); ok {
		return []Date{d}
	}
	n := lex(strings.ToLower(s))
	found := read(n.shape, n.values)
	for i, d := range found {
		switch {
		case d.IsInterval():
		case n.since != n.until:
			found[i] = Date{from: d.from, to: point{form: formOpen}}
			if n.until {
				found[i] = Date{from: point{form: formOpen}, to: d.from}
			}
		default:
			found[i].from.approximate, found[i].from.uncertain = n.approximate, n.uncertain
		}
	}
	return found
}

// tidy replaces digits, dashes and spaces of other scripts and word processors
// by those of ASCII, and drops the marks that set the direction of text.
func tidy(s string) string {
	const zeros = "٠۰०০０"
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Cf):
			return -1
		case unicode.Is(unicode.Pd, r) || r == '\u2212':
			return '-'
		case unicode.IsSpace(r):
			return ' '
		}
		for _, zero := range zeros {
			if r >= zero && r <= zero+9 {
				return '0' + r - zero
			}
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// respell mends dates that are EDTF but for spaces and the case of letters.
func respell(s string) (Date, bool) {
	s = bothMarks.Replace(strings.ToUpper(s))
	if strings.Contains(s, ":") {
		s = strings.Replace(s, " ", "T", 1)
	}
	return accept(strings.ReplaceAll(s, " ", ""))
}

var bothMarks = strings.NewReplacer("~?", "%", "?~", "%")

func accept(s string) (Date, bool) {
	d, bad := parse(s)
	return d, bad == nil
}

// A notation is a text taken apart. The shape has one letter for each part:
//
//	y  number of 4 digits, or a year BC   m  month
//	t  number of 3 digits                 s  season
//	n  number of 1 or 2 digits            d  the s of "2010s"
//	                                      ?  anything else
//
// and values has a number for each: the number, the month, the season's code.
type notation struct {
	shape                  string
	values                 []int
	bc                     bool
	approximate, uncertain bool
	since, until           bool
}

// lex takes a text in lower case apart.
func lex(s string) notation {
	n := notation{
		approximate: strings.ContainsAny(s, "~%"),
		uncertain:   strings.ContainsAny(s, "?%"),
	}
	s = eras.Replace(s)
	for s != "" {
		digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
		if digits > 0 {
			n.number(s[:digits])
			s = s[digits:]
			continue
		}
		letters := len(s) - len(strings.TrimLeftFunc(s, unicode.IsLetter))
		if letters > 0 {
			n.word(s[:letters])
			s = s[letters:]
			continue
		}
		s = strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && (r < '0' || r > '9') })
	}
	if n.bc {
		n.countBC()
	}
	return n
}

var eras = strings.NewReplacer("b.c.e.", "bc", "b.c.", "bc", "a.d.", "ad")

// countBC makes the last number, however short, a year BC.
func (n *notation) countBC() {
	last := len(n.values) - 1
	if last < 0 || !strings.ContainsAny(n.shape[last:], "nty") {
		return
	}
	kind := "y"
	if n.values[last] == 0 { // there is no 0 BC
		kind = "?"
	}
	n.shape = n.shape[:last] + kind
	n.values[last] = 1 - n.values[last]
}

func (n *notation) add(kind byte, value int) {
	n.shape += string(kind)
	n.values = append(n.values, value)
}

func (n *notation) number(s string) {
	v, _ := number(s)
	switch len(s) {
	case 1, 2:
		n.add('n', v)
	case 3:
		n.add('t', v)
	case 4:
		n.add('y', v)
	case 8:
		y, _ := number(s[:4])
		md, _ := number(s[4:])
		n.add('y', y)
		n.add('n', md/100)
		n.add('n', md%100)
	default:
		n.add('?', 0)
	}
}

func (n *notation) word(s string) {
	switch s {
	case "c", "ca", "circa", "about", "around", "approx", "approximately":
		n.approximate = true
		return
	case "bc", "bce":
		n.bc = true
		return
	case "from", "since", "after":
		n.since = true
		return
	case "to", "until", "till", "before":
		n.until = true
		return
	case "st", "nd", "rd", "th", "of", "the", "on", "in", "and", "between", "ad", "ce":
		return
	case "s":
		n.add('d', 0)
		return
	case "fall":
		n.add('s', 23)
		return
	}
	w := English()
	if i := slices.IndexFunc(w.Months[:], abbreviatedTo(s)); i >= 0 {
		n.add('m', i+1)
		return
	}
	if i := slices.Index(w.Seasons[:], s); i >= 0 {
		n.add('s', i+21)
		return
	}
	weekdays := []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	if !slices.ContainsFunc(weekdays, abbreviatedTo(s)) {
		n.add('?', 0)
	}
}

func abbreviatedTo(s string) func(name string) bool {
	return func(name string) bool {
		return len(s) >= 3 && strings.HasPrefix(strings.ToLower(name), s)
	}
}

// read returns the dates that numbers of a shape may mean.
func read(shape string, v []int) []Date {
	switch shape {
	case "y", "t":
		return dates(write(v[0]))
	case "yd":
		return dates(strings.TrimSuffix(write(v[0]), "0") + "X")
	case "ynn", "ymn":
		return dates(write(v[0], v[1], v[2]))
	case "nmy":
		return dates(write(v[2], v[1], v[0]))
	case "mny":
		return dates(write(v[2], v[0], v[1]))
	case "nny":
		return dates(write(v[2], v[1], v[0]), write(v[2], v[0], v[1]))
	case "ny", "my", "sy":
		return dates(write(v[1], v[0]))
	case "yn", "ym", "ys":
		return dates(write(v[0], v[1]))
	case "ynnn":
		return dates(write(v[0], v[1], v[2]) + "/" + write(v[0], v[1], v[3]))
	case "ynnnn":
		return dates(write(v[0], v[1], v[2]) + "/" + write(v[0], v[3], v[4]))
	case "nnmy":
		return dates(write(v[3], v[2], v[0]) + "/" + write(v[3], v[2], v[1]))
	case "mnny":
		return dates(write(v[3], v[0], v[1]) + "/" + write(v[3], v[0], v[2]))
	case "nmnmy":
		return dates(write(v[4], v[1], v[0]) + "/" + write(v[4], v[3], v[2]))
	case "mnmny":
		return dates(write(v[4], v[0], v[1]) + "/" + write(v[4], v[2], v[3]))
	case "mmy":
		return dates(write(v[2], v[0]) + "/" + write(v[2], v[1]))
	}
	half := len(shape) / 2
	if half == 0 || shape[:half] != shape[half:] {
		return nil
	}
	start, end := read(shape[:half], v[:half]), read(shape[half:], v[half:])
	if len(start) != 1 || len(end) != 1 {
		return nil
	}
	return dates(start[0].String() + "/" + end[0].String())
}

// write writes a year, month and day in EDTF. Numbers that do not fit give a
// text that Parse refuses.
func write(year int, rest ...int) string {
	b := appendYear(nil, year)
	for _, n := range rest {
		b = appendTwo(append(b, '-'), uint8(n))
	}
	return string(b)
}

// dates returns those texts that are dates, each once.
func dates(texts ...string) []Date {
	var found []Date
	for _, s := range texts {
		if d, ok := accept(s); ok && !slices.Contains(found, d) {
			found = append(found, d)
		}
	}
	return found
}
