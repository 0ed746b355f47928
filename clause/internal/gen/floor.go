package gen

import (
	"crypto/sha256"
	"time"

	"github.com/clipperhouse/uax29/v2/words"
)

// Floor is the time that it takes to split a text into words and to hash it,
// on one core: what a benchmark is compared with. It is the mean of as many
// runs as fill a tenth of a second, three at least.
func Floor(text string) time.Duration {
	begin, runs, sink := time.Now(), 0, 0
	for runs < 3 || time.Since(begin) < time.Second/10 {
		for it := words.FromString(text); it.Next(); {
			sink++
		}
		sum := sha256.Sum256([]byte(text))
		sink += int(sum[0])
		runs++
	}
	took := time.Since(begin) / time.Duration(runs)
	if sink == 0 { // the work must not be left out
		return took + 1
	}
	return took
}
