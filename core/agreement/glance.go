package agreement

import "faultlab/core/sim"

// Glance speaks only if nobody has spoken.
//
// The idea: a process looks first. If nothing has come it tells its proposal to
// everybody; if something has come it says nothing. Only those who begin at about the
// same time speak, before the first of them can be heard, and after twice the bound on
// the delay all of them have been heard by everybody. Then each decides on the smallest
// of their values.
//
// It needs a bounded delay, multicast, and a step that looks and speaks in one.
// Processes may be as slow as they like: whoever takes that step late has heard the
// others. The time is counted in steps of one's own, of which each takes a tick at
// least.
//
// If looking and speaking are two steps, a process can look, find nothing, and be so
// slow to speak that the others have decided without it. That is why the sixteen
// circumstances say no where delay is bounded, sending is multicast, and processes are
// asynchronous: there a step does one thing only.
//
// Source: D. Dolev, C. Dwork, L. Stockmeyer: On the Minimal Synchronism Needed for
// Distributed Consensus, 1987: a step that takes and sends is the last of their five
// questions, and this the last of the four minimal circumstances in which agreement is
// possible. The protocol is ours.
type Glance struct {
	Stepper
	Least  uint8 // the mailbox: the smallest that has come, plus one; 0: nothing
	Silent uint8 // 1: it says nothing, since somebody has spoken
	_      [2]uint8
}

// glances is the plan of everybody's steps.
func glances(n int, multicast, atomic bool, delay int) []stride {
	plan := []stride{{kind: look}}
	if atomic {
		plan = nil
	}
	for i := range sends(multicast, n) {
		plan = append(plan, stride{speak, i, 1})
	}
	if atomic {
		plan[0].kind = glance
	}
	for range 2 * delay {
		if len(plan) >= longest {
			return nil
		}
		plan = append(plan, stride{kind: pass})
	}
	return append(plan, stride{kind: look})
}

// Deliver follows the plan.
func (p *Glance) Deliver(e *sim.Env, m sim.Msg) {
	s := e.Shared().(*System)
	switch e.Class() {
	case sim.Drawing:
		p.Value = m.Val
	case sim.Message:
		lower(&p.Least, m.Val)
		return
	case sim.Task:
		p.Awake = 0
		now := &s.Plan[p.Step]
		last := int(p.Step) == len(s.Plan)-1
		if p.Step == 0 && p.Least != 0 {
			p.Silent = 1
		}
		switch {
		case now.kind != pass && now.kind != look && p.Silent == 0:
			tell(e, s.Multicast, now.to, p.Value, now.round)
		case last && p.Silent == 1:
			p.decide(e, p.Least-1)
		case last:
			p.learn(e, p.Least)
			p.decide(e, p.Value)
		}
		p.Step++
	}
	if int(p.Step) < len(s.Plan) {
		p.next(e, s.Plan[p.Step].kind)
	}
}
