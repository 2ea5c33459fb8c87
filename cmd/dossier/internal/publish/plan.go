package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A plan says what is in the output before the publication, whose it is, and
// what is to become of it.
type plan struct {
	paths    []string        // of the new site, sorted, without those in the way of others' files
	blocked  map[string]bool // paths of the source that are left out for that reason
	ours     map[string]bool // regular files of the old site that are there
	gone     []string        // files of the old site that the new one does not have
	link     []string        // regular files of others
	dirs     []string        // directories of both sites, in which files come and go; with "."
	move     []string        // directories, links and special files of others
	kept     []string        // see [Result]
	old      []string        // the manifest
	receipt  string          // of it, "" if there is none
	current  []byte          // the manifest file, nil if there is none
	damaged  bool            // that is what it is
	manifest []byte          // the manifest file to be, nil until the receipt is known
}

// newPlan reads the tree live. It refuses a tree of others unless force is set.
func newPlan(d disk, live string, paths []string, force bool) (*plan, error) {
	p := &plan{blocked: make(map[string]bool), ours: make(map[string]bool), dirs: []string{"."}}
	current, err := readManifest(d, live)
	if err != nil {
		return nil, err
	}
	p.current = current
	old, receipt, err := parseManifest(current)
	p.damaged = current != nil && err != nil
	if p.damaged {
		old = paths
	}
	p.old, p.receipt = old, receipt
	oldDirs, newDirs := parents(old), parents(paths)
	entries, err := d.walk(live, func(dir string) bool { return oldDirs[dir] || newDirs[dir] })
	if err != nil {
		return nil, err
	}
	if current == nil && !force {
		if err := checkForeign(entries); err != nil {
			return nil, err
		}
	}
	p.sort(entries, setOf(old))
	p.block(paths, newDirs)
	site := setOf(p.paths)
	p.gone = slices.DeleteFunc(p.gone, func(name string) bool { return site[name] })
	if p.damaged {
		p.keepStrays()
	}
	return p, nil
}

// readManifest returns the manifest file of a tree, nil if it has none.
func readManifest(d disk, tree string) ([]byte, error) {
	name := path.Join(tree, manifestName)
	info, err := d.lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%q is not a file; remove it", d.path(name))
	}
	return readFile(d, name)
}

// readFile returns the contents of a small file, not nil if there is no error.
func readFile(d disk, name string) ([]byte, error) {
	f, err := d.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxManifest))
}

// checkForeign refuses the output if a directory without a manifest holds more than a
// fresh folder of a web host or a repository does.
func checkForeign(entries []entry) error {
	for _, e := range entries {
		top, _, _ := strings.Cut(e.path, "/")
		if !harmless(top) {
			return refusef("the folder was not made by dossier and holds %q; choose another folder, empty this one, "+
				"or use --force to publish beside what is there", top)
		}
	}
	return nil
}

// sort decides whose each entry is.
func (p *plan) sort(entries []entry, old map[string]bool) {
	for _, e := range entries {
		switch {
		case strings.HasPrefix(e.path, reserved):
		case e.entered:
			p.dirs = append(p.dirs, e.path)
		case e.mode.IsDir():
			p.move = append(p.move, e.path)
		case old[e.path]:
			p.ours[e.path] = e.mode.IsRegular()
			p.gone = append(p.gone, e.path)
		case e.mode.IsRegular():
			p.link = append(p.link, e.path)
		default:
			p.move = append(p.move, e.path)
		}
	}
}

// block takes the paths out of the site that are taken by files of others, or
// lead through one, or are a directory in which one stays.
func (p *plan) block(paths []string, newDirs map[string]bool) {
	foreign := setOf(p.link, p.move)
	foreignDirs := parents(slices.Concat(p.link, p.move))
	for _, name := range paths {
		obstacle := ""
		for above := name; above != "."; above = path.Dir(above) {
			if foreign[above] || above == name && foreignDirs[name] {
				obstacle = above
			}
		}
		if obstacle == "" {
			p.paths = append(p.paths, name)
			continue
		}
		p.blocked[name] = true
		p.kept = append(p.kept, obstacle)
	}
	slices.Sort(p.kept)
	p.kept = slices.Compact(p.kept)
}

// keepStrays reports files of others that may be of an old site whose manifest
// is lost.
func (p *plan) keepStrays() {
	for _, name := range slices.Concat(p.link, p.move) {
		if !harmless(name) {
			p.kept = append(p.kept, name)
		}
	}
	slices.Sort(p.kept)
	p.kept = slices.Compact(p.kept)
}

// changes reports whether the output differs from the site in more than the
// bytes of files: a file comes or goes, or it is not known whose the files are.
func (p *plan) changes() bool {
	return p.current == nil || p.damaged || len(p.gone) > 0 || !slices.Equal(p.old, p.paths)
}

func setOf(lists ...[]string) map[string]bool {
	set := make(map[string]bool)
	for _, list := range lists {
		for _, s := range list {
			set[s] = true
		}
	}
	return set
}
