// Package layouts holds the default layouts and their assets.
//
// The files in this folder are both the layouts of the dossier in this
// repository and the defaults compiled into the command, so a change here is
// seen at once and ships with the next build. The words of the interface are
// beside them, in i18n/. Only their use by dossier is promised: the names and
// what they get are documented in README.md.
package layouts

import "embed"

// FS is this folder without its Go files. The pattern names what is embedded,
// so a folder whose name begins with "_" or "." would be left out silently.
//
//go:embed *.html partials assets i18n
var FS embed.FS
