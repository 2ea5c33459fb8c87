package strictyaml

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// checkCharacters reports bytes that are not UTF-8 and characters that YAML
// refuses, or that it takes for a line break and an editor does not. It
// returns false if there are any.
func (p *problems) checkCharacters(first int, text string) bool {
	if isUTF16(text) {
		p.errorf(p.at(first, 1), "save it as UTF-8", "the file is UTF-16")
		return false
	}
	line, start, good := first, 0, true
	for i := 0; i < len(text) && !p.full(); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case r == '\n':
			line, start = line+1, i+1
		case r == utf8.RuneError && size == 1:
			good = false
			p.errorf(p.at(line, column(text[start:], i-start)), "save the file as UTF-8", "byte 0x%02X is not UTF-8", text[i])
		case isForbidden(r):
			good = false
			p.errorf(p.at(line, column(text[start:], i-start)), "delete it; most editors can show invisible characters",
				"%s is not allowed here", charName(r))
		}
		i += size
	}
	return good
}

// isUTF16 recognises a byte order mark, or the zero byte that every ASCII
// character has in UTF-16.
func isUTF16(text string) bool {
	return strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") ||
		len(text) >= 2 && (text[0] == 0) != (text[1] == 0)
}

// isForbidden holds for the control characters but tab and line feed, the line
// breaks of YAML 1.1 that are none in an editor, and what is no character.
func isForbidden(r rune) bool {
	switch {
	case r < ' ':
		return r != '\t' && r != '\n'
	case r < 0x7F:
		return false
	case r <= 0x9F:
		return true
	}
	switch r {
	case '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF':
		return true
	}
	return false
}

// charName names an invisible character, for messages.
func charName(r rune) string {
	name := "the invisible character"
	switch r {
	case 0:
		name = "the NUL character"
	case '\t':
		name = "a tab"
	case '\u0085':
		name = "the line break NEL"
	case '\u00A0':
		name = "a no-break space"
	case '\u2028':
		name = "a line separator"
	case '\u2029':
		name = "a paragraph separator"
	case '\u200B':
		name = "a zero-width space"
	case '\uFEFF':
		name = "a byte order mark"
	default:
		if r < ' ' || 0x7F <= r && r <= 0x9F {
			name = "the control character"
		}
	}
	return fmt.Sprintf("%s (%U)", name, r)
}

// checkDocuments refuses a second document, which yaml.v3 leaves out without a
// word. A line of "---" or "..." is a marker wherever it stands, even in quotes
// (YAML 1.2, 9.1.2). It returns false if there is one.
func (p *problems) checkDocuments(first int, text string) bool {
	if !strings.Contains(text, "\n---") && !strings.Contains(text, "\n...") && !strings.HasPrefix(text, "...") {
		return true
	}
	started, n := false, first
	for line := range strings.SplitSeq(text, "\n") {
		marker := isMarker(line, "---")
		if marker && started || isMarker(line, "...") {
			p.errorf(p.at(n, 1), "remove the line; if it belongs to a text, indent it",
				"%q ends the YAML, only one document is read", line[:3])
			return false
		}
		trimmed := strings.TrimSpace(line)
		if marker || trimmed != "" && trimmed[0] != '#' && trimmed[0] != '%' {
			started = true
		}
		n++
	}
	return true
}

func isMarker(line, marker string) bool {
	rest, ok := strings.CutPrefix(line, marker)
	return ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t')
}

// column returns the column, in code points from 1, of the byte at offset.
func column(line string, offset int) int {
	return utf8.RuneCountInString(line[:offset]) + 1
}
