package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/site"
)

// Previews are what a script shows of a person, organization or position where
// a page links to one. They are in classic scripts, which a page can load from
// a disk too, each with those whose address has the same hash: a page that
// links to a few loads a few of them.
const (
	previewDir     = "data/previews/"
	previewsOfFile = 48 // about how many pages a file has
	maxStances     = 3  // latest stances in a preview
)

// A previewFile is one of the scripts with previews.
type previewFile struct {
	number int
	pages  []*site.Page
}

func (f previewFile) path() string { return fmt.Sprintf("%s%03d.js", previewDir, f.number) }

func (previewFile) origin() diag.Pos { return diag.Pos{} }

// previewFiles divides all people, organizations and positions with a page of
// their own.
func previewFiles(s *site.Site) []previewFile {
	var all []*site.Page
	for _, list := range [][]*site.Page{s.People, s.Organizations, s.Positions} {
		for _, p := range list {
			if p.Own {
				all = append(all, p)
			}
		}
	}
	files := make([]previewFile, (len(all)+previewsOfFile-1)/previewsOfFile)
	for i := range files {
		files[i].number = i
	}
	for _, p := range all {
		f := &files[previewHash(escapePath(p.Path))%uint32(len(files))]
		f.pages = append(f.pages, p)
	}
	return files
}

// previewHash is FNV-1a with 32 bits. 30-preview.js has it too.
func previewHash(path string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(path))
	return h.Sum32()
}

// render writes a call with a list of previews, each a list of the address, a
// kicker, the title, its language and direction, and lines.
func (f previewFile) render(o *Output, b *bytes.Buffer) error {
	m := o.maker(f.path(), o.site.Config.Language)
	list := make([][]any, len(f.pages))
	for i, p := range f.pages {
		l := m.link(p)
		list[i] = []any{escapePath(p.Path), m.o.typeLabel(p.Type), l.Title, l.Lang, l.Dir, m.previewLines(p)}
	}
	text, err := json.Marshal(list) // escapes what ends a line of a script
	if err != nil {
		return err
	}
	fmt.Fprintf(b, "dossierPreviews(%d,%s);\n", f.number, text)
	return nil
}

// previewLines says in a few lines what the dossier has of a page.
func (m *maker) previewLines(p *site.Page) []string {
	o := m.o
	lines := []string{}
	add := func(text string) {
		if text != "" {
			lines = append(lines, text)
		}
	}
	statements := site.Distinct(p.Statements)
	count := o.words.N("no_statement_in_articles", len(o.site.Articles))
	if len(statements) > 0 {
		count = o.words.N("n_statements", len(statements))
	}
	switch {
	case p.Position != nil:
		add(count)
		for _, s := range m.position(p).Stances {
			if s.Statements > 0 {
				add(o.words.T("name_value", s.Label, o.words.N("n_statements", s.Statements)))
			}
		}
		return lines
	case p.Person != nil:
		add(o.office(p))
	case p.Organization != nil:
		add(m.o.kindLabel(p.Organization.Kind))
	}
	add(count)
	latest := m.latestStances(statements)
	for _, s := range latest[:min(maxStances, len(latest))] {
		add(o.words.T("name_value", s.Position.Title, s.Stance.Label) + o.words.T("comma") + s.Date.Format(o.dates))
	}
	return lines
}

// latestStances returns the last statement on each question, the newest first.
func (m *maker) latestStances(list []*site.Statement) []*site.Statement {
	var out []*site.Statement
	seen := map[*site.Page]bool{}
	for i := len(list) - 1; i >= 0; i-- {
		if s := list[i]; !seen[s.Position] {
			seen[s.Position] = true
			out = append(out, s)
		}
	}
	return out
}
