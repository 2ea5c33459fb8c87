package fold

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// A Token is one word of a text. Text is its [Key]; Sep is the folded text
// between the token before it and this one ("" at the start), so that a name
// can be compared word by word without losing its hyphens and apostrophes.
type Token struct {
	Start, End int // byte offsets in the text
	Text       string
	Sep        string
}

// Tokens returns the words of s in order. A word is a run of letters, digits and marks; in scripts that do not part
// words by spaces (Han, Kana, Thai, Lao, Khmer, Burmese) each letter with its
// marks is one, since a word border cannot be told there without a dictionary.
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
			if !yield(Token{start, i, word(s[start:i]), separator(s[end:start])}) {
				return
			}
			end = i
		}
	}
}

// wordEnd returns where the word ends that goes on at i; alone is a word of one letter.
func wordEnd(s string, i int, alone bool) int {
	for i < len(s) {
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

// word returns the key of one word. Lower-case ASCII, the usual case, is not copied.
func word(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return Key(s)
		}
	}
	return s
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
