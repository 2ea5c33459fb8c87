package ingest

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
)

// maxParts bounds the parts of a page that are looked through for its text.
const maxParts = 200

// readMHTML makes a draft of a page that a browser has saved in one file with its
// pictures (MHTML, RFC 2557).
func readMHTML(s *source) {
	const broken = "save the page again, as HTML only"
	msg, err := mail.ReadMessage(bytes.NewReader(s.text))
	if err != nil {
		s.errorf(1, broken, "the head of the file cannot be read")
		return
	}
	_, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil || params["boundary"] == "" {
		s.errorf(1, broken, "the file does not say where its parts end")
		return
	}
	s.address = msg.Header.Get("Snapshot-Content-Location")
	s.saved, _ = dateOf(msg.Header.Get("Date"))
	parts := multipart.NewReader(msg.Body, params["boundary"])
	for range maxParts {
		part, err := parts.NextPart() // decodes quoted-printable
		if err != nil {
			break
		}
		kind := part.Header.Get("Content-Type")
		if media, _, _ := mime.ParseMediaType(kind); media != "text/html" {
			continue
		}
		var r io.Reader = part
		if strings.EqualFold(part.Header.Get("Content-Transfer-Encoding"), "base64") {
			r = base64.NewDecoder(base64.StdEncoding, part)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			break
		}
		s.text, s.media = text, kind
		s.address = cmp.Or(s.address, part.Header.Get("Content-Location"))
		readPage(s)
		return
	}
	s.errorf(0, broken, "the file has no web page in it that can be read")
}
