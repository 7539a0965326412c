package choose

import "faultlab/core/sim"

// Shrink makes a failing run smaller: fewer choices, then simpler ones, as long
// as same says that it still fails in the same way (the same claim, with the
// same kind of witness). It returns the smallest list found and the number of
// replays, of which it makes at most budget. The result is minimal in that no
// single choice can be left out.
func (r *Run) Shrink(list []sim.Choice, budget int, same func(w *sim.World) bool) (small []sim.Choice, replays int) {
	try := func(candidate []sim.Choice) ([]sim.Choice, bool) {
		if replays >= budget {
			return nil, false
		}
		replays++
		r.Replay(nil, candidate, -1)
		if !same(r.World) || len(r.Misfits) > 0 && len(r.Taken) >= len(list) {
			return nil, false
		}
		return append([]sim.Choice(nil), r.Taken...), true
	}
	small = append([]sim.Choice(nil), list...)
	if s, ok := try(small); ok {
		small = s // what does not fit is gone
	}
	for size := max(len(small)/2, 1); size >= 1; {
		removed := false
		for at := 0; at+size <= len(small); {
			candidate := append(append([]sim.Choice(nil), small[:at]...), small[at+size:]...)
			if s, ok := try(candidate); ok && len(s) < len(small) {
				small, removed = s, true
			} else {
				at++
			}
		}
		if size == 1 && !removed {
			break
		}
		if !removed || size > len(small) {
			size = max(size/2, 1)
			if len(small) == 0 {
				break
			}
		}
	}
	return simpler(small, try), replays
}

// simpler replaces values by smaller ones, one choice at a time.
func simpler(small []sim.Choice, try func([]sim.Choice) ([]sim.Choice, bool)) []sim.Choice {
	for i := 0; i < len(small); i++ {
		if small[i].Kind != sim.Say {
			continue
		}
		for v := uint8(0); i < len(small) && v < small[i].Val; v++ {
			candidate := append([]sim.Choice(nil), small...)
			candidate[i].Val = v
			if s, ok := try(candidate); ok && len(s) == len(small) {
				small = s
				break
			}
		}
	}
	return small
}
