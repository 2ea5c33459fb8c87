//go:build linux

package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// inNamespace runs the calling test again as a child that may mount, after the
// shell commands in setup, with $D as its directory. It reports whether this is
// the child.
func inNamespace(t *testing.T, setup string) (dir string, child bool) {
	t.Helper()
	if dir := os.Getenv("DOSSIER_PUBLISH_MOUNT"); dir != "" {
		return dir, true
	}
	if err := exec.Command("unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", t.TempDir()).Run(); err != nil {
		t.Skip("cannot mount here:", err)
	}
	dir = t.TempDir()
	cmd := exec.Command("unshare", "-Urm", "sh", "-ec", setup+`; exec "$0" "$@"`,
		os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), "D="+dir, "DOSSIER_PUBLISH_MOUNT="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir, false
}

// mountedSites are two sites, and one that does not fit on the small disk.
var mountedSites = []site{
	{"index.html": "1", "a": "1", "gone/x": "1"},
	{"index.html": "2", "a/x": "2"},
	{"index.html": "3", "a/x": strings.Repeat("3", 200<<10), "b": strings.Repeat("3", 200<<10)},
}

func testSmallDisk(t *testing.T, dir string) {
	parent := filepath.Dir(dir)
	for _, s := range mountedSites[:2] {
		mustWrite(t, s, Options{Dir: dir})
		wantTree(t, dir, s)
	}
	list, err := os.ReadDir(parent)
	if err != nil {
		t.Fatal(err)
	}
	before := stamps(t, dir)
	_, err = Write(t.Context(), mountedSites[2], Options{Dir: dir})
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("error %v, want %v", err, syscall.ENOSPC)
	}
	if !strings.HasSuffix(err.Error(), ": no space left on device; the disk is full: free some space and build again") {
		t.Errorf("error %v", err)
	}
	wantTree(t, dir, mountedSites[1])
	after := stamps(t, dir)
	for name := range mountedSites[1] {
		if before[name] != after[name] {
			t.Errorf("%s was %s, is %s", name, before[name], after[name])
		}
	}
	if now, err := os.ReadDir(parent); err != nil || len(now) != len(list) {
		t.Errorf("beside the output there were %v, are %v", list, now)
	}
}

func TestDiskFull(t *testing.T) {
	if dir, child := inNamespace(t, `mount -t tmpfs -o size=256k tmpfs "$D"`); child {
		testSmallDisk(t, filepath.Join(dir, "public"))
	}
}

func TestOutputIsMounted(t *testing.T) {
	if dir, child := inNamespace(t, `mkdir "$D/public"; mount -t tmpfs -o size=256k tmpfs "$D/public"`); child {
		testSmallDisk(t, filepath.Join(dir, "public"))
	}
}

// A bind mount has the device of its parent: only the exchange shows it.
func TestOutputIsBound(t *testing.T) {
	dir, child := inNamespace(t, `mount -t tmpfs -o size=256k tmpfs "$D"; mkdir "$D/public" "$D/real"; mount --bind "$D/real" "$D/public"`)
	if child {
		testSmallDisk(t, filepath.Join(dir, "public"))
	}
}

// A directory of others that is a mount point cannot come along.
func TestMountInOutput(t *testing.T) {
	dir, child := inNamespace(t, `mkdir -p "$D/public/files"; mount -t tmpfs tmpfs "$D/public/files"; echo x > "$D/public/files/x"`)
	if !child {
		return
	}
	dir = filepath.Join(dir, "public")
	for _, s := range mountedSites[:2] {
		mustWrite(t, s, Options{Dir: dir, Force: true})
		wantTree(t, dir, union(s, site{"files/x": "x\n"}))
	}
	wantAlone(t, filepath.Dir(dir), "public")
}

func TestReadOnly(t *testing.T) {
	dir, child := inNamespace(t, `mkdir "$D/public"; echo 1 > "$D/public/a"; mount --bind "$D" "$D"; mount -o remount,ro,bind "$D"`)
	if !child {
		return
	}
	dir = filepath.Join(dir, "public")
	_, err := Write(t.Context(), site{"b": "1"}, Options{Dir: dir, Force: true})
	want := fmt.Sprintf("publishing to %q: mkdirat .dossier-stage: read-only file system; "+
		"the file system is read-only: choose another output with --destination", dir)
	if err == nil || err.Error() != want {
		t.Errorf("error %v\nwant  %s", err, want)
	}
	wantTree(t, dir, site{"a": "1\n"})
}

