// Package order has the six kinds of reliable multicast: three orders of delivery,
// each with and without one total order of all.
//
// # The problem
//
// What a communication layer receives it need not deliver at once to the
// application. It may hold a message back until everything is there that must come
// before it:
//
//	unordered  Nothing must.
//	FIFO       What the same sender has sent before.
//	causal     What its sender had sent and delivered before it was sent.
//	total      All deliver in one and the same order, whichever that is.
//
// The last is independent of the others: all can agree on an order that is not even
// FIFO. With it a multicast is called atomic:
//
//	            not total   total
//	unordered   reliable    atomic
//	FIFO        FIFO        FIFO atomic
//	causal      causal      causal atomic
//
// # The idea
//
// FIFO takes a number for each message of a sender. Causal order takes a vector: of
// every process, how many of its messages the sender had delivered, and how many it
// had sent itself. A receiver holds a message back until it has delivered as much.
//
// A total order comes from a sequencer, which numbers all messages as they become
// ready at it; or from priorities in two phases: each receiver proposes one that is
// higher than all it knows, the sender takes the highest and tells everybody, and
// messages are delivered by priority, a proposed one being in the way of all behind it.
//
// Delivery on stability waits in front of all that until every member is known to
// have the message: each receiver acknowledges it to all. If messages are relayed,
// whoever receives one for the first time sends it on to all before it delivers it.
//
// # The assumptions
//
// Nothing is lost, but by a fault that a document allows. Without relays the crash of
// a sender can leave a message with some and not with others; with a total order the
// crash of the sequencer, or of a sender between its phases, stops everybody. What
// helps is to change the group: see virtual synchrony.
//
// # Where to find it
//
// Peer.ready is the rule of the order, Peer.take what follows for the total order, and
// Peer.inOrder who is next in it. The claims are in package claim.
//
// # Sources
//
// K. Birman, T. Joseph: Reliable Communication in the Presence of Failures. ACM TOCS
// 5(1), 1987, 47–76 (priorities in two phases). K. Birman, A. Schiper, P. Stephenson:
// Lightweight Causal and Atomic Group Multicast. ACM TOCS 9(3), 1991, 272–314 (vectors,
// section 5; order by a token holder, section 6). V. Hadzilacos, S. Toueg: A Modular Approach to
// Fault-Tolerant Broadcasts and Related Problems. Cornell University, TR 94-1425, 1994
// (the six kinds; relays, section 4).
package order

import "faultlab/core/sim"

// MaxProcesses and MaxMessages bound a group and all that it sends. Each member sends
// at most MaxEach: a vector has three bits for a member.
const (
	MaxProcesses = 8
	MaxMessages  = 16
	MaxEach      = 7
)

// Kinds of messages. Next is a sender's own next step.
const (
	data uint8 = iota
	relayed
	ack
	position
	proposal
	final
	next
)

// Rule says what must come before a message. Its values are Unordered, FIFO and Causal.
type Rule uint8

// The rules.
const (
	Unordered Rule = iota
	FIFO
	Causal
)

// Total says where a total order comes from. Its values are None, Sequencer and
// Priorities.
type Total uint8

// None is no total order.
const (
	None Total = iota
	Sequencer
	Priorities
)

// Order is what the members share.
type Order struct {
	Rule      Rule
	Total     Total
	Stable    bool // deliver on stability
	Relay     bool
	Sequencer sim.ID
	First     [MaxProcesses + 1]uint8 // of each member its first message; behind the last, how many there are in all
}

// Origin is who sends a message, from 0.
func (s *Order) Origin(x int) (p sim.ID) {
	for int(s.First[p+1]) <= x {
		p++
	}
	return p
}

// What a member knows of a message: where in its block of memory, eight bytes each.
const (
	stamp  = 0 // to 3: its vector
	state  = 4
	place  = 5 // position, or priority: its number, and behind it three bits of who proposed it
	acked  = 6 // who has it, one bit each
	agreed = 7 // its sender: who has proposed a priority
	record = 8
)

// States of a message at a member.
const (
	received  = 1 << iota
	stable    // all have it
	taken     // all that must come before it has been taken
	settled   // its place in the total order is known
	delivered // and it is forgotten, but for this
)

