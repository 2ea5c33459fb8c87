package content

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

const (
	maxExif = 64 << 10 // bytes of a segment of a JPEG file
	tagGPS  = 0x8825   // of an image file directory: where the picture was taken (Exif 2.3, 4.6.3)
)

// hasGPS reports whether a JPEG file says where it was taken. It reads the
// segments before the picture itself (ITU T.81, annex B). What is no JPEG, or
// is cut short, says nothing.
func hasGPS(in io.Reader) bool {
	r := bufio.NewReader(in)
	var head [4]byte
	if _, err := io.ReadFull(r, head[:2]); err != nil || head[0] != 0xFF || head[1] != 0xD8 {
		return false
	}
	for {
		if _, err := io.ReadFull(r, head[:]); err != nil || head[0] != 0xFF || head[1] == 0xDA {
			return false
		}
		size := int(binary.BigEndian.Uint16(head[2:])) - 2
		if size < 0 || size > maxExif {
			return false
		}
		segment := make([]byte, size)
		if _, err := io.ReadFull(r, segment); err != nil {
			return false
		}
		if tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok && head[1] == 0xE1 {
			return tiffHasGPS(tiff)
		}
	}
}

// tiffHasGPS looks for the GPS entry in the first directory (TIFF 6.0, 2).
func tiffHasGPS(b []byte) bool {
	if len(b) < 8 {
		return false
	}
	var order binary.ByteOrder = binary.LittleEndian
	if b[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return false
	}
	entries := b[at+2:]
	for range order.Uint16(b[at:]) {
		if len(entries) < 12 {
			return false
		}
		if order.Uint16(entries) == tagGPS {
			return true
		}
		entries = entries[12:]
	}
	return false
}
