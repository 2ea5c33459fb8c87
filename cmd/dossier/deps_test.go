package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// imports says which packages of this module each package may import, and
// which packages of others are its alone. It is a statement of policy: do not
// change it to make a build pass.
var imports = map[string]struct {
	own  []string // packages of this module, under cmd/dossier/internal/ unless they have a slash
	sole []string // modules and packages that no other package imports
}{
	"diag":       {},
	"fold":       {},
	"slug":       {},
	"relay":      {},
	"edtf":       {},
	"strictyaml": {own: []string{"diag"}, sole: []string{"gopkg.in/yaml.v3"}},
	"i18n":       {own: []string{"diag", "strictyaml"}, sole: []string{"golang.org/x/text/feature/plural"}},
	"config":     {own: []string{"diag", "strictyaml"}},
	"markdown":   {own: []string{"diag", "slug"}, sole: []string{"github.com/yuin/goldmark"}},
	"content":    {own: []string{"diag", "strictyaml", "edtf", "markdown", "fold", "slug"}},
	"site":       {own: []string{"diag", "config", "content", "edtf", "markdown", "fold", "relay", "slug"}},
	"search":     {own: []string{"fold", "relay"}},
	"export":     {own: []string{"config", "content", "edtf", "i18n", "site"}},
	"render":     {own: []string{"diag", "config", "content", "edtf", "export", "fold", "i18n", "markdown", "relay", "slug", "search", "site"}, sole: []string{"html/template"}},
	"publish":    {},
	"audit":      {own: []string{"content", "diag", "edtf", "fold", "markdown", "site"}},
	"external":   {own: []string{"diag"}},
	"ingest": {own: []string{"content", "diag", "edtf", "fold", "markdown", "site", "slug", "strictyaml"},
		sole: []string{"codeberg.org/readeck/go-readability/v2", "github.com/JohannesKaufmann/html-to-markdown/v2"}},
	"scaffold":   {own: []string{"content", "slug", "strictyaml"}},
	"jsonschema": {own: []string{"strictyaml"}},
	"lines":      {},
	"overlay":    {},
	"refs":       {own: []string{"config", "content", "lines", "markdown", "site", "slug", "strictyaml"}},
	"rename":     {own: []string{"config", "content", "diag", "lines", "overlay", "refs", "site", "slug", "strictyaml"}},
	"assist":     {own: []string{"config", "content", "fold", "lines", "refs", "site", "strictyaml"}},
	"lsp":        {own: []string{"assist", "diag", "lines", "rename"}},
	"watch":      {sole: []string{"github.com/fsnotify/fsnotify"}},
	"serve":      {own: []string{"diag"}},

	"cmd/dossier": {own: []string{"diag", "config", "content", "i18n", "site", "render", "publish", "watch", "serve", "relay", "audit", "external", "ingest", "scaffold", "jsonschema", "overlay", "assist", "rename", "lsp", "layouts"},
		sole: []string{"github.com/spf13/cobra"}},
	"layouts": {},
}

// pipeline are the packages that read nothing but the fs.FS they are given and
// never ask for the time.
var pipeline = []string{"diag", "fold", "slug", "relay", "edtf", "strictyaml", "i18n", "config", "markdown", "content", "site", "search", "export", "render"}

func TestImports(t *testing.T) {
	seen := map[string]bool{}
	eachFile(t, func(pkg, file string, imported []string) {
		seen[pkg] = true
		rule, known := imports[pkg]
		if !known {
			t.Errorf("%s: the package %q is not in the policy of deps_test.go", file, pkg)
			return
		}
		for _, path := range imported {
			if own, ok := strings.CutPrefix(path, "dossier/"); ok {
				own = strings.TrimPrefix(own, "cmd/dossier/internal/")
				if !slices.Contains(rule.own, own) {
					t.Errorf("%s: package %s may not import %s", file, pkg, own)
				}
			}
			for other, r := range imports {
				for _, sole := range r.sole {
					if other != pkg && (path == sole || strings.HasPrefix(path, sole+"/")) {
						t.Errorf("%s: only package %s imports %s", file, other, sole)
					}
				}
			}
			if slices.Contains(pipeline, pkg) && slices.Contains([]string{"os", "log", "net/http", "os/exec", "math/rand", "path/filepath"}, path) {
				t.Errorf("%s: package %s of the pipeline may not import %s", file, pkg, path)
			}
		}
	})
	for _, pkg := range pipeline {
		if !seen[pkg] {
			t.Errorf("the policy names package %s, which has no files", pkg)
		}
	}
}

// eachFile calls f for every Go file that is not a test.
func eachFile(t *testing.T, f func(pkg, file string, imported []string)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imported []string
		for _, i := range parsed.Imports {
			path, _ := strconv.Unquote(i.Path.Value)
			imported = append(imported, path)
		}
		rel, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		f(strings.TrimPrefix(filepath.ToSlash(rel), "cmd/dossier/internal/"), filepath.ToSlash(file), imported)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
