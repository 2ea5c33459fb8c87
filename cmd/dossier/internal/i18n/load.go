package i18n

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/strictyaml"
)

// reference is the language that has every key.
const reference = "en"

// maxBytes is the size of a file of words; those of the program have 30 KB.
const maxBytes = 256 << 10

// Load returns the words for a BCP 47 tag: for "ar-SY" those of ar-SY.yaml, then
// of ar.yaml, then of en.yaml, key by key. Layers are the folders of layouts, a
// dossier's own before the default ones; those that are nil are left out.
//
// What is missing is a warning. What a file gets wrong is an error, and the
// words stay complete.
func Load(lang string, layers ...fs.FS) (*Words, diag.List) {
	l := &loader{
		layers: slices.DeleteFunc(slices.Clone(layers), func(f fs.FS) bool { return f == nil }),
		words:  &Words{messages: map[string]message{}},
		given:  map[string]bool{},
	}
	l.file(reference)
	l.english = &Words{maps.Clone(l.words.messages)}
	chain := fallbacks(lang)
	found := false
	for _, tag := range chain {
		if tag != reference {
			found = l.file(tag) || found
		}
	}
	switch {
	case chain[0] == reference: // what another English lacks is English
	case !found:
		l.list.Add(diag.Warning, diag.Pos{File: "dossier.yaml"},
			fmt.Sprintf("write %s: a line for each key of the program's en.yaml that you can translate", fileName(chain[0])),
			"there are no words for language %q, so the interface is in English", lang)
	default:
		l.missing(chain[0])
	}
	return l.words, l.list
}

// fallbacks returns the tags that a tag is made of, from the language alone to
// the whole: "ar", "ar-SY". There is at least one.
func fallbacks(lang string) []string {
	tag, err := language.Raw.Parse(lang)
	if err == nil {
		lang = tag.String() // as the file is called, in whatever case it was asked for
	}
	var list []string
	for i, r := range lang {
		if r == '-' {
			list = append(list, lang[:i])
		}
	}
	return append(list, lang)
}

func fileName(tag string) string { return "layouts/i18n/" + tag + ".yaml" }

// A loader puts the messages of one file over those of another.
type loader struct {
	layers  []fs.FS
	words   *Words
	english *Words // nil while it is being read
	list    diag.List
	given   map[string]bool // keys that a file of another language has
}

