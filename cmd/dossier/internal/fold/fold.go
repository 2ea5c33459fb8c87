// Package fold says when two pieces of text are the same name.
//
// It is a leaf: references, mentions and quotes are compared by what it
// returns. The invariant: Key is idempotent, and two texts that differ only in
// case, Unicode form, white space, or the shape of quote marks and dashes have
// one key.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Key returns the form of a name that is compared: Unicode form KC, full case
// folding (Unicode 3.13, D145), straight quote marks, plain hyphens, "..." for
// an ellipsis, single spaces, no spaces at the ends. Accents are kept: "Erdogan"
// and "Erdoğan" are two spellings, and it is the editor who says that they are
// one person.
func Key(s string) string {
	if isPlain(s) {
		return s
	}
	if isASCII(s) {
		return lower(s)
	}
	// Folding can bring up characters that normalise again; twice is stable.
	s = norm.NFKC.String(strings.ToValidUTF8(s, "\uFFFD"))
	s = norm.NFKC.String(cases.Fold().String(s))
	s = norm.NFKC.String(cases.Fold().String(s))
	return clean(s)
}

// Quote returns the form in which quotations are compared: that of [Key], but
// with upper and lower case, and with Unicode form C.
func Quote(s string) string {
	if isASCII(s) {
		return clean(s)
	}
	return clean(norm.NFC.String(strings.ReplaceAll(s, "…", "...")))
}

// lower is clean of an ASCII text in lower case, in one step: most names are
// such texts.
func lower(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for i := range len(s) {
		c := s[i]
		switch {
		case c == ' ' || '\t' <= c && c <= '\r':
			space = true
			continue
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteByte(c)
	}
	return b.String()
}

// clean makes white space, quote marks and dashes uniform.
func clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) || r == '\u00AD' || r == '\u200B' || r == '\uFEFF' {
			space = space || unicode.IsSpace(r)
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(punctuation(r))
	}
	return b.String()
}

func punctuation(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	switch r {
	case '‘', '’', '‚', '‛', 'ʼ', 'ʻ', '′', '`', '´', '‹', '›', 'ʹ':
		return '\''
	case '“', '”', '„', '‟', '«', '»', '″', '〝', '〞':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹘':
		return '-'
	}
	return r
}

// isPlain reports whether s is its own key, as most file names are.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ' ' && i > 0 && i < len(s)-1 && s[i-1] != ' ' {
			continue
		}
		if c <= ' ' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Sort returns the form by which names are put in order: that of [Key], without
// marks over and under letters, quote marks and hyphens, so that "Élysée"
// stands with E and "al-Assad" with "al Assad".
func Sort(s string) string {
	k := Key(s)
	if !isASCII(k) {
		k = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFD.String(k))
	}
	return sortMarks.Replace(k)
}

var sortMarks = strings.NewReplacer("'", "", `"`, "", "-", " ")
