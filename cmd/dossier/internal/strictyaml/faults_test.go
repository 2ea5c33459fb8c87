package strictyaml

import "strings"

// faults are texts with problems, and what is said of them.
var faults = []struct{ text, want string }{
	// Characters.
	{"a: b\nc: حلب\xe9", `
f:2:7: error: byte 0xE9 is not UTF-8
	hint: save the file as UTF-8
`},
	{"a: \x00\nb: \a", `
f:1:4: error: the NUL character (U+0000) is not allowed here
	hint: delete it; most editors can show invisible characters
f:2:4: error: the control character (U+0007) is not allowed here
	hint: delete it; most editors can show invisible characters
`},
	{"a: x\u0085b: y", `
f:1:5: error: the line break NEL (U+0085) is not allowed here
	hint: delete it; most editors can show invisible characters
`},
	{"a: x\u2028y", `
f:1:5: error: a line separator (U+2028) is not allowed here
	hint: delete it; most editors can show invisible characters
`},
	{"a: b\ufeffc", `
f:1:5: error: a byte order mark (U+FEFF) is not allowed here
	hint: delete it; most editors can show invisible characters
`},
	{"\xe9:", `
f:1:1: error: byte 0xE9 is not UTF-8
	hint: save the file as UTF-8
`},
	{"a:\u00a01", `
f:1:1: error: expected keys and values, such as "title: Aleppo"
	hint: after the colon is a no-break space (U+00A0); type an ordinary space
`},
	{"title: x\ndate:\u00a02016", `
f:2:1: error: expected a key, a colon and a value
	hint: after the colon is a no-break space (U+00A0); type an ordinary space
`},
	{"a: b\n\u00a0c: d", `
f:2:1: error: a no-break space (U+00A0) at the edge of the key "\u00a0c"
	hint: delete it, and type an ordinary space if one belongs there
`},
	{"a\u200b: b", `
f:1:1: error: a zero-width space (U+200B) at the edge of the key "a\u200b"
	hint: delete it, and type an ordinary space if one belongs there
`},
	{"a: \"x\\0\"", `
f:1:4: error: the NUL character (U+0000) is not allowed here
`},
	{"\"a\\x07\": b", `
f:1:1: error: the control character (U+0007) is not allowed here
`},
	{"source:\n\tdate: y", `
f:2:1: error: a tab in the indentation
	hint: indent with spaces; most editors can be set to insert them for the tab key
`},
	{"title: x\n\t\ndate: y", `
f:2:1: error: a tab in the indentation
	hint: indent with spaces; if the line is empty, delete the tab
`},
	{"a: |\n\tb", `
f:2:1: error: a tab in the indentation
	hint: indent with spaces; most editors can be set to insert them for the tab key
`},

	// Text that needs quotes.
	{"title: Foo: bar", `
f:1:11: error: a text that contains a colon and a space must be in quotes
	hint: put the text in quotes: title: "Foo: bar"
`},
	{"title: a\nsummary: Foo: bar: baz\nlead: x: \"it's\"\npeople:\n  - who: b: c", `
f:2:13: error: a text that contains a colon and a space must be in quotes
	hint: put the text in quotes: summary: "Foo: bar: baz"
f:3:8: error: a text that contains a colon and a space must be in quotes
	hint: put the text in quotes: lead: 'x: "it''s"'
f:5:11: error: a text that contains a colon and a space must be in quotes
	hint: put the text in quotes: who: "b: c"
`},
	{"title: @x\na: `x`\nb: %x\nc: *x", `
f:1:8: error: a text cannot begin with "@"
	hint: put the text in quotes: title: "@x"
f:2:4: error: a text cannot begin with "` + "`" + `"
	hint: put the text in quotes: a: "` + "`" + `x` + "`" + `"
f:3:4: error: a text cannot begin with "%"
	hint: put the text in quotes: b: "%x"
f:4:4: error: a text cannot begin with "*"
	hint: put the text in quotes: c: "*x"
`},
	{"a: [@x,\n  *y]", `
f:1:5: error: a text cannot begin with "@"
	hint: put the text in quotes
f:2:3: error: a text cannot begin with "*"
	hint: put the text in quotes
`},
	{"a: ]", `
f:1:4: error: a text cannot begin with "]"
	hint: put the text in quotes: a: "]"
`},
	{"title: [Draft] My article", `
f:1:16: error: text after the closing bracket
	hint: put the text in quotes: title: "[Draft] My article"
`},
	{"title: {{ x }}", `
f:1:9: error: a key must be a text, not a list or map
	hint: a text that begins with [ or { must be in quotes
`},
	{"title: 'It's fine'", `
f:1:12: error: text after the closing quote
	hint: put double quotes around the whole text; an apostrophe between single quotes is written twice
`},
	{"title: \"a \"b\" c\"", `
f:1:12: error: text after the closing quote
	hint: put the quotes around the whole text; a quote inside is written \"
`},
	{"title: \"Sputnik\": fighting", `
f:1:17: error: text after the closing quote
	hint: put the quotes around the whole text; a quote inside is written \"
`},
	{"title: | foo", `
f:1:8: error: nothing may follow "|" on its line
	hint: begin the text on the next line, indented; or put the text in quotes: title: "| foo"
`},
	{"a: ? b", `
f:1:4: error: a text cannot begin with "? "
	hint: put the text in quotes
`},
	{"a: \"C:\\temp\\data\"", `
f:1:12: error: a backslash before "d" means nothing in double quotes
	hint: write two backslashes, or use single quotes
`},
	{"a: \"\\ud800\"", `
f:1:5: error: a backslash in double quotes begins the code of a character that does not exist
	hint: write two backslashes, or use single quotes
`},
	{"@title: x", `
f:1:1: error: a key cannot begin with "@"
	hint: remove it, or put the key in quotes
`},
	{"title: Issue #4 solved", `
f:1:14: warning: "#4 solved" is a comment, not part of the text
	hint: if it belongs to the text, put the text in quotes; else write "# "
`},

	// Quotes and brackets that are not closed.
	{"title: \"abc\ndate: 2016\nsummary: \"x\"", `
f:1:8: error: this quote is not closed
	hint: add the closing quote at the end of the text
`},
	{"a: 'x\n  y\nb: c", `
f:1:4: error: this quote is not closed
	hint: add the closing quote at the end of the text
`},
	{"tags: [a, b\ntitle: x", `
f:1:7: error: this "[" is not closed
	hint: add the closing bracket; if it is part of a text, put the text in quotes
`},
	{"tags: [a, b", `
f:1:7: error: this "[" is not closed
	hint: add the closing bracket; if it is part of a text, put the text in quotes
`},
	{"tags: [a, \"b]\nx: y", `
f:1:7: error: this "[" is not closed
	hint: a quote in it is not closed
`},
	{"tags: [#aleppo, b]", `
f:1:7: error: this "[" is not closed
	hint: " #" begins a comment, which hides the bracket; put a text that begins with # in quotes
`},
	{"{ a: 1, b", `
f:1:1: error: this "{" is not closed
	hint: add the closing bracket; if it is part of a text, put the text in quotes
`},

	// Keys.
	{"title:x", `
f:1:1: error: expected keys and values, such as "title: Aleppo"
	hint: put a space after the colon
`},
	{"title: x\ndate:2016", `
f:2:1: error: expected a key, a colon and a value
	hint: put a space after the colon
`},
	{"title = \"x\"\ndate = \"y\"", `
f:1:1: error: expected keys and values, such as "title: Aleppo"
	hint: this looks like TOML; in YAML it is "title: Aleppo"
`},
	{"[a, b]", `
f:1:1: error: expected keys and values, such as "title: Aleppo"
	hint: a list belongs below a key, such as "tags:"
`},
	{"title: x\nplain words here", `
f:2:1: error: expected a key, a colon and a value
	hint: write "key: value"; to go on with the text of the line above, indent the line by two spaces
`},
	{"key without colon\ntitle: x", `
f:1:1: error: expected a key, a colon and a value
	hint: write "key: value"; to go on with the text of the line above, indent the line by two spaces
`},
	{": x", `
f:1:1: error: a key is missing before the colon
`},
	{"a: 1\nb: {c: 1, c: 2}\na: 2\na: 3", `
f:2:11: error: key "c" is already given in line 2
	hint: join the two, or remove one
f:3:1: error: key "a" is already given in line 1
	hint: join the two, or remove one
f:4:1: error: key "a" is already given in line 1
	hint: join the two, or remove one
`},
	{"? [x]\n: y", `
f:1:3: error: a key must be a text, not a list or map
	hint: a text that begins with [ or { must be in quotes
`},
	{"<<: {a: 1}\n? [x]\n: y", `
f:1:1: error: the merge key "<<" is not allowed here
	hint: write the keys out
f:2:3: error: a key must be a text, not a list or map
	hint: a text that begins with [ or { must be in quotes
`},

	// Indentation and lists.
	{"source:\n   title: a\n  url: b", `
f:3:3: error: unexpected indentation
	hint: begin it in the same column as the line above that it belongs with
`},
	{"title: a\n  date: b", `
f:2:3: error: unexpected indentation
	hint: begin a key in the same column as the keys above it
`},
	{" title: Q\nborn: 1980\nbogus: 1", `
f:2:1: error: this line begins further left than the keys above it
	hint: begin all keys in the same column
`},
	{"# c\n  title: Q\n  tags:\n    - a\nnames: b\nbogus: 3", `
f:5:1: error: this line begins further left than the keys above it
	hint: begin all keys in the same column
`},
	{"   a: b\n  c: d\n e: f\n  g: h", `
f:2:3: error: this line begins further left than the keys above it
	hint: begin all keys in the same column
f:3:2: error: this line begins further left than the keys above it
	hint: begin all keys in the same column
f:4:3: error: unexpected indentation
	hint: begin a key in the same column as the keys above it
`},
	{"  a: \"b\n  c\"\nd: |\n  e", `
f:3:1: error: this line begins further left than the keys above it
	hint: begin all keys in the same column
`},
	{" title: Q\nmore", `
f:2:1: error: expected a key, a colon and a value
	hint: write "key: value"; to go on with the text of the line above, indent the line by two spaces
`},
	{" - a\nb: c", `
f:2:1: error: unexpected indentation
	hint: begin it in the same column as the line above that it belongs with
`},
	{" a: b\n- c", `
f:2:1: error: this line begins further left than the keys above it
	hint: begin all keys in the same column
`},
	{"{title: Q}\nborn: 1980", `
f:2:1: error: nothing may follow the closing bracket
	hint: remove the brackets, and write every key on a line of its own
`},
	{"{title: Q,\ntags: [a]}\n- b\n", `
f:3:1: error: nothing may follow the closing bracket
	hint: remove the brackets, and write every key on a line of its own
`},
	{"title: Q\n%TAG x", `
f:2:1: error: a line cannot begin with "%"
	hint: remove the line; if it belongs to a text, put the text in quotes
`},
	{"tags:\n  - a\n   - b\n  - c", `
f:3:4: warning: "- b" goes on from the text above and is no item of a list
	hint: indent all hyphens of a list alike
`},
	{"tags:\n  - a\n  b: 1", `
f:3:3: error: expected an item of the list, found a key
	hint: indent it by two spaces more if it belongs to the item above, or less if it does not
`},
	{"tags:\n- a\nb: 1\n- c", `
f:4:1: error: unexpected list item
	hint: a list begins on the line after its key, and the key has no other value
`},
	{"a:\n  - b\n - c", `
f:3:2: error: unexpected indentation
	hint: begin it in the same column as the line above that it belongs with
`},
	{"tags: - a", `
f:1:7: error: a list cannot begin on the line of its key
	hint: write the items on lines of their own, or in brackets: [first, second]
`},
	{"a: >-\n   foo\n  bar\nb: c", `
f:3:3: error: the line does not fit what is above it
	hint: look at the indentation, and for quotes and brackets that are not closed
`},
	{"a: [b: c: d]", `
f:1:4: error: a list in brackets needs commas and a closing ]
	hint: put items that contain , [ ] { } or quotes in quotes
`},
	{"a: {b: \"c\" d}", `
f:1:4: error: a map in braces needs commas and a closing }
	hint: put values that contain , [ ] { } or quotes in quotes
`},
	{"a: [b,, c]", `
f:1:4: error: a value is missing, or begins with a character that needs quotes
	hint: put the text in quotes
`},

	// What YAML has and a dossier does not.
	{"a: &x b", `
f:1:4: error: "&x" is an anchor of YAML, not allowed here
	hint: if it belongs to the text, put the text in quotes
`},
	{"a: &a [*a]", `
f:1:4: error: "&a" is an anchor of YAML, not allowed here
	hint: if it belongs to the text, put the text in quotes
f:1:8: error: "*a" is an alias of YAML, not allowed here
	hint: if it belongs to the text, put the text in quotes
`},
	{"a: *x", `
f:1:4: error: a text cannot begin with "*"
	hint: put the text in quotes: a: "*x"
`},
	{"a: !!int 3", `
f:1:4: error: "!!int" is a tag of YAML, not allowed here
	hint: if it belongs to the text, put the text in quotes
`},
	{"a: ! foo", `
f:1:4: error: "!" is a tag of YAML, not allowed here
	hint: if it belongs to the text, put the text in quotes
`},
	{"!x a: b", `
f:1:1: error: "!x" is a tag of YAML, not allowed here
	hint: if it belongs to the text, put the text in quotes
`},
	{"a: [!y b, !!binary aGk=]", `
f:1:5: error: "!y" is a tag of YAML, not allowed here
	hint: if it belongs to the text, put the text in quotes
f:1:11: error: "!!binary" is a tag of YAML, not allowed here
	hint: if it belongs to the text, put the text in quotes
`},
	{"a: !!python/object:x {b: c}", `
f:1:4: error: "!!python/object:x" is a tag of YAML, not allowed here
	hint: if it belongs to the text, put the text in quotes
`},
	{"a: 1\n---\nb: 2", `
f:2:1: error: "---" ends the YAML, only one document is read
	hint: remove the line; if it belongs to a text, indent it
`},
	{"a: \"x\n...\ny\"", `
f:2:1: error: "..." ends the YAML, only one document is read
	hint: remove the line; if it belongs to a text, indent it
`},
	{"%YAML 3.0\n---\na: 1", `
f:1:1: error: a line cannot begin with "%"
	hint: remove the line; if it belongs to a text, put the text in quotes
`},

	// Several at once, and texts that look wrong and are not.
	{"title: |\n foo: bar: baz\nsummary: \"multi\n  line: ok\"\ntags: [a,\n  b: \"c: d\"]\nquote: 'it''s'\ndate: x: y\n@z: \"\n", `
f:8:8: error: a text that contains a colon and a space must be in quotes
	hint: put the text in quotes: date: "x: y"
f:9:1: error: a key cannot begin with "@"
	hint: remove it, or put the key in quotes
f:9:5: error: this quote is not closed
	hint: add the closing quote at the end of the text
`},

	// Corners of the above.
	{"\"a\": b: c\n\"d\" : [\n  e] f\n\"g\nh\": i", `
f:1:7: error: a text that contains a colon and a space must be in quotes
	hint: put the text in quotes: "a": "b: c"
f:3:6: error: text after the closing bracket
	hint: put a text that begins with a bracket in quotes
f:4:1: error: expected a key, a colon and a value
	hint: write "key: value"; to go on with the text of the line above, indent the line by two spaces
`},
	{"a: \"\\t\": b\n\"c\\t\": d", `
f:1:8: error: text after the closing quote
	hint: put the quotes around the whole text; a quote inside is written \"
`},
	{"\"c\\t\": d", `
f:1:1: error: a tab (U+0009) at the edge of the key "c\t"
	hint: delete it, and type an ordinary space if one belongs there
`},
	{"c\u200d: d", `
f:1:1: error: the invisible character (U+200D) at the edge of the key "c\u200d"
	hint: delete it, and type an ordinary space if one belongs there
`},
	{"a: x\u2029\x7f", `
f:1:5: error: a paragraph separator (U+2029) is not allowed here
	hint: delete it; most editors can show invisible characters
f:1:6: error: the control character (U+007F) is not allowed here
	hint: delete it; most editors can show invisible characters
`},
	{"a: x: y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y y ", `
f:1:5: error: a text that contains a colon and a space must be in quotes
	hint: put the text in quotes
`},
	{"a: [b # c: d\n", `
f:1:4: error: this "[" is not closed
	hint: add the closing bracket; if it is part of a text, put the text in quotes
`},
	{"a:\n  - x\n\n   - y\n  - z", `
f:4:4: warning: "- y" goes on from the text above and is no item of a list
	hint: indent all hyphens of a list alike
`},
	{"source:\n   title: a\n  url: b\n  kind: c: d", `
f:3:3: error: unexpected indentation
	hint: begin it in the same column as the line above that it belongs with
f:4:10: error: a text that contains a colon and a space must be in quotes
	hint: put the text in quotes: kind: "c: d"
`},
	{"a: 1\n  - b\n  - c\nd: e: f", `
f:4:5: error: a text that contains a colon and a space must be in quotes
	hint: put the text in quotes: d: "e: f"
`},
	{"a: b\n- c: d: e\n- f", `
f:2:1: error: unexpected list item
	hint: a list begins on the line after its key, and the key has no other value
f:2:7: error: a text that contains a colon and a space must be in quotes
	hint: put the text in quotes: c: "d: e"
f:3:1: error: unexpected list item
	hint: a list begins on the line after its key, and the key has no other value
`},
	{"a #b: c", `
f:1:1: error: expected keys and values, such as "title: Aleppo"
	hint: write "key: value"; to go on with the text of the line above, indent the line by two spaces
`},
	{"a: |\n  x\n b: c", `
f:3:2: error: the line does not fit what is above it
	hint: look at the indentation, and for quotes and brackets that are not closed
`},
	{"a: %b", `
f:1:4: error: a text cannot begin with "%"
	hint: put the text in quotes: a: "%b"
`},
	{"a: \"x\\zy\n\\w\"", `
f:1:6: error: a backslash before "z" means nothing in double quotes
	hint: write two backslashes, or use single quotes
`},
	{"a: {b: @c}", `
f:1:8: error: a text cannot begin with "@"
	hint: put the text in quotes
`},
	{"a: [b}", `
f:1:4: error: a list in brackets needs commas and a closing ]
	hint: put items that contain , [ ] { } or quotes in quotes
`},
	{"a: x\n\ttail: y", `
f:2:1: error: a tab in the indentation
	hint: indent with spaces; most editors can be set to insert them for the tab key
`},
	{strings.Repeat("k", 1030) + ": b", `
f:1:1: error: a colon and a space where no key can be
	hint: put a text that contains a colon and a space in quotes
`},
	{"\xff\xfea\x00", `
f:1:1: error: the file is UTF-16
	hint: save it as UTF-8
`},
	{"a\x00:\x00", `
f:1:1: error: the file is UTF-16
	hint: save it as UTF-8
`},
}
