package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/lsp"
)

// An editor is a scripted client of the language server.
type editor struct {
	t     *testing.T
	dir   string
	in    io.WriteCloser
	heard chan reply // what the server has said
	ended chan error
	id    int
	texts map[string]string    // of open files
	told  map[string][]problem // by file
	said  []string             // of window/showMessage
}

type problem struct {
	Range    span
	Severity int
	Message  string
}

type point struct{ Line, Character int }

type span struct{ Start, End point }

// startEditor writes files to a folder, opens it and asks for initialize.
func startEditor(t *testing.T, files map[string]string, capabilities string) *editor {
	t.Helper()
	e := &editor{t: t, dir: t.TempDir(), ended: make(chan error, 1), texts: map[string]string{}, told: map[string][]problem{}}
	for name, text := range files {
		full := filepath.Join(e.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	serverIn, in := io.Pipe()
	out, serverOut := io.Pipe()
	e.in, e.heard = in, make(chan reply, 1000)
	go e.listen(bufio.NewReader(out))
	go func() {
		e.ended <- lsp.Serve(t.Context(), serverIn, serverOut, lsp.Options{Open: openWorkspace, Pause: time.Millisecond})
		serverOut.Close()
	}()
	e.ask("initialize", fmt.Sprintf(`{"rootUri": %q, "capabilities": %s}`, e.uri(""), capabilities), nil)
	e.notify("initialized", `{}`)
	return e
}

const fullClient = `{"workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["rename"]}}}`

func (e *editor) uri(file string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(e.dir, file))}).String()
}

func (e *editor) send(content string) {
	e.t.Helper()
	if _, err := fmt.Fprintf(e.in, "Content-Length: %d\r\n\r\n%s", len(content), content); err != nil {
		e.t.Fatal(err)
	}
}

func (e *editor) notify(method, params string) {
	e.t.Helper()
	e.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, params))
}

// A reply is a message of the server.
type reply struct {
	ID     *int
	Method string
	Params struct {
		URI         string
		Diagnostics []problem
		Message     string
	}
	Result json.RawMessage
	Error  *struct {
		Code    int
		Message string
	}
}

// listen reads messages, also while the editor is writing one.
func (e *editor) listen(out *bufio.Reader) {
	defer close(e.heard)
	for {
		header, err := out.ReadString('\n')
		if err == io.EOF && header == "" {
			return
		}
		var r reply
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(header, "Content-Length:")))
		content := make([]byte, n+len("\r\n"))
		if err == nil {
			_, err = io.ReadFull(out, content)
		}
		if err == nil {
			err = json.Unmarshal(content, &r)
		}
		if err != nil {
			e.t.Errorf("after the header %q: %v", header, err)
			return
		}
		e.heard <- r
	}
}

// read takes note of what the server says next.
func (e *editor) read() reply {
	e.t.Helper()
	r, ok := <-e.heard
	if !ok {
		e.t.Fatal("the server has gone")
	}
	switch r.Method {
	case "textDocument/publishDiagnostics":
		file := strings.TrimPrefix(r.Params.URI, e.uri("")+"/")
		e.told[file] = r.Params.Diagnostics
	case "window/showMessage":
		e.said = append(e.said, r.Params.Message)
	}
	return r
}

// ask sends a request and decodes its result. It returns the error of the
// server, if that is what comes.
func (e *editor) ask(method, params string, into any) string {
	e.t.Helper()
	e.id++
	e.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":%q,"params":%s}`, e.id, method, params))
	for {
		r := e.read()
		switch {
		case r.ID == nil || *r.ID != e.id || r.Method != "":
			continue
		case r.Error != nil:
			return r.Error.Message
		case into != nil:
			if err := json.Unmarshal(r.Result, into); err != nil {
				e.t.Fatal(err)
			}
		}
		return ""
	}
}

// open opens or changes a file. A "‸" in the text is where the cursor is.
func (e *editor) open(file, text string) (at string) {
	e.t.Helper()
	before, after, _ := strings.Cut(text, "‸")
	line := strings.Count(before, "\n")
	col := len(utf16.Encode([]rune(before[strings.LastIndex(before, "\n")+1:])))
	text = before + after
	quoted, err := json.Marshal(text)
	if err != nil {
		e.t.Fatal(err)
	}
	if _, known := e.texts[file]; known {
		e.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":2},"contentChanges":[{"text":%s}]}`, e.uri(file), quoted))
	} else {
		e.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":1,"languageId":"markdown","text":%s}}`, e.uri(file), quoted))
	}
	e.texts[file] = text
	return fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":%d}}`, e.uri(file), line, col)
}

