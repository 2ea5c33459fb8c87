// Package i18n holds the words of the interface: everything on a page that
// nobody who wrote for the dossier wrote.
//
// It is a leaf that render stands on. The words of a language are a file of the
// layouts, i18n/ar.yaml. The invariant: [Words] have a message for every key of
// i18n/en.yaml, of the same kind and with no other placeholders, whatever the
// files of other languages lack or get wrong. So a layout that is right in
// English is right in every language.
package i18n

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"dossier/cmd/dossier/internal/diag"
)

// Words are the messages of one language. They do not change and may be used by
// any number of goroutines.
//
// A message is a text, a text for every plural category, or a list of texts. Of
// its placeholders {n} is the count that chooses the category, and {0} to {9}
// are the arguments; others, such as {year}, are left to whoever knows them.
type Words struct {
	messages map[string]message
}

// A message is what one key stands for.
type message struct {
	kind  kind
	forms [plural.Many + 1]string // of a text, only plural.Other
	list  []string
	lang  language.Tag // whose rules choose the form
	args  int          // how many {0}, {1} … the English message has
}

type kind uint8

const (
	textKind kind = iota
	pluralKind
	listKind
)

func (k kind) String() string {
	return [...]string{"a text", "a text for each plural category", "a list of texts"}[k]
}

// T returns the text of a key with its arguments filled in; the key itself if
// there is no such text.
func (w *Words) T(key string, args ...string) string {
	m, ok := w.messages[key]
	if !ok || m.kind == listKind {
		return key
	}
	return fill(m.forms[plural.Other], "", args)
}

// N returns the text of a key for a count, which is not negative; the key
// itself if there is no such text.
func (w *Words) N(key string, n int, args ...string) string {
	m, ok := w.messages[key]
	if !ok || m.kind == listKind {
		return key
	}
	form := plural.Other
	if m.kind == pluralKind {
		form = category(m.lang, n)
	}
	return fill(m.forms[form], strconv.Itoa(n), args)
}

// List returns the texts of a list, nil if there is none of that key. The
// caller must not change it.
func (w *Words) List(key string) []string { return w.messages[key].list }

// Has reports whether there is a text or list of a key.
func (w *Words) Has(key string) bool {
	_, ok := w.messages[key]
	return ok
}

// Check returns an error if a layout cannot use a key in this way: with a count
// or without, and with so many arguments beside it.
func (w *Words) Check(key string, counted bool, args int) error {
	m, ok := w.messages[key]
	switch {
	case !ok:
		err := fmt.Errorf("no word %q in layouts/i18n/en.yaml", key)
		if near := diag.DidYouMean(key, w.Keys()); near != "" {
			err = fmt.Errorf("%w; %s", err, near)
		}
		return err
	case m.kind == listKind:
		return fmt.Errorf("the word %q is a list, which layouts cannot use", key)
	case counted && m.kind == textKind:
		return fmt.Errorf("the word %q has no plural, use T", key)
	case !counted && m.kind == pluralKind:
		return fmt.Errorf("the word %q has a plural, use TN and give the count", key)
	case args != m.args:
		plural := "s"
		if m.args == 1 {
			plural = ""
		}
		return fmt.Errorf("the word %q takes %d argument%s, not %d", key, m.args, plural, args)
	}
	return nil
}

// Keys returns all keys, sorted.
func (w *Words) Keys() []string { return slices.Sorted(maps.Keys(w.messages)) }

// Map returns words in which every text is what f makes of it, so that they can
// be escaped once.
func (w *Words) Map(f func(string) string) *Words {
	out := &Words{messages: make(map[string]message, len(w.messages))}
	for key, m := range w.messages {
		for i, text := range m.forms {
			m.forms[i] = f(text)
		}
		m.list = slices.Clone(m.list)
		for i, text := range m.list {
			m.list[i] = f(text)
		}
		out.messages[key] = m
	}
	return out
}

// category returns the plural category of a whole number by the rules of CLDR.
func category(lang language.Tag, n int) plural.Form {
	return plural.Cardinal.MatchPlural(lang, n%10_000_000, 0, 0, 0, 0)
}

// fill sets the count and the arguments into a text. A placeholder without a
// value stays as it is.
func fill(text, count string, args []string) string {
	i := strings.IndexByte(text, '{')
	if i < 0 {
		return text
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexByte(text, '{') {
		b.WriteString(text[:i])
		text = text[i:]
		value, ok := "", false
		if len(text) >= len("{n}") && text[2] == '}' {
			switch c := text[1]; {
			case c == 'n' && count != "":
				value, ok = count, true
			case c >= '0' && int(c-'0') < len(args) && c <= '9':
				value, ok = args[c-'0'], true
			}
		}
		if !ok {
			b.WriteByte('{')
			text = text[1:]
			continue
		}
		b.WriteString(value)
		text = text[len("{n}"):]
	}
	b.WriteString(text)
	return b.String()
}

// placeholders returns those of a text, sorted, each once.
func placeholders(text string) []string {
	var found []string
	for {
		_, rest, ok := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			slices.Sort(found)
			return slices.Compact(found)
		}
		found = append(found, name)
		text = after
	}
}
