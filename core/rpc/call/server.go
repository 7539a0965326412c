package call

import "faultlab/core/sim"

// Entry is a record of a request.
type Entry struct {
	Who, Life, Number, Try uint8
	State                  uint8
	Result                 uint8
}

// States of an entry.
const (
	free     uint8 = iota
	begun          // it may have been executed, or not
	executed       // and Result is the result
)

// Server executes what it is asked for. Its disk has the account, or the printer its
// paper; and the entries, if they are on disk.
type Server struct {
	Busy    uint32 // requests between two steps of their execution, one bit each
	Entries [MaxRetention]Entry
	Visible uint8 // what its operations have come to; see results
	_       [3]uint8
}

// Start registers with the locator, and tells the clients that it is up again.
func (s *Server) Start(e *sim.Env) {
	c := e.Shared().(*Call)
	life := uint32(e.Incarnation()) << serverAt
	if c.Locator != sim.None {
		e.Send(c.Locator, register, sim.Nothing, life)
	}
	if c.Recovery && life != 0 {
		for p := range sim.ID(e.N()) {
			if c.clients(e.N()).Has(p) {
				e.Send(p, recovered, sim.Nothing, life)
			}
		}
	}
}

// Deliver takes a request, and does the rest in steps of its own, so that a crash can
// fall between any two of them.
func (s *Server) Deliver(e *sim.Env, m sim.Msg) {
	c := e.Shared().(*Call)
	switch m.Kind {
	case request:
		s.take(e, c, m)
	case work:
		s.work(e, c, m.Arg)
	case act:
		s.execute(e, c, m.Arg)
		s.find(c, m.Arg).finish(s.Visible)
		s.done(e, c, m.Arg, s.Visible)
	case keep:
		s.record(e, c, m.Arg).finish(m.Val)
		s.done(e, c, m.Arg, m.Val)
	case respond:
		kind := reply
		if m.Val == sim.Nothing {
			kind = unknown
		}
		e.Send(sim.ID(get(m.Arg, whoAt)), kind, m.Val, m.Arg)
	}
}

// take refuses what is meant for somebody else.
func (s *Server) take(e *sim.Env, c *Call, m sim.Msg) {
	switch {
	case get(m.Arg, otherAt) != 0:
		e.Note(sim.EvDrop, m.From, sim.Nothing, callOf(m.Arg), sim.WrongVersion)
		e.Send(m.From, refusal, otherVersion, m.Arg)
	case c.Bound && get(m.Arg, serverAt) != e.Incarnation():
		e.Note(sim.EvDrop, m.From, sim.Nothing, callOf(m.Arg), sim.OldIncarnation)
		e.Send(m.From, refusal, otherLife, m.Arg&^(field<<serverAt)|uint32(e.Incarnation())<<serverAt)
	default:
		e.Do(work, sim.Nothing, m.Arg)
	}
}

// work executes a request, unless it recognizes it.
func (s *Server) work(e *sim.Env, c *Call, arg uint32) {
	if !c.filters() {
		s.execute(e, c, arg)
		e.Do(respond, s.Visible, arg)
		return
	}
	known := s.find(c, arg)
	if known != nil || s.Busy>>c.bit(arg)&1 != 0 {
		e.Note(sim.EvDrop, sim.ID(get(arg, whoAt)), sim.Nothing, callOf(arg), sim.Duplicate)
		if c.Policy != Replies || s.Busy>>c.bit(arg)&1 != 0 {
			return // nothing more; or its reply is about to come
		}
		if known.State == begun {
			e.Do(respond, sim.Nothing, arg)
			return
		}
		e.Do(respond, known.Result, arg)
		return
	}
	switch c.Record {
	case Before:
		s.Busy |= 1 << c.bit(arg)
		s.record(e, c, arg)
		e.Do(act, sim.Nothing, arg)
	case After:
		s.Busy |= 1 << c.bit(arg)
		s.execute(e, c, arg)
		e.Do(keep, s.Visible, arg)
	default:
		s.execute(e, c, arg)
		s.record(e, c, arg).finish(s.Visible)
		e.Do(respond, s.Visible, arg)
	}
}

func (s *Server) done(e *sim.Env, c *Call, arg uint32, result uint8) {
	s.Busy &^= 1 << c.bit(arg)
	e.Do(respond, result, arg)
}

// execute does what is asked for: its effect is for all to see, and no crash undoes it.
func (s *Server) execute(e *sim.Env, c *Call, arg uint32) {
	switch c.Operation {
	case Print:
		s.Visible = min(s.Visible+1, manyPages)
	case Withdraw:
		s.Visible = min(s.Visible+1, empty)
	case Set:
		s.Visible = full + 1
	}
	e.Note(sim.EvExecute, sim.ID(get(arg, whoAt)), s.Visible, callOf(arg), sim.NoReason)
}

// key is what the server recognizes a request by.
func (c *Call) key(arg uint32) (k Entry) {
	k.Number = get(arg, numberAt)
	if c.Identity >= ByClient {
		k.Who = get(arg, whoAt)
	}
	if c.Identity == ByIncarnation {
		k.Life = get(arg, lifeAt)
	}
	if c.Identity == ByMessage {
		k.Who, k.Life, k.Try = get(arg, whoAt), get(arg, lifeAt), get(arg, tryAt)+1
	}
	return k
}

// bit is the place of a request in Busy. Attempts that have numbers of their own are
// recognized by nothing.
func (c *Call) bit(arg uint32) int {
	k := c.key(arg)
	if k.Try > 0 {
		return 32
	}
	return int(Number(sim.ID(k.Who), k.Life, k.Number)) - 1
}

// find looks for the entry of a request; nil: there is none.
func (s *Server) find(c *Call, arg uint32) *Entry {
	k := c.key(arg)
	for i := range s.Entries {
		x := s.Entries[i]
		x.State, x.Result = 0, 0
		if s.Entries[i].State != free && x == k {
			return &s.Entries[i]
		}
	}
	return nil
}

// record enters a request. The oldest entry goes if there is no room.
func (s *Server) record(e *sim.Env, c *Call, arg uint32) *Entry {
	n := 0
	for n < len(s.Entries) && s.Entries[n].State != free {
		n++
	}
	if n >= int(c.Retention) {
		old := &s.Entries[0]
		e.Note(sim.EvDrop, sim.ID(old.Who), sim.Nothing, Number(sim.ID(old.Who), old.Life, old.Number), sim.Forgotten)
		copy(s.Entries[:], s.Entries[1:])
		n--
		s.Entries[n] = Entry{}
	}
	s.Entries[n] = c.key(arg)
	s.Entries[n].State = begun
	if c.Record != InMemory {
		e.Note(sim.EvWrite, sim.ID(get(arg, whoAt)), sim.Nothing, callOf(arg), sim.NoReason)
	}
	return &s.Entries[n]
}

// finish enters the result.
func (x *Entry) finish(result uint8) {
	if x != nil {
		x.State, x.Result = executed, result
	}
}
