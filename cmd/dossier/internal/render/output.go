package render

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"dossier/cmd/dossier/internal/diag"
)

// Paths returns the path of every file, sorted. The caller must not change it.
func (o *Output) Paths() []string { return o.paths }

// Open renders a file, or opens a folder. What is copied from the dossier is
// opened there, and read as the caller reads it.
func (o *Output) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	src, ok := o.files[name]
	if !ok {
		entries, err := o.ReadDir(name)
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		return &folder{info: info{name: path.Base(name), dir: true}, entries: entries}, nil
	}
	f, err := o.open(name, src)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: o.failure(src, err)}
	}
	return f, nil
}

// open opens or renders a file. A panic is an error of this file: the others
// are rendered all the same.
func (o *Output) open(name string, src source) (_ fs.File, err error) {
	defer recovered(src, &err)
	if f, err := o.openCopied(name, src); f != nil || err != nil {
		return f, err
	}
	b := o.buffer()
	if err := src.render(o, b); err != nil {
		o.release(b)
		return nil, err
	}
	f := &file{o: o, info: info{name: path.Base(name), size: int64(b.Len())}, buffer: b}
	f.Reset(b.Bytes())
	return f, nil
}

// recovered is deferred to make an error of a panic.
func recovered(src source, err *error) {
	if v := recover(); v != nil {
		*err = &Failure{diag.List{{Pos: src.origin(), Message: fmt.Sprintf("internal error: a file cannot be made: %v", v), Hint: "please report it"}}}
	}
}

// failure makes diagnostics of an error, so that every failed file has some.
func (o *Output) failure(src source, err error) error {
	var f *Failure
	if errors.As(err, &f) {
		return f
	}
	return unread{&Failure{diag.List{{Pos: src.origin(), Message: "cannot read: " + reason(err)}}}, err}
}

// Stat renders a file to know its size.
func (o *Output) Stat(name string) (fs.FileInfo, error) {
	f, err := o.Open(name)
	if err != nil {
		var pe *fs.PathError
		if errors.As(err, &pe) {
			pe.Op = "stat"
		}
		return nil, err
	}
	defer f.Close()
	return f.Stat()
}

// ReadDir lists a folder without rendering anything; the Info of an entry does.
func (o *Output) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	prefix := name + "/"
	if name == "." {
		prefix = ""
	}
	from, _ := slices.BinarySearch(o.paths, prefix)
	var entries []fs.DirEntry
	last := ""
	for _, p := range o.paths[from:] {
		rest, ok := strings.CutPrefix(p, prefix)
		if !ok {
			break
		}
		child, _, dir := strings.Cut(rest, "/")
		if child != last {
			entries = append(entries, entry{o: o, path: prefix + child, info: info{name: child, dir: dir}})
			last = child
		}
	}
	if entries == nil && name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	// "a-b/…" stands before "a/…" in paths, but not in a folder.
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(entries, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}

// buffer takes an empty buffer from the pool that files are rendered into.
func (o *Output) buffer() *bytes.Buffer {
	if b, ok := o.buffers.Get().(*bytes.Buffer); ok {
		b.Reset()
		return b
	}
	return new(bytes.Buffer)
}

// release gives a buffer back. A rare large page must not stay in memory.
func (o *Output) release(b *bytes.Buffer) {
	if b.Cap() <= 1<<20 {
		o.buffers.Put(b)
	}
}

// A file is a rendered file. Its bytes go back to the pool with Close.
type file struct {
	bytes.Reader // Seek and WriteTo are what serve and publish copy with
	o            *Output
	info         info
	buffer       *bytes.Buffer
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }

func (f *file) Close() error {
	if f.buffer == nil {
		return &fs.PathError{Op: "close", Path: f.info.name, Err: fs.ErrClosed}
	}
	f.Reset(nil)
	f.o.release(f.buffer)
	f.buffer = nil
	return nil
}

// A folder lists its entries.
type folder struct {
	info    info
	entries []fs.DirEntry
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }

func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: errors.New("is a directory")}
}

func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	list := f.entries
	if n > 0 {
		if len(list) == 0 {
			return nil, io.EOF
		}
		list = list[:min(n, len(list))]
	}
	f.entries = f.entries[len(list):]
	return list, nil
}

// An entry of a folder.
type entry struct {
	info
	o    *Output
	path string
}

func (e entry) Type() fs.FileMode { return e.Mode().Type() }

func (e entry) Info() (fs.FileInfo, error) {
	if e.dir {
		return e.info, nil
	}
	return e.o.Stat(e.path)
}

func (e entry) String() string { return fs.FormatDirEntry(e) }

// An info describes a file or folder; times are always zero.
type info struct {
	name string
	size int64
	dir  bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.dir }
func (i info) Sys() any           { return nil }
func (i info) String() string     { return fs.FormatFileInfo(i) }

func (i info) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}
