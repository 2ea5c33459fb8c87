package render

import (
	"io"
	"io/fs"
	"path"

	"dossier/cmd/dossier/internal/content"
)

// A copied source is a file of the dossier that is written as it is.
type copied interface {
	// from says where it lies; the file system is nil if its bytes are held.
	from(o *Output) (fsys fs.FS, name string)
}

func (a assetFile) from(o *Output) (fs.FS, string) {
	if a.bytes != nil {
		return nil, ""
	}
	return o.in.Layouts, a.name
}

func (r resourceFile) from(o *Output) (fs.FS, string) { return o.in.Content, r.File }

// Copied reports whether a file is one of the dossier that is written as it is.
// All others follow from what was read for [New].
func (o *Output) Copied(name string) bool {
	c, ok := o.files[name].(copied)
	if !ok {
		return false
	}
	fsys, _ := c.from(o)
	return fsys != nil
}

// openCopied opens a file that is copied, so that a film is never held in
// memory. It returns nil, nil for a file that is to be rendered: one that is
// made, or of which the file system says nothing or that it reads in one go.
func (o *Output) openCopied(name string, src source) (fs.File, error) {
	c, ok := src.(copied)
	if !ok {
		return nil, nil
	}
	fsys, from := c.from(o)
	if fsys == nil {
		return nil, nil
	}
	f, err := fsys.Open(from)
	if err != nil {
		return nil, err
	}
	found, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	in, seeks := f.(io.ReadSeeker)
	stamp := content.Stamp(found)
	if !seeks || stamp == "" || !found.Mode().IsRegular() {
		return nil, f.Close()
	}
	return &copiedFile{in, f, info{name: path.Base(name), size: found.Size()}, stamp}, nil
}

// A copiedFile reads a file of the dossier. It tells nothing of that file but
// its bytes and their number, so that an output is the same on all machines;
// whoever serves it can ask for more.
type copiedFile struct {
	io.ReadSeeker
	file  fs.File
	info  info
	stamp string
}

func (f *copiedFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *copiedFile) Close() error               { return f.file.Close() }

// Stamp returns a text that is another one after the file has been written or
// replaced; see [content.Stamp].
func (f *copiedFile) Stamp() string { return f.stamp }

// An unread failure is one of a file that cannot be read, and why.
type unread struct {
	*Failure
	cause error
}

// Unwrap returns both.
func (u unread) Unwrap() []error { return []error{u.Failure, u.cause} }
