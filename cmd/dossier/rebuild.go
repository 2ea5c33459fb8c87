package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"time"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/render"
)

// A rebuilder builds a dossier again and again, and takes over what has not
// changed. Each build gives what a fresh one would give: the same bytes in the
// same files, the same diagnostics in the same order.
type rebuilder struct {
	fsys fs.FS
	opts buildOptions

	last  *building
	list  diag.List                    // of the last build, whose settings may have been broken
	files map[string][sha256.Size]byte // settings and layouts of the last build, by path in the dossier
}

// newRebuilder returns a rebuilder of the dossier whose folder is fsys.
func newRebuilder(fsys fs.FS, o buildOptions) *rebuilder {
	return &rebuilder{fsys: fsys, opts: o, last: &building{}}
}

// build builds the dossier as it is at the time now, which decides which time
// stamps of files can be trusted. The output is nil if there are errors. It is
// immutable: an older one stays valid. One call at a time.
func (r *rebuilder) build(now time.Time) (*render.Output, diag.List, change) {
	files := hashFiles(r.fsys)
	b, list := build(r.fsys, r.opts, now, r.last)
	c := changeOf(r.files, files)
	if b.set == nil {
		b = r.last // the settings are broken; what comes after them is as good as ever
	} else {
		c.add(b.set.Changes(r.last.set))
	}
	c.problems = !slices.Equal(list, r.list)
	r.last, r.list, r.files = b, list, files
	if list.HasErrors() {
		return nil, list, c
	}
	return b.output(), list, c
}

// hashFiles returns the hashes of the settings and of the dossier's own layouts.
// What cannot be read has one of why: a link to a folder, say, is a change too
// when it comes, goes, or takes the place of something else.
func hashFiles(fsys fs.FS) map[string][sha256.Size]byte {
	files := map[string][sha256.Size]byte{}
	for _, root := range []string{config.File, "layouts"} {
		_ = fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) || err == nil && (d.IsDir() || content.Ignored(d.Name())) {
				return nil
			}
			var src []byte
			if err == nil {
				src, err = fs.ReadFile(fsys, name)
			}
			if err != nil {
				mode := fs.ModeIrregular
				if d != nil {
					mode = d.Type()
				}
				src = fmt.Appendf(nil, "%v %v", mode, err)
			}
			files[name] = sha256.Sum256(src)
			return nil
		})
	}
	return files
}

// A change is what differs between two builds, as paths in the dossier's
// folder, sorted.
type change struct {
	added, removed, modified []string
	renamed                  []content.Rename
	problems                 bool // the diagnostics differ
}

// changeOf compares settings and layouts.
func changeOf(before, after map[string][sha256.Size]byte) (c change) {
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if sum, known := before[name]; !known {
			c.added = append(c.added, name)
		} else if sum != after[name] {
			c.modified = append(c.modified, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if _, known := after[name]; !known {
			c.removed = append(c.removed, name)
		}
	}
	return c
}

// add takes up the changes of content, whose paths stand before those of
// settings and layouts.
func (c *change) add(d content.Changes) {
	c.added = append(d.Added, c.added...)
	c.removed = append(d.Removed, c.removed...)
	c.modified = append(d.Modified, c.modified...)
	c.renamed = d.Renamed
}

// empty says that nothing has changed that can be seen.
func (c change) empty() bool { return c.files() == 0 && !c.problems }

// files is the number of files that changed.
func (c change) files() int {
	return len(c.added) + len(c.removed) + len(c.modified) + len(c.renamed)
}

// String names the one file that changed, or how many did.
func (c change) String() string {
	switch {
	case c.files() == 0:
		return "no file"
	case c.files() > 1:
		return fmt.Sprintf("%d files", c.files())
	case len(c.modified) == 1:
		return c.modified[0]
	case len(c.added) == 1:
		return c.added[0] + " added"
	case len(c.removed) == 1:
		return c.removed[0] + " removed"
	}
	return c.renamed[0].From + " renamed to " + c.renamed[0].To
}
