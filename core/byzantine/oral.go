// Package byzantine has the Byzantine generals of Lamport, Shostak and Pease:
// agreement on an order among processes of which some are traitors.
//
// # The problem
//
// A commander sends an order to his lieutenants. The loyal ones must end up with
// the same order, whatever the traitors say:
//
//	IC1  All loyal lieutenants obey the same order.
//	IC2  If the commander is loyal, every loyal lieutenant obeys his order.
//
// # The assumptions
//
//	A1  Every message that is sent is delivered correctly.
//	A2  The receiver of a message knows who sent it.
//	A3  The absence of a message can be detected.
//
// Processes proceed in rounds. More than two thirds must be loyal: with at most m
// traitors the algorithm needs n > 3m processes.
//
// # The algorithm OM(m), oral messages
//
// The commander sends his order to all lieutenants. A lieutenant who hears nothing
// takes the default, RETREAT. If m is 0 that is all. Otherwise each lieutenant acts
// as the commander of OM(m-1) and tells the n-2 others what he was told. Then he
// takes the majority of the order that came to him directly and of the results of
// the other lieutenants' OM(m-1).
//
// Unrolled, this is m+1 rounds in which messages are named by their path, the chain
// of processes that the order went through, and a fold of the paths' tree (see
// Tree) from its leaves to its root.
//
// # Where to find it
//
// The rounds are in General.Deliver and General.EndRound, the recursion of
// majorities is General.decide, the two conditions are in claims.go, the exact
// number of messages in count.go. Runs too big to be watched are computed by the
// kernels (Simulate). Whether anything at all that traitors may do breaks a condition
// is decided in every.go.
//
// # Source
//
// L. Lamport, R. Shostak, M. Pease: The Byzantine Generals Problem. ACM TOPLAS 4(3),
// 1982, 382–401; sections 1 and 3.
package byzantine

import "faultlab/core/sim"

// Delay is a third order, where a scenario wants one besides Retreat and Attack.
const Delay = 2

// Kinds of messages: the commander's order, and what lieutenants tell each other
// about it. The argument of both is the node of the message tree.
const (
	order uint8 = iota
	relay
)

// Rule is how a lieutenant makes one value of several. Either has what the proof
// needs: a value held by more than half wins. Its values are Majority and Median.
type Rule int32

const (
	Majority Rule = iota // strict majority of all entries, else the default
	Median               // the lower median
)

// Oral is what the processes of one run of OM(m) share.
type Oral struct {
	Tree    *Tree
	Order   uint8 // of the commander
	Default uint8
	Rule    Rule
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
		result[node], why = o.vote(votes[:n])
		e.Note(sim.EvVote, sim.ID(t.Process(node)), result[node], uint32(node), why, votes[:n]...)
	}
	e.Note(sim.EvDecide, sim.None, result[0], 0, sim.NoReason)
}

// vote makes one value of several.
func (o *Oral) vote(votes []uint8) (uint8, sim.Reason) {
	if o.Rule == Median {
		var count [Delay + 1]int
		for _, v := range votes {
			count[min(v, Delay)]++
		}
		at := (len(votes) - 1) / 2
		for v, c := range count {
			if at < c {
				return uint8(v), sim.Majority
			}
			at -= c
		}
	}
	return StrictMajority(votes, o.Default)
}

// StrictMajority is the value of more than half of the votes, or the default.
func StrictMajority(votes []uint8, otherwise uint8) (uint8, sim.Reason) {
	var count [Delay + 1]int
	for _, v := range votes {
		count[min(v, Delay)]++
	}
	for v, c := range count {
		if 2*c > len(votes) {
			return uint8(v), sim.Majority
		}
	}
	return otherwise, sim.Tie
}
