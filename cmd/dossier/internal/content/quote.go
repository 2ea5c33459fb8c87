package content

import (
	"fmt"
	"maps"
	"strings"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/fold"
	"dossier/cmd/dossier/internal/markdown"
)

// maxNearest is for how many quotes of an article the nearest text is looked
// for, which takes a walk through the whole of it.
const maxNearest = 20

// checkQuotes reports quotes of statements that do not occur in the body. White
// space, quote marks, dashes, ellipses and Unicode form may differ.
func (p *Page) checkQuotes(doc *markdown.Document, list *diag.List) {
	if p.Article == nil {
		return
	}
	var body string // of all blocks; made when the first quote needs it
	missing := 0
	for _, s := range p.Article.Statements {
		if s.Quote.IsZero() {
			continue
		}
		if body == "" {
			body = quotable(doc)
		}
		if strings.Contains(body, foldQuote(s.Quote.Value)) {
			continue
		}
		hint := "quote the words of the text, or say it in your own under text: and leave quote: out"
		if missing++; missing <= maxNearest {
			if text, line := nearest(doc, s.Quote.Value); text != "" {
				hint = fmt.Sprintf("the nearest text is on line %d: %q", line, text)
			}
		}
		list.Add(diag.Error, p.Pos(s.Quote.Line, s.Quote.Col), hint, "the quote %q does not occur in the text", s.Quote.Value)
	}
}

// quotable returns the text of a body in the form that quotes are compared in.
func quotable(doc *markdown.Document) string {
	var b strings.Builder
	for _, block := range doc.Blocks() {
		b.WriteString(block.Text)
		b.WriteByte('\n')
	}
	return foldQuote(b.String())
}

// foldQuote is [fold.Quote] for text that may still have the dashes of markdown
// source, which are dashes in the body. Double quote marks are as single ones:
// editors exchange them where a quote stands within a quote.
func foldQuote(s string) string { return quoteMarks.Replace(fold.Quote(s)) }

var quoteMarks = strings.NewReplacer("---", "-", "--", "-", `"`, "'")

// nearest returns where the text comes nearest to a quote: the first stretch of
// as many words that shares most of them with it. It is "" if none shares half.
// It takes time in proportion to the text.
func nearest(doc *markdown.Document, quote string) (text string, line int) {
	want := map[string]int{}
	size := 0
	for _, t := range fold.AppendTokens(nil, quote) {
		want[t.Text(quote)]++
		size++
	}
	if size == 0 {
		return "", 0
	}
	most := (size+1)/2 - 1
	for i, block := range doc.Blocks() {
		words := fold.AppendTokens(nil, block.Text)
		missing := maps.Clone(want) // how often each word is still wanted in the stretch
		shared := 0
		for end, w := range words {
			word := w.Text(block.Text)
			if _, ok := want[word]; ok {
				if missing[word]--; missing[word] >= 0 {
					shared++
				}
			}
			start := end - size + 1
			if start > 0 {
				if out := words[start-1].Text(block.Text); want[out] > 0 {
					if missing[out]++; missing[out] > 0 {
						shared--
					}
				}
			}
			if shared > most {
				from, to := words[max(start, 0)].Start, w.End
				text, line, most = block.Text[from:to], doc.Line(i, from), shared
			}
		}
	}
	return strings.Join(strings.Fields(text), " "), line
}
