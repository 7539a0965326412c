// Package replication asks how many replicas are enough.
//
// # The problem
//
// A server is replaced by a group of n replicas, so that a client is served although k
// of them fail. How large n must be depends on how they fail and on what is asked:
//
//	k fail silently, and any answer will do             k+1
//	k may answer wrongly, and the client takes a vote   2k+1
//	the members must agree among themselves             3k+1, k of them traitors
//	the same, with signatures nobody can forge          any number; k+2 to ask anything
//
// In the first two the client compares what the replicas say, and it is outside of the
// group and does not fail. In the last two nobody is outside: who takes the vote may
// be one of those who fail. They are the business of package byzantine.
//
// # The assumptions
//
// Replicas are deterministic and start alike, so the correct ones give the same answer.
// Processes proceed in rounds, and the absence of an answer is detected. Up to k wrong
// answers may be the same wrong answer: that is the worst case, and no luck helps.
//
// # The algorithm
//
// The client asks all replicas and waits for a round. By the rule any it takes the
// first answer that it has. By the rule vote it takes what at least k+1 replicas say,
// since one of those at least is correct; of 2k+1 replicas k+1 are. If nothing is said
// by so many it has no answer.
//
// # Where to find it
//
// Client.EndRound has the two rules. What is asked, and how many replicas are enough
// for it, is in Purposes; the tests run both sides of every boundary, one replica fewer
// than enough too.
//
// # Sources
//
// F. Schneider: Implementing Fault-Tolerant Services Using the State Machine Approach.
// ACM Computing Surveys 22(4), 1990, 299–319, section 2. L. Lamport, R. Shostak, M.
// Pease: The Byzantine Generals Problem. ACM TOPLAS 4(3), 1982, 382–401.
package replication

import "faultlab/core/sim"

// Kinds of messages.
const (
	request uint8 = iota
	answer
)

// client is the process that asks; the others are the replicas.
const client sim.ID = 0

// Rule is how the client makes one answer of several. Its values are Any and Vote.
type Rule int32

const (
	Any  Rule = iota // the first that it has
	Vote             // what k+1 replicas say
)

// Replication is what the processes share.
type Replication struct {
	K      int
	Rule   Rule
	Answer uint8 // of a correct replica
}

// Client asks the group. What each replica answered is in its memory, plus one; 0 is
// silence.
type Client struct{}

// Start asks all replicas.
func (c *Client) Start(e *sim.Env) {
	e.Multicast(e.Others(), request, sim.Nothing, 0)
}

// Deliver keeps an answer.
func (c *Client) Deliver(e *sim.Env, m sim.Msg) {
	if e.Class() == sim.Message && m.Kind == answer {
		e.Mem()[m.From] = m.Val + 1
	}
}

// EndRound: when no more answers can come, the client takes one, if its rule gives one.
func (c *Client) EndRound(e *sim.Env, r int32) {
	if r < rounds {
		return
	}
	s := e.Shared().(*Replication)
	var list [MaxReplicas]uint8
	var count [values]int
	took := sim.Nothing
	for p, heard := range e.Mem()[1:] {
		list[p] = heard - 1 // silence is sim.Nothing
		if heard == 0 {
			continue
		}
		v := list[p]
		count[v]++
		if took == sim.Nothing && (s.Rule == Any || count[v] > s.K) {
			took = v
		}
	}
	why := sim.NoReason
	switch {
	case took == sim.Nothing && count == [values]int{}:
		why = sim.Missing
	case took == sim.Nothing:
		why = sim.Undefined
	case s.Rule == Vote:
		why = sim.Majority
	}
	e.Note(sim.EvVote, sim.None, took, 0, why, list[:e.N()-1]...)
	if took != sim.Nothing {
		e.Note(sim.EvComplete, sim.None, took, 0, sim.NoReason)
	}
}

// Replica answers what it is asked.
type Replica struct{}

// Start waits for a request.
func (r *Replica) Start(*sim.Env) {}

// Deliver computes the answer, the same at every correct replica.
func (r *Replica) Deliver(e *sim.Env, m sim.Msg) {
	if e.Class() == sim.Message && m.Kind == request {
		e.Send(client, answer, e.Shared().(*Replication).Answer, 0)
	}
}
