package content

import (
	"bytes"
	"strings"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/strictyaml"
)

// A split is a file cut into front matter and body, each with the line of the
// file that it begins on.
type split struct {
	front, body         []byte
	frontLine, bodyLine int
}

const bom = "\uFEFF"

// cut parts a file at its fences. Lines end with LF, CR or CRLF. The front
// matter begins with a line "---" and ends with the next line that is exactly
// "---", blanks after it aside. ok is false if there is none to read; the reason
// has then been added to list. The schema is for its hint.
func cut(file string, src []byte, schema *strictyaml.Schema, list *diag.List) (s split, ok bool) {
	if isUTF16(src) {
		list.Add(diag.Error, diag.Pos{File: file}, "save the file as UTF-8", "the file is UTF-16")
		return s, false
	}
	src = bytes.TrimPrefix(src, []byte(bom))
	if len(bytes.TrimSpace(src)) == 0 {
		list.Warnf(diag.Pos{File: file}, "the file is empty, it is skipped")
		return s, false
	}
	line, text, rest := 0, []byte(nil), src
	for len(bytes.TrimSpace(text)) == 0 {
		text, rest = firstLine(rest)
		line++
	}
	pos := diag.Pos{File: file, Line: line, Col: 1}
	if !isFence(text) {
		noFrontMatter(text, pos, schema, list)
		return s, false
	}
	if line > 1 {
		list.Add(diag.Warning, pos, "remove the empty lines above it", "front matter begins on line %d, it belongs on line 1", line)
	}
	s.front, s.frontLine = rest, line+1
	for len(rest) > 0 {
		before := len(s.front) - len(rest)
		text, rest = firstLine(rest)
		line++
		if isFence(text) {
			s.front, s.body, s.bodyLine = s.front[:before], rest, line+1
			return s, true
		}
	}
	list.Add(diag.Error, pos, "end the front matter with a line of three hyphens: ---", "front matter is not closed")
	return s, false
}

// isUTF16 recognises a byte order mark, or the zero byte that every ASCII
// character has in UTF-16.
func isUTF16(src []byte) bool {
	return bytes.HasPrefix(src, []byte("\xFF\xFE")) || bytes.HasPrefix(src, []byte("\xFE\xFF")) ||
		len(src) >= 2 && (src[0] == 0) != (src[1] == 0)
}

// noFrontMatter reports a file that begins with some other line than a fence.
func noFrontMatter(first []byte, pos diag.Pos, schema *strictyaml.Schema, list *diag.List) {
	problem := "the file has no front matter"
	switch t := string(bytes.TrimSpace(first)); {
	case t == "+++":
		problem = "front matter is TOML, it must be YAML"
	case strings.HasPrefix(t, "{"):
		problem = "front matter is JSON, it must be YAML"
	}
	hint := "begin the file with these lines:\n---"
	for _, key := range schema.Keys {
		if key.Required {
			hint += "\n" + key.Name + ": …"
		}
	}
	list.Add(diag.Error, pos, hint+"\n---", "%s", problem)
}

func isFence(line []byte) bool { return string(bytes.TrimRight(line, " \t")) == "---" }

// firstLine returns the first line of b without its end, and what follows.
func firstLine(b []byte) (line, rest []byte) {
	i := bytes.IndexAny(b, "\r\n")
	switch {
	case i < 0:
		return b, nil
	case b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n':
		return b[:i], b[i+2:]
	}
	return b[:i], b[i+1:]
}
