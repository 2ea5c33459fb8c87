package fold

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// A Token is one word of a text. What it is compared by is made when it is asked
// for, since most words of most texts never are.
type Token struct {
	Start, End int  // byte offsets in the text
	Upper      bool // it has a capital letter
	after      int  // where the token before it ends
}

// Text returns the [Key] of the word; s is the text.
func (t Token) Text(s string) string {
	word := s[t.Start:t.End]
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return Key(word)
		}
	}
	return word // lower-case ASCII, the usual case, is not copied
}

// AppendText appends Text to dst.
func (t Token) AppendText(dst []byte, s string) []byte {
	word := s[t.Start:t.End]
	for i := range len(word) {
		c := word[i]
		switch {
		case c >= utf8.RuneSelf:
			return append(dst[:len(dst)-i], Key(word)...)
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
func (t Token) Sep(s string) string { return separator(s[t.after:t.Start]) }

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
			t := Token{Start: i, Upper: unicode.IsUpper(r), after: end}
			t.toEnd(s, i+n, isUnspaced(r))
			if !yield(t) {
				return
			}
			i, end = t.End, t.End
		}
	}
}

// toEnd finds the end of the word that goes on at i; alone is a word of one letter.
func (t *Token) toEnd(s string, i int, alone bool) {
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf { // the rule that follows, for most of the letters
			if alone || !isWord(rune(c)) {
				break
			}
			t.Upper = t.Upper || c >= 'A' && c <= 'Z'
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsMark(r) && (alone || !isWord(r) || isUnspaced(r)) {
			break
		}
		t.Upper = t.Upper || unicode.IsUpper(r)
		i += n
	}
	t.End = i
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
