package site

import (
	"fmt"
	"strings"
	"testing"

	"dossier/cmd/dossier/internal/config"
	"dossier/cmd/dossier/internal/edtf"
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
	var days strings.Builder
	for i := range n {
		fmt.Fprintf(&days, "-- articles/%d.md --\ntitle: T\ndate: 2031\nevents: [{id: e, title: E, date: %s}]\n", i, edtf.DayOf(1990, 1, 1)+edtf.Day(i))
	}
	for what, archive := range map[string]string{
		"reports of one statement": "-- positions/p.md --\ntitle: P\nquestion: Q\nstances: {a: A, b: B}\n-- people/x.md --\ntitle: X\n" +
			many("-- articles/#.md --\ntitle: T#\ndate: 2031\nstatements: [{who: x, position: p, stance: a}]\n"),
		"accounts of one event": many("-- articles/#.md --\ntitle: T#\ndate: 2031\nevents: [{id: e, title: E, date: 2031, figures: {oaks: 1}}]\n"),
		"accounts that differ":  many("-- articles/#.md --\ntitle: T#\ndate: 2031\nevents: [{id: e, title: E, place: P#, figures: {oaks: #, f#: 1}}]\n"),
		"statements of one day": "-- positions/p.md --\ntitle: P\nquestion: Q\nstances: {a: A, b: B}\n" +
			many("-- articles/#.md --\ntitle: T#\ndate: 2031\nstatements: [{who: Person #, for: Parish, position: p, stance: a}, {who: Person #, for: Parish, position: p, stance: b, date: 2031-05}]\n"),
		"days of one event": days.String(),
		"unknown ids":       many("-- articles/#.md --\ntitle: T#\ndate: 2031\npeople: [no-body-#]\n"),
		"one title":         many("-- articles/#.md --\ntitle: Same\ndate: 2031\npeople: [Same]\n"),
		"plain sections":    many("-- s#/_index.md --\ntitle: S#\n-- s#/a.md --\ntitle: A\n"),
		"meetings in a row": "-- meetings/m-1.md --\ntitle: M\n" + many("-- meetings/m#.md --\ntitle: M#\nprevious: m-1\n"),
	} {
		set := load(t, archive)
		s, _ := Build(&config.Config{Title: "x", Language: "en"}, set, Options{})
		if len(s.Pages) < n {
			t.Errorf("%s: %d pages", what, len(s.Pages))
		}
	}
}

// quarrel makes a dossier with n statements of few holders on one question, in
// which every fourth changes something: by hour, day and month, so that dates
// overlap.
func quarrel(n int) string {
	var b strings.Builder
	b.WriteString(road)
	for i := range n / 100 {
		fmt.Fprintf(&b, "-- articles/q%d.md --\ntitle: Q%d\ndate: 2051-01-01\nstatements:\n", i, i)
		for j := range 100 {
			k := i*100 + j
			date := fmt.Sprintf("20%02d-%02d", 31+k%17, k%12+1)
			if k%5 > 0 {
				date += fmt.Sprintf("-%02dT%02d:00", k%28+1, k%24)
			}
			fmt.Fprintf(&b, "  - {who: %s, for: parish, position: bypass, stance: %s, date: '%s'}\n",
				[]string{"anna", "tom", "ida"}[k*7%3], []string{"stop", "wait", "tunnel", "build"}[k*k/4%4], date)
		}
	}
	return b.String()
}

// BenchmarkQuarrel links statements of which all are in two lanes, and asks for
// every matrix; what a statement takes must not grow with their number.
func BenchmarkQuarrel(b *testing.B) {
	for _, n := range []int{2000, 20000} {
		set := load(b, quarrel(n))
		cfg := &config.Config{Title: "x", Language: "en"}
		perStatement := func(b *testing.B) {
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/statement")
		}
		site, _ := Build(cfg, set, Options{})
		b.Run(fmt.Sprintf("build=%d", n), func(b *testing.B) {
			for b.Loop() {
				Build(cfg, set, Options{})
			}
			perStatement(b)
		})
		b.Run(fmt.Sprintf("matrix=%d", n), func(b *testing.B) {
			for b.Loop() {
				site.Matrix(site.AsOf[len(site.AsOf)/2].Day)
			}
			perStatement(b)
		})
		b.Run(fmt.Sprintf("changes=%d", n), func(b *testing.B) {
			for b.Loop() {
				site.Changes(site.AsOf[len(site.AsOf)/2])
			}
			perStatement(b)
		})
		b.Run(fmt.Sprintf("sources=%d", n), func(b *testing.B) {
			for b.Loop() {
				site.Sources()
			}
			perStatement(b)
		})
	}
}

// TestBuildAllocs counts what linking allocates for an article without words:
// with a publisher, a person, an event, a statement and two tags.
func TestBuildAllocs(t *testing.T) {
	const n, most = 1000, 128 // the race detector makes six of them
	var archive strings.Builder
	for page := range strings.SplitSeq(corpus(n), "-- articles/") {
		front, _, _ := strings.Cut(page, "\n\n")
		if archive.Len() > 0 {
			archive.WriteString("-- articles/")
		}
		archive.WriteString(strings.TrimSuffix(front, "\n") + "\n")
	}
	set := load(t, archive.String())
	cfg := &config.Config{Title: "x", Language: "en"}
	s, list := Build(cfg, set, Options{})
	if list.HasErrors() || len(s.Statements) != n {
		t.Fatal(len(s.Statements), messages(list)[:1])
	}
	if got := testing.AllocsPerRun(2, func() { Build(cfg, set, Options{}) }) / n; got > most {
		t.Errorf("%.1f allocations an article, want at most %d", got, most)
	}
}
