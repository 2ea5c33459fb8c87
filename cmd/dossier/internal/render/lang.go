package render

import (
	"strings"
	"sync"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/site"
)

// direction returns "rtl" or "ltr" for a BCP 47 tag. A script subtag decides;
// without one, the script in which the language is mostly written.
func direction(lang string) string {
	primary, rest, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	for _, sub := range strings.Split(rest, "-") {
		if len(sub) != 4 || sub[0] <= '9' { // a year is a variant, not a script
			continue
		}
		switch sub {
		case "arab", "aran", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg", "mand", "samr":
			return "rtl"
		}
		return "ltr"
	}
	switch primary {
	case "ar", "arc", "arz", "apc", "ary", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ks", "lrc", "mzn",
		"nqo", "pnb", "ps", "prs", "sd", "skr", "syr", "ug", "ur", "yi":
		return "rtl"
	}
	return "ltr"
}

// language returns the name of a BCP 47 tag's language, or the tag.
func (o *Output) language(tag string) string {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if key := "language_" + primary; o.words.Has(key) {
		return o.words.T(key)
	}
	return tag
}

// kindLabel returns the words for a value of source.kind, or of an
// organization's or meeting's kind. A meeting's may be of its author's own
// making: then hyphens become spaces.
func (o *Output) kindLabel(kind string) string {
	if key := "kind_" + snake(kind); o.words.Has(key) {
		return o.words.T(key)
	}
	return strings.ReplaceAll(kind, "-", " ")
}

// presenceLabel returns the words for how a participant took part, "" if that
// is not given.
func (o *Output) presenceLabel(presence string) string {
	if presence == "" {
		return ""
	}
	return o.words.T("presence_" + snake(presence))
}

// typeLabel returns the word for one page of a type, "" for plain pages and lists.
func (o *Output) typeLabel(t content.Type) string {
	if t.Section() == "" {
		return ""
	}
	return o.words.T("type_" + string(t))
}

// modeLabel returns the word that has to stand beside a statement that is not
// the holder's own.
func (o *Output) modeLabel(mode string) string {
	if !reported(mode) {
		return ""
	}
	return o.words.T("mode_" + mode)
}

// reported says that a statement is known only through others, or denied.
func reported(mode string) bool { return mode == "reported" || mode == "denied" }

// questionLabel returns the name of what accounts differ on: a date, a place or
// a figure, which has a name of its author's.
func (o *Output) questionLabel(question string) string {
	if question == "date" || question == "place" {
		return o.words.T("dispute_" + question)
	}
	return question
}

// differ names the questions on which the accounts of an event or meeting
// differ, nil if they agree.
func (o *Output) differ(p *site.Page) []string {
	var labels []string
	for _, q := range p.Differ() {
		labels = append(labels, o.questionLabel(q))
	}
	return labels
}

// snake returns the part of a key that stands for a value with hyphens.
func snake(value string) string { return strings.ReplaceAll(value, "-", "_") }

// symbol returns the place of a stance on its scale: squares (a) lead to the
// first end, circles (b) to the last. Of more than six stances those between
// the first and the last three share the middle.
func symbol(index, of int) string {
	scales := [...][]string{
		{"m"},
		{"m"},
		{"a2", "b2"},
		{"a2", "m", "b2"},
		{"a2", "a1", "b1", "b2"},
		{"a2", "a1", "m", "b1", "b2"},
		{"a2", "a1", "a0", "b0", "b1", "b2"},
	}
	switch {
	case index < 0 || index >= of:
		return "m"
	case of < len(scales):
		return scales[of][index]
	case index < 3:
		return scales[6][index]
	case index >= of-3:
		return scales[6][index-of+6]
	}
	return "m"
}

// weekday returns the name of a day of the week.
func (o *Output) weekday(d edtf.Day) string {
	if names := o.words.List("weekdays"); len(names) == 7 {
		return names[d.Weekday()]
	}
	return ""
}

// knownDates are the dates that pages have shown: a dossier has far fewer dates
// than places that show one.
type knownDates struct {
	mu    sync.RWMutex
	views map[edtf.Date]Date
}

// date returns a date as layouts get it.
func (o *Output) date(d edtf.Date) Date {
	if d.IsZero() {
		return Date{}
	}
	k := &o.known
	k.mu.RLock()
	v, ok := k.views[d]
	k.mu.RUnlock()
	if !ok {
		v = o.newDate(d)
		k.mu.Lock()
		k.views[d] = v
		k.mu.Unlock()
	}
	return v
}

func (o *Output) newDate(d edtf.Date) Date {
	unsure := d.Approximate() || d.Uncertain()
	v := Date{
		Text:   d.Format(o.dates),
		Short:  d.FormatShort(o.dates),
		Attr:   d.HTML(),
		Unsure: unsure,
		Range:  d.IsInterval(),
		Open:   d.OpenStart() || d.OpenEnd(),
	}
	if d.Precision() >= edtf.ByDay && !d.IsInterval() && !unsure {
		v.Weekday = o.weekday(d.Earliest())
	}
	return v
}
