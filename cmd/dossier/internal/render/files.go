package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/site"
)

// addFiles finds every file of the output.
func (o *Output) addFiles(assets []assetFile) diag.List {
	f := &finder{o: o, seen: make(map[string]string, len(o.site.Pages)), fold: cases.Fold()}
	f.pages()
	f.assets(assets)
	for i := range o.site.Resources {
		f.add(o.site.Resources[i].Path, resourceFile{&o.site.Resources[i]})
	}
	f.texts()
	f.searchFiles()
	f.exports()
	o.paths = slices.Sorted(maps.Keys(o.files))
	f.folders()
	return f.list
}

// A finder collects the files and reports those that are in each other's way.
type finder struct {
	o    *Output
	list diag.List
	seen map[string]string // path that has been taken, by folded path
	fold cases.Caser
}

// key makes paths equal that some file system takes for one.
func (f *finder) key(file string) string {
	for i := 0; i < len(file); i++ {
		if c := file[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return norm.NFC.String(f.fold.String(norm.NFC.String(file)))
		}
	}
	return file
}

func (f *finder) add(file string, s source) {
	if !fs.ValidPath(file) {
		f.list.Errorf(s.origin(), "%q is no valid path", file)
		return
	}
	key := f.key(file)
	if other, taken := f.seen[key]; taken {
		if fromFolder(s) || fromFolder(f.o.files[other]) {
			f.clash(file, s, f.o.files[other])
		}
		return
	}
	f.seen[key] = file
	f.o.files[file] = s
}

// fromFolder reports whether a file lies in a folder of the dossier. The
// addresses of all others package site has looked after already.
func fromFolder(s source) bool {
	switch s.(type) {
	case assetFile, resourceFile:
		return true
	}
	return false
}

// clash reports two sources of one file at both places.
func (f *finder) clash(file string, a, b source) {
	if a.origin().File == "" {
		a, b = b, a
	}
	if from := b.origin().File; from != "" {
		f.list.Add(diag.Error, a.origin(), "rename one of them, or give the page another slug", "%q is written by %q already", file, from)
	} else {
		f.list.Add(diag.Error, a.origin(), "rename or remove it", "%q is a file that dossier makes by itself", file)
	}
}

// folders reports files that stand where a folder is needed.
func (f *finder) folders() {
	for _, file := range f.o.paths {
		for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
			if other, taken := f.seen[f.key(dir)]; taken {
				f.list.Add(diag.Error, f.o.files[other].origin(), "rename the file", "%q is a folder of the site", other)
			}
		}
	}
}

func (f *finder) pages() {
	s := f.o.site
	done := make(map[*site.Page]bool, len(s.Pages))
	add := func(pages ...*site.Page) {
		for _, p := range pages {
			if p != nil && !done[p] {
				done[p] = true
				f.add(fileOf(p.Path), pageFile{page: p})
			}
		}
	}
	add(s.Home)
	add(s.Pages...)
	add(s.Sections...)
	add(s.Tags...)
	for _, t := range f.o.timeline.pages {
		f.add(fileOf(t.path), timelineFile{t})
	}
	for _, a := range s.AsOf {
		f.add(fileOf(a.Path), asOfFile{a})
	}
	if len(s.AsOf) > 0 {
		f.add(fileOf(shiftsPath), shiftsFile{})
	}
	for _, r := range f.o.reports() {
		f.add(fileOf(r.path), r)
	}
	previews := previewFiles(s)
	for _, p := range previews {
		f.add(p.path(), p)
	}
	f.o.previews = len(previews)
	for i := range s.Redirects {
		f.add(fileOf(s.Redirects[i].From), redirectFile{&s.Redirects[i]})
	}
	if _, own := f.o.files[notFound]; !own {
		f.add(notFound, pageFile{page: &site.Page{
			Type: content.Plain, Path: notFound, Own: true, Title: f.o.words.T("page_not_found"), Lang: s.Config.Language,
		}})
	}
}

const notFound = "404.html"

// assets adds the files of layouts/assets/.
func (f *finder) assets(all []assetFile) {
	for _, a := range all {
		f.o.assets[strings.TrimPrefix(a.name, assetDir+"/")] = a.path
		f.add(a.path, a)
	}
}

// readAssets finds the files of layouts/assets/. Style sheets and scripts change
// their address with their content, so that a browser may keep them for ever.
func readAssets(layouts fs.FS) (all []assetFile, list diag.List) {
	err := fs.WalkDir(layouts, assetDir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case name == assetDir && errors.Is(err, fs.ErrNotExist):
			return nil
		case err == nil && (strings.HasPrefix(d.Name(), ".") || content.Ignored(d.Name())):
			return nil
		case err == nil && d.IsDir() && !hashed(name):
			return nil
		}
		a := assetFile{name: name, path: name}
		if err == nil && hashed(name) {
			if a.bytes, err = joined(layouts, name, d); err == nil {
				sum := sha256.Sum256(a.bytes)
				ext := path.Ext(name)
				a.path = strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
			}
		}
		if err != nil {
			list.Errorf(a.origin(), "cannot read: %s", reason(err))
			return nil
		}
		all = append(all, a)
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
	if err != nil {
		list.Errorf(diag.Pos{File: layoutDir + assetDir}, "cannot read: %s", reason(err))
	}
	return all, list
}

// hashed reports whether an asset has a hash in its name.
func hashed(name string) bool {
	ext := path.Ext(name)
	return ext == ".css" || ext == ".js" || ext == ".mjs"
}

// joined returns the bytes of a style sheet or script. A folder with the name
// of one is one: its files, joined in order of name, so that a dossier can add
// to site.css or replace a part of it.
func joined(fsys fs.FS, name string, d fs.DirEntry) ([]byte, error) {
	if !d.IsDir() {
		return fs.ReadFile(fsys, name)
	}
	parts, err := fs.ReadDir(fsys, name)
	if err != nil {
		return nil, err
	}
	all := []byte{}
	for _, part := range parts {
		if part.IsDir() || path.Ext(part.Name()) != path.Ext(name) || strings.HasPrefix(part.Name(), ".") {
			continue
		}
		b, err := fs.ReadFile(fsys, name+"/"+part.Name())
		if err != nil {
			return nil, err
		}
		all = append(all, b...)
		if len(b) > 0 && b[len(b)-1] != '\n' {
			all = append(all, '\n')
		}
	}
	return all, nil
}

const assetDir = "assets"

// An assetFile is a file of layouts/assets/. The bytes are kept where the path
// in the output depends on them.
type assetFile struct {
	name, path string
	bytes      []byte
}

func (a assetFile) origin() diag.Pos { return diag.Pos{File: layoutDir + a.name} }

func (a assetFile) render(o *Output, b *bytes.Buffer) error {
	if a.bytes != nil {
		b.Write(a.bytes)
		return nil
	}
	return copyFile(b, o.in.Layouts, a.name)
}

// A resourceFile is a file of content/ that is copied as it is.
type resourceFile struct{ *content.Resource }

func (r resourceFile) origin() diag.Pos { return diag.Pos{File: "content/" + r.File} }

func (r resourceFile) render(o *Output, b *bytes.Buffer) error {
	return copyFile(b, o.in.Content, r.File)
}

func copyFile(b *bytes.Buffer, fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = b.ReadFrom(f)
	return err
}

// A textFile is a small file that is made at New.
type textFile struct{ text string }

func (t textFile) origin() diag.Pos { return diag.Pos{} }

func (t textFile) render(o *Output, b *bytes.Buffer) error {
	b.WriteString(t.text)
	return nil
}
