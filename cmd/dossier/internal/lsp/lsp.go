// Package lsp is a language server: it speaks the Language Server Protocol 3.17
// with an editor, and asks a [Dossier] for all that it says.
//
// It stands where serve stands for browsers, and reads no file. The invariant:
// what a client sends, however broken, gets an answer or ends the connection
// with an error; and only messages of the protocol are written.
package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"reflect"
	"slices"
	"time"

	"dossier/cmd/dossier/internal/assist"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/rename"
)

// A Dossier answers for the files of one dossier, which are named by their paths
// in it; offsets count bytes. There is one call at a time.
type Dossier interface {
	// Check returns all problems of the dossier in which the open files have the
	// texts of the editor. What the other methods say is of that time.
	Check(open map[string][]byte) diag.List
	Read(file string) ([]byte, error)
	Complete(file string, src []byte, at int) []assist.Item
	Hover(file string, at int) (assist.Note, bool)
	Definition(file string, at int) []assist.Range
	References(file string, at int) []assist.Range
	// RenameAt returns the bytes of the id at a place, as they can be renamed.
	RenameAt(file string, at int) (assist.Note, error)
	Rename(file string, at int, name string) (*rename.Plan, error)
	// Moved plans for a file or folder that is about to move. It is nil if
	// nothing refers to what moves.
	Moved(m rename.Move) (*rename.Plan, error)
}

// Options say what a server serves.
type Options struct {
	// Open opens the dossier in a folder, or in the nearest one above it, and
	// returns its folder, an absolute path.
	Open    func(dir string) (string, Dossier, error)
	Dir     string // the dossier's folder; "" for that of the client
	Version string
	Pause   time.Duration // after a change, before the dossier is checked; 0 is 150 ms
}

// errEnded says that a client has gone without saying so.
var errEnded = errors.New("the editor has gone without a word")

