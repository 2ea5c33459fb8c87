package refs

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"strings"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/markdown"
	"dossier/cmd/dossier/internal/site"
)

// body finds what the text of the page refers to.
func (f *finder) body() {
	text := f.site.Text(f.page)
	if text.Body == nil {
		return
	}
	for i, r := range text.Body.Refs {
		at := f.lines.Offset(int(r.Line), int(r.Col))
		to := text.Refs[i].Page
		found := Ref{Value: r.Target, To: to}
		wiki := bytes.HasPrefix(f.src[at:], []byte("[["))
		var ok bool
		if wiki {
			found.Kind = Wiki
			found.Start, found.End, ok = wikiTarget(f.src, at)
		} else {
			found.Kind, found.File = Path, f.besides(r.Target)
			found.Start, found.End, ok = f.destination(at, r.Target)
		}
		if !ok {
			continue
		}
		if r.Kind != markdown.HereRef {
			f.found = append(f.found, found)
		}
		if to != nil && r.Fragment != "" {
			f.anchor(found.End, r.Fragment, to)
		}
	}
}

// anchor finds the fragment after a target, if it is the anchor of a statement or
// account in an article.
func (f *finder) anchor(at int, fragment string, to *site.Page) {
	at += len(f.src[at:]) - len(bytes.TrimLeft(f.src[at:], " #"))
	names := namesOf(fragment, to)
	if names != nil && bytes.HasPrefix(f.src[at:], []byte(fragment)) {
		f.found = append(f.found, Ref{Kind: Anchor, Start: at, End: at + len(fragment), Value: fragment, To: to, Names: names})
	}
}

// namesOf returns the things whose ids an anchor of an article is made of.
func namesOf(anchor string, article *site.Page) []*site.Page {
	if article.Article == nil {
		return nil
	}
	for _, s := range article.Statements {
		if s.Anchor == anchor {
			return []*site.Page{s.Who, s.Position}
		}
	}
	for _, a := range article.Article.Accounts {
		if a.Anchor == anchor {
			return []*site.Page{a.Thing}
		}
	}
	return nil
}

// besides returns the file that a path in the page leads to.
func (f *finder) besides(name string) string {
	if strings.HasPrefix(name, "/") {
		return path.Join(content.Root, name)
	}
	return path.Join(path.Dir(f.page.Source.File), name)
}

// wikiTarget returns the bytes of the target of the wikilink that begins at a byte.
func wikiTarget(src []byte, at int) (start, end int, ok bool) {
	if !bytes.HasPrefix(src[at:], []byte("[[")) {
		return 0, 0, false
	}
	start = at + len("[[")
	n := bytes.IndexAny(src[start:], "|#]")
	if n < 0 {
		return 0, 0, false
	}
	target := src[start : start+n]
	if src[start+n] == '|' {
		target = bytes.TrimSuffix(target, []byte(`\`)) // as it must be in a table
	}
	start += len(target) - len(bytes.TrimLeft(target, " \t\r\n"))
	return start, start + len(bytes.TrimSpace(target)), true
}

// definition is how the destination of links begins that is given elsewhere
// (CommonMark 0.31, link reference definitions).
var definition = regexp.MustCompile(`(?m)^[ \t>]*\[[^\]\n]+\]:[ \t]*(\r?\n[ \t>]*)?`)

// destination returns the bytes of the path that a link or picture leads to
// which begins at a byte.
func (f *finder) destination(at int, target string) (start, end int, ok bool) {
	rest := f.src[at:]
	if i := bytes.Index(rest, []byte("\n\n")); i >= 0 {
		rest = rest[:i] // no link goes on after its paragraph
	}
	for from := 0; ; {
		i := bytes.Index(rest[from:], []byte("]("))
		if i < 0 {
			break
		}
		from += i + len("](")
		start, end = pathAt(f.src, at+from)
		if decodes(f.src[start:end], target) && !f.taken[start] {
			f.taken[start] = true
			return start, end, true
		}
	}
	for _, m := range definition.FindAllIndex(f.src, -1) {
		if start, end = pathAt(f.src, m[1]); decodes(f.src[start:end], target) {
			return start, end, true
		}
	}
	return 0, 0, false
}

// pathAt returns the bytes of the path in the destination that begins at a byte
// or after white space there (CommonMark 0.31, link destination).
func pathAt(src []byte, at int) (start, end int) {
	start = at
	for start < len(src) && strings.IndexByte(" \t\r\n", src[start]) >= 0 {
		start++
	}
	if start < len(src) && src[start] == '<' {
		start++
		end = start
		for end < len(src) && strings.IndexByte(">\n?#", src[end]) < 0 {
			end++
		}
		return start, end
	}
	depth := 0
	for end = start; end < len(src); end++ {
		switch c := src[end]; {
		case c <= ' ' || c == '?' || c == '#':
			return start, end
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth < 0 {
				return start, end
			}
		}
	}
	return start, end
}

// decodes reports whether a path as written means target.
func decodes(written []byte, target string) bool {
	s, err := url.PathUnescape(string(written))
	return err == nil && s == target
}
