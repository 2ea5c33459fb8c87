package content

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"dossier/cmd/dossier/internal/diag"
)

// errChanged says that a file was not the same at the end of reading it as at
// the beginning.
var errChanged = errors.New("changed during the build")

// A tooLarge is the error for a file above the limit.
type tooLarge struct{ size, limit int64 }

func (e tooLarge) Error() string {
	return fmt.Sprintf("the file has %d bytes, the limit is %d", e.size, e.limit)
}

// read returns the bytes of a file of at most limit bytes. A file that is
// written or replaced meanwhile is read once more.
func read(fsys fs.FS, name string, limit int64) ([]byte, error) {
	src, err := readOnce(fsys, name, limit)
	if errors.Is(err, errChanged) || errors.Is(err, fs.ErrNotExist) {
		return readOnce(fsys, name, limit)
	}
	return src, err
}

func readOnce(fsys fs.FS, name string, limit int64) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	before, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !before.Mode().IsRegular():
		return nil, errChanged
	case before.Size() > limit:
		return nil, tooLarge{before.Size(), limit}
	}
	src := make([]byte, before.Size()+1) // the last byte would show that the file has grown
	n, err := io.ReadFull(f, src)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	after, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if int64(n) != before.Size() || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
		return nil, errChanged
	}
	return src[:n], nil
}

// unreadable adds an error about a file or folder. The hint is for errors of
// the system.
func unreadable(list *diag.List, name, hint string, err error) {
	pos := diag.Pos{File: name}
	if e, ok := errors.AsType[tooLarge](err); ok {
		list.Add(diag.Error, pos, "split it, or raise limits.article in dossier.yaml", "%s", e.Error())
		return
	}
	if errors.Is(err, errChanged) || errors.Is(err, fs.ErrNotExist) {
		list.Add(diag.Error, pos, "run the command again", "changed during the build")
		return
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err // the position says the path, which may be absolute here
	}
	list.Add(diag.Error, pos, hint, "cannot be read: %v", err)
}
