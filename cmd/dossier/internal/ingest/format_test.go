package ingest

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// TestRead reads what formats differ in, beyond what the scripts show.
func TestRead(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"x.csv", "\uFEFFtitle,date\nOne,2024-03-01\n", "One|2024-03-01||||"},
		{"x.tsv", "Title\tPublished\nOne\t2024-03-01\n", "One|2024-03-01||||"},
		{"x.csv", inUTF16("title;source\nРид;Вести\n"), "Рид||Вести|||"},
		{"x.csv", "Key,Author,Title,Publication Title,Date,Url,Abstract Note\nK,Ada,One,Gazette,2024-03,https://a.example/,Abs\n", "One|2024-03|Gazette|Ada|https://a.example/|"},
		{"x.csv", "заголовок,дата\nОдин,2024\n", "Один|2024||||"},
		{"x.xml", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><item><title>Caf\xe9</title></item></channel></rss>", "Café|||||"},
		{"x.xml", "<rss><channel><item><title>a</title><author>a@b.example (Ada Reed)</author><guid>https://a.example/1</guid></item></channel></rss>", "a|||Ada Reed|https://a.example/1|"},
		{"x.xml", "<rss><channel><item><title>a</title><guid isPermaLink=\"false\">https://a.example/1</guid></item></channel></rss>", "a|||||"},
		{"x.xml", `<rdf:RDF xmlns:rdf="r" xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>a</title><link>https://a.example/</link><dc:date>2024-03-01T10:00Z</dc:date></item></rdf:RDF>`, "a|2024-03-01|||https://a.example/|"},
		{"feed", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="xhtml"><div>a <b>b</b></div></title><updated>2024-03-01T00:00:00Z</updated></entry></feed>`, "a b|2024-03-01||||"},
		{"x.bib", `@misc{x, title = "{A \"o} -- B", year = {2024}, month = "March", author = {{The County} and Reed, Ada}, howpublished = {\url{https://a.example/b_c}}}`, "A ö – B|2024-03||The County, Ada Reed|https://a.example/b_c|"},
		{"x.ris", "TY  - NEWS\r\nT1  - a\r\nA1  - Reed, Ada\r\nA1  - Ash, Tom\r\nPY  - 2024\r\nER  - \r\n", "a|2024||Ada Reed, Tom Ash||"},
		{"x.json", `[{"title":"a","author":[{"literal":"The County"}],"issued":{"date-parts":[[2024,3,1],[2024,3,2]]},"language":"en_GB"}]`, "a|2024-03-01/2024-03-02||The County||en-GB"},
		{"x.json", `{"events":[{"start_date":{"year":"-44","month":"3"},"text":{"headline":"<b>Ides</b>"}}]}`, "Ides|-0043-03||||"},
		{"x.md", "---\ntitle: a\nauthors:\n  - name: Ada\n  - name: Tom\nsource: https://a.example/x\n---\n", "a|||Ada, Tom|https://a.example/x|"},
		{"x.md", "# A title\n\ntext\n", "A title|||||"},
		{"page", "\n<!doctype html><title>a - Gazette</title><meta property='og:site_name' content='Gazette'><link rel=canonical href='https://web.archive.org/web/2024/https://a.example/'>", "a||Gazette||https://a.example/|"},
		{"gazette-2024-03-01.txt", "Three words here\n\nIt rained.\n", "Three words here|2024-03-01||||"},
	} {
		drafts, list := Read(c.name, []byte(c.text))
		if len(drafts) != 1 {
			t.Errorf("%s: %d articles of %q: %v", c.name, len(drafts), c.text, list)
			continue
		}
		d := drafts[0]
		if got := strings.Join([]string{d.Title, d.Date, d.Source.Publisher, d.Source.Author, d.Source.URL, d.Source.Lang}, "|"); got != c.want {
			t.Errorf("%s: %q\n got %q\nwant %q", c.name, c.text, got, c.want)
		}
	}
}

func inUTF16(s string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}
