package orphan

import "faultlab/core/sim"

// asked begins a computation, unless the request is one of an orphan already.
func (m *Machine) asked(e *sim.Env, msg sim.Msg, c Call) {
	o := e.Shared().(*Orphans)
	lease := int32(0)
	switch {
	case o.Method == Reincarnation && o.System:
		if msg.Val < m.Epoch {
			e.Note(sim.EvDrop, msg.From, sim.Nothing, msg.Arg, sim.OldEpoch)
			return
		}
		m.adopt(e, msg.Val)
	case o.Method == Reincarnation:
		if m.outdated(c) {
			e.Note(sim.EvDrop, msg.From, sim.Nothing, msg.Arg, sim.OldEpoch)
			return
		}
	case o.Method == Expiration:
		if lease = int32(msg.Val) - o.Delay; lease <= 0 {
			e.Note(sim.EvDrop, msg.From, sim.Nothing, msg.Arg, sim.Expired)
			return
		}
	}
	for at := range m.Slots {
		s := &m.Slots[at]
		if s.Stage != free {
			continue
		}
		*s = slot{Call: c, Stage: waiting}
		if lease > 0 {
			m.granted(e, at, int32(msg.Val))
		}
		if m.locked(c) {
			e.Note(sim.EvHold, msg.From, sim.Nothing, msg.Arg, sim.NoReason)
		} else {
			m.begin(e, at)
		}
		return
	}
	e.Note(sim.EvDrop, msg.From, sim.Nothing, msg.Arg, sim.GaveUp)
}

// locked says whether the file of a call's client has a lock, held or left behind.
func (m *Machine) locked(c Call) bool {
	for i := range m.Slots {
		if s := &m.Slots[i]; s.Stage == working && s.Call.Root() == c.Root() {
			return true
		}
	}
	return m.Left>>c.Root()&1 != 0
}

// begin takes the lock and computes: the server by a call of its own, the backend by
// itself.
func (m *Machine) begin(e *sim.Env, at int) {
	s := &m.Slots[at]
	s.Stage = working
	e.Note(sim.EvLock, s.Call.Caller(), sim.Nothing, uint32(s.Call), sim.NoReason)
	if e.Me != server {
		e.After(e.Shared().(*Orphans).Work, done+uint8(at), sim.Nothing, uint32(s.Call))
		return
	}
	m.Serial++
	s.Inner = uint8(one(e.Me, e.Incarnation(), m.Serial))
	m.call(e, s.inner())
}

func (s *slot) inner() Call { return Call(s.Inner)<<8 | s.Call }

// answered takes a reply: a client has what it wanted, a server goes on.
func (m *Machine) answered(e *sim.Env, msg sim.Msg, c Call) {
	at := -1
	if c.Of() != 0 {
		at = m.inside(c)
	}
	switch o := e.Shared().(*Orphans); {
	case at >= 0:
		m.finish(e, at)
	case m.Mine != 0 && m.Mine == c:
		m.Mine = 0
		e.Note(sim.EvComplete, msg.From, sim.Nothing, msg.Arg, sim.NoReason)
	case o.Method == Reincarnation:
		e.Note(sim.EvDrop, msg.From, sim.Nothing, msg.Arg, sim.OldEpoch)
	default:
		e.Note(sim.EvDrop, msg.From, sim.Nothing, msg.Arg, sim.Unexpected)
	}
	m.forget(e, c)
}

// finish is the end of a computation: its effect, its lock, its reply.
func (m *Machine) finish(e *sim.Env, at int) {
	c := m.Slots[at].Call
	m.clear(e, at)
	e.Note(sim.EvExecute, c.Caller(), sim.Nothing, uint32(c), sim.NoReason)
	e.Note(sim.EvUnlock, c.Caller(), sim.Nothing, uint32(c), sim.NoReason)
	e.Send(c.Caller(), reply, sim.Nothing, uint32(c))
	m.wake(e, c)
}

// end kills a computation. The value of the event is 1 if a lock stays behind.
func (m *Machine) end(e *sim.Env, at int, why sim.Reason) {
	o := e.Shared().(*Orphans)
	s := m.Slots[at]
	m.clear(e, at)
	held := s.Stage == working
	left := uint8(0)
	if held && !o.Release {
		left = 1
		m.Left |= 1 << s.Call.Root()
	}
	e.Note(sim.EvKill, s.Call.Caller(), left, uint32(s.Call), why)
	if held && o.Release {
		e.Note(sim.EvUnlock, s.Call.Caller(), sim.Nothing, uint32(s.Call), sim.NoReason)
	}
	if s.Inner != 0 && o.Pass {
		e.Send(backend, kill, sim.Nothing, uint32(s.inner()))
	}
	m.wake(e, s.Call)
}

// clear makes a slot free.
func (m *Machine) clear(e *sim.Env, at int) {
	m.Slots[at] = slot{}
	for _, k := range [...]uint8{done, expire, remind, seek} {
		e.Cancel(k + uint8(at))
	}
}

