package serve

import (
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
)

// reserved is the folder of the server's own files.
const reserved = "/__dossier/"

const notFound = "404.html"

// parseTarget returns the path of a request target in origin form (RFC 9112,
// 3.2.1), decoded and without the query. Separators must be plain: a coded one
// is part of a name for some programs and ends one for others.
func parseTarget(target string) (string, bool) {
	p, _, _ := strings.Cut(target, "?")
	if !strings.HasPrefix(p, "/") {
		return "", false
	}
	decoded, err := url.PathUnescape(p)
	if err != nil || strings.Count(decoded, "/") != strings.Count(p, "/") || strings.ContainsAny(decoded, "\\\x00") {
		return "", false
	}
	return decoded, true
}

// A route is where an address leads: to a file of the output, or, if location
// is set, to another address.
type route struct {
	file     string // "" if there is none at all
	location string
	status   int
}

// find looks an address up among the paths of the output. A name is found as it
// is or not at all: ".." and empty parts are in no path. An address from before
// the base was another one leads to where its page is now.
func (st *state) find(target string) route {
	if to, found := st.lookUp(target); found {
		return to
	}
	if rest, before := strings.CutPrefix(target, st.former); before && st.former != "" {
		if to, found := st.lookUp(st.base + rest); found && to.location != "" {
			return to
		} else if found {
			return redirect(st.base + rest)
		}
	}
	r := route{status: http.StatusNotFound}
	if st.has(notFound) {
		r.file = notFound
	}
	return r
}

// lookUp is find without what is done for addresses at which nothing is.
func (st *state) lookUp(target string) (to route, found bool) {
	if target == "/" && st.base != "/" || target+"/" == st.base {
		return redirect(st.base), true
	}
	name, inside := strings.CutPrefix(target, st.base)
	switch {
	case !inside || st.output == nil:
	case name == "" || strings.HasSuffix(name, "/"):
		if file := name + "index.html"; st.has(file) {
			return route{file: file, status: http.StatusOK}, true
		}
	case st.has(name):
		return route{file: name, status: http.StatusOK}, true
	case st.has(name + "/index.html"):
		// It does not begin with "//", which would name another host: no
		// path of an output has an empty part.
		return redirect(target + "/"), true
	}
	return route{}, false
}

func redirect(to string) route {
	return route{location: (&url.URL{Path: to}).EscapedPath(), status: http.StatusFound}
}

// has reports whether the output has a file.
func (st *state) has(name string) bool {
	if st.output == nil || !fs.ValidPath(name) {
		return false
	}
	_, found := slices.BinarySearch(st.output.Paths(), name)
	return found
}

// isPage reports whether a file is shown as a page.
func isPage(name string) bool {
	ext := path.Ext(name)
	return ext == ".html" || ext == ".htm"
}

// mediaType returns the type of a file by its extension. The tables of the
// system would differ from machine to machine.
func mediaType(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".json", ".map":
		return "application/json; charset=utf-8"
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".txt", ".md", ".bib", ".ris":
		return "text/plain; charset=utf-8"
	case ".ndjson", ".jsonl":
		return "application/x-ndjson; charset=utf-8"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".ics":
		return "text/calendar; charset=utf-8"
	case ".webmanifest":
		return "application/manifest+json; charset=utf-8"
	case ".svg":
		return "image/svg+xml; charset=utf-8"
	}
	return binaryType(name)
}

func binaryType(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	case ".ico":
		return "image/x-icon"
	case ".pdf":
		return "application/pdf"
	case ".woff":
		return "font/woff"
	case ".woff2":
		return "font/woff2"
	case ".mp3":
		return "audio/mpeg"
	case ".ogg":
		return "audio/ogg"
	case ".mp4":
		return "video/mp4"
	case ".webm":
		return "video/webm"
	case ".zip":
		return "application/zip"
	}
	return "application/octet-stream"
}
