package lab

import (
	"faultlab/core/choose"
	"faultlab/core/rpc/orphan"
	"faultlab/core/sim"
)

// Protocols know no drivers. What measures many runs of one is handed these.

// Driving runs a world with whoever picks an option at every step.
func Driving(w *sim.World) orphan.Drive {
	r := choose.NewRun(w)
	return func(t *sim.Trace, pick func(w *sim.World, options []sim.Option) int) []sim.Choice {
		r.Drive(t, -1, pick)
		return r.Taken
	}
}

// ByChance runs a world with a seed.
func ByChance(w *sim.World) func(t *sim.Trace, seed uint64) {
	r := choose.NewRun(w)
	return func(t *sim.Trace, seed uint64) { r.Random(t, seed, choose.DefaultWeights) }
}

// EveryRun runs a world with every list of choices, of which there must be no more than
// are enumerated here.
func EveryRun(w *sim.World, visit func(t *sim.Trace, taken []sim.Choice)) {
	const most = 1_000_000
	r, replay := choose.NewRun(w.Twin()), choose.NewRun(w)
	var trace sim.Trace
	if _, all := r.Enumerate(most, func(_ *sim.World, taken []sim.Choice) bool {
		replay.Replay(&trace, taken, -1)
		visit(&trace, taken)
		return true
	}); !all {
		panic("lab: more runs than are enumerated")
	}
}
