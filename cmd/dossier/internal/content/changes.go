package content

import (
	"slices"
)

// Changes are the files that differ between two sets, as paths in the dossier,
// sorted.
type Changes struct {
	Added, Removed, Modified []string
	Renamed                  []Rename // by To
}

// A Rename is a file that has gone in one place and come in another.
type Rename struct{ From, To string }

// Changes returns what differs in files from an earlier set, which may be nil.
// Both must have been loaded with [Options.Now]. A page whose bytes are the same
// has not changed; any other file has if its size, its times or its inode have,
// since a copy can keep size and time.
func (s *Set) Changes(prev *Set) (c Changes) {
	var before map[string]*reading
	if prev != nil {
		before = prev.readings
	}
	for name, r := range s.readings {
		old, known := before[name]
		switch {
		case !known:
			c.Added = append(c.Added, name)
		case old != r && !old.same(r):
			c.Modified = append(c.Modified, name)
		}
	}
	for name := range before {
		if s.readings[name] == nil {
			c.Removed = append(c.Removed, name)
		}
	}
	slices.Sort(c.Added)
	slices.Sort(c.Removed)
	slices.Sort(c.Modified)
	c.findRenames(before, s.readings)
	return c
}

// Unchanged reports whether a file, a path in the dossier, is certain to be the
// same as when prev was loaded.
func (s *Set) Unchanged(prev *Set, file string) bool {
	r := s.readings[file]
	return r != nil && r == prev.readings[file]
}

// same reports whether two readings of one path are of the same bytes, as far
// as can be told.
func (r *reading) same(x *reading) bool {
	if r.body != nil || x.body != nil {
		return r.sum == x.sum && slices.Equal(r.list, x.list)
	}
	return r.stamp == x.stamp && r.resource == x.resource && slices.Equal(r.list, x.list)
}

// An identity is what a file keeps when it is renamed.
type identity struct {
	sum   [32]byte // of a page
	stamp stamp    // of a resource, but for the time of the change
}

func (r *reading) identity() identity {
	if r.body != nil {
		return identity{sum: r.sum}
	}
	id := identity{stamp: r.stamp}
	id.stamp.changed = 0
	return id
}

// findRenames takes pairs out of what was removed and added: of files with one
// identity the first with the first.
func (c *Changes) findRenames(before, after map[string]*reading) {
	gone := map[identity][]string{}
	for _, name := range c.Removed {
		id := before[name].identity()
		gone[id] = append(gone[id], name)
	}
	from := map[string]bool{}
	c.Added = slices.DeleteFunc(c.Added, func(name string) bool {
		id := after[name].identity()
		if id == (identity{}) || len(gone[id]) == 0 {
			return false
		}
		c.Renamed = append(c.Renamed, Rename{gone[id][0], name})
		from[gone[id][0]] = true
		gone[id] = gone[id][1:]
		return true
	})
	c.Removed = slices.DeleteFunc(c.Removed, func(name string) bool { return from[name] })
}
