package claim

import "faultlab/core/sim"

// AtMostOnce: none of the operations 1 to operations is executed twice. An
// execute event has the operation as its argument. Zero times is fine.
func AtMostOnce(name string, operations int) sim.Claim {
	return sim.Claim{
		Name: name, Size: operations, Keys: operations, Watch: sim.Watch(sim.EvExecute), Begin: sim.HoldsSoFar,
		Swaps: true, Rename: nameless,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			at := int(e.Arg) - 1
			if m.History[at] != 0 {
				m.BlameAt(sim.SetOf(e.Process), at)
				return sim.Violated
			}
			m.History[at] = 1
			m.KeepAt(at)
			return sim.HoldsSoFar
		},
	}
}

// Completes: a process has its reply when nothing more can happen. A process
// that crashed waits for nothing, so of it nothing is said. Since a reply may
// come as long as the run goes on, only the end can break this; the witness is
// the last timer in vain, if there was one.
func Completes(name string, p sim.ID) sim.Claim {
	const done, crashed, waited = 1, 2, 4
	return sim.Claim{
		Name: name, Size: 1, Watch: sim.Watch(sim.EvComplete, sim.EvCrash, sim.EvTimeout), Begin: sim.Open,
		Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Process == p {
				switch e.Kind {
				case sim.EvComplete:
					m.History[0] |= done
				case sim.EvCrash:
					m.History[0] |= crashed
				case sim.EvTimeout:
					m.History[0] |= waited
					m.Keep(p)
				}
			}
			if m.History[0]&done != 0 {
				return sim.HoldsSoFar
			}
			return sim.Open
		},
		Finish: func(m *sim.Memory) sim.Status {
			switch h := m.History[0]; {
			case h&done != 0:
				return sim.Holds
			case h&crashed != 0:
				return sim.Open
			case h&waited != 0:
				m.Blame(sim.SetOf(p), p)
			default:
				m.Blame(sim.SetOf(p), sim.None)
			}
			return sim.Violated
		},
	}
}
