package ingest

import (
	"bytes"
	"regexp"
	"strings"
	"time"

	"dossier/cmd/dossier/internal/markdown"
)

// maxBody bounds the text of a draft, in bytes.
const maxBody = 1 << 20

// parseTime bounds how long a body may take to be looked at. No text that
// somebody wrote takes a tenth of it.
const parseTime = 2 * time.Second

// safeBody returns a body that a build accepts and that has no raw HTML. A body
// that cannot be made so otherwise becomes plain paragraphs.
func safeBody(body string) string {
	body = strings.Map(func(r rune) rune {
		if isHidden(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(body, "\uFFFD"))
	if len(body) > maxBody {
		body = strings.ToValidUTF8(body[:maxBody], "")
		if i := strings.LastIndex(body, "\n\n"); i > 0 {
			body = body[:i]
		}
	}
	body = strings.TrimSpace(blankLines.ReplaceAllString(body, "\n\n"))
	if body == "" || isSafe(body) {
		return body
	}
	body = escapeText(body)
	if isSafe(body) {
		return body
	}
	return ""
}

var blankLines = regexp.MustCompile(`\n[ \t]*\n(?:[ \t]*\n)*`)

// isSafe reports whether a build accepts a body and finds no raw HTML in it:
// with and without it, the same page comes out.
func isSafe(body string) bool {
	with, list := markdown.Parse([]byte(body), markdown.Options{AllowHTML: true, Timeout: parseTime})
	if list.HasErrors() {
		return false
	}
	if !strings.Contains(body, "<") {
		return true
	}
	without, _ := markdown.Parse([]byte(body), markdown.Options{Timeout: parseTime})
	return bytes.Equal(with.AppendHTML(nil, markdown.Hooks{}), without.AppendHTML(nil, markdown.Hooks{}))
}

// escapeText returns markdown for a plain text, in which no character means
// anything but itself. Lines and empty lines stay.
func escapeText(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		line = inlineMarks.Replace(strings.TrimSpace(line))
		if m := blockMark.FindStringSubmatchIndex(line); m != nil {
			line = line[:m[2]] + `\` + line[m[2]:]
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

var inlineMarks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "&", `\&`, "~", `\~`, "|", `\|`, "^", `\^`)

// blockMark is what begins a list, heading, quote or table at the start of a line.
var blockMark = regexp.MustCompile(`^(?:\d{1,9})?([-+#>=:.)])`)

// lightEscape is escapeText for paragraphs of prose: only what would be taken
// for markup is escaped, so that the editor reads text and not backslashes.
func lightEscape(s string) string {
	s = proseMarks.Replace(strings.TrimSpace(s))
	if m := proseStart.FindStringSubmatchIndex(s); m != nil {
		s = s[:m[2]] + `\` + s[m[2]:]
	}
	return s
}

var proseMarks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[[", `\[[`, "[^", `\[^`, "](", `]\(`, "]:", `]\:`, "<", `\<`, "~~", `\~~`)

// proseStart is what makes a paragraph a list, heading or quote. "1. " and "- "
// do too, and are meant.
var proseStart = regexp.MustCompile(`^(#{1,6}(?:\s|$)|>|=+\s*$|-{2,}\s*$|\+\s|:\s)`)

// plainText returns the words of a line of markdown, roughly: for titles and
// for comparing.
func plainText(line string) string {
	line = linkMark.ReplaceAllString(line, "$1")
	line = strings.TrimLeft(line, "#>*-+ \t")
	return strings.NewReplacer("**", "", "__", "", "*", "", "`", "", `\`, "").Replace(line)
}

var linkMark = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)

// stripMarkup returns markdown without the raw HTML, shortcodes and attribute
// lists of other generators; code stays as it is.
func stripMarkup(body string) string {
	var out []string
	var text []string // lines since the last fence
	fence := ""
	flush := func() {
		if len(text) > 0 {
			out = append(out, stripProse(strings.Join(text, "\n")))
			text = nil
		}
	}
	for line := range strings.SplitSeq(body, "\n") {
		mark := fenceMark.FindString(strings.TrimLeft(line, " "))
		switch {
		case fence == "" && mark != "":
			flush()
			fence = mark
			out = append(out, line)
		case fence != "":
			out = append(out, line)
			if strings.HasPrefix(mark, fence) {
				fence = ""
			}
		default:
			text = append(text, line)
		}
	}
	flush()
	return strings.Join(out, "\n")
}

var (
	fenceMark = regexp.MustCompile("^(`{3,}|~{3,})")
	shortcode = regexp.MustCompile(`(?s)\{\{[<%].*?[%>]\}\}|\{%.*?%\}|\{:[^}\n]*\}`)
	comment   = regexp.MustCompile(`(?s)<!--.*?(?:-->|$)`)
	element   = regexp.MustCompile(`(?is)<(script|style|iframe|svg|noscript|template|object)\b.*?(?:</(?:script|style|iframe|svg|noscript|template|object)\s*>|$)`)
	lineBreak = regexp.MustCompile(`(?i)<br\s*/?>`)
	tag       = regexp.MustCompile(`(?s)</?[A-Za-z][^<>]*>|<[!?][^<>]*>`)
	autolink  = regexp.MustCompile(`^<(?:https?://|mailto:)[^\s<>]*>$`)
	codeSpan  = regexp.MustCompile("(?s)`[^`\n]+`")
)

// stripProse strips text without fences. Code spans are kept.
func stripProse(s string) string {
	var b strings.Builder
	for s != "" {
		at := codeSpan.FindStringIndex(s)
		if at == nil {
			at = []int{len(s), len(s)}
		}
		b.WriteString(stripTags(s[:at[0]]))
		b.WriteString(s[at[0]:at[1]])
		s = s[at[1]:]
	}
	return b.String()
}

func stripTags(s string) string {
	for _, re := range []*regexp.Regexp{shortcode, comment, element} {
		s = re.ReplaceAllString(s, "")
	}
	s = lineBreak.ReplaceAllString(s, "\n")
	return tag.ReplaceAllStringFunc(s, func(t string) string {
		if autolink.MatchString(t) {
			return t
		}
		return ""
	})
}
