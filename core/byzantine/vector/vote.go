package vector

import "faultlab/core/sim"

// majority is the value that more than half of the entries have, or unknown.
func majority(entries []uint8, unknown uint8) uint8 {
	best, count := unknown, 0
	for _, x := range entries { // whoever has a majority is left in the end
		switch {
		case count == 0:
			best, count = x, 1
		case x == best:
			count++
		default:
			count--
		}
	}
	count = 0
	for _, x := range entries {
		if x == best {
			count++
		}
	}
	if 2*count > len(entries) {
		return best
	}
	return unknown
}

// note says how an element came about.
func (v *Vector) note(e *sim.Env, j int, path uint32, entries []uint8) uint8 {
	x, why := majority(entries, v.Unknown), sim.Majority
	if x == v.Unknown {
		why = sim.Undefined
	}
	e.Note(sim.EvVote, sim.ID(j), x, path, why, entries...)
	return x
}

// book is phase 4 as textbooks have it: the vectors that came from others are
// counted, for every element, one's own as well.
func (v *Vector) book(e *sim.Env) {
	said := e.Mem()[v.N:]
	var result, entries [MaxProcesses]uint8
	for j := range v.N {
		n := 0
		for k := range v.N {
			if sim.ID(k) != e.Me {
				entries[n] = v.orDefault(said[k*v.N+j])
				n++
			}
		}
		result[j] = v.note(e, j, uint32(j), entries[:n])
	}
	e.Note(sim.EvDecide, sim.None, sim.Nothing, 0, sim.NoReason, result[:v.N]...)
}

// psl80 keeps one's own value, and decides about the value of each other process as
// a lieutenant of OM(m) with that process for a commander: by a vote on what it said
// directly and the results for what all others say that it said.
func (v *Vector) psl80(e *sim.Env) {
	t := v.Tree
	var vector, entries [MaxProcesses]uint8
	for j := range sim.ID(v.N) {
		path := uint32(j) * v.Nodes
		if j == e.Me {
			vector[j] = uint8(v.Values[j])
			e.Note(sim.EvVote, j, vector[j], path, sim.NoReason, vector[j])
			continue
		}
		me := v.inTree(j, e.Me)
		heard, result := e.Mem()[path:], e.Mem()[uint32(v.N)*v.Nodes:]
		for node := t.Nodes() - 1; node >= 0; node-- {
			if t.OnPath(node, me) {
				continue
			}
			result[node] = v.orDefault(heard[node])
			if node > 0 && heard[node] == 0 {
				e.Note(sim.EvVote, v.process(j, t.Process(node)), v.Default, path+uint32(node), sim.Missing)
			}
			child := t.FirstChild(node)
			if child < 0 {
				if node == 0 { // no relays at all
					entries[0] = result[0]
					v.note(e, int(j), path, entries[:1])
				}
				continue
			}
			n := 0
			for range t.Arity(node) {
				if entries[n] = result[child]; t.Process(child) == me {
					entries[n] = v.orDefault(heard[node]) // what it was told itself
				}
				child++
				n++
			}
			result[node] = v.note(e, int(v.process(j, t.Process(node))), path+uint32(node), entries[:n])
		}
		vector[j] = result[0]
	}
	e.Note(sim.EvDecide, sim.None, sim.Nothing, 0, sim.NoReason, vector[:v.N]...)
}
