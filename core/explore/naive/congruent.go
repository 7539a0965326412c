package naive

import (
	"slices"

	"faultlab/core/sim"
)

// Congruent says whether what a state leaves out makes no difference. It goes over
// every way into a state that is known, by which the world has the same state in
// another form, such as with what is in flight in another order: what can follow has to
// be the same. Of a step that shows the contrary it returns the state in front of it.
func (e *Everything) Congruent(w *sim.World) (state int, by sim.Choice, ok bool) {
	known := make([][]string, len(e.States))
	packed := make([][]uint64, len(e.States))
	for id := range e.States {
		w.Load(e.States[id].Saved)
		packed[id] = w.Pack(nil)
		known[id] = following(w)
	}
	for id := range e.States {
		saved := e.States[id].Saved
		w.Load(saved)
		for _, o := range w.Enabled(nil) {
			if o.Kind == sim.Rest {
				continue
			}
			w.Load(saved)
			by := w.Choice(o)
			w.Apply(o)
			to, found := e.places[string(w.Exact(nil))]
			if found && !slices.Equal(w.Pack(nil), packed[to]) && !slices.Equal(following(w), known[to]) {
				return id, by, false
			}
		}
	}
	return 0, sim.Choice{}, true
}

// following are the states that can follow the present one, each with whether it takes
// a fault, in an order that has nothing to do with that of the options.
func following(w *sim.World) (next []string) {
	saved := w.Save(nil)
	w.Load(saved) // so that the places of options are those of the saved state
	for _, o := range w.Enabled(nil) {
		w.Load(saved)
		w.Apply(o)
		way := "usual "
		switch {
		case o.Kind == sim.Rest:
			way = "rest "
		case o.Kind.Fault():
			way = "fault "
		}
		next = append(next, way+string(w.Exact(nil)))
	}
	w.Load(saved)
	slices.Sort(next)
	return slices.Compact(next)
}
