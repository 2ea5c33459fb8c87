package publish

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// Names at the top of the output that start with reserved belong to this package.
const (
	reserved     = ".dossier-"
	manifestName = ".dossier-manifest"
	// markerName is in a stage beside the output, and with it in the output
	// until the exchange is over.
	markerName = ".dossier-swap"
	// insideName is the stage of a publication in place.
	insideName = ".dossier-stage"
)

// manifestVersion changes when an older dossier would misread the file.
const manifestVersion = "dossier-manifest 1 "

// maxManifest bounds what is read into memory: a million paths of 256 bytes.
const maxManifest = 256 << 20

// formatManifest returns the manifest of paths, which are sorted: a line with
// the version and the SHA-256 of the rest, then one path a line. It holds no
// sizes or hashes of files, because a file counts as unchanged only if its
// bytes are; so a page that changed leaves the manifest as it is.
func formatManifest(paths []string) []byte {
	var body bytes.Buffer
	for _, p := range paths {
		body.WriteString(p)
		body.WriteByte('\n')
	}
	return fmt.Appendf(nil, "%s%x\n%s", manifestVersion, sha256.Sum256(body.Bytes()), body.Bytes())
}

var errManifest = errors.New("damaged manifest or unknown version")

// parseManifest returns the paths of a manifest. It accepts exactly what
// formatManifest returns for sorted paths, each of which is valid. A path may be
// a directory of another, because a journal lists the files of two sites.
func parseManifest(data []byte) ([]string, error) {
	header, body, _ := bytes.Cut(data, []byte("\n"))
	if string(header) != fmt.Sprintf("%s%x", manifestVersion, sha256.Sum256(body)) {
		return nil, errManifest
	}
	var paths []string
	for line := range strings.Lines(string(body)) {
		name, whole := strings.CutSuffix(line, "\n")
		unsorted := len(paths) > 0 && name <= paths[len(paths)-1]
		if !whole || unsorted || checkPath(name) != nil {
			return nil, errManifest
		}
		paths = append(paths, name)
	}
	if !bytes.Equal(data, formatManifest(paths)) {
		return nil, errManifest
	}
	return paths, nil
}

// checkPaths returns the paths sorted, or an error if they cannot all be files
// of one site on every system.
func checkPaths(paths []string) ([]string, error) {
	paths = slices.Clone(paths)
	slices.Sort(paths)
	dirs := parents(paths)
	for i, p := range paths {
		if err := checkPath(p); err != nil {
			return nil, err
		}
		if i > 0 && paths[i-1] == p {
			return nil, fmt.Errorf("output path %q is given twice", p)
		}
		if dirs[p] {
			return nil, fmt.Errorf("output path %q is a file and a directory", p)
		}
	}
	return paths, nil
}

func checkPath(p string) error {
	switch {
	case strings.ContainsAny(p, `\:`):
		return fmt.Errorf("output path %q holds a colon or a backslash, which not every system can store; rename the file", p)
	case !fs.ValidPath(p) || p == "." || !filepath.IsLocal(filepath.FromSlash(p)):
		return fmt.Errorf("output path %q is not a path inside the site", p)
	case strings.ContainsFunc(p, unicode.IsControl):
		return fmt.Errorf("output path %q holds control characters", p)
	case strings.HasPrefix(p, reserved):
		return fmt.Errorf("output path %q: names that start with %q are reserved", p, reserved)
	}
	return nil
}
