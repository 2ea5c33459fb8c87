package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"dossier/cmd/dossier/internal/site"
)

// accept imports a file into a dossier, which must then build, and returns the
// texts of the articles.
func accept(t testing.TB, s *site.Site, name, text string) (articles []string) {
	t.Helper()
	drafts, list := Read(name, []byte(text))
	if len(drafts) == 0 && !list.HasErrors() {
		t.Errorf("%s: neither an article nor an error", name)
	}
	known, fsys := Learn(s, nil), dossier(county)
	for _, d := range drafts {
		a := known.Fit(d, today)
		if a.Same != "" {
			continue
		}
		if fsys[a.File] != nil {
			t.Errorf("%s is written twice", a.File)
		}
		fsys[a.File] = &fstest.MapFile{Data: a.Text(today)}
		articles = append(articles, string(a.Text(today)))
		a.Report(name)
		if left := a.Left(); strings.Contains(left, "\n") {
			t.Errorf("the report has several lines: %q", left)
		}
	}
	build(t, fsys)
	return articles
}

// TestHostile imports what nobody sends who means well.
func TestHostile(t *testing.T) {
	s := build(t, dossier(county))
	const page = "<html><head><title>%s</title></head><body><article><h1>%[1]s</h1><p>%s</p></article></body></html>"
	words := strings.Repeat("The county and the town are further apart than before. ", 10)
	laughs := "<!DOCTYPE lolz [<!ENTITY a \"ha\">"
	for c := 'b'; c <= 'z'; c++ {
		laughs += fmt.Sprintf("<!ENTITY %c \"%s\">", c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	for _, c := range []struct {
		name, file, text string
		articles         int
		has              string // in the first article
		hasNot           string
	}{
		{"front matter in a title", "x.html", fmt.Sprintf(page, "One\n---\ndraft: false\n\"'", words), 1, `title: "One --- draft: false \"'"`, "\ndraft: false"},
		{"front matter in a table", "x.csv", "title,text\n\"a\n---\nx: y\",\"---\n\nhello\"\n", 1, `title: "a --- x: y"`, "\nx: y"},
		{"a comment after a title", "x.csv", "title,publisher\n# a,\"x # y\n- z\"\n", 1, `publisher: "x # y - z"`, ""},
		{"NUL and marks of direction", "x.txt", "A title of three words\x00\u202E\n\nThe body\x00 ends.\n", 1, "The body ends.", "\x00"},
		{"scripts", "x.html", fmt.Sprintf(page, "One", words+`<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a><svg onload=alert(1)>`), 1, "The county", "alert"},
		{"script as text", "x.txt", "A title of three words\n\nSee <script>alert(1)</script> here.\n", 1, `\<script>`, " <script>"},
		{"script in code", "x.md", "---\ntitle: x\n---\n<scr<b>ipt>alert(1)</scr</b>ipt> <img\nsrc=x> done\n", 1, "done", "<img"},
		{"script in a feed", "x.xml", "<rss><channel><item><title>&lt;script&gt;alert(1)&lt;/script&gt;a</title><description>&lt;img src=x onerror=alert(1)&gt;b</description></item></channel></rss>", 1, "title: a", "alert"},
		{"billion laughs", "x.xml", laughs + "]><rss><channel><item><title>&z;</title></item></channel></rss>", 0, "", ""},
		{"broken XML", "x.xml", "<rss><channel><item><title>a</item>", 0, "", ""},
		{"elements nested deep", "x.html", strings.Repeat("<div>", 100_000) + "x", 0, "", ""},
		{"quotes nested deep", "x.html", "<html><title>t</title><body>" + strings.Repeat("<blockquote>", 400) + words + "</html>", 1, "further apart", ""},
		{"lists nested deep", "x.html", "<html><title>t</title><body>" + strings.Repeat("<ul><li>", 200) + words + "</html>", 1, "further apart", ""},
		{"a large page", "x.html", "<html><title>t</title><body>" + strings.Repeat("<p>"+words+"</p>", 10<<20/len(words)) + "</html>", 1, "further apart", ""},
		{"a page of many elements", "x.html", "<html><title>t</title><body>" + strings.Repeat("<b>x</b><i>y</i>", 100_000) + "</html>", 1, "", ""},
		{"furniture in furniture", "x.html", "<html><title>t</title><body>" + strings.Repeat("<div class=share>", 400) + strings.Repeat("<p>"+words+"</p>", 2000) + "</html>", 1, "further apart", ""},
		{"a table of many cells", "x.html", "<html><title>t</title><body><p>" + words + "</p><table>" + strings.Repeat("<tr><td>"+strings.Repeat("<td>x", 300), 300) + "</html>", 1, "further apart", ""},
		{"JSON-LD nested deep", "x.html", `<html><title>t</title><script type="application/ld+json">` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "</script><body><p>" + words + "</html>", 1, "further apart", ""},
		{"many columns", "x.csv", "title" + strings.Repeat(",x", 1_000_000), 0, "", ""},
		{"many fields in a row", "x.csv", "title\na" + strings.Repeat(",x", 1_000_000), 1, "title: a", ""},
		{"an open quote", "x.csv", "title,text\n\"a,b\nc\n", 1, "", ""},
		{"YAML bomb", "x.md", "---\na: &a [x]\nb: [*a, *a]\n---\ntext\n", 0, "", ""},
		{"braces nested deep", "x.bib", "@article{a, title = {" + strings.Repeat("{", 100_000) + "x" + strings.Repeat("}", 100_000) + "}}", 1, "title: x", ""},
		{"macros of macros", "x.bib", bomb(), 0, "", ""},
		{"many empty entries", "x.bib", strings.Repeat("@a{}\n", 50_000), 0, "", ""},
		{"a long abstract", "x.ris", "TY  - NEWS\nTI  - x\nAB  - " + strings.Repeat("word and word\n", 100_000) + "ER  - \n", 1, "word and word", ""},
		{"a long paragraph", "x.txt", "A title of words\n\n" + strings.Repeat("words that go on and on without an end to them\n", 50_000), 1, "words that go on", ""},
		{"headings in headings", "x.html", "<html><title>t</title><body>" + strings.Repeat("<h1><time><div>", 100) + strings.Repeat("<p>"+words+"</p>", 500) + "</html>", 1, "further apart", ""},
		{"MHTML without parts", "x.mhtml", "From: x\nContent-Type: multipart/related; boundary=b\n\n--b\n", 0, "", ""},
		{"MHTML without a boundary", "x.mhtml", "From: x\n\n<html>", 0, "", ""},
		{"MHTML with broken base64", "x.mhtml", "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n%%%%\n--b--\n", 0, "", ""},
		{"MHTML in windows-1251", "x.mhtml", "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=windows-1251\n\n<title>\xd0\xe8\xe4</title>\n--b--\n", 1, "title: \"Рид\"", ""},
		{"JSON nested deep", "x.json", strings.Repeat("[", 100_000), 0, "", ""},
		{"a long title", "x.txt", "A title " + strings.Repeat("very ", 30) + "long\n\n" + strings.Repeat("word ", 300_000) + ".\n", 1, "word", ""},
		{"markdown that takes long", "x.md", "---\ntitle: x\n---\n" + strings.Repeat("[a](", 20_000), 1, "", ""},
		{"markdown nested deep", "x.md", "---\ntitle: x\n---\n" + strings.Repeat("> ", 5_000) + "x\n", 1, "", ""},
		{"UTF-8 without a word of it", "x.html", "<html><title>t</title><!--" + strings.Repeat("x", 2000) + "--><body><p>" + words + "Café.</p></html>", 1, "Café", ""},
		{"not text", "x.bin", "\x7fELF\x00\x01", 0, "", ""},
		{"not UTF-8", "x.txt", "caf\xe9 caf\xe9 caf\xe9\n", 0, "", ""},
		{"empty", "x.html", " \n", 0, "", ""},
		{"too large", "x.txt", strings.Repeat("x", MaxBytes+1), 0, "", ""},
		{"a PDF", "x.pdf", "%PDF-1.7\n", 0, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			articles := accept(t, s, c.file, c.text)
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("takes %v", d)
			} else {
				t.Log(d)
			}
			if len(articles) != c.articles {
				t.Fatalf("%d articles, want %d", len(articles), c.articles)
			}
			if len(articles) > 0 && !strings.Contains(articles[0], c.has) {
				t.Errorf("no %q in\n%.2000s", c.has, articles[0])
			}
			if len(articles) > 0 && c.hasNot != "" && strings.Contains(articles[0], c.hasNot) {
				t.Errorf("%q in\n%.2000s", c.hasNot, articles[0])
			}
		})
	}
}

