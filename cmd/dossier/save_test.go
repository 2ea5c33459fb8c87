package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// oakford writes a small dossier.
func oakford(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	writeFiles(t, dir, map[string][]byte{
		"dossier.yaml":                   []byte("title: The bypass at Oakford\n"),
		"content/articles/2024-03-02.md": []byte("---\ntitle: Council meets\ndate: 2024-03-02\n---\nThe council met.\n"),
		"content/people/jane-doe.md":     []byte("---\ntitle: Jane Doe\n---\nA councillor.\n"),
	})
	return dir
}

// TestSaves writes a file in the ways that editors do. Each gives one rebuild,
// and the right page.
func TestSaves(t *testing.T) {
	const name = "content/articles/2024-03-02.md"
	const now = "---\ntitle: Council meets\ndate: 2024-03-02\n---\nThe council met for an hour.\n"
	type folder struct {
		write  func(name, text string)
		rename func(from, to string)
		remove func(name string)
	}
	tests := []struct {
		name  string
		save  func(f folder)
		every time.Duration // --poll
	}{
		{"in place, as nano and VS Code", func(f folder) { f.write(name, now) }, 0},
		{"truncated first, written after a while", func(f folder) {
			f.write(name, "")
			time.Sleep(30 * time.Millisecond)
			f.write(name, now)
		}, 0},
		{"truncated, and written after a build has begun", func(f folder) {
			f.write(name, "")
			time.Sleep(80 * time.Millisecond)
			f.write(name, now)
		}, 0},
		{"half written", func(f folder) {
			f.write(name, now[:20])
			time.Sleep(80 * time.Millisecond)
			f.write(name, now)
		}, 0},
		{"vim", func(f folder) {
			f.write("content/articles/4913", "")
			f.remove("content/articles/4913")
			f.write("content/articles/.2024-03-02.md.swp", "swap")
			f.rename(name, name+"~")
			f.write(name, now)
			f.remove(name + "~")
			f.remove("content/articles/.2024-03-02.md.swp")
		}, 0},
		{"Emacs", func(f folder) {
			f.write("content/articles/.#2024-03-02.md", "lock")
			f.write("content/articles/#2024-03-02.md#", now)
			f.rename(name, name+"~")
			f.write(name, now)
			f.remove("content/articles/.#2024-03-02.md")
			f.remove("content/articles/#2024-03-02.md#")
		}, 0},
		{"JetBrains", func(f folder) {
			f.write(name+"___jb_tmp___", now)
			f.rename(name, name+"___jb_old___")
			f.rename(name+"___jb_tmp___", name)
			f.remove(name + "___jb_old___")
		}, 0},
		{"Obsidian, which tells of it in its own folder", func(f folder) {
			f.write("content/.obsidian/workspace.json", "{}")
			f.write(name, now)
			f.write("content/.obsidian/workspace.json", "{ }")
		}, 0},
		{"sed -i", func(f folder) {
			f.write("content/articles/.sed5cvSt9", now)
			f.rename("content/articles/.sed5cvSt9", name)
		}, 0},
		{"removed, and there again", func(f folder) {
			f.remove(name)
			time.Sleep(80 * time.Millisecond)
			f.write(name, now)
		}, 0},
		{"without events", func(f folder) { f.write(name, now) }, 30 * time.Millisecond},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := oakford(t)
			path := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
			check := func(err error) {
				t.Helper()
				if err != nil {
					t.Error(err)
				}
			}
			s, err := startServing(dir, "--poll", c.every.String())
			if err != nil {
				t.Fatal(err)
			}
			defer s.stop()
			if _, body, err := s.get("/articles/2024-03-02/"); err != nil || !strings.Contains(body, "The council met.") {
				t.Fatalf("%v: %s", err, body)
			}
			before := s.stdout.String()
			c.save(folder{
				write: func(name, text string) {
					check(os.MkdirAll(filepath.Dir(path(name)), 0o777))
					check(os.WriteFile(path(name), []byte(text), 0o666))
				},
				rename: func(from, to string) { check(os.Rename(path(from), path(to))) },
				remove: func(name string) { check(os.Remove(path(name))) },
			})
			if err := s.await(func(m told) bool { return m.Reload }); err != nil {
				t.Fatal(err)
			}
			if _, body, err := s.get("/articles/2024-03-02/"); err != nil || !strings.Contains(body, "met for an hour") {
				t.Errorf("%v: %s", err, body)
			}
			time.Sleep(300 * time.Millisecond)
			line := regexp.MustCompile(`^content/articles/2024-03-02\.md.*: built in \d+ ms\n$`)
			if got := strings.TrimPrefix(s.stdout.String(), before); !line.MatchString(got) {
				t.Errorf("rebuilds:\n%swant one of the article", got)
			}
			if got := s.stderr.String(); got != "" {
				t.Errorf("messages: %s", got)
			}
		})
	}
}

