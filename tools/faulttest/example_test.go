package faulttest_test

import (
	"fmt"
	"testing"

	"faultlab/core/claim"
	"faultlab/core/sim"
	"faultlab/tools/faulttest"
)

// echo says to all others what its number is, once. Each decides on the smallest
// number that it knows when it has heard all of them.
type echo struct{ Least, Heard uint8 }

func (p *echo) Start(e *sim.Env) {
	p.Least = uint8(e.Me)
	e.Multicast(e.Others(), 0, uint8(e.Me), 0)
}

func (p *echo) Deliver(e *sim.Env, m sim.Msg) {
	p.Least = min(p.Least, m.Val)
	if p.Heard++; int(p.Heard) == e.N()-1 {
		e.Note(sim.EvDecide, sim.None, p.Least, 0, sim.NoReason)
	}
}

// A test of one's own process: everything is tried, and a claim that falls fails the
// test with its shortest run. Here all are correct and every claim is proved; give P1
// the model sim.Arbitrary, or let the network lose one message, to see it fail.
func ExampleCheck() {
	setup := sim.Setup{
		N: 3, Values: 3,
		Claims: []sim.Claim{
			claim.Agreement("all decide alike", sim.All(3)),
			claim.Termination("all decide", sim.All(3)),
		},
		Build: func(b *sim.Builder) {
			for range 3 {
				sim.Place(b, echo{}, 0)
			}
		},
	}
	var t testing.TB = &testing.T{} // in a test it is the test's own
	result := faulttest.Check(t, faulttest.Subject{Setup: &setup})
	fmt.Println(result.States, "states, failed:", t.Failed())
	// Output: 64 states, failed: false
}
