package claim

import "faultlab/core/sim"

// Orders and integrity as they are asked of correct processes alone. A process is
// correct if it never crashes, and that is known at the end of a run only; so these
// claims remember what everybody did and are judged when nothing more can happen. Asked
// of all processes, also of those that crash later, the same properties are uniform:
// FIFO, Causal, Total, Integrity (Hadzilacos, Toueg 1994).

// IntegrityAmongCorrect: a process that never crashes delivers only what has been
// multicast, and as a message of the process that did. It may deliver it before the
// multicast is seen to happen; Integrity asks for that, too.
func IntegrityAmongCorrect(name string, n, messages int) sim.Claim {
	return amongCorrect(name, n, messages, func(d deeds, p sim.ID) (sim.Set, int) {
		for k := range d.length(p) {
			if x, peer, delivered := d.at(p, k); delivered && d.sender(x) != peer {
				return sim.SetOf(p), k
			}
		}
		return 0, 0
	})
}

// FIFOAmongCorrect: no process that never crashes delivers two messages of one sender
// in another order than they were multicast.
func FIFOAmongCorrect(name string, n, messages int) sim.Claim {
	return amongCorrect(name, n, messages, func(d deeds, p sim.ID) (sim.Set, int) {
		var last [sim.MaxProcesses]int8
		for k := range d.length(p) {
			x, peer, delivered := d.at(p, k)
			switch {
			case !delivered || int(peer) >= n: // of nobody in the group: integrity speaks of that
			case last[peer] > int8(x):
				return sim.SetOf(p, peer), k
			default:
				last[peer] = int8(x)
			}
		}
		return 0, 0
	})
}

// CausalAmongCorrect: no process that never crashes delivers a message after another
// that depends on it. What a sender had delivered counts, also if it has crashed since.
func CausalAmongCorrect(name string, n, messages int) sim.Claim {
	return amongCorrect(name, n, messages, func(d deeds, p sim.ID) (sim.Set, int) {
		past := d.past()
		for k := range d.length(p) {
			x, _, delivered := d.at(p, k)
			if !delivered || d.has(p, x, k) {
				continue
			}
			for j := range k {
				if y, peer, earlier := d.at(p, j); earlier && past[y]>>x&1 != 0 {
					return sim.SetOf(p, peer), k
				}
			}
		}
		return 0, 0
	})
}

// TotalAmongCorrect: there is one order of all messages in which every process that
// never crashes delivers those that it delivers.
func TotalAmongCorrect(name string, n, messages int) sim.Claim {
	return amongCorrect(name, n, messages, func(d deeds, p sim.ID) (sim.Set, int) {
		var after [MaxOrdered]uint16 // of each message, what somebody up to p delivers after it, directly or not
		for q := sim.ID(0); q <= p; q++ {
			if d.down.Has(q) {
				continue
			}
			last := -1
			for k := range d.length(q) {
				x, _, delivered := d.at(q, k)
				if !delivered || x == last || d.has(q, x, k) {
					continue
				}
				if last >= 0 {
					if after[x]>>last&1 != 0 {
						return d.against(q, x, last), k
					}
					behind := after[x] | 1<<x
					for y := range d.messages {
						if y == last || after[y]>>last&1 != 0 {
							after[y] |= behind
						}
					}
				}
				last = x
			}
		}
		return 0, 0
	})
}

// deeds is a history of what each process multicast and delivered, in its own order.
// How the deeds of different processes lie to each other is no part of it, so states
// that differ in nothing else are one. First who has crashed, then for each process a
// length and places of two bytes: the message, from 1, with a bit for a delivery, and
// the peer. Whoever does more than there is room for has delivered something more than
// once; what comes behind is not judged.
type deeds struct {
	n, messages int
	down        sim.Set
	places      []byte
}

const deliveredBit = 0x80

func (d deeds) room() int { return 2 * d.messages }
func (d deeds) each() int { return 1 + 2*d.room() }

func (d deeds) of(p sim.ID) []byte { return d.places[int(p)*d.each():][:d.each()] }

func (d deeds) length(p sim.ID) int { return int(d.of(p)[0]) }

