package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"time"
)

// sendRaw answers with a file that is no page, or with the part that was asked
// for. A large one is never held in memory.
func sendRaw(w http.ResponseWriter, r *http.Request, out Output, name string) {
	f, err := out.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		refuse(w, http.StatusNotFound) // it has been removed since
		return
	}
	if err != nil {
		refuse(w, http.StatusInternalServerError)
		return
	}
	defer f.Close()
	text, tag, err := identify(f)
	if err != nil {
		refuse(w, http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mediaType(name))
	h.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, text)
}

// identify returns the text of a file, at its beginning, and a tag that another
// text does not have. A file that can say what the file system knows of it, as
// one can that is copied and not made, is not read for that.
func identify(f fs.File) (text io.ReadSeeker, tag string, err error) {
	text, seeks := f.(io.ReadSeeker)
	if !seeks {
		all, err := io.ReadAll(f)
		if err != nil {
			return nil, "", err
		}
		text = bytes.NewReader(all)
	}
	sum := sha256.New()
	if known, ok := f.(interface{ Stamp() string }); ok {
		fmt.Fprint(sum, "stamp ", known.Stamp())
	} else if _, err = io.Copy(sum, text); err == nil {
		_, err = text.Seek(0, io.SeekStart)
	}
	return text, hex.EncodeToString(sum.Sum(nil)[:12]), err
}

// tagOf returns the tag of a file of the output, "" of one that cannot be read.
func tagOf(out Output, name string) string {
	f, err := out.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	_, tag, err := identify(f)
	if err != nil {
		return ""
	}
	return tag
}
