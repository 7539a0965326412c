package claim

import "faultlab/core/sim"

// The claims about the order of a multicast number its messages from 1 to
// messages, at most MaxOrdered, the messages of one sender in order of sending. A
// multicast event has the number as its argument; a deliver event has it too, and
// the sender as its peer.

// MaxOrdered is the largest number of messages of a run about whose order claims
// are made.
const MaxOrdered = 16

// sets is a history that is a list of sets of messages, of sixteen bits each.
type sets []byte

func (h sets) at(i int) uint16 { return uint16(h[2*i]) | uint16(h[2*i+1])<<8 }

func (h sets) add(i int, s uint16) {
	h[2*i] |= uint8(s)
	h[2*i+1] |= uint8(s >> 8)
}

// shuffle moves n sets, of processes, to where the processes are now.
func (h sets) shuffle(n int, perm []sim.ID) {
	var old [2 * sim.MaxProcesses]byte
	copy(old[:], h[:2*n])
	for p, q := range perm {
		h[2*int(q)], h[2*int(q)+1] = old[2*p], old[2*p+1]
	}
}

func lowest(s uint16) (x int) {
	for s&1 == 0 {
		s >>= 1
		x++
	}
	return x
}

// FIFOWithoutGaps: each of n processes that delivers a message has delivered all
// that its sender sent before (reliable FIFO; Chockler, Keidar, Vitenberg 2001).
// FIFO is the same with gaps allowed.
func FIFOWithoutGaps(name string, n, messages int) sim.Claim {
	return precedence(name, n, messages, false, true)
}

// Causal: no process delivers a message after another that depends on it. A message
// depends on what its sender had sent, and delivered, before it was sent, and on all
// that these depend on (Birman, Schiper, Stephenson 1991). What is never delivered
// breaks no order.
func Causal(name string, n, messages int) sim.Claim {
	return precedence(name, n, messages, true, false)
}

// CausalWithoutGaps: each process that delivers a message has delivered all on which
// it depends.
func CausalWithoutGaps(name string, n, messages int) sim.Claim {
	return precedence(name, n, messages, true, true)
}

// precedence is all four: every message has a past, which is what must come before
// it. The history has the past of every message, and of every process what is in the
// past of what it will send, what it has delivered, and what is in the past of that.
func precedence(name string, n, messages int, causal, gapless bool) sim.Claim {
	past, known, done, owed := 0, messages, messages+n, messages+2*n
	key := func(p sim.ID, x int) int { return int(p)*messages + x }
	return sim.Claim{
		Name: name, Size: 2 * (messages + 3*n), Keys: (n + 1) * messages, Watch: sim.Watch(sim.EvMulticast, sim.EvDeliver),
		Begin: sim.Open, Swaps: true,
		Rename: func(history []byte, perm []sim.ID) {
			for _, at := range [...]int{known, done, owed} {
				sets(history)[2*at:].shuffle(n, perm)
			}
		},
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			h, p, x := sets(m.History), int(e.Process), int(e.Arg)-1
			one := uint16(1) << x
			if e.Kind == sim.EvMulticast {
				h.add(past+x, h.at(known+p))
				h.add(known+p, one)
				m.KeepAt(key(sim.ID(n), x))
				for q := range n {
					if h.at(done+q) != 0 {
						return sim.HoldsSoFar
					}
				}
				return sim.Open
			}
			before, has := h.at(past+x), h.at(done+p)
			if missing := before &^ has; gapless && missing != 0 {
				m.BlameAt(sim.SetOf(e.Process, e.Peer), key(sim.ID(n), lowest(missing)))
				return sim.Violated
			}
			if h.at(owed+p)&one != 0 && has&one == 0 {
				for y := range messages {
					if has>>y&1 != 0 && h.at(past+y)&one != 0 {
						m.BlameAt(sim.SetOf(e.Process, e.Peer), key(e.Process, y))
						break
					}
				}
				return sim.Violated
			}
			h.add(done+p, one)
			h.add(owed+p, before)
			if causal {
				h.add(known+p, one|before)
			}
			m.KeepAt(key(e.Process, x))
			return sim.HoldsSoFar
		},
	}
}

