package main

import (
	"os"
	"runtime"
	"testing"
	"time"
	"weak"

	"dossier/cmd/dossier/internal/render"
)

// An output is forgotten when there are newer ones: a day of editing must not
// fill the memory.
func TestOldOutputsAreForgotten(t *testing.T) {
	dir := oakford(t)
	dossier := newRebuilder(os.DirFS(dir), buildOptions{})
	var old []weak.Pointer[render.Output]
	for _, text := range []string{"A councillor.", "A mayor.", "A mayor again.", "Retired."} {
		writeFiles(t, dir, map[string][]byte{"content/people/jane-doe.md": []byte("---\ntitle: Jane Doe\n---\n" + text + "\n")})
		out, list, _ := dossier.build(time.Now())
		if out == nil {
			t.Fatal(list)
		}
		if _, err := out.Open("people/jane-doe/index.html"); err != nil {
			t.Fatal(err)
		}
		old = append(old, weak.Make(out))
	}
	runtime.GC()
	runtime.GC() // which clears the pools
	for i, w := range old[:2] {
		if w.Value() != nil {
			t.Errorf("output %d of %d is still known", i+1, len(old))
		}
	}
	runtime.KeepAlive(dossier)
}
