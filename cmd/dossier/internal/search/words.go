package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWord is the length in code points to which words are cut.
const maxWord = 32

// Words returns the words of a text, each with the forms under which it is
// found; the first form is how it is written, folded. The same rules in
// JavaScript (layouts/assets/site.js/50-search.js) find the words of a query.
//
//   - Words that a hyphen or an apostrophe joins are words of their own, and the
//     last of them has the whole as another form: "cease-fire" is cease and
//     fire, which is also ceasefire. So each is found by every way to write it.
//     A letter that only an apostrophe sets apart is no word: "l'accord".
//   - An Arabic word has a form without the article and what of و ف ب ك ل
//     stands before it, or without و alone.
//   - In scripts that do not part words (Han, Kana, Thai, Lao, Khmer, Burmese)
//     every two letters that follow each other are a word, and the last letter.
func Words(text string) [][]string {
	var words [][]string
	folded := Fold(text)
	for folded != "" {
		start := strings.IndexFunc(folded, isLetter)
		if start < 0 {
			break
		}
		end := start + compound(folded[start:])
		words = appendCompound(words, folded[start:end])
		folded = folded[end:]
	}
	return words
}

// compound returns the length of the words at the beginning of s that single
// hyphens and apostrophes join.
func compound(s string) int {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isLetter(r) {
			next, _ := utf8.DecodeRuneInString(s[i+n:])
			if !isJoiner(r) || !isLetter(next) {
				return i
			}
		}
		i += n
	}
	return len(s)
}

func appendCompound(words [][]string, s string) [][]string {
	if strings.ContainsFunc(s, isUnspaced) {
		return appendMixed(words, s)
	}
	first := len(words)
	from := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && !isJoiner(rune(s[i])) {
			continue
		}
		apostrophe := i < len(s) && s[i] == '\'' || from > 0 && s[from-1] == '\''
		if part := s[from:i]; !apostrophe || utf8.RuneCountInString(part) > 1 {
			words = append(words, forms(part))
		}
		from = i + 1
	}
	whole := strings.Map(func(r rune) rune {
		if isJoiner(r) {
			return -1
		}
		return r
	}, s)
	switch {
	case len(words) == first:
		words = append(words, []string{cut(whole)})
	case len(whole) < len(s) && utf8.RuneCountInString(whole) <= maxWord:
		last := len(words) - 1
		words[last] = append(words[last], whole)
	}
	return words
}

// appendMixed adds the words of a text in which letters of scripts that do not
// part words stand.
func appendMixed(words [][]string, s string) [][]string {
	var run []rune
	flush := func() {
		switch {
		case len(run) == 0:
			return
		case !isUnspaced(run[0]):
			words = append(words, forms(string(run)))
		default:
			for i := range run {
				words = append(words, []string{string(run[i:min(i+2, len(run))])})
			}
		}
		run = run[:0]
	}
	for _, r := range s {
		if isJoiner(r) || len(run) > 0 && isUnspaced(run[0]) != isUnspaced(r) {
			flush()
		}
		if !isJoiner(r) {
			run = append(run, r)
		}
	}
	flush()
	return words
}

// forms returns a word and, of an Arabic one, its forms.
func forms(word string) []string {
	list := []string{cut(word)}
	if rest := bare(word); rest != "" {
		list = append(list, cut(rest))
	}
	return list
}

// bare returns an Arabic word without what is written together with it, "" if
// there is nothing of the kind or too little would be left.
func bare(word string) string {
	after := strings.TrimPrefix(strings.TrimPrefix(word, "و"), "ف")
	for _, article := range [...]string{"ال", "بال", "كال", "لل"} {
		if rest, ok := strings.CutPrefix(after, article); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
	}
	if rest, ok := strings.CutPrefix(word, "و"); ok && utf8.RuneCountInString(rest) >= 4 {
		return rest
	}
	return ""
}

// cut bounds a word.
func cut(word string) string {
	if len(word) <= maxWord {
		return word
	}
	n := 0
	for i := range word {
		if n++; n > maxWord {
			return word[:i]
		}
	}
	return word
}

func isJoiner(r rune) bool { return r == '\'' || r == '-' }

// isLetter reports whether a character is part of a word.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.M)
}

// isUnspaced reports whether a letter is of a script that does not part words.
func isUnspaced(r rune) bool {
	return r >= 0x0E00 && (r == 'ー' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar))
}
