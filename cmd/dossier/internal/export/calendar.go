package export

import (
	"strings"
	"time"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// meetingFile is the name of a meeting's own calendar, beside its page.
const meetingFile = "meeting.ics"

// calendars returns the calendar of all meetings and events whose day is known,
// if there are any, and one for each such meeting that has a page.
func (x *Exporter) calendars() []File {
	var all []*site.Page
	var files []File
	for _, list := range [][]*site.Page{x.site.Meetings, x.site.Events} {
		for _, p := range list {
			if _, ok := x.span(p.Date); !ok {
				continue
			}
			all = append(all, p)
			if path := x.CalendarOf(p); path != "" {
				files = append(files, File{path, func(x *Exporter, b *buffer) { x.calendar(b, p.Title, []*site.Page{p}) }})
			}
		}
	}
	if len(all) == 0 {
		return nil // a calendar must have a component (RFC 5545, 3.6)
	}
	return append(files, File{CalendarPath, func(x *Exporter, b *buffer) { x.calendar(b, x.config().Title, all) }})
}

// CalendarOf returns the path of a meeting's calendar, "" if it has none.
func (x *Exporter) CalendarOf(p *site.Page) string {
	if _, ok := x.span(p.Date); !ok || p.Meeting == nil || !p.Own {
		return ""
	}
	return p.Path + meetingFile
}

// A span is a date as calendars know it: days or moments, the end not included.
type span struct {
	start, end time.Time // end is the zero time if there is none
	days       bool
}

// span returns a date for a calendar. It is false for dates whose first day is
// not known: to show September 2016 as thirty days would say what nobody did.
func (x *Exporter) span(d edtf.Date) (span, bool) {
	from, to := d.Start(), d.End()
	if from.Precision() < edtf.ByDay || from.Year() < 1 {
		return span{}, false
	}
	precise := d.IsInterval() && to.Precision() >= edtf.ByDay
	if from.HasTime() && (!precise || to.HasTime()) {
		s := span{start: from.Time(x.zone).UTC()}
		if end := to.Time(x.zone).UTC(); precise && end.After(s.start) {
			s.end = end
		}
		return s, s.start.Year() >= 1
	}
	s := span{start: midnight(from.Earliest()), days: true}
	if precise {
		s.end = midnight(to.Latest() + 1)
	}
	return s, true
}

func midnight(d edtf.Day) time.Time {
	y, m, day := d.Civil()
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
}

// calendar writes an iCalendar stream (RFC 5545).
func (x *Exporter) calendar(b *buffer, name string, things []*site.Page) {
	property(b, "BEGIN", "VCALENDAR")
	property(b, "VERSION", "2.0")
	property(b, "PRODID", "-//dossier//dossier//EN")
	textProperty(b, "NAME", name) // RFC 7986
	textProperty(b, "X-WR-CALNAME", name)
	for _, p := range things {
		x.event(b, p)
		b.pass()
	}
	property(b, "END", "VCALENDAR")
}

func (x *Exporter) event(b *buffer, p *site.Page) {
	s, ok := x.span(p.Date)
	if !ok {
		return
	}
	const moment = "20060102T150405Z"
	stamp := s.start
	if changed := x.moment(lastmod(p)); !changed.IsZero() {
		stamp = changed.UTC()
	}
	property(b, "BEGIN", "VEVENT")
	textProperty(b, "UID", p.Key+"@"+x.host())
	property(b, "DTSTAMP", stamp.Format(moment)) // must be there; a build has no time of its own
	if s.days {
		property(b, "DTSTART;VALUE=DATE", s.start.Format("20060102"))
	} else {
		property(b, "DTSTART", s.start.Format(moment))
	}
	switch {
	case s.end.IsZero():
	case s.days:
		property(b, "DTEND;VALUE=DATE", s.end.Format("20060102"))
	default:
		property(b, "DTEND", s.end.Format(moment))
	}
	textProperty(b, "SUMMARY", p.Title)
	x.eventDetails(b, p)
	property(b, "TRANSP", "TRANSPARENT") // nobody who adds it is busy
	property(b, "END", "VEVENT")
}

func (x *Exporter) eventDetails(b *buffer, p *site.Page) {
	var about []string
	unsure := p.Date.Approximate() || p.Date.Uncertain()
	if unsure || p.Date.OpenEnd() || p.Date.Precision() < edtf.ByDay {
		about = append(about, p.Date.Format(x.o.Dates)) // what the form of a calendar loses
	}
	if s := x.summary(p); s != "" {
		about = append(about, s)
	}
	if p.Meeting != nil && p.Meeting.Outcome != "" {
		about = append(about, p.Meeting.Outcome)
	}
	textProperty(b, "DESCRIPTION", strings.Join(about, "\n"))
	if place := placeOf(p); place != nil {
		textProperty(b, "LOCATION", place.Title)
		if place.Place != nil && place.Place.Located {
			property(b, "GEO", decimal(place.Place.Lat)+";"+decimal(place.Place.Lon))
		}
	}
	if unsure {
		property(b, "STATUS", "TENTATIVE")
	}
	textProperty(b, "CATEGORIES", x.o.Words.T("type_"+string(p.Type)))
	if address := x.address(p); address != "" {
		property(b, "URL", address)
	}
}

// placeOf returns where a meeting or event took place, nil if that is not known.
func placeOf(p *site.Page) *site.Page {
	switch {
	case p.Meeting != nil:
		return p.Meeting.Place
	case p.Event != nil:
		return p.Event.Place
	}
	return nil
}

// host returns the name under which the dossier's things are unique: the host
// of base_url, or one that is reserved for names that are none (RFC 2606).
func (x *Exporter) host() string {
	_, rest, _ := strings.Cut(x.config().BaseURL, "://")
	host, _, _ := strings.Cut(rest, "/")
	if host == "" {
		return "dossier.invalid"
	}
	return host
}

// textProperty writes a property of type TEXT, nothing if it is "".
func textProperty(b *buffer, name, text string) {
	if text != "" {
		property(b, name, escapeICal(text))
	}
}

// escapeICal escapes a text (RFC 5545, 3.3.11). Control characters other than
// line breaks cannot be said and become spaces.
func escapeICal(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r == '\\' || r == ';' || r == ',' || blank(r) != r }) {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ReplaceAll(s, "\r\n", "\n") {
		switch {
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			b.WriteString(`\n`)
		case r < ' ' || r == 0x7f:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// property writes a content line, folded so that no line is longer than 75
// octets and no character is cut (RFC 5545, 3.1).
func property(b *buffer, name, value string) {
	const most = 75
	if len(name)+len(":")+len(value) <= most {
		b.add(name, ":", value, "\r\n")
		return
	}
	line := name + ":" + value
	for width := most; len(line) > width; width = most - 1 {
		cut := width
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		b.add(line[:cut], "\r\n ")
		line = line[cut:]
	}
	b.add(line, "\r\n")
}
