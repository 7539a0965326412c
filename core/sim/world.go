package sim

import (
	"errors"
	"unsafe"
)

// pending is one thing that will happen or be lost: everything in flight is one
// kind of record, in one list, in order of sending. It is five machine words, of
// which a packed state keeps the first two, and the third where there is time.
type pending struct {
	Msg
	class Class
	flags uint8
	inc   uint8  // incarnation of the sender when it was sent
	truth uint8  // the value that the sender's protocol said
	group uint16 // copies to which a value fault says the same share it; of a draw: its turn
	_     [2]uint8
	early int32  // enabled from this time on
	late  int32  // the clock doesn't pass it; Forever: any time
	print uint64 // its part of a fingerprint, but for its time and place; 0: not known
	sent  int32  // the event that sent it; no influence on the future
	_     int32
}

const (
	flagCut    uint8 = 1 << iota // its sender crashed: it may be lost with it
	flagSpoken                   // a value fault has been decided for its group
	flagSlot                     // a message that a correct process would not send
	flagTardy                    // made late by a timing fault
	flagAsleep                   // a search need not deliver it now; see World.Sleep
	flagWhole                    // a copy of a multicast that no crash can cut
)

func (p *pending) tag() uint8 { return p.Kind | uint8(p.class)<<6 }

// header is the part of a world's state which belongs to no process: two machine
// words.
type header struct {
	clock    int32
	crashes  uint8
	restarts uint8
	losses   uint8
	deferred uint8
	mistakes uint8
	over     uint8  // 1: at rest; 2: all rounds are over
	urgent   uint16 // tasks and draws in flight
	full     uint8
	_        uint8
	draws    uint16 // in flight, of the urgent ones
}

// counted are numbers which nothing in the future depends on.
type counted struct {
	steps  int32
	events int32
}

// status is what the world knows of a process.
type status struct {
	up   bool
	inc  uint8
	made bool // has ever started
	_    uint8
}

// World is one state of a scenario and the means to advance it. It does no I/O,
// has no clock of its own and starts no goroutine. One goroutine uses it.
type World struct {
	setup   *Setup
	head    *header
	count   *counted
	status  []status
	procs   []Process
	rounds  []Rounds
	crash   []Crasher
	liars   []Liar
	speak   []Speaker
	mems    [][]byte
	initial []uint64 // what a crash returns a process to
	places  []place

	arena  []uint64
	hashed int // words of the arena that a fingerprint reads, from its start
	claims []monitor

	pend  []pending
	first int // pend[first:] is in flight

	seen  []Set    // of Enabled: which links or receivers have their oldest message behind them
	ranks []uint16 // of Fingerprint: how many messages of each link have been met

	tally   *Tally    // of a search; nil: nobody counts
	marked  []uint64  // of a search: the state that Mark keeps
	mark    []pending // and what is in flight in it
	touched int       // in front of this place nothing in flight has changed since

	broken uint64 // of a search: claims that have been violated since it last asked
	closed bool   // and whether the channel from a living process has been closed
	begun  uint64 // how much has ever been put in flight, for self-checks

	watched  uint64
	trace    *Trace
	scratch  Event
	env      Env
	cause    int32
	hasValue bool // somebody has the value failure model
	timed    bool // the clock counts: Network.Timed
	faulty   Set
	meddlers Set   // faulty ones that can do more than crash
	leaky    []Set // by sender: to whom its link fails; nil: none does
	tapped   []Set // and to whom it can alter what is said
}

type place struct {
	off, size, mem uintptr
	bind           func(p unsafe.Pointer) Process
	init           func(p unsafe.Pointer)
}

type monitor struct {
	def    *Claim
	status *Status
	mem    Memory
}

// Builder collects the processes of a world that is being made.
type Builder struct{ places []place }

// Place adds the next process, in order of ids. Its state begins as init, and a
// crash returns it to that; mem is the size in bytes of its block of memory (see
// Env.Mem). The state's bytes lie in the world's arena.
func Place[S any, P interface {
	*S
	Process
}](b *Builder, init S, mem int) {
	b.places = append(b.places, place{
		size: unsafe.Sizeof(init),
		mem:  uintptr(mem),
		bind: func(p unsafe.Pointer) Process { return P((*S)(p)) },
		init: func(p unsafe.Pointer) { *(*S)(p) = init },
	})
}

// ErrPending is the error of a world in which more is in flight than its
// capacity says.
var ErrPending = errors.New("sim: capacity: more messages, timers and tasks in flight than Setup.Pending allows")

const (
	defaultPending = 256
	maxPending     = 1<<16 - 1 // an option names its record by 16 bits
)

