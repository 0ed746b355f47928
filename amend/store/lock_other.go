//go:build !unix

package store

import (
	"errors"
	"fmt"
	"os"
)

// lock makes a lock file. One that a killed process left must be removed by hand.
func lock(_ *os.File, name string) (unlock func() error, err error) {
	l, err := os.OpenFile(name+".lock", os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, os.ErrExist):
		return nil, fmt.Errorf("%w (%s.lock)", ErrLocked, name)
	case err != nil:
		return nil, fmt.Errorf("store: lock: %w", err)
	}
	return func() error { return errors.Join(l.Close(), os.Remove(name+".lock")) }, nil
}
