// Package signed has the Byzantine generals who sign what they write: with
// signatures that nobody can forge, agreement needs no two thirds of loyal ones.
//
// # The problem
//
// It is that of package byzantine: all loyal lieutenants must obey the same order
// (IC1), and a loyal commander's order if he is loyal (IC2). There a traitor can
// misreport what he was told. Here he can't, for what others said is signed.
//
// # The assumptions
//
// A1 to A3 as for oral messages: messages arrive, the sender is known, absence is
// detected. And
//
//	A4  A loyal general's signature cannot be forged, any change of what he signed
//	    is found out, and anyone can verify it.
//
// Nothing is assumed of a traitor's signature. Traitors are in league: each signs
// for all of them, and what one has received all have.
//
// # The algorithm SM(m)
//
// An order v that the commander signed is written v:0, and v:0:i when lieutenant i
// has put his signature behind that. The commander sends v:0 to every lieutenant.
// Lieutenant i keeps the set V of orders he has seen. When v:0:j1:...:jk comes and v
// is new to him, he adds v to V, and if k < m he sends v:0:j1:...:jk:i to everybody
// who has not signed. When no more messages can come he obeys choice(V), a function
// of the set: the only order in it, or the default.
//
// Two conditions decide whether a message counts, and the proof needs both. It comes
// in time: in round r only with r signatures or more. And its signers are all
// different, and its receiver is none of them. If the m-th lieutenant signature is
// there, one of its signers is loyal and has told everybody; if it isn't, the
// receiver tells everybody himself, in time.
//
// With at most m traitors IC1 and IC2 hold for any number n of generals (Theorem 2);
// below m+2 they ask nothing. If all are loyal (n-1)^2 messages are sent for m >= 1.
// Where links are missing generals send to their neighbours only, and SM(t+d-1)
// withstands t traitors if the loyal ones are connected among themselves with
// diameter d (Theorem 4).
//
// A Variant leaves out or changes one step: each shows what that step is for.
//
// # Where to find it
//
// The rules for a message are in Signed.refuses, the algorithm in General.hear and
// General.EndRound. Chains of signatures are in chain.go, what traitors can sign in
// traitor.go and menu.go, the conditions in claims.go.
//
// # Source
//
// L. Lamport, R. Shostak, M. Pease: The Byzantine Generals Problem. ACM TOPLAS 4(3),
// 1982, 382–401; sections 4 to 6. The deadline is in section 6.
package signed

import (
	"math/bits"

	"faultlab/core/graph"
	"faultlab/core/sim"
)

// MaxOrders is how many different orders there can be.
const MaxOrders = 3

// Kinds of messages: an order signed by the commander alone, one that others have
// signed, too, and, from show on, one kind for each order: what a traitor may show
// of that order where his protocol is silent.
const (
	order uint8 = iota
	relay
	show
)

// Choice is how a set of several orders becomes one. Its values are ByDefault and Median.
type Choice int32

const (
	ByDefault Choice = iota // the default
	Median                  // the lower median
)

// Variant is a change of the algorithm, for the worse. Its values are AsProved,
// NoDeadline, RepeatedSigners, Short, FirstOrderOnly, FirstReceived, LateGuard, AsPrinted
// and Unverified.
type Variant int32

const (
	AsProved        Variant = iota
	NoDeadline              // in any round a message counts with any number of signatures
	RepeatedSigners         // a message counts whoever has signed it, how often ever
	Short                   // passes on if k < m-1
	FirstOrderOnly          // takes the first order, and ignores any other
	FirstReceived           // of several orders obeys the one that came first
	LateGuard               // passes on if k <= m
	AsPrinted               // passes on the commander's first order without asking whether k < m
	Unverified              // believes every signature
)

// A Scheme makes and verifies signatures. Without one the simulator's own serve:
// a chain that contains a signature which its sender could not have is marked as
// forged when it is made.
type Scheme interface {
	// Sign is called when a general puts his signature behind a chain.
	Sign(e *sim.Env, v uint8, chain uint32)
	// Genuine says whether all signatures of a chain that m brings are verified.
	Genuine(e *sim.Env, m sim.Msg) bool
}

// Signed is what the generals of one run of SM(m) share.
type Signed struct {
	Chains   Chains
	Graph    graph.Graph
	M        int
	Rounds   int32
	Order    uint8 // of the commander
	Default  uint8
	Orders   uint8 // how many there are
	Choice   Choice
	Variant  Variant
	Menu     Menu
	Traitors sim.Set
	Scheme   Scheme // nil: the simulator's own
}

// General is a commander or a lieutenant of SM(m).
type General struct {
	Held  uint32 // the set V, bit v for order v
	First uint32 // the order that came first, plus one; 0: none
}

// Start: (1) the commander signs his order and sends it to every lieutenant, in a
// graph to his neighbours.
func (g *General) Start(e *sim.Env) {
	s := e.Shared().(*Signed)
	if e.Me == 0 {
		e.Multicast(s.Graph[0], order, s.Order, s.sign(e, s.Order, 0))
	}
}

