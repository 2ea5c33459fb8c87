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
	got := formatManifest([]string{"a/index.html", "حلب/index.html"})
	want := signed("a/index.html\nحلب/index.html\n")
	if !bytes.Equal(got, want) {
		t.Errorf("manifest %q, want %q", got, want)
	}
	paths, err := parseManifest(got)
	if err != nil || !slices.Equal(paths, []string{"a/index.html", "حلب/index.html"}) {
		t.Errorf("paths %q, error %v", paths, err)
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
		if paths, err := parseManifest(data); err == nil {
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
	f.Add(formatManifest(nil))
	f.Add(formatManifest([]string{"a", "a/b", "c"}))
	f.Add(signed("a\n../b\n"))
	f.Add([]byte("dossier-manifest 1 \n"))
	f.Add([]byte("a\nb\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		paths, err := parseManifest(data)
		if err == nil && !bytes.Equal(formatManifest(paths), data) {
			t.Errorf("%q means %q, which is written %q", data, paths, formatManifest(paths))
		}
		// A body that nobody could sign by chance.
		body := signed(string(data))
		paths, err = parseManifest(body)
		if err != nil {
			return
		}
		if !bytes.Equal(formatManifest(paths), body) {
			t.Errorf("%q means %q, which is written %q", body, paths, formatManifest(paths))
		}
		for _, p := range paths {
			if err := checkPath(p); err != nil {
				t.Error(err)
			}
		}
	})
}
