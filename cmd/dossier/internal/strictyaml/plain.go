package strictyaml

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// checkPlain warns of a text without quotes that YAML read, by its rules, as
// more or less than it looks.
func (c *converter) checkPlain(n *yaml.Node) {
	tail, oneLine := strings.CutPrefix(c.rest(n), n.Value)
	if !oneLine {
		c.checkFolded(n)
		return
	}
	comment, ok := strings.CutPrefix(tail, " #")
	if first, _ := utf8.DecodeRuneInString(comment); ok && (unicode.IsLetter(first) || unicode.IsDigit(first)) {
		pos := c.pos(n)
		pos.Col += utf8.RuneCountInString(n.Value) + 1
		c.warnf(pos, "if it belongs to the text, put the text in quotes; else write \"# \"",
			"%s is a comment, not part of the text", quote(tail[1:]))
	}
}

// checkFolded warns of hyphens indented more than the item above them, which
// make one text "a - b" out of two items.
func (c *converter) checkFolded(n *yaml.Node) {
	if !strings.Contains(n.Value, " - ") && !strings.Contains(n.Value, "\n- ") {
		return
	}
	least := indent(c.lines[n.Line-1])
	if n.Column > least+1 {
		least++ // a hyphen or key is before the text, and deeper lines go on with it
	}
	for i := n.Line; i < len(c.lines); i++ {
		line := c.lines[i]
		text := strings.TrimSpace(line)
		if text == "" {
			continue
		}
		if indent(line) < least || !strings.Contains(n.Value, text) {
			return
		}
		if strings.HasPrefix(text, "- ") {
			c.warnf(c.at(i+c.src.Line, strings.Index(line, "-")+1), "indent all hyphens of a list alike",
				"%s goes on from the text above and is no item of a list", quote(text))
			return
		}
	}
}
