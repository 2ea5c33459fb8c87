// Package slug turns titles into path segments and fragments that keep their script.
//
// It is a leaf: permalinks (site) and heading ids (markdown) use the same rule.
// The invariant: Make is idempotent, and what it returns is "" or one valid,
// portable path segment on every file system.
package slug

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxBytes bounds a slug: most file systems take 255 bytes a name, and a
// percent-coded URL grows three times.
const MaxBytes = 150

// Make returns the slug of s: Unicode form C, lower case, letters and digits
// of every script with their combining marks, each run of other characters as
// one "-", none at the ends. A slug longer than [MaxBytes] is cut and ends in a
// hash of the whole; a name that Windows reserves (CON, NUL, COM1) gets a
// suffix. Make returns "" if s has no letter and no digit.
func Make(s string) string {
	if isPlain(s) {
		return reserved(s)
	}
	var b strings.Builder
	dash, letter := false, false
	for _, r := range norm.NFC.String(s) {
		r = unicode.ToLower(r)
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash, letter = false, true
			b.WriteRune(r)
		case unicode.IsMark(r) && letter && !dash:
			b.WriteRune(r)
		default:
			dash = true
		}
	}
	return reserved(shorten(norm.NFC.String(b.String())))
}

// isPlain reports whether s is made of nothing but what stays as it is, as most
// ids are.
func isPlain(s string) bool {
	if len(s) > MaxBytes {
		return false
	}
	letter := false // before s[i]
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			letter = true
		case c == '-' && letter:
			letter = false
		default:
			return false
		}
	}
	return letter || s == ""
}

func shorten(s string) string {
	if len(s) <= MaxBytes {
		return s
	}
	h := fnv.New32a()
	h.Write([]byte(s))
	cut := MaxBytes - 9
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	// A cut before a mark would leave a base letter that composes otherwise.
	for r, _ := utf8.DecodeRuneInString(s[cut:]); unicode.IsMark(r) && cut > 0; r, _ = utf8.DecodeRuneInString(s[cut:]) {
		_, n := utf8.DecodeLastRuneInString(s[:cut])
		cut -= n
	}
	// One letter with more marks than fit leaves nothing but the hash.
	return strings.TrimLeft(fmt.Sprintf("%s-%08x", strings.TrimRight(s[:cut], "-"), h.Sum32()), "-")
}

func reserved(s string) string {
	switch s {
	case "con", "prn", "aux", "nul":
		return s + "-page"
	}
	if len(s) == 4 && (s[:3] == "com" || s[:3] == "lpt") && '0' <= s[3] && s[3] <= '9' {
		return s + "-page"
	}
	return s
}
