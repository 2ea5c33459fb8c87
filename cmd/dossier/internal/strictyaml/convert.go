package strictyaml

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/diag"
	"gopkg.in/yaml.v3"
)

// decode parses text into nodes, which unlike Go values keep positions and the
// text as written, and which yaml.v3 makes without its quadratic check for
// duplicate keys. An empty text is a node of no content.
//
// yaml.v3 reads no further than the end of the first document, which a line
// left of its keys is to it. So it is an error if there is anything after it.
func decode(text string) (*yaml.Node, error) {
	var doc, rest yaml.Node
	err := protect(func() error {
		d := yaml.NewDecoder(strings.NewReader(text))
		err := d.Decode(&doc)
		if err == nil {
			if err = d.Decode(&rest); err == nil {
				return errSecond
			}
		}
		if err == io.EOF {
			return nil
		}
		return err
	})
	return &doc, err
}

// errSecond is what yaml.v3 says of most texts with more than one document.
var errSecond = errors.New(secondDocument)

const secondDocument = "did not find expected <document start>"

var errPanic = errors.New("panic in yaml.v3")

// protect turns a panic of f into an error: yaml.v3 is known to have some.
func protect(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errPanic, r)
		}
	}()
	return f()
}

// A converter makes values out of nodes and refuses what is not needed here.
type converter struct {
	*problems
	src    Source
	lines  []string // of src.Text
	depth  int      // of lists and maps that are open
	values int      // made so far
	cursor cursor
}

// root returns nil if the text is not a map.
func (c *converter) root(doc *yaml.Node) *Value {
	root := &Value{Kind: Mapping, Line: max(c.src.Line-1, 1), Col: 1}
	if len(doc.Content) == 0 {
		return root
	}
	n := doc.Content[0]
	if n.Kind == yaml.ScalarNode && n.Style == 0 && isNull(n.Value) {
		return root
	}
	if n.Kind != yaml.MappingNode {
		c.errorf(c.pos(n), c.notMap(n), "expected keys and values, such as \"title: Aleppo\"")
		return nil
	}
	root.Entries = c.value(n).Entries
	return root
}

// notMap guesses what was meant by a text that has no key.
func (c *converter) notMap(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		return "a list belongs below a key, such as \"tags:\""
	}
	return keyHint(n.Value)
}

// pos is where n begins. A key that is missing has no place, and yaml.v3 may
// put it after the last line.
func (c *converter) pos(n *yaml.Node) diag.Pos {
	if last := len(c.lines); n.Line > last {
		return c.at(last+c.src.Line-1, 1)
	}
	return c.at(n.Line+c.src.Line-1, n.Column)
}

func (c *converter) value(n *yaml.Node) *Value {
	pos := c.pos(n)
	v := &Value{Line: pos.Line, Col: pos.Col}
	c.values++
	if limit := c.src.Limits.values(); c.values > limit {
		if c.values == limit+1 {
			c.errorf(pos, "", "too many values, the limit is %d", limit)
		}
		return v
	}
	c.refuse(n)
	switch n.Kind {
	case yaml.ScalarNode:
		c.scalar(n, v)
	case yaml.AliasNode:
		v.Kind, v.Text = Scalar, "*"+n.Value
	default:
		c.collection(n, v)
	}
	return v
}