// asUser runs the calling test again as a child without privileges, because root
// has every permission. It reports whether this is the child.
func asUser(t *testing.T) (child bool) {
	t.Helper()
	if os.Getuid() != 0 || os.Getenv("DOSSIER_PUBLISH_USER") != "" {
		return true
	}
	dir, err := os.MkdirTemp("", "publish")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "test")
	data, err := os.ReadFile(os.Args[0])
	if err == nil {
		err = os.WriteFile(binary, data, 0o755)
	}
	if err == nil {
		err = os.Chmod(dir, 0o777)
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary, "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), "DOSSIER_PUBLISH_USER=1", "TMPDIR="+dir, "HOME="+dir)
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return false
}

// mustChmod changes the mode of a directory until the test ends.
func mustChmod(t *testing.T, dir string, mode fs.FileMode) {
	t.Helper()
	if err := os.Chmod(dir, mode); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
}

// Without permission for the parent the site is published in place; without
// permission for the output not at all.
func TestNoPermission(t *testing.T) {
	if !asUser(t) {
		return
	}
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	mustWrite(t, mountedSites[0], Options{Dir: dir})
	inodeBefore := stamps(t, dir)["a"]
	mustChmod(t, parent, 0o555)
	mustWrite(t, union(mountedSites[0], site{"n": "1"}), Options{Dir: dir})
	wantTree(t, dir, union(mountedSites[0], site{"n": "1"}))
	if now := stamps(t, dir)["a"]; now != inodeBefore {
		t.Errorf("a was %s, is %s", inodeBefore, now)
	}
	mustChmod(t, dir, 0o555)
	_, err := Write(t.Context(), mountedSites[1], Options{Dir: dir})
	if !errors.Is(err, fs.ErrPermission) || !strings.HasSuffix(err.Error(), "; make the folder writable for you, or choose another output with --destination") {
		t.Errorf("error %v", err)
	}
	wantTree(t, dir, union(mountedSites[0], site{"n": "1"}))
}

// A directory that cannot be written keeps the old site, in both ways of
// publishing, and is none of the business of a publication that changes nothing.
func TestReadOnlyDirectory(t *testing.T) {
	if !asUser(t) {
		return
	}
	for _, method := range methods {
		for _, name := range []string{"", "gone"} {
			t.Run(method.name+"/"+name, func(t *testing.T) {
				parent := t.TempDir()
				dir := filepath.Join(parent, "public")
				mustWrite(t, mountedSites[0], Options{Dir: dir})
				mustChmod(t, filepath.Join(dir, name), 0o555)
				before := stamps(t, dir)
				_, err := write(t.Context(), mountedSites[1], Options{Dir: dir}, method.before)
				want := fmt.Sprintf("publishing to %q: write %s: permission denied; "+
					"make the folder writable for you, or choose another output with --destination", dir, filepath.Join(dir, name))
				if method.name == "inside" && name == "" {
					want = strings.Replace(want, "write "+dir, "mkdirat "+insideName, 1)
				}
				if err == nil || err.Error() != want {
					t.Errorf("error %v\nwant  %s", err, want)
				}
				wantTree(t, dir, mountedSites[0])
				if after := stamps(t, dir); after["gone/x"] != before["gone/x"] || after["a"] != before["a"] {
					t.Errorf("stamps were %v, are %v", before, after)
				}
				wantAlone(t, parent, "public")
				mustWrite(t, mountedSites[0], Options{Dir: dir})
				mustChmod(t, filepath.Join(dir, name), 0o755)
				if _, err := write(t.Context(), mountedSites[1], Options{Dir: dir}, method.before); err != nil {
					t.Fatal(err)
				}
				wantTree(t, dir, mountedSites[1])
				wantAlone(t, parent, "public")
			})
		}
	}
}

// An old tree that was made read-only in the last moment is removed all the same.
func TestReadOnlyLeftover(t *testing.T) {
	if !asUser(t) {
		return
	}
	parent := t.TempDir()
	dir, old := filepath.Join(parent, "public"), filepath.Join(parent, ".public.dossier-old")
	mustWrite(t, mountedSites[0], Options{Dir: dir})
	mustWrite(t, mountedSites[0], Options{Dir: old})
	put(t, old, site{"gone/late": "l"})
	mustChmod(t, filepath.Join(old, "gone"), 0o555)
	mustChmod(t, old, 0o555)
	mustWrite(t, mountedSites[0], Options{Dir: dir})
	wantTree(t, dir, union(mountedSites[0], site{"gone/late": "l"}))
	wantAlone(t, parent, "public")
}
