package sim

// Apply takes one step: it carries out an option that Enabled listed for the
// present state.
func (w *World) Apply(o Option) {
	if w.trace != nil {
		w.trace.Clocks = append(w.trace.Clocks, w.head.clock)
	}
	w.count.steps++
	w.cause = -1
	switch o.Kind {
	case Rest:
		w.head.over = 1
		w.count.steps--
		if w.trace != nil {
			w.trace.Clocks = w.trace.Clocks[:len(w.trace.Clocks)-1]
		}
		return
	case Wait:
		w.wait()
		return
	case CrashNow:
		w.doCrash(o.Who)
		return
	case RestartNow:
		w.doRestart(o.Who)
		return
	}
	if o.Kind == CutOff {
		w.cut(int(o.slot))
		return
	}
	settled := w.hasValue && (o.Kind == Say || o.Kind == Deliver) && w.settle(o)
	p := w.take(int(o.slot))
	if settled && w.setup.Net.LockStep {
		w.sortDue()
	}
	switch o.Kind {
	case Deliver:
		w.handle(&p, p.Msg)
	case Say:
		lie, _ := w.lie(&p, int(o.k))
		w.handle(&p, lie)
	case Drawn:
		m := p.Msg
		m.Val, m.Arg = uint8(min(o.k, 254)), uint32(o.k)
		w.handle(&p, m)
	case Mistake:
		w.mistake(&p, int(o.k))
	case Silent:
		why := SendOmission
		if w.model(p.From)&Arbitrary != 0 {
			why = Silence
		}
		w.drop(&p, why)
	case Miss:
		w.drop(&p, ReceiveOmission)
	case Alter:
		m, _ := w.forgery(&p, int(o.k))
		w.receive(&p, m, Altered)
	case Intercept:
		w.drop(&p, Intercepted)
	case Lose:
		w.head.losses++
		w.drop(&p, Loss)
	case Late:
		w.makeLate(&p)
	case Defer:
		w.head.deferred++
		w.hold(&p, Deferred)
		p.early = w.head.clock + 1
		w.add(p)
	}
	if w.setup.Net.Wired {
		w.drainWires()
	}
}

// settle decides, at the first of a multicast's copies, what a process with the
// value failure model says to all of them, and says whether there was anything to
// decide.
func (w *World) settle(o Option) bool {
	p := &w.pend[o.slot]
	if !w.speaksAlike(p) {
		return false
	}
	said := p.Msg
	if o.Kind == Say {
		said, _ = w.lie(p, int(o.k))
	}
	from, group := p.From, p.group
	for i := w.first; i < len(w.pend); i++ {
		if q := &w.pend[i]; q.From == from && q.group == group && w.speaksAlike(q) && i != int(o.slot) {
			q.Val, q.Arg = said.Val, said.Arg
			q.flags |= flagSpoken
			q.print = 0
			w.touch(i)
		}
	}
	return true
}

// handle gives a record to its process, as m.
func (w *World) handle(p *pending, m Msg) {
	switch p.class {
	case Message:
		why := NoReason
		if m.Val != p.truth || m.Arg != p.Arg {
			why = Lie
		}
		if p.flags&flagSlot != 0 && why == NoReason {
			w.drop(p, NoReason) // nothing is sent where nothing was due
			return
		}
		w.receive(p, m, why)
		return
	case Timer:
		w.cause = w.emit(Event{Kind: EvTimeout, Process: m.To, Peer: None, Msg: p.tag(), Value: m.Val, Truth: m.Val, Arg: m.Arg, Message: -1})
	case Task:
		if !w.listens(EvTask) {
			w.cause = w.unheard(EvTask)
			break
		}
		why := NoReason
		if m.Val != p.truth {
			why = Lie
		}
		w.cause = w.emit(Event{Kind: EvTask, Reason: why, Process: m.To, Peer: None, Msg: p.tag(), Value: m.Val, Truth: p.truth, Arg: m.Arg, Message: -1})
	case Notice:
		if !w.status[m.To].up {
			return
		}
		w.cause = w.emit(Event{Kind: EvNotice, Process: m.To, Peer: m.From, Msg: p.tag(), Value: Nothing, Truth: Nothing, Message: -1})
	case Drawing:
		w.cause = w.emit(Event{Kind: EvDraw, Process: m.To, Peer: None, Msg: p.tag(), Value: m.Val, Truth: m.Val, Arg: m.Arg, Message: -1})
	}
	w.enter(m.To, p.class, p.inc)
	w.procs[m.To].Deliver(&w.env, m)
}

func (w *World) receive(p *pending, m Msg, why Reason) {
	if !w.status[m.To].up {
		w.drop(p, ReceiverDown)
		return
	}
	w.cause = p.sent
	if p.flags&flagTardy != 0 && why == NoReason {
		why = TooLate
	}
	if w.listens(EvReceive) {
		w.cause = w.emit(Event{Kind: EvReceive, Reason: why, Process: m.To, Peer: m.From, Msg: p.tag(), Value: m.Val,
			Truth: p.truth, Arg: m.Arg, Message: p.sent})
	} else {
		w.cause = w.unheard(EvReceive)
	}
	w.enter(m.To, Message, p.inc)
	w.procs[m.To].Deliver(&w.env, m)
}

