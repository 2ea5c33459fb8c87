package publish

import "io/fs"

// inode is 0: Windows keeps it out of fs.FileInfo.
func inode(fs.FileInfo) uint64 { return 0 }
