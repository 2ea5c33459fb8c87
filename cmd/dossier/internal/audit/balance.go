package audit

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"sync"

	"golang.org/x/net/html"

	"dossier/cmd/dossier/internal/diag"
)

// A Balance finds pages whose elements do not nest: browsers then guess where an
// element ends, each in its way. Its zero value is ready, and may be used by
// several goroutines at once.
type Balance struct {
	mu    sync.Mutex
	pages map[string][]string // by what is wrong
}

// Look looks at a page.
func (b *Balance) Look(page string, text []byte) {
	problem := unbalanced(text)
	if problem == "" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.pages == nil {
		b.pages = map[string][]string{}
	}
	b.pages[problem] = append(b.pages[problem], page)
}

// Warnings returns a warning for everything that is wrong, which names a page.
func (b *Balance) Warnings() (list diag.List) {
	for _, problem := range slices.Sorted(maps.Keys(b.pages)) {
		more := ""
		if n := len(b.pages[problem]) - 1; n > 0 {
			more = fmt.Sprintf(", and on %d more", n)
		}
		list.Add(diag.Warning, diag.Pos{File: "layouts"}, "look at the layout of that page; with allow_html, at its text too",
			"on the page %q%s: %s", slices.Min(b.pages[problem]), more, problem)
	}
	return list
}

// unbalanced returns the first thing that is wrong with the nesting of a page, or "".
func unbalanced(text []byte) string {
	var open []string
	for z := html.NewTokenizer(bytes.NewReader(text)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return unclosed(open)
		}
		name, _ := z.TagName()
		switch {
		case kind == html.StartTagToken && !isVoid(string(name)):
			open = append(open, string(name))
		case kind == html.EndTagToken:
			i := lastIndex(open, string(name))
			if i < 0 {
				return fmt.Sprintf("</%s> closes nothing", name)
			}
			if problem := unclosed(open[i+1:]); problem != "" {
				return problem
			}
			open = open[:i]
		}
	}
}

// unclosed reports the innermost element that needs an end tag.
func unclosed(open []string) string {
	for _, name := range slices.Backward(open) {
		if !mayStayOpen(name) {
			return fmt.Sprintf("<%s> is not closed", name)
		}
	}
	return ""
}

func lastIndex(list []string, s string) int {
	for i, other := range slices.Backward(list) {
		if other == s {
			return i
		}
	}
	return -1
}

// isVoid holds for elements that have no end tag (HTML, 13.1.2).
func isVoid(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return true
	}
	return false
}

// mayStayOpen holds for elements whose end tag may be left out (HTML, 13.1.2.4).
func mayStayOpen(name string) bool {
	switch name {
	case "html", "head", "body", "li", "dt", "dd", "p", "rt", "rp", "optgroup", "option", "colgroup", "caption",
		"thead", "tbody", "tfoot", "tr", "td", "th":
		return true
	}
	return false
}