// until reads messages until something is so.
func (e *editor) until(so func() bool) {
	e.t.Helper()
	for !so() {
		e.read()
	}
}

// complete returns the labels that are offered, and what the first would make of the text.
func (e *editor) complete(file, text string) (labels []string, first string) {
	e.t.Helper()
	at := e.open(file, text)
	var list struct {
		Items []struct {
			Label    string
			TextEdit textChange
		}
	}
	if problem := e.ask("textDocument/completion", at, &list); problem != "" {
		e.t.Fatal(problem)
	}
	for _, item := range list.Items {
		labels = append(labels, item.Label)
	}
	if len(list.Items) > 0 {
		first = applyEdits(e.texts[file], []textChange{list.Items[0].TextEdit})
	}
	return labels, first
}

type textChange struct {
	Range   span
	NewText string
}

// applyEdits changes a text, as an editor does that counts in UTF-16.
func applyEdits(text string, edits []textChange) string {
	units := utf16.Encode([]rune(text))
	starts := []int{0}
	for i, u := range units {
		if u == '\n' {
			starts = append(starts, i+1)
		}
	}
	slices.SortFunc(edits, func(a, b textChange) int {
		return (b.Range.Start.Line-a.Range.Start.Line)*10000 + b.Range.Start.Character - a.Range.Start.Character
	})
	for _, x := range edits {
		from := starts[x.Range.Start.Line] + x.Range.Start.Character
		to := starts[x.Range.End.Line] + x.Range.End.Character
		units = slices.Concat(units[:from], utf16.Encode([]rune(x.NewText)), units[to:])
	}
	return string(utf16.Decode(units))
}

type workspaceEdits struct {
	DocumentChanges []struct {
		TextDocument   struct{ URI string }
		Edits          []textChange
		Kind           string
		OldURI, NewURI string
	}
}

// apply makes the changes on disk, as an editor does that saves at once.
func (e *editor) apply(w workspaceEdits) {
	e.t.Helper()
	name := func(uri string) string {
		u, err := url.Parse(uri)
		if err != nil {
			e.t.Fatal(err)
		}
		return filepath.FromSlash(u.Path)
	}
	for _, c := range w.DocumentChanges {
		var err error
		if c.Kind == "rename" {
			err = os.Rename(name(c.OldURI), name(c.NewURI))
		} else {
			var text []byte
			if text, err = os.ReadFile(name(c.TextDocument.URI)); err == nil {
				err = os.WriteFile(name(c.TextDocument.URI), []byte(applyEdits(string(text), c.Edits)), 0o666)
			}
		}
		if err != nil {
			e.t.Fatal(err)
		}
	}
}

var oakfordFiles = map[string]string{
	"dossier.yaml": "title: Oakford\nmenu:\n  - {title: Ida, page: people/ida-ray}\n",
	"content/articles/gazette.md": `---
title: "🎉 Council splits"
date: 2024-03-02
people: [ida-ray]
statements:
  - who: ida-ray
    position: bypass
    stance: against
---
🎉 [[ida-ray]] met [[ people/ida-ray | her ]].
`,
	"content/people/ida-ray.md":     "---\ntitle: Ida Ray\nsummary: The mayor of Oakford.\n---\n",
	"content/people/omar-said.md":   "---\ntitle: Omar Saïd\nnames: [عمر سعيد]\n---\n",
	"content/organizations/ida.md":  "---\ntitle: Institute of Design\nkind: ngo\n---\n",
	"content/positions/bypass.md":   "---\ntitle: The bypass\nquestion: Build it?\nstances:\n  for: For it\n  against: Against it\n---\n",
	"content/positions/toll.md":     "---\ntitle: The toll\nquestion: Raise it?\nstances:\n  more: More\n  less: Less\n---\n",
	"content/meetings/council-1.md": "---\ntitle: First council\ndate: 2024-03-01\n---\n",
}

