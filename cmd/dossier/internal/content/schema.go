package content

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"dossier/cmd/dossier/internal/edtf"
	"dossier/cmd/dossier/internal/slug"
	"dossier/cmd/dossier/internal/strictyaml"
)

// SourceKinds, OrganizationKinds, Modes and Presences are the values that the
// keys source.kind, kind of an organization, mode and presence take.
var (
	SourceKinds = []string{"state-media", "news-agency", "newspaper", "broadcaster", "news-site", "official",
		"un-document", "ngo-report", "think-tank-report", "reference-work", "other"}
	OrganizationKinds = []string{"state", "state-body", "international-organization", "armed-group",
		"political-group", "media", "think-tank", "ngo", "company", "other"}
	Modes     = []string{"direct", "paraphrase", "reported", "denied"}
	Presences = []string{"present", "absent", "walked-out"}
)

type (
	yamlKey    = strictyaml.Key
	yamlType   = strictyaml.Type
	yamlSchema = strictyaml.Schema
)

var (
	text     = yamlType{Form: strictyaml.Text}
	longText = yamlType{Form: strictyaml.Text, Max: 5000}
	texts    = yamlType{Form: strictyaml.Text, List: true}
	boolean  = yamlType{Form: strictyaml.Bool}
	free     = yamlType{Form: strictyaml.Free}
	date     = yamlType{Form: strictyaml.Text, Check: checkDate, Means: "date"}
	address  = yamlType{Form: strictyaml.Text, Check: checkURL, Max: 4000, Means: "web address"}
	language = strictyaml.Language
)

func enum(values []string) yamlType { return yamlType{Form: strictyaml.Enum, Values: values} }

func table(s *yamlSchema) yamlType { return yamlType{Form: strictyaml.Map, Keys: s} }

func tables(s *yamlSchema) yamlType { return yamlType{Form: strictyaml.Map, Keys: s, List: true} }

// ref is a reference to a page of one of some types.
func ref(types ...Type) yamlType {
	t := yamlType{Form: strictyaml.Text}
	for _, to := range types {
		t.Refers = append(t.Refers, string(to))
	}
	return t
}

func refs(types ...Type) yamlType {
	t := ref(types...)
	t.List = true
	return t
}

func refsOrTables(s *yamlSchema, types ...Type) yamlType {
	t := refs(types...)
	t.Form, t.Keys = strictyaml.TextOrMap, s
	return t
}

// Schema returns the keys of a type's front matter.
func Schema(t Type) *strictyaml.Schema { return schemas[t] }

var schemas = map[Type]*yamlSchema{
	Article:      {Name: "an article", Keys: join(required(common, "date"), articleKeys)},
	Person:       {Name: "a person", Keys: join(common, personKeys)},
	Organization: {Name: "an organization", Keys: join(common, organizationKeys)},
	Meeting:      {Name: "a meeting", Keys: join(common, meetingKeys)},
	Position:     {Name: "a position", Keys: join(common, positionKeys)},
	Event:        {Name: "an event", Keys: join(common, eventKeys)},
	Place:        {Name: "a place", Keys: join(common, placeKeys)},
	Plain:        {Name: "a page", Keys: common},
	Section:      {Name: "a section", Keys: common},
}

var common = []yamlKey{
	{Name: "title", Type: text, Required: true, Doc: "the name of the page, as readers see it"},
	{Name: "date", Type: date, Doc: "when it was published or took place: 2016-09-09, 2016-09, 2016-09-12/2016-09-19, 2016-09~"},
	{Name: "lastmod", Type: date, Doc: "when the page was last changed"},
	{Name: "draft", Type: boolean, Doc: "true keeps the page out of the site unless drafts are asked for"},
	{Name: "summary", Type: longText, Doc: "one sentence for lists and search engines"},
	{Name: "slug", Type: yamlType{Form: strictyaml.Text, Check: checkSlug, Means: "slug"}, Doc: "the last part of the address; the file name if not given"},
	{Name: "aliases", Type: yamlType{Form: strictyaml.Text, List: true, Check: checkAlias, Means: "path"}, Doc: "old addresses that lead here"},
	{Name: "names", Type: texts, Doc: "other spellings of the name, in any script; they link themselves in texts"},
	{Name: "image", Type: yamlType{Form: strictyaml.TextOrMap, Keys: imageSchema}, Doc: "the picture of the page: a file beside it"},
	{Name: "tags", Type: texts, Doc: "free words that group pages"},
	{Name: "lang", Type: language, Doc: "the language of the page, if it is not the dossier's: ar, ru, pt-BR"},
	{Name: "nolink", Type: texts, Doc: "names not to be linked on this page, or true for none at all"},
	{Name: "layout", Type: yamlType{Form: strictyaml.Text, Check: checkLayout, Means: "name of a layout"}, Doc: "a layout other than the type's: the name of a file in layouts/ without .html"},
	{Name: "links", Type: tables(linkSchema), Doc: "further reading"},
	{Name: "params", Type: free, Doc: "free data for your own layouts"},
}

