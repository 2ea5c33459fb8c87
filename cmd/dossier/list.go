package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/site"
)

func newListCommand() *cobra.Command {
	var o buildOptions
	var asJSON bool
	kinds := append(sections(), "statements", "stubs", "pages")
	cmd := &cobra.Command{
		Use:   "list KIND [DIR]",
		Short: "List what is in the dossier",
		Long: "List prints a line for everything of one kind: its id, date and title, with tabs\n" +
			"between. The kinds are " + strings.Join(kinds, ", ") + ".",
		ValidArgs: kinds,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return usageError("list needs a kind: %s", strings.Join(kinds, ", "))
			case !slices.Contains(kinds, args[0]):
				return usageError("there is no kind %q; the kinds are %s", args[0], strings.Join(kinds, ", "))
			}
			return oneDir(cmd, args[1:])
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return runList(cmd, args[0], dirOf(args[1:]), asJSON, o)
		},
	}
	f := cmd.Flags()
	f.BoolVarP(&o.drafts, "drafts", "D", false, "list drafts too")
	f.BoolVar(&asJSON, "json", false, "print a JSON object a line")
	return cmd
}

func sections() []string {
	var out []string
	for _, t := range content.Types {
		out = append(out, t.Section())
	}
	return out
}

// A row is one line of a list.
type row struct {
	ID    string `json:"id"`
	Date  string `json:"date,omitempty"`
	Title string `json:"title"`
	Path  string `json:"path,omitempty"` // of the page, in the site
	File  string `json:"file,omitempty"` // that defines it
}

func runList(cmd *cobra.Command, kind, dir string, asJSON bool, o buildOptions) error {
	p, err := newPrinter(cmd, "text")
	if err != nil {
		return err
	}
	root, err := openDossier(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	s, _, list := buildSite(newFolderFS(root), o)
	if list.HasErrors() {
		p.problems(list)
		return p.stop(list, false)
	}
	w := bufio.NewWriter(p.stdout)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, r := range listRows(s, kind) {
		if asJSON {
			_ = enc.Encode(r)
		} else {
			fmt.Fprintf(w, "%s\t%s\t%s\n", r.ID, r.Date, printable(r.Title))
		}
	}
	if err := w.Flush(); err != nil {
		return &failure{statusSystem, err}
	}
	return nil
}

func listRows(s *site.Site, kind string) (rows []row) {
	var pages []*site.Page
	switch kind {
	case "statements":
		for _, st := range s.Statements {
			rows = append(rows, row{
				ID:    st.Article.Key + "#" + st.Anchor,
				Date:  st.Date.String(),
				Title: fmt.Sprintf("%s on %s: %s", st.Who.Title, st.Position.Title, st.Stance.Label),
				Path:  st.Article.Path + "#" + st.Anchor,
				File:  st.Article.Source.File,
			})
		}
		return rows
	case "stubs":
		pages = s.Stubs
	case "pages":
		pages = s.Pages
	default:
		pages = s.List(content.TypeOf(kind))
	}
	for _, p := range pages {
		r := row{ID: p.Key, Date: p.Date.String(), Title: p.Title, Path: p.Path}
		if p.Source != nil {
			r.File = p.Source.File
		}
		rows = append(rows, r)
	}
	return rows
}
