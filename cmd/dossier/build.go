package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/i18n"
	"dossier/cmd/dossier/internal/publish"
	"dossier/cmd/dossier/internal/render"
	"dossier/cmd/dossier/internal/site"
)

// buildOptions change what a build makes of a dossier.
type buildOptions struct {
	baseURL string // in place of base_url, if not ""
	drafts  bool
	strict  bool
}

// buildSite is the whole build. It reads only fsys, the dossier's folder, and
// writes nothing, so that build, check and the tests share it. The site is nil
// if the settings cannot be read, the output if the layouts cannot; it is not
// to be published if the list has errors.
func buildSite(fsys fs.FS, o buildOptions) (*site.Site, *render.Output, diag.List) {
	b, list := build(fsys, o, time.Time{}, nil)
	return b.site, b.output(), list
}

// buildUntil is buildSite, or the error of ctx if that is done first. What is
// left behind then reads on, and writes nothing.
func buildUntil(ctx context.Context, fsys fs.FS, o buildOptions) (*site.Site, *render.Output, diag.List, error) {
	done := make(chan *building, 1)
	go func() {
		b, list := build(fsys, o, time.Time{}, nil)
		b.list = list
		done <- b
	}()
	select {
	case b := <-done:
		return b.site, b.output(), b.list, ctx.Err()
	case <-ctx.Done():
		return nil, nil, nil, ctx.Err()
	}
}

// listTitles returns the titles of lists that nobody has written an _index.md for.
func listTitles(w *i18n.Words) map[string]string {
	titles := map[string]string{"tags": w.T("list_tags")}
	for _, t := range content.Types {
		titles[t.Section()] = w.T("list_" + t.Section())
	}
	return titles
}

// subFolder returns a folder of fsys, or nil if there is none.
func subFolder(fsys fs.FS, name string) (fs.FS, error) {
	info, err := fs.Stat(fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		if e, ok := errors.AsType[*fs.PathError](err); ok {
			err = e.Err // the path is said by the position
		}
		return nil, err
	case !info.IsDir():
		return nil, errors.New("not a folder")
	}
	return fs.Sub(fsys, name)
}

// excerpts gives diagnostics of later stages the source lines they point to.
func excerpts(fsys fs.FS, list diag.List) {
	for _, d := range list {
		if d.Source == "" && d.Pos.Line > 0 {
			if src, err := fs.ReadFile(fsys, d.Pos.File); err == nil {
				list.Excerpt(d.Pos.File, src)
			}
		}
	}
}

// openDossier opens the dossier's folder. All reading goes through the result, by
// way of newFolderFS, and never leads out of the folder, not through symbolic
// links either.
func openDossier(dir string) (*os.Root, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usageError("there is no folder %q", dir)
	case err == nil && !info.IsDir():
		return nil, usageError("%q is not a folder; name the folder that holds dossier.yaml", dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, &failure{statusSystem, err}
	}
	return root, nil
}

func newBuildCommand() *cobra.Command {
	var o buildOptions
	var destination, format string
	var force bool
	cmd := &cobra.Command{
		Use:   "build [DIR]",
		Short: "Check the dossier and write the site to DIR/public",
		Long: "Build checks the dossier in DIR (the current folder by default) and writes the\n" +
			"site. If anything is wrong with the content, the old site stays as it is and all\n" +
			"problems are listed.",
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runBuild(cmd, dirOf(args), destination, force, format, o)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&destination, "destination", "d", "", "write the site to this folder instead of DIR/public")
	f.StringVarP(&o.baseURL, "base-url", "b", "", "the address the site is published at, instead of base_url")
	f.BoolVarP(&o.drafts, "drafts", "D", false, "publish drafts too")
	f.BoolVar(&o.strict, "strict", false, "treat warnings as errors")
	f.BoolVar(&force, "force", false, "publish into a folder that holds files dossier did not make")
	addFormatFlag(f, &format)
	return cmd
}

