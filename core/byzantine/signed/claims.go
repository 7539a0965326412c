package signed

import (
	"math/bits"

	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// sameSet is what the proof of IC1 shows: all loyal lieutenants end with the same
// set of orders, so that any function of the set is the same for all. The set is
// the argument of the vote.
func sameSet(c *protocol.Config) sim.Claim {
	return alike("same-set", c.N, loyal(c), false, func(held uint32) uint32 { return held })
}

// proof: two orders with the commander's signature prove that he is a traitor. No
// loyal commander is ever proved to be one, and a traitor is proved to be one by
// all loyal lieutenants or by none.
func proof(c *protocol.Config) sim.Claim {
	return alike("proof", c.N, loyal(c), !c.Faulty().Has(0), func(held uint32) uint32 {
		return uint32(min(bits.OnesCount32(held), 2) / 2)
	})
}

// loyal are the loyal lieutenants.
func loyal(c *protocol.Config) sim.Set { return sim.All(c.N).Without(0) &^ c.Faulty() }

// alike: what a function makes of the sets of two of the given processes is never
// different. With innocent set, none of them must ever hold a proof against the
// commander. It is open until somebody has his set; at the end all of them must,
// unless they crashed.
func alike(name string, n int, of sim.Set, innocent bool, make func(held uint32) uint32) sim.Claim {
	return sim.Claim{
		// The history has those of whom nothing is awaited any more, the first to
		// have a set, plus one, and what the function makes of it.
		Name: name, Size: 10, Keys: n, Watch: sim.Watch(sim.EvVote, sim.EvProof, sim.EvCrash), Begin: sim.Open,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			first, value := &m.History[8], &m.History[9]
			now := sim.Open
			if *first != 0 {
				now = sim.HoldsSoFar
			}
			switch {
			case !of.Has(e.Process):
				return now
			case e.Kind == sim.EvProof:
				if innocent {
					m.Blame(sim.SetOf(e.Process), sim.None)
					return sim.Violated
				}
				return now
			}
			claim.MarkDone(m, e.Process)
			if e.Kind == sim.EvCrash {
				return now
			}
			m.Keep(e.Process)
			made := uint8(make(e.Arg))
			if *first == 0 {
				*first, *value = uint8(e.Process)+1, made
			} else if made != *value {
				m.Blame(sim.SetOf(sim.ID(*first-1), e.Process), sim.ID(*first-1))
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status { return claim.AllDone(m, of) }, Lenient: true,
	}
}