// bomb is a bibliography whose macros would grow to 10^20 letters.
func bomb() string {
	var b strings.Builder
	b.WriteString(`@string{m0 = "xxxxxxxxxx"}` + "\n")
	for i := 1; i < 20; i++ {
		fmt.Fprintf(&b, "@string{m%d = %s}\n", i, strings.Repeat(fmt.Sprintf("m%d # ", i-1), 9)+fmt.Sprintf("m%d", i-1))
	}
	return b.String() + "@article{a, title = m19}"
}

// FuzzRead imports any bytes as any kind of file: a build accepts what comes out.
func FuzzRead(f *testing.F) {
	scripts, err := filepath.Glob(filepath.Join("..", "..", "testdata", "script", "import_*.txtar"))
	if err != nil || len(scripts) == 0 {
		f.Fatalf("no scripts to begin with: %v", err)
	}
	for _, script := range scripts {
		text, err := os.ReadFile(script)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(text).Files {
			if !strings.Contains(file.Name, "/") {
				f.Add(filepath.Ext(file.Name), file.Data)
			}
		}
	}
	s := build(f, dossier(county))
	f.Fuzz(func(t *testing.T, ending string, text []byte) {
		if len(text) > 1<<16 {
			t.Skip("slow")
		}
		accept(t, s, "x"+ending, string(text))
	})
}
