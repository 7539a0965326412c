package choose

import "faultlab/core/sim"

// Version of the random driver: the same seed and weights give the same run only
// under the same version.
const Version = 1

// Rand is a small generator of good quality (splitmix64; Steele, Lea, Flood
// 2014), so that a seed means the same everywhere.
type Rand uint64

// Next returns 64 random bits.
func (r *Rand) Next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Below returns a number from 0 to n-1, each equally likely.
func (r *Rand) Below(n uint32) uint32 {
	limit := -n % n // 2^32 mod n: below it a product is rejected
	for {
		x := uint64(uint32(r.Next())) * uint64(n)
		if uint32(x) >= limit {
			return uint32(x >> 32)
		}
	}
}

// Weights are the odds of the random driver, in thousandths. They live here and
// nowhere else: a scenario has budgets, never odds.
type Weights struct {
	Fault uint32 // that something goes wrong where something can
	Other uint32 // that something else than option 0 happens where nothing goes wrong
}

// DefaultWeights make runs in which something happens.
var DefaultWeights = Weights{Fault: 300, Other: 500}

// Random drives with a seed. The list of what it did is in Taken, so a random run
// is replayed like any other.
func (r *Run) Random(t *sim.Trace, seed uint64, weights Weights) End {
	rnd := Rand(seed)
	return r.Drive(t, -1, func(w *sim.World, options []sim.Option) int {
		if len(options) == 1 {
			return 0
		}
		if options[0].Kind == sim.Drawn {
			return int(rnd.Below(uint32(len(options))))
		}
		good := 0
		for _, o := range options {
			if !o.Kind.Fault() {
				good++
			}
		}
		if faults := len(options) - good; faults > 0 && rnd.Below(1000) < weights.Fault {
			return nth(options, int(rnd.Below(uint32(faults))), true)
		}
		if good > 1 && options[0].Kind != sim.Rest && rnd.Below(1000) < weights.Other {
			return nth(options, int(rnd.Below(uint32(good))), false)
		}
		return 0
	})
}

// nth is the index of the n-th option which is, or is not, a fault.
func nth(options []sim.Option, n int, fault bool) int {
	for i, o := range options {
		if o.Kind.Fault() == fault {
			if n == 0 {
				return i
			}
			n--
		}
	}
	return 0
}
