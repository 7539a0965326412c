// Package vector has the vector form of Byzantine agreement: every process has a
// value, and all correct ones must learn the values of all correct ones.
//
// # The problem
//
// Each of n processes has a value v_i, such as the strength of its troops, and ends
// with a vector that has an element for each process. Some may be faulty and tell
// each process something else.
//
//	validity   A correct process has the true values of all correct processes.
//	agreement  All correct processes have the same vector: for a faulty process, too,
//	           they have the same, whatever it is.
//
// # The assumptions
//
// A1 to A3 of package byzantine: messages arrive, the sender is known, absence is
// detected. With at most m faulty processes n > 3m are needed.
//
// # The algorithm
//
//	Phase 1  Each process sends its value to all others.
//	Phase 2  Each makes a vector of what it was told; a default stands for what is
//	         missing.
//	Phase 3  Each sends its vector to all others.
//	Phase 4  Each takes, for every element, what a majority of vectors say; the
//	         element is UNKNOWN if there is no majority.
//
// Which vectors? The textbook counts the n-1 that came from others. Among them is the
// faulty process's own, with a second statement about itself, and not the one that a
// process made itself. With n = 4 this can leave two correct processes with different
// vectors: validity holds and agreement doesn't. Pease, Shostak and Lamport count what
// the process itself told in phase 1 and what others say it told them, not what it
// says later about itself, and one's own value is what it is; then both hold. Either
// vote can be chosen.
//
// Validity by itself needs no phase 3: a correct process told its value directly. The
// relays are there for agreement. One round of them is good for one faulty process;
// m rounds are n runs of OM(m) at a time, one for the value of each process.
//
// # Where to find it
//
// Phases 1 to 3 are Process.Start, Deliver and EndRound, phase 4 is book and psl80 in
// vote.go. How often the textbook's vote disagrees is counted in split.go.
//
// # Sources
//
// M. Pease, R. Shostak, L. Lamport: Reaching Agreement in the Presence of Faults.
// Journal of the ACM 27(2), 1980, 228–234. The four phases are those of textbooks on
// distributed systems (Tanenbaum and van Steen, 2nd edition, section 8.2.3).
package vector

import (
	"faultlab/core/byzantine"
	"faultlab/core/sim"
)

// Kinds of messages: a value, told by the process that has it, and an entry of a
// vector, told by another. A vector goes entry by entry, so that a faulty process
// may change each of them, and the argument says which.
const (
	value uint8 = iota
	entry
)

// Vote is what is counted in phase 4. Its values are Book and PSL80.
type Vote int32

const (
	Book  Vote = iota // the entries of the n-1 vectors from others
	PSL80             // what the process itself said, and what others say that it said
)

// Vector is what the processes share.
type Vector struct {
	N       int
	Vote    Vote
	Tree    *byzantine.Tree // PSL80: who tells what along which path; Book has no need of it
	Nodes   uint32          // the paths for one element; 1 for Book
	Rounds  int32
	Values  []int32 // of the processes
	Default uint8   // for what is missing
	Unknown uint8   // the result without a majority
}

// Process is one of n alike. What it was told is in its memory: for each element
// and path the value plus one, 0 if nothing came; for Book the path is the sender.
type Process struct{}

// Start: phase 1, each process tells all others its value.
func (p *Process) Start(e *sim.Env) {
	v := e.Shared().(*Vector)
	e.Multicast(e.Others(), value, uint8(v.Values[e.Me]), uint32(e.Me)*v.Nodes)
}

// Deliver keeps what it was told, if it is something to be told in this round.
func (p *Process) Deliver(e *sim.Env, m sim.Msg) {
	v := e.Shared().(*Vector)
	at, ok := v.place(e, m)
	if !ok || e.Mem()[at] != 0 {
		e.Note(sim.EvDrop, m.From, m.Val, m.Arg, sim.Unexpected)
		return
	}
	e.Mem()[at] = m.Val + 1
}

