// Package orphan has what to do about computations whose client has crashed.
//
// # The problem
//
// A client calls a server and crashes. The server computes on, for nobody: its
// computation is an orphan. It costs time, holds locks, and its effects mix with
// those of the calls that the client makes when it is up again. A server may have
// called another one for it; then there is a grand-orphan too.
//
//	no-orphan-finishes  No computation that nobody wants any more takes effect.
//	innocent-live       No computation that somebody waits for is killed.
//	gone-before-work    A client that is up again calls when its orphans are gone.
//	no-lock-left        Nothing that is killed leaves its lock behind.
//	served              All clients that are up have their replies in the end.
//
// # The idea
//
// Nelson has four ways.
//
//	extermination   A client writes every call to stable storage before it makes
//	                it. When it is up again it has the servers kill what the log
//	                lists. That is two writes a call, crash or not.
//	reincarnation   Time is cut into epochs. A client that is up again announces a
//	                new one, and servers kill what belongs to an older one of it;
//	                or, where the epoch is the system's, of anybody.
//	gentle          The same announcement, but servers look for the owner of each
//	                computation first, and kill it only if no owner is found.
//	expiration      A call has a quantum of time to complete, and its server asks
//	                for another one in time. A client waits a quantum before it
//	                calls again: then all that it left behind has expired.
//
// # Where it breaks
//
// Who is not reached can't be told to kill: a partition saves orphans from the
// first three, and kills the innocent under expiration, whose owners can't be
// asked. A server that crashes and stays down passes nothing on. An epoch of the
// whole system kills what others wait for. And whatever is killed leaves its lock
// and a half-written file, unless somebody undoes it: then the next call waits.
// "Located" is the gentle way in the words that say only that owners are located,
// and nothing of killing: every orphan lives.
//
// A lease that a server grants must end within its own, and count from the moment
// when it was granted; otherwise grand-orphans outlive the quantum.
//
// # Where to find it
//
// Machine is a process, a client, a server or both. End, announced, sought
// and granted are the four ways; ledger.go says who is an orphan; table.go crashes
// machines at every point of a fixed workload.
//
// # Source
//
// B. Nelson: Remote Procedure Call. PhD thesis, CMU-CS-81-119, 1981, as told by A.
// Tanenbaum, M. van Steen: Distributed Systems, 2nd edition, 2007, section 8.3.2.
// Leases: C. Gray, D. Cheriton: Leases. SOSP 1989.
package orphan

import "faultlab/core/sim"

// The machines. The client calls the server, which calls the backend for it; the
// other client calls the backend directly.
const (
	client sim.ID = iota
	server
	backend
	other
	machines
)

// Messages, then steps of a machine's own, then timers, one of a kind for each slot.
const (
	request uint8 = iota // Arg is the call in all messages but epoch
	reply
	kill
	killed
	epoch // Val is the epoch
	locate
	found // Val is 1 if the owner waits for it
	ask
	grant // Val is the time that is left

	record // log a call, then make it
	issue
	erase
	exterminate
	number
	announce

	resume
	done
	expire = done + slots
	remind = expire + slots
	seek   = remind + slots
)

// Method is what is done about orphans. Its values are Ignore, Extermination,
// Reincarnation, Gentle, Located and Expiration.
type Method uint8

const (
	Ignore Method = iota
	Extermination
	Reincarnation
	Gentle
	Located // gentle, in words that don't say that anything is killed
	Expiration
)

// Methods are their names in documents.
var Methods = []string{"none", "extermination", "reincarnation", "gentle", "located", "expiration"}

// Orphans is what all machines know.
type Orphans struct {
	Method  Method
	System  bool  // the epoch is the system's, and not a client's
	Within  bool  // a lease that is granted ends within the lease of who grants it
	Release bool  // who kills a computation undoes it and gives its lock back
	Pass    bool  // who kills a computation has killed what that one has called
	Work    int32 // ticks of a computation at the backend
	Quantum int32 // ticks of a lease
	Delay   int32 // the longest delay of a message

	Patience uint16 // a client prolongs a call so often, and then gives it up
}

