// Package choose has the drivers: who decides which of the enabled options is
// taken. Replay follows a list, Random a seed and weights, Ask a person,
// Enumerate takes all of them in turn. Whatever drives a world, what it did is
// the same thing: a sparse list of choices, which with the scenario is the run.
package choose

import (
	"math"

	"faultlab/core/sim"
)

// End says why a run stopped. Its values are Quiescent, Limit, Until and Overflow.
type End uint8

const (
	Quiescent End = iota // nothing but faults could still happen
	Limit                // as many steps as the scenario's budget allows
	Until                // as many steps as were asked for
	Overflow             // a capacity was exceeded; see World.Err
)

// Ends are the names of the ends in traces.
var Ends = [...]string{"quiescent", "limit", "until", "overflow"}

// Misfit is a choice of a list that could not be taken.
type Misfit struct {
	Index int
	Why   string
}

// Run drives one world again and again and keeps its buffers: warm, it allocates
// nothing.
type Run struct {
	World   *sim.World
	options []sim.Option
	Taken   []sim.Choice // what was not option 0
	Misfits []Misfit
	End     End
	coast   int32 // no choice is wanted before this step
	watch   func(w *sim.World, options []sim.Option)
}

// NewRun makes a run of a world.
func NewRun(w *sim.World) *Run { return &Run{World: w} }

// Pick decides: it gets the enabled options and returns the index of one.
type Pick func(w *sim.World, options []sim.Option) int

// Drive runs the world from its beginning until it is quiescent, or for at most
// until steps where until is not negative. The choices that differ from option 0
// are in Taken.
func (r *Run) Drive(t *sim.Trace, until int32, pick Pick) End {
	w := r.World
	w.Reset(t)
	r.Taken, r.Misfits = r.Taken[:0], r.Misfits[:0]
	defer func() { r.coast = 0 }()
	limit := w.Setup().Budget.Steps
	if limit <= 0 {
		limit = sim.DefaultSteps
	}
	for {
		// Long runs are boring for the most part: then nobody lists what else could
		// happen.
		if at := w.Steps(); at < r.coast && at < limit && (until < 0 || at < until) {
			if o, ok := w.Boring(); ok {
				w.Apply(o)
				continue
			}
		}
		r.options = w.Enabled(r.options[:0])
		if len(r.options) == 0 {
			r.End = Quiescent
			break
		}
		if until >= 0 && w.Steps() >= until {
			r.End = Until
			break
		}
		if w.Steps() >= limit {
			if r.End = Limit; r.options[0].Kind == sim.Rest {
				r.End = Quiescent // to rest takes no step
			}
			break
		}
		i := pick(w, r.options)
		o := r.options[i]
		if i != 0 {
			r.Taken = append(r.Taken, w.Choice(o))
		}
		if o.Kind == sim.Rest {
			r.End = Quiescent
			break
		}
		w.Apply(o)
	}
	if w.Err() != nil {
		r.End = Overflow
	}
	if r.End != Until {
		w.Finish(r.End == Quiescent)
	}
	return r.End
}

// Coast says that no choice is wanted before a step: until then Drive takes
// option 0 and does not call pick where it is a step that is due. It is good for
// the call of Drive that follows or goes on.
func (r *Run) Coast(step int32) { r.coast = step }

// Options lists what may happen in the present state, as Drive left it.
func (r *Run) Options() []sim.Option {
	r.options = r.World.Enabled(r.options[:0])
	return r.options
}

// Replay takes the choices of the list at their steps and option 0 everywhere
// else. A choice that does not fit is left out and said in Misfits. The list
// must be in order of steps, with at most one choice a step.
func (r *Run) Replay(t *sim.Trace, list []sim.Choice, until int32) End {
	next := 0
	coast := func() {
		r.Coast(math.MaxInt32)
		if next < len(list) {
			r.Coast(list[next].Step)
		}
	}
	coast()
	end := r.Drive(t, until, func(w *sim.World, options []sim.Option) int {
		i, made := 0, false
		for next < len(list) && list[next].Step <= w.Steps() {
			c := list[next]
			next++
			if made || c.Step < w.Steps() {
				r.Misfits = append(r.Misfits, Misfit{next - 1, "there is another choice for this step, or it is out of order"})
				continue
			}
			at := find(w, c, options)
			if at < 0 {
				r.Misfits = append(r.Misfits, Misfit{next - 1, "it is not possible at this step"})
				continue
			}
			i, made = at, true
		}
		coast()
		return i
	})
	for ; next < len(list) && end != Until; next++ {
		r.Misfits = append(r.Misfits, Misfit{next, "the run is over before this step"})
	}
	return end
}

func find(w *sim.World, c sim.Choice, options []sim.Option) int {
	o, ok := w.Find(c, options)
	if !ok {
		return -1
	}
	for i := range options {
		if options[i] == o {
			return i
		}
	}
	return -1
}

// Ask drives with a person, or whatever else decides, at every step that has more
// than one option.
func (r *Run) Ask(t *sim.Trace, decide func(w *sim.World, options []sim.Option) int) End {
	return r.Drive(t, -1, func(w *sim.World, options []sim.Option) int {
		if len(options) == 1 {
			return 0
		}
		i := decide(w, options)
		if i < 0 || i >= len(options) {
			return 0
		}
		return i
	})
}
