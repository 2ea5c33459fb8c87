package export

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// An element of XML, for checks of structure.
type node struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []node     `xml:",any"`
	Text     string     `xml:",chardata"`
}

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (n node) all(name string) (out []node) {
	for _, c := range n.Children {
		if c.XMLName.Local == name {
			out = append(out, c)
		}
	}
	return out
}

const atomSpace = "http://www.w3.org/2005/Atom"

// checkAtom holds a feed to the structure of RFC 4287: sections 3.1 to 4.2.
func checkAtom(text []byte) error {
	d := xml.NewDecoder(strings.NewReader(string(text)))
	var feed node
	if err := d.Decode(&feed); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) && !strings.HasSuffix(string(text), "</feed>\n") {
		return errors.New("there is more than one root")
	}
	if feed.XMLName != (xml.Name{Space: atomSpace, Local: "feed"}) {
		return fmt.Errorf("the root is %v", feed.XMLName)
	}
	bad := checkParts(feed, map[string]int{"id": 1, "title": 1, "updated": 1, "generator": -1, "rights": -1, "subtitle": -1,
		"author": 2, "link": 2, "entry": 0})
	if len(feed.all("author")) == 0 {
		bad = append(bad, errors.New("neither feed nor entry has an author"))
	}
	seen := map[string]bool{}
	for _, e := range feed.all("entry") {
		bad = append(bad, checkParts(e, map[string]int{"id": 1, "title": 1, "updated": 1, "published": -1, "summary": -1, "category": 0, "link": 2})...)
		id := e.all("id")[0].Text
		if seen[id] {
			bad = append(bad, fmt.Errorf("two entries have the id %q", id))
		}
		seen[id] = true
		if !slices.ContainsFunc(e.all("link"), func(l node) bool { return l.attr("rel") == "alternate" }) {
			bad = append(bad, fmt.Errorf("%s has no content and no alternate", id))
		}
	}
	return errors.Join(bad...)
}

// checkParts checks the children of a feed or entry. The number says how often
// one must be there: 1 once, -1 at most once, 2 at least once, 0 any number.
func checkParts(n node, parts map[string]int) (bad []error) {
	for _, c := range n.Children {
		if _, known := parts[c.XMLName.Local]; !known || c.XMLName.Space != atomSpace {
			bad = append(bad, fmt.Errorf("%s may not have %v", n.XMLName.Local, c.XMLName))
		}
		switch c.XMLName.Local {
		case "updated", "published":
			if _, err := time.Parse(time.RFC3339, c.Text); err != nil {
				bad = append(bad, err)
			}
		case "id":
			if u, err := url.Parse(c.Text); err != nil || !u.IsAbs() {
				bad = append(bad, fmt.Errorf("the id %q is no absolute address", c.Text))
			}
		case "link":
			if u, err := url.Parse(c.attr("href")); err != nil || !u.IsAbs() {
				bad = append(bad, fmt.Errorf("%q is no absolute address", c.attr("href")))
			}
		case "category":
			if c.attr("term") == "" {
				bad = append(bad, errors.New("a category has no term"))
			}
		case "author":
			if len(c.all("name")) != 1 || c.all("name")[0].Text == "" {
				bad = append(bad, errors.New("an author has no name"))
			}
		}
	}
	for name, count := range parts {
		got := len(n.all(name))
		if count == 1 && got != 1 || count == -1 && got > 1 || count == 2 && got < 1 {
			bad = append(bad, fmt.Errorf("%s has %d %s", n.XMLName.Local, got, name))
		}
	}
	return bad
}

func TestAtom(t *testing.T) {
	for name, d := range dossiers() {
		x := d.exporter(t)
		for _, f := range x.Files() {
			if !strings.HasSuffix(f.Path, "feed.xml") {
				continue
			}
			text := x.write(t, f.Path)
			if err := checkAtom(text); err != nil {
				t.Errorf("%s: %s: %v\n%s", name, f.Path, err, text)
			}
			if strings.Contains(string(text), "<img") || strings.Contains(string(text), "<script") {
				t.Errorf("%s: %s has an element that an author wrote", name, f.Path)
			}
		}
	}
}

// The checker finds what it is there for.
func TestCheckAtom(t *testing.T) {
	good := string(oakford().exporter(t).write(t, "feed.xml"))
	for _, change := range [][2]string{
		{"<id>https://oakford.example/road/</id>\n", ""},
		{"<author>", "<author><name>x</name></author><author>"},
		{`<link rel="self"`, `<lnk rel="self"`},
		{"T00:00:00Z</updated>", "</updated>"},
		{`rel="alternate" type="text/html" href="https://oakford.example/road/articles/`, `rel="x" href="https://oakford.example/road/articles/`},
		{"<id>https://oakford.example/road/articles/gazette/</id>", "<id>gazette</id>"},
	} {
		text := strings.Replace(good, change[0], change[1], 1)
		if text == good {
			t.Fatalf("the feed has no %q\n%s", change[0], good)
		}
		if change[0] != "<author>" && checkAtom([]byte(text)) == nil {
			t.Errorf("a feed without %q passes", change[0])
		}
	}
}

