package publish

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestManifest(t *testing.T) {
	paths := []string{"a/index.html", "حلب/index.html"}
	for receipt, want := range map[string][]byte{
		"":        signed("a/index.html\nحلب/index.html\n"),
		"key sum": signed(".dossier-receipt key sum\na/index.html\nحلب/index.html\n"),
	} {
		data := formatManifest(paths, receipt)
		if !bytes.Equal(data, want) {
			t.Errorf("manifest %q, want %q", data, want)
		}
		gotPaths, gotReceipt, err := parseManifest(data)
		if err != nil || !slices.Equal(gotPaths, paths) || gotReceipt != receipt {
			t.Errorf("paths %q, receipt %q, error %v", gotPaths, gotReceipt, err)
		}
	}
}

// signed returns a manifest that holds body, whatever it is.
func signed(body string) []byte {
	return fmt.Appendf(nil, "%s%x\n%s", manifestVersion, sha256.Sum256([]byte(body)), body)
}

func TestManifestIsRefused(t *testing.T) {
	for _, data := range [][]byte{
		nil,
		[]byte("\n"),
		[]byte("dossier-manifest 2 x\n"),
		signed(receiptMark),
		signed(receiptMark + "key sum"),
		signed(receiptMark + "\na\n"),
		signed("a\n" + receiptMark + "key sum\n"),
		signed("a"),
		signed("b\na\n"),
		signed("a\na\n"),
		signed("../a\n"),
		signed("/a\n"),
		signed("\n"),
		signed("a\r\n"),
		signed("a/\n"),
		signed(manifestName + "\n"),
		bytes.TrimSuffix(signed(""), []byte("\n")),
		append(signed("a\n"), "b\n"...),
	} {
		if paths, _, err := parseManifest(data); err == nil {
			t.Errorf("parseManifest(%q) = %q, want an error", data, paths)
		}
	}
}

func TestBadPaths(t *testing.T) {
	for _, test := range []struct{ paths, want string }{
		{"../x", `output path "../x" is not a path inside the site`},
		{"/etc/passwd", `output path "/etc/passwd" is not a path inside the site`},
		{"a/../b", `output path "a/../b" is not a path inside the site`},
		{".", `output path "." is not a path inside the site`},
		{"", `output path "" is not a path inside the site`},
		{"a//b", `output path "a//b" is not a path inside the site`},
		{`..\x`, `output path "..\\x" holds a colon or a backslash, which not every system can store; rename the file`},
		{"C:x", `output path "C:x" holds a colon or a backslash, which not every system can store; rename the file`},
		{"a\nb", `output path "a\nb" holds control characters`},
		{"a\x00b", `output path "a\x00b" holds control characters`},
		{"a\xff", `output path "a\xff" is not a path inside the site`},
		{".dossier-manifest", `output path ".dossier-manifest": names that start with ".dossier-" are reserved`},
		{"a a", `output path "a" is given twice`},
		{"a/b a", `output path "a" is a file and a directory`},
		{"a a-b a/b", `output path "a" is a file and a directory`},
	} {
		_, err := checkPaths(strings.Split(test.paths, " "))
		if err == nil || err.Error() != test.want {
			t.Errorf("paths %q: error %v, want %s", test.paths, err, test.want)
		}
	}
	dir := filepath.Join(t.TempDir(), "public")
	if _, err := Write(t.Context(), site{"../x": ""}, Options{Dir: dir}); err == nil {
		t.Error("../x was published")
	}
}

func FuzzManifest(f *testing.F) {
	f.Add(formatManifest(nil, ""))
	f.Add(formatManifest([]string{"a", "a/b", "c"}, ""))
	f.Add(formatManifest([]string{"a", "a/b", "c"}, "key sum"))
	f.Add(signed("a\n../b\n"))
	f.Add([]byte(receiptMark + "key sum\na\n"))
	f.Add([]byte("dossier-manifest 1 \n"))
	f.Add([]byte("a\nb\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		// The second has a body that nobody could sign by chance.
		for _, text := range [][]byte{data, signed(string(data))} {
			paths, receipt, err := parseManifest(text)
			if err != nil {
				continue
			}
			if again := formatManifest(paths, receipt); !bytes.Equal(again, text) {
				t.Errorf("%q means %q and %q, which is written %q", text, paths, receipt, again)
			}
			for _, p := range paths {
				if err := checkPath(p); err != nil {
					t.Error(err)
				}
			}
		}
	})
}
