package ingest

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// An ldArticle is what JSON-LD (schema.org) in a page says of its article.
type ldArticle struct {
	headline, description, published, author, publisher, lang, url string
}

// ldTypes are the kinds of things that are an article, likeliest first.
var ldTypes = []string{"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
	"LiveBlogPosting", "Report", "Article", "BlogPosting", "SocialMediaPosting", "ScholarlyArticle", "WebPage"}

// maxLD bounds how deep objects are looked for, and how many.
const (
	maxLDDepth   = 8
	maxLDObjects = 2000
)

// An ldReader collects the objects of the scripts of a page.
type ldReader struct {
	objects []map[string]any
	byID    map[string]map[string]any
}

func findLD(scripts []any) ldArticle {
	r := &ldReader{byID: map[string]map[string]any{}}
	for _, v := range scripts {
		r.collect(v, 0)
	}
	for _, t := range ldTypes {
		for _, o := range r.objects {
			if slices.Contains(r.texts(o["@type"]), t) && (o["headline"] != nil || t == "WebPage" || o["name"] != nil) {
				return r.article(o)
			}
		}
	}
	return ldArticle{}
}

func (r *ldReader) collect(v any, depth int) {
	if depth > maxLDDepth || len(r.objects) >= maxLDObjects {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			r.collect(item, depth+1)
		}
	case map[string]any:
		r.objects = append(r.objects, v)
		if id, ok := v["@id"].(string); ok && len(v) > 1 {
			r.byID[id] = v
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "publisher", "author", "hasPart", "itemListElement", "item"} {
			r.collect(v[key], depth+1)
		}
	}
}

func (r *ldReader) article(o map[string]any) ldArticle {
	return ldArticle{
		headline:    r.text(o, "headline", "name"),
		description: r.text(o, "description", "abstract"),
		published:   r.text(o, "datePublished", "dateCreated"),
		author:      strings.Join(r.names(o["author"]), ", "),
		publisher:   r.text(o, "publisher", "sourceOrganization"),
		lang:        r.text(o, "inLanguage"),
		url:         cmp.Or(r.text(o, "url"), r.idOf(o["mainEntityOfPage"])),
	}
}

// text returns the first of the keys that has a text.
func (r *ldReader) text(o map[string]any, keys ...string) string {
	for _, key := range keys {
		for _, v := range r.names(o[key]) {
			return v
		}
	}
	return ""
}

// names returns the texts of a value: a text, an object with a name, or a list.
func (r *ldReader) names(v any) (out []string) {
	switch v := v.(type) {
	case string:
		if s := oneLine(html.UnescapeString(v)); s != "" {
			out = append(out, s)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && v["name"] == nil && r.byID[id] != nil {
			v = r.byID[id]
		}
		for _, name := range r.texts(v["name"]) {
			out = append(out, oneLine(html.UnescapeString(name)))
		}
	case []any:
		const most = 20
		for _, item := range v[:min(most, len(v))] {
			if _, nested := item.([]any); !nested {
				out = append(out, r.names(item)...)
			}
		}
	}
	return out
}

// texts returns a text, or the texts of a list.
func (r *ldReader) texts(v any) (out []string) {
	switch v := v.(type) {
	case string:
		return []string{strings.TrimPrefix(strings.TrimPrefix(v, "https://schema.org/"), "http://schema.org/")}
	case []any:
		for _, item := range v {
			if s, ok := item.(string); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

// idOf returns the address that an object or text stands for.
func (r *ldReader) idOf(v any) string {
	if o, ok := v.(map[string]any); ok {
		v = cmp.Or(o["@id"], o["url"])
	}
	s, _ := v.(string)
	return s
}
