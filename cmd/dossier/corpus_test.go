package main

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestWriteCorpus writes the corpus of the benchmarks for .ci/compare: as a
// dossier, and as what a user of Hugo would write for the same pages. That has
// lists of terms, the statements on every page of a term, a timeline and a feed;
// it knows no names in texts, no stances, no matrix, no search.
func TestWriteCorpus(t *testing.T) {
	dir := os.Getenv("DOSSIER_CORPUS")
	if dir == "" {
		t.Skip("DOSSIER_CORPUS is not set")
	}
	n, err := strconv.Atoi(os.Getenv("DOSSIER_ARTICLES"))
	if err != nil {
		t.Fatal(err)
	}
	corpus := newCorpus(n)
	if err := os.CopyFS(filepath.Join(dir, "dossier"), corpus); err != nil {
		t.Fatal(err)
	}
	write := func(name string, data []byte) {
		t.Helper()
		name = filepath.Join(dir, "hugo", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range hugoSite {
		write(name, []byte(text))
	}
	err = fs.WalkDir(corpus, "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := fs.ReadFile(corpus, name)
		if section := path.Base(path.Dir(name)); section == "articles" {
			write(name, hugoArticle(src))
		} else {
			section = strings.ReplaceAll(section, "positions", "questions")
			write(path.Join("content", section, strings.TrimSuffix(path.Base(name), ".md"), "_index.md"), src)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

var positionLine = regexp.MustCompile(`(?m)^    position: (.*)$`)

// hugoArticle gives an article the terms that its statements are about.
func hugoArticle(src []byte) []byte {
	var about []string
	for _, m := range positionLine.FindAllSubmatch(src, -1) {
		about = append(about, string(m[1]))
	}
	src = positionLine.ReplaceAll(src, []byte("    question: $1"))
	return bytes.Replace(src, []byte("statements:\n"), []byte("questions: ["+strings.Join(about, ", ")+"]\nstatements:\n"), 1)
}

var hugoSite = map[string]string{
	"hugo.yaml": `title: Made up
baseURL: https://example.org/
languageCode: en
taxonomies: {person: people, meeting: meetings, question: questions, tag: tags}
outputs: {home: [html, rss], section: [html], taxonomy: [html], term: [html]}
`,
	"layouts/_default/baseof.html": `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }} · {{ site.Title }}</title><link rel="canonical" href="{{ .Permalink }}"></head>
<body><nav><a href="/people/">People</a> <a href="/meetings/">Meetings</a> <a href="/questions/">Positions</a> <a href="/articles/">Articles</a></nav>
<main>{{ block "main" . }}{{ end }}</main></body>
</html>
`,
	"layouts/_default/list.html": `{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
`,
	"layouts/_default/single.html": `{{ define "main" }}<h1>{{ .Title }}</h1>
<p><time>{{ .Date.Format "2 January 2006" }}</time> <a href="{{ .Params.source.url }}">{{ .Params.source.publisher }}</a></p>{{ .Content }}
<ul>{{ range .GetTerms "people" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
<ul>{{ range .GetTerms "meetings" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
<ul>{{ range .Params.statements }}{{ partial "statement.html" . }}{{ end }}</ul>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }} {{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
`,
	"layouts/_default/term.html": `{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ $id := path.Base .Path }}
<ul>{{ range .Pages.ByDate }}{{ range .Params.statements }}{{ if or (eq .who $id) (eq .question $id) }}{{ partial "statement.html" . }}{{ end }}{{ end }}{{ end }}</ul>
<ul>{{ range .Pages.ByDate }}<li><time>{{ .Date.Format "2 January 2006" }}</time> <a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
`,
	"layouts/partials/statement.html": `{{ $who := site.GetPage (printf "/people/%s" .who) }}{{ $question := site.GetPage (printf "/questions/%s" .question) -}}
<li><a href="{{ $who.RelPermalink }}">{{ $who.Title }}</a> on <a href="{{ $question.RelPermalink }}">{{ $question.Title }}</a>: {{ index $question.Params.stances .stance }}. {{ .text }}</li>
`,
	"layouts/index.html": `{{ define "main" }}{{ range (where site.RegularPages "Section" "articles").GroupByDate "2006-01" }}<h2>{{ .Key }}</h2>
<ul>{{ range .Pages }}{{ $article := . }}{{ range .Params.events }}<li><time>{{ .date }}</time> {{ .title }} (<a href="{{ $article.RelPermalink }}">{{ $article.Title }}</a>)</li>{{ end }}{{ end }}</ul>
{{ end }}{{ end }}
`,
}
