// Package claim has the monitors that more than one protocol uses: agreement,
// validity, at most once, FIFO order. Each eats events one at a time and keeps a
// small state, so that a search can hold it inside its states; each has a naive
// twin in the tests, a function over the whole trace.
package claim

import "faultlab/core/sim"

// Agreement: no two of the given processes decide differently. It is open until
// somebody decides. At the end all of them must have decided, unless they
// crashed.
func Agreement(name string, of sim.Set) sim.Claim {
	return sim.Claim{
		Name: name, Size: 16, Keys: sim.MaxProcesses + 1, Watch: sim.Watch(sim.EvDecide, sim.EvCrash), Begin: sim.Open,
		Swaps: true, Rename: renameDone,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if !of.Has(e.Process) {
				return stand(m)
			}
			MarkDone(m, e.Process)
			if e.Kind == sim.EvCrash {
				return stand(m)
			}
			decided, value := &m.History[14], &m.History[15]
			m.Keep(e.Process)
			if *decided == 0 {
				*decided, *value = 1, e.Value
				m.Stash(first, int32(e.Process))
				return sim.HoldsSoFar
			}
			if e.Value != *value {
				one := sim.ID(m.Stashed(first))
				m.Blame(sim.SetOf(one, e.Process), one)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status { return AllDone(m, of) }, Lenient: true,
	}
}

// Validity: each of the given processes that decides decides on the value.
func Validity(name string, of sim.Set, value uint8) sim.Claim {
	return sim.Claim{
		Name: name, Size: 16, Watch: sim.Watch(sim.EvDecide, sim.EvCrash), Begin: sim.Open,
		Swaps: true, Rename: renameDone,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if !of.Has(e.Process) {
				return stand(m)
			}
			MarkDone(m, e.Process)
			if e.Kind == sim.EvCrash {
				return stand(m)
			}
			m.History[14] = 1
			if e.Value != value {
				m.Blame(sim.SetOf(e.Process), sim.None)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status { return AllDone(m, of) }, Lenient: true,
	}
}

// first is where Agreement stashes who decided first: for its witness alone.
const first = sim.MaxProcesses

// MarkDone and AllDone are for claims that wait for processes. The first eight bytes
// of their histories are the set of those of whom nothing is awaited any more, to
// which MarkDone adds one. AllDone is for the end of a run: open if one of the given
// processes is missing, since such a run is neither right nor wrong.
func MarkDone(m *sim.Memory, p sim.ID) { m.History[p/8] |= 1 << (p % 8) }

func AllDone(m *sim.Memory, of sim.Set) sim.Status {
	if of&^done(m) != 0 {
		return sim.Open
	}
	return sim.Holds
}

func renameDone(history []byte, perm []sim.ID) {
	var set sim.Set
	for p, q := range perm {
		if history[p/8]>>(p%8)&1 != 0 {
			set = set.With(q)
		}
	}
	for i := range 8 {
		history[i] = uint8(set >> (8 * i))
	}
}

// nameless is for histories that know nothing of who is who.
func nameless([]byte, []sim.ID) {}

func stand(m *sim.Memory) sim.Status {
	if m.History[14] == 0 {
		return sim.Open
	}
	return sim.HoldsSoFar
}

// done are the processes of which no decision is awaited any more.
func done(m *sim.Memory) (s sim.Set) {
	for i := range 8 {
		s |= sim.Set(m.History[i]) << (8 * i)
	}
	return s
}
