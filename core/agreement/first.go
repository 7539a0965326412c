package agreement

import "faultlab/core/sim"

// First lets the first message win.
//
// The idea: if all messages reach everybody in one and the same order, then so does
// the first one, and nothing has to be waited for. A process sends its proposal to
// everybody, itself included, and decides on whatever reaches it first.
//
// It needs two things of the system. Delivery is ordered, in real time and whoever
// the senders are: then two processes that hear the same messages hear them in the
// same order. And sending is multicast: then a message that anybody hears is heard by
// everybody, since no crash can come between two receivers. Processes may be as slow
// and messages as late as they like, and any number may crash.
//
// Without order, two messages pass each other on their way. With unicast, two
// senders go through the list of receivers each for himself, and one receiver hears
// the one first, another the other. Links that keep their own order, as TCP does, are
// no help: what counts is the order among different senders.
//
// Source: D. Dolev, C. Dwork, L. Stockmeyer: On the Minimal Synchronism Needed for
// Distributed Consensus, 1987; J. Turek, D. Shasha: The Many Faces of Consensus in
// Distributed Systems, 1992.
type First struct {
	Stepper
	From  uint8 // the mailbox: who was heard first, plus one; 0: nobody
	Heard uint8 // and what that was
	_     [2]uint8
}

// Deliver puts the first message into the mailbox. A step sends to the next of the
// receivers; when all have been sent to, it looks and decides.
func (p *First) Deliver(e *sim.Env, m sim.Msg) {
	steps := e.N()
	if e.Shared().(*System).Multicast {
		steps = 1
	}
	switch e.Class() {
	case sim.Drawing:
		p.Value = m.Val
		p.next(e, speak)
		return
	case sim.Message:
		if p.From == 0 {
			p.From, p.Heard = uint8(m.From)+1, m.Val
		}
	case sim.Task:
		p.Awake = 0
		switch {
		case m.Kind == look:
			p.decide(e, p.Heard)
			return
		case steps == 1:
			e.Multicast(sim.All(e.N()), value, p.Value, 1)
		default:
			e.Send(sim.ID(p.Step), value, p.Value, 1)
		}
		p.Step++
		if int(p.Step) < steps {
			p.next(e, speak)
			return
		}
	}
	if int(p.Step) == steps && p.From != 0 {
		p.next(e, look)
	}
}
