package ingest

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/strictyaml"
)

// Limits of single values, in code points. Those of front matter are
// [strictyaml.MaxText] and more; longer ones come from broken files.
const (
	maxTitle   = 300
	maxSummary = 1000
	maxText    = 300
	maxURL     = 2000
	maxTags    = 30
)

// oneLine returns a text in one line: white space is single spaces, characters
// that cannot be seen or steer the direction of text are gone.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\u0085':
			return ' '
		case isHidden(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

// isHidden holds for control characters, marks of direction and what is no
// character. The joiners of Arabic, Persian and Indian scripts stay.
func isHidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069, r == '\u2028', r == '\u2029':
		return true
	case r == '\u200B', r == '\u00AD', r == '\u200E', r == '\u200F', r == '\uFEFF', r == '\uFFFE', r == '\uFFFF':
		return true
	}
	return unicode.IsControl(r)
}

// limit cuts a text after so many code points, at a space if there is one near.
func limit(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	s = string([]rune(s)[:most-1])
	if i := strings.LastIndexByte(s, ' '); i > len(s)*3/4 {
		s = s[:i]
	}
	return s + "…"
}

// firstWords is a title for a text that has none.
func firstWords(body string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(body), "\n")
	return limit(oneLine(plainText(line)), 80)
}

// checkKey says what is wrong with the value of a key of source.
func checkKey(key, value string) (problem string) {
	for _, k := range content.Schema(content.Article).Keys {
		if k.Name != "source" {
			continue
		}
		for _, sub := range k.Type.Keys.Keys {
			if sub.Name == key && sub.Type.Check != nil {
				problem, _ = sub.Type.Check(value)
			}
		}
	}
	return problem
}

// language returns a language as front matter has it, "" if s is none: "en_US.UTF-8" is "en-US".
func language(s string) string {
	s = oneLine(s)
	s, _, _ = strings.Cut(s, ".")
	s = strings.ReplaceAll(s, "_", "-")
	if s == "" || checkKey("lang", s) != "" || slices.Contains([]string{"und", "zxx", "mul"}, strings.ToLower(s)) {
		return languageNames[strings.ToLower(s)]
	}
	return s
}

// languageNames are languages as bibliographies and tables name them.
var languageNames = map[string]string{
	"english": "en", "eng": "en", "french": "fr", "français": "fr", "fre": "fr", "german": "de", "deutsch": "de",
	"arabic": "ar", "العربية": "ar", "russian": "ru", "русский": "ru", "rus": "ru", "spanish": "es", "español": "es",
	"italian": "it", "turkish": "tr", "persian": "fa", "farsi": "fa", "ukrainian": "uk", "chinese": "zh",
}

// fileDate finds a date in the name of a file.
var fileDate = regexp.MustCompile(`\b(1[5-9]|20)\d\d([-_.]?)(0[1-9]|1[0-2])([-_.]?)(0[1-9]|[12]\d|3[01])(?:\b|_)|\b(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])\b`)