// margin is how long before the end of a lease its server asks for more: there and
// back, twice, since the one who is asked may have to ask first.
func (o *Orphans) margin() int32 { return 4*o.Delay + 2 }

// Call names a call for good: in the low byte who made it, in which of its lives,
// and the number there; in the high byte the same of the call of a server on behalf
// of it, if it is one.
type Call uint16

func one(p sim.ID, life, serial uint8) Call { return Call(uint8(p)<<5 | life<<3 | serial) }

func who(b uint8) (sim.ID, uint8) { return sim.ID(b >> 5), b >> 3 & 3 }

// Caller is who made the call, Root the client at its beginning, Of the call on
// behalf of which it was made; 0: none.
func (c Call) Caller() sim.ID {
	if c>>8 != 0 {
		return sim.ID(c >> 13)
	}
	return c.Root()
}
func (c Call) Root() sim.ID { return sim.ID(uint8(c) >> 5) }
func (c Call) Of() Call {
	if c>>8 == 0 {
		return 0
	}
	return c & 255
}

// life is the life of its caller in which it was made.
func (c Call) life() uint8 {
	if c>>8 != 0 {
		c >>= 8
	}
	return uint8(c) >> 3 & 3
}

// to is where a call goes.
func (c Call) to() sim.ID {
	if c>>8 == 0 && c.Root() == client {
		return server
	}
	return backend
}

// slots bounds the computations of a machine.
const slots = 6

// Stages of a computation.
const (
	free    uint8 = iota
	waiting       // for the lock of its file
	working
)

type slot struct {
	Call   Call
	Stage  uint8
	Inner  uint8 // the number of the call it has made itself; 0: none
	Expiry int32
}

// Machine is a process. Log, Epoch and Left are on stable storage.
type Machine struct {
	Slots  [slots]slot
	Until  int32           // it makes no call before
	Log    [slots]Call     // calls of its own that may not have ended
	Mine   Call            // the call it waits for, if it is a client
	Epoch  uint8           // of the system, as it knows
	Serial uint8           // of its calls in this life
	Known  [machines]uint8 // the latest life of each machine that it has heard of
	Left   uint16          // the clients on whose files locks are held by nobody, one bit each
	Given  uint16          // how often it has prolonged the call it waits for
}

// Crash forgets what is not on stable storage. What the machine itself was computing
// is undone when it comes up.
func (m *Machine) Crash() { *m = Machine{Log: m.Log, Epoch: m.Epoch, Left: m.Left} }

func (m *Machine) isClient(e *sim.Env) bool { return e.Me == client || e.Me == other }

// Start calls, if the machine is a client. One that was up before sees to what it
// left behind first.
func (m *Machine) Start(e *sim.Env) {
	o := e.Shared().(*Orphans)
	if e.Incarnation() == 0 {
		m.again(e)
		return
	}
	switch o.Method {
	case Extermination:
		e.Do(exterminate, sim.Nothing, 0)
	case Reincarnation, Gentle, Located:
		e.Do(number, sim.Nothing, 0)
	case Expiration:
		m.Until = e.Now() + o.Quantum + 1
		m.again(e)
	default:
		m.again(e)
	}
}

// again makes a client's call.
func (m *Machine) again(e *sim.Env) {
	if m.isClient(e) {
		m.Serial++
		m.Mine, m.Given = one(e.Me, e.Incarnation(), m.Serial), 0
		m.call(e, m.Mine)
	}
}

// call makes a call as soon as that is allowed, and known on stable storage if it has
// to be.
func (m *Machine) call(e *sim.Env, c Call) {
	switch o := e.Shared().(*Orphans); {
	case e.Now() < m.Until:
		e.After(m.Until-e.Now(), resume, sim.Nothing, uint32(c))
	case o.Method == Extermination:
		e.Do(record, sim.Nothing, uint32(c))
	default:
		e.Do(issue, sim.Nothing, uint32(c))
	}
}

// wants says whether the machine still waits for the reply to a call of its own.
func (m *Machine) wants(c Call) bool {
	return c == m.Mine || c.Of() != 0 && m.inside(c) >= 0
}

