package merge

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls f with stretches of 0 to n, spread over the cores. What f does
// for one index must not depend on another, so that the result is the same on
// every machine.
func parallel(n int, f func(lo, hi int)) {
	workers := runtime.GOMAXPROCS(0)
	step := max(1, min(512, n/(8*workers)))
	if workers < 2 || n < 2 {
		f(0, n)
		return
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for {
				lo := int(next.Add(int64(step))) - step
				if lo >= n {
					return
				}
				f(lo, min(n, lo+step))
			}
		})
	}
	group.Wait()
}
