package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the form of a text in which words are compared: compatibility
// forms resolved (Unicode form KC), lower case, without the marks over and under
// Latin, Greek, Cyrillic, Hebrew and Arabic letters, with one letter where a
// script has several for one (Arabic alef, Persian kaf and yeh, Latin "ø"),
// digits 0 to 9, ' for every apostrophe and - for every hyphen.
func Fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		r = unicode.ToLower(r)
		switch {
		case r < utf8.RuneSelf:
			b.WriteRune(r)
		case '٠' <= r && r <= '٩':
			b.WriteRune(r - '٠' + '0')
		case '۰' <= r && r <= '۹':
			b.WriteRune(r - '۰' + '0')
		case isDropped(r):
		default:
			writeLetter(&b, r)
		}
	}
	return norm.NFC.String(b.String())
}

func writeLetter(b *strings.Builder, r rune) {
	switch r {
	case 'ß':
		b.WriteString("ss")
	case 'æ':
		b.WriteString("ae")
	case 'œ':
		b.WriteString("oe")
	case 'þ':
		b.WriteString("th")
	case 'ø':
		b.WriteByte('o')
	case 'ł':
		b.WriteByte('l')
	case 'đ', 'ð':
		b.WriteByte('d')
	case 'ı':
		b.WriteByte('i')
	case 'ς':
		b.WriteRune('σ')
	case 'ٱ':
		b.WriteRune('ا')
	case 'ى', 'ی':
		b.WriteRune('ي')
	case 'ة':
		b.WriteRune('ه')
	case 'ک':
		b.WriteRune('ك')
	case '‘', '’', 'ʻ', 'ʼ', 'ʾ', 'ʿ', '′':
		b.WriteByte('\'')
	case '\u2010': // a hyphen; U+2011 has become one
		b.WriteByte('-')
	default:
		b.WriteRune(r)
	}
}

// isDropped reports whether a character of a decomposed text is left out: marks
// of the scripts that are read without them, and what only shapes a line.
func isDropped(r rune) bool {
	for _, d := range [...]struct{ first, last rune }{
		{0x00AD, 0x00AD},                                                                         // soft hyphen
		{0x0300, 0x036F},                                                                         // Latin, Greek, Cyrillic
		{0x0483, 0x0487},                                                                         // Cyrillic
		{0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2}, {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, // Hebrew points
		{0x0610, 0x061A}, {0x0640, 0x0640}, {0x064B, 0x065F}, {0x0670, 0x0670}, // Arabic points, tatweel, hamza above and below
		{0x06D6, 0x06DC}, {0x06DF, 0x06E8}, {0x06EA, 0x06ED}, // Quranic signs
		{0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
		{0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069}, // joiners and directions
		{0x20D0, 0x20FF}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
	} {
		if d.first <= r && r <= d.last {
			return true
		}
	}
	return false
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
