package sim

// Process is one process of a protocol: a flat struct of integers and arrays of
// them, without pointers and without padding. Its bytes lie in the world's arena
// (see Place), so a snapshot is a copy and nobody writes Clone or Equal. A
// handler is atomic: crashes fall between steps.
type Process interface {
	// Start is called when the process begins, and again when it recovers.
	Start(e *Env)
	// Deliver hands over a message, one of its own timers or tasks, a draw it
	// asked for (in Val), or the notice of a crash; see Env.Class.
	Deliver(e *Env, m Msg)
}

// Rounds is for processes of a lock-step system.
type Rounds interface {
	// EndRound is called when all messages of round r have come.
	EndRound(e *Env, r int32)
}

// Crasher is for processes with stable storage: Crash forgets what is volatile
// and keeps the rest. Without it a crash forgets all.
type Crasher interface{ Crash() }

// Liar is for protocols whose lies are not just "another value". Lies returns
// the k-th thing, from 0, that a faulty process may say instead of m; ok is
// false behind the last. The list is finite, in a fixed order, and has neither m
// itself nor silence, which are always possible.
type Liar interface {
	Lies(m Msg, k int) (lie Msg, ok bool)
}

// Speaker is for protocols in which a faulty process may speak where a correct
// one would be silent: Slots calls Env.Slot for each message that somebody could
// be told in the coming round.
type Speaker interface{ Slots(e *Env, r int32) }

// Env is what a handler may do. It is valid during the call only.
type Env struct {
	w   *World
	Me  ID
	cls Class
	inc uint8
}

// N is the number of processes that can ever exist.
func (e *Env) N() int { return e.w.setup.N }

// Class says what Deliver was called with.
func (e *Env) Class() Class { return e.cls }

// Now is the world's clock in ticks; in lock step it is the round.
func (e *Env) Now() int32 { return e.w.head.clock }

// Incarnation is 0 at first and one more after every recovery.
func (e *Env) Incarnation() uint8 { return e.w.status[e.Me].inc }

// SenderIncarnation is the incarnation in which the sender of the message at
// hand sent it.
func (e *Env) SenderIncarnation() uint8 { return e.inc }

// Shared is what the scenario gave to all processes: parameters, a tree. It never
// changes, so it is no part of a state.
func (e *Env) Shared() any { return e.w.setup.Shared }

// Others is the set of all processes but this one.
func (e *Env) Others() Set { return All(e.w.setup.N).Without(e.Me) }

// Mem is the block of memory that was asked for when the process was placed. A
// crash clears it, unless the process is a Crasher, which decides for itself.
func (e *Env) Mem() []byte { return e.w.mems[e.Me] }

// Fellow is another process as it is now. No correct process may look at it: it
// is for faulty ones, who are in league and share what they know.
func (e *Env) Fellow(p ID) Process { return e.w.procs[p] }

// Send sends a message to one process.
func (e *Env) Send(to ID, kind, val uint8, arg uint32) {
	e.w.send(Msg{e.Me, to, kind, val, arg}, 0, 0)
}

// Multicast sends the same message to several processes. On a multicast network
// it is one step that no crash can cut; otherwise each copy is on its own. A
// process with the value failure model says one thing to all of them.
func (e *Env) Multicast(to Set, kind, val uint8, arg uint32) {
	w := e.w
	flags, group := uint8(0), w.group(e.Me)
	if w.setup.Net.Multicast {
		flags = flagWhole
	}
	for p := ID(0); int(p) < w.setup.N; p++ {
		if to.Has(p) {
			w.send(Msg{e.Me, p, kind, val, arg}, flags, group)
		}
	}
}

// Slot says that a faulty sender could send this message in the coming round.
// Unless it chooses to, nothing is sent. See Speaker.
func (e *Env) Slot(to ID, kind uint8, arg uint32) { e.w.slot(Msg{e.Me, to, kind, Nothing, arg}) }

// Do asks for a step of its own, in which Deliver is called with the task: a
// crash can come before it. Use it where a crash in between is the lesson. The
// step takes no time, unless the network has a Pace.
func (e *Env) Do(kind, val uint8, arg uint32) {
	w := e.w
	p := pending{Msg: Msg{e.Me, e.Me, kind, val, arg}, class: Task, truth: val}
	p.early, p.late = w.stride()
	w.add(p)
}

// After sets a timer of at least ticks (in lock step: rounds).
func (e *Env) After(ticks int32, kind, val uint8, arg uint32) {
	w := e.w
	p := pending{Msg: Msg{e.Me, e.Me, kind, val, arg}, class: Timer, truth: val, late: Forever}
	if w.setup.Net.Timed() {
		p.early = w.head.clock + ticks
		p.late = p.early
	}
	w.add(p)
}

// Cancel withdraws this process's timers and tasks of a kind.
func (e *Env) Cancel(kind uint8) {
	e.w.discard(func(p *pending) bool {
		return (p.class == Timer || p.class == Task) && p.To == e.Me && p.Kind == kind
	})
}

// Close discards what is in flight from q to this process: it will hear nothing
// more that q sent before now.
func (e *Env) Close(q ID) {
	w := e.w
	me := e.Me
	w.closed = w.closed || w.status[q].up
	for i := w.first; i < len(w.pend); i++ {
		p := &w.pend[i]
		if p.class == Message && p.From == q && p.To == me {
			w.emit(Event{Kind: EvDrop, Reason: Closed, Process: me, Peer: q, Msg: p.tag(), Value: Nothing, Truth: p.Val,
				Arg: p.Arg, Message: p.sent})
		}
	}
	w.discard(func(p *pending) bool { return p.class == Message && p.From == q && p.To == me })
}

// Draw asks for a random quantity from 0 to n-1: at the next step, before
// anything else, Deliver is called with it as Val. Several are drawn in the order in
// which they were asked for.
func (e *Env) Draw(kind uint8, n uint32) {
	w := e.w
	w.add(pending{Msg: Msg{e.Me, e.Me, kind, 0, n}, class: Drawing, group: w.nextDraw(), early: w.head.clock, late: w.head.clock})
}

// Note emits an event of the protocol: a vote, a decision, an execution. List is
// copied; it is the span of the event, empty for none.
func (e *Env) Note(kind EventKind, peer ID, val uint8, arg uint32, why Reason, list ...uint8) {
	w := e.w
	if !w.listens(kind) {
		w.unheard(kind)
		return
	}
	ev := Event{Kind: kind, Reason: why, Process: e.Me, Peer: peer, Value: val, Truth: Nothing, Arg: arg, Message: -1}
	if w.trace != nil && len(list) > 0 {
		ev.Span = uint32(len(w.trace.Pool))
		w.trace.Pool = append(w.trace.Pool, int32(len(list)))
		for _, v := range list {
			w.trace.Pool = append(w.trace.Pool, int32(v))
		}
	}
	w.emit(ev)
}