// TestLanguageServer is an editor's day, from initialize to exit.
func TestLanguageServer(t *testing.T) {
	e := startEditor(t, oakfordFiles, fullClient)
	const file = "content/articles/gazette.md"
	text := oakfordFiles[file]

	// A slip in a text that is not saved, and its end.
	e.open(file, strings.Replace(text, "stance: against", "stance: agianst", 1))
	e.until(func() bool { return len(e.told[file]) > 0 })
	want := []problem{{span{point{7, 12}, point{7, 19}}, 1,
		"\"agianst\" is not a stance of positions/bypass\ndid you mean \"against\"?\nits stances are for, against"}}
	if !reflect.DeepEqual(e.told[file], want) {
		t.Errorf("told %v\nwant %v", e.told[file], want)
	}
	e.open(file, text)
	e.until(func() bool { return len(e.told[file]) == 0 })

	// A text that is closed is that of the disk again.
	const other = "content/people/omar-said.md"
	e.open(other, "---\ntitel: Omar\n---\n")
	e.until(func() bool { return len(e.told[other]) > 0 })
	e.notify("textDocument/didClose", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, e.uri(other)))
	e.until(func() bool { return len(e.told[other]) == 0 })

	var hover struct {
		Contents struct{ Kind, Value string }
		Range    span
	}
	e.ask("textDocument/hover", e.open(file, strings.Replace(text, "🎉 [[ida-ray", "🎉 [[ida‸-ray", 1)), &hover)
	if hover.Contents.Value != "Ida Ray (person)\nThe mayor of Oakford." || hover.Range != (span{point{9, 5}, point{9, 12}}) {
		t.Errorf("hover on a wikilink: %v", hover)
	}
	for at, want := range map[string]string{
		"pos‸ition: bypass": "position: the question",
		"position: byp‸ass": "The bypass (position)\nBuild it?",
		"stance: again‸st":  "Against it",
	} {
		e.ask("textDocument/hover", e.open(file, strings.Replace(text, strings.Replace(at, "‸", "", 1), at, 1)), &hover)
		if hover.Contents.Value != want {
			t.Errorf("hover at %s: %q, want %q", at, hover.Contents.Value, want)
		}
	}
	at := e.open(file, strings.Replace(text, "who: ida", "who: i‸da", 1))
	var places []struct {
		URI   string
		Range span
	}
	e.ask("textDocument/definition", at, &places)
	if len(places) != 1 || places[0].URI != e.uri("content/people/ida-ray.md") || places[0].Range.Start != (point{1, 7}) {
		t.Errorf("definition: %v", places)
	}
	e.ask("textDocument/references", at, &places)
	if len(places) != 5 {
		t.Errorf("references: %v, want five", places)
	}

	e.renames(at)
	if problem := e.ask("shutdown", "null", nil); problem != "" {
		t.Error(problem)
	}
	e.notify("exit", "null")
	if err := <-e.ended; err != nil {
		t.Errorf("ended with %v", err)
	}
}

// renames renames Ida Ray, makes the changes and expects a dossier as good as before.
func (e *editor) renames(at string) {
	e.t.Helper()
	var prepared struct {
		Range       span
		Placeholder string
	}
	e.ask("textDocument/prepareRename", at, &prepared)
	if prepared.Placeholder != "ida-ray" || prepared.Range != (span{point{5, 9}, point{5, 16}}) {
		e.t.Errorf("prepared %v", prepared)
	}
	named := func(name string) string { return strings.TrimSuffix(at, "}") + fmt.Sprintf(`,"newName":%q}`, name) }
	for name, want := range map[string]string{
		"omar-said": `"people/omar-said" exists already; choose another id`,
		"Ida":       `"Ida" is not an id; an id is lower-case letters, digits and hyphens: ida`,
	} {
		if got := e.ask("textDocument/rename", named(name), nil); got != want {
			e.t.Errorf("rename to %s: %s", name, got)
		}
	}
	var changes workspaceEdits
	if problem := e.ask("textDocument/rename", named("ida"), &changes); problem != "" {
		e.t.Fatal(problem)
	}
	e.apply(changes)
	got, err := os.ReadFile(filepath.Join(e.dir, "content/articles/gazette.md"))
	if err != nil {
		e.t.Fatal(err)
	}
	// An organization has the id ida too, where a statement may be of either.
	want := strings.NewReplacer("who: ida-ray", "who: people/ida", "[ida-ray]", "[ida]", "[[ida-ray]]", "[[people/ida]]", "people/ida-ray", "people/ida").
		Replace(oakfordFiles["content/articles/gazette.md"])
	if string(got) != want {
		e.t.Errorf("got  %s\nwant %s", got, want)
	}
	if _, _, list := buildSite(os.DirFS(e.dir), buildOptions{}); len(list) > 0 {
		e.t.Errorf("after the rename: %v", list)
	}
}

