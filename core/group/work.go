// Package group has process groups: how they are organized inside, how they elect a
// coordinator, and how they know who their members are.
//
// # The problem
//
// A group of identical processes stands for one process: a client gives it jobs, and
// each is to be done although some members crash.
//
//	answered          In the end the client has all its replies.
//	at-most-once      No job is done twice.
//	one-coordinator   No two live members take themselves for the coordinator.
//
// # The idea
//
// A flat group has no head. Every job goes to all, every member tells all others how
// busy it is, and when a member has heard from all that live, it knows whose turn it
// is. Nobody is indispensable, but every decision is a vote of n(n-1) messages.
//
// In a hierarchical group a coordinator takes the job and gives it to a worker. That
// takes four messages, and if the coordinator crashes nothing goes on. Then another one
// is elected, by the bully algorithm: whoever learns of the crash asks all members of
// higher rank; if one of them lives it takes over the election, and if none does, the
// asker has won and tells everybody.
//
// # The assumptions
//
// A perfect detector tells every process of a crash, in place of the timeouts of the
// original. Without it nobody ever misses anybody. Members have ranks, and all know all.
// The client does not crash.
//
// # Where it breaks
//
// What a coordinator knows is lost with it: the client asks the next one again, and a
// job may have been done already. In a flat group a member that crashes in the middle
// of its vote leaves others with different votes, and two may take the same job until
// they learn of the crash. Exactly once takes more: agreement on who is a member, and
// which messages came before the change.
//
// # Where to find it
//
// Member.count is the vote, Member.assign the coordinator's choice, Member.elect the
// bully algorithm. Who is a member is in members.go.
//
// # Source
//
// H. Garcia-Molina: Elections in a Distributed Computing System. IEEE Transactions on
// Computers C-31(1), 1982, 48–59.
package group

import "faultlab/core/sim"

// MaxWorkers and MaxJobs bound a group at work.
const (
	MaxWorkers = 16
	MaxJobs    = 8
)

// Kinds of messages; ask is the client's own next step.
const (
	job uint8 = iota
	bid
	work
	done
	reply
	election
	answer
	coordinator
	ask
)

// client gives the jobs; the others are members, the last one of the highest rank.
const client sim.ID = 0

// Work is what all share.
type Work struct {
	Flat  bool
	Bully bool
	Jobs  uint8
}

// Client gives one job after the other.
type Client struct {
	Current uint8  // the job it waits for; 0: none
	Leader  sim.ID // to whom it gives jobs in a hierarchical group
	Down    uint8  // 1: which has crashed
}

// Start begins with job 1.
func (c *Client) Start(e *sim.Env) {
	c.Leader = sim.ID(e.N() - 1)
	if e.Incarnation() == 0 {
		e.Do(ask, 0, 1)
	}
}

func (c *Client) give(e *sim.Env) {
	switch {
	case e.Shared().(*Work).Flat:
		e.Multicast(e.Others(), job, c.Current-1, uint32(c.Current))
	case c.Down == 0:
		e.Send(c.Leader, job, c.Current-1, uint32(c.Current))
	}
}

// Deliver gives the next job, takes a reply, or hears of a crash or a new coordinator.
func (c *Client) Deliver(e *sim.Env, m sim.Msg) {
	switch {
	case e.Class() == sim.Task:
		c.Current = uint8(m.Arg)
		c.give(e)
	case e.Class() == sim.Notice:
		if m.From == c.Leader {
			c.Down = 1
		}
	case m.Kind == coordinator && m.From > c.Leader:
		// It led before the one that leads now, and has crashed: ranks only go down.
		e.Note(sim.EvDrop, m.From, m.Val, m.Arg, sim.Excluded)
	case m.Kind == coordinator:
		c.Leader, c.Down = m.From, 0
		if c.Current != 0 {
			c.give(e)
		}
	case m.Kind == reply && uint8(m.Arg) != c.Current:
		e.Note(sim.EvDrop, m.From, m.Val, m.Arg, sim.Duplicate)
	case m.Kind == reply:
		e.Note(sim.EvComplete, m.From, m.Val, m.Arg, sim.NoReason)
		c.Current = 0
		if uint8(m.Arg) < e.Shared().(*Work).Jobs {
			e.Do(ask, uint8(m.Arg), m.Arg+1)
		}
	}
}

// Member of a group at work. Its memory has for each job what each member has bid, plus
// one.
type Member struct {
	Alive    sim.Set // of the members, as far as it knows
	Leader   sim.ID  // the coordinator; None: it waits for one
	Electing uint8
	Job      uint8  // the coordinator: what is being done; 0: nothing
	Worker   sim.ID // and by whom
	Load     uint8  // how many jobs it has done
	Did      uint8  // flat: which, one bit each
	_        [2]uint8
}

// Start: all members live, and the one of the highest rank is coordinator. One that
// comes up again is no member any more.
func (p *Member) Start(e *sim.Env) {
	if e.Incarnation() == 0 {
		p.Alive = sim.All(e.N()).Without(client)
		p.Leader = sim.ID(e.N() - 1)
	}
}

// Deliver handles what comes from the client, from members, and from the detector.
func (p *Member) Deliver(e *sim.Env, m sim.Msg) {
	s := e.Shared().(*Work)
	switch {
	case !p.Alive.Has(e.Me):
	case e.Class() == sim.Notice:
		p.crashed(e, s, m.From)
	case m.From != client && !p.Alive.Has(m.From):
		e.Note(sim.EvDrop, m.From, m.Val, m.Arg, sim.Excluded)
	case m.Kind == job && s.Flat:
		p.bid(e, m.From, uint8(m.Arg), p.Load)
		e.Multicast(p.Alive.Without(e.Me), bid, p.Load, m.Arg)
		p.count(e, uint8(m.Arg))
	case m.Kind == bid:
		p.bid(e, m.From, uint8(m.Arg), m.Val)
		p.count(e, uint8(m.Arg))
	case m.Kind == job:
		p.Job = uint8(m.Arg)
		p.assign(e)
	case m.Kind == work:
		p.do(e, m.Arg)
		e.Send(m.From, done, m.Val, m.Arg)
	case m.Kind == done:
		if p.Job == uint8(m.Arg) {
			p.Job = 0
			e.Send(client, reply, m.Val, m.Arg)
		}
	case m.Kind == election:
		e.Send(m.From, answer, sim.Nothing, 0)
		if p.Leader == e.Me {
			e.Send(m.From, coordinator, sim.Nothing, 0)
		} else {
			p.elect(e)
		}
	case m.Kind == coordinator:
		p.Electing = 0
		if p.Leader != m.From {
			p.Leader = m.From
			e.Note(sim.EvElect, m.From, sim.Nothing, uint32(m.From)+1, sim.NoReason)
		}
	}
}

// do is the work itself.
func (p *Member) do(e *sim.Env, job uint32) {
	p.Load++
	e.Note(sim.EvExecute, sim.None, uint8(job-1), job, sim.NoReason)
}

// crashed: a member is no more. What depended on it is decided anew.
func (p *Member) crashed(e *sim.Env, s *Work, q sim.ID) {
	p.Alive = p.Alive.Without(q)
	switch {
	case s.Flat:
		for j := range s.Jobs {
			p.count(e, j+1)
		}
	case p.Electing == 1:
		p.maybeLead(e)
	case q == p.Leader && s.Bully:
		p.elect(e)
	case p.Leader == e.Me && p.Job != 0 && p.Worker == q:
		p.assign(e)
	}
}

func (p *Member) bid(e *sim.Env, by sim.ID, job, load uint8) {
	if by == client {
		by = e.Me
	}
	e.Mem()[int(job-1)*e.N()+int(by)] = load + 1
}

// count: when all that live have said how busy they are, the least busy does the job; of
// two, the one of lower rank.
func (p *Member) count(e *sim.Env, job uint8) {
	bids := e.Mem()[int(job-1)*e.N() : int(job)*e.N()]
	winner := sim.None
	for q := sim.ID(1); int(q) < e.N(); q++ {
		switch {
		case !p.Alive.Has(q):
		case bids[q] == 0:
			return
		case winner == sim.None || bids[q] < bids[winner]:
			winner = q
		}
	}
	e.Note(sim.EvVote, winner, job-1, uint32(job), sim.NoReason)
	if bit := uint8(1) << (job - 1); winner == e.Me && p.Did&bit == 0 {
		p.Did |= bit
		p.do(e, uint32(job))
		e.Send(client, reply, job-1, uint32(job))
	}
}

// assign gives the job to a worker, in turn; who is alone does it itself.
func (p *Member) assign(e *sim.Env) {
	workers, n := p.Alive.Without(e.Me), 0
	for q := range sim.ID(e.N()) {
		if workers.Has(q) {
			n++
		}
	}
	if n == 0 {
		p.do(e, uint32(p.Job))
		e.Send(client, reply, p.Job-1, uint32(p.Job))
		p.Job = 0
		return
	}
	turn := int(p.Job-1) % n
	for q := range sim.ID(e.N()) {
		if workers.Has(q) {
			if turn == 0 {
				p.Worker = q
			}
			turn--
		}
	}
	e.Send(p.Worker, work, p.Job-1, uint32(p.Job))
}

// elect asks all of higher rank whether one of them will lead.
func (p *Member) elect(e *sim.Env) {
	if p.Electing == 0 {
		p.Electing, p.Leader = 1, sim.None
		e.Multicast(p.higher(e), election, sim.Nothing, 0)
		p.maybeLead(e)
	}
}

func (p *Member) higher(e *sim.Env) sim.Set { return p.Alive &^ sim.All(int(e.Me)+1) }

// maybeLead: if none of higher rank is left, this member leads, and says so to all.
func (p *Member) maybeLead(e *sim.Env) {
	if p.higher(e) != 0 {
		return
	}
	p.Electing, p.Leader = 0, e.Me
	e.Note(sim.EvElect, e.Me, sim.Nothing, 0, sim.NoReason)
	e.Multicast(p.Alive.Without(e.Me).With(client), coordinator, sim.Nothing, 0)
}
