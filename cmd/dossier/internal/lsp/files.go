package lsp

import (
	"cmp"
	"encoding/json"
	"net/url"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"dossier/cmd/dossier/internal/diag"
)

// pathOf returns the path that a file URI names (RFC 8089).
func pathOf(uri string) (string, bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return "", false
	}
	p := u.Path
	if runtime.GOOS == "windows" {
		p = strings.TrimPrefix(p, "/") // of /c:/folder
	}
	return filepath.FromSlash(p), true
}

// uriOf returns the URI of a file of the dossier: as the client writes it, if it
// has the file open.
func (s *server) uriOf(file string) string {
	if d := s.open[file]; d != nil {
		return d.uri
	}
	p := path.Join(filepath.ToSlash(s.root), file)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}

// fileAt returns the path in the dossier of a file, if it is in it.
func (s *server) fileAt(uri string) (string, bool) {
	p, ok := pathOf(uri)
	if !ok || s.root == "" {
		return "", false
	}
	file, err := filepath.Rel(s.root, filepath.Clean(p))
	if err != nil || !filepath.IsLocal(file) {
		return "", false
	}
	return filepath.ToSlash(file), true
}

func (s *server) didOpen(params json.RawMessage) (any, error) {
	var p documentParams
	if err := decode(params, &p); err != nil {
		return nil, err
	}
	if name, ok := pathOf(p.TextDocument.URI); ok && s.dossier == nil {
		s.openDossier(filepath.Dir(name))
	}
	if file, ok := s.fileAt(p.TextDocument.URI); ok {
		s.open[file] = &document{p.TextDocument.URI, p.TextDocument.Version, []byte(p.TextDocument.Text)}
		s.touch()
	}
	return nil, nil
}

func (s *server) didChange(params json.RawMessage) (any, error) {
	var p documentParams
	if err := decode(params, &p); err != nil {
		return nil, err
	}
	file, _ := s.fileAt(p.TextDocument.URI)
	d := s.open[file]
	if d == nil {
		return nil, nil
	}
	d.version = p.TextDocument.Version
	for _, change := range p.ContentChanges {
		if change.Range == nil {
			d.text = []byte(change.Text)
			continue
		}
		t := s.text(d.text) // not asked for, but some clients do
		start, end := t.offset(change.Range.Start), t.offset(change.Range.End)
		d.text = []byte(string(d.text[:start]) + change.Text + string(d.text[max(start, end):]))
	}
	s.touch()
	return nil, nil
}

func (s *server) didClose(params json.RawMessage) (any, error) {
	var p documentParams
	if err := decode(params, &p); err != nil {
		return nil, err
	}
	if file, ok := s.fileAt(p.TextDocument.URI); ok && s.open[file] != nil {
		delete(s.open, file)
		s.touch()
	}
	return nil, nil
}

// fileOf returns the file that a problem is shown in.
func fileOf(d diag.Diagnostic) string { return cmp.Or(d.Pos.File, "dossier.yaml") }

// problems returns what the client is told of a file.
func (s *server) problems(file string, list []diag.Diagnostic) publishDiagnosticsParams {
	p := publishDiagnosticsParams{URI: s.uriOf(file), Diagnostics: []diagnostic{}}
	if d := s.open[file]; d != nil {
		p.Version = &d.version
	}
	src, _ := s.dossier.Read(file) // what cannot be read has no lines
	t := s.text(src)
	for _, d := range list {
		severity := 1
		if d.Severity == diag.Warning {
			severity = 2
		}
		message := d.Message
		if d.Hint != "" {
			message += "\n" + d.Hint
		}
		p.Diagnostics = append(p.Diagnostics, diagnostic{t.problem(d.Pos), severity, "dossier", message})
	}
	return p
}

// problem returns what is underlined: a word from a place on, a whole line, or
// the first one.
func (t text) problem(pos diag.Pos) textRange {
	line := max(pos.Line, 1)
	start, end := t.lines.Start(line), t.lines.Start(line)+len(t.lines.Text(line))
	if pos.Line > 0 && pos.Col > 0 {
		start = t.lines.Offset(pos.Line, pos.Col)
		if n := strings.IndexAny(string(t.src[start:end]), " \t,]}|)"); n > 0 {
			end = start + n
		}
	}
	return t.rangeOf(start, end)
}