// Peer is a member of the group.
type Peer struct {
	Sent  uint8
	Clock uint8 // the highest priority seen; the sequencer: the last position given
	Last  uint8 // the last position delivered
	_     uint8
	Taken [MaxProcesses]uint8 // of each member, how many messages have been taken
	Done  [MaxProcesses]uint8 // and how many delivered
}

func entry(e *sim.Env, x int) []byte { return e.Mem()[record*x : record*(x+1)] }

// Start: a sender begins. One that comes up again has forgotten how far it got, and
// only listens.
func (p *Peer) Start(e *sim.Env) {
	s := e.Shared().(*Order)
	if s.First[e.Me] < s.First[e.Me+1] && e.Incarnation() == 0 {
		e.Do(next, s.First[e.Me], uint32(s.First[e.Me])+1)
	}
}

// Deliver takes a message of the other members in, or multicasts one.
func (p *Peer) Deliver(e *sim.Env, m sim.Msg) {
	s, x := e.Shared().(*Order), int(m.Arg&255)-1
	switch {
	case e.Class() == sim.Task:
		p.multicast(e, s, x)
	case e.Class() != sim.Message:
		return
	case m.Kind == data || m.Kind == relayed:
		p.receive(e, s, x, m)
	case m.Kind == ack:
		entry(e, x)[acked] |= 1 << m.From
	case m.Kind == proposal:
		p.propose(e, x, m.From, uint8(m.Arg>>8))
	default: // position or final
		r := entry(e, x)
		r[place] = uint8(m.Arg >> 8)
		r[state] |= settled
		p.see(m.Kind, r[place])
	}
	p.advance(e, s)
}

// see keeps the clock of priorities above all that has been settled.
func (p *Peer) see(kind, priority uint8) {
	if kind == final {
		p.Clock = max(p.Clock, priority>>3)
	}
}

// multicast sends the next message, with what it depends on.
func (p *Peer) multicast(e *sim.Env, s *Order, x int) {
	p.Sent++
	var vector uint32
	if s.Rule == Causal {
		for q, n := range p.Done {
			if sim.ID(q) == e.Me {
				n = p.Sent
			}
			vector |= uint32(n) << (3 * q)
		}
	}
	e.Note(sim.EvMulticast, sim.None, uint8(x), uint32(x)+1, sim.NoReason)
	e.Multicast(e.Others(), data, uint8(x), uint32(x)+1|vector<<8)
	keep(e, x, vector)
	if x++; x < int(s.First[e.Me+1]) {
		e.Do(next, uint8(x), uint32(x)+1)
	}
}

func keep(e *sim.Env, x int, vector uint32) {
	r := entry(e, x)
	r[stamp], r[stamp+1], r[stamp+2] = uint8(vector), uint8(vector>>8), uint8(vector>>16)
	r[state] |= received
	r[acked] |= 1 << e.Me
}

// receive keeps a message that comes for the first time. Whoever has one from its
// sender knows that the sender has it.
func (p *Peer) receive(e *sim.Env, s *Order, x int, m sim.Msg) {
	r, origin := entry(e, x), s.Origin(x)
	if r[state]&received != 0 {
		e.Note(sim.EvDrop, m.From, uint8(x), uint32(x)+1, sim.Duplicate)
		return
	}
	keep(e, x, m.Arg>>8)
	r[acked] |= 1 << origin
	if s.Relay {
		e.Multicast(e.Others().Without(origin), relayed, uint8(x), m.Arg)
	}
	if s.Stable {
		e.Multicast(e.Others(), ack, uint8(x), uint32(x)+1)
	}
	switch why := p.waits(e, s, x); {
	case s.Stable && r[acked] != uint8(sim.All(e.N())):
		e.Note(sim.EvHold, origin, uint8(x), uint32(x)+1, sim.NotStable)
	case why != sim.NoReason:
		e.Note(sim.EvHold, origin, uint8(x), uint32(x)+1, why)
	}
}

