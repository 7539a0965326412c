// Package multicast has the simplest multicast that orders anything: numbered
// messages over links which keep their order.
//
// # The problem
//
// A sender tells a group one thing after the other. Every receiver should see
// them in the order in which they were sent:
//
//	FIFO  Each receiver delivers the messages of one sender in order of sending.
//
// Nothing is said about messages of different senders: two receivers may see
// those in different orders, and each be right.
//
// # The idea
//
// Let the links do it. A multicast is one copy to every other process; where
// each link keeps its order, so does each receiver, and whoever receives a
// message may deliver it at once. The number that a message carries is for the
// claim alone: no process looks at it.
//
// # The assumptions
//
// FIFO links, as TCP gives them. On links without order a message can overtake
// the one before it, and the claim falls. A message that is lost, or cut off in
// the crash of its sender, leaves a gap, and a gap breaks no order; a multicast
// without gaps needs more than this (Hadzilacos and Toueg's FIFO broadcast: nobody
// delivers a message without the ones before it).
//
// # Where to find it
//
// The whole protocol is Peer.Deliver; the claim is claim.FIFO.
//
// # Source
//
// V. Hadzilacos, S. Toueg: A Modular Approach to Fault-Tolerant Broadcasts and
// Related Problems. Technical report TR 94-1425, Cornell University, 1994.
package multicast

import "faultlab/core/sim"

// Kinds of messages. Next is not one that travels: it is the sender's own next
// step, so that a crash may come between two multicasts.
const (
	data uint8 = iota
	next
)

// FIFO is what the processes share: the first Senders of them send Messages
// messages each.
type FIFO struct {
	Senders  int
	Messages uint32
}

// Peer is a member of the group. It has no hold-back queue and keeps nothing: the links
// do all the work.
type Peer struct{}

// Start: a sender begins with its message 1. One that comes up again after a
// crash has forgotten how far it got, and only listens.
func (p *Peer) Start(e *sim.Env) {
	if int(e.Me) < e.Shared().(*FIFO).Senders && e.Incarnation() == 0 {
		e.Do(next, 0, 1)
	}
}

// Deliver sends the next message, or delivers one at once.
func (p *Peer) Deliver(e *sim.Env, m sim.Msg) {
	if e.Class() == sim.Message {
		e.Note(sim.EvDeliver, m.From, m.Val, m.Arg, sim.NoReason)
		return
	}
	e.Multicast(e.Others(), data, uint8(m.Arg-1), m.Arg)
	if m.Arg < e.Shared().(*FIFO).Messages {
		e.Do(next, uint8(m.Arg), m.Arg+1)
	}
}
