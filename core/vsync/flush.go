// Package vsync has virtual synchrony: a group whose members deliver, between one
// view of the group and the next, the same messages.
//
// # The problem
//
// A member multicasts, and crashes while it does: some have its message, others
// have not. The others go on without it, in a new view of the group. What may they
// assume of each other? Virtual synchrony promises:
//
//	Whoever goes from one view to the same next one has delivered the same
//	messages in the first.
//
// So a multicast to a view reaches all who go on together, or none of them, and a
// change of the view is a line across the whole run that no message crosses.
//
// # The idea
//
// A source tells all members of every crash, in the same order (package
// membership is about groups without such a source). A member that is told stops multicasting
// and takes nothing more from the crashed one. It forwards what somebody may lack
// and sends a flush behind it: on FIFO links whoever has the flush has the rest.
// When it has a flush from every other member of the coming view, it says that it is
// ready; and when all are ready, all have everything, and it installs the view.
// If one more crashes meanwhile, all this begins again for the view without both.
//
// # The assumptions
//
// Links that lose nothing and keep their order. A notice of a crash may overtake
// what the crashed process had sent, and then that is discarded: so a multicast is
// one step, and its crash still cuts it anywhere.
//
// # Where to find it
//
// Member.Deliver is the protocol, maybeInstall its heart, claims.go what is claimed.
// The first rule is right. The second is how a well-known book has it: its survivors
// agree, and one that installs and then crashes may be alone with a message. Each of
// the others is a mistake that somebody has made.
//
// # Sources
//
// K. Birman, T. Joseph: Exploiting Virtual Synchrony in Distributed Systems, SOSP
// 1987. K. Birman, A. Schiper, P. Stephenson: Lightweight Causal and Atomic Group
// Multicast, ACM TOCS 9(3), 1991, section 5. G. Chockler, I. Keidar, R. Vitenberg:
// Group Communication Specifications, ACM Computing Surveys 33(4), 2001. A. Tanenbaum,
// M. van Steen: Distributed Systems, 2nd edition, section 8.4.
package vsync

import "faultlab/core/sim"

// Rule is how a group changes its view. Its values are TwoPhase, Book, Any, Late, Silent,
// Ignore, Forget, NoRestart and Jump.
type Rule uint8

const (
	TwoPhase  Rule = iota // all have flushed, then all are ready
	Book                  // install when every other member has flushed
	Any                   // install when any other member has
	Late                  // as Book, but take what comes straight from the crashed one
	Silent                // as Book, but forward nothing
	Ignore                // take up a change only when the one before is installed
	Forget                // as Book, but forget at installation what somebody may lack
	NoRestart             // as Book, but flush only once, whoever crashes meanwhile
	Jump                  // install the newest view, and none between
)

// Rules are their names in documents.
var Rules = []string{"two-phase", "book", "any", "late messages", "no forwarding", "ignore", "forget", "no restart", "jump"}

// most is how many processes a group has at most, and so how many views.
const most = 6

// Group is what all members know.
type Group struct {
	Senders uint8 // the first of them multicast one message each
	Rule    Rule
	Stable  bool // deliver a message only when all are known to have it
}

// Kinds of messages, and the step in which a member multicasts. The notice of a crash
// has kind 0.
const (
	data    uint8 = iota + 1 // Val is who multicast it, Arg the view in which
	forward                  // the same, from somebody else
	flush                    // Val is the view to which it belongs, behind flushes
	ready                    // Val is that view, behind readies
	ack                      // Val is whose message the sender has, behind acks
	cast
)

// What is said has one byte, and its names are one table: messages m1 to m6, then
// what is said of a view, then what is said of a message. See the vocabulary.
const (
	flushes = 8
	readies = 16
	acks    = 24
)

// Member is a process of the group. A message has the name of who multicasts it,
// and a set of processes or messages is a byte. The first view is number 1.
type Member struct {
	Gone      [most]uint8 // the first view without each process; 0: it is in all so far
	Flushed   [most]uint8 // the last view for which each has flushed
	Ready     [most]uint8 // and said that it is ready
	Acked     [most]uint8 // which messages each is known to have, where that is asked
	Tag       [most]uint8 // the view in which each message was multicast
	Has       uint8       // messages that it has received
	Delivered uint8       // those of them that the application has
	Unstable  uint8       // those that somebody may lack
	View      uint8       // the view that is installed
	Heard     uint8       // the newest of which it has been told
	Changing  uint8       // the one that it is about to install, or View
	Said      uint8       // the last one for which it said that it is ready
	Waiting   uint8       // 1: its multicast waits for the next view
}

