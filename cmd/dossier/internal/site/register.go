package site

import (
	"strings"
	"unicode"
)

// RegisterName returns the part of a person's name under which a register lists
// it: the last word with the particles before it ("de Mistura", "bin Salman"),
// without an Arabic article ("Assad" of "Bashar al-Assad") and without "Jr." and
// the like. A name of one word, or with letters of other scripts than Latin,
// Greek and Cyrillic, is listed as it is written.
func RegisterName(name string) string {
	words := strings.Fields(name)
	for len(words) > 1 && isSuffix(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) < 2 || !familyLast(name) {
		return name
	}
	at := len(words) - 1
	for at > 1 && isParticle(words[at-1]) {
		at--
	}
	article, rest, found := strings.Cut(words[at], "-")
	if found && rest != "" && isArticle(article) {
		words[at] = rest
	} else if at < len(words)-1 && isArticle(words[at]) {
		at++
	}
	return strings.Join(words[at:], " ")
}

// familyLast reports whether a name is in scripts whose languages mostly write
// the family name last.
func familyLast(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsLetter(r) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
	})
}

// isArticle holds for the Arabic article, which registers pass over, in the
// forms that it takes before a consonant.
func isArticle(word string) bool {
	switch strings.ToLower(word) {
	case "al", "el", "ad", "an", "ar", "as", "ash", "at", "az":
		return true
	}
	return false
}

// isParticle holds for what belongs to the family name after it.
func isParticle(word string) bool {
	switch strings.ToLower(word) {
	case "al", "el", "abu", "ben", "bin", "ibn", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "la", "le", "ten", "ter", "van", "von":
		return true
	}
	return false
}

// isSuffix holds for what stands after a family name and is no part of it.
func isSuffix(word string) bool {
	switch strings.ToLower(strings.Trim(word, ".,")) {
	case "jr", "sr", "ii", "iii", "iv":
		return true
	}
	return strings.HasPrefix(word, "(")
}
