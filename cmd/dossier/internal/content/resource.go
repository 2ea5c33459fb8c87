package content

import (
	"bufio"
	"bytes"
	"image"
	_ "image/gif" // decoders for image.DecodeConfig
	_ "image/jpeg"
	_ "image/png"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"dossier/cmd/dossier/internal/diag"
)

const (
	maxPixels  = 100_000_000 // browsers take 4 bytes a pixel to show a picture
	maxDrawing = 4 << 20     // bytes of an SVG file in which scripts are looked for
)

// readResource looks at a file beside an article: how large a picture is,
// whether a drawing has scripts.
func readResource(fsys fs.FS, name string) (r Resource, list diag.List) {
	r.File = strings.TrimPrefix(name, Root+"/")
	r.Path = norm.NFC.String(r.File)
	ext := strings.ToLower(path.Ext(name))
	format := ""
	switch ext {
	case ".jpg", ".jpeg":
		format = "jpeg"
	case ".png", ".gif":
		format = ext[1:]
	case ".svg":
	default:
		return r, nil
	}
	in, err := fsys.Open(name)
	if err != nil {
		unreadable(&list, name, "", err)
		return r, list
	}
	defer in.Close()
	if format == "" {
		checkDrawing(in, name, &list)
	} else {
		r.measure(in, format, &list)
	}
	return r, list
}

// measure reads the beginning of a picture, up to its size, and looks for its end.
func (r *Resource) measure(in fs.File, format string, list *diag.List) {
	pos := diag.Pos{File: Root + "/" + r.File}
	var head bytes.Buffer // what the size is read from, for a second look
	c, found, err := image.DecodeConfig(io.TeeReader(in, &head))
	if err != nil {
		list.Warnf(pos, "the picture cannot be read: %v", err)
		return
	}
	if found != format {
		list.Add(diag.Warning, pos, "rename it", "the picture is a %s file, its name says %s", found, format)
	}
	if found == "jpeg" && hasGPS(io.MultiReader(&head, in)) {
		list.Add(diag.Warning, pos, "remove the place from the file's Exif data before you publish it, for example: exiftool -gps:all= "+path.Base(r.File),
			"the picture says where it was taken")
	}
	if int64(c.Width)*int64(c.Height) > maxPixels {
		list.Add(diag.Error, pos, "make the picture smaller", "the picture has %d × %d pixels, the limit is %d million",
			c.Width, c.Height, maxPixels/1_000_000)
		return
	}
	r.Width, r.Height = c.Width, c.Height
	info, err := in.Stat()
	if file, ok := in.(io.ReaderAt); ok && err == nil && !isWhole(file, info.Size(), found) {
		list.Add(diag.Warning, pos, "copy it again from where it comes from", "the end of the picture is missing")
	}
}

// script is what runs in an SVG file that is opened by itself. In a page it is
// shown as <img>, where nothing runs; so this is advice, not a guard.
var script = regexp.MustCompile(`(?i)<([a-z_][-\w.]*:)?script\b|<[^>]*[\s"'/]on[a-z]+\s*=|javascript:`)

func checkDrawing(in io.Reader, name string, list *diag.List) {
	if script.MatchReader(bufio.NewReader(io.LimitReader(in, maxDrawing))) {
		list.Add(diag.Warning, diag.Pos{File: name}, "remove <script>, on…= and javascript: from it",
			"the drawing has a script, which runs when it is opened by itself")
	}
}
