package lsp

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestReadFrame(t *testing.T) {
	for _, c := range []struct{ about, in, want string }{
		{"a message", "Content-Length: 2\r\n\r\n{}", "{} | EOF"},
		{"two", "Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]", "{} | [1] | EOF"},
		{"another header", "Content-Type: x; charset=utf-8\r\ncontent-length:  2\r\n\r\n{}", "{} | EOF"},
		{"line feeds alone", "Content-Length: 2\n\n{}", "{} | EOF"},
		{"nothing", "", "EOF"},
		{"no content", "Content-Length: 0\r\n\r\n", " | EOF"},
		{"no length", "Content-Type: x\r\n\r\n{}", "a message without Content-Length"},
		{"an empty header", "\r\n\r\n{}", "a message without Content-Length"},
		{"a length that is none", "Content-Length: two\r\n\r\n{}", `Content-Length "two" is not a number from 0 to 33554432`},
		{"a negative length", "Content-Length: -1\r\n\r\n{}", `Content-Length "-1" is not a number from 0 to 33554432`},
		{"a huge length", "Content-Length: 9999999999999\r\n\r\n{}", `Content-Length "9999999999999" is not a number from 0 to 33554432`},
		{"cut short", "Content-Length: 3\r\n\r\n{}", "unexpected EOF"},
		{"cut in the header", "Content-Length: 3\r\n", "unexpected EOF"},
		{"cut in a line", "Content-Le", "unexpected EOF"},
		{"a long header", strings.Repeat("x", maxHeader+1), "the header of a message is too long"},
		{"a long header of many lines", strings.Repeat("x\n", maxHeader), "the header of a message is too long"},
	} {
		r := bufio.NewReader(strings.NewReader(c.in))
		var got []string
		for {
			content, err := readFrame(r)
			if err != nil {
				got = append(got, err.Error())
				break
			}
			got = append(got, string(content))
		}
		if got := strings.Join(got, " | "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.about, got, c.want)
		}
	}
}

// FuzzReadFrame holds the reader to the frames that it writes, and to its limits.
func FuzzReadFrame(f *testing.F) {
	f.Add([]byte("Content-Length: 2\r\n\r\n{}"))
	f.Add([]byte("Content-Length: 33554432\r\n\r\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		r := bufio.NewReader(bytes.NewReader(in))
		for {
			content, err := readFrame(r)
			if err != nil {
				break
			}
			if len(content) > len(in) {
				t.Fatalf("%d bytes out of %d", len(content), len(in))
			}
		}
		var out bytes.Buffer
		if err := writeFrame(&out, string(in)); err != nil {
			t.Fatal(err)
		}
		if _, err := readFrame(bufio.NewReader(&out)); err != nil {
			t.Fatal(err)
		}
	})
}

// converse sends messages to a server that finds no dossier, and returns all
// that it says.
func converse(t *testing.T, messages ...string) (said string, err error) {
	t.Helper()
	var in, out bytes.Buffer
	for _, m := range messages {
		fmt.Fprintf(&in, "Content-Length: %d\r\n\r\n%s", len(m), m)
	}
	open := func(string) (string, Dossier, error) { return "", nil, errors.New("none") }
	err = Serve(t.Context(), &in, &out, Options{Open: open})
	r := bufio.NewReader(&out)
	for {
		content, err := readFrame(r)
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		said += string(content) + "\n"
	}
	return said, err
}

const (
	hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`
	down  = `{"jsonrpc":"2.0","id":"z","method":"shutdown"}`
	bye   = `{"jsonrpc":"2.0","method":"exit"}`
)

func TestServe(t *testing.T) {
	const at = `"params":{"textDocument":{"uri":"file:///nowhere/x.md"},"position":{"line":0,"character":0}}`
	for _, c := range []struct {
		about, message, want string
	}{
		{"not JSON", `{"id`, `"id":null,"error":{"code":-32700,`},
		{"a list", `[]`, `"id":null,"error":{"code":-32700,`},
		{"an unknown request", `{"id":7,"method":"x/y"}`, `"id":7,"error":{"code":-32601,"message":"there is no method x/y"}`},
		{"initialize again", `{"id":7,"method":"initialize","params":{}}`, `"id":7,"error":{"code":-32601,`},
		{"an unknown notification", `{"method":"$/x"}`, ""},
		{"an answer", `{"id":7,"result":null}`, ""},
		{"wrong parameters", `{"id":7,"method":"textDocument/hover","params":[1]}`, `"id":7,"error":{"code":-32602,`},
		{"no parameters", `{"id":7,"method":"textDocument/hover"}`, `"id":7,"error":{"code":-32602,`},
		{"wrong parameters of a notification", `{"method":"textDocument/didOpen","params":7}`, ""},
		{"a file that is not open", `{"id":7,"method":"textDocument/completion",` + at + `}`, `{"jsonrpc":"2.0","id":7,"result":null}`},
		{"a rename elsewhere", `{"id":7,"method":"textDocument/rename",` + at + `}`, `"id":7,"result":null`},
		{"a change of a file that is not open", `{"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///x"},"contentChanges":[{"text":""}]}}`, ""},
		{"a file that moves", `{"id":7,"method":"workspace/willRenameFiles","params":{"files":[{"oldUri":"file:///a","newUri":"%%"}]}}`, `"id":7,"result":null`},
	} {
		said, err := converse(t, hello, c.message, down, bye)
		first, rest, _ := strings.Cut(said, "\n")
		if err != nil || !strings.Contains(first, `"positionEncoding":"utf-16"`) || !strings.HasSuffix(rest, `{"jsonrpc":"2.0","id":"z","result":null}`+"\n") {
			t.Errorf("%s: %v\n%s", c.about, err, said)
		}
		if n := strings.Count(rest, "\n"); n != 1+min(len(c.want), 1) || !strings.Contains(rest, c.want) {
			t.Errorf("%s: got %s", c.about, rest)
		}
	}
}

