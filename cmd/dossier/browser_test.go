package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestBrowser opens sites in a real browser: every script of testdata/browser
// is a test. They need Chromium, Node and the packages that .ci/run installs.
// DOSSIER_NODE_MODULES names the folder of the packages; where it is set
// nothing may be missing, without it the test is skipped.
func TestBrowser(t *testing.T) {
	modules := os.Getenv("DOSSIER_NODE_MODULES")
	if modules == "" {
		t.Skip("no browser tests: DOSSIER_NODE_MODULES is not set (see .ci/run)")
	}
	dir := t.TempDir()
	// As on any static host, in a folder below the root.
	server := httptest.NewServer(http.StripPrefix("/sub", http.FileServer(http.Dir(dir))))
	defer server.Close()
	pages := map[string][]string{}
	for name, fsys := range browserSites(t) {
		site := mustBuild(fsys, buildOptions{baseURL: server.URL + "/sub/" + name + "/"})
		writeFiles(t, filepath.Join(dir, name), site)
		pages[name] = onePageOfEachKind(site)
	}
	chosen, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	dossier, err := exec.LookPath("dossier") // see TestMain of the scripts
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := filepath.Glob("testdata/browser/*.mjs")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, script := range scripts {
		name := strings.TrimSuffix(filepath.Base(script), ".mjs")
		if name == "lib" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), "node", script)
			cmd.Env = append(os.Environ(), "DOSSIER_SITES="+dir, "DOSSIER_URL="+server.URL+"/sub/", "DOSSIER_PAGES="+string(chosen),
				"DOSSIER_COMMAND="+dossier)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// browserSites returns the dossiers whose sites are opened: that of this
// repository, one in Arabic, one with hostile text in every field.
func browserSites(t *testing.T) map[string]fs.FS {
	t.Helper()
	sites := map[string]fs.FS{"aleppo": dossierFS()}
	for name, file := range map[string]string{
		"arabic":  "testdata/browser/arabic.txtar",
		"hostile": "testdata/script/build_hostile_text.txtar",
	} {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fsys := fstest.MapFS{}
		for _, f := range archive.Files {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
		sites[name] = fsys
	}
	return sites
}

// onePageOfEachKind chooses the largest page of every folder of a site, and
// those that stand alone, in order of path.
func onePageOfEachKind(site map[string][]byte) []string {
	largest := map[string]string{}
	for name, text := range site {
		if path.Ext(name) != ".html" || bytes.Contains(text, []byte(`http-equiv="refresh"`)) {
			continue
		}
		kind := path.Dir(path.Dir(name)) // people/x/index.html
		if !strings.HasSuffix(name, "/index.html") || kind == "." {
			kind = name
		}
		was := largest[kind]
		if c := cmp.Compare(len(text), len(site[was])); was == "" || c > 0 || c == 0 && name < was {
			largest[kind] = name
		}
	}
	var out []string
	for _, name := range largest {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func writeFiles(t *testing.T, dir string, site map[string][]byte) {
	t.Helper()
	for name, text := range site {
		if !fs.ValidPath(name) {
			t.Fatalf("%q is no path", name)
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
