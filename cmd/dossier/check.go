package main

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"dossier/cmd/dossier/internal/audit"
	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/external"
	"dossier/cmd/dossier/internal/render"
	"dossier/cmd/dossier/internal/site"
)

// checkOptions are the flags of check.
type checkOptions struct {
	build    buildOptions
	format   string
	external bool
	unlinked bool
	against  string
	baseline string
}

func newCheckCommand() *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Find problems, write nothing",
		Long: "Check does all that build does, up to the rendering of every page, and writes\n" +
			"nothing. It also finds what a build lets pass: pages that nothing refers to, dates\n" +
			"that cannot all be right, quotes that are not checked. The network is used with --external, or --against an address, alone.",
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error { return runCheck(cmd, dirOf(args), o) },
	}
	f := cmd.Flags()
	f.BoolVarP(&o.build.drafts, "drafts", "D", false, "check drafts too")
	f.BoolVar(&o.build.strict, "strict", false, "treat warnings as errors")
	f.BoolVar(&o.external, "external", false, "ask the web whether the addresses in the dossier are still there")
	f.BoolVar(&o.unlinked, "unlinked", false, "list names that several texts have and no page bears")
	f.StringVar(&o.against, "against", "", "list the pages of a published sitemap.xml (a file or an address) that have disappeared")
	f.StringVar(&o.baseline, "baseline", "", "keep quiet about the warnings that this file names (made by --format baseline)")
	addFormatFlag(f, &o.format)
	return cmd
}

func runCheck(cmd *cobra.Command, dir string, o checkOptions) error {
	collectLater()
	p, err := newPrinter(cmd, o.format)
	if err != nil {
		return err
	}
	root, err := openDossier(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	fsys := newFolderFS(root)
	s, out, list := buildSite(fsys, o.build)
	if out != nil {
		var balance audit.Balance
		list = append(list, renderProblems(renderAll(out, balance.Look))...)
		list = append(list, balance.Warnings()...)
	}
	if s != nil {
		more, err := lookCloser(cmd.Context(), fsys, s, out, o)
		if err != nil {
			return err
		}
		list = append(list, more...)
	}
	excerpts(fsys, list)
	if o.baseline != "" {
		if list, err = applyBaseline(o.baseline, list); err != nil {
			return err
		}
	}
	p.problems(list)
	if s != nil && s.Config.AllowHTML {
		p.notice("%s:%d: allow_html is true: raw HTML of content is published as it is; content is then trusted like layouts",
			config.File, s.Config.AllowHTMLLine)
	}
	if p.failed(list, o.build.strict) {
		return p.stop(list, o.build.strict)
	}
	p.stubs(s)
	if _, warnings := list.Sorted().Count(); warnings > 0 {
		p.result("%s; %s\n", counts(s), plural(warnings, "warning", "warnings"))
	} else {
		p.result("%s; no problems\n", counts(s))
	}
	return nil
}

// lookCloser finds what a build does not look for.
func lookCloser(ctx context.Context, fsys fs.FS, s *site.Site, out *render.Output, o checkOptions) (diag.List, error) {
	list := audit.Check(s)
	if o.unlinked {
		list = append(list, audit.Unlinked(s)...)
	}
	if o.against != "" && out != nil {
		gone, err := against(ctx, out, o.against)
		if err != nil {
			return nil, err
		}
		list = append(list, gone...)
	}
	if o.external {
		list = append(list, checkExternal(ctx, externalLinks(fsys, s))...)
	}
	return list, ctx.Err()
}

// externalLinks returns the web addresses in the files of a site, each once.
func externalLinks(fsys fs.FS, s *site.Site) (links []external.Link) {
	seen := map[string]bool{}
	for _, p := range s.Pages {
		if p.Source == nil {
			continue
		}
		src, err := fs.ReadFile(fsys, p.Source.File)
		if err != nil {
			continue // the build has said so
		}
		for _, l := range external.Find(p.Source.File, src) {
			if !seen[l.URL] {
				seen[l.URL] = true
				links = append(links, l)
			}
		}
	}
	return links
}

// How long an answer of the web is good for.
const (
	goodFor = 7 * 24 * time.Hour
	badFor  = time.Hour
)

// checkExternal asks for the links, and keeps the answers for the next run. A
// cache that cannot be read or written only costs time.
func checkExternal(ctx context.Context, links []external.Link) diag.List {
	c := &external.Checker{
		Client: http.DefaultClient, Agent: "dossier/" + version() + " (link check)", Known: map[string]external.Answer{}, Now: time.Now,
		Fresh: func(a external.Answer) bool {
			age := time.Since(a.Asked)
			return 0 <= age && (age < badFor || age < goodFor && a.Status == http.StatusOK)
		},
	}
	file := ""
	if dir, err := os.UserCacheDir(); err == nil {
		file = filepath.Join(dir, "dossier", "links.json")
		if text, err := os.ReadFile(file); err == nil && json.Unmarshal(text, &c.Known) != nil {
			c.Known = map[string]external.Answer{}
		}
	}
	list := c.Check(ctx, links)
	if text, err := json.Marshal(c.Known); err == nil && file != "" {
		_ = os.MkdirAll(filepath.Dir(file), 0o755)
		_ = os.WriteFile(file, text, 0o644)
	}
	return list
}

// renderAll renders every file of the output and returns the errors. Pages are
// shown to look, which may be nil, several at once.
func renderAll(out *render.Output, look func(page string, text []byte)) (broken []error) {
	var mu sync.Mutex
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, path := range out.Paths() {
		g.Go(func() error {
			if err := renderOne(out, path, look); err != nil {
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

// renderOne renders a file and shows it to look if it is a page. A panic is an
// error of this file.
func renderOne(out *render.Output, name string, look func(page string, text []byte)) (err error) {
	defer func() {
		if v := recover(); v != nil {
			var list diag.List
			list.Add(diag.Error, diag.Pos{File: "."}, "please report it, with the dossier if you can", "internal error: page %q: %v", name, v)
			err = &render.Failure{Diagnostics: list}
		}
	}()
	if look == nil || !strings.HasSuffix(name, ".html") {
		return out.Stream(io.Discard, name)
	}
	text, err := fs.ReadFile(out, name)
	if err == nil {
		look(name, text)
	}
	return err
}
