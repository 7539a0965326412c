package membership

import (
	"math/bits"

	"faultlab/core/protocol"
	"faultlab/core/sim"
	"faultlab/core/vsync"
)

// What this group is held to is what is asked of virtual synchrony, and what its views
// are asked for besides, since here nobody is given them. See package vsync for the
// first; the others know a view by EvInstall, whose argument is its number and whose
// value the set of its members.
var claims = []protocol.Claim{
	{Name: "one-view", Title: "No two processes install different views with the same number",
		Doc: "agreement on views; Ricciardi, Birman 1991; it binds those that crash later or are excluded, too", Make: oneView},
	{Name: "virtual-synchrony", Title: "Whoever goes from one view to the same next one has delivered the same messages in the first",
		Doc: "Chockler, Keidar, Vitenberg 2001; it binds those that crash later, too", Make: synchronous},
	{Name: "survivors-agree", Title: "The same among those that do not crash", Doc: "Coulouris, Dollimore, Kindberg; judged when nothing more can happen",
		Make: of("survivors-agree", vsync.Agreed)},
	{Name: "same-state", Title: "Whoever installs a view has the same state of the application then, and so has who joins",
		Doc: "Birman 1993", Make: sameState},
	{Name: "sending-view", Title: "A message is delivered in the view in which it was multicast", Doc: "Chockler, Keidar, Vitenberg 2001",
		Make: of("sending-view", plain(vsync.SendingView))},
	{Name: "sender-in-view", Title: "Who delivers a message is in a view with its sender", Doc: "Coulouris, Dollimore, Kindberg",
		Make: of("sender-in-view", plain(vsync.SenderInView))},
	{Name: "views", Title: "Each process is in its views, installs them by number, and does nothing before the first",
		Doc:  "self inclusion, local monotonicity and initial view event of Chockler, Keidar, Vitenberg 2001",
		Make: of("views", plain(vsync.Ordered))},
	{Name: "integrity", Title: "Nobody delivers a message twice, or one that nobody has multicast", Doc: "Hadzilacos, Toueg 1994",
		Make: of("integrity", plain(vsync.Once))},
	{Name: "primary-component", Title: "The views are one sequence, and somebody goes from each straight to the next",
		Doc: "Chockler, Keidar, Vitenberg 2001; judged when nothing more can happen", Make: of("primary-component", vsync.Primary)},
	{Name: "progress", Title: "In the end all that run are in the last view, whoever asked to join or to leave is in or out, and whoever is excluded has stopped",
		Doc: "asked where of every view that somebody is still in a majority neither crashes nor stops nor is suspected; judged when nothing more can happen (Ricciardi, Birman 1991)", Make: progress},
}

func of(name string, claim func(name string, n, views int) sim.Claim) func(*protocol.Config) sim.Claim {
	return func(c *protocol.Config) sim.Claim {
		made := claim(name, c.N, views(c)+1)
		made.Rename = nil // no two processes are interchangeable: their order counts
		return made
	}
}

// plain is for claims that keep nothing of each view.
func plain(claim func(name string, n int) sim.Claim) func(name string, n, views int) sim.Claim {
	return func(name string, n, _ int) sim.Claim { return claim(name, n) }
}

// oneView: the history has the members of the view of each number.
func oneView(c *protocol.Config) sim.Claim {
	n := views(c) + 1
	return sim.Claim{
		Name: "one-view", Size: n, Keys: 2 * n, Watch: sim.Watch(sim.EvInstall), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			at := int(e.Arg)
			switch h := &m.History[at]; *h {
			case 0:
				*h = e.Value
				m.KeepAt(at)
				m.Stash(n+at, int32(e.Process))
			case e.Value:
			default:
				m.BlameAt(sim.SetOf(e.Process, sim.ID(m.Stashed(n+at))), at)
				return sim.Violated
			}
			return sim.HoldsSoFar
		},
	}
}

