package vsync

import "faultlab/core/sim"

// What a group may be held to. Each claim is a monitor with a few bytes for each
// process, so that a search holds it inside its states. They know processes by
// EvInstall (its argument is the view's number, its value the set of members),
// messages by who multicast them: EvMulticast, and EvDeliver with that process as
// its peer. A view is known by its number.
//
// Sources: G. Chockler, I. Keidar, R. Vitenberg, Group Communication
// Specifications, ACM Computing Surveys 33(4), 2001, sections 3 and 4; G. Coulouris,
// J. Dollimore, T. Kindberg, Distributed Systems, chapter on group communication.

// row is the place of what a table has of a process, or of a view, in a history.
func row(n, of, at int) int { return n*of + at }

// synchronous: two processes that go from a view to the same next one have
// delivered the same messages in it, even if they crash later. The history has of
// each process its view and what it delivered in it; then, of each pair of views,
// what the first one to go from one to the other had delivered.
func synchronous(name string, n int) sim.Claim {
	views := n + 1
	return sim.Claim{
		Name: name, Size: 2*n + views*views, Keys: 2 * views * views, Watch: sim.Watch(sim.EvInstall, sim.EvDeliver),
		Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			view, got, table := m.History[:n], m.History[n:2*n], m.History[2*n:]
			if e.Kind == sim.EvDeliver {
				got[e.Process] |= 1 << e.Peer
				return settled(table)
			}
			before, now, has := view[e.Process], uint8(e.Arg), 0x80|got[e.Process]
			view[e.Process], got[e.Process] = now, 0
			if before == 0 {
				return settled(table)
			}
			at := row(views, int(before), int(now))
			switch table[at] {
			case has:
			case 0:
				table[at] = has
				m.KeepAt(at)
				m.Stash(views*views+at, int32(e.Process))
			default:
				m.BlameAt(sim.SetOf(e.Process, sim.ID(m.Stashed(views*views+at))), at)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
		Rename: func(h []byte, perm []sim.ID) {
			moved(h[:n], perm)
			moved(h[n:2*n], perm)
			masked(h[n:2*n], perm)
			masked(h[2*n:], perm)
		},
	}
}

// settled: until somebody has changed its view nothing has been put to the test.
func settled(table []byte) sim.Status {
	for _, x := range table {
		if x != 0 {
			return sim.HoldsSoFar
		}
	}
	return sim.Open
}

// Agreed asks the same, and only of processes that do not crash: it is judged at
// the end. The history has of each process its view, what it delivered in it, and of
// each view what it had delivered in the one before, which that was, and who is in the
// view.
func Agreed(name string, n, views int) sim.Claim {
	return sim.Claim{
		Name: name, Size: 2*n + 3*n*views, Watch: sim.Watch(sim.EvInstall, sim.EvDeliver, sim.EvCrash),
		Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			view, got, table := m.History[:n], m.History[n:2*n], m.History[2*n:]
			p := int(e.Process)
			own := table[row(3*views, p, 0):row(3*views, p+1, 0)]
			switch e.Kind {
			case sim.EvCrash:
				view[p], got[p] = 0, 0
				clear(own)
			case sim.EvDeliver:
				got[p] |= 1 << e.Peer
			case sim.EvInstall:
				if view[p] != 0 {
					own[3*e.Arg], own[3*e.Arg+1], own[3*e.Arg+2] = 0x80|got[p], view[p], e.Value
				}
				view[p], got[p] = uint8(e.Arg), 0
			}
			return settled(table)
		},
		Finish: func(m *sim.Memory) sim.Status {
			table := m.History[2*n:]
			for p := range n {
				for q := range p {
					for v := range views {
						a, b := table[row(3*views, p, 3*v):], table[row(3*views, q, 3*v):]
						if a[0] != 0 && b[0] != 0 && a[1] == b[1] && a[2] == b[2] && a[0] != b[0] {
							m.Blame(sim.SetOf(sim.ID(p), sim.ID(q)), sim.None)
							return sim.Violated
						}
					}
				}
			}
			return sim.Holds
		},
		Rename: func(h []byte, perm []sim.ID) {
			moved(h[:n], perm)
			moved(h[n:2*n], perm)
			masked(h[n:2*n], perm)
			table := h[2*n:]
			var old [3 * most * (most + 1)]byte
			copy(old[:], table)
			for p, q := range perm {
				copy(table[row(3*views, int(q), 0):row(3*views, int(q)+1, 0)], old[row(3*views, p, 0):])
			}
			for at := 0; at < len(table); at += 3 {
				masked(table[at:at+1], perm)
				masked(table[at+2:at+3], perm)
			}
		},
	}
}

// SameView: all who deliver a message do so in the same view. The history has the
// view of each process, and that in which each message was delivered first.
func SameView(name string, n int) sim.Claim {
	return inView(name, n, sim.EvDeliver)
}

// SendingView: a message is delivered in the view in which it was multicast. It has
// the latter instead.
func SendingView(name string, n int) sim.Claim {
	return inView(name, n, sim.EvMulticast)
}

