package content

import (
	"io/fs"
	"syscall"
)

// changeOf returns when the inode of a file was last changed, in nanoseconds
// since 1970, and its number; 0, 0 if the file system does not tell. No program
// can set this time back.
func changeOf(info fs.FileInfo) (changed, inode int64) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ctim.Nano(), int64(s.Ino)
	}
	return 0, 0
}
