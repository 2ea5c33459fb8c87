package lsp

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"dossier/cmd/dossier/internal/assist"
	"dossier/cmd/dossier/internal/rename"
)

// A place is where in an open file of the dossier the client asks something.
type place struct {
	file string
	at   int
	text
	params documentParams
}

// place finds the place in the parameters of a request. ok is false if nothing
// is known of it.
func (s *server) place(params json.RawMessage) (p place, ok bool, err error) {
	if err := decode(params, &p.params); err != nil {
		return p, false, err
	}
	p.file, ok = s.fileAt(p.params.TextDocument.URI)
	d := s.open[p.file]
	if !ok || d == nil || s.dossier == nil {
		return p, false, nil
	}
	p.text = s.text(d.text)
	p.at = p.offset(p.params.Position)
	return p, true, nil
}

// kinds are those of the protocol (LSP 3.17, CompletionItemKind): Property,
// EnumMember and Reference.
var kinds = map[assist.Kind]int{assist.Key: 10, assist.Value: 20, assist.Thing: 18}

// completion answers from what is known by now: the next letter does not wait
// for a build.
func (s *server) completion(params json.RawMessage) (any, error) {
	p, ok, err := s.place(params)
	if !ok {
		return nil, err
	}
	items := s.dossier.Complete(p.file, p.src, p.at)
	list := completionList{IsIncomplete: len(items) == assist.MaxItems, Items: []completionItem{}}
	for i, item := range items {
		list.Items = append(list.Items, completionItem{
			Label: item.Label, Kind: kinds[item.Kind], Detail: item.Detail, Documentation: item.Doc,
			SortText: fmt.Sprintf("%04d", i), FilterText: item.Filter,
			TextEdit: textEdit{p.rangeOf(item.Start, item.End), item.Text},
		})
	}
	return list, nil
}

func (s *server) hover(params json.RawMessage) (any, error) {
	p, ok, err := s.place(params)
	if !ok {
		return nil, err
	}
	s.fresh()
	note, ok := s.dossier.Hover(p.file, p.at)
	if !ok {
		return nil, nil
	}
	return hover{markup{"plaintext", note.Text}, p.rangeOf(note.Start, note.End)}, nil
}

func (s *server) definition(params json.RawMessage) (any, error) {
	p, ok, err := s.place(params)
	if !ok {
		return nil, err
	}
	s.fresh()
	return s.locations(s.dossier.Definition(p.file, p.at)), nil
}

func (s *server) references(params json.RawMessage) (any, error) {
	p, ok, err := s.place(params)
	if !ok {
		return nil, err
	}
	s.fresh()
	return s.locations(s.dossier.References(p.file, p.at)), nil
}

func (s *server) locations(ranges []assist.Range) []location {
	out := []location{}
	for _, r := range ranges {
		if src, err := s.dossier.Read(r.File); err == nil {
			out = append(out, location{s.uriOf(r.File), s.text(src).rangeOf(r.Start, r.End)})
		}
	}
	return out
}

func (s *server) prepareRename(params json.RawMessage) (any, error) {
	p, ok, err := s.place(params)
	if !ok {
		return nil, err
	}
	s.fresh()
	note, err := s.dossier.RenameAt(p.file, p.at)
	if err != nil {
		return nil, err
	}
	return prepared{p.rangeOf(note.Start, note.End), note.Text}, nil
}

func (s *server) rename(params json.RawMessage) (any, error) {
	p, ok, err := s.place(params)
	if !ok {
		return nil, err
	}
	s.fresh()
	plan, err := s.dossier.Rename(p.file, p.at, p.params.NewName)
	if err != nil {
		return nil, err
	}
	edit, err := s.edits(plan)
	if err != nil || plan.Move.From == plan.Move.To {
		return edit, err
	}
	can := s.client.Capabilities.Workspace.WorkspaceEdit
	if !can.DocumentChanges || !slices.Contains(can.ResourceOperations, "rename") {
		return nil, fmt.Errorf("this editor cannot rename files; save all and run: dossier mv %s %s", plan.Old, plan.New)
	}
	edit.DocumentChanges = append(edit.DocumentChanges, renameFile{"rename", s.uriOf(plan.Move.From), s.uriOf(plan.Move.To)})
	return edit, nil
}

// edits returns the changes of texts in a plan.
func (s *server) edits(plan *rename.Plan) (workspaceEdit, error) {
	var out workspaceEdit
	for rest := plan.Edits; len(rest) > 0; {
		file := rest[0].File
		src, err := s.dossier.Read(file)
		if err != nil {
			return out, err
		}
		t := s.text(src)
		var edits []textEdit
		for len(rest) > 0 && rest[0].File == file {
			edits = append(edits, textEdit{t.rangeOf(rest[0].Start, rest[0].End), rest[0].Text})
			rest = rest[1:]
		}
		if !s.client.Capabilities.Workspace.WorkspaceEdit.DocumentChanges {
			if out.Changes == nil {
				out.Changes = map[string][]textEdit{}
			}
			out.Changes[s.uriOf(file)] = edits
			continue
		}
		change := textDocumentEdit{versioned{URI: s.uriOf(file)}, edits}
		if d := s.open[file]; d != nil {
			change.TextDocument.Version = &d.version
		}
		out.DocumentChanges = append(out.DocumentChanges, change)
	}
	return out, nil
}

// willRename answers before the client renames files itself. If the references
// to one cannot be kept, the client renames it all the same, and the editor is
// told.
func (s *server) willRename(params json.RawMessage) (any, error) {
	var p renameFilesParams
	if err := decode(params, &p); err != nil {
		return nil, err
	}
	if len(p.Files) != 1 || s.dossier == nil {
		return nil, nil
	}
	from, ok := s.fileAt(p.Files[0].OldURI)
	to, ok2 := s.fileAt(p.Files[0].NewURI)
	if !ok || !ok2 {
		return nil, nil
	}
	s.fresh()
	plan, err := s.dossier.Moved(rename.Move{From: from, To: to})
	if err != nil {
		if refused, ok := errors.AsType[*rename.Refused](err); ok && refused.Hint != "" {
			err = fmt.Errorf("%w; %s", err, refused.Hint)
		}
		s.notify("window/showMessage", map[string]any{"type": 2, "message": "references are not changed: " + err.Error()})
		return nil, nil
	}
	if plan == nil {
		return nil, nil
	}
	return s.edits(plan)
}
