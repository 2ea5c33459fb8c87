package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

const (
	// lockPoll is the time between two looks at a lock that another run holds.
	lockPoll = 20 * time.Millisecond

	// lockPatience is how long that run may take before the user is told.
	lockPatience = time.Second
)

// lock makes the output directory if it is missing and locks it. Closing the
// file ends the lock, and so does the end of the process. made says whether the
// directory was made; with an error [beside.unmake] removes it.
func (s *beside) lock(ctx context.Context) (f *os.File, made bool, err error) {
	for {
		f, err := openLock(s.disk.path(s.live))
		if errors.Is(err, fs.ErrNotExist) {
			f, err = openLock(s.disk.path(s.old)) // a run is between two renames, or was killed there
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = s.disk.mkdir(s.live)
			made = made || err == nil
			if err == nil || errors.Is(err, fs.ErrExist) {
				continue
			}
		}
		if err != nil {
			return nil, made, err
		}
		held, err := s.hold(ctx, f)
		if held {
			return f, made, nil
		}
		if err != nil && made {
			s.unmake(f)
		}
		f.Close()
		if err != nil {
			return nil, made, err
		}
	}
}

// unmake removes the output directory that was made for the lock f, unless
// another run has the lock by now. One that has it later looks where it is. On
// Windows the directory stays, with the file that is locked.
func (s *beside) unmake(f *os.File) {
	if held, err := tryLock(f); held && err == nil && isLockOf(f, s.disk.path(s.live)) {
		// Fails, as it should, if something is in it by now.
		_ = s.disk.remove(s.live)
	}
}

// hold waits for the lock. It is worth nothing, and false is returned, if the
// output has been exchanged in the meantime. A killed run's old tree is put
// back in its place.
func (s *beside) hold(ctx context.Context, f *os.File) (bool, error) {
	for waited := time.Duration(0); ; waited += lockPoll {
		if err := ctx.Err(); err != nil {
			return false, fmt.Errorf("waiting for another run of dossier to finish: %w", err)
		}
		held, err := tryLock(f)
		if err != nil {
			return false, err
		}
		if held {
			break
		}
		if waited >= lockPatience && s.waiting != nil {
			s.waiting()
			s.waiting = nil
		}
		select {
		case <-ctx.Done():
		case <-time.After(lockPoll):
		}
	}
	if isLockOf(f, s.disk.path(s.live)) {
		return true, nil
	}
	if s.disk.exists(s.live) || !isLockOf(f, s.disk.path(s.old)) {
		return false, nil
	}
	err := s.disk.rename(s.old, s.live)
	return err == nil, err
}

// isLockOf reports whether f is the lock of the directory that is now at dir.
func isLockOf(f *os.File, dir string) bool {
	held, err1 := f.Stat()
	now, err2 := os.Stat(lockName(dir))
	return err1 == nil && err2 == nil && os.SameFile(held, now)
}

// close ends the lock on the stage, which is the output after an exchange.
func (s *beside) close() {
	if s.stageLock != nil {
		s.stageLock.Close()
	}
}