// synchronous asks what it asks of the flush, of views that are known by their number
// and their members: where two of one number are installed that is broken already, and
// this need not be. The history has of each process its view and what it delivered in
// it, and of each view what it had delivered in the one before, which that was, and who
// is in the view.
func synchronous(c *protocol.Config) sim.Claim {
	n, v := c.N, views(c)+1
	return sim.Claim{
		Name: "virtual-synchrony", Size: 2*n + 3*n*v, Keys: n * v, Watch: sim.Watch(sim.EvInstall, sim.EvDeliver), Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			view, got, table := m.History[:n], m.History[n:2*n], m.History[2*n:]
			if e.Kind == sim.EvDeliver {
				got[e.Process] |= 1 << e.Peer
				return sim.HoldsSoFar
			}
			p, now := int(e.Process), int(e.Arg)
			own := table[3*(p*v+now):]
			if view[p] != 0 {
				own[0], own[1], own[2] = 0x80|got[p], view[p], e.Value
				m.KeepAt(p*v + now)
			}
			view[p], got[p] = uint8(now), 0
			for q := range n {
				at := q*v + now
				if other := table[3*at:]; own[0] != 0 && other[0] != 0 && other[0] != own[0] && other[1] == own[1] && other[2] == own[2] {
					m.BlameAt(sim.SetOf(e.Process, sim.ID(q)), at)
					return sim.Violated
				}
			}
			return sim.HoldsSoFar
		},
	}
}

// sameState: the state is the set of messages that made it. The history has that of
// each process, and of each view its members and with what the first one began it.
func sameState(c *protocol.Config) sim.Claim {
	n, v := c.N, views(c)+1
	return sim.Claim{
		Name: "same-state", Size: n + 2*v, Keys: 2 * v, Watch: sim.Watch(sim.EvInstall, sim.EvDeliver, sim.EvOutput, sim.EvLeave, sim.EvCrash),
		Begin: sim.Open, Swaps: true,
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			own, members, began := &m.History[e.Process], m.History[n:n+v], m.History[n+v:]
			switch e.Kind {
			case sim.EvDeliver:
				*own |= 1 << e.Peer
			case sim.EvOutput:
				*own = e.Value - states
			case sim.EvLeave, sim.EvCrash:
				*own = 0
			case sim.EvInstall:
				at := int(e.Arg)
				switch {
				case members[at] == 0:
					members[at], began[at] = e.Value, *own
					m.KeepAt(at)
					m.Stash(v+at, int32(e.Process))
				case members[at] == e.Value && began[at] != *own:
					m.BlameAt(sim.SetOf(e.Process, sim.ID(m.Stashed(v+at))), at)
					return sim.Violated
				}
			}
			return sim.HoldsSoFar
		},
	}
}

// Places of sets in the history of progress, behind the view of each process and its
// members.
const (
	crashed int = iota
	stopped
	suspected
	wants // to join
	tired // wants to leave
	last
	lastMembers
	sets
)

// progress: the history has the view of each process with its members, sets, and the
// last view of all.
func progress(c *protocol.Config) sim.Claim {
	n := c.N
	return sim.Claim{
		Name: "progress", Size: 2*n + sets, Begin: sim.Open, Swaps: true,
		Watch: sim.Watch(sim.EvInstall, sim.EvCrash, sim.EvLeave, sim.EvJoin, sim.EvSuspect, sim.EvTask),
		Observe: func(m *sim.Memory, e *sim.Event) sim.Status {
			p, bit, set := e.Process, uint8(1)<<e.Process, m.History[2*n:]
			switch e.Kind {
			case sim.EvCrash:
				set[crashed] |= bit
			case sim.EvSuspect:
				set[suspected] |= 1 << e.Peer
			case sim.EvTask:
				if e.Msg&63 == exit {
					set[tired] |= bit
				}
			case sim.EvJoin:
				set[wants] |= bit
				set[stopped] &^= bit
			case sim.EvLeave:
				set[stopped] |= bit
				m.History[p], m.History[n+int(p)] = 0, 0
			case sim.EvInstall:
				m.History[p], m.History[n+int(p)] = uint8(e.Arg), e.Value
				set[wants] &^= bit
				if uint8(e.Arg) > set[last] {
					set[last], set[lastMembers] = uint8(e.Arg), e.Value
				}
			}
			return sim.HoldsSoFar
		},
		Finish: func(m *sim.Memory) sim.Status {
			set := m.History[2*n:]
			gone, members := set[crashed]|set[stopped], set[lastMembers]
			good := func(view uint8) bool {
				return 2*bits.OnesCount8(view&^gone&^set[suspected]) > bits.OnesCount8(view)
			}
			for p := range n {
				if view := m.History[n+p]; gone>>p&1 == 0 && view != 0 && !good(view) || !good(members) {
					return sim.Holds
				}
			}
			for p := range n {
				bit := uint8(1) << p
				if gone&bit != 0 || m.History[p] == 0 && set[wants]&bit == 0 {
					continue
				}
				if m.History[p] != set[last] || m.History[n+p] != members || members&gone != 0 || set[tired]&bit != 0 {
					m.Blame(sim.SetOf(sim.ID(p)), sim.None)
					return sim.Violated
				}
			}
			return sim.Holds
		},
	}
}
