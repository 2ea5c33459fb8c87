package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// appendText appends src with its backslash escapes and character references
// resolved (CommonMark 2.4 and 2.5). White space that is
// written as a reference becomes a space; control characters and characters that
// change the direction of what follows become U+FFFD.
func appendText(dst, src []byte) []byte {
	for {
		i := bytes.IndexAny(src, `\&`)
		if i < 0 || i == len(src)-1 {
			return append(dst, src...)
		}
		dst = append(dst, src[:i]...)
		src = src[i:]
		n := 0
		if src[0] == '&' {
			dst, n = appendReference(dst, src)
		} else if util.IsPunct(src[1]) {
			dst, n = append(dst, src[1]), 2
		}
		if n == 0 {
			dst, n = append(dst, src[0]), 1
		}
		src = src[n:]
	}
}

// appendReference appends what the character reference at the beginning of src
// stands for, and returns its length, 0 if there is none.
func appendReference(dst, src []byte) ([]byte, int) {
	const longest = len("&CounterClockwiseContourIntegral;")
	end := bytes.IndexByte(src[:min(len(src), longest)], ';')
	if end < 2 {
		return dst, 0
	}
	name := string(src[1:end])
	if name[0] == '#' {
		r, ok := number(name[1:])
		if !ok {
			return dst, 0
		}
		return utf8.AppendRune(dst, r), end + 1
	}
	entity, ok := util.LookUpHTML5EntityByName(name)
	if !ok {
		return dst, 0
	}
	if name == "Tab" || name == "NewLine" {
		return append(dst, ' '), end + 1
	}
	return append(dst, entity.Characters...), end + 1
}

// number returns the character of a reference "#" + s.
func number(s string) (rune, bool) {
	base, digits := 10, 7
	if s != "" && (s[0] == 'x' || s[0] == 'X') {
		s, base, digits = s[1:], 16, 6
	}
	if len(s) > digits || len(s) == 0 || s[0] == '+' || s[0] == '-' {
		return 0, false
	}
	v, err := strconv.ParseUint(s, base, 32)
	r := rune(v)
	switch {
	case err != nil:
		return 0, false
	case r == '\t' || r == '\n' || r == '\r':
		return ' ', true
	case isControl(r) || isBidiControl(r) || !utf8.ValidRune(r):
		return utf8.RuneError, true
	}
	return r, true
}
