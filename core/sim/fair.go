package sim

// Runs that never end. A run that goes on for ever is fair if what stays possible all
// along happens sometime: this delivery, this timer, this recovery that is owed, and
// that time passes. Faults are never owed. What a search needs for that: which such
// steps are possible in a state, and whether one of them was taken, or withdrawn, by a
// step. See explore/endless.go.

// A Duty is a step that must not stay possible for ever without being taken: a number
// that is the same in all states. Records in flight that differ in nothing but their
// time are one, since of these a run can always take the oldest. It is never 0.
type Duty uint64

const (
	timePasses Duty = 1
	recovery   Duty = 2 // and so many more as the process has for a number
)

// Duty is what an option of the present state is; 0: nobody owes it.
func (w *World) Duty(o Option) Duty {
	switch o.Kind {
	case Wait:
		return timePasses
	case RestartNow:
		if w.setup.Assume.Recovers.Has(o.Who) {
			return recovery + Duty(o.Who)
		}
	case Deliver, Drawn:
		p := &w.pend[o.slot]
		if p.flags&flagSlot != 0 {
			return 0 // nobody says anything there
		}
		if p.print == 0 {
			p.print = w.print(int(o.slot))
		}
		return Duty(p.print | 1<<63) // apart from the others
	}
	return 0
}

// Stamp gives everything in flight in the marked state, which must be the present one,
// a mark by which Kept knows it again behind a step. It makes use of what no run of a
// search needs, the numbers of events.
func (w *World) Stamp() {
	w.count.events = 0 // the numbers from now on are not below 0
	for i := w.first; i < len(w.pend); i++ {
		w.pend[i].sent = stamp(i)
		w.mark[i-w.first].sent = stamp(i)
	}
}

func stamp(i int) int32 { return int32(-2 - i) }

// Kept says whether what an option of the stamped state is about is still in flight in
// the present one, one step on, and is the same: it was neither taken nor withdrawn. A
// timer that is cancelled and set again is another one.
func (w *World) Kept(o Option, was Duty) bool {
	if o.Kind != Deliver && o.Kind != Drawn {
		return false
	}
	for i := w.first; i < len(w.pend); i++ {
		if p := &w.pend[i]; p.sent == stamp(int(o.slot)) {
			if p.print == 0 {
				p.print = w.print(i)
			}
			return Duty(p.print|1<<63) == was
		}
	}
	return false
}

// Would is how claim i would stand if the run ended in the present state, with nothing
// more to come. The state is left as it is.
func (w *World) Would(i int) Status {
	m := &w.claims[i]
	switch s := *m.status; {
	case s == Violated:
		return s
	case m.def.Finish != nil:
		w.spare = append(w.spare[:0], m.mem.History...)
		blame := *m.mem.witness
		m.mem.now = -1
		s = m.def.Finish(&m.mem)
		copy(m.mem.History, w.spare)
		*m.mem.witness = blame
		return s
	case s == HoldsSoFar:
		return Holds
	default:
		return s
	}
}

// FinishAs judges a run that goes on for ever in a loop: claim i comes to as[i], which
// is the best that it would have come to at any moment of the loop.
func (w *World) FinishAs(as []Status) {
	for i := range w.claims {
		m := &w.claims[i]
		if *m.status == Violated || as[i] == *m.status {
			continue
		}
		if as[i] == Violated {
			m.mem.now = -1
			m.def.Finish(&m.mem) // for its witness
		}
		w.turn(i, as[i], -1)
	}
}
