package explore

import "faultlab/core/sim"

// Sleep sets: every state, by few of the transitions between them.
//
// # The idea
//
// Deliveries to different processes commute: a then b comes to the same state as b
// then a. A search that takes both walks into most states many times. It is enough
// to take the way that is the first in an order by receiver: where a delivery t to a
// lower process was possible before the last step, and is still, t now leads to where
// t and then the last step led. It sleeps until something happens at its own process.
//
// # Why nothing is missed
//
// Look at the cheapest runs to a state, and of those at the first one, in the order
// of what is delivered, step by step. It is taken whole. Its last delivery can't be
// asleep behind the others, since it would have been possible before one to a higher
// process, commutes with all since, and would make a run to the same state which
// comes earlier. It has to be the first run by which the search reaches each state on
// the way; so a state is expanded in that order, and lines are first in, first out.
// No stored mark is ever revised.
//
// Of messages that differ in nothing one is delivered, or lost: the others are the
// same again. Faults, restarts and draws wake everything. What lets a quantity be drawn does not
// sleep: the draw comes before anything else. Neither does what closes the channel from a process
// that is up, and it wakes everything, too: it makes a difference what that one has sent before.
//
// # Source
//
// P. Godefroid: Partial-Order Methods for the Verification of Concurrent Systems.
// LNCS 1032, 1996, chapter 5. That marks need no revision is by the order of our
// search, and holds for no other.

// sleeps says whether a search of this world can use sleep sets.
func sleeps(w *sim.World) bool {
	if !w.Commutes() {
		return false
	}
	for _, c := range w.Setup().Claims {
		if !c.Swaps {
			return false
		}
	}
	return true
}

// sleeper is what a worker needs for one state.
type sleeper struct {
	sim.Deliveries
	alone   []bool // of each delivery that was taken: it commutes with no other
	entered bool
	at      sim.ID // whose deliveries are being taken
}

// begin looks at the options of a state.
func (k *sleeper) begin(w *sim.World, options []sim.Option) {
	w.Deliveries(options, &k.Deliveries)
	k.alone, k.entered = k.alone[:0], false
}

// next is the n-th option in the order in which they are taken; ok says whether it
// need be. Then all deliveries that need not be taken after it are asleep, and no others.
func (k *sleeper) next(w *sim.World, options []sim.Option, n int) (i int, ok bool) {
	i = n
	by := sim.None
	if n < len(k.Order) {
		k.alone = append(k.alone, false)
		if i, by = int(k.Order[n]), k.To[n]; k.Asleep[n] {
			return i, false
		}
	}
	if k.entered && by == k.at {
		return i, by != sim.None || !w.Again(options, i)
	}
	for j, to := range k.To {
		switch {
		case by == sim.None || to == by:
			if k.Asleep[j] || to < by {
				w.Sleep(options[k.Order[j]], false)
			}
		case to < by && !k.alone[j]:
			w.Sleep(options[k.Order[j]], true)
		}
	}
	k.at, k.entered = by, true
	return i, by != sim.None || !w.Again(options, i)
}

// took says of the n-th option that it has been taken.
func (k *sleeper) took(w *sim.World, n int) {
	closed := w.Closed()
	if closed {
		w.Wake()
	}
	if n < len(k.alone) && (closed || w.Drawing()) {
		k.alone[n] = true
	}
}
