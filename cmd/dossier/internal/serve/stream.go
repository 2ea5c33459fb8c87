package serve

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"time"
)

const (
	// maxTabs is how many streams there are at a time. Scripts close theirs
	// when their tab is hidden, so that the few connections that a browser has
	// for a server are free for pages.
	maxTabs = 64

	// alive is how often something is written on a stream in which nothing
	// happens, so that both ends notice when the other is gone.
	alive = 15 * time.Second

	// slow is how long a browser may take to read a message.
	slow = 10 * time.Second

	// maxProblems is how many are shown. More are in the terminal.
	maxProblems = 100
)

// A tab is a page in a browser that has a stream.
type tab struct {
	target     string // the address it shows
	text, look string // the fingerprints of what it shows, as [page] has them
}

// A message says all that a tab needs to know. A tab that has missed some needs
// only the last.
type message struct {
	Reload   bool      `json:"reload,omitempty"`
	Look     string    `json:"look,omitempty"`   // fingerprint of the style sheets
	Styles   []string  `json:"styles,omitempty"` // to be used in place of those that the page has, if they differ
	Built    int64     `json:"built"`            // milliseconds since 1970; 0 if no build has been good
	Problems []Problem `json:"problems,omitempty"`
	More     int       `json:"more,omitempty"` // problems that are not listed
}

// serveOwn answers with what is not part of the site.
func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	if name == "events" {
		s.stream(w, r)
		return
	}
	b, err := fs.ReadFile(files, name)
	if err != nil {
		refuse(w, http.StatusNotFound)
		return
	}
	send(w, r, http.StatusOK, name, b)
}

// stream sends a message at once, and one whenever something has been published
// or reported. A browser that reads slowly gets fewer of them.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	site := r.Header.Get("Sec-Fetch-Site") // older browsers do not send it
	target, ok := parseTarget(r.URL.Query().Get("path"))
	switch {
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", "GET")
		refuse(w, http.StatusMethodNotAllowed)
		return
	case site != "" && site != "same-origin" && site != "none":
		refuse(w, http.StatusForbidden)
		return
	case !ok:
		refuse(w, http.StatusBadRequest)
		return
	}
	t := &tab{target: target, text: r.URL.Query().Get("text"), look: r.URL.Query().Get("look")}
	if !s.enter(t) {
		w.Header().Set("Retry-After", "5")
		refuse(w, http.StatusServiceUnavailable)
		return
	}
	defer s.leave(t)
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	write := func(text string) error {
		_ = control.SetWriteDeadline(time.Now().Add(slow))
		if _, err := fmt.Fprint(w, text); err != nil {
			return err
		}
		return control.Flush()
	}
	tick := time.NewTicker(alive)
	defer tick.Stop()
	err := write("retry: 500\n\n")
	for st := s.now.Load(); err == nil; {
		text, _ := json.Marshal(s.message(st, t)) // strings and numbers alone
		err = write("data: " + string(text) + "\n\n")
		for same := true; same && err == nil; {
			select {
			case <-st.replaced:
				st, same = s.now.Load(), false
			case <-tick.C:
				err = write(":\n\n")
			case <-r.Context().Done():
				return
			}
		}
	}
}

// message compares what a tab shows with what it would show now. If that fails
// the tab keeps its page, and shows why.
func (s *Server) message(st *state, t *tab) message {
	m := message{Problems: st.problems}
	now := &page{text: "broken"}
	if st.output != nil {
		m.Built = st.built.UnixMilli()
		var err error
		if now, err = st.shownAt(t.target); err != nil {
			if len(m.Problems) == 0 {
				m.Problems = s.Explain(err)
			}
			now = &page{text: t.text, look: t.look}
		}
	}
	if more := len(m.Problems) - maxProblems; more > 0 {
		m.Problems, m.More = m.Problems[:maxProblems], more
	}
	switch {
	case now.text != t.text:
		m.Reload = st.output != nil
	case now.look != t.look:
		m.Look, m.Styles = now.look, now.styles
		t.look = now.look
	}
	return m
}

// shownAt returns the page that an address shows.
func (st *state) shownAt(target string) (*page, error) {
	to := st.find(target)
	if to.file == "" || !isPage(to.file) {
		return &page{text: "none"}, nil // it has become another page, or a file that is no page
	}
	return st.page(to.file)
}

// enter takes up a tab, unless there are too many.
func (s *Server) enter(t *tab) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.tabs) >= maxTabs {
		return false
	}
	s.tabs[t] = true
	return true
}

func (s *Server) leave(t *tab) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.tabs, t)
}
