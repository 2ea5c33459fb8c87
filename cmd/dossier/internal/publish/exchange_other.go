//go:build !linux && !darwin

package publish

import (
	"errors"
	"os"
)

// exchange swaps two directories in one step where the system can.
func exchange(a, b string) error {
	return &os.LinkError{Op: "exchange", Old: a, New: b, Err: errors.ErrUnsupported}
}
