package three

import "faultlab/core/sim"

// Sight is one thing that a process sees happen: it is all that its decision can
// depend on. What others do, and what they should have done, is not in it.
type Sight struct {
	Kind  sim.EventKind
	Time  int32 // the round
	Peer  sim.ID
	Msg   uint8
	Value uint8
	Arg   uint32
}

// View is what a process sees of a run, in order: what it does itself and what it
// receives. If the views of two runs are equal, the process ends the same in both.
func View(tr *sim.Trace, p sim.ID) (view []Sight) {
	for i := range tr.Events {
		e := &tr.Events[i]
		if e.Process != p {
			continue
		}
		switch e.Kind {
		case sim.EvDrop:
			if e.Message >= 0 {
				continue // nobody sees what does not come
			}
		case sim.EvCrash, sim.EvRestart:
			continue
		}
		view = append(view, Sight{e.Kind, e.Time, e.Peer, e.Msg, e.Value, e.Arg})
	}
	return view
}
