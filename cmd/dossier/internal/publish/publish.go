// Package publish makes a directory equal to an fs.FS, all or nothing.
//
// It is the last step of a build: render gives it the site, it gives the
// directory to the web server. Its invariant: whatever fails and whenever the
// process is killed, the output directory holds the whole old site or the whole
// new one, and no file that dossier did not make is lost. Exceptions, each only
// for a kill at an unlucky instant and repaired by the next run, are named below.
//
// # How
//
// The next site is put together in a stage, a hidden directory beside the
// output: changed files are written, unchanged ones are hard links to the live
// files, and so are files of others. Then one system call exchanges the stage
// and the output (renameat2 on Linux, renamex_np on macOS; two renames where
// neither works), and the old tree is removed. For an output directory called
// public the stage is .public.dossier-stage and the old tree
// .public.dossier-old. What a killed run leaves of them is finished, rolled
// back or removed by the next run. When nothing changed, nothing is written, and
// by the receipt in the manifest (see receipt.go) nothing is rendered either.
//
// Directories, symbolic links and special files of others cannot be linked;
// they are renamed into the stage just before the exchange, and back if it
// fails. A kill in that instant leaves them in the stage, from where the next
// run takes them home.
//
// # In place
//
// Where the output cannot be exchanged (a mount point, a file system without
// hard links, a parent directory that is not writable, Windows) the stage is
// .dossier-stage inside the output, holds the changed files only, and each is
// renamed to its place when all are written: assets, then pages, then the home
// page, feeds and sitemap; stale files go last. A kill during these renames
// leaves a mixture of old and new whole files, which the next run repairs.
// Rendering errors and a full disk come before the first rename.
//
// # Whose file is it
//
// The manifest .dossier-manifest in the output lists the files of the site.
// Files that are not in it belong to others and are never written, moved away
// or removed; one that is in the way of a page is kept instead of the page and
// reported in [Result.Kept]. Symbolic links in the output are never followed.
// A manifest that is damaged or of an unknown version says only that the
// directory is dossier's: files on paths of the new site are then taken for
// its own, all others are kept and reported.
//
// # Locks
//
// A run locks the output directory itself (flock) and the stage that will be
// it, so no lock outlives its process and no lock file is left; only on Windows
// an empty .dossier-lock stays in the output. Network file systems that cannot
// lock directories are published to without a lock.
//
// Data is not flushed to the disk: the promise covers a killed process, not a
// power failure.
package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// A Source is the output of render: it knows the path of every file at once
// and renders a file when it is opened. Open and the files it returns are used
// by several goroutines; each file by one.
type Source interface {
	fs.FS
	Paths() []string         // of all files, slash-separated; valid for [fs.ValidPath]
	Copied(path string) bool // the file is one of the dossier's as it is, see [Options.Key]
}

// A Streamer is a Source that need not hold a whole file for it to be read: Stream
// writes to w what is read from the file that Open returns. It ends with the
// first error of w. It is used by several goroutines, as Open is.
type Streamer interface {
	Source
	Stream(w io.Writer, name string) error
}

// Options say where and how to publish.
type Options struct {
	Dir     string // output directory, absolute; made, with its parents, when missing
	Root    string // the dossier's folder, whose sources are never an output; "" if there is none
	Force   bool   // publish into a folder that holds files dossier did not make
	Workers int    // files in work at once; 0 means GOMAXPROCS

	// Key is a hash of everything that the files of the source follow from, but
	// for those that are copied, of which only the bytes may not be in it; zero
	// if it is not known. A run with the key of the run before opens no file but
	// copies, unless somebody has changed the output since.
	Key [sha256.Size]byte

	// Waiting, if not nil, is called once if another run has had the lock of
	// the output for a second.
	Waiting func()
}

// A Result counts what [Write] did. Files of others and the manifest do not count.
type Result struct {
	Written   int      // files that are new or have changed
	Unchanged int      // files left as they were, time stamps included
	Removed   int      // files of the old site that the new one does not have
	Bytes     int64    // size of the written files
	Kept      []string // paths in Dir, sorted: files of others in the way of the site, and see "Whose file is it"
}

// Write makes o.Dir hold exactly the files of src and the files of others.
//
// It reads all files of src, several at once, and streams them: no file is held
// in memory, if src is a [Streamer] not there either. With the key that o.Dir was
// published with before it reads no more than needed, see [Options.Key]. If files
// cannot be opened or read, or a goroutine that does so panics, the error is a
// [SourceErrors] with all of them. If ctx is done it is that of ctx. If o.Dir is
// not fit to be an output it is a [*RefusedError]. With any error the old site
// stays, except that an error which says so comes from tidying up after the
// exchange.
//
// Writes to one directory wait for each other, also across processes. The wait
// ends when ctx is done.
func Write(ctx context.Context, src Source, o Options) (Result, error) {
	return write(ctx, src, o, nil)
}