var imageSchema = &yamlSchema{Name: "an image", Keys: []yamlKey{
	{Name: "src", Type: text, Required: true, Doc: "a file beside the page"},
	{Name: "alt", Type: text, Doc: "what the picture shows, for those who cannot see it"},
	{Name: "caption", Type: text, Doc: "the line under the picture"},
	{Name: "credit", Type: text, Doc: "who made the picture"},
}}

var linkSchema = &yamlSchema{Name: "a link", Keys: []yamlKey{
	{Name: "title", Type: text, Required: true, Doc: "the words of the link"},
	{Name: "url", Type: address, Required: true, Doc: "its address, with https://"},
}}

var articleKeys = []yamlKey{
	{Name: "source", Type: table(sourceSchema), Doc: "where it was published"},
	{Name: "people", Type: refs(Person), Doc: "people the article is about"},
	{Name: "organizations", Type: refs(Organization), Doc: "organizations the article is about"},
	{Name: "meetings", Type: refsOrTables(accountSchema("meetings", meetingKeys), Meeting), Doc: "meetings the article reports, or what it says of them"},
	{Name: "events", Type: refsOrTables(accountSchema("events", eventKeys), Event), Doc: "events the article reports, or what it says of them"},
	{Name: "places", Type: refs(Place), Doc: "places the article is about"},
	{Name: "statements", Type: tables(statementSchema), Doc: "who took which stance, as the article reports it"},
	{Name: "quote_check", Type: enum([]string{"on", "off"}), Doc: "off: quotes need not occur in the text; needs quote_check_reason"},
	{Name: "quote_check_reason", Type: text, Doc: "why quotes are not checked; readers see it"},
}

var sourceSchema = &yamlSchema{Name: "a source", Keys: []yamlKey{
	{Name: "publisher", Type: ref(Organization), Required: true, Doc: "the organization that published it; a name is enough"},
	{Name: "title", Type: text, Doc: "the headline of the original"},
	{Name: "url", Type: address, Doc: "the address of the original"},
	{Name: "author", Type: text, Doc: "who wrote it"},
	{Name: "kind", Type: enum(SourceKinds), Doc: "what kind of source it is"},
	{Name: "lang", Type: language, Doc: "the language of the original"},
	{Name: "archived", Type: address, Doc: "the address of an archived copy"},
	{Name: "accessed", Type: date, Doc: "when the original was read"},
}}

var statementSchema = &yamlSchema{Name: "a statement", Keys: []yamlKey{
	{Name: "who", Type: ref(Person, Organization), Required: true, Doc: "the person or organization that says it"},
	{Name: "for", Type: ref(Organization), Doc: "the organization a person speaks for; by default that of the role held on the date"},
	{Name: "position", Type: ref(Position), Required: true, Doc: "the question"},
	{Name: "stance", Type: text, Required: true, Doc: "one of the position's stances"},
	{Name: "date", Type: date, Doc: "when it was said; by default the article's date"},
	{Name: "meeting", Type: ref(Meeting), Doc: "where it was said"},
	{Name: "mode", Type: enum(Modes), Doc: "direct, paraphrase, reported or denied; by default direct with a quote, else paraphrase"},
	{Name: "text", Type: longText, Doc: "one sentence in your own words"},
	{Name: "quote", Type: text, Doc: "a short phrase that occurs in the article's text"},
}}

// accountKeys are the keys that an entry of an article's events or meetings
// has before those of its type.
var accountKeys = []yamlKey{
	{Name: "id", Type: yamlType{Form: strictyaml.Text, Check: checkID, Means: "id"}, Doc: "the id of the thing; by default made from the title"},
	{Name: "title", Type: text, Doc: "its name, if it has no page of its own"},
	{Name: "names", Type: texts, Doc: "other spellings of its name"},
	{Name: "summary", Type: longText, Doc: "one sentence about it"},
	{Name: "date", Type: date, Doc: "when it took place, according to this article"},
	{Name: "text", Type: longText, Doc: "what this article says of it, in your own words"},
	{Name: "attributed_to", Type: ref(Person, Organization), Doc: "whom the article names for it"},
}

