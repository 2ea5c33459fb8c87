package search

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// lookup reads a part as the pages do.
func lookup(t *testing.T, part string) map[string][]int {
	t.Helper()
	found := map[string][]int{}
	last := ""
	for entry := range strings.SplitSeq(strings.TrimSuffix(part, "|"), "|") {
		word, numbers, ok := strings.Cut(entry, " ")
		if !ok || word <= last {
			t.Fatalf("entry %q after %q", entry, last)
		}
		last = word
		doc, value, shift := 0, 0, 0
		for _, digit := range numbers {
			d := strings.IndexRune(digits, digit)
			value |= d & 31 << shift
			if shift += 5; d < 32 {
				doc += value
				found[word] = append(found[word], doc)
				value, shift = 0, 0
			}
		}
	}
	return found
}

func TestIndex(t *testing.T) {
	texts := [][]string{{"The bridge", "bridge, BRIDGE"}, {}, {"a cease-fire"}, {"The end of the ceasefire"}}
	ix := New(len(texts), func(doc int, add func(string)) {
		for _, s := range texts[doc] {
			add(s)
		}
	})
	got := lookup(t, string(ix.Cut(1).Append(nil, 0)))
	want := map[string][]int{
		"the": {0, 3}, "bridge": {0}, "a": {2}, "cease": {2}, "fire": {2}, "ceasefire": {2, 3}, "end": {3}, "of": {3},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestNamesAsAWhole(t *testing.T) {
	names := [][]string{{"Oakford"}, {"Old Oakford", "Oakford", "Oak-ford"}, {"one two three four five six seven eight nine"}, {"…"}}
	ix := NewNames(len(names), func(doc int, add, whole func(string)) {
		for _, s := range names[doc] {
			whole(s)
		}
		if doc == 3 {
			add("Oakford burns")
		}
	})
	got := lookup(t, string(ix.Cut(1).Append(nil, 0)))
	for term, want := range map[string][]int{
		"oakford": {0, 1, 3}, "old": {1}, "oakford_": {0}, "oakford__": {1}, "old_oakford_": {1}, "oak_ford__": {1}, "oakford_burns_": nil,
	} {
		if !slices.Equal(got[term], want) {
			t.Errorf("%s: got %v, want %v", term, got[term], want)
		}
	}
	for term := range got {
		if strings.HasPrefix(term, "_") || strings.Count(term, wholeMark) > maxWhole {
			t.Errorf("there is a term %q", term)
		}
	}
}

// made returns n made-up texts and the documents of every word in them.
func made(n int) (texts []string, docs map[string][]int) {
	r := rand.New(rand.NewPCG(7, uint64(n)))
	docs = map[string][]int{}
	for i := range n {
		var b strings.Builder
		for range r.IntN(40) {
			word := fmt.Sprintf("w%d", int(r.ExpFloat64()*100))
			fmt.Fprintf(&b, "%s ", word)
			if d := docs[word]; len(d) == 0 || d[len(d)-1] != i {
				docs[word] = append(d, i)
			}
		}
		texts = append(texts, b.String())
	}
	return texts, docs
}

// However many goroutines share the documents and however the index is cut, it
// says the same.
func TestIndexIsWhole(t *testing.T) {
	for _, n := range []int{0, 1, minShare - 1, 3 * minShare, 1000} {
		texts, want := made(n)
		ix := New(n, func(doc int, add func(string)) { add(texts[doc]) })
		whole := string(ix.Cut(1).Append(nil, 0))
		for _, parts := range []int{1, 2, 7, 100_000} {
			p := ix.Cut(parts)
			first := p.First()
			if len(first) > parts || !slices.IsSorted(first) {
				t.Fatalf("%d documents in %d parts begin with %q", n, parts, first)
			}
			var all []byte
			for i, term := range first {
				from := len(all)
				all = p.Append(all, i)
				if !strings.HasPrefix(string(all[from:]), term+" ") {
					t.Fatalf("part %d of %d does not begin with %q", i, parts, term)
				}
			}
			if string(all) != whole {
				t.Fatalf("%d documents: %d parts are not the whole", n, parts)
			}
		}
		if n == 0 {
			continue
		}
		if got := lookup(t, whole); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%d documents: got %v\nwant %v", n, got, want)
		}
	}
}

// Parts are of about one length, or the first word of a search would cost more
// than it must.
func TestCutIsEven(t *testing.T) {
	texts, _ := made(2000)
	ix := New(len(texts), func(doc int, add func(string)) { add(texts[doc]) })
	const n = 8
	p := ix.Cut(n)
	for i := range p.First() {
		if size := len(p.Append(nil, i)); size > 2*ix.size/n {
			t.Errorf("part %d has %d bytes of %d", i, size, ix.size)
		}
	}
	if len(p.First()) != n {
		t.Errorf("%d parts, want %d", len(p.First()), n)
	}
}

// A panic of what gives the texts, which are read by several goroutines, is one
// of New.
func TestFaultE13Panic(t *testing.T) {
	defer func(old int) { runtime.GOMAXPROCS(old) }(runtime.GOMAXPROCS(4))
	defer func() {
		if v := recover(); v != "nil map" {
			t.Errorf("panic %v", v)
		}
	}()
	New(4*minShare, func(doc int, _ func(string)) {
		if doc == 3*minShare {
			panic("nil map")
		}
	})
}

func BenchmarkNew(b *testing.B) {
	texts, _ := made(2000)
	size := 0
	for _, s := range texts {
		size += len(s)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		New(len(texts), func(doc int, add func(string)) { add(texts[doc]) })
	}
}
