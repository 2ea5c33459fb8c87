package render

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	texttemplate "text/template"
	"text/template/parse"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/diag"
)

const (
	layoutDir  = "layouts/" // how messages name the folder of the layouts
	baseLayout = "baseof.html"
	mainBlock  = "main"
)

// layouts are the parsed layouts. They are ready to execute when parseLayouts
// returns, and may be executed by any number of goroutines.
type layouts struct {
	words    lexicon
	source   map[string]string  // text by file name: "article.html", "partials/card.html"
	shared   trees              // of baseof.html and the partials; never executed
	byName   map[string]*layout // by file name
	partials sync.Map           // *layout by name, for partial

	unread, list diag.List // what is wrong: with files that cannot be read, and all
}

// trees are what files define, by the names of the templates. Html/template,
// which changes what it escapes, gets copies.
type trees map[string]*parse.Tree

// A layout is what is executed for a page, and the name of its file. The
// template itself may be baseof.html. It is made anew for the first page that
// the program leaves to it: those of all layouts take five times the memory of
// the programs.
type layout struct {
	name     string
	program  *program
	template func() *template.Template
}

// parseLayouts reads every .html file at the top of fsys and below partials/.
// Each layout is set into its own copy of baseof.html and the partials, so that
// its blocks are not those of another. The layouts are those of prev, which may
// be nil, if no file and no word has changed.
func parseLayouts(fsys fs.FS, words lexicon, prev *layouts) (*layouts, diag.List) {
	l := &layouts{words: words, source: map[string]string{}, byName: map[string]*layout{}}
	l.unread = l.read(fsys)
	if prev != nil && prev.equal(l) {
		return prev, slices.Clone(prev.list)
	}
	l.list = append(slices.Clone(l.unread), l.parse()...)
	return l, slices.Clone(l.list)
}

// equal reports whether two sets of layouts were made of the same.
func (l *layouts) equal(m *layouts) bool {
	return l.words == m.words && maps.Equal(l.source, m.source) && slices.Equal(l.unread, m.unread)
}

// parse makes the layouts of the texts that have been read.
func (l *layouts) parse() (list diag.List) {
	l.shared = trees{}
	own := map[string]trees{} // of each layout
	for _, name := range slices.Sorted(maps.Keys(l.source)) {
		set := l.shared
		if name != baseLayout && !strings.Contains(name, "/") {
			set = trees{}
			own[name] = set
		}
		list = append(list, l.file(name, set)...)
	}
	if list.HasErrors() || l.unread.HasErrors() {
		return list
	}
	c := newCompiler(l.words)
	for _, name := range slices.Sorted(maps.Keys(own)) {
		list = append(list, l.assemble(name, own[name], c)...)
	}
	if l.shared[cardPartial] != nil {
		card, bad := l.layout(cardPartial, cardPartial, nil, c)
		l.partials.Store(cardPartial, card)
		list = append(list, bad...)
	}
	return list
}

// file adds what a file defines to a set.
func (l *layouts) file(name string, set trees) (list diag.List) {
	file, err := texttemplate.New(name).Funcs(funcs(l.words)).Parse(l.source[name])
	if err != nil {
		return diag.List{l.diagnostic(err)}
	}
	for _, t := range file.Templates() {
		if t.Tree == nil || t.Name() == name && parse.IsEmptyTree(t.Tree.Root) {
			continue
		}
		if bad, err := l.words.set(t.Tree.Root); err != nil {
			list = append(list, l.wrongWord(t.Tree, bad, err))
		}
		watchList(t.Tree.Root)
		set[t.Name()] = t.Tree
	}
	return list
}

func (l *layouts) read(fsys fs.FS) (list diag.List) {
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			list.Errorf(diag.Pos{File: layoutDir + name}, "cannot read: %s", reason(err))
			return nil
		case d.IsDir() && name != "." && name != "partials" && !strings.HasPrefix(name, "partials/"):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".html" || strings.HasPrefix(d.Name(), "."):
			return nil
		}
		src, err := fs.ReadFile(fsys, name)
		switch {
		case err != nil:
			list.Errorf(diag.Pos{File: layoutDir + name}, "cannot read: %s", reason(err))
		case !utf8.Valid(src):
			list.Errorf(diag.Pos{File: layoutDir + name}, "the layout is not UTF-8")
		default:
			l.source[name] = strings.ReplaceAll(strings.TrimPrefix(string(src), "\uFEFF"), "\r\n", "\n")
		}
		return nil
	})
	if err != nil {
		list.Errorf(diag.Pos{File: layoutDir}, "cannot read: %s", reason(err))
	}
	return list
}

