package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"html"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	htmltokens "golang.org/x/net/html"
)

// A page is what an address shows, ready to be sent.
type page struct {
	body   []byte
	text   string   // fingerprint of all that it shows but how it looks
	look   string   // fingerprint of its style sheets
	styles []string // their addresses, as they stand in the page
}

// page returns the page of a file; as a rule it was rendered for the tabs that
// show it.
func (st *state) page(name string) (*page, error) {
	if p := st.shown[name]; p != nil {
		return p, nil
	}
	return st.render(name)
}

// render reads a page and gives it the script. Two renderings have the same
// fingerprints if no reader could tell them apart: the pictures of a page count,
// and the name of a style sheet does not, which has a hash in it.
func (st *state) render(name string) (*page, error) {
	source, err := fs.ReadFile(st.output, name)
	if err != nil {
		return nil, err
	}
	styles, parts := references(source)
	p := &page{styles: styles}
	text, look := sha256.New(), sha256.New()
	plain := source
	for _, ref := range styles {
		if file := st.resolve(name, ref); file != "" {
			fmt.Fprintln(look, file, tagOf(st.output, file))
			plain = bytes.ReplaceAll(plain, []byte(path.Base(file)), nil)
		}
	}
	text.Write(plain)
	for _, ref := range parts {
		if file := st.resolve(name, ref); file != "" {
			fmt.Fprintln(text, file, tagOf(st.output, file))
		}
	}
	p.text, p.look = short(text), short(look)
	p.body = withScript(source, p)
	return p, nil
}

func short(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:8]) }

// references returns the addresses of a page's style sheets, and of the scripts,
// pictures and other parts that it shows.
func references(source []byte) (styles, parts []string) {
	z := htmltokens.NewTokenizer(bytes.NewReader(source))
	for {
		switch z.Next() {
		case htmltokens.ErrorToken:
			return styles, parts
		case htmltokens.StartTagToken, htmltokens.SelfClosingTagToken:
			tag, more := z.TagName()
			link := string(tag) == "link"
			var rel, href string
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				switch string(key) {
				case "rel":
					rel = string(value)
				case "href":
					href = string(value)
				case "src":
					parts = append(parts, string(value))
				}
			}
			if link && rel == "stylesheet" {
				styles = append(styles, href)
			}
		}
	}
}

// resolve returns the file of the output that a reference on a page leads to,
// or "".
func (st *state) resolve(name, ref string) string {
	u, err := url.Parse(ref)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return ""
	}
	target := (&url.URL{Path: st.base + name}).ResolveReference(u).Path
	file, inside := strings.CutPrefix(target, st.base)
	if !inside || !st.has(file) {
		return ""
	}
	return file
}

// withScript puts the script at the end of a page's body.
func withScript(source []byte, p *page) []byte {
	at := bytes.LastIndex(source, []byte("</body>"))
	if at < 0 {
		at = len(source)
	}
	script := fmt.Sprintf("<script src=\"%slive.js\" defer data-text=\"%s\" data-look=\"%s\"></script>\n", reserved, p.text, p.look)
	body := make([]byte, 0, len(source)+len(script))
	body = append(body, source[:at]...)
	body = append(body, script...)
	return append(body, source[at:]...)
}

// brokenPage takes the place of a page that there is not, because it cannot be
// rendered or no build has been good so far. Whatever the problems, it is the
// same page, so that a change of them is no reason to reload it.
func brokenPage(problems []Problem) *page {
	const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
	var list strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&list, "%s: %s\n", p.At, p.Message)
		for _, more := range []string{p.Excerpt, p.Hint} {
			if more != "" {
				fmt.Fprintln(&list, more)
			}
		}
	}
	p := &page{text: "broken"}
	p.body = withScript([]byte("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"+
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"+
		"<meta http-equiv=\"Content-Security-Policy\" content=\""+policy+"\">\n"+
		"<title>Problems</title>\n<link rel=\"stylesheet\" href=\""+reserved+"live.css\">\n</head>\n<body class=\"dossier-broken\">\n"+
		"<main>\n<p>This page will be here when the problems are solved.</p>\n"+
		"<noscript><pre>"+html.EscapeString(list.String())+"</pre></noscript>\n</main>\n</body>\n</html>\n"), p)
	return p
}

// serveFile answers with a file of the output.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, target string) {
	st := s.now.Load()
	to := st.find(target)
	switch {
	case st.output == nil:
		send(w, r, http.StatusInternalServerError, "index.html", brokenPage(st.problems).body)
	case to.location != "":
		if r.URL.RawQuery != "" {
			to.location += "?" + r.URL.RawQuery
		}
		w.Header().Set("Location", to.location)
		refuse(w, to.status)
	case to.file == "":
		refuse(w, to.status)
	case isPage(to.file):
		p, err := st.page(to.file)
		if err != nil {
			p, to.status = brokenPage(s.Explain(err)), http.StatusInternalServerError
		}
		send(w, r, to.status, to.file, p.body)
	default:
		sendRaw(w, r, st.output, to.file)
	}
}

// send answers with the bytes of a file, or with the part that was asked for.
func send(w http.ResponseWriter, r *http.Request, status int, name string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", mediaType(name))
	if status != http.StatusOK {
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(body)
		}
		return
	}
	sum := sha256.Sum256(body)
	h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}
