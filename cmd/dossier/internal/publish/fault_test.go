package publish

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFaultE12CrossDevice has a stage on another device than the output, as where
// two file systems are laid over each other: the site is published in place.
func TestFaultE12CrossDevice(t *testing.T) {
	for _, c := range []struct {
		op string
		at func(name string) bool
	}{
		{"link", func(string) bool { return true }},
		{"exchange", func(string) bool { return true }},
		{"rename", func(name string) bool { return strings.HasPrefix(name, ".public.dossier-stage/") }}, // of what others have put there
	} {
		t.Run(c.op, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			mustWrite(t, crashOld, Options{Dir: dir})
			put(t, dir, crashForeign)
			failed := false
			hook := func(op, name string) error {
				if op == c.op && c.at(name) {
					failed = true
					return syscall.EXDEV
				}
				return nil
			}
			if _, err := write(t.Context(), crashNew, Options{Dir: dir}, hook); err != nil {
				t.Fatal(err)
			}
			if !failed {
				t.Errorf("there was no %s", c.op)
			}
			wantTree(t, dir, union(crashForeign, crashNew))
			wantAlone(t, parent, "public")
		})
	}
}

// TestFaultE1Errors fails every operation with what a full disk, a quota, a
// broken disk and too many open files give: the error names the path and what
// to do, and the old site stays.
func TestFaultE1Errors(t *testing.T) {
	for errno, hint := range map[syscall.Errno]string{
		syscall.ENOSPC: "the disk is full: free some space and build again",
		syscall.EDQUOT: "your disk quota is used up: free some space and build again",
		syscall.EMFILE: "too many files are open: raise the limit with ulimit -n",
		syscall.EIO:    "input/output error",
	} {
		for _, op := range []string{"mkdir", "create", "write"} {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			mustWrite(t, crashOld, Options{Dir: dir})
			before := stamps(t, dir)
			_, err := write(t.Context(), crashNew, Options{Dir: dir}, func(o, name string) error {
				if o == op {
					return errno
				}
				return nil
			})
			if err == nil || !strings.HasSuffix(err.Error(), hint) || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), op) {
				t.Errorf("%s, %v: error %v", op, errno, err)
			}
			wantTree(t, dir, crashOld)
			if after := stamps(t, dir); after["index.html"] != before["index.html"] {
				t.Errorf("%s, %v: the old files have changed", op, errno)
			}
			wantAlone(t, parent, "public")
		}
	}
}

// TestFaultE13Panic makes work on the disk panic that is done at several files at
// once: it is an error that says so, and the old site stays.
func TestFaultE13Panic(t *testing.T) {
	const want = "panic: nil map (this is a bug in dossier; please report it)"
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	mustWrite(t, crashOld, Options{Dir: dir})
	_, err := write(t.Context(), crashNew, Options{Dir: dir}, func(op, name string) error {
		if op == "link" && strings.HasSuffix(name, "same/index.html") {
			panic("nil map")
		}
		return nil
	})
	if err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("error %v, want %s", err, want)
	}
	wantTree(t, dir, crashOld)
	wantAlone(t, parent, "public")
	_, err = disk{base: dir, workers: 2}.walk(".", func(name string) bool {
		if name == "gone" {
			panic("nil map")
		}
		return true
	})
	if err == nil || err.Error() != want {
		t.Errorf("listed: error %v, want %s", err, want)
	}
}
