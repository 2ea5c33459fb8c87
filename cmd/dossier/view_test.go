package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A layoutView is what the source of package render says of its layouts.
type layoutView struct {
	doc     string                     // the comment of view.go
	structs map[string]*ast.StructType // by name
	docs    map[string]string          // of the structs
	methods map[string][]*ast.FuncDecl // exported ones, by receiver
	funcs   []string                   // names that layouts can call
}

// readView reads the source of package render.
func readView(t *testing.T) *layoutView {
	t.Helper()
	v := &layoutView{structs: map[string]*ast.StructType{}, docs: map[string]string{}, methods: map[string][]*ast.FuncDecl{}}
	files, err := filepath.Glob(filepath.Join("internal", "render", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(file) == "view.go" {
			for _, c := range f.Comments {
				if c.Pos() > f.Name.Pos() && strings.Contains(c.Text(), "# Functions") {
					v.doc = c.Text()
				}
			}
		}
		for _, d := range f.Decls {
			v.add(d)
		}
	}
	return v
}

func (v *layoutView) add(d ast.Decl) {
	switch d := d.(type) {
	case *ast.GenDecl:
		for _, s := range d.Specs {
			if s, ok := s.(*ast.TypeSpec); ok {
				if st, ok := s.Type.(*ast.StructType); ok {
					v.structs[s.Name.Name], v.docs[s.Name.Name] = st, d.Doc.Text()
				}
			}
		}
	case *ast.FuncDecl:
		switch {
		case d.Recv != nil && d.Name.IsExported():
			r := d.Recv.List[0].Type
			if p, ok := r.(*ast.StarExpr); ok {
				r = p.X
			}
			name := r.(*ast.Ident).Name
			v.methods[name] = append(v.methods[name], d)
		case d.Recv == nil && d.Name.Name == "funcs":
			ast.Inspect(d, func(n ast.Node) bool {
				if kv, ok := n.(*ast.KeyValueExpr); ok {
					name, _ := strconv.Unquote(kv.Key.(*ast.BasicLit).Value)
					v.funcs = append(v.funcs, name)
				}
				return true
			})
		}
	}
}

// A listedName is a line of a comment: a name with its explanation, of which further
// lines are indented deeper.
type listedName struct{ name, text string }

// list returns the lines that a part of the comment of view.go lists.
func (v *layoutView) list(heading string) (all []listedName) {
	_, part, _ := strings.Cut(v.doc, "# "+heading+"\n")
	part, _, _ = strings.Cut(part, "\n# ")
	for line := range strings.Lines(part) {
		inner, ok := strings.CutPrefix(line, "\t")
		switch {
		case !ok:
		case strings.HasPrefix(inner, " "):
			all[len(all)-1].text += " " + strings.TrimSpace(inner)
		default:
			name, text, _ := strings.Cut(inner, "  ")
			all = append(all, listedName{strings.TrimSpace(name), strings.TrimSpace(text)})
		}
	}
	return all
}

// layoutTable lists the layouts, which must be those there are.
func (v *layoutView) layoutTable(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| layout | has, beside what every page has |\n|---|---|\n")
	named := map[string]bool{"baseof.html": true}
	for _, l := range v.list("Which layout gets what") {
		named[l.name] = true
		fmt.Fprintf(&b, "| `%s` | %s |\n", l.name, codeFields(docText(l.text)))
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "layouts", "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !named[filepath.Base(file)] {
			t.Errorf("the comment of render/view.go does not say what %s gets", filepath.Base(file))
		}
	}
	for name := range named {
		if _, err := os.Stat(filepath.Join("..", "..", "layouts", filepath.FromSlash(name))); err != nil {
			t.Errorf("the comment of render/view.go names a layout that is not there: %s", name)
		}
	}
	return b.String()
}

// functionTable lists the functions, which must be those there are.
func (v *layoutView) functionTable(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| function | gives |\n|---|---|\n")
	var named []string
	for _, f := range v.list("Functions") {
		name, _, _ := strings.Cut(f.name, " ")
		named = append(named, name)
		fmt.Fprintf(&b, "| `%s` | %s |\n", f.name, tableCell(docText(f.text)))
	}
	if slices.Sort(named); !slices.Equal(named, slices.Sorted(slices.Values(v.funcs))) {
		t.Errorf("the comment of render/view.go explains the functions %v, layouts have %v", named, v.funcs)
	}
	return b.String()
}

