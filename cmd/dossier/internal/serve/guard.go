package serve

import (
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// ServeHTTP answers a request, or says that it may not be asked.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin") // not as script or picture of other pages
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	if r.ContentLength != 0 {
		// net/http reads what is left of a body before the next request.
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(5 * time.Second))
	}
	target, ok := parseTarget(r.RequestURI)
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed)
	case !ok:
		refuse(w, http.StatusBadRequest)
	case !allowedHost(r.Host, s.Address) || !ownOrigin(r):
		refuse(w, http.StatusForbidden)
	case strings.HasPrefix(target, reserved):
		s.serveOwn(w, r, strings.TrimPrefix(target, reserved))
	default:
		s.serveFile(w, r, target)
	}
}

// refuse answers with the words of a status and nothing else.
func refuse(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(http.StatusText(status) + "\n"))
}

// allowedHost reports whether a Host header names this machine: localhost, a
// name under it (RFC 6761, 6.3), a loopback address, or the address that is
// listened on. Whoever listens on all addresses may be reached by any, and an
// address, unlike a name, cannot be made to lead elsewhere.
func allowedHost(header string, bound netip.Addr) bool {
	name, ok := parseHost(header)
	if !ok {
		return false
	}
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	addr, err := netip.ParseAddr(name)
	if err != nil || addr.Zone() != "" {
		return false
	}
	addr = addr.Unmap()
	return addr.IsLoopback() || bound.IsUnspecified() || addr == bound.Unmap()
}

// parseHost returns the name, or the address without brackets, of a Host header:
// "name", "name:port", "[v6]", "[v6]:port".
func parseHost(header string) (name string, ok bool) {
	name, port, hasPort := header, "", false
	if rest, v6 := strings.CutPrefix(header, "["); v6 {
		var after string
		if name, after, ok = strings.Cut(rest, "]"); !ok || !strings.Contains(name, ":") {
			return "", false
		}
		if port, hasPort = strings.CutPrefix(after, ":"); !hasPort && after != "" {
			return "", false
		}
	} else if name, port, hasPort = strings.Cut(header, ":"); strings.Contains(port, ":") {
		return "", false
	}
	if name == "" || hasPort && !validPort(port) {
		return "", false
	}
	return strings.ToLower(name), true
}

func validPort(s string) bool {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > 65535 {
			return false
		}
		n = n*10 + int(c-'0')
	}
	return 0 < n && n <= 65535
}

// ownOrigin reports whether a request comes from a page of this server, or from
// no page: what has an Origin must have ours.
func ownOrigin(r *http.Request) bool {
	for _, origin := range r.Header["Origin"] {
		if !strings.EqualFold(origin, "http://"+r.Host) {
			return false
		}
	}
	return true
}
