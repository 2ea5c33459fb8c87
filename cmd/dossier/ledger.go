package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"

	"dossier/cmd/dossier/internal/config"
)

// A ledger is a dossier's folder that notes all that a build gets to know of it:
// which files there are and are not, and the very bytes that are read. A build
// follows from that, the options and the program, so a hash of all these is the
// key of its output, see [publish.Options]. Sizes and times of files are not
// noted: no output may depend on them.
type ledger struct {
	fsys fs.FS

	mu      sync.Mutex
	notes   []string
	reading int  // files that are open
	failed  bool // something could not be read: who knows what another time gives
	closed  bool // nothing is noted any more
}

func newLedger(fsys fs.FS) *ledger { return &ledger{fsys: fsys} }

// close ends the notes. What an output reads when it is opened is what it copies:
// that is not part of the key, and is read from the file itself, so that no film
// is held in memory.
func (l *ledger) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
}

// key returns the key of the output that was built from the folder, zero if it
// cannot be told. It closes the ledger.
func (l *ledger) key(program [sha256.Size]byte, o buildOptions, cfg *config.Config) (key [sha256.Size]byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	zone, err := time.LoadLocation(cfg.Timezone)
	if l.failed || l.reading > 0 || err != nil || program == key {
		return key
	}
	slices.Sort(l.notes)
	all := sha256.New()
	fmt.Fprintf(all, "%x %+v\n", program, o)
	describe(all, zone)
	for _, n := range l.notes {
		io.WriteString(all, n)
	}
	return [sha256.Size]byte(all.Sum(nil))
}

// describe writes when clocks of a zone show what. The time zones of a machine are
// read by nobody but package time, and an update may change them.
func describe(w io.Writer, zone *time.Location) {
	t := time.Date(1800, 1, 1, 0, 0, 0, 0, zone)
	for t.Year() < 2200 {
		name, offset := t.Zone()
		fmt.Fprintln(w, t.Unix(), name, offset)
		_, end := t.ZoneBounds()
		switch {
		case end.IsZero():
			return
		case end.After(t):
			t = end
		default: // at the end of some years package time does not get on
			t = t.AddDate(0, 0, 1)
		}
	}
}

func (l *ledger) notef(format string, args ...any) {
	line := fmt.Sprintf(format+"\n", args...)
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.closed {
		l.notes = append(l.notes, line)
	}
}

// composed returns a name in Unicode form C: file systems have either form of the
// same name, and the output is the same. Not so for layouts, which other layouts
// call by name.
func composed(name string) string {
	if strings.HasPrefix(name, "layouts/") {
		return name
	}
	return norm.NFC.String(name)
}

// refused notes that a file or folder is missing or cannot be read.
func (l *ledger) refused(name string, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		l.notef("%q: missing", composed(name))
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failed = true
}

// Open opens a file whose bytes are noted when they are read. Once the ledger is
// closed it is the file itself.
func (l *ledger) Open(name string) (fs.File, error) {
	f, err := l.fsys.Open(name)
	if err != nil {
		l.refused(name, err)
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return f, nil
	}
	l.reading++
	return &noted{File: f, ledger: l, name: composed(name), sum: sha256.New()}, nil
}

// ReadDir lists a folder, and notes names and kinds.
func (l *ledger) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(l.fsys, name)
	if err != nil {
		l.refused(name, err)
		return list, err
	}
	entries := make([]string, len(list))
	for i, e := range list {
		entries[i] = fmt.Sprintf("%q %v", composed(path.Join(name, e.Name())), e.Type())
	}
	slices.Sort(entries)
	l.notef("%q: folder %x", composed(name), sha256.Sum256([]byte(strings.Join(entries, "\n"))))
	return list, nil
}

// Stat notes the kind of a file.
func (l *ledger) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(l.fsys, name)
	if err != nil {
		l.refused(name, err)
		return nil, err
	}
	l.notef("%q: %v", composed(name), info.Mode().Type())
	return info, nil
}

// A noted file is one of a ledger. It is used by one goroutine.
type noted struct {
	fs.File
	ledger *ledger
	name   string
	kind   fs.FileMode // if anybody has asked
	sum    hash.Hash   // of the bytes in a row
}

func (f *noted) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	if err == nil {
		f.kind = info.Mode().Type()
	}
	return info, f.look(err)
}

func (f *noted) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.sum.Write(p[:n])
	return n, f.look(err)
}

func (f *noted) ReadAt(p []byte, off int64) (int, error) {
	in, ok := f.File.(io.ReaderAt)
	if !ok {
		return 0, f.look(errors.ErrUnsupported)
	}
	n, err := in.ReadAt(p, off)
	f.ledger.notef("%q: at %d %x", f.name, off, sha256.Sum256(p[:n]))
	return n, f.look(err)
}

// look returns the error of an operation.
func (f *noted) look(err error) error {
	if err != nil && err != io.EOF {
		f.ledger.refused(f.name, err)
	}
	return err
}

// Close notes what has been read.
func (f *noted) Close() error {
	err := f.File.Close()
	if f.sum != nil {
		f.ledger.notef("%q: file %v %x", f.name, f.kind, f.sum.Sum(nil))
		f.ledger.mu.Lock()
		defer f.ledger.mu.Unlock()
		f.ledger.reading--
		f.sum = nil
	}
	return err
}

// hashProgram returns a hash of the program that is running, zero if that cannot
// be read. Its version would not do: programs that are not released have none.
func hashProgram() (sum [sha256.Size]byte) {
	name, err := os.Executable()
	if runtime.GOOS == "linux" {
		name = "/proc/self/exe" // also when there is another file by that name now
	}
	if err != nil {
		return sum
	}
	f, err := os.Open(name)
	if err != nil {
		return sum
	}
	defer f.Close()
	all := sha256.New()
	if _, err := io.Copy(all, f); err != nil {
		return sum
	}
	return [sha256.Size]byte(all.Sum(nil))
}
