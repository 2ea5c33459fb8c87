package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"dossier/cmd/dossier/internal/rename"
)

func newMoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "mv OLD NEW [DIR]",
		Short: "Give a page another id, and change all that refers to it",
		Long: "Mv renames the file of a page and rewrites every reference to it: in front matter,\n" +
			"in texts and in the menu. OLD and NEW are an id, section/id or a file in content/.\n" +
			"The old address is added to the page's aliases, so that links of others still lead\n" +
			"there. What uses ids elsewhere, such as layouts and params, is not changed. If\n" +
			"anything would not be as before, nothing is written.",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usageError("mv needs the old id and the new one: dossier mv people/jane-doe people/jane-roe")
			}
			return oneDir(cmd, args[2:])
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return runMove(cmd, args[0], args[1], dirOf(args[2:]))
		},
	}
}

func runMove(cmd *cobra.Command, old, name, dir string) error {
	p, err := newPrinter(cmd, "text")
	if err != nil {
		return err
	}
	root, err := openDossier(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	rebuild := renameBuild(nil)
	before := rebuild(newFolderFS(root))
	page, err := rename.Find(before, filepath.ToSlash(old))
	if err != nil {
		return p.refused(err)
	}
	plan, err := rename.ToName(before, page, filepath.ToSlash(name), rebuild)
	if err != nil {
		return p.refused(err)
	}
	if err := applyPlan(root, plan); err != nil {
		return &failure{statusSystem, fmt.Errorf("nothing was changed: %w", err)}
	}
	what := plan.New
	if plan.Move.From != plan.Move.To {
		what = plan.Move.To
	}
	p.result("%s is %s now; %s in %s changed\n", plan.Old, what,
		plural(plan.Refs, "reference", "references"), plural(len(plan.Texts), "file", "files"))
	return nil
}

// renameBuild returns how a dossier is built before and after a rename: with its
// drafts, which refer to things too. Each build takes over what it can from the
// one before it, the first from prev, which may be nil.
func renameBuild(prev *building) func(fs.FS) rename.Build {
	return func(fsys fs.FS) rename.Build {
		b, list := build(fsys, buildOptions{drafts: true}, time.Now(), prev)
		if b.set != nil {
			prev = b
		}
		return rename.Build{FS: fsys, Site: b.site, Problems: list}
	}
}

// refused says why there is no rename.
func (p *printer) refused(err error) error {
	r, ok := errors.AsType[*rename.Refused](err)
	if !ok {
		return &failure{statusSystem, err}
	}
	if r.Hint != "" {
		err = fmt.Errorf("%w\n\thint: %s", err, r.Hint)
	}
	if len(r.Problems) > 0 {
		p.problems(r.Problems)
		return &failure{statusContent, err}
	}
	return &failure{statusUsage, err}
}

// applyPlan writes a rename to disk. If anything fails, all is as it was.
func applyPlan(root *os.Root, plan *rename.Plan) (err error) {
	var undo []func() error
	defer func() {
		for _, f := range slices.Backward(undo) {
			if err != nil {
				err = errors.Join(err, f())
			}
		}
	}()
	written := map[string]string{} // files to the names of what is to take their place
	defer func() {
		for _, temp := range written {
			_ = root.Remove(temp) // gone if all went well
		}
	}()
	for _, file := range slices.Sorted(maps.Keys(plan.Texts)) {
		temp := path.Join(path.Dir(file), "."+path.Base(file)+".tmp")
		if err := writeBeside(root, file, temp, plan.Texts[file]); err != nil {
			return err
		}
		written[file] = temp
	}
	for _, file := range slices.Sorted(maps.Keys(written)) {
		if err := root.Rename(written[file], file); err != nil {
			return err
		}
		undo = append(undo, func() error { return root.WriteFile(file, plan.Texts[file].Old, 0o666) })
	}
	if plan.Move.From == plan.Move.To {
		return nil
	}
	if err := root.MkdirAll(path.Dir(plan.Move.To), 0o777); err != nil {
		return err
	}
	if _, err := root.Lstat(plan.Move.To); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s has come into being meanwhile", plan.Move.To)
	}
	return root.Rename(plan.Move.From, plan.Move.To)
}

// writeBeside writes what a file gets to another one, which it makes. The file
// must be a regular one, and have the text that it is to lose.
func writeBeside(root *os.Root, file, temp string, text rename.Text) error {
	info, err := root.Lstat(file)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is a symbolic link; rename what it leads to", file)
	}
	if now, err := root.ReadFile(file); err != nil || !bytes.Equal(now, text.Old) {
		return errors.Join(err, fmt.Errorf("%s has changed meanwhile", file))
	}
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = f.Write(text.New)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = root.Remove(temp)
	}
	return err
}