// drop records a message which is never received.
func (w *World) drop(p *pending, why Reason) {
	w.cause = p.sent
	peer := p.From
	if p.class == Task {
		peer = None
	}
	w.emit(Event{Kind: EvDrop, Reason: why, Process: p.To, Peer: peer, Msg: p.tag(), Value: Nothing, Truth: p.truth,
		Arg: p.Arg, Message: p.sent})
}

func (w *World) hold(p *pending, why Reason) {
	w.cause = p.sent
	w.emit(Event{Kind: EvHold, Reason: why, Process: p.To, Peer: p.From, Msg: p.tag(), Value: Nothing, Truth: p.truth,
		Arg: p.Arg, Message: p.sent})
}

// mistake: the right message comes, and the process handles another one.
func (w *World) mistake(p *pending, k int) {
	w.head.mistakes++
	as, _ := w.lie(p, k)
	w.cause = p.sent
	w.cause = w.emit(Event{Kind: EvReceive, Process: p.To, Peer: p.From, Msg: p.tag(), Value: p.Val, Truth: p.truth,
		Arg: p.Arg, Message: p.sent})
	w.cause = w.emit(Event{Kind: EvMistake, Process: p.To, Peer: p.From, Msg: p.tag(), Value: as.Val, Truth: p.Val,
		Arg: as.Arg, Message: p.sent})
	w.enter(p.To, Message, p.inc)
	w.procs[p.To].Deliver(&w.env, as)
}

// makeLate moves a message out of its window. In rounds that is as good as
// silence: its receiver has gone on without it.
func (w *World) makeLate(p *pending) {
	if w.setup.Net.LockStep {
		w.drop(p, TooLate)
		return
	}
	w.hold(p, TooLate)
	p.early, p.late = p.late+1, Forever
	p.flags |= flagTardy
	p.print = 0
	w.add(*p)
}

// cut loses a message in the crash of its sender, and on an ordered channel all
// that comes behind it.
func (w *World) cut(at int) {
	from, to := w.pend[at].From, w.pend[at].To
	p := w.take(at)
	w.drop(&p, Cut)
	if w.setup.Net.Order == Unordered {
		return
	}
	for i := w.first; i < len(w.pend); {
		q := &w.pend[i]
		if q.class == Message && q.From == from && q.To == to && q.flags&flagCut != 0 {
			p := w.take(i)
			w.drop(&p, Cut)
			i = max(i-1, w.first)
			continue
		}
		i++
	}
}

func (w *World) doCrash(p ID) {
	w.head.crashes++
	w.status[p].up = false
	w.emit(Event{Kind: EvCrash, Process: p, Peer: None, Value: Nothing, Truth: Nothing, Message: -1})
	if c := w.crash[p]; c != nil {
		c.Crash()
	} else {
		at := &w.places[p]
		copy(w.arena[at.off:at.off+words(at.size)+words(at.mem)], w.initial[at.off:])
	}
	w.discard(func(q *pending) bool { return q.class != Message && q.To == p })
	for i := w.first; i < len(w.pend); i++ {
		q := &w.pend[i]
		if q.class == Message && q.From == p && !w.setup.Apart && q.flags&flagWhole == 0 {
			q.flags |= flagCut
			q.print = 0
			w.touch(i)
		}
	}
	if !w.setup.Net.Detector {
		return
	}
	for q := ID(0); int(q) < w.setup.N; q++ {
		if q != p && w.status[q].up {
			n := pending{Msg: Msg{From: p, To: q, Val: Nothing}, class: Notice, truth: Nothing, sent: -1}
			n.early, n.late = w.window()
			w.add(n)
		}
	}
}

func (w *World) doRestart(p ID) {
	w.head.restarts++
	w.status[p].up = true
	w.status[p].inc++
	w.cause = w.emit(Event{Kind: EvRestart, Process: p, Peer: None, Value: Nothing, Truth: Nothing,
		Arg: uint32(w.status[p].inc), Message: -1})
	w.enter(p, Message, 0)
	w.procs[p].Start(&w.env)
	w.drainWires()
}

// wait moves the clock: in lock step to the next round; else to the next moment
// at which something can happen, and by one tick while something already can, so
// that every moment of arrival is possible.
func (w *World) wait() {
	if w.setup.Net.LockStep {
		w.endRound()
		return
	}
	next, latest := Forever, Forever
	for i := w.first; i < len(w.pend); i++ {
		p := &w.pend[i]
		latest = min(latest, p.late)
		if p.early <= w.head.clock {
			next = min(next, w.head.clock+1)
		} else {
			next = min(next, p.early)
		}
	}
	w.head.clock = min(next, latest)
	w.emit(Event{Kind: EvWait, Process: None, Peer: None, Value: Nothing, Truth: Nothing, Arg: uint32(w.head.clock), Message: -1})
}
