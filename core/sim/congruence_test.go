package sim_test

import (
	"slices"
	"testing"

	"faultlab/core/choose"
	"faultlab/core/lab"
	"faultlab/core/sim"
)

// What a fingerprint leaves out may make no difference: two states that have the
// same one have successors which have the same ones.
func TestEqualFingerprintsHaveEqualSuccessors(t *testing.T) {
	everyProtocol(t, func(t *testing.T, x *lab.Experiment) { congruent(t, x.World, 150) })

	everyNetwork(t, func(t *testing.T, w *sim.World) { congruent(t, w, 1500) })
}

// everyNetwork runs a test where all depends on order, age, time, incarnation or
// multicast.
func everyNetwork(t *testing.T, test func(t *testing.T, w *sim.World)) {
	three := func(b *sim.Builder) {
		for range 3 {
			sim.Place(b, chatter{}, 0)
		}
	}
	for name, s := range map[string]sim.Setup{
		"on FIFO links":        {Net: sim.Network{Order: sim.FIFO}},
		"in order of sending":  {Net: sim.Network{Order: sim.Ordered}},
		"through crashes":      {Models: []sim.Model{sim.Crash}, Budget: sim.Budget{Crashes: 1, Restarts: 1}},
		"in several lives":     {Net: sim.Network{Multicast: true}, Models: []sim.Model{sim.Crash}, Budget: sim.Budget{Crashes: 1, Restarts: 1, Losses: 1}},
		"by value faults":      {Models: []sim.Model{sim.Value}, Budget: sim.Budget{Losses: 2}},
		"by the clock":         {Net: sim.Network{Bounded: true, MinDelay: 1, MaxDelay: 3}},
		"behind the clock":     {Net: sim.Network{Bounded: true, MinDelay: 1, MaxDelay: 1}, Models: []sim.Model{sim.Timing}},
		"by arbitrary faults":  {Models: []sim.Model{sim.Arbitrary}},
		"in rounds, or later":  {Net: sim.Network{LockStep: true}, Rounds: 3, Budget: sim.Budget{Late: 2}},
		"with crash detection": {Net: sim.Network{Detector: true, Order: sim.FIFO}, Models: []sim.Model{sim.Crash}, Budget: sim.Budget{Crashes: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			s.N, s.Values = 3, 2
			test(t, worldOf(s, three))
		})
	}
}

func congruent(t *testing.T, w *sim.World, walks int) {
	seen := map[uint64][]uint64{}
	again := 0
	var state []byte
	for seed := range uint64(walks) {
		rnd := choose.Rand(seed)
		walk(w, &rnd, func(options []sim.Option) bool {
			print := w.Fingerprint()
			state = w.Save(state[:0])
			w.Load(state)
			var next []uint64
			for _, o := range w.Enabled(options[:0]) {
				w.Apply(o)
				next = append(next, w.Fingerprint())
				w.Load(state)
			}
			w.Enabled(options[:0]) // places have moved with the load
			slices.Sort(next)
			if before, ok := seen[print]; !ok {
				seen[print] = next
			} else if again++; !slices.Equal(before, next) {
				t.Errorf("seed %d, step %d: %d successors, and %d before", seed, w.Steps(), len(next), len(before))
				return false
			}
			return true
		})
		if t.Failed() {
			return
		}
	}
	if again < 100 {
		t.Errorf("only %d of %d states were met twice: nothing is shown", again, len(seen))
	}
}

// chatter has two things to say, in any order. What it keeps depends on all that
// it hears, in the order in which it hears it and from whichever life of the
// sender.
type chatter struct{ Heard uint32 }

func (c *chatter) Start(e *sim.Env) {
	if e.Me == 0 {
		e.Do(1, 0, 0)
		e.Do(1, 1, 0)
		e.After(2, 2, sim.Nothing, 0)
	}
}

func (c *chatter) Deliver(e *sim.Env, m sim.Msg) {
	switch e.Class() {
	case sim.Task:
		e.Multicast(sim.SetOf(1, 2), 0, m.Val, 0)
		return
	case sim.Timer:
		e.Send(1, 0, 1, 0)
	}
	c.Heard = c.Heard*8 + 4*uint32(e.Class()&1) + 2*uint32(e.SenderIncarnation()&1) + uint32(m.Val&1) + 1
}
