package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the golden sections of the scripts")

// TestMain lets the test binary be the command, so that scripts need no build.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dossier": main})
}

// scriptDir has the scripts, and a README that explains what they can use.
var scriptDir = filepath.Join("testdata", "script")

// TestScript runs testdata/script/*.txtar, one behaviour each. See README there.
func TestScript(t *testing.T) {
	cmds := map[string]func(ts *testscript.TestScript, neg bool, args []string){}
	for name, c := range scriptCommands {
		cmds[name] = func(ts *testscript.TestScript, neg bool, args []string) {
			if neg || len(args) < c.min || c.max >= 0 && len(args) > c.max {
				ts.Fatalf("usage: %s %s", name, c.usage)
			}
			c.run(ts, args)
		}
	}
	testscript.Run(t, testscript.Params{
		Dir:                 scriptDir,
		UpdateScripts:       *update,
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Cmds:                cmds,
		Setup: func(env *testscript.Env) error {
			env.Values["serving"] = new(*serving)
			return nil
		},
	})
}

// A scriptCommand is what scripts can use beside the commands of testscript.
type scriptCommand struct {
	usage    string
	min, max int // number of arguments; a negative max means any
	run      func(ts *testscript.TestScript, args []string)
}

var scriptCommands = map[string]scriptCommand{
	"exits":    {"STATUS COMMAND [ARG…]", 2, -1, exits},
	"steady":   {"FILE OUT", 2, 2, steady},
	"snapshot": {"DIR FILE", 2, 2, snapshot},
	"tree":     {"DIR FILE", 2, 2, tree},
	"replace":  {"FILE OLD NEW", 3, 3, replace},
	"unescape": {"FILE…", 1, -1, unescape},
	"repeat":   {"FILE TIMES", 2, 2, repeat},
	"quiet":    {"", 0, 0, quiet},

	"serve":        {"[FLAG…]", 0, -1, scriptServe},
	"get":          {"STATUS PATH [REGEXP…]", 2, -1, scriptGet},
	"waitreload":   {"", 0, 0, scriptWaitReload},
	"waitproblems": {"[REGEXP…]", 0, -1, scriptWaitProblems},
	"stopserve":    {"", 0, 0, scriptStop},
}

// exits runs a command that is to end with a status.
func exits(ts *testscript.TestScript, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		got = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

var (
	duration = regexp.MustCompile(`\b\d+ ms\b|\b\d+\.\d s\b`)
	inName   = regexp.MustCompile(`\.[0-9a-f]{12}\.(css|js)\b`)
)

// steady copies a text, and replaces what changes from run to run.
func steady(ts *testscript.TestScript, args []string) {
	text := duration.ReplaceAllString(ts.ReadFile(args[0]), "0 ms")
	text = strings.ReplaceAll(text, ts.Getenv("WORK"), "WORK")
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o666))
}

// snapshot writes down path, size, time stamp and hash of every file.
func snapshot(ts *testscript.TestScript, args []string) {
	var b strings.Builder
	for _, file := range listFiles(ts, args[0]) {
		full := filepath.Join(ts.MkAbs(args[0]), file)
		info, err := os.Lstat(full)
		ts.Check(err)
		text, err := os.ReadFile(full)
		ts.Check(err)
		fmt.Fprintf(&b, "%s %d %d %x\n", file, info.Size(), info.ModTime().UnixNano(), sha256.Sum256(text))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o666))
}

// tree writes down the path of every file, without the hashes in names of assets.
func tree(ts *testscript.TestScript, args []string) {
	files := listFiles(ts, args[0])
	for i, file := range files {
		files[i] = inName.ReplaceAllString(file, ".HASH.$1")
	}
	slices.Sort(files)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Join(files, "\n")+"\n"), 0o666))
}

// listFiles returns the paths of all files in a folder, sorted.
func listFiles(ts *testscript.TestScript, dir string) (files []string) {
	ts.Check(fs.WalkDir(os.DirFS(ts.MkAbs(dir)), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, name)
		}
		return err
	}))
	slices.Sort(files)
	return files
}

// replace edits a file that has the old text.
func replace(ts *testscript.TestScript, args []string) {
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o666))
}

// unescape replaces Go escapes such as \xff, \u200b and \r by the bytes that they
// stand for, so that no script has bytes that editors change or do not show.
func unescape(ts *testscript.TestScript, args []string) {
	for _, file := range args {
		var out []byte
		for text := ts.ReadFile(file); text != ""; {
			if text[0] != '\\' {
				out, text = append(out, text[0]), text[1:]
				continue
			}
			r, multibyte, rest, err := strconv.UnquoteChar(text, 0)
			ts.Check(err)
			if multibyte {
				out = append(out, string(r)...)
			} else {
				out = append(out, byte(r))
			}
			text = rest
		}
		ts.Check(os.WriteFile(ts.MkAbs(file), out, 0o666))
	}
}

// repeat writes the text of a file many times over.
func repeat(ts *testscript.TestScript, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(ts.ReadFile(args[0]), n)), 0o666))
}

// quiet holds the last command to no message but the notice of a build that has
// no address.
func quiet(ts *testscript.TestScript, _ []string) {
	const notice = "dossier: base_url is not set: left out is what needs an address: feeds, sitemap.xml, and what pages say to search engines\n"
	if text := ts.ReadFile("stderr"); text != "" && text != notice {
		ts.Fatalf("unexpected messages:\n%s", text)
	}
}

var (
	scriptName    = regexp.MustCompile(`^(build|link|front|error|publish|layout|list|new|import|schema|serve|feed|data|search|fault|lsp|mv|check|command)_[a-z0-9_]+\.txtar$`)
	scriptComment = regexp.MustCompile(`^# .+[.]\n`)
)

// TestScriptsAreExplained holds the README to the commands there are, and the
// scripts to their names and first lines.
func TestScriptsAreExplained(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(scriptDir, "README"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range scriptCommands {
		if line := strings.TrimRight("\n  "+name+" "+c.usage, " ") + "\n"; !strings.Contains(string(readme), line) {
			t.Errorf("README of the scripts has no line %q", strings.TrimSpace(line))
		}
	}
	entries, err := os.ReadDir(scriptDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() == "README" {
			continue
		}
		if !scriptName.MatchString(e.Name()) {
			t.Errorf("%s: the name does not say what it is about; see README", e.Name())
		}
		text, err := os.ReadFile(filepath.Join(scriptDir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if !scriptComment.Match(text) {
			t.Errorf("%s: the first line is not a comment that says the behaviour", e.Name())
		}
	}
}
