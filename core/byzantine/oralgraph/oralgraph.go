// Package oralgraph has the Byzantine generals who cannot all talk to each other: oral
// messages along the links of a graph.
//
// # The problem
//
// It is that of package byzantine: all loyal lieutenants must obey the same order
// (IC1), and a loyal commander's order if he is loyal (IC2). But a general can send to
// his neighbours only. What is meant for others is passed on by generals on the way,
// and each of them may be a traitor.
//
// # The assumptions
//
// A1 to A3 as for oral messages. The graph is p-regular: for each general there are p
// neighbours from whom paths lead to any other general, not through himself, and no
// two of these paths share anybody on the way. So a traitor spoils one path at most.
//
// # The algorithm OM(m, p)
//
//	(1) The commander sends his order to p neighbours, a regular set N.
//	(2) Each i of N, with the order that he got, or RETREAT, lets all other
//	    lieutenants know: if m is 1 by sending it along the disjoint paths, to each
//	    lieutenant k along the one that leads from i to k; if m is more by acting as the
//	    commander of OM(m-1, p-1) in the graph without the commander.
//	(3) Each lieutenant takes the majority of p values, one from each i of N: what he
//	    got himself if he is in N, and what came from the others in step (2).
//
// With p >= 3m it withstands m traitors (Theorem 3), and with p >= 2k+m IC2 by itself
// holds against k of them (Lemma 2). A 3m-regular graph has at least 3m+1 generals; if
// it has no more it is complete, and OM(m, p) is OM(m).
//
// On the way a message is one of its own for every link, so a path of three links takes
// three rounds. Who passes on what when is settled beforehand: a plan.
//
// # Where to find it
//
// The plan is made in plan.go, General.EndRound follows it, General.decide takes the
// majorities. Regular sets and paths are found by package graph.
//
// # Source
//
// L. Lamport, R. Shostak, M. Pease: The Byzantine Generals Problem. ACM TOPLAS 4(3),
// 1982, 382–401; section 5.
package oralgraph

import (
	"faultlab/core/byzantine"
	"faultlab/core/sim"
)

// Kinds of messages: the commander's order, what one of a regular set is told about it
// by another who acts as a commander, and what is passed on along a path. The argument
// is the hop of the plan.
const (
	order uint8 = iota
	word
	passed
)

// OralGraph is what the generals of one run of OM(m, p) share.
type OralGraph struct {
	Plan    *Plan
	Order   uint8
	Default uint8
}

// General is a commander or lieutenant of OM(m, p). What he has heard is in his
// memory: for each hop of the plan the value plus one.
type General struct{}

// Start: (1) the commander sends his order.
func (g *General) Start(e *sim.Env) {
	if e.Me == 0 {
		g.send(e, 1)
	}
}

// send sends what the plan has for a round.
func (g *General) send(e *sim.Env, round int32) {
	o := e.Shared().(*OralGraph)
	for at := o.Plan.Rounds[round-1]; at < o.Plan.Rounds[round]; at++ {
		h := &o.Plan.Hops[at]
		if h.From != e.Me {
			continue
		}
		v := o.Order
		if h.Of >= 0 {
			v = o.orDefault(e.Mem()[h.Of])
		}
		e.Send(h.To, h.Kind, v, uint32(at))
	}
}

func (o *OralGraph) orDefault(heard uint8) uint8 {
	if heard == 0 {
		return o.Default
	}
	return heard - 1
}

// Deliver keeps what was told. Only what the plan has for this round is heard.
func (g *General) Deliver(e *sim.Env, m sim.Msg) {
	o := e.Shared().(*OralGraph)
	at := int(m.Arg)
	if e.Class() != sim.Message || at >= len(o.Plan.Hops) || o.Plan.Hops[at].From != m.From || o.Plan.Hops[at].To != e.Me ||
		o.Plan.Hops[at].Round != e.Now() || e.Mem()[at] != 0 {
		e.Note(sim.EvDrop, m.From, m.Val, m.Arg, sim.Unexpected)
		return
	}
	e.Mem()[at] = m.Val + 1
}

// EndRound: (2) what came in this round is passed on; after the last one (3) every
// lieutenant decides.
func (g *General) EndRound(e *sim.Env, r int32) {
	o := e.Shared().(*OralGraph)
	if int(r) < len(o.Plan.Rounds)-1 {
		g.send(e, r+1)
	} else if e.Me != 0 {
		e.Note(sim.EvDecide, sim.None, g.decide(e, o, 0), 0, sim.NoReason)
	}
}

// decide is what this lieutenant makes of one call of the algorithm: the majority of
// what he got himself, what came to him along paths, and what he made of further calls.
func (g *General) decide(e *sim.Env, o *OralGraph, call int32) uint8 {
	var votes [MaxGenerals]uint8
	n := 0
	for i := range o.Plan.Calls[call].Members {
		w := &o.Plan.Calls[call].Members[i]
		switch {
		case w.Who == e.Me:
			votes[n] = g.heard(e, o, w.Direct)
		case w.Call > 0:
			votes[n] = g.decide(e, o, w.Call)
		default:
			votes[n] = g.heard(e, o, w.Last[e.Me])
		}
		n++
	}
	x, why := byzantine.StrictMajority(votes[:n], o.Default)
	e.Note(sim.EvVote, o.Plan.Calls[call].Commander, x, uint32(len(o.Plan.Hops))+uint32(call), why, votes[:n]...)
	return x
}

// heard is what came with a hop.
func (g *General) heard(e *sim.Env, o *OralGraph, at int32) uint8 {
	x := e.Mem()[at]
	if x == 0 {
		e.Note(sim.EvVote, o.Plan.Hops[at].From, o.Default, uint32(at), sim.Missing)
	}
	return o.orDefault(x)
}