// Start: all begin in the view of all. One that comes up again does not take part.
func (m *Member) Start(e *sim.Env) {
	if e.Incarnation() > 0 {
		return
	}
	m.View, m.Heard, m.Changing, m.Said = 1, 1, 1, 1
	m.note(e)
	if uint8(e.Me) < e.Shared().(*Group).Senders {
		e.Do(cast, uint8(e.Me), 0)
	}
}

func (m *Member) Deliver(e *sim.Env, msg sim.Msg) {
	if m.View == 0 {
		return
	}
	g := e.Shared().(*Group)
	switch {
	case e.Class() == sim.Notice:
		m.handleNotice(e, g, msg.From)
	case msg.Kind == cast && m.Changing != m.View:
		m.Waiting = 1
		e.Note(sim.EvHold, e.Me, msg.Val, uint32(msg.Val)+1, sim.Flushing)
	case msg.Kind == cast:
		m.cast(e, g)
	case msg.Kind == data || msg.Kind == forward:
		m.handleData(e, g, msg)
	case msg.Kind == ack:
		m.Acked[msg.From] |= 1 << (msg.Val - acks)
		m.maybeDeliver(e, g, msg.Val-acks)
	case msg.Kind == flush:
		m.Flushed[msg.From] = max(m.Flushed[msg.From], msg.Val-flushes)
	case msg.Kind == ready:
		m.Ready[msg.From] = max(m.Ready[msg.From], msg.Val-readies)
	}
	m.maybeInstall(e, g)
}

// members is the set of processes of a view.
func (m *Member) members(e *sim.Env, view uint8) (set uint8) {
	for p := range e.N() {
		if gone := m.Gone[p]; gone == 0 || gone > view {
			set |= 1 << p
		}
	}
	return set
}

// others are the members of a view but for the process itself.
func (m *Member) others(e *sim.Env, view uint8) uint8 { return m.members(e, view) &^ (1 << e.Me) }

// cast multicasts the own message to the view.
func (m *Member) cast(e *sim.Env, g *Group) {
	me := uint8(e.Me)
	e.Note(sim.EvMulticast, sim.None, me, uint32(me)+1, sim.NoReason)
	m.Has |= 1 << me
	m.Unstable |= 1 << me
	m.Tag[me] = m.View
	e.Multicast(sim.Set(m.others(e, m.View)), data, me, uint32(m.View))
	if g.Stable && m.others(e, m.View) != 0 {
		e.Note(sim.EvHold, e.Me, me, uint32(me)+1, sim.NotStable)
	}
	m.maybeDeliver(e, g, me)
}

// handleData keeps a message that comes for the first time, whoever brings it.
func (m *Member) handleData(e *sim.Env, g *Group, msg sim.Msg) {
	bit, view := uint8(1)<<msg.Val, uint8(msg.Arg)
	origin, number := sim.ID(msg.Val), uint32(msg.Val)+1
	if g.Stable {
		m.Acked[msg.From] |= bit
	}
	switch {
	case m.Has&bit != 0:
		m.maybeDeliver(e, g, msg.Val)
		return
	case view < m.View:
		e.Note(sim.EvDrop, origin, msg.Val, number, sim.OldView)
		return
	}
	m.Has |= bit
	m.Unstable |= bit
	m.Tag[msg.Val] = view
	if view > m.View {
		e.Note(sim.EvHold, origin, msg.Val, number, sim.NeedsView)
	}
	if g.Stable {
		if view == m.View {
			e.Note(sim.EvHold, origin, msg.Val, number, sim.NotStable)
		}
		e.Multicast(sim.Set(m.others(e, m.Changing)), ack, acks+msg.Val, 0)
	}
	m.maybeDeliver(e, g, msg.Val)
}

// maybeDeliver gives a message to the application, if its view is installed, and,
// where that is asked, all members of it are known to have it.
func (m *Member) maybeDeliver(e *sim.Env, g *Group, message uint8) {
	bit := uint8(1) << message
	if m.Has&bit == 0 || m.Delivered&bit != 0 || m.Tag[message] != m.View {
		return
	}
	if g.Stable {
		others := m.others(e, m.View)
		for p := range e.N() {
			if others>>p&1 != 0 && m.Acked[p]&bit == 0 {
				return
			}
		}
		m.Unstable &^= bit
		e.Note(sim.EvStable, sim.ID(message), message, uint32(message)+1, sim.NoReason)
	}
	m.deliver(e, message)
}

func (m *Member) deliver(e *sim.Env, message uint8) {
	m.Delivered |= 1 << message
	e.Note(sim.EvDeliver, sim.ID(message), message, uint32(message)+1, sim.NoReason)
}

