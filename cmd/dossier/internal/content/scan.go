package content

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/slug"
)

// A file is one file under content/.
type file struct {
	path string      // in the dossier
	page bool        // it is markdown, not a resource
	info fs.FileInfo // nil if it is not known
}

// A scanner collects the files under content/. It opens none: a pipe or a
// device would block or worse.
type scanner struct {
	fsys   fs.FS
	found  []file
	unread []string // folders that cannot be listed
	list   diag.List
}

// scan lists the files under content/, in order of their paths.
func scan(fsys fs.FS) *scanner {
	s := &scanner{fsys: fsys}
	const here = "run dossier in the folder that holds dossier.yaml, with articles in content/articles/"
	info, err := fs.Stat(fsys, Root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s.list.Add(diag.Error, diag.Pos{File: Root}, here, "there is no folder content/")
		return s
	case err != nil:
		unreadable(&s.list, Root, here, err)
		return s
	case !info.IsDir():
		s.list.Add(diag.Error, diag.Pos{File: Root}, here, "it is not a folder")
		return s
	}
	// visit returns no error but SkipDir.
	_ = fs.WalkDir(fsys, Root, s.visit)
	if !s.list.HasErrors() && !slices.ContainsFunc(s.found, func(f file) bool { return f.page }) {
		s.list.Add(diag.Error, diag.Pos{File: Root}, "write the first article, such as content/articles/first.md",
			"there is no page in content/")
	}
	slices.SortFunc(s.found, func(a, b file) int { return strings.Compare(a.path, b.path) })
	return s
}

func (s *scanner) visit(p string, d fs.DirEntry, err error) error {
	var skip error
	if d != nil && d.IsDir() {
		skip = fs.SkipDir
	}
	switch {
	case err != nil:
		unreadable(&s.list, p, "", err)
		if skip != nil {
			s.unread = append(s.unread, p)
		}
		return skip
	case p == Root:
		return nil
	case Ignored(d.Name()) || s.misnamed(p, d):
		return skip
	case !d.IsDir():
		s.add(p, d)
	}
	return nil
}

// misnamed reports a name that cannot be used on every system, or that is not
// what it seems. Page files may have any name that is text, since their address
// is made of letters and digits.
func (s *scanner) misnamed(p string, d fs.DirEntry) bool {
	name := d.Name()
	pos := diag.Pos{File: printable(p)}
	if !utf8.ValidString(name) {
		s.list.Add(diag.Error, pos, "rename it", "the file name is not UTF-8")
		return true
	}
	if strings.ContainsFunc(name, unicode.IsControl) {
		s.list.Add(diag.Error, pos, "rename it", "the file name %q has a control character", name)
		return true
	}
	if d.IsDir() && path.Dir(p) == Root {
		if made := slug.Make(name); made != name && TypeOf(made) != Plain {
			s.list.Add(diag.Error, pos, "rename it", "the folder is named %q, it must be %q", name, made)
			return true
		}
	}
	return false
}

func printable(p string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(p, "\uFFFD"))
}

// add takes up a file, unless there is nothing to read in it.
func (s *scanner) add(p string, d fs.DirEntry) {
	pos := diag.Pos{File: p}
	mode := d.Type()
	info, err := d.Info()
	if mode&fs.ModeSymlink != 0 {
		if info, err = s.follow(p); err != nil {
			return
		}
		mode = info.Mode().Type()
	}
	page := isPage(p)
	switch {
	case mode.IsDir():
		s.list.Warnf(pos, "the symbolic link leads to a folder, it is not followed")
		return
	case !mode.IsRegular():
		s.list.Warnf(pos, "not a regular file, it is skipped")
		return
	case conflictCopy(d.Name()):
		s.list.Warnf(pos, "looks like a copy made by a sync conflict, it is skipped")
		return
	}
	if !page {
		for name := range strings.SplitSeq(p, "/") {
			if why := unfit(name); why != "" {
				s.list.Add(diag.Error, pos, "rename it", "the name %q cannot be published: %s", name, why)
				return
			}
		}
	}
	if err != nil {
		info = nil // it is gone, or about to go; reading it says so
	}
	s.found = append(s.found, file{p, page, info})
}

// follow returns what a symbolic link leads to, or reports why it leads to
// nothing that can be read.
func (s *scanner) follow(p string) (fs.FileInfo, error) {
	info, err := fs.Stat(s.fsys, p)
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		s.list.Warnf(diag.Pos{File: p}, "the symbolic link leads nowhere, it is skipped")
	case errors.Is(err, syscall.ELOOP):
		s.list.Warnf(diag.Pos{File: p}, "the symbolic link leads to itself, it is skipped")
	default:
		unreadable(&s.list, p, "a symbolic link may only lead to a file in the dossier; put the file itself here", err)
	}
	return info, err
}

func isPage(p string) bool {
	ext := strings.ToLower(path.Ext(p))
	return ext == ".md" || ext == ".markdown"
}

// Ignored reports whether editors, version control and file managers leave
// files of that name behind.
func Ignored(name string) bool {
	switch name {
	case ".nojekyll", ".well-known":
		return false
	case "4913", "Thumbs.db", "desktop.ini":
		return true
	}
	if strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") {
		return true
	}
	for _, suffix := range [...]string{"~", ".swp", ".swx", ".tmp", "___jb_tmp___", "___jb_old___"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return strings.HasPrefix(name, ".")
}

func conflictCopy(name string) bool {
	return strings.Contains(name, ".sync-conflict-") || strings.Contains(name, "conflicted copy")
}

// unfit says why a name cannot be that of a file on every system, or returns
// "". Windows refuses most (Microsoft, "Naming Files, Paths, and Namespaces").
func unfit(name string) string {
	switch {
	case strings.ContainsAny(name, `<>:"\|?*`):
		return `Windows refuses the characters < > : " \ | ? *`
	case strings.TrimRight(name, ". ") != name:
		return "Windows refuses a dot or a space at its end"
	case isDevice(name):
		return "Windows keeps it for a device"
	case len(name) > 255:
		return "it has more than 255 bytes"
	}
	return ""
}

func isDevice(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch stem {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt") && '0' <= stem[3] && stem[3] <= '9'
}
