package export

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
)

// read reads a table as RFC 4180 says.
func read(t *testing.T, text []byte) [][]string {
	t.Helper()
	rest, ok := bytes.CutPrefix(text, []byte("\uFEFF"))
	if !ok {
		t.Error("no byte order mark: Excel would not read it as UTF-8")
	}
	if n := bytes.Count(rest, []byte("\r\n")); n == 0 || !bytes.HasSuffix(rest, []byte("\r\n")) {
		t.Error("lines do not end in CRLF")
	}
	rows, err := csv.NewReader(bytes.NewReader(rest)).ReadAll() // also counts the fields
	if err != nil {
		t.Error(err)
	}
	return rows
}

func TestTables(t *testing.T) {
	rows := map[string]int{"articles": 2, "people": 1, "organizations": 3, "meetings": 1, "positions": 1, "events": 1, "places": 3,
		"statements": 3, "accounts": 2, "shifts": 2}
	for name, d := range dossiers() {
		x := d.exporter(t)
		found := 0
		for _, f := range x.Files() {
			table, ok := strings.CutSuffix(strings.TrimPrefix(f.Path, "data/"), ".csv")
			if !ok {
				continue
			}
			found++
			cells := read(t, x.write(t, f.Path))
			if name == "full" && len(cells) != rows[table]+1 {
				t.Errorf("%s has %d rows, want %d", f.Path, len(cells)-1, rows[table])
			}
			if head := slices.Compact(slices.Sorted(slices.Values(cells[0]))); len(head) != len(cells[0]) {
				t.Errorf("%s: a column is there twice: %q", f.Path, cells[0])
			}
			for _, row := range cells {
				for _, cell := range row {
					if cell != "" && strings.ContainsAny(cell[:1], "=+@") {
						t.Errorf("%s: %s: %q is a formula", name, f.Path, cell)
					}
				}
			}
		}
		if found != len(rows) {
			t.Errorf("%s has %d tables, want %d", name, found, len(rows))
		}
	}
}

// row returns the first row with a value in its first column, by column.
func row(t *testing.T, table [][]string, id string) map[string]string {
	t.Helper()
	for _, r := range table[1:] {
		if r[0] == id {
			out := map[string]string{}
			for i, name := range table[0] {
				out[name] = r[i]
			}
			return out
		}
	}
	t.Fatalf("no row %q", id)
	return nil
}

func TestCells(t *testing.T) {
	x := oakford().exporter(t)
	for _, tt := range []struct{ table, id, column, want string }{
		{"articles", "articles/gazette", "publisher", "Oakford Gazette"},
		{"articles", "articles/gazette", "source_url", "https://example.org/gazette?a=1&b=2%20"},
		{"articles", "articles/gazette", "event_ids", "events/blockade"},
		{"articles", "articles/herald", "date", "2024-05-04T18:30"},
		{"articles", "articles/herald", "first_day", "2024-05-04"},
		{"people", "people/jane-doe", "other_names", "Jane M. Doe; Джейн Доу"},
		{"people", "people/jane-doe", "roles", "Councillor, Oakford Council (2019/2024-04)"},
		{"people", "people/jane-doe", "statements", "2"},
		{"organizations", "organizations/council", "country", "United Kingdom"},
		{"meetings", "meetings/council", "participants", "Jane Doe (Oakford Council); Oakford Council (absent)"},
		{"meetings", "meetings/council", "agenda", "Should the bypass be built?; other business"},
		{"positions", "positions/bypass", "stances", "For it; Against it"},
		{"events", "events/blockade", "accounts_differ_on", "date; people"},
		{"events", "events/blockade", "last_day", "2024-02-22"},
		{"places", "places/hall", "lon", "-1.25"},
		{"statements", "articles/herald#s-council-bypass", "first_day", "2024-05-01"},
		{"statements", "articles/herald#s-council-bypass", "mode", "reported"},
		{"accounts", "Blockade of the bridge", "figures", "people: about 40"},
		{"accounts", "Blockade of the bridge", "attributed_to", "Jane Doe"},
		{"shifts", "d-shift-jane-doe-bypass-2024-05-03", "from_stance", "Against it"},
	} {
		if got := row(t, read(t, x.write(t, "data/"+tt.table+".csv")), tt.id)[tt.column]; got != tt.want {
			t.Errorf("%s, %s, %s: got %q, want %q", tt.table, tt.id, tt.column, got, tt.want)
		}
	}
}

// What a spreadsheet would calculate is text, and numbers stay numbers.
func TestFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "@SUM(A1)": "'@SUM(A1)", "-2+3": "'-2+3", "-cmd|'/c calc'!A0": "'-cmd|'/c calc'!A0",
		"\t=1": "'\t=1", "\r=1": "\"'\r=1\"", " =1": "' =1", "\u3000=1": "'\u3000=1", "＝1+1": "'＝1+1", "－1": "'－1",
		"-1.25": "-1.25", "-5": "-5", "1-2": "1-2", "a=b": "a=b", "": "", "-Inf": "'-Inf", "-1e5": "'-1e5", "-0x10": "'-0x10", "-": "'-",
		"-0043-03-15": "'-0043-03-15", "say \"x\", y": `"say ""x"", y"`, "two\nlines": "\"two\nlines\"", "'q": "'q",
	} {
		var b buffer
		writeCell(&b, 0, in)
		if got := string(b.text); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestJoin(t *testing.T) {
	for want, list := range map[string][]string{
		"a, b; c":         {"a; b", "c"},
		"'-Bob; '=Bob()":  {"-Bob", "=Bob()"},
		"-1.5; Ann; '@it": {"-1.5", "Ann", "@it"},
		"":                nil,
	} {
		if got := join(list); got != want {
			t.Errorf("%q: got %q, want %q", list, got, want)
		}
	}
}
