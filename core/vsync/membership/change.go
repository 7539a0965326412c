package membership

import (
	"math/bits"

	"faultlab/core/sim"
)

// Stages of an initiator.
const (
	idle  uint8 = iota
	asks        // what the members were ready for
	leads       // its round is under way
	moves       // the members are ready, and those that join are given the state
)

// ballot is the initiator of a round, plus one.
func ballot(round uint8) uint8 { return round >> 3 }

// enough says whether a set of members may change the view: a majority of it.
func (m *Member) enough(g *Group, set uint8) bool {
	return g.Rule == NoMajority || 2*bits.OnesCount8(set) > bits.OnesCount8(m.Members)
}

// handleNotice: somebody has crashed. If that was the initiator, its successor is told:
// it may not know yet that it is in this view, or that there is one.
func (m *Member) handleNotice(e *sim.Env, gone sim.ID) {
	led := m.live()&(1<<(gone+1)-1) == 1<<gone
	m.Gone |= 1 << gone
	m.Wants[gone] = 0
	if live := m.live(); led && !m.first(e, live) {
		m.report(e, live&-live)
	}
}

// handleDoubt: its patience has ended. It has heard from all, or not from one of them,
// or from none. One that would be left without a majority does nothing: either it is
// wrong, or it can do nothing.
func (m *Member) handleDoubt(e *sim.Env, g *Group, drawn uint32) {
	n := uint32(e.N())
	set := m.Members &^ (1 << e.Me)
	if drawn < n {
		set &= 1 << ((uint32(e.Me) + drawn) % n)
	}
	if m.Stay == inside {
		m.doubt(e, g, set)
	}
}

// doubt takes members for crashed, and tells those that it does not.
func (m *Member) doubt(e *sim.Env, g *Group, set uint8) {
	set &= m.live()
	if set == 0 || !m.enough(g, m.live()&^set) {
		return
	}
	m.suspect(e, set)
	if g.ForGood {
		m.Doubted |= set
	}
	m.reportAll(e)
}

// reportAll tells the others whom it suspects. An initiator does so when it proposes.
func (m *Member) reportAll(e *sim.Env) {
	if live := m.live(); !m.first(e, live) {
		m.report(e, live)
	}
}

func (m *Member) report(e *sim.Env, to uint8) {
	m.tell(e, to, report, word{view: m.View, members: m.Members, flushers: m.Members &^ m.live()})
}

// suspect takes members for crashed from now on.
func (m *Member) suspect(e *sim.Env, set uint8) {
	set &= m.live() &^ (1 << e.Me)
	m.Suspects |= set
	list, n := listed(set)
	for _, p := range list[:n] {
		e.Note(sim.EvSuspect, sim.ID(p), sim.Nothing, 0, sim.NoReason)
	}
}

// first says whether it is the lowest of a set.
func (m *Member) first(e *sim.Env, set uint8) bool { return set&-set == 1<<e.Me }

// maybeLead: the lowest member that is not suspected changes the view, if there is
// anything to change.
func (m *Member) maybeLead(e *sim.Env, g *Group) {
	live, own := m.live(), uint8(e.Me)+1
	if !m.first(e, live) || !m.enough(g, live) || m.View == lastView {
		return
	}
	if began := ballot(m.Round); began < own {
		switch first := m.first(e, m.Members); {
		case live == m.Members && m.Leaving == 0 && m.wanting() == 0:
			return
		case first:
			m.propose(e, own<<3|1, m.afresh(), live)
		default:
			m.takeOver(e, own, live)
		}
	}
	switch {
	case m.Stage == asks && live&^m.Heard == 0:
		next, flushers := m.afresh(), live
		if m.Best != 0 && g.Rule != NewProposal {
			next, flushers = m.BestNext, m.BestFlushers&live
		}
		if m.enough(g, flushers) {
			m.propose(e, m.Round|1, next, flushers)
		}
	case m.Stage >= leads && m.Flushers&^live != 0 && m.enough(g, m.Flushers&live):
		m.propose(e, m.Round+1, m.Next, m.Flushers&live)
	}
}

// takeOver asks all what they were ready for. It has promised itself what they do by
// their answers.
func (m *Member) takeOver(e *sim.Env, own, live uint8) {
	e.Note(sim.EvElect, e.Me, sim.Nothing, uint32(own), sim.NoReason)
	m.Round, m.Next, m.Flushers, m.Flushed = own<<3, 0, 0, 0
	m.Stage, m.Heard = asks, 1<<e.Me
	m.Best, m.BestNext, m.BestFlushers = m.Said, m.SaidNext, m.SaidFlushers
	m.tell(e, live, ask, m.word())
}

// handleAsk: somebody takes over. All before it are suspected, and what they propose
// comes too late from now on.
func (m *Member) handleAsk(e *sim.Env, from sim.ID, w word) {
	if w.round <= m.Round {
		return
	}
	m.suspect(e, m.Members&(1<<from-1))
	m.Round, m.Next, m.Flushers, m.Flushed, m.Stage = w.round, 0, 0, 0, idle
	e.Send(from, answer, sign(answer), word{m.View, m.Members, m.Said, m.SaidNext, m.SaidFlushers}.arg())
}

// wanting are those that ask to join and are no members.
func (m *Member) wanting() (set uint8) {
	for p, since := range m.Wants {
		if since != 0 && since <= m.View+1 {
			set |= 1 << p
		}
	}
	return set &^ m.Members &^ m.suspects()
}

// afresh is the next view, if it is up to this process: without those that are
// suspected or leave, and with those that want to join. Somebody must go from one view
// to the next, and so the last ones leave when others have come.
func (m *Member) afresh() uint8 {
	stay, come := m.live()&^m.Leaving, m.wanting()
	if stay == 0 && come != 0 {
		stay = m.live()
	}
	return stay | come
}

// propose begins a round.
func (m *Member) propose(e *sim.Env, round, next, flushers uint8) {
	m.Stage, m.Heard = leads, 0
	m.accept(e, word{round: round, next: next, flushers: flushers}, propose)
}

// accept takes part in a round: it forwards what somebody may lack, and behind that
// its flush. Its own message, and what a member itself has multicast, that member has
// from where it came, on a link that keeps its order.
func (m *Member) accept(e *sim.Env, w word, kind uint8) {
	if kind == flush {
		m.Stage, m.Heard = idle, 0
	}
	m.Round, m.Next, m.Flushers, m.Flushed = w.round, w.next, w.flushers, 1<<e.Me
	m.suspect(e, m.Members&^w.flushers)
	for message := range uint8(most) {
		if m.Has>>message&1 != 0 && m.Tag[message] == m.View && message != uint8(e.Me) {
			to := m.Flushers &^ (1 << e.Me) &^ (1 << message)
			e.Multicast(sim.Set(to), forward, message, word{view: m.View}.arg())
		}
	}
	m.tell(e, m.Flushers, kind, m.word())
}

// maybeReady: with a flush from everybody who is to flush it has all that any of them
// has.
func (m *Member) maybeReady(e *sim.Env, g *Group) {
	if m.Round&7 == 0 || m.Said == m.Round || m.Flushers&m.suspects() != 0 || m.Flushers&^m.Flushed != 0 && g.Rule != NoFlush {
		return
	}
	m.Said, m.SaidNext, m.SaidFlushers = m.Round, m.Next, m.Flushers
	if m.Stage >= leads {
		m.Heard |= 1 << e.Me
	} else {
		e.Send(sim.ID(ballot(m.Round)-1), ready, sign(ready), m.word().arg())
	}
}

// maybeInstall: when all are ready, nobody will deliver anything more in this view.
// That is the cut. Those that join get the state, and with their word, too, the next
// view begins.
func (m *Member) maybeInstall(e *sim.Env, g *Group) {
	if m.Stage < leads || m.Flushers&^m.Heard != 0 {
		return
	}
	come := m.Next &^ m.Members &^ m.suspects()
	if g.Rule != NoState {
		if m.Stage == leads {
			m.Stage = moves
			e.Multicast(sim.Set(come), state, states+m.State, m.word().arg())
		}
		if come&^m.Heard != 0 {
			return
		}
	}
	removed := m.Members &^ m.Next &^ m.Gone
	next, number := m.Next, m.View+1
	m.tell(e, m.Flushers|come|removed, view, word{view: number, members: next})
	m.install(e, g, number, next)
}

// catchUp: somebody is in a view that this process has not installed. If it is in it,
// it was ready for it, or has the state, and so can install it. Somebody else may be
// about to bring it about, or this process may, and others wait for it: they are told.
func (m *Member) catchUp(e *sim.Env, g *Group, from sim.ID, w word) {
	in := w.members>>e.Me&1 != 0
	switch {
	case m.Stay == inside && (!in || w.view == m.View+1):
		var waits uint8
		if m.Stage != idle {
			waits = (m.Members | w.members) &^ m.Gone
		} else if m.Round != 0 {
			waits = 1 << (ballot(m.Round) - 1)
		}
		m.tell(e, waits&^(1<<from), view, word{view: w.view, members: w.members})
		m.install(e, g, w.view, w.members)
	case m.Stay == asking && in && (w.view == m.Base || g.Rule == NoState):
		m.install(e, g, w.view, w.members)
	}
}

// install begins a view, or, if it is not in it, ends.
func (m *Member) install(e *sim.Env, g *Group, number, members uint8) {
	if members>>e.Me&1 == 0 {
		m.end(e, g, number)
		return
	}
	if m.Stay == asking {
		e.Note(sim.EvOutput, sim.None, states+m.State, uint32(number), sim.NoReason)
	}
	*m = Member{
		Tag: m.Tag, Wants: m.Wants, Stay: inside, View: number, Members: members, Has: m.Has, State: m.State, Waiting: m.Waiting,
		Gone: m.Gone, Suspects: m.Suspects & members, Doubted: m.Doubted, Leaving: m.Leaving & members, Since: m.Since,
	}
	m.noteView(e)
	for p := range uint8(most) {
		if members>>p&1 != 0 && m.Wants[p] <= number+1 {
			m.Wants[p] = 0
		}
		if m.Has>>p&1 != 0 && m.Tag[p] == number {
			m.deliver(e, p)
		}
	}
	if m.Waiting != 0 {
		m.cast(e)
	}
	if m.Leaving>>e.Me&1 != 0 {
		m.tell(e, m.live(), leave, m.word())
	}
	if m.Suspects != 0 {
		m.reportAll(e)
	}
	m.doubt(e, g, m.Doubted&members)
}

// end: it has left, or it learns that it is excluded. Then it stops, or comes back as
// somebody new, who has nothing of what it was but its own message, if it is unsent.
func (m *Member) end(e *sim.Env, g *Group, number uint8) {
	left := m.Leaving>>e.Me&1 != 0
	if !left && g.Rule == GoesOn {
		return
	}
	why := sim.Excluded
	if left {
		why = sim.NoReason
	}
	e.Note(sim.EvLeave, sim.None, sim.Nothing, uint32(number), why)
	again := !left && g.Rejoins && m.Since == 0
	*m = Member{Tag: m.Tag, Wants: m.Wants, Has: m.Has, Waiting: m.Waiting, Gone: m.Gone, Since: number}
	if again {
		m.enter(e)
	} else {
		*m = Member{Stay: out}
	}
}
