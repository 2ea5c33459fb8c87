package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"golang.org/x/sync/errgroup"
)

// Modes of what dossier makes, before the umask.
const (
	fileMode = 0o644
	dirMode  = 0o755
)

// A disk is a directory in which names are slash-separated. Every change that
// publish makes to the file system is one of its methods.
type disk struct {
	base    string
	root    *os.Root // if set, no name leads out of base even if a link is put in its way
	workers int
	before  func(op, name string) error // nil but in tests; an error from it is that of the operation
}

func (d disk) path(name string) string { return filepath.Join(d.base, filepath.FromSlash(name)) }

func (d disk) check(op, name string) error {
	if d.before == nil {
		return nil
	}
	if err := d.before(op, name); err != nil {
		return &fs.PathError{Op: op, Path: d.path(name), Err: err}
	}
	return nil
}

func (d disk) mkdir(name string) error {
	if err := d.check("mkdir", name); err != nil {
		return err
	}
	if d.root != nil {
		return d.root.Mkdir(name, dirMode)
	}
	return os.Mkdir(d.path(name), dirMode)
}

// mkdirs makes a directory and those above it that are missing.
func (d disk) mkdirs(name string) error {
	err := d.mkdir(name)
	if errors.Is(err, fs.ErrNotExist) && name != "." {
		if err := d.mkdirs(path.Dir(name)); err != nil {
			return err
		}
		err = d.mkdir(name)
	}
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// create makes a file that does not exist.
func (d disk) create(name string) (*os.File, error) {
	if err := d.check("create", name); err != nil {
		return nil, err
	}
	const flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if d.root != nil {
		return d.root.OpenFile(name, flags, fileMode)
	}
	return os.OpenFile(d.path(name), flags, fileMode)
}

func (d disk) write(f *os.File, name string, data []byte) error {
	if err := d.check("write", name); err != nil {
		return err
	}
	_, err := f.Write(data)
	return err
}

// save creates a file with the data.
func (d disk) save(name string, data []byte) error {
	f, err := d.create(name)
	if err != nil {
		return err
	}
	return errors.Join(d.write(f, name, data), f.Close())
}

func (d disk) link(old, name string) error {
	if err := d.check("link", name); err != nil {
		return err
	}
	return os.Link(d.path(old), d.path(name))
}

// rename replaces a file that has the new name.
func (d disk) rename(old, name string) error {
	if err := d.check("rename", name); err != nil {
		return err
	}
	if d.root != nil {
		return d.root.Rename(old, name)
	}
	return os.Rename(d.path(old), d.path(name))
}

func (d disk) exchange(a, b string) error {
	if err := d.check("exchange", b); err != nil {
		return err
	}
	return exchange(d.path(a), d.path(b))
}

func (d disk) chmod(name string, mode fs.FileMode) error {
	if err := d.check("chmod", name); err != nil {
		return err
	}
	return os.Chmod(d.path(name), mode)
}

// remove removes a file or an empty directory. That it is missing is no error.
func (d disk) remove(name string) error {
	err := d.check("remove", name)
	switch {
	case err != nil:
	case d.root != nil:
		err = d.root.Remove(name)
	default:
		err = os.Remove(d.path(name))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (d disk) open(name string) (*os.File, error) {
	if d.root != nil {
		return d.root.Open(name)
	}
	return os.Open(d.path(name))
}

func (d disk) lstat(name string) (fs.FileInfo, error) {
	if d.root != nil {
		return d.root.Lstat(name)
	}
	return os.Lstat(d.path(name))
}

func (d disk) exists(name string) bool {
	_, err := d.lstat(name)
	return err == nil
}

// An entry is something in a tree.
type entry struct {
	path    string // in the tree
	mode    fs.FileMode
	entered bool // a directory whose entries are listed too
}

// walk lists the tree name, sorted by path, without following links. It enters
// those directories that enter accepts. A missing tree is an empty one.
func (d disk) walk(name string, enter func(dir string) bool) ([]entry, error) {
	var (
		mu    sync.Mutex
		all   []entry
		group errgroup.Group
		visit func(dir string) error
	)
	group.SetLimit(d.workers)
	visit = func(dir string) (err error) {
		defer caught(&err)
		found, err := d.readDir(path.Join(name, dir))
		if err != nil {
			return err
		}
		for i := range found {
			e := &found[i]
			e.path = path.Join(dir, e.path)
			e.entered = e.mode.IsDir() && enter(e.path)
		}
		mu.Lock()
		all = append(all, found...)
		mu.Unlock()
		for _, e := range found {
			if !e.entered || group.TryGo(func() error { return visit(e.path) }) {
				continue
			}
			if err := visit(e.path); err != nil {
				return err
			}
		}
		return nil
	}
	group.Go(func() error { return visit(".") })
	err := group.Wait()
	slices.SortFunc(all, func(a, b entry) int { return strings.Compare(a.path, b.path) })
	return all, err
}

func (d disk) readDir(name string) ([]entry, error) {
	f, err := d.open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	entries := make([]entry, len(list))
	for i, e := range list {
		entries[i] = entry{path: e.Name(), mode: e.Type()}
	}
	return entries, err
}

// each calls do for every index below n, several at once, until one fails.
func (d disk) each(n int, do func(i int) error) error {
	group, ctx := errgroup.WithContext(context.Background())
	var next atomic.Int64
	for range min(d.workers, n) {
		group.Go(func() (err error) {
			defer caught(&err)
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return nil
				}
				if err := do(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// caught makes an error of a panic. It is deferred in goroutines.
func caught(err *error) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("panic: %v (this is a bug in dossier; please report it)", v)
	}
}

// checkWritable returns an error if the user may not add and remove files in
// one of the directories of the tree name.
func (d disk) checkWritable(name string, dirs []string) error {
	return d.each(len(dirs), func(i int) error {
		dir := d.path(path.Join(name, dirs[i]))
		if err := writable(dir); err != nil {
			return &fs.PathError{Op: "write", Path: dir, Err: err}
		}
		return nil
	})
}

// unlock makes a directory writable that is not.
func (d disk) unlock(name string) error {
	if writable(d.path(name)) == nil {
		return nil
	}
	return d.chmod(name, 0o700)
}

// erase removes entries of the tree name: files, then directories, the deepest
// first.
func (d disk) erase(name string, entries []entry) error {
	levels := make([][]string, 1) // files, then directories by depth
	for _, e := range entries {
		depth := 0
		if e.mode.IsDir() {
			depth = 1 + strings.Count(e.path, "/")
		}
		for len(levels) <= depth {
			levels = append(levels, nil)
		}
		levels[depth] = append(levels[depth], path.Join(name, e.path))
	}
	slices.Reverse(levels[1:])
	for _, names := range levels {
		if err := d.each(len(names), func(i int) error { return d.remove(names[i]) }); err != nil {
			return err
		}
	}
	return nil
}

// removeTree removes a tree and all in it. That it is missing is no error.
func (d disk) removeTree(name string) error {
	if !d.exists(name) {
		return nil
	}
	entries, err := d.walk(name, func(string) bool { return true })
	if err != nil {
		return err
	}
	if err := d.erase(name, entries); err != nil {
		return err
	}
	return d.remove(name)
}

// parents returns all directories above the paths, without ".".
func parents(paths []string) map[string]bool {
	dirs := make(map[string]bool)
	for _, p := range paths {
		for i := strings.LastIndexByte(p, '/'); i > 0; i = strings.LastIndexByte(p[:i], '/') {
			if dirs[p[:i]] {
				break
			}
			dirs[p[:i]] = true
		}
	}
	return dirs
}

// explain adds to an error of the file system what the user can do about it.
func explain(dir string, err error) error {
	var broken SourceErrors
	if errors.As(err, &broken) {
		return err
	}
	hint := ""
	switch {
	case errors.Is(err, syscall.ENOSPC):
		hint = "; the disk is full: free some space and build again"
	case errors.Is(err, syscall.EDQUOT):
		hint = "; your disk quota is used up: free some space and build again"
	case errors.Is(err, syscall.EROFS):
		hint = "; the file system is read-only: choose another output with --destination"
	case errors.Is(err, fs.ErrPermission):
		hint = "; make the folder writable for you, or choose another output with --destination"
	case errors.Is(err, syscall.ENAMETOOLONG):
		hint = "; put the content in fewer folders, or give them shorter names"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		hint = "; too many files are open: raise the limit with ulimit -n"
	}
	return fmt.Errorf("publishing to %q: %w%s", dir, err, hint)
}
