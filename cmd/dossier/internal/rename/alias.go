package rename

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"dossier/cmd/dossier/internal/lines"
	"dossier/cmd/dossier/internal/strictyaml"
)

// keepAddress adds the old address to the aliases of the page, if it is another
// than the new one, in the style that the list has. An alias that is the new
// address gives way: the page comes back to where it was.
func (r *renaming) keepAddress() error {
	p := r.page
	if p.Source == nil || p.Draft || p.Path == r.path {
		return nil
	}
	file := p.Source.File
	src, err := fs.ReadFile(r.before.FS, file)
	if err != nil {
		return err
	}
	a := aliases{src: src, lines: lines.New(src), address: "/" + p.Path}
	i := slices.IndexFunc(r.front.Value.Entries, func(e strictyaml.Entry) bool { return e.Key == "aliases" })
	e := Edit{File: file}
	switch {
	case i < 0:
		e.Start = a.lines.Start(r.front.End)
		e.End, e.Text = e.Start, "aliases: ["+a.address+"]"+a.lines.End()
	default:
		entry := r.front.Value.Entries[i]
		for _, item := range entry.Value.List() {
			if strings.Trim(strings.TrimSpace(item.Text), "/") == strings.Trim(r.path, "/") {
				e.Start, e.End, _ = a.scalar(item)
				e.Text = a.address
				r.edits = append(r.edits, e)
				return nil
			}
		}
		var ok bool
		if e.Start, e.End, e.Text, ok = a.extend(entry); !ok {
			return refuse("write it as a list of one line: aliases: ["+a.address+"]", "the aliases of %s are written in a way that cannot be added to", file)
		}
	}
	r.edits = append(r.edits, e)
	return nil
}

// aliases are those of a file that gets one more.
type aliases struct {
	src     []byte
	lines   lines.Index
	address string
}

// extend returns the edit that adds the address to the entry. What it gets wrong
// is found when the plan is tried.
func (a aliases) extend(e strictyaml.Entry) (start, end int, text string, ok bool) {
	v := e.Value
	switch {
	case v.Kind == strictyaml.Null:
		start = a.lines.Offset(e.Line, e.Col) + len("aliases:")
		rest, _, _ := strings.Cut(string(a.lines.Text(e.Line)[start-a.lines.Start(e.Line):]), " #")
		return start, start + len(rest), " [" + a.address + "]", true
	case v.Kind == strictyaml.Scalar:
		if start, end, ok = a.scalar(v); !ok {
			return 0, 0, "", false
		}
		written := string(a.src[start:end])
		if !v.Quoted && strings.ContainsAny(v.Text, ",[]{}") {
			written = strconv.Quote(v.Text)
		}
		return start, end, "[" + written + ", " + a.address + "]", true
	case v.Kind != strictyaml.List:
		return 0, 0, "", false
	}
	if at := a.lines.Offset(v.Line, v.Col); a.src[at] == '[' && len(v.Items) == 0 {
		return at + 1, at + 1, a.address, true
	} else if len(v.Items) == 0 {
		return 0, 0, "", false
	} else if a.src[at] == '-' {
		return a.append(v)
	}
	_, end, ok = a.scalar(v.Items[len(v.Items)-1])
	return end, end, ", " + a.address, ok
}

// append adds a line to a list with hyphens.
func (a aliases) append(v *strictyaml.Value) (start, end int, text string, ok bool) {
	last := v.Items[len(v.Items)-1]
	start = a.lines.Start(last.Line + 1)
	indent, _, _ := strings.Cut(string(a.lines.Text(v.Line)), "-")
	return start, start, indent + "- " + a.address + a.lines.End(), true
}

// scalar returns the bytes of a text of one line, with its quotes.
func (a aliases) scalar(v *strictyaml.Value) (start, end int, ok bool) {
	start = a.lines.Offset(v.Line, v.Col)
	end = start + len(v.Text)
	if v.Quoted {
		end += 2
	}
	ok = v.Kind == strictyaml.Scalar && end <= len(a.src) && strings.Contains(string(a.src[start:end]), v.Text)
	return start, end, ok
}