// inView compares the view of each delivery with that of the first event of a kind
// that the message has.
func inView(name string, n int, first sim.EventKind) sim.Claim {
	return sim.Claim{
		Name: name, Size: 2 * n, Keys: 2 * n, Watch: sim.Watch(sim.EvInstall, sim.EvDeliver, first),
		Begin: sim.Open, Swaps: first == sim.EvDeliver,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			view, in := m.History[:n], m.History[n:]
			origin := e.Peer
			switch {
			case e.Kind == sim.EvInstall:
				view[e.Process] = uint8(e.Arg)
				return settled(in)
			case e.Kind == sim.EvMulticast:
				origin = e.Process
			}
			now := view[e.Process]
			if e.Kind == first && in[origin] == 0 {
				in[origin] = now
				m.KeepAt(int(origin))
				m.Stash(n+int(origin), int32(e.Process))
			} else if in[origin] != now && in[origin] != 0 {
				m.BlameAt(sim.SetOf(e.Process, sim.ID(m.Stashed(n+int(origin)))), int(origin))
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
		Rename: func(h []byte, perm []sim.ID) { moved(h[:n], perm); moved(h[n:], perm) },
	}
}

// SenderInView: who delivers a message is in a view that has its sender in it. The
// history has the members of each process's view.
func SenderInView(name string, n int) sim.Claim {
	return sim.Claim{
		Name: name, Size: n, Watch: sim.Watch(sim.EvInstall, sim.EvDeliver), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			switch {
			case e.Kind == sim.EvInstall:
				m.History[e.Process] = e.Value
				m.Keep(e.Process)
			case m.History[e.Process]>>e.Peer&1 == 0:
				m.Blame(sim.SetOf(e.Process, e.Peer), e.Process)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
		Rename: func(h []byte, perm []sim.ID) { moved(h, perm); masked(h, perm) },
	}
}

// Ordered: every process is in each view that it installs, installs them by number,
// and does nothing before the first. The history has the number of each one's view.
func Ordered(name string, n int) sim.Claim {
	return sim.Claim{
		Name: name, Size: n, Watch: sim.Watch(sim.EvInstall, sim.EvDeliver, sim.EvMulticast), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			last := &m.History[e.Process]
			broken := *last == 0
			if e.Kind == sim.EvInstall {
				broken = uint8(e.Arg) <= *last || e.Value>>e.Process&1 == 0
				*last = uint8(e.Arg)
			}
			if broken {
				m.Blame(sim.SetOf(e.Process), sim.None)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
		Rename: moved,
	}
}

// Once: nobody delivers a message twice, or one that nobody has multicast. The
// history has what was multicast, and what each has delivered.
func Once(name string, n int) sim.Claim {
	return sim.Claim{
		Name: name, Size: n + 1, Keys: n*n + 1, Watch: sim.Watch(sim.EvMulticast, sim.EvDeliver), Begin: sim.Open, Swaps: false,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Kind == sim.EvMulticast {
				m.History[n] |= 1 << e.Process
				return sim.HoldsSoFar
			}
			at := row(n, int(e.Process), int(e.Peer))
			if bit := uint8(1) << e.Peer; m.History[e.Process]&bit != 0 || m.History[n]&bit == 0 {
				if m.History[e.Process]&bit == 0 {
					m.Blame(sim.SetOf(e.Process), sim.None)
				} else {
					m.BlameAt(sim.SetOf(e.Process), at)
				}
				return sim.Violated
			} else {
				m.History[e.Process] |= bit
			}
			m.KeepAt(at)
			return sim.HoldsSoFar
		},
		Rename: func(h []byte, perm []sim.ID) { moved(h[:n], perm); masked(h, perm) },
	}
}

// Primary: the views that anybody installs are one sequence, in which somebody goes
// from each straight to the next. The history has the view of each process, and of
// each view the set of those from which somebody came, in two bytes.
func Primary(name string, n, views int) sim.Claim {
	return sim.Claim{
		Name: name, Size: n + 2*views, Watch: sim.Watch(sim.EvInstall), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			view, from := m.History[:n], m.History[n:]
			from[2*e.Arg+uint32(view[e.Process]>>3)] |= 1 << (view[e.Process] & 7)
			view[e.Process] = uint8(e.Arg)
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status {
			last := 0
			for v := range views {
				at := m.History[n+2*v:]
				from := uint16(at[0]) | uint16(at[1])<<8
				if from == 0 {
					continue
				}
				if from>>last&1 == 0 {
					m.Blame(0, sim.None)
					return sim.Violated
				}
				last = v
			}
			return sim.Holds
		},
		Rename: func(h []byte, perm []sim.ID) { moved(h[:n], perm) },
	}
}

// unblocked: in the end each process that has not crashed is in a view without
// those that have. The history has the members of each one's view, and who crashed.
func unblocked(name string, n int) sim.Claim {
	return sim.Claim{
		Name: name, Size: n + 1, Watch: sim.Watch(sim.EvInstall, sim.EvCrash), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Kind == sim.EvCrash {
				m.History[n] |= 1 << e.Process
				m.History[e.Process] = 0
			} else {
				m.History[e.Process] = e.Value
			}
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status {
			for p, view := range m.History[:n] {
				if view&m.History[n] != 0 {
					m.Blame(sim.SetOf(sim.ID(p)), sim.None)
					return sim.Violated
				}
			}
			return sim.Holds
		},
		Rename: func(h []byte, perm []sim.ID) { moved(h[:n], perm); masked(h, perm) },
	}
}

// moved renames processes in a table that has a byte of each; masked renames them in
// bytes that are sets of them, whose highest bit is none of them.
func moved(table []byte, perm []sim.ID) {
	var old [most]byte
	copy(old[:], table)
	for p, q := range perm {
		table[q] = old[p]
	}
}

func masked(sets []byte, perm []sim.ID) {
	for i, s := range sets {
		sets[i] = s&0x80 | renamed(s, perm)
	}
}
