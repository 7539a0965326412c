package claim

import "faultlab/core/sim"

// Termination: each of the given processes decides, unless it crashes. Since a
// decision may come as long as the run goes on, only the end can break this: a run
// that waits for ever ends when nothing more can happen, and those who wait are its
// witnesses.
func Termination(name string, of sim.Set) sim.Claim {
	return sim.Claim{
		Name: name, Size: 8, Watch: sim.Watch(sim.EvDecide, sim.EvCrash), Begin: sim.Open, Swaps: true, Rename: renameDone,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if of.Has(e.Process) {
				MarkDone(m, e.Process)
			}
			if of&^done(m) == 0 {
				return sim.HoldsSoFar
			}
			return sim.Open
		},
		Finish: func(m *sim.Memory) sim.Status {
			if waits := of &^ done(m); waits != 0 {
				m.Blame(waits, sim.None)
				return sim.Violated
			}
			return sim.Holds
		},
	}
}

// Proposed: each of the given processes that decides decides on a value which some
// process has proposed. To propose is to draw a quantity below 8: what a process
// begins with is a choice like any other. Nothing else may be drawn.
func Proposed(name string, of sim.Set) sim.Claim {
	const proposals = 13
	return sim.Claim{
		Name: name, Size: 16, Watch: sim.Watch(sim.EvDraw, sim.EvDecide, sim.EvCrash), Begin: sim.Open, Swaps: true, Rename: renameDone,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Kind == sim.EvDraw {
				m.History[proposals] |= 1 << e.Value
				return stand(m)
			}
			if !of.Has(e.Process) {
				return stand(m)
			}
			MarkDone(m, e.Process)
			if e.Kind == sim.EvCrash {
				return stand(m)
			}
			m.History[14] = 1
			if m.History[proposals]>>e.Value&1 == 0 {
				m.Blame(sim.SetOf(e.Process), sim.None)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status { return AllDone(m, of) }, Lenient: true,
	}
}
