package main

import (
	"io/fs"
	"maps"
	"reflect"
	"time"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/i18n"
	"dossier/cmd/dossier/internal/render"
	"dossier/cmd/dossier/internal/site"
	"dossier/layouts"
)

// A building is all that one build has made, for the next one to take over from.
// What could not be made is nil.
type building struct {
	cfg    *config.Config
	words  *i18n.Words
	set    *content.Set
	site   *site.Site
	out    *render.Output
	broken bool      // the layouts are
	list   diag.List // all problems

	ownWords  map[string]string // the dossier's own files of words, nil if one cannot be read
	wordsList diag.List         // problems of the words
}

// quote gives diagnostics the source lines that those of an earlier build have
// in files that have not changed since.
func (b *building) quote(prev *building, list diag.List) {
	if prev.set == nil {
		return
	}
	lines := map[diag.Pos]string{}
	for _, d := range prev.list {
		if d.Source != "" && b.set.Unchanged(prev.set, d.Pos.File) {
			d.Pos.Col = 0
			lines[d.Pos] = d.Source
		}
	}
	for i, d := range list {
		if d.Source == "" {
			d.Pos.Col = 0
			list[i].Source = lines[d.Pos]
		}
	}
}

// output returns the output, nil if the layouts are broken: pages would be said
// to have no layout, or the wrong one.
func (b *building) output() *render.Output {
	if b.broken {
		return nil
	}
	return b.out
}

// build builds a dossier as it is at the time now. Prev, which may be nil, saves
// time and makes no other difference. Only with now can the result be prev.
// A panic is an error like others, so that serve goes on and the old site stays.
func build(fsys fs.FS, o buildOptions, now time.Time, prev *building) (b *building, list diag.List) {
	defer func() {
		if v := recover(); v != nil {
			list.Add(diag.Error, diag.Pos{File: "."}, "please report it, with the dossier if you can", "internal error: %v", v)
			b.list = list
		}
	}()
	if prev == nil {
		prev = &building{}
	}
	b = &building{}
	cfg, list := config.Load(fsys)
	if cfg == nil {
		return b, list
	}
	if o.baseURL != "" {
		cfg = cfg.WithBaseURL(o.baseURL)
	}
	if reflect.DeepEqual(cfg, prev.cfg) {
		cfg = prev.cfg
	}
	b.cfg = cfg
	var problems diag.List
	b.set, problems = content.Load(fsys, readOptions(cfg, now, prev.set))
	list = append(list, problems...)
	own, err := subFolder(fsys, "layouts")
	if err != nil {
		list.Add(diag.Error, diag.Pos{File: "layouts"}, "it must be a folder, or a symbolic link to one in the dossier",
			"cannot be read: %v", err)
	}
	b.loadWords(own, prev)
	list = append(list, b.wordsList...)
	b.site, problems = site.Build(cfg, b.set, site.Options{Drafts: o.drafts, Strict: o.strict, Titles: listTitles(b.words), Prev: prev.site})
	list = append(list, problems...)
	contents, err := subFolder(fsys, content.Root)
	if err != nil || contents == nil {
		return b, list // reported by content
	}
	b.out, problems = render.New(b.site, render.Inputs{
		Layouts: render.Overlay(own, layouts.FS),
		Content: contents,
		Words:   b.words,
		Version: version(),
		Prev:    prev.out,
	})
	b.broken = problems.HasErrors()
	list = append(list, problems...)
	b.quote(prev, list)
	excerpts(fsys, list)
	b.list = list
	return b, list
}

// readOptions are the options that content is read with.
func readOptions(cfg *config.Config, now time.Time, prev *content.Set) content.Options {
	return content.Options{
		AllowHTML:   cfg.AllowHTML,
		FrontMatter: cfg.Limits.FrontMatter,
		Depth:       cfg.Limits.Depth,
		Article:     int64(cfg.Limits.Article),
		Growth:      cfg.Limits.Growth,
		Timeout:     time.Duration(cfg.Limits.Seconds) * time.Second,
		Reserved:    site.ReservedID,
		Now:         now,
		Prev:        prev,
	}
}

// loadWords reads the words of the interface, or takes them over where no file
// of the dossier says anything else.
func (b *building) loadWords(own fs.FS, prev *building) {
	b.ownWords = readWords(own)
	if prev.words != nil && b.ownWords != nil && maps.Equal(b.ownWords, prev.ownWords) && b.cfg.Language == prev.cfg.Language {
		b.words, b.wordsList = prev.words, prev.wordsList
		return
	}
	b.words, b.wordsList = i18n.Load(b.cfg.Language, own, layouts.FS)
}

// readWords returns the dossier's own files of words, nil if one cannot be read.
func readWords(own fs.FS) map[string]string {
	files := map[string]string{}
	if own == nil {
		return files
	}
	names, err := fs.Glob(own, "i18n/*.yaml")
	if err != nil {
		return nil
	}
	for _, name := range names {
		src, err := fs.ReadFile(own, name)
		if err != nil {
			return nil
		}
		files[name] = string(src)
	}
	return files
}
