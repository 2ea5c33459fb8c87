package site

import (
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/markdown"
	"dossier/cmd/dossier/internal/slug"
)

// A refResolver finds what references in bodies lead to.
type refResolver struct {
	*linker
	names   names // counts hints
	set     *content.Set
	moved   map[*Page]bool            // pages whose headings are others than when texts were linked that may be kept
	anchors map[*Page]map[string]bool // ids in a page, made when asked for
	list    diag.List                 // what is wrong with the references of one text
}

func newRefResolver(s *Site, set *content.Set) *refResolver {
	r := &refResolver{linker: s.linker, names: s.linker.names, set: set, moved: map[*Page]bool{}, anchors: map[*Page]map[string]bool{}}
	for _, p := range s.linker.pages {
		old := s.texts[p.index]
		if old == nil {
			continue
		}
		if body := r.bodyOf(p); old.Body != body && !slices.EqualFunc(old.Body.Headings, body.Headings, sameID) {
			r.moved[p] = true
		}
	}
	return r
}

func sameID(x, y markdown.Heading) bool { return x.ID == y.ID }

// bodyOf returns the body of a page, nil if it has none.
func (r *refResolver) bodyOf(p *Page) *markdown.Document {
	if p.Source == nil {
		return nil
	}
	return r.set.Body(p.Source)
}

// trimPath makes addresses equal that lead to one page.
func trimPath(path string) string {
	return strings.Trim(strings.TrimSuffix("/"+path, "/index.html"), "/")
}

// linkImage finds the picture of a page.
func (b *builder) linkImage(p *Page) {
	img := p.Source.Image
	if img == nil || img.Src.Value == "" {
		return
	}
	p.Image = b.files.picture(&b.list, p.Source.Pos(img.Src.Line, img.Src.Col), besides(p.Source, img.Src.Value), img.Src.Value)
}

// files are what lies beside the pages.
type files struct {
	resources map[string]*content.Resource // by path under content/, in Unicode form C
	hidden    map[string]bool              // the same of resources that lie beside drafts
}

// picture returns the picture at a path under content/, or reports why there is none.
func (f *files) picture(list *diag.List, pos diag.Pos, path, written string) *content.Resource {
	r := f.resources[path]
	switch {
	case r != nil:
	case f.hidden[path]:
		list.Warnf(pos, "%q lies beside a draft, the picture is left out", written)
	default:
		hint := "put the file beside the page, or give its path from the folder content/: /images/photo.jpg"
		if strings.Contains(written, "://") || strings.HasPrefix(written, "//") {
			hint = "pictures come from the dossier itself, so that readers are not reported to others: save it beside the page"
		}
		list.Add(diag.Error, pos, hint, "there is no picture %q", written)
	}
	return r
}

// besides returns the path under content/ of a file named in a page: relative
// to the page's folder, or from content/ if it begins with a slash.
func besides(c *content.Page, name string) string {
	if !strings.HasPrefix(name, "/") {
		name = path.Join(path.Dir(strings.TrimPrefix(c.File, content.Root+"/")), name)
	}
	return norm.NFC.String(strings.TrimPrefix(path.Clean(name), "/"))
}

func (r *refResolver) resolve(p *Page, ref *markdown.Ref) (t Target) {
	switch ref.Kind {
	case markdown.WikiRef:
		t.Page = r.wikilink(p, ref)
	case markdown.FileRef:
		t.Page = r.file(p, ref)
	case markdown.ImageRef:
		t.Resource = r.files.picture(&r.list, p.Source.Pos(ref.Line, ref.Col), besides(p.Source, ref.Target), ref.Target)
	case markdown.PathRef:
		t = r.path(p, ref)
	case markdown.HereRef:
		t.Page = p
	}
	switch {
	case t.Resource != nil:
		t.Fragment = ref.Fragment
	case t.Page == nil:
		t.Broken = true
	case t.Page == p && ref.Fragment == "":
		r.broken(p, ref, "take the link out", "the page links to itself")
	default:
		t.Fragment = r.fragment(p, ref, t.Page)
	}
	if t.Page == p && ref.Fragment != "" && t.Fragment == "" {
		return Target{Broken: true} // nothing is left to lead to
	}
	return t
}

