package random

import (
	"strconv"

	"faultlab/core/sim"
)

// watch makes the monitor of a claim.
func (c *Claim) watch(n, number int) sim.Claim {
	m := sim.Claim{
		Name: "claim " + strconv.Itoa(number+1), Size: 1, Watch: sim.Watch(Puts[c.Kind], sim.EvCrash), Begin: sim.HoldsSoFar,
		Swaps: c.Form != Before, Rename: func([]byte, []sim.ID) {},
	}
	switch c.Form {
	case Sometime:
		m.Begin = sim.Open
		m.Finish = func(m *sim.Memory) sim.Status { return atEnd(m, m.History[0] == 1) }
	case Each:
		m.Size, m.Rename = n, renameEach
		m.Begin = sim.Open
		m.Finish = func(m *sim.Memory) sim.Status {
			all := true
			for p := range sim.ID(n) {
				all = all && (m.History[p] == 1 || !c.Of.Has(p))
			}
			return atEnd(m, all)
		}
	}
	m.Observe = func(m *sim.Memory, e *sim.Event) sim.Status { return c.observe(m, e) }
	return m
}

func atEnd(m *sim.Memory, holds bool) sim.Status {
	if holds {
		return sim.Holds
	}
	m.Blame(0, sim.None)
	return sim.Violated
}

// renameEach renames a history that has one byte for each process.
func renameEach(history []byte, perm []sim.ID) {
	old := append([]byte(nil), history...)
	for p, q := range perm {
		history[q] = old[p]
	}
}

// observe looks at a value that was put out, or at a crash.
func (c *Claim) observe(m *sim.Memory, e *sim.Event) sim.Status {
	so := sim.HoldsSoFar
	if e.Kind == sim.EvCrash {
		if c.Form == Each && c.Of.Has(e.Process) {
			m.History[e.Process] = 1
		}
		return c.stands(m)
	}
	if !c.Of.Has(e.Process) && c.Form != Pair && c.Form != Before {
		return c.stands(m)
	}
	seen := &m.History[0]
	falls := false
	switch c.Form {
	case Never:
		falls = e.Value == c.Value
	case Agree:
		*seen |= 1 << min(e.Value, 7)
		falls = *seen&(*seen-1) != 0
	case Pair:
		if e.Value == c.Value {
			if e.Process == c.One {
				*seen |= 1
			}
			if e.Process == c.Other {
				*seen |= 2
			}
		}
		falls = *seen == 3
	case Most:
		falls = *seen >= c.Most
		*seen++
	case Sometime:
		if e.Value == c.Value {
			*seen = 1
		}
		return c.stands(m)
	case Each:
		m.History[e.Process] = 1
		return c.stands(m)
	case Before:
		if e.Process == c.One {
			*seen = 1
		}
		falls = e.Process == c.Other && *seen == 0
	}
	if falls {
		m.Blame(sim.SetOf(e.Process), sim.None)
		so = sim.Violated
	}
	return so
}

// stands is what a claim says of a run that goes on.
func (c *Claim) stands(m *sim.Memory) sim.Status {
	if (c.Form == Sometime || c.Form == Each) && !some(m.History) {
		return sim.Open
	}
	return sim.HoldsSoFar
}

func some(history []byte) bool {
	for _, b := range history {
		if b != 0 {
			return true
		}
	}
	return false
}
