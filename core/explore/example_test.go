package explore_test

import (
	"fmt"

	"faultlab/core/claim"
	"faultlab/core/explore"
	"faultlab/core/sim"
)

// voter tells the others what it votes for. Whoever heard a vote of each of them
// decides on the first process's.
type voter struct{ First, Heard uint8 }

func (v *voter) Start(e *sim.Env) { e.Multicast(e.Others(), 0, uint8(e.Me)%2, 0) }

func (v *voter) Deliver(e *sim.Env, m sim.Msg) {
	if m.From == 0 {
		v.First = m.Val
	}
	if v.Heard++; int(v.Heard) == e.N()-1 && e.Me != 0 {
		e.Note(sim.EvDecide, sim.None, v.First, 0, sim.NoReason)
	}
}

// The claim is proved while all are correct, and while the first process's values are
// wrong for all alike. Once it may say different things to different processes, one
// lie is enough, and the run which shows it is the shortest there is.
func Example() {
	setup := sim.Setup{
		N: 3, Values: 2,
		Claims: []sim.Claim{claim.Agreement("the same for both", sim.SetOf(1, 2))},
		Build: func(b *sim.Builder) {
			for range 3 {
				sim.Place(b, voter{}, 0)
			}
		},
	}
	for _, models := range [][]sim.Model{nil, {sim.Value, 0, 0}, {sim.Arbitrary, 0, 0}} {
		setup.Models = models
		search, err := explore.New(sim.New(&setup), explore.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		for !search.Run(100) {
			// Between two slices a program can do something else.
		}
		result := search.Result()
		found := result.Findings[0]
		fmt.Printf("%s: %d states, %d faults, %d steps\n", explore.Outcomes[found.Outcome], result.States, found.Faults, found.Steps)
	}
	// Output:
	// proved within the bounds: 64 states, 0 faults, 0 steps
	// proved within the bounds: 112 states, 0 faults, 0 steps
	// refuted: 168 states, 1 faults, 4 steps
}
