package choose

import (
	"math"

	"faultlab/core/sim"
)

// A run that never ends is written as a list whose last choice is sim.Repeat: at that
// step the state is the one that it was at an earlier step, and from there on the run
// does again what it has done since, for ever.

// loop is what is known of the part of a run that is repeated.
type loop struct {
	on    bool
	from  int32
	print uint64       // of the state in which it begins
	best  []sim.Status // of each claim: what it would have come to, at the best moment
}

// Ever is the step at which the loop of a list begins; a list without a loop has none,
// and the result is beyond all steps.
func Ever(list []sim.Choice) (step int32) {
	if n := len(list); n > 0 && list[n-1].Kind == sim.Repeat {
		return int32(min(list[n-1].Arg, math.MaxInt32))
	}
	return math.MaxInt32
}

// Follow looks at the present state for the loop that begins at a step. Whoever drives a
// list with a loop calls it in front of every step from there on.
func (r *Run) Follow(from int32) {
	w, l := r.World, &r.loop
	switch {
	case w.Steps() == from:
		l.on, l.from, l.print, l.best = true, from, w.Fingerprint(), l.best[:0]
		for i := range w.Setup().Claims {
			l.best = append(l.best, w.Would(i))
		}
	case l.on:
		for i, s := range l.best {
			if now := w.Would(i); rank(now) > rank(s) {
				l.best[i] = now
			}
		}
	}
}

// Closed says whether the present state is the one in which the loop began, some steps
// ago.
func (r *Run) Closed() bool {
	return r.loop.on && r.World.Steps() > r.loop.from && r.World.Fingerprint() == r.loop.print
}

// rank orders what a claim can come to: a loop breaks it if it is broken at every moment.
func rank(s sim.Status) int {
	switch s {
	case sim.Violated:
		return 0
	case sim.Open:
		return 1
	}
	return 2
}
