package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// inside publishes by renaming files one by one from a stage in the output.
//
// Its journal is the manifest: before the first rename it is made to list the
// files of both sites, so that after a kill the next run knows them all for
// dossier's own.
type inside struct {
	disk disk
}

// newInside opens the output directory, which recover has freed of old stages.
func newInside(dir string, d disk) (*inside, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	d.base, d.root = dir, root
	return &inside{d}, nil
}

func (s *inside) place() (disk, string, string) { return s.disk, ".", insideName }

func (s *inside) open(p *plan) error {
	if err := s.disk.mkdir(insideName); err != nil {
		return err
	}
	return s.disk.checkWritable(".", p.dirs)
}

func (s *inside) discard() error { return s.disk.removeTree(insideName) }

func (s *inside) commit(ctx context.Context, p *plan, b *batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	both := slices.Concat(p.old, p.paths)
	slices.Sort(both)
	journal := formatManifest(slices.Compact(both), "")
	if err := s.saveManifest(p.current, journal); err != nil {
		return err
	}
	if err := s.move(p, b); err != nil {
		return fmt.Errorf("the site is partly old and partly new until it is built again: %w", err)
	}
	if err := s.saveManifest(journal, p.manifest); err != nil {
		return err
	}
	if err := s.discard(); err != nil {
		return fmt.Errorf("%w: %w", errTidy, err)
	}
	return nil
}

func (s *inside) saveManifest(current, next []byte) error {
	if bytes.Equal(current, next) {
		return nil
	}
	temp := path.Join(insideName, manifestName)
	if err := s.disk.save(temp, next); err != nil {
		return err
	}
	return s.disk.rename(temp, manifestName)
}

// move makes the output the new site.
func (s *inside) move(p *plan, b *batch) error {
	early, late := split(p.gone, p.paths)
	if err := s.removeAll(early, p); err != nil {
		return err
	}
	staged := slices.Clone(b.staged)
	slices.SortStableFunc(staged, func(a, b string) int { return rank(a) - rank(b) })
	for _, name := range staged {
		if err := s.disk.mkdirs(path.Dir(name)); err != nil {
			return err
		}
		if err := s.disk.rename(path.Join(insideName, name), name); err != nil {
			return err
		}
	}
	return s.removeAll(late, p)
}

// removeAll removes files and the directories of the old site that are empty
// and not of the new one.
func (s *inside) removeAll(names []string, p *plan) error {
	for _, name := range names {
		if err := s.disk.remove(name); err != nil {
			return err
		}
	}
	dirs, newDirs := parents(p.old), parents(p.paths)
	maps.DeleteFunc(dirs, func(dir string, _ bool) bool { return newDirs[dir] })
	deepestFirst := slices.Sorted(maps.Keys(dirs))
	slices.Reverse(deepestFirst)
	for _, dir := range deepestFirst {
		info, err := s.disk.lstat(dir)
		if err != nil || !info.IsDir() {
			continue
		}
		// fs.ErrExist stands for "not empty".
		if err := s.disk.remove(dir); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

// split divides the files to be removed into those that must go before the new
// files come and the rest. The first are in the way: a file where a directory
// comes, a file in a directory where a file comes, or, where the file system
// ignores letter case, a file whose new name differs only in it.
func split(gone, paths []string) (early, late []string) {
	exact := parents(paths)
	for _, name := range paths {
		exact[name] = true
	}
	folded := make(map[string]bool, len(exact))
	for name := range exact {
		folded[strings.ToLower(name)] = true
	}
	site := setOf(paths)
	for _, name := range gone {
		inWay := exact[name]
		for part := name; part != "."; part = path.Dir(part) {
			inWay = inWay || site[part] || !exact[part] && folded[strings.ToLower(part)]
		}
		if inWay {
			early = append(early, name)
		} else {
			late = append(late, name)
		}
	}
	return early, late
}

// rank orders files so that a reader in between finds what a page refers to:
// assets, pages, and then what lists the pages.
func rank(name string) int {
	switch path.Base(name) {
	case "feed.xml", "feed.json", "sitemap.xml", "calendar.ics":
		return 2
	}
	switch {
	case name == "index.html":
		return 2
	case path.Ext(name) == ".html":
		return 1
	}
	return 0
}
