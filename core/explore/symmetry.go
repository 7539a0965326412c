package explore

import "faultlab/core/sim"

// maxPermutations bounds the ways of exchanging processes that are tried for each
// state.
const maxPermutations = 5040

// Reductions says which of the two reductions of Options a world has.
func Reductions(s *sim.Setup) (symmetry, order bool) {
	return permutations(s) != nil, commuting(s)
}

// permutations lists the ways to exchange interchangeable processes, but for the
// one that exchanges none. Nil: there are none, too many, or a claim remembers
// processes that it can't rename.
func permutations(s *sim.Setup) [][]sim.ID {
	for i := range s.Claims {
		if s.Claims[i].Size > 0 && s.Claims[i].Rename == nil {
			return nil
		}
	}
	id := make([]sim.ID, s.N)
	for p := range id {
		id[p] = sim.ID(p)
	}
	all := [][]sim.ID{id}
	for _, set := range s.Alike {
		var members []sim.ID
		for p := range sim.ID(s.N) {
			if set.Has(p) {
				members = append(members, p)
			}
		}
		var longer [][]sim.ID
		for _, base := range all {
			orders(members, 0, func(order []sim.ID) bool {
				perm := append([]sim.ID(nil), base...)
				for i, p := range members {
					perm[p] = base[order[i]]
				}
				longer = append(longer, perm)
				return len(longer) <= maxPermutations
			})
		}
		if all = longer; len(all) > maxPermutations {
			return nil
		}
	}
	if len(all) == 1 {
		return nil
	}
	return all[1:]
}

// orders visits the orders of ids, the given one first, until visit says no.
func orders(ids []sim.ID, from int, visit func([]sim.ID) bool) bool {
	if from == len(ids) {
		return visit(ids)
	}
	order := append([]sim.ID(nil), ids...)
	for i := from; i < len(ids); i++ {
		order[from], order[i] = order[i], order[from]
		if !orders(order, from+1, visit) {
			return false
		}
	}
	return true
}

// commuting says whether anything is known of which messages set nothing off, no
// clock counts, and no claim depends on the order of events at different processes.
func commuting(s *sim.Setup) bool {
	for i := range s.Claims {
		if !s.Claims[i].Swaps {
			return false
		}
	}
	return s.Quiet != 0 && !s.Net.Timed()
}
