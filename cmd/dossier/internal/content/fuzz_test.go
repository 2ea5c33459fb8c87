package content

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"dossier/cmd/dossier/internal/diag"
)

// whole are pages as editors write them.
var whole = []struct{ file, src string }{
	{"articles/truce.md", `---
title: "Agency: truce \"holds\" on its first night"
date: 2016-09-13
summary: >-
  The first night of the truce
  passed without strikes.
source: {publisher: Example Agency, url: https://example.org/truce, kind: news-agency, lang: en}
people: [staffan-de-mistura]
events:
  - id: first-night
    date: 2016-09-12/2016-09-13
    place: eastern-aleppo
    figures: {strikes: none}
statements:
  - who: staffan-de-mistura
    position: aid-access
    stance: without-conditions
    quote: no one should block the road
---

# Night

The envoy said that "no one should **block** the road" to [[eastern-aleppo|the city]].

> A quote, and a [link](../people/staffan-de-mistura.md).

| a | b |
|---|---|
| 1 | 2 |
`},
	{"people/staffan-de-mistura.md", "---\r\ntitle: Staffan de Mistura\r\nnames:\r\n- دي ميستورا\r\n- Стаффан де Мистура\r\n" +
		"roles:\r\n- title: Special Envoy\r\n  organization: united-nations\r\n  from: 2014-07-10\r\nborn: 1947-01-25\r\n---\r\n\r\nA diplomat.\r\n"},
	{"positions/aid-access.md", "---\ntitle: Access for aid\nquestion: On which terms may aid pass?\nstances:\n  without-conditions: Without conditions\n" +
		"  with-permits: With permits\n  not-at-all: Not at all\n---\n"},
	{"meetings/council/index.md", "---\ntitle: Council\ndate: 2016-09-25T10:00-04:00\nparticipants:\n  - {who: a, for: b, presence: walked-out}\n  - Somebody New\n" +
		"document: {symbol: S/PV.7777}\n---\n"},
	{"events/convoy.md", "\ufeff---\ntitle: Attack on a convoy\ndate: 2016-09-19\nfigures:\n  killed: at least 10\nresolution: The count of the inquiry.\n---\n"},
	{"places/urum.md", "---\rtitle: Urum\rlat: 36.15\rlon: 36.97\rwithin: aleppo\r---\r"},
	{"about.md", "---\ntitle: About\nparams: {a: [b, {c: d}]}\n---\n\n***\n"},
}

// FuzzFrontMatter parses any bytes as a page of every type. Whatever they are,
// the two parts of the page are parts of the file, and messages point into it.
func FuzzFrontMatter(f *testing.F) {
	for _, c := range whole {
		f.Add([]byte(c.src))
	}
	for _, c := range pageTests {
		f.Add([]byte(c.src))
	}
	files := make([]string, len(whole))
	for i, c := range whole {
		files[i] = Root + "/" + c.file
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		var list diag.List
		if s, ok := cut("f", src, Schema(Plain), &list); ok {
			checkSplit(t, src, s)
		} else if len(list) == 0 {
			t.Error("no page, and no reason for it")
		}
		for _, file := range files {
			p, body, list := parse(file, src, Options{Timeout: time.Second})
			if body == nil || p != nil && p.File != file {
				t.Errorf("%s: incomplete page", file)
			}
			checkPlaces(t, src, file, list)
		}
	})
}

// checkSplit finds bytes that were lost, and lines that were miscounted.
func checkSplit(t *testing.T, src []byte, s split) {
	t.Helper()
	src = bytes.TrimPrefix(src, []byte(bom))
	if !bytes.HasSuffix(src, s.body) {
		t.Fatal("the body is not the end of the file")
	}
	rest := src[:len(src)-len(s.body)]
	i := bytes.LastIndex(rest, []byte("---"))
	if i < 0 || !bytes.HasSuffix(rest[:i], s.front) || strings.Trim(string(rest[i+3:]), " \t\r\n") != "" {
		t.Fatal("the front matter is not all that is before the body")
	}
	for _, part := range []struct {
		line   int
		before []byte
	}{{s.frontLine, rest[:i-len(s.front)]}, {s.bodyLine, rest}} {
		n := len(lines(part.before))
		if last := part.before[len(part.before)-1]; last != '\n' && last != '\r' {
			n++ // the file ends with the fence
		}
		if part.line != n {
			t.Fatalf("a part begins on line %d, want %d", part.line, n)
		}
	}
}

func lines(src []byte) []string {
	s := strings.ReplaceAll(strings.TrimPrefix(string(src), bom), "\r\n", "\n")
	return strings.Split(strings.ReplaceAll(s, "\r", "\n"), "\n")
}

// checkPlaces finds messages that point nowhere or are not one line.
func checkPlaces(t *testing.T, src []byte, file string, list diag.List) {
	t.Helper()
	all := lines(src)
	for _, d := range list {
		switch {
		case d.Pos.File != file || d.Pos.Line < 0 || d.Pos.Line > len(all) || d.Pos.Col < 0:
			t.Errorf("no such place: %s", d)
		case d.Message == "" || strings.ContainsAny(d.Message, "\n\r"):
			t.Errorf("not one line: %s", d)
		case d.Pos.Line > 0 && d.Source != all[d.Pos.Line-1]:
			t.Errorf("%s: the line is %q, want %q", d, d.Source, all[d.Pos.Line-1])
		}
	}
}

// TestWhole reads the pages above, which have no problems.
func TestWhole(t *testing.T) {
	for _, c := range whole {
		_, list := parsePage(c.file, c.src)
		if got := report(list); got != "" {
			t.Errorf("%s:%s", c.file, got)
		}
	}
}
