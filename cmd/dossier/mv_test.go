package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/rename"
)

// textsOf returns the text of every file in a folder.
func textsOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		texts[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// openOakford writes a dossier to a folder.
func openOakford(t *testing.T) (dir string, root *os.Root) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range oakfordFiles {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return dir, root
}

// TestMoveAllOrNothing lets each step of writing fail.
func TestMoveAllOrNothing(t *testing.T) {
	dir, root := openOakford(t)
	rebuild := renameBuild(nil)
	before := rebuild(root.FS())
	plan, err := rename.ToName(before, before.Site.Find("ida-ray"), "irma", rebuild)
	if err != nil {
		t.Fatal(err)
	}
	for about, spoil := range map[string]func(dir string, plan *rename.Plan) error{
		"a file has changed": func(dir string, _ *rename.Plan) error {
			return os.WriteFile(filepath.Join(dir, "dossier.yaml"), []byte("title: Another\n"), 0o666)
		},
		"a file has gone": func(dir string, _ *rename.Plan) error { return os.Remove(filepath.Join(dir, "dossier.yaml")) },
		"a file is a link": func(dir string, _ *rename.Plan) error {
			name := filepath.Join(dir, "dossier.yaml")
			if err := os.Rename(name, name+".txt"); err != nil {
				return err
			}
			return os.Symlink("dossier.yaml.txt", name)
		},
		"the new name is taken": func(dir string, plan *rename.Plan) error {
			return os.WriteFile(filepath.Join(dir, plan.Move.To), nil, 0o666)
		},
		"the new folder cannot be": func(_ string, plan *rename.Plan) error {
			plan.Move.To = "dossier.yaml/x.md"
			return nil
		},
		"somebody writes the same file": func(dir string, _ *rename.Plan) error {
			return os.WriteFile(filepath.Join(dir, "content/people/.ida-ray.md.tmp"), nil, 0o666)
		},
	} {
		dir, root := openOakford(t)
		plan := *plan
		if err := spoil(dir, &plan); err != nil {
			t.Fatal(err)
		}
		before := textsOf(t, dir)
		err := applyPlan(root, &plan)
		after := textsOf(t, dir)
		if err == nil {
			t.Errorf("%s: no error", about)
		}
		for name := range after {
			if before[name] != after[name] {
				t.Errorf("%s: %s has changed", about, name)
			}
		}
		if len(before) != len(after) {
			t.Errorf("%s: %d files before, %d after", about, len(before), len(after))
		}
	}
	if err := applyPlan(root, plan); err != nil {
		t.Fatal(err)
	}
	for name, text := range textsOf(t, dir) {
		if strings.HasSuffix(name, ".tmp") || strings.Contains(text, "ida-ray") && name != "content/people/irma.md" {
			t.Errorf("%s is left: %s", name, text)
		}
	}
}

// TestMoveInThisDossier renames what is referred to most in a copy of this dossier.
// All that a build says of it stays as it was, and old addresses lead to new ones.
func TestMoveInThisDossier(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS(filepath.Join("..", "..", "content"))); err != nil {
		t.Fatal(err)
	}
	settings, err := os.ReadFile(filepath.Join("..", "..", "dossier.yaml"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "dossier.yaml"), settings, 0o666)
	}
	root, err2 := os.OpenRoot(dir)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	defer root.Close()
	rebuild := renameBuild(nil)
	build := rebuild(root.FS())
	problems := len(build.Problems)
	redirects := len(build.Site.Redirects)
	for _, section := range []string{"people", "organizations", "meetings"} {
		page := build.Site.Pages[0]
		most := -1
		for _, p := range build.Site.Pages { // the one that is referred to most
			if p.Source != nil && strings.HasPrefix(p.Key, section+"/") && len(p.Articles) > most {
				page, most = p, len(p.Articles)
			}
		}
		old := page.Path
		plan, err := rename.ToName(build, page, "another-of-"+section, rebuild)
		if err == nil {
			err = applyPlan(root, plan)
		}
		if err != nil {
			t.Fatalf("%s: %v", page.Key, err)
		}
		build = rebuild(root.FS())
		redirects++
		now := build.Site.Find(section + "/another-of-" + section)
		if now == nil || len(now.Articles) != most || len(build.Problems) != problems || len(build.Site.Redirects) != redirects {
			t.Fatalf("%s: %d problems, were %d; %d redirects, want %d", page.Key, len(build.Problems), problems, len(build.Site.Redirects), redirects)
		}
		leads := false
		for _, r := range build.Site.Redirects {
			leads = leads || r.From == old && r.To == now
		}
		if !leads {
			t.Errorf("%s leads nowhere", old)
		}
	}
}
