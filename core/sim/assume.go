package sim

import "math/bits"

// Assumptions say what the runs have in common that somebody asks about: "if whoever
// crashes recovers, and the server crashes once, is it printed in the end?" The zero
// value asks about all runs. What the budget and the network don't let happen is no
// assumption: it can't happen at all.
type Assumptions struct {
	// Recovers are the processes that don't stay down. While one of them is down, its
	// restart is owed: no run ends there, and where nothing else is due, the restart is.
	// The budget must allow as many restarts as crashes.
	Recovers Set

	Crashes    []Count // so many crashes
	Losses     uint8   // at least so many messages are lost by the network
	Duplicates uint8   // at least so many further copies are made by it

	// Falls say where crashes fall. A process that some of them name crashes where one
	// of these allows it, and nowhere else.
	Falls []Fall
}

// Any says whether anything is assumed.
func (a *Assumptions) Any() bool {
	return a.Recovers != 0 || a.Losses > 0 || a.Duplicates > 0 || len(a.Crashes)+len(a.Falls) > 0
}

// Count is a number of crashes: of these processes together, at least and at most so
// many.
type Count struct {
	Who         Set
	Least, Most uint8 // AnyNumber: no bound but the budget
}

// AnyNumber is the Most of a Count that has no upper bound of its own.
const AnyNumber uint8 = 255

// Fall is a place in the life of a process: behind all of some events of its own, and
// before any of some others, counted since it came up.
type Fall struct {
	Who           ID
	After, Before []Sign
}

// Sign is what an event of a process is known by: its kind, and if Msg isn't negative
// the kind of its message.
type Sign struct {
	Kind EventKind
	Msg  int16
}

// MaxSigns is how many different signs a Setup's falls may have in all.
const MaxSigns = 8

// AtTheEnd says whether it is known at the end of a run only that the assumptions are
// met. Then a claim that falls on the way falls in those runs that meet them later.
func (s *Setup) AtTheEnd() bool {
	a := &s.Assume
	for i := range a.Crashes {
		if a.Crashes[i].Least > 0 {
			return true
		}
	}
	// In rounds, a run may be over before somebody could recover.
	return a.Losses > 0 || a.Duplicates > 0 || a.Recovers != 0 && s.Net.LockStep && s.Rounds > 0
}

// fall is a Fall as a world looks at it: sets of signs, one bit each.
type fall struct {
	who           ID
	after, before uint8
}

// layAssumptions numbers the signs that processes are to be watched for.
func (w *World) layAssumptions() {
	number := func(signs []Sign) (set uint8) {
		for _, s := range signs {
			at := 0
			for at < len(w.signs) && w.signs[at] != s {
				at++
			}
			if at == len(w.signs) {
				if at == MaxSigns {
					panic("sim: crashes fall between more than 8 kinds of events")
				}
				w.signs = append(w.signs, s)
				w.watched |= 1 << s.Kind
			}
			set |= 1 << at
		}
		return set
	}
	for _, f := range w.setup.Assume.Falls {
		w.falls = append(w.falls, fall{f.Who, number(f.After), number(f.Before)})
		w.fallible = w.fallible.With(f.Who)
	}
}

// sight notes that a process has come past an event which crashes fall before or
// behind. Where nobody can crash any more, nothing is noted.
func (w *World) sight(e *Event) {
	if !w.fallible.Has(e.Process) || w.head.crashes >= w.setup.Budget.Crashes {
		return
	}
	for i, s := range w.signs {
		if s.Kind == e.Kind && (s.Msg < 0 || s.Msg == int16(e.Msg)) {
			w.status[e.Process].past |= 1 << i
		}
	}
}

// forget begins a new count of what a process that crashes has come past, and gives
// up counting where nobody can crash any more.
func (w *World) forget(p ID) {
	w.status[p].past = 0
	if w.head.crashes < w.setup.Budget.Crashes {
		return
	}
	for q := range w.status {
		w.status[q].past = 0
	}
}

// mayFall says whether the assumptions let a process crash now.
func (w *World) mayFall(p ID) bool {
	for i := range w.setup.Assume.Crashes {
		c := &w.setup.Assume.Crashes[i]
		if c.Most != AnyNumber && c.Who.Has(p) && w.crashesOf(c.Who) >= int(c.Most) {
			return false
		}
	}
	if !w.fallible.Has(p) {
		return true
	}
	past := w.status[p].past
	for _, f := range w.falls {
		if f.who == p && past&f.after == f.after && past&f.before == 0 {
			return true
		}
	}
	return false
}

// crashesOf counts the crashes of some processes: each has recovered from all of its
// crashes but perhaps the last one.
func (w *World) crashesOf(who Set) (n int) {
	for p := range w.status {
		if s := &w.status[p]; who.Has(ID(p)) && s.made {
			n += int(s.inc)
			if !s.up {
				n++
			}
		}
	}
	return n
}

// owed are the processes that are down and don't stay so.
func (w *World) owed() (down Set) {
	for s := w.setup.Assume.Recovers; s != 0; s &= s - 1 {
		p := ID(bits.TrailingZeros64(uint64(s)))
		if int(p) < len(w.status) && w.status[p].made && !w.status[p].up {
			down = down.With(p)
		}
	}
	return down
}

// due are those of them whose recovery the budget allows.
func (w *World) due() Set {
	if w.setup.Assume.Recovers == 0 || w.head.restarts >= w.setup.Budget.Restarts {
		return 0
	}
	return w.owed()
}

// Meets says whether a run that ends in the present state, or stays in states with as
// many crashes and losses, is one of those that the assumptions speak of.
func (w *World) Meets() bool {
	a := &w.setup.Assume
	if a.Recovers != 0 && w.owed() != 0 || w.head.losses < a.Losses || w.head.copied < a.Duplicates {
		return false
	}
	for i := range a.Crashes {
		if w.crashesOf(a.Crashes[i].Who) < int(a.Crashes[i].Least) {
			return false
		}
	}
	return true
}
