package content

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// endMark returns the bytes that end a picture: the end of image of JPEG (ITU
// T.81, B.1.1.3), the last chunk of PNG (RFC 2083, 4.1.4), the trailer of GIF
// (GIF89a, 27).
func endMark(format string) string {
	switch format {
	case "jpeg":
		return "\xff\xd9"
	case "png":
		return "IEND\xae\x42\x60\x82"
	}
	return ";"
}

// isWhole reports whether a picture of a known format has its end. Nearly all
// files end there, and then only their last bytes are read. Of a JPEG or PNG
// file with something behind the picture, such as a film, all may be read.
func isWhole(in io.ReaderAt, size int64, format string) bool {
	mark := endMark(format)
	tail := make([]byte, min(size, 64))
	if _, err := in.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return true // it is not the file that is at fault
	}
	if bytes.HasSuffix(bytes.TrimRight(tail, "\x00"), []byte(mark)) { // some programs fill up with zeros
		return true
	}
	all := bufio.NewReader(io.NewSectionReader(in, 0, size))
	switch format {
	case "png":
		return contains(all, mark)
	case "jpeg":
		return toScan(all) && contains(all, mark)
	}
	return false
}

// toScan passes over the segments of a JPEG file before the picture itself. One
// of them may hold a small picture, with an end of its own.
func toScan(r *bufio.Reader) bool {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:2]); err != nil {
		return false
	}
	for {
		if _, err := io.ReadFull(r, head[:]); err != nil || head[0] != 0xFF {
			return false
		}
		if head[1] == 0xDA {
			return true
		}
		if _, err := r.Discard(max(int(binary.BigEndian.Uint16(head[2:]))-2, 0)); err != nil {
			return false
		}
	}
}

// contains looks for a mark in what is left to read.
func contains(r *bufio.Reader, mark string) bool {
	for {
		if _, err := r.ReadSlice(mark[0]); err != nil && err != bufio.ErrBufferFull {
			return false
		} else if err != nil {
			continue
		}
		if next, _ := r.Peek(len(mark) - 1); string(next) == mark[1:] {
			return true
		}
	}
}