// handleNotice: the source says who is gone. The next view is without it.
func (m *Member) handleNotice(e *sim.Env, g *Group, gone sim.ID) {
	m.Heard++
	m.Gone[gone] = m.Heard
	if g.Rule != Late {
		e.Close(gone)
	}
	underWay := m.Changing != m.View
	switch {
	case underWay && g.Rule == Ignore:
		return
	case underWay && g.Rule == NoRestart:
		m.Changing = m.Heard
		return
	}
	m.begin(e, g, m.Heard)
}

// begin begins to change to a view: forward, then flush.
func (m *Member) begin(e *sim.Env, g *Group, view uint8) {
	m.Changing = view
	others := sim.Set(m.others(e, view))
	if g.Rule != Silent {
		for message := range g.Senders {
			if m.Unstable>>message&1 != 0 {
				e.Multicast(others, forward, message, uint32(m.Tag[message]))
			}
		}
	}
	e.Multicast(others, flush, flushes+view, 0)
	switch g.Rule {
	case Book, Any, Late, NoRestart:
		m.Unstable = 0 // all will have it: a word about the future
	}
}

// maybeInstall says that it is ready, and installs, when it is time to.
func (m *Member) maybeInstall(e *sim.Env, g *Group) {
	if m.Changing == m.View || !m.flushed(e, g) {
		return
	}
	if g.Rule == TwoPhase || g.Rule == Ignore || g.Rule == Jump {
		others := m.others(e, m.Changing)
		if m.Said != m.Changing {
			m.Said = m.Changing
			e.Multicast(sim.Set(others), ready, readies+m.Changing, 0)
		}
		for p := range e.N() {
			if others>>p&1 != 0 && m.Ready[p] < m.Changing {
				return
			}
		}
	}
	m.install(e, g)
}

// flushed says whether all have flushed whom it waits for.
func (m *Member) flushed(e *sim.Env, g *Group) bool {
	others, want := m.others(e, m.Changing), m.Changing
	if g.Rule == NoRestart {
		want = m.View + 1
	}
	some, all := others == 0, true
	for p := range e.N() {
		if others>>p&1 != 0 {
			done := m.Flushed[p] >= want
			some, all = some || done, all && done
		}
	}
	return all || some && g.Rule == Any
}

// install installs all views up to the one that is due, one after the other, and
// delivers in each what was multicast in it.
func (m *Member) install(e *sim.Env, g *Group) {
	for m.View != m.Changing {
		for message := range g.Senders {
			if bit := uint8(1) << message; m.Has&^m.Delivered&bit != 0 && m.Tag[message] == m.View {
				m.deliver(e, message) // now all have it
			}
		}
		m.View++
		if g.Rule == Jump {
			m.View = m.Changing
		}
		m.note(e)
		for message := range g.Senders {
			if g.Rule == Forget && m.Tag[message] < m.View {
				m.Unstable &^= 1 << message
			}
			m.maybeDeliver(e, g, message)
		}
	}
	if m.Waiting != 0 {
		m.Waiting = 0
		m.cast(e, g)
	}
	if m.Heard != m.Changing {
		m.begin(e, g, m.Changing+1)
		m.maybeInstall(e, g)
	}
}

// note tells of the view that is installed now. Its members are the span of the
// event, and for claims, which see no spans, its value.
func (m *Member) note(e *sim.Env) { noteView(e, m.View, m.members(e, m.View)) }

func noteView(e *sim.Env, view, set uint8) {
	var list [8]uint8
	n := 0
	for p := range uint8(8) {
		if set>>p&1 != 0 {
			list[n] = p
			n++
		}
	}
	e.Note(sim.EvInstall, sim.None, set, uint32(view), sim.NoReason, list[:n]...)
}

// Rename serves receivers that are interchangeable.
func (m *Member) Rename(perm []sim.ID) {
	old := *m
	for p, q := range perm {
		m.Gone[q], m.Flushed[q], m.Ready[q] = old.Gone[p], old.Flushed[p], old.Ready[p]
		m.Acked[q], m.Tag[q] = renamed(old.Acked[p], perm), old.Tag[p]
	}
	m.Has, m.Delivered, m.Unstable = renamed(m.Has, perm), renamed(m.Delivered, perm), renamed(m.Unstable, perm)
}

func (m *Member) RenameMsg(msg *sim.Msg, perm []sim.ID) {
	switch msg.Kind {
	case data, forward, cast:
		msg.Val = uint8(perm[msg.Val])
	case ack:
		msg.Val = acks + uint8(perm[msg.Val-acks])
	}
}

func renamed(set uint8, perm []sim.ID) (to uint8) {
	for p, q := range perm {
		to |= set >> p & 1 << q
	}
	return to
}
