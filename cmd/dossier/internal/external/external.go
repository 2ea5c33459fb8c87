// Package external asks the web whether the addresses that a dossier names are
// still there.
//
// It stands beside the line of a build, which never uses the network; only
// "check --external" does. The invariant: an address is asked at most once a
// run, a host never by two requests at once, and what was found is kept so that
// the next run need not ask again.
package external

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"dossier/cmd/dossier/internal/diag"
)

// A Link is an address at the first place of a file where it stands.
type Link struct {
	URL string
	Pos diag.Pos
}

var address = regexp.MustCompile("https?://[^\\s\"'<>`\\\\^{}|]+")

// Find returns the web addresses in the text of a file, each once.
func Find(file string, src []byte) []Link {
	var out []Link
	seen := map[string]bool{}
	for i, line := range bytes.Split(src, []byte("\n")) {
		for _, at := range address.FindAllIndex(line, -1) {
			u := trim(string(line[at[0]:at[1]]))
			if p, err := url.Parse(u); err != nil || p.Hostname() == "" || seen[u] {
				continue
			}
			seen[u] = true
			out = append(out, Link{u, diag.Pos{File: file, Line: i + 1, Col: utf8.RuneCount(line[:at[0]]) + 1}})
		}
	}
	return out
}

// trim takes away what ends the sentence or list around an address, and a
// bracket that was not opened in it.
func trim(u string) string {
	for {
		t := strings.TrimRight(u, ".,;:!?*_~")
		for _, pair := range []string{"()", "[]"} {
			if strings.HasSuffix(t, pair[1:]) && strings.Count(t, pair[:1]) < strings.Count(t, pair[1:]) {
				t = t[:len(t)-1]
			}
		}
		if t == u {
			return u
		}
		u = t
	}
}

// A Checker asks for addresses.
type Checker struct {
	Client *http.Client
	Agent  string                  // what it calls itself
	Known  map[string]Answer       // of earlier runs, by address; Check adds to it
	Fresh  func(known Answer) bool // reports whether a known answer need not be asked again
	Now    func() time.Time
}

// An Answer is what was found at an address.
type Answer struct {
	Asked  time.Time `json:"asked"`
	Status int       `json:"status,omitempty"` // of HTTP; 0 if there was no answer
	Moved  string    `json:"moved,omitempty"`  // where it says it has moved for good
	Err    string    `json:"error,omitempty"`
}

// Limits of a run.
const (
	parallel = 8
	timeout  = 15 * time.Second
)

// Check returns a warning for every link whose address is gone, does not answer
// or has moved for good. It stops when ctx does, with what it has found.
func (c *Checker) Check(ctx context.Context, links []Link) diag.List {
	c.ask(ctx, links)
	var list diag.List
	for _, l := range links {
		if a, ok := c.Known[l.URL]; ok {
			report(&list, l, a)
		}
	}
	return list.Sorted()
}

// ask fills in what is not known of the links, host by host.
func (c *Checker) ask(ctx context.Context, links []Link) {
	byHost := map[string][]string{}
	for _, l := range links {
		if a, ok := c.Known[l.URL]; ok && c.Fresh(a) {
			continue
		}
		u, err := url.Parse(l.URL)
		if err != nil {
			continue
		}
		if !slices.Contains(byHost[u.Host], l.URL) {
			byHost[u.Host] = append(byHost[u.Host], l.URL)
		}
	}
	var mu sync.Mutex
	var g errgroup.Group
	g.SetLimit(parallel)
	for _, urls := range byHost {
		g.Go(func() error {
			for _, u := range urls {
				if ctx.Err() != nil {
					return nil
				}
				a := c.get(ctx, u)
				if ctx.Err() != nil {
					return nil // the answer is that of an interruption
				}
				mu.Lock()
				c.Known[u] = a
				mu.Unlock()
			}
			return nil
		})
	}
	g.Wait()
}

// get asks for the head of a page, and for the page where a host does not like
// that. A panic is an answer too.
func (c *Checker) get(ctx context.Context, u string) (a Answer) {
	defer func() {
		if v := recover(); v != nil {
			a = Answer{Err: fmt.Sprintf("internal error: %v", v)}
		}
	}()
	a = c.request(ctx, http.MethodHead, u)
	if a.Status >= 400 && a.Status != http.StatusNotFound && a.Status != http.StatusGone || a.Status == 0 {
		a = c.request(ctx, http.MethodGet, u)
	}
	a.Asked = c.Now()
	return a
}

func (c *Checker) request(ctx context.Context, method, u string) (a Answer) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	client := *c.Client
	permanent := true
	client.CheckRedirect = func(req *http.Request, via []*http.Request) error {
		if len(via) >= 10 {
			return errors.New("more than 10 redirects")
		}
		if s := req.Response.StatusCode; s != http.StatusMovedPermanently && s != http.StatusPermanentRedirect {
			permanent = false
		}
		return nil
	}
	req, err := http.NewRequestWithContext(ctx, method, u, nil)
	if err != nil {
		return Answer{Err: err.Error()}
	}
	req.Header.Set("User-Agent", c.Agent)
	resp, err := client.Do(req)
	if err != nil {
		return Answer{Err: reason(err)}
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, 64<<10) // so that the connection can be used again
	a.Status = resp.StatusCode
	if to := resp.Request.URL.String(); to != u && permanent {
		a.Moved = to
	}
	return a
}

// reason is an error without the address, which the message gives already.
func reason(err error) string {
	if e, ok := errors.AsType[*url.Error](err); ok {
		if e.Timeout() {
			return fmt.Sprintf("no answer within %s", timeout)
		}
		return e.Err.Error()
	}
	return err.Error()
}

const archived = "name an archived copy (source.archived), or take the address out"

func report(list *diag.List, l Link, a Answer) {
	switch {
	case a.Err != "":
		list.Add(diag.Warning, l.Pos, "try it in a browser; the host may be away for a while", "%s does not answer: %s", l.URL, a.Err)
	case a.Status == http.StatusNotFound || a.Status == http.StatusGone:
		list.Add(diag.Warning, l.Pos, archived, "%s is gone (%d)", l.URL, a.Status)
	case a.Status == http.StatusUnauthorized || a.Status == http.StatusForbidden || a.Status == http.StatusTooManyRequests:
		// The host does not talk to programs; a reader may well see the page.
	case a.Status >= 400:
		list.Add(diag.Warning, l.Pos, archived, "%s answers %d %s", l.URL, a.Status, cmp.Or(http.StatusText(a.Status), "unknown status"))
	case a.Moved != "":
		list.Add(diag.Warning, l.Pos, "write the new address", "%s has moved to %s", l.URL, a.Moved)
	}
}
