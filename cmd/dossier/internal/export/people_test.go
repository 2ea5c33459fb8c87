package export

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// ftmProperties are the properties that the schemas of FollowTheMoney have, as
// far as they are used; the first are required.
var ftmProperties = map[string]struct{ required, other string }{
	"Person":        {"name", "alias summary sourceUrl birthDate deathDate"},
	"Organization":  {"name", "alias summary sourceUrl"},
	"PublicBody":    {"name", "alias summary sourceUrl"},
	"Company":       {"name", "alias summary sourceUrl"},
	"Event":         {"name", "alias summary sourceUrl date startDate endDate location organizer involved"},
	"Membership":    {"member organization", "role startDate endDate"},
	"Article":       {"title", "name author publisher publishedAt sourceUrl summary"},
	"Documentation": {"document entity", ""},
}

// ftmReferences are the properties that hold ids, with the schemas they may be of.
var ftmReferences = map[string]string{
	"member": "Person Organization PublicBody Company", "organization": "Organization PublicBody Company",
	"organizer": "Person Organization PublicBody Company", "involved": "Person Organization PublicBody Company",
	"document": "Article", "entity": "Person Organization PublicBody Company Event",
}

func TestFollowTheMoney(t *testing.T) {
	for name, d := range dossiers() {
		text := strings.TrimSuffix(string(d.exporter(t).write(t, "data/ftm.ndjson")), "\n")
		type entity struct {
			ID         string              `json:"id"`
			Schema     string              `json:"schema"`
			Properties map[string][]string `json:"properties"`
		}
		byID := map[string]entity{}
		for line := range strings.SplitSeq(text, "\n") {
			if line == "" {
				continue
			}
			dec := json.NewDecoder(strings.NewReader(line))
			dec.DisallowUnknownFields()
			var e entity
			if err := dec.Decode(&e); err != nil {
				t.Fatalf("%s: %v\n%s", name, err, line)
			}
			if _, twice := byID[e.ID]; twice {
				t.Errorf("%s: the id %q is there twice", name, e.ID)
			}
			byID[e.ID] = e
		}
		for _, e := range byID {
			allowed, known := ftmProperties[e.Schema]
			if !known || !regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$`).MatchString(e.ID) {
				t.Errorf("%s: %+v", name, e)
			}
			for _, p := range strings.Fields(allowed.required) {
				if len(e.Properties[p]) == 0 {
					t.Errorf("%s: %s has no %s", name, e.ID, p)
				}
			}
			for p, values := range e.Properties {
				if !slices.Contains(strings.Fields(allowed.required+" "+allowed.other), p) {
					t.Errorf("%s: %s may not have %s", name, e.Schema, p)
				}
				for _, v := range values {
					if of, ok := ftmReferences[p]; ok && !slices.Contains(strings.Fields(of), byID[v].Schema) {
						t.Errorf("%s: %s of %s is %q, which is %q", name, p, e.ID, v, byID[v].Schema)
					}
				}
			}
		}
	}
	text := string(oakford().exporter(t).write(t, "data/ftm.ndjson"))
	for _, want := range []string{
		`{"id":"people.jane-doe.role-1","schema":"Membership","properties":{"member":["people.jane-doe"],"organization":["organizations.council"],` +
			`"role":["Councillor"],"startDate":["2019"],"endDate":["2024-04"]}}`,
		`"schema":"PublicBody","properties":{"name":["Oakford Council"]`,
		`"startDate":["2024-02-20"],"endDate":["2024-02-22"],"location":["The bridge"],"involved":["people.jane-doe"]`,
		`"alias":["Jane M. Doe","Джейн Доу"]`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestFtMID(t *testing.T) {
	for in, want := range map[string]string{
		"people/jane-doe": "people.jane-doe",
		"people/جين":      "00f3",
		"people/a_b":      "",
		"people/x-":       "",
	} {
		got := ftmID(in)
		if strings.HasPrefix(want, "people") && got != want || !regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$`).MatchString(got) {
			t.Errorf("%s: got %q", in, got)
		}
	}
}

// popoloClasses are the properties of the classes of Popolo, as far as they are
// used; the first are required.
var popoloClasses = map[string]struct{ required, other string }{
	"persons":       {"id name", "other_names birth_date death_date summary image sources"},
	"organizations": {"id name", "other_names classification parent_id abstract sources"},
	"memberships":   {"id person_id organization_id", "role start_date end_date"},
	"events":        {"id name", "description classification start_date end_date location area_id attendees sources"},
	"areas":         {"id name", "other_names parent_id geometry sources"},
}

func TestPopolo(t *testing.T) {
	day := regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}){0,2}$`) // as Popolo's schemas have it
	for name, d := range dossiers() {
		var all map[string][]map[string]any
		if err := json.Unmarshal(d.exporter(t).write(t, "data/popolo.json"), &all); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(all) != len(popoloClasses) {
			t.Errorf("%s has %d classes", name, len(all))
		}
		known := map[any]bool{}
		for _, list := range all {
			for _, item := range list {
				known[item["id"]] = true
			}
		}
		for class, list := range all {
			for _, item := range list {
				for _, p := range strings.Fields(popoloClasses[class].required) {
					if item[p] == nil {
						t.Errorf("%s: %s %v has no %s", name, class, item["id"], p)
					}
				}
				for p, v := range item {
					if !slices.Contains(strings.Fields(popoloClasses[class].required+" "+popoloClasses[class].other), p) {
						t.Errorf("%s: %s may not have %s", name, class, p)
					}
					if strings.HasSuffix(p, "_id") && !known[v] {
						t.Errorf("%s: %s %v: %v is not there", name, class, p, v)
					}
					if strings.HasSuffix(p, "_date") && !day.MatchString(v.(string)) {
						t.Errorf("%s: %s is %q", name, p, v)
					}
				}
			}
		}
	}
	text := string(oakford().exporter(t).write(t, "data/popolo.json"))
	for _, want := range []string{
		`"geometry":{"type":"Point","coordinates":[-1.25,51.5]}`,
		`"attendees":[{"id":"people/jane-doe","name":"Jane Doe"}]`,
		`"birth_date":"1970-05"`,
		`"sources":[{"url":"https://oakford.example/road/people/jane-doe/","note":"The bypass at Oakford"}]`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}
