package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/render"
	"dossier/cmd/dossier/internal/serve"
)

const (
	// settle is how long a build waits for a file that may be half written.
	settle = 150 * time.Millisecond

	// later is how long the pages that nobody has open wait to be checked, so
	// that those which are open come first.
	later = 300 * time.Millisecond

	// looks is how often a change that goes on is looked at before it is shown.
	looks = 3

	// maxSuspects is how many files that failed are tried again before the next
	// output is shown. The check finds the others.
	maxSuspects = 100
)

// A session is what happens while serve runs: one goroutine that builds, at its
// own pace, whenever something has changed.
type session struct {
	p       *printer
	dir     string                  // the dossier's folder
	root    atomic.Pointer[os.Root] // what dir was when it was opened
	opts    buildOptions
	dossier *rebuilder
	server  *serve.Server
	changed <-chan struct{}

	address func(base string) string // where a browser finds the site

	good    bool           // there is a site to show
	base    string         // the path it is served under, as was announced
	list    diag.List      // of the last build
	told    diag.List      // what the terminal has been told last
	checked <-chan finding // what the check of the other pages has found
	found   finding        // what the last one that ended has
	stop    func()         // ends the check
	busy    atomic.Bool    // a build is going on: the check waits
}

// A finding is what is wrong with the pages that nobody has open.
type finding struct {
	list  diag.List
	files []string // that failed, at most maxSuspects
}

// newSession returns the session of the dossier in the folder root, whose
// absolute path is dir.
func newSession(p *printer, dir string, root *os.Root, o buildOptions) *session {
	s := &session{p: p, dir: dir, opts: o, stop: func() {}}
	s.open(root)
	return s
}

func (s *session) open(root *os.Root) {
	s.root.Store(root)
	s.dossier = newRebuilder(newFolderFS(root), s.opts)
}

// follow opens the dossier's folder again if it is another one by now, such as
// a fresh clone under the old name. The old one is not closed: pages may still
// be read from it.
func (s *session) follow() {
	there, err := os.Stat(s.dir)
	if err != nil {
		return // gone, and perhaps on its way back
	}
	if here, err := s.root.Load().Stat("."); err == nil && os.SameFile(here, there) {
		return
	}
	if root, err := os.OpenRoot(s.dir); err == nil {
		s.open(root)
	}
}

// run builds, says under which path the site is, and builds again after changes
// until ctx is done.
func (s *session) run(ctx context.Context, ready chan<- string) {
	defer func() { s.stop() }()
	start := time.Now()
	out, list, _ := s.dossier.build(start)
	s.show(ctx, out, list, "", start)
	if s.base == "" {
		s.base = "/"
	}
	ready <- s.base
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.changed:
			s.rebuild(ctx)
		case found := <-s.checked:
			s.checked, s.found = nil, found
			if len(found.list) > 0 && s.fail(append(slices.Clone(s.list), found.list...)) {
				s.p.notice("%s in pages that no browser shows", problemCount(found.list))
			}
		}
	}
}

// rebuild builds again, if anything has changed. If a file is missing, empty or
// wrong it may be about to be written: editors and git do so in steps. What is
// there a moment later counts, and a moment after that if more has changed.
func (s *session) rebuild(ctx context.Context) {
	s.busy.Store(true)
	defer s.busy.Store(false)
	start := time.Now()
	s.follow()
	out, list, what := s.dossier.build(start)
	if what.empty() {
		return
	}
	last, from := what, start
	for look := 0; look < looks && (list.HasErrors() || len(last.removed) > 0 || s.unfinished(last, from)); look++ {
		select {
		case <-time.After(settle):
		case <-ctx.Done():
			return
		}
		from = time.Now()
		out2, list2, more := s.dossier.build(from)
		if more.empty() {
			break
		}
		out, list, last = out2, list2, more
		if more.files() >= what.files() {
			what = more
		}
	}
	name := what.String()
	if what.files() == 0 { // a file has become readable, say
		name = "other problems"
	}
	s.show(ctx, out, list, name, start)
}

// unfinished reports whether a file has nothing in it, or was written while the
// build that began at start may have read it.
func (s *session) unfinished(what change, start time.Time) bool {
	const tick = 10 * time.Millisecond // of the clock that file systems use
	for _, name := range slices.Concat(what.modified, what.added) {
		info, err := s.root.Load().Stat(name)
		if err == nil && (info.Size() == 0 || info.ModTime().After(start.Add(-tick))) {
			return true
		}
	}
	return false
}

