package site

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/slug"
)

// A wanted thing is what front matter refers to, and of which types it may be.
type wanted struct {
	ref   string
	types [2]content.Type
}

// A resolved reference leads to a page as long as there are so many things.
type resolved struct {
	page   *Page
	things int
}

// resolve finds what a reference in front matter means, which is of one of at
// most two types. It reports what is wrong and returns nil, or makes a stub of the first wanted type if the
// reference is a name that nobody has.
func (b *builder) resolve(from *content.Page, ref content.Text, want ...content.Type) *Page {
	if ref.Value == "" {
		return nil
	}
	as := wanted{ref: ref.Value}
	copy(as.types[:], want)
	if k := b.resolved[as]; k.things == len(b.names.things) {
		return k.page
	}
	pos := from.Pos(ref.Line, ref.Col)
	f := b.names.find(ref.Value, want...)
	switch {
	case f.page != nil:
		b.resolved[as] = resolved{f.page, len(b.names.things)}
		return f.page
	case f.many != nil:
		b.list.Add(diag.Error, pos, "write "+oneOf(f.many, " or "), "%q is ambiguous", ref.Value)
	case f.draft != nil:
		b.list.Warnf(pos, "%q %s, the reference is left out", ref.Value, absence(f.draft))
	case f.other != nil && (isID(ref.Value) || linksItself(f.other.Type)):
		b.wrongType(pos, ref.Value, f.other, want)
	case isID(ref.Value) && unread(b.set.Unread, want) != "":
		b.list.Warnf(pos, "whether there is %s %q is not known, since %s cannot be read", nouns(want), ref.Value, unread(b.set.Unread, want))
	case isID(ref.Value):
		b.unknown(pos, ref.Value, want)
	case slug.Make(ref.Value) == "":
		b.list.Errorf(pos, "%q has no letter and no digit, it is no name", ref.Value)
	default:
		return b.addStub(want[0], ref.Value, pos)
	}
	return nil
}

// absence says what keeps a page out of the site.
func absence(p *Page) string {
	if p.Source != nil && p.Source.Empty {
		return "is an empty file"
	}
	return "is a draft"
}

// unread returns the first of the folders that cannot be read in which a page of
// one of the types may be, of any type if none is given, or "".
func unread(folders []string, want []content.Type) string {
	for _, folder := range folders {
		section, _, _ := strings.Cut(strings.TrimPrefix(folder, content.Root+"/"), "/")
		if len(want) == 0 || folder == content.Root || slices.Contains(want, content.TypeOf(section)) {
			return folder
		}
	}
	return ""
}

// asText warns of a value that is shown as it stands, though it looks like the
// id of something.
func (b *builder) asText(from *content.Page, text content.Text, want ...content.Type) {
	if !isID(text.Value) || !strings.Contains(text.Value, "-") {
		return
	}
	if hint := b.names.near(text.Value, want); hint != "" {
		b.list.Add(diag.Warning, from.Pos(text.Line, text.Col), hint, "%q is no %s, it is shown as it is written", text.Value, bareNouns(want))
	}
}

func (b *builder) wrongType(pos diag.Pos, ref string, other *Page, want []content.Type) {
	hint := ""
	if other.Stub {
		hint = fmt.Sprintf("the name first stands at %s; to say what it is: %s", other.pos, howToCreate(want[0], slug.Make(ref), ref))
	}
	b.list.Add(diag.Error, pos, hint, "%q is %s, expected %s", ref, noun(other.Type), nouns(want))
}

// unknown reports an id that nothing has.
func (b *builder) unknown(pos diag.Pos, ref string, want []content.Type) {
	if section, _, found := strings.Cut(ref, "/"); found {
		if t := content.TypeOf(section); t != content.Plain {
			if !slices.Contains(want, t) {
				b.list.Errorf(pos, "%q is %s, expected %s", ref, noun(t), nouns(want))
				return
			}
			want = []content.Type{t}
		}
	}
	_, id, found := strings.Cut(ref, "/")
	if !found {
		id = ref
	}
	create := "to create it: " + howToCreate(want[0], id, titleOf(id))
	b.list.Add(diag.Error, pos, lines(b.names.near(ref, want), create), "unknown %s %q", bareNouns(want), ref)
}

// howToCreate says how a page of a type that has a section comes to be.
func howToCreate(t content.Type, id, title string) string {
	return fmt.Sprintf("write %s/%s/%s.md, or run: dossier new %s %q", content.Root, t.Section(), id, t, title)
}

// lines joins the lines of a hint that are not empty.
func lines(parts ...string) string {
	out := ""
	for _, p := range parts {
		if out != "" && p != "" {
			out += "\n"
		}
		out += p
	}
	return out
}

// noun returns the type with its article: "a person", "an event".
func noun(t content.Type) string {
	switch t {
	case content.Article, content.Organization, content.Event:
		return "an " + string(t)
	}
	return "a " + string(t)
}

func nouns(types []content.Type) string {
	out := make([]string, len(types))
	for i, t := range types {
		out[i] = noun(t)
	}
	return strings.Join(out, " or ")
}

func bareNouns(types []content.Type) string {
	out := make([]string, len(types))
	for i, t := range types {
		out[i] = string(t)
	}
	return strings.Join(out, " or ")
}

// titleOf guesses the title that an id was made from, for a command line.
func titleOf(id string) string {
	words := strings.Split(id, "-")
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		if n > 0 {
			words[i] = string(unicode.ToTitle(r)) + w[n:]
		}
	}
	return strings.Join(words, " ")
}
