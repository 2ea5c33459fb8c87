package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"dossier/cmd/dossier/internal/diag"
)

// baselineLine is a problem as a baseline file names it: without line and
// column, so that an edit above it changes nothing.
func baselineLine(d diag.Diagnostic) string {
	return fmt.Sprintf("%s: %s: %s", d.Pos.File, d.Severity, printable(d.Message))
}

// baseline prints the problems as a baseline file.
func (p *printer) baseline(list diag.List) {
	for _, d := range list {
		fmt.Fprintln(p.stdout, baselineLine(d))
	}
}

// applyBaseline returns the problems that a baseline file does not name, and a
// warning for every line of it that names none any more. A line that begins
// with "#" is a remark. No errors are kept quiet: a site with errors is not
// published, whatever a file says.
func applyBaseline(file string, list diag.List) (diag.List, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usageError("there is no file %q; make it with: dossier check --format baseline > %s", file, file)
	}
	if err != nil {
		return nil, &failure{statusSystem, err}
	}
	known := map[string]int{} // by line of text: its number, 0 once it was needed
	for i, line := range strings.Split(string(text), "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			known[line] = i + 1
		}
	}
	used := map[string]bool{}
	var out diag.List
	for _, d := range list.Sorted() {
		line := baselineLine(d)
		if _, ok := known[line]; ok && d.Severity == diag.Warning {
			used[line] = true
			continue
		}
		out = append(out, d)
	}
	for line, n := range known {
		if !used[line] {
			out.Add(diag.Warning, diag.Pos{File: file, Line: n}, "take the line out", "nothing fits this line any more: %s", line)
		}
	}
	return out, nil
}
