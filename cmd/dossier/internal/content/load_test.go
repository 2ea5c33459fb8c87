package content

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dossier/cmd/dossier/internal/diag"
)

// tree is a file system of texts.
func tree(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

const minimal = "---\ntitle: T\n---\n"

func paths(set *Set) string {
	var out []string
	for _, p := range set.Pages {
		out = append(out, p.File)
	}
	for _, r := range set.Resources {
		out = append(out, "+"+r.Path)
	}
	return strings.Join(out, " ")
}

func TestLoad(t *testing.T) {
	set, list := Load(tree(map[string]string{
		"dossier.yaml":             "title: T",
		"layouts/x.md":             "not content",
		"content/_index.md":        minimal,
		"content/people/b.md":      minimal,
		"content/people/a.md":      minimal,
		"content/people/a/x.pdf":   "",
		"content/people.md":        minimal,
		"content/empty.md":         "",
		"content/bad.md":           "---\ntitle: \"\n---\n",
		"content/CNAME":            "example.org",
		"content/.nojekyll":        "",
		"content/.well-known/a":    "",
		"content/.hidden":          "",
		"content/.git/config":      "",
		"content/.x.md.swp":        "",
		"content/.#x.md":           "",
		"content/x.md~":            "",
		"content/#x.md#":           "",
		"content/x.swp":            "",
		"content/x.md.tmp":         "",
		"content/x.md___jb_tmp___": "",
		"content/4913":             "",
		"content/.DS_Store":        "",
		"content/Thumbs.db":        "",
		"content/desktop.ini":      "",
		"content/x.sync-conflict-20160909-101010-ABCDEF.md":  minimal,
		"content/x (Anna's conflicted copy 2016-09-09).jpg":  "",
		"content/people/x (conflicted copy 2016-09-09 1).md": minimal,
	}), Options{})
	const want = "content/_index.md content/bad.md content/people.md content/people/a.md content/people/b.md " +
		"+.nojekyll +.well-known/a +CNAME +people/a/x.pdf"
	if got := paths(set); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	wantReport(t, list, `
content/bad.md:2:8: error: this quote is not closed
	hint: add the closing quote at the end of the text
content/empty.md: warning: the file is empty, it is skipped
content/people/x (conflicted copy 2016-09-09 1).md: warning: looks like a copy made by a sync conflict, it is skipped
content/x (Anna's conflicted copy 2016-09-09).jpg: warning: looks like a copy made by a sync conflict, it is skipped
content/x.sync-conflict-20160909-101010-ABCDEF.md: warning: looks like a copy made by a sync conflict, it is skipped
`)
	if got := list.Sorted()[0].Source; got != `title: "` {
		t.Errorf("the source line is %q", got)
	}
}

func wantReport(t *testing.T, list diag.List, want string) {
	t.Helper()
	if got := report(list); got != want {
		t.Errorf("got:%s\nwant:%s", got, want)
	}
}

func TestRoot(t *testing.T) {
	const here = "\n\thint: run dossier in the folder that holds dossier.yaml, with articles in content/articles/\n"
	const first = "\n\thint: write the first article, such as content/articles/first.md\n"
	tests := []struct {
		fsys fs.FS
		want string
	}{
		{fstest.MapFS{}, "\ncontent: error: there is no folder content/" + here},
		{tree(map[string]string{"content": "x"}), "\ncontent: error: it is not a folder" + here},
		{fstest.MapFS{"content": {Mode: fs.ModeDir}}, "\ncontent: error: there is no page in content/" + first},
		{tree(map[string]string{"content/a.jpg~": "", "content/a.pdf": ""}), "\ncontent: error: there is no page in content/" + first},
	}
	for _, c := range tests {
		_, list := Load(c.fsys, Options{})
		wantReport(t, list, c.want)
	}
}

func TestNames(t *testing.T) {
	files := map[string]string{
		"content/_index.md":        minimal,
		"content/a\xe9.md":         minimal,
		"content/b\xe9/x.md":       minimal,
		"content/c\n\x1b[31m.md":   minimal,
		"content/People/x.md":      minimal,
		"content/d/Meetings/x.md":  minimal,
		"content/a: b?.md":         minimal, // becomes a-b
		"content/e:f.pdf":          "",
		"content/g?/f.pdf":         "",
		"content/aux.pdf":          "",
		"content/com1.tar.gz":      "",
		"content/dot.":             "",
		"content/space /x.pdf":     "",
		"content/back\\slash.pdf":  "",
		"content/console.pdf":      "",
		"content/photos/بيان.pdf":  "",
		"content/photos/A & B.pdf": "",
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	set, list := Load(fsys, Options{})
	wantReport(t, list, `
content/People: error: the folder is named "People", it must be "people"
	hint: rename it
content/aux.pdf: error: the name "aux.pdf" cannot be published: Windows keeps it for a device
	hint: rename it`+
		"\ncontent/a\uFFFD.md: error: the file name is not UTF-8\n\thint: rename it"+`
content/back\slash.pdf: error: the name "back\\slash.pdf" cannot be published: Windows refuses the characters < > : " \ | ? *
	hint: rename it`+
		"\ncontent/b\uFFFD: error: the file name is not UTF-8\n\thint: rename it"+`
content/com1.tar.gz: error: the name "com1.tar.gz" cannot be published: Windows keeps it for a device
	hint: rename it`+
		"\ncontent/c\uFFFD\uFFFD[31m.md: error: the file name \"c\\n\\x1b[31m.md\" has a control character\n\thint: rename it"+`
content/dot.: error: the name "dot." cannot be published: Windows refuses a dot or a space at its end
	hint: rename it
content/e:f.pdf: error: the name "e:f.pdf" cannot be published: Windows refuses the characters < > : " \ | ? *
	hint: rename it
content/g?/f.pdf: error: the name "g?" cannot be published: Windows refuses the characters < > : " \ | ? *
	hint: rename it
content/space /x.pdf: error: the name "space " cannot be published: Windows refuses a dot or a space at its end
	hint: rename it
`)
	const want = "content/_index.md content/a: b?.md content/d/Meetings/x.md +console.pdf +photos/A & B.pdf +photos/بيان.pdf"
	if got := paths(set); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestLimits(t *testing.T) {
	src := "---\ntitle: T\nparams: {a: {b: c}}\n---\n"
	tests := []struct {
		o    Options
		want string
	}{
		{Options{}, ""},
		{Options{Article: int64(len(src))}, ""},
		{Options{Article: int64(len(src)) - 1}, "\ncontent/a.md: error: the file has 37 bytes, the limit is 36\n\thint: split it, or raise limits.article in dossier.yaml\n"},
		{Options{FrontMatter: 10}, "\ncontent/a.md:2:1: error: front matter of 29 bytes is too long, the limit is 10\n" +
			"\thint: move long text below the closing ---, or raise limits.front_matter in dossier.yaml\n"},
	}
	for _, c := range tests {
		_, list := Load(tree(map[string]string{"content/a.md": src}), c.o)
		wantReport(t, list, c.want)
	}
	_, list := Load(tree(map[string]string{"content/a.md": src}), Options{Depth: 2})
	if len(list) != 1 || list[0].Message != "lists and maps are nested more than 2 deep" || list[0].Pos != (diag.Pos{File: "content/a.md", Line: 3, Col: 13}) {
		t.Errorf("depth:%s", report(list))
	}
}

// TestBombs are files that are cheap to write and were dear to read: minutes,
// where a machine that has much else to do now takes a second.
func TestBombs(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", c-1), 9), ", "))
	}
	bombs := map[string]string{
		"aliases":   "---\n" + bomb + "---\n",
		"itself":    "---\na: &a [*a]\n---\n",
		"keys":      "---\n" + strings.Repeat("title: x\n", 7000) + "---\n",
		"new keys":  "---\n" + manyKeys(6000) + "---\n",
		"depth":     "---\na: " + strings.Repeat("[", 30000) + strings.Repeat("]", 30000) + "\n---\n",
		"nesting":   minimal + strings.Repeat("> ", 10000) + "x\n",
		"too large": "---\n" + manyKeys(50000) + "---\n",
		"fences":    strings.Repeat("---\n", 1<<18),
		"blank":     strings.Repeat("\n", 4<<20) + "x",
	}
	for name, src := range bombs {
		start := time.Now()
		_, list := Load(tree(map[string]string{"content/a.md": src}), Options{Article: 8 << 20})
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if !list.HasErrors() {
			t.Errorf("%s: no error", name)
		}
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d: x\n", i)
	}
	return b.String()
}

// TestDeterministic reads many files with problems, with more and fewer
// processors.
func TestDeterministic(t *testing.T) {
	files := map[string]string{}
	for i := range 60 {
		files[fmt.Sprintf("content/articles/%d.md", i)] = fmt.Sprintf("---\ntitle: T%d\ntypo: x\n---\n<b>\n", i)
		files[fmt.Sprintf("content/%d.png", i)] = "no picture"
	}
	fsys := tree(files)
	var first *Set
	var want diag.List
	for _, n := range []int{1, 2, 8} {
		old := runtime.GOMAXPROCS(n)
		set, list := Load(fsys, Options{})
		runtime.GOMAXPROCS(old)
		if first == nil {
			first, want = set, list
			if len(list) != 60*4 {
				t.Errorf("%d problems, want %d", len(list), 60*4)
			}
		}
		if !reflect.DeepEqual(list, want) {
			t.Errorf("%d processors: the list is another one", n)
		}
		if !reflect.DeepEqual(set.Pages, first.Pages) || !reflect.DeepEqual(set.Resources, first.Resources) {
			t.Errorf("%d processors: the set is another one", n)
		}
	}
}

func TestManyFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	files := map[string]string{}
	for i := range 10_000 {
		files[fmt.Sprintf("content/articles/%d.md", i)] = "---\ntitle: T\ndate: 2016\n---\nText.\n"
	}
	fsys := tree(files)
	start := time.Now()
	set, list := Load(fsys, Options{})
	if took := time.Since(start); took > 20*time.Second { // half a second where nothing else runs
		t.Errorf("took %v", took)
	}
	if len(set.Pages) != 10_000 || len(list) != 0 {
		t.Errorf("%d pages, %d problems", len(set.Pages), len(list))
	}
}

func TestResources(t *testing.T) {
	encoded := func(encode func(b *bytes.Buffer, m image.Image) error) string {
		var b bytes.Buffer
		if err := encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	jpg := encoded(func(b *bytes.Buffer, m image.Image) error { return jpeg.Encode(b, m, nil) })
	p := encoded(func(b *bytes.Buffer, m image.Image) error { return png.Encode(b, m) })
	header := "IHDR\x00\x00\xc3\x50\x00\x00\xc3\x50" + p[24:29] // 50,000 × 50,000
	huge := p[:12] + header + string(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(header)))) + p[33:]
	files := map[string]string{
		"content/_index.md":  minimal,
		"content/a.jpg":      jpg,
		"content/b.JPEG":     jpg,
		"content/c.png":      p,
		"content/d.gif":      encoded(func(b *bytes.Buffer, m image.Image) error { return gif.Encode(b, m, nil) }),
		"content/e.png":      jpg,
		"content/short.jpg":  jpg[:100],
		"content/empty.png":  "",
		"content/huge.png":   huge,
		"content/text.txt":   "<script>",
		"content/good.svg":   `<svg xmlns="http://www.w3.org/2000/svg"><title>one = "1", description</title><a href="/x"/></svg>`,
		"content/script.svg": `<svg xmlns="http://www.w3.org/2000/svg"><s:SCRIPT>alert(1)</s:SCRIPT></svg>`,
		"content/load.svg":   "<svg\nonload = 'alert(1)'></svg>",
		"content/link.svg":   `<svg><a href="JavaScript:alert(1)"/></svg>`,
	}
	set, list := Load(tree(files), Options{})
	const svg = ": warning: the drawing has a script, which runs when it is opened by itself\n\thint: remove <script>, on…= and javascript: from it\n"
	wantReport(t, list, `
content/e.png: warning: the picture is a jpeg file, its name says png
	hint: rename it
content/empty.png: warning: the picture cannot be read: image: unknown format
content/huge.png: error: the picture has 50000 × 50000 pixels, the limit is 100 million
	hint: make the picture smaller
content/link.svg`+svg+"content/load.svg"+svg+"content/script.svg"+svg+
		"content/short.jpg: warning: the picture cannot be read: unexpected EOF\n")
	var sizes []string
	for _, r := range set.Resources {
		if r.Width > 0 {
			sizes = append(sizes, fmt.Sprintf("%s %d×%d", r.Path, r.Width, r.Height))
		}
	}
	if got, want := strings.Join(sizes, ", "), "a.jpg 30×20, b.JPEG 30×20, c.png 30×20, d.gif 30×20, e.png 30×20"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
