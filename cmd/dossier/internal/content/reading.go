package content

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"sync/atomic"
	"time"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/markdown"
)

// A reading is what one file gave. It is never changed, so that later sets can
// take it over.
type reading struct {
	stamp    stamp
	settled  bool              // the file cannot have changed since without another stamp
	sum      [sha256.Size]byte // of the bytes of a page; zero if they could not be read
	page     *Page             // nil of a resource, and where there is no page at that path
	body     *markdown.Document
	resource Resource
	list     diag.List
}

// A stamp is what the file system says of a file. Two files with one stamp may
// still differ: a file system keeps times to a few milliseconds at best, to two
// seconds at worst (FAT), and programs can set the time of modification back.
type stamp struct {
	size           int64
	modified       int64 // nanoseconds since 1970; 0 if it is not known
	changed, inode int64 // of the inode, see changeOf; 0 if they are not known
}

func stampOf(info fs.FileInfo) stamp {
	if info == nil || info.ModTime().IsZero() {
		return stamp{}
	}
	s := stamp{size: info.Size(), modified: info.ModTime().UnixNano()}
	s.changed, s.inode = changeOf(info)
	return s
}

// Stamp returns what the file system says of a file, as a text that is another
// one once the file has been written or replaced, as far as that can be told.
// It is "" if the time of the file is not known.
func Stamp(info fs.FileInfo) string {
	s := stampOf(info)
	if s == (stamp{}) {
		return ""
	}
	return fmt.Sprintf("%x-%x-%x-%x", s.size, s.modified, s.changed, s.inode)
}

// settle is how old a change must be for the next one to have another stamp.
const settle = 2 * time.Second

// holds reports whether a reading is still what the file would give.
func (r *reading) holds(f file) bool {
	return r.settled && r.stamp == stampOf(f.info)
}

// A loader reads files. What it has read before it takes over.
type loader struct {
	fsys   fs.FS
	o      Options
	before map[string]*reading // by path in the dossier
	parsed atomic.Int64        // pages whose bytes were new
}

// read reads a file. If that panics, the file has an error: the rest of the
// dossier is read all the same.
func (l *loader) read(f file) (r *reading) {
	defer func() {
		if v := recover(); v != nil {
			r = &reading{resource: Resource{File: strings.TrimPrefix(f.path, Root+"/")}}
			r.resource.Path = r.resource.File
			if f.page {
				r.page, _ = blank(f.path)
				r.body = &markdown.Document{}
			}
			r.list.Add(diag.Error, diag.Pos{File: f.path}, "please report it with the file", "internal error: the file cannot be read: %v", v)
		}
	}()
	r = &reading{}
	if !l.o.Now.IsZero() {
		r.stamp = stampOf(f.info)
		r.settled = r.stamp.modified != 0 && max(r.stamp.modified, r.stamp.changed) < l.o.Now.Add(-settle).UnixNano()
	}
	if f.page {
		l.readPage(f.path, r)
	} else {
		r.resource, r.list = readResource(l.fsys, f.path)
	}
	r.settled = r.settled && !r.list.HasErrors() // an error may come from the system
	return r
}

// readPage reads one markdown file.
func (l *loader) readPage(name string, r *reading) {
	before := l.before[name]
	src, err := read(l.fsys, name, l.o.Article)
	if err != nil {
		r.page, r.list = blank(name)
		r.body = &markdown.Document{}
		unreadable(&r.list, name, "", err)
	} else {
		if !l.o.Now.IsZero() {
			r.sum = sha256.Sum256(src)
		}
		if before != nil && before.sum == r.sum && r.sum != [sha256.Size]byte{} {
			r.page, r.body, r.list = before.page, before.body, before.list
			return
		}
		l.parsed.Add(1)
		r.page, r.body, r.list = parse(name, src, l.o)
	}
	if before != nil && reflect.DeepEqual(before.page, r.page) {
		r.page = before.page
	}
}
