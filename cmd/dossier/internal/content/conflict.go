package content

import (
	"bytes"
	"strings"
)

// conflict returns the line of the first marker that a merge has left in a
// file, or 0. The markers are those of Git (git-merge, "How conflicts are
// presented"); in a fenced code block of the body they are text.
func conflict(src []byte) int {
	if !bytes.Contains(src, []byte("<<<<<<< ")) && !bytes.Contains(src, []byte(">>>>>>> ")) {
		return 0
	}
	rest := bytes.TrimPrefix(src, []byte(bom))
	fences, code := 0, "" // fences of front matter so far; the fence of the open code block
	for line := 1; len(rest) > 0; line++ {
		var text []byte
		text, rest = firstLine(rest)
		mark := codeFence(text)
		switch {
		case code != "":
			if strings.HasPrefix(mark, code) && len(bytes.TrimSpace(text)) == len(mark) {
				code = ""
			}
		case bytes.HasPrefix(text, []byte("<<<<<<< ")) || bytes.HasPrefix(text, []byte(">>>>>>> ")):
			return line
		case fences < 2 && isFence(text):
			fences++
		case fences == 2:
			code = mark
		}
	}
	return 0
}

// codeFence returns the run of three or more ` or ~ that a line begins with, or
// "" (CommonMark 4.5).
func codeFence(line []byte) string {
	text := bytes.TrimLeft(line, " ")
	if len(line)-len(text) > 3 || len(text) == 0 || text[0] != '`' && text[0] != '~' {
		return ""
	}
	after := bytes.TrimLeft(text, string(text[:1]))
	n := len(text) - len(after)
	if n < 3 || text[0] == '`' && bytes.ContainsRune(after, '`') {
		return ""
	}
	return string(text[:n])
}
