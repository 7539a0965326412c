package choose

import "faultlab/core/sim"

// Enumerate runs every list of choices there is, in lexicographic order, and
// calls leaf at the end of each run with the choices that differ from option 0;
// it stops when leaf returns false or after limit runs. It returns the number of
// runs and whether these were all. It knows nothing of states: it is the simple
// way, by which cleverer ones are judged.
func (r *Run) Enumerate(limit int, leaf func(w *sim.World, taken []sim.Choice) bool) (runs int, all bool) {
	var path []branch
	for {
		at := 0
		r.Drive(nil, -1, func(w *sim.World, options []sim.Option) int {
			if len(options) == 1 {
				return 0
			}
			if r.watch != nil {
				r.watch(w, options)
			}
			if at == len(path) {
				path = append(path, branch{0, len(options)})
			}
			at++
			return path[at-1].taken
		})
		runs++
		if !leaf(r.World, r.Taken) {
			return runs, false
		}
		for len(path) > 0 && path[len(path)-1].taken+1 == path[len(path)-1].of {
			path = path[:len(path)-1]
		}
		if len(path) == 0 {
			return runs, true
		}
		path[len(path)-1].taken++
		if runs == limit {
			return runs, false
		}
	}
}

// Watch lets look see every point at which Enumerate has more than one option.
func (r *Run) Watch(look func(w *sim.World, options []sim.Option)) *Run {
	r.watch = look
	return r
}

// branch is a point of a run at which there was more than one option.
type branch struct{ taken, of int }
