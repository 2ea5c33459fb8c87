package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// bufferSize is the unit of comparing. Most pages fit.
const bufferSize = 64 << 10

// A batch brings the files of the source that differ from the live ones to a
// stage, which it opens when it finds the first.
type batch struct {
	src     Source
	paths   []string // of the source, including blocked ones
	key     [sha256.Size]byte
	plan    *plan
	method  method
	disk    disk
	live    string
	stage   string
	workers int

	opening sync.Mutex
	opened  bool     // open was called; the stage may be there
	openErr error    // of that call
	made    sync.Map // directories in the stage

	sums   []checksum // of the files at paths, as far as they are known
	proven bool       // the live files are those of the source, but for copies

	broken atomic.Bool // the source has an error: read on, but write no more
	mu     sync.Mutex
	errs   SourceErrors
	same   []string // unchanged files
	staged []string // written files
	bytes  int64
}

func newBatch(p *publisher, plan *plan, m method) *batch {
	b := &batch{src: p.src, paths: p.paths, key: p.options.Key, plan: plan, method: m, workers: p.options.Workers}
	b.sums = make([]checksum, len(b.paths))
	b.disk, b.live, b.stage = m.place()
	return b
}

// open makes the stage unless that was done.
func (b *batch) open() error {
	b.opening.Lock()
	defer b.opening.Unlock()
	if !b.opened {
		b.opened = true
		b.openErr = b.method.open(b.plan)
	}
	return b.openErr
}

// fill reads the whole source, or of one that the live files are proven to be
// the copies alone. It stops at the first error of the disk or when ctx is done,
// but not at errors of the source, which it returns together.
func (b *batch) fill(ctx context.Context) error {
	if err := b.prove(ctx); err != nil {
		return err
	}
	if err := b.each(ctx, b.file); err != nil {
		return err
	}
	slices.Sort(b.same)
	slices.Sort(b.staged)
	if len(b.errs) > 0 {
		slices.SortFunc(b.errs, func(x, y *SourceError) int { return strings.Compare(x.Path, y.Path) })
		return b.errs
	}
	return nil
}

