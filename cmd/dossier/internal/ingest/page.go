package ingest

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"dossier/cmd/dossier/internal/fold"
)

// maxElements and maxWork bound the pages in which the text is looked for; of
// larger ones, which no newspaper has, all that is marked up as text is taken.
// Work is bytes of text, each as often as it is deep in the page, which is how
// often it is read.
const (
	maxElements = 20_000
	maxWork     = 50_000_000
)

// maxCells bounds the tables of a page, which are padded to the longest cell.
const maxCells = 2_000

// readPage makes a draft of a saved web page.
func readPage(s *source) {
	if !utf8.Valid(s.text) { // browsers save as UTF-8 and leave the old name in the page
		encoding, _, _ := charset.DetermineEncoding(s.text, cmp.Or(s.media, "text/html"))
		if text, err := encoding.NewDecoder().Bytes(s.text); err == nil {
			s.text = text
		}
	}
	doc, err := html.Parse(bytes.NewReader(s.text))
	if err != nil {
		s.errorf(0, "copy the text of the page into a file .txt", "the page cannot be read: its elements are nested too deep")
		return
	}
	m := metaOf(doc)
	m.saved, m.savedOn = cmp.Or(m.saved, s.address), cmp.Or(m.savedOn, s.saved)
	d := m.draft()
	prune(doc)
	d.Body = d.pageText(doc, m)
	if d.Title != "" || d.Body != "" {
		s.add(d)
	}
}

// pageText returns the text of a page.
func (d *Draft) pageText(doc *html.Node, m *meta) string {
	at, _ := url.Parse(m.address())
	main := mainNode(doc)
	if main == nil {
		return ""
	}
	return d.withoutNoise(toMarkdown(main, at))
}

// mainNode returns the element that has the text.
func mainNode(doc *html.Node) *html.Node {
	if workOf(doc, 0) < maxWork {
		p := readability.NewParser()
		p.MaxElemsToParse, p.DisableJSONLD, p.CharThresholds = maxElements, true, 250
		a, err := attempt(func() (readability.Article, error) { return p.ParseDocument(doc, nil) })
		if err == nil && a.Node != nil {
			return a.Node
		}
	}
	for _, want := range []atom.Atom{atom.Article, atom.Main, atom.Body} {
		if n := first(doc, func(n *html.Node) bool { return n.DataAtom == want }); n != nil {
			return n
		}
	}
	return nil
}

// attempt calls code of other modules, in which a page may find a mistake: what
// would end the program is an error.
func attempt[T any](f func() (T, error)) (v T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("internal: %v", r)
		}
	}()
	return f()
}

// workOf returns the work that the text in a node makes.
func workOf(n *html.Node, depth int) (work int) {
	if n.Type == html.TextNode {
		return len(n.Data) * depth
	}
	for c := range n.ChildNodes() {
		work += workOf(c, depth+1)
	}
	return work
}

// withoutNoise returns markdown without the blocks that are no part of an
// article, and the headings under which nothing is left.
func (d *Draft) withoutNoise(text string) string {
	blocks := strings.Split(blankLines.ReplaceAllString(text, "\n\n"), "\n\n")
	plain := make([]string, len(blocks))
	for i, b := range blocks {
		plain[i] = oneLine(plainText(b))
	}
	stray, title, author := strays(plain), fold.Key(d.Title), fold.Key(d.Source.Author)
	var kept []string
	for i, b := range blocks {
		key := fold.Key(plain[i])
		switch {
		case strings.TrimSpace(b) == "":
		case stray[i] || key == title || key == author || isByline(key) || isNoise(plain[i]) || isLinks(b):
			if key != title && key != "" {
				d.LeftOut = append(d.LeftOut, plain[i])
			}
		default:
			kept = append(kept, b)
		}
	}
	for i := len(kept) - 1; i >= 0; i-- {
		if strings.HasPrefix(kept[i], "#") && (i+1 == len(kept) || strings.HasPrefix(kept[i+1], "#") && level(kept[i]) >= level(kept[i+1])) {
			d.LeftOut = append(d.LeftOut, oneLine(plainText(kept[i])))
			kept = slices.Delete(kept, i, i+1)
		}
	}
	return strings.Join(kept, "\n\n")
}

// isByline holds for the line of a folded text that says who wrote it: "by ada reed and tom ash".
func isByline(key string) bool {
	const most = 12 // words
	return strings.HasPrefix(key, "by ") && !endsSentence(key) && len(strings.Fields(key)) <= most
}

func level(heading string) int { return len(heading) - len(strings.TrimLeft(heading, "#")) }

