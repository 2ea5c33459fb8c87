package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRefusedOutputs(t *testing.T) {
	parent := t.TempDir()
	root, home := filepath.Join(parent, "dossier"), filepath.Join(parent, "users", "me")
	t.Setenv("HOME", home)
	put(t, parent, site{
		"users/me/": "", "dossier/content/articles/": "", "dossier/layouts/": "", "dossier/dossier.yaml": "title: x",
		"dossier/content/a.md": "a", "alias": "->dossier/content", "nowhere": "->missing", "elsewhere/": "",
		"dossier2/": "", "dossier2/content": "->../elsewhere", "theirs/notes.txt": "n", "theirs/.git/x": "x",
	})
	const (
		holds   = `output %q holds the dossier itself; choose a folder for the site alone, such as "ROOT/public"`
		overlap = `output %q and the sources in "ROOT/content" overlap; choose a folder for the site alone, such as "ROOT/public"`
	)
	for _, test := range []struct{ dir, root, want string }{
		{"public", "dossier", `output "public" is not an absolute path`},
		{"/", "dossier", `output %q is the root of the file system; choose a folder for the site alone`},
		{"users/me", "dossier", `output %q holds your home folder; choose a folder for the site alone`},
		{"users", "dossier", `output %q holds your home folder; choose a folder for the site alone`},
		{"dossier", "dossier", holds},
		{"dossier/x/..", "dossier", holds},
		{".", "dossier", `output %q holds your home folder; choose a folder for the site alone`},
		{"dossier/content", "dossier", overlap},
		{"dossier/content/public", "dossier", overlap},
		{"alias/public", "dossier", overlap},
		{"dossier/layouts", "dossier", strings.Replace(overlap, "content", "layouts", 1)},
		{"elsewhere/public", "dossier2", overlap},
		{"dossier/dossier.yaml", "dossier", `output %q is a file; remove it or choose a folder`},
		{"nowhere", "dossier", `output %q: symbolic link to nothing; remove it or make the folder it points to`},
	} {
		dir, root := test.dir, filepath.Join(parent, test.root)
		if dir != "public" && dir != "/" {
			dir = parent + "/" + dir
		}
		want := strings.ReplaceAll(test.want, "ROOT", root)
		if strings.Contains(want, "%q") {
			want = fmt.Sprintf(want, dir)
		}
		_, err := Write(t.Context(), site{"a": "1"}, Options{Dir: dir, Root: root, Force: true})
		if err == nil || err.Error() != want {
			t.Errorf("%s: error %v\nwant %s", test.dir, err, want)
		}
	}
	for _, dir := range []string{"dossier/public", "dossier/content-site", "elsewhere/new/public", "theirs/.git/../sub"} {
		mustWrite(t, site{"a": "1"}, Options{Dir: filepath.Join(parent, dir), Root: root})
	}
}

func TestFolderOfOthers(t *testing.T) {
	for _, test := range []struct {
		files site
		in    string // the name in the message, or "" if the folder is taken
	}{
		{site{}, ""},
		{site{".git/HEAD": "x", ".gitignore": "x", "CNAME": "x", "README.md": "x", ".nojekyll": "", ".well-known/x": ""}, ""},
		{site{"CNAME": "x", "index.html": "x"}, "index.html"},
		{site{"css/x.css": "x"}, "css"},
		{site{"a/mine": "x"}, "a"},
	} {
		dir := filepath.Join(t.TempDir(), "public")
		put(t, dir, union(test.files, site{"./": ""}))
		_, err := Write(t.Context(), site{"a/b": "1"}, Options{Dir: dir})
		if test.in == "" {
			if err != nil {
				t.Error(err)
			}
			wantTree(t, dir, union(test.files, site{"a/b": "1"}))
			continue
		}
		want := fmt.Sprintf("publishing to %q: the folder was not made by dossier and holds %q; choose another folder, empty this one, "+
			"or use --force to publish beside what is there", dir, test.in)
		if err == nil || err.Error() != want {
			t.Errorf("%v: error %v\nwant %s", test.files, err, want)
		}
		wantTree(t, dir, test.files)
		if _, err := os.Lstat(filepath.Join(dir, manifestName)); err == nil {
			t.Errorf("%v: a manifest was written", test.files)
		}
		mustWrite(t, site{"a/b": "1"}, Options{Dir: dir, Force: true})
		wantTree(t, dir, union(test.files, site{"a/b": "1"}))
	}
}