// TestNoRebuild changes what is not the dossier.
func TestNoRebuild(t *testing.T) {
	t.Parallel()
	dir := oakford(t)
	s, err := startServing(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	before := s.stdout.String()
	article := filepath.Join(dir, "content", "articles", "2024-03-02.md")
	text, err := os.ReadFile(article)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for _, err := range []error{
		os.Chtimes(article, now, now),
		os.Chmod(article, 0o600),
		os.WriteFile(article, text, 0o666), // saved as it was
		os.WriteFile(article+"~", []byte("a copy"), 0o666),
		os.MkdirAll(filepath.Join(dir, "layouts", "assets"), 0o777),
		os.WriteFile(filepath.Join(dir, "layouts", ".page.html.swp"), []byte("swap"), 0o666),
		os.WriteFile(filepath.Join(dir, "layouts", "assets", "site.css~"), []byte("a copy"), 0o666),
		os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o666),
		os.MkdirAll(filepath.Join(dir, "public", "content"), 0o777),
		os.WriteFile(filepath.Join(dir, "public", "content", "x.md"), []byte("x"), 0o666),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(2500 * time.Millisecond) // there is a signal without events, too
	if got := strings.TrimPrefix(s.stdout.String(), before); got != "" {
		t.Errorf("built again: %s", got)
	}
}

// TestCheckout replaces many files, as git does.
func TestCheckout(t *testing.T) {
	t.Parallel()
	dir := oakford(t)
	version := func(n int) map[string][]byte {
		files := map[string][]byte{}
		for i := range 1000 {
			files[fmt.Sprintf("content/articles/n%d.md", i)] = fmt.Appendf(nil, "---\ntitle: Article %d\ndate: 2024-03-02\n---\nVersion %d.\n", i, n)
		}
		return files
	}
	writeFiles(t, dir, version(1))
	s, err := startServing(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	if _, _, err := s.get("/articles/n999/"); err != nil {
		t.Fatal(err)
	}
	before := s.stdout.String()
	start := time.Now()
	for name, text := range version(2) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.Remove(file), os.WriteFile(file, text, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	// A burst lasts half a second at most.
	most := 1 + int(time.Since(start)/(500*time.Millisecond)) + 1
	for {
		if err := s.await(func(m told) bool { return m.Reload }); err != nil {
			t.Fatal(err)
		}
		if _, body, _ := s.get("/articles/n999/"); strings.Contains(body, "Version 2.") {
			break
		}
	}
	time.Sleep(time.Second)
	lines := strings.Count(strings.TrimPrefix(s.stdout.String(), before), ": built in")
	if lines < 1 || lines > most {
		t.Errorf("%d rebuilds, want at most %d:\n%s", lines, most, &s.stdout)
	}
	for i := range 1000 {
		if _, body, _ := s.get(fmt.Sprintf("/articles/n%d/", i)); !strings.Contains(body, "Version 2.") {
			t.Fatalf("article %d is stale: %s", i, body)
		}
	}
}

// TestFaultH5BranchFlip goes to another branch and back, again and again, while
// builds go on: what is shown in the end is what is there in the end.
func TestFaultH5BranchFlip(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const articles = 200
	council(t, dir, articles, 0)
	s, err := startServing(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	const flips = 6
	for version := range flips {
		council(t, dir, articles, version)
		extra := filepath.Join(dir, "content", "articles", "branch.md")
		if version%2 == 1 { // a file that only one branch has
			err = os.WriteFile(extra, []byte("---\ntitle: Branch\ndate: 2024-03-02\n---\n"), 0o666)
		} else if err = os.Remove(extra); errors.Is(err, os.ErrNotExist) {
			err = nil
		}
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(version) * 40 * time.Millisecond)
	}
	last := fmt.Sprintf("Version %d.", flips-1)
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		_, body, err := s.get(fmt.Sprintf("/articles/n%d/", articles-1))
		if err == nil && strings.Contains(body, last) {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the last branch is not seen: %v %s", err, body)
		}
	}
	time.Sleep(time.Second)
	for i := range articles {
		if _, body, _ := s.get(fmt.Sprintf("/articles/n%d/", i)); !strings.Contains(body, last) {
			t.Fatalf("article %d is stale: %s", i, body)
		}
	}
	if status, _, err := s.get("/articles/branch/"); status != 200 || err != nil {
		t.Errorf("the file of one branch: %d %v", status, err)
	}
	for line := range strings.Lines(s.stderr.String()) { // a build may see a file between being emptied and written
		if !strings.HasSuffix(line, ": warning: the file is empty, it is skipped\n") {
			t.Errorf("message: %s", line)
		}
	}
}
