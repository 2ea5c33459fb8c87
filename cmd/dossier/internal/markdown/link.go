package markdown

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// A destKind says what a written destination leads to.
type destKind uint8

const (
	destUnsafe   destKind = iota // nothing that a page may link
	destExternal                 // http or https
	destContact                  // mailto or tel
	destFragment                 // a place on the same page
	destPath                     // something of the dossier
)

// A dest is a destination that has been looked at.
type dest struct {
	kind                  destKind
	href                  string // destExternal, destContact: ready but for HTML
	path, query, fragment string // destPath, and fragment of destFragment: path and fragment decoded
	why                   string // destUnsafe: what is wrong with it
}

// parseDest looks at a destination whose escapes and references are resolved.
// What leads off the page must have one of four schemes: a list of what is
// dangerous is never complete.
func parseDest(s string) dest {
	s = clean(s)
	plain, err := url.PathUnescape(s)
	if err != nil {
		plain = s
	}
	plain = clean(plain)
	scheme := schemeOf(s)
	switch {
	case s == "":
		return dest{why: "leads nowhere"}
	case scheme != schemeOf(plain):
		return dest{why: "has a hidden scheme"}
	case startsHost(s) || startsHost(plain):
		return dest{why: "names a server without a scheme"}
	}
	switch scheme {
	case "http", "https":
		rest := s[len(scheme)+1:]
		if !strings.HasPrefix(rest, "//") || strings.TrimLeft(rest, `/\`) != rest[2:] || strings.IndexAny(rest[2:], "?#") == 0 || rest == "//" {
			return dest{why: "names no server"}
		}
		return dest{kind: destExternal, href: escapeURL(s)}
	case "mailto", "tel":
		return dest{kind: destContact, href: escapeURL(s)}
	case "":
		return parsePath(s)
	}
	return dest{why: "has the scheme " + clip(scheme) + ", which is not allowed"}
}

func parsePath(s string) dest {
	if s[0] == '#' {
		if s == "#" {
			return dest{why: "leads nowhere"}
		}
		return dest{kind: destFragment, fragment: decodeFragment(s[1:])}
	}
	s, fragment, _ := strings.Cut(s, "#")
	s, query, asks := strings.Cut(s, "?")
	path, err := url.PathUnescape(s)
	if err != nil || !utf8.ValidString(path) || strings.ContainsFunc(path, isControl) {
		return dest{why: "has a broken percent sign"}
	}
	if first, _, _ := strings.Cut(path, "/"); strings.ContainsRune(first, ':') { // RFC 3986, section 4.2
		return dest{why: `has a ":" before the first "/"`}
	}
	if strings.ContainsRune(path, '\\') {
		return dest{why: `has a "\" where "/" should be`}
	}
	if asks {
		query = "?" + escapeURL(query)
	}
	return dest{kind: destPath, path: path, query: query, fragment: decodeFragment(fragment)}
}

// decodeFragment decodes percent signs if they code text.
func decodeFragment(s string) string {
	if f, err := url.PathUnescape(s); err == nil && utf8.ValidString(f) {
		return clean(f)
	}
	return s
}

// clean removes what browsers ignore in an address: control characters, and
// white space around it (WHATWG URL, "basic URL parser").
func clean(s string) string {
	if strings.ContainsFunc(s, ignored) {
		s = strings.Map(func(r rune) rune {
			if ignored(r) {
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(s)
}

func ignored(r rune) bool {
	return unicode.IsControl(r) || isBidiControl(r)
}

// schemeOf returns the scheme of an address in lower case, "" if it is relative.
func schemeOf(s string) string {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ':' && i > 0:
			return strings.ToLower(s[:i])
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return ""
		}
	}
	return ""
}

// startsHost reports whether a browser would read a server's name from s, which
// has no scheme: "//host", and "\\host" and their mixtures.
func startsHost(s string) bool {
	return len(s) >= 2 && (s[0] == '/' || s[0] == '\\') && (s[1] == '/' || s[1] == '\\')
}

// escapeURL codes what may not stand in an address; percent signs that code
// something are kept.
func escapeURL(s string) string {
	return string(util.URLEscape([]byte(s), false))
}

// escapePath codes a decoded path.
func escapePath(s string) string {
	return (&url.URL{Path: s}).EscapedPath()
}
