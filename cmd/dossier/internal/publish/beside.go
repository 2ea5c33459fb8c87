package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// beside publishes by exchanging the output with a stage next to it.
//
// The marker tells which tree is which after a kill: it is in the stage until
// the exchange, so if the output has it, the exchange took place, and a stage
// without it is the old tree. It holds the names of what is to be moved into
// the stage, separated by NUL, which no name contains.
type beside struct {
	disk             disk        // the parent of the output
	live, stage, old string      // names in it
	stageLock        *os.File    // nil until there is a stage
	mode             fs.FileMode // of the output, known when the stage is complete
	waiting          func()      // see [Options]; nil after the call
}

func newBeside(dir string, d disk) *beside {
	base := filepath.Base(dir)
	return &beside{disk: d, live: base, stage: "." + base + ".dossier-stage", old: "." + base + ".dossier-old"}
}

func (s *beside) place() (disk, string, string) { return s.disk, s.live, s.stage }

// possible reports whether it is worth trying.
func (s *beside) possible(p *plan) bool {
	if !canExchange {
		return false
	}
	parent, err1 := s.disk.lstat(".")
	live, err2 := s.disk.lstat(s.live)
	return err1 == nil && err2 == nil && sameDevice(parent, live)
}

// recover finishes or rolls back what a killed run has left.
func (s *beside) recover() error {
	for _, name := range []string{s.stage, s.old, path.Join(s.live, insideName)} {
		if info, err := s.disk.lstat(name); err == nil && !info.IsDir() {
			if err := s.disk.remove(name); err != nil {
				return err
			}
		}
	}
	if err := s.disk.removeTree(path.Join(s.live, insideName)); err != nil {
		return err
	}
	liveMarker := path.Join(s.live, markerName)
	if s.disk.exists(liveMarker) {
		if s.disk.exists(s.stage) && !s.disk.exists(path.Join(s.stage, markerName)) {
			if err := s.disk.rename(s.stage, s.old); err != nil {
				return err
			}
		}
		if err := s.disk.remove(liveMarker); err != nil {
			return err
		}
	}
	if s.disk.exists(s.old) {
		if err := s.sweep(); err != nil {
			return err
		}
	}
	return s.discard()
}

// open makes the stage and locks it, so that the lock on the output outlasts
// the exchange. It fails if the old tree could not be removed after that.
func (s *beside) open(p *plan) error {
	if err := s.disk.mkdir(s.stage); err != nil {
		return unsuited(err)
	}
	if err := s.disk.checkWritable(s.live, p.dirs); err != nil {
		return err
	}
	f, err := openLock(s.disk.path(s.stage))
	if err != nil {
		return err
	}
	s.stageLock = f
	if _, err := tryLock(f); err != nil {
		return err
	}
	return s.disk.save(path.Join(s.stage, markerName), []byte(strings.Join(p.move, "\x00")))
}

func (s *beside) commit(ctx context.Context, p *plan, b *batch) error {
	if err := s.complete(ctx, p, b); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, name := range p.move {
		if err := s.disk.rename(path.Join(s.live, name), path.Join(s.stage, name)); err != nil {
			return unsuited(err)
		}
	}
	if err := s.swap(); err != nil {
		return err
	}
	if err := s.tidy(); err != nil {
		return fmt.Errorf("%w: %w", errTidy, err)
	}
	return nil
}

// complete adds to the stage what the exchange would lose.
func (s *beside) complete(ctx context.Context, p *plan, b *batch) error {
	links := slices.Concat(b.same, p.link)
	if bytes.Equal(p.current, p.manifest) {
		links = append(links, manifestName)
	} else if err := s.disk.save(path.Join(s.stage, manifestName), p.manifest); err != nil {
		return err
	}
	err := s.disk.each(len(links), func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.mkdirs(path.Dir(links[i])); err != nil {
			return err
		}
		return unsuited(s.disk.link(path.Join(s.live, links[i]), path.Join(s.stage, links[i])))
	})
	if err != nil {
		return err
	}
	for _, name := range p.move {
		if err := b.mkdirs(path.Dir(name)); err != nil {
			return err
		}
	}
	return s.copyMode()
}

// enter is what the owner of a directory needs to add and remove files in it.
const enter fs.FileMode = 0o300

// copyMode gives the stage the permissions of the output, and its owner those
// that tidy needs to remove the marker.
func (s *beside) copyMode() error {
	live, err := s.disk.lstat(s.live)
	if err != nil {
		return err
	}
	s.mode = live.Mode()
	stage, err := s.disk.lstat(s.stage)
	if err != nil || stage.Mode() == s.mode|enter {
		return err
	}
	return s.disk.chmod(s.stage, s.mode|enter)
}

