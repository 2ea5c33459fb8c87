// Package overlay shows a folder as it would be if some files were other ones:
// the texts of an editor that are not saved yet, or files under other names.
//
// It stands between a folder and a build. The invariant: the folder itself is
// only read, and a file that is not named here is what it is there.
package overlay

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// An FS is a folder with other files in it. Write and Move change what it shows;
// apart from them it may be used by several goroutines at once.
type FS struct {
	base  fs.FS
	files map[string]entry           // what is not as in base
	dirs  map[string]map[string]bool // names in folders that have such files, folders too
}

// An entry is a file of its own, or one of base.
type entry struct {
	data []byte // if from is ""
	from string // its path in base
	gone bool   // there is none
}

// New returns base as it is.
func New(base fs.FS) *FS {
	return &FS{base: base, files: map[string]entry{}, dirs: map[string]map[string]bool{}}
}

// Write gives a file another text, or makes it.
func (f *FS) Write(name string, text []byte) { f.put(name, entry{data: text}) }

// Move shows a file or folder under another name.
func (f *FS) Move(from, to string) error {
	folder := false
	err := fs.WalkDir(f, from, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			folder = folder || name == from
			return err
		}
		e, own := f.files[name]
		if !own {
			e = entry{from: name}
		}
		f.put(to+strings.TrimPrefix(name, from), e)
		f.files[name] = entry{gone: true}
		return nil
	})
	if folder && err == nil {
		f.files[from] = entry{gone: true}
	}
	return err
}

func (f *FS) put(name string, e entry) {
	f.files[name] = e
	for name != "." {
		dir, base := path.Split(name)
		dir = path.Clean(dir)
		if f.files[dir].gone { // a folder that has moved, and is there again
			delete(f.files, dir)
		}
		if f.dirs[dir] == nil {
			f.dirs[dir] = map[string]bool{}
		}
		f.dirs[dir][base] = true
		name = dir
	}
}

// Open opens a file as it is shown. Folders are listed by [fs.ReadDir].
func (f *FS) Open(name string) (fs.File, error) {
	e, own := f.files[name]
	switch {
	case !own:
		file, err := f.base.Open(name)
		if err != nil && f.dirs[name] != nil {
			return folder{name}, nil
		}
		return file, err
	case e.gone:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case e.from != "":
		return f.base.Open(e.from)
	}
	return &file{info: info{path.Base(name), int64(len(e.data)), 0}, Reader: bytes.NewReader(e.data)}, nil
}

// ReadDir lists a folder as it is shown. A folder whose files have all gone is
// empty.
func (f *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	found, err := fs.ReadDir(f.base, name)
	if err != nil && f.dirs[name] == nil {
		return nil, err
	}
	found = slices.DeleteFunc(slices.Clone(found), func(d fs.DirEntry) bool {
		_, own := f.files[path.Join(name, d.Name())]
		return own
	})
	for base := range f.dirs[name] {
		d, err := f.entry(name, base)
		if err != nil {
			continue // gone
		}
		if !slices.ContainsFunc(found, func(x fs.DirEntry) bool { return x.Name() == base }) {
			found = append(found, d)
		}
	}
	slices.SortFunc(found, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return found, nil
}

func (f *FS) entry(dir, base string) (fs.DirEntry, error) {
	o, err := f.Open(path.Join(dir, base))
	if err != nil {
		return nil, err
	}
	defer o.Close()
	i, err := o.Stat()
	if err != nil {
		return nil, err
	}
	return fs.FileInfoToDirEntry(named{i, base}), nil
}

// named is what a file is, under another name.
type named struct {
	fs.FileInfo
	name string
}

func (n named) Name() string { return n.name }

// A file is open for reading. Its time is not known: no build takes it for one
// that has not changed.
type file struct {
	info
	*bytes.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Size() int64                { return f.info.size }
func (f *file) Close() error               { return nil }

// A folder is one that is not in base.
type folder struct{ name string }

func (d folder) Stat() (fs.FileInfo, error) { return info{path.Base(d.name), 0, fs.ModeDir}, nil }
func (d folder) Read([]byte) (int, error)   { return 0, io.EOF }
func (d folder) Close() error               { return nil }

type info struct {
	name string
	size int64
	mode fs.FileMode
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode | 0o444 }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }
