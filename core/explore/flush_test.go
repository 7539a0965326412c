package explore_test

import "faultlab/core/sim"

// The flush: how a group changes its view so that nobody misses a message.
//
// # The problem
//
// The first processes of a group multicast one message each, and everybody delivers
// at once what it receives. A process may crash, and then some have its message and
// some have not. The others are told of the crash, by and by, and have to go on in
// a new view of the group, without the crashed one. The promise is virtual synchrony:
//
//	Whoever installs the same view has delivered the same messages before.
//
// # The idea
//
// A process that is told of a crash multicasts no more and takes nothing more from
// the crashed one. It forwards every message that somebody may lack, and sends a
// flush behind them. It installs the new view when it has a flush from every other
// process of that view: on FIFO links, all that they had to forward has come before.
// If one more process crashes meanwhile, all of this begins again.
//
// # The assumptions
//
// FIFO links that lose nothing, and a perfect failure detector, whose notices may
// overtake what the crashed process had sent: that is how a multicast is cut.
//
// # Where to find it
//
// Member.Deliver is the protocol, virtualSynchrony the claim. Of the rules each but
// the first is a mistake that somebody has made.
//
// # Source
//
// K. Birman, T. Joseph: Exploiting Virtual Synchrony in Distributed Systems. SOSP
// 1987. K. Birman, A. Schiper, P. Stephenson: Lightweight Causal and Atomic Group
// Multicast. ACM TOCS 9(3), 1991, section 5.
type rule uint8

const (
	every       rule = iota // install when everybody has flushed
	anybody                 // install when anybody has
	latecomers              // take what comes straight from the crashed one, however late
	nothingSent             // flush, but forward nothing
	forgetful               // forget at installation what somebody may still lack
)

// group is what all members know: how many of them multicast, by which rule, and
// whether each copy of a message is a step of its own, so that a crash may come
// between two of them. Otherwise a handler sends all that it has to send.
type group struct {
	Senders uint8
	Rule    rule
	Copies  bool
}

// Kinds of messages, and a member's own next steps. A notice of a crash has kind 0.
const (
	data    uint8 = iota + 1 // Val is whose message it is
	flush                    // Val is the set of processes that the sender has excluded
	cast                     // multicast the own message, to process Val and those behind it
	forward                  // forward, to process Val and those behind it, from message Arg on
)

// member is a process of at most four: a set of processes is four bits. A message
// has the name of who multicasts it.
type member struct {
	Flushed   uint16 // whom each process had excluded when it flushed, four bits each
	Has       uint8  // the messages that it has delivered
	Unstable  uint8  // those which somebody may lack
	Excluded  uint8  // all others are the view that it is to install
	Installed uint8  // whom the view that it is in excludes
}

func (m *member) Start(e *sim.Env) {
	if uint8(e.Me) < e.Shared().(*group).Senders {
		e.Do(cast, uint8(after(e, sim.None, 0)), 0)
	}
}

func (m *member) Deliver(e *sim.Env, msg sim.Msg) {
	g := e.Shared().(*group)
	switch {
	case e.Class() == sim.Notice:
		m.Excluded |= 1 << msg.From
		if g.Rule != latecomers {
			e.Close(msg.From)
		}
		e.Cancel(forward)
		m.forward(e, g, after(e, sim.None, m.Excluded), 0)
	case msg.Kind == cast && m.Excluded == 0:
		m.cast(e, g, sim.ID(msg.Val))
	case msg.Kind == forward:
		m.forward(e, g, sim.ID(msg.Val), uint8(msg.Arg))
	case msg.Kind == data:
		m.deliver(e, msg.Val)
	case msg.Kind == flush:
		m.Flushed = m.Flushed&^(15<<(4*msg.From)) | uint16(msg.Val)<<(4*msg.From)
	}
	m.maybeInstall(e, g)
}

// deliver gives a message to the application, the first time that it comes.
func (m *member) deliver(e *sim.Env, message uint8) {
	if m.Has>>message&1 == 0 {
		m.Has |= 1 << message
		m.Unstable |= 1 << message
		e.Note(sim.EvDeliver, sim.ID(message), message, 0, sim.NoReason)
	}
}

// cast sends the own message to a process and all behind it.
func (m *member) cast(e *sim.Env, g *group, to sim.ID) {
	m.deliver(e, uint8(e.Me))
	for to != sim.None {
		e.Send(to, data, uint8(e.Me), 0)
		if to = after(e, to, 0); g.Copies && to != sim.None {
			e.Do(cast, uint8(to), 0)
			return
		}
	}
}

