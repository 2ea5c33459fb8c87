package render

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// Overlay returns a file system with the files of own laid over those of
// defaults, one by one: replacing one partial keeps the others. Own may be nil.
// Only fs.ErrNotExist falls through to the defaults; a file that cannot be read
// is an error, not the default.
func Overlay(own, defaults fs.FS) fs.FS {
	if own == nil {
		return defaults
	}
	return overlay{own, defaults}
}

type overlay struct{ own, defaults fs.FS }

// Open opens the own file if there is one. A folder is opened from the layer
// that has it, and lists that layer only: read folders with [fs.ReadDir].
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.own.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.defaults.Open(name)
	}
	return f, err
}

// ReadDir merges the folders of both layers.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	own, err := fs.ReadDir(o.own, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	defaults, errDefaults := fs.ReadDir(o.defaults, name)
	switch {
	case errDefaults == nil:
	case err != nil || !errors.Is(errDefaults, fs.ErrNotExist):
		return nil, errDefaults
	}
	merged := slices.Clone(own)
	for _, d := range defaults {
		if !slices.ContainsFunc(own, func(e fs.DirEntry) bool { return e.Name() == d.Name() }) {
			merged = append(merged, d)
		}
	}
	slices.SortFunc(merged, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return merged, nil
}
