// Dossier turns a folder of markdown articles into a static timeline site
// about one topic, and cross-links the people, meetings and positions in it.
//
// Usage:
//
//	dossier <command> [flags] [DIR]
//
// DIR is the folder that holds dossier.yaml; the current one by default. The
// commands are:
//
//	build       check the dossier and write the site to DIR/public
//	serve       show the site in a browser, and keep it up to date
//	check       find problems, write nothing
//	new         create a dossier, a page or a layout
//	mv          give a page another id, and change all that refers to it
//	import      make draft articles of web pages, texts, feeds and tables
//	list        list pages, statements or files
//	schema      print a JSON Schema of the keys, for editors
//	lsp         help editors while you write: a language server
//	version     print the version
//	completion  print a completion script for a shell
//
// A build is a straight line. Each step is a package under internal/ and knows
// only the steps before it:
//
//	config    dossier.yaml     -> settings
//	content   content/**.md    -> pages: front matter and body, checked one by one
//	site      pages            -> the site: addresses, references both ways, statements, timeline
//	render    site, layouts/   -> output: an fs.FS that renders a file when it is opened
//	publish   output           -> public/, all or nothing
//	serve     output           -> browsers, again whenever watch hears of a change
//
// Beside the line stand diag (what is wrong, and where), strictyaml, edtf
// (dates), i18n (words of the interface), markdown, fold and slug (names), relay
// (goroutines), search (its index) and export (the site for other programs). For
// editors there are refs (where files refer to what), assist (what stands at a
// place in a file), rename, and lsp, which speaks their protocol. deps_test.go
// holds the packages to that order.
//
// The exit status is 0 if all is well, 1 if the content has problems, 2 for
// wrong usage, 3 if the system failed, 130 when interrupted.
//
// Read build.go next: it is that line.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // time zones in dossier.yaml are known on every machine

	"github.com/spf13/cobra"
)

func main() {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-signals
		cancel()
		<-signals // somebody cannot wait
		os.Exit(statusInterrupted)
	}()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	statusOK          = 0
	statusContent     = 1
	statusUsage       = 2
	statusSystem      = 3
	statusInterrupted = 130
)

// run is main without the process: it returns the exit status. A panic that no
// step has made a message of is one of the system.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (status int) {
	defer func() {
		if v := recover(); v != nil {
			fmt.Fprintf(stderr, "dossier: internal error: %v; please report it, with the command\n", v)
			status = statusSystem
		}
	}()
	cmd := newCommand()
	cmd.SetArgs(args)
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	err := cmd.ExecuteContext(ctx)
	var failed *failure
	switch {
	case err == nil:
		return statusOK
	case errors.As(err, &failed):
		if failed.err != nil {
			fmt.Fprintf(stderr, "dossier: %v\n", failed.err)
		}
		return failed.status
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "dossier: interrupted, nothing was published")
		return statusInterrupted
	}
	// Everything else comes from cobra: unknown commands, flags and arguments.
	fmt.Fprintf(stderr, "dossier: %v\nRun 'dossier help' for usage.\n", err)
	return statusUsage
}

// A failure ends a command with a status. Err is nil if all has been said.
type failure struct {
	status int
	err    error
}

func (f *failure) Error() string {
	if f.err == nil {
		return fmt.Sprintf("exit status %d", f.status)
	}
	return f.err.Error()
}

func usageError(format string, args ...any) error {
	return &failure{statusUsage, fmt.Errorf(format, args...)}
}

func newCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "dossier",
		Short:         "Turn articles into a timeline of who said what, when, according to whom",
		Long:          "Dossier turns a folder of markdown articles into a static timeline site about one\ntopic, and cross-links the people, meetings and positions in it.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cmd.Help()
		},
	}
	root.AddCommand(newBuildCommand(), newServeCommand(), newCheckCommand(), newNewCommand(), newImportCommand(), newListCommand(), newSchemaCommand(), newMoveCommand(), newLSPCommand(), newVersionCommand())
	return root
}

// oneDir is the argument of commands that work on a dossier.
func oneDir(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return fmt.Errorf("%s takes one folder, got %d", cmd.CommandPath(), len(args))
	}
	return nil
}

func dirOf(args []string) string {
	if len(args) == 0 {
		return "."
	}
	return args[0]
}
