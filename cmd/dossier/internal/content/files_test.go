//go:build unix

package content

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"
)

// folder is a dossier's folder on disk, opened as the commands open it.
type folder struct {
	t    *testing.T
	path string
}

func newFolder(t *testing.T) folder {
	f := folder{t, t.TempDir()}
	f.write("content/_index.md", minimal)
	return f
}

func (f folder) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f folder) join(name string) string { return filepath.Join(f.path, filepath.FromSlash(name)) }

func (f folder) write(name, text string) {
	f.t.Helper()
	f.must(os.MkdirAll(filepath.Dir(f.join(name)), 0o777))
	f.must(os.WriteFile(f.join(name), []byte(text), 0o666))
}

func (f folder) link(target, name string) {
	f.t.Helper()
	f.must(os.MkdirAll(filepath.Dir(f.join(name)), 0o777))
	f.must(os.Symlink(target, f.join(name)))
}

// want loads the folder and compares pages, resources and messages.
func (f folder) want(found, messages string) {
	f.t.Helper()
	root, err := os.OpenRoot(f.path)
	f.must(err)
	defer root.Close()
	set, list := Load(root.FS(), Options{})
	if got := paths(set); got != found {
		f.t.Errorf("got  %s\nwant %s", got, found)
	}
	wantReport(f.t, list, messages)
}

func TestLinks(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret.md"), []byte(minimal), 0o666); err != nil {
		t.Fatal(err)
	}
	f := newFolder(t)
	f.write("elsewhere/text.md", minimal)
	f.write("content/people/b.md", minimal)
	f.link("b.md", "content/people/good.md")
	f.link("../elsewhere/text.md", "content/text.md")
	f.link("loop.md", "content/loop.md")
	f.link("pong.md", "content/ping.md")
	f.link("ping.md", "content/pong.md")
	f.link(".", "content/here")
	f.link("..", "content/up")
	f.link("people", "content/persons")
	f.link("nowhere.md", "content/dangling.md")
	f.link(filepath.Join(outside, "secret.md"), "content/file.md")
	f.link(outside, "content/folder")
	f.link("../../"+filepath.Base(outside)+"/secret.md", "content/relative.md")
	f.link(f.join("elsewhere/text.md"), "content/absolute.md")
	f.link("folder/secret.md", "content/through.md")
	const escapes = ": error: cannot be read: path escapes from parent\n\thint: a symbolic link may only lead to a file in the dossier; put the file itself here\n"
	f.want("content/_index.md content/people/b.md content/people/good.md content/text.md", `
content/absolute.md`+escapes+
		"content/dangling.md: warning: the symbolic link leads nowhere, it is skipped\n"+
		"content/file.md"+escapes+
		"content/folder"+escapes+`content/here: warning: the symbolic link leads to a folder, it is not followed
content/loop.md: warning: the symbolic link leads to itself, it is skipped
content/persons: warning: the symbolic link leads to a folder, it is not followed
content/ping.md: warning: the symbolic link leads to itself, it is skipped
content/pong.md: warning: the symbolic link leads to itself, it is skipped
content/relative.md`+escapes+
		"content/through.md"+escapes+
		"content/up: warning: the symbolic link leads to a folder, it is not followed\n")
}

func TestRootLink(t *testing.T) {
	f := folder{t, t.TempDir()}
	f.write("text/_index.md", minimal)
	f.link("text", "content")
	f.want("content/_index.md", "")

	out := folder{t, t.TempDir()}
	out.link(f.join("text"), "content")
	out.want("", "\ncontent: error: cannot be read: path escapes from parent\n\thint: run dossier in the folder that holds dossier.yaml, with articles in content/articles/\n")
}

// TestPipes would hang if a pipe were opened.
func TestPipes(t *testing.T) {
	f := newFolder(t)
	f.must(syscall.Mkfifo(f.join("content/pipe.md"), 0o666))
	f.must(syscall.Mkfifo(f.join("content/pipe.jpg"), 0o666))
	f.link("pipe.md", "content/link.md")
	t.Chdir(f.join("content")) // the path of a socket is short
	l, err := net.Listen("unix", "socket.md")
	f.must(err)
	defer l.Close()
	f.want("content/_index.md", `
content/link.md: warning: not a regular file, it is skipped
content/pipe.jpg: warning: not a regular file, it is skipped
content/pipe.md: warning: not a regular file, it is skipped
content/socket.md: warning: not a regular file, it is skipped
`)
}