// place is where in memory a message belongs.
func (v *Vector) place(e *sim.Env, m sim.Msg) (at int, ok bool) {
	if e.Class() != sim.Message || m.Arg >= uint32(v.N)*v.Nodes || m.Val >= v.Unknown {
		return 0, false
	}
	element := sim.ID(m.Arg / v.Nodes)
	if v.Vote == Book {
		switch {
		case m.Kind == value:
			return int(element), e.Now() == 1 && element == m.From
		default:
			return v.N + int(m.From)*v.N + int(element), e.Now() == 2
		}
	}
	node := int(m.Arg % v.Nodes)
	return int(m.Arg), v.process(element, v.Tree.Process(node)) == m.From && v.Tree.Level(node) == int(e.Now())-1 &&
		!v.Tree.OnPath(node, v.inTree(element, e.Me))
}

// The tree of paths has its root at process 0. For the value of another process the
// two change places.
func (v *Vector) process(root sim.ID, p int) sim.ID {
	switch sim.ID(p) {
	case 0:
		return root
	case root:
		return 0
	}
	return sim.ID(p)
}

func (v *Vector) inTree(root, p sim.ID) int { return int(v.process(root, int(p))) }

// EndRound: behind phase 1 each process makes its vector (phase 2) and tells all
// others (phase 3), which with more rounds they pass on; behind the last round it
// takes the votes (phase 4).
func (p *Process) EndRound(e *sim.Env, r int32) {
	v := e.Shared().(*Vector)
	if r == 1 {
		v.form(e)
	}
	switch {
	case r == v.Rounds && v.Vote == Book:
		v.book(e)
	case r == v.Rounds:
		v.psl80(e)
	case v.Vote == Book:
		for j := range v.N {
			e.Multicast(e.Others(), entry, v.told(e, j), uint32(j))
		}
	default:
		v.relay(e, int(r)-1)
	}
}

// form notes the vector of phase 2, and what is missing in it.
func (v *Vector) form(e *sim.Env) {
	var list [MaxProcesses]uint8
	for j := range v.N {
		if list[j] = v.told(e, j); e.Mem()[uint32(j)*v.Nodes] == 0 && sim.ID(j) != e.Me {
			e.Note(sim.EvVote, sim.ID(j), v.Default, uint32(j)*v.Nodes, sim.Missing)
		}
	}
	e.Note(sim.EvOutput, sim.None, sim.Nothing, 0, sim.NoReason, list[:v.N]...)
}

// told is an element of the vector of phase 2.
func (v *Vector) told(e *sim.Env, j int) uint8 {
	if sim.ID(j) == e.Me {
		return uint8(v.Values[j])
	}
	return v.orDefault(e.Mem()[uint32(j)*v.Nodes])
}

func (v *Vector) orDefault(heard uint8) uint8 {
	if heard == 0 {
		return v.Default
	}
	return heard - 1
}

// relay tells what came in a round, along each path, to all who are not on it.
func (v *Vector) relay(e *sim.Env, level int) {
	t, heard := v.Tree, e.Mem()
	for j := range sim.ID(v.N) {
		if j == e.Me {
			continue // nobody speaks for another about that one's own value
		}
		me := v.inTree(j, e.Me)
		for node := t.Offset(level); node < t.Offset(level+1); node++ {
			next := t.Child(node, me)
			if next < 0 {
				continue
			}
			e.Multicast(v.actual(j, sim.Set(t.Receivers(next))), entry, v.orDefault(heard[uint32(j)*v.Nodes+uint32(node)]),
				uint32(j)*v.Nodes+uint32(next))
		}
	}
}

// actual is a set of places in the tree of root as a set of processes.
func (v *Vector) actual(root sim.ID, s sim.Set) sim.Set {
	if s.Has(0) != s.Has(root) {
		s ^= sim.SetOf(0, root)
	}
	return s
}