// accountSchema returns the keys of an entry of an article's events or
// meetings, with a hint for those that only a page has.
func accountSchema(section string, own []yamlKey) *yamlSchema {
	s := &yamlSchema{Name: "an entry of " + section, Keys: join(accountKeys, own), Elsewhere: map[string]string{}}
	for _, k := range common {
		if !slices.ContainsFunc(s.Keys, func(have yamlKey) bool { return have.Name == k.Name }) {
			s.Elsewhere[k.Name] = fmt.Sprintf("only a page has it: write it in a file %s/%s/ID.md", Root, section)
		}
	}
	return s
}

var personKeys = []yamlKey{
	{Name: "roles", Type: tables(roleSchema), Doc: "offices held"},
	{Name: "born", Type: date, Doc: "date of birth"},
	{Name: "died", Type: date, Doc: "date of death"},
}

var roleSchema = &yamlSchema{Name: "a role", Keys: []yamlKey{
	{Name: "title", Type: text, Required: true, Doc: "the name of the office"},
	{Name: "organization", Type: ref(Organization), Doc: "where it is held"},
	{Name: "from", Type: date, Doc: "since when"},
	{Name: "to", Type: date, Doc: "until when"},
}}

var organizationKeys = []yamlKey{
	{Name: "kind", Type: enum(OrganizationKinds), Doc: "what kind of organization it is"},
	{Name: "parent", Type: ref(Organization), Doc: "the organization it belongs to"},
	{Name: "country", Type: text, Doc: "the country it is based in; by default the nearest parent that is a state"},
}

var meetingKeys = []yamlKey{
	{Name: "place", Type: ref(Place), Doc: "where it took place"},
	{Name: "kind", Type: text, Doc: "what kind of meeting it is"},
	{Name: "convened_by", Type: refs(Organization, Person), Doc: "who called it"},
	{Name: "participants", Type: refsOrTables(participantSchema, Person, Organization), Doc: "who took part"},
	{Name: "agenda", Type: refs(Position), Doc: "positions it was about, or points in words"},
	{Name: "outcome", Type: longText, Doc: "how it ended"},
	{Name: "document", Type: table(documentSchema), Doc: "its record"},
	{Name: "previous", Type: ref(Meeting), Doc: "the meeting before it"},
}

var participantSchema = &yamlSchema{Name: "a participant", Keys: []yamlKey{
	{Name: "who", Type: ref(Person, Organization), Required: true, Doc: "the person or organization"},
	{Name: "for", Type: ref(Organization), Doc: "the organization a person stood for"},
	{Name: "role", Type: text, Doc: "chair, briefer, host"},
	{Name: "presence", Type: enum(Presences), Doc: "present, absent or walked-out"},
}}

var documentSchema = &yamlSchema{Name: "a document", Keys: []yamlKey{
	{Name: "symbol", Type: text, Doc: "its symbol, such as S/PV.7777"},
	{Name: "url", Type: address, Doc: "its address"},
}}

var positionKeys = []yamlKey{
	{Name: "question", Type: text, Required: true, Doc: "the question in one sentence"},
	{Name: "stances", Type: yamlType{Form: strictyaml.Table, Entry: "id: label"}, Required: true, Doc: "the answers in order of the scale, each an id and a label"},
	{Name: "shifts", Type: tables(shiftSchema), Doc: "notes on changes of position"},
}

var shiftSchema = &yamlSchema{Name: "a note on a change of position", Keys: []yamlKey{
	{Name: "who", Type: ref(Person, Organization), Required: true, Doc: "the person or organization that changed"},
	{Name: "date", Type: date, Required: true, Doc: "the date of the later statement"},
	{Name: "note", Type: longText, Required: true, Doc: "what readers should know of the change"},
}}

var eventKeys = []yamlKey{
	{Name: "place", Type: ref(Place), Doc: "where it took place"},
	{Name: "people", Type: refs(Person), Doc: "people it is about"},
	{Name: "organizations", Type: refs(Organization), Doc: "organizations it is about"},
	{Name: "figures", Type: yamlType{Form: strictyaml.Table, Entry: "name: value"}, Doc: "numbers, each a name and a value as reported"},
	{Name: "resolution", Type: longText, Doc: "why the dossier shows the value it shows, where accounts disagree"},
}

