package site

import (
	"fmt"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/config"
)

// corpus makes a dossier of articles with bodies of 500 words, one person for
// every ten of them, statements, events, tags and publishers without a page.
func corpus(articles int) string {
	var b strings.Builder
	people := articles / 10
	for i := range people {
		fmt.Fprintf(&b, "-- people/person-%d.md --\ntitle: %s %s\nroles: [{title: Member, organization: parish}]\n", i, name(i), name(i*7+1))
	}
	b.WriteString("-- organizations/parish.md --\ntitle: Parish Council\n")
	for i := range 40 {
		fmt.Fprintf(&b, "-- positions/question-%d.md --\ntitle: Question %d of the road\nquestion: Shall it?\nstances: {no: No, maybe: Perhaps, yes: Yes}\n", i, i)
	}
	for i := range articles {
		who := i * 31 % people
		fmt.Fprintf(&b, "-- articles/article-%d.md --\ntitle: Report %d\ndate: 20%02d-%02d-%02d\ntags: [Tag %d, road]\nsource: {publisher: %s Post}\npeople: [person-%d]\n",
			i, i, i%30+10, i%12+1, i%28+1, i%50, name(i%1000), who)
		fmt.Fprintf(&b, "events: [{id: event-%d, title: Felling %d, date: 2031-01-%02d}]\n", i/3, i/3, i%28+1)
		fmt.Fprintf(&b, "statements: [{who: person-%d, position: question-%d, stance: maybe, text: So it is.}]\n\n", who, i%40)
		for j := range 500 {
			switch {
			case j%60 == 59:
				fmt.Fprintf(&b, "%s %s.\n\n", name(i*13%people), name(i*13%people*7+1))
			case j%100 == 50:
				fmt.Fprintf(&b, "[[person-%d]] ", (i+j)%people)
			default:
				b.WriteString(filler[(i+j*j)%len(filler)] + " ")
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

var filler = strings.Fields("the road was to be built where oaks had stood for years and Nobody in Valley knew who would pay")

// name returns a word with a capital that no other number has.
func name(n int) string {
	out := []byte("Qa")
	for ; n > 0; n /= 21 {
		out = append(out, "bcdfghjklmnpqrstvwxyz"[n%21], "aeiou"[n%5])
	}
	return string(out)
}

// BenchmarkBuild links dossiers of two sizes; what an article takes must not
// grow with their number.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprintf("articles=%d", n), func(b *testing.B) {
			set := load(b, corpus(n))
			cfg := &config.Config{Title: "x", Language: "en"}
			b.ReportAllocs()
			for b.Loop() {
				s, list := Build(cfg, set, Options{})
				if list.HasErrors() || len(s.Articles) != n {
					b.Fatal(messages(list)[:1])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/article")
		})
	}
}

// TestGrowth links parts of a dossier that grow in one dimension, which takes
// minutes where the work grows with the square.
func TestGrowth(t *testing.T) {
	const n = 5000
	many := func(format string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(format, "#", fmt.Sprint(i)))
		}
		return b.String()
	}
	for what, archive := range map[string]string{
		"reports of one statement": "-- positions/p.md --\ntitle: P\nquestion: Q\nstances: {a: A, b: B}\n-- people/x.md --\ntitle: X\n" +
			many("-- articles/#.md --\ntitle: T#\ndate: 2031\nstatements: [{who: x, position: p, stance: a}]\n"),
		"accounts of one event": many("-- articles/#.md --\ntitle: T#\ndate: 2031\nevents: [{id: e, title: E, date: 2031, figures: {oaks: 1}}]\n"),
		"unknown ids":           many("-- articles/#.md --\ntitle: T#\ndate: 2031\npeople: [no-body-#]\n"),
		"one title":             many("-- articles/#.md --\ntitle: Same\ndate: 2031\npeople: [Same]\n"),
		"plain sections":        many("-- s#/_index.md --\ntitle: S#\n-- s#/a.md --\ntitle: A\n"),
		"meetings in a row":     "-- meetings/m-1.md --\ntitle: M\n" + many("-- meetings/m#.md --\ntitle: M#\nprevious: m-1\n"),
	} {
		set := load(t, archive)
		s, _ := Build(&config.Config{Title: "x", Language: "en"}, set, Options{})
		if len(s.Pages) < n {
			t.Errorf("%s: %d pages", what, len(s.Pages))
		}
	}
}