// at is what a process did in its k-th place: the message, from 0, and of a delivery
// the sender that was named.
func (d deeds) at(p sim.ID, k int) (x int, peer sim.ID, delivered bool) {
	b := d.of(p)[1+2*k:]
	return int(b[0]&^deliveredBit) - 1, sim.ID(b[1]), b[0]&deliveredBit != 0
}

// has says whether a process has delivered a message in front of its k-th place.
func (d deeds) has(p sim.ID, x, k int) bool {
	for j := range k {
		if y, _, delivered := d.at(p, j); delivered && y == x {
			return true
		}
	}
	return false
}

// sender is who has multicast a message; None: nobody.
func (d deeds) sender(x int) sim.ID {
	for p := sim.ID(0); int(p) < d.n; p++ {
		for k := range d.length(p) {
			if y, _, delivered := d.at(p, k); !delivered && y == x {
				return p
			}
		}
	}
	return sim.None
}

// past is of each message what it depends on: what its sender had multicast and
// delivered before, and what that depends on. It grows until nothing is added, since
// the deeds of different processes are in no order.
func (d deeds) past() (past [MaxOrdered]uint16) {
	for grown := true; grown; {
		grown = false
		for p := sim.ID(0); int(p) < d.n; p++ {
			known := uint16(0)
			for k := range d.length(p) {
				x, _, delivered := d.at(p, k)
				if !delivered && past[x]|known != past[x] {
					past[x] |= known
					grown = true
				}
				known |= 1<<x | past[x]
			}
		}
	}
	return past
}

// against blames, for a circle that q closes by delivering x after last, q and those
// who deliver some message of it the other way round.
func (d deeds) against(q sim.ID, x, last int) sim.Set {
	who := sim.SetOf(q)
	for p := sim.ID(0); p < q; p++ {
		if d.down.Has(p) {
			continue
		}
		first := -1
		for k := range d.length(p) {
			y, _, delivered := d.at(p, k)
			switch {
			case !delivered:
			case y == x:
				first = k
			case y == last && first >= 0:
				return who.With(p)
			}
		}
	}
	// No two disagree about the pair: the circle goes through several.
	for p := sim.ID(0); p < q; p++ {
		if !d.down.Has(p) {
			who = who.With(p)
		}
	}
	return who
}

// amongCorrect makes a claim of a judge of one process that has not crashed: it says
// whom it blames, nobody if all is well, and the place of the witness.
func amongCorrect(name string, n, messages int, judge func(d deeds, p sim.ID) (who sim.Set, k int)) sim.Claim {
	shape := deeds{n: n, messages: messages}
	each, room := shape.each(), shape.room()
	return sim.Claim{
		Name: name, Size: 8 + n*each, Keys: n * room, Watch: sim.Watch(sim.EvMulticast, sim.EvDeliver, sim.EvCrash), Begin: sim.HoldsSoFar,
		Swaps: true,
		Rename: func(history []byte, perm []sim.ID) {
			renameDone(history, perm)
			old := append([]byte(nil), history[8:]...)
			for p, q := range perm {
				mine := old[p*each:][:each]
				for k := range int(mine[0]) {
					if b := mine[1+2*k:]; b[0]&deliveredBit != 0 {
						b[1] = uint8(perm[b[1]])
					}
				}
				copy(history[8+int(q)*each:], mine)
			}
		},
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Kind == sim.EvCrash {
				MarkDone(m, e.Process)
				return sim.HoldsSoFar
			}
			d := deeds{n, messages, 0, m.History[8:]}
			mine, k := d.of(e.Process), d.length(e.Process)
			if k == room {
				return sim.HoldsSoFar
			}
			what, peer := uint8(e.Arg), uint8(0)
			if e.Kind == sim.EvDeliver {
				what, peer = what|deliveredBit, uint8(e.Peer)
			}
			mine[0], mine[1+2*k], mine[2+2*k] = uint8(k+1), what, peer
			m.KeepAt(int(e.Process)*room + k)
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status {
			d := deeds{n, messages, done(m), m.History[8:]}
			for p := sim.ID(0); int(p) < n; p++ {
				if d.down.Has(p) {
					continue
				}
				if who, k := judge(d, p); who != 0 {
					m.BlameAt(who, int(p)*room+k)
					return sim.Violated
				}
			}
			return sim.Holds
		},
	}
}