// titlesOf returns the titles of a feed's entries.
func titlesOf(t *testing.T, text []byte) (out []string) {
	t.Helper()
	var feed node
	if err := xml.Unmarshal(text, &feed); err != nil {
		t.Fatal(err)
	}
	for _, e := range feed.all("entry") {
		out = append(out, e.all("title")[0].Text)
	}
	return out
}

// The newest come first. What somebody said counts from the day on which it
// was reported, and the statement that a change leads to is told by the change.
func TestEntries(t *testing.T) {
	x := oakford().exporter(t)
	const shift = "Jane Doe on “The bypass”: change from “Against it” to “For it”"
	for path, want := range map[string][]string{
		"feed.xml": {"Doe changes her mind", "Oakford Council on “The bypass”: change from “Against it” to “For it”", shift, "Council splits", "Jane Doe (Oakford Council) on “The bypass”: Against it"},
		"people/jane-doe/feed.xml": {"Doe changes her mind", shift, "Council splits",
			"Jane Doe (Oakford Council) on “The bypass”: Against it"},
	} {
		got := titlesOf(t, x.write(t, path))
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", path, got, want)
		}
	}
	first := titlesOf(t, x.write(t, "feed.xml"))[0]
	if first == "Council splits" {
		t.Error("the oldest entry is the first")
	}
	text := string(x.write(t, "positions/bypass/feed.xml"))
	for _, want := range []string{
		"<title>The bypass · The bypass at Oakford</title>",
		`<link rel="self" type="application/atom+xml" href="https://oakford.example/road/positions/bypass/feed.xml"/>`,
		"<published>2024-05-04T18:30:00+01:00</published>",
		"Should the bypass be built? Between 1 March 2024 and 3 May 2024. Said yes, with a tunnel. Reported by Herald (4 May 2024, 18:30).",
		"Said 1 March 2024. Said that the road would cut the commons. “cut the commons”. Reported by Oakford Gazette (2 March 2024).",
		"Between 1 March 2024 and May 2024. Reported by others. It is said to agree. Reported by Herald (4 May 2024, 18:30).",
		"<updated>2024-03-09T00:00:00Z</updated>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the feed of the position lacks %s\n%s", want, text)
		}
	}
}

func TestFeedLimit(t *testing.T) {
	x := many(maxEntries + 10).exporter(t)
	for _, path := range []string{"feed.xml", "people/doe/feed.xml"} {
		got := titlesOf(t, x.write(t, path))
		if len(got) != maxEntries || got[0] != fmt.Sprintf("A%d", maxEntries+9) {
			t.Errorf("%s has %d entries, the first is %s", path, len(got), got[0])
		}
	}
}

// Dates that a feed cannot say do not stop it.
func TestFeedDates(t *testing.T) {
	for in, want := range map[string]string{
		"2024":                   "2024-01-01T00:00:00Z",
		"2024-06":                "2024-06-01T00:00:00+01:00",
		"2024-03-02T23:30-05:00": "2024-03-02T23:30:00-05:00",
		"2024-03-02/2024-03-09":  "2024-03-02T00:00:00Z",
		"../2024-03-02":          "2024-03-02T00:00:00Z",
		"-0043-03-15":            "0001-01-01T00:00:00Z",
		"9999":                   "9999-01-01T00:00:00Z",
	} {
		x := dossier{
			"dossier.yaml":          "title: T\nbase_url: https://t.example/\ntimezone: Europe/London\n",
			"content/articles/a.md": "---\ntitle: A\ndate: \"" + in + "\"\nsource: {publisher: P}\n---\n",
		}.exporter(t)
		text := x.write(t, "feed.xml")
		if err := checkAtom(text); err != nil {
			t.Errorf("%s: %v", in, err)
		}
		if !strings.Contains(string(text), "<updated>"+want+"</updated>") {
			t.Errorf("%s: want %s in\n%s", in, want, text)
		}
	}
}

// A jsonFeed is what https://www.jsonfeed.org/version/1.1/ allows.
type jsonFeed struct {
	Version     string `json:"version"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Home        string `json:"home_page_url"`
	Feed        string `json:"feed_url"`
	Language    string `json:"language"`
	Authors     []struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	} `json:"authors"`
	Items []struct {
		ID        string    `json:"id"`
		URL       string    `json:"url"`
		External  string    `json:"external_url"`
		Title     string    `json:"title"`
		Text      *string   `json:"content_text"`
		Published time.Time `json:"date_published"`
		Modified  time.Time `json:"date_modified"`
		Tags      []string  `json:"tags"`
		Language  string    `json:"language"`
	} `json:"items"`
}

func TestJSONFeed(t *testing.T) {
	for name, d := range dossiers() {
		x := d.exporter(t)
		if x.config().BaseURL == "" {
			continue
		}
		dec := json.NewDecoder(strings.NewReader(string(x.write(t, "feed.json"))))
		dec.DisallowUnknownFields()
		var f jsonFeed
		if err := dec.Decode(&f); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f.Version != "https://jsonfeed.org/version/1.1" || f.Title != x.config().Title || f.Items == nil {
			t.Errorf("%s: %+v", name, f)
		}
		atom := titlesOf(t, x.write(t, "feed.xml"))
		for i, item := range f.Items {
			if item.ID == "" || item.Text == nil || item.Title != atom[i] {
				t.Errorf("%s: item %d is %+v", name, i, item)
			}
		}
	}
}
