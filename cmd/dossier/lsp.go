package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dossier/cmd/dossier/internal/assist"
	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/lsp"
	"dossier/cmd/dossier/internal/overlay"
	"dossier/cmd/dossier/internal/rename"
	"dossier/cmd/dossier/internal/site"
)

func newLSPCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "lsp [DIR]",
		Short: "Help editors while you write: a language server over stdin and stdout",
		Long: "Lsp is started by an editor, and speaks the Language Server Protocol with it over\n" +
			"stdin and stdout. It completes keys, ids, stances and wikilinks, shows the problems\n" +
			"that a build would have, says what a reference means, leads to it and renames it.\n" +
			"The dossier is that of the folder that the editor has open, unless DIR names it.",
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o := lsp.Options{Open: openWorkspace, Version: version()}
			if len(args) > 0 {
				o.Dir = args[0]
				root, err := openDossier(o.Dir)
				if err != nil {
					return err
				}
				root.Close()
			}
			err := lsp.Serve(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), o)
			if err != nil && cmd.Context().Err() == nil {
				return &failure{statusContent, err}
			}
			return err
		},
	}
}

// openWorkspace opens the dossier in a folder, or in the nearest one above it.
func openWorkspace(dir string) (string, lsp.Dossier, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", nil, err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, config.File)); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			return "", nil, fmt.Errorf("there is no %s", config.File)
		}
		dir = filepath.Dir(dir)
	}
	root, err := openDossier(dir)
	if err != nil {
		return "", nil, err
	}
	w := &workspace{disk: newFolderFS(root)}
	w.fsys = w.disk
	w.dossier = newRebuilder(w.disk, buildOptions{})
	return dir, w, nil
}

// A workspace is a dossier as an editor has it open.
type workspace struct {
	disk    fs.FS
	fsys    fs.FS // with the texts that are not saved
	dossier *rebuilder
}

func (w *workspace) Check(open map[string][]byte) diag.List {
	o := overlay.New(w.disk)
	for file, text := range open {
		o.Write(file, text)
	}
	w.fsys, w.dossier.fsys = o, o
	_, list, _ := w.dossier.build(time.Now())
	return list
}

// site returns the last site that could be linked, nil if there was none.
func (w *workspace) site() *site.Site { return w.dossier.last.site }

func (w *workspace) Read(file string) ([]byte, error) { return fs.ReadFile(w.fsys, file) }

func (w *workspace) Complete(file string, src []byte, at int) []assist.Item {
	if w.site() == nil {
		return nil
	}
	return assist.Complete(w.site(), file, src, at)
}

// thing returns what is referred to at a place.
func (w *workspace) thing(file string, at int) *site.Page {
	src, err := w.Read(file)
	if err != nil || w.site() == nil {
		return nil
	}
	ref, _ := assist.RefAt(w.site(), file, src, at)
	return ref.To
}

func (w *workspace) Hover(file string, at int) (assist.Note, bool) {
	src, err := w.Read(file)
	if err != nil || w.site() == nil {
		return assist.Note{}, false
	}
	return assist.Hover(w.site(), file, src, at)
}

func (w *workspace) Definition(file string, at int) []assist.Range {
	p := w.thing(file, at)
	if p == nil {
		return nil
	}
	return assist.Definition(w.site(), w.fsys, p)
}

func (w *workspace) References(file string, at int) []assist.Range {
	p := w.thing(file, at)
	if p == nil {
		return nil
	}
	return assist.References(w.site(), w.fsys, p)
}

var errNoID = errors.New("there is no id of the dossier here; put the cursor on a reference")

func (w *workspace) RenameAt(file string, at int) (assist.Note, error) {
	src, err := w.Read(file)
	if err != nil || w.site() == nil {
		return assist.Note{}, errNoID
	}
	ref, ok := assist.RefAt(w.site(), file, src, at)
	if !ok {
		return assist.Note{}, errNoID
	}
	if !strings.HasSuffix(ref.Value, ref.To.ID) {
		return assist.Note{}, fmt.Errorf("%q is a name, not an id: change it where it is given, in the title or names of %s", ref.Value, ref.To.Key)
	}
	return assist.Note{Range: assist.Range{File: file, Start: ref.Start, End: ref.End}, Text: string(src[ref.Start:ref.End])}, nil
}

func (w *workspace) Rename(file string, at int, name string) (*rename.Plan, error) {
	if _, err := w.RenameAt(file, at); err != nil {
		return nil, err
	}
	key := w.thing(file, at).Key
	rebuild := renameBuild(w.dossier.last)
	before := rebuild(w.fsys)
	p, err := rename.Find(before, key)
	if err != nil {
		return nil, explained(err)
	}
	plan, err := rename.ToName(before, p, name, rebuild)
	return plan, explained(err)
}

// Moved plans for the move of a page's file, or of a folder with its index.md.
func (w *workspace) Moved(m rename.Move) (*rename.Plan, error) {
	rebuild := renameBuild(w.dossier.last)
	before := rebuild(w.fsys)
	if before.Site == nil {
		return nil, fmt.Errorf("%s cannot be read", config.File)
	}
	for _, file := range []string{m.From, m.From + "/index.md"} {
		if p := before.Site.ByFile(file); p != nil && p.Type != content.Section {
			return rename.ToFile(before, p, m, rebuild)
		}
	}
	return nil, nil
}

// explained adds the hint and the first problems to the reason why there is no
// rename, for an editor that shows one text.
func explained(err error) error {
	r, ok := errors.AsType[*rename.Refused](err)
	if !ok {
		return err
	}
	text := r.Message
	if r.Hint != "" {
		text += "; " + r.Hint
	}
	for _, d := range r.Problems[:min(len(r.Problems), 3)] {
		text += "\n" + d.String()
	}
	return errors.New(text)
}
