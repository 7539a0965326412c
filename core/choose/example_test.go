package choose_test

import (
	"fmt"

	"faultlab/core/choose"
	"faultlab/core/claim"
	"faultlab/core/sim"
)

// ping asks, and P2 answers.
type ping struct{ Heard uint8 }

func (p *ping) Start(e *sim.Env) {
	if e.Me == 0 {
		e.Send(1, 0, 0, 0)
	}
}

func (p *ping) Deliver(e *sim.Env, m sim.Msg) {
	p.Heard = 1
	if e.Me == 1 {
		e.Send(0, 1, 0, 0)
	} else {
		e.Note(sim.EvDecide, sim.None, 0, 0, sim.NoReason)
	}
}

// Every run of a question and its answer, over a network that may lose one message.
func ExampleRun_Enumerate() {
	run := choose.NewRun(sim.New(&sim.Setup{
		N: 2, Budget: sim.Budget{Losses: 1},
		Claims: []sim.Claim{claim.Termination("P1 is answered", sim.SetOf(0))},
		Build: func(b *sim.Builder) {
			sim.Place(b, ping{}, 0)
			sim.Place(b, ping{}, 0)
		},
	}))

	runs, all := run.Enumerate(100, func(w *sim.World, taken []sim.Choice) bool {
		status, _, _ := w.Status(0)
		fmt.Print(sim.Statuses[status])
		for _, c := range taken {
			fmt.Printf(", %s at step %d", sim.Kinds[c.Kind], c.Step)
		}
		fmt.Println()
		return true
	})
	fmt.Println(runs, all)
	// Output:
	// holds
	// violated, lose at step 1
	// violated, lose at step 0
	// 3 true
}

// A random run is a list of choices like any other: replayed, it is the same run.
func ExampleRun_Replay() {
	setup := sim.Setup{N: 2, Budget: sim.Budget{Losses: 1}, Build: func(b *sim.Builder) {
		sim.Place(b, ping{}, 0)
		sim.Place(b, ping{}, 0)
	}}
	first, second := choose.NewRun(sim.New(&setup)), choose.NewRun(sim.New(&setup))

	first.Random(nil, 7, choose.Weights{Fault: 1000})
	end := second.Replay(nil, first.Taken, -1)
	fmt.Println(choose.Ends[end], len(first.Taken), second.World.Fingerprint() == first.World.Fingerprint())
	// Output:
	// quiescent 1 true
}
