package ingest

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// A feed is an Atom (RFC 4287), RSS 2.0 or RSS 1.0 file, as far as articles need it.
type feed struct {
	Lang     string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	Title    string     `xml:"title"`
	Entries  []feedItem `xml:"entry"`
	Channel  channel    `xml:"channel"`
	RDFItems []feedItem `xml:"item"`
}

type channel struct {
	Title    string     `xml:"title"`
	Language string     `xml:"language"`
	Items    []feedItem `xml:"item"`
}

// A feedItem is an entry or item. What two formats call otherwise has two fields.
type feedItem struct {
	Lang       string         `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	Title      feedText       `xml:"title"`
	Links      []feedLink     `xml:"link"`
	GUID       feedGUID       `xml:"guid"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	PubDate    string         `xml:"pubDate"`
	DCDate     string         `xml:"http://purl.org/dc/elements/1.1/ date"`
	Authors    []feedAuthor   `xml:"author"`
	Creators   []string       `xml:"http://purl.org/dc/elements/1.1/ creator"`
	Source     feedSource     `xml:"source"`
	Summary    feedText       `xml:"summary"`
	Desc       string         `xml:"description"`
	Content    feedText       `xml:"http://www.w3.org/2005/Atom content"`
	Encoded    string         `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
	Categories []feedCategory `xml:"category"`
}

type feedText struct {
	Type  string `xml:"type,attr"`
	Text  string `xml:",chardata"`
	Inner string `xml:",innerxml"`
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
	Text string `xml:",chardata"`
}

type feedGUID struct {
	PermaLink string `xml:"isPermaLink,attr"`
	Text      string `xml:",chardata"`
}

type feedAuthor struct {
	Name string `xml:"name"`
	Text string `xml:",chardata"`
}

type feedSource struct {
	Title string `xml:"title"`
	Text  string `xml:",chardata"`
}

type feedCategory struct {
	Term string `xml:"term,attr"`
	Text string `xml:",chardata"`
}

// readFeed makes a draft of every entry of a feed.
func readFeed(s *source) {
	dec := xml.NewDecoder(bytes.NewReader(bytes.TrimLeft(bytes.TrimPrefix(s.text, []byte("\uFEFF")), " \t\r\n")))
	dec.CharsetReader = charset.NewReaderLabel
	dec.Entity = xml.HTMLEntity // and no others: a file's own entities are refused
	var f feed
	if err := dec.Decode(&f); err != nil {
		line, _ := dec.InputPos()
		s.errorf(line, "open the file in a browser, which shows where it is broken", "the file is not well-formed XML: %s", xmlProblem(err))
		return
	}
	items := append(append(f.Entries, f.Channel.Items...), f.RDFItems...)
	for i := range items {
		d := items[i].draft()
		d.Source.Publisher = cmp.Or(d.Source.Publisher, f.Title, f.Channel.Title)
		d.Source.Lang = cmp.Or(d.Source.Lang, f.Lang, f.Channel.Language)
		if (d.Title != "" || d.Body != "") && !s.add(d) {
			return
		}
	}
}

// xmlProblem is the message of an error, without the place that is said before it.
func xmlProblem(err error) string {
	return oneLine(regexp.MustCompile(`^XML syntax error on line \d+: `).ReplaceAllString(err.Error(), ""))
}

func (it *feedItem) draft() Draft {
	var d Draft
	d.Title = oneLine(it.Title.plain())
	d.Source.URL = it.address()
	d.Source.Lang = it.Lang
	d.Source.Publisher = cmp.Or(oneLine(it.Source.Title), oneLine(it.Source.Text))
	var authors []string
	for _, a := range it.Authors {
		if name := cmp.Or(oneLine(a.Name), mailName(oneLine(a.Text))); name != "" {
			authors = append(authors, name)
		}
	}
	for _, c := range it.Creators {
		authors = append(authors, oneLine(c))
	}
	d.Source.Author = strings.Join(authors, ", ")
	for _, c := range it.Categories {
		d.Tags = append(d.Tags, cmp.Or(c.Term, c.Text))
	}
	d.pickDate([]string{it.Published, it.PubDate, it.DCDate, it.Updated})
	summary := cmp.Or(it.Summary.html(), it.Desc)
	content := cmp.Or(it.Encoded, it.Content.html())
	d.Body = fragment(cmp.Or(content, summary), d.Source.URL)
	if content != "" && summary != "" {
		d.Summary = oneLine(textOf(summary))
	}
	return d
}

// address is where the entry leads: the link that is no enclosure, or an id
// that is an address.
func (it *feedItem) address() string {
	for _, l := range it.Links {
		if a := cmp.Or(strings.TrimSpace(l.Href), strings.TrimSpace(l.Text)); a != "" && (l.Rel == "" || l.Rel == "alternate") {
			return a
		}
	}
	if it.GUID.PermaLink != "false" && cleanAddress(it.GUID.Text) != "" {
		return it.GUID.Text
	}
	return ""
}

// html returns the text as HTML, from any of the ways in which Atom has it (RFC
// 4287, 3.1.1).
func (t feedText) html() string {
	switch t.Type {
	case "xhtml":
		return t.Inner
	case "", "text":
		if strings.Contains(t.Inner, "<![CDATA[") || strings.Contains(t.Inner, "&lt;") {
			return t.Text
		}
		return html.EscapeString(t.Text)
	}
	return t.Text
}

func (t feedText) plain() string { return textOf(t.html()) }

// mailName returns the name of an author as RSS has it: "jane@example.org (Jane Doe)".
func mailName(s string) string {
	if m := inParentheses.FindStringSubmatch(s); m != nil && strings.Contains(s, "@") {
		return m[1]
	}
	if strings.Contains(s, "@") {
		return ""
	}
	return s
}

var inParentheses = regexp.MustCompile(`\(([^)]+)\)`)

// fragment returns the markdown of a piece of HTML whose relative links start
// from address.
func fragment(text, address string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	if !strings.Contains(text, "<") {
		return paragraphs(html.UnescapeString(text))
	}
	n := parseFragment(text)
	if n == nil {
		return ""
	}
	at, _ := url.Parse(cleanAddress(address))
	prune(n)
	return new(Draft).withoutNoise(toMarkdown(n, at))
}

// textOf returns the words of a piece of HTML.
func textOf(text string) string {
	if !strings.ContainsAny(text, "<&") {
		return text
	}
	n := parseFragment(text)
	if n == nil {
		return ""
	}
	return innerText(n)
}

// parseFragment returns an element with the piece of HTML in it, nil if it is
// nested too deep.
func parseFragment(text string) *html.Node {
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(text), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return nil
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root
}
