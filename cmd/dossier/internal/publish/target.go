package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A RefusedError says why a folder is not fit to be the output. It is the
// caller's choice that is wrong, not the system.
type RefusedError struct{ reason string }

func (e *RefusedError) Error() string { return e.reason }

func refusef(format string, args ...any) error {
	return &RefusedError{fmt.Sprintf(format, args...)}
}

// resolve returns the real path of the output directory, which need not exist,
// or an error if publishing there could harm the dossier or its user.
func resolve(dir, root string) (string, error) {
	if !filepath.IsAbs(dir) {
		return "", refusef("output %q is not an absolute path", dir)
	}
	real, err := realPath(filepath.Clean(dir))
	if err != nil {
		return "", fmt.Errorf("output %q: %w", dir, err)
	}
	if info, err := os.Stat(real); err == nil && !info.IsDir() {
		return "", refusef("output %q is a file; remove it or choose a folder", dir)
	}
	if filepath.Dir(real) == real {
		return "", refusef("output %q is the root of the file system; choose a folder for the site alone", dir)
	}
	if home, err := os.UserHomeDir(); err == nil && filepath.IsAbs(home) && within(home, real) {
		return "", refusef("output %q holds your home folder; choose a folder for the site alone", dir)
	}
	if root == "" {
		return real, nil
	}
	return real, checkRoot(dir, real, root)
}

// checkRoot refuses an output that is, holds or lies in sources of the dossier.
func checkRoot(dir, real, root string) error {
	if within(root, real) {
		return refusef("output %q holds the dossier itself; choose a folder for the site alone, such as %q",
			dir, filepath.Join(root, "public"))
	}
	for _, name := range []string{"content", "layouts"} {
		sources := filepath.Join(root, name)
		if within(sources, real) || within(real, sources) {
			return refusef("output %q and the sources in %q overlap; choose a folder for the site alone, such as %q",
				dir, sources, filepath.Join(root, "public"))
		}
	}
	return nil
}

// realPath resolves the symbolic links of the part of name that exists.
func realPath(name string) (string, error) {
	real, err := filepath.EvalSymlinks(name)
	if err == nil {
		return real, nil
	}
	if !errors.Is(err, fs.ErrNotExist) || filepath.Dir(name) == name {
		return "", err
	}
	if info, err := os.Lstat(name); err == nil {
		if info.Mode()&fs.ModeSymlink == 0 {
			return realPath(name) // another run has made it since
		}
		return "", errors.New("symbolic link to nothing; remove it or make the folder it points to")
	}
	parent, err := realPath(filepath.Dir(name))
	return filepath.Join(parent, filepath.Base(name)), err
}

// within reports whether child is dir or lies in it. Names that exist are
// compared by identity, so neither links nor letter case deceive it.
func within(child, dir string) bool {
	if real, err := realPath(filepath.Clean(child)); err == nil {
		child = real
	}
	if real, err := realPath(filepath.Clean(dir)); err == nil {
		dir = real
	}
	info, err := os.Stat(dir)
	for {
		if child == dir {
			return true
		}
		if err == nil {
			if c, err := os.Stat(child); err == nil && os.SameFile(c, info) {
				return true
			}
		}
		parent := filepath.Dir(child)
		if parent == child {
			return false
		}
		child = parent
	}
}

// harmless reports whether a name may be in a folder that dossier takes over
// without being asked: what hosts and version control expect there.
func harmless(name string) bool {
	return strings.HasPrefix(name, ".") || name == "CNAME" || strings.HasPrefix(name, "README")
}
