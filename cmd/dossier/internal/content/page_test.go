package content

import (
	"fmt"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/diag"
)

// report shows a list as text, with a line before it so that it can be written
// as a block: "\nfile:line:col: severity: message\n\thint: …\n".
func report(list diag.List) string {
	var b strings.Builder
	for _, d := range list.Sorted() {
		fmt.Fprintf(&b, "\n%s", d)
		if d.Hint != "" {
			fmt.Fprintf(&b, "\n\thint: %s", strings.ReplaceAll(d.Hint, "\n", "\n\t\t"))
		}
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

// pageTests are pages with one thing to say about each. The file is in
// content/, and "a" stands for articles/a.md.
var pageTests = []struct{ file, src, want string }{
	// Merge conflicts.
	{"a", "---\n<<<<<<< HEAD\ntitle: T\n=======\ntitle: U\n>>>>>>> main\ndaet: 2016\n---\n", `
f:2:1: error: the file has a merge conflict
	hint: choose one side, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>
`},
	{"about.md", "---\r\ntitle: T\r\n---\r\n````\r\n<<<<<<< a\r\n```\r\n>>>>>>> b\r\n````\r\n>>>>>>> main\r\n", `
f:9:1: error: the file has a merge conflict
	hint: choose one side, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>
`},
	{"about.md", "<<<<<<< HEAD\n---\ntitle: T\n", `
f:1:1: error: the file has a merge conflict
	hint: choose one side, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>
`},
	{"about.md", "---\ntitle: T\n---\n ~~~ diff\n<<<<<<< a\n>>>>>>> b\n~~~\n\nA <<<<<<< b.\n\n    >>>>>>> c\n", ""},

	// The file as a whole.
	{"a", "", `
f: warning: the file is empty, it is skipped
`},
	{"a", "\ufeff \n\n\t\n", `
f: warning: the file is empty, it is skipped
`},
	{"a", "---", `
f:1:1: error: front matter is not closed
	hint: end the front matter with a line of three hyphens: ---
`},
	{"a", "---\n", `
f:1:1: error: front matter is not closed
	hint: end the front matter with a line of three hyphens: ---
`},
	{"a", "---\n---", `
f:1:1: error: an article needs the key "date"
	hint: write "date: …", when it was published or took place: 2016-09-09, 2016-09, 2016-09-12/2016-09-19, 2016-09~
f:1:1: error: an article needs the key "title"
	hint: write "title: …", the name of the page, as readers see it
`},
	{"about.md", "---\r\n--- \t\r\n", `
f:1:1: error: a page needs the key "title"
	hint: write "title: …", the name of the page, as readers see it
`},
	{"a", "---\ntitle: T\ndate: 2016\n", `
f:1:1: error: front matter is not closed
	hint: end the front matter with a line of three hyphens: ---
`},
	{"a", "---\ntitle: T\ndate: 2016\n----\n --- \ntext\n", `
f:1:1: error: front matter is not closed
	hint: end the front matter with a line of three hyphens: ---
`},
	{"a", "Only text.\n", `
f:1:1: error: the file has no front matter
	hint: begin the file with these lines:
		---
		title: …
		date: …
		---
`},
	{"positions/p.md", "Only text.\n", `
f:1:1: error: the file has no front matter
	hint: begin the file with these lines:
		---
		title: …
		question: …
		stances: …
		---
`},
	{"about.md", "\n\n  \nOnly text.\n", `
f:4:1: error: the file has no front matter
	hint: begin the file with these lines:
		---
		title: …
		---
`},
	{"a", "\n\n---\ntitle: T\ndate: 2016\n---\n", `
f:3:1: warning: front matter begins on line 3, it belongs on line 1
	hint: remove the empty lines above it
`},
	{"a", "+++\ntitle = \"T\"\n+++\n", `
f:1:1: error: front matter is TOML, it must be YAML
	hint: begin the file with these lines:
		---
		title: …
		date: …
		---
`},
	{"a", "{\n \"title\": \"T\"\n}\n", `
f:1:1: error: front matter is JSON, it must be YAML
	hint: begin the file with these lines:
		---
		title: …
		date: …
		---
`},
	{"a", "\xff\xfe-\x00-\x00-\x00", `
f: error: the file is UTF-16
	hint: save the file as UTF-8
`},
	{"a", "\xfe\xff\x00-\x00-", `
f: error: the file is UTF-16
	hint: save the file as UTF-8
`},
	{"a", "-\x00-\x00-\x00\n\x00", `
f: error: the file is UTF-16
	hint: save the file as UTF-8
`},
	{"a", "---\ntitle: T\ndate: 2016\n---", ``},
	{"a", "\ufeff---\ntitle: T\ndate: 2016\nx: 1\n---", `
f:4:1: error: unknown key "x"
	hint: free data goes under params
`},
	{"a", "--- \ntitle: T\ndate: 2016\n---\t\n---\n\ntext\n\n---\n----\n", ``},

	// Line ends.
	{"a", "---\r\ntitle: T\r\ndate: 2016\r\nx: 1\r\n---\r\n\r\n<b>\r\n", `
f:4:1: error: unknown key "x"
	hint: free data goes under params
f:7:1: warning: raw HTML is removed: "<b>"
	hint: write it in markdown; allow_html: true in dossier.yaml keeps the HTML of every page
`},
	{"a", "---\rtitle: T\rdate: 2016\rx: 1\r---\r\r<b>\r", `
f:4:1: error: unknown key "x"
	hint: free data goes under params
f:7:1: warning: raw HTML is removed: "<b>"
	hint: write it in markdown; allow_html: true in dossier.yaml keeps the HTML of every page
`},
	{"a", "---\r\ntitle: T\ndate: 2016\rx: 1\n---\r\n\r<b>", `
f:4:1: error: unknown key "x"
	hint: free data goes under params
f:7:1: warning: raw HTML is removed: "<b>"
	hint: write it in markdown; allow_html: true in dossier.yaml keeps the HTML of every page
`},

	// Characters.
	{"a", "---\ntitle: \xe9\ndate: 2016\n---\n", `
f:2:8: error: byte 0xE9 is not UTF-8
	hint: save the file as UTF-8
`},
	{"a", "---\ntitle: T\ndate: 2016\n---\n\nالحلب \xe9\n", `
f:6:7: error: byte 0xE9 is not UTF-8
	hint: save the file as UTF-8
`},
	{"a", "---\ntitle: a\x00b\ndate: 2016\nsummary: x\u0085y\u2028z\n---\n\nbody \x00\n", `
f:2:9: error: the NUL character (U+0000) is not allowed here
	hint: delete it; most editors can show invisible characters
f:4:11: error: the line break NEL (U+0085) is not allowed here
	hint: delete it; most editors can show invisible characters
f:4:13: error: a line separator (U+2028) is not allowed here
	hint: delete it; most editors can show invisible characters
f:7:6: error: control character U+0000
	hint: delete it
`},
	{"a", "---\ntitle: \"Council \\u202esplits\"\ndate: 2016\ntags: [x, \"\\U00002066y\"]\nsummary: '\\u202e'\nparams: {\"a\\u202ab\": 1}\n---\n", `
f:2:8: warning: invisible character U+202E changes the direction of the text
	hint: delete it; the direction of a text follows from its letters and from lang
f:4:11: warning: invisible character U+2066 changes the direction of the text
	hint: delete it; the direction of a text follows from its letters and from lang
f:6:10: warning: invisible character U+202A changes the direction of the text
	hint: delete it; the direction of a text follows from its letters and from lang
`},
	{"a", "---\ntitle: \"Council \\u202esplits \u202e\"\ndate: 2016\n---\n", `
f:2:30: warning: invisible character U+202E changes the direction of the text
	hint: delete it; the direction of a text follows from its letters and from lang
`},
	{"a", "---\ntitle: \"حلب \u202eabc\u202c\"\ndate: 2016\n---\n\nbody \u2066\n", `
f:2:13: warning: invisible character U+202E changes the direction of the text
	hint: delete it; the direction of a text follows from its letters and from lang
f:2:17: warning: invisible character U+202C changes the direction of the text
	hint: delete it; the direction of a text follows from its letters and from lang
f:6:6: warning: invisible character U+2066 changes the direction of the text
	hint: delete it; the direction of a text follows from its letters and from lang
`},
	{"people/p.md", "---\ntitle: \u200fحلب\u200e\nnames: [a, \u2069b]\n---\n", `
f:3:12: warning: invisible character U+2069 changes the direction of the text
	hint: delete it; the direction of a text follows from its letters and from lang
`},
	{"people/p.md", "---\ntitle: T\nsummary: " + strings.Repeat("\u202e", 12) + "\n---\n", `
f: warning: 2 more characters that change the direction of the text
` + manyTurns(10)},

	// YAML.
	{"a", "---\ntitle: T\ndate: 2016-09-09\nsummary: a: b\n---\n", `
f:4:11: error: a text that contains a colon and a space must be in quotes
	hint: put the text in quotes: summary: "a: b"
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nsummary: @x\n---\n", `
f:4:10: error: a text cannot begin with "@"
	hint: put the text in quotes: summary: "@x"
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nsummary: *x\n---\n", `
f:4:10: error: a text cannot begin with "*"
	hint: put the text in quotes: summary: "*x"
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nsummary: `x`\n---\n", `
f:4:10: error: a text cannot begin with "` + "`" + `"
	hint: put the text in quotes: summary: "` + "`" + `x` + "`" + `"
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nsummary: \"x\n---\n", `
f:4:10: error: this quote is not closed
	hint: add the closing quote at the end of the text
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nsource:\n\tpublisher: x\n---\n", `
f:5:1: error: a tab in the indentation
	hint: indent with spaces; most editors can be set to insert them for the tab key
`},
	{"a", "---\ntitle: T\ndate: 2016\ntitle: U\n---\n", `
f:4:1: error: key "title" is already given in line 2
	hint: join the two, or remove one
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\ntitel: U\n---\n", `
f:4:1: error: unknown key "titel"
	hint: did you mean "title"?
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nstatments: []\n---\n", `
f:4:1: error: unknown key "statments"
	hint: did you mean "statements"?
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\ncolour: red\n---\n", `
f:4:1: error: unknown key "colour"
	hint: free data goes under params
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nparams: {colour: red, list: [a, {b: c}]}\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nparams: [a]\n---\n", `
f:4:9: error: "params" must be a map
	hint: write keys of your own on lines below "params:", indented by two spaces
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nparams: text\n---\n", `
f:4:9: error: "params" must be a map
	hint: write keys of your own on lines below "params:", indented by two spaces
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\ntags: {a: b}\n---\n", `
f:4:7: error: "tags" must be a list of texts, found a map
	hint: a text that contains ": " must be in quotes
`},
	{"a", "---\ntitle: [a]\ndate: [2016]\n---\n", `
f:2:8: error: "title" must be a text, found a list
	hint: a text that begins with [ or {, or contains ": ", must be in quotes
f:3:7: error: "date" must be a text, found a list
	hint: a text that begins with [ or {, or contains ": ", must be in quotes
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\ndraft: maybe\n---\n", `
f:4:8: error: "draft" must be true or false, found the text "maybe"
	hint: write true or false
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\ndraft: yes\n---\n", `
f:4:8: warning: "draft" is "yes", taken as true
	hint: write true
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\npeople: &x [a]\norganizations: *x\n---\n", `
f:4:9: error: "&x" is an anchor of YAML, not allowed here
	hint: if it belongs to the text, put the text in quotes
f:5:16: error: "*x" is an alias of YAML, not allowed here
	hint: if it belongs to the text, put the text in quotes
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\n<<: {a: b}\n---\n", `
f:4:1: error: the merge key "<<" is not allowed here
	hint: write the keys out
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nsummary: !!binary aGk=\n---\n", `
f:4:10: error: "!!binary" is a tag of YAML, not allowed here
	hint: if it belongs to the text, put the text in quotes
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\n? [x]\n: y\n---\n", `
f:4:3: error: a key must be a text, not a list or map
	hint: a text that begins with [ or { must be in quotes
`},
	{"a", "---\n<<: {a: 1}\n? [x]\n: y\n---\n", `
f:1:1: error: an article needs the key "date"
	hint: write "date: …", when it was published or took place: 2016-09-09, 2016-09, 2016-09-12/2016-09-19, 2016-09~
f:1:1: error: an article needs the key "title"
	hint: write "title: …", the name of the page, as readers see it
f:2:1: error: the merge key "<<" is not allowed here
	hint: write the keys out
f:3:3: error: a key must be a text, not a list or map
	hint: a text that begins with [ or { must be in quotes
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\ntags: [a, ~, b]\n---\n", `
f:4:11: warning: "tags" has an empty item
	hint: remove it, or write a value; a text that begins with # must be in quotes
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\ntags: [\"\"]\nnames: \" \"\n---\n", ``},
	{"a", "---\n- a\n---\n", `
f:2:1: error: expected keys and values, such as "title: Aleppo"
	hint: a list belongs below a key, such as "tags:"
`},
	{"a", "---\ntitle:\ndate: 2016\n---\n", `
f:2:1: error: "title" has no value
	hint: write "title: …", the name of the page, as readers see it
`},
	{"a", "---\ntitle: \" \"\ndate: ~\n---\n", `
f:2:1: error: "title" has no value
	hint: write "title: …", the name of the page, as readers see it
f:3:1: error: "date" has no value
	hint: write "date: …", when it was published or took place: 2016-09-09, 2016-09, 2016-09-12/2016-09-19, 2016-09~
`},
	{"a", "---\ndate: 2016\n---\n", `
f:1:1: error: an article needs the key "title"
	hint: write "title: …", the name of the page, as readers see it
`},

	// Dates.
	{"a", "---\ntitle: T\ndate: 2016-13-45\n---\n", `
f:3:7: error: bad date "2016-13-45": there is no month 13
	hint: months are 01 to 12, seasons 21 (spring) to 24 (winter)
`},
	{"a", "---\ntitle: T\ndate: 09/10/2016\n---\n", `
f:3:7: error: "09/10/2016" is not a date
	hint: write 2016-10-09 for 9 October 2016 or 2016-09-10 for 10 September 2016
`},
	{"a", "---\ntitle: T\ndate: 0000\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 9999\n---\n", ``},
	{"a", "---\ntitle: T\ndate: -0044\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2023-02-29\n---\n", `
f:3:7: error: bad date "2023-02-29": February 2023 has 28 days
	hint: write 2023-02 if the day is not known
`},
	{"a", "---\ntitle: T\ndate: 2016-12-31T23:59:60Z\n---\n", `
f:3:7: error: bad date "2016-12-31T23:59:60Z": there is no second 60
	hint: leap seconds are not counted: write 59
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09T10:00 CET\n---\n", `
f:3:7: error: bad date "2016-09-09T10:00 CET": the time of day is not clear
	hint: write 2016-09-09T23:40, with seconds 2016-09-09T23:40:10, with an offset 2016-09-09T23:40+02:00
`},
	{"a", "---\ntitle: T\ndate: 2016-09-19/2016-09-12\n---\n", `
f:3:7: error: bad date "2016-09-19/2016-09-12": the interval ends before it starts
	hint: write 2016-09-12/2016-09-19, or correct one of the dates
`},
	{"a", "---\ntitle: T\ndate: 10000\n---\n", `
f:3:7: error: "10000" is not a date
	hint: write 2016, 2016-09, 2016-09-09, 2016-09-09T23:40, 2016-09~ (approximate), 2016-09? (uncertain), 2016-09-12/2016-09-19 or 2016-09-12/..
`},
	{"a", "---\ntitle: T\ndate: 12:30\n---\n", `
f:3:7: error: "12:30" is not a date
	hint: write 2016, 2016-09, 2016-09-09, 2016-09-09T23:40, 2016-09~ (approximate), 2016-09? (uncertain), 2016-09-12/2016-09-19 or 2016-09-12/..
`},
	{"a", "---\ntitle: T\ndate: no\n---\n", `
f:3:7: error: "no" is not a date
	hint: write 2016, 2016-09, 2016-09-09, 2016-09-09T23:40, 2016-09~ (approximate), 2016-09? (uncertain), 2016-09-12/2016-09-19 or 2016-09-12/..
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09T23:40+02:00\n---\n", ``},
	{"a", "---\ntitle: T\ndate: ../2016-09-12\n---\n", ``},

	// Limits of texts.
	{"people/p.md", "---\ntitle: " + strings.Repeat("ح", 1000) + "\n---\n", ``},
	{"people/p.md", "---\ntitle: " + strings.Repeat("ح", 1001) + "\nnames: [x, " + strings.Repeat("y", 1001) + "]\n---\n", `
f:2:8: error: "title" has 1001 characters, the limit is 1000
	hint: shorten it; long text belongs below the closing ---
f:3:12: error: an item of "names" has 1001 characters, the limit is 1000
	hint: shorten it; long text belongs below the closing ---
`},
	{"people/p.md", "---\ntitle: T\nsummary: " + strings.Repeat("ح", 5001) + "\n---\n", `
f:3:10: error: "summary" has 5001 characters, the limit is 5000
	hint: shorten it; long text belongs below the closing ---
`},
	{"a", "---\ntitle: T\nsummary: " + strings.Repeat("x", 64<<10) + "\n---\n", `
f:2:1: error: front matter of 65555 bytes is too long, the limit is 65536
	hint: move long text below the closing ---, or raise limits.front_matter in dossier.yaml
`},
	{"a", "---\ntitle: T\ndate: 2016\nparams: " + strings.Repeat("[", 32) + strings.Repeat("]", 32) + "\n---\n", `
f:4:9: error: "params" must be a map
	hint: write keys of your own on lines below "params:", indented by two spaces
f:4:40: error: lists and maps are nested more than 32 deep
	hint: nest them less, or raise limits.depth in dossier.yaml
`},

	// Keys of every page.
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: ../../etc/passwd\n---\n", `
f:4:7: error: "../../etc/passwd" is not a slug: lower-case letters, digits and hyphens
	hint: write slug: etc-passwd
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: rene\u0301\nevents: [{id: ete\u0301}]\n---\n", `
f:4:7: error: "rené" has its accents as characters of their own (Unicode form NFD)
	hint: write it in form NFC, which looks the same: type "rené" anew, or copy it from here
f:5:15: error: "eté" has its accents as characters of their own (Unicode form NFD)
	hint: write it in form NFC, which looks the same: type "eté" anew, or copy it from here
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: /abs\n---\n", `
f:4:7: error: "/abs" is not a slug: lower-case letters, digits and hyphens
	hint: write slug: abs
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: a/../b\n---\n", `
f:4:7: error: "a/../b" is not a slug: lower-case letters, digits and hyphens
	hint: write slug: a-b
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: ..\n---\n", `
f:4:7: error: slug ".." has no letter and no digit
	hint: write one that has: slug: example
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: .\n---\n", `
f:4:7: error: slug "." has no letter and no digit
	hint: write one that has: slug: example
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: a//b\n---\n", `
f:4:7: error: "a//b" is not a slug: lower-case letters, digits and hyphens
	hint: write slug: a-b
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: \"%2e%2e\"\n---\n", `
f:4:7: error: "%2e%2e" is not a slug: lower-case letters, digits and hyphens
	hint: write slug: 2e-2e
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: 'C:\\x'\n---\n", `
f:4:7: error: "C:\\x" is not a slug: lower-case letters, digits and hyphens
	hint: write slug: c-x
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: '\\\\srv\\x'\n---\n", `
f:4:7: error: "\\\\srv\\x" is not a slug: lower-case letters, digits and hyphens
	hint: write slug: srv-x
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: \"a\\0b\"\n---\n", `
f:4:7: error: "a\x00b" is not a slug: lower-case letters, digits and hyphens
	hint: write slug: a-b
f:4:7: error: the NUL character (U+0000) is not allowed here
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: \"a\\nb\"\n---\n", `
f:4:7: error: "a\nb" is not a slug: lower-case letters, digits and hyphens
	hint: write slug: a-b
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: —\n---\n", `
f:4:7: error: slug "—" has no letter and no digit
	hint: write one that has: slug: example
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: 😀\n---\n", `
f:4:7: error: slug "😀" has no letter and no digit
	hint: write one that has: slug: example
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: CON\n---\n", `
f:4:7: error: "CON" is not a slug: lower-case letters, digits and hyphens
	hint: write slug: con-page
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: con\n---\n", `
f:4:7: error: "con" is not a slug: lower-case letters, digits and hyphens
	hint: write slug: con-page
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nslug: حلب-2016\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\naliases: [/old/, old.html, a/b/c.html, /٢٠١٦/حلب/]\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\naliases: [/, '', a//b, ../x, a/./b, 'a?b', 'C:/x', a%20b, 'a#b', aux.html, a./b, \"a\\nb\"]\n---\n", `
f:4:11: error: alias "/" is not a path
	hint: an alias is a path within the site, such as /old/address/ or old.html
f:4:14: error: alias "" is not a path
	hint: an alias is a path within the site, such as /old/address/ or old.html
f:4:18: error: alias "a//b" is not a path
	hint: an alias is a path within the site, such as /old/address/ or old.html
f:4:24: error: alias "../x" is not a path
	hint: an alias is a path within the site, such as /old/address/ or old.html
f:4:30: error: alias "a/./b" is not a path
	hint: an alias is a path within the site, such as /old/address/ or old.html
f:4:37: error: alias "a?b" cannot be published: Windows refuses the characters < > : " \ | ? *
	hint: an alias is a path within the site, such as /old/address/ or old.html
f:4:44: error: alias "C:/x" cannot be published: Windows refuses the characters < > : " \ | ? *
	hint: an alias is a path within the site, such as /old/address/ or old.html
f:4:52: error: alias "a%20b" is not a path
	hint: an alias is a path within the site, such as /old/address/ or old.html
f:4:59: error: alias "a#b" is not a path
	hint: an alias is a path within the site, such as /old/address/ or old.html
f:4:66: error: alias "aux.html" cannot be published: Windows keeps it for a device
	hint: an alias is a path within the site, such as /old/address/ or old.html
f:4:76: error: alias "a./b" cannot be published: Windows refuses a dot or a space at its end
	hint: an alias is a path within the site, such as /old/address/ or old.html
f:4:82: error: alias "a\nb" is not a path
	hint: an alias is a path within the site, such as /old/address/ or old.html
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\naliases: " + strings.Repeat("x", 256) + "\n---\n", `
f:4:10: error: alias "` + strings.Repeat("x", 256) + `" cannot be published: it has more than 255 bytes
	hint: an alias is a path within the site, such as /old/address/ or old.html
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nimage: photo.jpg\n---\n", `
f:4:8: warning: the image has no alt
	hint: say what the picture shows, for those who cannot see it; alt: "" if it only adorns the page
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nimage: {src: photo.jpg}\n---\n", `
f:4:8: warning: the image has no alt
	hint: say what the picture shows, for those who cannot see it; alt: "" if it only adorns the page
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nimage: {src: photo.jpg, alt: \"\"}\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nimage: {src: photo.jpg, alt: A road., caption: x, credit: y}\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nimage: {alt: A road}\n---\n", `
f:4:8: error: an image needs the key "src"
	hint: write "src: …", a file beside the page
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nlang: english_\n---\n", `
f:4:7: error: "english_" is not a language tag
	hint: use a tag of BCP 47: en, ar, ru, pt-BR, zh-Hant
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nlang: zh-Hant\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nlayout: ../x\n---\n", `
f:4:9: error: layout "../x" is not a name
	hint: give the name of a file in layouts/ without folder and .html
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nlayout: wide.html\n---\n", `
f:4:9: error: layout "wide.html" is not a name
	hint: give the name of a file in layouts/ without folder and .html
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nlayout: wide\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nlinks:\n  - {title: A, url: https://example.org}\n  - {title: B, url: example.org}\n  - {title: C, url: 'javascript:alert(1)'}\n  - {title: D, url: 'https://'}\n  - {title: E, url: 'https://e.org/a b'}\n  - https://e.org\n  - {url: https://:80/}\n---\n", `
f:6:21: error: "example.org" is not a web address
	hint: write it in full, with https://
f:7:21: error: "javascript:alert(1)" is not a web address
	hint: write it in full, with https://
f:8:21: error: "https://" has no host
	hint: write it in full: https://example.org/page
f:9:21: error: "https://e.org/a b" is not an address
	hint: characters such as spaces are percent-coded in an address: %20
f:10:5: error: an item of "links" must be a map, found the text "https://e.org"
	hint: write each item with its keys: {title: …, url: …}
f:11:5: error: a link needs the key "title"
	hint: write "title: …", the words of the link
f:11:11: error: "https://:80/" has no host
	hint: write it in full: https://example.org/page
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nnolink: true\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nnolink: [a, b]\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nlastmod: yesterday\n---\n", `
f:4:10: error: "yesterday" is not a date
	hint: write 2016, 2016-09, 2016-09-09, 2016-09-09T23:40, 2016-09~ (approximate), 2016-09? (uncertain), 2016-09-12/2016-09-19 or 2016-09-12/..
`},

	// Articles.
	{"a", "---\ntitle: T\ndate: 2016-09-09\nsource:\n  publisher: reuters\n  title: x\n  url: https://example.org/a\n  author: y\n  kind: news-agency\n  lang: en\n  archived: https://web.archive.org/web/2016/https://example.org/a\n  accessed: 2026-01-01\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nsource:\n  url: ftp://example.org\n  kind: newspapers\n  lang: '?'\n  archived: none\n  accessed: today\n---\n", `
f:5:3: error: a source needs the key "publisher"
	hint: write "publisher: …", the organization that published it; a name is enough
f:5:8: error: "ftp://example.org" is not a web address
	hint: write it in full, with https://
f:6:9: error: "kind" cannot be "newspapers"
	hint: did you mean "newspaper"?
		it is one of "state-media", "news-agency", "newspaper", "broadcaster", "news-site", "official", "un-document", "ngo-report", "think-tank-report", "reference-work", "other"
f:7:9: error: "?" is not a language tag
	hint: use a tag of BCP 47: en, ar, ru, pt-BR, zh-Hant
f:8:13: error: "none" is not a web address
	hint: write it in full, with https://
f:9:13: error: "today" is not a date
	hint: write 2016, 2016-09, 2016-09-09, 2016-09-09T23:40, 2016-09~ (approximate), 2016-09? (uncertain), 2016-09-12/2016-09-19 or 2016-09-12/..
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nsource: reuters\n---\n", `
f:4:9: error: "source" must be a map, found the text "reuters"
	hint: write its keys on lines of their own below "source:", indented by two spaces
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nevents: [ref, {title: Truce}, {id: x, text: y}]\nmeetings: {id: m, text: z}\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nevents:\n  - text: nothing else\n  - title: —\n  - id: Not An Id\n  - id: '!'\nmeetings:\n  - date: 2016\n  - [a]\n---\n", `
f:5:5: error: an entry of "events" has neither id nor title
	hint: give it an id, or a title from which one can be made
f:6:5: error: no id can be made from the title "—"
	hint: give it an id
f:7:9: error: "Not An Id" is not an id
	hint: an id is lower-case letters, digits and hyphens: not-an-id
f:8:9: error: "!" is not an id
	hint: an id is lower-case letters, digits and hyphens
f:10:5: error: an entry of "meetings" has neither id nor title
	hint: give it an id, or a title from which one can be made
f:11:5: error: an item of "meetings" must be a text or a map, found a list
	hint: remove the brackets or the hyphens of the list
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nevents:\n  - id: x\n    figures: {killed: 20, trucks: , wounded: \"\"}\n---\n", `
f:6:27: error: the figure "trucks" has no value
	hint: write the number as the source gives it, or remove the line
f:6:37: error: the figure "wounded" has no value
	hint: write the number as the source gives it, or remove the line
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nevents:\n  - id: x\n    agenda: y\n    image: z.jpg\n---\n", `
f:6:5: error: unknown key "agenda"
	hint: the keys of an entry of events are id, title, names, summary, date, text, attributed_to, place, people, organizations, figures, resolution
f:7:5: error: unknown key "image"
	hint: only a page has it: write it in a file content/events/ID.md
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nquote_check: off\n---\n", `
f:4:14: error: quote_check: off needs a reason
	hint: write quote_check_reason: …, which readers see
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nquote_check: off\nquote_check_reason: ' '\n---\n", `
f:4:14: error: quote_check: off needs a reason
	hint: write quote_check_reason: …, which readers see
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nquote_check: off\nquote_check_reason: Translated.\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nquote_check_reason: Translated.\n---\n", `
f:4:21: error: quote_check_reason is given, but quote_check is not off
	hint: write quote_check: off, or remove the reason
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nquote_check: on\nquote_check_reason: Translated.\n---\n", `
f:5:21: error: quote_check_reason is given, but quote_check is not off
	hint: write quote_check: off, or remove the reason
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nquote_check: none\n---\n", `
f:4:14: error: "quote_check" cannot be "none"
	hint: it is one of "on", "off"
`},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nquote_check: off\nstatements: {who: x, position: y, stance: z, quote: not there}\n---\n", `
f:4:14: error: quote_check: off needs a reason
	hint: write quote_check_reason: …, which readers see
`},

	// Statements.
	{"a", "---\ntitle: T\ndate: 2016-09-09\nstatements:\n  - who: x\n    for: z\n    position: y\n    stance: s\n    date: 2016-09-25\n    meeting: m\n    mode: denied\n    text: One sentence.\n---\n", ``},
	{"a", "---\ntitle: T\ndate: 2016-09-09\nstatements:\n  - text: nobody\n  - who:\n    position: y\n    stance: s\n  - {who: x, position: y, stance: s, mode: quoted, date: then, said: z}\n  - Assad said so\n---\n", `
f:5:5: error: a statement needs the key "position"
	hint: write "position: …", the question
f:5:5: error: a statement needs the key "stance"
	hint: write "stance: …", one of the position's stances
f:5:5: error: a statement needs the key "who"
	hint: write "who: …", the person or organization that says it
f:6:5: error: "who" has no value
	hint: write "who: …", the person or organization that says it
f:9:44: error: "mode" cannot be "quoted"
	hint: it is one of "direct", "paraphrase", "reported", "denied"
f:9:58: error: "then" is not a date
	hint: write 2016, 2016-09, 2016-09-09, 2016-09-09T23:40, 2016-09~ (approximate), 2016-09? (uncertain), 2016-09-12/2016-09-19 or 2016-09-12/..
f:9:64: error: unknown key "said"
	hint: the keys of a statement are who, for, position, stance, date, meeting, mode, text, quote
f:10:5: error: an item of "statements" must be a map, found the text "Assad said so"
	hint: write each item with its keys: {who: …, position: …, stance: …}
`},

	// Other types.
	{"people/p.md", "---\ntitle: T\nroles:\n  - {title: Envoy, organization: un, from: 2014, to: 2019}\n  - {organization: un, from: 2014, to: 2013}\n  - {title: Minister, from: 2014, to: 2013-05}\nborn: 1950\ndied: 1949-12\n---\n", `
f:5:5: error: a role needs the key "title"
	hint: write "title: …", the name of the office
f:5:40: error: the role "" ends (2013) before it begins (2014)
	hint: correct one of the dates
f:6:39: error: the role "Minister" ends (2013-05) before it begins (2014)
	hint: correct one of the dates
f:8:7: error: died (1949-12) before born (1950)
	hint: correct one of the dates
`},
	{"people/p.md", "---\ntitle: T\ndate: 2016\nparty: x\n---\n", `
f:4:1: error: unknown key "party"
	hint: free data goes under params
`},
	{"organizations/o.md", "---\ntitle: T\nkind: armed-groups\nparent: [a, b]\n---\n", `
f:3:7: error: "kind" cannot be "armed-groups"
	hint: did you mean "armed-group"?
		it is one of "state", "state-body", "international-organization", "armed-group", "political-group", "media", "think-tank", "ngo", "company", "other"
f:4:9: error: "parent" must be a text, found a list
	hint: a text that begins with [ or {, or contains ": ", must be in quotes
`},
	{"meetings/m.md", "---\ntitle: T\ndate: 2016-09-09\nplace: geneva\nkind: talks\nconvened_by: un\nparticipants:\n  - x\n  - {who: y, for: z, role: chair, presence: walked out}\n  - {for: z}\nagenda: [a, some text]\noutcome: none\ndocument: {symbol: S/PV.7777, url: un.org}\nprevious: m0\n---\n", `
f:9:45: error: "presence" cannot be "walked out"
	hint: did you mean "walked-out"?
		it is one of "present", "absent", "walked-out"
f:10:5: error: a participant needs the key "who"
	hint: write "who: …", the person or organization
f:13:36: error: "un.org" is not a web address
	hint: write it in full, with https://
`},
	{"positions/p.md", "---\ntitle: T\n---\n", `
f:1:1: error: a position needs the key "question"
	hint: write "question: …", the question in one sentence
f:1:1: error: a position needs the key "stances"
	hint: write "stances: …", the answers in order of the scale, each an id and a label
`},
	{"positions/p.md", "---\ntitle: T\nquestion: Should it?\nstances:\n  for: In favour\n---\n", `
f:5:3: error: the scale has one stance
	hint: give at least two answers to the question, in order of the scale
`},
	{"positions/p.md", "---\ntitle: T\nquestion: Should it?\nstances: {}\n---\n", `
f:4:1: error: "stances" has no value
	hint: write "stances: …", the answers in order of the scale, each an id and a label
`},
	{"positions/p.md", "---\ntitle: T\nquestion: Should it?\nstances: [for, against]\n---\n", `
f:4:10: error: "stances" must be a map, found a list
	hint: write them below "stances:", one a line, indented by two spaces: "id: label"
`},
	{"positions/p.md", "---\ntitle: T\nquestion: Should it?\nstances:\n  for: In favour\n  Against All: Against\n  '—': Neither\n  no:\n  for: Again\n  x: [a]\n---\n", `
f:6:3: error: stance "Against All" is not an id
	hint: an id is lower-case letters, digits and hyphens: against-all
f:7:3: error: stance "—" is not an id
	hint: an id is lower-case letters, digits and hyphens
f:8:3: error: the stance "no" has no label
	hint: write the answer in words: "no: …"
f:9:3: error: key "for" is already given in line 5
	hint: join the two, or remove one
f:10:6: error: "x" in "stances" must be a text, found a list
`},
	{"events/e.md", "---\ntitle: T\ndate: 2016-09\nplace: x\npeople: y\norganizations: [z]\nfigures:\n  killed: at least 10\n  trucks:\n  wounded: [1]\nresolution: w\n---\n", `
f:9:3: error: the figure "trucks" has no value
	hint: write the number as the source gives it, or remove the line
f:10:12: error: "wounded" in "figures" must be a text, found a list
`},
	{"places/p.md", "---\ntitle: T\nlat: 36.2\n---\n", `
f:3:6: error: lat without lon
	hint: give both, in degrees
`},
	{"places/p.md", "---\ntitle: T\nlon: 37.1\nwithin: syria\n---\n", `
f:3:6: error: lon without lat
	hint: give both, in degrees
`},
	{"places/p.md", "---\ntitle: T\nlat: 91\nlon: -181\n---\n", `
f:3:6: error: "91" is not between -90 and 90 degrees
f:4:6: error: "-181" is not between -180 and 180 degrees
`},
	{"places/p.md", "---\ntitle: T\nlat: 36,2\nlon: 1e3\n---\n", `
f:3:6: error: "lat" must be a number, found the text "36,2"
	hint: digits, with a point before the fraction: 36.2
f:4:6: error: "lon" must be a number, found the text "1e3"
	hint: digits, with a point before the fraction: 36.2
`},
	{"places/p.md", "---\ntitle: T\nlat: -90\nlon: +180.0\n---\n", ``},
	{"about.md", "---\ntitle: T\nsource: {publisher: x}\n---\n", `
f:3:1: error: unknown key "source"
	hint: free data goes under params
`},

	// Places of files.
	{"index.md", "---\ntitle: T\n---\n", `
f: error: the text of the home page is not in index.md, but in _index.md
	hint: rename it to content/_index.md
`},
	{"people/index.md", "---\ntitle: T\nborn: 1950\n---\n", `
f:3:1: error: unknown key "born"
	hint: free data goes under params
`},
	{"people/_index.md", "---\ntitle: T\n---\n", ``},
	{"people/old/_index.md", "---\ntitle: T\n---\n", `
f: warning: folders in content/people/ have no page, the file is skipped
	hint: move its text into content/people/_index.md
`},
	{"history/_index.md", "---\ntitle: T\n---\n", ``},
	{"history/index.md", "---\ntitle: T\n---\n", ``},
	{"—/x.md", "---\ntitle: T\n---\n", ``}, // reported by package site, which makes the addresses
	{"a/—/_index.md", "---\ntitle: T\n---\n", ``},
	{"people/—/x.md", "---\ntitle: T\n---\n", ``},
}

// manyTurns are the warnings of as many characters that turn the direction of a
// summary on line 3.
func manyTurns(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "f:3:%d: warning: invisible character U+202E changes the direction of the text\n"+
			"\thint: delete it; the direction of a text follows from its letters and from lang\n", 10+i)
	}
	return b.String()
}

func TestPage(t *testing.T) {
	for _, c := range pageTests {
		_, list := parsePage(c.file, c.src)
		if got := report(list); got != c.want {
			t.Errorf("%s:\n%s\ngot:%s\nwant:%s", c.file, c.src, got, c.want)
		}
	}
}

// parsePage reads a page; messages call its file "f".
func parsePage(file, src string) (*Page, diag.List) {
	if file == "a" {
		file = "articles/a.md"
	}
	file = Root + "/" + file
	p, _, list := parse(file, []byte(src), Options{})
	for i := range list {
		if list[i].Pos.File == file {
			list[i].Pos.File = "f"
		}
	}
	return p, list
}

func TestPlace(t *testing.T) {
	tests := []struct {
		file    string
		typ     Type
		id, dir string
	}{
		{"articles/a.md", Article, "a", "articles"},
		{"articles/2016/09/a.md", Article, "a", "articles"},
		{"articles/a/index.md", Article, "a", "articles"},
		{"articles/2016/a/index.markdown", Article, "a", "articles"},
		{"people/x.MD", Person, "x", "people"},
		{"organizations/x.y.md", Organization, "x.y", "organizations"},
		{"meetings/x.md", Meeting, "x", "meetings"},
		{"positions/x.md", Position, "x", "positions"},
		{"events/x.md", Event, "x", "events"},
		{"places/حلب.md", Place, "حلب", "places"},
		{"places/cafe\u0301.md", Place, "caf\u00e9", "places"},
		{"about.md", Plain, "about", ""},
		{"about/index.md", Plain, "about", ""},
		{"history/The War/x.md", Plain, "x", "history/the-war"},
		{"history/The War/index.md", Plain, "The War", "history"},
		{"history/—/x.md", Plain, "x", "history/"},
		{"article/x.md", Plain, "x", "article"},
		{"_index.md", Section, "", ""},
		{"people/_index.md", Section, "people", ""},
		{"history/_index.md", Section, "history", ""},
		{"history/war/_index.md", Section, "war", "history"},
		{"index.md", Section, "", ""}, // an error
		{"people/index.md", Plain, "people", ""},
	}
	for _, c := range tests {
		p, _ := parsePage(c.file, "---\ntitle: T\n---\n")
		if p.Type != c.typ || p.ID != c.id || p.Dir != c.dir {
			t.Errorf("%s: type %q, id %q, dir %q, want %q, %q, %q", c.file, p.Type, p.ID, p.Dir, c.typ, c.id, c.dir)
		}
	}
}

// TestParts finds pages without the part of their type, whatever is wrong with
// their front matter: what refers to them reads it.
func TestParts(t *testing.T) {
	for _, front := range []string{"", "title: T\n", "title: \"\n", "- a\n", strings.Repeat("x", 65<<10) + "\n"} {
		for _, typ := range Types {
			p, _ := parsePage(typ.Section()+"/x.md", "---\n"+front+"---\n")
			parts := map[Type]bool{
				Article: p.Article != nil, Person: p.Person != nil, Organization: p.Organization != nil, Meeting: p.Meeting != nil,
				Position: p.Position != nil, Event: p.Event != nil, Place: p.Place != nil,
			}
			for other, set := range parts {
				if set != (other == typ) {
					t.Errorf("%.20q: a page of type %s has the part of %s: %t", front, typ, other, set)
				}
			}
		}
	}
}
