package render

import (
	"bytes"

	"dossier/cmd/dossier/internal/diag"
)

// A reportFile is a page that says what the dossier rests on, or has: no site.Page.
type reportFile struct {
	path, kind, title string
	fill              func(m *maker, v *Page)
}

// reports returns the pages of this kind: of the sources, of the disagreements
// where there is something to disagree on, of the data, and of the search.
func (o *Output) reports() []reportFile {
	var list []reportFile
	if len(o.site.Events)+len(o.site.Meetings) > 0 {
		list = append(list, reportFile{"disputed/", "disputed", o.words.T("accounts_that_differ"), (*maker).disputed})
	}
	if len(o.site.Articles) > 0 {
		list = append(list, reportFile{sourcesPath, "sources", o.words.T("sources"), (*maker).sources})
	}
	list = append(list, reportFile{dataPath, "data", o.words.T("data"), func(*maker, *Page) {}})
	return append(list, o.registerPages()...)
}

func (f reportFile) layouts() []string { return []string{f.kind + ".html", "page.html"} }

func (reportFile) origin() diag.Pos { return diag.Pos{} }

func (f reportFile) render(o *Output, b *bytes.Buffer) error {
	t := o.layouts.find(f.layouts()...)
	if t == nil {
		return &Failure{diag.List{noLayout(diag.Pos{}, f.path, f.layouts()...)}}
	}
	m := o.maker(f.path, o.site.Config.Language)
	v := m.generated(f.kind, f.title)
	v.Breadcrumb = nil
	f.fill(m, v)
	return o.execute(t, b, v, f.path)
}
