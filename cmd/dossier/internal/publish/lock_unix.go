//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package publish

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

const canExchange = true

// lockName returns the file whose lock is that of dir: dir itself.
func lockName(dir string) string { return dir }

func openLock(dir string) (*os.File, error) { return os.Open(dir) }

// tryLock takes the lock, or returns false if it is taken. A file system that
// knows no locks for directories (NFS) has none to wait for.
func tryLock(f *os.File) (bool, error) {
	err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	switch {
	case err == unix.EWOULDBLOCK, err == unix.EINTR:
		return false, nil
	case err == unix.EBADF, err == unix.EINVAL, err == unix.ENOLCK, errors.Is(err, errors.ErrUnsupported):
		return true, nil
	}
	return err == nil, os.NewSyscallError("flock", err)
}

// writable returns an error if the user may not add and remove files in dir.
func writable(dir string) error { return unix.Access(dir, unix.W_OK|unix.X_OK) }

// sameDevice reports whether a and b, of os.Lstat, are on one file system.
func sameDevice(a, b fs.FileInfo) bool {
	x, ok1 := a.Sys().(*syscall.Stat_t)
	y, ok2 := b.Sys().(*syscall.Stat_t)
	return ok1 && ok2 && x.Dev == y.Dev
}
