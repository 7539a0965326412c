package call

import "faultlab/core/sim"

// Truthful: no process completes a call that was not executed before.
func Truthful(name string) sim.Claim {
	return sim.Claim{
		Name: name, Size: Calls, Watch: sim.Watch(sim.EvExecute, sim.EvComplete), Begin: sim.HoldsSoFar, Keys: 1,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Kind == sim.EvExecute {
				m.History[e.Arg-1] = 1
			} else if m.History[e.Arg-1] == 0 {
				m.Blame(sim.SetOf(e.Process), sim.None)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
	}
}

// ExactlyOnce: in the end each call of a client that didn't crash has had the effect of
// one execution. If the operation is idempotent, several have that too.
func ExactlyOnce(name string, clients sim.Set, requests uint8, idempotent bool) sim.Claim {
	const crashed = Calls
	return sim.Claim{
		Name: name, Size: Calls + 1, Keys: Calls, Watch: sim.Watch(sim.EvExecute, sim.EvCrash), Begin: sim.HoldsSoFar, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Kind == sim.EvCrash {
				if clients.Has(e.Process) {
					m.History[crashed] |= 1 << e.Process
				}
				return sim.HoldsSoFar
			}
			at := int(e.Arg) - 1
			if m.History[at] == 1 && !idempotent {
				m.BlameAt(sim.SetOf(e.Process), at)
				return sim.Violated
			}
			m.History[at] = 1
			m.KeepAt(at)
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status {
			return finish(m, clients, m.History[crashed], requests)
		},
	}
}

// Completes: in the end each client that didn't crash has a reply to each of its calls.
func Completes(name string, clients sim.Set, requests uint8) sim.Claim {
	const crashed = Calls
	return sim.Claim{
		Name: name, Size: Calls + 1, Watch: sim.Watch(sim.EvComplete, sim.EvCrash), Begin: sim.HoldsSoFar, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Kind == sim.EvCrash {
				if clients.Has(e.Process) {
					m.History[crashed] |= 1 << e.Process
				}
			} else {
				m.History[e.Arg-1] = 1
			}
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status {
			return finish(m, clients, m.History[crashed], requests)
		},
	}
}

// finish holds if each call of each client that didn't crash is in the history.
func finish(m *sim.Memory, clients sim.Set, crashed uint8, requests uint8) sim.Status {
	var lack sim.Set
	for p := range sim.ID(4) {
		for number := uint8(1); number <= requests && clients.Has(p) && crashed>>p&1 == 0; number++ {
			if m.History[Number(p, 0, number)-1] == 0 {
				lack = lack.With(p)
			}
		}
	}
	if lack != 0 {
		m.Blame(lack, sim.None)
		return sim.Violated
	}
	return sim.Holds
}
