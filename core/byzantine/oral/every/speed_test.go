package every

import (
	"strconv"
	"testing"

	"faultlab/core/sim"
)

// BenchmarkProve decides all placements of t arbitrarily faulty processes, cold: nothing is kept from one proof to
// the next.
func BenchmarkProve(b *testing.B) {
	for _, c := range [][3]int{{4, 1, 1}, {7, 2, 2}, {16, 5, 5}, {40, 13, 13}, {64, 21, 21}} {
		b.Run("n="+strconv.Itoa(c[0])+",m="+strconv.Itoa(c[1])+",t="+strconv.Itoa(c[2]), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				prove(b, c[0], c[1], c[2], sim.Arbitrary)
			}
		})
	}
}

// BenchmarkWitness finds the fewest lies, and writes them down.
func BenchmarkWitness(b *testing.B) {
	for _, c := range [][3]int{{6, 2, 2}, {9, 3, 3}, {12, 4, 4}} {
		b.Run("n="+strconv.Itoa(c[0])+",m="+strconv.Itoa(c[1])+",t="+strconv.Itoa(c[2]), func(b *testing.B) {
			best := prove(b, c[0], c[1], c[2], sim.Arbitrary).Best(1)
			for b.Loop() {
				if _, err := best.Witness(1); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(best.Lies[1]), "lies")
		})
	}
}
