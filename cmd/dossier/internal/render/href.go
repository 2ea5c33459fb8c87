package render

import (
	"strings"
)

// A base is where links start from: the way from a page's own folder up to the
// root of the site.
type base struct {
	up    string // "", "../", "../../"; an absolute path on 404.html
	files bool   // links name index.html
}

// baseOf returns the base of the page at path. The last segment of a path is
// its file, so "404.html" and "" lie in the root.
func baseOf(path string, files bool) base {
	return base{up: strings.Repeat("../", strings.Count(path, "/")), files: files}
}

// rel returns the href from the base to a path of the site and a fragment in
// it. It is valid in any subfolder, on any host and from a disk: it begins with
// "../", with the name of a folder or file, or is "./".
func (b base) rel(path, fragment string) string {
	tail, index, hash := escapePath(path), "", ""
	if b.files && (path == "" || strings.HasSuffix(path, "/")) {
		index = "index.html"
	}
	if tail == "" && index == "" && b.up == "" {
		tail = "./"
	}
	if fragment != "" {
		hash, fragment = "#", escapePath(fragment)
	}
	return b.up + tail + index + hash + fragment
}

// plain is what stands for itself in a path. A colon does not: the first segment
// of a relative address would look like a scheme.
var plain = setOf(letters + "-._~/!$*+,;=@")

// escapePath escapes a path, or a fragment, for an address (RFC 3986): letters
// and digits of ASCII, "-._~/" and the marks that no place in an address gives
// a meaning to stay, everything else is percent-encoded as UTF-8. Browsers show
// letters of other scripts as they are.
func escapePath(s string) string {
	n := 0
	for i := 0; i < len(s); i++ {
		if !plain.has(s[i]) {
			n++
		}
	}
	if n == 0 {
		return s
	}
	const hex = "0123456789ABCDEF"
	b := make([]byte, 0, len(s)+2*n)
	for i := 0; i < len(s); i++ {
		if c := s[i]; plain.has(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

// safeAddress returns an address if it is relative or has one of the schemes
// that pages may link to, and "#" otherwise.
func safeAddress(s string) string {
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || strings.ContainsAny(scheme, "/?#") {
		return s
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto":
		return s
	}
	return "#"
}
