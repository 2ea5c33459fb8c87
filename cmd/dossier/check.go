package main

import (
	"io/fs"
	"runtime"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/render"
)

func newCheckCommand() *cobra.Command {
	var o buildOptions
	var format string
	cmd := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Find problems, write nothing",
		Long:  "Check does all that build does, up to the rendering of every page, and writes nothing.",
		Args:  oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCheck(cmd, dirOf(args), format, o)
		},
	}
	f := cmd.Flags()
	f.BoolVarP(&o.drafts, "drafts", "D", false, "check drafts too")
	f.BoolVar(&o.strict, "strict", false, "treat warnings as errors")
	addFormatFlag(f, &format)
	return cmd
}

func runCheck(cmd *cobra.Command, dir, format string, o buildOptions) error {
	p, err := newPrinter(cmd, format)
	if err != nil {
		return err
	}
	root, err := openDossier(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	s, out, list := buildSite(root.FS(), o)
	if out != nil {
		list = append(list, renderProblems(renderAll(out))...)
		excerpts(root.FS(), list)
	}
	p.problems(list)
	if s != nil && s.Config.AllowHTML {
		p.notice("%s:%d: allow_html is true: raw HTML of content is published as it is; content is then trusted like layouts",
			config.File, s.Config.AllowHTMLLine)
	}
	if p.failed(list, o.strict) {
		return p.stop(list, o.strict)
	}
	p.stubs(s)
	if _, warnings := list.Sorted().Count(); warnings > 0 {
		p.result("%s; %s\n", counts(s), plural(warnings, "warning", "warnings"))
	} else {
		p.result("%s; no problems\n", counts(s))
	}
	return nil
}

// renderAll renders every file of the output and returns the errors.
func renderAll(out *render.Output) (broken []error) {
	var mu sync.Mutex
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, path := range out.Paths() {
		g.Go(func() error {
			if _, err := fs.ReadFile(out, path); err != nil {
				mu.Lock()
				broken = append(broken, err)
				mu.Unlock()
			}
			return nil
		})
	}
	g.Wait()
	return broken
}
