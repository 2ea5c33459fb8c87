package publish

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// benchSite has 10,000 pages of 14 KB, each in a directory of its own.
func benchSite() site {
	s := make(site, 10_000)
	for i := range 10_000 {
		s[fmt.Sprintf("articles/page-%05d/index.html", i)] = strings.Repeat(fmt.Sprintf("page %05d, line\n", i), 14<<10/16)
	}
	return s
}

func BenchmarkWrite(b *testing.B) {
	one := benchSite()
	two := union(one, site{"articles/page-05000/index.html": "changed"})
	bench := func(name string, setup func(dir string), sites ...site) {
		b.Run(name, func(b *testing.B) {
			dir := filepath.Join(b.TempDir(), "public")
			if _, err := Write(b.Context(), sites[len(sites)-1], Options{Dir: dir}); err != nil {
				b.Fatal(err)
			}
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				setup(dir)
				b.StartTimer()
				if _, err := Write(b.Context(), sites[i%len(sites)], Options{Dir: dir}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	none := func(string) {}
	bench("first", func(dir string) { os.RemoveAll(dir) }, one)
	bench("nothing-changed", none, one)
	bench("one-changed", none, one, two)
}

// BenchmarkPlain is what nobody can beat: the files written one after another.
func BenchmarkPlain(b *testing.B) {
	one := benchSite()
	dir := filepath.Join(b.TempDir(), "public")
	for b.Loop() {
		b.StopTimer()
		os.RemoveAll(dir)
		b.StartTimer()
		for name, text := range one {
			full := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(full, []byte(text), fs.FileMode(0o644)); err != nil {
				b.Fatal(err)
			}
		}
	}
}
