package sim

// What a search may leave out without missing anything: orders of deliveries that
// make no difference, and states that differ only by who is who.

// Renamer is for processes whose states or messages know other processes by their
// ids. A process that is interchangeable with others and keeps no ids needs none.
type Renamer interface {
	// Rename renames the ids in the state: what was p becomes perm[p].
	Rename(perm []ID)
	// RenameMsg does the same for the Val and Arg of a message of this process.
	RenameMsg(m *Msg, perm []ID)
}

// Others appends, for each of the options of the present state, whether it can
// wait until those of one process have been tried; nothing, if none can. They can
// wait where all that happens at the others is that they take messages which set
// nothing off (Setup.Quiet): then nobody can influence that process any more, and
// what it does commutes with what they do.
//
// Where something can go wrong or chance decide, nothing waits: faults draw on budgets
// that are common to all. Neither does it where the clock counts: what must come now
// keeps the clock from moving, so by taking it another one lets time pass for all.
func (w *World) Others(options []Option, wait []bool) []bool {
	if w.timed {
		return wait
	}
	quiet := func(p *pending) bool { return p.class == Message && w.setup.Quiet>>p.Kind&1 != 0 }
	var busy, all Set // who has something in flight that is not quiet, and anything
	for i := w.first; i < len(w.pend); i++ {
		p := &w.pend[i]
		all = all.With(p.To)
		if !quiet(p) {
			busy = busy.With(p.To)
		}
	}
	var moves Set
	for _, o := range options {
		if o.Kind != Deliver {
			return wait
		}
		moves = moves.With(w.pend[o.slot].To)
	}
	alone := busy & moves
	if busy == 0 {
		alone = moves & -moves
	}
	if alone == 0 || alone != busy && busy != 0 || alone&(alone-1) != 0 || moves == alone {
		return wait
	}
	for _, o := range options {
		wait = append(wait, w.pend[o.slot].To != first(alone))
	}
	return wait
}

// first is the lowest process of a set.
func first(s Set) ID {
	for p := ID(0); p < MaxProcesses; p++ {
		if s.Has(p) {
			return p
		}
	}
	return None
}

// Rename writes to another world of the same setup the present state with every
// process p in the place of perm[p], without witnesses and numbers of steps.
func (w *World) Rename(perm []ID, to *World) {
	n := len(w.status)
	copy(to.arena[:w.hashed], w.arena[:w.hashed])
	for p := range n {
		q := perm[p]
		to.status[q] = w.status[p]
		from, at := &w.places[p], &to.places[q]
		copy(to.arena[at.off:at.off+words(from.size)+words(from.mem)], w.arena[from.off:])
	}
	for p := range n {
		if r, ok := to.procs[perm[p]].(Renamer); ok {
			r.Rename(perm)
		}
	}
	to.pend, to.first, to.touched = append(to.pend[:0], w.pend[w.first:]...), 0, 0
	for i := range to.pend {
		p := &to.pend[i]
		if r, ok := w.procs[p.From].(Renamer); ok {
			said := p.Msg
			said.Val = p.truth
			r.RenameMsg(&p.Msg, perm)
			if p.truth != Nothing {
				r.RenameMsg(&said, perm)
				p.truth = said.Val
			}
		}
		p.From, p.To = perm[p.From], perm[p.To]
		p.print = 0
	}
	for i := range to.claims {
		if c := &to.claims[i]; c.def.Rename != nil {
			c.def.Rename(c.mem.History, perm)
		}
	}
}