// New makes a world in front of its first step. It panics if the setup breaks
// its own rules: documents are checked before they come here.
func New(s *Setup) *World {
	if s.N < 1 || s.N > MaxProcesses {
		panic("sim: the number of processes must be 1 to 64")
	}
	w := &World{setup: s, timed: s.Net.Timed()}
	var b Builder
	s.Build(&b)
	if len(b.places) != s.N {
		panic("sim: Setup.Build must place exactly Setup.N processes")
	}
	w.places = b.places
	w.layOut()
	n := s.Pending
	if n == 0 {
		n = defaultPending
	}
	w.pend = make([]pending, 0, min(n, maxPending))
	for i, m := range s.Models {
		if m != 0 {
			w.faulty = w.faulty.With(ID(i))
		}
		if m&^Crash != 0 {
			w.meddlers = w.meddlers.With(ID(i))
		}
		w.hasValue = w.hasValue || m&Value != 0
	}
	w.layLinks()
	w.env.w = w
	w.Reset(nil)
	return w
}

func words(bytes uintptr) uintptr { return (bytes + 7) / 8 }

// layOut fixes the place of everything in the arena: header, statuses of the
// processes, their states and memory, the claims' statuses and histories, and
// behind all that counts in a fingerprint the claims' witnesses.
func (w *World) layOut() {
	n := w.setup.N
	at := words(unsafe.Sizeof(header{}))
	statusAt := at
	at += words(uintptr(n) * unsafe.Sizeof(status{}))
	for i := range w.places {
		w.places[i].off = at
		at += words(w.places[i].size) + words(w.places[i].mem)
	}
	claimsAt := at
	at += words(uintptr(len(w.setup.Claims)))
	historyAt := at
	for i := range w.setup.Claims {
		at += words(uintptr(w.setup.Claims[i].Size))
	}
	w.hashed = int(at)
	countAt := at
	at++
	witnessAt := at
	for i := range w.setup.Claims {
		at += words(unsafe.Sizeof(witness{})) + words(4*uintptr(w.setup.Claims[i].keys()))
	}

	w.arena = make([]uint64, at)
	w.initial = make([]uint64, at)
	base := func(off uintptr) unsafe.Pointer { return unsafe.Pointer(&w.arena[off]) }
	w.head = (*header)(base(0))
	w.count = (*counted)(base(countAt))
	w.status = unsafe.Slice((*status)(base(statusAt)), n)
	w.seen, w.ranks = make([]Set, n), make([]uint16, n*n)
	w.procs, w.mems = make([]Process, n), make([][]byte, n)
	w.rounds, w.crash = make([]Rounds, n), make([]Crasher, n)
	w.liars, w.speak = make([]Liar, n), make([]Speaker, n)
	for i := range w.places {
		p := &w.places[i]
		if p.size > 0 {
			w.procs[i] = p.bind(base(p.off))
			p.init(unsafe.Pointer(&w.initial[p.off]))
		} else {
			w.procs[i] = p.bind(unsafe.Pointer(w))
		}
		w.rounds[i], _ = w.procs[i].(Rounds)
		w.crash[i], _ = w.procs[i].(Crasher)
		w.liars[i], _ = w.procs[i].(Liar)
		w.speak[i], _ = w.procs[i].(Speaker)
		if p.mem > 0 {
			w.mems[i] = unsafe.Slice((*byte)(base(p.off+words(p.size))), p.mem)
		}
	}
	for i := range w.setup.Claims {
		c := &w.setup.Claims[i]
		m := monitor{def: c}
		m.status = (*Status)(unsafe.Add(base(claimsAt), i))
		if c.Size > 0 {
			m.mem.History = unsafe.Slice((*byte)(base(historyAt)), c.Size)
			historyAt += words(uintptr(c.Size))
		}
		m.mem.witness = (*witness)(base(witnessAt))
		witnessAt += words(unsafe.Sizeof(witness{}))
		m.mem.kept = unsafe.Slice((*int32)(base(witnessAt)), c.keys())
		witnessAt += words(4 * uintptr(c.keys()))
		w.claims = append(w.claims, m)
		w.watched |= c.Watch
	}
}

// Reset puts the world in front of its first step and lets every process that
// takes part start. Events go to t, which may be nil; t is emptied first.
func (w *World) Reset(t *Trace) {
	copy(w.arena, w.initial)
	w.pend, w.first, w.touched = w.pend[:0], 0, 0
	w.broken, w.closed = 0, false
	w.trace = t
	if t != nil {
		t.Reset()
	}
	w.cause = -1
	for i := range w.claims {
		*w.claims[i].status = w.claims[i].def.Begin
		if t != nil {
			t.Verdicts = append(t.Verdicts, Verdict{Claim: i, Step: -1, Event: -1, Status: w.claims[i].def.Begin})
		}
	}
	for p := ID(0); int(p) < w.setup.N; p++ {
		if !w.setup.Outside.Has(p) {
			w.status[p].up, w.status[p].made = true, true
			w.start(p)
		}
	}
	if w.setup.Net.LockStep {
		w.beginRound()
	}
}

func (w *World) start(p ID) {
	w.cause = -1
	w.cause = w.emit(Event{Kind: EvStart, Process: p, Peer: None, Value: Nothing, Truth: Nothing, Message: -1})
	w.enter(p, Message, 0)
	w.procs[p].Start(&w.env)
	w.drainWires()
}

