package sim

import (
	"cmp"
	"slices"
)

// send puts a message in flight, with the window which the network gives it.
func (w *World) send(m Msg, flags uint8, group uint16) {
	if int(m.To) >= w.setup.N {
		panic("sim: a message to a process that does not exist")
	}
	p := pending{Msg: m, class: Message, flags: flags, inc: w.status[m.From].inc, group: group, truth: m.Val}
	p.early, p.late = w.window()
	if w.listens(EvSend) {
		p.sent = w.emit(Event{Kind: EvSend, Process: m.From, Peer: m.To, Msg: p.tag(), Value: m.Val, Truth: m.Val, Arg: m.Arg})
	} else {
		p.sent = w.unheard(EvSend)
	}
	w.add(p)
}

// group names the next multicast of a process that by a value fault says the same to
// all: with the least number that none has of which this is not decided yet. So the
// name follows from what is in flight, and from nothing that a fingerprint leaves out.
func (w *World) group(from ID) uint16 {
	if w.model(from)&(Value|Arbitrary) != Value {
		return 0
	}
	name := uint16(1)
	for w.named(from, name) {
		name++
	}
	return name
}

func (w *World) named(from ID, name uint16) bool {
	for i := w.first; i < len(w.pend); i++ {
		if p := &w.pend[i]; p.From == from && p.group == name && w.speaksAlike(p) {
			return true
		}
	}
	return false
}

// nextDraw is when the next draw comes: behind all that are in flight. Their order decides
// what is next, so it is part of a state.
func (w *World) nextDraw() (last uint16) {
	for i := w.first; w.head.draws > 0 && i < len(w.pend); i++ {
		if p := &w.pend[i]; p.class == Drawing {
			last = max(last, p.group)
		}
	}
	return last + 1
}

// slot puts in flight a message that a correct process would not send; unless
// its sender chooses to say something it comes to nothing.
func (w *World) slot(m Msg) {
	for i := w.first; i < len(w.pend); i++ {
		if q := &w.pend[i]; q.From == m.From && q.To == m.To && q.Kind == m.Kind && q.Arg == m.Arg && q.class == Message {
			return // the protocol itself says something here
		}
	}
	p := pending{Msg: m, class: Message, inc: w.status[m.From].inc, flags: flagSlot, truth: Nothing, sent: -1}
	p.early, p.late = w.window()
	w.add(p)
}

func (w *World) window() (early, late int32) {
	net, now := &w.setup.Net, w.head.clock
	switch {
	case net.Wired:
		return now, now
	case net.LockStep && net.Bounded:
		return now + 1, now + 1
	case net.LockStep:
		return now + 1, Forever
	case net.Bounded:
		return now + net.MinDelay, now + net.MaxDelay
	case w.timed:
		return now + 1, Forever
	}
	return 0, Forever
}

// stride is the window of a process's own next step.
func (w *World) stride() (early, late int32) {
	net, now := &w.setup.Net, w.head.clock
	switch {
	case net.Pace == 0 || net.LockStep:
		return now, now
	case !w.timed:
		return 0, Forever
	case net.Pace == Forever:
		return now + 1, Forever
	}
	return now + 1, now + net.Pace
}

func (w *World) add(p pending) {
	if len(w.pend) == cap(w.pend) {
		if w.first == 0 {
			w.head.full = 1
			return
		}
		n := copy(w.pend, w.pend[w.first:])
		w.pend, w.first = w.pend[:n], 0
		w.touched = 0
	}
	w.weigh(&p, 1)
	w.begun++
	w.pend = append(w.pend, p)
}

// weigh counts a record that comes, or with -1 one that goes, if it is urgent.
func (w *World) weigh(p *pending, by uint16) {
	if p.class == Task || p.class == Drawing {
		w.head.urgent += by
	}
	if p.class == Drawing {
		w.head.draws += by
	}
}

// take removes a record from the list, whose order is the order of sending.
func (w *World) take(i int) pending {
	p := w.pend[i]
	w.weigh(&p, ^uint16(0))
	if i == w.first {
		w.first++
	} else {
		w.pend = append(w.pend[:i], w.pend[i+1:]...)
		w.touch(i)
	}
	if w.first == len(w.pend) {
		w.pend, w.first = w.pend[:0], 0
		w.touched = 0
	}
	return p
}

