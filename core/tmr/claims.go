package tmr

import (
	"faultlab/core/protocol"
	"faultlab/core/sim"
)

// masked: at least two of the three final outputs are right, so that whoever uses
// them can take a vote once more. It is violated as soon as two of them are wrong,
// undefined or missing.
func masked(c *protocol.Config) sim.Claim {
	right := uint8(c.Param("input"))
	return sim.Claim{
		Name: "masked", Size: 2, Watch: sim.Watch(sim.EvOutput, sim.EvDrop, sim.EvCrash), Begin: sim.Open,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			p := Part(e.Process)
			good, bad := &m.History[0], &m.History[1]
			if p < Parts && p.Final() {
				bit := uint8(1) << p.Lane()
				m.Keep(e.Process)
				if e.Kind == sim.EvOutput && e.Value == right {
					*good |= bit
				} else if *good&bit == 0 && *bad&bit == 0 {
					if *bad != 0 {
						other := finalOf(*bad)
						m.Blame(sim.SetOf(other, e.Process), other)
						*bad |= bit
						return sim.Violated
					}
					*bad |= bit
				}
			}
			if *good&(*good-1) != 0 {
				return sim.HoldsSoFar
			}
			return sim.Open
		},
	}
}

// finalOf is the final voter of a lane given as one bit.
func finalOf(bit uint8) sim.ID { return sim.ID(VoterOf(Stages-1, int(bit>>1))) }

// safe: no final output is a wrong value. Undefined and nothing at all are not
// wrong: whoever uses the circuit knows that it has failed.
func safe(c *protocol.Config) sim.Claim {
	right := uint8(c.Param("input"))
	return sim.Claim{
		Name: "safe", Watch: sim.Watch(sim.EvOutput), Begin: sim.HoldsSoFar,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if Part(e.Process).Final() && e.Value != right && e.Value != Undefined {
				m.Blame(sim.SetOf(e.Process), sim.None)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
	}
}
