package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/jsonschema"
	"dossier/cmd/dossier/internal/site"
)

// settings is the kind of dossier.yaml among the kinds of pages.
const settings = "settings"

func newSchemaCommand() *cobra.Command {
	kinds := schemaKinds()
	return &cobra.Command{
		Use:   "schema KIND [DIR]",
		Short: "Print a JSON Schema of the keys, for editors",
		Long: "Schema prints the JSON Schema (draft-07) of the front matter of a kind of page, or\n" +
			"of dossier.yaml. The ids that the dossier has are offered where they can be\n" +
			"referred to. The kinds are " + strings.Join(kinds, ", ") + ".",
		ValidArgs: kinds,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return usageError("schema needs a kind: %s", strings.Join(kinds, ", "))
			case !slices.Contains(kinds, args[0]):
				return usageError("there is no kind %q; the kinds are %s (settings is %s)", args[0], strings.Join(kinds, ", "), config.File)
			}
			return oneDir(cmd, args[1:])
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runSchema(cmd, args[0], dirOf(args[1:])) },
	}
}

func schemaKinds() []string {
	out := []string{settings}
	for _, t := range content.Types {
		out = append(out, string(t))
	}
	return append(out, string(content.Plain))
}

func runSchema(cmd *cobra.Command, kind, dir string) error {
	schema, title := config.Schema, config.File
	ids := map[string][]string{}
	if kind != settings {
		schema = content.Schema(content.Type(kind))
		title = "front matter of " + schema.Name
		root, err := openDossier(dir)
		if err != nil {
			return err
		}
		defer root.Close()
		// Errors of the content must not take completion away while they are mended.
		s, _, list := buildSite(newFolderFS(root), buildOptions{drafts: true})
		if s == nil {
			p, err := newPrinter(cmd, "text")
			if err != nil {
				return err
			}
			p.problems(list)
			return p.stop(list, false)
		}
		ids = idsByType(s)
	}
	text, err := jsonschema.Write(title, schema, ids)
	if err == nil {
		_, err = cmd.OutOrStdout().Write(text)
	}
	if err != nil {
		return &failure{statusSystem, err}
	}
	return nil
}

// idsByType returns the ids of everything that can be referred to, in order.
func idsByType(s *site.Site) map[string][]string {
	ids := map[string][]string{}
	for _, t := range content.Types {
		for _, p := range s.List(t) {
			ids[string(t)] = append(ids[string(t)], p.ID)
		}
		slices.Sort(ids[string(t)])
	}
	return ids
}
