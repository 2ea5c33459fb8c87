package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strconv"
	"strings"
	"time"

	"dossier/cmd/dossier/internal/diag"
	"dossier/cmd/dossier/internal/strictyaml"
)

// File is the name of the settings file in the dossier's folder.
const File = "dossier.yaml"

// maxBytes bounds the settings file.
const maxBytes = 64 << 10

// Schema has the keys of dossier.yaml.
var Schema = &strictyaml.Schema{Name: "dossier.yaml", Keys: []strictyaml.Key{
	{Name: "title", Type: text, Required: true, Doc: "the name of the dossier"},
	{Name: "description", Type: text, Doc: "one sentence for search engines"},
	{Name: "base_url", Type: strictyaml.Type{Form: strictyaml.Text, Check: checkBaseURL, Means: "web address"}, Doc: "the address the site is published at, with https://"},
	{Name: "language", Type: strictyaml.Language, Doc: "the language of the dossier: en, ar, ru"},
	{Name: "timezone", Type: strictyaml.Type{Form: strictyaml.Text, Check: checkTimezone, Means: "time zone"}, Doc: "of times without an offset: Asia/Damascus"},
	{Name: "license", Type: text, Doc: "the licence of the dossier's text"},
	{Name: "menu", Type: strictyaml.Type{Form: strictyaml.Map, List: true, Keys: menuSchema}, Doc: "the entries of the main menu"},
	{Name: "links", Type: strictyaml.Type{Form: strictyaml.Enum, Values: []string{"pretty", "files"}}, Doc: "pretty: links end in a folder; files: links name the file"},
	{Name: "discussion", Type: strictyaml.Type{Form: strictyaml.Text, Check: checkDiscussion, Means: "address"}, Doc: "where readers reply: an https or mailto address in which {url} and {title} are filled in"},
	{Name: "allow_html", Type: strictyaml.Type{Form: strictyaml.Bool}, Doc: "true keeps raw HTML in texts; content is then trusted like layouts"},
	{Name: "limits", Type: strictyaml.Type{Form: strictyaml.Map, Keys: limitsSchema}, Doc: "bounds on what one file may cost, of the dossier and of the site"},
	{Name: "params", Type: strictyaml.Type{Form: strictyaml.Free}, Doc: "free data for your own layouts"},
}}

var text = strictyaml.Type{Form: strictyaml.Text}

var menuSchema = &strictyaml.Schema{Name: "a menu entry", Keys: []strictyaml.Key{
	{Name: "title", Type: text, Required: true, Doc: "the words of the entry"},
	{Name: "page", Type: text, Doc: "a page or list of the dossier: about, people/, positions/"},
	{Name: "url", Type: strictyaml.Type{Form: strictyaml.Text, Check: checkMenuURL, Means: "address"}, Doc: "an address elsewhere"},
}}

var limitsSchema = &strictyaml.Schema{Name: "limits", Keys: []strictyaml.Key{
	{Name: "front_matter", Type: count, Doc: "bytes of front matter; default 65536"},
	{Name: "article", Type: count, Doc: "bytes of a file; default 4194304"},
	{Name: "depth", Type: count, Doc: "levels of nesting in front matter; default 32"},
	{Name: "growth", Type: count, Doc: "how many times as large as the file the HTML of its text may be, beyond 1 MiB; default 32"},
	{Name: "page", Type: count, Doc: "bytes of a page of the site; default 33554432"},
	{Name: "seconds", Type: count, Doc: "to read a file, and to make a page; default 10"},
}}

var count = strictyaml.Type{Form: strictyaml.Text, Check: checkCount, Means: "whole number"}

// Load reads dossier.yaml. The config is nil if there is none to go on with.
func Load(fsys fs.FS) (*Config, diag.List) {
	src, list := read(fsys)
	if list != nil {
		return nil, list
	}
	v, list := strictyaml.Parse(strictyaml.Source{File: File, Text: src, Limits: strictyaml.Limits{Bytes: maxBytes}})
	var c *Config
	if v != nil {
		list = append(list, Schema.Check(File, v)...)
		checkParts(v, &list)
		c = decode(v)
	}
	list.Excerpt(File, src)
	return c, list
}

// read returns the bytes of the file, or why there are none.
func read(fsys fs.FS) (src []byte, list diag.List) {
	pos := diag.Pos{File: File}
	info, err := fs.Stat(fsys, File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		hint := "run dossier in the folder that holds it, or name that folder; the smallest one is a line: title: My dossier"
		if _, err := fs.Stat(fsys, "dossier.yml"); err == nil {
			hint = "rename dossier.yml to " + File
		}
		list.Add(diag.Error, pos, hint, "there is no %s here", File)
		return nil, list
	case err == nil && !info.Mode().IsRegular():
		list.Errorf(pos, "it is not a regular file")
		return nil, list
	case err == nil && info.Size() > maxBytes:
		list.Errorf(pos, "the file has %d bytes, the limit is %d", info.Size(), maxBytes)
		return nil, list
	}
	src, err = fs.ReadFile(fsys, File)
	if err != nil {
		if e, ok := errors.AsType[*fs.PathError](err); ok {
			err = e.Err // the position says the path
		}
		list.Errorf(pos, "cannot be read: %v", err)
	}
	return src, list
}