// fieldTables lists everything that can be reached from the dot of a layout: it,
// what all pages share, and the rest by name.
func (v *layoutView) fieldTables(t *testing.T) string {
	first := []string{"Page", "Frame", "Site"}
	names := v.reachable(first[0])
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(rank(first, a)-rank(first, b), cmp.Compare(a, b))
	})
	var b strings.Builder
	for _, name := range names {
		if v.docs[name] == "" {
			t.Errorf("render.%s has no comment", name)
		}
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n| field | is | meaning |\n|---|---|---|\n", name, docText(v.docs[name]))
		for _, f := range exportedFields(v.structs[name]) {
			v.fieldRow(&b, f)
		}
		for _, m := range v.methods[name] {
			v.methodRow(&b, m)
		}
	}
	return b.String() + "\n"
}

// rank is the index of a name in a list, behind all others if it is not there.
func rank(list []string, name string) int {
	if i := slices.Index(list, name); i >= 0 {
		return i
	}
	return len(list)
}

// reachable returns the structs that exported fields lead to, from one on.
func (v *layoutView) reachable(from string) []string {
	names := []string{from}
	for i := 0; i < len(names); i++ {
		for _, f := range exportedFields(v.structs[names[i]]) {
			ast.Inspect(f.Type, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && v.structs[id.Name] != nil && !slices.Contains(names, id.Name) {
					names = append(names, id.Name)
				}
				return true
			})
		}
	}
	return names
}

// exportedFields returns the fields of a struct that layouts see.
func exportedFields(s *ast.StructType) []*ast.Field {
	return slices.DeleteFunc(slices.Clone(s.Fields.List), func(f *ast.Field) bool {
		return len(f.Names) > 0 && !f.Names[0].IsExported()
	})
}

// fieldRow writes the row of a field. A comment above a field that has one of
// its own is about those that follow, too.
func (v *layoutView) fieldRow(b *strings.Builder, f *ast.Field) {
	if len(f.Names) == 0 {
		fmt.Fprintf(b, "| all of %s | | |\n", strings.TrimSuffix(v.typeName(f.Type), orNil))
		return
	}
	var names []string
	for _, n := range f.Names {
		names = append(names, "`."+n.Name+"`")
	}
	meaning := cmp.Or(f.Comment.Text(), f.Doc.Text())
	if f.Comment != nil && f.Doc != nil {
		fmt.Fprintf(b, "| | | *%s* |\n", tableCell(docText(f.Doc.Text())))
	}
	is := v.typeName(f.Type)
	if strings.HasPrefix(meaning, "never nil") {
		is = strings.TrimSuffix(is, orNil)
	}
	fmt.Fprintf(b, "| %s | %s | %s |\n", strings.Join(names, " "), is, tableCell(docText(meaning)))
}

func (v *layoutView) methodRow(b *strings.Builder, m *ast.FuncDecl) {
	call := "." + m.Name.Name
	for _, p := range m.Type.Params.List {
		for _, n := range p.Names {
			call += " " + strings.ToUpper(n.Name)
		}
	}
	fmt.Fprintf(b, "| `%s` | %s | %s |\n", call, v.typeName(m.Type.Results.List[0].Type), tableCell(docText(m.Doc.Text())))
}

// orNil marks what may be missing.
const orNil = ", or nil"

// goTypes says in plain words what Go's own types are.
var goTypes = map[string]string{
	"string": "text", "int": "number", "float64": "number", "bool": "true or false", "any": "anything",
}

// typeName says in plain words what a field is.
func (v *layoutView) typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		if v.structs[e.Name] != nil {
			return fmt.Sprintf("[%s](#%s)", e.Name, strings.ToLower(e.Name))
		}
		if plain, ok := goTypes[e.Name]; ok {
			return plain
		}
		return e.Name
	case *ast.StarExpr:
		return v.typeName(e.X) + orNil
	case *ast.ArrayType:
		return "list: " + strings.TrimSuffix(v.typeName(e.Elt), orNil) // nothing in a list is nil
	case *ast.MapType:
		return "map"
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return fmt.Sprintf("%T", e)
}

var (
	docLink  = regexp.MustCompile(`\[([A-Z]\w*(\.\w+)?)\]`)
	fieldRef = regexp.MustCompile(`\.[A-Z]\w*`)
)

// docText is a comment as a line of Markdown.
func docText(s string) string {
	return docLink.ReplaceAllString(strings.Join(strings.Fields(s), " "), "`$1`")
}

func codeFields(s string) string { return tableCell(fieldRef.ReplaceAllString(s, "`$0`")) }
