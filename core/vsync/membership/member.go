// Package membership has a group that decides by itself who its members are.
//
// # The problem
//
// No source tells anybody the views of the group. Members crash, or only seem to,
// leave, and join, and those that remain have to agree on each view by themselves:
//
//	No two of them install different views with the same number.
//
// What was promised of views before is promised still: whoever goes from one to the
// same next one has delivered the same messages in the first.
//
// # The idea
//
// The lowest member that is not suspected is the initiator. It proposes the next view;
// all members that it does not suspect forward what somebody may lack, flush, and tell
// it that they are ready when they have the flush of every other one. Then it sends
// those that join the state, which is complete now, and waits for their word, too.
// When all are ready it installs the view, and tells all to do so.
//
// If the initiator crashes or is suspected, the next one takes over. It may be that
// the view has been installed by somebody already. So it asks first: whoever answers
// will have nothing more to do with the one before, and says what it was ready for. If
// anybody was, the successor takes up that proposal, the newest of them, and otherwise
// it makes its own. A change takes a majority of the view that it changes: then two
// initiators always ask somebody in common, and of two halves one stands still.
//
// # The assumptions
//
// Links are FIFO and lose nothing. Every crash is told sooner or later. A member may
// besides take a living one for crashed, as often as the plans say. It takes nothing
// more from a suspect, and says so to the others, who do the same; a suspect is
// excluded. One that learns that it has been excluded stops, or asks to join again,
// named by the view that excluded it, and knows nothing of what it was.
//
// # The interface of the group
//
// The application sends to the group, and the address is expanded to the members of
// the view: cast. It asks to join and to leave: enter, exit. It is told of views:
// install. A detector tells of failures: handleNotice and handleDoubt.
//
// # Where to find it
//
// maybeLead is what an initiator does, maybeReady what a member does, maybeInstall the
// cut. All but the first of the rules leave something out.
//
// # Sources
//
// A. Ricciardi, K. Birman: Using Process Groups to Implement Failure Detection in
// Asynchronous Environments, PODC 1991: the initiator, its successors and the majority.
// K. Birman: The Process Group Approach to Reliable Distributed Computing, CACM 36(12),
// 1993: the flush, and the transfer of the state. G. Chockler, I. Keidar, R. Vitenberg:
// Group Communication Specifications, ACM Computing Surveys 33(4), 2001: what is
// claimed. That a successor takes up what may have been decided is as in L. Lamport:
// The Part-Time Parliament, ACM TOCS 16(2), 1998.
package membership

import "faultlab/core/sim"

// most is how many processes there are at most, lastView how many views.
const (
	most     = 5
	lastView = 15
)

// Rule is what a group leaves out. Its values are Right, NoMajority, NewProposal, GoesOn,
// NoState and NoFlush.
type Rule uint8

const (
	Right       Rule = iota
	NoMajority       // change the view however few are left
	NewProposal      // a successor proposes what it likes
	GoesOn           // who is excluded does not care
	NoState          // who joins is given no state
	NoFlush          // be ready at once
)

// Rules are their names in documents.
var Rules = []string{"right", "no majority", "new proposal", "goes on", "no state", "no flush"}

// Plan is what a process does. Its values are Stays, Doubts, Leaves and Joins.
type Plan uint8

const (
	Stays  Plan = iota // a member at first
	Doubts             // one that may be wrong about others, once
	Leaves             // one that asks to leave
	Joins              // no member at first
)

// Plans are their names in documents.
var Plans = []string{"stays", "doubts", "leaves", "joins"}

// Group is what all processes know.
type Group struct {
	Senders uint8 // the first of them multicast one message each
	Rule    Rule
	ForGood bool // whoever was suspected wrongly is so again when it is back
	Rejoins bool // whoever is excluded asks once to join again; otherwise it stops
	First   uint8
	Plans   [most]Plan
}

// Kinds of messages, and below them a process's own steps, its timer and what it
// draws. The notice of a crash has kind 0.
const (
	data    uint8 = iota + 1 // Val is who multicast it
	forward                  // the same, from somebody else
	propose                  // and the flush of who proposes
	flush
	ready
	ask
	answer // what its sender was ready for
	state  // Val is the state, behind states
	view   // the view of its sender
	report // whom its sender suspects
	join   // the view that excluded its sender; 0: it is new
	leave
	cast
	enter
	exit
	patience
	doubt // one kind for each process
)

// What is said has one byte, and its names are one table: messages m1 to m8, then
// states, then a sign for each kind of message of the group's own, at every fourth place
// so that all look alike. See the vocabulary.
const (
	states = 8
	signs  = states + 1<<most
)

func sign(kind uint8) uint8 { return signs + 4*(kind-propose) + 3 }

// word is what the word of a message has: the number of its sender's view and who is
// in it; and the round, the next view and who flushes of a change of it. Whatever
// comes tells those who lag behind of a view, and those who are not in it that they
// are excluded.
type word struct{ view, members, round, next, flushers uint8 }

