package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dossier/cmd/dossier/internal/site"
)

// vocabulary are the properties of the types of schema.org that are used; the
// first are those that a page's own node must have.
var vocabulary = map[string]struct{ required, other string }{
	"WebSite":                {"name url", "description inLanguage copyrightNotice"},
	"WebPage":                {"name url", "description image inLanguage dateModified copyrightNotice isPartOf alternateName"},
	"Article":                {"headline url citation isPartOf inLanguage", "description image about dateModified copyrightNotice"},
	"NewsArticle":            {"name headline", "url archivedAt datePublished inLanguage author publisher"},
	"Report":                 {"name headline", "url archivedAt datePublished inLanguage author publisher"},
	"CreativeWork":           {"name headline", "url archivedAt datePublished inLanguage author publisher"},
	"Person":                 {"name", "url alternateName description image birthDate deathDate affiliation"},
	"OrganizationRole":       {"", "roleName startDate endDate affiliation"},
	"Organization":           {"name", "url alternateName description image parentOrganization subOrganization"},
	"GovernmentOrganization": {"name", "url alternateName description image parentOrganization subOrganization"},
	"NewsMediaOrganization":  {"name", "url alternateName description image parentOrganization subOrganization"},
	"NGO":                    {"name", "url alternateName description image parentOrganization subOrganization"},
	"Corporation":            {"name", "url alternateName description image parentOrganization subOrganization"},
	"Event":                  {"name", "url alternateName description image startDate endDate location organizer attendee about"},
	"Place":                  {"name", "url alternateName description image geo containedInPlace"},
	"GeoCoordinates":         {"latitude longitude", ""},
	"Question":               {"name", "url description image inLanguage dateModified copyrightNotice isPartOf"},
	"Claim":                  {"name author about appearance", "text sourceOrganization dateCreated"},
}

// checkLD holds a value of JSON-LD to the vocabulary.
func checkLD(t *testing.T, name string, v any) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			checkLD(t, name, x)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok {
			if u, err := url.Parse(id); err != nil || !u.IsAbs() {
				t.Errorf("%s: the id %q is not absolute", name, id)
			}
			if len(v) == 1 {
				return
			}
		}
		kind, _ := v["@type"].(string)
		rule, known := vocabulary[kind]
		if !known {
			t.Errorf("%s: unknown type %q of %v", name, kind, v)
			return
		}
		_, full := v["url"]
		for _, p := range strings.Fields(rule.required) {
			if v[p] == nil && (full || kind == "Claim") {
				t.Errorf("%s: %s has no %s", name, kind, p)
			}
		}
		for p, x := range v {
			if p[0] != '@' && !slices.Contains(strings.Fields(rule.required+" "+rule.other), p) {
				t.Errorf("%s: %s may not have %s", name, kind, p)
			}
			if p[0] != '@' {
				checkLD(t, name, x)
			}
		}
	}
}

func structured(x *Exporter, p *site.Page) string {
	var b bytes.Buffer
	x.Structured(&b, p)
	return b.String()
}

func TestStructured(t *testing.T) {
	for name, d := range dossiers() {
		x := d.exporter(t)
		for _, p := range append(slices.Clone(x.site.Pages), x.site.Home) {
			if p == nil {
				continue
			}
			text := structured(x, p)
			if x.config().BaseURL == "" {
				if text != "" {
					t.Errorf("%s: %s has data without base_url", name, p.Key)
				}
				continue
			}
			if text == "" {
				continue // a list
			}
			if strings.ContainsAny(text, "<>&") {
				t.Errorf("%s: %s could end a script element: %s", name, p.Key, text)
			}
			var v map[string]any
			if err := json.Unmarshal([]byte(text), &v); err != nil {
				t.Errorf("%s: %s: %v\n%s", name, p.Key, err, text)
				continue
			}
			if v["@context"] != "https://schema.org" {
				t.Errorf("%s: %s has no context", name, p.Key)
			}
			delete(v, "@context")
			if graph, ok := v["@graph"]; ok {
				checkLD(t, name+": "+p.Key, graph)
			} else {
				checkLD(t, name+": "+p.Key, v)
			}
		}
	}
}

func TestStructuredPages(t *testing.T) {
	x := oakford().exporter(t)
	for key, wants := range map[string][]string{
		"articles/gazette": {
			`"@type":"Article","@id":"https://oakford.example/road/articles/gazette/"`,
			`"citation":{"@type":"NewsArticle","name":"Split over {the} bypass \u0026 a 50 % cut"`,
			`"publisher":{"@type":"NewsMediaOrganization","@id":"https://oakford.example/road/organizations/oakford-gazette/","name":"Oakford Gazette"}`,
			`{"@type":"Claim","@id":"https://oakford.example/road/articles/gazette/#s-jane-doe-bypass","name":"Against it"`,
			`"about":{"@type":"Question","@id":"https://oakford.example/road/positions/bypass/","name":"Should the bypass be built?"}`,
		},
		"people/jane-doe": {`"affiliation":[{"@type":"OrganizationRole","roleName":"Councillor","startDate":"2019","endDate":"2024-04"`,
			`"alternateName":["Jane M. Doe","Джейн Доу"]`},
		"meetings/council": {`"startDate":"2024-03-01T19:30"`, `"location":{"@type":"Place"`},
		"places/hall":      {`"geo":{"@type":"GeoCoordinates","latitude":51.5,"longitude":-1.25}`},
		"about":            {`"@type":"WebPage"`},
	} {
		i := slices.IndexFunc(x.site.Pages, func(p *site.Page) bool { return p.Key == key })
		text := structured(x, x.site.Pages[i])
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %s\n%s", key, want, text)
			}
		}
	}
}

func TestOpenSearch(t *testing.T) {
	for name, d := range dossiers() {
		x := d.exporter(t)
		if x.config().BaseURL == "" {
			continue
		}
		var b bytes.Buffer
		x.Write(x.OpenSearchFile(), &b)
		var n node
		if err := xml.Unmarshal(b.Bytes(), &n); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for part, most := range map[string]int{"ShortName": 16, "LongName": 48, "Description": 1024} {
			list := n.all(part)
			if len(list) != 1 || list[0].Text == "" || utf8.RuneCountInString(list[0].Text) > most {
				t.Errorf("%s: %s is %q", name, part, list)
			}
		}
		if got, want := n.all("Url")[0].attr("template"), x.config().BaseURL+"search/?q={searchTerms}"; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