// swap puts the stage in the place of the output and the output at s.old. After
// an error the output is where it was.
func (s *beside) swap() error {
	err := s.disk.exchange(s.stage, s.live)
	if err == nil {
		return nil
	}
	if !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, syscall.EINVAL) {
		return unsuited(err)
	}
	if err := s.disk.rename(s.live, s.old); err != nil {
		return unsuited(err)
	}
	if err := s.disk.rename(s.stage, s.live); err != nil {
		if back := s.disk.rename(s.old, s.live); back != nil {
			return errors.Join(err, back) // the next run rolls back
		}
		return unsuited(err)
	}
	return nil
}

// tidy removes the old tree after the exchange.
func (s *beside) tidy() error {
	if s.disk.exists(s.stage) {
		if err := s.disk.rename(s.stage, s.old); err != nil {
			return err
		}
	}
	if err := s.disk.remove(path.Join(s.live, markerName)); err != nil {
		return err
	}
	if s.mode != s.mode|enter {
		if err := s.disk.chmod(s.live, s.mode); err != nil {
			return err
		}
	}
	return s.sweep()
}

// sweep removes the old tree. Files that are in neither site and did not come
// along were made during the publication: they are moved to the output. The
// manifest goes last, so that a sweep which is cut short can be finished.
func (s *beside) sweep() error {
	known := map[string]bool{manifestName: true, markerName: true}
	for _, tree := range []string{s.old, s.live} {
		data, err := readManifest(s.disk, tree)
		if err != nil {
			return err
		}
		paths, _, err := parseManifest(data)
		for _, name := range paths {
			known[name] = err == nil
		}
	}
	entries, err := s.disk.walk(s.old, func(string) bool { return true })
	if err != nil {
		return err
	}
	if err := s.unlock(entries); err != nil {
		return err
	}
	remove := entries[:0]
	for _, e := range entries {
		switch {
		case e.path == manifestName:
		case e.mode.IsDir(), known[e.path], s.hasTwin(e.path):
			remove = append(remove, e)
		default:
			if err := s.rescue(e.path); err != nil {
				return err
			}
		}
	}
	if err := s.disk.erase(s.old, remove); err != nil {
		return err
	}
	if err := s.disk.remove(path.Join(s.old, manifestName)); err != nil {
		return err
	}
	return s.disk.remove(s.old)
}

// unlock makes the directories of the old tree writable: somebody may have made
// them read-only since open looked.
func (s *beside) unlock(entries []entry) error {
	if err := s.disk.unlock(s.old); err != nil {
		return err
	}
	return s.disk.each(len(entries), func(i int) error {
		if !entries[i].mode.IsDir() {
			return nil
		}
		return s.disk.unlock(path.Join(s.old, entries[i].path))
	})
}

// hasTwin reports whether a file of the old tree is also in the output.
func (s *beside) hasTwin(name string) bool {
	a, err1 := s.disk.lstat(path.Join(s.old, name))
	b, err2 := s.disk.lstat(path.Join(s.live, name))
	return err1 == nil && err2 == nil && os.SameFile(a, b)
}

// rescue moves a file of others from the old tree to the output.
func (s *beside) rescue(name string) error {
	from, to := path.Join(s.old, name), path.Join(s.live, name)
	if s.disk.exists(to) {
		return fmt.Errorf("%q was made while dossier published and is in the way of the site; move it elsewhere", s.disk.path(from))
	}
	if err := s.disk.mkdirs(path.Dir(to)); err != nil {
		return err
	}
	return s.disk.rename(from, to)
}

// discard moves home what was moved into the stage and removes the stage.
func (s *beside) discard() error {
	data, err := readFile(s.disk, path.Join(s.stage, markerName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for name := range strings.SplitSeq(string(data), "\x00") {
		from, to := path.Join(s.stage, name), path.Join(s.live, name)
		if !filepath.IsLocal(name) || !s.disk.exists(from) {
			continue
		}
		if s.disk.exists(to) {
			return fmt.Errorf("%q comes from %q, where a new one was made; move one of them elsewhere", s.disk.path(from), s.disk.path(to))
		}
		if err := s.disk.rename(from, to); err != nil {
			return err
		}
	}
	return s.disk.removeTree(s.stage)
}

// unsuited adds errUnsuited to an error that says that something about the
// place of the output, rather than the moment, forbids an exchange.
func unsuited(err error) error {
	for _, no := range []error{
		errors.ErrUnsupported, fs.ErrPermission, syscall.EROFS, syscall.EBUSY, syscall.EXDEV,
		syscall.EMLINK, syscall.EINVAL, syscall.ENAMETOOLONG,
	} {
		if errors.Is(err, no) {
			return fmt.Errorf("%w: %w", errUnsuited, err)
		}
	}
	return err
}
