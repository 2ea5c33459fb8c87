package publish

import (
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// canExchange is false because Windows renames no directory in which a file is
// open, and somebody reads the old site at any time.
const canExchange = false

// lockName returns the file whose lock is that of dir. Windows locks no
// directories, so an empty file stays in the output.
func lockName(dir string) string { return filepath.Join(dir, reserved+"lock") }

func openLock(dir string) (*os.File, error) {
	return os.OpenFile(lockName(dir), os.O_RDWR|os.O_CREATE, fileMode)
}

// tryLock takes the lock, or returns false if it is taken.
func tryLock(f *os.File) (bool, error) {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, new(windows.Overlapped))
	if err == windows.ERROR_LOCK_VIOLATION {
		return false, nil
	}
	return err == nil, os.NewSyscallError("LockFileEx", err)
}

// writable returns nil: the read-only attribute of a folder forbids nothing.
func writable(string) error { return nil }

// sameDevice is not asked where there is no exchange.
func sameDevice(_, _ fs.FileInfo) bool { return false }
