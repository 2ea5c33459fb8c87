package content

import (
	"strings"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/strictyaml"
)

// Locate returns the page that a file, a path in the dossier, is or would be. Of
// it only File, Type, ID and Dir are known. It is nil if there is no page at
// that path.
func Locate(file string) *Page {
	if !strings.HasPrefix(file, Root+"/") || !isPage(file) {
		return nil
	}
	p, _ := blank(file)
	return p
}

// FrontMatter is the front matter of a file as it was written, for programs that
// change the file.
type FrontMatter struct {
	Value *strictyaml.Value // nil if it cannot be read
	Line  int               // of its first line, below the opening fence
	End   int               // line of the closing fence
}

// Front returns the front matter of a page's file. What is wrong with it is said
// by [Load].
func Front(file string, src []byte, o Options) FrontMatter {
	p := Locate(file)
	if p == nil || conflict(src) > 0 {
		return FrontMatter{}
	}
	var list diag.List
	s, ok := cut(file, src, Schema(p.Type), &list)
	if !ok {
		return FrontMatter{}
	}
	v, _ := strictyaml.Parse(strictyaml.Source{
		File: file, Text: s.front, Line: s.frontLine, Limits: strictyaml.Limits{Bytes: o.FrontMatter, Depth: o.Depth},
	})
	return FrontMatter{Value: v, Line: s.frontLine, End: s.bodyLine - 1}
}
