package agreement

import (
	"math/bits"

	"faultlab/core/sim"
)

// Wait waits for values, and is what one writes first.
//
// The idea: everybody tells its proposal to all others, waits until it has heard
// enough, and decides on the smallest value that it knows.
//
// How many are enough? Whoever waits for all waits for ever if one of them has
// crashed, since silence can't be told from slowness. Whoever goes on with one fewer
// does not wait for the slowest; but which one is the slowest, each sees differently,
// and the one has heard a value that the other has not. Where no bound is known for
// steps or for messages that is the choice: to wait for ever, or to split. It is what
// the impossibility looks like in a protocol, and no proof of it: another protocol
// might be cleverer, and that none is clever enough is the theorem.
//
// Source: the theorem is M. Fischer, N. Lynch, M. Paterson: Impossibility of
// Distributed Consensus with One Faulty Process, 1985.
type Wait struct {
	Stepper
	Heard uint8 // the mailbox: of whom something has come
	Least uint8 // and the smallest of that, plus one; 0: nothing
	_     [2]uint8
}

// Deliver puts what comes into the mailbox, and looks when it is enough.
func (p *Wait) Deliver(e *sim.Env, m sim.Msg) {
	s := e.Shared().(*System)
	switch e.Class() {
	case sim.Drawing:
		p.Value = m.Val
	case sim.Message:
		p.Heard |= 1 << m.From
		lower(&p.Least, m.Val)
	case sim.Task:
		p.Awake = 0
		if m.Kind == look {
			p.learn(e, p.Least)
			p.decide(e, p.Value)
			return
		}
		tell(e, s.Multicast, int(p.Step), p.Value, 1)
		p.Step++
	}
	switch {
	case int(p.Step) < sends(s.Multicast, e.N()):
		p.next(e, speak)
	case bits.OnesCount8(p.Heard)+1 >= s.Enough:
		p.next(e, look)
	}
}
