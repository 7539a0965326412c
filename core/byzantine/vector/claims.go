package vector

import (
	"faultlab/core/claim"
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// An element of somebody's vector is a vote whose argument names a value and no
// longer path, unless it says that something was missing.

// validity: every correct process ends with the true value of every correct one.
func validity(c *protocol.Config) sim.Claim {
	return elements(c, "validity", func(m *sim.Memory, e *sim.Event, j sim.ID) sim.Status {
		if !c.Faulty().Has(j) && e.Value != uint8(c.Each[j]) {
			m.Blame(sim.SetOf(e.Process), sim.None)
			return sim.Violated
		}
		return sim.HoldsSoFar
	})
}

// agreement: no two correct processes end with different elements, whoever's they
// are. The history has for each element who had it first, plus one, and what.
func agreement(c *protocol.Config) sim.Claim {
	return elements(c, "agreement", func(m *sim.Memory, e *sim.Event, j sim.ID) sim.Status {
		first := m.History[8+2*int(j):]
		if first[0] == 0 {
			first[0], first[1] = uint8(e.Process)+1, e.Value
			m.KeepAt(int(j))
		} else if first[1] != e.Value {
			m.BlameAt(sim.SetOf(sim.ID(first[0]-1), e.Process), int(j))
			return sim.Violated
		}
		return sim.HoldsSoFar
	})
}

// elements looks at every element that a correct process ends with. It is open until
// there is one; at the end all of them must have their vectors, unless they crashed.
func elements(c *protocol.Config, name string, look func(m *sim.Memory, e *sim.Event, j sim.ID) sim.Status) sim.Claim {
	of, n, paths := sim.All(c.N)&^c.Faulty(), uint32(c.N), nodes(c)
	return sim.Claim{
		// The history begins with those of whom nothing is awaited any more.
		Name: name, Size: 8 + 2*c.N + 1, Keys: c.N, Watch: sim.Watch(sim.EvVote, sim.EvDecide, sim.EvCrash), Begin: sim.Open,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			seen := &m.History[len(m.History)-1]
			j := e.Arg / paths
			switch {
			case !of.Has(e.Process):
			case e.Kind != sim.EvVote:
				claim.MarkDone(m, e.Process)
			case e.Reason != sim.Missing && e.Arg%paths == 0 && j < n:
				*seen = 1
				return look(m, e, sim.ID(j))
			}
			if *seen == 0 {
				return sim.Open
			}
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status { return claim.AllDone(m, of) }, Lenient: true,
	}
}