var (
	isoDay   = regexp.MustCompile(`^(-?\d{4}-\d\d-\d\d)(?:[T ]\d.*)?$`)
	slashDay = regexp.MustCompile(`^(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?(?:[/ T].*)?$`)
	basicDay = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?$`)
)

// stamps are the forms of dates in feeds, mails and the headers of pages.
var stamps = []string{time.RFC1123Z, time.RFC1123, time.RFC822Z, time.RFC822, time.RFC850, time.ANSIC, time.UnixDate,
	"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006",
	"January 2, 2006 15:04", "January 2, 2006 3:04 PM", "2 January 2006 15:04", "2006-01-02 15:04:05 -0700 MST", "Mon Jan 2 2006 15:04:05 GMT-0700"}

// dateOf returns a date as front matter has it, from any of the ways in which
// files write one. The day is the one that stands there: no time zone moves it.
// It is "", with a hint, if the text is no date, or could be two.
func dateOf(s string) (date, hint string) {
	s = oneLine(s)
	if m := isoDay.FindStringSubmatch(s); m != nil {
		s = m[1]
	} else if m := basicDay.FindStringSubmatch(s); m != nil {
		s = m[1] + "-" + m[2] + "-" + m[3]
	} else if m := slashDay.FindStringSubmatch(s); m != nil {
		s = joinDate(m[1], m[2], m[3])
	}
	for _, form := range stamps {
		if t, err := time.Parse(form, s); err == nil {
			return t.Format(time.DateOnly), ""
		}
	}
	switch found := edtf.Readings(s); len(found) {
	case 0:
		return "", ""
	case 1:
		return found[0].String(), ""
	default:
		return "", "it may be " + found[0].String() + " or " + found[1].String()
	}
}

// joinDate joins the parts of a date, of which month and day may be "". A
// negative year is one before Christ, as timelines and bibliographies count
// them: "-44" is 44 BC, which front matter writes as -0043.
// Without a year it is "".
func joinDate(year, month, day string) string {
	if year == "" {
		return ""
	}
	sign := ""
	if n, err := strconv.Atoi(year); err == nil && n < 0 {
		year = strconv.Itoa(-n - 1)
		if n < -1 {
			sign = "-"
		}
	}
	s := sign + strings.Repeat("0", max(0, 4-len(year))) + year
	for _, part := range []string{month, day} {
		if part = strings.TrimLeft(part, "0"); part == "" {
			break
		}
		s += "-" + strings.Repeat("0", max(0, 2-len(part))) + part
	}
	return s
}

// tracking are the parameters that say how a reader came to a page; those that
// begin with utm_ too.
var tracking = []string{"fbclid", "gclid", "dclid", "yclid", "msclkid", "igshid", "mc_cid", "mc_eid", "cmpid", "ocid",
	"ref_src", "ref_url", "smid", "xtor", "at_medium", "at_campaign", "_ga", "wt_mc", "cid", "ncid", "sr_share"}

func isTracking(pair string) bool {
	name, _, _ := strings.Cut(strings.ToLower(pair), "=")
	return strings.HasPrefix(name, "utm_") || slices.Contains(tracking, name)
}

// cleanAddress returns a web address without what says how the reader came
// there, "" if it is none that a build accepts.
func cleanAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || len(s) > maxURL {
		return ""
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	pairs := slices.DeleteFunc(strings.Split(u.RawQuery, "&"), isTracking)
	u.RawQuery, u.ForceQuery = strings.Join(pairs, "&"), false
	text := unsafeInURL.Replace(u.String())
	if checkKey("url", text) != "" || oneLine(text) != text {
		return ""
	}
	return text
}

var unsafeInURL = strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", `\`, "%5C", "^", "%5E", "`", "%60", "{", "%7B", "|", "%7C", "}", "%7D")

// addressKey returns the form in which web addresses are compared: without
// scheme, www., the slash at the end, and what [cleanAddress] takes away, with
// parameters in order. It is "" for what is no address.
func addressKey(s string) string {
	u, err := url.Parse(cleanAddress(s))
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	pairs := strings.Split(u.RawQuery, "&")
	slices.Sort(pairs)
	return host + strings.TrimRight(u.EscapedPath(), "/") + "?" + strings.Join(pairs, "&")
}

// hostOf returns the host of an address, without www.
func hostOf(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// isPlainScalar reports whether a text means itself in YAML without quotes.
func isPlainScalar(s string) bool {
	switch strings.ToLower(s) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return false
	}
	return content.IsID(s) || safeScalar.MatchString(s) && utf8.RuneCountInString(s) < strictyaml.MaxText
}

// safeScalar are dates, languages and addresses.
var safeScalar = regexp.MustCompile(`^(https?://[A-Za-z0-9._~/?&=%+,;@:-]*[A-Za-z0-9_~/=%+-]|[0-9]{4}[0-9T:+/~?.-]*|\.\./[0-9][0-9-]*|[a-z]{2,3}(-[A-Za-z0-9]+)*)$`)