func (r *refResolver) file(p *Page, ref *markdown.Ref) *Page {
	to := r.byFile[content.Root+"/"+besides(p.Source, ref.Target)]
	switch {
	case to == nil:
		r.broken(p, ref, "", "there is no file %q", ref.Target)
	case to.Draft && !r.opt.Drafts || to.Source.Empty:
		r.broken(p, ref, "", "%q %s, the link is left out", ref.Target, absence(to))
		return nil
	}
	return to
}

func (r *refResolver) path(p *Page, ref *markdown.Ref) (t Target) {
	to := besides(p.Source, ref.Target)
	if t.Resource = r.files.resources[to]; t.Resource != nil {
		return t
	}
	if r.files.hidden[to] {
		r.broken(p, ref, "", "%q lies beside a draft, the link is left out", ref.Target)
	} else if t.Page = r.byPath[trimPath(to)]; t.Page == nil {
		r.broken(p, ref, "link to a page by its file: ../people/name.md, or by its id: [[name]]", "the link %q leads nowhere", ref.Target)
	}
	return t
}

func (r *refResolver) wikilink(p *Page, ref *markdown.Ref) *Page {
	f := r.names.find(ref.Target)
	switch {
	case f.page != nil:
	case f.many != nil:
		r.broken(p, ref, "write [["+oneOf(f.many, "]] or [[")+"]]", "the link [[%s]] is ambiguous", ref.Target)
	case f.draft != nil:
		r.broken(p, ref, "", "[[%s]] %s, the link is left out", ref.Target, absence(f.draft))
	case unread(r.unread, nil) != "":
		r.broken(p, ref, "", "whether [[%s]] leads anywhere is not known, since %s cannot be read", ref.Target, unread(r.unread, nil))
	default:
		r.broken(p, ref, r.names.near(ref.Target, nil), "the link [[%s]] leads nowhere", ref.Target)
	}
	return f.page
}

func (r *refResolver) broken(p *Page, ref *markdown.Ref, hint, format string, args ...any) {
	r.list.Add(diag.Warning, p.Source.Pos(ref.Line, ref.Col), hint, format, args...)
}

// fragment returns the fragment of a reference if the page has it, written as
// an id or as the text of a heading, and else warns and returns "". What ids the
// layouts and raw HTML bring is not known; "top" every page has (HTML,
// "navigating to a fragment").
func (r *refResolver) fragment(p *Page, ref *markdown.Ref, to *Page) string {
	if ref.Fragment == "" {
		return to.Fragment
	}
	if r.anchors[to] == nil {
		r.anchors[to] = anchorsOf(to, r.bodyOf(to))
	}
	for _, id := range []string{ref.Fragment, slug.Make(ref.Fragment)} {
		if r.anchors[to][id] {
			return id
		}
	}
	if isLayoutID(ref.Fragment) || strings.EqualFold(ref.Fragment, "top") || r.cfg.AllowHTML {
		return ref.Fragment
	}
	known := slices.Sorted(maps.Keys(r.anchors[to]))
	r.broken(p, ref, diag.DidYouMean(ref.Fragment, known), "the page %q has no heading %q", to.Title, "#"+ref.Fragment)
	return ""
}

// anchorsOf returns the ids that can be linked to in a page with a body, which
// may be nil.
func anchorsOf(p *Page, body *markdown.Document) map[string]bool {
	ids := map[string]bool{}
	if body != nil {
		for _, h := range body.Headings {
			ids[h.ID] = true
		}
	}
	if p.Article != nil {
		for _, s := range p.Statements {
			ids[s.Anchor] = true
		}
		for _, a := range p.Article.Accounts {
			ids[a.Anchor] = true
		}
	}
	return ids
}