// show brings a build to the browsers, or says why it cannot be shown. What has
// changed is "" for the first build.
func (s *session) show(ctx context.Context, out *render.Output, list diag.List, what string, start time.Time) {
	s.stop()
	s.checked = nil
	had := s.told.HasErrors()
	s.list = list
	base := s.base
	if out != nil && !list.HasErrors() {
		if broken := s.server.Publish(out, out.BasePath(), s.found.files...); len(broken) > 0 {
			list = append(slices.Clone(list), s.still(s.problems(broken))...)
		} else {
			base, s.found = out.BasePath(), finding{}
		}
		s.good = true
	}
	took := since(start)
	if what != "" {
		what += ": "
	}
	switch {
	case list.HasErrors() && s.good:
		s.fail(list)
		s.p.notice("%s%s, the last good site stays (%s)", what, problemCount(list), took)
	case list.HasErrors():
		s.fail(list)
		s.p.notice("%s%s, the site will be there when all is mended (%s)", what, problemCount(list), took)
	case had:
		s.tell(list)
		s.p.result("%sbuilt in %s, the problems are solved\n", what, took)
	default:
		s.tell(list)
		s.p.result("%sbuilt in %s\n", what, took)
	}
	if s.base != "" && s.base != base {
		s.p.result("serving %s from now on\n", s.address(base))
	}
	s.base = base
	if out != nil {
		s.check(ctx, out)
	}
}

// still returns what is to be said if pages fail once more. If they fail as they
// did, that is what has been said before: the check will see to the other pages
// that failed then.
func (s *session) still(broken diag.List) diag.List {
	for _, d := range broken {
		if !slices.Contains(s.found.list, d) {
			return broken
		}
	}
	return s.found.list
}

func problemCount(list diag.List) string {
	n, _ := list.Sorted().Count()
	return plural(n, "error", "errors")
}

// fail shows errors over the pages in browsers, and in the terminal unless it
// shows them already.
func (s *session) fail(list diag.List) (told bool) {
	s.server.Report(problemsOf(list))
	return s.tell(list)
}

// tell lists problems in the terminal, if they are not those that were there
// before: all errors, and the warnings that are new.
func (s *session) tell(list diag.List) (told bool) {
	list = list.Sorted()
	if slices.Equal(list, s.told) {
		return false
	}
	known := make(map[diag.Diagnostic]bool, len(s.told))
	for _, d := range s.told {
		known[d] = d.Severity == diag.Warning
	}
	s.p.problems(slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return known[d] }))
	s.told = list
	return true
}

// check renders, in the background and one after the other, the files that no
// browser has asked for: a page that nobody has open may be broken too. The
// next change ends it.
func (s *session) check(ctx context.Context, out *render.Output) {
	ctx, s.stop = context.WithCancel(ctx)
	checked := make(chan finding, 1)
	s.checked = checked
	go func() {
		select {
		case <-time.After(later):
		case <-ctx.Done():
		}
		var broken []error
		var files []string
		for _, name := range out.Paths() {
			for s.busy.Load() && ctx.Err() == nil {
				time.Sleep(10 * time.Millisecond)
			}
			if ctx.Err() != nil {
				return
			}
			err := out.Check(name)
			if err == nil {
				continue
			}
			if broken = append(broken, err); len(files) < maxSuspects {
				files = append(files, name)
			}
		}
		checked <- finding{s.problems(broken), files}
	}()
}

// problems turns errors of files of the output into diagnostics.
func (s *session) problems(broken []error) diag.List {
	list := renderProblems(broken)
	excerpts(newFolderFS(s.root.Load()), list)
	return list
}

func (s *session) explain(err error) []serve.Problem { return problemsOf(s.problems([]error{err})) }

// problemsOf returns the errors as they are shown over a page, in order.
func problemsOf(list diag.List) []serve.Problem {
	var out []serve.Problem
	for _, d := range list.Sorted() {
		if d.Severity != diag.Error {
			continue
		}
		p := serve.Problem{At: printable(d.Pos.String()), Message: printable(d.Message)}
		if d.Source != "" {
			line, col := excerpt(d.Source, d.Pos.Col)
			number := fmt.Sprint(d.Pos.Line)
			p.Excerpt = number + " | " + line
			if col > 0 {
				p.Excerpt += "\n" + strings.Repeat(" ", len(number)) + " | " + strings.Repeat(" ", col-1) + "^"
			}
		}
		var hints []string
		for hint := range strings.SplitSeq(d.Hint, "\n") {
			hints = append(hints, printable(hint))
		}
		p.Hint = strings.Join(hints, "\n")
		out = append(out, p)
	}
	return out
}
