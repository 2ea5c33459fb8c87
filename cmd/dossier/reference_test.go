package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/content"
	"dossier/cmd/dossier/internal/strictyaml"
)

// generatedPart is a part of a README that TestReference makes: its name and its text.
var generatedPart = regexp.MustCompile(`(?s)(<!-- ([a-z:]+) -->\n).*?(<!-- end -->\n)`)

// TestReference holds the lists of the READMEs to the program: its commands and
// keys, and what layouts get. With -update it writes them.
func TestReference(t *testing.T) {
	readme := map[string]string{
		"commands":      commandTable(),
		"keys:settings": keyTable(config.Schema.Keys, nil),
		"keys:page":     keyTable(content.Schema(content.Plain).Keys, nil),
	}
	for _, kind := range content.Types {
		readme["keys:"+string(kind)] = keyTable(content.Schema(kind).Keys, content.Schema(content.Plain).Keys)
	}
	compareParts(t, filepath.Join("..", "..", "README.md"), readme)

	view := readView(t)
	compareParts(t, filepath.Join("..", "..", "layouts", "README.md"), map[string]string{
		"layouts":   view.layoutTable(t),
		"functions": view.functionTable(t),
		"fields":    view.fieldTables(t),
	})
}

// compareParts compares the generated parts of a file, each of which it must
// have once, with what they are to be.
func compareParts(t *testing.T, file string, parts map[string]string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	want := generatedPart.ReplaceAllStringFunc(string(text), func(part string) string {
		m := generatedPart.FindStringSubmatch(part)
		made, known := parts[m[2]]
		if !known || seen[m[2]] {
			t.Errorf("%s: the part %q is unknown, or there twice", file, m[2])
			return part
		}
		seen[m[2]] = true
		return m[1] + made + m[3]
	})
	for name := range parts {
		if !seen[name] {
			t.Errorf("%s lacks the part <!-- %s --> … <!-- end -->", file, name)
		}
	}
	if want == string(text) {
		return
	}
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s is not what the program says; run: go test ./cmd/dossier -run Reference -update\nfirst difference:\n%s",
		file, firstDifference(string(text), want))
}

// firstDifference returns the first line that two texts do not share.
func firstDifference(have, want string) string {
	a, b := strings.Split(have, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d: %s\n   want: %s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(a), len(b))
}

// commandTable lists the commands with their flags.
func commandTable() string {
	var b strings.Builder
	b.WriteString("| command | does |\n|---|---|\n")
	root := newCommand()
	root.InitDefaultCompletionCmd()
	commandRows(&b, root)
	return b.String()
}

// commandRows writes the commands below one, each with its flags. Those that
// differ in their name alone, such as "new article" and "new event", share a row.
func commandRows(b *strings.Builder, parent *cobra.Command) {
	arguments := func(cmd *cobra.Command) string { return strings.TrimPrefix(cmd.Use, cmd.Name()) }
	alike := map[string][]string{} // names by arguments
	for _, cmd := range parent.Commands() {
		alike[arguments(cmd)] = append(alike[arguments(cmd)], cmd.Name())
	}
	for _, cmd := range parent.Commands() {
		same := alike[arguments(cmd)]
		switch {
		case cmd.Name() == "completion": // its commands are the shells
			commandRow(b, cmd.CommandPath()+" SHELL", "Print a completion script for bash, zsh, fish or powershell")
		case cmd.HasSubCommands():
			commandRows(b, cmd)
		case !parent.HasParent() || len(same) == 1:
			commandRow(b, cmd.CommandPath()+arguments(cmd), cmd.Short)
			cmd.Flags().VisitAll(func(f *pflag.Flag) { flagRow(b, f) })
		case cmd.Name() == same[0]:
			commandRow(b, parent.CommandPath()+" KIND"+arguments(cmd), "Create a page; KIND is "+strings.Join(same, ", "))
		}
	}
}

func commandRow(b *strings.Builder, usage, does string) {
	fmt.Fprintf(b, "| **`%s`** | %s |\n", usage, tableCell(does))
}

func flagRow(b *strings.Builder, f *pflag.Flag) {
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	if f.Value.Type() != "bool" {
		name += " …"
	}
	fmt.Fprintf(b, "| `%s` | %s |\n", name, tableCell(f.Usage))
}

// keyTable lists the keys of a map that are not among some others.
func keyTable(keys, without []strictyaml.Key) string {
	var b strings.Builder
	b.WriteString("| key | value | meaning |\n|---|---|---|\n")
	for _, k := range keys {
		if !hasKey(without, k) {
			keyRows(&b, "", k)
		}
	}
	return b.String()
}

// keyRows writes a key and the keys of its maps. What an article says of a
// meeting or event has the keys of its page too: those are not listed again.
func keyRows(b *strings.Builder, prefix string, k strictyaml.Key) {
	meaning, value := k.Doc, keyValue(k.Type)
	var page []strictyaml.Key
	if kind := k.Type.Refers; k.Type.Keys != nil && len(kind) == 1 {
		s := content.Schema(content.Type(kind[0]))
		page = s.Keys
		meaning += "; a map has these keys and those of " + s.Name
	}
	if k.Required {
		value += ", required"
	}
	fmt.Fprintf(b, "| `%s%s` | %s | %s |\n", prefix, k.Name, tableCell(value), tableCell(meaning))
	if k.Type.Keys == nil {
		return
	}
	for _, inner := range k.Type.Keys.Keys {
		if !hasKey(page, inner) {
			keyRows(b, prefix+k.Name+".", inner)
		}
	}
}

// hasKey reports whether a key is among others, with the same meaning.
func hasKey(keys []strictyaml.Key, k strictyaml.Key) bool {
	return slices.ContainsFunc(keys, func(have strictyaml.Key) bool {
		return have.Name == k.Name && have.Doc == k.Doc && have.Required == k.Required
	})
}

// keyValue says what a key takes.
func keyValue(t strictyaml.Type) string {
	one := ""
	switch t.Form {
	case strictyaml.Enum:
		one = "`" + strings.Join(t.Values, "`, `") + "`"
	case strictyaml.Bool:
		one = "`true` or `false`"
	case strictyaml.Number:
		one = "number"
	case strictyaml.Map:
		one = "map"
	case strictyaml.Table:
		one = "map of `" + t.Entry + "`"
	case strictyaml.Free:
		one = "anything"
	case strictyaml.Text, strictyaml.TextOrMap:
		one = keyText(t)
	}
	if t.Form == strictyaml.TextOrMap {
		one += ", or map"
	}
	if t.List {
		return "list: " + one
	}
	return one
}

func keyText(t strictyaml.Type) string {
	var to []string
	for _, kind := range t.Refers {
		to = append(to, content.Schema(content.Type(kind)).Name)
	}
	switch {
	case to != nil:
		return "reference to " + strings.Join(to, " or ")
	case t.Means != "":
		return t.Means
	case t.Max > 0:
		return fmt.Sprintf("text, at most %d characters", t.Max)
	}
	return "text"
}

// tableCell makes a text fit into a cell of a table.
func tableCell(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;").Replace(strings.Join(strings.Fields(s), " "))
}
