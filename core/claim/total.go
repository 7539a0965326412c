package claim

import "faultlab/core/sim"

// Total: there is one order of all messages in which every one of n processes
// delivers those that it delivers. It is broken as soon as the deliveries of all
// processes, put together, go in a circle: P1 has a before b, P2 b before c and P3 c
// before a is no order, although no two of them disagree about a pair. See
// TotalPairwise, which misses that.
//
// The history has for every message what must come after it, directly or not, and
// of every process what it delivered last.
func Total(name string, n, messages int) sim.Claim {
	pairs := messages * messages
	return sim.Claim{
		Name: name, Size: 2*messages + n, Keys: 2 * pairs, Watch: sim.Watch(sim.EvDeliver), Begin: sim.Open, Swaps: true,
		Rename: func(history []byte, perm []sim.ID) {
			var old [sim.MaxProcesses]byte
			last := history[2*messages:]
			copy(old[:], last[:n])
			for p, q := range perm {
				last[q] = old[p]
			}
		},
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			after, b := sets(m.History), int(e.Arg)-1
			last := &m.History[2*messages+int(e.Process)]
			a := int(*last) - 1
			*last = uint8(e.Arg)
			if a < 0 || a == b {
				return sim.HoldsSoFar
			}
			if after.at(b)>>a&1 != 0 {
				circle(m, e, messages, b, a)
				return sim.Violated
			}
			behind := after.at(b) | 1<<b
			for x := range messages {
				if x == a || after.at(x)>>a&1 != 0 {
					after.add(x, behind)
				}
			}
			if at := a*messages + b; m.Stashed(at) == 0 {
				m.Stash(at, int32(e.Process)+1)
				m.KeepAt(pairs + at)
			}
			return sim.HoldsSoFar
		},
	}
}

// circle blames the processes that lead from message b to message a, and the one
// that now has b after a. The witness is the first delivery on the way.
func circle(m *sim.Memory, e *sim.Event, messages, b, a int) {
	var from [MaxOrdered]int8 // the message before, on a shortest way from b, plus 1
	queue := [MaxOrdered]int{b}
	for head, tail := 0, 1; head < tail && from[a] == 0; head++ {
		x := queue[head]
		for y := range messages {
			if m.Stashed(x*messages+y) != 0 && from[y] == 0 && y != b {
				from[y] = int8(x) + 1
				queue[tail] = y
				tail++
			}
		}
	}
	who, at := sim.SetOf(e.Process), 0
	for y := a; y != b && from[y] != 0; y = int(from[y]) - 1 {
		at = (int(from[y])-1)*messages + y
		who = who.With(sim.ID(m.Stashed(at) - 1))
	}
	m.BlameAt(who, messages*messages+at)
}

// TotalPairwise: no two of n processes deliver two messages in opposite orders. It is
// what is often written where Total is meant, and weaker: a circle of three is no
// violation. The history has of every process what it has delivered, and for every
// message what somebody has delivered after it.
func TotalPairwise(name string, n, messages int) sim.Claim {
	pairs := messages * messages
	return sim.Claim{
		Name: name, Size: 2 * (messages + n), Keys: 2 * pairs, Watch: sim.Watch(sim.EvDeliver), Begin: sim.Open, Swaps: true,
		Rename: func(history []byte, perm []sim.ID) { sets(history)[2*messages:].shuffle(n, perm) },
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			h, b, p := sets(m.History), int(e.Arg)-1, messages+int(e.Process)
			if has := h.at(p) &^ (1 << b); has&h.at(b) != 0 {
				at := b*messages + lowest(has&h.at(b))
				m.BlameAt(sim.SetOf(e.Process, sim.ID(m.Stashed(pairs+at))), at)
				return sim.Violated
			}
			for a := range messages {
				if a == b || h.at(p)>>a&1 == 0 || h.at(a)>>b&1 != 0 {
					continue
				}
				h.add(a, 1<<b)
				m.KeepAt(a*messages + b)
				m.Stash(pairs+a*messages+b, int32(e.Process))
			}
			h.add(p, 1<<b)
			return sim.HoldsSoFar
		},
	}
}

// TotalWithoutGaps: what each process delivers is the beginning of one and the same
// sequence. So whoever delivers a message has delivered all that is before it in the
// order (reliable total order; Chockler, Keidar, Vitenberg 2001). The history has the
// sequence as far as it is known, and of every process how far it is.
func TotalWithoutGaps(name string, n, messages int) sim.Claim {
	return sim.Claim{
		Name: name, Size: messages + n, Keys: 2 * messages, Watch: sim.Watch(sim.EvDeliver), Begin: sim.Open, Swaps: true,
		Rename: func(history []byte, perm []sim.ID) {
			var old [sim.MaxProcesses]byte
			far := history[messages:]
			copy(old[:], far[:n])
			for p, q := range perm {
				far[q] = old[p]
			}
		},
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			far := &m.History[messages+int(e.Process)]
			if int(*far) == messages { // more than there is: something was delivered twice
				m.Blame(sim.SetOf(e.Process), sim.None)
				return sim.Violated
			}
			switch at := &m.History[*far]; *at {
			case 0:
				*at = uint8(e.Arg)
				m.KeepAt(int(*far))
				m.Stash(messages+int(*far), int32(e.Process))
			case uint8(e.Arg):
			default:
				m.BlameAt(sim.SetOf(e.Process, sim.ID(m.Stashed(messages+int(*far)))), int(*far))
				return sim.Violated
			}
			*far++
			return sim.HoldsSoFar
		},
	}
}