// forward sends a process, and all behind it, what it may lack, and then a flush.
func (m *member) forward(e *sim.Env, g *group, to sim.ID, message uint8) {
	for ; to != sim.None; message = 0 {
		for ; message < g.Senders && g.Rule != nothingSent; message++ {
			if m.Unstable>>message&1 != 0 {
				e.Send(to, data, message, 0)
				if g.Copies {
					e.Do(forward, uint8(to), uint32(message+1))
					return
				}
			}
		}
		e.Send(to, flush, m.Excluded, 0)
		if to = after(e, to, m.Excluded); g.Copies && to != sim.None {
			e.Do(forward, uint8(to), 0)
			return
		}
	}
}

// maybeInstall installs the view that is due, if the others of it have flushed.
func (m *member) maybeInstall(e *sim.Env, g *group) {
	if m.Excluded == m.Installed {
		return
	}
	some, all := false, true
	for p := after(e, sim.None, m.Excluded); p != sim.None; p = after(e, p, m.Excluded) {
		flushed := uint8(m.Flushed>>(4*p))&15 == m.Excluded
		some, all = some || flushed, all && flushed
	}
	if some && (all || g.Rule == anybody) {
		m.Installed = m.Excluded
		if g.Rule == forgetful {
			m.Unstable = 0
		}
		e.Note(sim.EvDecide, sim.None, m.Has, uint32(m.Excluded), sim.NoReason)
	}
}

// after is the next process behind p, the first one behind None, but for the own
// one and the excluded.
func after(e *sim.Env, p sim.ID, excluded uint8) sim.ID {
	for p++; int(p) < e.N(); p++ {
		if p != e.Me && excluded>>p&1 == 0 {
			return p
		}
	}
	return sim.None
}

// virtualSynchrony remembers of every process which view it installed last and what
// it had delivered by then.
func virtualSynchrony(n int) sim.Claim {
	return sim.Claim{
		Name: "virtual synchrony", Size: 2 * n, Keys: n, Watch: sim.Watch(sim.EvDecide), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			view, has := uint8(e.Arg), e.Value
			m.Keep(e.Process)
			m.History[2*e.Process], m.History[2*e.Process+1] = view, has
			for q := range sim.ID(n) {
				if m.History[2*q] == view && m.History[2*q+1] != has {
					m.Blame(sim.SetOf(q, e.Process), q)
					return sim.Violated
				}
			}
			return sim.HoldsSoFar
		},
		Rename: func(history []byte, perm []sim.ID) {
			var old [2 * 4]byte
			copy(old[:], history)
			for p, q := range perm {
				history[2*q], history[2*q+1] = renamed(old[2*p], perm), renamed(old[2*p+1], perm)
			}
		},
	}
}

// flushing is a group of n in which so many processes may crash, of those given or
// of all.
func flushing(n int, g group, crashes uint8, mortal ...sim.ID) *sim.Setup {
	s := &sim.Setup{
		N: n, Net: sim.Network{Order: sim.FIFO, Detector: true}, Budget: sim.Budget{Crashes: crashes}, Models: make([]sim.Model, n),
		Closes: g.Rule != latecomers, Quiet: 1 << data, Pending: 64, Claims: []sim.Claim{virtualSynchrony(n)}, Shared: &g,
		Build: func(b *sim.Builder) {
			for range n {
				sim.Place(b, member{}, 0)
			}
		},
	}
	for p := range sim.ID(n) {
		if len(mortal) == 0 || sim.SetOf(mortal...).Has(p) {
			s.Models[p] = sim.Crash
		}
	}
	return s
}

// The ids in a member's state and messages. A step which is named by the process
// that it begins with does not survive renaming: then the order of the ids counts.
func (m *member) Rename(perm []sim.ID) {
	old := m.Flushed
	m.Flushed = 0
	for p, q := range perm {
		m.Flushed |= uint16(renamed(uint8(old>>(4*p))&15, perm)) << (4 * q)
	}
	m.Has, m.Unstable = renamed(m.Has, perm), renamed(m.Unstable, perm)
	m.Excluded, m.Installed = renamed(m.Excluded, perm), renamed(m.Installed, perm)
}

func (m *member) RenameMsg(msg *sim.Msg, perm []sim.ID) {
	switch msg.Kind {
	case data:
		msg.Val = uint8(perm[msg.Val])
	case flush:
		msg.Val = renamed(msg.Val, perm)
	}
}

func renamed(set uint8, perm []sim.ID) (to uint8) {
	for p, q := range perm {
		to |= set >> p & 1 << q
	}
	return to
}
