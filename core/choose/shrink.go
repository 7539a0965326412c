package choose

import "faultlab/core/sim"

// Shrink makes a failing run smaller: fewer choices, made earlier, then simpler
// ones, as long as same says that it still fails in the same way (the same claim,
// with the same kind of witness). A run that ends in a loop is left as it is. It returns the smallest list found and the
// number of replays, of which it makes at most budget. Unless that ends it, the
// result is minimal in that no single choice can be left out.
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
	if n := len(list); n > 0 && list[n-1].Kind == sim.Repeat {
		return small, replays // without its loop it would go on for ever
	}
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
	return simpler(closer(small, try), try), replays
}

// closer leaves out a choice and makes others a few steps earlier, either those
// behind it or all: a crash that had to come behind a loss can come where the
// loss was, and one whose message had to be lost can come before it is sent. Then
// it makes each as early as it can be.
func closer(small []sim.Choice, try func([]sim.Choice) ([]sim.Choice, bool)) []sim.Choice {
	const steps = 4
again:
	for at := range small {
		for by := int32(0); by <= steps; by++ {
			for _, from := range [...]int{at, 0} {
				candidate := append(append([]sim.Choice(nil), small[:at]...), small[at+1:]...)
				if !earlier(candidate[from:], by) || from > 0 && from < len(candidate) && candidate[from].Step <= candidate[from-1].Step {
					continue
				}
				if s, ok := try(candidate); ok && len(s) < len(small) {
					small = s
					goto again // what was needed may be so no more
				}
			}
		}
	}
	for at := range small {
		candidate := append([]sim.Choice(nil), small...)
		if !earlier(candidate[at:at+1], 1) || at > 0 && candidate[at].Step == small[at-1].Step {
			continue
		}
		if s, ok := try(candidate); ok && len(s) == len(small) && s[at].Step < small[at].Step {
			small = s
			goto again
		}
	}
	return small
}

// earlier moves choices towards the beginning, if there is room.
func earlier(list []sim.Choice, by int32) bool {
	for i := range list {
		list[i].Step -= by
	}
	return len(list) == 0 || list[0].Step >= 0
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