// inside is the slot of the computation that has made the call; -1: none.
func (m *Machine) inside(c Call) int {
	if at := m.at(c.Of()); at >= 0 && m.Slots[at].Inner == uint8(c>>8) {
		return at
	}
	return -1
}

// at is the slot of a call that is computed here.
func (m *Machine) at(c Call) int {
	for i := range m.Slots {
		if m.Slots[i].Stage != free && m.Slots[i].Call == c {
			return i
		}
	}
	return -1
}

// Deliver handles whatever comes.
func (m *Machine) Deliver(e *sim.Env, msg sim.Msg) {
	c := Call(msg.Arg)
	switch e.Class() {
	case sim.Task:
		m.step(e, msg.Kind, c)
		return
	case sim.Timer:
		m.timer(e, msg.Kind, c)
		return
	case sim.Message:
	default:
		return
	}
	switch msg.Kind {
	case request:
		m.asked(e, msg, c)
	case reply:
		m.answered(e, msg, c)
	case kill:
		if at := m.at(c); at >= 0 {
			m.end(e, at, sim.NoReason)
		}
		if e.Shared().(*Orphans).Method == Extermination {
			e.Send(msg.From, killed, sim.Nothing, msg.Arg)
		}
	case killed:
		m.forget(e, c)
	case epoch:
		m.announced(e, msg)
	case locate:
		yes := uint8(0)
		if m.wants(c) {
			yes = 1
		}
		e.Send(msg.From, found, yes, msg.Arg)
	case found:
		if at := m.at(c); at >= 0 {
			e.Cancel(seek + uint8(at))
			if msg.Val == 0 {
				m.sought(e, at)
			}
		}
	case ask:
		m.prolong(e, msg.From, c)
	case grant:
		if at := m.at(c); at >= 0 {
			m.granted(e, at, int32(msg.Val))
		}
	}
}

// step is a step of the machine's own.
func (m *Machine) step(e *sim.Env, kind uint8, c Call) {
	switch kind {
	case record:
		if m.wants(c) {
			e.Note(sim.EvWrite, c.to(), sim.Nothing, uint32(c), sim.NoReason)
			m.log(0, c)
			e.Do(issue, sim.Nothing, uint32(c))
		}
	case issue:
		if m.wants(c) {
			e.Send(c.to(), request, m.stamp(e, c), uint32(c))
		}
	case erase:
		e.Note(sim.EvWrite, c.to(), sim.Nothing, uint32(c), sim.Forgotten)
		m.log(c, 0)
	case exterminate: // here the argument is the next place of the log
		for at := int(c); at < slots; at++ {
			if old := m.Log[at]; old != 0 && old.life() < e.Incarnation() {
				e.Send(old.to(), kill, sim.Nothing, uint32(old))
				e.Do(exterminate, sim.Nothing, uint32(at+1))
				return
			}
		}
		m.again(e)
	case number:
		m.Epoch = (m.Epoch/uint8(machines)+1)*uint8(machines) + uint8(e.Me)
		e.Note(sim.EvWrite, sim.None, m.Epoch, 0, sim.OldEpoch)
		e.Do(announce, sim.Nothing, 0)
	case announce:
		v := e.Incarnation()
		if e.Shared().(*Orphans).System {
			v = m.Epoch
		}
		e.Note(sim.EvMulticast, sim.None, v, uint32(machines)-1, sim.NoReason)
		e.Multicast(e.Others(), epoch, v, 0)
		m.again(e)
	}
}

// log replaces an entry of the log; 0 is an empty one.
func (m *Machine) log(old, new Call) {
	for i := range m.Log {
		if m.Log[i] == old {
			m.Log[i] = new
			return
		}
	}
}

// forget erases a call from the log, if it is there.
func (m *Machine) forget(e *sim.Env, c Call) {
	for _, l := range m.Log {
		if l == c {
			e.Do(erase, sim.Nothing, uint32(c))
			return
		}
	}
}

// stamp is what a request carries beside the call.
func (m *Machine) stamp(e *sim.Env, c Call) uint8 {
	switch o := e.Shared().(*Orphans); {
	case o.Method == Reincarnation && o.System:
		return m.Epoch
	case o.Method == Expiration:
		return uint8(m.lease(e, c))
	}
	return sim.Nothing
}
