package main

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"dossier/layouts"
)

// maxFunction is the number of lines a function may have.
const maxFunction = 70

// TestStyle holds all Go files to what is agreed: gofmt, short functions, no
// init, and no exit and no clock but where the package docs say so.
func TestStyle(t *testing.T) {
	err := filepath.WalkDir(filepath.Join("..", ".."), func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") {
			return err
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if formatted, err := format.Source(src); err != nil || !bytes.Equal(src, formatted) {
			t.Errorf("%s: gofmt would change it", file)
		}
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, file, src, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, decl := range parsed.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok {
				checkFunction(t, set, file, f)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkFunction(t *testing.T, set *token.FileSet, file string, f *ast.FuncDecl) {
	if strings.HasSuffix(file, "_test.go") {
		return // a table may be long
	}
	from, to := set.Position(f.Pos()), set.Position(f.End())
	if n := to.Line - from.Line + 1; n > maxFunction {
		t.Errorf("%s:%d: %s has %d lines, the limit is %d", file, from.Line, f.Name.Name, n, maxFunction)
	}
	if f.Name.Name == "init" && f.Recv == nil {
		t.Errorf("%s:%d: no init functions", file, from.Line)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		pkg, _ := sel.X.(*ast.Ident)
		if pkg == nil {
			return true
		}
		inMain := strings.HasSuffix(filepath.ToSlash(filepath.Dir(file)), "cmd/dossier")
		switch pkg.Name + "." + sel.Sel.Name {
		case "os.Exit":
			if !inMain || f.Name.Name != "main" {
				t.Errorf("%s: os.Exit outside of main", set.Position(n.Pos()))
			}
		case "time.Now":
			if !inMain && !strings.Contains(file, "publish") && !strings.Contains(file, "serve") && !strings.Contains(file, "render/execute") {
				t.Errorf("%s: the pipeline may not ask for the time", set.Position(n.Pos()))
			}
		case "template.HTML":
			if filepath.Base(file) != "trusted.go" {
				t.Errorf("%s: template.HTML outside of trusted.go", set.Position(n.Pos()))
			}
		}
		return true
	})
}

// TestLayoutsEmbedded finds files in layouts/ that embed.go does not name.
func TestLayoutsEmbedded(t *testing.T) {
	disk := os.DirFS(filepath.Join("..", "..", "layouts"))
	err := fs.WalkDir(disk, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".go") || name == "README.md" {
			return err
		}
		if _, err := fs.Stat(layouts.FS, name); err != nil {
			t.Errorf("layouts/%s is not embedded; add it to the pattern in layouts/embed.go", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// goroutines says, of every function that starts one, what catches its panics.
// Relay.Go hands them on by itself.
var goroutines = map[string]string{
	"relay.Go":           "the goroutine",
	"markdown.parse":     "job.recover",
	"content.Load":       "loader.read",
	"publish.walk":       "caught",
	"publish.each":       "caught",
	"external.ask":       "Checker.get",
	"dossier.renderAll":  "renderOne",
	"dossier.buildUntil": "build",
	"dossier.check":      "Output.open, of each file",

	"dossier.main":        "none: it ends the process",
	"dossier.openBrowser": "none: it waits for another program",
	"watch.Changes":       "none: a site that is no longer kept up to date must not look as if it were",
	"lsp.Serve":           "none: it reads bytes, and nothing of them",
}

// TestGoroutines holds all goroutines to handing on panics, which would end the
// process with a trace otherwise.
func TestGoroutines(t *testing.T) {
	found := map[string]bool{}
	eachFile(t, func(pkg, file string, _ []string) {
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash(file), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range parsed.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if startsGoroutine(n) {
					found[path.Base(pkg)+"."+f.Name.Name] = true
				}
				return true
			})
		}
	})
	for name := range found {
		if goroutines[name] == "" {
			t.Errorf("%s starts a goroutine: use relay.Go, or catch its panics and say so here", name)
		}
	}
	for name := range goroutines {
		if !found[name] {
			t.Errorf("%s starts no goroutine", name)
		}
	}
}

// startsGoroutine reports whether n is a go statement, or a call of Go or TryGo
// of something else than package relay.
func startsGoroutine(n ast.Node) bool {
	if _, ok := n.(*ast.GoStmt); ok {
		return true
	}
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Go" && sel.Sel.Name != "TryGo" {
		return false
	}
	pkg, _ := sel.X.(*ast.Ident)
	return pkg == nil || pkg.Name != "relay"
}