// reason is an error without the path that the position gives already.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// assemble makes a layout. A file that is nothing but definitions is set into
// baseof.html; any other is a whole document.
func (l *layouts) assemble(name string, own trees, c *compiler) (list diag.List) {
	start := name
	if own[name] == nil {
		start = baseLayout
		switch {
		case l.shared[baseLayout] == nil:
			list.Add(diag.Error, diag.Pos{File: layoutDir + name}, "put the blocks title, head and main into layouts/baseof.html",
				"the layout needs %q, which is missing", layoutDir+baseLayout)
		case own[mainBlock] == nil:
			list.Add(diag.Error, diag.Pos{File: layoutDir + name}, `begin it with {{define "main"}} and end it with {{end}}`,
				"the layout defines no block %q", mainBlock)
		}
	}
	if list.HasErrors() {
		return list
	}
	l.byName[name], list = l.layout(name, start, own, c)
	return list
}

// layout makes a layout of the template at which it starts.
func (l *layouts) layout(name, start string, own trees, c *compiler) (*layout, diag.List) {
	template := func() *template.Template { return l.template(start, own) }
	t := template()
	list := l.escape(t)
	return &layout{name, c.program(t), sync.OnceValue(template)}, list
}

// template returns a template in a set with all that it calls. What a layout
// defines itself stands in place of what is shared.
func (l *layouts) template(start string, own trees) *template.Template {
	set := template.New("").Funcs(funcs(l.words)).Option("missingkey=error")
	seen := map[string]bool{}
	for names := []string{start}; len(names) > 0; names = names[1:] {
		name := names[0]
		tree := cmp.Or(own[name], l.shared[name])
		if tree == nil || seen[name] {
			continue
		}
		seen[name] = true
		_, _ = set.AddParseTree(name, tree.Copy()) // fails after an execution only
		for _, call := range calls(tree.Root) {
			names = append(names, call.Name)
		}
	}
	inline(set)
	return set.Lookup(start)
}

// escape makes html/template look at the contexts of a template now instead of
// when the first page is rendered. The writer fails at once, so nothing runs.
func (l *layouts) escape(t *template.Template) (list diag.List) {
	var bad *template.Error
	if err := t.Execute(closedWriter{}, nil); errors.As(err, &bad) {
		list = append(list, l.diagnostic(err))
	}
	return list
}

type closedWriter struct{}

func (closedWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// watchList puts an empty text at the beginning of a template and of every
// loop, so that the writer, which knows the limits, is asked in every round
// also of a loop that writes nothing.
func watchList(n *parse.ListNode) {
	if n == nil {
		return
	}
	for _, node := range n.Nodes {
		switch node := node.(type) {
		case *parse.RangeNode:
			watchList(node.List)
			watchList(node.ElseList)
		case *parse.IfNode:
			watchInner(node.List)
			watchInner(node.ElseList)
		case *parse.WithNode:
			watchInner(node.List)
			watchInner(node.ElseList)
		}
	}
	n.Nodes = slices.Insert(n.Nodes, 0, parse.Node(&parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos}))
}

// watchInner watches the loops in a list that is no loop itself.
func watchInner(n *parse.ListNode) {
	if n == nil {
		return
	}
	watchList(n)
	n.Nodes = n.Nodes[1:]
}

// find returns the first of the layouts that exists, or nil.
func (l *layouts) find(names ...string) *layout {
	for _, name := range names {
		if t := l.byName[name]; t != nil {
			return t
		}
	}
	return nil
}

// partial returns a partial to be executed on its own, or nil.
func (l *layouts) partial(name string) *layout {
	if t, ok := l.partials.Load(name); ok {
		return t.(*layout)
	}
	if l.shared[name] == nil {
		return nil
	}
	alone, _ := l.layout(name, name, nil, newCompiler(l.words)) // what is wrong is said where it is executed
	t, _ := l.partials.LoadOrStore(name, alone)
	return t.(*layout)
}