// touch notes that something in flight has changed or moved; see World.Back.
func (w *World) touch(i int) { w.touched = min(w.touched, i) }

func (w *World) discard(gone func(p *pending) bool) {
	kept := w.first
	w.touched = 0
	for i := w.first; i < len(w.pend); i++ {
		if p := &w.pend[i]; gone(p) {
			w.weigh(p, ^uint16(0))
		} else {
			w.pend[kept] = *p
			kept++
		}
	}
	w.pend = w.pend[:kept]
}

// drainWires hands over what was sent in a circuit: it is there at once, within
// the step.
func (w *World) drainWires() {
	if !w.setup.Net.Wired {
		return
	}
	for i := w.first; i < len(w.pend); {
		if w.pend[i].class != Message {
			i++
			continue
		}
		p := w.take(i)
		w.receive(&p, p.Msg, NoReason)
		i = w.first
	}
}

// beginRound starts the next round of a lock-step system and puts what is due in
// it in its canonical order: what correct processes say first, what faulty ones
// say last, each by sender, receiver and message. A faulty process thus knows
// what the correct ones said: a rushing adversary.
func (w *World) beginRound() {
	w.head.clock++
	for p := ID(0); int(p) < w.setup.N; p++ {
		if s := w.speak[p]; s != nil && w.status[p].up && w.model(p)&Arbitrary != 0 {
			w.head.clock--
			w.enter(p, Message, 0)
			s.Slots(&w.env, w.head.clock+1)
			w.head.clock++
		}
	}
	w.sortDue()
	w.cause = -1
	w.emit(Event{Kind: EvRound, Process: None, Peer: None, Value: Nothing, Truth: Nothing,
		Arg: uint32(w.head.clock), Message: -1})
}

// sortDue puts what is due in a round in its order, which follows from what it is: its
// age is no part of a state.
func (w *World) sortDue() {
	w.touched = 0
	slices.SortStableFunc(w.pend[w.first:], func(a, b pending) int {
		return compareDue(a, b, w.head.clock, w.faulty)
	})
}

func compareDue(a, b pending, now int32, faulty Set) int {
	key := func(p *pending) (k [5]int64) {
		if p.early > now {
			k[0] = int64(p.early)
		}
		k[1] = int64(dueRank[p.class])
		if p.class == Message && faulty.Has(p.From) {
			k[1]++
		}
		k[2], k[3], k[4] = int64(p.From), int64(p.To), int64(p.Kind)<<32|int64(p.Arg)
		return
	}
	ka, kb := key(&a), key(&b)
	for i := range ka {
		if c := cmp.Compare(ka[i], kb[i]); c != 0 {
			return c
		}
	}
	if c := cmp.Compare(a.Val, b.Val); c != 0 {
		return c
	}
	if c := cmp.Compare(content(&a), content(&b)); c != 0 || a.flags&flagSpoken != 0 {
		return c
	}
	return cmp.Compare(a.group, b.group)
}

// dueRank orders what is due in a round; faulty senders' messages come one rank
// behind the others'.
var dueRank = [...]uint8{Drawing: 0, Task: 1, Notice: 2, Message: 3, Timer: 5}

// endRound lets every process see that the round is complete, then begins the
// next one, if there is one.
func (w *World) endRound() {
	r := w.head.clock
	w.cause = -1 // what a process does now follows from all that it has received
	for p := ID(0); int(p) < w.setup.N; p++ {
		if w.rounds[p] != nil && w.status[p].up {
			w.enter(p, Message, 0)
			w.rounds[p].EndRound(&w.env, r)
			w.drainWires()
		}
	}
	if w.setup.Rounds > 0 && r >= w.setup.Rounds {
		w.head.over = 2
		return
	}
	w.beginRound()
}

func (w *World) model(p ID) Model {
	if int(p) < len(w.setup.Models) {
		return w.setup.Models[p]
	}
	return 0
}
