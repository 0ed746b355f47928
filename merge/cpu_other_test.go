//go:build !unix

package merge_test

import "time"

var began = time.Now()

// cpu is the time that has passed, where the system tells no better.
func cpu() time.Duration { return time.Since(began) }
