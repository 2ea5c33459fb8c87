// Package serve shows the last good output to a browser, and tells it when what
// it shows has changed.
//
// It stands after the line, in the place of publish. The invariant: an answer
// comes from one output, whole, and names nothing that is not a file of that
// output; a request chooses among paths that are known, and no path that it
// gives is ever opened, joined or cleaned. The package knows an [Output] and
// nothing of markdown, layouts or folders.
//
// # Who may ask
//
// Any page in a browser can send requests to a server on the same machine, and
// what is served may be secret still. So a request must name a host that is
// this machine (else a name that an attacker owns could be made to lead here),
// an Origin, if there is one, must be our own, and no answer may be used by
// pages of other origins. Only GET and HEAD are answered.
//
// # Live reload
//
// A page gets the script live.js, which is told of problems and of changes over
// a stream of events (stream.go). The script says what it shows by fingerprints
// that came with the page, so that the server keeps nothing of a tab that is not
// connected: a tab that comes back after a restart, or after a night, is told
// whether it shows what there is now.
package serve

import (
	"context"
	"embed"
	"io/fs"
	"log"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

//go:embed live.js live.css
var files embed.FS

// An Output is a finished site. It can be read by any number of goroutines.
type Output interface {
	fs.FS
	Paths() []string // of all files, sorted
}

// A Problem is one entry of the list that is shown over the pages. All is text.
type Problem struct {
	At      string `json:"at"` // "path:line:col", relative to the dossier
	Message string `json:"message"`
	Excerpt string `json:"excerpt,omitempty"` // lines that show the place
	Hint    string `json:"hint,omitempty"`    // may have several lines
}

// Options are what a server needs to know.
type Options struct {
	// Address is the one that is listened on. It is what a request may name
	// as its host, beside the names of this machine.
	Address netip.Addr

	// Explain says what is wrong when a file of the output cannot be opened.
	Explain func(error) []Problem

	// Log is for what net/http has to say: a bug, or no descriptors left.
	Log *log.Logger
}

// A Server answers requests from the last output that was published. Publish
// and Report are called by one goroutine.
type Server struct {
	Options
	now atomic.Pointer[state]

	mu   sync.Mutex
	tabs map[*tab]bool // those with a stream
}

// New returns a server that has nothing to show yet.
func New(o Options) *Server {
	s := &Server{Options: o, tabs: map[*tab]bool{}}
	s.now.Store(&state{base: "/", replaced: make(chan struct{})})
	return s
}

// A state is what is served from one moment to the next. It does not change.
type state struct {
	output   Output // nil if there has been no good one
	base     string // path under which the output is served, from "/" to "/"
	former   string // the base before, "" if there was none
	built    time.Time
	shown    map[string]*page // pages that tabs showed when it was published
	problems []Problem
	replaced chan struct{} // closed when there is a newer state
}

func (s *Server) replace(next *state) {
	next.replaced = make(chan struct{})
	close(s.now.Swap(next).replaced)
}

// Publish serves an output from now on, under a path that begins and ends with
// a slash, and takes back all problems. The pages that are open in browsers are
// rendered first, and then the suspects, files that failed in an earlier output,
// up to the first that fails again: if any does the old output stays, and the
// errors are returned.
func (s *Server) Publish(out Output, base string, suspects ...string) []error {
	old := s.now.Load()
	next := &state{output: out, base: base, former: old.former, built: time.Now(), shown: map[string]*page{}}
	if old.output != nil && old.base != base {
		next.former = old.base
	}
	var broken []error
	for _, target := range s.targets() {
		name := next.find(target).file
		if name == "" || !isPage(name) || next.shown[name] != nil {
			continue
		}
		p, err := next.render(name)
		if err != nil {
			broken = append(broken, err)
			continue
		}
		next.shown[name] = p
	}
	if old.output == nil {
		broken = nil // there is nothing better to show
	} else if len(broken) == 0 {
		broken = next.firstBroken(suspects)
	}
	if len(broken) > 0 {
		return broken
	}
	s.replace(next)
	return nil
}

// firstBroken opens files of the output up to the first that fails, whose error
// it returns. A file that the output has not cannot fail.
func (st *state) firstBroken(names []string) []error {
	for _, name := range names {
		if !st.has(name) {
			continue
		}
		f, err := st.output.Open(name)
		if err != nil {
			return []error{err}
		}
		f.Close()
	}
	return nil
}

// targets are the addresses that tabs show, sorted.
func (s *Server) targets() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := map[string]bool{}
	for t := range s.tabs {
		seen[t.target] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// Report shows problems over the pages of the output that is served, in place
// of those that were shown before.
func (s *Server) Report(problems []Problem) {
	next := *s.now.Load()
	next.problems = problems
	s.replace(&next)
}

// grace is how long answers may take to end after the server was told to stop.
const grace = 500 * time.Millisecond

// Serve answers requests until ctx is done.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	srv := &http.Server{
		Handler: s,
		// No ReadTimeout: it would end the streams too.
		ReadHeaderTimeout:            5 * time.Second,
		WriteTimeout:                 time.Minute,
		IdleTimeout:                  time.Minute,
		MaxHeaderBytes:               16 << 10,
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     s.Log,
		BaseContext:                  func(net.Listener) context.Context { return ctx }, // ends the streams
	}
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		if srv.Shutdown(last) != nil {
			_ = srv.Close()
		}
	})
	err := srv.Serve(ln)
	if !stop() {
		<-stopped
		return nil
	}
	return err
}
