package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"testing"
	"testing/quick"
)

// A pieces writer counts what it gets, and fails from one of them on.
type pieces struct {
	bytes.Buffer
	sizes []int
	fail  int // 0 for never
}

var errFull = errors.New("full")

func (p *pieces) Write(b []byte) (int, error) {
	p.sizes = append(p.sizes, len(b))
	if len(p.sizes) == p.fail {
		return 0, errFull
	}
	return p.Buffer.Write(b)
}

// A file is handed on piece by piece, and none is in memory as a whole. After an
// error of the writer, the writer gets nothing more.
func TestPieces(t *testing.T) {
	x := many(2000).exporter(t)
	large := 0
	for _, f := range x.Files() {
		var all pieces
		if err := x.Write(f, &all); err != nil {
			t.Fatal(err)
		}
		for i, n := range all.sizes {
			if last := i == len(all.sizes)-1; n > pieceSize+pieceSize/4 || n == 0 || n < pieceSize && !last {
				t.Errorf("%s: piece %d has %d bytes", f.Path, i, n)
			}
		}
		if len(all.sizes) < 3 {
			continue
		}
		large++
		broken := pieces{fail: 2}
		if err := x.Write(f, &broken); err != errFull || len(broken.sizes) != 2 {
			t.Errorf("%s: error %v after %d pieces", f.Path, err, len(broken.sizes))
		}
		if again := x.write(t, f.Path); !bytes.Equal(again, all.Bytes()) {
			t.Errorf("%s: other bytes after an error", f.Path)
		}
	}
	if large < 5 {
		t.Errorf("%d files are large, the test shows little", large)
	}
}

// Feeds escape as encoding/xml does.
func TestXML(t *testing.T) {
	check := func(s string) bool {
		var want bytes.Buffer
		xml.EscapeText(&want, []byte(s))
		return string(appendEscaped(nil, s, escapeXML)) == want.String()
	}
	all := ""
	for r := rune(0); r < 0x300; r++ {
		all += string(r)
	}
	for _, s := range []string{"", "x", all, nasty, "\xff", "a\xe2\x82", "\uFFFD", "\uFFFE\uFFFF\U0001F600", "a<b>\"c\"&'d'=\t\r\n"} {
		if !check(s) {
			t.Errorf("%q: got %q", s, appendEscaped(nil, s, escapeXML))
		}
	}
	if err := quick.Check(check, nil); err != nil {
		t.Error(err)
	}
	if err := quick.Check(func(b []byte) bool { return check(string(b)) }, nil); err != nil {
		t.Error(err)
	}
}

// What is written for each of many articles makes little garbage: texts are
// copied from where they are.
func TestAllocations(t *testing.T) {
	const articles = 200
	x := many(articles).exporter(t)
	for path, most := range map[string]int{ // for each article
		"data/dossier.json": 2, "data/ftm.ndjson": 3, "data/articles.csv": 5, "data/articles.bib": 2,
		"data/articles.ris": 4, "data/articles.csl.json": 2, "feed.xml": 1, "feed.json": 1, "people/doe/feed.xml": 1,
	} {
		f := x.file(t, path)
		n := testing.AllocsPerRun(5, func() {
			if err := x.Write(f, io.Discard); err != nil {
				t.Fatal(err)
			}
		})
		t.Logf("%s: %.1f", path, n/articles)
		if got := int(n) / articles; got > most {
			t.Errorf("%s: %d allocations for each article, want at most %d", path, got, most)
		}
	}
}

// The address of an article is made once for all feeds that have it.
func TestAddressesOfFeeds(t *testing.T) {
	x := many(100).exporter(t)
	asked := map[string]int{}
	address := x.o.Address
	x.o.Address = func(path, fragment string) string {
		asked[path+fragment]++
		return address(path, fragment)
	}
	for _, path := range []string{"feed.xml", "feed.json", "people/doe/feed.xml"} {
		if n := bytes.Count(x.write(t, path), []byte("https://t.example/articles/")); n < maxEntries {
			t.Errorf("%s: %d addresses of articles", path, n)
		}
	}
	for _, a := range x.site.Articles {
		if n := asked[a.Path]; n != 1 {
			t.Errorf("%s: address made %d times", a.Path, n)
		}
	}
}
