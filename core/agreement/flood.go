package agreement

import "faultlab/core/sim"

// Flood tells the smallest known value to everybody, round after round.
//
// The idea: whoever knows something tells it on, until everybody knows the same. A
// process that crashes while it tells others can leave some knowing more than others;
// but with t crashes and t+1 rounds there is a round in which nobody crashes, and
// behind that round all know the same for good. Then each decides on the smallest
// value it knows. (Among n processes n-1 rounds are enough for any number of crashes:
// if there were more of them than that, only one process would be left to decide.)
//
// It needs a known time within which every message of a round has come: processes
// that are synchronous, and a delay that is bounded. Each process counts its own steps.
// If a step takes 1 to c ticks, what all have sent with their step s has been sent at
// c·s at the latest and has come d later; so a step later than c·s+d sees it. The
// rounds grow longer as clocks drift apart: with c = 1 they have all the same length.
//
// Without a bound on the delay a message comes after its round, when its receiver has
// gone on without it. Without synchrony counting steps says nothing about the others:
// one that seems to be silent may not have begun. Either way some decide without a
// value that others have. With t rounds or fewer a chain of crashes, one a round,
// is enough.
//
// Source: N. Lynch: Distributed Algorithms, 1996, section 6.2 (FloodSet, and its
// optimized form, in which only the smallest value travels). That t rounds are not
// enough for any protocol: M. Aguilera, S. Toueg: A Simple Bivalency Proof that
// t-Resilient Consensus Requires t + 1 Rounds. IPL 71, 1999, 155–158.
type Flood struct {
	Stepper
	Least uint8 // the mailbox: the smallest that has come, plus one; 0: nothing
	_     [3]uint8
}

// stride is what a process does with a step of a plan that is made in advance.
type stride struct {
	kind  uint8
	to    int    // which of the others, if it sends
	round uint32 // from 1
}

// floods is the plan of everybody's steps: in each round tell all others, let as many
// steps pass as it takes until all must have come, and look. It is nil if the plan is
// longer than a process can count.
func floods(n, rounds int, multicast bool, pace, delay int) []stride {
	var plan []stride
	for r := range uint32(rounds) {
		for i := range sends(multicast, n) {
			plan = append(plan, stride{speak, i, r + 1})
		}
		for last := pace*len(plan) + delay; len(plan) < last; {
			if len(plan) >= longest {
				return nil
			}
			plan = append(plan, stride{kind: pass})
		}
		plan = append(plan, stride{kind: look})
	}
	if len(plan) > longest {
		return nil
	}
	return plan
}

// longest is how many steps a plan has at most.
const longest = 250

// Deliver follows the plan.
func (p *Flood) Deliver(e *sim.Env, m sim.Msg) {
	s := e.Shared().(*System)
	switch e.Class() {
	case sim.Drawing:
		p.Value = m.Val
	case sim.Message:
		lower(&p.Least, m.Val)
		return
	case sim.Task:
		p.Awake = 0
		switch now := &s.Plan[p.Step]; now.kind {
		case speak:
			tell(e, s.Multicast, now.to, p.Value, now.round)
		case look:
			p.learn(e, p.Least)
			p.Least = 0
		}
		p.Step++
	}
	if int(p.Step) == len(s.Plan) {
		p.decide(e, p.Value)
		return
	}
	p.next(e, s.Plan[p.Step].kind)
}
