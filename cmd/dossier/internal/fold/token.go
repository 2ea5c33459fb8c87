package fold

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// A Token is one word of a text. What it is compared by is made when it is asked
// for, since most words of most texts never are.
type Token struct {
	Start, End int // byte offsets in the text

	written string // text[Start:End]
	before  string // the text between the token before it and this one
}

// Text returns the [Key] of the word.
func (t Token) Text() string {
	for i := range len(t.written) {
		if c := t.written[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return Key(t.written)
		}
	}
	return t.written // lower-case ASCII, the usual case, is not copied
}

// AppendText appends Text to dst.
func (t Token) AppendText(dst []byte) []byte {
	for i := range len(t.written) {
		c := t.written[i]
		switch {
		case c >= utf8.RuneSelf:
			return append(dst[:len(dst)-i], Key(t.written)...)
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// Sep returns the folded text between the token before it and this one ("" at
// the start), so that a name can be compared word by word without losing its
// hyphens and apostrophes.
func (t Token) Sep() string { return separator(t.before) }

// Tokens returns the words of s in order. A word is a run of letters, digits and
// marks; in scripts that do not part words by spaces (Han, Kana, Thai, Lao,
// Khmer, Burmese) each letter with its marks is one, since a word border cannot
// be told there without a dictionary.
func Tokens(s string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		end := 0
		for i := 0; i < len(s); {
			r, n := utf8.DecodeRuneInString(s[i:])
			if !isWord(r) {
				i += n
				continue
			}
			start := i
			i = wordEnd(s, i+n, isUnspaced(r))
			if !yield(Token{start, i, s[start:i], s[end:start]}) {
				return
			}
			end = i
		}
	}
}

// wordEnd returns where the word ends that goes on at i; alone is a word of one letter.
func wordEnd(s string, i int, alone bool) int {
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf { // the rule that follows, for most of the letters
			if alone || !isWord(rune(c)) {
				break
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsMark(r) && (alone || !isWord(r) || isUnspaced(r)) {
			break
		}
		i += n
	}
	return i
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func isUnspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// separator returns the folded text between two words; one space or "" without copying.
func separator(s string) string {
	switch s {
	case "", " ", "-", "'":
		return s
	case "\n":
		return " "
	case "’":
		return "'"
	}
	spaceBefore := unicode.IsSpace(firstRune(s))
	last, _ := utf8.DecodeLastRuneInString(s)
	k := Key(s)
	if k == "" {
		return " "
	}
	if spaceBefore {
		k = " " + k
	}
	if unicode.IsSpace(last) {
		k += " "
	}
	return k
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
