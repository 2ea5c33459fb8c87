//go:build unix

package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"testing/fstest"
	"time"
)

// TestFolderFS holds the folder to the rules of fs.FS, and to never waiting for
// a pipe.
func TestFolderFS(t *testing.T) {
	dir := oakford(t)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	fsys := newFolderFS(root)
	if err := fstest.TestFS(fsys, "dossier.yaml", "content/people/jane-doe.md"); err != nil {
		t.Error(err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o666); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink("pipe", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{"pipe": errIrregular, "link": errIrregular, "../x": fs.ErrInvalid, "x//y": fs.ErrInvalid, "nowhere": fs.ErrNotExist} {
		if _, err := fsys.Open(name); !errors.Is(err, want) {
			t.Errorf("Open(%q): %v, want %v", name, err, want)
		}
		if _, err := fs.ReadFile(fsys, name); !errors.Is(err, want) {
			t.Errorf("ReadFile(%q): %v, want %v", name, err, want)
		}
	}
	if info, err := fs.Stat(fsys, "link"); err != nil || info.Mode().Type() != fs.ModeNamedPipe {
		t.Errorf("%v, %v", info, err)
	}
}

// TestSecondSignal interrupts a command that cannot end, since nobody reads what
// it writes, twice. It was started as shells start what is to stay in the
// background: with SIGINT ignored.
func TestSecondSignal(t *testing.T) {
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer out.Close()
	if err := out.SetWriteDeadline(time.Now().Add(50 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Write(make([]byte, 4<<20)); err == nil {
		t.Fatal("the pipe is not full")
	}
	cmd := exec.Command("sh", "-c", "trap '' INT; exec dossier version")
	cmd.Stdout = out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for range 100 {
		select {
		case <-ended:
			if got := cmd.ProcessState.ExitCode(); got != statusInterrupted {
				t.Errorf("exit status %d, want %d", got, statusInterrupted)
			}
			return
		case <-time.After(100 * time.Millisecond):
			_ = cmd.Process.Signal(os.Interrupt)
		}
	}
	_ = cmd.Process.Kill()
	t.Error("it goes on")
}
