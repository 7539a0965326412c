package signed_test

import (
	"fmt"
	"testing"

	"faultlab/core/byzantine/signed"
	"faultlab/core/choose"
)

// BenchmarkSimulator runs SM(m) as processes that exchange messages, by chance, with
// traitors and all claims watched: once with what a search offers, once with all that
// can be shown.
func BenchmarkSimulator(b *testing.B) {
	for _, s := range []system{{n: 4, m: 2, traitors: []int{0, 3}}, {n: 7, m: 2, traitors: []int{0, 6}}, {n: 16, m: 3, traitors: []int{0, 14, 15}}} {
		for menu, name := range []string{"search", "everything"} {
			s.menu = signed.Menu(menu)
			b.Run(fmt.Sprintf("n=%d,m=%d/%s", s.n, s.m, name), func(b *testing.B) {
				b.ReportAllocs()
				r := choose.NewRun(world(s.config()))
				r.Random(nil, 0, choose.DefaultWeights)
				steps, seed := 0, uint64(0)
				for b.Loop() {
					seed++
					r.Random(nil, seed, choose.DefaultWeights)
					steps += int(r.World.Steps())
				}
				b.ReportMetric(float64(steps)/1e6/b.Elapsed().Seconds(), "Msteps/s")
			})
		}
	}
}

// BenchmarkProof searches everything that three traitors of five can do.
func BenchmarkProof(b *testing.B) {
	s := system{n: 5, m: 3, traitors: []int{0, 3, 4}, order: 1}
	for b.Loop() {
		if violated, _, all := explored(world(s.config())); !all || violated != [claims]bool{} {
			b.Fatal(violated)
		}
	}
}
