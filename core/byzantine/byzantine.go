// Package byzantine has the problem of the Byzantine generals of Lamport, Shostak and
// Pease, agreement on an order among processes of which some are traitors, and what all
// algorithms for it share. The algorithms are the packages below it.
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
// Processes proceed in rounds. A lieutenant who has heard nothing takes a default,
// RETREAT.
//
// # The algorithms
//
//	oral       OM(m): messages that say what their sender likes; n > 3m
//	oralgraph  OM(m, p): the same among generals who can't all talk to each other
//	signed     SM(m): messages with signatures that can't be forged (A4); any n
//	vector     every process has a value, and all learn those of the correct ones
//	three      why no algorithm serves three generals with one traitor
//
// # What they share
//
// The two conditions are in claims.go. Where messages are told by word of mouth, each
// belongs to a path, the chain of processes that an order went through: these paths are
// numbered in tree.go. How several values become one is in vote.go; who the generals
// are, and what they call their orders, in words.go.
//
// # Source
//
// L. Lamport, R. Shostak, M. Pease: The Byzantine Generals Problem. ACM TOPLAS 4(3),
// 1982, 382–401; section 1.
package byzantine

// The orders. The third is there for scenarios that want one more. Silence is none of
// them, and is never voted on: the default stands in its place.
const (
	Retreat = 0
	Attack  = 1
	Delay   = 2
)