// waits says why a message can't be taken yet: the rule of the order.
func (p *Peer) waits(e *sim.Env, s *Order, x int) sim.Reason {
	r, origin := entry(e, x), s.Origin(x)
	if s.Rule != Unordered && x != int(s.First[origin]+p.Taken[origin]) {
		return sim.NeedsEarlier
	}
	if s.Rule == Causal {
		vector := uint32(r[stamp]) | uint32(r[stamp+1])<<8 | uint32(r[stamp+2])<<16
		for q, n := range p.Taken {
			if sim.ID(q) != origin && uint8(vector>>(3*q)&7) > n {
				return sim.NeedsCause
			}
		}
	}
	return sim.NoReason
}

// advance takes, and delivers, as long as something can be.
func (p *Peer) advance(e *sim.Env, s *Order) {
	all := uint8(sim.All(e.N()))
	for again := true; again; {
		again = false
		for x := range int(s.First[e.N()]) {
			r := entry(e, x)
			if r[state]&(received|taken) != received {
				continue
			}
			why := p.waits(e, s, x)
			if s.Stable && r[state]&stable == 0 {
				if r[acked] != all {
					continue
				}
				r[state] |= stable
				e.Note(sim.EvStable, s.Origin(x), uint8(x), uint32(x)+1, sim.NoReason)
				if why != sim.NoReason {
					e.Note(sim.EvHold, s.Origin(x), uint8(x), uint32(x)+1, why)
				}
			}
			if why == sim.NoReason {
				p.take(e, s, x)
				again = true
			}
		}
	}
	for s.Total != None {
		x, ok := p.inOrder(e, s)
		if !ok {
			break
		}
		p.deliver(e, s, x)
	}
}

// take: a message has all in front of it that its order asks for. Now its place in the
// total order is wanted, if there is one.
func (p *Peer) take(e *sim.Env, s *Order, x int) {
	r, origin := entry(e, x), s.Origin(x)
	r[state] |= taken
	p.Taken[origin]++
	switch {
	case s.Total == None:
		p.deliver(e, s, x)
		return
	case s.Total == Priorities:
		p.Clock++
		mine := p.Clock<<3 | uint8(e.Me)
		if origin == e.Me {
			p.propose(e, x, e.Me, mine)
		} else {
			r[place] = mine
			e.Send(origin, proposal, uint8(x), uint32(x)+1|uint32(mine)<<8)
		}
	case s.Sequencer == e.Me:
		p.Clock++
		r[place] = p.Clock
		r[state] |= settled
		e.Multicast(e.Others(), position, uint8(x), uint32(x)+1|uint32(p.Clock)<<8)
	}
	if r[state]&settled == 0 {
		e.Note(sim.EvHold, origin, uint8(x), uint32(x)+1, sim.NeedsOrder)
	}
}

// propose: the sender of a message hears what priority a member proposes. When all
// have, the highest is the one.
func (p *Peer) propose(e *sim.Env, x int, by sim.ID, priority uint8) {
	r := entry(e, x)
	r[place] = max(r[place], priority)
	r[agreed] |= 1 << by
	if r[agreed] != uint8(sim.All(e.N())) {
		return
	}
	r[state] |= settled
	p.see(final, r[place])
	e.Multicast(e.Others(), final, uint8(x), uint32(x)+1|uint32(r[place])<<8)
}

// inOrder is the message that is next in the total order, if it can be delivered: the
// one with the next position, or the one of lowest priority, if that is settled.
func (p *Peer) inOrder(e *sim.Env, s *Order) (next int, ok bool) {
	lowest := uint8(255)
	for x := range int(s.First[e.N()]) {
		r := entry(e, x)
		switch {
		case r[state]&(taken|delivered) != taken:
		case s.Total == Sequencer:
			if r[place] == p.Last+1 {
				return x, true
			}
		case r[place] < lowest:
			lowest, next, ok = r[place], x, r[state]&settled != 0
		}
	}
	return next, ok
}

// deliver hands a message to the application and forgets all but that.
func (p *Peer) deliver(e *sim.Env, s *Order, x int) {
	r, origin := entry(e, x), s.Origin(x)
	if s.Total == Sequencer {
		p.Last = r[place]
	}
	clear(r)
	r[state] = received | taken | delivered
	p.Done[origin]++
	e.Note(sim.EvDeliver, origin, uint8(x), uint32(x)+1, sim.NoReason)
}
