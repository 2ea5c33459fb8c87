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

// receiptMark is before the receipt in the manifest. No path starts like it.
const receiptMark = reserved + "receipt "

// maxManifest bounds what is read into memory: a million paths of 256 bytes.
const maxManifest = 256 << 20

// formatManifest returns the manifest of paths, which are sorted: a line with
// the version and the SHA-256 of the rest, one with the receipt unless it is "",
// then one path a line.
func formatManifest(paths []string, receipt string) []byte {
	var body bytes.Buffer
	if receipt != "" {
		body.WriteString(receiptMark + receipt + "\n")
	}
	for _, p := range paths {
		body.WriteString(p)
		body.WriteByte('\n')
	}
	return fmt.Appendf(nil, "%s%x\n%s", manifestVersion, sha256.Sum256(body.Bytes()), body.Bytes())
}

var errManifest = errors.New("damaged manifest or unknown version")

// parseManifest returns the paths and the receipt of a manifest. It accepts
// exactly what formatManifest returns for sorted paths, each of which is valid. A
// path may be a directory of another, because a journal lists the files of two
// sites.
func parseManifest(data []byte) (paths []string, receipt string, err error) {
	header, body, _ := bytes.Cut(data, []byte("\n"))
	if string(header) != fmt.Sprintf("%s%x", manifestVersion, sha256.Sum256(body)) {
		return nil, "", errManifest
	}
	if rest, ok := bytes.CutPrefix(body, []byte(receiptMark)); ok {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		receipt, body = string(line), after
	}
	for line := range strings.Lines(string(body)) {
		name, whole := strings.CutSuffix(line, "\n")
		unsorted := len(paths) > 0 && name <= paths[len(paths)-1]
		if !whole || unsorted || checkPath(name) != nil {
			return nil, "", errManifest
		}
		paths = append(paths, name)
	}
	if !bytes.Equal(data, formatManifest(paths, receipt)) {
		return nil, "", errManifest
	}
	return paths, receipt, nil
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