var placeKeys = []yamlKey{
	{Name: "lat", Type: yamlType{Form: strictyaml.Number, Check: checkDegrees(90)}, Doc: "latitude in degrees, north positive"},
	{Name: "lon", Type: yamlType{Form: strictyaml.Number, Check: checkDegrees(180)}, Doc: "longitude in degrees, east positive"},
	{Name: "within", Type: ref(Place), Doc: "the place it lies in"},
}

func join(a, b []yamlKey) []yamlKey {
	return append(append(make([]yamlKey, 0, len(a)+len(b)), a...), b...)
}

// required returns keys with one of them made required.
func required(keys []yamlKey, name string) []yamlKey {
	out := join(keys, nil)
	for i := range out {
		if out[i].Name == name {
			out[i].Required = true
		}
	}
	return out
}

func checkDate(s string) (problem, hint string) {
	_, err := edtf.Parse(s)
	if e, ok := errors.AsType[*edtf.SyntaxError](err); ok {
		return e.Message, e.Hint
	}
	return "", ""
}

func checkURL(s string) (problem, hint string) {
	u, err := url.Parse(s)
	switch {
	case err != nil || strings.ContainsAny(s, " \t\n\"<>\\^`{|}"):
		return fmt.Sprintf("%q is not an address", s), "characters such as spaces are percent-coded in an address: %20"
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Sprintf("%q is not a web address", s), "write it in full, with https://"
	case u.Hostname() == "":
		return fmt.Sprintf("%q has no host", s), "write it in full: https://example.org/page"
	}
	return "", ""
}

func checkSlug(s string) (problem, hint string) {
	switch made := slug.Make(s); made {
	case s:
		return "", ""
	case "":
		return fmt.Sprintf("slug %q has no letter and no digit", s), "write one that has: slug: example"
	case norm.NFC.String(s):
		return decomposed(s)
	default:
		return fmt.Sprintf("%q is not a slug: lower-case letters, digits and hyphens", s), fmt.Sprintf("write slug: %s", made)
	}
}

// decomposed says what is wrong with a text that is right in Unicode form NFC.
func decomposed(s string) (problem, hint string) {
	return fmt.Sprintf("%q has its accents as characters of their own (Unicode form NFD)", s),
		fmt.Sprintf("write it in form NFC, which looks the same: type %q anew, or copy it from here", norm.NFC.String(s))
}

func checkAlias(s string) (problem, hint string) {
	const form = "an alias is a path within the site, such as /old/address/ or old.html"
	p := strings.TrimSuffix(strings.TrimPrefix(s, "/"), "/")
	for part := range strings.SplitSeq(p, "/") {
		switch why := unfit(part); {
		case why != "" && strings.Trim(part, ".") != "":
			return fmt.Sprintf("alias %q cannot be published: %s", s, why), form
		case strings.Trim(part, ".") == "" || strings.ContainsAny(part, "%#") || strings.ContainsFunc(part, unicode.IsControl):
			return fmt.Sprintf("alias %q is not a path", s), form
		}
	}
	return "", ""
}

func checkLayout(s string) (problem, hint string) {
	if strings.ContainsAny(s, `/\.`) || s == "" {
		return fmt.Sprintf("layout %q is not a name", s), "give the name of a file in layouts/ without folder and .html"
	}
	return "", ""
}

// IsID reports whether a reference has the form of an id: lower-case letters,
// digits and hyphens. In a script without case, such as Arabic or Han, only a
// value with a hyphen is one.
func IsID(s string) bool {
	if slug.Make(s) != s || s == "" {
		return false
	}
	caseless := func(r rune) bool { return unicode.IsLetter(r) && !unicode.IsLower(r) }
	return strings.Contains(s, "-") || !strings.ContainsFunc(s, caseless)
}

func checkID(s string) (problem, hint string) {
	made := slug.Make(s)
	switch {
	case made == s && s != "":
		return "", ""
	case made == norm.NFC.String(s) && s != "":
		return decomposed(s)
	}
	hint = "an id is lower-case letters, digits and hyphens"
	if made != "" {
		hint += ": " + made
	}
	return fmt.Sprintf("%q is not an id", s), hint
}

func checkDegrees(limit float64) func(string) (problem, hint string) {
	return func(s string) (problem, hint string) {
		if f, err := strconv.ParseFloat(s, 64); err == nil && (f < -limit || f > limit) {
			return fmt.Sprintf("%q is not between -%g and %g degrees", s, limit, limit), ""
		}
		return "", ""
	}
}