func TestCompletion(t *testing.T) {
	e := startEditor(t, oakfordFiles, fullClient)
	const file = "content/articles/new.md"
	e.open(file, "---\ntitle: New\n---\n")
	e.until(func() bool { return len(e.told[file]) > 0 }) // the dossier has been read
	for _, c := range []struct{ about, text, labels, first string }{
		{"a key", "---\ntitle: T\nda‸\n---\n", "date", "---\ntitle: T\ndate: \n---\n"},
		{"a key that is there", "---\ntitle: T\nda‸te: 2024\n---\n", "date", "---\ntitle: T\ndate: 2024\n---\n"},
		{"a key in a map", "---\nsource:\n  publisher: X\n  a‸\n---\n", "author archived accessed", ""},
		{"a key in a list of maps", "---\nstatements:\n  - who: ida-ray\n    st‸\n---\n", "stance", "---\nstatements:\n  - who: ida-ray\n    stance: \n---\n"},
		{"the first key of an item", "---\nstatements:\n  - w‸\n---\n", "who", ""},
		{"a key in brackets", "---\nstatements:\n  - {who: ida-ray, st‸}\n---\n", "stance", "---\nstatements:\n  - {who: ida-ray, stance: }\n---\n"},
		{"brackets not closed", "---\nstatements:\n  - {who: om‸\n---\n", "omar-said", ""},
		{"an id", "---\npeople: [ida-ray, ‸]\n---\n", "ida-ray omar-said", "---\npeople: [ida-ray, ida-ray]\n---\n"},
		{"an id by its name", "---\npeople:\n  - Saï‸\n---\n", "omar-said", "---\npeople:\n  - omar-said\n---\n"},
		{"an id by a name in another script", "---\npeople: عمر‸\n---\n", "omar-said", "---\npeople: omar-said\n---\n"},
		{"an id in quotes", "---\npeople: [\"om‸\"]\n---\n", "omar-said", "---\npeople: [\"omar-said\"]\n---\n"},
		{"ids of the wanted types alone", "---\nmeetings: ‸\n---\n", "council-1", ""},
		{"a person or an organization", "---\nstatements:\n  - who: id‸\n---\n", "ida ida-ray", ""},
		{"a stance", "---\nstatements:\n  - position: toll\n    stance: ‸\n---\n", "more less", "---\nstatements:\n  - position: toll\n    stance: more\n---\n"},
		{"a stance before its position", "---\nstatements:\n  - stance: l‸\n    position: toll\n---\n", "less", ""},
		{"a stance of no position", "---\nstatements:\n  - stance: ‸\n---\n", "", ""},
		{"a value", "---\nstatements:\n  - mode: d‸\n---\n", "direct denied", ""},
		{"true or false", "---\ndraft: ‸\n---\n", "true false", ""},
		{"a text", "---\ntitle: ‸\n---\n", "", ""},
		{"in spite of an error below", "---\npeople: om‸\nsource: {\n---\n", "omar-said", ""},
		{"no fence yet", "---\npeople: om‸", "omar-said", "---\npeople: omar-said"},
		{"a wikilink", "---\ntitle: T\n---\n🎉 [[cou‸", "council-1 gazette", "---\ntitle: T\n---\n🎉 [[council-1]]"},
		{"a wikilink that is closed", "---\ntitle: T\n---\n[[cou‸]] x", "council-1 gazette", "---\ntitle: T\n---\n[[council-1]] x"},
		{"a wikilink with a text", "---\ntitle: T\n---\n[[cou‸|x]]", "council-1 gazette", "---\ntitle: T\n---\n[[council-1|x]]"},
		{"the text of a wikilink", "---\ntitle: T\n---\n[[council-1|cou‸]]", "", ""},
		{"a body", "---\ntitle: T\n---\ncou‸", "", ""},
		{"the fence", "---‸\ntitle: T\n---\n", "", ""},
	} {
		labels, first := e.complete(file, c.text)
		if got := strings.Join(labels, " "); got != c.labels {
			t.Errorf("%s: offered %q, want %q", c.about, got, c.labels)
		}
		if c.first != "" && first != c.first {
			t.Errorf("%s: got\n%s\nwant\n%s", c.about, first, c.first)
		}
	}
	if labels, _ := e.complete("dossier.yaml", "title: Oakford\nlimits:\n  de‸\n"); strings.Join(labels, " ") != "depth" {
		t.Errorf("dossier.yaml: offered %q", labels)
	}
	if labels, _ := e.complete("dossier.yaml", "title: Oakford\nlinks: ‸\n"); strings.Join(labels, " ") != "pretty files" {
		t.Errorf("dossier.yaml: offered %q", labels)
	}
}

