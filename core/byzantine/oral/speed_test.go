package oral_test

import (
	"fmt"
	"testing"

	"faultlab/core/byzantine"
	"faultlab/core/choose"
	"faultlab/core/sim"
)

// BenchmarkSimulator runs OM(m) as processes that exchange messages, with claims
// watched at every event: once as it goes by itself and with all events kept, and
// once by chance, with lies and crashes, and nothing kept.
func BenchmarkSimulator(b *testing.B) {
	for _, size := range []struct{ n, m int }{{4, 1}, {7, 2}, {10, 3}} {
		c := config(size.n, size.m, byzantine.Attack, sim.Arbitrary, 1, size.n-1)
		name := fmt.Sprintf("n=%d,m=%d", size.n, size.m)
		b.Run(name+"/replay", func(b *testing.B) {
			var t sim.Trace
			first := func(*sim.World, []sim.Option) int { return 0 }
			drive(b, choose.NewRun(world(c)), func(r *choose.Run) { r.Drive(&t, -1, first) })
		})
		b.Run(name+"/random", func(b *testing.B) {
			seed := uint64(0)
			drive(b, choose.NewRun(world(c)), func(r *choose.Run) {
				seed++
				r.Random(nil, seed, choose.DefaultWeights)
			})
		})
	}
}

// drive gives the speed in steps, and says what a warm run allocates.
func drive(b *testing.B, r *choose.Run, once func(*choose.Run)) {
	b.ReportAllocs()
	once(r)
	steps := 0
	for b.Loop() {
		once(r)
		steps += int(r.World.Steps())
	}
	b.ReportMetric(float64(steps)/1e6/b.Elapsed().Seconds(), "Msteps/s")
}
