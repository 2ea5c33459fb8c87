package fold

import "strings"

// Skeleton returns the key of a name with Cyrillic and Greek letters that look
// like Latin ones replaced by these, in the manner of UTS #39 (confusables).
// Two names with one skeleton and different keys look alike on a page.
func Skeleton(s string) string {
	k := Key(s)
	if isASCII(k) {
		return k
	}
	return confusable.Replace(k)
}

// confusable holds the lower-case letters of confusables.txt whose look-alike
// is a single letter; a key has no others.
var confusable = strings.NewReplacer(
	"а", "a", "е", "e", "о", "o", "р", "p", "с", "c", "у", "y", "х", "x",
	"і", "i", "ј", "j", "ѕ", "s", "һ", "h", "ԁ", "d", "ԛ", "q", "ԝ", "w", "ӏ", "l",
	"α", "a", "ο", "o", "ν", "v", "ρ", "p", "υ", "u", "ι", "i", "γ", "y", "σ", "o",
)