// noLayout says that no layout was found, and which were looked for.
func noLayout(pos diag.Pos, page string, tried ...string) diag.Diagnostic {
	if pos.File == "" {
		pos.File = strings.TrimSuffix(layoutDir, "/")
	}
	for i, name := range tried {
		tried[i] = strconv.Quote(layoutDir + name)
	}
	return diag.Diagnostic{
		Pos:     pos,
		Message: fmt.Sprintf("no layout for page %q: tried %s", page, strings.Join(tried, ", ")),
		Hint:    "create one of these files",
	}
}

// names returns the layouts that a front matter may ask for.
func (l *layouts) names() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(l.byName)) {
		names = append(names, strings.TrimSuffix(name, ".html"))
	}
	return names
}

// diagnostic turns an error of text/template or html/template into one at the
// place in the layout.
func (l *layouts) diagnostic(err error) diag.Diagnostic {
	var exec texttemplate.ExecError
	for errors.As(err, &exec) { // the innermost says where and what
		var inner texttemplate.ExecError
		if !errors.As(exec.Err, &inner) {
			err = exec.Err
			break
		}
		err = inner
	}
	pos, message := l.position(err.Error())
	d := diag.Diagnostic{Pos: pos, Message: message}
	if message == "unexpected EOF" { // found after the last line
		text := strings.TrimRight(l.source[strings.TrimPrefix(pos.File, layoutDir)], " \t\n")
		d.Pos.Line = strings.Count(text, "\n") + 1
		d.Message = "the layout ends within a block"
		d.Hint = "an {{if}}, {{range}}, {{with}}, {{block}} or {{define}} lacks its {{end}}"
	}
	list := diag.List{d}
	if name, ok := strings.CutPrefix(pos.File, layoutDir); ok {
		list.Excerpt(pos.File, []byte(l.source[name]))
	}
	return list[0]
}

// wrongWord reports a node of a layout that asks for a word in a wrong way.
func (l *layouts) wrongWord(tree *parse.Tree, bad parse.Node, err error) diag.Diagnostic {
	place, _ := tree.ErrorContext(bad)
	return l.diagnostic(fmt.Errorf("template: %s: %w", place, err))
}

// position splits a message such as
//
//	template: article.html:12:3: executing "main" at <.Foo>: can't evaluate …
//	html/template:article.html:12:3: {{.X}} appears in an ambiguous context
//	template: article.html:12: unexpected "}" in operand
func (l *layouts) position(message string) (diag.Pos, string) {
	rest := strings.TrimPrefix(strings.TrimPrefix(message, "html/"), "template:")
	rest = strings.TrimLeft(rest, " ")
	file, rest, ok := strings.Cut(rest, ":")
	src, known := l.source[file]
	if !ok || !known {
		return diag.Pos{File: strings.TrimSuffix(layoutDir, "/")}, oneLine(message)
	}
	pos := diag.Pos{File: layoutDir + file}
	line, after, _ := strings.Cut(rest, ":")
	if n, err := strconv.Atoi(line); err == nil {
		pos.Line, rest = n, after
		col, after, _ := strings.Cut(rest, ":")
		if n, err := strconv.Atoi(col); err == nil {
			pos.Col, rest = column(src, pos.Line, n), after
		}
	}
	rest = strings.TrimLeft(rest, " ")
	rest, _, _ = strings.Cut(rest, ": {state") // how html/template thinks of contexts
	if _, after, ok := strings.Cut(rest, "at <"); ok && strings.HasPrefix(rest, "executing ") {
		if what, why, ok := strings.Cut(after, ">: "); ok {
			rest = fmt.Sprintf("at %q: %s", "{{"+strings.Trim(what, "{}")+"}}", why)
		}
	}
	return pos, oneLine(rest)
}

// column turns a byte offset in a line, from 0, into a column of code points, from 1.
func column(src string, line, offset int) int {
	lines := strings.SplitN(src, "\n", line+1)
	if line < 1 || line > len(lines) {
		return 0
	}
	text := lines[line-1]
	return utf8.RuneCountInString(text[:min(max(offset, 0), len(text))]) + 1
}

func oneLine(s string) string {
	return cmp.Or(strings.Join(strings.Fields(s), " "), "unknown error")
}