func TestServeEnds(t *testing.T) {
	hover := `{"id":2,"method":"textDocument/hover","params":{}}`
	for _, c := range []struct {
		about    string
		messages []string
		want     string // among what is said
		err      string
	}{
		{"before initialize", []string{hover, hello, down, bye}, `"id":2,"error":{"code":-32002,`, ""},
		{"after shutdown", []string{hello, down, hover, bye}, `"id":2,"error":{"code":-32600,`, ""},
		{"exit without shutdown", []string{hello, bye}, "", errEnded.Error()},
		{"exit at once", []string{bye}, "", errEnded.Error()},
		{"gone", []string{hello}, "", errEnded.Error()},
		{"files are watched", []string{`{"id":1,"method":"initialize","params":{"capabilities":{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}}}`,
			`{"method":"initialized","params":{}}`, down, bye}, `"method":"client/registerCapability","params":{"registrations":[{"id":"files"`, ""},
		{"UTF-8", []string{`{"id":1,"method":"initialize","params":{"capabilities":{"general":{"positionEncodings":["utf-16","utf-8"]}}}}`, down, bye},
			`"positionEncoding":"utf-8"`, ""},
	} {
		said, err := converse(t, c.messages...)
		if !strings.Contains(said, c.want) || fmt.Sprint(err) != fmt.Sprint(errors.New(c.err)) && (err != nil || c.err != "") {
			t.Errorf("%s: %v\n%s", c.about, err, said)
		}
	}
	err := Serve(t.Context(), strings.NewReader("GET / HTTP/1.1\r\n\r\n"), io.Discard, Options{})
	if err == nil || err.Error() != "a message without Content-Length" {
		t.Errorf("another protocol: %v", err)
	}
}

func TestPositions(t *testing.T) {
	const src = "aж🎉e\u0301\r\n\n🎉x\xff"
	for _, utf8 := range []bool{false, true} {
		s := &server{utf8: utf8}
		x := s.text([]byte(src))
		for at := range src { // the bytes where characters begin
			p := x.position(at)
			if got := x.offset(p); got != at && src[at] != '\n' {
				t.Errorf("utf8 %t: byte %d is %v is byte %d", utf8, at, p, got)
			}
			line := src[strings.LastIndex(src[:at], "\n")+1 : at]
			want := len(line)
			if !utf8 {
				want = len(utf16.Encode([]rune(line)))
			}
			if p.Line != strings.Count(src[:at], "\n") || p.Character != want {
				t.Errorf("utf8 %t: byte %d is %v, want character %d", utf8, at, p, want)
			}
		}
		for _, p := range []position{{0, 99}, {-1, 5}, {9, 9}, {0, -3}} {
			if at := x.offset(p); at < 0 || at > len(src) {
				t.Errorf("%v is byte %d", p, at)
			}
		}
	}
	x := (&server{}).text([]byte(src))
	if x.offset(position{0, 3}) != 3 { // in the middle of a pair of surrogates
		t.Errorf("half a character is byte %d", x.offset(position{0, 3}))
	}
	if x.offset(position{0, 99}) != strings.Index(src, "\r") {
		t.Errorf("the end of a line is byte %d", x.offset(position{0, 99}))
	}
}

func TestPathOf(t *testing.T) {
	for uri, want := range map[string]string{
		"file:///home/a%20b/%D0%B6.md": "/home/a b/ж.md",
		"untitled:Untitled-1":          "",
		"https://example.org/x.md":     "",
		"%%":                           "",
		"":                             "",
	} {
		if got, ok := pathOf(uri); got != want || ok != (want != "") {
			t.Errorf("%s is %q, want %q", uri, got, want)
		}
	}
	s := &server{root: "/home/a b", open: map[string]*document{}}
	if uri := s.uriOf("content/ж.md"); uri != "file:///home/a%20b/content/%D0%B6.md" {
		t.Errorf("uri %s", uri)
	}
	for uri, want := range map[string]string{"file:///home/a%20b/content/x.md": "content/x.md", "file:///home/a%20b/../x.md": "", "file:///home/a": ""} {
		if got, ok := s.fileAt(uri); got != want || ok != (want != "") {
			t.Errorf("%s is the file %q, want %q", uri, got, want)
		}
	}
}