func (w *World) enter(p ID, c Class, inc uint8) { w.env.Me, w.env.cls, w.env.inc = p, c, inc }

// listens says whether anybody wants to know of events of a kind. Where it is
// asked first, a search does not even make the event.
func (w *World) listens(k EventKind) bool { return w.trace != nil || w.watched>>k&1 != 0 }

// unheard counts an event that nobody listens for, and returns its number.
func (w *World) unheard(k EventKind) int32 {
	at := w.count.events
	w.count.events++
	if w.tally != nil {
		w.tally[k]++
	}
	return at
}

// emit numbers an event, gives it to the sinks, and returns its number.
func (w *World) emit(e Event) int32 {
	at := w.count.events
	w.count.events++
	if w.tally != nil {
		w.tally[e.Kind]++
	}
	if w.trace == nil && w.watched>>e.Kind&1 == 0 {
		return at
	}
	e.Time, e.Step, e.Cause = w.head.clock, w.count.steps-1, w.cause
	if w.faulty.Has(e.Process) {
		e.Flags |= FlagFaulty
	}
	if e.Kind == EvSend {
		e.Message = at
	}
	if w.trace != nil {
		w.trace.Events = append(w.trace.Events, e)
	}
	if w.watched>>e.Kind&1 != 0 {
		w.scratch = e
		w.observe(at)
	}
	return at
}

func (w *World) observe(at int32) {
	for i := range w.claims {
		m := &w.claims[i]
		if m.def.Watch>>w.scratch.Kind&1 == 0 || *m.status == Violated {
			continue
		}
		m.mem.now = at
		if s := m.def.Observe(&m.mem, &w.scratch); s != *m.status {
			w.turn(i, s, at)
		}
	}
}

func (w *World) turn(claim int, s Status, at int32) {
	*w.claims[claim].status = s
	if s == Violated {
		// What it remembered has no more influence, so it must not tell states apart.
		clear(w.claims[claim].mem.History)
		w.broken |= 1 << claim
	}
	if w.trace != nil {
		w.trace.Verdicts = append(w.trace.Verdicts, Verdict{claim, w.count.steps - 1, at, s})
	}
}

// Finish judges the end of a run: at a quiescent end every claim says its last
// word; a run that was stopped leaves what is not violated unknown.
func (w *World) Finish(quiescent bool) {
	for i := range w.claims {
		m := &w.claims[i]
		s := *m.status
		switch {
		case s == Violated:
		case !quiescent:
			s = Unknown
		case m.def.Finish != nil:
			m.mem.now = -1
			s = m.def.Finish(&m.mem)
		case s == HoldsSoFar:
			s = Holds
		}
		if s != *m.status {
			w.turn(i, s, -1)
		}
	}
}

// Status says how claim i stands, and who and which events show it if it is
// violated. An event of -1 is none.
func (w *World) Status(i int) (s Status, who Set, events [2]int32) {
	m := &w.claims[i]
	if *m.status != Violated {
		return *m.status, 0, [2]int32{-1, -1}
	}
	return Violated, m.mem.witness.who, m.mem.witness.events
}

// Broken says which claims have turned to Violated since the last call, one bit
// each. It is for a search, which keeps no trace.
func (w *World) Broken() (claims uint64) {
	claims, w.broken = w.broken, 0
	return claims
}

// Closed says whether a process has closed the channel from another one that is up
// since the last call. Whether that was before or behind what the other one sends makes
// a difference.
func (w *World) Closed() (living bool) {
	living, w.closed = w.closed, false
	return living
}

// Begun is how much has been put in flight since the world was made: messages, timers,
// tasks, draws and notices. It is no part of a state.
func (w *World) Begun() uint64 { return w.begun }

// Standing says how claim i stands, without a witness.
func (w *World) Standing(i int) Status { return *w.claims[i].status }

// Setup is what the world was made of.
func (w *World) Setup() *Setup { return w.setup }

// Steps is the number of steps applied, Clock the world's time, Events the
// number of events so far.
func (w *World) Steps() int32  { return w.count.steps }
func (w *World) Clock() int32  { return w.head.clock }
func (w *World) Events() int32 { return w.count.events }

// Pending is the number of messages, timers, tasks and notices in flight.
func (w *World) Pending() int { return len(w.pend) - w.first }

// Up says whether a process takes part and has not crashed.
func (w *World) Up(p ID) bool { return w.status[p].up }

// Count makes the world count events in t from now on; nil: no longer.
func (w *World) Count(t *Tally) { w.tally = t }

// Process returns a process for inspection, in tests and digests.
func (w *World) Process(p ID) Process { return w.procs[p] }

// Err is a named error when a capacity has overflowed: such a run is not to be
// trusted from there on, and it is over.
func (w *World) Err() error {
	if w.head.full != 0 {
		return ErrPending
	}
	return nil
}