// Serve answers messages until the client ends the connection. It returns nil
// if the client did so as the protocol asks.
func Serve(ctx context.Context, in io.Reader, out io.Writer, o Options) error {
	if o.Pause == 0 {
		o.Pause = 150 * time.Millisecond
	}
	s := &server{o: o, out: out, open: map[string]*document{}, told: map[string]publishDiagnosticsParams{}}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	frames := make(chan frame, 64)
	go listen(ctx, in, frames)
	for s.err == nil && !s.exit {
		select {
		case f := <-frames:
			if f.err == io.EOF {
				return errEnded
			} else if f.err != nil {
				return f.err
			}
			s.answer(f.content)
		case <-s.due:
			s.check()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if s.err == nil && !s.down {
		return errEnded
	}
	return s.err
}

// A frame is the content of one message, or why there are no more.
type frame struct {
	content []byte
	err     error
}

// listen reads messages until there are no more. It ends with the next one after
// ctx is done, or with the process.
func listen(ctx context.Context, in io.Reader, frames chan<- frame) {
	r := bufio.NewReader(in)
	for {
		content, err := readFrame(r)
		select {
		case frames <- frame{content, err}:
		case <-ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}

// A server is one connection. All of it runs in one goroutine.
type server struct {
	o    Options
	out  io.Writer
	err  error // of writing; it ends the connection
	exit bool

	ready, down bool // initialize, shutdown have been asked for
	client      initializeParams
	utf8        bool // positions count bytes
	requests    int  // sent to the client

	root    string // the dossier's folder, "" if there is none yet
	dossier Dossier
	open    map[string]*document // by path in the dossier
	due     <-chan time.Time     // the dossier is to be checked then; nil if it has been
	told    map[string]publishDiagnosticsParams
}

// A document is a file that the client has open.
type document struct {
	uri     string // as the client writes it
	version int
	text    []byte
}

func (s *server) write(message any) {
	if s.err == nil {
		s.err = writeFrame(s.out, message)
	}
}

func (s *server) notify(method string, params any) {
	s.write(notification{"2.0", method, params})
}

// answer does what a message asks for, and answers if it is a request.
func (s *server) answer(content []byte) {
	var m message
	if err := json.Unmarshal(content, &m); err != nil {
		s.write(errorResponse{"2.0", json.RawMessage("null"), &wireError{parseError, "the message is not one of JSON-RPC"}})
		return
	}
	if m.Method == "" {
		return // the answer to a request
	}
	result, err := s.call(m)
	if m.ID == nil {
		return // a notification
	}
	if err != nil {
		wire, ok := errors.AsType[*wireError](err)
		if !ok {
			wire = &wireError{requestFailed, err.Error()}
		}
		s.write(errorResponse{"2.0", m.ID, wire})
		return
	}
	s.write(response{"2.0", m.ID, result})
}

// call does what a message asks for.
func (s *server) call(m message) (any, error) {
	switch {
	case m.Method == "exit":
		s.exit = true
		return nil, nil
	case m.Method == "initialize" && !s.ready:
		return s.initialize(m.Params)
	case !s.ready:
		return nil, &wireError{notInitialized, "initialize comes first"}
	case m.Method == "shutdown":
		s.down = true
		return nil, nil
	case s.down:
		return nil, &wireError{invalidRequest, "the server has been shut down"}
	}
	handle, known := s.handlers()[m.Method]
	if !known {
		return nil, &wireError{methodNotFound, "there is no method " + m.Method}
	}
	return handle(m.Params)
}

type handler = func(json.RawMessage) (any, error)

func (s *server) handlers() map[string]handler {
	return map[string]handler{
		"initialized":                     s.initialized,
		"textDocument/didOpen":            s.didOpen,
		"textDocument/didChange":          s.didChange,
		"textDocument/didClose":           s.didClose,
		"textDocument/didSave":            s.changed,
		"workspace/didChangeWatchedFiles": s.changed,
		"workspace/didRenameFiles":        s.changed,
		"textDocument/completion":         s.completion,
		"textDocument/hover":              s.hover,
		"textDocument/definition":         s.definition,
		"textDocument/references":         s.references,
		"textDocument/prepareRename":      s.prepareRename,
		"textDocument/rename":             s.rename,
		"workspace/willRenameFiles":       s.willRename,
	}
}

// decode reads the parameters of a message.
func decode(params json.RawMessage, into any) error {
	if err := json.Unmarshal(params, into); err != nil {
		return &wireError{invalidParams, "the parameters are not those of the method"}
	}
	return nil
}

func (s *server) initialize(params json.RawMessage) (any, error) {
	if err := decode(params, &s.client); err != nil {
		return nil, err
	}
	s.ready = true
	encoding := "utf-16"
	if slices.Contains(s.client.Capabilities.General.PositionEncodings, "utf-8") {
		encoding, s.utf8 = "utf-8", true
	}
	s.find()
	type object = map[string]any
	filter := []object{
		{"scheme": "file", "pattern": object{"glob": "**/*.{md,markdown}", "matches": "file"}},
		{"scheme": "file", "pattern": object{"glob": "**", "matches": "folder"}},
	}
	return object{
		"serverInfo": object{"name": "dossier", "version": s.o.Version},
		"capabilities": object{
			"positionEncoding":   encoding,
			"textDocumentSync":   object{"openClose": true, "change": 1, "save": true}, // 1: all of the text
			"completionProvider": object{"triggerCharacters": []string{"[", " "}},
			"hoverProvider":      true,
			"definitionProvider": true,
			"referencesProvider": true,
			"renameProvider":     object{"prepareProvider": true},
			"workspace": object{"fileOperations": object{
				"willRename": object{"filters": filter}, "didRename": object{"filters": filter},
			}},
		},
	}, nil
}

// find opens the dossier that the client works on, if it says which.
func (s *server) find() {
	if s.o.Dir != "" {
		s.openDossier(s.o.Dir)
		return
	}
	for _, f := range s.client.WorkspaceFolders {
		if dir, ok := pathOf(f.URI); ok && s.dossier == nil {
			s.openDossier(dir)
		}
	}
	if dir, ok := pathOf(s.client.RootURI); ok && s.dossier == nil {
		s.openDossier(dir)
	}
}

// openDossier opens a dossier. If there is none, the first file that is opened
// may be in one.
func (s *server) openDossier(dir string) {
	if root, d, err := s.o.Open(dir); err == nil {
		s.root, s.dossier = filepath.Clean(root), d
		s.touch()
	}
}

func (s *server) initialized(json.RawMessage) (any, error) {
	if s.client.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		type object = map[string]any
		s.requests++
		s.write(clientRequest{notification{"2.0", "client/registerCapability", object{"registrations": []object{{
			"id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": object{"watchers": []object{
				{"globPattern": "**/content/**"}, {"globPattern": "**/layouts/**"}, {"globPattern": "**/dossier.yaml"},
			}},
		}}}}, s.requests})
	}
	return nil, nil
}

// touch has the dossier checked in a moment.
func (s *server) touch() { s.due = time.After(s.o.Pause) }

func (s *server) changed(json.RawMessage) (any, error) {
	s.touch()
	return nil, nil
}

// fresh checks the dossier if anything has changed since the last time.
func (s *server) fresh() {
	if s.due != nil {
		s.check()
	}
}

// check tells the client of problems where they are others than before.
func (s *server) check() {
	s.due = nil
	if s.dossier == nil {
		return
	}
	open := make(map[string][]byte, len(s.open))
	for file, d := range s.open {
		open[file] = d.text
	}
	found := map[string][]diag.Diagnostic{}
	for _, d := range s.dossier.Check(open).Sorted() {
		found[fileOf(d)] = append(found[fileOf(d)], d)
	}
	for file := range s.told {
		if found[file] == nil {
			found[file] = []diag.Diagnostic{}
		}
	}
	for file, list := range found {
		p, old := s.problems(file, list), s.told[file]
		if old.URI != "" && old.URI != p.URI { // the client writes it in another way
			s.notify("textDocument/publishDiagnostics", publishDiagnosticsParams{URI: old.URI, Diagnostics: []diagnostic{}})
		}
		if !reflect.DeepEqual(old.Diagnostics, p.Diagnostics) || old.URI != p.URI {
			s.notify("textDocument/publishDiagnostics", p)
		}
		if s.told[file] = p; len(list) == 0 {
			delete(s.told, file)
		}
	}
}
