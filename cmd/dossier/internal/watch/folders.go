package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// open begins to watch the dossier's folder, and all folders in it that have
// been named. What cannot be watched because it is not there, or is not to be
// read, is left to the signals without events.
func (w *watcher) open() (source, error) {
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return source{}, err
	}
	s := source{events: n.Events, errors: n.Errors, watched: map[string]bool{}, close: n.Close}
	if s.root, err = os.Stat(w.Dir); err != nil {
		return s, nil // gone finds it when it is there
	}
	err = n.Add(w.Dir)
	for _, name := range w.Names {
		if exhausted(err) {
			break
		}
		err = w.addTree(s, n, filepath.Join(w.Dir, name))
	}
	if exhausted(err) {
		s.stop()
		return source{}, err
	}
	return s, nil
}

// addTree watches a folder and all in it. Each is watched before it is listed,
// so that what is made in it meanwhile is either listed or heard of. The error
// is one that says that there are no watches left.
func (w *watcher) addTree(s source, n *fsnotify.Watcher, dir string) error {
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return nil
	}
	if err := n.Add(dir); exhausted(err) {
		return err
	}
	s.watched[dir] = true
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if !e.IsDir() || w.ignored(e.Name()) {
			continue
		}
		if err := w.addTree(s, n, filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// exhausted reports whether an error says that the system has no watches, or no
// descriptors, left. ENOSPC is said of watches, not of a disk.
func exhausted(err error) bool {
	for _, e := range []error{syscall.ENOSPC, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// An Exhausted says why the system can send no events.
type Exhausted struct{ Err error }

func (e *Exhausted) Error() string {
	err := e.Err
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		err = p.Err // the path of a folder says nothing here
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "the system has no file watches left"
	case errors.Is(err, syscall.EMFILE) && runtime.GOOS == "linux":
		return "the system lets no more programs watch files"
	}
	return fmt.Sprintf("files cannot be watched: %v", err)
}

func (e *Exhausted) Unwrap() error { return e.Err }

// Hint says how there are more watches.
func (e *Exhausted) Hint() string {
	switch {
	case runtime.GOOS != "linux":
		return "close other programs, or raise the number of open files with ulimit -n"
	case errors.Is(e.Err, syscall.ENOSPC):
		return "raise it with: sudo sysctl fs.inotify.max_user_watches=524288"
	}
	return "raise it with: sudo sysctl fs.inotify.max_user_instances=512"
}