// Integrity: a process delivers only what has been multicast, and as a message of
// the process that did. The history has the sender of every message.
func Integrity(name string, messages int) sim.Claim {
	return sim.Claim{
		Name: name, Size: messages, Watch: sim.Watch(sim.EvMulticast, sim.EvDeliver), Begin: sim.HoldsSoFar, Swaps: true,
		Rename: func(history []byte, perm []sim.ID) {
			for i, p := range history {
				if p != 0 {
					history[i] = uint8(perm[p-1]) + 1
				}
			}
		},
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			at := &m.History[e.Arg-1]
			switch {
			case e.Kind == sim.EvMulticast:
				*at = uint8(e.Process) + 1
			case *at != uint8(e.Peer)+1:
				m.Blame(sim.SetOf(e.Process), sim.None)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
	}
}

// NoDuplication: none of n processes delivers a message twice.
func NoDuplication(name string, n, messages int) sim.Claim {
	return sim.Claim{
		Name: name, Size: 2 * n, Keys: n * messages, Watch: sim.Watch(sim.EvDeliver), Begin: sim.HoldsSoFar, Swaps: true,
		Rename: func(history []byte, perm []sim.ID) { sets(history).shuffle(n, perm) },
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			h, one, at := sets(m.History), uint16(1)<<(e.Arg-1), int(e.Process)*messages+int(e.Arg)-1
			if h.at(int(e.Process))&one != 0 {
				m.BlameAt(sim.SetOf(e.Process), at)
				return sim.Violated
			}
			h.add(int(e.Process), one)
			m.KeepAt(at)
			return sim.HoldsSoFar
		},
	}
}

// AllOrNone: what one process that does not crash delivers, all such processes
// deliver. Only the end can break it (Hadzilacos, Toueg 1994, who call it agreement).
func AllOrNone(name string, n, messages int) sim.Claim {
	return reaches(name, n, messages, sim.EvDeliver, false)
}

// UniformAllOrNone: what any process delivers, also one that crashes later, all that do
// not crash deliver (uniform agreement in Hadzilacos, Toueg 1994). Only the end can
// break it.
func UniformAllOrNone(name string, n, messages int) sim.Claim {
	return reaches(name, n, messages, sim.EvDeliver, true)
}

// Arrives: what a process that does not crash multicasts, all such processes deliver
// (their validity and agreement together). Only the end can break it.
func Arrives(name string, n, messages int) sim.Claim {
	return reaches(name, n, messages, sim.EvMulticast, false)
}

// reaches: the history has for every process what it has delivered and what makes
// others owe it the same, and who has crashed; a uniform claim is owed also what those
// have done who crash.
func reaches(name string, n, messages int, owes sim.EventKind, uniform bool) sim.Claim {
	return sim.Claim{
		Name: name, Size: 8 + 4*n, Keys: n * messages, Watch: sim.Watch(sim.EvMulticast, sim.EvDeliver, sim.EvCrash), Begin: sim.HoldsSoFar,
		Swaps: true,
		Rename: func(history []byte, perm []sim.ID) {
			renameDone(history, perm)
			sets(history)[8:].shuffle(n, perm)
			sets(history)[8+2*n:].shuffle(n, perm)
		},
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Kind == sim.EvCrash {
				MarkDone(m, e.Process)
				return sim.HoldsSoFar
			}
			h, one := sets(m.History[8:]), uint16(1)<<(e.Arg-1)
			if e.Kind == sim.EvDeliver {
				h.add(int(e.Process), one)
			}
			if e.Kind == owes {
				h.add(n+int(e.Process), one)
				m.KeepAt(int(e.Process)*messages + int(e.Arg) - 1)
			}
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status {
			h, down := sets(m.History[8:]), done(m)
			for p := range n {
				for q := range n {
					if missing := h.at(n+p) &^ h.at(q); missing != 0 && (uniform || !down.Has(sim.ID(p))) && !down.Has(sim.ID(q)) {
						m.BlameAt(sim.SetOf(sim.ID(p), sim.ID(q)), p*messages+lowest(missing))
						return sim.Violated
					}
				}
			}
			return sim.Holds
		},
	}
}
