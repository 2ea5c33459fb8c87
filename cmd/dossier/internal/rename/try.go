package rename

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/refs"
	"dossier/cmd/dossier/internal/site"
)

// try builds the dossier with the changes of a plan, and refuses it unless
// everything is as before under the new name.
func (r *renaming) try(p *Plan) error {
	fsys, err := p.On(r.before.FS)
	if err != nil {
		return err
	}
	after := r.rebuild(fsys)
	if added := r.added(after.Problems); len(added) > 0 {
		return &Refused{Message: fmt.Sprintf("%q cannot become %q: there would be new problems", p.Old, p.New),
			Hint: "the places are those after the change", Problems: added}
	}
	for _, page := range sources(r.before.Site) {
		file := page.Source.File
		now := after.Site.ByFile(r.move.of(file))
		want := page.Key
		if page == r.page {
			want = r.key
		}
		if now == nil || now.Key != want {
			return refuse("move it by hand", "%s would get another address too", file)
		}
		src, err := fs.ReadFile(fsys, now.Source.File)
		if err != nil {
			return err
		}
		found, _ := refs.OfPage(after.Site, now, src)
		if err := r.same(file, found); err != nil {
			return err
		}
	}
	src, err := fs.ReadFile(fsys, config.File)
	if err != nil {
		return err
	}
	return r.same(config.File, refs.OfSettings(after.Site, src))
}

// same compares what the references of a file led to with what they lead to now.
func (r *renaming) same(file string, after []refs.Ref) error {
	for i, ref := range r.found[file] {
		switch {
		case i >= len(after) || keyOf(after[i].To) != r.renamed(keyOf(ref.To)):
		case ref.Kind == refs.Path && ref.To == nil && after[i].File != r.move.of(ref.File):
		default:
			continue
		}
		return refuse("choose another id, or write section/id there first", "%q in %s would mean something else", ref.Value, file)
	}
	return nil
}

func keyOf(p *site.Page) string {
	if p == nil {
		return ""
	}
	return p.Key
}

func (r *renaming) renamed(key string) string {
	if key == r.page.Key {
		return r.key
	}
	return key
}

// quoted are the parts of messages that repeat what a file says, which a rename
// may change.
var quoted = regexp.MustCompile(`"(\\.|[^"\\])*"|\[\[[^\]]*\]\]`)

// added returns the problems that were not there before. Those of one file that
// differ in ids and in what they quote alone are the same.
func (r *renaming) added(now diag.List) (list diag.List) {
	ids := strings.NewReplacer(r.page.Key, "", r.key, "", r.page.ID, "", r.id, "")
	kind := func(file string, d diag.Diagnostic) string {
		return d.Severity.String() + " " + file + " " + ids.Replace(quoted.ReplaceAllString(d.Message, ""))
	}
	known := map[string]int{}
	for _, d := range r.before.Problems.Sorted() {
		known[kind(r.move.of(d.Pos.File), d)]++
	}
	for _, d := range now.Sorted() {
		if k := kind(d.Pos.File, d); known[k] > 0 {
			known[k]--
			continue
		}
		list = append(list, d)
	}
	return list
}