// checkParts finds what the tables of keys cannot say.
func checkParts(v *strictyaml.Value, list *diag.List) {
	for _, m := range v.Get("menu").List() {
		if m.Kind == strictyaml.Mapping && (str(m.Get("page")) == "") == (str(m.Get("url")) == "") {
			list.Add(diag.Error, m.Pos(File), "give page: for a page of the dossier, url: for an address elsewhere",
				"the menu entry %q needs exactly one of page and url", str(m.Get("title")))
		}
	}
	if p := v.Get("params"); p != nil && p.Kind != strictyaml.Mapping {
		list.Add(diag.Error, p.Pos(File), `write keys of your own on lines below "params:", indented by two spaces`, `"params" must be a map`)
	}
}

func decode(v *strictyaml.Value) *Config {
	limits := v.Get("limits")
	c := &Config{
		Title:       str(v.Get("title")),
		Description: str(v.Get("description")),
		Language:    cmp.Or(str(v.Get("language")), "en"),
		Timezone:    cmp.Or(str(v.Get("timezone")), "UTC"),
		License:     str(v.Get("license")),
		LinksFiles:  str(v.Get("links")) == "files",
		Discussion:  str(v.Get("discussion")),
		AllowHTML:   v.Get("allow_html").Bool(),
		Limits: Limits{
			FrontMatter: number(limits.Get("front_matter")),
			Article:     number(limits.Get("article")),
			Depth:       number(limits.Get("depth")),
			Growth:      number(limits.Get("growth")),
			Page:        number(limits.Get("page")),
			Seconds:     number(limits.Get("seconds")),
		},
	}
	if c.AllowHTML {
		c.AllowHTMLLine = v.Get("allow_html").Line
	}
	c.BaseURL, _ = BaseURL(str(v.Get("base_url")))
	for _, m := range v.Get("menu").List() {
		c.Menu = append(c.Menu, MenuItem{
			Title: str(m.Get("title")), Page: str(m.Get("page")), URL: str(m.Get("url")), Line: m.Line, Col: m.Col,
		})
	}
	c.Params, _ = v.Get("params").Free().(map[string]any)
	return c
}

func str(v *strictyaml.Value) string { return strings.TrimSpace(v.Str()) }

// number returns 0, for the default, if v is none that checkCount passes.
func number(v *strictyaml.Value) int {
	if problem, _ := checkCount(v.Str()); problem != "" {
		return 0
	}
	n, _ := strconv.Atoi(v.Str())
	return n
}

// BaseURL checks an address that is to be the site's and returns it with a
// slash at its end. The command line uses it too.
func BaseURL(s string) (string, error) {
	if problem, hint := checkBaseURL(s); problem != "" {
		return "", fmt.Errorf("%s; %s", problem, hint)
	}
	return strings.TrimSuffix(s, "/") + "/", nil
}

// notInURL are the ASCII characters that no address has (RFC 3986, appendix A),
// but for those of other control characters, which url.Parse refuses.
const notInURL = " \"<>\\^`{|}"

func checkBaseURL(s string) (problem, hint string) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil ||
		strings.ContainsAny(s, "?#"+notInURL) || strings.Contains(u.Path, "//") {
		return fmt.Sprintf("%q is not the address of a site", s), "write it in full, without ? and #: https://example.org/dossier/"
	}
	return "", ""
}

func checkMenuURL(s string) (problem, hint string) {
	u, err := url.Parse(s)
	web := err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
	mail := err == nil && u.Scheme == "mailto" && u.Opaque != ""
	if !web && !mail || strings.ContainsAny(s, notInURL) {
		return fmt.Sprintf("%q is not an address", s), "write it in full, as in https://example.org/page; a page of the dossier goes under page:"
	}
	return "", ""
}

func checkTimezone(s string) (problem, hint string) {
	// These two are the machine's own, another one on every machine.
	local := s == "Local" || strings.EqualFold(s, "localtime")
	if _, err := time.LoadLocation(s); err != nil || local || s == "" {
		return fmt.Sprintf("%q is not a time zone", s), "use a name of the IANA list: Asia/Damascus, Europe/Paris, UTC"
	}
	return "", ""
}

func checkDiscussion(s string) (problem, hint string) {
	const example = "for example mailto:editors@example.org?subject={title}"
	filled := strings.NewReplacer("{url}", "", "{title}", "").Replace(s)
	u, err := url.Parse(filled)
	switch {
	case err != nil || !(u.Scheme == "https" && u.Hostname() != "" || u.Scheme == "mailto" && u.Opaque != ""):
		return fmt.Sprintf("%q is neither an https nor a mailto address", s), example
	case strings.ContainsAny(filled, notInURL):
		return fmt.Sprintf("%q has characters that no address has", s),
			"only {url} and {title} are filled in; characters such as spaces are percent-coded: %20"
	}
	return "", ""
}

// maxCount is far beyond what is useful, and small enough for all sums.
const maxCount = 1 << 30

func checkCount(s string) (problem, hint string) {
	if n, err := strconv.Atoi(s); err != nil || n <= 0 || n > maxCount {
		return fmt.Sprintf("%q is not a whole number from 1 to %d", s, maxCount), ""
	}
	return "", ""
}
