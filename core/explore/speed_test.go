package explore_test

import (
	"flag"
	"runtime"
	"testing"

	"faultlab/core/explore"
	"faultlab/core/sim"
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

// models are what tools/bench/search.mjs measures, each of which has a twin under
// testdata/spin.
var models = map[string]*sim.Setup{
	"flush-4-2":        flushing(4, group{Senders: 2}, 1),
	"flush-4-3":        flushing(4, group{Senders: 3}, 1),
	"flush-4-2-copies": flushing(4, group{Senders: 2, Copies: true}, 1),
	"retry-10-3-3":     retrying(calling{Tries: 10, Disk: true}, 3, 3),
}

var (
	model   = flag.String("model", "flush-4-2", "what BenchmarkModel searches")
	threads = flag.Int("threads", 1, "by how many threads")
	whole   = flag.Bool("every", false, "take every transition")
)

// BenchmarkModel searches one model with its claim on, and reports how many states
// it has, how many a second are visited, and how much is allocated for each.
func BenchmarkModel(b *testing.B) {
	setup := models[*model]
	if setup == nil {
		b.Fatalf("there is no model %q", *model)
	}
	var before, behind runtime.MemStats
	runtime.ReadMemStats(&before)
	var r *explore.Result
	for b.Loop() {
		r = search(b, sim.New(setup), explore.Options{All: true, Every: *whole, Workers: *threads, Together: together})
	}
	runtime.ReadMemStats(&behind)
	if r.Findings[0].Outcome != explore.Proved {
		b.Fatalf("%s is %s: %s", setup.Claims[0].Name, explore.Outcomes[r.Findings[0].Outcome], explore.Stops[r.Stopped])
	}
	states := float64(r.States)
	b.ReportMetric(states, "states")
	b.ReportMetric(float64(r.Transitions), "transitions")
	b.ReportMetric(states*float64(b.N)/b.Elapsed().Seconds(), "states/s")
	b.ReportMetric(float64(behind.Mallocs-before.Mallocs)/states/float64(b.N), "allocs/state")
	b.ReportMetric(float64(r.Bytes)/states, "B/state")
}
