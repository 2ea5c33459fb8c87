package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"testing"
)

// Links in the place of the stage and the old tree must not be followed either.
func TestLinksForStages(t *testing.T) {
	parent := t.TempDir()
	dir, outside := filepath.Join(parent, "public"), filepath.Join(parent, "outside")
	put(t, outside, site{"x": "1", ".dossier-swap": "x"})
	mustWrite(t, site{"a": "1"}, Options{Dir: dir})
	put(t, parent, site{".public.dossier-stage": "->outside", ".public.dossier-old": "->outside", "public/.dossier-stage": "->../outside"})
	mustWrite(t, site{"a": "2"}, Options{Dir: dir})
	wantAlone(t, parent, "outside", "public")
	wantAlone(t, outside, ".dossier-swap", "x")
	wantAlone(t, dir, ".dossier-manifest", "a")
}

func TestOutputIsLink(t *testing.T) {
	parent := t.TempDir()
	put(t, parent, site{"real/www/": "", "public": "->real/www"})
	mustWrite(t, site{"a": "1"}, Options{Dir: filepath.Join(parent, "public")})
	mustWrite(t, site{"a": "2"}, Options{Dir: filepath.Join(parent, "public")})
	wantTree(t, parent, site{"public": "->real/www", "real/www/a": "2", "real/www/" + manifestName: string(formatManifest([]string{"a"}, ""))})
}

func TestModeOfOutput(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, site{"a": "1"}, Options{Dir: dir})
	const want = 0o750 | fs.ModeDir | fs.ModeSetgid
	if err := os.Chmod(dir, want); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, site{"a": "2"}, Options{Dir: dir})
	info, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode() != want {
		t.Errorf("mode %v, want %v", info.Mode(), want)
	}
}

// Until the exchange a signal still stops the publication.
func TestCancelLate(t *testing.T) {
	for _, last := range []string{"create " + manifestName, "link CNAME", "chmod .public.dossier-stage"} {
		parent := t.TempDir()
		dir := filepath.Join(parent, "public")
		old := site{"a": "1", "CNAME": "x"}
		put(t, dir, old)
		if err := os.Chmod(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		hook := func(op, name string) error {
			if op+" "+path.Base(name) == last {
				cancel()
			}
			return nil
		}
		_, err := write(ctx, site{"b": "2"}, Options{Dir: dir, Force: true}, hook)
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v, want %v", last, err, context.Canceled)
		}
		wantTree(t, dir, old)
		wantAlone(t, parent, "public")
	}
}
