package export

import (
	"bytes"
	"encoding/xml"
	"errors"
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

// appendXML escapes as encoding/xml does.
func TestXML(t *testing.T) {
	check := func(s string) bool {
		var want bytes.Buffer
		xml.EscapeText(&want, []byte(s))
		return string(appendXML(nil, s)) == want.String()
	}
	all := ""
	for r := rune(0); r < 0x300; r++ {
		all += string(r)
	}
	for _, s := range []string{"", "x", all, nasty, "\xff", "a\xe2\x82", "\uFFFD", "\uFFFE\uFFFF\U0001F600", "a<b>\"c\"&'d'=\t\r\n"} {
		if !check(s) {
			t.Errorf("%q: got %q", s, appendXML(nil, s))
		}
	}
	if err := quick.Check(check, nil); err != nil {
		t.Error(err)
	}
	if err := quick.Check(func(b []byte) bool { return check(string(b)) }, nil); err != nil {
		t.Error(err)
	}
}
