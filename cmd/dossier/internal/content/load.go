package content

import (
	"io/fs"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/markdown"
)

// Root is the folder that content is read from.
const Root = "content"

// Options say how pages are read. The zero value has the default limits.
type Options struct {
	AllowHTML   bool                 // raw HTML in bodies is kept
	FrontMatter int                  // bytes of front matter; 0 is 64 KiB
	Depth       int                  // nesting of front matter; 0 is 32
	Article     int64                // bytes of a file; 0 is 4 MiB
	Growth      int                  // of a body to its HTML, see [markdown.Options]; 0 is 32
	Timeout     time.Duration        // for one body; 0 is 10 s
	Reserved    func(id string) bool // ids that layouts use, so that no heading gets one

	// For a set that is to be Prev of a later one, Now is the time at which it
	// is read; it decides which time stamps of files can be trusted then. Prev
	// is a set that was read with the same Reserved, or nil. It saves time and
	// makes no difference, but for pages that are equal to those of Prev: they
	// are the very same.
	Now  time.Time
	Prev *Set
}

// limits are the options that say what is read from a file.
type limits struct {
	allowHTML                  bool
	frontMatter, depth, growth int
	article                    int64
	timeout                    time.Duration
}

func (o Options) limits() limits {
	return limits{o.AllowHTML, o.FrontMatter, o.Depth, o.Growth, o.Article, o.Timeout}
}

// Load reads everything under content/ in fsys, which is the dossier's folder.
// Every problem of every file is in the list, in an order that depends on the
// files alone; a file with errors is still in the set as far as it could be
// read, so that what refers to it is found.
func Load(fsys fs.FS, o Options) (*Set, diag.List) {
	if o.Article == 0 {
		o.Article = 4 << 20
	}
	scanned := scan(fsys)
	found, list := scanned.found, scanned.list
	l := &loader{fsys: fsys, o: o}
	if o.Prev != nil && o.Prev.limits == o.limits() {
		l.before = o.Prev.readings
	}
	readings := make([]*reading, len(found))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range found {
		if r := l.before[f.path]; r != nil && r.holds(f) {
			readings[i] = r
			continue
		}
		g.Go(func() error {
			readings[i] = l.read(f)
			return nil
		})
	}
	g.Wait()
	set := &Set{Unread: scanned.unread, bodies: make(map[*Page]*markdown.Document, len(found)), limits: o.limits(), parsed: int(l.parsed.Load())}
	if !o.Now.IsZero() {
		set.readings = make(map[string]*reading, len(found))
	}
	for i, f := range found {
		r := readings[i]
		list = append(list, r.list...)
		set.add(f, r)
		if set.readings != nil {
			set.readings[f.path] = r
		}
	}
	return set, list
}

// add takes up what was read from a file.
func (s *Set) add(f file, r *reading) {
	switch {
	case !f.page:
		s.Resources = append(s.Resources, r.resource)
	case r.page == nil:
	case r.page.Empty:
		s.Empty = append(s.Empty, r.page)
	default:
		s.bodies[r.page] = r.body
		s.Pages = append(s.Pages, r.page)
	}
}
