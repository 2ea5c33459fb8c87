package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/ingest"
	"dossier/cmd/dossier/internal/scaffold"
	"dossier/cmd/dossier/internal/site"
)

func newImportCommand() *cobra.Command {
	im := &importer{}
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Make draft articles of web pages, texts, feeds and tables",
		Long: "Import makes a draft in content/articles/ of every article in the files: saved web\n" +
			"pages, plain text, Atom and RSS feeds, CSV, BibTeX, RIS, CSL-JSON, TimelineJS, and\n" +
			"the markdown of Hugo and Jekyll. It fills in what the file says and what the\n" +
			"dossier knows, says what is missing, and leaves out articles that are there\n" +
			"already. It never writes over a file, and uses no network.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError("import what? Name the files, such as page.html")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return im.run(cmd, args) },
	}
	f := cmd.Flags()
	f.StringVar(&im.dir, "dir", ".", "the folder of the dossier")
	f.BoolVarP(&im.dryRun, "dry-run", "n", false, "say what would be made, and write nothing")
	return cmd
}

// An importer writes the articles of files into a dossier.
type importer struct {
	dir    string
	dryRun bool

	p     *printer
	root  *os.Root
	known *ingest.Known
	today string
	list  diag.List
}

func (im *importer) run(cmd *cobra.Command, files []string) (err error) {
	if im.p, err = newPrinter(cmd, "text"); err != nil {
		return err
	}
	if im.root, err = openDossier(im.dir); err != nil {
		return err
	}
	defer im.root.Close()
	if _, err := im.root.Stat(config.File); err != nil {
		return usageError("there is no %s in %q; go to the folder of a dossier, or name it with --dir", config.File, im.dir)
	}
	if err := im.learn(); err != nil {
		return err
	}
	for _, file := range files {
		if err := im.file(cmd, file); err != nil {
			return err
		}
		if err := cmd.Context().Err(); err != nil {
			return err
		}
	}
	im.p.problems(im.list)
	if im.list.HasErrors() {
		return im.p.stop(im.list, false)
	}
	return nil
}

// learn finds out what the dossier knows. That needs no layouts, and of pages
// with errors only what can be read.
func (im *importer) learn() error {
	im.today = time.Now().Format(time.DateOnly)
	fsys := newFolderFS(im.root)
	cfg, list := config.Load(fsys)
	if cfg == nil {
		im.p.problems(list)
		return im.p.unwritten(list, false)
	}
	set, problems := content.Load(fsys, readOptions(cfg, time.Time{}, nil))
	s, more := site.Build(cfg, set, site.Options{Drafts: true})
	list = append(append(list, problems...), more...)
	list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Pos.File == content.Root }) // there is no page yet
	if errs, _ := list.Count(); errs > 0 {
		im.p.notice("the dossier has %s already, so names may be missed; dossier check lists them", plural(errs, "error", "errors"))
	}
	im.known = ingest.Learn(s, namesIn(fsys, ingest.Folder))
	return nil
}

// namesIn returns the names in a folder, none if it cannot be read.
func namesIn(fsys fs.FS, folder string) (names []string) {
	entries, _ := fs.ReadDir(fsys, folder)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// file imports one file. An error ends the command; what is wrong with the file
// does not.
func (im *importer) file(cmd *cobra.Command, file string) error {
	text, err := readImport(file)
	if err != nil {
		im.list.Errorf(diag.Pos{File: file}, "%v", err)
		return nil
	}
	drafts, list := ingest.Read(file, text)
	im.list = append(im.list, list...)
	for _, d := range drafts {
		a := im.known.Fit(d, im.today)
		if a.Same != "" {
			im.p.notice("%s: %q is there already: %s", inFile(file, a.Line), a.Title, a.Same)
			continue
		}
		im.list = append(im.list, a.Report(file)...)
		if left := a.Left(); left != "" {
			im.p.notice("%s: %s", inFile(file, a.Line), printable(left))
		}
		f := scaffold.File{Path: a.File, Text: a.Text(im.today)}
		if im.dryRun {
			im.p.result("%s\n", filepath.Join(im.dir, filepath.FromSlash(f.Path)))
			continue
		}
		if err := create(cmd, im.root, im.dir, f); err != nil {
			return err
		}
	}
	return nil
}

func inFile(file string, line int) string {
	return printable(diag.Pos{File: file, Line: line}.String())
}

// readImport reads a file that the user has named, anywhere on the machine.
func readImport(file string) ([]byte, error) {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("there is no such file")
	case err != nil:
		return nil, reason(err)
	case info.IsDir():
		return nil, errors.New("it is a folder; name the files in it")
	case !info.Mode().IsRegular():
		return nil, errors.New("it is not a regular file")
	}
	r, err := os.Open(file)
	if err != nil {
		return nil, reason(err)
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, ingest.MaxBytes+1))
	if err != nil {
		return nil, reason(err)
	}
	return text, nil
}

// reason is an error without the path, which is said before it.
func reason(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	return fmt.Errorf("it cannot be read: %w", err)
}
