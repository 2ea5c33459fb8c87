package render

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/i18n"
)

// A lexicon is the words of the interface, as texts and as HTML.
type lexicon struct {
	plain, escaped *i18n.Words
}

func newLexicon(w *i18n.Words) lexicon {
	return lexicon{w, w.Map(html.EscapeString)}
}

// T is the function T of layouts: the text of a key with its arguments. With an
// argument that is HTML, such as what link returns, the text is HTML too.
func (l lexicon) T(key string, args ...any) (any, error) {
	return l.say(key, false, args, func(w *i18n.Words, texts []string) string { return w.T(key, texts...) })
}

// TN is T with a count, which chooses the plural and stands for {n}.
func (l lexicon) TN(key string, n int, args ...any) (any, error) {
	return l.say(key, true, args, func(w *i18n.Words, texts []string) string { return w.N(key, n, texts...) })
}

// say checks a call of T or TN and makes it with the words that fit its arguments.
func (l lexicon) say(key string, counted bool, args []any, word func(w *i18n.Words, texts []string) string) (any, error) {
	if err := l.plain.Check(key, counted, len(args)); err != nil {
		return nil, err
	}
	texts, isMarkup, err := texts(args)
	switch {
	case err != nil:
		return nil, fmt.Errorf("the word %q: %w", key, err)
	case isMarkup:
		return trusted([]byte(word(l.escaped, texts))), nil
	}
	return word(l.plain, texts), nil
}

// texts returns arguments as texts; all as HTML, if one of them is HTML.
func texts(args []any) (out []string, isMarkup bool, err error) {
	isMarkup = slices.ContainsFunc(args, func(a any) bool { _, ok := a.(template.HTML); return ok })
	out = make([]string, len(args))
	for i, a := range args {
		if isMarkup {
			out[i], err = markup(a)
		} else {
			out[i], err = plainText(a)
		}
		if err != nil {
			return nil, false, fmt.Errorf("argument %d is %w", i+1, err)
		}
	}
	return out, isMarkup, nil
}

// markup returns a value of a layout as HTML.
func markup(v any) (string, error) {
	if h, ok := v.(template.HTML); ok {
		return string(h), nil
	}
	text, err := plainText(v)
	return html.EscapeString(text), err
}

func plainText(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case int:
		return strconv.Itoa(v), nil
	}
	return "", fmt.Errorf("%T, not a text, a number, or what link and time return", v)
}

// links returns the a elements of links or cards, with commas between them.
func (l lexicon) links(list any) (template.HTML, error) {
	b, err := l.appendLinks(nil, list)
	return trusted(b), err
}

// appendLinks appends what links returns.
func (l lexicon) appendLinks(b []byte, list any) ([]byte, error) {
	comma := l.escaped.T("comma")
	switch list := list.(type) {
	case []Link:
		for i := range list {
			if i > 0 {
				b = append(b, comma...)
			}
			b = appendLink(b, &list[i])
		}
	case []Card:
		for i := range list {
			if i > 0 {
				b = append(b, comma...)
			}
			b = appendLink(b, &list[i].Link)
		}
	default:
		return b, fmt.Errorf("%T is not a list of links", list)
	}
	return b, nil
}

// titles returns the titles of links, or the names of what accounts differ on,
// with commas between them.
func (l lexicon) titles(list any) (string, error) {
	var all []string
	switch list := list.(type) {
	case []string:
		all = list
	case []Link:
		for _, link := range list {
			all = append(all, link.Title)
		}
	case []Dispute:
		for _, d := range list {
			all = append(all, d.Name)
		}
	default:
		return "", fmt.Errorf("%T is not a list of links or names", list)
	}
	return strings.Join(all, l.plain.T("comma")), nil
}

// set writes the words that need no argument into a tree of a layout, so that
// they cost nothing when a page is made. Any other use of T stays a call. It
// returns the first node with a word that does not exist, and why.
func (l lexicon) set(list *parse.ListNode) (parse.Node, error) {
	if list == nil {
		return nil, nil
	}
	for i, node := range list.Nodes {
		if action, ok := node.(*parse.ActionNode); ok {
			key, ok := wordOf(action)
			if !ok {
				continue
			}
			if err := l.plain.Check(key, false, 0); err != nil {
				return node, err
			}
			list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: action.Pos, Text: []byte(l.escaped.T(key))}
		}
		for _, in := range within(node) {
			if bad, err := l.set(in); err != nil {
				return bad, err
			}
		}
	}
	return nil, nil
}

// wordOf returns the key of an action that is no more than {{T "key"}}.
func wordOf(n *parse.ActionNode) (key string, ok bool) {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) != 2 {
		return "", false
	}
	name, ok := n.Pipe.Cmds[0].Args[0].(*parse.IdentifierNode)
	text, isText := n.Pipe.Cmds[0].Args[1].(*parse.StringNode)
	if !ok || !isText || name.Ident != "T" {
		return "", false
	}
	return text.Text, true
}

// dateWords returns how the words write dates.
func dateWords(w *i18n.Words) *edtf.Words {
	d := &edtf.Words{
		FirstDay:   w.T("date_first_day"),
		DayMonth:   w.T("date_day_month"),
		DayYear:    w.T("date_day_year"),
		MonthYear:  w.T("date_month_year"),
		AnyMonth:   w.T("date_any_month"),
		AnyDay:     w.T("date_any_day"),
		BC:         w.T("date_bc"),
		AD:         w.T("date_ad"),
		Decade:     w.T("date_decade"),
		Between:    w.T("date_between"),
		Time:       w.T("date_time"),
		TimeUTC:    w.T("date_time_utc"),
		TimeOffset: w.T("date_time_offset"),
		About:      w.T("date_about"),
		Uncertain:  w.T("date_uncertain"),
		Range:      w.T("date_range"),
		WideRange:  w.T("date_wide_range"),
		From:       w.T("date_from"),
		Until:      w.T("date_until"),
	}
	copy(d.Months[:], w.List("months"))
	copy(d.MonthsOfDay[:], w.List("months_of_day"))
	copy(d.MonthsShort[:], w.List("months_short"))
	copy(d.Seasons[:], w.List("seasons"))
	return d
}
