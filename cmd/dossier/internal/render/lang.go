package render

import (
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
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

// language returns the English name of a BCP 47 tag's language, or the tag.
func (o *Output) language(tag string) string {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if name, ok := o.languages[primary]; ok {
		return name
	}
	return tag
}

func languages() map[string]string {
	return map[string]string{
		"ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian",
		"ca": "Catalan", "ckb": "Central Kurdish", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
		"en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
		"he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
		"it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "ku": "Kurdish",
		"lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ms": "Malay", "nb": "Norwegian", "nl": "Dutch",
		"no": "Norwegian", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
		"sk": "Slovak", "sl": "Slovene", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
		"sw": "Swahili", "ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
		"uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
	}
}

// kindLabel returns the words for a value of source.kind, an organization's or
// a meeting's kind: hyphens become spaces, and names keep their capitals.
func kindLabel(kind string) string {
	switch kind {
	case "un-document":
		return "UN document"
	case "ngo", "ngo-report":
		return "NGO" + strings.ReplaceAll(kind[len("ngo"):], "-", " ")
	}
	return strings.ReplaceAll(kind, "-", " ")
}

// typeLabel returns the word for one page of a type, "" for plain pages and lists.
func typeLabel(t content.Type) string {
	if t.Section() == "" {
		return ""
	}
	return strings.ToUpper(string(t[:1])) + string(t[1:])
}

// modeLabel returns the word that has to stand beside a statement that is not
// the holder's own.
func modeLabel(mode string) string {
	if mode == "reported" || mode == "denied" {
		return mode
	}
	return ""
}

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

// date returns a date as layouts get it.
func (o *Output) date(d edtf.Date) Date {
	if d.IsZero() {
		return Date{}
	}
	unsure := d.Approximate() || d.Uncertain()
	v := Date{
		Text:   d.Format(o.words),
		Short:  d.FormatShort(o.words),
		Attr:   d.HTML(),
		Unsure: unsure,
		Range:  d.IsInterval(),
		Open:   d.OpenStart() || d.OpenEnd(),
	}
	if d.Precision() >= edtf.ByDay && !d.IsInterval() && !unsure {
		v.Weekday = d.Earliest().Weekday().String()
	}
	return v
}
