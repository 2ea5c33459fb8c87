package content

import (
	"io/fs"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"dossier/cmd/dossier/internal/diag"
)

// Root is the folder that content is read from.
const Root = "content"

// Options say how pages are read. The zero value has the default limits.
type Options struct {
	AllowHTML   bool                 // raw HTML in bodies is kept
	FrontMatter int                  // bytes of front matter; 0 is 64 KiB
	Depth       int                  // nesting of front matter; 0 is 32
	Article     int64                // bytes of a file; 0 is 4 MiB
	Timeout     time.Duration        // for one body; 0 is 10 s
	Reserved    func(id string) bool // ids that layouts use, so that no heading gets one
}

// Load reads everything under content/ in fsys, which is the dossier's folder.
// Every problem of every file is in the list, in an order that depends on the
// files alone; a file with errors is still in the set as far as it could be
// read, so that what refers to it is found.
func Load(fsys fs.FS, o Options) (*Set, diag.List) {
	if o.Article == 0 {
		o.Article = 4 << 20
	}
	found, list := scan(fsys)
	pages := make([]*Page, len(found))
	resources := make([]Resource, len(found))
	lists := make([]diag.List, len(found))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range found {
		g.Go(func() error {
			if f.page {
				pages[i], lists[i] = readPage(fsys, f.path, o)
			} else {
				resources[i], lists[i] = readResource(fsys, f.path)
			}
			return nil
		})
	}
	g.Wait()
	set := &Set{}
	for i, f := range found {
		list = append(list, lists[i]...)
		switch {
		case !f.page:
			set.Resources = append(set.Resources, resources[i])
		case pages[i] == nil:
		case pages[i].Empty:
			set.Empty = append(set.Empty, pages[i])
		default:
			set.Pages = append(set.Pages, pages[i])
		}
	}
	return set, list
}

// readPage reads one markdown file. The page is nil if there is none at that path.
func readPage(fsys fs.FS, name string, o Options) (*Page, diag.List) {
	src, err := read(fsys, name, o.Article)
	if err != nil {
		p, list := blank(name)
		unreadable(&list, name, "", err)
		return p, list
	}
	return parse(name, src, o)
}
