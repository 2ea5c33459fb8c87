package export

import (
	"encoding/binary"
	"unicode/utf8"
)

// appendEscaped appends a text in which some characters are written otherwise:
// escape says how one of n bytes is, "" for as it is. A byte that is not UTF-8 is
// U+FFFD of one byte. Escape is asked for characters at which plain stops alone.
func appendEscaped(b []byte, s string, escape func(r rune, n int) string) []byte {
	from := 0
	for i := plain(s, 0); i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if other := escape(r, n); other != "" {
			b = append(append(b, s[from:i]...), other...)
			from = i + n
		}
		if i += n; i < len(s) && s[i] < utf8.RuneSelf {
			i = plain(s, i)
		}
	}
	return append(b, s[from:]...)
}

// plain returns the index of the first byte from i on that some format escapes,
// len(s) if there is none: a control character, one of "&'<>\ and DEL, or a part
// of a character beyond ASCII. It looks at eight bytes at once, for nearly all of
// what is exported is plain.
func plain(s string, i int) int {
	for ; len(s)-i >= 8 && !anyOdd(binary.LittleEndian.Uint64([]byte(s[i:i+8]))); i += 8 {
	}
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ', c >= 0x7f, c == '"', c == '&', c == '\'', c == '<', c == '>', c == '\\':
			return i
		}
	}
	return i
}

// anyOdd reports whether one of eight bytes may be escaped. It is true for '#'
// too, which shares a test with its neighbours. How to find a byte in a word:
// https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord.
func anyOdd(w uint64) bool {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	control := w - ' '*ones
	beyond := w | (w + ones) // DEL
	quote := (w | 5*ones) ^ '\''*ones
	angle := (w | 2*ones) ^ '>'*ones
	slash := w ^ '\\'*ones
	return (control|beyond|(quote-ones)&^quote|(angle-ones)&^angle|(slash-ones)&^slash)&highs != 0
}
