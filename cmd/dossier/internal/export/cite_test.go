package export

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A bibEntry is an entry as BibTeX itself reads it.
type bibEntry struct {
	kind, key string
	fields    map[string]string
}

// readBibTeX reads a bibliography by the rules of BibTeX: a value is what lies
// between braces that match, and a backslash does not hide a brace.
func readBibTeX(s string) (list []bibEntry, err error) {
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		m := regexp.MustCompile(`^@([a-z]+)\{([A-Za-z0-9-]+)`).FindStringSubmatch(s)
		if m == nil {
			return nil, fmt.Errorf("no entry at %q", s[:min(60, len(s))])
		}
		e := bibEntry{m[1], m[2], map[string]string{}}
		s = s[len(m[0]):]
		for strings.HasPrefix(s, ",") {
			f := regexp.MustCompile(`^,\s*([a-z]+) = \{`).FindStringSubmatch(s)
			if f == nil {
				return nil, fmt.Errorf("no field at %q", s[:min(60, len(s))])
			}
			s = s[len(f[0]):]
			depth, end := 1, 0
			for ; depth > 0 && end < len(s); end++ {
				switch s[end] {
				case '{':
					depth++
				case '}':
					depth--
				}
			}
			if depth > 0 {
				return nil, fmt.Errorf("%s: %s has no end", e.key, f[1])
			}
			e.fields[f[1]] = s[:end-1]
			s = s[end:]
		}
		rest, ok := strings.CutPrefix(s, "\n}")
		if !ok {
			return nil, fmt.Errorf("%s does not end: %q", e.key, s[:min(60, len(s))])
		}
		s = rest
		list = append(list, e)
	}
	return list, nil
}

func TestBibTeX(t *testing.T) {
	for name, d := range dossiers() {
		x := d.exporter(t)
		list, err := readBibTeX(string(x.write(t, "data/articles.bib")))
		if err != nil || len(list) != len(x.site.Articles) {
			t.Errorf("%s: %d entries, %v", name, len(list), err)
		}
	}
	list, err := readBibTeX(string(oakford().exporter(t).write(t, "data/articles.bib")))
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(list[0])
	want := fmt.Sprint(bibEntry{"article", "gazette", map[string]string{
		"author": "A. Writer", "title": `{Split over \textbraceleft{}the\textbraceright{} bypass \& a 50 \% cut}`, "journal": "{Oakford Gazette}",
		"year": "2024", "month": "3", "date": "2024-03-02", "language": "en", "url": "https://example.org/gazette?a=1&b=2%20",
		"urldate": "2024-04", "note": `Archived at \url{https://archive.example/1}`,
	}})
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if list[1].kind != "misc" || list[1].fields["author"] != "{Herald}" || list[1].fields["title"] != "{Doe changes her mind}" {
		t.Errorf("got %v", list[1])
	}
}

// readRIS reads a bibliography by the rules of RIS.
func readRIS(s string) (list []map[string]string, err error) {
	for record := range strings.SplitSeq(strings.TrimSuffix(s, "\r\n\r\n"), "\r\n\r\n") {
		if record == "" {
			continue
		}
		e := map[string]string{}
		lines := strings.Split(record, "\r\n")
		for i, line := range lines {
			m := regexp.MustCompile(`^([A-Z][A-Z0-9])  - (.*)$`).FindStringSubmatch(line)
			if m == nil || (m[1] == "TY") != (i == 0) || (m[1] == "ER") != (i == len(lines)-1) {
				return nil, fmt.Errorf("bad line %q", line)
			}
			e[m[1]] = m[2]
		}
		list = append(list, e)
	}
	return list, nil
}

func TestRIS(t *testing.T) {
	for name, d := range dossiers() {
		x := d.exporter(t)
		list, err := readRIS(string(x.write(t, "data/articles.ris")))
		if err != nil || len(list) != len(x.site.Articles) {
			t.Errorf("%s: %d entries, %v", name, len(list), err)
		}
	}
	list, _ := readRIS(string(oakford().exporter(t).write(t, "data/articles.ris")))
	for tag, want := range map[string]string{
		"TY": "NEWS", "ID": "gazette", "AU": "A. Writer", "TI": "Split over {the} bypass & a 50 % cut", "T2": "Oakford Gazette",
		"PY": "2024", "DA": "2024/03/02/", "UR": "https://example.org/gazette?a=1&b=2%20", "Y2": "2024/04//", "LA": "en",
	} {
		if list[0][tag] != want {
			t.Errorf("%s: got %q, want %q", tag, list[0][tag], want)
		}
	}
}

// A cslItem has the variables of CSL 1.0.2 that are used, with their types.
type cslItem struct {
	ID        string                     `json:"id"`
	Type      string                     `json:"type"`
	Title     string                     `json:"title"`
	Author    []struct{ Literal string } `json:"author"`
	Container string                     `json:"container-title"`
	Publisher string                     `json:"publisher"`
	Issued    struct {
		Parts [][]int `json:"date-parts"`
		Circa bool    `json:"circa"`
	} `json:"issued"`
	Language string `json:"language"`
	URL      string `json:"URL"`
	Archive  string `json:"archive_location"`
	Accessed struct {
		Parts [][]int `json:"date-parts"`
		Circa bool    `json:"circa"`
	} `json:"accessed"`
}

func TestCSL(t *testing.T) {
	types := []string{"article-newspaper", "broadcast", "report", "entry-encyclopedia", "webpage"}
	for name, d := range dossiers() {
		x := d.exporter(t)
		dec := json.NewDecoder(strings.NewReader(string(x.write(t, "data/articles.csl.json"))))
		dec.DisallowUnknownFields()
		var items []cslItem
		if err := dec.Decode(&items); err != nil || len(items) != len(x.site.Articles) {
			t.Errorf("%s: %d items, %v", name, len(items), err)
		}
		for _, item := range items {
			if item.ID == "" || item.Title == "" || !slices.Contains(types, item.Type) || len(item.Issued.Parts) != 1 {
				t.Errorf("%s: %+v", name, item)
			}
		}
	}
	text := string(oakford().with(map[string]string{
		"content/articles/old.md": "---\ntitle: Old\ndate: 1994-09~/1995\nsource: {publisher: P}\n---\n",
	}).exporter(t).write(t, "data/articles.csl.json"))
	for _, want := range []string{
		`"issued":{"date-parts":[[2024,3,2]]}`, `"accessed":{"date-parts":[[2024,4]]}`, `"author":[{"literal":"A. Writer"}]`,
		`"issued":{"date-parts":[[1994,9],[1995]],"circa":true}`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestCitationKeys(t *testing.T) {
	seen := map[string]string{}
	for _, key := range []string{"articles/a-b", "articles/a/b", "articles/حلب", "articles/алеппо", "articles/a_b", "articles/a.b", "articles/x-"} {
		got := citationKey(key)
		if !regexp.MustCompile(`^[A-Za-z0-9-]+$`).MatchString(got) || strings.HasPrefix(got, "--") {
			t.Errorf("%s: bad key %q", key, got)
		}
		if other := seen[got]; other != "" {
			t.Errorf("%s and %s have the key %q", key, other, got)
		}
		seen[got] = key
	}
}
