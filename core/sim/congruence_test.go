package sim_test

import (
	"testing"

	"faultlab/core/explore"
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
		"at a pace":            {Net: sim.Network{Pace: 2}, Models: []sim.Model{sim.Crash}, Budget: sim.Budget{Crashes: 1}},
		"at any pace":          {Net: sim.Network{Pace: sim.Forever, Bounded: true, MinDelay: 1, MaxDelay: 2, Order: sim.Ordered}},
		"one send a step":      {Net: sim.Network{Pace: sim.Forever}, Models: []sim.Model{sim.Crash}, Budget: sim.Budget{Crashes: 1}, Apart: true},
		"over bad links":       {Links: []sim.Link{{From: 0, To: 1, Model: sim.Arbitrary}, {From: 0, To: 2, Model: sim.Omission}}},
		"twice":                {Budget: sim.Budget{Duplicates: 2, Losses: 1}},
		"twice, in order":      {Net: sim.Network{Order: sim.FIFO}, Budget: sim.Budget{Duplicates: 2}, Models: []sim.Model{sim.Crash}},
		"twice, by the clock":  {Net: sim.Network{Bounded: true, MinDelay: 1, MaxDelay: 3}, Budget: sim.Budget{Duplicates: 2}},
		"twice over a link":    {Links: []sim.Link{{From: 0, To: 1, Model: sim.Arbitrary | sim.Duplication}, {From: 0, To: 2, Model: sim.Duplication}}},
		"twice, by liars":      {Models: []sim.Model{sim.Arbitrary | sim.Transition, sim.Transition}, Budget: sim.Budget{Duplicates: 1, Mistakes: 1}},
		"twice, by value":      {Models: []sim.Model{sim.Value}, Budget: sim.Budget{Duplicates: 2}},
		"with crash detection": {Net: sim.Network{Detector: true, Order: sim.FIFO}, Models: []sim.Model{sim.Crash}, Budget: sim.Budget{Crashes: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			s.N, s.Values = 3, 2
			test(t, worldOf(s, three))
			s.Payload = 3
			test(t, worldOf(s, laden))
		})
	}
}

func congruent(t *testing.T, w *sim.World, walks int) {
	again, err := explore.Congruent(w, walks)
	if err != nil {
		t.Error(err)
	}
	if again < 100 && !t.Failed() {
		t.Errorf("only %d states were met twice: nothing is shown", again)
	}
}

// secretive remembers what it was asked, in order, where no fingerprint finds it.
type secretive struct{ Heard uint64 }

var asked int

func (f *secretive) Start(e *sim.Env) {
	asked = 0
	for i := range uint8(4) {
		e.Do(i, 0, 0)
	}
}

func (f *secretive) Deliver(e *sim.Env, m sim.Msg) {
	asked = 5*asked + int(m.Kind) + 1
	if m.Kind == 0 {
		f.Heard = uint64(asked)
	}
}

func TestWhatIsNotInTheStateIsFound(t *testing.T) {
	w := worldOf(sim.Setup{N: 1}, func(b *sim.Builder) { sim.Place(b, secretive{}, 0) })
	if _, err := explore.Congruent(w, 100); err == nil {
		t.Error("a process with a hidden count passes")
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
