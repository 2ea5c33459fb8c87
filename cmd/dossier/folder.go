package main

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// folderFS is a folder that is read, and nothing outside of it: what an
// [os.Root] is, without what would never end. A pipe or a device cannot be
// opened, whoever asks for it; folders list them as they are.
type folderFS struct {
	fs.FS // of root
	root  *os.Root
}

func newFolderFS(root *os.Root) fs.FS { return folderFS{root.FS(), root} }

var errIrregular = errors.New("not a regular file")

// Open opens a file or folder. It does not wait for somebody to write to a pipe.
func (f folderFS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	file, err := f.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: name, Err: errIrregular}
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// ReadDir and Stat open nothing.

func (f folderFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.FS, name) }
func (f folderFS) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(f.FS, name) }
