package strictyaml

import (
	"fmt"
	"slices"
	"strconv"

	"dossier/cmd/dossier/internal/diag"
)

// maxProblems bounds what is said of one file: a list that nobody reads to its
// end, and that takes time to compute, helps nobody.
const maxProblems = 50

// problems collects what is wrong with one file, up to maxProblems.
type problems struct {
	file  string
	list  diag.List
	more  int           // problems beyond the limit
	worst diag.Severity // of those
}

func (p *problems) errorf(pos diag.Pos, hint, format string, args ...any) {
	p.add(diag.Error, pos, hint, fmt.Sprintf(format, args...))
}

func (p *problems) warnf(pos diag.Pos, hint, format string, args ...any) {
	p.add(diag.Warning, pos, hint, fmt.Sprintf(format, args...))
}

func (p *problems) add(sev diag.Severity, pos diag.Pos, hint, message string) {
	if !p.full() {
		p.list.Add(sev, pos, hint, "%s", message)
		return
	}
	if p.more == 0 || sev < p.worst {
		p.worst = sev
	}
	p.more++
}

func (p *problems) full() bool { return len(p.list) >= maxProblems }

// at is a position in the file.
func (p *problems) at(line, col int) diag.Pos {
	return diag.Pos{File: p.file, Line: line, Col: col}
}

// done returns the list, which says how many problems it leaves out: a column
// after the last that it shows, so as to be sorted behind it.
func (p *problems) done() diag.List {
	if p.more > 0 {
		last := slices.MaxFunc(p.list, func(a, b diag.Diagnostic) int { return a.Pos.Compare(b.Pos) }).Pos
		last.Col++
		p.list.Add(p.worst, last, "", "%d more problems are not shown", p.more)
	}
	return p.list
}

// quote is %q for text of any length: a message is for reading.
func quote(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n == most {
			return strconv.Quote(s[:i] + "…")
		}
		n++
	}
	return strconv.Quote(s)
}
