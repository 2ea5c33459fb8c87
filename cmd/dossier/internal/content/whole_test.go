package content

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// TestFaultB10Truncated cuts pictures short after every byte of their second half.
func TestFaultB10Truncated(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 40, 30))
	for i := range m.Pix {
		m.Pix[i] = byte(i * i)
	}
	encode := func(write func(b *bytes.Buffer) error) string {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	jpg := encode(func(b *bytes.Buffer) error { return jpeg.Encode(b, m, nil) })
	thumbnail := "\xff\xe1\x00\x40Exif" + strings.Repeat("x", 55) + "\xff\xd9x"
	tests := []struct{ name, format, picture string }{
		{"JPEG", "jpeg", jpg},
		{"JPEG with a small picture in it", "jpeg", jpg[:2] + thumbnail + jpg[2:]},
		{"PNG", "png", encode(func(b *bytes.Buffer) error { return png.Encode(b, m) })},
		{"GIF", "gif", encode(func(b *bytes.Buffer) error { return gif.Encode(b, m, nil) })},
	}
	for _, c := range tests {
		whole := func(s string) bool { return isWhole(strings.NewReader(s), int64(len(s)), c.format) }
		if !whole(c.picture) || !whole(c.picture+"\x00\x00") {
			t.Errorf("%s: the end is not found", c.name)
		}
		if c.format != "gif" && !whole(c.picture+strings.Repeat("film", 20_000)) {
			t.Errorf("%s: the end is not found before what follows it", c.name)
		}
		for i := len(c.picture) / 2; i < len(c.picture); i++ {
			if cut := strings.TrimRight(c.picture[:i], "\x00"); whole(c.picture[:i]) && !strings.HasSuffix(cut, endMark(c.format)) {
				t.Errorf("%s: cut short after %d of %d bytes, it counts as whole", c.name, i, len(c.picture))
			}
		}
		for i := range min(100, len(c.picture)) {
			whole(c.picture[:i]) // whatever is left, it must not panic
		}
	}
}