// each calls do for the index of every path, several at once, until one fails
// or ctx is done. The buffer is that of one goroutine.
func (b *batch) each(ctx context.Context, do func(ctx context.Context, i int, buffer []byte) error) error {
	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range b.workers {
		group.Go(func() (err error) {
			defer caught(&err)
			buffer := make([]byte, bufferSize)
			for {
				i := int(next.Add(1)) - 1
				if i >= len(b.paths) {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := do(ctx, i, buffer); err != nil {
					return err
				}
			}
		})
	}
	return group.Wait()
}

// file reads one file of the source. A panic there is an error of that file.
func (b *batch) file(ctx context.Context, i int, buffer []byte) (err error) {
	name := b.paths[i]
	defer func() {
		if v := recover(); v != nil {
			b.sourceError(name, fmt.Errorf("panic: %v (this is a bug in dossier; please report it)", v), string(debug.Stack()))
		}
	}()
	if b.proven && !b.src.Copied(name) {
		b.took(name, nil)
		return nil
	}
	c := &copying{batch: b, ctx: ctx, name: name, buffer: buffer}
	err = c.run()
	c.close(&err)
	var broken *SourceError
	switch {
	case errors.As(err, &broken):
		b.sourceError(name, broken.Err, "")
		return nil
	case err != nil || b.broken.Load():
		return err
	}
	b.sums[i] = c.sum
	b.took(name, c)
	return nil
}

// took notes that a file is done, which was copied to the stage if c says so.
func (b *batch) took(name string, c *copying) {
	if b.plan.blocked[name] {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if c == nil || c.out == nil {
		b.same = append(b.same, name)
		return
	}
	b.staged = append(b.staged, name)
	b.bytes += c.sum.bytes
}

// stream writes a file of the source to w.
func (b *batch) stream(w io.Writer, name string) error {
	if s, ok := b.src.(Streamer); ok {
		return s.Stream(w, name)
	}
	f, err := b.src.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

func (b *batch) sourceError(name string, err error, stack string) {
	b.broken.Store(true)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.errs = append(b.errs, &SourceError{Path: name, Err: err, Stack: stack})
}

// mkdirs makes a directory in the stage.
func (b *batch) mkdirs(dir string) error {
	if _, ok := b.made.Load(dir); ok || dir == "." {
		return nil
	}
	if err := b.disk.mkdirs(path.Join(b.stage, dir)); err != nil {
		return err
	}
	b.made.Store(dir, true)
	return nil
}

func (b *batch) result() Result {
	return Result{
		Written:   len(b.staged),
		Unchanged: len(b.same),
		Removed:   len(b.plan.gone),
		Bytes:     b.bytes,
		Kept:      b.plan.kept,
	}
}

// A copying is one file on its way from the source to the stage. As long as it
// is like the live file nothing is written; at the first difference the part
// that was alike is copied from the live file.
type copying struct {
	*batch
	ctx    context.Context // ends a long file too
	name   string
	live   *os.File // nil if there is none to compare with
	out    *os.File // nil until there is a difference
	sum    checksum // of the bytes taken
	buffer []byte   // for the live file
	err    error    // of ctx or the disk, not of the source
}

func (c *copying) run() error {
	if c.plan.ours[c.name] {
		// A live file that cannot be read is replaced like one that differs.
		c.live, _ = c.disk.open(path.Join(c.batch.live, c.name))
	}
	err := c.stream(c, c.name)
	if c.err == nil && err != nil {
		return &SourceError{Path: c.name, Err: err}
	}
	if c.err == nil {
		c.err = c.take(nil, true)
	}
	return c.err
}

// Write takes the next bytes of the file. It fails as take does, and from then on.
func (c *copying) Write(data []byte) (n int, err error) {
	for n < len(data) && c.err == nil {
		piece := data[n:]
		if c.out == nil && c.live != nil { // they are compared
			piece = piece[:min(len(piece), len(c.buffer))]
		}
		if c.err = c.take(piece, false); c.err == nil {
			n += len(piece)
		}
	}
	return n, c.err
}

// take writes data to the stage if the file is known to differ, else compares it.
func (c *copying) take(data []byte, last bool) error {
	if err := c.ctx.Err(); err != nil {
		return err
	}
	if c.broken.Load() || c.plan.blocked[c.name] {
		return nil
	}
	if c.out == nil && (c.live == nil || !c.alike(data, last)) {
		if err := c.start(); err != nil {
			return err
		}
	}
	c.sum.add(data)
	if c.out == nil || len(data) == 0 {
		return nil
	}
	return c.disk.write(c.out, c.target(), data)
}

func (c *copying) target() string { return path.Join(c.stage, c.name) }

// alike reports whether the live file goes on with data, and ends if it is the last.
func (c *copying) alike(data []byte, last bool) bool {
	n, err := io.ReadFull(c.live, c.buffer[:len(data)])
	if err != nil || !bytes.Equal(data, c.buffer[:n]) {
		return false
	}
	if last {
		n, err = c.live.Read(c.buffer[:1])
		return n == 0 && err == io.EOF
	}
	return true
}

// start creates the file in the stage with the part that was alike.
func (c *copying) start() (err error) {
	if err := c.batch.open(); err != nil {
		return err
	}
	if err := c.mkdirs(path.Dir(c.name)); err != nil {
		return err
	}
	if c.out, err = c.disk.create(c.target()); err != nil || c.sum.bytes == 0 {
		return err
	}
	if _, err := c.live.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err = io.CopyN(c.out, c.live, c.sum.bytes)
	return err
}

func (c *copying) close(err *error) {
	if c.live != nil {
		c.live.Close()
	}
	if c.out != nil {
		*err = errors.Join(*err, c.out.Close())
	}
}
