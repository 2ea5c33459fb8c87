//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Files of the system that the Go runtime and libraries read: none is of a user.
var systemFiles = regexp.MustCompile(`^/(proc/(self|\d+)/|proc/sys/|sys/kernel/mm/|sys/fs/cgroup/|etc/localtime$|etc/ld\.so|dev/null$|usr/share/zoneinfo|lib|usr/lib)`)

// A call is a line of strace -y: the system call, the folder that its path is
// relative to, the path. A folder comes as a descriptor with its name behind it.
// What is opened in the end, also by way of links, comes last.
var (
	call   = regexp.MustCompile(`^\d+\s+(\w+)\((?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"(.*)$`)
	result = regexp.MustCompile(`= \d+<(/[^>]*)>$`)
)

// TestPromise6Confined: a build opens nothing outside the dossier, the output
// and the files of the system and its own, changes nothing outside the output, and opens no
// connection.
//
// To break it, read any other file in runBuild, or read the dossier through
// os.DirFS there: the links below then lead out.
func TestPromise6Confined(t *testing.T) {
	parent, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir, out := harbourOn(t, filepath.Join(parent, "dossier")), filepath.Join(parent, "site")
	writeFiles(t, filepath.Join(parent, "secret"), map[string][]byte{"diary.md": []byte("---\ntitle: Diary\n---\n")})
	for name, target := range map[string]string{"diary.md": "../../secret/diary.md", "all": "../../secret", "absolute.md": filepath.Join(parent, "secret", "diary.md")} {
		if err := os.Symlink(target, filepath.Join(dir, "content", name)); err != nil {
			t.Fatal(err)
		}
	}
	log := trace(t, parent, "build", dir, "-d", out) // fails
	for _, name := range []string{"diary.md", "all", "absolute.md"} {
		if err := os.Remove(filepath.Join(dir, "content", name)); err != nil {
			t.Fatal(err)
		}
	}
	log += trace(t, parent, "build", dir, "-d", out)
	if _, err := os.Stat(filepath.Join(out, "index.html")); err != nil {
		t.Fatal(err)
	}
	self, err := exec.LookPath("dossier")
	if err != nil {
		t.Fatal(err)
	}
	opened := 0
	// The program reads itself, since what it makes depends on what it is.
	fits := func(path string) bool {
		return below(path, dir) || path == self || path == "/proc/self/exe" || systemFiles.MatchString(path) || path == parent
	}
	public := func(path string) bool {
		return below(path, out) || below(path, filepath.Join(parent, ".site.dossier-stage")) || below(path, filepath.Join(parent, ".site.dossier-old"))
	}
	for line := range strings.SplitSeq(log, "\n") {
		if m := result.FindStringSubmatch(line); m != nil && !fits(m[1]) && !public(m[1]) {
			t.Errorf("opened outside: %s", line)
		}
		if strings.Contains(line, "socket(") && !strings.Contains(line, "AF_UNIX") {
			t.Errorf("a connection: %s", line)
		}
		m := call.FindStringSubmatch(line)
		if m == nil || strings.Contains(line, "ENOENT") {
			continue
		}
		path := filepath.Clean(m[3])
		if !filepath.IsAbs(path) {
			path = filepath.Join(m[2], path)
		}
		reads := strings.HasPrefix(m[1], "open") && !strings.Contains(m[4], "O_WRONLY") && !strings.Contains(m[4], "O_RDWR") && !strings.Contains(m[4], "O_CREAT")
		switch {
		case public(path):
		case reads && fits(path):
			opened++
		default:
			t.Errorf("outside: %s", line)
		}
	}
	if opened < 20 {
		t.Errorf("only %d files were opened; is the trace read right?\n%s", opened, log)
	}
}

func below(path, dir string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }

// trace runs a command and returns the system calls that open or change files,
// and those that make connections.
func trace(t *testing.T, dir string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("no strace: ", err)
	}
	dossier, err := exec.LookPath("dossier")
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(dir, "trace.log")
	const calls = "trace=open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat," +
		"unlink,unlinkat,rmdir,truncate,chmod,fchmodat,utimensat,socket"
	cmd := exec.Command("strace", append([]string{"-f", "-y", "-s", "4096", "-o", log, "-e", calls, dossier}, args...)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	text, readErr := os.ReadFile(log)
	if readErr != nil || len(text) == 0 {
		t.Skipf("cannot trace here: %v: %s", err, out)
	}
	if err := os.Remove(log); err != nil {
		t.Fatal(err)
	}
	return string(text)
}
