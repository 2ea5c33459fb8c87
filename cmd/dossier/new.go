package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/scaffold"
	"dossier/layouts"
)

func newNewCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new",
		Short: "Create a dossier, a page or a layout",
		Long: "New writes the first text of a file, with every key explained in a comment. It\n" +
			"never writes over a file that is there.",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError("new what? One of %s", strings.Join(newKinds(), ", "))
			}
			return usageError("there is nothing new of the kind %q; the kinds are %s", args[0], strings.Join(newKinds(), ", "))
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "site DIR",
		Short: "Create a small dossier in a new folder",
		Args:  wants("the name of a new folder", 1),
		RunE:  func(cmd *cobra.Command, args []string) error { return runNewSite(cmd, args[0]) },
	}, &cobra.Command{
		Use:   "layout NAME [DIR]",
		Short: "Copy a default layout to layouts/, or begin one of your own",
		Args:  wants("the name of a layout, such as person or partials/foot", 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := scaffold.Layout(layouts.FS, args[0])
			if err != nil {
				return usageError("%w", err)
			}
			return runNew(cmd, dirOf(args[1:]), f)
		},
	})
	for _, t := range append(content.Types[:], content.Plain) {
		cmd.AddCommand(newPageCommand(t))
	}
	return cmd
}

// wants takes what a command makes something of and, if there may be two
// arguments, the folder of a dossier.
func wants(what string, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return usageError("%s needs %s", cmd.CommandPath(), what)
		case len(args) > most:
			return usageError("%s takes %s, got %d words; what has several words is put in quotes: %q", cmd.CommandPath(), what, len(args), strings.Join(args, " "))
		}
		return nil
	}
}

// newKinds are what can be made, in the order of the help text.
func newKinds() []string {
	out := []string{"site"}
	for _, t := range content.Types {
		out = append(out, string(t))
	}
	return append(out, string(content.Plain), "layout")
}

func newPageCommand(t content.Type) *cobra.Command {
	place := content.Root + "/" + t.Section()
	return &cobra.Command{
		Use:   fmt.Sprintf("%s TITLE [DIR]", t),
		Short: fmt.Sprintf("Create %s in %s", content.Schema(t).Name, strings.TrimSuffix(place, "/")+"/"),
		Args:  wants("a title", 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 2 {
				if _, err := os.Stat(args[1]); errors.Is(err, fs.ErrNotExist) {
					return usageError("there is no folder %q; a title of several words is put in quotes", args[1])
				}
			}
			f, err := scaffold.Page(t, args[0], time.Now().Format(time.DateOnly))
			if err != nil {
				return usageError("%w", err)
			}
			return runNew(cmd, dirOf(args[1:]), f)
		},
	}
}

// runNew writes a file into a dossier.
func runNew(cmd *cobra.Command, dir string, f scaffold.File) error {
	root, err := openDossier(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if _, err := root.Stat(config.File); err != nil {
		return usageError("there is no %s in %q; go to the folder of a dossier, or make one: dossier new site NAME", config.File, dir)
	}
	// A page may be x.md or x/index.md.
	if other, ok := strings.CutSuffix(f.Path, ".md"); ok {
		if _, err := root.Lstat(other + "/index.md"); err == nil {
			return exists(filepath.Join(dir, other, "index.md"))
		}
	}
	return create(cmd, root, dir, f)
}

func runNewSite(cmd *cobra.Command, dir string) error {
	title := filepath.Base(filepath.Clean(dir))
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return usageError("the folder %q is not empty", dir)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return &failure{statusSystem, err}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return &failure{statusSystem, err}
	}
	defer root.Close()
	for _, f := range scaffold.Site(title) {
		if err := create(cmd, root, dir, f); err != nil {
			return err
		}
	}
	return nil
}

// create writes a file that is not there yet, and its folders, and names it.
func create(cmd *cobra.Command, root *os.Root, dir string, f scaffold.File) error {
	shown := filepath.Join(dir, filepath.FromSlash(f.Path))
	if err := root.MkdirAll(path.Dir(f.Path), 0o777); err != nil {
		return &failure{statusSystem, err}
	}
	w, err := root.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return exists(shown)
	}
	if err == nil {
		_, err = w.Write(f.Text)
		err = errors.Join(err, w.Close())
	}
	if err != nil {
		return &failure{statusSystem, err}
	}
	fmt.Fprintln(cmd.OutOrStdout(), shown)
	return nil
}

func exists(file string) error { return usageError("%q exists already, nothing was written", file) }
