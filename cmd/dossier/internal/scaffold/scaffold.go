// Package scaffold makes the first text of files: a page of each type with its
// keys explained, a small dossier, a layout to change.
//
// It stands beside the line of a build and writes nothing itself. The
// invariant: what it makes is accepted by a build without an error, and every
// key that it shows comes from the tables of content and config.
package scaffold

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/slug"
	"dossier/cmd/dossier/internal/strictyaml"
)

// A File is a file to be made, by its path in the dossier.
type File struct {
	Path string
	Text []byte
}

// Page returns a new page of a type. Today, as in 2016-09-09, is the date of an
// article, and begins its name. It fails if the title has no letter and no digit
// to make a file name of.
func Page(t content.Type, title, today string) (File, error) {
	id := slug.Make(title)
	if id == "" {
		return File{}, fmt.Errorf("the title %q has no letter and no digit to make a file name of", title)
	}
	if t == content.Article {
		id = today + "-" + id
	}
	values := map[string]string{"title": strconv.Quote(title), "date": today}
	var b strings.Builder
	b.WriteString("---\n")
	keys := content.Schema(t).Keys
	for _, k := range keys {
		if k.Required {
			required(&b, k, values[k.Name])
		}
	}
	b.WriteString("# Take the # away from what you need.\n")
	for _, k := range ordered(keys) {
		optional(&b, k, "# ")
	}
	b.WriteString("---\n\n")
	return File{path.Join(content.Root, t.Section(), id+".md"), []byte(b.String())}, nil
}

// ordered returns the keys that may be left out: those of the type, which its
// pages are there for, before those of every page.
func ordered(keys []strictyaml.Key) (out []strictyaml.Key) {
	common := map[string]bool{}
	for _, k := range content.Schema(content.Plain).Keys {
		common[k.Name] = true
	}
	for _, ofType := range []bool{true, false} {
		for _, k := range keys {
			if !k.Required && common[k.Name] != ofType {
				out = append(out, k)
			}
		}
	}
	return out
}

// required writes a key that a page must have, with a value to be changed.
func required(b *strings.Builder, k strictyaml.Key, value string) {
	switch {
	case k.Type.Form == strictyaml.Table:
		line(b, k.Name+":", k.Doc)
		b.WriteString("  yes: \"Yes\"\n  no: \"No\"\n")
	case value == "":
		line(b, k.Name+`: "?"`, k.Doc)
	default:
		line(b, k.Name+": "+value, k.Doc)
	}
}

// optional writes a key as a comment. With the sign taken away it is a key
// without a value, which counts as not given.
func optional(b *strings.Builder, k strictyaml.Key, indent string) {
	doc := k.Doc
	if k.Type.Form == strictyaml.Enum {
		doc += ": " + strings.Join(k.Type.Values, ", ")
	}
	line(b, indent+k.Name+":", doc)
	if k.Type.Keys == nil || deep(indent) {
		return
	}
	inner := indent + "  "
	for i, sub := range k.Type.Keys.Keys {
		switch {
		case !k.Type.List:
			optional(b, sub, inner)
		case i == 0:
			optional(b, sub, inner+"- ")
		default:
			optional(b, sub, inner+"  ")
		}
	}
}

// deep reports whether keys within keys have gone far enough: an article's
// meetings have participants, whose keys a reader finds in a meeting's page.
func deep(indent string) bool { return len(indent) > len("# ") }

// column is where explanations begin, if what they explain is shorter.
const column = 24

func line(b *strings.Builder, text, doc string) {
	fmt.Fprintf(b, "%-*s # %s\n", column-1, text, doc)
}

//go:embed all:site
var site embed.FS

// Site returns a small dossier on another topic, complete and ready to build,
// whose title is the given one.
func Site(title string) []File {
	var files []File
	err := fs.WalkDir(site, "site", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		name = strings.TrimPrefix(name, "site/")
		if name == "dossier.yaml" || name == "content/_index.md" {
			text = []byte(strings.Replace(string(text), `"The bypass at Oakford"`, strconv.Quote(title), 1))
		}
		files = append(files, File{name, text})
		return nil
	})
	if err != nil {
		panic(err) // an embedded file can be read
	}
	return files
}

// Layout returns a layout of that name for a dossier's own layouts/: a copy of
// the default one, or a new one for pages that ask for it by name. A name is a
// path in layouts/, with or without .html: "person", "partials/foot",
// "assets/site.css/00-tokens.css".
func Layout(defaults fs.FS, name string) (File, error) {
	for _, candidate := range []string{name, name + ".html"} {
		if text, err := fs.ReadFile(defaults, candidate); err == nil {
			return File{"layouts/" + candidate, text}, nil
		}
	}
	if base := strings.TrimSuffix(name, ".html"); slug.Make(base) == base && base != "" {
		return File{"layouts/" + base + ".html", []byte(newLayout)}, nil
	}
	return File{}, fmt.Errorf("there is no default layout %q, and a new one is named with lower-case letters, digits and hyphens", name)
}

const newLayout = `{{define "main"}}<article>
<header class="head row three">
{{template "partials/heading.html" .}}</header>
{{template "partials/text.html" .}}</article>
{{end}}
`
