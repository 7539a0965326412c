// Package parallel runs parts of a search at the same time. The core starts no
// goroutine of its own: it is the same in a page, where there is one thread.
package parallel

import (
	"runtime"
	"sync"

	"faultlab/core/explore"
)

// Do calls do(0) to do(n-1) at the same time and returns when all have returned.
func Do(n int, do func(i int)) {
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { do(i) })
	}
	wait.Wait()
}

// All lets a search use so many processors; 0 means all there are.
func All(o explore.Options, processors int) explore.Options {
	if processors <= 0 {
		processors = runtime.GOMAXPROCS(0)
	}
	o.Workers, o.Together = processors, Do
	return o
}
