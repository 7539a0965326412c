// Package oral has the Byzantine generals with oral messages. Nothing shows what a
// message said before it was passed on, so a traitor can say whatever he likes.
//
// # The problem
//
// It is that of package byzantine: all loyal lieutenants must obey the same order
// (IC1), and the order of the commander if he is loyal (IC2).
//
// # The assumptions
//
// A1 to A3 of package byzantine: messages arrive, the sender is known, absence is
// detected. More than two thirds must be loyal: with at most m traitors the algorithm
// needs n > 3m processes.
//
// # The algorithm OM(m)
//
//	(1) The commander sends his order to every lieutenant.
//	(2) Each lieutenant takes the order that he got, or RETREAT if he got none. If m
//	    is 0 he obeys it, and that is all. Otherwise he acts as the commander of
//	    OM(m-1) and tells the n-2 others what he took.
//	(3) Each lieutenant takes the majority of n-1 values: what he got himself, and the
//	    results of the OM(m-1) of all other lieutenants.
//
// Unrolled, this is m+1 rounds in which messages are named by their path, the chain of
// processes that the order went through, and a fold of the paths' tree
// (byzantine.Tree) from its leaves to its root.
//
// With n > 3m it withstands m traitors (Theorem 1), and with n > 2k+m IC2 by itself
// holds against k of them (Lemma 1).
//
// # Where to find it
//
// Step (1) is General.Start, step (2) General.Deliver and General.EndRound, step (3)
// General.decide. The exact number of messages is counted in count.go; what the
// protocol tells of itself, and in which words, is spec.go.
//
// Runs too big to be watched are computed by package kernel. Whether anything at all
// that traitors may do breaks a condition is decided by package every.
//
// # Source
//
// L. Lamport, R. Shostak, M. Pease: The Byzantine Generals Problem. ACM TOPLAS 4(3),
// 1982, 382–401; section 3.
package oral

import (
	"faultlab/core/byzantine"
	"faultlab/core/sim"
)

// Kinds of messages: the commander's order, and what lieutenants tell each other
// about it. The argument of both is the node of the message tree.
const (
	order uint8 = iota
	relay
)

// Oral is what the processes of one run of OM(m) share.
type Oral struct {
	Tree    *byzantine.Tree
	Order   uint8 // of the commander
	Default uint8
	Rule    byzantine.Rule
}

// General is a commander or lieutenant of OM(m). What it has heard is in its
// memory: for each node of the tree the value told to it along that path, plus
// one, and behind them the results of its votes.
type General struct{}

// Start: (1) the commander sends his order to every lieutenant.
func (g *General) Start(e *sim.Env) {
	if e.Me == 0 {
		e.Multicast(e.Others(), order, e.Shared().(*Oral).Order, 0)
	}
}

// Deliver keeps what it was told. Only what fits is heard: the end of the path is
// the sender, and this is the round for it.
func (g *General) Deliver(e *sim.Env, m sim.Msg) {
	t := e.Shared().(*Oral).Tree
	node := int(m.Arg)
	if node >= t.Nodes() || t.Process(node) != int(m.From) || t.OnPath(node, int(e.Me)) ||
		t.Level(node) != int(e.Now())-1 || e.Mem()[node] != 0 {
		e.Note(sim.EvDrop, m.From, m.Val, m.Arg, sim.Unexpected)
		return
	}
	e.Mem()[node] = m.Val + 1
}

// EndRound: (2) each lieutenant tells the others what he was told in this round;
// silence counts as the default. After the last round (3) he decides.
func (g *General) EndRound(e *sim.Env, r int32) {
	if e.Me == 0 {
		return
	}
	o := e.Shared().(*Oral)
	t, heard := o.Tree, e.Mem()
	if int(r) == t.Levels() {
		g.decide(e, o)
		return
	}
	for node := t.Offset(int(r) - 1); node < t.Offset(int(r)); node++ {
		if next := t.Child(node, int(e.Me)); next >= 0 {
			e.Multicast(sim.Set(t.Receivers(next)), relay, o.orDefault(heard[node]), uint32(next))
		}
	}
}

func (o *Oral) orDefault(heard uint8) uint8 {
	if heard == 0 {
		return o.Default
	}
	return heard - 1
}

// decide folds the tree: the result at a leaf is what was told along its path; at
// an inner node it is the vote over that and the results of the paths which go on
// through the other lieutenants. The result at the root is the order he obeys.
func (g *General) decide(e *sim.Env, o *Oral) {
	t, me := o.Tree, int(e.Me)
	heard, result := e.Mem()[:t.Nodes()], e.Mem()[t.Nodes():]
	var votes [sim.MaxProcesses]uint8
	for node := t.Nodes() - 1; node >= 0; node-- {
		if t.OnPath(node, me) {
			continue
		}
		result[node] = o.orDefault(heard[node])
		child := t.FirstChild(node)
		if heard[node] == 0 {
			e.Note(sim.EvVote, sim.ID(t.Process(node)), result[node], uint32(node), sim.Missing)
		}
		if child < 0 {
			continue
		}
		n := 0
		for range t.Arity(node) {
			if t.Process(child) == me {
				votes[n] = o.orDefault(heard[node]) // what he was told himself
			} else {
				votes[n] = result[child]
			}
			child++
			n++
		}
		var why sim.Reason
		result[node], why = o.Rule.Vote(votes[:n], o.Default)
		e.Note(sim.EvVote, sim.ID(t.Process(node)), result[node], uint32(node), why, votes[:n]...)
	}
	e.Note(sim.EvDecide, sim.None, result[0], 0, sim.NoReason)
}