// TestProblemsAreThoseOfBuild compares what an editor is told with what build says.
func TestProblemsAreThoseOfBuild(t *testing.T) {
	files := maps.Clone(oakfordFiles)
	files["content/articles/bad.md"] = "---\ntitel: T\npeople: [nobody-here]\n---\n[[nowhere]] \x01\n"
	files["content/people/two.md"] = "---\ntitle: Ida Ray\n---\n"
	files["dossier.yaml"] = "title: Oakford\nlanguage: english please\n"
	e := startEditor(t, files, fullClient)
	_, _, list := buildSite(os.DirFS(e.dir), buildOptions{})
	want := map[string]int{}
	for _, d := range list.Sorted() {
		severity := 1
		if d.Severity == diag.Warning {
			severity = 2
		}
		want[strings.TrimSpace(fmt.Sprintf("%s:%d %d %s\n%s", d.Pos.File, max(d.Pos.Line, 1), severity, d.Message, d.Hint))]++
	}
	if len(want) < 5 {
		t.Fatalf("build finds %v", want)
	}
	got := map[string]int{}
	e.until(func() bool {
		clear(got)
		for file, problems := range e.told {
			for _, p := range problems {
				got[fmt.Sprintf("%s:%d %d %s", file, p.Range.Start.Line+1, p.Severity, p.Message)]++
			}
		}
		return len(e.told) >= 3
	})
	if !maps.Equal(got, want) {
		t.Errorf("told %v\nwant %v", got, want)
	}
}

// TestRenameOfFiles lets the editor rename a file of its own accord.
func TestRenameOfFiles(t *testing.T) {
	e := startEditor(t, oakfordFiles, fullClient)
	ask := func(from, to string) (w workspaceEdits) {
		t.Helper()
		e.ask("workspace/willRenameFiles", fmt.Sprintf(`{"files":[{"oldUri":%q,"newUri":%q}]}`, e.uri(from), e.uri(to)), &w)
		return w
	}
	if w := ask("content/people/ida-ray.md", "content/people/omar-said.md"); len(w.DocumentChanges) != 0 ||
		!strings.Contains(strings.Join(e.said, ""), `references are not changed: "people/omar-said" exists already`) {
		t.Errorf("a name that is taken: %v, said %q", w, e.said)
	}
	if w := ask("content/people", "content/folk"); len(w.DocumentChanges) != 0 {
		t.Errorf("a folder of pages: %v", w)
	}
	e.apply(ask("content/people/ida-ray.md", "content/people/ida-rey.md"))
	if err := os.Rename(filepath.Join(e.dir, "content/people/ida-ray.md"), filepath.Join(e.dir, "content/people/ida-rey.md")); err != nil {
		t.Fatal(err)
	}
	s, _, list := buildSite(os.DirFS(e.dir), buildOptions{})
	if len(list) > 0 || len(s.Find("ida-rey").Statements) != 1 || len(s.Redirects) != 1 {
		t.Errorf("after the rename: %v, redirects %v", list, s.Redirects)
	}
}

// TestPoorClient is a client that cannot rename files.
func TestPoorClient(t *testing.T) {
	e := startEditor(t, oakfordFiles, `{}`)
	at := e.open("content/articles/gazette.md", strings.Replace(oakfordFiles["content/articles/gazette.md"], "who: ida", "who: i‸da", 1))
	want := "this editor cannot rename files; save all and run: dossier mv people/ida-ray people/irma"
	if got := e.ask("textDocument/rename", strings.TrimSuffix(at, "}")+`,"newName":"irma"}`, nil); got != want {
		t.Errorf("got %s", got)
	}
}
