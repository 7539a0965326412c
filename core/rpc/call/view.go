package call

import "faultlab/core/sim"

// View is what a client sees of a run until its first call is over for it: the numbers
// of the events that are its own, in their order. Over means that it has its reply, or
// reports to its application that it has none.
func View(t *sim.Trace, client sim.ID) (events []int) {
	for i := range t.Events {
		e := &t.Events[i]
		if e.Process != client || e.Kind == sim.EvDrop && e.Message >= 0 {
			continue // nobody sees what does not come
		}
		events = append(events, i)
		if e.Kind == sim.EvComplete || e.Kind == sim.EvReport {
			break
		}
	}
	return events
}

// Alike says whether two runs look alike to a client until its first call is over.
func Alike(a, b *sim.Trace, client sim.ID) bool {
	va, vb := View(a, client), View(b, client)
	if len(va) != len(vb) {
		return false
	}
	for i := range va {
		x, y := &a.Events[va[i]], &b.Events[vb[i]]
		if x.Kind != y.Kind || x.Reason != y.Reason || x.Peer != y.Peer || x.Msg != y.Msg || x.Value != y.Value || x.Arg != y.Arg || x.Time != y.Time {
			return false
		}
	}
	return true
}
