package markdown

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// article returns a body of about 500 words with what articles have.
func article() string {
	const sentence = "The minister said on 9 September that the \"cessation of hostilities\" would begin at sunset\n" +
		"on Monday -- and the Syrian government's answer came later. "
	var b strings.Builder
	for i := range 6 {
		if i%3 == 2 {
			fmt.Fprintf(&b, "## What was said in part %d\n\n", i)
		}
		fmt.Fprintf(&b, "%sIt was **Sergey Lavrov** who told [[john-kerry|John Kerry]] and\n"+
			"[[staffan-de-mistura]] so, *through SANA*, at [a briefing](https://example.com/%d).\n%s%s\n\n",
			sentence, i, sentence, sentence)
	}
	b.WriteString("> A quoted line of some words.\n\n- First, a seven-day period\n- Second, access to [Aleppo](../places/aleppo.md)\n\n")
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	src := []byte(article())
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, list := Parse(src, Options{File: "a.md"}); len(list) > 0 {
			b.Fatal(list)
		}
	}
}

// BenchmarkMemory reports what a document keeps, beside the bytes of its source.
func BenchmarkMemory(b *testing.B) {
	const n = 200
	var before, after runtime.MemStats
	src := []byte(article())
	for b.Loop() {
		docs := make([]*Document, n)
		runtime.GC()
		runtime.ReadMemStats(&before)
		for i := range docs {
			docs[i], _ = Parse(src, Options{})
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(docs)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, "B/doc")
	b.ReportMetric(float64(len(src)), "B/source")
}