// Deliver: (2) an order comes, with its signatures.
func (g *General) Deliver(e *sim.Env, m sim.Msg) { g.hear(e, m) }

// hear takes a message that counts and passes the order on if it is new and needs
// to be known by others. It returns to whom.
func (g *General) hear(e *sim.Env, m sim.Msg) (told sim.Set) {
	if e.Class() != sim.Message {
		return 0
	}
	s := e.Shared().(*Signed)
	var c Chain
	s.Chains.Read(m.Arg, &c)
	if why := s.refuses(e, m, &c); why != sim.NoReason {
		e.Note(sim.EvDrop, m.From, m.Val, m.Arg, why, c.List()...)
		return 0
	}
	if g.Held>>m.Val&1 != 0 {
		return 0
	}
	if s.Variant == FirstOrderOnly && g.Held != 0 {
		e.Note(sim.EvDrop, m.From, m.Val, m.Arg, sim.Unexpected, c.List()...)
		return 0
	}
	g.Held |= 1 << m.Val
	if g.First == 0 {
		g.First = uint32(m.Val) + 1
	}
	e.Note(sim.EvDeliver, m.From, m.Val, m.Arg, sim.NoReason, c.List()...)
	if bits.OnesCount32(g.Held) == 2 {
		var list [MaxOrders]uint8
		e.Note(sim.EvProof, 0, sim.Nothing, g.Held, sim.NoReason, s.ordersIn(g.Held, &list)...)
	}
	if !s.passesOn(c.N-1, g.Held) {
		return 0
	}
	told = s.Graph[e.Me] &^ c.Signers
	e.Multicast(told, relay, m.Val, s.sign(e, m.Val, m.Arg))
	return told
}

// EndRound: (3) after the last round, when nothing more can come, each lieutenant
// obeys his choice of the orders that he has seen.
func (g *General) EndRound(e *sim.Env, r int32) {
	s := e.Shared().(*Signed)
	if e.Me == 0 || r < s.Rounds {
		return
	}
	chosen, why := s.choose(g)
	var list [MaxOrders]uint8
	e.Note(sim.EvVote, sim.None, chosen, g.Held, why, s.ordersIn(g.Held, &list)...)
	e.Note(sim.EvDecide, sim.None, chosen, 0, sim.NoReason)
}

// refuses says why a message does not count, or NoReason if it does.
func (s *Signed) refuses(e *sim.Env, m sim.Msg, c *Chain) sim.Reason {
	switch {
	case c.N == 0 || c.By[0] != 0 || m.Val >= s.Orders:
		return sim.Unexpected // no order of the commander at all
	case s.Variant != Unverified && !s.genuine(e, m, c):
		return sim.Forged
	case s.Variant != NoDeadline && int32(c.N) < e.Now():
		return sim.FewSignatures
	case s.Variant == RepeatedSigners:
		return sim.NoReason
	case c.Repeated:
		return sim.RepeatedSigner
	case c.Signers.Has(e.Me):
		return sim.OwnSignature
	}
	return sim.NoReason
}

func (s *Signed) genuine(e *sim.Env, m sim.Msg, c *Chain) bool {
	if s.Scheme != nil {
		return s.Scheme.Genuine(e, m)
	}
	return !c.Forged
}

// sign puts the signature of the process at hand behind a chain.
func (s *Signed) sign(e *sim.Env, v uint8, chain uint32) uint32 {
	chain = s.Chains.Sign(chain, e.Me)
	if s.Scheme != nil {
		s.Scheme.Sign(e, v, chain)
	}
	return chain
}

// passesOn says whether an order that came with k signatures of lieutenants, and
// with which its receiver holds those given, is told to others. The guard k < m is
// meant for the order that comes from the commander as well: as it is printed, step
// 2(A) sends it on in any case, in SM(0) for nothing.
func (s *Signed) passesOn(k int, held uint32) bool {
	switch s.Variant {
	case Short:
		return k < s.M-1
	case LateGuard:
		return k <= s.M
	case AsPrinted:
		return k < s.M || k == 0 && bits.OnesCount32(held) == 1
	}
	return k < s.M
}

// choose makes one order of the set that a lieutenant holds. The reason is Missing
// for an empty set and Tie for several orders that the default stands for.
func (s *Signed) choose(g *General) (uint8, sim.Reason) {
	n := bits.OnesCount32(g.Held)
	switch {
	case n == 0:
		return s.Default, sim.Missing
	case n == 1:
		return uint8(bits.TrailingZeros32(g.Held)), sim.NoReason
	case s.Variant == FirstReceived:
		return uint8(g.First - 1), sim.NoReason
	case s.Choice == Median:
		rest := g.Held
		for range (n - 1) / 2 {
			rest &= rest - 1
		}
		return uint8(bits.TrailingZeros32(rest)), sim.NoReason
	}
	return s.Default, sim.Tie
}

// ordersIn lists the orders of a set.
func (s *Signed) ordersIn(held uint32, list *[MaxOrders]uint8) []uint8 {
	n := 0
	for v := range s.Orders {
		if held>>v&1 != 0 {
			list[n] = v
			n++
		}
	}
	return list[:n]
}