// file reads the files of a tag, the default one first, and reports whether
// there is one.
func (l *loader) file(tag string) (found bool) {
	name := "i18n/" + tag + ".yaml"
	if !fs.ValidPath(name) || strings.Count(name, "/") != 1 {
		return false
	}
	for _, layer := range slices.Backward(l.layers) {
		text, err := fs.ReadFile(layer, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		found = true
		if err != nil {
			var path *fs.PathError
			if errors.As(err, &path) {
				err = path.Err // the position says the path
			}
			l.list.Errorf(diag.Pos{File: fileName(tag)}, "cannot read: %v", err)
			continue
		}
		src := strictyaml.Source{File: fileName(tag), Text: text, Limits: strictyaml.Limits{Bytes: maxBytes}}
		root, problems := strictyaml.Parse(src)
		if root != nil {
			r := reader{loader: l, tag: language.Make(tag), name: fileName(tag)}
			r.file(root)
			problems = append(problems, r.problems...)
		}
		problems.Excerpt(src.File, text)
		l.list = append(l.list, problems...)
	}
	return found
}

// missing warns of keys that a language lacks.
func (l *loader) missing(tag string) {
	var lacks []string
	for _, key := range l.english.Keys() {
		if !l.given[key] {
			lacks = append(lacks, key)
		}
	}
	if lacks == nil {
		return
	}
	const most = 10
	hint := "add " + strings.Join(lacks[:min(most, len(lacks))], ", ")
	if more := len(lacks) - most; more > 0 {
		hint += fmt.Sprintf(" and %d more", more)
	}
	l.list.Add(diag.Warning, diag.Pos{File: fileName(tag)}, hint+"; until then they are in English",
		"words are missing: %d of %d", len(lacks), len(l.english.messages))
}

// A reader turns the values of one file into messages.
type reader struct {
	*loader
	tag      language.Tag
	name     string
	problems diag.List
}

func (r *reader) file(root *strictyaml.Value) {
	for _, e := range root.Entries {
		m, ok := r.message(e)
		if ok && r.fits(e, &m) {
			r.words.messages[e.Key] = m
			r.given[e.Key] = r.english != nil
		}
	}
}

func (r *reader) errorf(at *strictyaml.Value, hint, format string, args ...any) bool {
	r.problems.Add(diag.Error, diag.Pos{File: r.name, Line: at.Line, Col: at.Col}, hint, format, args...)
	return false
}

// message reads the value of a key.
func (r *reader) message(e strictyaml.Entry) (message, bool) {
	m := message{lang: r.tag}
	switch v := e.Value; v.Kind {
	case strictyaml.Null:
		return m, r.errorf(v, `write "" if it is to be nothing, or remove the line`, "%q has no text", e.Key)
	case strictyaml.List:
		m.kind = listKind
		for _, item := range v.Items {
			if item.Kind != strictyaml.Scalar {
				return m, r.errorf(item, "", "an item of %q is not a text", e.Key)
			}
			m.list = append(m.list, item.Text)
		}
	case strictyaml.Mapping:
		m.kind = pluralKind
		return m, r.plural(e, &m)
	default:
		m.forms[plural.Other] = v.Text
	}
	return m, true
}

// plural reads a text for each category. Categories that are not given have the
// text of "other".
func (r *reader) plural(e strictyaml.Entry, m *message) bool {
	var given [plural.Many + 1]bool
	for _, c := range e.Value.Entries {
		form := slices.Index(categories(), c.Key)
		switch {
		case form < 0:
			return r.errorf(&strictyaml.Value{Line: c.Line, Col: c.Col}, "it is one of zero, one, two, few, many, other",
				"%q is not a plural category", c.Key)
		case c.Value.Kind != strictyaml.Scalar:
			return r.errorf(c.Value, "", "%q of %q is not a text", c.Key, e.Key)
		}
		m.forms[form], given[form] = c.Value.Text, true
	}
	if !given[plural.Other] {
		return r.errorf(e.Value, `add a line "other: …", for all other numbers`, "%q has no text for the category other", e.Key)
	}
	for form, name := range categories() {
		if given[form] {
			continue
		}
		if n, ok := example(r.tag, plural.Form(form)); ok {
			r.problems.Add(diag.Warning, diag.Pos{File: r.name, Line: e.Line, Col: e.Col},
				fmt.Sprintf("add a line %q; the language %q needs it, for example for the number %d", name+": …", r.tag, n),
				"%q has no text for the category %s", e.Key, name)
		}
		m.forms[form] = m.forms[plural.Other]
	}
	return true
}

// categories names the plural categories, in the order of plural.Form.
func categories() []string { return []string{"other", "zero", "one", "two", "few", "many"} }

// example returns a number that takes a category in a language.
func example(lang language.Tag, form plural.Form) (n int, ok bool) {
	for n := range 200 { // the rules look at no more than two digits, but for millions
		if category(lang, n) == form {
			return n, true
		}
	}
	return 0, false
}

// fits reports whether a message can stand in place of the English one, and
// gives it what it must have from that.
func (r *reader) fits(e strictyaml.Entry, m *message) bool {
	if r.english == nil {
		if old, ok := r.words.messages[e.Key]; ok { // en.yaml of a dossier
			return r.replaces(e, m, old)
		}
		for _, text := range m.forms {
			for _, p := range placeholders(text) {
				if len(p) == 1 && p >= "0" && p <= "9" {
					m.args = max(m.args, int(p[0]-'0')+1)
				}
			}
		}
		return true
	}
	old, ok := r.english.messages[e.Key]
	if ok {
		return r.replaces(e, m, old)
	}
	pos := diag.Pos{File: r.name, Line: e.Line, Col: e.Col}
	hint := cmp.Or(diag.DidYouMean(e.Key, r.english.Keys()), "a word of your own layouts must be in layouts/i18n/en.yaml too")
	r.problems.Add(diag.Warning, pos, hint, "there is no English word %q, so nothing uses this one", e.Key)
	return false
}

func (r *reader) replaces(e strictyaml.Entry, m *message, old message) bool {
	m.args = old.args
	switch {
	case m.kind == textKind && old.kind == pluralKind:
		m.kind = pluralKind // the language has one form for all numbers
		for form := range m.forms {
			m.forms[form] = m.forms[plural.Other]
		}
	case m.kind != old.kind:
		return r.errorf(e.Value, "", "%q is %s, not %s", e.Key, old.kind, m.kind)
	case len(m.list) != len(old.list):
		return r.errorf(e.Value, "", "%q has %d texts, not %d", e.Key, len(old.list), len(m.list))
	}
	var known []string
	for _, text := range old.forms {
		known = append(known, placeholders(text)...)
	}
	slices.Sort(known)
	known = slices.Compact(known)
	for _, text := range m.forms {
		for _, p := range placeholders(text) {
			if !slices.Contains(known, p) {
				hint := "the English text has no placeholder"
				if known != nil {
					hint = "the English text has {" + strings.Join(known, "}, {") + "}"
				}
				return r.errorf(e.Value, hint, "%q has no placeholder %q", e.Key, "{"+p+"}")
			}
		}
	}
	return true
}
