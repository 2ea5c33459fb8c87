package lsp

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

const (
	maxHeader  = 4 << 10  // bytes of the header of a message
	maxContent = 32 << 20 // bytes of its content: a text of the largest size, with escapes
)

// readFrame reads the content of one message (LSP 3.17, Base Protocol). After
// any error but [io.EOF] it is not known where the next one begins.
func readFrame(r *bufio.Reader) ([]byte, error) {
	size, header := -1, 0
	for {
		line, err := readLine(r, maxHeader-header)
		switch {
		case err == io.EOF && header == 0:
			return nil, io.EOF
		case err == io.EOF:
			return nil, io.ErrUnexpectedEOF
		case err != nil:
			return nil, err
		}
		header += len(line) + len("\r\n")
		if line == "" {
			break
		}
		name, value, _ := strings.Cut(line, ":")
		if !strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			continue
		}
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n > maxContent {
			return nil, fmt.Errorf("Content-Length %q is not a number from 0 to %d", strings.TrimSpace(value), maxContent)
		}
		size = n
	}
	if size < 0 {
		return nil, errors.New("a message without Content-Length")
	}
	// Memory grows with what comes, not with what is announced.
	content, err := io.ReadAll(io.LimitReader(r, int64(size)))
	if err == nil && len(content) < size {
		err = io.ErrUnexpectedEOF
	}
	return content, err
}

// readLine reads a line of at most limit bytes and returns it without its end.
func readLine(r *bufio.Reader, limit int) (string, error) {
	var line []byte
	for {
		c, err := r.ReadByte()
		if err == io.EOF && len(line) > 0 {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return "", err
		}
		if c == '\n' {
			return strings.TrimSuffix(string(line), "\r"), nil
		}
		if line = append(line, c); len(line) > limit {
			return "", errors.New("the header of a message is too long")
		}
	}
}

// writeFrame writes one message.
func writeFrame(w io.Writer, message any) error {
	content, err := json.Marshal(message)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "Content-Length: %d\r\n\r\n%s", len(content), content)
	return err
}
