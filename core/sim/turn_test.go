package sim_test

import (
	"testing"

	"faultlab/core/choose"
	"faultlab/core/explore"
	"faultlab/core/sim"
)

// listener notes of whose crash it is told.
type listener struct{ Told [4]uint8 }

func (l *listener) Start(e *sim.Env) {}
func (l *listener) Deliver(e *sim.Env, m sim.Msg) {
	for i := range l.Told {
		if l.Told[i] == 0 {
			l.Told[i] = uint8(m.From) + 1
			return
		}
	}
}

func listeners(order sim.Order, inTurn bool) *sim.World {
	return sim.New(&sim.Setup{
		N: 4, Net: sim.Network{Order: order, Detector: true}, InTurn: inTurn, Closes: true,
		Models: []sim.Model{sim.Crash, sim.Crash, 0, 0}, Budget: sim.Budget{Crashes: 2},
		Build: func(b *sim.Builder) {
			for range 4 {
				sim.Place(b, listener{}, 0)
			}
		},
	})
}

// Notices come in the order of the crashes, or in any, as the setup says; and what
// is told apart by a fingerprint is what can still happen.
func TestNoticesComeInTurn(t *testing.T) {
	for _, order := range []sim.Order{sim.Unordered, sim.FIFO, sim.Ordered} {
		for _, inTurn := range []bool{true, false} {
			w := listeners(order, inTurn)
			r := choose.NewRun(w)
			var trace sim.Trace
			turned := 0
			for seed := range uint64(300) {
				r.Random(&trace, seed, choose.Weights{Fault: 500, Other: 700})
				var crashes []sim.ID
				for _, e := range trace.Events {
					if e.Kind == sim.EvCrash {
						crashes = append(crashes, e.Process)
					}
				}
				for p := sim.ID(2); p < 4; p++ {
					told := w.Process(p).(*listener).Told
					if len(crashes) == 2 && told[1] != 0 && told[0] != uint8(crashes[0])+1 {
						turned++
					}
				}
			}
			if inTurn != (turned == 0) {
				t.Errorf("%s, in turn %t: %d processes heard of the second crash first", sim.Orders[order], inTurn, turned)
			}
			if again, err := explore.Congruent(w, 200); err != nil || again < 50 {
				t.Errorf("%s, in turn %t: %v; %d states were met twice", sim.Orders[order], inTurn, err, again)
			}
		}
	}
}