// wake lets the next computation have the file.
func (m *Machine) wake(e *sim.Env, c Call) {
	for at := range m.Slots {
		if s := &m.Slots[at]; s.Stage == waiting && s.Call.Root() == c.Root() && !m.locked(s.Call) {
			m.begin(e, at)
		}
	}
}

func (m *Machine) timer(e *sim.Env, kind uint8, c Call) {
	switch {
	case kind == resume:
		if m.wants(c) {
			m.call(e, c)
		}
	case kind < expire:
		m.finish(e, int(kind-done))
	case kind < remind:
		m.end(e, int(kind-expire), sim.Expired)
	case kind < seek:
		e.Send(c.Caller(), ask, sim.Nothing, uint32(c))
	default:
		m.sought(e, int(kind-seek))
	}
}

// outdated says whether a machine that is up again stands in the chain of a call with
// an earlier life.
func (m *Machine) outdated(c Call) bool {
	for ; c != 0; c >>= 8 {
		if p, life := who(uint8(c)); life < m.Known[p] {
			return true
		}
	}
	return false
}

// announced hears of a new epoch.
func (m *Machine) announced(e *sim.Env, msg sim.Msg) {
	o := e.Shared().(*Orphans)
	switch {
	case o.Method != Reincarnation:
		for at := range m.Slots {
			if s := &m.Slots[at]; s.Stage != free {
				e.Cancel(seek + uint8(at))
				e.Send(s.Call.Caller(), locate, sim.Nothing, uint32(s.Call))
				e.After(2*o.Delay+1, seek+uint8(at), sim.Nothing, uint32(s.Call))
			}
		}
	case o.System:
		m.adopt(e, msg.Val)
	default:
		m.Known[msg.From] = max(m.Known[msg.From], msg.Val)
		for at := range m.Slots {
			if s := &m.Slots[at]; s.Stage != free && m.outdated(s.Call) {
				m.end(e, at, sim.OldEpoch)
			}
		}
	}
}

// adopt goes on to a later epoch of the system: all that was begun before is void, and
// a client that waits calls again.
func (m *Machine) adopt(e *sim.Env, v uint8) {
	if v <= m.Epoch {
		return
	}
	m.Epoch = v
	e.Note(sim.EvWrite, sim.None, v, 0, sim.OldEpoch)
	var old [slots]Call
	for at := range m.Slots {
		if m.Slots[at].Stage != free {
			old[at] = m.Slots[at].Call
		}
	}
	for at, c := range old { // what one kill wakes is as old as the rest
		if c != 0 {
			m.end(e, at, sim.OldEpoch)
		}
	}
	if m.Mine != 0 {
		e.Note(sim.EvReport, m.Mine.to(), sim.Nothing, uint32(m.Mine), sim.OldEpoch)
		e.Cancel(issue)
		m.again(e)
	}
}

// sought is the end of a search for an owner in vain.
func (m *Machine) sought(e *sim.Env, at int) {
	if e.Shared().(*Orphans).Method == Gentle {
		m.end(e, at, sim.OwnerNotFound)
	}
}

// prolong grants more time to a call of the machine's own, unless it has lost patience.
func (m *Machine) prolong(e *sim.Env, to sim.ID, c Call) {
	switch {
	case !m.wants(c):
	case c != m.Mine || m.Given < e.Shared().(*Orphans).Patience:
		if c == m.Mine {
			m.Given++
		}
		e.Send(to, grant, uint8(m.lease(e, c)), uint32(c))
	default:
		m.Mine = 0
		e.Note(sim.EvReport, to, sim.Nothing, uint32(c), sim.GaveUp)
	}
}

// lease is how long a call may go on from now: a quantum, and if the call is made for
// another one no longer than that one may.
func (m *Machine) lease(e *sim.Env, c Call) int32 {
	o := e.Shared().(*Orphans)
	if at := m.inside(c); c.Of() != 0 && at >= 0 && o.Within {
		return min(o.Quantum, max(m.Slots[at].Expiry-e.Now(), 0))
	}
	return o.Quantum
}

// granted prolongs a computation. The time counts from when it was granted, which was
// at most the longest delay ago; or, where grants need not end within those of who
// grants them, carelessly from now.
func (m *Machine) granted(e *sim.Env, at int, left int32) {
	o := e.Shared().(*Orphans)
	if o.Within {
		left -= o.Delay
	}
	s := &m.Slots[at]
	now := e.Now()
	if s.Expiry >= now+left {
		left = s.Expiry - now
	}
	s.Expiry = now + left
	e.Cancel(expire + uint8(at))
	e.Cancel(remind + uint8(at))
	if left <= 0 {
		left = 0
	}
	e.After(left, expire+uint8(at), sim.Nothing, uint32(s.Call))
	if wait := left - o.margin(); wait > 0 {
		e.After(wait, remind+uint8(at), sim.Nothing, uint32(s.Call))
	} else if left > 2*o.Delay {
		e.Send(s.Call.Caller(), ask, sim.Nothing, uint32(s.Call))
	}
}
