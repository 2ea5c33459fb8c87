package main

import (
	"syscall"
	"time"
)

// sysOf returns what Linux says of a new file.
func sysOf(changed time.Time, inode uint64) any {
	return &syscall.Stat_t{Ino: inode, Ctim: syscall.NsecToTimespec(changed.UnixNano())}
}

// touched returns what is said of a file whose inode has changed.
func touched(sys any, changed time.Time) any {
	return sysOf(changed, sys.(*syscall.Stat_t).Ino)
}
