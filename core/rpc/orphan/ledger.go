package orphan

import "faultlab/core/sim"

// A ledger says of every computation whether it is an orphan. It sees all events, so
// it knows what no machine can know: how often each machine has crashed, which calls
// nobody waits for any more, and what runs. It is bytes, so that a claim can keep one
// as its history.
//
//	0..3    how often each machine has crashed
//	4..11   calls of clients, by their byte, that were killed or given up; 0: none
//	12..    what runs, three bytes each: machine + 1 (and 128: known as an orphan), call
type ledger []byte

const (
	voids   = 8
	running = 2 * slots
	runAt   = int(machines) + voids
	ledgerN = runAt + 3*running
)

// orphan says whether nobody waits for a call any more: a machine in its chain has
// crashed since, or the call that it was made for is void.
func (l ledger) orphan(c Call) bool {
	for b := c; b != 0; b >>= 8 {
		if p, life := who(uint8(b)); l[p] > life {
			return true
		}
	}
	for _, v := range l[machines:runAt] {
		if v != 0 && v == uint8(c) {
			return true
		}
	}
	return false
}

// observe brings the ledger up to an event.
func (l ledger) observe(e *sim.Event) {
	c := Call(e.Arg)
	switch e.Kind {
	case sim.EvCrash:
		l[e.Process]++
		for at := runAt; at < ledgerN; {
			if sim.ID(l[at]&127) == e.Process+1 {
				l.remove(at)
			} else {
				at += 3
			}
		}
	case sim.EvLock:
		for at := runAt; at < ledgerN; at += 3 {
			if l[at] == 0 {
				l[at], l[at+1], l[at+2] = uint8(e.Process)+1, uint8(c), uint8(c>>8)
				return
			}
		}
	case sim.EvExecute, sim.EvKill:
		if at := l.find(e.Process, c); at >= 0 {
			l.remove(at)
		}
		if e.Kind == sim.EvKill && c.Of() == 0 {
			l.void(c)
		}
	case sim.EvReport:
		l.void(c)
	}
}

// void says that nobody will ever have a reply to a client's call.
func (l ledger) void(c Call) {
	for i, v := range l[machines:runAt] {
		if v == uint8(c) {
			return
		}
		if v == 0 {
			l[int(machines)+i] = uint8(c)
			return
		}
	}
}

func (l ledger) find(p sim.ID, c Call) int {
	for at := runAt; at < ledgerN; at += 3 {
		if sim.ID(l[at]&127) == p+1 && l.call(at) == c {
			return at
		}
	}
	return -1
}

func (l ledger) call(at int) Call { return Call(l[at+1]) | Call(l[at+2])<<8 }

func (l ledger) remove(at int) {
	copy(l[at:], l[at+3:])
	clear(l[ledgerN-3:])
}

// left says whether something runs that an earlier life of a machine has begun.
func (l ledger) left(p sim.ID, life uint8) bool {
	for at := runAt; at < ledgerN; at += 3 {
		for b := l.call(at); l[at] != 0 && b != 0; b >>= 8 {
			if q, begun := who(uint8(b)); q == p && begun < life {
				return true
			}
		}
	}
	return false
}

// isNew says whether an event is a call by a machine that has been up before, made for
// nobody else: its new work begins.
func isNew(e *sim.Event) (p sim.ID, life uint8, ok bool) {
	c := Call(e.Arg)
	p, life = who(uint8(c))
	return p, life, e.Kind == sim.EvSend && e.Msg == request && e.Process == p && c.Of() == 0 && life > 0
}

// ledgered is what a ledger has to see.
var ledgered = sim.Watch(sim.EvCrash, sim.EvLock, sim.EvExecute, sim.EvKill, sim.EvReport)

// judged is a claim that a ledger decides, at events of which bad says so.
func judged(name string, watch uint64, bad func(l ledger, e *sim.Event) bool) sim.Claim {
	return sim.Claim{
		Name: name, Size: ledgerN, Watch: ledgered | watch, Begin: sim.HoldsSoFar,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if l := ledger(m.History); bad(l, e) {
				m.Blame(sim.SetOf(e.Process), sim.None)
				return sim.Violated
			}
			ledger(m.History).observe(e)
			return sim.HoldsSoFar
		},
	}
}

func noOrphanFinishes() sim.Claim {
	return judged("no-orphan-finishes", 0, func(l ledger, e *sim.Event) bool { return e.Kind == sim.EvExecute && l.orphan(Call(e.Arg)) })
}

func innocentLive() sim.Claim {
	return judged("innocent-live", 0, func(l ledger, e *sim.Event) bool { return e.Kind == sim.EvKill && !l.orphan(Call(e.Arg)) })
}

func goneBeforeWork() sim.Claim {
	return judged("gone-before-work", sim.Watch(sim.EvSend), func(l ledger, e *sim.Event) bool {
		p, life, ok := isNew(e)
		return ok && l.left(p, life)
	})
}

func noLockLeft() sim.Claim {
	return sim.Claim{
		Name: "no-lock-left", Watch: sim.Watch(sim.EvKill), Begin: sim.HoldsSoFar,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Value == 1 {
				m.Blame(sim.SetOf(e.Process), sim.None)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
	}
}

// served: in the end both clients have their replies, of the life that they are in.
// Of one that is down nothing is said.
func served() sim.Claim {
	const unserved, done, down = 0, 1, 2
	clients := [...]sim.ID{client, other}
	return sim.Claim{
		Name: "served", Size: int(machines), Watch: sim.Watch(sim.EvComplete, sim.EvCrash, sim.EvRestart), Begin: sim.Open,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			if e.Process == client || e.Process == other {
				state := uint8(unserved)
				switch e.Kind {
				case sim.EvComplete:
					state = done
				case sim.EvCrash:
					state = down
				}
				m.History[e.Process] = state
			}
			return sim.Open
		},
		Finish: func(m *sim.Memory) sim.Status {
			var without sim.Set
			for _, p := range clients {
				if m.History[p] == unserved {
					without = without.With(p)
				}
			}
			if without != 0 {
				m.Blame(without, sim.None)
				return sim.Violated
			}
			return sim.Holds
		},
	}
}