// write is Write with a hook before every change to the file system.
func write(ctx context.Context, src Source, o Options, before func(op, name string) error) (Result, error) {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	paths, err := checkPaths(src.Paths())
	if err != nil {
		return Result{}, err
	}
	dir, err := resolve(o.Dir, o.Root)
	if err != nil {
		return Result{}, err
	}
	p := &publisher{src: src, paths: paths, options: o, before: before}
	res, err := p.publish(ctx, dir)
	if err != nil {
		return Result{}, explain(dir, err)
	}
	return res, nil
}

// A publisher is one call of Write.
type publisher struct {
	src     Source
	paths   []string // sorted
	options Options
	before  func(op, name string) error
}

func (p *publisher) publish(ctx context.Context, dir string) (Result, error) {
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), dirMode); err != nil {
		return Result{}, err
	}
	beside := newBeside(dir, disk{base: filepath.Dir(dir), workers: p.options.Workers, before: p.before})
	beside.waiting = p.options.Waiting
	lock, made, err := beside.lock(ctx)
	if err != nil {
		return Result{}, err
	}
	defer lock.Close()
	defer beside.close()
	res, err := p.locked(ctx, beside)
	if err != nil && made {
		// Fails, as it should, if something is in it by now.
		_ = beside.disk.remove(beside.live)
	}
	return res, err
}

// locked publishes by exchange if it can and in place if it must.
func (p *publisher) locked(ctx context.Context, beside *beside) (Result, error) {
	if err := beside.recover(); err != nil {
		return Result{}, err
	}
	plan, err := newPlan(beside.disk, beside.live, p.paths, p.options.Force)
	if err != nil {
		return Result{}, err
	}
	if beside.possible(plan) {
		res, err := p.run(ctx, plan, beside)
		if !errors.Is(err, errUnsuited) {
			return res, err
		}
	}
	inside, err := newInside(filepath.Join(beside.disk.base, beside.live), beside.disk)
	if err != nil {
		return Result{}, err
	}
	defer inside.disk.root.Close()
	return p.run(ctx, plan, inside)
}

// A method is a way to bring a filled stage to the reader: [beside] or [inside].
type method interface {
	// place returns the disk and the names of the output and the stage on it.
	place() (d disk, live, stage string)
	// open makes the empty stage.
	open(*plan) error
	// commit makes the output the new site. Until it has, an error leaves the old one.
	commit(context.Context, *plan, *batch) error
	// discard removes the stage.
	discard() error
}

// run fills a stage from the source and commits it, or discards it.
func (p *publisher) run(ctx context.Context, plan *plan, m method) (Result, error) {
	b := newBatch(p, plan, m)
	err := b.fill(ctx)
	if err == nil {
		plan.manifest = formatManifest(plan.paths, b.receipt())
	}
	if err == nil && !b.opened && !plan.changes() {
		if !bytes.Equal(plan.current, plan.manifest) {
			// The output is as it should be. Without the receipt the next run
			// only takes longer.
			_ = b.amend()
		}
		return b.result(), nil
	}
	if err == nil {
		err = b.open()
	}
	if err == nil {
		err = m.commit(ctx, plan, b)
	}
	if errors.Is(err, errTidy) {
		return Result{}, err
	}
	if err != nil && b.opened {
		return Result{}, errors.Join(err, m.discard())
	}
	return b.result(), err
}

var (
	// errUnsuited is in errors after which the site can still be published in place.
	errUnsuited = errors.New("the output cannot be exchanged")
	// errTidy is in errors that come after the new site is in place.
	errTidy = errors.New("the new site is in place, but the old one could not be removed")
)

// A SourceError is a file of the source that could not be read.
type SourceError struct {
	Path  string
	Err   error
	Stack string // of the goroutine, if it panicked
}

func (e *SourceError) Error() string { return fmt.Sprintf("%s: %v", e.Path, e.Err) }

// Unwrap returns the error of the source.
func (e *SourceError) Unwrap() error { return e.Err }

// SourceErrors are all files of the source that could not be read, in order of
// path; never empty.
type SourceErrors []*SourceError

// Error returns the message of the first, and how many more there are.
func (e SourceErrors) Error() string {
	switch len(e) {
	case 1:
		return e[0].Error()
	case 2:
		return fmt.Sprintf("%v (and 1 more)", e[0])
	}
	return fmt.Sprintf("%v (and %d more)", e[0], len(e)-1)
}

// Unwrap returns the errors one by one, for [errors.Is] and [errors.As].
func (e SourceErrors) Unwrap() []error {
	errs := make([]error, len(e))
	for i, one := range e {
		errs[i] = one
	}
	return errs
}
