// Package strictyaml turns YAML into values that remember where they were
// written, and checks them against a [Schema].
//
// It is a leaf that content and config stand on, and the only importer of
// yaml.v3. The invariant: nothing is guessed. A scalar is the text that the
// editor wrote, never a date, number or boolean that YAML took it for, and
// whatever YAML would resolve silently (a second value for a key, an alias, a
// tag, a second document) is an error with its line and column.
//
// yaml.v3 alone decides whether text is YAML; this package refuses what the
// dossier does not need and, in explain.go, says in plain words where a
// mistake is and how to mend it.
package strictyaml

import (
	"strings"

	"dossier/cmd/dossier/internal/diag"
)

// A Kind is the shape of a [Value].
type Kind uint8

const (
	Null   Kind = iota // nothing, "~" or "null" without quotes: not set
	Scalar             // any other text
	List
	Mapping
)

// A Value is a node of a YAML text. Line and Col are those of the file.
type Value struct {
	Kind    Kind
	Text    string   // of a Scalar: as written, without quotes and escapes; final line breaks of a block are dropped
	Quoted  bool     // of a Scalar: written in quotes, or as a block with "|" or ">"
	Line    int      // from 1
	Col     int      // from 1, in code points
	Items   []*Value // of a List
	Entries []Entry  // of a Mapping, in the order written; no key occurs twice
}

// An Entry is a key of a map, where it was written, and its value, which is
// never nil.
type Entry struct {
	Key       string
	Line, Col int
	Value     *Value
}

// A Source is YAML text and its place in a file.
type Source struct {
	File   string // for messages
	Text   []byte
	Line   int // in File of the first line of Text; 0 is 1. Above 1, the text is front matter
	Limits Limits
}

// Limits bound what Parse accepts. A zero field stands for its default.
type Limits struct {
	Bytes int // size of the text; 64 KiB
	Depth int // nesting of lists and maps; 32
}

const (
	defaultBytes = 64 << 10
	defaultDepth = 32
)

// values is how many values a text may have. Text that somebody wrote has at
// most one for every eight bytes or so.
func (l Limits) values() int { return l.Bytes / 4 }

// Parse returns the top-level map of src, empty if the text is, with every
// problem found. The Line of the map itself is that of the fence before front
// matter, or 1. The map is nil if the problems leave nothing to check; any
// other problem leaves a map that can be checked further.
//
// Parse never panics, and takes less than 100 ms for any 64 KiB of text.
func Parse(src Source) (*Value, diag.List) {
	src = src.withDefaults()
	p := &problems{file: src.File}
	if len(src.Text) > src.Limits.Bytes {
		p.tooLarge(src)
		return nil, p.done()
	}
	text := normalize(src.Text)
	if !p.checkCharacters(src.Line, text) || !p.checkDocuments(src.Line, text) {
		return nil, p.done()
	}
	lines := strings.Split(text, "\n")
	root, err := decode(text)
	if err != nil {
		explain(p, src, lines, err)
		return nil, p.done()
	}
	c := converter{
		problems: p,
		src:      src,
		lines:    lines,
	}
	return c.root(root), p.done()
}

func (src Source) withDefaults() Source {
	src.Line = max(src.Line, 1)
	if src.Limits.Bytes <= 0 {
		src.Limits.Bytes = defaultBytes
	}
	if src.Limits.Depth <= 0 {
		src.Limits.Depth = defaultDepth
	}
	return src
}

func (p *problems) tooLarge(src Source) {
	pos := diag.Pos{File: src.File, Line: src.Line, Col: 1}
	if src.Line == 1 {
		p.errorf(pos, "", "%d bytes are too many, the limit is %d", len(src.Text), src.Limits.Bytes)
		return
	}
	p.errorf(pos, "move long text below the closing ---, or raise limits.front_matter in dossier.yaml",
		"front matter of %d bytes is too long, the limit is %d", len(src.Text), src.Limits.Bytes)
}

// normalize returns the text with LF line ends and without a byte order mark,
// so that a line here is a line in the editor's window.
func normalize(b []byte) string {
	s := strings.TrimPrefix(string(b), "\uFEFF")
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
