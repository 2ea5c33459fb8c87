package fold

import (
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

// AppendTokens appends the words of s to dst in order. A word is a run of
// letters, digits and marks; in scripts that do not part words by spaces (Han,
// Kana, Thai, Lao, Khmer, Burmese) each letter with its marks is one, since a
// word border cannot be told there without a dictionary.
func AppendTokens(dst []Token, s string) []Token {
	end := 0
	for i := 0; i < len(s); {
		t := Token{Start: i, End: i, after: end}
		for t.End < len(s) && kinds[s[t.End]] != other {
			t.Upper = t.Upper || kinds[s[t.End]] == capital
			t.End++
		}
		if t.End < len(s) && s[t.End] >= utf8.RuneSelf {
			t.extend(s)
		}
		if t.End == i {
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		}
		dst = append(dst, t)
		i, end = t.End, t.End
	}
	return dst
}

// extend finds the end of a word that has other characters than ASCII, or none
// so far.
func (t *Token) extend(s string) {
	alone := false // it is a word of one letter
	for t.End < len(s) {
		r, n := utf8.DecodeRuneInString(s[t.End:])
		if t.End > t.Start && !unicode.IsMark(r) && (alone || isUnspaced(r)) || !isWord(r) {
			return
		}
		if t.End == t.Start {
			alone = isUnspaced(r)
		}
		t.Upper = t.Upper || unicode.IsUpper(r)
		t.End += n
	}
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// A kind is what a byte is in a word.
type kind uint8

const (
	other kind = iota // none of it, or a part of another character than ASCII
	capital
	letter // or digit
)

var kinds = func() (kinds [256]kind) {
	for c := range kinds {
		switch {
		case 'A' <= c && c <= 'Z':
			kinds[c] = capital
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			kinds[c] = letter
		}
	}
	return kinds
}()

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
