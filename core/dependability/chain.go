package dependability

import "faultlab/core/sim"

// A program writes a word to a memory, reads it twice, and begins again with the other
// word. The memory keeps one copy of the word, or three. Sooner or later a fault strikes
// the first copy, or none does.

const (
	program sim.ID = iota
	memory
)

// Messages, the draw of when the fault strikes, and timers.
const (
	write uint8 = iota
	read
	word
	complain
	strike
	tick // the program goes on
	hit  // the fault strikes
	ease // it goes away for a while
	mended
)

// Times of the chain, in ticks: between two steps of the program, and how long an
// intermittent fault lasts and stays away.
const (
	pace    = 3
	lasts   = 4
	away    = 5
	written = 4 // how many words the program writes
)

// FaultKind is how a fault comes and goes. Its values are Transient, Intermittent and
// Permanent.
type FaultKind uint8

const (
	Transient    FaultKind = iota // strikes once: what was stored is turned around
	Intermittent                  // comes and goes
	Permanent                     // stays until it is repaired
)

// Guard is what the memory does about errors. Its values are Bare, Check and Copies.
type Guard uint8

const (
	Bare   Guard = iota
	Check        // a check bit shows that the word is wrong: the memory says so
	Copies       // three copies vote
)

// Chain is what both sides know.
type Chain struct {
	Kind   FaultKind
	Guard  Guard
	Repair int32 // ticks from a complaint to the repair; 0: nobody repairs
	Last   int32 // the fault strikes at one of the ticks up to here
}

// Program writes and reads.
type Program struct {
	Step uint8 // how far it is: a write and two reads for each word
	Want uint8
}

// Start begins to write.
func (p *Program) Start(e *sim.Env) { e.After(1, tick, sim.Nothing, 0) }

// Deliver goes on, or checks what it has read.
func (p *Program) Deliver(e *sim.Env, m sim.Msg) {
	switch {
	case m.Kind == tick && p.Step < 3*written:
		if p.Step%3 == 0 {
			p.Want ^= 1
			e.Send(memory, write, p.Want, 0)
		} else {
			e.Send(memory, read, sim.Nothing, 0)
		}
		p.Step++
		e.After(pace, tick, sim.Nothing, 0)
	case m.Kind == word && m.Val == p.Want:
		e.Note(sim.EvComplete, memory, m.Val, 0, sim.NoReason)
	case m.Kind == word:
		why := sim.NoReason
		if m.Val == sim.Nothing {
			why = sim.Missing
		}
		e.Note(sim.EvFailure, memory, m.Val, uint32(p.Want), why)
		if e.Shared().(*Chain).Repair > 0 {
			e.Send(memory, complain, sim.Nothing, 0)
		}
	}
}

// Memory keeps a word.
type Memory struct {
	Stored uint8 // what the first copy holds
	True   uint8 // what was written last; the other copies hold it
	Active uint8 // 1: the first copy reads turned around
	Wrong  uint8 // 1: it has been said that there is an error
	Called uint8 // 1: a repair is under way
}

// Start learns when the fault strikes: at tick 0, which is never, or later.
func (m *Memory) Start(e *sim.Env) {
	e.Draw(strike, uint32(e.Shared().(*Chain).Last)+1)
}

func (m *Memory) first() uint8 { return m.Stored ^ m.Active }

// Deliver stores, tells, breaks and is repaired.
func (m *Memory) Deliver(e *sim.Env, msg sim.Msg) {
	c := e.Shared().(*Chain)
	switch msg.Kind {
	case strike:
		if msg.Arg > 0 {
			e.After(int32(msg.Arg), hit, sim.Nothing, 0)
		}
		return
	case hit:
		e.Note(sim.EvFault, sim.None, sim.Nothing, uint32(c.Kind), sim.NoReason)
		if c.Kind == Transient {
			m.Stored ^= 1
		} else {
			m.Active = 1
		}
		if c.Kind == Intermittent {
			e.After(lasts, ease, sim.Nothing, 0)
		}
	case ease:
		m.Active = 0
		if e.Now() < 3*pace*written {
			e.After(away, hit, sim.Nothing, 0)
		}
	case mended:
		m.Stored, m.Active, m.Called = m.True, 0, 0
		e.Cancel(hit)
		e.Cancel(ease)
		e.Note(sim.EvRepair, sim.None, sim.Nothing, 0, sim.NoReason)
	case complain:
		if m.Called == 0 {
			m.Called = 1
			e.After(c.Repair, mended, sim.Nothing, 0)
		}
		return
	case write:
		m.Stored, m.True = msg.Val, msg.Val
		e.Note(sim.EvWrite, msg.From, msg.Val, 0, sim.NoReason)
	case read:
		m.tell(e, c)
		return
	}
	if now := m.first() ^ m.True; now != m.Wrong {
		m.Wrong = now
		if now == 1 {
			e.Note(sim.EvError, sim.None, m.first(), uint32(m.True), sim.NoReason)
		} else if msg.Kind != mended {
			e.Note(sim.EvError, sim.None, m.first(), uint32(m.True), sim.Forgotten)
		}
	}
}

// tell answers a read.
func (m *Memory) tell(e *sim.Env, c *Chain) {
	said := m.first()
	switch {
	case c.Guard == Check && said != m.True:
		e.Note(sim.EvVote, sim.None, sim.Nothing, 0, sim.Undefined, said)
		said = sim.Nothing
	case c.Guard == Copies:
		e.Note(sim.EvVote, sim.None, m.True, 0, sim.Majority, said, m.True, m.True)
		said = m.True
	}
	e.Send(program, word, said, 0)
}
