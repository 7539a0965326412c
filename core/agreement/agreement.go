// Package agreement has consensus among processes of which some may crash: under
// which circumstances it can be reached, how, and what goes wrong where it can't.
//
// # The problem
//
// Every process proposes a value, 0 or 1, and each must decide on one:
//
//	agreement    No two processes decide differently.
//	validity     Whoever decides, decides on a value that somebody proposed.
//	termination  Every process that doesn't crash decides.
//
// A process that fails does so by stopping, and nobody can tell it from one that is
// slow. Nobody lies here, and the protocols are deterministic.
//
// # The circumstances
//
// Four questions about the system make sixteen circumstances (Circumstances):
//
//	Are processes synchronous?  While one takes a step, another takes at most a
//	                            known number. If not, a step takes any time.
//	Is the delay bounded?       A message is there within a known time.
//	Is delivery ordered?        Messages reach a process in the order in which they
//	                            were sent, in real time, also from different senders.
//	Multicast or unicast?       In one step a process sends to all, or else to one:
//	                            then a crash can fall between two receivers.
//
// Agreement can be reached in eight of them: where processes are synchronous and the
// delay is bounded; where they are synchronous and delivery is ordered; and where
// delivery is ordered and sending is multicast. In the other eight no protocol
// reaches it, even if at most one process crashes.
//
// # A step
//
// A step of a process either takes what has come, or sends. Never both: a process may
// look, find nothing, and be slow to speak. What has come waits in its mailbox until
// it looks. If taking and sending were one step, a bounded delay and multicast would
// be enough even without synchrony; Glance shows that, and why it fails otherwise.
//
// # Where to find it
//
// The table and its rule are in circumstances.go. Three protocols reach agreement:
// Flood (flood.go), First (first.go) and Marker (marker.go), each in its own
// circumstances. In the others they split, each in its own way; or they wait for
// ever, as Wait does (wait.go). Two generals who can't trust their messenger are in
// generals.go, and every plan that they could make in plans.go.
//
// # Sources
//
// J. Turek, D. Shasha: The Many Faces of Consensus in Distributed Systems. IEEE
// Computer 25(6), 1992, 8–17: the table. D. Dolev, C. Dwork, L. Stockmeyer: On the
// Minimal Synchronism Needed for Distributed Consensus. JACM 34(1), 1987, 77–97: the
// theorems, with taking and sending as a fifth question. M. Fischer, N. Lynch, M.
// Paterson: Impossibility of Distributed Consensus with One Faulty Process. JACM
// 32(2), 1985, 374–382: the case in which every answer is no.
package agreement

import "faultlab/core/sim"

// Kinds of messages; and, from propose on, of what a process does by itself.
const (
	value   uint8 = iota // the argument says which time it is told
	mark                 // to oneself
	propose              // draws its proposal
	speak                // a step that sends
	look                 // a step that takes what has come
	pass                 // a step that does nothing
	glance               // a step that does both
)

// Most is the largest number of processes: sets of them are bytes.
const Most = 8

// Stepper is what the protocols have in common: a process that takes one step after
// the other, as long as it has something to do, and sleeps when all that is left is
// to wait.
type Stepper struct {
	Value   uint8 // the smallest that it knows; its own proposal at first
	Step    uint8 // steps taken
	Awake   uint8 // 1: it has asked for its next step
	Decided uint8 // 1: it has decided
}

// Start draws the proposal: every choice of what is proposed is tried.
func (s *Stepper) Start(e *sim.Env) { e.Draw(propose, 2) }

// next asks for a step, if none has been asked for.
func (s *Stepper) next(e *sim.Env, kind uint8) {
	if s.Awake == 0 && s.Decided == 0 {
		s.Awake = 1
		e.Do(kind, sim.Nothing, 0)
	}
}

// decide is the end.
func (s *Stepper) decide(e *sim.Env, v uint8) {
	s.Decided = 1
	e.Note(sim.EvDecide, sim.None, v, 0, sim.NoReason)
}

// learn lowers the smallest value that is known; least is one more than the
// smallest that has come, and 0 if nothing has.
func (s *Stepper) learn(e *sim.Env, least uint8) {
	if least > 0 && least-1 < s.Value {
		s.Value = least - 1
		e.Note(sim.EvDeliver, sim.None, s.Value, 0, sim.NoReason)
	}
}

// lower puts a value into a mailbox of which only the smallest counts.
func lower(least *uint8, v uint8) {
	if *least == 0 || v+1 < *least {
		*least = v + 1
	}
}

// sends is how many steps it takes to tell everybody else.
func sends(multicast bool, n int) int {
	if multicast {
		return 1
	}
	return n - 1
}

// tell is step number i, from 0, of telling a value to everybody else. Where there
// is no multicast that is one receiver a step, in the order of their numbers.
func tell(e *sim.Env, multicast bool, i int, v uint8, arg uint32) {
	if multicast {
		e.Multicast(e.Others(), value, v, arg)
		return
	}
	to := sim.ID(i)
	if to >= e.Me {
		to++
	}
	e.Send(to, value, v, arg)
}
