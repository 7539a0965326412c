package explore_test

import (
	"testing"

	"faultlab/core/explore"
)

func BenchmarkFifo(b *testing.B) {
	for _, threads := range []int{1, 2} {
		b.Run(map[int]string{1: "one", 2: "two"}[threads], func(b *testing.B) {
			b.ReportAllocs()
			states := 0
			for b.Loop() {
				x := open(b, `{"faultlab": 1, "protocol": "multicast/fifo", "processes": 4, "params": {"messages": 3, "senders": 3}}`)
				s, _ := explore.New(x.World, explore.Options{All: true, Workers: threads, Together: together})
				s.Run(1 << 30)
				states = s.Result().States
			}
			b.ReportMetric(float64(states), "states")
			b.ReportMetric(float64(states)*float64(b.N)/b.Elapsed().Seconds(), "states/s")
		})
	}
}
