// Package config reads dossier.yaml.
//
// It is the first step of the line. The invariant: a [Config] is complete; what
// the file does not say, or says wrongly, has its default, and no later package
// reads the file.
package config

// A Config is the content of dossier.yaml.
type Config struct {
	Title       string
	Description string
	BaseURL     string // absolute, ends in "/"; "" if unset
	Language    string // BCP 47; default "en"
	Timezone    string // IANA name; default "UTC"
	License     string
	Menu        []MenuItem
	LinksFiles  bool   // links: files
	Discussion  string // https or mailto, with {url} and {title}
	AllowHTML   bool
	// AllowHTMLLine is the line of allow_html in the file, 0 if it is not true.
	AllowHTMLLine int
	Limits        Limits
	Params        map[string]any
}

// A MenuItem is an entry of the main menu: a page (a path such as "positions/",
// or a reference) or an address.
type MenuItem struct {
	Title string
	Page  string
	URL   string
	Line  int
	Col   int
}

// Limits bound what one file may cost, of the dossier and of the site. A zero stands for the default, which
// belongs to the package that keeps the limit.
type Limits struct {
	FrontMatter int // bytes; default 64 KiB
	Article     int // bytes; default 4 MiB
	Depth       int // levels of YAML nesting; default 32
	Growth      int // times the size of a text that its HTML may have, and 1 MiB; default 32
	Page        int // bytes of a page of the site; default 32 MiB
	Seconds     int // to read a file, and to make a page; default 10
}

// WithBaseURL returns a copy of c with another base URL, as [BaseURL] returns it.
func (c *Config) WithBaseURL(u string) *Config {
	d := *c
	d.BaseURL = u
	return &d
}