func (w word) arg() uint32 {
	return uint32(w.view) | uint32(w.members)<<4 | uint32(w.next)<<9 | uint32(w.flushers)<<14 | uint32(w.round)<<19
}

func read(arg uint32) word {
	return word{view: uint8(arg & 15), members: uint8(arg >> 4 & 31), next: uint8(arg >> 9 & 31), flushers: uint8(arg >> 14 & 31), round: uint8(arg >> 19)}
}

// A process is outside the group, asks to join it, is inside, or out for ever.
const (
	outside uint8 = iota
	asking
	inside
	out
)

// Member is a process. Sets of processes and of messages are bytes; a message has the
// name of who multicasts it. A round is its initiator's id plus one, then three bits
// for how often it has begun anew; with these bits 0, the initiator still asks.
type Member struct {
	Tag   [most]uint8 // the view in which each message was multicast
	Wants [most]uint8 // 1 plus the view that excluded each one that asks to join

	Stay    uint8
	View    uint8 // the number of its view; 0: none
	Members uint8
	Has     uint8 // messages that it has received
	State   uint8 // those that made the state of the application what it is
	Waiting uint8 // 1: its own waits for the next view

	Gone     uint8 // who has crashed, says the detector
	Suspects uint8 // whom it takes for crashed besides, rightly or not
	Doubted  uint8 // and will again
	Leaving  uint8

	Round    uint8 // the newest one of this change that it knows
	Next     uint8 // who is to be in the next view
	Flushers uint8 // and who is to flush
	Flushed  uint8 // who has

	Said         uint8 // the last round for which it was ready
	SaidNext     uint8 // and what that was about
	SaidFlushers uint8

	Stage        uint8 // of an initiator
	Heard        uint8 // who has answered, or is ready
	Best         uint8 // the newest round for which somebody was ready
	BestNext     uint8
	BestFlushers uint8

	Base  uint8 // of one that joins: the view for which it has the state
	Since uint8 // the view that excluded it
}

// Start: the first members know each other. One that comes up again takes no part.
func (m *Member) Start(e *sim.Env) {
	g := e.Shared().(*Group)
	if e.Incarnation() > 0 {
		m.Stay = out
		return
	}
	if g.First>>e.Me&1 != 0 {
		m.Stay, m.View, m.Members = inside, 1, g.First
		m.noteView(e)
	}
	if uint8(e.Me) < g.Senders {
		e.Do(cast, uint8(e.Me), 0)
	}
	switch g.Plans[e.Me] {
	case Doubts:
		e.After(1, patience, 0, 0)
	case Leaves:
		e.Do(exit, 0, 0)
	case Joins:
		e.Do(enter, 0, 0)
	}
}

func (m *Member) Deliver(e *sim.Env, msg sim.Msg) {
	g := e.Shared().(*Group)
	if e.Class() == sim.Notice {
		e.Close(msg.From)
	}
	if m.Stay == out {
		return
	}
	switch e.Class() {
	case sim.Notice:
		m.handleNotice(e, msg.From)
	case sim.Timer:
		if m.Stay == inside {
			e.Draw(doubt+uint8(e.Me), uint32(e.N())+1)
		}
	case sim.Drawing:
		m.handleDoubt(e, g, msg.Arg)
	case sim.Task:
		m.act(e, msg.Kind)
	default:
		m.handle(e, g, msg)
	}
	for before := uint8(0); m.Stay == inside && before != m.View; {
		before = m.View
		m.maybeLead(e, g)
		m.maybeReady(e, g)
		m.maybeInstall(e, g)
	}
}

// handle takes what comes from another process.
func (m *Member) handle(e *sim.Env, g *Group, msg sim.Msg) {
	w, bit := read(msg.Arg), uint8(1)<<msg.From
	switch {
	case msg.Kind == join:
		if m.Members&bit == 0 || m.View < w.view {
			m.Wants[msg.From] = 1 + w.view
		}
		return
	case m.suspects()&bit != 0 && msg.Kind != view:
		e.Note(sim.EvDrop, msg.From, msg.Val, msg.Arg, sim.Excluded)
		return
	case msg.Kind <= forward:
		m.handleData(e, msg)
		return
	case msg.Kind == state && m.Stay == asking:
		m.handleState(e, msg, w)
		return
	case w.view < m.View:
		m.handleOld(e, msg)
		return
	case w.view > m.View:
		m.catchUp(e, g, msg.From, w)
	}
	if w.view != m.View {
		return
	}
	switch msg.Kind {
	case ask:
		m.handleAsk(e, msg.From, w)
	case propose, flush:
		if w.round > m.Round {
			m.accept(e, w, flush)
		}
		if w.round == m.Round {
			m.Flushed |= bit
		}
	case ready:
		if w.round == m.Round {
			m.Heard |= bit
		}
	case answer:
		if m.Stage == asks {
			m.Heard |= bit
			if w.round > m.Best {
				m.Best, m.BestNext, m.BestFlushers = w.round, w.next, w.flushers
			}
		}
	case report:
		m.suspect(e, w.flushers)
	case leave:
		m.Leaving |= bit
	}
}