func runBuild(cmd *cobra.Command, dir, destination string, force bool, format string, o buildOptions) error {
	start := time.Now()
	collectLater()
	p, err := newPrinter(cmd, format)
	if err != nil {
		return err
	}
	if o.baseURL != "" {
		if o.baseURL, err = config.BaseURL(o.baseURL); err != nil {
			return usageError("--base-url: %w", err)
		}
	}
	root, err := openDossier(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	fsys, program := newLedger(newFolderFS(root)), hashProgram()
	s, out, list, err := buildUntil(cmd.Context(), fsys, o)
	if err != nil {
		return err
	}
	if p.failed(list, o.strict) {
		fsys.close()
		if out != nil { // the layouts may be wrong too
			list = append(list, renderProblems(renderAll(out, nil))...)
			excerpts(fsys, list)
		}
		p.problems(list)
		return p.unwritten(list, o.strict)
	}
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return &failure{statusSystem, err}
	}
	shown := destination // in messages
	if destination == "" {
		shown, destination = "public", filepath.Join(absolute, "public")
	}
	if destination, err = filepath.Abs(destination); err != nil {
		return &failure{statusSystem, err}
	}
	res, err := publish.Write(cmd.Context(), out, publish.Options{
		Dir: destination, Root: absolute, Force: force, Key: fsys.key(program, o, s.Config),
		Waiting: func() { p.notice("waiting for another build of the same site to end") },
	})
	if broken, ok := errors.AsType[publish.SourceErrors](err); ok {
		list = append(list, renderProblems(broken.Unwrap())...)
		excerpts(fsys, list)
		p.problems(list)
		return p.unwritten(list, o.strict)
	}
	if err != nil {
		return publishFailure(cmd.Context(), err)
	}
	for _, kept := range res.Kept {
		list.Add(diag.Warning, diag.Pos{File: filepath.ToSlash(filepath.Join(shown, kept))}, "move it into content/, or remove it from the output",
			"a file that dossier did not make is in the way of the site, it is kept")
	}
	p.problems(list)
	p.stubs(s)
	if s.Config.BaseURL == "" {
		p.notice("base_url is not set: left out is what needs an address: feeds, sitemap.xml, and what pages say to search engines")
	}
	p.result("%s; %s in %s\n", counts(s), filesLine(res), since(start))
	return nil
}

func publishFailure(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if _, refused := errors.AsType[*publish.RefusedError](err); refused {
		return &failure{statusUsage, err}
	}
	return &failure{statusSystem, err}
}

// maxPerLayout is how many pages are named for which one layout fails.
const maxPerLayout = 20

// renderProblems turns the errors of files into diagnostics. A layout that
// fails for many pages is named for the first of them.
func renderProblems(broken []error) diag.List {
	var list diag.List
	perLayout := map[string]int{}
	for _, err := range broken {
		var f *render.Failure
		if !errors.As(err, &f) {
			list.Errorf(diag.Pos{}, "%v", err)
			continue
		}
		for _, d := range f.Diagnostics {
			if perLayout[d.Pos.File]++; perLayout[d.Pos.File] <= maxPerLayout {
				list = append(list, d)
			}
		}
	}
	for file, n := range perLayout {
		if n > maxPerLayout {
			list.Errorf(diag.Pos{File: file}, "the layout fails for %d more pages", n-maxPerLayout)
		}
	}
	return list
}

// counts names how many pages of each type a site has.
func counts(s *site.Site) string {
	var parts []string
	for _, t := range content.Types {
		if n := len(s.List(t)); n > 0 {
			parts = append(parts, plural(n, string(t), t.Section()))
		}
		if n := len(s.Statements); n > 0 && t == content.Position {
			parts = append(parts, plural(n, "statement", "statements"))
		}
	}
	if len(parts) == 0 {
		return "no articles"
	}
	return strings.Join(parts, ", ")
}

func filesLine(r publish.Result) string {
	return fmt.Sprintf("%s written, %d unchanged, %d removed", plural(r.Written, "file", "files"), r.Unchanged, r.Removed)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func since(start time.Time) string {
	d := time.Since(start)
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