func (c *converter) scalar(n *yaml.Node, v *Value) {
	const block = yaml.LiteralStyle | yaml.FoldedStyle
	v.Text = n.Value
	v.Quoted = n.Style&(block|yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0
	switch {
	case n.Style&block != 0:
		v.Text = strings.TrimRight(v.Text, "\n")
	case v.Quoted:
		c.checkEscapes(n)
	case isNull(v.Text):
		v.Text = ""
		return
	default:
		c.checkPlain(n)
	}
	v.Kind = Scalar
}

// isNull holds for the plain scalars that stand for nothing. "Null" and "NULL",
// null in YAML 1.1, may be names.
func isNull(plain string) bool {
	return plain == "" || plain == "~" || plain == "null"
}

const tooDeep = "lists and maps are nested more than %d deep"

// depthHint says what to do about tooDeep: only front matter has a setting.
func (src Source) depthHint() string {
	if src.Line == 1 {
		return ""
	}
	return "nest them less, or raise limits.depth in dossier.yaml"
}

func (c *converter) collection(n *yaml.Node, v *Value) {
	v.Kind = Mapping
	if n.Kind == yaml.SequenceNode {
		v.Kind = List
	}
	if c.depth == c.src.Limits.Depth {
		c.errorf(v.Pos(c.file), c.src.depthHint(), tooDeep, c.src.Limits.Depth)
		return
	}
	c.depth++
	if v.Kind == List {
		v.Items = make([]*Value, len(n.Content))
		for i, item := range n.Content {
			v.Items[i] = c.value(item)
		}
	} else {
		c.entries(n, v)
	}
	c.depth--
}

// entries fills in v from the keys and values of n. A key that is refused has
// no entry; of a key that is given twice, the first value counts.
func (c *converter) entries(n *yaml.Node, v *Value) {
	v.Entries = make([]Entry, 0, len(n.Content)/2)
	lines := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, pos := n.Content[i], c.pos(n.Content[i])
		good := c.checkKey(key)
		value := c.value(n.Content[i+1])
		if value.Kind == Null {
			// yaml.v3 puts what is missing where the next token is.
			value.Line, value.Col = pos.Line, pos.Col
		}
		if !good {
			continue
		}
		if line, ok := lines[key.Value]; ok {
			c.errorf(pos, "join the two, or remove one", "key %s is already given in line %d", quote(key.Value), line)
			continue
		}
		lines[key.Value] = pos.Line
		v.Entries = append(v.Entries, Entry{key.Value, pos.Line, pos.Col, value})
	}
}

// checkKey reports a key that is not plain text, and returns false then.
func (c *converter) checkKey(n *yaml.Node) bool {
	pos := c.pos(n)
	if !c.refuse(n) {
		return false
	}
	if n.Kind != yaml.ScalarNode {
		c.errorf(pos, "a text that begins with [ or { must be in quotes", "a key must be a text, not a list or map")
		return false
	}
	if n.Tag == "!!merge" {
		c.errorf(pos, "write the keys out", "the merge key \"<<\" is not allowed here")
		return false
	}
	if strings.TrimSpace(n.Value) == "" {
		c.errorf(pos, "", "a key is missing before the colon")
		return false
	}
	first, _ := utf8.DecodeRuneInString(n.Value)
	last, _ := utf8.DecodeLastRuneInString(n.Value)
	for _, r := range [...]rune{first, last} {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			c.errorf(pos, "delete it, and type an ordinary space if one belongs there",
				"%s at the edge of the key %s", charName(r), quote(n.Value))
			return false
		}
	}
	return c.checkEscapes(n)
}

// refuse reports an alias, an anchor or a tag, and returns false then. Their
// marks at the beginning of a text are mostly slips.
func (c *converter) refuse(n *yaml.Node) bool {
	var what, mark string
	switch rest := c.rest(n); {
	case n.Kind == yaml.AliasNode:
		what, mark = "an alias", "*"+n.Value
	case strings.HasPrefix(rest, "!"):
		what, mark = "a tag", rest[:len(rest)-len(strings.TrimLeftFunc(rest, inTag))]
	case n.Anchor != "":
		what, mark = "an anchor", "&"+n.Anchor
	default:
		return true
	}
	c.errorf(c.pos(n), "if it belongs to the text, put the text in quotes", "%s is %s of YAML, not allowed here", quote(mark), what)
	return false
}

func inTag(r rune) bool { return !unicode.IsSpace(r) && !strings.ContainsRune(",[]{}", r) }

// A cursor is a place in the lines. Nodes come in the order written, so that
// finding the next one from the last is quick even if all are on one line.
type cursor struct{ line, col, offset int }

// rest returns the line of n from where n begins.
func (c *converter) rest(n *yaml.Node) string {
	if n.Line > len(c.lines) {
		return ""
	}
	if n.Line != c.cursor.line || n.Column < c.cursor.col {
		c.cursor = cursor{line: n.Line, col: 1}
	}
	line := c.lines[n.Line-1]
	for c.cursor.col < n.Column && c.cursor.offset < len(line) {
		_, size := utf8.DecodeRuneInString(line[c.cursor.offset:])
		c.cursor.offset += size
		c.cursor.col++
	}
	return line[c.cursor.offset:]
}

// checkEscapes refuses characters that only an escape such as "\0" can bring
// past checkCharacters.
func (c *converter) checkEscapes(n *yaml.Node) bool {
	for _, r := range n.Value {
		if isForbidden(r) {
			c.errorf(c.pos(n), "", "%s is not allowed here", charName(r))
			return false
		}
	}
	return true
}
