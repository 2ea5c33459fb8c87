package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/site"
)

// A printer is the one place that writes what users read. Results go to
// stdout, messages to stderr; with a format for machines the problems are the
// result, and all else is a message.
type printer struct {
	stdout, stderr io.Writer
	format         string // one of formats
	color          bool
}

func addFormatFlag(f *pflag.FlagSet, format *string) {
	f.StringVar(format, "format", "text", "how problems are listed: "+strings.Join(formats, ", "))
}

// formats are the ways to list problems.
var formats = []string{"text", "json", "github", "sarif", "baseline"}

func newPrinter(cmd *cobra.Command, format string) (*printer, error) {
	if !slices.Contains(formats, format) {
		return nil, usageError("--format is one of %s, not %q", strings.Join(formats, ", "), format)
	}
	p := &printer{stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr(), format: format}
	if f, ok := p.stderr.(*os.File); ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" {
		p.color = term.IsTerminal(int(f.Fd()))
	}
	return p, nil
}

// failed reports whether the problems keep a site from being published.
func (p *printer) failed(list diag.List, strict bool) bool {
	return list.HasErrors() || strict && len(list) > 0
}

// unwritten is stop for a command that would have written a site.
func (p *printer) unwritten(list diag.List, strict bool) error {
	return p.end(list, strict, "; nothing was written")
}

// stop says how many problems there are and returns the error that ends the command.
func (p *printer) stop(list diag.List, strict bool) error { return p.end(list, strict, "") }

func (p *printer) end(list diag.List, strict bool, outcome string) error {
	errs, warnings := list.Sorted().Count()
	text := plural(errs, "error", "errors")
	switch {
	case warnings > 0 && errs == 0:
		text = plural(warnings, "warning", "warnings")
	case warnings > 0:
		text += ", " + plural(warnings, "warning", "warnings")
	}
	if errs == 0 && strict {
		text += " (--strict treats them as errors)"
	}
	fmt.Fprintf(p.stderr, "dossier: %s%s\n", text, outcome)
	return &failure{status: statusContent}
}

// result prints the outcome of a command.
func (p *printer) result(format string, args ...any) {
	w := p.stdout
	if p.format != "text" {
		w = p.stderr
	}
	fmt.Fprintf(w, format, args...)
}

// notice prints a line that is neither a result nor a problem.
func (p *printer) notice(format string, args ...any) {
	fmt.Fprintf(p.stderr, "dossier: "+format+"\n", args...)
}

// stubs lists the pages that were made from names alone.
func (p *printer) stubs(s *site.Site) {
	if len(s.Stubs) == 0 {
		return
	}
	const most = 10
	var names []string
	for i, stub := range s.Stubs {
		if i == most {
			names = append(names, fmt.Sprintf("and %d more", len(s.Stubs)-most))
			break
		}
		names = append(names, fmt.Sprintf("%s (%s)", stub.Title, stub.Type))
	}
	p.notice("%s made from a name alone: %s", plural(len(s.Stubs), "page", "pages"), strings.Join(names, ", "))
}

// problems lists diagnostics in order.
func (p *printer) problems(list diag.List) {
	list = list.Sorted()
	switch p.format {
	case "json":
		p.json(list)
	case "github":
		p.github(list)
	case "sarif":
		p.sarif(list)
	case "baseline":
		p.baseline(list)
	default:
		for _, d := range list {
			p.text(d)
		}
	}
}

// maxSource is how many characters of a source line are shown.
const maxSource = 100

func (p *printer) text(d diag.Diagnostic) {
	color, bold, off := "", "", ""
	if p.color {
		bold, off = "\x1b[1m", "\x1b[0m"
		if color = "\x1b[31m"; d.Severity == diag.Warning {
			color = "\x1b[33m"
		}
	}
	if d.Pos.File != "" {
		fmt.Fprintf(p.stderr, "%s%s:%s ", bold, printable(d.Pos.String()), off)
	}
	fmt.Fprintf(p.stderr, "%s%s:%s %s\n", color, d.Severity, off, printable(d.Message))
	if d.Source != "" {
		line, col := excerpt(d.Source, d.Pos.Col)
		fmt.Fprintf(p.stderr, "\t%s\n", line)
		if col > 0 {
			fmt.Fprintf(p.stderr, "\t%s%s^%s\n", strings.Repeat(" ", col-1), color, off)
		}
	}
	for i, hint := range strings.Split(d.Hint, "\n") {
		if hint == "" {
			continue
		}
		label := "hint: "
		if i > 0 {
			label = "      "
		}
		fmt.Fprintf(p.stderr, "\t%s%s\n", label, printable(hint))
	}
}

// excerpt returns the part of a source line around a column that is fit to be
// shown, and the column in it; 0 if none is known.
func excerpt(line string, col int) (string, int) {
	runes := []rune(printable(line))
	if len(runes) == 0 || col > len(runes)+1 {
		col = 0
	}
	start := 0
	if col > maxSource*3/4 {
		start = col - maxSource/2
	}
	end := min(len(runes), start+maxSource)
	text := string(runes[start:end])
	if start > 0 {
		text = "…" + text
		start--
	}
	if end < len(runes) {
		text += "…"
	}
	if col == 0 {
		return text, 0
	}
	return text, col - start
}

// printable replaces what would steer a terminal; a tab becomes one space, so
// that columns stay what they are.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\r' || r == '\n':
			return ' '
		case r < ' ' || r == 0x7F || 0x80 <= r && r < 0xA0, 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069:
			return utf8.RuneError
		}
		return r
	}, s)
}

// A record is a problem in JSON.
type record struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
	Source   string `json:"source,omitempty"`
}

func (p *printer) json(list diag.List) {
	records := make([]record, len(list))
	for i, d := range list {
		records[i] = record{d.Pos.File, d.Pos.Line, d.Pos.Col, d.Severity.String(), d.Message, d.Hint, d.Source}
	}
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(records)
}

// github prints workflow commands, which GitHub shows beside the lines of a
// change.
func (p *printer) github(list diag.List) {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, d := range list {
		message := d.Message
		if d.Hint != "" {
			message += "\n" + d.Hint
		}
		place := "file=" + property.Replace(d.Pos.File)
		if d.Pos.Line > 0 {
			place += fmt.Sprintf(",line=%d", d.Pos.Line)
		}
		if d.Pos.Col > 0 {
			place += fmt.Sprintf(",col=%d", d.Pos.Col)
		}
		fmt.Fprintf(p.stdout, "::%s %s::%s\n", d.Severity, place, data.Replace(message))
	}
}