// onlyLink is a line that is nothing but a link, also as an item of a list.
var onlyLink = regexp.MustCompile(`^\s*(?:[-*+]\s+|\d+\.\s+|#+\s+)?(?:\*\*|_)?\[[^\]]*\]\([^)]*\)(?:\*\*|_)?\s*$`)

// isLinks holds for blocks in which every line is a link: related stories, tags.
func isLinks(block string) bool {
	for l := range strings.SplitSeq(block, "\n") {
		if strings.TrimSpace(l) != "" && !onlyLink.MatchString(l) {
			return false
		}
	}
	return true
}

// toMarkdown returns the markdown of an element. Pictures are left out: they
// belong to others. Links lead somewhere or are plain text. It changes the element.
func toMarkdown(n *html.Node, at *url.URL) string {
	settle(n, at)
	plugins := []converter.Plugin{base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(
		commonmark.WithListEndComment(false), commonmark.WithBulletListMarker("-"), commonmark.WithEmDelimiter("*"), commonmark.WithHeadingStyle(commonmark.HeadingStyleATX))}
	if count(n, atom.Td, atom.Th) <= maxCells {
		plugins = append(plugins, table.NewTablePlugin(table.WithCellPaddingBehavior(table.CellPaddingBehaviorMinimal)))
	}
	text, err := attempt(func() ([]byte, error) {
		return converter.NewConverter(converter.WithPlugins(plugins...)).ConvertNode(n)
	})
	if err != nil {
		return escapeText(innerText(n))
	}
	return strings.ReplaceAll(string(text), "[[", `\[[`)
}

// settle makes links absolute, unwraps those that lead nowhere, and moves
// headings one level down, since the page has its own title.
func settle(root *html.Node, at *url.URL) {
	for _, n := range all(root) {
		switch n.DataAtom {
		case atom.A:
			if to := resolve(at, attr(n, "href")); to != "" {
				n.Attr = []html.Attribute{{Key: "href", Val: to}}
			} else {
				n.Data, n.DataAtom, n.Attr = "span", atom.Span, nil
			}
		case atom.H1:
			n.Data, n.DataAtom = "h2", atom.H2
		case atom.Img, atom.Picture, atom.Video, atom.Audio:
			remove(n)
		}
	}
}

// resolve returns where a link leads, "" if it is a place on its own page or
// cannot be told without the address of the page.
func resolve(at *url.URL, href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || href == "" || strings.HasPrefix(href, "#") {
		return ""
	}
	if u.Scheme == "mailto" {
		return u.String()
	}
	if !u.IsAbs() {
		if at == nil || at.Host == "" {
			return ""
		}
		u = at.ResolveReference(u)
	}
	return cleanAddress(u.String())
}

// prune removes what is no part of an article whatever stands in it.
func prune(doc *html.Node) {
	for _, n := range all(doc) {
		if n.Type == html.CommentNode || n.Type == html.ElementNode && isFurniture(n) {
			remove(n)
		}
	}
}

func isFurniture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Embed, atom.Svg, atom.Math, atom.Canvas,
		atom.Nav, atom.Aside, atom.Footer, atom.Form, atom.Button, atom.Input, atom.Select, atom.Textarea, atom.Dialog, atom.Figure, atom.Figcaption, atom.Menu:
		return true
	case atom.Html, atom.Body, atom.Head, atom.Article, atom.Main:
		return false
	}
	if has(n, "hidden") || attr(n, "aria-hidden") == "true" || strings.Contains(strings.ReplaceAll(attr(n, "style"), " ", ""), "display:none") {
		return true
	}
	if slices.Contains([]string{"navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alert"}, attr(n, "role")) {
		return true
	}
	for _, word := range strings.FieldsFunc(strings.ToLower(attr(n, "class")+" "+attr(n, "id")), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if furniture[word] {
			return !isLonger(n, furnitureText)
		}
	}
	return false
}

// furnitureText is how much text, in bytes, an element may have that is taken
// away for its class. More is the article itself in a page with odd names.
const furnitureText = 3000

// furniture are words in classes and ids of what stands around articles.
var furniture = set(`
share; sharing; shares; social; related; newsletter; subscribe; subscription; caption; captions; credit; credits; breadcrumb; breadcrumbs
promo; cookie; cookies; consent; comments; advert; adverts; advertisement; ads; adslot; sponsored; recommended; recommendations; recirculation
toolbar; mostread; trending; popular; paywall; signup; readmore; morelinks; copyright; sidebar; tags; taglist; byline; dateline; timestamp; outbrain; taboola
`)
