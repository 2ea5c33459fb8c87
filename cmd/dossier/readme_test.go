package main

import (
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// readmes are the texts for people, by their path in the repository.
var readmes = []string{"README.md", "layouts/README.md"}

func readText(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var (
	shownFile     = regexp.MustCompile("(?s)`(content/[^`\n]+)`:\n\n```markdown\n(.*?)```\n")
	shownLayout   = regexp.MustCompile("(?s)`(layouts/[^`\n]+)`:\n\n```[a-z]+\n(.*?)```\n")
	shownSettings = regexp.MustCompile("(?s)```yaml\n(title: .*?)```\n")
	shellBlock    = regexp.MustCompile("(?s)```sh\n(.*?)```\n")
	markdownLink  = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading       = regexp.MustCompile(`(?m)^#+ (.+)$`)
	notInAnchor   = regexp.MustCompile(`[^\p{L}\p{N}_-]`)
	codeSpan      = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
)

// TestReadmeExample builds the dossier that the README shows, with the settings
// that it shows.
func TestReadmeExample(t *testing.T) {
	readme := readText(t, "README.md")
	fsys := fstest.MapFS{"content/about.md": {Data: []byte("---\ntitle: About\n---\n")}}
	for _, m := range shownFile.FindAllStringSubmatch(readme, -1) {
		fsys[m[1]] = &fstest.MapFile{Data: []byte(m[2])}
	}
	settings := shownSettings.FindStringSubmatch(readme)
	if len(fsys) != 6 || settings == nil {
		t.Fatalf("the README shows %d pages, want 5; settings: %q", len(fsys)-1, settings)
	}
	sameAsScript(t, fsys)
	fsys["dossier.yaml"] = &fstest.MapFile{Data: []byte(settings[1])}
	s, out, list := buildSite(fsys, buildOptions{})
	for _, d := range list {
		t.Error(d)
	}
	if len(s.Stubs) != 2 || s.Stubs[0].Title != "Oakford Gazette" || s.Stubs[1].Title != "Oakford Herald" {
		t.Errorf("%d stubs, want the Gazette and the Herald", len(s.Stubs))
	}
	made := files(out)
	for page, wants := range map[string][]string{
		"articles/2024-03-02-gazette/index.html": {`href="../../people/jane-doe/"`, `href="../../meetings/council-2024-03-01/"`, "Against it", "mailto:editors@example.org"},
		"positions/shifts/index.html":            {"Jane Doe", "For it, with conditions"},
		"disputed/index.html":                    {`href="../events/protest-on-the-commons/"`, "120", "300"},
		"index.html":                             {"Who wants what", "https://example.org/plan.pdf"},
		"feed.xml":                               {"https://example.org/bypass/"},
	} {
		for _, want := range wants {
			if !strings.Contains(string(made[page]), want) {
				t.Errorf("%s has no %q", page, want)
			}
		}
	}
}

// TestLayoutsExample builds a dossier with the layout, the style sheet and the
// words that the README of the layouts shows.
func TestLayoutsExample(t *testing.T) {
	readme := readText(t, "layouts/README.md")
	fsys := fstest.MapFS{"dossier.yaml": {Data: []byte("title: The bypass at Oakford\n")}}
	for _, m := range shownLayout.FindAllStringSubmatch(readme, -1) {
		fsys[m[1]] = &fstest.MapFile{Data: []byte(m[2])}
	}
	keys := regexp.MustCompile("(?s)```yaml\n(layout: .*?)```\n").FindStringSubmatch(readme)
	if len(fsys) != 4 || keys == nil {
		t.Fatalf("the README shows %d files, want 3; front matter: %q", len(fsys)-1, keys)
	}
	fsys["content/articles/talk.md"] = &fstest.MapFile{Data: []byte("---\ntitle: A talk\ndate: 2024-03-02\n" + keys[1] + "---\n")}
	_, out, list := buildSite(fsys, buildOptions{})
	for _, d := range list {
		t.Error(d)
	}
	made, all := files(out), ""
	for name, text := range made {
		if strings.HasPrefix(name, "assets/") || strings.HasSuffix(name, "index.html") {
			all += string(text)
		}
	}
	for _, want := range []string{"Interview by Ann Lee</p>", "What happened", "1 report", "#7a1f1f"} {
		if !strings.Contains(all, want) {
			t.Errorf("the site has no %q", want)
		}
	}
}

// TestReadmeCounts holds the README to the number of articles of the dossier here.
func TestReadmeCounts(t *testing.T) {
	articles, err := filepath.Glob(filepath.Join("..", "..", "content", "articles", "[0-9]*.md"))
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf(": %d articles,", len(articles)); !strings.Contains(readText(t, "README.md"), want) {
		t.Errorf("the README does not say %q of the dossier", want)
	}
}

// sameAsScript holds the script that shows messages for the example to its files.
func sameAsScript(t *testing.T, shown fstest.MapFS) {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join(scriptDir, "build_readme.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	same := 0
	for _, f := range a.Files {
		if want := shown[f.Name]; want != nil && string(want.Data) == string(f.Data) {
			same++
		}
	}
	if same != len(shown)-1 { // all but about.md
		t.Errorf("%d files of build_readme.txtar are as the README shows them, want %d", same, len(shown)-1)
	}
	if text := strings.TrimSuffix(string(txtarFile(a, "want/error")), "dossier: 1 error; nothing was written\n"); !strings.Contains(readText(t, "README.md"), text) {
		t.Errorf("the README does not show the message of build_readme.txtar:\n%s", text)
	}
}

func txtarFile(a *txtar.Archive, name string) []byte {
	i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return a.Files[i].Data
}

// readmeShell replaces, for TestReadmeCommands, what is not to be run: programs
// that need the network or another machine, the tests within the tests, and
// serve, which does not end. An unknown program fails the test.
const readmeShell = `set -eu
go() {
	case "$1 $2" in
	"run ./cmd/dossier") shift 2; dossier "$@" ;;
	"test ./..." | "install ./cmd/dossier") ;;
	*) exit 64 ;;
	esac
}
dossier() {
	case "$1" in
	serve | lsp) command dossier help "$1" >/dev/null ;;
	import) echo '<title>The road</title><p>The council will vote on the bypass in June.</p>' >"$2" && command dossier "$@" ;;
	*) command dossier "$@" ;;
	esac
}
rsync() { test -e "$3/index.html"; }
aws() { test -e "$3/index.html"; }
netlify() { test -e "$4/index.html"; }
npx() { test -e "$3/index.html"; }
`

// TestReadmeCommands runs every command of the READMEs, one after another, as a
// reader would: those before the first "cd" in the repository.
func TestReadmeCommands(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the commands are for a Unix shell")
	}
	dir := t.TempDir() // as a clone of the repository
	for _, part := range []string{"content", "layouts"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join("..", "..", part))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "dossier.yaml"), []byte(readText(t, "dossier.yaml")), 0o666); err != nil {
		t.Fatal(err)
	}
	commands := readmeShell
	for _, name := range readmes {
		for _, m := range shellBlock.FindAllStringSubmatch(readText(t, name), -1) {
			commands += m[1]
		}
	}
	if n := strings.Count(commands, "dossier "); n < 15 {
		t.Fatalf("the READMEs have %d commands; are their blocks marked sh?", n)
	}
	cmd := exec.Command("sh", "-c", commands+"\ntest -e public/index.html -a -e ../public/index.html\n")
	cmd.Dir = dir
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s\n%s", err, commands, text)
	}
}

// TestReadmeLinks finds links within the repository that lead nowhere.
func TestReadmeLinks(t *testing.T) {
	headings := map[string][]string{}
	for _, name := range readmes {
		headings[name] = anchors(readText(t, name))
	}
	for _, name := range readmes {
		for _, m := range markdownLink.FindAllStringSubmatch(codeSpan.ReplaceAllString(readText(t, name), ""), -1) {
			if strings.Contains(m[1], ":") {
				continue // on the web
			}
			to, fragment, _ := strings.Cut(m[1], "#")
			target := name
			if to != "" {
				target = path.Join(path.Dir(name), to)
			}
			if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(target))); err != nil {
				t.Errorf("%s links to %s, which is not there", name, m[1])
			} else if fragment != "" && !slices.Contains(headings[target], fragment) {
				t.Errorf("%s links to %s, but there is no such heading", name, m[1])
			}
		}
	}
}

// anchors returns the fragments of the headings of a text, as hosts of
// repositories make them.
func anchors(text string) (all []string) {
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		id := strings.ReplaceAll(strings.ToLower(m[1]), " ", "-")
		all = append(all, notInAnchor.ReplaceAllString(id, ""))
	}
	return all
}
