package render

import (
	"bytes"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/export"
)

// dataPath is the page that leads to the data.
const dataPath = "data/"

// newExporter returns what writes the site in the formats of other programs.
func (o *Output) newExporter() *export.Exporter {
	root := base{up: o.site.Config.BaseURL, files: o.site.Config.LinksFiles}
	return export.New(o.site, export.Options{
		Words: o.words, Dates: o.dates, Version: o.in.Version, Address: root.rel,
	})
}

// exports adds the files in formats of other programs.
func (f *finder) exports() {
	for _, file := range f.o.export.Files() {
		f.add(file.Path, exportFile{file})
	}
	if _, found := f.o.files[fileOf(export.SearchPath)]; found && f.o.site.Config.BaseURL != "" {
		file := f.o.export.OpenSearchFile()
		f.add(file.Path, exportFile{file})
	}
}

// An exportFile is a file in a format of another program.
type exportFile struct{ export.File }

func (exportFile) origin() diag.Pos { return diag.Pos{} }

func (f exportFile) render(o *Output, b *bytes.Buffer) error {
	return o.export.Write(f.File, b)
}
