package sim_test

import (
	"fmt"

	"faultlab/core/claim"
	"faultlab/core/sim"
)

// herald tells the others a value; each takes what it is told.
type herald struct{ Taken uint8 }

func (h *herald) Start(e *sim.Env) {
	if e.Me == 0 {
		e.Multicast(e.Others(), 0, 1, 0)
	}
}

func (h *herald) Deliver(e *sim.Env, m sim.Msg) {
	h.Taken = m.Val
	e.Note(sim.EvDecide, sim.None, m.Val, 0, sim.NoReason)
}

// A world is advanced by taking one of the options that its state has. Option 0 is
// the boring one; it is taken at every step but the first, where P1 says something else
// to one of its listeners than the protocol would.
func Example() {
	listeners := sim.SetOf(1, 2)
	world := sim.New(&sim.Setup{
		N: 3, Values: 2, Models: []sim.Model{sim.Arbitrary, 0, 0},
		Claims: []sim.Claim{claim.Agreement("the same for both", listeners)},
		Build: func(b *sim.Builder) {
			for range 3 {
				sim.Place(b, herald{}, 0)
			}
		},
	})

	var trace sim.Trace
	world.Reset(&trace)
	for {
		options := world.Enabled(nil)
		if world.Quiescent(options) {
			break
		}
		taken := options[0]
		for _, o := range options {
			if world.Steps() == 0 && o.Kind == sim.Say {
				taken = o
			}
		}
		world.Apply(taken)
	}
	world.Finish(true)

	for _, e := range trace.Events {
		if e.Kind == sim.EvDecide {
			fmt.Printf("P%d takes %d\n", e.Process+1, e.Value)
		}
	}
	status, who, _ := world.Status(0)
	fmt.Println(sim.Statuses[status], who == listeners)
	// Output:
	// P3 takes 0
	// P2 takes 1
	// violated true
}