// TestUnreadable runs itself again without the rights of root, who may read
// everything.
func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		cmd := exec.Command("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
			os.Args[0], "-test.run=^TestUnreadable$", "-test.v")
		dir := t.TempDir()
		if err := errors.Join(os.Chmod(filepath.Dir(dir), 0o777), os.Chmod(dir, 0o777), os.Chmod(os.Args[0], 0o755)); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Err; err != nil {
			t.Skip("cannot give up the rights of root here:", err)
		}
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "TMPDIR="+dir)
		out, err := cmd.CombinedOutput()
		if err != nil && !strings.Contains(string(out), "=== RUN") {
			t.Skipf("cannot run as somebody else here: %v\n%s", err, out)
		}
		if err != nil || !strings.Contains(string(out), "--- PASS: TestUnreadable") {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	f := newFolder(t)
	for _, name := range []string{"content/a.md", "content/b.jpg", "content/c.svg", "content/private/d.md"} {
		f.write(name, minimal)
		f.must(os.Chmod(f.join(name), 0))
	}
	f.must(os.Chmod(f.join("content/private"), 0))
	defer os.Chmod(f.join("content/private"), 0o777)
	f.write("content/z.md", "---\ntitel: T\n---\n")
	f.want("content/_index.md content/a.md content/z.md +b.jpg +c.svg", `
content/a.md: error: cannot be read: permission denied
content/b.jpg: error: cannot be read: permission denied
content/c.svg: error: cannot be read: permission denied
content/private: error: cannot be read: permission denied
content/z.md:2:1: error: unknown key "titel"
	hint: did you mean "title"?
`)
}

// TestSparse has a file that would take a gigabyte of memory.
func TestSparse(t *testing.T) {
	f := newFolder(t)
	f.write("content/huge.md", "")
	f.must(os.Truncate(f.join("content/huge.md"), 1<<30))
	f.want("content/_index.md content/huge.md", "\ncontent/huge.md: error: the file has 1073741824 bytes, the limit is 4194304\n\thint: split it, or raise limits.article in dossier.yaml\n")
}

func TestDeepFolders(t *testing.T) {
	f := newFolder(t)
	const depth = 600 // opening one takes a time that grows with its depth
	root, err := os.OpenRoot(f.join("content"))
	f.must(err)
	for range depth {
		f.must(root.Mkdir("history", 0o777))
		next, err := root.OpenRoot("history")
		f.must(err)
		root.Close()
		root = next
	}
	f.must(root.WriteFile("x.md", []byte(minimal), 0o666))
	root.Close()
	f.want("content/_index.md content/"+strings.Repeat("history/", depth)+"x.md", "")
}

// A restless file system changes a file whenever it is opened, a number of
// times, as an editor that is saving does.
type restless struct {
	fstest.MapFS
	name    string
	changes int
	change  func(m fstest.MapFS) // after Open
	gone    bool                 // Open fails instead
}

func (r *restless) Open(name string) (fs.File, error) {
	if name != r.name || r.changes == 0 {
		return r.MapFS.Open(name)
	}
	r.changes--
	if r.gone {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f, err := r.MapFS.Open(name)
	return &restlessFile{File: f, r: r}, err
}

// A restlessFile changes between being opened and the second look at it.
type restlessFile struct {
	fs.File
	r     *restless
	stats int
}

func (f *restlessFile) Stat() (fs.FileInfo, error) {
	if f.stats++; f.stats == 1 {
		return f.File.Stat()
	}
	f.r.change(f.r.MapFS)
	return fs.Stat(f.r.MapFS, f.r.name)
}

func TestChanged(t *testing.T) {
	const name = "content/a.md"
	later := func(m fstest.MapFS) {
		m[name] = &fstest.MapFile{Data: m[name].Data, ModTime: m[name].ModTime.Add(time.Second)}
	}
	longer := func(m fstest.MapFS) { m[name] = &fstest.MapFile{Data: append([]byte(minimal), "more"...)} }
	const changed = "\ncontent/a.md: error: changed during the build\n\thint: run the command again\n"
	tests := []struct {
		about   string
		changes int
		change  func(fstest.MapFS)
		want    string
	}{
		{"written once", 1, later, ""},
		{"grows once", 1, longer, ""},
		{"written all the time", 2, later, changed},
		{"away for a moment", 1, nil, ""},
		{"gone", 2, nil, changed},
	}
	// The scan has seen a file, and now it is a folder.
	if _, err := read(tree(map[string]string{name + "/b.md": ""}), name, 100); err != errChanged {
		t.Errorf("a folder now: %v", err)
	}
	for _, c := range tests {
		fsys := &restless{MapFS: tree(map[string]string{name: minimal}), name: name, changes: c.changes, change: c.change, gone: c.change == nil}
		set, list := Load(fsys, Options{})
		if got := report(list); got != c.want {
			t.Errorf("%s: got:%s\nwant:%s", c.about, got, c.want)
		}
		if len(set.Pages) != 1 && c.want == "" {
			t.Errorf("%s: no page", c.about)
		}
	}
}
