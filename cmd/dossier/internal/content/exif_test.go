package content

import (
	"bytes"
	"strings"
	"testing"
)

// jpegWithTag returns the beginning of a JPEG file with one entry in its Exif directory.
func jpegWithTag(tag string) string {
	tiff := "MM\x00\x2a\x00\x00\x00\x08" + "\x00\x01" + tag + "\x00\x04\x00\x00\x00\x01\x00\x00\x00\x1a" + "\x00\x00\x00\x00"
	exif := "Exif\x00\x00" + tiff
	return "\xff\xd8" + "\xff\xe0\x00\x04ab" + "\xff\xe1\x00" + string(rune(len(exif)+2)) + exif + "\xff\xda\x00\x02"
}

func TestHasGPS(t *testing.T) {
	gps := jpegWithTag("\x88\x25")
	for _, c := range []struct {
		name, in string
		want     bool
	}{
		{"gps", gps, true},
		{"another tag", jpegWithTag("\x01\x0f"), false},
		{"no exif", "\xff\xd8\xff\xe0\x00\x04ab\xff\xda\x00\x02", false},
		{"after the picture begins", "\xff\xd8\xff\xda\x00\x02" + gps[2:], false},
		{"no jpeg", "GIF89a", false},
		{"empty", "", false},
		{"directory outside", strings.Replace(gps, "\x00\x00\x00\x08", "\xff\xff\xff\xff", 1), false},
	} {
		if got := hasGPS(strings.NewReader(c.in)); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	for i := range gps {
		hasGPS(bytes.NewReader([]byte(gps[:i]))) // cut anywhere, it must not panic
	}
}
