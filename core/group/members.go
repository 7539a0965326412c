package group

import "faultlab/core/sim"

// Who is a member?
//
// A group server keeps the list. Who wants to join or to leave tells the server, and the
// server tells all members the new list. That is simple, all see the same lists in the
// same order, and it is a single point of failure: without the server nobody joins any
// more, and of members that crash the others never learn.
//
// Or everybody keeps a list. Who joins or leaves tells all, and a crash, which nobody
// announces, each finds out for itself. No crash stops that. But two members can hear of
// two changes in different orders, and then their lists differ for a while; and a member
// that joins while another leaves can end with a list that is wrong.
//
// In both, joining and leaving take no place among the messages that members send each
// other: one member can deliver a message before a change and another one behind it.
// That is what virtual synchrony is for.
//
// Source: K. Birman: The Process Group Approach to Reliable Distributed Computing. CACM
// 36(12), 1993, 37–53.

// MaxMembers bounds a group, and its server: a list is seven bits.
const MaxMembers = 7

// Kinds of messages; act is a process's own next step.
const (
	joins uint8 = iota
	leaves
	list
	welcome
	act
)

// Plan is what a process does. Its values are Stays, Leaves, Joins and ComesAndGoes.
type Plan int32

// The plans.
const (
	Stays        Plan = iota // a member from the beginning to the end
	Leaves                   // a member at first
	Joins                    // no member at first
	ComesAndGoes             // joins, then leaves
)

// Membership is what all share.
type Membership struct {
	Server bool // process 0 is the group server
	First  uint8
	Plans  [MaxMembers]Plan
}

// GroupServer keeps the list.
type GroupServer struct{ List, View uint8 }

// Start: the first members are on the list.
func (g *GroupServer) Start(e *sim.Env) {
	if e.Incarnation() == 0 {
		g.List = e.Shared().(*Membership).First
		if g.List != 0 {
			g.View = 1
		}
	}
}

// Deliver changes the list and tells its members.
func (g *GroupServer) Deliver(e *sim.Env, m sim.Msg) {
	bit := uint8(1) << m.From
	switch {
	case e.Class() == sim.Notice || e.Class() == sim.Message && m.Kind == leaves:
		if g.List&bit == 0 {
			return
		}
		g.List &^= bit
	case e.Class() == sim.Message && m.Kind == joins && g.List&bit == 0:
		g.List |= bit
	default:
		return
	}
	g.View++
	install(e, g.View, g.List)
	e.Multicast(sim.Set(g.List), list, g.List, uint32(g.View))
}

// install notes a new list: its number, and its members in the span and as bits in the
// value.
func install(e *sim.Env, view, members uint8) {
	var span [MaxMembers]uint8
	n := 0
	for q := range uint8(MaxMembers) {
		if members>>q&1 != 0 {
			span[n] = q
			n++
		}
	}
	e.Note(sim.EvInstall, sim.None, members, uint32(view), sim.NoReason, span[:n]...)
}

// A process is outside, on its way in, inside, or has left.
const (
	outside uint8 = iota
	joining
	inside
	gone
)

// Fellow is a process that is or becomes a member.
type Fellow struct{ List, View, Stage, _ uint8 }

// Start: the first members know each other.
func (p *Fellow) Start(e *sim.Env) {
	s := e.Shared().(*Membership)
	if e.Incarnation() > 0 {
		return
	}
	if s.First>>e.Me&1 != 0 {
		p.List, p.View, p.Stage = s.First, 1, inside
	}
	if s.Plans[e.Me] != Stays {
		e.Do(act, sim.Nothing, 0)
	}
}

// Deliver joins, leaves, or hears of others that do.
func (p *Fellow) Deliver(e *sim.Env, m sim.Msg) {
	s := e.Shared().(*Membership)
	bit := uint8(1) << m.From
	switch {
	case e.Class() == sim.Task:
		p.act(e, s)
	case p.Stage == outside || p.Stage == gone:
	case e.Class() == sim.Notice:
		if !s.Server {
			p.change(e, p.List&^bit)
		}
	case m.Kind == list:
		p.listed(e, s, m.Val, uint8(m.Arg))
	case m.Kind == joins:
		if p.Stage == inside {
			p.change(e, p.List|bit)
			e.Send(m.From, welcome, p.List, uint32(p.View))
		} else {
			p.List |= bit // and it will learn of this one by itself
		}
	case m.Kind == leaves:
		p.change(e, p.List&^bit)
	case m.Kind == welcome:
		p.welcomed(e, s, m.Val, uint8(m.Arg))
	}
}

// act asks to join, or leaves.
func (p *Fellow) act(e *sim.Env, s *Membership) {
	to := sim.SetOf(0) // the server
	if p.Stage == inside {
		if !s.Server {
			to = sim.Set(p.List).Without(e.Me)
		}
		*p = Fellow{Stage: gone}
		e.Note(sim.EvLeave, sim.None, sim.Nothing, 0, sim.NoReason)
		e.Multicast(to, leaves, sim.Nothing, 0)
		return
	}
	if !s.Server {
		to = e.Others()
	}
	p.Stage = joining
	e.Note(sim.EvJoin, sim.None, sim.Nothing, 0, sim.NoReason)
	e.Multicast(to, joins, sim.Nothing, 0)
}

// change: without a server each member counts the changes that it sees.
func (p *Fellow) change(e *sim.Env, members uint8) {
	if members == p.List {
		return
	}
	p.List = members
	if p.Stage == inside {
		p.View++
		install(e, p.View, p.List)
	}
}

// listed: the server has a new list. An old one that comes late is no news.
func (p *Fellow) listed(e *sim.Env, s *Membership, members, view uint8) {
	if view <= p.View {
		e.Note(sim.EvDrop, 0, members, uint32(view), sim.OldView)
		return
	}
	p.List, p.View = members, view
	install(e, view, members)
	p.inside(e, s)
}

// welcomed: without a server a member says whom it knows. The first one is enough to be
// inside; what others know besides is taken over.
func (p *Fellow) welcomed(e *sim.Env, s *Membership, members, view uint8) {
	members |= p.List
	if p.Stage == inside {
		p.change(e, members)
		return
	}
	p.List, p.View = members, view
	install(e, view, members)
	p.inside(e, s)
}

func (p *Fellow) inside(e *sim.Env, s *Membership) {
	if p.Stage == joining && s.Plans[e.Me] == ComesAndGoes {
		e.Do(act, sim.Nothing, 0)
	}
	p.Stage = inside
}
