package naive

import "faultlab/core/sim"

// Orbits are the states of a world up to interchangeable processes, found without
// renaming any state: every run is run again with everybody in another one's place.
type Orbits struct {
	Least []uint64 // of each state the least fingerprint of its orbit
	// Unlike is a run that can't be run so, since the processes are not alike after all;
	// Perm is how they were exchanged.
	Unlike []sim.Choice
	Perm   []sim.ID
}

// OrbitsOf exchanges processes by each of perms in every run that e has found. What a
// choice is in a run in which everybody is somebody else, rename says.
func OrbitsOf(w *sim.World, e *Everything, perms [][]sim.ID, rename func(c sim.Choice, perm []sim.ID) sim.Choice) *Orbits {
	o := &Orbits{Least: make([]uint64, len(e.States))}
	for id := range e.States {
		o.Least[id] = e.States[id].Print
	}
	twins := make([][]byte, len(e.States))
	for _, perm := range perms {
		for id := range e.States {
			s := &e.States[id]
			if s.From < 0 {
				w.Reset(nil)
			} else {
				w.Load(twins[s.From])
				if !take(w, rename(s.By, perm)) {
					o.Unlike, o.Perm = e.Way(id), perm
					return o
				}
			}
			twins[id] = w.Save(nil)
			o.Least[id] = min(o.Least[id], max(w.Fingerprint(), 1))
		}
	}
	return o
}

// Count is the number of orbits.
func (o *Orbits) Count() int {
	different := map[uint64]bool{}
	for _, print := range o.Least {
		different[print] = true
	}
	return len(different)
}

// take takes the option that a choice means.
func take(w *sim.World, c sim.Choice) bool {
	o, ok := w.Find(c, w.Enabled(nil))
	if ok {
		w.Apply(o)
	}
	return ok
}

// Permutations are the ways to exchange the processes of each set among themselves,
// but for the one that exchanges none.
func Permutations(n int, alike []sim.Set) (all [][]sim.ID) {
	perm := make([]sim.ID, 0, n)
	var place func(used sim.Set)
	place = func(used sim.Set) {
		p := sim.ID(len(perm))
		if int(p) == n {
			all = append(all, append([]sim.ID(nil), perm...))
			return
		}
		for q := range sim.ID(n) {
			if !used.Has(q) && (q == p || together(p, q, alike)) {
				perm = append(perm, q)
				place(used.With(q))
				perm = perm[:len(perm)-1]
			}
		}
	}
	place(0)
	for i, perm := range all {
		if same(perm) {
			return append(all[:i], all[i+1:]...)
		}
	}
	return all
}

func together(p, q sim.ID, alike []sim.Set) bool {
	for _, set := range alike {
		if set.Has(p) && set.Has(q) {
			return true
		}
	}
	return false
}

func same(perm []sim.ID) bool {
	for p, q := range perm {
		if int(q) != p {
			return false
		}
	}
	return true
}