// act is what the application asks for.
func (m *Member) act(e *sim.Env, what uint8) {
	switch {
	case what == enter:
		m.enter(e)
	case what == exit:
		if m.Stay == inside {
			m.tell(e, m.live(), leave, m.word())
		}
		m.Leaving |= 1 << e.Me
	case m.Stay != inside:
		m.Waiting = 1
		e.Note(sim.EvHold, e.Me, uint8(e.Me), uint32(e.Me)+1, sim.NeedsView)
	case m.Round != 0:
		m.Waiting = 1
		e.Note(sim.EvHold, e.Me, uint8(e.Me), uint32(e.Me)+1, sim.Flushing)
	default:
		m.cast(e)
	}
}

// enter asks to join. All that exist are asked, since who is a member is not known.
func (m *Member) enter(e *sim.Env) {
	m.Stay = asking
	e.Note(sim.EvJoin, sim.None, sim.Nothing, uint32(m.Since), sim.NoReason)
	e.Multicast(e.Others(), join, sign(join), word{view: m.Since}.arg())
}

// cast sends the own message to the group: its address is expanded to the members of
// the view.
func (m *Member) cast(e *sim.Env) {
	me := uint8(e.Me)
	m.Waiting = 0
	list, n := listed(m.Members)
	e.Note(sim.EvMulticast, sim.None, me, uint32(me)+1, sim.NoReason, list[:n]...)
	e.Multicast(sim.Set(m.Members).Without(e.Me), data, me, word{view: m.View}.arg())
	m.Has |= 1 << me
	m.Tag[me] = m.View
	m.deliver(e, me)
}

// handleData keeps a message that comes for the first time, whoever brings it, and
// delivers it, if its view is installed.
func (m *Member) handleData(e *sim.Env, msg sim.Msg) {
	bit, tag := uint8(1)<<msg.Val, read(msg.Arg).view
	switch {
	case m.Has&bit != 0:
		return
	case tag < max(m.View, m.Since):
		e.Note(sim.EvDrop, sim.ID(msg.Val), msg.Val, uint32(msg.Val)+1, sim.OldView)
		return
	}
	m.Has |= bit
	m.Tag[msg.Val] = tag
	if tag > m.View {
		e.Note(sim.EvHold, sim.ID(msg.Val), msg.Val, uint32(msg.Val)+1, sim.NeedsView)
		return
	}
	m.deliver(e, msg.Val)
}

func (m *Member) deliver(e *sim.Env, message uint8) {
	m.State |= 1 << message
	e.Note(sim.EvDeliver, sim.ID(message), message, uint32(message)+1, sim.NoReason)
}

// handleState: one that joins is given what all the others have, and says so.
func (m *Member) handleState(e *sim.Env, msg sim.Msg, w word) {
	m.Base, m.State = w.view+1, msg.Val-states
	e.Send(msg.From, ready, sign(ready), msg.Arg)
}

// handleOld: its sender has missed a view. One that is no member is told so; so is one
// that wants to bring that view about, or has lost who did.
func (m *Member) handleOld(e *sim.Env, msg sim.Msg) {
	waits := msg.Kind == ask || msg.Kind == propose || msg.Kind == state || msg.Kind == report
	if waits || msg.Kind != view && m.Members>>msg.From&1 == 0 {
		e.Send(msg.From, view, sign(view), m.word().arg())
		return
	}
	e.Note(sim.EvDrop, msg.From, msg.Val, msg.Arg, sim.OldView)
}

// suspects are all that it takes for crashed, live the members that it does not.
func (m *Member) suspects() uint8 { return m.Gone | m.Suspects }
func (m *Member) live() uint8     { return m.Members &^ m.suspects() }

// word is what it says of its view, and of the round that is under way.
func (m *Member) word() word { return word{m.View, m.Members, m.Round, m.Next, m.Flushers} }

// tell sends something to all of a set but itself.
func (m *Member) tell(e *sim.Env, to, kind uint8, w word) {
	e.Multicast(sim.Set(to&^(1<<e.Me)), kind, sign(kind), w.arg())
}

// noteView tells of the view that is installed now: its members are the span of the
// event, and for claims, which see no spans, its value.
func (m *Member) noteView(e *sim.Env) {
	list, n := listed(m.Members)
	e.Note(sim.EvInstall, sim.None, m.Members, uint32(m.View), sim.NoReason, list[:n]...)
}

func listed(set uint8) (list [most]uint8, n int) {
	for p := range uint8(most) {
		if set>>p&1 != 0 {
			list[n] = p
			n++
		}
	}
	return list, n
}
